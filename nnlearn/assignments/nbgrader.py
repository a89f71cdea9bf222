"""An assignment of nbgrader: a notebook whose cells say, in its metadata, which are answers and which are graded.

Each exercise is two cells: the answer, between nbgrader's markers, and below it a locked cell that checks it and fails
if it has not passed. nbgrader gives all points of a locked cell that runs, and none of one that fails.
"""

from nnlearn.assignments.cells import cells
from nnlearn.checks.exercise import POINTS

BEGIN, END = "### BEGIN SOLUTION", "### END SOLUTION"
SCHEMA = 3  # of nbgrader's cell metadata
CONFIG = f'''"""nbgrader's settings for the assignments of nnlearn: commands that are run in this folder find them."""

import os

c = get_config()  # noqa: F821
c.CourseDirectory.course_id = "nnlearn"
c.ClearSolutions.begin_solution_delimeter = "{BEGIN}"  # nbgrader's own spelling
c.ClearSolutions.end_solution_delimeter = "{END}"
c.ClearSolutions.code_stub = {{"python": ""}}  # the dots that a learner replaces stand above the marker
c.Execute.timeout = 600  # seconds for a cell: some answers train a network
c.NbConvertBase.display_data_priority = ["text/html", "image/svg+xml", "image/png", "text/plain"]  # no dead widgets
os.environ.setdefault("NNLEARN_PROGRESS", "memory")  # what is graded here does not count in your own progress
'''
CHECK = """passed = check("{id}", {answer})
assert passed, "{id} has not passed: the lines above say why"
"""


def paths(lesson):
    """Return where the notebook of a lesson goes, under the folder of the course.

    Examples
    --------
    >>> from nnlearn.syllabus import lesson
    >>> paths(lesson("02"))
    'source/02_perceptron/02_perceptron_exercises.ipynb'
    """
    return f"source/{lesson.stem}/{lesson.stem}_exercises.ipynb"


def notebook(lesson, **where):
    """Return a lesson's assignment as a notebook: the instructor's version, from which nbgrader makes the learner's.

    Parameters
    ----------
    lesson : Lesson
    **where
        `root`, the folder of exercises/ and solutions/.

    Returns
    -------
    list of dict
        Its cells.
    """
    made = []
    for cell in cells(lesson, **where):
        if not cell.exercise:
            made.append(_cell(cell.kind, cell.id, cell.source))
            continue
        number = cell.exercise.replace(".", "-")
        made.append(_cell("code", cell.id, cell.marked(BEGIN, END), _told(f"answer-{number}", solution=True)))
        source = CHECK.format(id=cell.exercise, answer=cell.answer).rstrip()
        told = _told(f"check-{number}", grade=True, locked=True) | {"points": POINTS}
        made.append(_cell("code", f"check-{number}", source, told))
    return made


def _told(id, *, grade=False, solution=False, locked=False):
    flags = {"grade": grade, "solution": solution, "locked": locked, "task": False}
    return {"schema_version": SCHEMA, "grade_id": id, **flags}


def _cell(kind, id, source, told=None):
    cell = {"cell_type": kind, "id": id, "metadata": {"nbgrader": told} if told else {}, "source": source}
    return cell | ({"execution_count": None, "outputs": []} if kind == "code" else {})
