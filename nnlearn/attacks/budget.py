"""What an attack is allowed: at most eps for each number, and nothing outside the limits of a picture."""

import math

import numpy as np

from nnlearn.arguments import batch, between, check_floats, describe, finite, number


def check_input(caller, x, eps, limits):
    """Return eps and the lowest and highest values that each number of x may take, or raise.

    Parameters
    ----------
    caller : str
    x : ndarray of shape (N, ...), of floats
    eps : float or ndarray, >= 0
    limits : pair of float, or None

    Returns
    -------
    eps : float, or ndarray in x's dtype
    low, high : ndarray of x's shape and dtype
        The box around x of half the side eps, as far as it lies within the limits.
    """
    check_floats(caller, "x", batch(caller, "x", x), np.ndarray)
    eps = check_eps(caller, x, eps)
    low, high = x - eps, x + eps
    if limits is not None:
        bottom, top = check_limits(caller, limits)
        between(caller, "x", x, bottom, top, "scale the pictures, or give their own limits=(low, high)")
        low, high = np.maximum(low, x.dtype.type(bottom)), np.minimum(high, x.dtype.type(top))
    return eps, low, high


def check_eps(caller, x, eps):
    """Return eps as a float, or as an array in x's dtype that fits x, or raise."""
    if not isinstance(eps, np.ndarray):
        return number(caller, "eps", eps, low=0)
    finite(caller, "eps", eps)
    if (eps < 0).any():
        raise ValueError(f"{caller} expected eps >= 0, got {eps.min().item()}")
    try:
        fits = np.broadcast_shapes(eps.shape, x.shape) == x.shape
    except ValueError:
        fits = False
    if not fits:
        raise ValueError(f"{caller} expected eps to be a number or to fit x of shape {x.shape}, got shape {eps.shape}")
    return eps.astype(x.dtype)


def check_limits(caller, limits):
    """Return two floats of which the first is the smaller, or raise."""
    if not isinstance(limits, tuple | list) or len(limits) != 2:
        raise TypeError(f"{caller} expected limits to be two numbers (low, high) or None, got {describe(limits)}")
    bottom, top = (number(caller, "limits", limit) for limit in limits)
    if not bottom < top:
        raise ValueError(f"{caller} expected limits (low, high) with low < high, got ({bottom}, {top})")
    return bottom, top


def slope_at(caller, slope, x, y):
    """Return the slope of the loss at x, or raise unless the function gives an array of x's shape without NaN."""
    found = slope(x, y)
    if not isinstance(found, np.ndarray) or found.shape != x.shape or found.dtype.kind != "f":
        raise TypeError(f"{caller} expected slope(x, y) to return dL/dx of shape {x.shape}, got {describe(found)}")
    if math.isnan(found.sum()) and np.isnan(found).any():
        raise ValueError(f"{caller} expected slope(x, y) to return numbers, got NaN: are the scores infinite?")
    return found


def check_slope(caller, slope, x, y):
    """Raise unless there is a function for the slope, and one target for each example."""
    if not callable(slope):
        hint = ": lambda x, y: nn.input_gradient(model, nn.CrossEntropyLoss(), x, y) is one"
        raise TypeError(f"{caller} expected slope to be a function of (x, y), got {describe(slope)}{hint}")
    if not isinstance(y, np.ndarray) or y.ndim == 0:
        raise TypeError(f"{caller} expected y to be an array with one target for each example, got {describe(y)}")
    if len(y) != len(x):
        raise ValueError(f"{caller} expected y with one target for each of the {len(x)} examples, got {len(y)}")
