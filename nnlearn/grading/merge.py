"""Join the progress files of a class into one table: `nnlearn merge FOLDER`."""

import csv
import io
from pathlib import Path

from nnlearn.checks import registry
from nnlearn.checks.box import say
from nnlearn.grading.progress_files import entries, found_in
from nnlearn.grading.results import plain
from nnlearn.grading.table import BOM, harmless, write_beside

COLUMNS = ("learner", "exercises passed", "last date")


def merge(folders, out="class_progress.csv"):
    """Write one table with a row for each learner and a column for each exercise and quiz.

    A cell is "passed 2026-11-30", or "not yet, 3 tries, 2026-11-30", with the letters that were chosen in a quiz; it is
    empty where nothing was tried. Columns are those of the lessons that anybody has begun. Files of one learner, of
    several weeks for example, are joined.

    Parameters
    ----------
    folders : iterable of str or Path
        With `ada/.nnlearn-progress.json`, `ada.csv`, or what Moodle and Canvas make of such names.
    out : str or Path
        The table; an existing one is kept, with its date in the name.

    Returns
    -------
    int
        How many files had to be skipped; each is named.

    Raises
    ------
    ValueError
        If a folder is not there, or none holds a progress file.
    OSError
        If the table cannot be written.
    """
    found: dict = {}
    skipped = used = 0
    for folder in map(Path, folders):
        if not folder.is_dir():
            raise ValueError(f"merge expected a folder with progress files, got {folder}, which is not one")
        for learner, path in found_in(folder):
            if path.resolve() == Path(out).resolve():
                continue
            try:
                told, lost = entries(path)
            except ValueError as error:
                skipped += 1
                say(f"Skipped {plain(path)}: {error}.")
                continue
            used += 1
            if lost:
                say(f"{plain(path)}: {lost}.")
            found.setdefault(learner, []).append(told)
    if not found:
        raise ValueError(
            f"merge found no progress file in {', '.join(map(str, folders))}: learners hand in what "
            "`nnlearn progress --csv FILE` writes, or course/.nnlearn-progress.json"
        )
    for learner, several in found.items():
        if len(several) > 1:
            say(f"{plain(learner)}: {len(several)} files are joined into one row.")
    kept = write_beside(Path(out), table({learner: joined(several) for learner, several in found.items()}))
    if kept:
        say(f"An earlier {Path(out).name} is kept as {kept.name}.")
    say(f"{_count(len(found), 'learner')} from {_count(used, 'file')}: see {out}. Nothing was sent anywhere.")
    return skipped


def _count(number, noun):
    return f"{number} {noun}{'s' * (number != 1)}"


def joined(several):
    """Return the entries of several files of one learner as one: the counts that are larger, the day it was passed.

    Examples
    --------
    >>> first = {"02.1": {"tries": 3, "hints": 0, "passed": False, "date": "2026-11-02"}}
    >>> later = {"02.1": {"tries": 4, "hints": 1, "passed": True, "date": "2026-11-09"}}
    >>> joined([first, later]) == joined([later, first]) == later
    True
    """
    result: dict = {}
    for told in several:
        for id, entry in told.items():
            other = result.get(id, entry)
            best = max(entry, other, key=lambda one: (one["passed"], one["tries"]))
            result[id] = best | {key: max(entry[key], other[key]) for key in ("tries", "hints")}
    return result


def table(found):
    """Return the CSV of {learner: entries}."""
    numbers = [
        number for number in registry.lessons() if any(id[:2] == number for told in found.values() for id in told)
    ]
    columns = [one for number in numbers for one in (*registry.exercises(number), *registry.quizzes(number))]
    text = io.StringIO()
    text.write(BOM)
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow([*COLUMNS, *(f"{one.id} {getattr(one, 'title', 'quiz')}" for one in columns)])
    exercises = {one.id for number in numbers for one in registry.exercises(number)}
    for learner, told in sorted(found.items(), key=lambda pair: pair[0].casefold()):
        passed = sum(entry["passed"] for id, entry in told.items() if id in exercises)
        last = max((entry.get("date", "") for entry in told.values()), default="")
        cells = (learner, str(passed), last, *(words(told.get(one.id)) for one in columns))
        writer.writerow(harmless(plain(cell)) for cell in cells)
    return text.getvalue()


def words(entry):
    """Return what a cell says.

    Examples
    --------
    >>> words({"passed": True, "tries": 1, "hints": 0, "date": "2026-11-30", "answer": "b"}), words(None)
    ('passed 2026-11-30, b', '')
    >>> words({"passed": False, "tries": 3, "hints": 0})
    'not yet, 3 tries'
    """
    if entry is None:
        return ""
    tries = f"{entry['tries']} {'try' if entry['tries'] == 1 else 'tries'}"
    date, answer = entry.get("date", ""), entry.get("answer", "")
    said = [f"passed {date}".strip()] if entry["passed"] else ["not yet", tries, date]
    return ", ".join(filter(None, [*said, answer]))
