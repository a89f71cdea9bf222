"""An assignment of Otter: a master notebook in the format of Otter Assign, raw cells of YAML around each question.

`otter assign` makes two notebooks of it, the learner's and the autograder's, and runs the solutions through the tests.
A test is a function that checks the answer once more and fails if it has not passed. Learners do not need Otter: their
cells end with the course's own `check`, and they hand in the notebook.
"""

from nnlearn.assignments.cells import cells
from nnlearn.checks.exercise import POINTS

BEGIN, END = "# BEGIN SOLUTION NO PROMPT", "# END SOLUTION"  # the dots that a learner replaces stand above it
ASSIGNMENT = """# ASSIGNMENT CONFIG
name: {name}
requirements: requirements.txt
init_cell: false
export_cell: false
tests:
    ok_format: false
"""
QUESTION = """# BEGIN QUESTION
name: {name}
points: {points}
check_cell: false
"""
TEST = """def test_{name}(env):
    from nnlearn.checks import check

    answer = env.get("{answer}", ...)
    result = check("{id}", answer)
    assert result, result.message
"""
REQUIREMENTS = """# What Otter installs where it grades, in Docker or on Gradescope; `otter run` needs none of it.
# nnlearn has to be among it: name a place that can be reached from there, for instance
# nnlearn @ git+https://HOST/YOUR/COPY.git
"""


def paths(lesson):
    """Return where the master notebook of a lesson goes.

    Examples
    --------
    >>> from nnlearn.syllabus import lesson
    >>> paths(lesson("02"))
    '02_perceptron/02_perceptron_exercises.ipynb'
    """
    return f"{lesson.stem}/{lesson.stem}_exercises.ipynb"


def notebook(lesson, **where):
    """Return the cells of a lesson's master notebook.

    Parameters
    ----------
    lesson : Lesson
    **where
        `root`, the folder of exercises/ and solutions/.

    Returns
    -------
    list of dict
    """
    made = [_cell("raw", "assignment", ASSIGNMENT.format(name=lesson.stem))]
    for cell in cells(lesson, **where):
        if cell.exercise:
            prompt = [made.pop()] if made[-1]["cell_type"] == "markdown" else []
            made += _question(cell, prompt)
        else:
            made.append(_cell(cell.kind, cell.id, cell.source))
    return made


def _question(cell, prompt):
    """Return the cells of one exercise; the learner's own cell ends with the check, as in the course."""
    number = cell.exercise.replace(".", "_")
    name = f"q{number}"
    test = TEST.format(name=number, id=cell.exercise, answer=cell.answer)
    return [
        _cell("raw", f"begin-{name}", QUESTION.format(name=name, points=POINTS)),
        *prompt,
        _cell("raw", f"begin-solution-{name}", "# BEGIN SOLUTION"),
        _cell("code", cell.id, f"{cell.marked(BEGIN, END)}\n\n\n{cell.check}"),
        _cell("raw", f"end-solution-{name}", "# END SOLUTION"),
        _cell("raw", f"begin-tests-{name}", "# BEGIN TESTS"),
        _cell("code", f"test-{name}", test.rstrip()),
        _cell("raw", f"end-tests-{name}", "# END TESTS"),
        _cell("raw", f"end-{name}", "# END QUESTION"),
    ]


def _cell(kind, id, source):
    cell = {"cell_type": kind, "id": id, "metadata": {}, "source": source.rstrip()}
    return cell | ({"execution_count": None, "outputs": []} if kind == "code" else {})
