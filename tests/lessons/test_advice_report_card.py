"""The open exercise 12.6 measures what answers cost, and says what makes them expensive: found by asking again."""

import numpy as np
import pytest

from nnlearn.checks import registry
from nnlearn.checks.judge import judge
from nnlearn.lessons.evaluation import report_card

EXERCISE = registry.find("exercises", "12.6")


def scores(x, y, x_new, shrink=0.3, unit=None):
    """Return log-odds by class means and one covariance, shrunk to the unit matrix."""
    mean, std = x.mean(axis=0), x.std(axis=0) if unit is None else unit
    x, new = (x - mean) / std, (x_new - mean) / std
    ill, healthy = x[y == 1].mean(axis=0), x[y == 0].mean(axis=0)
    inner = np.vstack([x[y == 1] - ill, x[y == 0] - healthy])
    inverse = np.linalg.inv((1 - shrink) * inner.T @ inner / len(x) + shrink * np.eye(30))
    return (new - (ill + healthy) / 2) @ inverse @ (ill - healthy) + np.log(y.mean() / (1 - y.mean()))


def honest(x, y, x_new):
    return scores(x, y, x_new) > -np.log(50)


def with_interval(low, high):
    return lambda x, y, x_new: (honest(x, y, x_new), low, high)


def share_of_the_new(x, y, x_new):
    z = scores(x, y, x_new)
    return z > np.quantile(z, 0.6)


def by_chance(x, y, x_new):
    return np.random.default_rng().random(len(x_new)) < 0.4


def in_units_of_the_file(x, y, x_new):
    return scores(x, y, x_new, unit=1.0) > -4


def knows_its_samples(x, y, x_new):
    """Right about each sample that it was trained on, and about others where a measurement is far out."""
    known = (x_new[:, None] == x).all(axis=2)
    return np.where(known.any(axis=1), y[known.argmax(axis=1)], x_new[:, 27] > 0.12)


def surely_benign_passed(x, y, x_new):
    return scores(x, y, x_new) > -12


def test_alarming_always_and_answers_at_one_half_miss_the_target():
    always = report_card.measure(lambda x, y, x_new: np.ones(len(x_new)))
    half = report_card.measure(lambda x, y, x_new: scores(x, y, x_new) > 0)
    assert always[0] == 89
    assert half[0] > always[0]
    assert not always[1]
    assert not half[1]


def test_honest_answers_reach_it_and_are_tried_on_other_splits():
    result = judge(EXERCISE, honest)
    assert result
    assert result.value < report_card.TARGET - 5
    assert "on ten others the mean cost is" in result.message


@pytest.mark.parametrize(("ends", "times"), [((0, 200), 10), ((0, 1.5), 0), ((13, 60), 6)])
def test_the_interval_is_compared_with_what_it_foretells(ends, times):
    costs = [report_card.answered(honest, seed).cost for seed in report_card.SPLITS]
    assert sum(ends[0] <= cost <= ends[1] for cost in costs) == times
    assert f"in your interval in {times} of 10 splits" in report_card.measure(with_interval(*ends))[2]


def without_return(x, y, x_new):
    honest(x, y, x_new)


FORMS = {
    "nothing (None)": without_return,
    "array of shape (427,), expected": lambda x, y, x_new: y,
    "for the training samples?": lambda x, y, x_new: y,
    "answer for x_new inside of report": lambda x, y, x_new: lambda new: new,
    "expected 0 or 1. The answer is a decision": lambda x, y, x_new: scores(x, y, x_new),
    "Two columns are scores of two classes": lambda x, y, x_new: np.zeros((142, 2)),
    "nan for a sample": lambda x, y, x_new: np.full(142, np.nan),
    "return its lower end first": with_interval(90, 20),
    "not for a share or for one sample": with_interval(0.1, 0.9),
    "Expected two numbers": with_interval("low", "high"),
    "returned the string": lambda x, y, x_new: "malignant",
    "without brackets after its name": np.zeros(142),
}


@pytest.mark.parametrize("words", FORMS)
def test_a_wrong_form_is_told(words):
    assert words in judge(EXERCISE, FORMS[words]).message


FAULTS = {
    "It alarms at every sample": lambda x, y, x_new: np.ones(len(x_new)),
    "It never alarms": lambda x, y, x_new: np.zeros(len(x_new)),
    "it alarms at the benign samples": lambda x, y, x_new: scores(x, y, x_new) < 0,
    "Two calls with the same samples": by_chance,
    "depends on which other new samples come with it": share_of_the_new,
    "divided by its spread the same report would cost": in_units_of_the_file,
    "nearly all": surely_benign_passed,
    "as if a false alarm were the worse": lambda x, y, x_new: scores(x, y, x_new) > 4,
    "as if both errors cost the same": lambda x, y, x_new: scores(x, y, x_new) > -2,
    "surer than it should be": knows_its_samples,
    "somewhat higher threshold": lambda x, y, x_new: scores(x, y, x_new) > -8,
    "would a lower threshold, or a better score": lambda x, y, x_new: x_new[:, 27] > 0.12,
}


@pytest.mark.parametrize("words", FAULTS)
def test_what_is_expensive_is_said(words):
    result = judge(EXERCISE, FAULTS[words])
    assert not result
    assert words in result.message


def test_columns_pairs_and_truth_values_are_answers():
    column = report_card.answered(lambda *samples: honest(*samples)[:, None].astype(int), 0)
    pair = report_card.answered(lambda *samples: [honest(*samples).tolist(), (10, 90)], 0)
    assert column.cost == pair.cost == report_card.answered(honest, 0).cost
    assert pair.interval == (10, 90)
    assert column.interval is None
