"""`nnlearn report`: a capstone is run from clean in a copy, counted, and left as it was."""

import json
import os
import sys
from pathlib import Path

import pytest
from grading_parts import IMPORT, lesson_33, write  # noqa: F401

from nnlearn.app.capstone import begin
from nnlearn.app.cli import main
from nnlearn.grading import capstone
from nnlearn.grading.folder import check_folder, notebooks
from nnlearn.lessons.capstone.example import EXAMPLE, is_example

WORDS = "question seal ledger baseline gradcheck parity interval control audit 20 of 20 points"


def contents(folder):
    return {path.relative_to(folder): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def notebook(folder, *cells):
    folder.mkdir(exist_ok=True)
    made = [{"cell_type": "code", "source": cell, "outputs": [], "metadata": {}} for cell in cells]
    (folder / "report.ipynb").write_text(json.dumps({"cells": made, "metadata": {}, "nbformat": 4}))
    return folder


def test_the_example_has_all_points_from_clean(tmp_path, capfd):
    assert begin(tmp_path / "mine", "example").startswith("The finished example is in")
    before = contents(tmp_path / "mine")
    assert main(["report", str(tmp_path / "mine")]) == 0, capfd.readouterr().out
    assert "20 of 20 points" in capfd.readouterr().out
    assert contents(tmp_path / "mine") == before  # it was only read
    assert is_example(tmp_path / "mine")


def test_a_report_that_prints_the_words_gets_nothing(tmp_path, capfd):
    folder = notebook(tmp_path / "stub", f"print({WORDS!r})", "for k in range(20): print('[x] point', k)")
    for name in ("card.md", "question.md", "evidence.json"):
        (folder / name).write_text(WORDS)
    assert main(["report", str(folder)]) == 1
    assert "0 of 20 points" in capfd.readouterr().out


@pytest.mark.skipif(not hasattr(os, "geteuid"), reason="this system has no root")
def test_as_root_the_command_that_runs_notebooks_is_named(tmp_path, capfd, monkeypatch):
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    assert main(["report", str(notebook(tmp_path / "empty", "1"))]) == 1
    assert capfd.readouterr().err.startswith("nnlearn report runs notebooks as root")


def test_evidence_handed_over_does_not_count_if_the_run_makes_none(tmp_path, capfd):
    folder = tmp_path / "copied"
    begin(folder, "example")
    source = json.loads((folder / "report.ipynb").read_text())
    for cell in source["cells"]:
        cell["source"] = "1" if cell["cell_type"] == "code" else cell["source"]  # the outputs still say everything
    (folder / "report.ipynb").write_text(json.dumps(source))
    assert main(["report", str(folder)]) == 1
    said = capfd.readouterr().out
    assert "3 of 20 points" in said  # question, seal and order of the ledger lie there
    assert "run from clean, the report makes no evidence" in said


def test_a_report_that_fails_or_never_ends_says_where(tmp_path, capfd):
    folder = notebook(tmp_path / "fails", "import time", "1 / 0", "while True: time.sleep(0.01)")
    (folder / "note.txt").write_text("mine")
    before = contents(folder)
    assert main(["report", str(folder), "--cell-seconds", "0.5"]) == 1
    said = capfd.readouterr().out
    assert "Cell 2 fails: ZeroDivisionError: division by zero" in said
    assert "Cell 3 fails: stopped after 0.5 seconds" in said
    assert "clean run: from a clean kernel, cell 2 failed (ZeroDivisionError: division by zero)" in said
    assert contents(folder) == before


def test_what_a_report_writes_and_deletes_stays_in_the_copy(tmp_path):
    folder = notebook(
        tmp_path / "wild", "import pathlib\nfor p in pathlib.Path().iterdir(): p.unlink()", "open('x', 'w')"
    )
    (folder / "precious.csv").write_text("1")
    before = contents(folder)
    assert not capstone.check_report(folder)
    assert contents(folder) == before


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights there")
def test_links_pipes_and_hidden_files_are_not_copied(tmp_path):
    folder = notebook(tmp_path / "odd", "1")
    (folder / "link").symlink_to(tmp_path)
    (folder / "file").symlink_to("/etc/hostname")
    os.mkfifo(folder / "pipe")
    (folder / ".git").mkdir()
    (folder / ".git" / "config").write_text("x")
    (folder / "data").mkdir()
    (folder / "data" / "a.csv").write_text("1")
    found = [str(path.relative_to(folder)) for path in capstone.files_of(folder)]
    assert found == ["data/a.csv", "report.ipynb"]


def test_folders_that_are_no_capstone_are_refused_in_a_sentence(tmp_path, capfd, monkeypatch):
    folder = notebook(tmp_path / "one", "1")
    (tmp_path / "empty").mkdir()
    for what, says in (
        (tmp_path / "none", f"`nnlearn report {tmp_path / 'none'} --start` makes an empty one"),
        (folder / "report.ipynb", f"give its folder, {folder}"),
        (tmp_path / "empty", "to hold report.ipynb, found none"),
    ):
        assert main(["report", str(what)]) == 1
        assert says in capfd.readouterr().err
    monkeypatch.setattr(capstone, "MAX_FILES", 1)
    (folder / "second").write_text("")
    assert main(["report", str(folder)]) == 1
    assert "at most 1 files" in capfd.readouterr().err


@pytest.mark.parametrize("kind", ["--start", "--example"])
def test_nothing_is_overwritten(kind, tmp_path, capfd):
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "thesis.txt").write_text("mine")
    (tmp_path / "file").write_text("mine")
    (tmp_path / "nowhere").symlink_to(tmp_path / "missing")
    before = contents(tmp_path)
    for name in ("full", "file", "nowhere", "a/b"):
        assert main(["report", str(tmp_path / name), kind]) == 1
        assert capfd.readouterr().err.startswith("nnlearn report: report expected")
    assert contents(tmp_path) == before
    (tmp_path / "empty").mkdir()
    assert main(["report", str(tmp_path / "empty"), kind]) == 0
    assert "report.ipynb" in os.listdir(tmp_path / "empty")


