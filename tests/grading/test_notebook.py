"""`nnlearn check 02` and `nnlearn check a.ipynb`: a learner's notebook runs in a separate process, whatever it does."""

import json
import sys

import jupyterlab_driver as lab
import psutil
import pytest
from grading_parts import IMPORT, RIGHT, lesson_33, write  # noqa: F401

from nnlearn.app import cli
from nnlearn.checks import progress_file
from nnlearn.grading import notebook as one
from nnlearn.grading import process
from nnlearn.grading.notebook import check_notebook
from nnlearn.grading.process import Limits, run

pytestmark = pytest.mark.usefixtures("lesson_33")
POSIX = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no interval timers: the whole notebook's limit")


@pytest.fixture
def course(tmp_path, monkeypatch):
    """Make a course folder; return a function that writes its exercises of lesson 33."""
    (tmp_path / "course").mkdir()
    (tmp_path / "course" / ".nnlearn.json").write_text("{}")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(progress_file, "BEGAN", (tmp_path,))
    return lambda *cells: write(tmp_path / "course" / "exercises" / "33_capstone_exercises.ipynb", *cells)


def test_a_solved_notebook_passes(course, capsys):
    course(IMPORT, *RIGHT)
    assert check_notebook("33")
    assert capsys.readouterr().out == (
        "Running 33_capstone_exercises.ipynb\n"
        "33.1 Count: passed.\nThis is the value.\n"
        "33.2 Double: passed.\nEqual to the reference on 5 inputs.\n"
        "2 of 2 exercises passed.\n"
    )


def test_the_last_check_of_an_exercise_counts(tmp_path):
    path = tmp_path / "33_capstone_exercises.ipynb"
    assert check_notebook(write(path, IMPORT, "check('33.1', 4)", *RIGHT))
    assert not check_notebook(write(path, IMPORT, *RIGHT, "check('33.1', 4)"))


def test_json_says_the_same(tmp_path, capsys):
    path = write(tmp_path / "33_capstone_exercises.ipynb", IMPORT, "1 / 0", RIGHT[0])
    assert cli.main(["check", str(path), "--json", str(tmp_path / "a.json")]) == 1
    assert "Not checked: 33.2.\n1 of 2 exercises passed." in capsys.readouterr().out
    said = json.loads((tmp_path / "a.json").read_text())
    assert (said["notebook"], said["lesson"]) == ("33_capstone_exercises.ipynb", "33")
    assert [(row["exercise"], row["passed"], row["status"]) for row in said["exercises"]] == [
        ("33.1", True, "passed"),
        ("33.2", False, "not checked"),
    ]
    assert said["faults"] == [{"cell": 4, "error": "ZeroDivisionError: division by zero"}]
    assert said["passed"] is False


