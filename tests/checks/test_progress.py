"""Progress survives a crash, a damaged file, two kernels and a disk that cannot be written."""

import contextlib
import json
import os
import subprocess
import sys
import types
from pathlib import Path

import filelock
import jupyterlab_driver as lab
import platformdirs
import platformdirs.macos
import platformdirs.unix
import platformdirs.windows
import pytest

from nnlearn.checks import check, hint, progress, progress_file, quiz, registry
from nnlearn.checks import progress_record as record
from nnlearn.checks.exercise import Exercise, Question, Quiz
from nnlearn.checks.progress_record import Record
from nnlearn.checks.progress_table import table
from nnlearn.locks import locked, system_lock

EXERCISES = (
    Exercise(id="90.1", title="Count <all>", reference=3, hints=("first", "second", "third")),
    Exercise(id="90.2", title="Count more", reference=4, hints=("first", "second", "third")),
)
QUIZZES = (
    Quiz("90.predict", Question("Which?", (("this", "yes"), ("that", "no")), answer="a"), answered_in="What you saw"),
)


@pytest.fixture(autouse=True)
def lesson(monkeypatch):
    """Register lesson 90, and no other."""
    module = types.ModuleType("nnlearn.lessons.made_up.exercises")
    module.EXERCISES, module.QUIZZES = EXERCISES, QUIZZES
    monkeypatch.setitem(sys.modules, module.__name__, module)
    monkeypatch.setitem(registry.MODULES, "90", module.__name__)
    monkeypatch.setattr("nnlearn.checks.registry.lessons", lambda: ["90"])


@pytest.fixture
def path(tmp_path, monkeypatch):
    path = tmp_path / "new folder" / "progress.json"
    monkeypatch.setenv("NNLEARN_PROGRESS", str(path))
    return path


def test_tries_hints_and_passes_are_counted(path, capsys, monkeypatch):
    monkeypatch.setattr(record, "today", lambda: "2026-11-30")
    check("90.1")  # not started: that is not an attempt
    assert not path.exists()
    check("90.1", 5)
    check("90.1", 3)
    monkeypatch.setattr(record, "today", lambda: "2026-12-01")
    check("90.1", 5)  # once passed, always passed, on that day
    hint("90.1", 2)
    hint("90.1", 1)
    quiz("90.predict", answer="b")
    assert json.loads(path.read_text()) == {
        "90.1": {"date": "2026-11-30", "hints": 2, "passed": True, "tries": 3},
        "90.predict": {"answer": "b", "date": "2026-12-01", "hints": 0, "passed": True, "tries": 1},
    }
    assert {name.name for name in path.parent.iterdir()} == {"progress.json", "progress.json.lock"}


def test_hints_come_one_after_the_other_and_over_kernels(path, capsys):
    for words in (
        "hint 1 of 3\nfirst",
        "hint 2 of 3\nsecond",
        "hint 3 of 3\nthird",
        "no more hints\nThe solution is not in this copy of the course yet: ask your instructor",
    ):
        hint("90.1")
        assert words in capsys.readouterr().out
        record.record_at.cache_clear()  # a new kernel
    hint("90.1", 1)
    assert "first" in capsys.readouterr().out
    for wrong in (0, 7, "x", [], 1.5):
        hint("90.1", wrong)
        assert "There are three hints" in capsys.readouterr().out


def test_in_memory_every_kernel_starts_afresh(monkeypatch, capsys, tmp_path):
    monkeypatch.setenv("NNLEARN_PROGRESS", "memory")
    monkeypatch.chdir(tmp_path)
    for number in (1, 2):
        record.record_at.cache_clear()
        hint("90.2")
        assert "hint 1 of 3" in capsys.readouterr().out, number
    hint("90.2")
    assert "hint 2 of 3" in capsys.readouterr().out
    assert list(tmp_path.iterdir()) == []


