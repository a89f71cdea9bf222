"""The exact numbers of a machine against sums over every pair of states, and the estimate of log Z against them."""

import numpy as np
import pytest

import nnlearn.numpy
import nnlearn.torch
from nnlearn import boltzmann, datasets

SHAPES = [(1, 1), (4, 3), (3, 5), (13, 2)]


def machine(visible, hidden, scale=1.0, seed=0):
    rng = np.random.default_rng(seed)
    return rng.normal(0, scale, (visible, hidden)), rng.normal(size=visible), rng.normal(size=hidden)


def joint(w, b, c):
    """Return all visible and hidden states, and p(v, h) of every pair."""
    v, h = (np.array(list(np.ndindex(*[2] * n)), float) for n in w.shape)
    p = np.exp((v @ w @ h.T) + (v @ b)[:, None] + h @ c)
    return v, h, p


@pytest.mark.parametrize("shape", SHAPES)
def test_what_is_exact_is_the_sum_over_all_pairs(shape):
    w, b, c = machine(*shape)
    v, h, p = joint(w, b, c)
    assert boltzmann.log_z((w, b, c)) == pytest.approx(np.log(p.sum()))
    np.testing.assert_allclose(boltzmann.log_p((w, b, c), v), np.log(p.sum(axis=1) / p.sum()))
    np.testing.assert_allclose(boltzmann.log_p((w, b, c), v, log_z=0), np.log(p.sum(axis=1)), atol=1e-12)
    p /= p.sum()
    means = v.T @ p @ h, p.sum(axis=1) @ v, p.sum(axis=0) @ h
    for found, expected in zip(boltzmann.moments((w, b, c)), means, strict=True):
        np.testing.assert_allclose(found, expected)


@pytest.mark.parametrize("shape", SHAPES)
def test_the_gradient_is_the_difference_quotient_of_log_p(shape):
    parts, rng = machine(*shape), np.random.default_rng(1)
    v = rng.integers(0, 2, (5, shape[0]))
    found, eps = boltzmann.gradient(parts, v), 1e-5
    for number, part in enumerate(parts):
        for place in np.ndindex(part.shape):
            ends = []
            for step in (eps, -eps):
                moved = [each.copy() for each in parts]
                moved[number][place] += step
                ends.append(boltzmann.log_p(tuple(moved), v).mean())
            assert found[number][place] == pytest.approx((ends[0] - ends[1]) / (2 * eps), abs=1e-8)
    assert len(found.vector()) == sum(part.size for part in parts)


def test_expected_cd_is_the_sum_over_all_chains():
    w, b, c = machine(4, 3)
    states_v, states_h, p = joint(w, b, c)
    up, down = p / p.sum(axis=1, keepdims=True), (p / p.sum(axis=0)).T  # p(h | v), p(v | h)
    data = np.array([[1, 0, 0, 1], [1, 1, 1, 0]])
    start = np.zeros(16)
    for row in data:
        start[np.flatnonzero((states_v == row).all(axis=1))] += 0.5
    wake = (start[:, None] * up, start @ states_v, start @ up @ states_h)
    for k in (1, 2, 7):
        q = start @ np.linalg.matrix_power(up @ down, k)
        expected = (
            states_v.T @ (wake[0] - q[:, None] * up) @ states_h,
            wake[1] - q @ states_v,
            wake[2] - q @ up @ states_h,
        )
        for found, exact in zip(boltzmann.expected_cd((w, b, c), data, k), expected, strict=True):
            np.testing.assert_allclose(found, exact, atol=1e-12)
    several = boltzmann.expected_cd((w, b, c), data, (1, 7))
    np.testing.assert_array_equal(several[1].vector(), boltzmann.expected_cd((w, b, c), data, 7).vector())
    far, exact = boltzmann.expected_cd((w, b, c), data, 10**4), boltzmann.gradient((w, b, c), data)
    np.testing.assert_allclose(far.vector(), exact.vector(), atol=1e-9)


def test_the_sweep_matrix_keeps_the_machines_own_distribution():
    w, b, c = machine(5, 3, scale=2.0)
    matrix = boltzmann.sweep_matrix((w, b, c))
    np.testing.assert_allclose(matrix.sum(axis=1), 1)
    h = np.exp(boltzmann.log_p((w.T, c, b), boltzmann.states(3)))
    np.testing.assert_allclose(h @ matrix, h)
    values = np.sort(np.abs(np.linalg.eigvals(matrix)))
    assert values[-1] == pytest.approx(1)
    assert 0.5 < values[-2] < 1


def test_expected_cd_starts_near_the_gradient_and_loses_it_as_the_machine_learns():
    """Design of lesson 24: the cosine between expected CD-1 and the exact gradient falls as weights grow."""
    x, cosines = datasets.bars(size=3).x.reshape(-1, 9), []
    nnlearn.numpy.manual_seed(0)
    rbm = nnlearn.numpy.RBM(9, 5, std=0.1).double()
    sgd = nnlearn.numpy.SGD(rbm.parameters(), lr=0.5)
    for step in range(1501):
        exact = boltzmann.gradient(rbm, x)
        if step in (0, 1500):
            cd, g = boltzmann.expected_cd(rbm, x, 1).vector(), exact.vector()
            cosines.append(cd @ g / np.linalg.norm(cd) / np.linalg.norm(g))
        rbm.ascend(sgd, exact)
    assert cosines[0] > 0.99
    assert cosines[1] < 0.7


