"""A lesson 33 invented for the tests of `nnlearn.grading`, known in this process and in those it starts."""

import json
import sys
import types

import pytest

LESSON = """
import sys, types
from nnlearn.checks.exercise import Exercise
HINTS = ("a", "b", "c")
EXERCISES = (
    Exercise(id="33.1", title="Count", reference=3, hints=HINTS),
    Exercise(id="33.2", title="Double", reference=lambda x: 2 * x, inputs=lambda rng: (rng.normal(),), hints=HINTS),
)
"""
INSTALL = """
module = types.ModuleType("nnlearn.lessons.capstone.exercises")
module.EXERCISES, module.QUIZZES = EXERCISES, ()
sys.modules[module.__name__] = module
"""
IMPORT = "from nnlearn.checks import check\nprint('noise')"
RIGHT = "check('33.1', 3)", "def double(x):\n    return 2 * x\ncheck('33.2', double)"


@pytest.fixture
def lesson_33(monkeypatch):
    """Make the invented lesson known in this process."""
    space: dict = {}
    exec(LESSON, space)
    module = types.ModuleType("nnlearn.lessons.capstone.exercises")
    module.EXERCISES, module.QUIZZES = space["EXERCISES"], ()
    monkeypatch.setitem(sys.modules, module.__name__, module)
    monkeypatch.setenv("NNLEARN_PROGRESS", "memory")


def write(path, *cells):
    """Write a notebook whose first cell makes lesson 33 known in its process; cell numbers count from 3."""
    path.parent.mkdir(parents=True, exist_ok=True)
    code = [{"cell_type": "code", "source": cell.splitlines(keepends=True)} for cell in (LESSON + INSTALL, *cells)]
    path.write_text(json.dumps({"cells": [{"cell_type": "markdown", "source": "# text ("}, *code]}))
    return path
