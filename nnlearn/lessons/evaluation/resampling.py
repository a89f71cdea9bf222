"""The same cases drawn again and again with replacement: the six numbers of each draw, and their intervals."""

from functools import lru_cache

import numpy as np

from nnlearn.lessons.evaluation.held_out import DRAWS, sample
from nnlearn.lessons.evaluation.rates import six

LINES = """\
rows = np.random.default_rng(0).integers(len(y), size=({draws}, len(y)))  # draws with replacement
low, high = np.quantile([rates(y[row], p[row]) for row in rows], [0.025, 0.975], axis=0)"""


@lru_cache(maxsize=8)
def times(n):
    """Return how often each of n cases is in each draw.

    Returns
    -------
    ndarray of shape (2000, n), float32

    Examples
    --------
    >>> times(40).shape, times(40).sum(axis=1).tolist()[:2]
    ((2000, 40), [40.0, 40.0])
    """
    rows = np.random.default_rng(0).integers(n, size=(DRAWS, n))
    counts = np.bincount((rows + n * np.arange(DRAWS)[:, None]).ravel(), minlength=DRAWS * n)
    return counts.reshape(DRAWS, n).astype(np.float32)


@lru_cache(maxsize=8)
def areas(model, cases, moved):
    """Return the area under the ROC curve of each draw, (2000,): the share of pairs in the right order.

    Examples
    --------
    >>> bool(0.9 < areas("logistic", 142, ()).min() <= areas("logistic", 142, ()).max() <= 1)
    True
    """
    found, drawn = sample(model, cases, moved), times(cases)
    ill, healthy = found.y == 1, found.y == 0
    above = found.p[ill][:, None] - found.p[healthy]
    pairs = np.where(above == 0, 0.5, above > 0).astype(np.float32)  # a tie counts half
    right = ((drawn[:, ill] @ pairs) * drawn[:, healthy]).sum(axis=1, dtype=np.float64)
    return right / (drawn[:, ill].sum(axis=1) * drawn[:, healthy].sum(axis=1))


@lru_cache(maxsize=64)
def numbers(model, cases, moved, place, prevalence):
    """Return the six numbers of each draw, and the interval in which the middle 95 % of them lie.

    Parameters
    ----------
    model, cases, moved
        As in `sample`.
    place : int
        How many levels of the scores are alarms.
    prevalence : float

    Returns
    -------
    drawn : ndarray of shape (2000, 6)
    intervals : ndarray of shape (2, 6)
        NaN if a draw has no alarm at all: its precision is 0/0.

    Examples
    --------
    >>> drawn, (low, high) = numbers("logistic", 142, (), 54, 0.373)
    >>> drawn.shape, bool((low < high).all())
    ((2000, 6), True)
    """
    found, counts = sample(model, cases, moved), times(cases)
    alarm = found.p >= found.levels[place - 1] if place else np.zeros(len(found.p), bool)
    ill = found.y == 1
    kinds = np.stack([ill, ill & alarm, ~ill, ~ill & alarm], axis=1).astype(np.float32)
    sick, right, healthy, false = (counts @ kinds).T.astype(np.float64)
    drawn = six(right / sick, false / healthy, areas(model, cases, moved), prevalence)
    return drawn, np.quantile(drawn, [0.025, 0.975], axis=0)
