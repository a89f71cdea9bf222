"""Find exercises and quizzes by id: "02.1" stands in `nnlearn/lessons/perceptron/exercises.py`.

A lesson's module is imported when one of its ids is asked for, and not before.
"""

import importlib
import re
from pathlib import Path

from nnlearn.syllabus import BY_NUMBER

LESSONS = Path(__file__).resolve().parents[1] / "lessons"
MODULES = {number: f"nnlearn.lessons.{one.name}.exercises" for number, one in BY_NUMBER.items()}


def lessons():
    """The numbers of the lessons that have checks, in order.

    Returns
    -------
    list of str
        `["02", "04"]`.
    """
    return [number for number, one in BY_NUMBER.items() if (LESSONS / one.name / "exercises.py").is_file()]


def module(number):
    """The module of a lesson, or None if the lesson has none."""
    if number not in MODULES:
        return None
    try:
        return importlib.import_module(MODULES[number])
    except ModuleNotFoundError as error:
        if not MODULES[number].startswith(error.name or "?"):  # the lesson is there; something that it needs is not
            raise
        return None


def exercises(number):
    return tuple(getattr(module(number), "EXERCISES", ()))


def quizzes(number):
    return tuple(getattr(module(number), "QUIZZES", ()))


def tidy(id):
    """An id as it is stored: `2.1`, `"2.1"` and `" 02.1 "` are "02.1".

    Examples
    --------
    >>> tidy(2.1), tidy(" 2.recall"), tidy(None)
    ('02.1', '02.recall', 'none')
    """
    text = str(id).strip()[:40].lower()
    return f"0{text}" if re.match(r"\d\.", text) else text


def find(kind, id):
    """The exercise or quiz with this id, or None.

    Parameters
    ----------
    kind : {"exercises", "quizzes"}
    id : str
        As `tidy` gives it.
    """
    if not re.fullmatch(r"\d\d\..+", id):
        return None
    found = {"exercises": exercises, "quizzes": quizzes}[kind](id[:2])
    return next((one for one in found if one.id == id), None)


def unknown(kind, id):
    """A sentence for an id that does not exist: which ones there are in this lesson, or which lessons there are."""
    singular = {"exercises": "exercise", "quizzes": "quiz"}[kind]
    found = {"exercises": exercises, "quizzes": quizzes}[kind]
    numbers = lessons()
    if re.match(r"\d\d", id) and module(id[:2]) is not None:
        ids = [one.id for one in found(id[:2])]
    else:
        ids = [one.id for number in numbers for one in found(number)]
    return f"There is no {singular} {id!r}. There {'are' if ids else 'is'} {', '.join(ids) or 'none yet'}."


def title_of(number):
    """ "02 The perceptron"; the number alone for a lesson outside the syllabus."""
    return f"{number} {BY_NUMBER[number].title}" if number in BY_NUMBER else number


def file_of(id):
    """The notebook of an exercise: "02_perceptron.ipynb"."""
    return f"{BY_NUMBER[id[:2]].stem}.ipynb" if id[:2] in BY_NUMBER else f"{id[:2]}.ipynb"
