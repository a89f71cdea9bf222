"""The table of progress: a line for each lesson that has exercises, and one for each exercise and quiz."""

import csv
import io
from html import escape
from pathlib import Path

from nnlearn.checks import registry
from nnlearn.checks.box import Box
from nnlearn.checks.progress_record import record
from nnlearn.files import write_atomically

CSV_COLUMNS = ("id", "title", "passed", "tries", "hints", "date", "answer")
HEAD = ("", "done", "tries", "hints")
CELL = "padding:2px 10px;text-align:{side};border-bottom:1px solid var(--jp-border-color2, #bdbdbd)"


def table(entries):
    """Return the progress as a Box.

    Parameters
    ----------
    entries : dict
        What `Record.read` returns.

    Returns
    -------
    Box
    """
    rows = [row for number in registry.lessons() for row in _lesson(number, entries)]
    if not rows:
        return Box("Progress", lines=("No lesson has exercises yet.",))
    width = max(len(row[0]) for row in rows)
    lines = [
        f"{name:{width}}  {done:>6}  {tries:>5}  {hints:>5}".rstrip() for name, done, tries, hints in (HEAD, *rows)
    ]
    return Box("Progress", lines=tuple(lines), table=_html(rows))


def write_csv(path):
    """Write the progress as CSV, a line for each exercise and quiz: id, title, passed, tries, hints, date, answer.

    Parameters
    ----------
    path : str or Path
        An existing file of this name is replaced.

    Returns
    -------
    Path

    Raises
    ------
    OSError
        If it cannot be written.
    """
    text, entries = io.StringIO(), record().read()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(CSV_COLUMNS)
    for number in registry.lessons():
        for one in (*registry.exercises(number), *registry.quizzes(number)):
            found = entries.get(one.id, {"tries": 0, "passed": False, "hints": 0})
            done = "yes" if found["passed"] else "no"
            more = found.get("date", ""), found.get("answer", "")
            writer.writerow((one.id, getattr(one, "title", "quiz"), done, found["tries"], found["hints"], *more))
    write_atomically(path, text.getvalue())
    return Path(path)


def _lesson(number, entries):
    ids = [(one.id, f"{one.id} {one.title}") for one in registry.exercises(number)]
    ids += [(one.id, f"{one.id} (quiz)") for one in registry.quizzes(number)]
    found = [entries.get(id, {"tries": 0, "passed": False, "hints": 0}) for id, _ in ids]
    yield (
        registry.title_of(number),
        f"{sum(entry['passed'] for entry in found)} / {len(ids)}",
        str(sum(entry["tries"] for entry in found)),
        str(sum(entry["hints"] for entry in found)),
    )
    for (_, name), entry in zip(ids, found, strict=True):
        started = entry["tries"] or entry["hints"]
        yield (
            f"  {name}",
            "yes" if entry["passed"] else "no" if started else "-",
            str(entry["tries"] or "-"),
            str(entry["hints"] or "-"),
        )


def _html(rows):
    head = "".join(f'<th scope="col" style="{CELL.format(side="left")}">{escape(name)}</th>' for name in HEAD)
    body = "".join(
        f'<tr><th scope="row" style="{CELL.format(side="left")};font-weight:{"normal" if name[0] == " " else "bold"}">'
        f"{escape(name.strip())}</th>"
        + "".join(f'<td style="{CELL.format(side="right")}">{escape(text)}</td>' for text in cells)
        + "</tr>"
        for name, *cells in rows
    )
    return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"
