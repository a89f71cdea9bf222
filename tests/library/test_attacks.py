"""Attacks: the budget is kept, the slope decides, equal seeds give equal attacks, and refusals say what to do."""

import numpy as np
import pytest

import nnlearn.numpy
import nnlearn.torch
from nnlearn import attacks

SIDES = {"numpy": nnlearn.numpy, "torch": nnlearn.torch}
RNG = np.random.default_rng(0)
X = RNG.random((6, 1, 3, 4)).astype("f4")
Y = np.array([0, 1, 2, 0, 1, 2])
W = RNG.normal(size=X[0].shape).astype("f4")


def along(x, y):
    """Return the slope of w . x, or of minus that for odd labels."""
    return np.where(y % 2, -1, 1).reshape(-1, 1, 1, 1).astype("f4") * W


ATTACKS = {
    "fgsm": lambda x, y, eps, **more: attacks.fgsm(along, x, y, eps, **more),
    "pgd": lambda x, y, eps, **more: attacks.pgd(along, x, y, eps, rng=np.random.default_rng(0), **more),
    "tossed": lambda x, y, eps, **more: attacks.tossed(x, eps, rng=np.random.default_rng(0), **more),
}


@pytest.mark.parametrize("name", ATTACKS)
@pytest.mark.parametrize("dtype", ["f4", "f8"])
@pytest.mark.parametrize("eps", [0, 0.1, 0.7])
def test_no_number_changes_by_more_than_the_budget_or_leaves_the_limits(name, dtype, eps):
    x = X.astype(dtype)
    found = ATTACKS[name](x, Y, eps)
    assert found.dtype == x.dtype
    assert found.shape == x.shape
    assert abs(found - x).max() <= eps + 1e-6
    assert 0 <= found.min() <= found.max() <= 1
    free = ATTACKS[name](x, Y, eps, limits=None)
    assert abs(free - x).max() == pytest.approx(eps, abs=1e-6)
    if name != "pgd":  # a step of the whole budget changes every number by all of it
        np.testing.assert_allclose(abs(free - x), eps, atol=1e-6)


@pytest.mark.parametrize("name", ATTACKS)
def test_an_array_of_budgets_fixes_numbers(name):
    x, eps = np.full((5, 1, 3, 4), 0.5), np.zeros((3, 4))
    eps[1] = 0.2
    found = ATTACKS[name](x, Y[:5], eps)
    assert (found[:, :, [0, 2]] == 0.5).all()
    assert abs(found[:, :, 1] - 0.5).max() == pytest.approx(0.2)
    assert (x == 0.5).all()  # the pictures that were given stay


def test_the_worst_change_of_a_linear_score_is_eps_times_the_sum_of_the_weights():
    x, w = X.astype("f8"), W.astype("f8")
    worst = attacks.fgsm(lambda x, y: np.broadcast_to(w, x.shape), x, Y, 0.1, limits=None)
    np.testing.assert_allclose(((worst - x) * w).sum(axis=(1, 2, 3)), 0.1 * abs(w).sum(), rtol=1e-12)
    many = attacks.pgd(lambda x, y: np.broadcast_to(w, x.shape), x, Y, 0.1, limits=None)
    np.testing.assert_allclose(many, worst, atol=1e-12)  # the same corner, from any start
    x = np.full((2000, *w.shape), 0.5)
    change = ((attacks.tossed(x, 0.1, rng=np.random.default_rng(0)) - x) * w).sum(axis=(1, 2, 3))
    assert change.std() == pytest.approx(0.1 * np.sqrt((w**2).sum()), rel=0.05)
    assert abs(change.mean()) < 0.01


def test_a_slope_of_exactly_0_changes_nothing():
    assert (attacks.fgsm(lambda x, y: np.zeros_like(x), X, Y, 0.3) == X).all()


def test_pgd_projects_around_the_first_point_and_asks_for_the_slope_at_each_step():
    asked = []

    def slope(x, y):
        asked.append(x.copy())
        return np.ones_like(x)

    x = np.full((1, 2), 0.2)
    found = attacks.pgd(slope, x, np.array([0]), 0.1, steps=5, step=0.03, random_start=False)
    assert [point[0, 0].round(2) for point in asked] == [0.2, 0.23, 0.26, 0.29, 0.3]
    np.testing.assert_allclose(found, 0.3)
    starts = np.array([attacks.pgd(along, X, Y, 0.1, steps=1, step=1e-9, limits=None, rng=RNG) for _ in range(99)])
    assert (starts - X).min() == pytest.approx(-0.1, abs=0.01)
    assert (starts - X).mean() == pytest.approx(0, abs=0.01)


