"""Look at what came in, and say who expected what, what it got, and what to do.

Two kinds of check (the contract, see ARCHITECTURE.md): layers look at rank and width only, which is a comparison of two
tuples; NaN, infinity, dtype and emptiness are looked at once, at the doors (`fit`, `backprop`, `predict`, losses,
metrics, datasets).
"""

import math
import numbers

import numpy as np


def describe(value):
    """Name a value in the few words that an error message needs.

    Examples
    --------
    >>> describe(np.zeros((2, 3), np.float32)), describe([1, 2]), describe(None), describe("abc")
    ('float32 array of shape (2, 3)', 'a list', 'None', "the string 'abc'")
    """
    if value is None:
        return "None"
    if isinstance(value, str):
        return f"the string {value[:40]!r}"
    if hasattr(value, "shape") and hasattr(value, "dtype"):
        return f"{str(value.dtype).removeprefix('torch.')} array of shape {tuple(value.shape)}"
    if isinstance(value, bool | numbers.Number):
        return repr(value)
    return f"a {type(value).__name__}"


def number(who, name, value, *, low=None, high=None, open_low=False, open_high=False):
    """Return `value` as a float, or raise if it is no finite number in the range [low, high] (or open at an end)."""
    if isinstance(value, bool) or not isinstance(value, numbers.Real | np.number):
        raise TypeError(f"{who} expected {name} to be a number, got {describe(value)}")
    value = float(value)
    too_low = low is not None and (value <= low if open_low else value < low)
    too_high = high is not None and (value >= high if open_high else value > high)
    if not math.isfinite(value) or too_low or too_high:
        bounds = [f"{'>' if open_low else '>='} {low}"] * (low is not None)
        bounds += [f"{'<' if open_high else '<='} {high}"] * (high is not None)
        expected = " and ".join(bounds) or "a finite number"
        raise ValueError(f"{who} expected {name} {expected}, got {value}")
    return value


def integer(who, name, value, *, low=None, high=None):
    """Return `value` as an int, or raise if it is not a whole number in [low, high]."""
    if isinstance(value, bool) or not isinstance(value, numbers.Integral):
        raise TypeError(f"{who} expected {name} to be a whole number, got {describe(value)}")
    value = int(value)
    if (low is not None and value < low) or (high is not None and value > high):
        expected = f"at least {low}" if high is None else f"in {low}..{high}"
        raise ValueError(f"{who} expected {name} {expected}, got {value}")
    return value


def choice(who, name, value, options):
    """Return `value`, or raise if it is none of `options`."""
    if not isinstance(value, str) or value not in options:
        raise ValueError(f"{who} expected {name} to be one of {', '.join(map(repr, options))}, got {describe(value)}")
    return value


def finite(who, name, values):
    """Return a NumPy array of numbers as it is, or raise if it is empty or holds NaN or infinity: a check for the doors.

    Raises
    ------
    TypeError
        If `values` is not a NumPy array, or holds something other than numbers.
    ValueError
        If it is empty, or one element is NaN or infinite; the message names the first such element.
    """
    if not isinstance(values, np.ndarray):
        raise TypeError(f"{who} expected {name} to be a NumPy array, got {describe(values)}: np.asarray makes one")
    if values.dtype.kind not in "fiub":
        raise TypeError(f"{who} expected {name} to hold numbers, got {describe(values)}")
    if values.size == 0:
        raise ValueError(f"{who} expected {name} with at least one element, got shape {values.shape}: nothing to compute")
    if values.dtype.kind == "f" and not np.isfinite(values).all():
        where = tuple(int(i) for i in np.argwhere(~np.isfinite(values))[0])
        raise ValueError(
            f"{who} expected {name} to be finite, got {values[where]} at index {where}: "
            f"find where it comes from with np.isfinite"
        )
    return values
