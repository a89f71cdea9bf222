"""Tests that a map can fail: does it depend on the network, on the class, and does the answer depend on its pixels?"""

import numpy as np

import nnlearn.numpy as nn
from nnlearn.metrics import rank_correlation

INK = 0.1  # pixels above it
TOP = 51  # pixels, 5 % of a picture


def agreement(a, b, x, ink=True, signed=True):
    """Return the mean rank correlation of two maps of the same pictures.

    Parameters
    ----------
    a, b, x : ndarray of shape (n, 1, height, width)
        The maps, and the pictures.
    ink : bool
        Whether only pixels above INK count, or the whole picture.
    signed : bool
        Whether the maps are compared as they are, or their absolute values.

    Examples
    --------
    >>> x = np.zeros((1, 1, 4, 4))
    >>> x[..., :2, :] = np.arange(1, 9).reshape(2, 4)
    >>> round(agreement(x, -x, x), 6), round(agreement(x, -x, x, ink=False, signed=False), 6)
    (-1.0, 1.0)
    """
    if not signed:
        a, b = abs(a), abs(b)
    chosen = x > INK if ink else np.ones(x.shape, bool)
    return float(np.mean([rank_correlation(p[i], q[i]) for p, q, i in zip(a, b, chosen, strict=True)]))


def kept_answers(model, x, rank, top=TOP):
    """Return the share of answers that stay if the pixels ranked first are made black.

    Parameters
    ----------
    rank : ndarray of x's shape
        The pixels with the largest numbers are deleted; equal ones in the order of the picture.

    Examples
    --------
    >>> model, x = nn.LeNet5(), np.ones((3, 1, 32, 32), np.float32)
    >>> kept_answers(model, x, x, top=0)
    1.0
    """
    before = nn.predict(model, x).argmax(axis=1)
    order = np.argsort(-rank.reshape(len(x), -1), axis=1, kind="stable")[:, :top]
    cut = x.reshape(len(x), -1).copy()
    np.put_along_axis(cut, order, 0, axis=1)
    return float((nn.predict(model, cut.reshape(x.shape)).argmax(axis=1) == before).mean())


def found_in(rank, inside):
    """Return in which share of pictures the largest number of a map lies inside a region.

    Parameters
    ----------
    rank : ndarray of shape (n, 1, height, width)
    inside : ndarray of bool, shape (height, width)
    """
    return float(inside.ravel()[rank.reshape(len(rank), -1).argmax(axis=1)].mean())