def test_the_template_runs_and_says_what_comes_first(tmp_path, capfd):
    assert main(["report", str(tmp_path / "mine"), "--start"]) == 0
    assert main(["report", str(tmp_path / "mine")]) == 1
    said = capfd.readouterr().out
    assert "fails" not in said
    assert "report.preregister writes both, before any training" in said
    assert not is_example(tmp_path / "mine")


def test_a_class_has_its_capstones_where_the_exercises_look_for_them(lesson_33, tmp_path):  # noqa: F811
    """The invented exercise asks how many of the files of a capstone the notebook finds."""
    check = "import pathlib\ncheck('33.1', sum((pathlib.Path({!r}) / name).is_file() for name in {}))"
    names = ["card.md", "report.ipynb", "evidence.json"]
    for learner, place, name in (
        ("ada", "ada", "mine"),
        ("ben", "ben/exercises", "../mine"),
        ("eve", "eve", "../ada/mine"),  # what lies in another learner's folder is not there
    ):
        if learner != "eve":
            begin_in = tmp_path / "class" / learner
            begin_in.mkdir(parents=True)
            begin(begin_in / "mine", "example")
        write(tmp_path / "class" / place / "33_capstone_exercises.ipynb", IMPORT, check.format(name, names))
    assert [learner for learner, _ in notebooks(tmp_path / "class")] == ["ada", "ben", "eve"]
    check_folder(tmp_path / "class", out=tmp_path)
    rows = [line.split(",") for line in (tmp_path / "class.csv").read_text().splitlines()]
    assert [(row[0], row[3]) for row in rows if row[2] == "33.1"] == [("ada", "yes"), ("ben", "yes"), ("eve", "no")]


def test_the_example_is_complete():
    assert {path.name for path in EXAMPLE.iterdir()} == set(capstone.FILES)
    assert Path(EXAMPLE / "report.ipynb").stat().st_size < 60_000
