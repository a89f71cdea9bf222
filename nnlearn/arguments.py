"""Check arguments, and raise errors that say who expected what, what it got, and what to do.

There are two kinds of check (see ARCHITECTURE.md). Layers check rank and width only, which compares two tuples. Entry
checks (`fit`, `backprop`, `predict`, losses, metrics, datasets) also look for NaN, infinity, a wrong dtype and
emptiness, once.
"""

import math
import numbers

import numpy as np

from nnlearn.array_kinds import FLOATS, check_floats, check_kind, check_numbers, describe, dtype_kind
from nnlearn.array_kinds import to_plain as to_plain  # handed on

ndarray = np.ndarray


class NotFinite(ValueError):
    """A NaN or an infinity where a finite number is needed; `fit` catches it and reports where it came from."""


class Undefined(ValueError):
    """A value that is 0/0, such as the precision of a class that was never predicted; `fit` notes NaN for it.

    Examples
    --------
    >>> raise Undefined("precision of class 2 is 0/0")
    Traceback (most recent call last):
    nnlearn.arguments.Undefined: precision of class 2 is 0/0
    """


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
    if high is None and not -(2**63) <= value < 2**63:  # or NumPy raises an OverflowError, and a loop never ends
        digits = str(value)
        raise ValueError(
            f"{caller} expected {name} to fit 64 bits, got {digits[:9]}..., a number of {len(digits)} digits"
        )
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


def returned_number(caller, value):
    """Return what a function gave as a float, or raise unless it is one number: a float, or an array that is one."""
    if isinstance(value, float | int) and not isinstance(value, bool):
        return float(value)
    shape = getattr(value, "shape", None)
    if shape is not None and tuple(shape) == () and dtype_kind(value) in ("f", "i", "u"):
        return value.item()
    hint = ": f(t).sum() adds the numbers up" if shape else ": let it return f(t)" if value is None else ""
    raise TypeError(f"{caller} expected function to return one number, got {describe(value)}{hint}")


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
    if type(values) is ndarray is kind and values.dtype in FLOATS and values.size and finite_squares(values):
        return values  # the usual case first: training checks two arrays in every step
    check_numbers(caller, name, values, kind)
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
    flat = values.ravel("K")  # in the order in memory: without a copy
    return math.isfinite(np.vdot(flat, flat))  # dot would warn of an overflow


def batch(caller, name, values):
    """Return a finite array with one row per example as it is, or raise."""
    if finite(caller, name, values).ndim == 0:
        raise ValueError(
            f"{caller} expected {name} with one row per example, got one number: {name}[None] is a batch of one"
        )
    return values


def width(layer, x, features, kind=ndarray):
    """Raise unless x is a batch of rows of `features` floats: all that a dense layer checks, on either side."""
    if kind is not ndarray or type(x) is not ndarray or x.dtype not in FLOATS:
        check_floats(name_of(layer), "x", x, kind)
    shape = x.shape
    if len(shape) < 2 or shape[-1] != features:
        hint = f": one sample is x[None], shape (1, {features})" if tuple(shape) == (features,) else ""
        raise ValueError(f"{name_of(layer)} expected x of shape (batch, {features}), got {tuple(shape)}{hint}")


def name_of(layer):
    """Return the name of a layer in error messages, such as "Linear(4, 3)", on either side."""
    if isinstance(layer, str):
        return layer
    for names in SHOWN:
        sizes = [getattr(layer, name, None) for name in names]
        if None not in sizes:  # a learner's own class may have one of the names
            if isinstance(sizes[-1], tuple) and len({*sizes[-1]}) == 1:
                sizes[-1] = sizes[-1][0]  # a square kernel
            return f"{type(layer).__name__}({', '.join(map(str, sizes))})"
    return f"{type(layer).__name__}()"


