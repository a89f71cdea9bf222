"""A memory of 64 cells that stores digits: its weights by two rules, and how it settles, one cell after another."""

from functools import lru_cache
from typing import NamedTuple

import numpy as np

from nnlearn import datasets

SIDE = 8
RULES = ("Hebb", "pseudo-inverse")
NAMES = dict(zip(RULES, ("Hebb's rule", "the pseudo-inverse"), strict=True))
PUSH = 1e-9  # a weaker field is rounding


class Settling(NamedTuple):
    """How a state fell."""

    cells: tuple  # that flipped, in order
    energies: np.ndarray  # (flips + 1,): at the start and after each flip


@lru_cache(maxsize=1)
def mean_digits():
    """Return the ten digits as a memory of +1 (ink) and -1 can store them: where the mean of a class has ink.

    Returns
    -------
    ndarray of shape (10, 64), float64
        Read-only.

    Examples
    --------
    >>> [int(row) for row in (mean_digits()[1].reshape(8, 8) > 0).sum(axis=1)]
    [3, 3, 4, 4, 3, 2, 3, 3]
    """
    data = datasets.digits()
    means = np.stack([data.x[data.y == digit].mean(axis=0) for digit in range(10)])
    found = np.where(means > 6, 1.0, -1.0)
    found.flags.writeable = False
    return found


def stored(patterns, rule):
    """Return the weights of a memory.

    Parameters
    ----------
    patterns : ndarray of shape (n, d)
        -1 and +1.
    rule : {"Hebb", "pseudo-inverse"}

    Returns
    -------
    ndarray of shape (d, d)
        Symmetric, with zeros on the diagonal.

    Examples
    --------
    >>> stored(np.array([[1.0, -1.0]]), "Hebb").tolist()
    [[0.0, -0.5], [-0.5, 0.0]]
    """
    d = patterns.shape[1]
    weight = patterns.T @ patterns / d if rule == "Hebb" else np.linalg.pinv(patterns) @ patterns
    weight = (weight + weight.T) / 2
    np.fill_diagonal(weight, 0)
    return weight


def settled(weight, s, rng, sweeps=30):
    """Let a state fall: each cell, in random order, takes the sign of its field (+1 if it is zero), until none flips.

    Parameters
    ----------
    weight : ndarray of shape (d, d)
    s : ndarray of shape (d,)
        -1 and +1.
    rng : numpy.random.Generator
        Draws the order.
    sweeps : int, default 30
        At most.

    Returns
    -------
    Settling

    Examples
    --------
    >>> weight = stored(np.array([[1.0, -1.0, 1.0]]), "Hebb")
    >>> found = settled(weight, np.array([1.0, 1.0, 1.0]), np.random.default_rng(0))
    >>> len(found.cells), (3 * found.energies).round().tolist()
    (1, [1.0, -3.0])
    """
    s, cells = s.copy(), list[int]()
    energies = [float(-s @ weight @ s / 2)]
    for _ in range(sweeps):
        before = len(cells)
        for i in rng.permutation(len(s)):
            field = float(weight[i] @ s)
            if (field > -PUSH) != (s[i] > 0):
                energies.append(energies[-1] + 2 * s[i] * field)
                s[i] = -s[i]
                cells.append(int(i))
        if len(cells) == before:
            break
    return Settling(tuple(cells), np.array(energies))
