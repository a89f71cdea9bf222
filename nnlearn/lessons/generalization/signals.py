"""The signals of the lesson: 4,000 of MNIST-1D to draw labelled examples from, and 1,000 that are never trained on."""

from functools import lru_cache

import numpy as np

from nnlearn import datasets

POOL = 4000  # the published split: these for training, the other 1,000 for the test


@lru_cache(maxsize=1)
def _all():
    data = datasets.mnist1d()
    return data.x, data.y


def unseen():
    """Return the 1,000 unseen signals: x (1000, 40) float32 and y (1000,) int64.

    Examples
    --------
    >>> x, y = unseen()
    >>> x.shape, y[:6].tolist()
    ((1000, 40), [2, 6, 3, 9, 4, 3])
    """
    x, y = _all()
    return x[POOL:], y[POOL:]


def labelled(n, seed=0, wrong=0.0):
    """Return n labelled signals; with one seed, fewer are the first of more.

    Parameters
    ----------
    n : int
        At most 4,000.
    seed : int, default 0
    wrong : float, default 0.0
        Share of the labels that are drawn again at random, so that some of them are right by chance.

    Returns
    -------
    x : ndarray of shape (n, 40), float32
    y : ndarray of shape (n,), int64

    Examples
    --------
    >>> (x, y), (_, z) = labelled(100), labelled(100, wrong=0.2)
    >>> x.shape, int((y != z).sum())
    ((100, 40), 19)
    """
    x, y = _all()
    rows = np.random.default_rng(seed).permutation(POOL)[:n]
    return x[rows], datasets.corrupt_labels(y[rows], wrong, seed=seed)[0] if wrong else y[rows]
