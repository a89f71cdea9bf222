"""Every metric equals scikit-learn's, and refuses what has no meaning."""

import numpy as np
import pytest

from nnlearn.metrics import Undefined, accuracy, confusion_matrix, f1, mse, precision, r2, recall

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
    assert accuracy(np.array([0.0]), np.array([1]), threshold=0) == 1.0  # like the perceptron: 1 if w x + b >= 0


@pytest.mark.parametrize("size", [1e30, 1.7e308, 1e-320])
def test_scores_of_any_finite_size_count(size):
    assert accuracy(np.sign(SCORES - 2.5) * size, LABELS) >= 0
    assert accuracy(SCORES / 9 * size, LABELS) == 0.75
    assert accuracy(np.array([[-size], [size]]), np.array([[0], [1]]), threshold=0) == 1.0


def test_shapes_that_numpy_would_broadcast_are_refused():
    with pytest.raises(ValueError, match=r"both \(n,\) or both \(n, 1, ...\), got \(4,\) and \(4, 1\)"):
        accuracy(LABELS, LABELS[:, None])
    with pytest.raises(ValueError, match=r"got \(4, 1\) and \(4,\): array\[:, 0\] makes"):
        accuracy(LABELS[:, None], LABELS)
    with pytest.raises(ValueError, match=r"got \(4, 1\) and \(4,\)"):
        accuracy(SCORES[:, :1], LABELS, threshold=0)
    with pytest.raises(ValueError, match=r"target of shape \(4,\), got \(4, 1\)"):
        accuracy(SCORES, LABELS[:, None])
    with pytest.raises(ValueError, match=r"target of shape \(4,\), got \(4, 3\)"):
        accuracy(SCORES, SCORES.astype(int))
    with pytest.raises(ValueError, match=r"target of shape \(4,\).*prediction.ravel\(\) and target.ravel\(\)"):
        accuracy(SCORES.astype(int), SCORES.astype(int))
    with pytest.raises(ValueError, match=r"got \(2, 2\) and \(2, 2\)"):
        accuracy(np.eye(2), np.eye(2), threshold=0.5)
    with pytest.raises(ValueError, match=r"got \(\) and \(\)"):
        accuracy(np.array(1), np.array(1))


@pytest.mark.parametrize("shape", [(6, 3, 5), (4, 3, 2, 2), (2, 4, 3, 2, 2), (5, 2, 1)])
def test_scores_at_many_places_count_as_those_of_as_many_samples(shape):
    """CrossEntropyLoss takes scores (N, classes, ...) and labels (N, ...)."""
    rng = np.random.default_rng(0)
    count, classes, *places = shape
    scores, target = rng.normal(size=shape), rng.integers(0, classes, (count, *places))
    rows = np.moveaxis(scores, 1, -1).reshape(-1, classes)
    right = sum(scores[(n, slice(None), *place)].argmax() == label for (n, *place), label in np.ndenumerate(target))
    assert accuracy(scores, target) == accuracy(rows, target.ravel()) == right / target.size
    for metric in (confusion_matrix, *SHARES):
        np.testing.assert_array_equal(metric(scores, target), metric(rows, target.ravel()))
    with pytest.raises(ValueError, match=r"one label for each place of scores \(n, classes, \.\.\.\)"):
        accuracy(scores, target[..., None])
    with pytest.raises(ValueError, match=rf"got {classes}"):
        accuracy(scores, np.full_like(target, classes))


def test_one_score_at_each_place_needs_the_threshold():
    logits, target = np.array([[[[0.5, -1.0]]], [[[2.0, -3.0]]]]), np.array([[[[1.0, 1.0]]], [[[1.0, 0.0]]]])
    assert accuracy(logits, target, threshold=0) == 0.75
    assert confusion_matrix(logits, target, threshold=0).tolist() == [[1, 0], [1, 2]]
    with pytest.raises(TypeError, match=r"threshold=0 \(logits\)"):
        accuracy(logits, target.astype(int))


