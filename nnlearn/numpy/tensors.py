"""Data on its way in and out: on this side a tensor is a plain NumPy array."""

import numpy as np

from nnlearn import arguments
from nnlearn.numpy.parameter import Parameter


def device():
    """Return where the numbers live: always "cpu" on this side.

    Returns
    -------
    str
        "cpu". On the other side "cuda" or "mps" where there is one.

    Examples
    --------
    >>> device()
    'cpu'
    """
    return "cpu"


def tensor(data, *, dtype=None):
    """Make an array of data: float32 of fractions, int64 of whole numbers.

    Parameters
    ----------
    data : ndarray, nested lists of numbers, or a number
        It is copied.
    dtype : {"float32", "float64", "int64"} or None
        None takes float32 for floats, int64 for integers and booleans.

    Returns
    -------
    ndarray of data's shape

    Raises
    ------
    TypeError, ValueError
        If data is no rectangular array of numbers, or the dtype another one.

    Examples
    --------
    >>> tensor([[1.0, 2.0]]), tensor([0, 1])
    (array([[1., 2.]], dtype=float32), array([0, 1]))
    """
    return arguments.to_array("tensor", "data", data, dtype)


def to_numpy(x):
    """Return the numbers of an array, a tensor or a parameter as a NumPy array of its own.

    Parameters
    ----------
    x : ndarray, Parameter, or a number

    Returns
    -------
    ndarray

    Raises
    ------
    TypeError
        If x is none of these.

    Examples
    --------
    >>> to_numpy(np.float32(2))
    array(2., dtype=float32)
    """
    if not isinstance(x, np.ndarray | np.generic | Parameter | float | int):
        raise TypeError(
            f"to_numpy expected x to be an array, got {arguments.describe(x)}: np.asarray makes one of lists"
        )
    return np.array(x)
