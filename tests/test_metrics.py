"""Accuracy, against scikit-learn's, and what it refuses."""

import numpy as np
import pytest

from nnlearn.metrics import accuracy

LABELS = np.array([0, 2, 1, 1])
SCORES = np.array([[3.0, 1, 2], [0, 1, 5], [0, 4, 1], [9, 8, 7]])  # 0, 2, 1, 0: three of four


@pytest.mark.parametrize("seed", range(5))
def test_accuracy_is_scikit_learns(seed):
    from sklearn.metrics import accuracy_score

    rng = np.random.default_rng(seed)
    target, labels, scores = rng.integers(0, 4, 57), rng.integers(0, 4, 57), rng.normal(size=(57, 4))
    assert accuracy(labels, target) == accuracy_score(target, labels)
    assert accuracy(scores, target) == accuracy_score(target, scores.argmax(axis=1))
    logits, binary = rng.normal(size=(57, 1)), rng.integers(0, 2, (57, 1))
    expected = accuracy_score(binary[:, 0], logits[:, 0] > 0)
    assert accuracy(logits, binary, threshold=0) == expected
    assert accuracy(1 / (1 + np.exp(-logits)), binary.astype(np.float32), threshold=0.5) == expected
    assert accuracy(logits[:, 0], binary[:, 0], threshold=0) == expected


def test_accuracy_is_a_plain_float():
    assert type(accuracy(SCORES, LABELS)) is float
    assert type(accuracy(LABELS, LABELS)) is float
    assert accuracy(SCORES, LABELS) == 0.75


def test_labels_may_be_a_column_or_signs_or_booleans():
    assert accuracy(LABELS[:, None], LABELS[:, None]) == 1.0
    assert accuracy(np.array([-1, 1, 1]), np.array([-1, -1, 1])) == pytest.approx(2 / 3)
    assert accuracy(np.array([True, False]), np.array([1, 1])) == 0.5


def test_ties_and_the_threshold_itself():
    assert accuracy(np.zeros((4, 3)), LABELS) == 0.25  # the first of equal scores counts
    assert accuracy(np.array([0.0]), np.array([1]), threshold=0) == 1.0  # as the perceptron: 1 if w x + b >= 0


@pytest.mark.parametrize("size", [1e30, 1.7e308, 1e-320])
def test_scores_of_any_finite_size_count(size):
    assert accuracy(np.sign(SCORES - 2.5) * size, LABELS) >= 0
    assert accuracy(SCORES / 9 * size, LABELS) == 0.75
    assert accuracy(np.array([[-size], [size]]), np.array([[0], [1]]), threshold=0) == 1.0


def test_shapes_that_numpy_would_broadcast_are_refused():
    with pytest.raises(ValueError, match=r"both \(n,\) or both \(n, 1\), got \(4,\) and \(4, 1\)"):
        accuracy(LABELS, LABELS[:, None])
    with pytest.raises(ValueError, match=r"got \(4, 1\) and \(4,\): array\[:, 0\] makes"):
        accuracy(LABELS[:, None], LABELS)
    with pytest.raises(ValueError, match=r"got \(4, 1\) and \(4,\)"):
        accuracy(SCORES[:, :1], LABELS, threshold=0)
    with pytest.raises(ValueError, match=r"target of shape \(4,\), got \(4, 1\)"):
        accuracy(SCORES, LABELS[:, None])
    with pytest.raises(ValueError, match=r"target of shape \(4,\), got \(4, 3\)"):
        accuracy(SCORES, SCORES.astype(int))
    with pytest.raises(ValueError, match=r"got \(2, 2\) and \(2, 2\)"):
        accuracy(np.eye(2), np.eye(2), threshold=0.5)
    with pytest.raises(ValueError, match=r"got \(\) and \(\)"):
        accuracy(np.array(1), np.array(1))


def test_lengths_must_match():
    with pytest.raises(ValueError, match=r"got \(3,\) and \(4,\)"):
        accuracy(LABELS[:3], LABELS)
    with pytest.raises(ValueError, match=r"target of shape \(3,\), got \(4,\)"):
        accuracy(SCORES[:3], LABELS)


def test_float_labels_are_refused():
    with pytest.raises(TypeError, match=r"target to hold whole-number labels, got float64 array of shape \(4,\)"):
        accuracy(SCORES, LABELS.astype(float))
    with pytest.raises(TypeError, match=r"threshold=0 \(logits\) or threshold=0\.5"):
        accuracy(SCORES[:, :1], LABELS[:, None])
    with pytest.raises(TypeError, match="prediction to hold whole-number labels"):
        accuracy(LABELS.astype(float), LABELS)


def test_labels_outside_the_classes_are_named():
    with pytest.raises(ValueError, match=r"labels in 0\.\.2, one a column of scores, got 3"):
        accuracy(SCORES, LABELS + 1)
    with pytest.raises(ValueError, match="got -1"):
        accuracy(SCORES, LABELS - 1)
    with pytest.raises(ValueError, match="hold 0 and 1 where threshold is given, got 2"):
        accuracy(np.zeros(4), LABELS, threshold=0)
    with pytest.raises(ValueError, match=r"hold 0 and 1 where threshold is given, got 0\.5"):
        accuracy(np.zeros(2), np.array([0.5, 1.0]), threshold=0)


@pytest.mark.parametrize("wrong", [[0, 1], "01", None, 1.0])
def test_things_that_are_no_arrays_are_refused(wrong):
    with pytest.raises(TypeError, match="accuracy expected prediction to be"):
        accuracy(wrong, LABELS)
    with pytest.raises(TypeError, match="accuracy expected target to be"):
        accuracy(LABELS, wrong)


def test_nan_infinity_and_nothing_are_refused():
    for value in (np.nan, np.inf):
        scores = SCORES.copy()
        scores[1, 2] = value
        with pytest.raises(ValueError, match=r"prediction to be finite, got (nan|inf) at index \(1, 2\)"):
            accuracy(scores, LABELS)
    with pytest.raises(ValueError, match="target to be finite"):
        accuracy(np.zeros(1), np.array([np.nan]), threshold=0)
    with pytest.raises(ValueError, match="at least one element"):
        accuracy(SCORES[:0], LABELS[:0])
    for threshold, error in ((np.nan, ValueError), ("0", TypeError), (True, TypeError)):
        with pytest.raises(error, match="accuracy expected threshold"):
            accuracy(np.zeros(4), LABELS % 2, threshold=threshold)