SHOWN = (  # the arguments of layers that messages show
    ("in_features", "out_features"),
    ("visible_features", "hidden_features"),
    ("input_size", "hidden_size"),
    ("in_channels", "out_channels", "kernel_size"),
    ("num_embeddings", "embedding_dim"),
    ("normalized_shape",),
    ("num_features",),
)


def floats(caller, x, kind=ndarray):
    """Raise unless x is an array or tensor of floats: all that an activation checks."""
    if kind is not ndarray or type(x) is not ndarray or x.dtype not in FLOATS:
        check_floats(name_of(caller), "x", no_scalar(x, kind), kind)


def array(caller, x, kind=ndarray):
    """Raise unless x is an array or a tensor of numbers."""
    if kind is not ndarray or type(x) is not ndarray or x.dtype not in FLOATS:
        check_numbers(name_of(caller), "x", no_scalar(x, kind), kind)


def no_scalar(x, kind):
    """Return NumPy's scalar, such as one number of an array, as the array without axes that it stands for."""
    return np.asarray(x) if kind is ndarray and isinstance(x, np.generic) else x


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
        if finite(caller, name, values, kind).dtype not in FLOATS:
            check_floats(caller, name, values, kind)
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
    for part in (data, *data) if isinstance(data, list | tuple) else (data,):
        if isinstance(part, np.ma.MaskedArray) or hasattr(part, "toarray"):  # which np.asarray would take wrongly
            check_kind(caller, name, part)
    try:
        values = np.asarray(data.detach().cpu() if hasattr(data, "detach") else data)
    except ValueError as error:
        raise ValueError(f"{caller} expected {name} with rows of equal length, got a ragged list ({error})") from None
    except (TypeError, RuntimeError) as error:
        raise TypeError(f"{caller} expected {name} to hold numbers, got {describe(data)} ({error})") from None
    check_numbers(caller, name, values)
    if dtype is None:
        dtype = "float32" if values.dtype.kind == "f" else "int64"
    with np.errstate(over="ignore", invalid="ignore"):
        result = np.array(values, dtype=choice(caller, "dtype", dtype, ("float32", "float64", "int64")))
    if dtype == "int64" and (result != values).any():
        wrong = values[result != values].flat[0]
        raise ValueError(f"{caller} expected {name} of whole numbers that fit int64, got {wrong}: round it yourself")
    return fitting(caller, name, values, result)


def cast(caller, name, values, dtype):
    """Return an array in another dtype, or raise if a number in it is too large for that."""
    check_numbers(caller, name, values)
    with np.errstate(over="ignore", invalid="ignore"):
        return fitting(caller, name, values, values.astype(dtype))


def fits(caller, name, values, model):
    """Raise if a number is too large for the dtype of a model's parameters: before training, which knows the place."""
    double = any("float64" in str(parameter.dtype) for parameter in model.parameters())
    if not double and values.dtype.kind == "f" and values.dtype.itemsize > 4:
        cast(caller, name, values, np.float32)


def fitting(caller, name, values, result):
    """Return `result`, an array of `values` in another dtype, or raise if a finite number became infinite in it."""
    if dtype_kind(result) == "f" and not (isinstance(result, ndarray) and result.size and finite_squares(result)):
        fine = np.isfinite(result) if isinstance(result, ndarray) else result.isfinite().cpu().numpy()
        lost = np.isfinite(values) & ~fine
        if lost.any():
            where = tuple(np.argwhere(lost)[0].tolist())
            raise ValueError(
                f"{caller} expected {name} of numbers that fit {str(result.dtype).removeprefix('torch.')}, got "
                f"{values[where]:g} at index {where}: divide by a common size, or compute in float64"
            )
    return result


def scalar_loss(caller, criterion):
    """Raise if a loss returns one number per element: training needs a single one."""
    if getattr(criterion, "reduction", None) == "none":
        raise ValueError(
            f'{caller} expected a criterion with one loss for the batch, got reduction="none": use "mean" or "sum"'
        )