GOOD = {"90.1": {"hints": 1, "passed": True, "tries": 2}}
DAMAGED = {
    "empty": b"",
    "half": json.dumps(GOOD).encode()[:30],
    "not text": b"\xff\xfe\x00\x01\xd8",
    "another thing": b"[1, 2]",
    "deep": b"[" * 100_000,
    "large": b" " * 1_000_001 + b"{}",
    "huge number": b'{"90.1": {"hints": 1, "passed": true, "tries": ' + b"9" * 5000 + b"}}",
}
PARTLY = {
    "negative": {"tries": -1},
    "infinite": {"tries": float("inf")},
    "text": {"tries": "3"},
    "true for a number": {"hints": True},
    "one for true": {"passed": 1},
    "more": {"more": 1},
    "no date": {"date": "yesterday"},
    "a number for a date": {"date": 20261130},
}


def test_a_file_of_an_earlier_version_is_read_and_continued(path, monkeypatch):
    monkeypatch.setattr(record, "today", lambda: "2026-11-30")
    path.parent.mkdir()
    path.write_text(json.dumps({**GOOD, "90.2": {"hints": 0, "passed": False, "tries": 4}}))
    Record(path).add("90.1", tries=1)  # when it was passed nobody knows
    Record(path).add("90.2", tries=1, passed=True)
    assert json.loads(path.read_text()) == {
        "90.1": {"hints": 1, "passed": True, "tries": 3},
        "90.2": {"date": "2026-11-30", "hints": 0, "passed": True, "tries": 5},
    }
    assert {found.name for found in path.parent.iterdir()} == {"progress.json", "progress.json.lock"}


@pytest.mark.parametrize("name", DAMAGED)
def test_a_damaged_file_is_kept_aside_and_said_once(path, name, capsys):
    path.parent.mkdir()
    path.write_bytes(DAMAGED[name])
    keeper = Record(path)
    keeper.read()
    keeper.read()
    keeper.add("90.2", tries=1)
    assert capsys.readouterr().out.count("damaged") == 2  # the sentence, with the new name in it
    assert path.with_name("progress.json.damaged-1").read_bytes() == DAMAGED[name]
    assert list(json.loads(path.read_text())) == ["90.2"]


@pytest.mark.parametrize("name", PARTLY)
def test_what_can_be_read_of_a_damaged_file_is_taken_over(path, name, capsys):
    path.parent.mkdir()
    text = json.dumps({**GOOD, "90.2": {"hints": 0, "passed": False, "tries": 0, **PARTLY[name]}, "<b>": {}})
    path.write_text(text)
    assert Record(path).read() == GOOD
    keeper = Record(path)
    path.write_text(text)
    keeper.read()
    assert keeper.add("90.2", tries=1)["tries"] == 1
    assert json.loads(path.read_text())["90.1"] == GOOD["90.1"]
    assert path.with_name("progress.json.damaged-2").read_text() == text
    assert "1 entries could be read" in capsys.readouterr().out


@pytest.mark.parametrize("how", ["PermissionError", "full disk", "a file for a folder"])
def test_what_cannot_be_written_lives_in_memory_and_is_said_once(path, how, monkeypatch, capsys):
    def refuse(*_):
        raise (
            PermissionError(13, "Permission denied")
            if how == "PermissionError"
            else OSError(28, "No space left on device")
        )

    if how == "a file for a folder":
        path.parent.write_text("not a folder")
    else:
        monkeypatch.setattr(record, "write_atomically", refuse)
    check("90.1", 5)
    assert check("90.1", 3)
    hint("90.1")
    out = capsys.readouterr().out
    assert out.count("Progress is kept only until this kernel ends") == 1
    progress()
    assert "yes      2      1" in capsys.readouterr().out


def test_what_could_not_be_written_is_written_later(path, monkeypatch, capsys):
    keeper = Record(path)
    with monkeypatch.context() as broken:
        broken.setattr(record, "write_atomically", lambda *_: (_ for _ in ()).throw(OSError(28, "No space left")))
        keeper.add("90.1", tries=1)
    Record(path).add("90.2", tries=1)
    keeper.add("90.1", tries=1)
    assert {id: entry["tries"] for id, entry in json.loads(path.read_text()).items()} == {"90.1": 2, "90.2": 1}