def test_lengths_must_match():
    with pytest.raises(ValueError, match=r"got \(3,\) and \(4,\)"):
        accuracy(LABELS[:3], LABELS)
    with pytest.raises(ValueError, match=r"target of shape \(3,\), got \(4,\)"):
        accuracy(SCORES[:3], LABELS)


def test_float_labels_are_refused():
    with pytest.raises(TypeError, match=r"target to hold whole-number labels, got float64 array of shape \(4,\)"):
        accuracy(SCORES, LABELS.astype(float))
    with pytest.raises(TypeError, match=r"target\.argmax\(axis=1\) if they are probabilities of classes"):
        accuracy(SCORES, np.eye(3)[LABELS])
    with pytest.raises(TypeError, match=r"threshold=0 \(logits\) or threshold=0\.5"):
        accuracy(SCORES[:, :1], LABELS[:, None])
    with pytest.raises(TypeError, match="prediction to hold whole-number labels"):
        accuracy(LABELS.astype(float), LABELS)


def test_labels_outside_the_classes_are_named():
    with pytest.raises(ValueError, match=r"labels in 0\.\.2, one per column of scores, got 3"):
        accuracy(SCORES, LABELS + 1)
    with pytest.raises(ValueError, match="got -1"):
        accuracy(SCORES, LABELS - 1)
    with pytest.raises(ValueError, match="hold 0 and 1 if threshold is given, got 2"):
        accuracy(np.zeros(4), LABELS, threshold=0)
    with pytest.raises(ValueError, match=r"hold 0 and 1 if threshold is given, got 0\.5"):
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


# ---- confusion matrix, precision, recall, F1 ----------------------------------------------------------------------

SHARES = [precision, recall, f1]
PREDICTED, TRUE = np.array([0, 2, 2, 1, 2]), np.array([0, 2, 1, 1, 0])


def oracle(metric, predicted, target, classes, **settings):
    import sklearn.metrics

    score = getattr(sklearn.metrics, f"{metric.__name__}_score")
    return score(target, predicted, labels=np.arange(classes), **settings)


@pytest.mark.parametrize("seed", range(5))
@pytest.mark.parametrize("classes", [2, 3, 7])
def test_the_confusion_matrix_is_scikit_learns(classes, seed):
    import sklearn.metrics

    rng = np.random.default_rng(seed)
    target, labels, scores = rng.integers(0, classes, 40), rng.integers(0, classes, 40), rng.normal(size=(40, classes))
    for prediction, predicted in ((labels, labels), (scores, scores.argmax(axis=1))):
        expected = sklearn.metrics.confusion_matrix(target, predicted, labels=np.arange(classes))
        got = confusion_matrix(prediction, target, classes=classes)
        assert got.dtype == np.int64
        np.testing.assert_array_equal(got, expected)
    logits, binary = rng.normal(size=(40, 1)), rng.integers(0, 2, (40, 1)).astype(np.float32)
    expected = sklearn.metrics.confusion_matrix(binary[:, 0], logits[:, 0] >= 0.3)
    np.testing.assert_array_equal(confusion_matrix(logits, binary, threshold=0.3), expected)


@pytest.mark.parametrize("metric", SHARES)
@pytest.mark.parametrize("average", ["macro", "micro", None])
@pytest.mark.parametrize("zero_division", [0, 1])
@pytest.mark.parametrize("seed", range(4))
def test_shares_are_scikit_learns(metric, average, zero_division, seed):
    rng = np.random.default_rng(seed)
    for n, classes in ((60, 2), (60, 5), (6, 6)):  # six samples of six classes: most are 0/0
        target, labels, scores = rng.integers(0, classes, n), rng.integers(0, classes, n), rng.normal(size=(n, classes))
        settings = {"average": average, "zero_division": zero_division}
        expected = oracle(metric, labels, target, classes, **settings)
        np.testing.assert_allclose(metric(labels, target, classes=classes, **settings), expected, rtol=1e-12)
        expected = oracle(metric, scores.argmax(axis=1), target, classes, **settings)
        np.testing.assert_allclose(metric(scores, target, **settings), expected, rtol=1e-12)


