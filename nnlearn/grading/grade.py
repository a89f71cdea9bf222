"""What a run says about each exercise of a lesson: passed, not yet, not started, not reached."""

import re
from dataclasses import dataclass, field
from pathlib import Path

from nnlearn.checks import registry
from nnlearn.grading.copied import copied
from nnlearn.grading.signs import signs
from nnlearn.syllabus import LESSONS

NOT_REACHED = "not checked"
NOTHING = {"status": NOT_REACHED, "passed": False, "mistake": None, "caused_by": "", "value": None, "message": ""}


@dataclass
class Verdict:
    """One notebook, exercise by exercise.

    Attributes
    ----------
    path : Path
    lesson : str
        "02", or "" if neither its name nor its checks tell.
    rows : list of dict
        One per exercise of the lesson, in order: exercise, status, passed, mistake, caused_by, value, message.
    faults : list of (int, str)
        The cells that failed, with their errors.
    ended : str
        Why it did not run to the end; "" if it did.
    signs : list of str
        Why somebody should look at it.
    """

    path: Path
    lesson: str
    rows: list = field(default_factory=list)
    faults: list = field(default_factory=list)
    ended: str = ""
    signs: list = field(default_factory=list)

    @property
    def count(self):
        """Return how many exercises passed."""
        return sum(row["passed"] for row in self.rows)

    @property
    def passed(self):
        """Return whether every exercise of the lesson passed."""
        return bool(self.rows) and self.count == len(self.rows)

    def as_dict(self):
        """Return the verdict as data for JSON."""
        return {
            "notebook": self.path.name,
            "lesson": self.lesson,
            "passed": self.passed,
            "exercises": self.rows,
            "faults": [{"cell": cell, "error": error} for cell, error in self.faults],
            "ended": self.ended,
        }


def lesson_of(path, results=()):
    """Return the number of the lesson that a notebook belongs to: by its name, or by its checks, or "".

    Examples
    --------
    >>> lesson_of("ada_02_perceptron-final.ipynb"), lesson_of("homework.ipynb", [{"id": "04.1"}]), lesson_of("x.ipynb")
    ('02', '04', '')
    """
    name = Path(path).name
    for lesson in LESSONS:
        if lesson.stem in name:
            return lesson.number
    begins = re.match(r"(\d\d)(?!\d)", name)
    numbers = [begins[1]] if begins else []
    numbers += [result["id"][:2] for result in results]
    return next((number for number in numbers if number in registry.lessons() or registry.exercises(number)), "")


def judge(path, ran, copy=None):
    """Return the Verdict on a notebook that was run (or its copy was); the last check of each exercise counts."""
    lesson = lesson_of(path, ran.results)
    latest = {result["id"]: result for result in ran.results}
    titles = {one.id: one.title for one in registry.exercises(lesson)} if lesson else {}
    rows = []
    for id in [*titles, *(id for id in latest if id not in titles)]:
        found = latest.get(id, dict(NOTHING))
        rows.append({"exercise": id, **{key: value for key, value in found.items() if key != "id"}})
    read = Path(copy or path)
    found_signs = [*ran.signs, *signs(read), *copied(read, lesson)]
    return Verdict(Path(path), lesson, rows, ran.faults, ran.ended, found_signs)
