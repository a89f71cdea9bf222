"""Find exercises and quizzes by id: "02.1" is in `nnlearn/lessons/perceptron/exercises.py`.

A lesson's module is imported only when one of its ids is used.
"""

import importlib
import re
from pathlib import Path

from nnlearn.syllabus import BY_NUMBER

LESSONS = Path(__file__).resolve().parents[1] / "lessons"
MODULES = {number: f"nnlearn.lessons.{one.name}.exercises" for number, one in BY_NUMBER.items()}


def lessons():
    """Return the numbers of the lessons that have exercises, in order.

    Returns
    -------
    list of str
        `["02", "04"]`.
    """
    return [number for number, one in BY_NUMBER.items() if (LESSONS / one.name / "exercises.py").is_file()]


def module(number):
    """Return the module with a lesson's exercises, or None if it has none."""
    if number not in MODULES:
        return None
    try:
        return importlib.import_module(MODULES[number])
    except ModuleNotFoundError as error:
        if not MODULES[number].startswith(
            error.name or "?"
        ):  # the module is there, but something that it imports is not
            raise
        return None


def exercises(number):
    """Return the exercises of a lesson, a tuple."""
    return tuple(getattr(module(number), "EXERCISES", ()))


def quizzes(number):
    """Return the quizzes of a lesson, a tuple."""
    return tuple(getattr(module(number), "QUIZZES", ()))


def tidy(id):
    """Return an id as it is stored: `2.1`, `"2.1"` and `" 02.1 "` become "02.1".

    Examples
    --------
    >>> tidy(2.1), tidy(" 2.recall"), tidy(None)
    ('02.1', '02.recall', 'none')
    """
    text = str(id).strip()[:40].lower()
    return f"0{text}" if re.match(r"\d\.", text) else text


def find(kind, id):
    """Return the exercise or quiz with this id, or None.

    Parameters
    ----------
    kind : {"exercises", "quizzes"}
    id : str
        As `tidy` returns it.
    """
    if not re.fullmatch(r"\d\d\..+", id):
        return None
    found = {"exercises": exercises, "quizzes": quizzes}[kind](id[:2])
    return next((one for one in found if one.id == id), None)


def look_up(kind, id, failure):
    """Return the exercise or quiz with this id, or a sentence that says why there is none.

    Parameters
    ----------
    kind : {"exercises", "quizzes"}
    id : str
        As `tidy` returns it.
    failure : str
        What cannot be done if the lesson's module cannot be imported: "cannot be checked".
    """
    try:
        found = find(kind, id)
    except OSError as error:  # a file of the course is damaged or cannot be read, and the error says so
        return f"{id} {failure}: {error}."
    except Exception as error:
        return f"{id} {failure} ({type(error).__name__}: {error}). Please report this."
    return unknown(kind, id) if found is None else found


def unknown(kind, id):
    """Return a sentence for an id that does not exist: it lists the ids of this lesson, or of all lessons."""
    singular = {"exercises": "exercise", "quizzes": "quiz"}[kind]
    found = {"exercises": exercises, "quizzes": quizzes}[kind]
    numbers = lessons()
    if re.match(r"\d\d", id) and module(id[:2]) is not None:
        ids = [one.id for one in found(id[:2])]
    else:
        ids = [one.id for number in numbers for one in found(number)]
    return f"There is no {singular} {id!r}. There {'are' if ids else 'is'} {', '.join(ids) or 'none yet'}."


def title_of(number):
    """Return "02 The perceptron", or just the number of a lesson that is not in the syllabus."""
    return f"{number} {BY_NUMBER[number].title}" if number in BY_NUMBER else number


def solution_of(id):
    """Return the notebook with an exercise's solution: "solutions/02_perceptron_solutions.ipynb"."""
    return BY_NUMBER[id[:2]].notebook("solutions") if id[:2] in BY_NUMBER else f"solutions/{id[:2]}.ipynb"
