"""Relations of whole results: one part of several, another order, a tuple too many, an argument returned."""

import types
from itertools import combinations, permutations

import numpy as np

from nnlearn.checks.compare import as_numbers, named, shape_of
from nnlearn.checks.trial import parts


def explain(trial, right, ours, arguments):
    """Return the sentence of the first relation that explains all results, or "".

    Parameters
    ----------
    trial : Trial
    right, ours : list
        What is expected and what was found, for each ordinary input.
    arguments : list of dict
    """
    for relation in (_nothing, _one_array, _unused, _of_several, _dissolved, _argument, _always_the_same):
        sentence = relation(trial, right, ours, arguments)
        if sentence:
            return sentence
    return ""


def _equal(trial, one, other):
    return trial.compare(one, other) is None


def _dissolved(trial, right, ours, arguments):
    """The parts of a list have become one flat list: extend for append."""
    flat = []
    for one in right:
        pieces = [as_numbers(piece) for piece in one] if isinstance(one, list) and one else [None]
        if any(piece is None or piece.ndim == 0 for piece in pieces):
            return ""
        flat.append(np.concatenate([piece.ravel() for piece in pieces if piece is not None]))
    if all(_equal(trial, one, value) for one, value in zip(flat, ours, strict=True)):
        return (
            "All of it is there, in the right order, but no longer in parts. `append` puts a part into a list as it "
            "is; `extend`, `+=` and np.concatenate dissolve it into its elements."
        )
    return ""


def _nothing(trial, right, ours, arguments):
    if all(value is None for value in ours) and not any(value is None for value in right):
        return "It returns nothing (None). Is there a `return` on every way through it?"
    if any(value is None for value in ours) and not any(value is None for value in right):
        return "For some inputs it returns nothing (None). Is there a `return` on every way through it?"
    return ""


def _one_array(trial, right, ours, arguments):
    """Two parts that ought to differ are one array, which was changed in place."""
    labels = trial.exercise.returns or ()
    if len(labels) < 2 or any(not isinstance(one, tuple | list) or len(one) != len(labels) for one in ours):
        return ""
    for i, k in combinations(range(len(labels)), 2):
        same = all(isinstance(one[i], np.ndarray) and one[i] is one[k] for one in ours)
        if same and not all(_equal(trial, one[i], one[k]) for one in right):
            return (
                f"`{labels[i]}` and `{labels[k]}` are one and the same array under two names: what changes one in "
                "place changes the other. Compute the second into an array of its own."
            )
    return ""


def _unused(trial, right, ours, arguments):
    """Something is returned that still has to be called, run through or read."""
    if all(isinstance(value, types.GeneratorType) for value in ours):
        return (
            "It returns a generator, which has computed nothing yet: "
            "`yield` and (... for ...) make one. Collect the values first."
        )
    if all(callable(value) and not hasattr(value, "detach") for value in ours):
        return f"It returns {named(ours[0])}, not what that gives when it is called. Are the brackets missing?"
    if all(map(_is_text, ours)) and not any(map(_holds_text, right)):
        return "It returns text. A number in quotation marks, or from an f-string, can no longer be computed with."
    if all(map(_are_places, right, ours)):
        return "It returns the places of what is not 0: with a condition alone, np.where gives places."
    alone = all(
        isinstance(value, tuple | list) and len(value) == 1 and _equal(trial, one, value[0])
        for one, value in zip(right, ours, strict=True)
    )
    if alone and not all(isinstance(one, tuple | list) for one in right):
        return (
            "What it returns is right, but it stands in brackets of its own: "
            "a tuple or list of one. Is there a comma too many after `return`?"
        )
    return ""


def _is_text(value):
    """Return whether a value is a text, or a list or array of nothing but texts."""
    if isinstance(value, np.ndarray):
        return value.ndim == 1 and value.size > 0 and value.dtype.kind == "U"
    if isinstance(value, list | tuple):
        return len(value) > 0 and all(isinstance(one, str) for one in value)
    return isinstance(value, str)


def _holds_text(value):
    """Return whether a value is a text, or a list or tuple with a text in it."""
    return _is_text(value) or (isinstance(value, list | tuple) and any(isinstance(one, str) for one in value))


def _are_places(right, ours):
    """Return whether an array is expected and the places of what is not 0 in it were found."""
    one, other = as_numbers(right), as_numbers(ours)
    if one is None or other is None or one.ndim != 1 or one.shape == other.shape:
        return False
    return np.array_equal(np.flatnonzero(one), other.ravel())


