"""Compare an answer with its exercise and report what is wrong, by name if the mistake is known."""

from dataclasses import replace

from nnlearn.checks.box import Box
from nnlearn.checks.compare import Difference, first_difference, named
from nnlearn.checks.diagnosis import errors
from nnlearn.checks.diagnosis.diagnose import Diagnosis, diagnose
from nnlearn.checks.diagnosis.earlier import earlier_fault
from nnlearn.checks.diagnosis.habits import habits
from nnlearn.checks.guarded_call import call
from nnlearn.checks.limits import TimeUp, interrupts_raise, memory_limit, time_limit
from nnlearn.checks.report import argument_names, argument_names_of, report, right_but, what_it_showed
from nnlearn.checks.result import Result
from nnlearn.checks.stubs import untouched
from nnlearn.checks.trial import Trial


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
        with time_limit(exercise.seconds), memory_limit(), interrupts_raise():
            return judged(exercise, answer)
    except TimeUp:
        return _not_yet(exercise, f"Stopped after {exercise.seconds:g} seconds. Does one of its loops never end?")
    except Exception as error:  # a fault of the course must not end in a traceback
        return _not_yet(exercise, f"The check itself failed ({type(error).__name__}: {error}). Please report this.")


def _function(exercise, answer):
    if callable(exercise.reference) and not callable(answer):
        name = getattr(exercise.reference, "__name__", "f")
        kind = "class itself, without brackets" if isinstance(exercise.reference, type) else "function itself"
        return _not_yet(exercise, f'Expected the {kind}, found {named(answer)}. Write check("{exercise.id}", {name}).')
    trial = Trial(exercise)
    found = trial.outcomes(answer)
    wrong = next((i for i, one in enumerate(found) if trial.differ(trial.expected[i], one) is not None), None)
    if wrong is None:
        fault = right_but(trial, found, answer)
        if fault:
            return _not_yet(exercise, "The result is right.", fault, kind="relation")
        return Result(
            exercise.id, Box(_heading(exercise), "passed", (f"Equal to the reference on {len(found)} inputs.",))
        )
    if untouched(answer) or all(isinstance(outcome.error, NotImplementedError) for outcome in found):
        return _not_started(exercise)
    lines = report(trial, found, wrong, answer)
    cause, before = earlier_fault(exercise, answer, judge)
    if cause:
        result = _not_yet(exercise, before, *lines, kind="earlier", caused_by=cause)
        return replace(result, again=trial.inputs[wrong].arguments)
    try:
        told = diagnose(trial, answer, found, argument_names(trial, answer))
    except Exception:  # an object of the learner's that refuses to be looked at: the report says the place
        told = Diagnosis()
    result = _not_yet(exercise, *told.lines, *lines, mistake=told.mistake, kind=told.kind)
    return replace(result, again=trial.inputs[wrong].arguments)


def _value(exercise, answer):
    if callable(answer) and not hasattr(answer, "detach"):
        return _not_yet(exercise, "Expected a value, found a function. Pass what it returns.")
    expected = _given(exercise.reference)
    difference = _compare(exercise, expected, answer)
    if difference is None:
        return Result(exercise.id, Box(_heading(exercise), "passed", ("This is the value.",)))
    lines: tuple[str, ...] = (f"{difference.found} That is not the value.",)
    for name, wrong in exercise.wrong.items():
        if any(_compare(exercise, _given(value), answer) is None for value in (wrong.answer, *wrong.also)):
            lines = (f"This looks like the following mistake: {name}. {wrong.hint}", *lines)
            return _not_yet(exercise, *lines, mistake=name, kind="named")
    return _not_yet(exercise, *lines)


def _given(value):
    return value() if callable(value) else value


def _open(exercise, answer):
    outcome = call(exercise.measure, (answer,), copies=False)
    target = f"Target: {exercise.target}."
    if outcome.error is None and outcome.value[1]:
        value, _, sentence = outcome.value[:3]
        return Result(exercise.id, Box(_heading(exercise), "passed", (target, sentence)), value=value)
    if outcome.error is not None and untouched(answer):
        return _not_started(exercise)
    shown = what_it_showed(outcome)
    (cause, before), facts = earlier_fault(exercise, answer, judge), habits(answer, argument_names_of(answer))
    if outcome.error is None:
        value, _, sentence, *advice = outcome.value
        found = [*filter(None, [before, *advice]), *facts]
        kind = "earlier" if before else "advice" if found else ""
        told = _not_yet(exercise, target, sentence, *found, *shown, kind=kind, caused_by=cause)
        return replace(told, value=value)
    if outcome.refused:
        lines = [outcome.refused]
    else:
        name = getattr(answer, "__name__", "What you passed") if callable(answer) else named(answer)
        lines = [f"{name} could not be measured: {': '.join(outcome.raised)}"]
        lines += errors.explain(exercise, answer, outcome, argument_names_of(answer))
    lines = [before, *lines] if before else [*lines, *facts]
    return _not_yet(exercise, target, *lines, *shown, kind="earlier" if before else "error", caused_by=cause)


def _compare(exercise, expected, found):
    try:
        return first_difference(expected, found, tolerance=exercise.tolerance)
    except Exception:  # an object of the learner's that refuses to be compared
        return Difference("result", f"result: found {named(found)}, which cannot be compared.", "")


def _heading(exercise):
    return f"{exercise.id} {exercise.title}"


def _not_started(exercise):
    return Result(
        exercise.id, Box(_heading(exercise), "not started yet", (f'hint("{exercise.id}") gets you started.',))
    )


def _not_yet(exercise, *lines, mistake=None, kind="", caused_by=""):
    lines = (*lines, f'hint("{exercise.id}") gives a hint.')
    return Result(exercise.id, Box(_heading(exercise), "not yet", lines), mistake, kind=kind, caused_by=caused_by)
