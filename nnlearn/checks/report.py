"""The sentences about a wrong call: the input, the first wrong element, the error, what it printed and changed."""

import inspect

import numpy as np

from nnlearn.checks.compare import first_difference, named


def report(exercise, inputs, found, wrong, difference):
    """Return sentences about input number `wrong`, the first on which the answer differs.

    Parameters
    ----------
    inputs : list of tuple
        The arguments of each call.
    found : list of Outcome
        What the answer did in each.
    difference : Difference
        What is wrong in call number `wrong`.

    Returns
    -------
    list of str
    """
    outcome = found[wrong]
    lines = [f"Input {wrong + 1} of {len(inputs)}: {_arguments(exercise, inputs[wrong])}."]
    if outcome.error is not None:
        name, text = outcome.raised
        lines.append(f"{difference.sentence} It raised {name}{f': {text}' if text else ''}.")
        if outcome.line:
            lines.append(f"In the line:\n    {outcome.line}")
    else:
        lines.append(difference.sentence)
        if outcome.value is None and exercise.in_place != "required":
            lines.append("It returned None: is there a return on every path through it?")
    changed = changed_argument(exercise, inputs, found) if exercise.in_place == "never" else ""
    lines += [changed] if changed else []
    lines += [f"NumPy or Python warned: {warning}." for warning in outcome.warned[:2]]
    if outcome.printed.strip():
        printed = outcome.printed.strip("\n").splitlines()
        more = [f"    ... {len(printed) - 10} more lines"] if len(printed) > 10 else []
        lines.append("\n".join(["It printed:", *(f"    {line[:200]}" for line in printed[:10]), *more]))
    return lines


def changed_argument(exercise, inputs, found):
    """Return a sentence if the answer changed an array, list or dict it was given, else ""."""
    for before, outcome in zip(inputs, found, strict=True):
        for name, old, new in zip(_names(exercise, len(before)), before, outcome.arguments, strict=True):
            if isinstance(old, np.ndarray | list | dict) and first_difference(old, new, tolerance=0.0) is not None:
                return (
                    f"It changes its argument {name}, which belongs to the caller. "
                    f"Make a new array ({name} = {name} + ...) in place of {name} += ... or {name}[...] = ..."
                )
    return ""


def _arguments(exercise, arguments):
    parts = zip(_names(exercise, len(arguments)), arguments, strict=True)
    return ", ".join(f"{name} = {_shown(value)}" for name, value in parts)


def _names(exercise, count):
    """Return the names of the arguments, read from the signature of the reference (or of `run`, without the answer)."""
    function, skip = (exercise.run, 1) if exercise.run else (exercise.reference, 0)
    try:
        parameters = inspect.signature(function).parameters.values()
        names = [one.name for one in parameters if one.kind is not one.KEYWORD_ONLY][skip:]
    except (TypeError, ValueError):
        names = []
    return names if len(names) == count else [f"argument {i + 1}" for i in range(count)]


def _shown(value):
    """Show a small array in full, a large one by its shape."""
    if isinstance(value, np.ndarray) and value.size <= 6:
        return np.array2string(value, separator=", ", formatter={"float_kind": "{:.4g}".format}).replace("\n", "")
    if isinstance(value, float | np.floating):
        return f"{value:.4g}"
    if isinstance(value, int | np.integer | str):
        return str(value)
    if isinstance(value, list | tuple | dict) and len(repr(value)) <= 120:  # such as a small graph
        return repr(value)
    return named(value)
