"""What the GAN explorer imitates, and how it counts: the points of a source, its modes, how many are captured."""

from functools import lru_cache
from typing import NamedTuple

import numpy as np

from nnlearn import datasets
from nnlearn.metrics import mode_coverage

COUNT = 2000  # points in a source
EDGE = 1.8  # the plane is drawn from -EDGE to EDGE
SPREAD = 0.05  # standard deviation of the points around a mode, or around the pen
RADIUS = 3  # standard deviations within which a point lies on a mode
MAX_MODES = 8
OWN = "own drawing"
SOURCES = ("eight Gaussians", "ring", OWN)
EXAMPLE = tuple((round(1.2 * np.sin(t), 3), round(0.9 * np.sin(2 * t), 3)) for t in 2 * np.pi * np.arange(60) / 60)


class Points(NamedTuple):
    """What is imitated: x (n, 2) float32, the modes (m, 2), and within which distance a point lies on a mode."""

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
        Only the Gaussians have modes, and their reach is three standard deviations. Eight places on the ring stand in
        for modes, and up to eight points of a drawing, far apart; there the reach is wide enough for all the data.

    Examples
    --------
    >>> points("ring").x.shape, points("ring").modes.shape
    ((2000, 2), (8, 2))
    >>> points("own drawing", ((0.0, 0.0), (0.1, 0.0), (1.0, 1.0))).modes.tolist()
    [[0.0, 0.0], [1.0, 1.0]]
    """
    if source == "eight Gaussians":
        return Points(datasets.gaussians(COUNT, noise=SPREAD).x, _circle(), RADIUS * SPREAD)
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


def coverage(x, data):
    """Return the modes of `Points` that samples capture, and the share on each: see `nnlearn.metrics.mode_coverage`.

    Examples
    --------
    >>> data = points("eight Gaussians")
    >>> angle = 2 * np.pi * np.arange(2000) / 2000
    >>> ring = np.stack([np.cos(angle), np.sin(angle)], axis=1)
    >>> coverage(data.x, data).captured, coverage(ring, data).captured
    (8, 0)
    """
    return mode_coverage(np.asarray(x, float), np.asarray(data.modes, float), data.reach / RADIUS, radius=RADIUS)


def covered(x, modes, reach=RADIUS * SPREAD):
    """Return how many modes are captured, for notebooks that use this older name: see `coverage`.

    Examples
    --------
    >>> covered([[0.0, 0.1], [0.1, 0.0], [0.0, 0.0], [1.0, 1.1]], [[0, 0], [1, 1], [2, 2]])
    2
    """
    return coverage(x, Points(np.asarray(x), np.asarray(modes), reach)).captured
