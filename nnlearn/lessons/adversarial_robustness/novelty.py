"""Pictures of other things than digits, and scores that might tell them from digits."""

from functools import lru_cache
from pathlib import Path

import numpy as np

from nnlearn.metrics import roc_auc_score

KINDS = ("noise", "pixels permuted", "ink and paper swapped", "upside down", "Korean letters")
SCORES = ("probability", "score", "distance")


@lru_cache(maxsize=1)
def letters():
    """Return 400 drawings of Korean letters, as small as the digits.

    Returns
    -------
    ndarray of shape (400, 1, 8, 8), float32, from 0 (paper) to 1 (ink); read-only

    References
    ----------
    Lake, Salakhutdinov, Tenenbaum (2015), "Human-level concept learning through probabilistic program induction".
    `letters_LICENSE.txt` says what was changed.

    Examples
    --------
    >>> letters().shape
    (400, 1, 8, 8)
    """
    with np.load(Path(__file__).with_name("letters.npz")) as file:
        found = (file["x"][:, None] / 16).astype(np.float32)
    found.setflags(write=False)
    return found


def strangers(kind, x, rng):
    """Return pictures as large as digits, of something else.

    Parameters
    ----------
    kind : str
        One of `KINDS`.
    x : ndarray of shape (N, 1, 8, 8)
        Digits, of which most kinds are made.
    rng : numpy.random.Generator

    Returns
    -------
    ndarray of shape (M, 1, 8, 8), float32

    Examples
    --------
    >>> x = np.zeros((2, 1, 8, 8), np.float32)
    >>> [strangers(kind, x, np.random.default_rng(0)).mean().item() > 0.1 for kind in KINDS]
    [True, False, True, False, True]
    """
    if kind == "noise":
        return rng.random(x.shape, dtype=np.float32)
    if kind == "pixels permuted":  # in one order for all
        return x.reshape(len(x), -1)[:, rng.permutation(x[0].size)].reshape(x.shape)
    if kind == "ink and paper swapped":
        return 1 - x
    return np.ascontiguousarray(x[:, :, ::-1]) if kind == "upside down" else letters()


def score(kind, z, x, known):
    """Return how well known each picture looks: large for what looks known.

    Parameters
    ----------
    kind : str
        One of `SCORES`: the largest probability, the largest score in front of the softmax, or minus the squared
        distance to the nearest picture of the training, for which no network is needed.
    z : ndarray of shape (N, classes)
        What the network answers.
    x : ndarray of shape (N, ...)
    known : ndarray of shape (M, ...)
        The pictures of the training.

    Returns
    -------
    ndarray of shape (N,)

    Examples
    --------
    >>> z, x, known = np.array([[2.0, 2.0]]), np.array([[1.0, 1.0]]), np.array([[0.0, 1.0], [3.0, 3.0]])
    >>> [score(kind, z, x, known).item() for kind in SCORES]
    [0.5, 2.0, -1.0]
    """
    if kind == "score":
        return z.max(axis=1)
    if kind == "probability":
        z = z.astype(np.float64)
        return 1 / np.exp(z - z.max(axis=1, keepdims=True)).sum(axis=1)
    a, b = (part.reshape(len(part), -1).astype(np.float64) for part in (x, known))
    return 2 * (a @ b.T - (b**2).sum(axis=1) / 2).max(axis=1) - (a**2).sum(axis=1)


def told_apart(known, strange):
    """Return how often a known picture has a larger score than a stranger: the AUROC.

    Parameters
    ----------
    known : ndarray of shape (n,)
    strange : ndarray of shape (m,)

    Returns
    -------
    float
        Equal scores count half.

    Examples
    --------
    >>> told_apart(np.array([0.9, 0.6]), np.array([0.6, 0.2]))
    0.875
    """
    scores = np.concatenate([known, strange])
    return float(roc_auc_score(scores, np.repeat([1, 0], [len(known), len(strange)])))
