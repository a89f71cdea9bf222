"""Data on the way in and out: on this side it goes to the device and comes back."""

import numpy as np
import torch

from nnlearn import arguments


def device():
    """Return the device that holds the numbers: "cuda" or "mps" if there is such a device, else "cpu".

    Returns
    -------
    str

    Examples
    --------
    >>> device() in ("cuda", "mps", "cpu")
    True
    """
    if torch.cuda.is_available():
        return "cuda"
    return "mps" if torch.backends.mps.is_available() else "cpu"


def tensor(data, *, dtype=None):
    """Make a tensor from data on `device()`: float32, or int64 for whole numbers.

    Parameters
    ----------
    data : ndarray, tensor, nested lists of numbers, or a number
        It is copied.
    dtype : {"float32", "float64", "int64"} or None
        None takes float32 for floats, int64 for integers and booleans.

    Returns
    -------
    Tensor of data's shape

    Raises
    ------
    TypeError, ValueError
        If data is not a rectangular array of numbers, or the dtype is not one of these.

    Examples
    --------
    >>> tensor([[1.0, 2.0]]).cpu()
    tensor([[1., 2.]])
    """
    data = to_numpy(data) if isinstance(data, torch.Tensor) else data
    return torch.from_numpy(arguments.to_array("tensor", "data", data, dtype)).to(device())


def to_numpy(x):
    """Return a tensor, parameter or number as a new NumPy array, detached and on the CPU.

    Parameters
    ----------
    x : Tensor, ndarray, or a number

    Returns
    -------
    ndarray

    Raises
    ------
    TypeError
        If x is not one of these, or does not hold numbers.

    Examples
    --------
    >>> to_numpy(torch.tensor(2.0, requires_grad=True))
    array(2., dtype=float32)
    """
    if isinstance(x, torch.Tensor):
        x = x.float() if x.dtype == torch.bfloat16 else x  # which NumPy does not have
        x = x.detach().cpu().numpy()
    if not isinstance(x, np.ndarray | np.generic | float | int):
        raise TypeError(f"to_numpy expected x to be a tensor, got {arguments.describe(x)}")
    arguments.check_numbers("to_numpy", "x", np.asarray(x) if not isinstance(x, np.ndarray) else x)
    return np.array(x)
