"""Compare an answer with its exercise and report what is wrong, by name if the mistake is known."""

import zlib

import numpy as np

from nnlearn.checks.box import Box
from nnlearn.checks.compare import Difference, first_difference, named
from nnlearn.checks.guarded_call import TimeUp, call, time_limit
from nnlearn.checks.report import changed_argument, report
from nnlearn.checks.result import Result
from nnlearn.checks.stubs import untouched


def judge(exercise, answer):
    """Compare `answer` with `exercise`, without showing or storing anything.

    Parameters
    ----------
    exercise : Exercise
        From a lesson's `EXERCISES`.
    answer : object
        Anything at all: whatever it computes, raises, prints or changes is caught.

    Returns
    -------
    Result
        True if the answer passed. `mistake` is the name of the wrong answer that gives the same on every input.
    """
    judged = {"open": _open, "value": _value, "function": _function}[exercise.form]
    try:
        if answer is ... or answer is None or (isinstance(answer, list | tuple) and untouched(answer)):
            return _not_started(exercise)
        with time_limit(exercise.seconds):
            return judged(exercise, answer)
    except TimeUp:
        return _not_yet(exercise, f"Stopped after {exercise.seconds:g} seconds. Does one of its loops never end?")
    except Exception as error:  # a fault of the course must not end in a traceback
        return _not_yet(exercise, f"The check itself failed ({type(error).__name__}: {error}). Please report this.")


def sample_inputs(exercise):
    """Return the arguments of all calls: the fixed cases, then the sampled ones; the same every time."""
    seeds = ([zlib.crc32(exercise.id.encode()), k] for k in range(exercise.samples if exercise.inputs else 0))
    return [*exercise.cases, *(tuple(exercise.inputs(np.random.default_rng(seed))) for seed in seeds)]


def _function(exercise, answer):
    if exercise.run is None and not callable(answer):
        name = getattr(exercise.reference, "__name__", "f")
        return _not_yet(
            exercise, f'Expected the function itself, found {named(answer)}. Write check("{exercise.id}", {name}).'
        )
    inputs = sample_inputs(exercise)
    expected = _outcomes(exercise, exercise.reference, inputs)
    found = _outcomes(exercise, answer, inputs)
    wrong = next((i for i in range(len(inputs)) if _differ(exercise, expected[i], found[i])), None)
    if wrong is None:
        changed = changed_argument(exercise, inputs, found) if exercise.in_place == "never" else ""
        if changed:
            return _not_yet(exercise, "The result is right.", changed)
        return Result(
            exercise.id, Box(_heading(exercise), "passed", (f"Equal to the reference on {len(inputs)} inputs.",))
        )
    if untouched(answer) or all(isinstance(outcome.error, NotImplementedError) for outcome in found):
        return _not_started(exercise)
    mistake = _recognise(exercise, inputs, expected, found)
    difference = _differ(exercise, expected[wrong], found[wrong])
    lines = report(exercise, inputs, found, wrong, difference)
    return _not_yet(exercise, *lines, mistake=mistake)


def _value(exercise, answer):
    if callable(answer) and not hasattr(answer, "detach"):
        return _not_yet(exercise, "Expected a value, found a function. Pass what it returns.")
    expected, *wrong = (
        value() if callable(value) else value
        for value in (exercise.reference, *(wrong.answer for wrong in exercise.wrong.values()))
    )
    difference = _compare(exercise, expected, answer)
    if difference is None:
        return Result(exercise.id, Box(_heading(exercise), "passed", ("This is the value.",)))
    same = (
        name for name, value in zip(exercise.wrong, wrong, strict=True) if _compare(exercise, value, answer) is None
    )
    return _not_yet(exercise, f"{difference.found} That is not the value.", mistake=next(same, None))


def _open(exercise, answer):
    outcome = call(exercise.measure, (answer,), copies=False)
    target = f"Target: {exercise.target}."
    if outcome.error is not None:
        if untouched(answer):
            return _not_started(exercise)
        return _not_yet(exercise, target, f"{named(answer)} could not be measured: {': '.join(outcome.raised)}")
    value, passed, sentence = outcome.value
    status = "passed" if passed else "not yet"
    return Result(exercise.id, Box(_heading(exercise), status, (target, sentence)), value=value)


def _outcomes(exercise, answer, inputs):
    function = (lambda *arguments: exercise.run(answer, *arguments)) if exercise.run else answer
    return [call(function, arguments) for arguments in inputs]


def _differ(exercise, expected, found):
    """Return the Difference of two outcomes, or None. If the reference raises, the answer must raise the same type."""
    if expected.error is not None or found.error is not None:
        if type(expected.error) is type(found.error):
            return None
        wanted = f"{expected.raised[0]} to be raised" if expected.error is not None else "a value"
        return Difference("", f"Expected {wanted}.", "")
    if exercise.in_place == "required":
        return _compare(exercise, expected.arguments, found.arguments)
    return _compare(exercise, expected.value, found.value)


def _compare(exercise, expected, found):
    try:
        return first_difference(
            expected, found, tolerance=exercise.tolerance, names=exercise.returns, exact_dtype=exercise.exact_dtype
        )
    except Exception:  # an object of the learner's that refuses to be compared
        return Difference("result", f"result: found {named(found)}, which cannot be compared.", "")


def _recognise(exercise, inputs, expected, found):
    """Return the name of the wrong answer that does the same on every input, or None.

    Two errors of the same type count as the same, but only an equal value or an equal error text, where the reference
    gives another, counts as evidence. The most evidence wins, then the order in which the author wrote them.
    """
    best, most_evidence = None, 0
    for name, wrong in exercise.wrong.items():
        outcomes = _outcomes(exercise, wrong.answer, inputs)
        pairs = list(zip(expected, outcomes, found, strict=True))
        if all(_differ(exercise, theirs, ours) is None for _, theirs, ours in pairs):
            evidence = sum(
                _differ(exercise, right, theirs) is not None and theirs.raised == ours.raised
                for right, theirs, ours in pairs
            )
            if evidence > most_evidence:
                best, most_evidence = name, evidence
    return best


def _heading(exercise):
    return f"{exercise.id} {exercise.title}"


def _not_started(exercise):
    return Result(
        exercise.id, Box(_heading(exercise), "not started yet", (f'hint("{exercise.id}") gets you started.',))
    )


def _not_yet(exercise, *lines, mistake=None):
    if mistake is not None:
        lines = (f"This looks like the following mistake: {mistake}. {exercise.wrong[mistake].hint}", *lines)
    lines = (*lines, f'hint("{exercise.id}") gives a hint.')
    return Result(exercise.id, Box(_heading(exercise), "not yet", lines), mistake)