@pytest.mark.parametrize("kind", ["folder", "device"])
def test_a_folder_or_a_device_is_never_replaced(tmp_path, kind, capsys):
    target = tmp_path if kind == "folder" else "/dev/null"
    if not os.path.exists(target):
        pytest.skip("this system has no /dev/null")
    keeper = Record(target)
    assert keeper.add("90.1", tries=1)["tries"] == 1
    assert keeper.read()["90.1"]["tries"] == 1
    assert os.path.exists(target)
    assert not os.path.isfile(target)
    assert not os.path.exists(f"{target}.lock")
    assert "is not a file" in capsys.readouterr().out


def test_a_link_stays_a_link(tmp_path):
    real, link = tmp_path / "real.json", tmp_path / "link.json"
    real.write_text("{}")
    link.symlink_to(real)
    Record(link).add("90.1", tries=1)
    assert link.is_symlink()
    assert "90.1" in real.read_text()


def test_two_processes_lose_no_count(path):
    code = (
        "import sys, pathlib; from nnlearn.checks.progress_record import Record\n"
        "keeper = Record(pathlib.Path(sys.argv[1]))\n"
        "for _ in range(40): keeper.add('90.1', tries=1); keeper.add('90.' + sys.argv[2], tries=1)"
    )
    runs = [subprocess.Popen([sys.executable, "-c", code, str(path), name]) for name in ("2", "3")]
    assert [run.wait(lab.patience(60)) for run in runs] == [0, 0]
    assert {id: entry["tries"] for id, entry in Record(path).read().items()} == {"90.1": 80, "90.2": 40, "90.3": 40}


def test_a_lock_that_is_held_does_not_hang(path):
    path.parent.mkdir()
    with locked(path), locked(path, patience=0.05):
        assert is_locked(path)
    assert not is_locked(path)


def is_locked(path):
    """Return whether another process would have to wait for the lock."""
    with contextlib.suppress(filelock.Timeout), filelock.FileLock(f"{path}.lock", timeout=0):
        return False
    return True


