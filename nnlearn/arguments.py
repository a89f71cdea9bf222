"""Look at what came in, and say who expected what, what it got, and what to do.

Two kinds of check (the contract, see ARCHITECTURE.md): layers look at rank and width only, which is a comparison of two
tuples; NaN, infinity, dtype and emptiness are looked at once, at the doors (`fit`, `backprop`, `predict`, losses,
metrics, datasets).
"""

import math
import numbers

import numpy as np


class NotFinite(ValueError):
    """A NaN or an infinity where a finite number is needed; `fit` catches it and says where it came from."""


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
        If it is empty, or (`NotFinite`) one element is NaN or infinite; the message names the first such element.
    """
    if not isinstance(values, np.ndarray):
        raise TypeError(f"{who} expected {name} to be a NumPy array, got {describe(values)}: np.asarray makes one")
    if values.dtype.kind not in "fiub":
        raise TypeError(f"{who} expected {name} to hold numbers, got {describe(values)}")
    if values.size == 0:
        raise ValueError(f"{who} expected {name} with at least one element, got shape {values.shape}: nothing to compute")
    if values.dtype.kind == "f" and not np.isfinite(values).all():
        where = tuple(int(i) for i in np.argwhere(~np.isfinite(values))[0])
        raise NotFinite(
            f"{who} expected {name} to be finite, got {values[where]} at index {where}: "
            f"find where it comes from with np.isfinite"
        )
    return values


def width(layer, x, features):
    """Raise unless x is a batch of rows of `features` numbers: all that a dense layer looks at, on either side."""
    shape = getattr(x, "shape", None)
    if shape is None or isinstance(x, str) or not hasattr(x, "dtype"):
        raise TypeError(f"{name_of(layer)} expected x to be an array, got {describe(x)}: nn.tensor makes one")
    if len(shape) < 2 or shape[-1] != features:
        hint = f": one sample is x[None], shape (1, {features})" if tuple(shape) == (features,) else ""
        raise ValueError(f"{name_of(layer)} expected x of shape (batch, {features}), got {tuple(shape)}{hint}")


def name_of(layer):
    """Return how errors call a layer, such as "Linear(4, 3)", on either side."""
    if isinstance(layer, str):
        return layer
    if hasattr(layer, "in_features"):
        return f"{type(layer).__name__}({layer.in_features}, {layer.out_features})"
    return f"{type(layer).__name__}()"


def floats(who, x):
    """Raise unless x is an array of floats, a NumPy one or a tensor: all that an activation looks at."""
    if "float" not in str(getattr(x, "dtype", "")):
        raise TypeError(f"{name_of(who)} expected x to be an array of floats, got {describe(x)}: nn.tensor makes one")


def array(who, x):
    """Raise unless x is an array or a tensor."""
    if not hasattr(x, "shape") or not hasattr(x, "dtype"):
        raise TypeError(f"{name_of(who)} expected x to be an array, got {describe(x)}: nn.tensor makes one")


def axis(who, x, dim):
    """Raise unless `dim` is an axis of x with at least one entry."""
    integer(name_of(who), "dim", dim)
    if not -len(x.shape) <= dim < len(x.shape) or x.shape[dim] == 0:
        raise ValueError(f"{name_of(who)} expected x with entries along axis dim={dim}, got shape {tuple(x.shape)}")


def labels(who, name, values, classes=None):
    """Return labels as they are, or raise if they are no (n,) array of whole numbers in 0..classes-1."""
    finite(who, name, values)
    if values.dtype.kind not in "iu" or values.ndim != 1:
        raise (TypeError if values.dtype.kind not in "iu" else ValueError)(
            f"{who} expected {name} to hold whole numbers in shape (n,), got {describe(values)}"
        )
    if values.min() < 0 or (classes is not None and values.max() >= classes):
        expected = f"labels in 0..{classes - 1}" if classes is not None else "labels from 0 on"
        raise ValueError(f"{who} expected {name} to hold {expected}, got {values.min()}..{values.max()}")
    return values


def pair(who, prediction, target):
    """Raise unless prediction and target are finite float arrays of one shape: the door of most losses."""
    for name, values in (("prediction", prediction), ("target", target)):
        finite(who, name, values)
        if values.dtype.kind != "f":
            raise TypeError(f"{who} expected {name} of floats, got {describe(values)}: nn.tensor(..., dtype='float32')")
    if prediction.shape != target.shape:
        hint = ": target[:, None] makes a column" if prediction.shape == (*target.shape, 1) else ""
        raise ValueError(f"{who} expected target of prediction's shape {prediction.shape}, got {target.shape}{hint}")


def class_scores(who, prediction, target):
    """Raise unless prediction is a finite (N, classes) float array and target (N,) labels: the door of cross-entropy."""
    finite(who, "prediction", prediction)
    if prediction.ndim != 2 or prediction.dtype.kind != "f":
        raise ValueError(f"{who} expected prediction of shape (N, classes) and floats, got {describe(prediction)}")
    labels(who, "target", target, prediction.shape[1])
    if len(target) != len(prediction):
        raise ValueError(f"{who} expected {len(prediction)} labels, one a row of prediction, got {len(target)}")


def between(who, name, values, low, high, advice):
    """Raise unless all values lie in [low, high]."""
    if values.min() < low or values.max() > high:
        raise ValueError(f"{who} expected {name} in [{low}, {high}], got {values.min()}..{values.max()}: {advice}")
