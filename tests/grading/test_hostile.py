"""A class of hostile and honest notebooks: no report is lost, nobody's file is changed, and all is shown escaped."""

import csv
import os
import subprocess
import sys
import tempfile
from pathlib import Path

import jupyterlab_driver as lab
import psutil
import pytest
from grading_parts import IMPORT, RIGHT, lesson_33, write  # noqa: F401
from hostile import CELLS, NAMES, TEXTS

from nnlearn.app import cli
from nnlearn.grading import folder as grading
from nnlearn.grading import sandbox
from nnlearn.grading.events import Events, Ran

pytestmark = [pytest.mark.usefixtures("lesson_33"), pytest.mark.skipif(os.name == "nt", reason="needs POSIX names")]
FILE = "33_capstone.ipynb"
BOXED = pytest.param(
    True, marks=pytest.mark.skipif(not sandbox.bubblewrap(), reason="bubblewrap does not work here: install it")
)


def rows(path):
    with path.open(newline="", encoding="utf-8-sig") as file:
        return list(csv.DictReader(file))


def attackers(home, target):
    """Write notebooks that try to change others' files, this installation or the check itself."""
    write(home / "victim" / FILE, IMPORT, *RIGHT)
    paths = [str(home / "victim" / FILE), str(target / "note.txt")]
    spoil = f"for path in {paths}:\n    try: open(path, 'w').write('spoiled')\n    except OSError: pass"
    write(home / "spoiler" / FILE, IMPORT, spoil, *RIGHT)
    write(
        home / "homesick" / FILE,
        IMPORT,
        "import pathlib; print(pathlib.Path.home()); (pathlib.Path.home() / 'x').touch()",
    )
    write(home / "reader" / FILE, IMPORT, f"check('33.1', 3 if open({paths[0]!r}).read() else 0)")


def odd_files(home):
    """Write links, pipes and files that hold something else."""
    for name in ("pipe", "dangling", "latin", "other", "empty"):
        (home / name).mkdir(parents=True)
    os.mkfifo(home / "pipe" / FILE)
    (home / "dangling" / FILE).symlink_to("/nowhere.ipynb")
    (home / "latin" / FILE).write_bytes('{"cells": [{"cell_type": "markdown", "source": "\xe9"}]}'.encode("latin-1"))
    write(home / "other" / "homework.ipynb", "x = 1")
    (home / "empty" / FILE).write_text('{"cells": []}')


@pytest.fixture
def place():
    """Make a folder that the box does not cover anyway, as it does all of /tmp."""
    with tempfile.TemporaryDirectory(dir="/var/tmp", prefix="nnlearn-test-") as folder:
        yield Path(folder)


@pytest.fixture
def class_(place):
    """Write the whole class; ada, ben and cleo are honest."""
    home, target = place / "class", place / "target"
    target.mkdir()
    (target / "note.txt").write_text("mine")
    for name in ("ada", "ben", "cleo"):
        write(home / name / FILE, IMPORT, *RIGHT)
    write(home / "ada" / "33_capstone_final.ipynb", IMPORT, "check('33.1', ...)")  # untouched beside the solved one
    for name, (cell, _) in CELLS.items():
        write(home / name / FILE, IMPORT, cell, *RIGHT)
    for name, (text, _) in TEXTS.items():
        (home / name).mkdir()
        (home / name / FILE).write_text(text)
    for name in NAMES:
        write(Path(os.fsdecode(os.fsencode(home) + b"/" + name)) / FILE, IMPORT, *RIGHT)
    for name in ("Ada Lovelace_12345_assignsubmission_file_", "Bo Li_7_assignsubmission_file_"):
        write(home / name / FILE, IMPORT, *RIGHT)
    for name in ("lovelaceada_12345_67890_33_capstone-1.ipynb", "hopper_LATE_1_2_33_capstone.ipynb"):
        write(home / name, IMPORT, *RIGHT)
    for k in range(8):
        write(home / f"learner {k}" / FILE, IMPORT, "check('33.1', 4)" if k % 2 else RIGHT[0])
    attackers(home, target)
    odd_files(home)
    return home


