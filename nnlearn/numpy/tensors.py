"""Data on the way in and out: on this side a tensor is a plain NumPy array."""

import numpy as np

from nnlearn import arguments
from nnlearn.numpy.parameter import Parameter


def device():
    """Return the device that holds the numbers: always "cpu" on this side.

    Returns
    -------
    str
        "cpu". On the other side it is "cuda" or "mps" if there is such a device.

    Examples
    --------
    >>> device()
    'cpu'
    """
    return "cpu"


def tensor(data, *, dtype=None):
    """Make an array from data: float32, or int64 for whole numbers.

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
        If data is not a rectangular array of numbers, or the dtype is not one of these.

    Examples
    --------
    >>> tensor([[1.0, 2.0]]), tensor([0, 1])
    (array([[1., 2.]], dtype=float32), array([0, 1]))
    """
    return arguments.to_array("tensor", "data", data, dtype)


def to_numpy(x):
    """Return an array, parameter or number as a new NumPy array.

    Parameters
    ----------
    x : ndarray, Parameter, or a number

    Returns
    -------
    ndarray

    Raises
    ------
    TypeError
        If x is not one of these, or does not hold numbers.

    Examples
    --------
    >>> to_numpy(np.float32(2))
    array(2., dtype=float32)
    """
    if not isinstance(x, np.ndarray | np.generic | Parameter | float | int):
        raise TypeError(
            f"to_numpy expected x to be an array, got {arguments.describe(x)}: np.asarray makes one from lists"
        )
    arguments.check_numbers("to_numpy", "x", np.asarray(x) if not isinstance(x, np.ndarray) else x)
    return np.array(x)
