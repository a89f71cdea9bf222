"""Cross-validation: every sample is tested once, by a model that has not seen it."""

import numpy as np

from nnlearn.arguments import describe, integer
from nnlearn.datasets.sampling import generator


def folds(n, k=5, *, groups=None, seed=0):
    """Divide the samples 0..n-1 at random into k folds, each of which is the test set once.

    Parameters
    ----------
    n : int, 2 or more
        Number of samples.
    k : int, 2 to n
        Number of folds; without groups, their sizes differ by one at most.
    groups : ndarray of shape (n,), whole numbers, or None
        What belongs together, such as the patient whom a picture shows: a group is never divided, so that no model is
        tested on somebody it has met. There must be k groups or more, and the folds are about equal in size.
    seed : int, 0 or more, or numpy.random.Generator
        Equal seeds give equal folds.

    Returns
    -------
    list of (ndarray, ndarray), int64
        k pairs of indices, (train, test), both in random order. The test sets are disjoint and hold every sample.

    Raises
    ------
    TypeError
        If an argument is not of its kind.
    ValueError
        If n is below 2, k is not in 2..n, groups has another shape, or there are fewer groups than folds.

    References
    ----------
    Stone (1974), "Cross-validatory choice and assessment of statistical predictions".

    Examples
    --------
    >>> [sorted(test.tolist()) for train, test in folds(7, 3)]
    [[2, 3, 4], [5, 6], [0, 1]]
    >>> [sorted(test.tolist()) for train, test in folds(7, 3, groups=np.array([0, 0, 0, 1, 1, 2, 2]))]
    [[0, 1, 2], [3, 4], [5, 6]]
    """
    n = integer("folds", "n", n, low=2)
    k = integer("folds", "k", k, low=2, high=n)
    rng = generator("folds", seed)
    order = rng.permutation(n)
    if groups is None:
        parts = np.array_split(order, k)
    else:
        member = _fold_of(_checked(groups, n, k), k, rng)[order]
        parts = [order[member == fold] for fold in range(k)]
    return [(np.concatenate(parts[:i] + parts[i + 1 :]), parts[i]) for i in range(k)]


def _fold_of(groups, k, rng):
    """Return each sample's fold: the largest group first, each into the fold that is smallest so far."""
    _, group, sizes = np.unique(groups, return_inverse=True, return_counts=True)
    filled, fold = np.zeros(k), np.empty(len(sizes), np.int64)
    shuffled = rng.permutation(len(sizes))
    for one in shuffled[np.argsort(-sizes[shuffled], kind="stable")]:
        fold[one] = filled.argmin()
        filled[fold[one]] += sizes[one]
    return fold[group]


def _checked(groups, n, k):
    if type(groups) is not np.ndarray or groups.dtype.kind not in "iu":
        raise TypeError(f"folds expected groups to be an array of whole numbers, got {describe(groups)}")
    if groups.shape != (n,):
        raise ValueError(f"folds expected groups of shape ({n},), one for each sample, got {groups.shape}")
    if (found := len(np.unique(groups))) < k:
        raise ValueError(f"folds expected at least k = {k} groups, got {found}: a group is never divided")
    return groups
