"""`nnlearn check 02`: the learner's notebook is run headless and each exercise is reported."""

import json
import sys
import types

import pytest

from nnlearn.checks import notebook, place
from nnlearn.checks.declare import Exercise
from nnlearn.checks.notebook import check_lesson, run_notebook

HINTS = ("a", "b", "c")
EXERCISES = (
    Exercise(id="33.1", title="Count", reference=3, hints=HINTS),
    Exercise(id="33.2", title="Double", reference=lambda x: 2 * x, inputs=lambda rng: (rng.normal(),), hints=HINTS),
)
IMPORT = "from nnlearn.checks import check\nprint('noise')"
RIGHT = "check('33.1', 3)", "def double(x):\n    return 2 * x\ncheck('33.2', double)"
BROKEN = {
    "name": "nothing_of_this_name",
    "syntax": "def (",
    "exit": "import sys; sys.exit(0)",
    "own error": "class E(BaseException): pass\nraise E('mine')",
}


@pytest.fixture
def course(tmp_path, monkeypatch):
    """A course folder with a lesson 33 in it, and a function that writes its exercises and names the file."""
    module = types.ModuleType("nnlearn.checks.lesson_33")
    module.EXERCISES, module.QUIZZES = EXERCISES, ()
    monkeypatch.setitem(sys.modules, module.__name__, module)
    monkeypatch.setenv("NNLEARN_PROGRESS", "memory")
    (tmp_path / "course" / "exercises").mkdir(parents=True)
    (tmp_path / "course" / ".nnlearn.json").write_text("{}")
    monkeypatch.chdir(tmp_path)

    def write(*cells):
        path = tmp_path / "course" / "exercises" / "33_capstone.ipynb"
        code = [{"cell_type": "code", "source": cell.splitlines(keepends=True)} for cell in cells]
        path.write_text(json.dumps({"cells": [{"cell_type": "markdown", "source": "# text ("}, *code]}))
        return path

    return write


def test_a_solved_notebook_passes(course, capsys):
    course(IMPORT, *RIGHT)
    assert check_lesson(33)
    assert capsys.readouterr().out == (
        "Running 33_capstone.ipynb\n"
        "33.1 Count: passed.\nThis is the value.\n"
        "33.2 Double: passed.\nEqual to the reference on 5 inputs.\n"
        "2 of 2 exercises passed.\n"
    )


def test_the_last_check_of_an_exercise_counts(course):
    course(IMPORT, "check('33.1', 4)", *RIGHT)
    assert check_lesson("33")
    course(IMPORT, *RIGHT, "check('33.1', 4)")
    assert not check_lesson("33")


def test_an_exercise_without_a_check_is_missed(course, capsys):
    course(IMPORT, RIGHT[0])
    assert not check_lesson("33")
    assert "Not checked: 33.2.\n1 of 2 exercises passed." in capsys.readouterr().out


@pytest.mark.parametrize("name", BROKEN)
def test_a_cell_that_fails_is_said_and_the_next_one_runs(course, name, capsys):
    path = course(IMPORT, BROKEN[name], "%matplotlib inline\n!ls\nx = 1", *RIGHT)
    assert [bool(result) for result in run_notebook(path)] == [True, True]
    out = capsys.readouterr().out
    assert out.count("Cell 3 fails:") == 1
    assert "Cell 4" not in out


def test_a_stub_is_seen_and_a_wrong_line_is_shown(course, capsys):
    course(IMPORT, "def double(x):\n    y = x\n    ...\n    return y\ncheck('33.2', double)", "check('33.1', ...)")
    assert not check_lesson("33")
    assert capsys.readouterr().out.count("not started yet") == 2
    course(IMPORT, "def double(x):\n    return 2 * y\ncheck('33.2', double)")
    assert not check_lesson("33")
    assert "In the line:\n    return 2 * y" in capsys.readouterr().out


@pytest.mark.parametrize(
    "content", [b"", b"{}", b"[]", b'{"cells": 3}', b'{"cells": [{}]}', b"\xff\xfe", b"[" * 100_000]
)
def test_what_is_not_a_notebook_is_refused(tmp_path, content):
    path = tmp_path / "33_x.ipynb"
    path.write_bytes(content)
    with pytest.raises(ValueError, match="not a notebook"):
        run_notebook(path)


def test_a_missing_notebook_and_lesson_are_said(course, tmp_path, monkeypatch):
    with pytest.raises(ValueError, match=r"expected exercises/33_capstone.ipynb in your copy"):
        check_lesson("33")
    with pytest.raises(ValueError, match="01 to 33"):
        check_lesson("99")
    with pytest.raises(ValueError, match="cannot be read"):
        check_lesson(tmp_path / "none.ipynb")


def test_committed_exercises_are_not_taken_for_the_learners(course, tmp_path, monkeypatch):
    path = course(IMPORT, *RIGHT)
    monkeypatch.setattr(place, "course", lambda: None)
    monkeypatch.setattr(notebook, "course", lambda: None)
    monkeypatch.setattr(notebook, "ROOT", path.parent.parent)
    monkeypatch.chdir(path.parent.parent)
    with pytest.raises(ValueError, match="in your copy"):
        check_lesson("33")
