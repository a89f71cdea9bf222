"""The question: asked before the first try and before the seal is opened, as the lines of the ledger tell it."""

import numpy as np
import pytest

from nnlearn import report

PARTS = {
    "question": "Does it read | better?\n\n# really",
    "measure": "accuracy",
    "baseline": "logistic regression",
    "smallest_difference": 0.02,
    "what_would_say_no": "an interval that holds 0",
}


@pytest.fixture
def ledger(tmp_path):
    return report.Ledger(tmp_path / "ledger.csv")


def test_a_question_before_the_first_try(tmp_path, ledger):
    path = tmp_path / "question.md"
    assert report.check_order(path, ledger) == (False, "there is no question.md")
    report.preregister(path, ledger, **PARTS)
    ledger.add("x", value=1)
    assert report.check_order(path, ledger).kept
    text = path.read_text()
    assert [line for line in text.splitlines() if line.startswith("# ")] == [
        *("# Question", "# Measure", "# Baseline", "# Smallest difference that would matter", "# What would say no")
    ]
    assert all(f"\n\n{said}\n" in text for said in ("accuracy", "0.02", "an interval that holds 0"))


@pytest.mark.parametrize(("tries", "said"), [(1, "1 try came before the question"), (3, "3 tries came before")])
def test_a_question_after_a_try(tmp_path, ledger, tries, said):
    for _ in range(tries):
        ledger.add("x", failed=True)
    report.preregister(tmp_path / "question.md", ledger, **PARTS)
    kept, why = report.check_order(tmp_path / "question.md", ledger)
    assert not kept
    assert said in why


def test_a_question_after_the_seal(ledger, tmp_path):
    report.seal(tmp_path / "test.sealed", x=np.zeros(3))
    report.open_seal(tmp_path / "test.sealed", ledger)
    report.preregister(tmp_path / "question.md", ledger, **PARTS)
    said = "a seal was opened before the question: 1 time"
    assert report.check_order(tmp_path / "question.md", ledger) == (False, said)


def test_a_question_that_was_changed_or_never_written_down(tmp_path, ledger):
    path = tmp_path / "question.md"
    path.write_text("mine")
    assert report.check_order(path, ledger) == (False, "question.md is not in the ledger")
    with pytest.raises(FileExistsError, match=r"question.md, which says something else: nothing is overwritten"):
        report.preregister(path, ledger, **PARTS)
    assert path.read_text() == "mine"
    path.unlink()
    report.preregister(path, ledger, **PARTS)
    path.write_text(path.read_text().replace("0.02", "0.01"))
    assert report.check_order(path, ledger) == (False, "question.md is not as it was written down")


def test_the_same_question_again_changes_nothing_and_another_one_comes_later(tmp_path, ledger):
    report.preregister(tmp_path / "question.md", ledger, **PARTS)
    before = ledger.path.read_bytes()
    report.preregister(tmp_path / "question.md", ledger, **PARTS)
    assert ledger.path.read_bytes() == before
    ledger.add("x", value=1)
    report.preregister(tmp_path / "second.md", ledger, **{**PARTS, "smallest_difference": 0.01})
    assert report.check_order(tmp_path / "question.md", ledger).kept
    assert not report.check_order(tmp_path / "second.md", ledger).kept


def test_a_crash_between_the_two_files_is_made_good(tmp_path, ledger):
    report.preregister(tmp_path / "question.md", ledger, **PARTS)
    ledger.path.unlink()
    report.preregister(tmp_path / "question.md", ledger, **PARTS)
    assert report.check_order(tmp_path / "question.md", ledger).kept


@pytest.mark.parametrize("name", PARTS)
def test_each_part_must_say_something(tmp_path, ledger, name):
    for wrong in ("", None, float("nan"), 0):
        with pytest.raises((TypeError, ValueError), match=f"preregister expected {name}"):
            report.preregister(tmp_path / "question.md", ledger, **{**PARTS, name: wrong})
    assert not list(tmp_path.iterdir())
