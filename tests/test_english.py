"""Hold every text of the course to the list of `english.py`: docstrings, comments, errors, lessons, documents."""

import subprocess
from pathlib import Path

import english
import pytest

ROOT = Path(__file__).resolve().parents[1]
LISTED = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True).stdout.split()
TEXTS = [name for name in LISTED if name.endswith((".py", ".md", ".js", ".css")) and name != "tests/english.py"]


@pytest.mark.parametrize("name", TEXTS)
def test_the_english_is_a_native_s(name):
    lines = (ROOT / name).read_text(encoding="utf-8").splitlines()
    hits = [f"{number}: {phrase!r}: {instead}" for number, line in enumerate(lines, 1)
            for phrase, instead in english.found(line)]  # fmt: skip
    assert not hits


@pytest.mark.parametrize(
    "line",
    [
        "the step behind the last",  # english: shown
    ],
)
def test_a_translated_phrase_is_found(line):
    assert english.found(line)
