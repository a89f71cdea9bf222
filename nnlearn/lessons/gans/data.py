"""What the GAN explorer imitates, and how it counts: the points of a source, its modes, how many are covered."""

from functools import lru_cache
from typing import NamedTuple

import numpy as np

from nnlearn import datasets

COUNT = 2000  # points in a source
EDGE = 1.8  # the plane is drawn from -EDGE to EDGE
SPREAD = 0.05  # standard deviation of the points around a mode, or around the pen
MAX_MODES = 8
OWN = "own drawing"
SOURCES = ("eight Gaussians", "ring", OWN)
EXAMPLE = tuple((round(1.2 * np.sin(t), 3), round(0.9 * np.sin(2 * t), 3)) for t in 2 * np.pi * np.arange(60) / 60)


class Points(NamedTuple):
    """What is imitated: x (n, 2) float32, the modes (m, 2), and within which distance a point counts for a mode."""

    x: np.ndarray
    modes: np.ndarray
    reach: float


@lru_cache(maxsize=16)
def points(source, drawn=()):
    """Return the points of a source.

    Parameters
    ----------
    source : str
        One of `SOURCES`.
    drawn : tuple of (x1, x2)
        The points of the pen, for "own drawing"; without any, a figure of eight.

    Returns
    -------
    Points
        The modes of a ring are eight places on it, those of a drawing up to eight of its points, far apart.

    Examples
    --------
    >>> points("ring").x.shape, points("ring").modes.shape
    ((2000, 2), (8, 2))
    >>> points("own drawing", ((0.0, 0.0), (0.1, 0.0), (1.0, 1.0))).modes.tolist()
    [[0.0, 0.0], [1.0, 1.0]]
    """
    if source == "eight Gaussians":
        return Points(datasets.gaussians(COUNT, noise=SPREAD).x, _circle(), 0.25)
    if source == "ring":
        return Points(datasets.ring(COUNT, noise=SPREAD).x, _circle(), 0.4)
    pen = np.array(drawn or EXAMPLE, float).reshape(-1, 2)
    rng = np.random.default_rng(0)
    x = pen[np.arange(COUNT) % len(pen)] + SPREAD * rng.standard_normal((COUNT, 2))
    modes = _spread(pen, 0.4)
    farthest = np.linalg.norm(pen[:, None] - modes, axis=2).min(axis=1).max()
    return Points(rng.permutation(x).astype(np.float32), modes, float(farthest) + 0.2)  # every point belongs to one


def _circle():
    angle = 2 * np.pi * np.arange(MAX_MODES) / MAX_MODES
    return np.stack([np.cos(angle), np.sin(angle)], axis=1)


def _spread(places, least):
    """Return up to MAX_MODES places: the first, then always the farthest from those taken, if it is `least` away."""
    taken = [0]
    while len(taken) < MAX_MODES:
        away = np.linalg.norm(places[:, None] - places[taken], axis=2).min(axis=1)
        if away.max() < least:
            break
        taken.append(int(away.argmax()))
    return places[taken]


def shares(x, modes, reach=0.25):
    """Return the share of points that belong to each mode: their nearest one, if it is within reach.

    Parameters
    ----------
    x : array of shape (n, 2)
    modes : array of shape (m, 2)
    reach : float, default 0.25

    Returns
    -------
    ndarray of shape (m,)
        Their sum is the share of points near any mode.

    Examples
    --------
    >>> shares([[0.0, 0.1], [0.1, 0.0], [1.0, 1.1], [5.0, 5.0]], [[0, 0], [1, 1]]).tolist()
    [0.5, 0.25]
    """
    away = np.linalg.norm(np.asarray(x, float)[:, None] - np.asarray(modes, float), axis=2)  # (n, m)
    near = away.argmin(axis=1)[away.min(axis=1) <= reach]
    return np.bincount(near, minlength=len(modes)) / len(x)


def covered(x, modes, reach=0.25):
    """Return how many modes get at least a quarter of an even share of the points.

    Examples
    --------
    >>> covered([[0.0, 0.1], [0.1, 0.0], [0.0, 0.0], [1.0, 1.1]], [[0, 0], [1, 1], [2, 2]])
    2
    """
    return int((shares(x, modes, reach) >= 0.25 / len(modes)).sum())
