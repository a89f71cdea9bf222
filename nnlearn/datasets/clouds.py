"""Blobs, circles and moons: points in the plane from scikit-learn's generators."""

import numpy as np

from nnlearn.arguments import integer
from nnlearn.datasets.generated import checked, plane


def blobs(n=200, *, classes=2, noise=0.5, seed=0):
    """Return round clouds whose centres are evenly spaced on a circle of radius 2.

    `x = 2 (cos a, sin a) + noise * N(0, 1)` with `a = pi/4 + 2 pi label / classes`.

    Parameters
    ----------
    n : int, at least `classes`
        Number of points; the clouds get equal numbers, or as nearly equal as `n` allows.
    classes : int, 1 to 20
        Number of clouds.
    noise : float, 0 or more
        Standard deviation of each cloud. With two classes, 0.5 leaves a clear gap and 1.5 makes them overlap.
    seed : int, 0 to 2**32 - 1
        Equal seeds give equal points.

    Returns
    -------
    Dataset
        x (n, 2) float32; y (n,) int64, 0..classes-1.

    Raises
    ------
    TypeError, ValueError
        If an argument is not of the kind or in the range given above.

    Examples
    --------
    >>> blobs(90, classes=3)
    Dataset(blobs: x float32 (90, 2), y int64 (90,), classes 0, 1, 2)
    """
    classes = integer("blobs", "classes", classes, low=1, high=20)
    n, noise, seed = checked("blobs", n, noise, seed, least=classes)
    from sklearn.datasets import make_blobs

    angle = np.pi / 4 + 2 * np.pi * np.arange(classes) / classes
    centres = 2 * np.column_stack([np.cos(angle), np.sin(angle)])
    x, y = make_blobs(n, centers=centres, cluster_std=noise, random_state=seed)
    use = "a first linear classifier; a straight line can separate two clouds with little noise."
    return plane(
        "blobs", x, y, classes, f"Round clouds of points, {classes} in number.", "scikit-learn's make_blobs", use
    )


def circles(n=200, *, noise=0.05, seed=0):
    """Return two concentric rings: outer radius 1 (label 0), inner radius 0.5 (label 1).

    Parameters
    ----------
    n : int, 2 or more
        Number of points, half of them on each ring.
    noise : float, 0 or more
        Standard deviation of the noise added to each coordinate.
    seed : int, 0 to 2**32 - 1
        Equal seeds give equal points.

    Returns
    -------
    Dataset
        x (n, 2) float32; y (n,) int64, 0 or 1.

    Raises
    ------
    TypeError, ValueError
        If an argument is not of the kind or in the range given above.

    Examples
    --------
    >>> rings = circles(100, noise=0)
    >>> np.unique(np.hypot(*rings.x.T).round(3)).tolist()
    [0.5, 1.0]
    """
    n, noise, seed = checked("circles", n, noise, seed, least=2)
    from sklearn.datasets import make_circles

    x, y = make_circles(n, noise=noise, factor=0.5, random_state=seed)
    use = "showing what a hidden layer adds: no straight line separates the rings, while x1^2 + x2^2 alone does."
    return plane("circles", x, y, 2, "Two concentric rings.", "scikit-learn's make_circles", use)


def moons(n=200, *, noise=0.1, seed=0):
    """Return two interlocking half circles.

    Parameters
    ----------
    n : int, 2 or more
        Number of points, half of them on each moon.
    noise : float, 0 or more
        Standard deviation of the noise added to each coordinate; the moons have radius 1.
    seed : int, 0 to 2**32 - 1
        Equal seeds give equal points.

    Returns
    -------
    Dataset
        x (n, 2) float32; y (n,) int64, 0 for the upper moon and 1 for the lower.

    Raises
    ------
    TypeError, ValueError
        If an argument is not of the kind or in the range given above.

    Examples
    --------
    >>> moons(100).x.min(axis=0).round().tolist()
    [-1.0, -1.0]
    """
    n, noise, seed = checked("moons", n, noise, seed, least=2)
    from sklearn.datasets import make_moons

    x, y = make_moons(n, noise=noise, random_state=seed)
    use = "a first network with a hidden layer: a straight line gets most points right, a curve nearly all."
    return plane("moons", x, y, 2, "Two interlocking half moons.", "scikit-learn's make_moons", use)
