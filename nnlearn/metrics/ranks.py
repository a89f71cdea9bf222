"""Whether two measures put things into the same order: Spearman's rank correlation."""

import numpy as np

from nnlearn.arguments import Undefined, finite


def rank_correlation(a, b):
    """Return Spearman's correlation of two arrays: the ordinary correlation of their ranks.

    `rho = cov(rank a, rank b) / (std(rank a) std(rank b))`, where equal numbers share the mean of their ranks

    Parameters
    ----------
    a, b : ndarray of equal shape, numbers, two or more
        Their elements belong together in pairs; the shape does not matter.

    Returns
    -------
    float
        1 for the same order, -1 for the opposite one, about 0 for orders that have nothing to do with each other.

    Raises
    ------
    TypeError
        If an argument is not a NumPy array of numbers.
    ValueError
        If one is empty or holds NaN or infinity, or the shapes differ.
    Undefined
        If all numbers of an array are equal: it has no order.

    Notes
    -----
    Equal numbers in the same places of both arrays count as agreement: two pictures that are black in the same places
    correlate by their background alone.

    References
    ----------
    Spearman (1904), "The proof and measurement of association between two things", American Journal of Psychology 15.

    Examples
    --------
    >>> rank_correlation(np.array([1.0, 2.0, 3.0]), np.array([10.0, 100.0, 1000.0]))
    1.0
    >>> round(rank_correlation(np.array([0, 0, 0, 0, 1, 2]), np.array([0, 0, 0, 0, 2, 1])), 2)  # by the zeros
    0.92
    """
    finite("rank_correlation", "a", a)
    finite("rank_correlation", "b", b)
    if a.shape != b.shape:
        raise ValueError(f"rank_correlation expected a and b of equal shape, got {a.shape} and {b.shape}")
    first, second = (mean_ranks(values.ravel()) for values in (a, b))
    first, second = first - first.mean(), second - second.mean()
    size = np.sqrt((first @ first) * (second @ second))
    if size == 0:
        raise Undefined("rank_correlation is 0/0 where all numbers of an array are equal: they have no order")
    return float(np.clip(first @ second / size, -1, 1))


def mean_ranks(values):
    """Return the rank of each number (n,), from 1, where equal ones share the mean of the ranks that they take up."""
    _, which, counts = np.unique(values, return_inverse=True, return_counts=True)
    last = counts.cumsum()
    return (last - (counts - 1) / 2)[which]
