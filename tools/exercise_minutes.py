"""How long an exercise takes until half of a room has it: an estimate from what its solution holds.

    python tools/exercise_minutes.py        # all exercises, with what was counted
    python tools/exercise_minutes.py 02     # those of a lesson

Nobody has tried these exercises with people and a clock yet. Until somebody does, this stands in:

    minutes = 5 + words / 120 + 0.42 * operations, rounded up to the next five, at most 30; at least 15 if it is open

- *words*: of the task and of the code that is given. 120 a minute is silent reading (238 words a minute, Brysbaert,
  Journal of Memory and Language 109, 2019) done twice, since a task is read again when the code is there.
- *operations*: operators, calls, indexings, assignments, loops, conditions and returns that the solution adds.
- *0.42* minutes for each: with it the 94 challenges of two Software Carpentry lessons (python-novice-inflammation at
  2b3613a5 and python-novice-gapminder at 58eec486; the 20 episodes that state minutes for exercises: 6,178 words and
  502 operations, counted in the same way) take the 265 minutes that their authors state.
- *5* to start, check, read what the check says and try again: the shortest exercise blocks there, two challenges with
  hardly any code, have ten minutes (the episodes 10-defensive and 17-scope).
- *15* where many answers are right (open) or where a text is written and no code: several ideas are tried.

It is rough. Those lessons state 10, 15 or 20 minutes for each episode, whatever is in it: without the 5 minutes the
formula correlates with them by 0.43, and rooms do not do every challenge. It counts symbols, not thought: 09.1 is four
operations and a whole idea. Named mistakes would add nothing: nearly every exercise here has eight. Write down what
your room needed, and change the numbers here.
"""

import argparse
import ast
import re
import sys
from functools import cache
from math import ceil
from pathlib import Path

import nbformat

from nnlearn.checks.registry import exercises
from nnlearn.syllabus import existing, lesson

ROOT = Path(__file__).resolve().parents[1]
READ = 120  # words a minute
OPERATION = 0.42  # minutes
TRIES = 5  # minutes to start, check and try again
OPEN = 15  # minutes at least
MOST = 30
COUNTED = (
    *(ast.operator, ast.unaryop, ast.cmpop, ast.boolop, ast.Call, ast.Subscript, ast.Assign, ast.AugAssign),
    *(ast.For, ast.While, ast.If, ast.IfExp, ast.comprehension, ast.Return),
)


def minutes(exercise):
    """Return the minutes of an exercise.

    Parameters
    ----------
    exercise : str
        Its id, "04.1".

    Raises
    ------
    ValueError
        If there is no such exercise.

    Examples
    --------
    >>> minutes("01.1"), minutes("15.1")
    (10, 25)
    """
    return _table(exercise[:2], exercise)[exercise][2]


def _table(number, exercise):
    found = counts(number)
    if exercise not in found:
        raise ValueError(f"minutes expected an exercise such as {next(iter(found))!r}, got {exercise!r}")
    return found


@cache
def counts(number):
    """Return {id: (words, operations, minutes)} of a lesson's exercises."""
    words, given = _measured(number, "exercises")
    _, solved = _measured(number, "solutions")
    found = {}
    for one in exercises(number):
        added = solved[one.id] - given[one.id]
        least = OPEN if one.form == "open" or not added else 0
        estimate = TRIES + words[one.id] / READ + OPERATION * added
        found[one.id] = words[one.id], added, min(max(5 * ceil(estimate / 5), least), MOST)
    return found


def _measured(number, folder):
    """Return {id: words}, {id: operations} of a notebook's exercises, without what explains a solution."""
    notebook = nbformat.read(ROOT / lesson(number).notebook(folder), 4)
    words, operations, current = {}, {}, None
    for cell in notebook.cells:
        heading = re.match(r"## (\d\d\.\d+) ", cell.source) if cell.cell_type == "markdown" else None
        current = heading[1] if heading else current
        if current and not {"solution", "exercise"} & set(cell.metadata.get("tags", ())):
            words[current] = words.get(current, 0) + len(cell.source.split())
            code = cell.source if cell.cell_type == "code" else ""
            found = sum(isinstance(node, COUNTED) for node in ast.walk(ast.parse(code)))
            operations[current] = operations.get(current, 0) + found
    return words, operations


def main(arguments=None):
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("lessons", nargs="*", help="numbers of lessons; all if left out")
    asked = parser.parse_args(arguments)
    for number in asked.lessons or [one.number for one in existing(ROOT)]:
        for name, (words, operations, estimate) in counts(number).items():
            print(f"{name}  {words:4} words  {operations:3} operations  {estimate:3} min")
    return 0


if __name__ == "__main__":
    sys.exit(main())
