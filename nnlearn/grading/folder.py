"""Check a folder of notebooks: one table for the class, one page with its pictures. `nnlearn check FOLDER`."""

import csv
import io
import itertools
import os
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from tqdm import tqdm

from nnlearn.checks.box import say
from nnlearn.files import write_atomically
from nnlearn.grading.grade import judge
from nnlearn.grading.process import Limits, run, warn_root
from nnlearn.grading.report import page
from nnlearn.syllabus import LESSONS

COLUMNS = ("learner", "notebook", "exercise", "passed", "status", "mistake", "note")
NOT_HANDED_IN = ("notebooks", "solutions", ".ipynb_checkpoints")  # folders of a complete course/ without answers
NOTICE = (
    "This is feedback. It does not prevent cheating: a notebook can contain any code, and its checks run inside it."
)


def check_folder(folder, limits=None, out=".", jobs=None):
    """Run every learner's notebook in a folder; write `class.csv` and `class.html`.

    Parameters
    ----------
    folder : str or Path
        With `ada/02_perceptron.ipynb`, or `ada_02_perceptron.ipynb`, or `ada/exercises/02_perceptron_exercises.ipynb`.
    limits : Limits, optional
        The limits of each notebook.
    out : str or Path, default "."
        The folder for the two files; existing ones are kept, with their date in the name.
    jobs : int, optional
        How many notebooks run at the same time; by default one per processor, at most four.

    Returns
    -------
    bool
        True if every exercise of every notebook passed.

    Raises
    ------
    ValueError
        If the folder contains no notebook, or `out` is not a folder.
    """
    folder, out = Path(folder), Path(out)
    found = notebooks(folder)
    if not found:
        raise ValueError(f"check expected {folder} to contain notebooks (*.ipynb), got none")
    if not out.is_dir():
        raise ValueError(f"check expected --out to be an existing folder, got {str(out)!r}")
    warn_root()
    say(NOTICE)
    class_ = []
    try:
        for learner, path, verdict in _run_all(found, limits or Limits(), jobs or min(4, os.cpu_count() or 1)):
            class_.append((learner, path.relative_to(folder), verdict))
            if verdict.ended:
                tqdm.write(f"{path.relative_to(folder)}: {verdict.ended}")
    finally:  # after Ctrl-C, too: the notebooks that did run are written
        if class_:
            class_.sort(key=lambda row: (row[0].casefold(), str(row[1])))
            for name, content in (("class.csv", table(class_)), ("class.html", page(class_, NOTICE))):
                write_beside(out / name, content)
    passed = sum(verdict.passed for _, _, verdict in class_)
    say(f"{passed} of {len(class_)} notebooks passed completely: see {out / 'class.csv'} and {out / 'class.html'}.")
    return passed == len(class_)


def notebooks(folder):
    """Return (learner, path) of each notebook in a folder, in the order of the paths."""
    found = []
    for path in sorted(folder.rglob("*.ipynb")):
        parts = path.relative_to(folder).parts
        if not any(part in NOT_HANDED_IN or part.startswith(".") for part in parts[:-1]):
            found.append((learner_of(path.relative_to(folder)), path))
    return found


def learner_of(path):
    """Return whose notebook this is: the first folder of its path, or what its file name says besides the lesson.

    Examples
    --------
    >>> learner_of("ada/exercises/02_perceptron_exercises.ipynb"), learner_of("x.ipynb")
    ('ada', 'x')
    >>> learner_of("02_perceptron_Ben.ipynb"), learner_of("Ben_02_perceptron_exercises.ipynb")
    ('Ben', 'Ben')
    """
    path = Path(path)
    if len(path.parts) > 1:
        return path.parts[0]
    name = path.stem
    for lesson in LESSONS:
        name = name.replace(Path(lesson.notebook("exercises")).stem, "").replace(lesson.stem, "")
    return name.strip(" _-.") or path.stem


def table(class_):
    """Return the CSV: a line for each learner and exercise, and one for a notebook without any result."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(COLUMNS)
    for learner, path, verdict in class_:
        note = verdict.ended or "; ".join(f"cell {cell}: {fault}" for cell, fault in verdict.faults)
        for row in verdict.rows or [{"exercise": "", "passed": False, "status": "not checked", "mistake": ""}]:
            words = ("yes" if row["passed"] else "no", row["status"], row["mistake"] or "", note)
            writer.writerow(map(harmless, (learner, str(path), row["exercise"], *words)))
    return text.getvalue()


def harmless(text):
    """Put an apostrophe before text that a spreadsheet would take for a formula.

    Examples
    --------
    >>> harmless("=1+1"), harmless("ada")
    ("'=1+1", 'ada')
    """
    return f"'{text}" if text.startswith(("=", "+", "-", "@", "\t", "\r")) else text


def write_beside(path, content):
    """Write a file; an existing one is kept, with its date in the name."""
    if path.exists() and path.read_text(encoding="utf-8") != content:
        date = time.strftime("%Y-%m-%d", time.localtime(path.stat().st_mtime))
        marks = (date if n == 1 else f"{date}_{n}" for n in itertools.count(1))
        names = (path.with_name(f"{path.stem}_{mark}{path.suffix}") for mark in marks)
        os.replace(path, next(name for name in names if not name.exists()))
    write_atomically(path, content)


def _run_all(found, limits, jobs):
    """Yield (learner, path, verdict), in the order of `found`, several at a time."""

    def work(pair):
        learner, path = pair
        with tempfile.TemporaryDirectory(prefix="nnlearn-", ignore_cleanup_errors=True) as empty:
            return learner, path, judge(path, run(path, limits, folder=Path(empty), progress="memory"))

    with ThreadPoolExecutor(jobs) as pool:
        try:
            yield from tqdm(pool.map(work, found), total=len(found), unit="notebook")
        except BaseException:
            pool.shutdown(wait=True, cancel_futures=True)
            raise