@pytest.mark.parametrize("boxed", [BOXED, False])
def test_a_hostile_class_is_reported_whole(class_, place, tmp_path, capsys, boxed):
    if not boxed:  # the half that needs no box is enough here: names, files, honest ones
        for name in CELLS:
            if name not in ("a fork", "a status with a script", "half an emoji", "the judge replaced"):
                (class_ / name / FILE).unlink()
    count = len(list(class_.rglob("*.ipynb")))
    assert count >= (60 if boxed else 35)
    limits = grading.Limits(seconds=lab.patience(60), cell_seconds=lab.patience(3))
    assert not grading.check_folder(class_, limits, tmp_path, jobs=2, boxed=boxed)
    said = capsys.readouterr().out
    found = rows(tmp_path / "class.csv")
    page = (tmp_path / "class.html").read_text(encoding="utf-8")
    shown = {row["learner"] for row in found}

    assert {row["exercise"] for row in found} <= {"33.1", "33.2", ""}
    for name in ("ada", "ben", "cleo", "Ada Lovelace", "Bo Li", "lovelaceada", "hopper", *NAMES.values()):
        assert [row["passed"] for row in found if row["learner"] == name][:2].count("yes") >= (
            1 if name == "ada" else 2
        ), name
    assert {"pipe", "dangling", "latin", "other", "empty", "learner 7"} <= shown
    for name, (_, sentence) in {**CELLS, **TEXTS}.items():
        if (class_ / name / FILE).exists():
            own = [" ".join(row.values()) for row in found if row["learner"] == name]
            assert own, name
            assert any(sentence in one for one in own), (name, own)
    assert "<script>alert" not in page
    assert "<cmd" not in page
    assert sandbox.described(boxed).split(":")[0] in page
    assert (place / "target/note.txt").read_text() == ("mine" if boxed else "spoiled")
    if not boxed:  # what it could not prevent it says
        assert "victim/33_capstone.ipynb was changed" in said
        assert "victim/33_capstone.ipynb was changed" in page
    assert [row["passed"] for row in found if row["learner"] == "victim"] == ["yes", "yes"]  # a copy had been made
    reader = [row["passed"] for row in found if row["learner"] == "reader" and row["exercise"] == "33.1"]
    assert reader == ["no" if boxed else "yes"]
    assert not list(tmp_path.glob("class_unfinished*"))
    lab.wait_for(lambda: not strays(), 20, "a process of a notebook sleeps on")


def strays():
    """Return the processes of this test that sleep on after it."""
    return [one for one in psutil.Process().children(recursive=True) if sleeps(one)]


def sleeps(process):
    try:
        return "nnlearn.grading.worker" in " ".join(process.cmdline()) and process.status() != psutil.STATUS_ZOMBIE
    except psutil.Error:
        return False


def test_a_line_without_an_end_is_read_in_pieces():
    class Stream:
        """A pipe with 50 MB and no newline, which remembers how much was asked for at once."""

        left, asked = 50_000_000, []

        def readline(self, size=-1):
            self.asked.append(size)
            piece = min(self.left, self.left if size < 0 else size)
            self.left -= piece
            return b"x" * piece

    stream = Stream()
    ran = Ran()
    Events(ran, None).read(stream)
    assert stream.left == 0  # the notebook is not kept waiting
    assert 0 < max(stream.asked) <= 1_000_000
    assert min(stream.asked) > 0
    assert not ran.results


def test_the_table_tells_excel_which_letters_it_has(tmp_path):
    write(tmp_path / "class/Zoë" / FILE, IMPORT, *RIGHT)
    assert cli.main(["check", str(tmp_path / "class"), "--out", str(tmp_path), "--jobs", "1"]) == 0
    assert (tmp_path / "class.csv").read_bytes().startswith("\ufefflearner,".encode())


