"""Check every text of the course against the list of `english.py`: docstrings, comments, errors, lessons, documents.

Texts in other languages, lessons/de/ for example, are not English.
"""

import re
import subprocess
from pathlib import Path

import english
import pytest

ROOT = Path(__file__).resolve().parents[1]
LISTED = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True).stdout.split()
OTHERS = ("tests/english.py", *(f"{path.parent.relative_to(ROOT)}/" for path in ROOT.glob("lessons/*/*.py")))
TEXTS = [name for name in LISTED if name.endswith((".py", ".md", ".js", ".css")) and not name.startswith(OTHERS)]
EXAMPLES = {example: pattern for pattern, (_, example) in english.PHRASES.items()}


@pytest.mark.parametrize("name", TEXTS)
def test_the_english_is_a_native_s(name):
    lines = (ROOT / name).read_text(encoding="utf-8").splitlines()
    hits = [f"{number}: {phrase!r}: {instead}" for number, line in enumerate(lines, 1)
            for phrase, instead in english.found(line)]  # fmt: skip
    assert not hits


def test_each_pattern_has_an_example_of_its_own():
    assert len(EXAMPLES) == len(english.PHRASES)


@pytest.mark.parametrize("line", EXAMPLES)
def test_a_translated_phrase_is_found(line):
    match = re.search(EXAMPLES[line], line, re.IGNORECASE)
    assert english.found(line) == [(match[0], english.PHRASES[EXAMPLES[line]][0])]  # by its own pattern alone


@pytest.mark.parametrize(
    "line",
    [
        "the idea behind it",
        "a file is left behind",
        "there is no longer a file",
        "so many small steps",
        "it goes on to say",
        "the next step, again from scratch",
    ],
)
def test_what_a_native_writes_is_not(line):
    assert not english.found(line)
