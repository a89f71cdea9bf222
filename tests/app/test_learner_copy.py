"""The learner's copy: whatever the course or the machine does, what the learner wrote is still there afterwards."""

import errno
import json
import os
import shutil
import time
from pathlib import Path

import nbformat
import pytest
from notebook_run import execute

import notebooks
from nnlearn.app import learner_copy as workspace
from nnlearn.app.learner_copy import MANIFEST, fresh, refresh
from nnlearn.syllabus import BY_STEM, existing

ROOT = Path(__file__).resolve().parents[2]
LESSON = "notebooks/02_perceptron.ipynb"
NEWER = "notebooks/02_perceptron_new.ipynb"


@pytest.fixture
def root(tmp_path):
    """Make a repository of two lessons, as text files: nothing reads what is in them."""
    for folder, names in (
        ("notebooks", ("00_start", "02_perceptron", "04_forward")),
        ("exercises", ("02_perceptron_exercises",)),
    ):
        (tmp_path / folder).mkdir()
        for name in names:
            (tmp_path / folder / f"{name}.ipynb").write_text(f"first {folder} {name}")
    return tmp_path


def texts(root):
    """Return everything in course/ except the manifest: {name: text}."""
    files = (path for path in (root / "course").rglob("*") if path.is_file() and path.name != MANIFEST)
    return {path.relative_to(root / "course").as_posix(): path.read_text() for path in files}


def test_first_start_copies_all_and_the_second_nothing(root):
    assert str(refresh(root)) == "new in course/: 4 files"
    handed_out = texts(root)
    assert handed_out[LESSON] == "first notebooks 02_perceptron"
    assert len(handed_out) == 4
    before = {path: path.stat().st_mtime_ns for path in (root / "course").rglob("*")}
    assert str(refresh(root)) == ""
    assert {path: path.stat().st_mtime_ns for path in (root / "course").rglob("*")} == before


def test_the_same_text_is_kept_once_whatever_its_date(root):
    refresh(root)
    target = root / "course" / LESSON
    for day in (1, 2):  # on the second day the learner has put the kept file back
        target.write_text("mine")
        os.utime(target, (86400 * 365 * day,) * 2)
        ((_, kept),) = fresh("02", root).kept
    assert [name for name, text in texts(root).items() if text == "mine"] == [kept]
    target.write_text("another")
    fresh("02", root)
    assert sorted(set(texts(root).values()) & {"mine", "another"}) == ["another", "mine"]


def test_on_a_server_each_learner_has_a_copy_in_their_own_home(root, tmp_path):
    homes = [tmp_path / "homes" / name / "nnlearn" for name in ("ada", "emmy")]
    for home in homes:
        assert "4 files" in str(refresh(root, course=home))
    (homes[0] / LESSON).write_text("ada's")
    assert [str(refresh(root, course=home)) for home in homes] == ["", ""]
    assert [(home / LESSON).read_text() for home in homes] == ["ada's", "first notebooks 02_perceptron"]
    assert not (root / "course").exists()


def test_an_update_replaces_what_the_learner_left_alone(root):
    refresh(root)
    (root / LESSON).write_text("second")
    report = refresh(root)
    assert report.updated == [LESSON]
    assert "brought up to date" in str(report)
    assert texts(root)[LESSON] == "second"


def run_and_saved(path):
    """Do to a notebook what running all its cells and saving does."""
    told = json.loads(path.read_text())
    for number, cell in enumerate(told["cells"], 1):
        cell |= {"execution_count": number, "outputs": [{"output_type": "stream", "name": "stdout", "text": "3"}]}
    told["metadata"] = {"kernelspec": {"name": "python3"}}
    path.write_text(json.dumps(told, indent=1))


def notebook(*sources):
    return json.dumps({"cells": [{"cell_type": "code", "source": [source]} for source in sources], "metadata": {}})