def test_micro_is_accuracy_and_one_class_of_two_is_scikit_learns_binary():
    rng = np.random.default_rng(0)
    logits, target = rng.normal(size=90), rng.integers(0, 2, 90)
    for metric in SHARES:
        assert metric(PREDICTED, TRUE, average="micro") == accuracy(PREDICTED, TRUE)
        expected = oracle(metric, logits >= 0.4, target, 2, average="binary")
        assert metric(logits, target, threshold=0.4, average=None)[1] == pytest.approx(expected, rel=1e-12)
        assert type(metric(PREDICTED, TRUE)) is float
        assert metric(PREDICTED, TRUE, average=None).dtype == np.float64


def test_what_is_0_over_0_is_named_and_not_silent():
    never, always = np.array([0, 0, 2]), np.array([0, 2, 2])
    with pytest.raises(ValueError, match="precision of class 1 is 0/0, it was never predicted: zero_division=0"):
        precision(never, np.array([0, 1, 2]))
    with pytest.raises(ValueError, match="recall of class 1 is 0/0, it has no sample"):
        recall(np.array([0, 1, 2]), always)
    with pytest.raises(ValueError, match="f1 of class 1 is 0/0, it has no sample and was never predicted"):
        f1(never, always)
    assert f1(never, np.array([0, 1, 2]), average=None).tolist() == [pytest.approx(2 / 3), 0.0, 1.0]
    assert precision(never, always, average="micro") == pytest.approx(2 / 3)
    assert recall(never, always, average=None, zero_division=0.5).tolist() == [1.0, 0.5, 0.5]


def test_what_is_undefined_has_a_type_of_its_own():
    """`fit` notes NaN for it and the training continues."""
    never, always = np.array([0, 0, 2]), np.array([0, 2, 2])
    for metric, *arguments in (
        (precision, never, np.array([0, 1, 2])),
        (recall, np.array([0, 1, 2]), always),
        (f1, never, always),
        (r2, np.array([1.0, 2.0]), np.array([3.0, 3.0])),
    ):
        with pytest.raises(Undefined):
            metric(*arguments)
    for metric in SHARES:
        with pytest.raises(ValueError) as error:
            metric(never, always[:2])
        assert not isinstance(error.value, Undefined)


def test_the_number_of_classes():
    assert confusion_matrix(PREDICTED, TRUE).shape == (3, 3)
    assert confusion_matrix(PREDICTED, TRUE, classes=5).shape == (5, 5)
    assert confusion_matrix(SCORES, np.zeros(4, int)).shape == (3, 3)
    assert confusion_matrix(np.zeros(3), np.zeros(3), threshold=1).tolist() == [[3, 0], [0, 0]]
    assert confusion_matrix(np.array([True, False]), np.array([200, 255], np.uint8)).shape == (256, 256)
    for settings, words in (
        ({"classes": 2}, "labels below classes = 2, got the label 2"),
        ({"classes": 0}, "classes in 1..10000, got 0"),
    ):
        with pytest.raises(ValueError, match=words):
            confusion_matrix(PREDICTED, TRUE, **settings)
    with pytest.raises(ValueError, match="got scores of 3 classes"):
        confusion_matrix(SCORES, LABELS, classes=4)
    with pytest.raises(ValueError, match=r"classes in 1\.\.10000, got 1000000001"):
        confusion_matrix(np.array([10**9]), np.array([0]))
    with pytest.raises(ValueError, match="labels >= 0, got -1"):
        f1(np.array([-1, 1]), np.array([1, 1]))


@pytest.mark.parametrize("metric", [confusion_matrix, *SHARES])
def test_bad_input_is_refused_by_the_metric_s_own_name(metric):
    name = metric.__name__
    for wrong in ([0, 1], "01", None, 1.0):
        with pytest.raises(TypeError, match=f"^{name} expected prediction to be"):
            metric(wrong, LABELS)
        with pytest.raises(TypeError, match=f"^{name} expected target to be"):
            metric(LABELS, wrong)
    with pytest.raises(TypeError, match=f"^{name} expected target to hold whole-number labels"):
        metric(LABELS, LABELS.astype(float))
    with pytest.raises(ValueError, match=f"^{name} expected prediction and target both"):
        metric(LABELS, LABELS[:, None])
    with pytest.raises(ValueError, match=f"^{name} expected prediction to be finite"):
        metric(SCORES * np.nan, LABELS)
    with pytest.raises(TypeError, match=f"^{name} expected classes"):
        metric(LABELS, LABELS, classes=3.0)


