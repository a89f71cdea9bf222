"""The seal: a test set opens once without a word, and every opening is in the ledger before the arrays come out."""

import shutil
import subprocess
import sys

import numpy as np
import pytest

from nnlearn import report

DATA = {"x": np.arange(12, dtype=np.float32).reshape(4, 3), "y": np.array([0, 1, 1, 2]), "right": np.eye(4) > 0}


@pytest.fixture
def ledger(tmp_path):
    return report.Ledger(tmp_path / "ledger.csv")


@pytest.fixture
def path(tmp_path):
    path = tmp_path / "test.sealed"
    report.seal(path, **DATA)
    return path


def test_what_was_sealed_comes_back(path, ledger):
    found = report.open_seal(path, ledger, "the final measurement")
    assert list(found) == list(DATA)
    for name, values in DATA.items():
        assert found[name].dtype == values.dtype
        assert np.array_equal(found[name], values)
        found[name][0] = 0  # one may write to it
    assert "the final measurement" in ledger.path.read_text()


def test_arrays_of_any_order_in_memory_are_sealed(tmp_path, ledger):
    values = np.arange(24.0).reshape(4, 6)
    given = {"f": np.asfortranarray(values), "view": values[:, ::2], "big": values.astype(">f8")}
    report.seal(tmp_path / "other", **given)
    found = report.open_seal(tmp_path / "other", ledger)
    assert all(np.array_equal(found[name], given[name]) for name in given)


def test_it_opens_again_with_a_reason_alone_and_counts(path, ledger):
    report.open_seal(path, ledger)
    said = r"expected a reason to open test.sealed again, got none: it was opened 1 time, last at .*Z \(the first open"
    with pytest.raises(ValueError, match=f"open_seal {said}"):
        report.open_seal(path, ledger)
    assert "opened 1 time" in ledger.summary()
    report.open_seal(path, ledger, "a clean run")
    assert ledger.summary() == "0 tries; a sealed test set was opened 2 times."
    with pytest.raises(ValueError, match=r"opened 2 times, last at .* \(a clean run\)"):
        report.open_seal(path, ledger)


def test_a_copy_and_a_second_seal_of_the_same_arrays_count_with_it(path, ledger, tmp_path):
    report.open_seal(path, ledger)
    shutil.copy(path, tmp_path / "copy")
    path.unlink()
    report.seal(path, **dict(reversed(DATA.items())))
    for again in (tmp_path / "copy", path):
        with pytest.raises(ValueError, match="expected a reason"):
            report.open_seal(again, ledger)
    report.seal(tmp_path / "other", x=DATA["x"] + 1)
    report.open_seal(tmp_path / "other", ledger)  # another test set has a first time of its own


OPENER = """
import sys, time
from nnlearn import report
from nnlearn.report import lines
read = lines.read
lines.read = lambda path: (read(path), time.sleep(0.2))[0]  # so that all read before one writes, if they can
report.Ledger(sys.argv[2])
print("ready", flush=True)
sys.stdin.readline()
try:
    report.open_seal(sys.argv[1], report.Ledger(sys.argv[2]))
    print("open")
except ValueError as error:
    print("closed", error)
"""


def test_of_two_kernels_one_opens_it(path, ledger):
    command = [sys.executable, "-c", OPENER, path, ledger.path]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
    runs = [subprocess.Popen(command, **pipes) for _ in range(3)]
    assert [run.stdout.readline() for run in runs] == ["ready\n"] * 3
    for run in runs:
        run.stdin.write("\n")
        run.stdin.flush()
    said = sorted(run.communicate()[0].split()[0] for run in runs)
    assert said == ["closed", "closed", "open"]


def test_nothing_is_overwritten_and_the_same_is_taken(path, tmp_path):
    before = path.read_bytes()
    report.seal(path, **DATA)
    with pytest.raises(FileExistsError, match=r"seal expected path to be new, got test.sealed, which is there"):
        report.seal(path, **{**DATA, "y": DATA["y"] + 1})
    assert path.read_bytes() == before
    (tmp_path / "notes").write_text("mine")
    (tmp_path / "folder").mkdir()
    for name in ("notes", "folder"):
        with pytest.raises(FileExistsError, match="nothing is overwritten"):
            report.seal(tmp_path / name, **DATA)
    assert sorted(file.name for file in tmp_path.iterdir()) == ["folder", "notes", "test.sealed"]


def test_a_damaged_seal_and_another_file_stay_closed(path, ledger, tmp_path):
    content = bytearray(path.read_bytes())
    content[-1] ^= 1
    path.write_bytes(content)
    with pytest.raises(ValueError, match=r"open_seal expected test.sealed as it was sealed, got other numbers"):
        report.open_seal(path, ledger)
    path.write_bytes(content[:-1])
    (tmp_path / "notes").write_text("mine, and long enough for a header")
    for name in ("test.sealed", "notes"):
        with pytest.raises(ValueError, match=f"open_seal expected {name} to be written by seal"):
            report.open_seal(tmp_path / name, ledger)
    assert not ledger.path.exists()


def test_it_stays_closed_where_the_ledger_cannot_be_written(path, ledger, monkeypatch):
    def full(*_):
        raise OSError(28, "No space left on device")

    ledger.add("x", value=1)
    monkeypatch.setattr("nnlearn.report.lines.os.fsync", full)
    with pytest.raises(OSError, match="No space left"):
        report.open_seal(path, ledger)


@pytest.mark.parametrize(
    ("arrays", "said"),
    [
        ({}, "at least one array by name"),
        ({"x": [1, 2]}, "x to be an ndarray, got a list"),
        ({"x": np.array(["a"])}, "x to hold numbers"),
        ({"x": np.zeros((0, 3))}, r"x with one row per example, got shape \(0, 3\)"),
        ({"x": np.array(1.0)}, r"x with one row per example, got shape \(\)"),
        ({"x": np.zeros(3), "y": np.zeros(4)}, r"as many rows in each array, got \{'x': 3, 'y': 4\}"),
    ],
)
def test_what_is_not_a_test_set_is_refused(tmp_path, arrays, said):
    with pytest.raises((TypeError, ValueError), match=f"seal expected {said}"):
        report.seal(tmp_path / "x.sealed", **arrays)
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("reason", ["", "  ", 3])
def test_an_empty_reason_is_none(path, ledger, reason):
    with pytest.raises((TypeError, ValueError), match="open_seal expected reason"):
        report.open_seal(path, ledger, reason)
    with pytest.raises(TypeError, match=r"ledger to be a Ledger, got the string .*: report.Ledger\(path\) makes one"):
        report.open_seal(path, "ledger.csv")
