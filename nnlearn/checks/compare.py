"""Find the first element that differs from what was expected.

Relative error of one element, with s the largest magnitude in the expected array:

    error = |found - expected| / max(|expected|, |found|, s / 1000)

The last term keeps rounding near zero (1e-17 where 0 is expected) from counting as a mistake. Integers, booleans and
texts must be equal.
"""

from collections.abc import Mapping
from typing import NamedTuple

import numpy as np

from nnlearn.arguments import describe

CLOSE = 1e-3  # a relative error below which error and tolerance are told


class Difference(NamedTuple):
    """One wrong element: `where` it is ("w[0, 2]"), a sentence, and the same sentence without the expected value."""

    where: str
    sentence: str
    found: str


def first_difference(expected, found, *, tolerance=1e-6, names=(), exact_dtype=False, where="result"):
    """Compare numbers, arrays, texts, and tuples, lists and dicts of them; `expected` decides the structure.

    Parameters
    ----------
    expected, found : number, str, None, ndarray, tensor, tuple, list or dict
        Tensors are converted with `.detach().cpu().numpy()`. A list of numbers counts as an array.
    tolerance : float
        Largest relative error of an element.
    names : tuple of str
        Names of the parts of an expected tuple, for the report.
    exact_dtype : bool
        Whether the dtypes of arrays must be equal.

    Returns
    -------
    Difference or None
        None if nothing differs.

    Examples
    --------
    >>> first_difference((np.ones(2), 3.0), (np.array([1.0, 2.0]), 3.0), names=("w", "b")).sentence
    'w[1]: expected 1, found 2.'
    >>> first_difference(1.0, 1.00001).sentence
    'result: expected 1, found 1.00001; relative error 1e-05, tolerance 1e-06.'
    >>> first_difference(np.zeros((2, 1)), np.zeros(2)).sentence
    'result: expected shape (2, 1), found shape (2,).'
    >>> first_difference(2.0, np.zeros(2)).sentence
    'result: expected a single number, found shape (2,).'
    """
    expected, found = plain(expected), plain(found)
    options = {"tolerance": tolerance, "exact_dtype": exact_dtype}
    if isinstance(expected, Mapping):
        if not isinstance(found, Mapping):
            return _difference(where, f"a dict with the keys {_listed(expected)}", named(found))
        if set(found) != set(expected):
            return _difference(where, f"the keys {_listed(expected)}", f"the keys {_listed(found)}")
        parts = [(f"{where}[{key!r}]", expected[key], found[key]) for key in expected]
    elif isinstance(expected, list | tuple) and (not isinstance(found, np.ndarray) or as_numbers(expected) is None):
        if not isinstance(found, list | tuple):
            return _difference(where, f"a {type(expected).__name__} of {len(expected)}", named(found))
        if len(found) != len(expected):
            listed = f" ({', '.join(names)})" if len(names) == len(expected) else ""
            return _difference(where, f"{len(expected)} parts{listed}", f"{len(found)} parts")
        labels = names if len(names) == len(expected) else [f"{where}[{i}]" for i in range(len(expected))]
        parts = list(zip(labels, expected, found, strict=True))
    else:
        return _leaf(where, expected, found, tolerance, exact_dtype)
    differences = (first_difference(e, f, where=label, **options) for label, e, f in parts)
    return next((difference for difference in differences if difference is not None), None)


def plain(value):
    """Return a tensor or parameter as an array, an array of texts as a list, and anything else as it is."""
    if hasattr(value, "detach") and hasattr(value, "cpu"):
        return value.detach().cpu().numpy()
    if isinstance(getattr(value, "data", None), np.ndarray) and hasattr(value, "grad"):
        return value.data
    if isinstance(value, np.ndarray) and value.dtype.kind in "US":
        return value.tolist()
    return value


def shape_of(value):
    """Return the shape of a value as an array, or None if its lists differ in length or it refuses.

    Examples
    --------
    >>> shape_of([1, 2]), shape_of([1, [2, 3]])
    ((2,), None)
    """
    try:
        return np.shape(value)
    except Exception:
        return None


def named(value):
    """Describe a value, even one that refuses to be inspected."""
    try:
        return describe(value)
    except Exception:
        return f"a {type(value).__name__}"


def _leaf(where, expected, found, tolerance, exact_dtype):
    numbers, others = as_numbers(expected), as_numbers(found)
    if numbers is None:  # a text, None or some object
        return None if bool(found == expected) else _difference(where, _short(expected), _short(found))
    if others is None:
        return _difference(where, named(numbers) if numbers.ndim else "a number", named(found))
    if numbers.shape != others.shape:
        return _difference(
            where, *(f"shape {one.shape}" if one.ndim else "a single number" for one in (numbers, others))
        )
    if exact_dtype and numbers.dtype != others.dtype:
        return _difference(where, f"dtype {numbers.dtype}", f"dtype {others.dtype}")
    error = relative_error(numbers, others)
    allowed = 0.0 if numbers.dtype.kind in "biu" and others.dtype.kind in "biu" else tolerance
    wrong = np.argwhere(~(error <= allowed))  # so that NaN counts as wrong
    if not len(wrong):
        return None
    index = tuple(int(i) for i in wrong[0])
    place = where + (f"[{', '.join(map(str, index))}]" if index else "")
    one, other = _distinct(numbers[index], others[index])
    close = allowed and error[index] < CLOSE  # else anyone sees that the two differ
    size = f"; relative error {error[index]:.2g}, tolerance {tolerance:g}" if close else ""
    return _difference(place, one, other, size)


def relative_error(expected, found):
    """Return the relative error of every element: 0 for two NaNs or equal infinities, not finite for only one."""
    expected, found = (np.asarray(values).astype(np.float64) for values in (expected, found))
    with np.errstate(all="ignore"):
        scale = (
            np.max(np.abs(expected), initial=0.0, where=np.isfinite(expected)) or 1e3
        )  # all zeros: the error is |found|
        size = np.maximum(np.maximum(np.abs(expected), np.abs(found)), scale / 1000)
        error = np.abs(found / size - expected / size)  # in this order, so that the difference of huge values fits
        same = (expected == found) | (np.isnan(expected) & np.isnan(found))
        return np.where(same, 0.0, np.where(np.isinf(found) != np.isinf(expected), np.inf, error))


def as_numbers(value):
    """Return the value as an array of real numbers, or None if it is something else."""
    if value is None or isinstance(value, str | bytes | Mapping | set):
        return None
    try:
        array = np.asarray(value)
    except (ValueError, TypeError, OverflowError, RuntimeError):  # ragged lists, objects that refuse
        return None
    return array if array.dtype.kind in "biuf" else None


def _distinct(one, other):
    """Return both numbers with as few digits as it takes to show that they differ."""
    if all(value.dtype.kind in "biu" for value in (one, other)):
        return str(one), str(other)
    for digits in (6, 10, 17):
        texts = f"{one:.{digits}g}", f"{other:.{digits}g}"
        if texts[0] != texts[1]:
            break
    return texts


def _difference(where, expected, found, more=""):
    return Difference(where, f"{where}: expected {expected}, found {found}{more}.", f"{where}: found {found}.")


def _short(value):
    return repr(value) if isinstance(value, str | bool | int | float) and len(repr(value)) < 60 else named(value)


def _listed(keys):
    return ", ".join(sorted(map(repr, keys)))
