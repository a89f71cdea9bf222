"""What the notebooks print: numbers, not True and False, which read like a test suite."""

import re

import nbformat

from nnlearn.syllabus import ROOT

ALLOWED = 1 / 12


def printed(path):
    """Return the lines that a stored notebook prints."""
    cells = nbformat.read(path, as_version=4).cells
    outputs = [output for cell in cells for output in cell.get("outputs", ()) if output.get("name") == "stdout"]
    return [line for output in outputs for line in output.text.splitlines() if line.strip()]


def verdicts(lines):
    """Return the lines whose result is only True or False."""
    return [line for line in lines if re.search(r"\b(True|False)\W*$", line)]


def test_a_line_in_twelve_at_most_is_a_verdict():
    lines = [line for path in sorted((ROOT / "notebooks").glob("*.ipynb")) for line in printed(path)]
    assert len(lines) > 300
    assert len(verdicts(lines)) <= ALLOWED * len(lines), verdicts(lines)


def test_a_verdict_is_seen():
    assert verdicts(["above 0.9: True", "True", "[ True False]", "same: False."]) != []
    assert len(verdicts(["above 0.9: True", "True", "[ True False]", "same: False."])) == 4
    assert verdicts(["accuracy 0.96", "True positives 12", "it is True that 3 > 2"]) == []
