"""Check arguments, and raise errors that say who expected what, what it got, and what to do.

There are two kinds of check (see ARCHITECTURE.md). Layers check rank and width only, which compares two tuples. Entry
checks (`fit`, `backprop`, `predict`, losses, metrics, datasets) also look for NaN, infinity, a wrong dtype and
emptiness, once.
"""

import math
import numbers

import numpy as np


class NotFinite(ValueError):
    """A NaN or an infinity where a finite number is needed; `fit` catches it and reports where it came from."""


def describe(value):
    """Describe a value in the few words that an error message needs.

    Examples
    --------
    >>> describe(np.zeros((2, 3), np.float32)), describe([1, 2]), describe(None), describe("abc")
    ('float32 array of shape (2, 3)', 'a list', 'None', "the string 'abc'")
    """
    if value is None:
        return "None"
    if isinstance(value, str):
        return f"the string {value[:40]!r}"
    if isinstance(value, type):
        return f"the class {value.__name__}"
    if hasattr(value, "shape") and hasattr(value, "dtype"):
        return f"{str(value.dtype).removeprefix('torch.')} array of shape {tuple(value.shape)}"
    if isinstance(value, bool | numbers.Number):
        return repr(value)
    return f"a {type(value).__name__}"


def number(caller, name, value, *, low=None, high=None, open_low=False, open_high=False):
    """Return `value` as a float, or raise if it is not a finite number in [low, high] (either end may be open)."""
    if isinstance(value, bool) or not isinstance(value, numbers.Real):
        raise TypeError(f"{caller} expected {name} to be a number, got {describe(value)}")
    try:
        value = float(value)
    except OverflowError:  # a whole number beyond 1.8e308
        value = math.inf if value > 0 else -math.inf
    too_low = low is not None and (value <= low if open_low else value < low)
    too_high = high is not None and (value >= high if open_high else value > high)
    if not math.isfinite(value) or too_low or too_high:
        bounds = [f"{'>' if open_low else '>='} {low}"] * (low is not None)
        bounds += [f"{'<' if open_high else '<='} {high}"] * (high is not None)
        expected = " and ".join(bounds) or "a finite number"
        raise ValueError(f"{caller} expected {name} {expected}, got {value}")
    return value


def integer(caller, name, value, *, low=None, high=None):
    """Return `value` as an int, or raise if it is not a whole number in [low, high]."""
    if isinstance(value, bool) or not isinstance(value, numbers.Integral):
        raise TypeError(f"{caller} expected {name} to be a whole number, got {describe(value)}")
    value = int(value)
    if (low is not None and value < low) or (high is not None and value > high):
        expected = f"at least {low}" if high is None else f"in {low}..{high}"
        raise ValueError(f"{caller} expected {name} {expected}, got {value}")
    return value


def flag(caller, name, value):
    """Return `value`, or raise if it is neither True nor False, so that Linear(4, 3, 2) is not a Linear with a bias."""
    if not isinstance(value, bool | np.bool_):
        raise TypeError(f"{caller} expected {name} to be True or False, got {describe(value)}")
    return bool(value)


def choice(caller, name, value, options):
    """Return `value`, or raise if it is not one of `options`."""
    if not isinstance(value, str) or value not in options:
        raise ValueError(
            f"{caller} expected {name} to be one of {', '.join(map(repr, options))}, got {describe(value)}"
        )
    return value


