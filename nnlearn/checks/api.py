"""The functions a learner calls: check an answer, see a failing call again, see the progress."""

import contextlib
import copy
from dataclasses import replace

from nnlearn.checks import registry
from nnlearn.checks.box import Box, cell_count, in_kernel
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
    return _with_hints(result)


def _with_hints(result):
    """Show a result: in a notebook, one that did not pass has a button for hints in place of its last line."""
    if in_kernel():
        from nnlearn.checks import forms

        forms.retire(result.id)
        if result.status in ("not yet", "not started yet"):
            with contextlib.suppress(Exception):  # a kernel that cannot have widgets: the box alone
                from nnlearn.checks.forms.hint_button import HintButton

                lines = [line for line in result.box.lines if not line.startswith(f'hint("{result.id}")')]
                box = replace(result.box, lines=tuple(lines))
                button = HintButton(registry.find("exercises", result.id), box)
                forms.show(result.id, button, result.box.bundle())
                return replace(result, shown_in=cell_count())
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


def progress():
    """Show a table of all exercises and quizzes: what is done, how many tries, how many hints.

    The counts are stored in one file on this machine. Nothing is sent unless you have joined a room: see `join`.

    Examples
    --------
    >>> progress()  # doctest: +ELLIPSIS
    Progress
    ...
    """
    table(record().read()).show()
