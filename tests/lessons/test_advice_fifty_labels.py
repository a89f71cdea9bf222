"""The open exercise 23.6 sells fifty labels, counts what is read with them, and says what is lacking."""

import numpy as np
import pytest

from nnlearn.checks import registry
from nnlearn.checks.judge import judge
from nnlearn.cluster import kmeans, label_spreading, neighbour_votes
from nnlearn.lessons.semi_supervised import fifty_labels
from nnlearn.lessons.semi_supervised.answers import representatives
from nnlearn.metrics.neighbours import nearest

EXERCISE = registry.find("exercises", "23.6")


def at_centres(x, rng):
    return representatives(x, kmeans(x, 50, seed=rng).centres)


def by_chance(x, rng):
    return rng.choice(len(x), 50, replace=False)


def by_nearest(x, bought, labels):
    return lambda new: labels[nearest(new, x[bought])[0]]


def spread(x, bought, labels):
    known = np.full(len(x), -1)
    known[bought] = labels
    shares = label_spreading(x, known)
    return lambda new: neighbour_votes(new, x, shares).argmax(axis=1)


def guess(x, bought, labels):
    return lambda new: np.arange(len(new)) % 10


def learner(choose, read):
    def learn(x, buy, rng):
        bought = choose(x, rng)
        return read(x, bought, buy(bought))

    return learn


def test_centres_whose_labels_spread_reach_the_target_and_are_tried_on_other_splits():
    result = judge(EXERCISE, learner(at_centres, spread))
    assert result
    assert result.value > fifty_labels.TARGET + 0.01
    assert "on five others" in result.message


@pytest.mark.parametrize(
    ("choose", "read", "says"),
    [
        (at_centres, by_nearest, "the digits without a label do not help yet"),
        (by_chance, spread, "Choose some that others lie around"),
        (by_chance, guess, "look at the learning before the buying"),
        (lambda x, rng: by_chance(x, rng)[:20], by_nearest, "You bought 20 labels on average"),
        (lambda x, rng: np.array([], int), guess, "No label was bought"),
    ],
)
def test_it_says_what_is_missing(choose, read, says):
    value, passed, _, advice = fifty_labels.measure(learner(choose, read))
    assert not passed
    assert value < fifty_labels.TARGET
    assert says in advice


@pytest.mark.parametrize(
    ("asked", "error", "says"),
    [
        (np.arange(51), ValueError, "51 different labels in all, and 50 are paid for"),
        (np.array([1348]), ValueError, "asked for digit 1348"),
        (np.array([-1]), ValueError, "asked for digit -1"),
        (np.zeros(1348, bool), TypeError, "np.flatnonzero"),
        (np.array([0.5]), TypeError, "whole numbers"),
    ],
)
def test_the_clerk_sells_what_is_paid_for(asked, error, says):
    with pytest.raises(error, match=says):
        fifty_labels.Clerk(np.zeros(1348, int))(asked)


def test_a_label_is_paid_for_once():
    clerk = fifty_labels.Clerk(np.arange(1348))
    assert clerk(np.arange(50)).tolist() == list(range(50))
    assert clerk([3, 3]).tolist() == [3, 3]
    assert clerk(7) == 7
    assert len(clerk.bought) == 50


@pytest.mark.parametrize(
    ("predict", "says"),
    [
        (None, "Is a `return` missing"),
        (np.zeros(449), "expected a function"),
        (lambda new: np.zeros((len(new), 10)), "argmax"),
        (lambda new: np.zeros(3, int), "expected 449 digits"),
    ],
)
def test_answers_of_another_form_are_named(predict, says):
    with pytest.raises((TypeError, ValueError), match=says):
        fifty_labels.played(lambda x, buy, rng: predict, 0)