def finite(caller, name, values, kind=np.ndarray):
    """Return an array of numbers as it is, or raise if it is empty or holds NaN or infinity: for entry checks.

    Parameters
    ----------
    caller, name : str
        Names of the function and its argument, used in the error message.
    values : ndarray, or a tensor if `kind` says so
    kind : type
        What counts as an array on the caller's side.

    Raises
    ------
    TypeError
        If `values` is not of this kind, or holds something other than numbers.
    ValueError
        If it is empty, or (`NotFinite`) an element is NaN or infinite; the message names the first such element.
    """
    if type(values) is np.ndarray is kind and values.dtype.kind == "f" and values.size and finite_squares(values):
        return values  # the usual case first: training checks two arrays in every step
    if not isinstance(values, kind):
        maker = "np.asarray" if kind is np.ndarray else "nn.tensor"
        raise TypeError(f"{caller} expected {name} to be a {kind.__name__}, got {describe(values)}: {maker} makes one")
    if dtype_kind(values) not in "fiub":
        raise TypeError(f"{caller} expected {name} to hold numbers, got {describe(values)}")
    if 0 in values.shape:
        raise ValueError(f"{caller} expected {name} with at least one element, got shape {tuple(values.shape)}")
    if dtype_kind(values) == "f":
        fine = np.isfinite(values) if kind is np.ndarray else values.isfinite()
        if not fine.all():
            where = tuple(int(i) for i in np.argwhere(~np.array(fine.tolist()))[0])
            raise NotFinite(
                f"{caller} expected {name} to be finite, got {values[where].item()} at index {where}: "
                f"isfinite shows where it comes from"
            )
    return values


def finite_squares(values):
    """Return whether the sum of squares is finite: then every number is, and BLAS computes it fast."""
    return math.isfinite(np.vdot(values, values))


def batch(caller, name, values):
    """Return a finite array with one row per example as it is, or raise."""
    if finite(caller, name, values).ndim == 0:
        raise ValueError(
            f"{caller} expected {name} with one row per example, got one number: {name}[None] is a batch of one"
        )
    return values


def dtype_kind(values):
    """Return "f", "i", "u" or "b" for an array or tensor of floats, integers, unsigned integers or booleans."""
    return getattr(values.dtype, "kind", None) or str(values.dtype).removeprefix("torch.").replace("bf", "f")[0]


def width(layer, x, features):
    """Raise unless x is a batch of rows of `features` numbers: all that a dense layer checks, on either side."""
    if not hasattr(x, "dtype"):
        raise TypeError(f"{name_of(layer)} expected x to be an array, got {describe(x)}: nn.tensor makes one")
    shape = x.shape
    if len(shape) < 2 or shape[-1] != features:
        hint = f": one sample is x[None], shape (1, {features})" if tuple(shape) == (features,) else ""
        raise ValueError(f"{name_of(layer)} expected x of shape (batch, {features}), got {tuple(shape)}{hint}")


def name_of(layer):
    """Return the name of a layer in error messages, such as "Linear(4, 3)", on either side."""
    if isinstance(layer, str):
        return layer
    if hasattr(layer, "in_features"):
        return f"{type(layer).__name__}({layer.in_features}, {layer.out_features})"
    if hasattr(layer, "hidden_size"):
        return f"{type(layer).__name__}({layer.input_size}, {layer.hidden_size})"
    if hasattr(layer, "in_channels"):
        height, width = layer.kernel_size
        kernel = height if height == width else layer.kernel_size
        return f"{type(layer).__name__}({layer.in_channels}, {layer.out_channels}, {kernel})"
    if hasattr(layer, "num_embeddings"):
        return f"{type(layer).__name__}({layer.num_embeddings}, {layer.embedding_dim})"
    if hasattr(layer, "normalized_shape") or hasattr(layer, "num_features"):
        return f"{type(layer).__name__}({getattr(layer, 'normalized_shape', None) or layer.num_features})"
    return f"{type(layer).__name__}()"


def floats(caller, x):
    """Raise unless x is an array or tensor of floats: all that an activation checks."""
    if type(x) is np.ndarray and x.dtype.kind == "f":  # the usual case first
        return
    if getattr(x, "dtype", None) is None or dtype_kind(x) != "f":
        raise TypeError(
            f"{name_of(caller)} expected x to be an array of floats, got {describe(x)}: nn.tensor makes one"
        )