@pytest.mark.parametrize("metric", SHARES)
def test_settings_of_the_shares(metric):
    for wrong in ("weighted", "binary", 1, True, ["macro"]):
        with pytest.raises(ValueError, match=f'{metric.__name__} expected average to be "macro", "micro" or None'):
            metric(PREDICTED, TRUE, average=wrong)
    for wrong, error in ((2, ValueError), (-1, ValueError), (np.nan, ValueError), ("0", TypeError), (True, TypeError)):
        with pytest.raises(error, match=f"{metric.__name__} expected zero_division"):
            metric(PREDICTED, TRUE, zero_division=wrong)


# ---- MSE, R2 ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("shape", [(30,), (30, 1), (30, 4), (2, 1)])
@pytest.mark.parametrize("dtype", ["float32", "float64"])
@pytest.mark.parametrize("offset", [0.0, 300.0])
def test_errors_of_values_are_scikit_learns(shape, dtype, offset):
    from sklearn.metrics import mean_squared_error, r2_score

    rng = np.random.default_rng(0)
    target = (rng.normal(size=shape) + offset).astype(dtype)
    prediction = (target + rng.normal(size=shape)).astype(dtype)
    wide = prediction.astype(float), target.astype(float)  # scikit-learn keeps float32, we compute in float64
    assert mse(prediction, target) == pytest.approx(mean_squared_error(wide[1], wide[0]), rel=1e-12)
    assert r2(prediction, target) == pytest.approx(r2_score(wide[1], wide[0]), rel=1e-10)
    assert type(mse(prediction, target)) is type(r2(prediction, target)) is float


@pytest.mark.parametrize("size", [1e-320, 1e-300, 1e-30, 1.0, 1e30, 1e300, 1.7e308])
def test_r2_holds_at_any_size_and_mse_is_infinite_where_it_does_not_fit(size):
    target, prediction = np.array([0.0, 0.5, 1.0]), np.array([0.0, 1.0, 1.0])
    assert r2(prediction * size, target * size) == pytest.approx(0.5, abs=2e-3)  # a subnormal number has few digits
    assert mse(prediction * size, target * size) >= 0
    assert mse(np.array([-1.7e308]), np.array([1.7e308])) == np.inf
    assert r2(np.array([1.7e308, 0]), np.array([0.0, 1e-300])) == -np.inf


@pytest.mark.parametrize("metric", [mse, r2])
def test_values_that_are_refused(metric):
    x, name = np.array([1.0, 2.0, 3.0]), metric.__name__
    for wrong in ([1.0], "1", None, 1.0, np.array([1, 2, 3])):
        with pytest.raises(TypeError, match=f"^{name} expected prediction"):
            metric(wrong, x)
        with pytest.raises(TypeError, match=f"^{name} expected target"):
            metric(x, wrong)
    with pytest.raises(ValueError, match=rf"^{name} expected target of prediction's shape \(3, 1\), got \(3,\)"):
        metric(x[:, None], x)
    for wrong in (x * np.nan, x * np.inf, x[:0]):
        with pytest.raises(ValueError, match=f"^{name} expected target"):
            metric(x, wrong)


def test_r2_of_a_constant_target_is_named():
    with pytest.raises(ValueError, match="the target holds one value only: its variance is 0"):
        r2(np.array([1.0, 2.0]), np.array([3.0, 3.0]))
    with pytest.raises(ValueError, match="one value only in column 1"):
        r2(np.zeros((2, 2)), np.array([[1.0, 5.0], [2.0, 5.0]]))
    with pytest.raises(ValueError, match="one value only"):
        r2(np.array([1.0]), np.array([1.0]))
    with pytest.raises(ValueError, match=r"shape \(n,\) or \(n, outputs\), got \(2, 1, 1\)"):
        r2(np.zeros((2, 1, 1)), np.array([[[1.0]], [[2.0]]]))
