"""Ranked lists and absolute errors: scikit-learn's numbers, ties counted over all orders, and what is refused."""

from itertools import permutations

import numpy as np
import pytest
from sklearn import metrics as theirs

from nnlearn.metrics import hit_rate, mean_absolute_error, reciprocal_rank


@pytest.mark.parametrize("seed", range(5))
def test_without_ties_they_are_scikit_learns(seed):
    rng = np.random.default_rng(seed)
    score, target = rng.normal(size=(60, 7)), rng.integers(0, 7, 60)
    for k in range(1, 7):
        expected = theirs.top_k_accuracy_score(target, score, k=k, labels=range(7))
        assert hit_rate(score, target, k) == pytest.approx(expected, rel=1e-13)
    assert hit_rate(score, target, 7) == 1
    one = np.eye(7)[target]  # the average precision of one right label is 1 / rank
    expected = theirs.label_ranking_average_precision_score(one, score)
    assert reciprocal_rank(score, target) == pytest.approx(expected, rel=1e-13)


def test_equal_scores_are_the_mean_over_all_orders():
    rng = np.random.default_rng(0)
    for _ in range(30):
        row, right = rng.integers(0, 3, 4).astype(float), int(rng.integers(4))
        ranks = []
        for order in permutations(range(4)):
            listed = sorted(order, key=lambda thing: -row[thing])  # a stable sort: equal ones stay in this order
            ranks.append(listed.index(right) + 1)
        score, target, ranks = row[None], np.array([right]), np.array(ranks)
        assert reciprocal_rank(score, target) == pytest.approx(np.mean(1 / ranks), rel=1e-13)
        for k in range(1, 5):
            assert hit_rate(score, target, k) == pytest.approx(np.mean(ranks <= k), rel=1e-13)


def test_what_is_taken_out_stands_nowhere():
    score = np.array([[9.0, 8.0, 1.0, 2.0]])
    assert reciprocal_rank(score, np.array([2])) == 0.25
    score[0, :2] = -np.inf
    assert reciprocal_rank(score, np.array([2])) == 0.5
    with pytest.raises(
        ValueError, match="finite score of each target, got -inf in row 0: the right thing was taken out"
    ):
        hit_rate(score, np.array([1]))


def test_scores_that_know_nothing():
    score, target = np.zeros((8, 4)), np.arange(8) % 4
    assert hit_rate(score, target, 3) == 0.75
    assert reciprocal_rank(score, target) == pytest.approx((1 + 1 / 2 + 1 / 3 + 1 / 4) / 4)
    assert hit_rate(score.astype(np.int64), target.astype(np.uint8), 1) == 0.25


@pytest.mark.parametrize("metric", [hit_rate, reciprocal_rank])
def test_what_has_no_meaning_is_refused(metric):
    score, target = np.random.default_rng(0).normal(size=(3, 4)), np.array([0, 3, 1])
    spoilt = [score.copy(), score.copy()]
    spoilt[0][1, 2], spoilt[1][1, 2] = np.nan, np.inf
    for wrong, message in [
        ((score[0], target), r"score of shape \(n, things\), got \(4,\)"),
        ((score[:0], target[:0]), r"score of shape \(n, things\), got \(0, 4\)"),
        ((score, target[:2]), "a target for each of 3 rows of score, got 2"),
        ((score, target + 1), r"labels in 0\.\.3, got 1\.\.4"),
        ((score, target[:, None]), r"target of shape \(n,\)"),
        ((spoilt[0], target), r"score to be finite, or -inf .*, got nan at index \(1, 2\)"),
        ((spoilt[1], target), r"score to be finite, or -inf .*, got inf at index \(1, 2\)"),
    ]:
        with pytest.raises(ValueError, match=message) as told:
            metric(*wrong)
        assert str(told.value).startswith(f"{metric.__name__} expected")
    for wrong in ((score.tolist(), target), (score, target.tolist()), (score, target.astype(float))):
        with pytest.raises(TypeError, match=f"{metric.__name__} expected .* got"):
            metric(*wrong)


@pytest.mark.parametrize("k", [0, 5, 2.0, True])
def test_a_number_of_places_that_there_is_not(k):
    with pytest.raises((TypeError, ValueError), match=r"hit_rate expected k .* got"):
        hit_rate(np.zeros((2, 4)), np.array([0, 1]), k)


@pytest.mark.parametrize("seed", range(3))
def test_the_absolute_error_is_scikit_learns(seed):
    prediction, target = np.random.default_rng(seed).normal(size=(2, 50, 3)).astype(np.float32)
    assert mean_absolute_error(prediction, target) == pytest.approx(theirs.mean_absolute_error(target, prediction))
    with pytest.raises(ValueError, match="mean_absolute_error expected target of prediction's shape"):
        mean_absolute_error(prediction, target[:, 0])
    with pytest.raises(ValueError, match="mean_absolute_error expected prediction to be finite"):
        mean_absolute_error(prediction * np.nan, target)
    with pytest.raises(TypeError, match="mean_absolute_error expected"):
        mean_absolute_error(prediction.tolist(), target)
    largest = np.full(2, np.finfo(float).max)
    assert mean_absolute_error(largest, -largest) == np.inf
