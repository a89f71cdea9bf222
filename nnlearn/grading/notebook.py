"""Check one notebook and report line by line: `nnlearn check 02`, `nnlearn check a/notebook.ipynb`."""

import json
import re
from pathlib import Path

from nnlearn.checks.box import say
from nnlearn.checks.progress_file import course_folder
from nnlearn.files import write_atomically
from nnlearn.grading.grade import NOT_REACHED, judge
from nnlearn.grading.process import Limits, run, warn_root
from nnlearn.originals import ROOT
from nnlearn.syllabus import lesson


def check_notebook(what, limits=None, json_file=None):
    """Run a notebook in a fresh process and print what the check of each exercise says.

    Parameters
    ----------
    what : str
        A lesson, "02": the learner's own exercises, whose tries count in the learner's progress. Or the path of a
        notebook, which counts nowhere.
    limits : Limits, optional
    json_file : str or Path, optional
        Where the result is also written, as JSON.

    Returns
    -------
    bool
        True if every exercise of the lesson passed.

    Raises
    ------
    ValueError
        If there is no such lesson or no such notebook.
    """
    own = Path(what).suffix != ".ipynb"
    if not re.fullmatch(r"\s*\d{1,2}\s*", str(what)) and not Path(what).exists():
        raise ValueError(f"check expected a lesson's number, a notebook or a folder, got {what}, which is not there")
    path = find_notebook(lesson(what)) if own else Path(what)
    warn_root()
    say(f"Running {path.name}")

    def tell(cell, message):
        say(message if cell is None else f"Cell {cell} fails: {message}")

    verdict = judge(path, run(path, limits or Limits(), progress=None if own else "memory", tell=tell))
    if verdict.ended:
        say(f"{path.name}: {verdict.ended}.")
    for line in summary(verdict):
        say(line)
    if json_file:
        write_atomically(json_file, json.dumps(verdict.as_dict(), indent=1) + "\n")
    return verdict.passed


def summary(verdict):
    """Yield the last lines: what was not checked, and how many passed."""
    missing = [row["exercise"] for row in verdict.rows if row["status"] == NOT_REACHED]
    if len(missing) == len(verdict.rows):
        yield "No check(...) was run in this notebook."
    if missing:
        yield f"Not checked: {', '.join(missing)}."
    yield f"{verdict.count} of {len(verdict.rows)} exercises passed."


def find_notebook(one):
    """Return the learner's own exercises, in the course folder or, without one, under the working folder."""
    folder = course_folder() or Path.cwd()
    path = folder / one.notebook("exercises")
    if folder == ROOT or not path.is_file():  # the committed exercises are not anyone's answers
        raise ValueError(
            f"expected {one.notebook('exercises')} in your copy of the course, found none: `nnlearn lab` makes it"
        )
    return path
