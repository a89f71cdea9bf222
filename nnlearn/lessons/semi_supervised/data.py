"""The digits of lesson 23: 1,348 to learn from, of which few have a label, and 449 held out."""

from functools import lru_cache
from typing import NamedTuple

import numpy as np

from nnlearn import datasets


class Digits(NamedTuple):
    """Pictures (n, 64) float32 from 0 to 1, and their labels (n,) int64."""

    x: np.ndarray
    y: np.ndarray
    x_test: np.ndarray
    y_test: np.ndarray


@lru_cache(maxsize=1)
def digits():
    """Return scikit-learn's digits, divided by 16 and split.

    Examples
    --------
    >>> found = digits()
    >>> found.x.shape, found.x_test.shape, found.x.max()
    ((1348, 64), (449, 64), np.float32(1.0))
    """
    table = datasets.digits()
    (x, y), (x_test, y_test) = datasets.split((table.x / 16).astype(np.float32), table.y, seed=0)
    return Digits(x, y, x_test, y_test)


def hidden(y, drawn):
    """Return the labels that were paid for, and -1 in place of the others.

    Parameters
    ----------
    y : ndarray of shape (n,), int64
    drawn : ndarray of shape (labels,), int64
        Indices of the labelled examples.

    Examples
    --------
    >>> hidden(np.array([7, 8, 9]), np.array([1])).tolist()
    [-1, 8, -1]
    """
    labels = np.full(len(y), -1)
    labels[drawn] = y[drawn]
    return labels
