"""The ledger: every try is there, in its order, whatever its text, after a crash and with two kernels."""

import subprocess
import sys

import numpy as np
import pytest

import nnlearn.numpy as nn
from nnlearn import report
from nnlearn.report import lines

TEXTS = [
    *(
        "two\nlines",
        "a\r\nb\rc",
        'say "x", and go',
        "=1+1",
        " spaces ",
        "C:\\new\\u0041",
        "\\",
        "\\n",
        "a\\\nb",
        "\x00",
    ),
    *(
        "\ud800",
        "\u2028 and \x85",
        "naïve 模型 🧠",
        "\x00",
        "'",
        ",,,,,,,",
        "#",
        "\ufeff",
        '"',
        "\\u2028",
        "x" * 20_000,
    ),
]


@pytest.fixture
def ledger(tmp_path):
    return report.Ledger(tmp_path / "ledger.csv")


@pytest.mark.parametrize("words", TEXTS, ids=lambda words: ascii(words[:9]))
def test_any_text_comes_back_and_stays_on_one_line(ledger, words):
    settings = {"text": words, words: [1, {"deep": words}]}
    ledger.add(words, value=0.5, settings=settings)
    ledger.add("after", value=0.25)
    first, second = ledger.tries()
    assert (first.what, first.settings, second.what) == (words, settings, "after")
    assert ledger.path.read_bytes().count(b"\n") == 3


def test_a_try_comes_back_as_it_was_given(ledger):
    model = nn.Linear(2, 1)
    settings = {"lr": np.float32(0.5), "sizes": np.array([4, 2]), "layer": nn.ReLU, "on": True, "none": None}
    added = ledger.add("MLP", value=1 / 3, settings=settings, seed=np.int64(7), weights=model)
    assert ledger.tries() == [added]
    assert added.settings == {"lr": 0.5, "sizes": [4, 2], "layer": "ReLU", "on": True, "none": None}
    assert added[:2] == (1, "MLP")
    assert added[3:7] == (7, 1 / 3, False, report.state_hash(model, digits=12))
    assert ledger.add("by hash", value=0, weights=report.state_hash(model)).weights == added.weights
    assert added.time.endswith("Z")


def test_the_best_is_the_first_of_equals_and_failed_tries_stay(ledger):
    for value, failed in ((0.5, False), (0.75, False), (np.inf, True), (0.75, False), (None, True), (0.25, False)):
        ledger.add(f"value {value}", value=value, failed=failed)
    assert ledger.best().number == 2
    assert ledger.best(lowest=True).number == 6
    assert [one.failed for one in ledger.tries()] == [False, False, True, False, True, False]
    assert ledger.summary() == "6 tries, 2 of them failed; the best is try 2 (value 0.75) with 0.75."
    assert "try 6" in ledger.summary(lowest=True)


def test_nothing_but_failures_has_no_best(ledger):
    assert ledger.summary() == "0 tries."
    ledger.add("diverged", failed=True)
    assert ledger.summary() == "1 try, 1 of them failed."
    with pytest.raises(ValueError, match=r"Ledger\.best expected a try that did not fail, got none: add one first"):
        ledger.best()


def test_lines_are_only_added(ledger):
    before = b""
    for place in range(4):
        ledger.add("try", value=place)
        now = ledger.path.read_bytes()
        assert now.startswith(before)
        before = now


@pytest.mark.parametrize("length", range(1, 90, 11))
def test_half_a_line_is_counted_and_costs_no_other(ledger, length):
    ledger.add("first", value=0.5)
    whole = ledger.path.read_bytes()
    ledger.add('second, "quoted"', value=0.75, settings={"lr": 0.1}, seed=3)
    added = ledger.path.read_bytes()[len(whole) :]
    ledger.path.write_bytes(whole + added[: min(length, len(added) - 3)])
    again = report.Ledger(ledger.path)
    assert again.add("third", value=0.25).number == 2
    assert [one.what for one in again.tries()] == ["first", "third"]
    assert again.summary().endswith("; 1 line of the file cannot be read.")


@pytest.mark.parametrize(("old", "new"), [("0.5", ""), ("0.5", "nan"), ("0.5", "half"), ("try", "tries"), ("no", "")])
def test_a_line_that_was_changed_to_nonsense_is_counted(ledger, old, new):
    ledger.add("first", value=0.5)
    ledger.path.write_text(ledger.path.read_text().replace(f"{old},", f"{new},"))
    assert ledger.tries() == []
    assert ledger.summary() == "0 tries; 1 line of the file cannot be read."


def test_a_full_disk_says_so_and_the_next_try_is_written(ledger, monkeypatch):
    ledger.add("first", value=0.5)

    def full(_):
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(lines.os, "fsync", full)
        with pytest.raises(OSError, match="No space left"):
            ledger.add("lost", value=0.5)
    ledger.add("second", value=0.5)
    assert ledger.tries()[-1].what == "second"


