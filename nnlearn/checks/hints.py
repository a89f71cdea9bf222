"""The hints of an exercise, one after the other: as a box, or one by one for the button under a box."""

from nnlearn.checks import registry
from nnlearn.checks.box import Box
from nnlearn.checks.progress_file import course_folder
from nnlearn.checks.progress_record import record
from nnlearn.originals import ROOT


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
    if number is None:
        number = seen(id) + 1
    if number not in (1, 2, 3, 4):
        Box(f'There are three hints: hint("{id}", 1), hint("{id}", 2) and hint("{id}", 3).').show()
        return
    heading, *lines = take(exercise, number)
    if number < 3:
        lines.append(f'Call hint("{id}") again for the next one.')
    elif number == 3:
        lines.append(f"If that is not enough: {where_the_solution_is(id)}.")
    Box(f"{id} {exercise.title}: {heading}", lines=tuple(lines)).show()


def seen(id):
    """Return how many hints of an exercise were shown, 0 to 3."""
    return record().read().get(id, {}).get("hints", 0)


def take(exercise, number):
    """Count a hint as seen, and return its words."""
    if number <= 3:
        record().add(exercise.id, hints=number)
    return words(exercise, number)


def words(exercise, number):
    """Return the heading and the text of a hint; number 4 says where the solution is."""
    if number > 3:
        there = where_the_solution_is(exercise.id)
        return "no more hints", f"{there[0].upper()}{there[1:]}."
    return f"hint {number} of 3", exercise.hints[number - 1]


def where_the_solution_is(id):
    """Say where an exercise's solution is: a handout and some hubs have none until the instructor releases it."""
    name = registry.solution_of(id)
    if ((course_folder() or ROOT) / name).is_file():
        return f"the solution is in {name}, with an explanation"
    return (
        "the solution is not in this copy of the course yet: ask your instructor to release it "
        f"(the command is `nnlearn release {id[:2]}`)"
    )


def _tried_and_open():
    entries = record().read()
    tried = sorted(id for id, entry in entries.items() if not entry.get("passed") and registry.find("exercises", id))
    lines = tuple(f'hint("{id}")  {registry.find("exercises", id).title}' for id in tried)
    return Box("Tried and not done yet", lines=lines or ('Nothing. hint("02.1") gives a hint on any exercise.',))