def test_a_lesson_that_was_only_run_and_saved_is_replaced_by_a_newer_one(tmp_path):
    lesson = "notebooks/02_perceptron.ipynb"
    (tmp_path / "notebooks").mkdir()
    (tmp_path / lesson).write_text(notebook("x = 1"))
    refresh(tmp_path)
    run_and_saved(tmp_path / "course" / lesson)
    kept = (tmp_path / "course" / lesson).read_text()
    assert str(refresh(tmp_path)) == ""  # nothing is new: the outputs stay
    assert (tmp_path / "course" / lesson).read_text() == kept
    (tmp_path / lesson).write_text(notebook("x = 2"))
    assert refresh(tmp_path).updated == [lesson]
    assert not list((tmp_path / "course/notebooks").glob("*_new*"))
    (tmp_path / "course" / lesson).write_text(notebook("x = 2", "mine"))
    (tmp_path / lesson).write_text(notebook("x = 3"))
    assert refresh(tmp_path).beside == [(lesson, "notebooks/02_perceptron_new.ipynb")]
    assert "mine" in (tmp_path / "course" / lesson).read_text()


def test_fresh_acts_on_the_copy_that_the_environment_names(tmp_path, monkeypatch, capsys):
    """On a hub the installation is shared, and the copy is in the learner's home."""
    from nnlearn.app import cli, learner_copy

    (tmp_path / "shared/notebooks").mkdir(parents=True)
    (tmp_path / "shared/notebooks/02_perceptron.ipynb").write_text(notebook("clean"))
    refresh(tmp_path / "shared", course=tmp_path / "home/nnlearn")
    own = tmp_path / "home/nnlearn/notebooks/02_perceptron.ipynb"
    own.write_text(notebook("mine"))
    monkeypatch.setenv("NNLEARN_COURSE", str(tmp_path / "home/nnlearn"))
    monkeypatch.setattr(learner_copy.fresh, "__defaults__", (tmp_path / "shared", None))
    assert cli.main(["fresh", "02"]) == 0
    assert "clean" in own.read_text()
    assert not (tmp_path / "shared/course").exists()


def test_an_update_arrives_once_beside_what_the_learner_changed(root):
    refresh(root)
    (root / "course" / LESSON).write_text("mine")
    assert str(refresh(root)) == ""  # only a change of the learner's: nothing new arrives
    (root / LESSON).write_text("second")
    assert refresh(root).beside == [(LESSON, NEWER)]
    assert (texts(root)[LESSON], texts(root)[NEWER]) == ("mine", "second")
    assert str(refresh(root)) == ""
    (root / LESSON).write_text("third")  # the untouched newer one is replaced
    assert refresh(root).beside == [(LESSON, NEWER)]
    (root / "course" / NEWER).write_text("mine too")  # but not a touched one
    (root / LESSON).write_text("fourth")
    assert refresh(root).beside == [(LESSON, "notebooks/02_perceptron_new_2.ipynb")]
    found = texts(root)
    assert [found[name] for name in sorted(found) if "02_" in name and "notebooks" in name] == [
        "mine",
        "mine too",
        "fourth",
    ]


def test_the_learner_may_throw_the_newer_one_away_or_take_it(root):
    refresh(root)
    (root / "course" / LESSON).write_text("mine")
    (root / LESSON).write_text("second")
    refresh(root)
    (root / "course" / NEWER).unlink()
    assert str(refresh(root)) == ""
    (root / "course" / LESSON).write_text("second")
    assert str(refresh(root)) == ""
    (root / LESSON).write_text("third")
    assert refresh(root).updated == [LESSON]


def test_a_deleted_file_is_given_back(root):
    refresh(root)
    (root / "course" / LESSON).unlink()
    assert refresh(root).added == [LESSON]


def test_other_files_of_the_learner_are_left_alone(root):
    refresh(root)
    (root / "course" / ".nnlearn-progress.json").write_text("{}")
    (root / "course" / "notebooks" / "ideas.ipynb").write_text("mine")
    (root / LESSON).unlink()  # a lesson that the course drops stays with the learner
    refresh(root)
    assert texts(root)[".nnlearn-progress.json"] == "{}"
    assert texts(root)["notebooks/ideas.ipynb"] == "mine"
    assert LESSON in texts(root)