BROKEN = {
    "name": ("nothing_of_this_name", "NameError: name 'nothing_of_this_name' is not defined"),
    "syntax": ("def (", "SyntaxError"),
    "exit": ("import sys; sys.exit(0)", "SystemExit: 0"),
    "own error": ("class E(BaseException): pass\nraise E('mine')", "E: mine"),
    "interrupt": ("raise KeyboardInterrupt", "KeyboardInterrupt"),
    "input": ("input('name?')", "Error"),
    "loop": ("while True: pass", "stopped after 2 seconds"),
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_cell_that_fails_is_said_and_the_next_one_runs(tmp_path, name):
    if name == "loop" and sys.platform == "win32":
        pytest.skip("Windows has no interval timers")
    source, sentence = BROKEN[name]
    path = write(tmp_path / "33_x.ipynb", IMPORT, source, "%matplotlib inline\n!echo x\nx = 1", *RIGHT)
    ran = run(path, Limits(cell_seconds=2))
    assert [result["passed"] for result in ran.results] == [True, True]
    assert [cell for cell, _ in ran.faults] == [4]
    assert sentence in ran.faults[0][1]
    assert ran.ended == ""


STUBBORN = {  # a cell that does not obey its limit, and whether its process can be kept
    "swallows the error": ("while True:\n    try: undefined\n    except: pass", True),
    "swallows it once": ("try:\n    time.sleep(60)\nexcept: pass\nfor _ in range(1000): time.sleep(0.1)", True),
    "stops the tracing": ("while True:\n    try:\n        time.sleep(1)\n    except: sys.settrace(None)", False),
    "blocks the timer": ("signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGALRM])\nwhile True: pass", False),
    "waits in compiled code": ("sum(range(10 ** 13))", False),
}


@POSIX
@pytest.mark.parametrize("name", STUBBORN)
def test_a_cell_that_does_not_obey_its_limit_costs_nothing_but_itself(tmp_path, monkeypatch, name):
    """Where even its process has to end, a new one runs the cells before it again, and continues after it."""
    source, kept = STUBBORN[name]
    progress = tmp_path / "progress.json"
    monkeypatch.setattr(process, "GRACE", 1.0)
    first = "import signal, sys, time\nfirst = True"
    count = "open('starts', 'a').write('x')"
    path = write(tmp_path / "33_x.ipynb", count, IMPORT, first, RIGHT[0], source, "assert first", RIGHT[1])
    ran = run(path, Limits(cell_seconds=3), progress=str(progress))
    assert (tmp_path / "starts").read_text() == ("x" if kept else "xx")
    assert ran.faults == [(7, "stopped after 3 seconds. Does one of its loops never end?")]
    assert ran.ended == ""
    assert [(result["id"], result["passed"]) for result in ran.results] == [("33.1", True), ("33.2", True)]
    assert [json.loads(progress.read_text())[id]["tries"] for id in ("33.1", "33.2")] == [1, 1]


@POSIX
def test_two_stuck_cells_and_one_that_was_stopped_in_time(tmp_path, monkeypatch):
    monkeypatch.setattr(process, "GRACE", 1.0)
    stuck, loop = "sum(range(10 ** 13))", "while True: pass"
    path = write(tmp_path / "33_x.ipynb", IMPORT, loop, stuck, "known = 3", stuck, "check('33.1', known)")
    ran = run(path, Limits(cell_seconds=1))
    assert [cell for cell, _ in ran.faults] == [4, 5, 7]
    assert [(result["id"], result["passed"]) for result in ran.results] == [("33.1", True)]


ENDED = {
    "loops": (
        "import signal\nif hasattr(signal, 'setitimer'): signal.setitimer = lambda *a: (0, 0)\nwhile True: pass",
        "stopped after 6 seconds in cell 5",
    ),
    "dies": ("import os; os._exit(3)", "the kernel died (exit status 3) in cell 5"),
    "is killed": ("import os; os.kill(os.getpid(), 9)", "the kernel died (signal 9) in cell 5"),
    "fills the memory": (
        "import numpy as np\nkept = []\nwhile True: kept.append(np.ones(4_000_000))",
        "stopped at 0.6 GB of memory in cell 5",
    ),
}


@pytest.mark.parametrize("name", ENDED)
def test_a_notebook_that_breaks_its_process_keeps_what_was_checked(tmp_path, name):
    source, sentence = ENDED[name]
    path = write(tmp_path / "33_x.ipynb", IMPORT, RIGHT[0], source, RIGHT[1])
    ran = run(path, Limits(seconds=6, cell_seconds=30, memory=0.6))
    assert ran.ended == sentence
    assert [result["id"] for result in ran.results] == ["33.1"]


def test_200_mb_of_prints_cost_nothing(tmp_path):
    path = write(tmp_path / "33_x.ipynb", IMPORT, "for _ in range(200): print('x' * 1_000_000)", *RIGHT)
    before = psutil.Process().memory_info().rss
    ran = run(path, Limits())
    assert [result["passed"] for result in ran.results] == [True, True]
    assert psutil.Process().memory_info().rss - before < 20e6


@POSIX
def test_nothing_it_started_stays(tmp_path, monkeypatch):
    """A process that a cell started and left running is ended, and the check did not wait for it."""
    source = "import subprocess, sys\nleft = subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(9999)'])"
    path = write(tmp_path / "33_x.ipynb", IMPORT, source, "open('pid', 'w').write(str(left.pid))", *RIGHT)
    limits, watch = [], process._watch
    monkeypatch.setattr(process, "_watch", lambda *watched: (limits.append(watch(*watched)), limits[-1])[1])
    assert run(path, Limits()).ended == ""
    assert limits == [""]  # waiting for that process would have ended at a limit
    pid = int((tmp_path / "pid").read_text())

    def gone():
        return not psutil.pid_exists(pid) or psutil.Process(pid).status() == psutil.STATUS_ZOMBIE

    lab.wait_for(gone, 60, "it still runs")  # a killed process takes a moment to end


NOT_NOTEBOOKS = [b"", b"{}", b"[]", b'{"cells": 3}', b'{"cells": [{}]}', b"\xff\xfe", b"[" * 100_000, b'{"cells": [{"c']


@pytest.mark.parametrize("content", NOT_NOTEBOOKS)
def test_what_is_not_a_notebook_is_one_line(tmp_path, content, capsys):
    path = tmp_path / "33_x.ipynb"
    path.write_bytes(content)
    assert cli.main(["check", str(path)]) == 1
    out = capsys.readouterr().out
    assert "33_x.ipynb: it is not a notebook, or was saved half-way (" in out
    assert "0 of 2 exercises passed." in out


def test_a_huge_file_is_not_read(tmp_path):
    path = tmp_path / "33_x.ipynb"
    with path.open("wb") as file:
        file.truncate(200_000_000)
    assert run(path, Limits()).ended == "it is 200 MB, the limit is 100: clear its outputs and save it"


def test_a_missing_notebook_and_lesson_are_said(course, capsys):
    assert cli.main(["check", "33"]) == 1
    assert "expected exercises/33_capstone_exercises.ipynb in your copy" in capsys.readouterr().err
    assert cli.main(["check", "99"]) == 1
    assert "01 to 33" in capsys.readouterr().err
    assert cli.main(["check", "none.ipynb"]) == 1
    said = capsys.readouterr()
    assert "a notebook or a folder, got none.ipynb, which is not there" in said.err
    assert "exercises passed" not in said.out


@pytest.mark.parametrize("option", ["--seconds", "--cell-seconds", "--memory"])
def test_a_limit_must_be_above_0(tmp_path, option, capsys):
    assert cli.main(["check", "02", option, "0"]) == 1
    assert option[2:].replace("-", "_") in capsys.readouterr().err


def test_committed_exercises_are_not_taken_for_the_learners(course, monkeypatch):
    path = course(IMPORT, *RIGHT)
    monkeypatch.setattr(progress_file, "course_folder", lambda: None)
    monkeypatch.setattr(one, "course_folder", lambda: None)
    monkeypatch.setattr(one, "ROOT", path.parent.parent)
    monkeypatch.chdir(path.parent.parent)
    with pytest.raises(ValueError, match="in your copy"):
        check_notebook("33")


def test_only_the_learners_own_notebook_counts_in_the_progress(course, tmp_path, monkeypatch):
    kept = tmp_path / "progress.json"
    monkeypatch.setenv("NNLEARN_PROGRESS", str(kept))
    path = course(IMPORT, *RIGHT)
    check_notebook(str(path))
    assert not kept.exists()
    check_notebook("33")
    assert json.loads(kept.read_text())["33.1"]["passed"]


def test_root_is_said(tmp_path, monkeypatch, capsys):
    path = tmp_path / "none.ipynb"
    path.write_text("7")
    for user, lines in ((0, 1), (1000, 0)):
        monkeypatch.setattr("os.geteuid", lambda user=user: user, raising=False)
        cli.main(["check", str(path)])
        assert capsys.readouterr().err.count("as root: they can do anything") == lines
