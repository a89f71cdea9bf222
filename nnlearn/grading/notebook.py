"""Check one notebook and say it line by line: `nnlearn check 02`, `nnlearn check a/notebook.ipynb`."""

import json
from pathlib import Path

from nnlearn.checks.box import say
from nnlearn.checks.progress_file import course_folder
from nnlearn.files import write_atomically
from nnlearn.grading.grade import NOT_REACHED, judge
from nnlearn.grading.process import Limits, run, say_root
from nnlearn.syllabus import ROOT, lesson


def check_notebook(what, limits=None, json_file=None):
    """Run a notebook in a fresh process and print of each exercise what its check says.

    Parameters
    ----------
    what : str
        A lesson, "02": the learner's own exercises, counted in the learner's progress. Or the path of a notebook, which
        counts nowhere.
    limits : Limits, optional
    json_file : str or Path, optional
        Where the result is written as JSON too.

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
    path = find_notebook(lesson(what).stem) if own else Path(what)
    say_root()
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
        yield "It holds no check(...) that ran."
    if missing:
        yield f"Not checked: {', '.join(missing)}."
    yield f"{verdict.count} of {len(verdict.rows)} exercises passed."


def find_notebook(stem):
    """The learner's own exercise notebook, in the course folder or, where there is none, under the working folder."""
    folder = course_folder() or Path.cwd()
    path = folder / "exercises" / f"{stem}.ipynb"
    if folder == ROOT or not path.is_file():  # the committed exercises are nobody's answers
        raise ValueError(
            f"expected exercises/{stem}.ipynb in your copy of the course, found none: `nnlearn lab` makes it"
        )
    return path
