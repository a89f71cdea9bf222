"""The reports of 33.5 say what was measured, each test shows its fault, and what the checks of 33.5 and 33.6 say."""

import re

import pytest

from nnlearn import metrics
from nnlearn.checks import registry
from nnlearn.checks.judge import judge
from nnlearn.lessons.capstone import auditing, audits, handing_over
from nnlearn.lessons.capstone.answers import FINDINGS
from nnlearn.lessons.capstone.example import EXAMPLE
from nnlearn.lessons.capstone.reports import FAULTS, REPORTS

AUDIT, CAPSTONE = (registry.find("exercises", id) for id in ("33.5", "33.6"))


def reported(name):
    """Return the numbers of the last line of a report."""
    return [float(one) for one in re.findall(r"\d\.\d+", REPORTS[name][-1])]


def test_the_reports_say_what_was_measured():
    assert reported("A")[0] == round(audits.genes(False), 2)
    starts = audits.starts()
    best = starts[:, 0].max()
    assert reported("B") == [best, *(round(end, 2) for end in metrics.wilson(round(100 * best), 100))]
    found = audits.rivals()
    assert reported("C") == pytest.approx([found[key] for key in ("network", "before", "low", "high")], abs=6e-4)
    assert "rate {}, {} units".format(*found["ours"]) in REPORTS["C"][2]
    left = audits.left()[0]
    assert reported("D") == pytest.approx([left, *metrics.wilson(round(997 * left), 997)], abs=6e-3)
    assert reported("E")[0] == round(audits.maps()[0], 2)
    assert reported("F")[:2] == [round(one, 2) for one in audits.forecasts()[0]]


def test_each_test_shows_its_fault():
    assert abs(audits.genes(True) - 0.5) < 0.03
    kept = audits.starts()[audits.starts()[:, 0].argmax()]
    assert kept[0] - kept[1] > 0.05
    found = audits.rivals()
    assert found["before"] < found["network"] < found["after"]
    assert audits.left()[1] < audits.left()[0] - 0.2
    learned, nothing, alike = audits.maps()
    assert abs(learned - nothing) < 0.02
    assert alike > 0.85
    (shuffled, rival), (later, rival_later) = audits.forecasts()
    assert shuffled < rival
    assert later > 5 * rival_later


def test_each_finding_is_a_line_before_the_last_and_no_two_are_alike():
    assert [*FINDINGS] == [*REPORTS]
    assert all(1 < line < len(REPORTS[name]) for name, (_, line) in FINDINGS.items())
    faults = [fault for fault, _ in FINDINGS.values()]
    assert len({*faults}) == 6
    assert {*faults} < {*FAULTS} == {*auditing.TRIED}


@pytest.mark.parametrize("name", FINDINGS)
def test_another_line_is_told_what_the_test_shows(name):
    fault, line = FINDINGS[name]
    told = auditing.advice({**FINDINGS, name: (fault, 1)})
    assert told.startswith("5 of 6 are found.")
    assert auditing.shown(name) in told
    assert auditing.told({name: (fault, line)}) == f"{name}: {auditing.shown(name)}."
    assert auditing.told({name: (fault, 1)}) == auditing.told(...) == ""


@pytest.mark.parametrize("fault", FAULTS)
def test_another_fault_is_told_how_it_is_tested_and_nothing_is_given_away(fault):
    name = next(name for name in FINDINGS if FINDINGS[name][0] != fault)
    message = judge(AUDIT, {**FINDINGS, name: (fault, 1)}).message
    assert auditing.TRIED[fault] in message
    assert FINDINGS[name][0] not in message


FORMS = {
    "Expected a dict": [("leak", 3)],
    "expected a fault and the number of a line": {**FINDINGS, "B": "best of many"},
    "there is no fault 'luck'": {**FINDINGS, "B": ("luck", 3)},
    "expected the number of a line, counted from 1": {**FINDINGS, "B": ("leak", "3")},
    "Report B has no finding yet": {"A": FINDINGS["A"], "B": ...},
}


@pytest.mark.parametrize("words", FORMS)
def test_a_wrong_form_is_told(words):
    assert words in judge(AUDIT, FORMS[words]).message


def test_the_example_reaches_the_target_and_is_called_by_its_name():
    result = judge(CAPSTONE, EXAMPLE)
    assert result
    assert result.value >= handing_over.TARGET
    assert "This is the finished example" in result.message


def test_an_empty_folder_is_told_what_to_do_first(tmp_path):
    result = judge(CAPSTONE, str(tmp_path))
    assert not result
    assert "0 of 20 points" in result.message
    assert "question: there is no question.md" in result.message
    assert "And 17 more" in result.message


def test_what_is_no_folder_is_told(tmp_path):
    file = tmp_path / "report.ipynb"
    file.write_text("", encoding="utf-8")
    assert "`nnlearn report mine --start`" in judge(CAPSTONE, tmp_path / "mine").message
    assert "the folder that it lies in" in judge(CAPSTONE, file).message
    assert "got 3" in judge(CAPSTONE, 3).message