def test_a_process_that_crashes_leaves_no_lock(path):
    path.parent.mkdir()
    code = (
        "import os, pathlib, sys; from nnlearn.locks import locked\n"
        "with locked(pathlib.Path(sys.argv[1])): print('held', flush=True); sys.stdin.read()"
    )
    run = subprocess.Popen([sys.executable, "-c", code, path], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    assert run.stdout.readline() == b"held\n"
    assert is_locked(path)
    run.kill()
    run.communicate()
    assert path.with_name("progress.json.lock").exists()
    assert not is_locked(path)


@pytest.mark.parametrize("how", ["no locks", "no filelock", "read-only", "no folder", "no flock"])
def test_where_there_can_be_no_lock_the_block_runs_without(path, how, monkeypatch):
    def refuse(*_, **__):
        raise PermissionError(13, "Permission denied") if how == "read-only" else NotImplementedError("no flock")

    if how != "no folder":
        path.parent.mkdir()
    if how == "no locks":  # a browser
        monkeypatch.setattr(filelock, "FileLock", filelock.SoftFileLock)
    elif how == "no filelock":
        monkeypatch.setitem(sys.modules, "filelock", None)
    elif how != "no folder":
        monkeypatch.setattr(filelock.FileLock, "acquire", refuse)
    system_lock.cache_clear()
    ran = False
    with locked(path, patience=60):
        ran = True
    system_lock.cache_clear()
    assert ran
    assert not list(path.parent.glob("*"))


def test_a_crash_while_writing_leaves_the_old_file(path, monkeypatch):
    keeper = Record(path)
    keeper.add("90.1", tries=1)

    def crash(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr("nnlearn.files.os.replace", crash)
    with pytest.raises(KeyboardInterrupt):
        keeper.add("90.1", tries=1)
    assert Record(path).read()["90.1"]["tries"] == 1
    assert not list(path.parent.glob("*.part"))


def test_the_file_is_found(tmp_path, monkeypatch):
    monkeypatch.delenv("NNLEARN_PROGRESS", raising=False)
    monkeypatch.setattr(progress_file, "user_folder", lambda: tmp_path / "user")
    inside = tmp_path / "repository" / "course" / "exercises"
    inside.mkdir(parents=True)
    monkeypatch.setattr(progress_file, "BEGAN", (inside,))
    assert progress_file.progress_path() == tmp_path / "user" / "progress.json"
    (inside.parent / ".nnlearn.json").write_text("{}")
    for folders in ((inside,), (inside.parent,), (inside.parent.parent,), (tmp_path, inside)):
        monkeypatch.setattr(progress_file, "BEGAN", folders)
        assert progress_file.progress_path() == inside.parent / ".nnlearn-progress.json"
    monkeypatch.setenv("NNLEARN_PROGRESS", "memory")
    assert progress_file.progress_path() is None


@pytest.mark.parametrize("drive", [True, False])
def test_in_a_browser_the_progress_lies_on_the_drive_that_lasts(tmp_path, monkeypatch, drive):
    monkeypatch.delenv("NNLEARN_PROGRESS", raising=False)
    monkeypatch.setattr(progress_file, "user_folder", lambda: tmp_path / "user")
    monkeypatch.setattr(progress_file, "BEGAN", (tmp_path,))
    monkeypatch.setattr(progress_file, "DRIVE", tmp_path / "drive")
    if drive:
        (tmp_path / "drive").mkdir()
    assert progress_file.progress_path() == tmp_path / "user" / "progress.json"  # elsewhere it is any folder
    monkeypatch.setattr(progress_file.sys, "platform", "emscripten")
    found = "drive/.nnlearn-progress.json" if drive else "user/progress.json"
    assert progress_file.progress_path() == tmp_path / found


@pytest.mark.parametrize("how", ["Python", "IPython", "IPython that moved before", "a relative setting"])
def test_a_change_of_folder_does_not_move_the_progress(tmp_path, how):
    """Reported: after os.chdir the second count went to another file."""
    inside = tmp_path / "course" / "exercises"
    inside.mkdir(parents=True)
    (inside.parent / ".nnlearn.json").write_text("{}")
    cells = ["from nnlearn.checks.progress_record import record", "record().add('90.1', tries=1)"]
    cells += ["import os; os.chdir('/')", "record().add('90.2', tries=1)"]
    if how == "IPython that moved before":
        cells = [cells[2], *cells]
    if "IPython" in how:
        start = "from IPython.core.interactiveshell import InteractiveShell; shell = InteractiveShell.instance()"
        cells = [start, *(f"assert shell.run_cell({cell!r}).success" for cell in cells)]
    settings = {name: value for name, value in os.environ.items() if name != "NNLEARN_PROGRESS"}
    settings |= {"HOME": str(tmp_path / "home"), "XDG_DATA_HOME": str(tmp_path / "home")}
    settings |= {"NNLEARN_PROGRESS": "here.json"} if how == "a relative setting" else {}
    subprocess.run([sys.executable, "-c", "\n".join(cells)], cwd=inside, env=settings, check=True)
    file = inside / "here.json" if how == "a relative setting" else inside.parent / ".nnlearn-progress.json"
    assert sorted(json.loads(file.read_text())) == ["90.1", "90.2"]
    assert not list(tmp_path.glob("home/**/progress.json"))


def test_the_user_folder_is_where_it_always_was(tmp_path, monkeypatch):
    home = tmp_path / "home"
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.delenv("XDG_DATA_HOME", raising=False)
    for system, place in (
        (platformdirs.unix.Unix, ".local/share/nnlearn"),
        (platformdirs.macos.MacOS, "Library/Application Support/nnlearn"),
    ):
        monkeypatch.setattr(platformdirs, "PlatformDirs", system)
        assert progress_file.user_folder() == home / place
    monkeypatch.setattr(platformdirs, "PlatformDirs", platformdirs.windows.Windows)
    monkeypatch.setattr(platformdirs.windows, "get_win_folder", {"CSIDL_APPDATA": str(tmp_path / "Roaming")}.get)
    assert progress_file.user_folder() == tmp_path / "Roaming" / "nnlearn"


def test_the_user_folder_obeys_xdg(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "xdg"))
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    assert progress_file.user_folder() == tmp_path / "xdg" / "nnlearn"
    earlier = tmp_path / "home" / "Library" / "Application Support" / "nnlearn"
    earlier.mkdir(parents=True)
    (earlier / "progress.json").write_text("{}")
    assert progress_file.user_folder() == tmp_path / "xdg" / "nnlearn"
    monkeypatch.setattr(progress_file.sys, "platform", "darwin")
    assert progress_file.user_folder() == earlier  # what was there before nnlearn obeyed it is still found


def test_without_a_home_folder_progress_is_kept_in_memory(tmp_path, monkeypatch):
    def no_home(*_, **__):
        raise RuntimeError("could not determine the home directory")

    monkeypatch.delenv("NNLEARN_PROGRESS", raising=False)
    monkeypatch.setattr(progress_file, "BEGAN", (tmp_path,))
    for answer in (no_home, lambda *_, **__: Path("~nobody-of-this-name/.local/share/nnlearn")):
        monkeypatch.setattr(platformdirs, "user_data_path", answer)
        assert progress_file.progress_path() is None


def test_the_table_shows_all(path, capsys):
    progress()
    empty = capsys.readouterr().out
    check("90.1", 5)
    check("90.2", 4)
    hint("90.1")
    capsys.readouterr()
    progress()
    out = capsys.readouterr().out
    assert empty.count("-") >= 9
    lines = [line.split() for line in out.splitlines()]
    assert ["90", "1", "/", "3", "2", "1"] in lines
    assert ["90.1", "Count", "<all>", "no", "1", "1"] in lines
    assert ["90.2", "Count", "more", "yes", "1", "-"] in lines
    assert ["90.predict", "(quiz)", "-", "-", "-"] in lines
    html = table(Record(path).read()).html
    assert "Count &lt;all&gt;" in html
    assert '<th scope="col"' in html


def test_a_pass_offers_the_next_exercise(path, capsys):
    def said():
        return capsys.readouterr().out.splitlines()[-1]

    check("90.2", 4)
    assert said() == "Next: 90.1 Count <all>"  # the one that is left
    check("90.1", 3)
    assert said() == "That was the last exercise. The map of the course"
    check("90.1", 5)
    assert "Next" not in said()
    result = check("90.2", 4)
    assert result.box.html.endswith(
        '<a href="../notebooks/00_start.ipynb">That was the last exercise. The map of the course</a></p></div>'
    )


def test_the_last_exercise_leads_to_the_next_lesson(path, capsys, monkeypatch):
    monkeypatch.setattr("nnlearn.checks.registry.lessons", lambda: ["90", "02"])
    check("90.1", 3)
    result = check("90.2", 4)
    assert result.box.link == ("Next: lesson 02 The perceptron", "../notebooks/02_perceptron.ipynb")
    assert capsys.readouterr().out.endswith("Next: lesson 02 The perceptron\n")


@pytest.mark.parametrize("answer", [3, "", "z", "a" * 21, ["a"], None])
def test_an_answer_that_no_quiz_has_is_damage(answer, path, capsys):
    path.parent.mkdir()
    good = {"hints": 0, "passed": True, "tries": 1}
    path.write_text(json.dumps({"90.1": good, "90.predict": {**good, "answer": answer}}))
    assert record.record_at(path).read() == {"90.1": good}
