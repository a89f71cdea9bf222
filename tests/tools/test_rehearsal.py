"""The rehearsal's own bookkeeping: each failure is named, what needs it is left out, the rest is still played."""

import os
import sys

import pytest
import rehearsal
import rehearsal_morning as morning


def test_every_step_needs_earlier_ones():
    names = list(rehearsal.STEPS)
    for name, (_, needs) in rehearsal.STEPS.items():
        assert all(names.index(one) < names.index(name) for one in needs)
    assert names.index("cut") == len(rehearsal.EVENING)


def test_a_failure_is_named_and_what_needs_it_is_left_out(tmp_path, monkeypatch, capsys):
    def fails(folder):
        raise morning.Failure("the disk is full")

    def breaks(folder):
        raise KeyError("x")

    def skips(folder):
        raise morning.Skip("it needs Chromium")

    steps = {
        "a": (fails, ()),
        "b": (lambda folder: "fine", ("a",)),
        "c": (breaks, ()),
        "d": (skips, ()),
        "e": (lambda folder: "fine", ()),
    }
    monkeypatch.setattr(rehearsal, "STEPS", steps)
    monkeypatch.setattr(rehearsal, "EVENING", steps)
    assert rehearsal.main(["--folder", str(tmp_path)]) == 1
    table = capsys.readouterr().out.partition("== rehearsal\n")[2].splitlines()
    told = [(line.split()[0], " ".join(line.split()[-4:])) for line in table]
    assert [name for name, _ in told[:5]] == list("abcde")
    assert told[0][1] == "the disk is full"
    assert told[1][1].endswith("it needs a")
    assert "KeyError: 'x'" in table[2]
    assert "left out" in table[3]
    assert "passed" in table[4]
    assert table[5].endswith("2 failed: a, c")
    assert rehearsal.main(["--folder", str(tmp_path), "--steps", "e"]) == 0  # the others' results are kept
    assert rehearsal.main(["--folder", str(tmp_path), "--steps", "b"]) == 0
    assert "it needs a" in capsys.readouterr().out


def test_a_step_that_is_not_there_is_one_sentence(capsys):
    with pytest.raises(SystemExit):
        rehearsal.main(["--steps", "lunch"])
    assert "there is no step 'lunch'" in capsys.readouterr().err


def test_pip_finds_offline_alone(monkeypatch):
    monkeypatch.setenv("PIP_INDEX_URL", "http://x")
    monkeypatch.setenv("PYTHONPATH", "/x")
    told = morning.environment()
    assert {name: told[name] for name in told if name.startswith("PIP_")} == {
        "PIP_NO_INDEX": "1",
        "PIP_CONFIG_FILE": os.devnull,
    }
    assert "PYTHONPATH" not in told


@pytest.mark.parametrize(
    ("printed", "said"), [("one\ntwo", "one / two"), ("nnlearn: free some\nmake: Error 1", "free some")]
)
def test_a_command_that_fails_says_why(printed, said, tmp_path):
    with pytest.raises(morning.Failure, match=f"ended with 1: .*{said}$"):
        morning.run([sys.executable, "-c", f"raise SystemExit({printed!r})"], tmp_path)
