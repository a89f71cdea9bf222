"""The restricted Boltzmann machine: what it learns, and what the two sides have in common."""

import numpy as np
import pytest

import nnlearn.numpy
import nnlearn.torch
from nnlearn import boltzmann, datasets

SIDES = {"numpy": nnlearn.numpy, "torch": nnlearn.torch}
BARS = datasets.bars(size=3).x.reshape(-1, 9)


@pytest.fixture(params=SIDES)
def nn(request):
    return SIDES[request.param]


def test_equal_seeds_give_equal_numbers_on_both_sides():
    found = []
    for nn in SIDES.values():
        nn.manual_seed(3)
        rbm = nn.RBM(9, 5, std=0.1).double().match_means(BARS)
        adam, chains = nn.Adam(rbm.parameters(), lr=0.02), None
        for _ in range(150):
            chains = rbm.cd_step(adam, BARS, 2, chains=chains)
        draws = rbm.gibbs(BARS, 20)
        found.append([*(nn.to_numpy(p) for p in rbm.parameters()), chains, draws, rbm.free_energy(BARS)])
    for ours, theirs in zip(*found, strict=True):
        np.testing.assert_allclose(ours, theirs, rtol=1e-9)


def test_draws_follow_the_machine(nn):
    """Of 20,000 draws, the share of each of the 8 pictures is its exact probability."""
    rbm = nn.RBM(3, 2, std=1.5).double()
    v = rbm.gibbs(np.zeros((20000, 3)), 60, rng=np.random.default_rng(0))
    shares = np.bincount(v.astype(int) @ [1, 2, 4], minlength=8) / len(v)
    exact = np.exp(boltzmann.log_p(rbm, boltzmann.states(3)))
    assert exact.sum() == pytest.approx(1)
    np.testing.assert_allclose(shares, exact, atol=0.015)


def test_clamped_cells_stay_and_the_others_follow_them(nn):
    rbm = nn.RBM(3, 2, std=1.5).double()
    start = np.tile([1.0, 0.0, 0.0], (20000, 1))
    v = rbm.gibbs(start, 60, clamped=np.array([True, False, False]), rng=np.random.default_rng(0))
    assert (v[:, 0] == 1).all()
    states = boltzmann.states(3)
    exact = np.exp(boltzmann.log_p(rbm, states)) * states[:, 0]
    np.testing.assert_allclose(v.mean(axis=0), exact @ states / exact.sum(), atol=0.015)


def test_no_sweep_changes_nothing(nn):
    rbm = nn.RBM(9, 2)
    np.testing.assert_array_equal(rbm.gibbs(BARS, 0), BARS)
    assert not np.shares_memory(rbm.gibbs(BARS, 0), BARS)


def test_the_mean_of_many_steps_is_the_expected_one(nn):
    """CD-2 with a learning rate of 1 moves the weights, on average, by the exact expected update."""
    rbm = nn.RBM(4, 3, std=1.0).double()
    v, before = np.array([[1, 1, 0, 0], [0, 1, 1, 0]]), {k: np.array(nn.to_numpy(p)) for k, p in rbm.named_parameters()}
    expected, moves, rng = boltzmann.expected_cd(rbm, v, 2), [], np.random.default_rng(0)
    sgd = nn.SGD(rbm.parameters(), lr=1.0)
    many = np.repeat(v, 500, axis=0)
    for _ in range(20):
        rbm.load_state_dict({k: nn.tensor(values, dtype="float64") for k, values in before.items()})
        rbm.cd_step(sgd, many, 2, rng=rng)
        moves.append([nn.to_numpy(p) - before[k] for k, p in rbm.named_parameters()])
    for part, exact in enumerate(expected):
        np.testing.assert_allclose(np.mean([move[part] for move in moves], axis=0), exact, atol=0.01)


def test_the_exact_gradient_climbs_and_cd_1_falls_again(nn):
    nn.manual_seed(0)
    rbm = nn.RBM(9, 6, std=0.1).double()
    sgd, curve = nn.SGD(rbm.parameters(), lr=0.3), []
    for _ in range(400):
        curve.append(boltzmann.log_p(rbm, BARS).mean())
        rbm.ascend(sgd, boltzmann.gradient(rbm, BARS))
    assert (np.diff(curve) > -1e-9).all()
    assert curve[-1] - curve[0] > 1


