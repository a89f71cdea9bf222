"""The functions a learner calls: check an answer, see a failing call again, get a hint, see the progress."""

import copy
from dataclasses import replace

from nnlearn.checks import registry
from nnlearn.checks.box import Box
from nnlearn.checks.judge import judge
from nnlearn.checks.progress_record import record
from nnlearn.checks.progress_table import table
from nnlearn.checks.result import Result
from nnlearn.syllabus import BY_NUMBER

FAILURE = "cannot be checked"
_failing: dict = {}  # the arguments of the call that was shown last, by exercise
listeners: list = []  # functions called with each Result (nnlearn/grading/worker.py)


def check(id, answer=...):
    """Check an answer against its exercise, show the result, and count the try.

    Parameters
    ----------
    id : str
        The exercise, "02.1".
    answer : function or value
        What you wrote. Pass a function without calling it: `check("02.1", update)`.

    Returns
    -------
    Result
        True if the answer passed. `check` never raises; if your function does, the error is shown.

    Examples
    --------
    >>> bool(check("77.1", 3))  # doctest: +ELLIPSIS
    There is no exercise '77.1'. There ...
    False
    """
    id = registry.tidy(id)
    result = _checked(id, answer)
    if result.status in ("passed", "not yet"):
        record().add(id, tries=1, passed=result.passed)
    _failing.pop(id, None)
    if result.again is not None:
        _failing[id] = result.again
    for listener in listeners:
        listener(result)
    if result.status == "passed":
        result = replace(result, box=replace(result.box, link=onward(id)))
    return result.show()


def onward(id):
    """Return what comes after an exercise that passed, and where: the next one that has not, or the next lesson."""
    number, entries = id[:2], record().read()
    all_ = registry.exercises(number)
    place = [one.id for one in all_].index(id)
    left = [one for one in (*all_[place:], *all_[:place]) if not entries.get(one.id, {}).get("passed")]
    if left:
        heading = f"{left[0].id} {left[0].title}"
        return f"Next: {heading}", f"#{heading.replace(' ', '-')}"
    lessons = registry.lessons()
    following = lessons[lessons.index(number) + 1 :] if number in lessons else []
    if following:
        return f"Next: lesson {registry.title_of(following[0])}", f"../{BY_NUMBER[following[0]].notebook()}"
    return "That was the last exercise. The map of the course", "../notebooks/00_start.ipynb"


def _checked(id, answer):
    exercise = registry.look_up("exercises", id, FAILURE)
    if isinstance(exercise, str):
        return Result(id, Box(exercise))
    try:
        return judge(exercise, answer)
    except Exception as error:  # `check` never raises
        return Result(id, Box(f"{id} {FAILURE} ({type(error).__name__}: {error}). Please report this."))


def again(id):
    """Return the arguments of the call that `check` showed last, to try it yourself.

    Parameters
    ----------
    id : str
        The exercise, "02.1".

    Returns
    -------
    tuple
        The arguments, as copies: `predict(*again("02.1"))` repeats the call. Empty if no call was wrong.

    Examples
    --------
    >>> again("77.1")
    77.1 has no wrong call to repeat. First check("77.1", ...).
    ()
    """
    id = registry.tidy(id)
    if id not in _failing:
        Box(f'{id} has no wrong call to repeat. First check("{id}", ...).').show()
        return ()
    return copy.deepcopy(_failing[id])


def hint(id=None, number=None):
    """Show the next of three hints, which go from a nudge to almost the answer.

    Parameters
    ----------
    id : str, optional
        The exercise, "02.1". Without it, the exercises that were tried and are still open are listed.
    number : int, optional
        1, 2 or 3 to choose one. Without it, the first that you have not seen yet.

    Examples
    --------
    >>> hint("77.1")  # doctest: +ELLIPSIS
    There is no exercise '77.1'. There ...
    """
    if id is None:
        _tried_and_open().show()
        return
    id = registry.tidy(id)
    exercise = registry.look_up("exercises", id, "has no hints")
    if isinstance(exercise, str):
        Box(exercise).show()
        return
    seen = record().read().get(id, {}).get("hints", 0)
    if number is None:
        number = seen + 1
    if number not in (1, 2, 3, 4):
        Box(f'There are three hints: hint("{id}", 1), hint("{id}", 2) and hint("{id}", 3).').show()
        return
    solution = registry.solution_of(id)
    if number == 4:
        Box(
            f"{id} {exercise.title}: no more hints", lines=(f"The solution is in {solution}, with an explanation.",)
        ).show()
        return
    record().add(id, hints=number)
    more = f'Call hint("{id}") again for the next one.' if number < 3 else f"If that is not enough: {solution}."
    Box(f"{id} {exercise.title}: hint {number} of 3", lines=(exercise.hints[number - 1], more)).show()


def _tried_and_open():
    entries = record().read()
    tried = sorted(id for id, entry in entries.items() if not entry.get("passed") and registry.find("exercises", id))
    lines = tuple(f'hint("{id}")  {registry.find("exercises", id).title}' for id in tried)
    return Box("Tried and not done yet", lines=lines or ('Nothing. hint("02.1") gives a hint on any exercise.',))


def progress():
    """Show a table of all exercises and quizzes: what is done, how many tries, how many hints.

    The counts are stored in one file on this machine; nothing is sent anywhere.

    Examples
    --------
    >>> progress()  # doctest: +ELLIPSIS
    Progress
    ...
    """
    table(record().read()).show()