def array(caller, x):
    """Raise unless x is an array or a tensor."""
    if not hasattr(x, "shape") or not hasattr(x, "dtype"):
        raise TypeError(f"{name_of(caller)} expected x to be an array, got {describe(x)}: nn.tensor makes one")


def axis(caller, x, dim):
    """Raise unless `dim` is an axis of x with at least one entry."""
    integer(name_of(caller), "dim", dim)
    if not -len(x.shape) <= dim < len(x.shape) or x.shape[dim] == 0:
        raise ValueError(f"{name_of(caller)} expected x with entries along axis dim={dim}, got shape {tuple(x.shape)}")


def labels(caller, name, values, classes=None, kind=np.ndarray):
    """Return labels as they are, or raise if they are not an (n,) array of whole numbers in 0..classes-1."""
    low, high = label_range(caller, name, values, kind)
    if low < 0 or (classes is not None and high >= classes):
        expected = f"labels in 0..{classes - 1}" if classes is not None else "labels >= 0"
        raise ValueError(f"{caller} expected {name} to hold {expected}, got {low}..{high}")
    return values


def label_range(caller, name, values, kind=np.ndarray):
    """Return the smallest and the largest label, or raise if they are not an (n,) array of whole numbers."""
    finite(caller, name, values, kind)
    if dtype_kind(values) not in "iu":
        raise TypeError(f"{caller} expected {name} to hold whole numbers, got {describe(values)}")
    if len(values.shape) != 1:
        raise ValueError(f"{caller} expected {name} of shape (n,), got {describe(values)}")
    return int(values.min()), int(values.max())


def pair(caller, prediction, target, kind=np.ndarray):
    """Raise unless prediction and target are finite float arrays of one shape: the entry check of most losses."""
    for name, values in (("prediction", prediction), ("target", target)):
        if dtype_kind(finite(caller, name, values, kind)) != "f":
            raise TypeError(
                f"{caller} expected {name} of floats, got {describe(values)}: nn.tensor(..., dtype='float32')"
            )
    if prediction.shape != target.shape:
        shapes = tuple(prediction.shape), tuple(target.shape)
        hint = ": target[:, None] makes a column" if shapes[0] == (*shapes[1], 1) else ""
        raise ValueError(f"{caller} expected target of prediction's shape {shapes[0]}, got {shapes[1]}{hint}")


def between(caller, name, values, low, high, advice):
    """Raise unless all values lie in [low, high]."""
    if values.min() < low or values.max() > high:
        found = f"{values.min().item()}..{values.max().item()}"
        raise ValueError(f"{caller} expected {name} in [{low}, {high}], got {found}: {advice}")


def to_array(caller, name, data, dtype=None):
    """Return data as a new NumPy array: float32, or int64 for whole numbers, unless a dtype is given."""
    if data is None or isinstance(data, str):
        raise TypeError(f"{caller} expected {name} to be an array or lists of numbers, got {describe(data)}")
    try:
        values = np.asarray(data)
    except ValueError as error:
        raise ValueError(f"{caller} expected {name} with rows of equal length, got a ragged list ({error})") from None
    if values.dtype.kind not in "fiub":
        raise TypeError(f"{caller} expected {name} to be numbers, got {describe(values)}")
    if dtype is None:
        dtype = "float32" if values.dtype.kind == "f" else "int64"
    with np.errstate(over="ignore", invalid="ignore"):  # what does not fit into float32 becomes infinite
        result = np.array(values, dtype=choice(caller, "dtype", dtype, ("float32", "float64", "int64")))
    if dtype == "int64" and (result != values).any():
        wrong = values[result != values].flat[0]
        raise ValueError(f"{caller} expected {name} of whole numbers that fit int64, got {wrong}: round it yourself")
    return result


def scalar_loss(caller, criterion):
    """Raise if a loss returns one number per element: training needs a single one."""
    if getattr(criterion, "reduction", None) == "none":
        raise ValueError(
            f'{caller} expected a criterion with one loss for the batch, got reduction="none": use "mean" or "sum"'
        )