def test_of_two_notebooks_the_better_one_counts_on_the_page(tmp_path):
    home = tmp_path / "class"
    write(home / "ada" / FILE, IMPORT, *RIGHT)
    write(home / "ada" / "33_capstone_new.ipynb", IMPORT, "check('33.1', ...)")
    assert cli.main(["check", str(home), "--out", str(tmp_path), "--jobs", "1"]) == 1
    page = (tmp_path / "class.html").read_text()
    assert "1 learner, 2 notebooks" in page
    assert "33.1: 1 passed; 33.2: 1 passed" in page


def test_a_check_that_is_cut_off_continues_and_is_not_cut_off_for_ever(tmp_path):
    """Without a box a notebook can kill the check; its third run leaves that one out and reports everybody."""
    home = tmp_path / "class"
    write(home / "ada" / FILE, IMPORT, *RIGHT)
    write(home / "zoe" / FILE, IMPORT, "import os; os.kill(os.getppid(), 9)", *RIGHT)
    program = (
        "import sys; sys.path[:0] = ['tests/grading', 'tests/browser', 'tests']; import types, grading_parts as g\n"
        "exec(g.LESSON + g.INSTALL)\n"
        "from nnlearn.grading.folder import check_folder\n"
        f"check_folder({str(home)!r}, out={str(tmp_path)!r}, jobs=1, boxed=False)"
    )
    environment = os.environ | {"NNLEARN_PROGRESS": "memory"}
    codes = []
    for _ in range(3):
        done = subprocess.run([sys.executable, "-c", program], env=environment, capture_output=True, text=True)
        codes.append(done.returncode)
        if not codes[-1]:
            break
        kept = (tmp_path / "class_unfinished.jsonl").read_text()
        assert '"verdict"' in kept  # ada's
    assert codes == [-9, -9, 0], done.stderr
    found = {(row["learner"], row["exercise"]): row for row in rows(tmp_path / "class.csv")}
    assert found["ada", "33.2"]["passed"] == "yes"
    assert "cut off twice while it ran" in found["zoe", "33.1"]["note"]


def test_a_folder_that_cannot_be_written_is_said_before_anything_runs(tmp_path, capsys):
    write(tmp_path / "class/ada" / FILE, IMPORT, *RIGHT)
    assert cli.main(["check", str(tmp_path / "class"), "--out", "/proc"]) == 1
    said = capsys.readouterr()
    assert "check cannot write into --out, /proc" in said.err
    assert "notebook" not in said.out


@pytest.mark.parametrize("jobs", ["0", "-3"])
def test_a_number_of_jobs_below_one_is_a_sentence(tmp_path, capsys, jobs):
    write(tmp_path / "class/ada" / FILE, IMPORT, *RIGHT)
    assert cli.main(["check", str(tmp_path / "class"), "--out", str(tmp_path), f"--jobs={jobs}"]) == 1
    assert f"jobs at least 1, got {jobs}" in capsys.readouterr().err


def test_a_sandbox_that_is_insisted_on_and_not_there_is_a_sentence(tmp_path, capsys, monkeypatch):
    monkeypatch.setattr(sandbox, "bubblewrap", lambda: "")
    write(tmp_path / "class/ada" / FILE, IMPORT, *RIGHT)
    assert cli.main(["check", str(tmp_path / "class"), "--out", str(tmp_path), "--sandbox"]) == 1
    assert "needs bubblewrap, which does not work here: install it" in capsys.readouterr().err


def test_the_course_s_own_exercises_and_solutions_have_no_sign():
    from nnlearn.grading.signs import signs

    root = Path(__file__).resolve().parents[2]
    found = {
        path.name: signs(path) for folder in ("exercises", "solutions") for path in (root / folder).glob("*.ipynb")
    }
    assert len(found) > 60
    assert {name: sentences for name, sentences in found.items() if sentences} == {}