def test_persistent_chains_go_on_from_where_they_ended(nn):
    rbm = nn.RBM(9, 2)
    sgd = nn.SGD(rbm.parameters(), lr=0.0)
    ends = rbm.cd_step(sgd, BARS, 3, chains=BARS[:4], rng=np.random.default_rng(5))
    assert ends.shape == (4, 9)
    np.testing.assert_array_equal(ends, rbm.gibbs(BARS[:4], 3, rng=np.random.default_rng(5)))


def test_match_means_makes_a_machine_without_weights_right_about_each_cell(nn):
    rbm = nn.RBM(9, 2, std=0.0).match_means(BARS)
    np.testing.assert_allclose(rbm.visible(np.ones((1, 2)))[0], BARS.mean(axis=0), rtol=1e-6)
    constant = np.zeros((5, 9))
    np.testing.assert_allclose(rbm.match_means(constant, least=0.1).visible(np.ones((1, 2))), 0.1, rtol=1e-6)


def test_weights_that_diverge_are_reported(nn):
    rbm = nn.RBM(9, 2)
    sgd = nn.SGD(rbm.parameters(), lr=1e38)
    rbm.cd_step(sgd, BARS)
    rbm.load_state_dict({name: 3 * values for name, values in rbm.state_dict().items()})  # now infinite
    with pytest.raises(ValueError, match=r"RBM\.cd_step expected finite free energies, got .*: the weights have div"):
        rbm.cd_step(sgd, BARS)


@pytest.mark.parametrize("dtype", ["float32", "float64"])
@pytest.mark.parametrize("size", [1e-30, 36.8, 88.8, 710.0, 1e4, 1e30])
def test_extreme_weights_give_neither_nan_nor_a_warning(nn, size, dtype):
    rbm = nn.RBM(9, 4)
    rbm = rbm.double() if dtype == "float64" else rbm
    signs = np.random.default_rng(0).choice([-1.0, 1.0], (9, 4))
    rbm.load_state_dict(
        {
            "weight": nn.tensor(size * signs, dtype=dtype),
            "visible_bias": nn.tensor(size * signs[:, 0], dtype=dtype),
            "hidden_bias": nn.tensor(-size * signs[0], dtype=dtype),
        }
    )
    z = BARS @ (size * signs) - size * signs[0]
    exact = -(BARS @ (size * signs[:, 0])) - np.logaddexp(0, z).sum(axis=1)
    np.testing.assert_allclose(rbm.free_energy(BARS), exact, rtol=1e-5, atol=1e-5 * max(1, size))
    assert np.isfinite(rbm.hidden(BARS)).all()
    assert np.isfinite(rbm.gibbs(BARS, 3)).all()
    assert np.isfinite(rbm.cd_step(nn.SGD(rbm.parameters(), lr=0.01), BARS)).all()
    assert all(np.isfinite(nn.to_numpy(p)).all() for p in rbm.parameters())


def test_digits_of_0_to_16_are_refused_with_the_cure(nn):
    expected = r"RBM\(64, 3\)\.hidden expected v in \[0, 1\], got 0.*16.*\(v > v\.max\(\) / 2"
    with pytest.raises(ValueError, match=expected):
        nn.RBM(64, 3).hidden(datasets.digits().x)


def test_a_machine_as_a_model_goes_on_through_files(nn, tmp_path):
    rbm = nn.RBM(9, 2, std=1.0)
    nn.save(rbm, tmp_path / "rbm.safetensors")
    other = nn.RBM(9, 2)
    other.load_state_dict(nn.load(tmp_path / "rbm.safetensors"))
    np.testing.assert_array_equal(other.free_energy(BARS), rbm.free_energy(BARS))
    np.testing.assert_allclose(nn.predict(other, BARS), rbm.free_energy(BARS), rtol=1e-6)