WRITER = """
import sys
from nnlearn import report
ledger = report.Ledger(sys.argv[1])
for place in range(20):
    ledger.add(f"{sys.argv[2]} {place}", value=place, settings={"long": "x" * 3000})
"""


def test_two_kernels_lose_no_line_and_mix_none(ledger):
    runs = [subprocess.Popen([sys.executable, "-c", WRITER, ledger.path, name]) for name in "ab"]
    assert [run.wait() for run in runs] == [0, 0]
    tries = ledger.tries()
    assert sorted(one.what for one in tries) == sorted(f"{name} {place}" for name in "ab" for place in range(20))
    assert [one.what for one in tries if one.what[0] == "a"] == [f"a {place}" for place in range(20)]
    assert ledger.path.read_text().count("kind,what") == 1


def test_a_line_is_added_while_the_file_is_locked(ledger, monkeypatch):
    held, check = [], lines.read

    def read(path):
        import filelock

        with pytest.raises(filelock.Timeout), filelock.FileLock(f"{path}.lock", timeout=0):
            pass
        held.append(path)
        return check(path)

    monkeypatch.setattr(lines, "read", read)
    lines.append(ledger.path, kind="try", what="x", value="1.0")
    assert held


def test_a_spreadsheet_may_have_saved_it(ledger):
    ledger.add("first", value=0.5)
    ledger.path.write_bytes(b"\xef\xbb\xbf" + ledger.path.read_bytes().replace(b"\n", b"\r\n"))
    assert ledger.add("second", value=0.75).number == 2
    assert [one.what for one in ledger.tries()] == ["first", "second"]


@pytest.mark.parametrize("content", ["", "my notes\n", "kind;what;settings\n", "name,value\nx,1\n"])
def test_a_file_that_is_not_a_ledger_is_left_alone(tmp_path, content):
    path = tmp_path / "notes.csv"
    path.write_text(content)
    with pytest.raises(ValueError, match=r"Ledger expected notes.csv to begin with .*nothing is overwritten"):
        report.Ledger(path)
    assert path.read_text() == content
    assert [file.name for file in tmp_path.iterdir()] == ["notes.csv"]


@pytest.mark.parametrize(
    ("what", "more", "said"),
    [
        (3, {"value": 1}, "what to be a text, got 3"),
        ("  ", {"value": 1}, "what to say something"),
        ("x", {}, "value to be a number, got None: failed=True keeps a try without one"),
        ("x", {"value": float("nan")}, "value a finite number, got nan"),
        ("x", {"value": "0.9"}, "value to be a number, got the string '0.9'"),
        ("x", {"value": "0.9", "failed": True}, "value to be a number"),
        ("x", {"value": 1, "seed": 0.5}, "seed to be a whole number"),
        ("x", {"value": 1, "settings": [1]}, "settings to be a dict such as"),
        ("x", {"value": 1, "settings": {(1, 2): 3}}, "settings of names and plain values"),
        ("x", {"value": 1, "failed": 0}, "failed to be True or False"),
        ("x", {"value": 1, "weights": "abc"}, "weights to be a model, its state_dict or what state_hash returns"),
        ("x" * 200_000, {"value": 1}, "a line that can be read again"),
    ],
)
def test_a_wrong_try_is_refused_and_nothing_is_written(ledger, what, more, said):
    with pytest.raises((TypeError, ValueError), match=f"Ledger.*expected {said}"):
        ledger.add(what, **more)
    assert not ledger.path.exists()


def test_paths(tmp_path, monkeypatch):
    with pytest.raises(FileNotFoundError, match=r"Ledger expected path in a folder that exists, .* make the folder"):
        report.Ledger(tmp_path / "none" / "ledger.csv")
    with pytest.raises(TypeError, match="Ledger expected path to be a file name, got 3"):
        report.Ledger(3)
    monkeypatch.chdir(tmp_path)
    ledger = report.Ledger("ledger.csv")
    (tmp_path / "else").mkdir()
    monkeypatch.chdir("else")
    ledger.add("x", value=1)
    assert (tmp_path / "ledger.csv").is_file()
    assert repr(ledger) == "Ledger('ledger.csv'): 1 try; the best is try 1 (x) with 1."


def test_a_file_that_may_not_be_read_is_not_taken_for_an_empty_one(ledger, monkeypatch):
    def refuse(_):
        raise PermissionError(13, "Permission denied")

    ledger.add("x", value=1)
    monkeypatch.setattr(lines.Path, "read_bytes", refuse)
    for use in (ledger.tries, ledger.summary, lambda: ledger.add("y", value=1), lambda: report.Ledger(ledger.path)):
        with pytest.raises(PermissionError):
            use()
    assert ledger.path.read_text().count("\n") == 2
