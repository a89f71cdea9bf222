"""Spirals, a checkerboard and a sine, each written out in a few lines."""

import numpy as np

from nnlearn.arguments import integer, number
from nnlearn.datasets.dataset import Dataset, paragraph
from nnlearn.datasets.generated import CARD, checked, plane


def spirals(n=200, *, classes=2, turns=1.5, noise=0.02, seed=0):
    """Return arms that wind around the origin, out to radius 1.

    `x = t (cos a, sin a) + noise * N(0, 1)` with `a = 2 pi (turns t + label / classes)` and `t` in [0.1, 1].

    Parameters
    ----------
    n : int, at least `classes`
        Number of points, dealt to the arms in turn.
    classes : int, 1 to 20
        Number of arms.
    turns : float, 0 to 10
        How many times each arm goes around. More turns are harder to learn.
    noise : float, 0 or more
        Standard deviation of the noise added to each coordinate. Neighbouring arms are 1 / (turns * classes) apart.
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

    References
    ----------
    Lang and Witbrock (1988), "Learning to tell two spirals apart", Connectionist Models Summer School: the task.

    Examples
    --------
    >>> spirals(150, classes=3)
    Dataset(spirals: x float32 (150, 2), y int64 (150,), classes 0, 1, 2)
    """
    classes = integer("spirals", "classes", classes, low=1, high=20)
    turns = number("spirals", "turns", turns, low=0, high=10)
    n, noise, seed = checked("spirals", n, noise, seed, least=classes)
    rng = np.random.default_rng(seed)
    y = np.arange(n) % classes
    t = np.sqrt(rng.uniform(0.01, 1, n))  # the root spreads points evenly along an arm, whose outer turns are longer
    angle = 2 * np.pi * (turns * t + y / classes)
    x = t[:, None] * np.column_stack([np.cos(angle), np.sin(angle)]) + noise * rng.standard_normal((n, 2))
    use = "a hard test in the plane: the boundary winds, so a network needs many hidden units or several layers."
    return plane("spirals", x, y, classes, f"Arms that wind around each other, {classes} in number.", "by nnlearn", use)


def checkerboard(n=400, *, cells=4, noise=0.0, seed=0):
    """Return points spread evenly over a board of unit squares, labelled by the square's colour.

    `y = (floor(x1) + floor(x2)) mod 2`; noise moves the points after that, so that some end up in a wrong square.

    Parameters
    ----------
    n : int, 2 or more
        Number of points.
    cells : int, 2 to 20, even
        Squares per side; the board extends from -cells/2 to cells/2.
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
    >>> board = checkerboard(500)
    >>> bool(((np.floor(board.x).sum(axis=1) % 2) == board.y).all())
    True
    """
    cells = integer("checkerboard", "cells", cells, low=2, high=20)
    if cells % 2:
        raise ValueError(f"checkerboard expected cells to be even, got {cells}: half of them lie left of 0")
    n, noise, seed = checked("checkerboard", n, noise, seed, least=2)
    rng = np.random.default_rng(seed)
    x = rng.uniform(-cells / 2, cells / 2, (n, 2)).astype(np.float32)
    y = np.floor(x).sum(axis=1) % 2
    x = x + noise * rng.standard_normal((n, 2))
    use = "XOR many times over: each class lies in many separate regions, and each of them costs hidden units."
    return plane("checkerboard", x, y, 2, f"A board of {cells} x {cells} squares.", "by nnlearn", use)


def sine(n=100, *, noise=0.1, seed=0):
    """Return noisy points on one period of the sine, for regression.

    `y = sin(x) + noise * N(0, 1)`, x uniform in [-pi, pi] and sorted, so that it can be drawn as a line.

    Parameters
    ----------
    n : int, 1 or more
        Number of points.
    noise : float, 0 or more
        Standard deviation of the noise added to y.
    seed : int, 0 to 2**32 - 1
        Equal seeds give equal points.

    Returns
    -------
    Dataset
        x (n, 1) float32, in radians; y (n, 1) float32.

    Raises
    ------
    TypeError, ValueError
        If an argument is not of the kind or in the range given above.

    Examples
    --------
    >>> wave = sine(50, noise=0)
    >>> bool(np.allclose(wave.y, np.sin(wave.x), atol=1e-6))
    True
    """
    n, noise, seed = checked("sine", n, noise, seed, least=1)
    rng = np.random.default_rng(seed)
    x = np.sort(rng.uniform(-np.pi, np.pi, (n, 1)), axis=0)
    y = np.sin(x) + noise * rng.standard_normal((n, 1))
    use = "a first regression that fits into one picture, and for what happens outside the range of the data."
    what = "One period of the sine with noise (x in radians)."
    card = CARD.format(what=what, source="by nnlearn", n=n, d=1, column=", 1", dtype="float32", use=use)
    return Dataset("sine", x.astype(np.float32), y.astype(np.float32), ("x",), (), paragraph(card))
