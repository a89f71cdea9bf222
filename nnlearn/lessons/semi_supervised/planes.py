"""Two sets of points in the plane: two moons, whose gap is the border, and one cloud that the border cuts in half."""

import numpy as np

from nnlearn import datasets
from nnlearn.cluster import label_spreading, neighbour_votes
from nnlearn.lessons.semi_supervised.data import hidden

KINDS = "moons", "cloud"
SIZES = (2, 32, 32, 2)  # of the network that learns them
GRID = [(k, alpha) for k in (5, 10) for alpha in (0.2, 0.8, 0.99)]


def points(kind, n=500, seed=0):
    """Return points and their classes, half and half.

    Parameters
    ----------
    kind : {"moons", "cloud"}
        Two moons with noise of 0.1, or one Gaussian cloud, cut by a line through its middle.
    n, seed : int

    Returns
    -------
    x : ndarray of shape (n, 2), float32
    y : ndarray of shape (n,), int64

    Examples
    --------
    >>> x, y = points("cloud", 4)
    >>> (x[:, 0] + x[:, 1] / 2 > 0).astype(int).tolist() == y.tolist()
    True
    """
    if kind == "moons":
        moons = datasets.moons(n, noise=0.1, seed=seed)
        return moons.x, moons.y
    x = np.random.default_rng(seed).normal(size=(n, 2)).astype(np.float32)
    return x, (x[:, 0] + x[:, 1] / 2 > 0).astype(np.int64)


def spread_to(points, x, labels, neighbours, alpha):
    """Return the labels of points that are not in the graph: of all, labels spread; then the nearest ones vote.

    Parameters
    ----------
    points : ndarray of shape (m, d)
    x, labels : ndarray of shape (n, d) and (n,)
        -1 where no label is known.
    neighbours : int
    alpha : float

    Returns
    -------
    ndarray of shape (m,), int64

    Examples
    --------
    >>> x, y = points("moons")
    >>> labels = hidden(y, datasets.draw_labels(y, 20, balanced=True))
    >>> round((spread_to(x, x, labels, 10, 0.8) == y).mean().item(), 1)
    1.0
    """
    shares = label_spreading(x, labels, neighbours=neighbours, alpha=alpha)
    return neighbour_votes(points, x, shares, neighbours=neighbours).argmax(axis=1)


def draw(kind, n, seed):
    """Return points with n labels, half of each class, and 1,000 others to test on: x, labels, x_test, y_test."""
    x, y = points(kind, 500, seed)
    labels = hidden(y, datasets.draw_labels(y, n, balanced=True, seed=seed))
    return x, labels, *points(kind, 1000, 5000 + seed)
