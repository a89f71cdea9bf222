"""Plain text within Markdown: whatever it holds, it is shown as it was typed, and ends no table, heading or page."""

import re

from nnlearn.report.lines import ODD

# A backslash itself is an entity, since two before a bracket would begin a formula in JupyterLab.
MARKS = {mark: f"\\{mark}" for mark in "`*_[]|~$#!@"} | {"\\": "&#92;", "<": "&lt;", ">": "&gt;", "&": "&amp;"}
TABLE = str.maketrans(MARKS)
BEGINS = re.compile(r"^(\d{1,9}(?=[.)](?: |$))|(?=[-+=]))")  # a list, a rule, a heading: only where a line begins


def one_line(text):
    """Return a text as one line that can stand in a heading or a cell of a table.

    Examples
    --------
    >>> one_line("a | b, *not* bold")
    'a \\\\| b, \\\\*not\\\\* bold'
    """
    return " ".join(ODD.sub(" ", text).split()).translate(TABLE)


def prose(text):
    """Return a text with its lines, its paragraphs and its lists: a line that begins with "- " is an item of one.

    Examples
    --------
    >>> prose("Not for: # 1")
    'Not for: \\\\# 1'
    """
    found = []
    for line in text.splitlines():
        item = re.match(r"\s*- +(?=\S)", line)
        words = BEGINS.sub(r"\1\\", one_line(line[item.end() :] if item else line))
        found.append("- " * bool(item) + words)
    return re.sub(r"\n{3,}", "\n\n", "\n".join(found)).strip("\n")


def table(heads, rows):
    """Return a table of texts."""
    lines = [heads, ["---"] * len(heads), *([one_line(cell) for cell in row] for row in rows)]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)
