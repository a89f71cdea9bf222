"""Enlarge small pictures, with blank paper around them: LeNet-5 needs more than eight pixels per side."""

import numpy as np

from nnlearn.arguments import cast, describe, finite, integer


def enlarge(x, size, *, border=0):
    """Return pictures with more pixels, linearly interpolated, inside a border of zeros.

    `y = A x A^T`, where row i of A holds the weights of the two pixels on either side of place i.

    Parameters
    ----------
    x : ndarray of shape (..., n, n), numbers
        Square pictures.
    size : int, 1 or more
        Height and width of the enlarged pictures.
    border : int, 0 or more
        Rows and columns of zeros added on each side.

    Returns
    -------
    ndarray of shape (..., size + 2 border, size + 2 border), float32

    Raises
    ------
    TypeError
        If x is not a NumPy array of numbers, or another argument is not a whole number.
    ValueError
        If x is empty, holds NaN, infinity or numbers too large for float32, is not square, or a number is too small.

    Examples
    --------
    >>> enlarge(np.array([[0.0, 4.0], [0.0, 4.0]]), 4)[0].tolist()
    [0.0, 1.0, 3.0, 4.0]
    >>> enlarge(np.ones((5, 1, 8, 8)), 24, border=4).shape
    (5, 1, 32, 32)
    """
    finite("enlarge", "x", x)
    if x.ndim < 2 or x.shape[-1] != x.shape[-2]:
        raise ValueError(f"enlarge expected x of shape (..., n, n), got {describe(x)}: digits(images=True) has it")
    size, border = integer("enlarge", "size", size, low=1), integer("enlarge", "border", border, low=0)
    n = x.shape[-1]
    places = (np.arange(size) + 0.5) * n / size - 0.5  # the centre of each new pixel, in units of the old ones
    shares = np.array([np.interp(places, np.arange(n), pixel) for pixel in np.eye(n)], np.float32).T  # A: (size, n)
    paper = [(0, 0)] * (x.ndim - 2) + [(border, border)] * 2
    return np.pad(shares @ cast("enlarge", "x", x, np.float32) @ shares.T, paper)
