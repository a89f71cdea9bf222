"""The sentences about a wrong call: the input, the first wrong element, the error, what it printed and changed."""

import inspect
import types

import numpy as np

from nnlearn.checks.compare import first_difference, named
from nnlearn.checks.diagnosis.source import code_of

BOTH = " np.where computes both of its branches for every number, and only then chooses."


def report(trial, found, wrong, answer):
    """Return sentences about input number `wrong`, the first on which the answer differs.

    Parameters
    ----------
    trial : Trial
    found : list of Outcome
        What the answer did in each.
    wrong : int
    answer : function or class

    Returns
    -------
    list of str
    """
    outcome, one = found[wrong], trial.inputs[wrong]
    if outcome.refused:
        return [outcome.refused, *what_it_showed(outcome)]
    difference = trial.differ(trial.expected[wrong], outcome)
    names = argument_names(trial, answer)
    lines = [
        f"Input {wrong + 1} of {len(found)}{f' ({one.kind})' if one.kind else ''}: {_arguments(names, one.arguments)}."
    ]
    if any(_hidden(value) for value in one.arguments):
        lines.append(f'`again("{trial.exercise.id}")` returns these arguments.')
    if outcome.error is not None:
        name, text = outcome.raised
        stop = "" if text.endswith((".", "?", "!")) else "."
        lines.append(f"{difference.sentence} It raised {name}{f': {text}' if text else ''}{stop}")
    else:
        lines.append(difference.sentence)
    changed = changed_argument(trial, found, names) if trial.exercise.in_place == "never" else ""
    return [*lines, *([changed] if changed else []), *what_it_showed(outcome)]


def what_it_showed(outcome):
    """Return the line that raised, the warnings and what was printed, as sentences."""
    lines = [f"In the line:\n    {outcome.line}"] if outcome.line else []
    lines += [f"NumPy or Python warned: {warning}." for warning in outcome.warned[:2]]
    if outcome.printed.strip():
        printed = outcome.printed.strip("\n").splitlines()
        more = [f"    ... {len(printed) - 10} more lines"] if len(printed) > 10 else []
        lines.append("\n".join(["It printed:", *(f"    {line[:200]}" for line in printed[:10]), *more]))
    return lines


def right_but(trial, found, answer):
    """Return what is wrong with an answer whose results are right: arguments changed, or warnings that must not be."""
    names = argument_names(trial, answer)
    if trial.exercise.in_place == "never":
        changed = changed_argument(trial, found, names)
        if changed:
            return changed
    if trial.exercise.silent:
        for one, outcome in zip(trial.inputs, found, strict=True):
            if outcome.warned:
                kind = f" for {one.kind}" if one.kind else ""
                both = BOTH if any(code in code_of(answer) for code in ("np.where(", "np.select(")) else ""
                return f"But it warns{kind}: {outcome.warned[0]}. The task asks for a way without a warning.{both}"
    return ""


def changed_argument(trial, found, names):
    """Return a sentence if the answer changed an array, list or dict it was given, else ""."""
    for one, outcome in zip(trial.inputs, found, strict=True):
        for name, old, new in zip(names, one.arguments, outcome.arguments, strict=True):
            if isinstance(old, np.ndarray | list | dict) and first_difference(old, new, tolerance=0.0) is not None:
                back = first_difference(old, new, tolerance=1e-9) is None
                rounded = " What is added and taken away again leaves a rounding error." if back else ""
                return (
                    f"It changes its argument {name}, which belongs to the caller: work on a copy, or make a new one. "
                    f"`+=`, `[...] =`, pop, sort and the like change what they are used on.{rounded}"
                )
    return ""


def _arguments(names, arguments):
    return ", ".join(f"{name} = {_shown(value)}" for name, value in zip(names, arguments, strict=True))


def argument_names(trial, answer):
    """Return the names of the arguments: the learner's own, else those of the reference (or of `run`)."""
    exercise, count = trial.exercise, len(trial.inputs[0].arguments)
    if exercise.run is None:
        own = argument_names_of(answer)
        if len(own) == count:
            return own
    function, skip = (exercise.run, 1) if exercise.run else (exercise.reference, 0)
    names = argument_names_of(function)[skip:][:count]
    return names if len(names) == count else [f"argument {i + 1}" for i in range(count)]


def argument_names_of(function):
    """Return the names of the arguments that can be given by position."""
    try:
        parameters = inspect.signature(function).parameters.values()
    except (TypeError, ValueError):
        return []
    return [one.name for one in parameters if one.kind in (one.POSITIONAL_ONLY, one.POSITIONAL_OR_KEYWORD)]


def _hidden(value):
    """Return whether the report shows only the shape of a value, or that it is a function."""
    return callable(value) or (_shown(value) == named(value) and isinstance(value, np.ndarray | list | tuple | dict))


def _shown(value):
    """Show a small array in full, a large one by its shape, a function by what it says of itself."""
    if isinstance(value, types.FunctionType):
        return "a function"
    if callable(value) and type(value).__repr__ is not object.__repr__ and len(repr(value)) <= 80:
        return repr(value)
    if isinstance(value, np.ndarray) and value.size <= 6:
        return np.array2string(value, separator=", ", formatter={"float_kind": "{:.4g}".format}).replace("\n", "")
    if isinstance(value, float | np.floating):
        return f"{value:.4g}"
    if isinstance(value, int | np.integer | str):
        return str(value)
    if isinstance(value, list | tuple | dict) and len(repr(value)) <= 120:  # such as a small graph
        return repr(value)
    return named(value)