def test_fresh_keeps_the_old_one_under_its_date_and_clobbers_nothing(root):
    refresh(root)
    mine = root / "course" / LESSON
    for count in range(3):
        mine.write_text(f"try {count}")
        os.utime(mine, (0, time.mktime((2030, 1, 31, 12, 0, 0, 0, 0, -1))))
        report = fresh(2, root)
        assert mine.read_text() == "first notebooks 02_perceptron"
    assert str(report).splitlines()[0] == (
        f"{LESSON} is a clean copy now; your version is notebooks/02_perceptron_2030-01-31_3.ipynb"
    )
    found = texts(root)
    assert [found[f"notebooks/02_perceptron_2030-01-31{end}.ipynb"] for end in ("", "_2", "_3")] == [
        "try 0",
        "try 1",
        "try 2",
    ]
    assert found["notebooks/04_forward.ipynb"] == "first notebooks 04_forward"


def test_fresh_without_a_change_keeps_no_copy(root):
    assert fresh("02", root).added == ["exercises/02_perceptron_exercises.ipynb", LESSON]
    assert "is already a clean copy" in str(fresh("02", root))
    (root / LESSON).write_text("second")
    assert fresh("02", root).updated == [LESSON]
    assert len(texts(root)) == 2


def test_fresh_of_a_lesson_that_is_not_there(root):
    with pytest.raises(ValueError, match="got 03 Activation functions, which is not written yet"):
        fresh("03", root)
    with pytest.raises(ValueError, match="from 01 to 33, got '99'"):
        fresh("99", root)


def test_a_power_cut_at_any_write_loses_nothing(root, monkeypatch):
    """Cut the power after every single write of an update that includes a changed file, start again, and compare."""
    refresh(root)
    pristine = root / "course"
    (pristine / LESSON).write_text("mine")
    for path in root.glob("*s/*.ipynb"):
        path.write_text("second")
    shutil.copytree(pristine, root / "kept")
    write, writes = workspace.write_atomically, 0

    def cut_after(limit):
        def one(path, content):
            nonlocal writes
            if writes == limit:
                raise KeyboardInterrupt
            writes += 1
            write(path, content)

        return one

    for limit in range(20):
        shutil.rmtree(pristine)
        shutil.copytree(root / "kept", pristine)
        writes = 0
        monkeypatch.setattr(workspace, "write_atomically", cut_after(limit))
        try:
            refresh(root)
            fresh("02", root)
            finished = True
        except KeyboardInterrupt:
            finished = False
        monkeypatch.setattr(workspace, "write_atomically", write)
        assert "mine" in texts(root).values(), f"lost at write {limit}"
        refresh(root)
        fresh("02", root)
        found = texts(root)
        assert list(found.values()).count("mine") >= 1
        assert all(found[name] == "second" for name in (LESSON, "notebooks/04_forward.ipynb", NEWER))
        if finished:
            break
    assert finished
    assert limit > 8  # every write of both was cut once


DEEP = "[" * 100_000


@pytest.mark.parametrize(
    "damage", ["", "{", "[]", DEEP, '{"files": 3}', '{"files": {"notebooks/02_perceptron.ipynb": 1}}']
)
def test_a_damaged_manifest_makes_every_difference_the_learners(root, damage):
    refresh(root)
    (root / "course" / MANIFEST).write_text(damage)
    (root / "course" / LESSON).write_text("mine")
    (root / LESSON).write_text("second")
    refresh(root)
    assert (texts(root)[LESSON], texts(root)[NEWER]) == ("mine", "second")
    assert json.loads((root / "course" / MANIFEST).read_text())["files"]


