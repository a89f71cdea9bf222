"""The open exercise 32.6 compares with what is recorded, looks at the test only after a lead, and counts its looks."""

import re

import numpy as np
import pytest

from nnlearn.checks import registry
from nnlearn.checks.judge import judge
from nnlearn.lessons.applications import beating, letters, loans, records

EXERCISE = registry.find("exercises", "32.6")


@pytest.fixture(autouse=True)
def small(monkeypatch):
    """Fewer splits, and no look at a test yet."""
    monkeypatch.setattr(beating, "SPLITS", beating.SPLITS | {"A": (0, 1, 2), "C": (0,)})
    monkeypatch.setattr(beating, "LOOKS", type(beating.LOOKS)())
    beating.rivals.cache_clear()
    yield
    beating.rivals.cache_clear()


def knowing(learn, ask, seed):
    """Distances by the letters themselves, a seventh of which are lost: more than any rival knows."""
    y = letters.data()[1][ask].copy()
    y[::7] = -1
    return (y[:, None] != y).astype(float)


def cautious(learn, ask, seed):
    """The share of bad loans among those that were learned from, for everybody."""
    return np.full(len(ask), loans.data()[1][learn].mean())


def logistic(learn, ask, seed):
    return loans.predicted("logistic", {"C": 0.1}, learn, ask, seed)


def test_who_leads_sees_the_test_and_hears_of_tries_and_looks():
    first = judge(EXERCISE, ("C", knowing, 3))
    assert first
    ask = letters.split(0).validation
    right = letters.measures(knowing(None, ask, 0), ask)["of 20"]
    assert 0.8 < right < 0.95
    assert first.value == pytest.approx(right - beating.rivals("C").validation.mean())
    assert re.search(r"On the test: of 5 0\.9\d+, blurred and moved 0\.792", first.message)
    assert "You tried 3, the baseline 9." in first.message
    assert "look 2" not in first.message
    again = judge(EXERCISE, ("C", knowing, 12))
    assert "More tries alone make the best of them look better on the validation data." in again.message
    assert "This was look 2 at this test" in again.message


def test_who_does_not_lead_does_not_see_the_test_and_hears_why():
    result = judge(EXERCISE, ("A", cautious, 1))
    assert not result
    assert "On the test" not in result.message
    assert "It says the same of every example" in result.message
    assert beating.LOOKS == {}


def test_who_looks_at_the_answers_does_not_lead():
    def all_known(learn, ask, seed):
        return loans.data()[1][ask]

    result = judge(EXERCISE, ("A", all_known, 1))
    assert not result
    assert "Does predict look at the answers of `ask`" in result.message
    assert beating.LOOKS == {}


def test_decisions_and_a_turned_sign_are_told():
    def decided(learn, ask, seed):
        return logistic(learn, ask, seed) > 0.5

    def good(learn, ask, seed):
        return 1 - logistic(learn, ask, seed)

    def alike(learn, ask, seed):
        return -knowing(learn, ask, seed)

    assert "Return the probabilities." in judge(EXERCISE, ("A", decided, 1)).message
    assert "a large number has to mean a bad loan" in judge(EXERCISE, ("A", good, 1)).message
    assert "a small number has to mean that two drawings are alike" in judge(EXERCISE, ("C", alike, 1)).message
    assert "sign" not in judge(EXERCISE, ("A", logistic, 1)).message


def test_a_small_letter_names_a_lab():
    assert beating.accepted(("c", knowing, 1))[0] == "C"


def test_the_baseline_itself_does_not_lead_and_knows_little_by_heart():
    result = judge(EXERCISE, ("A", logistic, 1))
    assert not result
    assert -0.02 < result.value <= 0
    assert "knowing by heart is not what is in its way" in result.message
    assert "The lesson's network does not lead in lab A either" in result.message


def test_too_little_learning_is_told_from_knowing_by_heart():
    def timid(learn, ask, seed):
        return 0.3 + 0.01 * (logistic(learn, ask, seed) - 0.3)

    def by_heart(learn, ask, seed):
        return np.where(np.isin(ask, learn), loans.data()[1][ask], 0.3)

    assert "it has learned too little" in judge(EXERCISE, ("A", timid, 1)).message
    assert "some of that is known by heart" in judge(EXERCISE, ("A", by_heart, 1)).message


@pytest.mark.parametrize(
    ("entry", "words"),
    [
        ("C", 'Expected ("C", predict, 4)'),
        (("C", knowing), 'Expected ("C", predict, 4)'),
        (("h", knowing, 1), 'Expected a lab from "A" to "G" first, got \'h\''),
        (("C", knowing(0, np.arange(3), 0), 1), "Expected the function predict itself"),
        (("C", knowing, 0), "a whole number from 1 on, got 0"),
        (("C", knowing, True), "got True"),
        (("C", lambda learn, ask, seed: None, 1), "Is a `return` missing?"),
        (("C", lambda learn, ask, seed: np.zeros(len(ask)), 1), "a distance of each drawing from each"),
        (("A", lambda learn, ask, seed: np.full(len(ask), np.nan), 1), "did the training diverge?"),
        (("F", lambda learn, ask, seed: np.zeros((len(ask), 3)), 1), "a score of each thing for each basket"),
    ],
)
def test_what_is_missing_is_named(entry, words):
    result = judge(EXERCISE, entry)
    assert not result
    assert words in result.message


@pytest.mark.parametrize(
    ("lead", "noise", "words"),
    [
        ([0.1, 0.2, 0.1], 0, "A win; with 3 splits luck alone would give that once in 8."),
        ([0.1, -0.2], 0, "A draw: it depends on the split."),
        ([-0.1, -0.2], 0, "A loss, whatever the validation data said."),
        ([2.0], 3.6, "A draw: with other starts alone it would move by up to 3.6."),
        ([5.0], 3.6, "A win."),
        ([-5.0], 3.6, "A loss, whatever the validation data said."),
    ],
)
def test_a_lead_is_called_what_it_is(lead, noise, words):
    assert beating.verdict(np.array(lead), noise) == words


@pytest.mark.parametrize("letter", beating.SPLITS)
def test_every_lab_can_be_chosen_and_is_compared_with_its_record(letter):
    contest, rival = records.CONTESTS[letter], beating.rivals(letter)
    assert rival.name in contest.strong
    assert len(rival.validation) == len(rival.test) == len(beating.SPLITS[letter])
    assert set(beating.SPLITS[letter]) <= set(contest.splits)
    assert (rival.sign == -1) == (contest.better == "lower")
    some = beating.parts(letter, beating.SPLITS[letter][0])
    assert not set(some.final) & set(some.test)
    assert not set(some.train) & set(some.validation)


def test_the_recorded_setting_of_the_baseline_gives_its_recorded_number():
    row = records.recorded("loans", split=0, rival="logistic")[0]

    def again(learn, ask, seed):
        return loans.predicted("logistic", row["setting"], learn, ask, seed)

    assert beating.reached("A", again, (0,), "validation", "log loss") == pytest.approx(min(row["tried"]), abs=1e-3)
    assert beating.reached("A", again, (0,), "test", "cost") == pytest.approx(row["cost"], abs=1e-4)