@pytest.mark.parametrize("side", [nnlearn.numpy, nnlearn.torch])
def test_a_machine_of_either_side_is_taken(side):
    rbm = side.RBM(4, 3, std=1.0)
    parts = tuple(side.to_numpy(p) for p in rbm.parameters())
    assert boltzmann.log_z(rbm) == boltzmann.log_z(parts)
    v = np.eye(4)
    np.testing.assert_allclose(boltzmann.log_p(rbm, v) + boltzmann.log_z(rbm), -rbm.free_energy(v), rtol=1e-5)


def test_large_weights_overflow_nothing():
    w, b, c = (1e5 * part for part in machine(4, 3))
    v, h, _ = joint(*machine(4, 3))
    scores = (v @ w @ h.T) + (v @ b)[:, None] + h @ c
    assert boltzmann.log_z((w, b, c)) == pytest.approx(scores.max())
    assert np.isfinite(boltzmann.gradient((w, b, c), v).vector()).all()
    assert np.isfinite(boltzmann.expected_cd((w, b, c), v, 3).vector()).all()


def learned():
    """Return a machine with 9 visible and 6 hidden cells that has learned bars and stripes, and the bars."""
    x = datasets.bars(size=3).x.reshape(-1, 9)
    nnlearn.numpy.manual_seed(0)
    rbm = nnlearn.numpy.RBM(9, 6, std=0.1).double()
    sgd = nnlearn.numpy.SGD(rbm.parameters(), lr=0.5)
    for _ in range(600):
        rbm.ascend(sgd, boltzmann.gradient(rbm, x))
    return rbm, x


def test_ais_finds_log_z_from_both_sides():
    rbm, _ = learned()
    exact = boltzmann.log_z(rbm)
    rng = np.random.default_rng(0)
    states = boltzmann.states(9)
    draws = states[rng.choice(512, 200, p=np.exp(boltzmann.log_p(rbm, states)))]
    forward, back = boltzmann.ais(rbm, chains=200), boltzmann.ais(rbm, reverse=draws)
    for found in (forward, back):
        assert abs(found.log_z - exact) < 4 * found.error + 1e-3
        assert 0 < found.error < 0.1
        assert found.spread < 1


def test_few_temperatures_err_to_opposite_sides():
    """Too low forward and too high in reverse, on average over ten seeds."""
    rbm, _ = learned()
    exact, states = boltzmann.log_z(rbm), boltzmann.states(9)
    p = np.exp(boltzmann.log_p(rbm, states))
    low, high = [], []
    for seed in range(10):
        draws = states[np.random.default_rng(seed).choice(512, 20, p=p)]
        low.append(boltzmann.ais(rbm, chains=20, temperatures=3, seed=seed).log_z)
        high.append(boltzmann.ais(rbm, temperatures=3, reverse=draws, seed=seed).log_z)
    assert np.mean(low) < exact < np.mean(high)
    assert boltzmann.ais(rbm, temperatures=1000).spread < boltzmann.ais(rbm, temperatures=10).spread / 3


def test_the_base_does_not_matter_with_many_temperatures():
    rbm, x = learned()
    p = x.mean(axis=0)
    one, other = (boltzmann.ais(rbm, chains=200, base=base) for base in (None, np.log(p / (1 - p))))
    assert one.log_z == pytest.approx(other.log_z, abs=0.15)
    assert boltzmann.ais(rbm) == boltzmann.ais(rbm)
    assert boltzmann.ais(rbm) != boltzmann.ais(rbm, seed=1)


GOOD = machine(4, 3)
V = np.eye(4)
REFUSED = {
    "log_z rbm": [None, "rbm", GOOD[:2], (GOOD[0].T, *GOOD[1:]), (GOOD[0] * np.nan, *GOOD[1:]), machine(21, 22)],
    "moments rbm": [None, GOOD[:2], machine(21, 22)],
    "log_p v": [None, V[:, :3], V[0], 2 * V, V[:0], np.nan * V],
    "gradient v": [V[:, :3], 2 * V],
    "expected_cd v": [V[:, :3], 2 * V],
    "expected_cd k": [0, 1.5, "1", (1, 0), (), None],
    "expected_cd rbm": [machine(20, 5), machine(3, 13)],
    "sweep_matrix rbm": [machine(20, 5), machine(3, 13)],
    "states n": [0, 21, 2.5, None],
    "ais chains": [1, 2.5, None],
    "ais temperatures": [1, "many"],
    "ais base": [np.zeros(3), "b", np.full(4, np.nan)],
    "ais reverse": [V[:1], V[:, :3], 2 * V],
    "ais seed": [-1, 0.5],
}


@pytest.mark.parametrize("what", REFUSED)
def test_what_is_refused(what):
    function, name = what.split()
    good = {"rbm": GOOD, "v": V, "k": 1} if function == "expected_cd" else {"rbm": GOOD, "v": V}
    good = {"rbm": GOOD} if function in ("log_z", "moments", "sweep_matrix", "ais") else good
    good = {} if function == "states" else good
    for bad in REFUSED[what]:
        with pytest.raises((TypeError, ValueError), match=rf"^{function} expected .*\b{name}\b.*got"):
            getattr(boltzmann, function)(**{**good, name: bad})
