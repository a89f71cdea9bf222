"""The nearest neighbour of each point, as the metrics of generated samples need it."""

import numpy as np

from nnlearn.arguments import finite

BLOCK = 512  # rows at a time: the distances of more would need much memory at once


def rows(caller, name, values, columns=None):
    """Return an array of shape (n, d) as float64, or raise: the entry check of the metrics of samples."""
    finite(caller, name, values)
    if values.ndim != 2 or columns not in (None, values.shape[1]):
        expected = "(n, d)" if columns is None else f"(n, {columns})"
        raise ValueError(
            f"{caller} expected {name} of shape {expected}, got {values.shape}: "
            f"images become rows with images.reshape(len(images), -1)"
        )
    return values.astype(np.float64)


def nearest(points, others):
    """Return, for each row of `points`, the index of the nearest row of `others` and the distance to it.

    `|p - q|^2 = |p|^2 + |q|^2 - 2 p q`: the product finds the nearest row. The distance is then taken from the two rows
    themselves, so that a copy lies at distance 0 exactly.

    Examples
    --------
    >>> nearest(np.array([[0.0, 1.0], [3.0, 4.0]]), np.array([[0.0, 0.0], [3.0, 4.0]]))
    (array([0, 1]), array([1., 0.]))
    """
    scale = np.abs(others - others[0]).max() or 1.0  # squares of numbers up to 1 do not overflow
    with np.errstate(over="ignore", invalid="ignore"):  # a point 1e154 times as far away lies at infinity
        p, q = (points - others[0]) / scale, (others - others[0]) / scale
        squares = (q**2).sum(axis=1)
        index = np.concatenate(
            [(squares - 2 * p[start : start + BLOCK] @ q.T).argmin(axis=1) for start in range(0, len(p), BLOCK)]
        )
        return index, np.linalg.norm(p - q[index], axis=1) * scale


def squares(points, others):
    """Yield (rows of points, their squared distances to all others), a block of rows at a time.

    Where whole numbers are the coordinates, as in pictures of zeros and ones, ties are exact.

    Examples
    --------
    >>> [found.tolist() for _, found in squares(np.array([[0.0], [3.0]]), np.array([[0.0], [1.0]]))]
    [[[0.0, 1.0], [9.0, 4.0]]]
    """
    lengths = (others**2).sum(axis=1)
    for start in range(0, len(points), BLOCK):
        block = points[start : start + BLOCK]
        found = (block**2).sum(axis=1)[:, None] + lengths - 2 * block @ others.T
        yield np.arange(start, start + len(block)), np.maximum(found, 0)


def in_units_of(real, samples):
    """Return samples and real examples, moved and shrunk alike, the real ones into [-1, 1]: no square overflows.

    Examples
    --------
    >>> [x.tolist() for x in in_units_of(np.array([[5.0], [7.0]]), np.array([[6.0], [1e300]]))]
    [[[0.5], [1e+100]], [[0.0], [1.0]]]
    """
    shrink = 4 if np.abs(real).max() > 1e307 else 1  # or a difference of two would be infinite
    place = real[0] / shrink
    size = np.abs(real / shrink - place).max() or 1.0
    with np.errstate(over="ignore"):
        return np.clip((samples / shrink - place) / size, -1e100, 1e100), (real / shrink - place) / size
