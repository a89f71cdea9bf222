"""The class as a table that a spreadsheet opens: `class.csv`."""

import csv
import io
import itertools
import os
import time

from nnlearn.files import write_atomically
from nnlearn.grading.results import plain

COLUMNS = ("learner", "notebook", "exercise", "passed", "status", "mistake", "caused by", "note", "look at this one")
BOM = "\ufeff"  # without it Excel takes the letters for those of another alphabet


def table(class_):
    """Return the CSV: a line for each learner and exercise, and one for a notebook without any result."""
    text = io.StringIO()
    text.write(BOM)
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(COLUMNS)
    for learner, path, verdict in class_:
        note = verdict.ended or "; ".join(f"cell {cell}: {fault}" for cell, fault in verdict.faults)
        for row in verdict.rows or [{"exercise": "", "passed": False, "status": "not checked", "mistake": ""}]:
            words = (
                "yes" if row["passed"] else "no",
                row["status"],
                row["mistake"] or "",
                row.get("caused_by", ""),
                note,
                "; ".join(verdict.signs),
            )
            writer.writerow(harmless(plain(word)) for word in (learner, path, row["exercise"], *words))
    return text.getvalue()


def harmless(text):
    """Put an apostrophe before text that a spreadsheet would take for a formula.

    Examples
    --------
    >>> harmless("=1+1"), harmless("ada")
    ("'=1+1", 'ada')
    """
    text = text.replace("\0", "")  # a CSV cannot hold it
    return f"'{text}" if text.startswith(("=", "+", "-", "@", "\t", "\r")) else text


def write_beside(path, content):
    """Write a file; an existing one is kept, with its date in the name: return its new path, or None."""
    kept = None
    if path.exists() and path.read_bytes() != content.encode():
        date = time.strftime("%Y-%m-%d", time.localtime(path.stat().st_mtime))
        marks = (date if n == 1 else f"{date}_{n}" for n in itertools.count(1))
        names = (path.with_name(f"{path.stem}_{mark}{path.suffix}") for mark in marks)
        kept = next(name for name in names if not name.exists())
        os.replace(path, kept)
    write_atomically(path, content)
    return kept
