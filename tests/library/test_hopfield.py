"""The Hopfield network: what it recalls, what its energy does, and where it fails."""

import numpy as np
import pytest

import nnlearn.numpy
import nnlearn.torch
from nnlearn import datasets

SIDES = {"numpy": nnlearn.numpy, "torch": nnlearn.torch}


@pytest.fixture(params=SIDES)
def nn(request):
    return SIDES[request.param]


def strangers(count, cells=100, seed=0):
    return np.random.default_rng(seed).choice([-1.0, 1.0], (count, cells))


def spoilt(x, flips, seed=1):
    rng, s = np.random.default_rng(seed), x.copy()
    for row in s:
        row[rng.choice(len(row), flips, replace=False)] *= -1
    return s


def class_means(count):
    d = datasets.digits()
    return np.stack([np.where(d.x[d.y == c].mean(axis=0) > 6, 1.0, -1.0) for c in range(count)])


def test_ten_percent_of_random_patterns_come_back(nn):
    x = strangers(10)
    memory = nn.Hopfield(x)
    rest = memory.settle(spoilt(x, 10), rng=np.random.default_rng(0))
    assert ((rest * x).mean(axis=1) > 0.95).sum() >= 9
    crowded = strangers(30)
    rest = nn.Hopfield(crowded).settle(spoilt(crowded, 10), rng=np.random.default_rng(0))
    assert ((rest * crowded).mean(axis=1) > 0.95).sum() <= 6


def test_digits_are_too_alike_for_hebb_and_not_for_the_cures(nn):
    x = class_means(5)
    s = spoilt(x, 6)
    exact = {
        rule: (nn.Hopfield(x, rule, beta=0.5).settle(s, rng=np.random.default_rng(0)) == x).all(axis=1).sum()
        for rule in ("hebb", "pseudo-inverse", "softmax")
    }
    assert exact == {"hebb": 0, "pseudo-inverse": 5, "softmax": 5}


def test_single_updates_never_raise_the_energy_and_parallel_ones_can_flicker(nn):
    x = strangers(8)
    memory, s = nn.Hopfield(x), strangers(40, seed=2)
    energies = [memory.energy(s)]
    for sweeps in range(1, 8):
        energies.append(memory.energy(memory.settle(s, sweeps, rng=np.random.default_rng(3))))
    assert (np.diff(energies, axis=0) < 1e-4).all()
    pair = nn.Hopfield(np.array([[1, 1]]))
    up = nn.tensor([[1.0, -1.0]])
    assert nn.to_numpy(pair(up)).tolist() == [[-1, 1]]
    assert nn.to_numpy(pair(pair(up))).tolist() == [[1, -1]]
    assert abs(pair.settle(np.array([[1, -1]])).sum()) == 2


def test_both_sides_settle_alike():
    x, s, found = strangers(12), strangers(30, seed=4), []
    for nn in SIDES.values():
        nn.manual_seed(0)
        found.append([nn.Hopfield(x, rule).settle(s) for rule in ("hebb", "pseudo-inverse", "softmax")])
    np.testing.assert_array_equal(*found)


def test_settling_from_unknown_cells(nn):
    """0 is a cell of which nothing is known: half a pattern brings the other half back."""
    x = strangers(4)
    half = x * (np.arange(100) < 50)
    np.testing.assert_array_equal(nn.Hopfield(x).settle(half), x)
    np.testing.assert_array_equal(nn.Hopfield(x, "softmax").settle(half, 1), x)


def test_a_field_of_zero_switches_on(nn):
    memory = nn.Hopfield(np.array([[1, 1, 1], [1, -1, -1], [-1, 1, -1], [-1, -1, 1]]))
    assert (nn.to_numpy(memory.weight) == 0).all()
    np.testing.assert_array_equal(memory.settle(-np.ones((1, 3))), np.ones((1, 3)))


def test_the_pseudo_inverse_keeps_what_it_stores(nn):
    x = class_means(10)
    np.testing.assert_array_equal(nn.Hopfield(x, "pseudo-inverse").settle(x), x)


def test_weights_are_symmetric_and_its_state_is_saved(nn, tmp_path):
    memory = nn.Hopfield(strangers(5))
    w = nn.to_numpy(memory.weight)
    np.testing.assert_array_equal(w, w.T)
    assert (np.diag(w) == 0).all()
    nn.save(memory, tmp_path / "memory.safetensors")
    assert sorted(nn.load(tmp_path / "memory.safetensors")) == ["patterns", "weight"]
