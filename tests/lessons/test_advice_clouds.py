"""The open exercise 27.6 judges by points that were not seen, refuses a memory, and says what gives it away."""

import numpy as np
import pytest

from nnlearn import diffusion
from nnlearn.checks import registry
from nnlearn.checks.judge import judge
from nnlearn.lessons.diffusion import clouds

EXERCISE = registry.find("exercises", "27.6")


def fresh(x, n, seed):
    """The best there can be: new points from where the data come."""
    return clouds.points(5000 + seed, n)


def memory(x, n, seed):
    schedule, rng = diffusion.cosine_schedule(100), np.random.default_rng(seed)
    start = rng.standard_normal((n, 2))
    return diffusion.sample(lambda z, t: diffusion.best_guess(z, t, schedule, x), start, schedule, rng=rng)


def one_gaussian(x, n, seed):
    return x.mean(axis=0) + x.std(axis=0) * np.random.default_rng(seed).normal(size=(n, 2))


def ring_alone(x, n, seed):
    new = clouds.points(5000 + seed, 3 * n)
    return new[np.hypot(*new.T) > 0.6][:n]


def test_new_points_pass_and_the_value_is_the_larger_share():
    result = judge(EXERCISE, fresh)
    assert result, result.message
    assert clouds.LEAST_TOLD <= result.value < 0.53


@pytest.mark.parametrize(
    ("make_cloud", "says"),
    [
        (lambda x, n, seed: x, "that is a memory, and it copies"),
        (memory, "that is a memory, and it copies"),
        (lambda x, n, seed: x + np.random.default_rng(seed).normal(0, 0.02, x.shape), "that is a memory"),
        (lambda x, n, seed: np.zeros((n, 2)), "Only 1 of your 500 points are different"),
        (one_gaussian, "lie between the cloud and the ring"),
        (ring_alone, "Of the data half lie on the ring, of your points 100%"),
        (lambda x, n, seed: 1.15 * fresh(x, n, seed), "a little too widely"),
        (lambda x, n, seed: np.random.default_rng(seed).normal(size=(n, 2)), "a standard deviation of 0.55"),
    ],
)
def test_what_gives_points_away_is_said(make_cloud, says):
    result = judge(EXERCISE, make_cloud)
    assert not result
    assert says in result.message, result.message


@pytest.mark.parametrize(
    ("make_cloud", "says"),
    [
        (lambda x, n, seed: print(end=""), "Is a `return` missing?"),
        (lambda x, n, seed: x[:100], "shape (500, 2)"),
        (lambda x, n, seed: np.full((n, 2), np.nan), "NaN or infinity"),
        (3, "without brackets"),
    ],
)
def test_a_wrong_form_is_told(make_cloud, says):
    assert says in judge(EXERCISE, make_cloud).message


def test_points_are_half_on_the_ring_and_seeds_differ():
    x = clouds.points(0, 4000)
    radius = np.hypot(*x.T)
    assert (radius > 0.7).mean() == pytest.approx(0.5, abs=0.001)
    assert radius[radius > 0.7].std() == pytest.approx(0.05, abs=0.003)
    assert not np.isin(clouds.points(0), clouds.points(1000)).any()