def _of_several(trial, right, ours, arguments):
    expected = [parts(value, trial.exercise.returns) for value in right]
    labels = list(expected[0])
    if labels == [""]:
        several = all(isinstance(value, tuple | list) and len(value) > 1 for value in ours)
        if several and not any(isinstance(value, tuple | list) for value in right):
            if too_many := _one_of_them(trial, right, ours):
                return too_many
            if all(_equal(trial, one, _sum(value)) for one, value in zip(right, ours, strict=True)):
                return f"It returns {len(ours[0])} things. Added up they are right: one number is asked for."
        return ""
    if any(list(one) != labels for one in expected):
        return ""
    if all(isinstance(value, tuple) and len(value) > 1 for value in ours) and (
        too_many := _one_of_them(trial, right, ours)
    ):
        return too_many
    for label in labels:
        if all(_equal(trial, one[label], value) for one, value in zip(expected, ours, strict=True)):
            rest = [f"`{name}`" for name in labels if name != label]
            return (
                f"It returns only `{label}`. {' and '.join(rest)} {'is' if len(rest) == 1 else 'are'} "
                "missing: `return` takes several things, with commas between them."
            )
    found = [_things(value) for value in ours]
    if all(one is not None and len(one) == len(labels) for one in found) and len(labels) <= 5:
        if all(_equal(trial, tuple(one.values()), value) for one, value in zip(expected, found, strict=True)):
            return (
                f"The parts are right, but they come as {named(ours[0])}. Return "
                f"{len(labels)} things in this order: {', '.join(labels)}."
                if not isinstance(ours[0], tuple)
                else ""
            )
        for order in permutations(range(len(labels))):
            if all(
                _equal(trial, tuple(one.values()), tuple(value[i] for i in order))
                for one, value in zip(expected, found, strict=True)
            ):
                moved = [f"`{labels[i]}`" for i in range(len(labels)) if order[i] != i]
                if moved:
                    return (
                        f"The parts are right, but not their order: {' and '.join(moved)} stand in each other's places."
                    )
    if all(
        one is not None
        and len(one) == len(labels) + 1
        and _equal(trial, tuple(want.values()), tuple(one[: len(labels)]))
        for want, one in zip(expected, found, strict=True)
    ):
        return f"One thing too many is returned: only {', '.join(labels)} are asked for."
    missing = _missing(trial, expected, found, labels)
    if missing:
        return missing
    flat = [_side_by_side(value) for value in ours]
    if all(_equal(trial, tuple(want.values()), tuple(one)) for want, one in zip(expected, flat, strict=True)):
        return f"The parts are right, but nested. Return {len(labels)} things side by side: {', '.join(labels)}."
    return ""


def _one_of_them(trial, right, ours):
    """Say which of several things is right and all that is asked for."""
    for k in range(len(ours[0])):
        if all(len(value) > k and _equal(trial, one, value[k]) for one, value in zip(right, ours, strict=True)):
            return f"It returns {len(ours[0])} things; number {k + 1} of them is right, and all that is asked for."
    return ""


def _missing(trial, expected, found, labels):
    """Say which parts are missing if all that are there are right and in order."""
    counts = {len(one) if one is not None else 0 for one in found}
    count = counts.pop()
    if counts or not 0 < count < len(labels) <= 5:
        return ""
    for there in combinations(labels, count):
        wanted = [tuple(want[name] for name in there) for want in expected]
        if all(_equal(trial, want, tuple(one)) for want, one in zip(wanted, found, strict=True)):
            rest = [f"`{name}`" for name in labels if name not in there]
            return f"What it returns is right, but {' and '.join(rest)} {'is' if len(rest) == 1 else 'are'} missing."
    return ""


def _side_by_side(value):
    """Return the parts of a nested tuple or list in one list."""
    if not isinstance(value, list | tuple):
        return [value]
    return [part for one in value for part in _side_by_side(one)]


def _sum(value):
    numbers = as_numbers(value)
    return None if numbers is None or numbers.ndim != 1 else numbers.sum()


def _things(value):
    if isinstance(value, dict):
        return list(value.values())
    if isinstance(value, list | tuple):
        return list(value)
    array = as_numbers(value)
    return list(array) if array is not None and array.ndim else None


def _argument(trial, right, ours, arguments):
    for name in arguments[0]:
        if all(_equal(trial, given[name], value) for given, value in zip(arguments, ours, strict=True)):
            return f"What it returns is its argument `{name}`, unchanged."
    results = [parts(value, trial.exercise.returns) for value in ours]
    if len(results[0]) < 2 or any(list(one) != list(results[0]) for one in results):
        return ""
    same = [_same_argument(trial, [one[label] for one in results], arguments) for label in results[0]]
    return f"It returns {' and '.join(f'`{name}`' for name in same)} as they came in." if all(same) else ""


def _same_argument(trial, values, arguments):
    """Return the name of the argument that all values are, or ""."""
    for name in arguments[0]:
        if all(_equal(trial, given[name], value) for given, value in zip(arguments, values, strict=True)):
            return name
    return ""


def _always_the_same(trial, right, ours, arguments):
    if (
        len(ours) > 2
        and not isinstance(ours[0], str)  # the text in which an exercise's own trial says what failed
        and all(_equal(trial, ours[0], value) for value in ours[1:])
        and not all(_equal(trial, right[0], one) for one in right[1:])
    ):
        what = f": {np.asarray(ours[0]).item()}" if shape_of(ours[0]) == () else ""
        return f"It returns the same for every input{what}. Does what it returns depend on its arguments?"
    return ""
