"""Recall from a Hopfield memory: random patterns and digits stored, spoiled and settled, several rules compared."""

from math import erfc, sqrt

import numpy as np

import nnlearn.numpy as nn
from nnlearn import datasets

ZERO = 1e-4  # a field smaller than this is 0 up to rounding


def spoiled(patterns, wrong, rng):
    """Return the patterns with some cells of each turned over.

    Parameters
    ----------
    patterns : ndarray of shape (n, d)
        -1 and +1.
    wrong : int
        How many cells of each are turned over.
    rng : numpy.random.Generator

    Returns
    -------
    ndarray of shape (n, d)

    Examples
    --------
    >>> (spoiled(np.ones((3, 10)), 2, np.random.default_rng(0)) < 0).sum(axis=1).tolist()
    [2, 2, 2]
    """
    turned = rng.random(patterns.shape).argsort(axis=1, kind="stable") < wrong
    return np.where(turned, -patterns, patterns)


def strangers(count, cells=100, wrong=10, seed=0):
    """Store random patterns by Hebb's rule, spoil each and let it settle.

    Parameters
    ----------
    count : int
        Patterns.
    cells : int, default 100
    wrong : int, default 10
        Cells turned over before recall.
    seed : int

    Returns
    -------
    dict
        "recalled", the share that comes back with an overlap of 0.95 or more; "wrong", the share of cells that one step
        from the *unspoiled* patterns turns over.

    Examples
    --------
    >>> strangers(3)
    {'recalled': 1.0, 'wrong': 0.0}
    """
    rng = np.random.default_rng(seed)
    patterns = rng.choice([-1.0, 1.0], (count, cells))
    memory = nn.Hopfield(patterns, rule="hebb")
    back = memory.settle(spoiled(patterns, wrong, rng), rng=rng)
    once = np.where(patterns @ memory.weight.astype(float) > -ZERO, 1.0, -1.0)
    overlap = (back * patterns).mean(axis=1)
    return {"recalled": float((overlap >= 0.95).mean()), "wrong": float((once != patterns).mean())}


def crosstalk(count, cells=100):
    """Return the share of wrong cells that Gaussian noise of variance (count - 1) / cells gives.

    Parameters
    ----------
    count, cells : int

    Returns
    -------
    float

    Examples
    --------
    >>> round(crosstalk(20), 3)
    0.011
    """
    return erfc(sqrt(cells / (2 * (count - 1)))) / 2


def figures(kind, count, rng):
    """Return digits as patterns of different classes.

    Parameters
    ----------
    kind : {"means", "examples"}
        The mean of each class, or one example of it; ink above 6 of 16 is +1.
    count : int, 1 to 10
        Classes, drawn at random.
    rng : numpy.random.Generator

    Returns
    -------
    ndarray of shape (count, 64)
        -1 and +1.

    Examples
    --------
    >>> figures("means", 10, np.random.default_rng(0)).shape
    (10, 64)
    """
    digits = datasets.digits()
    chosen = []
    for digit in rng.permutation(10)[:count]:
        own = digits.x[digits.y == digit]
        chosen.append(own.mean(axis=0) if kind == "means" else own[rng.integers(len(own))])
    return np.where(np.stack(chosen) > 6, 1.0, -1.0)


def alike(patterns):
    """Return the mean overlap of two different patterns.

    Parameters
    ----------
    patterns : ndarray of shape (n, d)
        -1 and +1, two or more.

    Returns
    -------
    float
        From -1, opposite, to 1, equal; strangers are near 0.

    Examples
    --------
    >>> alike(np.array([[1, 1, 1, 1], [1, 1, 1, -1]]))
    0.5
    """
    overlap = patterns @ patterns.T / patterns.shape[1]
    return float(overlap[np.triu_indices(len(patterns), 1)].mean())


def share_recalled(patterns, rule, wrong=6, seed=0):
    """Return the share of patterns that come back exactly after some of their cells were turned over.

    Parameters
    ----------
    patterns : ndarray of shape (n, d)
        Those that are stored.
    rule : {"hebb", "pseudo-inverse", "softmax"}
    wrong : int, default 6
    seed : int

    Returns
    -------
    float

    Examples
    --------
    >>> share_recalled(np.eye(4).repeat(16, axis=1) * 2 - 1, "softmax")
    1.0
    """
    rng = np.random.default_rng(seed)
    settings = {"beta": 0.5} if rule == "softmax" else {}
    memory = nn.Hopfield(patterns, rule=rule, **settings)
    back = memory.settle(spoiled(patterns, wrong, rng), rng=rng)
    return float((back == patterns).all(axis=1).mean())


def rises(memory, starts, updates, rng):
    """Update one cell after the other from several starts, and count how often that raised the energy.

    Parameters
    ----------
    memory : nn.Hopfield
    starts : ndarray of shape (n, d)
        -1 and +1.
    updates : int
        Of each start.
    rng : numpy.random.Generator

    Returns
    -------
    int

    Examples
    --------
    >>> memory = nn.Hopfield(np.ones((1, 8)))
    >>> rises(memory, -np.ones((2, 8)), 20, np.random.default_rng(0))
    0
    """
    weight, s, count = memory.to_numpy(memory.weight).astype(float), starts.copy(), 0
    before = memory.energy(s)
    for i in rng.integers(s.shape[1], size=updates):
        s[:, i] = np.where(s @ weight[:, i] > -ZERO, 1.0, -1.0)
        after = memory.energy(s)
        count += int((after > before + ZERO).sum())
        before = after
    return count


def flickers(memory, starts, steps=60):
    """Update all cells at once, many times, and count the starts that still change.

    Parameters
    ----------
    memory : nn.Hopfield
    starts : ndarray of shape (n, d)
        -1 and +1.
    steps : int, default 60

    Returns
    -------
    int

    Examples
    --------
    >>> flickers(nn.Hopfield(np.array([[1.0, 1.0]])), np.array([[1.0, -1.0], [1.0, 1.0]]))
    1
    """
    weight, last, s = memory.to_numpy(memory.weight).astype(float), starts, starts
    for _ in range(steps):
        last, s = s, np.where(s @ weight > -ZERO, 1.0, -1.0)
    return int((s != last).any(axis=1).sum())


def ends(memory, starts, rng):
    """Settle starts and count where they end: in a stored pattern, in the negative of one, or elsewhere.

    Parameters
    ----------
    memory : nn.Hopfield
    starts : ndarray of shape (n, d)
        -1 and +1.
    rng : numpy.random.Generator

    Returns
    -------
    dict
        Counts of "stored", "negative" and "other".

    Examples
    --------
    >>> memory = nn.Hopfield(np.ones((1, 8)))
    >>> ends(memory, np.array([[1.0] * 8, [-1.0] * 8]), np.random.default_rng(0))
    {'stored': 1, 'negative': 1, 'other': 0}
    """
    overlap = memory.settle(starts, rng=rng) @ memory.to_numpy(memory.patterns).T / starts.shape[1]
    stored, negative = int((overlap == 1).any(axis=1).sum()), int((overlap == -1).any(axis=1).sum())
    return {"stored": stored, "negative": negative, "other": len(starts) - stored - negative}
