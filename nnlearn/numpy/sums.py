"""Add up the rows of a batch."""

import functools

import numpy as np


@functools.lru_cache(maxsize=64)
def ones(n, dtype):
    """Return a vector of n ones that nobody may write to."""
    vector = np.ones(n, dtype)
    vector.flags.writeable = False
    return vector


def batch_sum(rows):
    """Add up the rows of (batch, features): sum_n rows[n], as the product 1^T rows, which BLAS does faster than `sum`.

    Examples
    --------
    >>> batch_sum(np.array([[1.0, 2.0], [3.0, 4.0]]))
    array([4., 6.])
    """
    return ones(len(rows), rows.dtype) @ rows
