"""Sum over the rows of a batch, or over any axes."""

import functools

import numpy as np


def ones(n, dtype):
    """Return a vector of n ones; one of up to 10,000 is made once, and read-only."""
    return _ones(n, dtype) if n <= 10_000 else np.ones(n, dtype)


@functools.lru_cache(maxsize=64)
def _ones(n, dtype):
    vector = np.ones(n, dtype)
    vector.flags.writeable = False
    return vector


def batch_sum(rows):
    """Sum the rows of (batch, features): sum_n rows[n], as the product 1^T rows, which BLAS does faster than `sum`.

    Examples
    --------
    >>> batch_sum(np.array([[1.0, 2.0], [3.0, 4.0]]))
    array([4., 6.])
    """
    return ones(len(rows), rows.dtype).dot(rows)


@functools.lru_cache(maxsize=64)
def _subscripts(factors, ndim, axes):
    letters = "abcdefgh"[:ndim]
    kept = "".join(letter for axis, letter in enumerate(letters) if axis not in axes)
    return ",".join([letters] * factors) + "->" + kept


def sum_over(axes, *factors):
    """Sum the product of arrays of one shape over `axes`, which keep length 1, without storing the product.

    Examples
    --------
    >>> a = np.array([[1.0, 2.0], [3.0, 4.0]])
    >>> sum_over((1,), a), sum_over((1,), a, a)
    (array([[3.],
           [7.]]), array([[ 5.],
           [25.]]))
    """
    shape = [1 if axis in axes else length for axis, length in enumerate(factors[0].shape)]
    return np.einsum(_subscripts(len(factors), len(shape), axes), *factors).reshape(shape)
