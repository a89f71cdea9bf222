"""Folds test every sample once, keep groups whole, and are as equal as they can be."""

import numpy as np
import pytest

from nnlearn.datasets import folds


@pytest.mark.parametrize(("n", "k"), [(2, 2), (7, 3), (60, 5), (61, 61)])
@pytest.mark.parametrize("grouped", [False, True])
def test_every_sample_is_tested_once(n, k, grouped):
    pairs = folds(n, k, groups=np.arange(n)[::-1] + 100 if grouped else None)
    assert len(pairs) == k
    assert sorted(np.concatenate([test for _, test in pairs]).tolist()) == list(range(n))
    for train, test in pairs:
        assert sorted([*train, *test]) == list(range(n))
    sizes = [len(test) for _, test in pairs]
    assert max(sizes) - min(sizes) <= 1


def test_seeds_shuffle():
    first, again, other = (np.concatenate([test for _, test in folds(50, 5, seed=seed)]) for seed in (0, 0, 1))
    np.testing.assert_array_equal(first, again)
    assert (first != other).any()
    assert (first != np.arange(50)).mean() > 0.8
    assert np.abs(np.diff(folds(50, 2)[0][0])).max() > 1  # the training part is shuffled as well


@pytest.mark.parametrize("seed", range(5))
def test_groups_stay_whole_and_folds_about_equal(seed):
    groups = np.random.default_rng(seed).integers(0, 12, 90)
    pairs = folds(90, 4, groups=groups, seed=seed)
    for train, test in pairs:
        assert not set(groups[train]) & set(groups[test])
    sizes = [len(test) for _, test in pairs]
    assert max(sizes) - min(sizes) <= np.bincount(groups).max()
    assert {tuple(sorted(test)) for _, test in pairs} != {
        tuple(sorted(test)) for _, test in folds(90, 4, groups=groups, seed=seed + 1)
    }


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: folds(1), "n at least 2, got 1"),
        (lambda: folds(5, 6), r"k in 2\.\.5, got 6"),
        (lambda: folds(5, 1), r"k in 2\.\.5, got 1"),
        (lambda: folds(np.ones((5, 2))), "n to be a whole number"),
        (lambda: folds(5, 2, groups=[1, 1, 2, 2, 3]), "groups to be an array of whole numbers, got a list"),
        (lambda: folds(5, 2, groups=np.ones(4, int)), r"groups of shape \(5,\), one for each sample, got \(4,\)"),
        (lambda: folds(5, 2, groups=np.ones(5, int)), "at least k = 2 groups, got 1"),
        (lambda: folds(5, 2, seed=-1), "seed at least 0"),
    ],
)
def test_what_cannot_be_divided_is_refused(call, message):
    with pytest.raises((TypeError, ValueError), match=f"folds expected {message}"):
        call()