def test_links_lead_nowhere(root, tmp_path_factory):
    outside = tmp_path_factory.mktemp("outside")
    (outside / "private.ipynb").write_text("private")
    refresh(root)
    (root / "course" / LESSON).unlink()
    (root / "course" / LESSON).symlink_to(outside / "private.ipynb")
    (root / LESSON).write_text("second")
    assert refresh(root).left == [LESSON]
    assert fresh("02", root).left == [LESSON]
    assert (outside / "private.ipynb").read_text() == "private"
    shutil.rmtree(root / "course")
    for link in ("course", "course/notebooks"):
        (root / link).parent.mkdir(exist_ok=True)
        (root / link).symlink_to(outside, target_is_directory=True)
        with pytest.raises(OSError, match="is a link: replace it by a folder"):
            refresh(root)
        (root / link).unlink()
        (root / "course").mkdir(exist_ok=True)
    assert [path.name for path in outside.iterdir()] == ["private.ipynb"]


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EROFS, errno.EACCES])
def test_a_disk_that_refuses_is_named_in_a_sentence(root, monkeypatch, number):
    refresh(root)
    (root / "course" / LESSON).write_text("mine")
    (root / LESSON).write_text("second")

    def refuse(path, content):
        raise OSError(number, os.strerror(number), str(path))

    monkeypatch.setattr(workspace, "write_atomically", refuse)
    for work in (lambda: refresh(root), lambda: fresh("02", root)):
        with pytest.raises(OSError, match="your files are unchanged") as caught:
            work()
        assert os.strerror(number) in str(caught.value)
    assert texts(root)[LESSON] == "mine"
    monkeypatch.undo()
    assert refresh(root).beside == [(LESSON, NEWER)]


def test_a_folder_without_notebooks_is_named(tmp_path):
    with pytest.raises(OSError, match="start nnlearn from the folder of the course"):
        refresh(tmp_path)


def test_second_start_of_a_whole_course_is_quick(tmp_path, monkeypatch):
    """It reads each file once on either side and writes none."""
    for folder in workspace.FOLDERS:
        (tmp_path / folder).mkdir()
        for number in range(33):
            (tmp_path / folder / f"{number:02}_lesson.ipynb").write_bytes(os.urandom(400_000))
    refresh(tmp_path)
    read, read_bytes = [], Path.read_bytes
    monkeypatch.setattr(Path, "read_bytes", lambda path: (read.append(path), read_bytes(path))[1])
    monkeypatch.setattr(workspace, "write_atomically", None)
    assert str(refresh(tmp_path)) == ""
    assert len(read) == len({*read}) == 2 * 3 * 33


def committed():
    """Return the lessons to work through: 02 if it exists, otherwise the first that does."""
    stems = [one.stem for one in existing(ROOT)]
    return ["02_perceptron"] if "02_perceptron" in stems else stems[:1]


def bytes_of(*folders):
    """Return every file under the folders: {path: bytes}."""
    return {path: path.read_bytes() for folder in folders for path in sorted(folder.rglob("*")) if path.is_file()}


@pytest.mark.slow
@pytest.mark.parametrize("stem", committed())
def test_a_learner_works_through_a_lesson_and_a_build_after_it_touches_nothing(stem, tmp_path):
    """In a copy of the repository, run the lesson, write the answers into its exercises, then `make build`."""
    for folder in ("lessons", "nnlearn/lessons", *workspace.FOLDERS):  # solutions are built from the answers
        shutil.copytree(ROOT / folder, tmp_path / folder, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("README.md", "NOTATION.md"):  # the build writes the first and reads the second
        shutil.copy(ROOT / name, tmp_path)
    built = [tmp_path / folder for folder in workspace.FOLDERS]
    as_built = bytes_of(*built)
    refresh(tmp_path)
    lesson, exercises = (tmp_path / "course" / BY_STEM[stem].notebook(folder) for folder in ("notebooks", "exercises"))
    solutions = nbformat.read(tmp_path / BY_STEM[stem].notebook("solutions"), as_version=4)
    answers = {cell.id: cell.source for cell in solutions.cells}
    for path in (lesson, exercises):
        notebook = nbformat.read(path, as_version=4)
        for cell in notebook.cells:
            if path == exercises:
                cell.source = answers.get(cell.id, cell.source)
        notebook.cells.append(nbformat.v4.new_code_cell("print('my own work')"))
        execute(notebook, path.parent.name)
        nbformat.write(notebook, path)
    asked = [cell for cell in solutions.cells if 'check("' in cell.source]
    assert exercises.read_text().count(": passed.</strong>") == len(asked) > 0
    work = bytes_of(tmp_path / "course")
    assert notebooks.check(tmp_path) == []
    assert notebooks.main(["--root", str(tmp_path)]) == 0
    refresh(tmp_path)
    assert bytes_of(tmp_path / "course") == work
    assert bytes_of(*built) == as_built