@pytest.mark.parametrize("side", SIDES)
def test_a_network_of_either_side_is_attacked_and_equal_seeds_give_equal_attacks(side):
    nn = SIDES[side]
    nn.manual_seed(0)
    net, criterion = nn.Sequential(nn.Flatten(), nn.Linear(12, 3)), nn.CrossEntropyLoss(reduction="sum")

    def slope(x, y):
        return nn.input_gradient(net, criterion, x, y)

    def loss(x):
        return criterion(nn.tensor(nn.predict(net, x)), nn.tensor(Y)).item()

    attacked = loss(attacks.fgsm(slope, X, Y, 0.2))
    nn.manual_seed(3)
    first, coin = attacks.pgd(slope, X, Y, 0.2), attacks.tossed(X, 0.2)
    nn.manual_seed(3)
    assert (attacks.pgd(slope, X, Y, 0.2) == first).all()
    assert (attacks.tossed(X, 0.2) == coin).all()
    assert attacked > loss(coin) > loss(X) - 1
    assert loss(first) == pytest.approx(attacked, rel=0.05)


REFUSED = {
    "eps negative": (lambda: attacks.fgsm(along, X, Y, -0.1), ValueError, "fgsm expected eps >= 0, got -0.1"),
    "eps NaN": (lambda: attacks.tossed(X, np.nan), ValueError, "tossed expected eps"),
    "eps of another shape": (
        lambda: attacks.tossed(X, np.ones(5)),
        ValueError,
        r"expected eps to be a number or to fit x of shape \(6, 1, 3, 4\), got shape \(5,\)",
    ),
    "eps larger than x": (lambda: attacks.tossed(X, np.ones((2, 6, 1, 3, 4))), ValueError, "to fit x"),
    "eps of negative numbers": (lambda: attacks.tossed(X, -np.ones(4)), ValueError, "eps >= 0, got -1.0"),
    "pictures of 0 to 16": (
        lambda: attacks.pgd(along, 16 * X, Y, 0.1),
        ValueError,
        r"pgd expected x in \[0.0, 1.0\].*: scale the pictures, or give their own limits",
    ),
    "whole numbers": (lambda: attacks.tossed(np.ones((2, 3), int), 0.1), TypeError, "tossed expected x"),
    "a NaN": (lambda: attacks.tossed(np.array([[np.nan]]), 0.1), ValueError, "to be finite"),
    "limits turned round": (lambda: attacks.tossed(X, 0.1, limits=(1, 0)), ValueError, "low < high"),
    "limits of one number": (lambda: attacks.tossed(X, 0.1, limits=1), TypeError, "two numbers"),
    "a model for the slope": (
        lambda: attacks.fgsm(W, X, Y, 0.1),
        TypeError,
        r"function of \(x, y\), got .*: lambda x, y: nn.input_gradient",
    ),
    "a slope of another shape": (
        lambda: attacks.fgsm(lambda x, y: W, X, Y, 0.1),
        TypeError,
        r"dL/dx of shape \(6, 1, 3, 4\)",
    ),
    "a slope of NaN": (lambda: attacks.pgd(lambda x, y: x * np.nan, X, Y, 0.1), ValueError, "got NaN"),
    "no targets": (lambda: attacks.fgsm(along, X, None, 0.1), TypeError, "one target for each example"),
    "too few targets": (lambda: attacks.pgd(along, X, Y[:3], 0.1), ValueError, "each of the 6 examples, got 3"),
    "no steps": (lambda: attacks.pgd(along, X, Y, 0.1, steps=0), ValueError, "steps"),
    "a step of 0": (lambda: attacks.pgd(along, X, Y, 0.1, step=0), ValueError, "step > 0"),
    "a start that is a number": (lambda: attacks.pgd(along, X, Y, 0.1, random_start=1), TypeError, "True or False"),
    "a seed for the generator": (lambda: attacks.tossed(X, 0.1, rng=3), TypeError, "numpy.random.Generator"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_wrong_is_refused_with_the_cure(name):
    call, kind, words = REFUSED[name]
    with pytest.raises(kind, match=words):
        call()
