"""Points for the gradebook of a learning platform: `nnlearn check FOLDER --gradebook canvas --roster FILE`.

The file is the platform's own class list with the points filled in, so that it goes back where it came from. A learner
who handed nothing in keeps an empty cell, which neither platform takes for a zero.
"""

import csv
import io

from nnlearn.checks import registry
from nnlearn.checks.exercise import POINTS
from nnlearn.grading.handed_in import platform_id
from nnlearn.grading.results import plain
from nnlearn.grading.table import BOM, harmless
from nnlearn.syllabus import BY_NUMBER

CANVAS_LEARNER = ("Student", "ID", "SIS User ID", "SIS Login ID", "Integration ID", "Root Account", "Section")
POSSIBLE = "    Points Possible"  # Canvas's own spelling


def gradebook(class_, roster):
    """Return the CSV that Moodle or Canvas imports, and sentences about what could not be filled in.

    Parameters
    ----------
    class_ : list of (learner, path, Verdict)
        `path` is relative to the folder of the class.
    roster : Roster
        Rows are told apart as objects: two learners may have equal names.

    Returns
    -------
    (str, list of str)

    Raises
    ------
    ValueError
        If the class has several lessons and the roster is Moodle's worksheet, which is for one.
    """
    counts = passed(class_)
    lessons = sorted({lesson for found in counts.values() for lesson in found})
    if roster.kind == "moodle" and len(lessons) > 1:
        raise ValueError(
            f"a grading worksheet of Moodle is for one assignment, and there are lessons {', '.join(lessons)}: check "
            "them in folders of their own, or give a list of participants as --roster"
        )
    rows: dict = {}
    told = []
    for (learner, number), found in counts.items():
        row = roster.find(learner, number)
        if row is None:
            told.append(f"{plain(learner)} was not found in the class list, and has no points in the gradebook")
            continue
        before = rows.setdefault(id(row), {})
        if before.keys() & found.keys():
            told.append(f"{plain(learner)} handed in under another name, too: the larger number of points counts")
        before |= {lesson: max(count, before.get(lesson, 0)) for lesson, count in found.items()}
    fill = {"canvas": _canvas, "moodle": _worksheet, "moodle list": _list}[roster.kind]
    return _text(fill(roster, rows, lessons, told), roster.delimiter), told


def passed(class_):
    """Return {(learner, id of the platform): {lesson: how many exercises passed}}; the best notebook of each counts."""
    best: dict = {}
    for learner, path, verdict in class_:
        if verdict.lesson:
            lessons = best.setdefault((learner, platform_id(path)), {})
            done = {row["exercise"] for row in verdict.rows if row["passed"]}
            lessons[verdict.lesson] = lessons.get(verdict.lesson, set()) | done
    return {key: {lesson: len(done) for lesson, done in found.items()} for key, found in best.items()}


def points(count, number, most=None):
    """Return the points for some exercises of a lesson, on a scale to `most` if the platform has one.

    Examples
    --------
    >>> points(3, "02"), points(3, "02", 100), points(1, "03", 10)
    ('3', '60', '1.67')
    """
    full = possible(number)
    return f"{count * POINTS if most is None else count * POINTS * most / full:.2f}".rstrip("0").rstrip(".")


def possible(number):
    """Return the points of a lesson: each exercise has the same."""
    return POINTS * len(registry.exercises(number))


def title(number):
    """Return what the column of a lesson is called."""
    return f"{number} {BY_NUMBER[number].title}"


def _canvas(roster, rows, lessons, told):
    """Return the lines for Canvas; a column of the export that names the lesson is used, with its scale."""
    learner = [name for name in CANVAS_LEARNER if name in roster.header]
    scales: list = next((row for row in roster.rows if roster.cell(row, "Student").startswith(POSSIBLE.strip())), [])
    columns, most = [], {}
    for number in lessons:
        own = [name for name in roster.header if title(number) in name or BY_NUMBER[number].stem in name]
        columns.append(own[0] if own else title(number))
        most[number] = _number(roster.cell(scales, columns[-1])) or possible(number)
        if not own:
            told.append(f"Canvas has no assignment named {title(number)!r} yet: the import will ask and make one")
    yield [*learner, *columns]
    yield [POSSIBLE, *[""] * (len(learner) - 1), *(points(1, n, most[n] * possible(n) / POINTS) for n in lessons)]
    for row in roster.learners:
        found = rows.get(id(row), {})
        cells = [points(found[n], n, most[n]) if n in found else "" for n in lessons]
        yield [*(roster.cell(row, name) for name in learner), *cells]


def _worksheet(roster, rows, lessons, told):
    """Return Moodle's grading worksheet, with the grades filled in on its own scale."""
    yield roster.header
    place = roster.header.index("Grade")
    for row in roster.rows:
        for number, count in rows.get(id(row), {}).items():
            grade = points(count, number, _number(roster.cell(row, "Maximum Grade")) or possible(number))
            before = _number(row[place])
            if before is not None and before != float(grade):
                told.append(f"{plain(roster.cell(row, 'Full name'))} had {row[place]} in the worksheet and has {grade}")
            row = [*row[:place], grade, *row[place + 1 :]]
        yield row


def _list(roster, rows, lessons, told):
    """Return Moodle's list of participants with a column for each lesson, for Grades, Import, CSV file."""
    yield [*roster.header, *map(title, lessons)]
    for row in roster.learners:
        found = rows.get(id(row), {})
        yield [*row, *(points(found[n], n) if n in found else "" for n in lessons)]


def _number(text):
    """Return a number as a platform writes it, "10.00" or "10,00", or None."""
    try:
        return float(text.replace(",", "."))
    except ValueError:
        return None


def _text(lines, delimiter):
    text = io.StringIO()
    text.write(BOM)
    writer = csv.writer(text, delimiter=delimiter, lineterminator="\n")
    for line in lines:
        writer.writerow(cell if cell.strip() == "-" else harmless(plain(cell)) for cell in line)
    return text.getvalue()
