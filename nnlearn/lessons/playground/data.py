"""The points of the playground: eight ways to scatter them, what the reader draws, and features computed from them."""

from functools import lru_cache
from typing import NamedTuple

import numpy as np

COUNT = 300  # points in a set before the reader draws any
REACH = 6.0  # the plane is drawn from -REACH to REACH
EXTENT = (-REACH, REACH, -REACH, REACH)
REGRESSION = ("plane", "bumps")  # sets whose target is a number in [-1, 1], not a class
OWN = "empty: draw your own"


class Points(NamedTuple):
    """Points of the plane.

    x (n, 2) and y (n,) are float32; y is a class, 0 or 1, or a number in [-1, 1]. `train` (n,) is True for the training
    points; the others are for testing. `index` (n,) names the points in events: a deleted one leaves a gap.
    """

    x: np.ndarray
    y: np.ndarray
    train: np.ndarray
    index: np.ndarray  # type: ignore[assignment]  # hides tuple.index


def circle(rng, n, noise):
    """Return points of class 1 in the middle, of class 0 around them."""
    y = np.arange(n) % 2
    radius = np.where(y == 1, rng.uniform(0, 2.5, n), rng.uniform(3.5, 5, n))
    return polar(radius, rng.uniform(0, 2 * np.pi, n)) + 2.5 * noise * rng.standard_normal((n, 2)), y


def exclusive_or(rng, n, noise):
    """Return points of class 1 where both coordinates have the same sign."""
    x = rng.uniform(0.3, 5, (n, 2)) * rng.choice([-1, 1], (n, 2))
    return x + 2.5 * noise * rng.standard_normal((n, 2)), x[:, 0] * x[:, 1] > 0


def gaussians(rng, n, noise):
    """Return two round clouds."""
    y = np.arange(n) % 2
    return np.where(y == 1, 2.0, -2.0)[:, None] + (0.8 + 3 * noise) * rng.standard_normal((n, 2)), y


def spiral(rng, n, noise):
    """Return two arms that wind around each other almost twice."""
    y, t = np.arange(n) % 2, np.sqrt(rng.uniform(0.01, 1, n))  # the root spreads the points evenly along an arm
    return polar(5 * t, 2 * np.pi * (1.75 * t + y / 2)) + 1.5 * noise * rng.standard_normal((n, 2)), y


def moons(rng, n, noise):
    """Return two half circles that reach into each other."""
    y, angle = np.arange(n) % 2, rng.uniform(0, np.pi, n)
    upper = polar(3.0, angle) + np.array([-1.5, -0.7])
    return np.where(y[:, None] == 1, -upper, upper) + (0.3 + 2.5 * noise) * rng.standard_normal((n, 2)), y


def plane(rng, n, noise):
    """Return points whose number grows evenly towards the upper right."""
    x = rng.uniform(-REACH, REACH, (n, 2))
    return x, x.sum(axis=1) / (2 * REACH) + 0.5 * noise * rng.standard_normal(n)


def bumps(rng, n, noise):
    """Return points on alternating hills and hollows: six Gaussians."""
    x = rng.uniform(-REACH, REACH, (n, 2))
    centres = np.array([(a, b) for b in (-2.5, 2.5) for a in (-4, 0, 4)])
    signs = np.array([1, -1, 1, -1, 1, -1])
    square = ((x[:, None] - centres) ** 2).sum(axis=2)
    return x, np.exp(-square / 4) @ signs + 0.5 * noise * rng.standard_normal(n)


def polar(radius, angle):
    """Return the points (n, 2) at these distances and angles, in radians."""
    return np.stack([radius * np.cos(angle), radius * np.sin(angle)], axis=1)


SETS = {
    "circle": circle,
    "exclusive or": exclusive_or,
    "Gaussians": gaussians,
    "spiral": spiral,
    "moons": moons,
    "plane": plane,
    "bumps": bumps,
    OWN: lambda rng, n, noise: (np.zeros((0, 2)), np.zeros(0)),
}

FEATURES = {
    "x1": lambda x: x[:, 0],
    "x2": lambda x: x[:, 1],
    "x1^2": lambda x: x[:, 0] ** 2,
    "x2^2": lambda x: x[:, 1] ** 2,
    "x1 x2": lambda x: x[:, 0] * x[:, 1],
    "sin x1": lambda x: np.sin(x[:, 0]),
    "sin x2": lambda x: np.sin(x[:, 1]),
}


def points(data, noise=0, share=50, sample=0, drawn=()):
    """Return the points of a set, with what the reader has drawn, moved and deleted.

    Parameters
    ----------
    data : str
        One of `SETS`.
    noise : int, default 0
        How far points are scattered, in percent.
    share : int, default 50
        The share of training points, in percent; the others are for testing. Drawn points are for training.
    sample : int, default 0
        Seed: another one gives other points of the same kind.
    drawn : sequence of (index, x1, x2, y), or (index, None)
        Where a point was moved to, or that it was deleted; new points have indices from `COUNT` up.

    Returns
    -------
    Points

    Examples
    --------
    >>> spiral = points("spiral", share=70)
    >>> spiral.x.shape, int(spiral.train.sum())
    ((300, 2), 210)
    >>> points(OWN, drawn=[(300, 1.0, 2.0, 1), (301, 0.0, 0.0, 0), (301, None)]).x.tolist()
    [[1.0, 2.0]]
    """
    x, y = SETS[data](np.random.default_rng(sample), COUNT, noise / 100)
    first = round(share / 100 * len(x))
    table = {i: (*x[i], y[i], i < first) for i in range(len(x))}
    for index, *place in drawn:
        if place[0] is None:
            table.pop(index, None)
        else:
            table[index] = (*place, table[index][3] if index in table else True)
    values = np.array(list(table.values()), float).reshape(-1, 4)
    x, y = np.clip(values[:, :2], -REACH, REACH), values[:, 2]
    return Points(x.astype("f4"), y.astype("f4"), values[:, 3] == 1, np.array(list(table), int))


def inputs(x, features):
    """Return the network's inputs for points x (n, 2): one column per feature, float32.

    Examples
    --------
    >>> inputs(np.array([[2.0, 3.0]]), ["x1", "x1 x2"]).tolist()
    [[2.0, 6.0]]
    """
    return np.stack([FEATURES[name](x) for name in features], axis=1).astype("f4")


def batch(n, size, seed, step):
    """Return the rows in the batch of a step: every epoch has its own order, drawn from (seed, epoch).

    Parameters
    ----------
    n : int
        Number of examples.
    size : int
        Examples in a batch; 0 takes all of them.
    seed, step : int

    Returns
    -------
    ndarray of int

    Examples
    --------
    >>> sorted(int(row) for step in range(3) for row in batch(5, 2, seed=0, step=step))
    [0, 1, 2, 3, 4]
    >>> batch(3, 0, seed=0, step=7)
    array([0, 1, 2])
    """
    if size == 0 or size >= n:
        return np.arange(n)
    epoch, k = divmod(step, -(-n // size))
    return order(n, seed, epoch)[k * size : (k + 1) * size]


@lru_cache(maxsize=8)
def order(n, seed, epoch):
    """Return the order of an epoch; kept, since all its batches ask for it."""
    return np.random.default_rng([seed, epoch]).permutation(n)
