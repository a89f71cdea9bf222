"""Curves, probabilities and intervals: scikit-learn's numbers, what is known by counting, and what is refused."""

import numpy as np
import pytest
from sklearn import metrics as theirs

from nnlearn import metrics
from nnlearn.metrics import Undefined, bootstrap, roc_auc_score, roc_curve, wilson

RANKING = ["roc_curve", "roc_auc_score", "precision_recall_curve", "average_precision_score"]
PROBABILITY = ["log_loss", "perplexity", "brier_score_loss", "calibration_curve", "expected_calibration_error"]


def sample(seed, ties=False):
    rng = np.random.default_rng(seed)
    target = rng.integers(0, 2, 80)
    score = rng.normal(size=80) + target
    return (score.round() if ties else score), target


@pytest.mark.parametrize("ties", [False, True])
@pytest.mark.parametrize("seed", range(5))
def test_ranking_is_scikit_learns(seed, ties):
    score, target = sample(seed, ties)
    expected = theirs.roc_curve(target, score, drop_intermediate=False)
    for ours, their in zip(roc_curve(score, target), expected, strict=True):
        np.testing.assert_allclose(ours, their, rtol=1e-14)
    expected = theirs.precision_recall_curve(target, score)
    for ours, their in zip(metrics.precision_recall_curve(score, target), expected, strict=True):
        np.testing.assert_allclose(ours, their, rtol=1e-14)
    assert roc_auc_score(score, target) == pytest.approx(theirs.roc_auc_score(target, score), rel=1e-13)
    expected = theirs.average_precision_score(target, score)
    assert metrics.average_precision_score(score, target) == pytest.approx(expected, rel=1e-13)


@pytest.mark.parametrize("seed", range(5))
def test_the_area_counts_pairs(seed):
    score, target = sample(seed, ties=True)
    above = score[target == 1][:, None] - score[target == 0]
    assert roc_auc_score(score, target) == pytest.approx(np.mean((above > 0) + (above == 0) / 2), rel=1e-13)


def test_the_rank_alone_counts():
    score, target = sample(0)
    for changed in (np.exp(score), 1e300 * score, score.astype(np.float32), score[:, None]):
        shaped = target.reshape(changed.shape)
        assert roc_auc_score(changed, shaped) == pytest.approx(roc_auc_score(score, target), rel=1e-13)
    assert roc_auc_score(-score, target) == pytest.approx(1 - roc_auc_score(score, target), rel=1e-13)


@pytest.mark.parametrize("seed", range(5))
def test_probabilities_are_scored_as_scikit_learn_does(seed):
    score, target = sample(seed)
    p = 1 / (1 + np.exp(-score))
    assert metrics.log_loss(p, target) == pytest.approx(theirs.log_loss(target, p), rel=1e-13)
    assert metrics.brier_score_loss(p, target) == pytest.approx(theirs.brier_score_loss(target, p), rel=1e-13)
    rng = np.random.default_rng(seed)
    many, labels = rng.dirichlet(np.ones(4), 60), rng.permutation(60) % 4
    assert metrics.log_loss(many, labels) == pytest.approx(theirs.log_loss(labels, many), rel=1e-13)


@pytest.mark.parametrize("n_bins", [1, 3, 10, 100])
def test_calibration_is_scikit_learns_and_counts_its_samples(n_bins):
    from sklearn.calibration import calibration_curve as their_curve

    score, target = sample(n_bins)
    p = (1 / (1 + np.exp(-score))).round(2)  # many of them on the borders
    frequency, mean, count = metrics.calibration_curve(p, target, n_bins=n_bins)
    for ours, their in zip((frequency, mean), their_curve(target, p, n_bins=n_bins), strict=True):
        np.testing.assert_allclose(ours, their, rtol=1e-13)
    assert count.sum() == 80
    error = metrics.expected_calibration_error(p, target, n_bins=n_bins)
    assert error == pytest.approx(sum(count * abs(frequency - mean)) / 80, rel=1e-13)


def test_extreme_probabilities_are_honest():
    assert metrics.log_loss(np.array([0.0, 1.0]), np.array([0, 1])) == 0
    assert metrics.log_loss(np.array([0.0]), np.array([1])) == np.inf
    assert metrics.expected_calibration_error(np.full(4, 0.25), np.array([1, 0, 0, 0])) == 0  # honest, and of no use
    assert metrics.expected_calibration_error(np.array([0.0, 1.0]), np.array([1, 0])) == 1


@pytest.mark.parametrize("level", [0.8, 0.95, 0.99])
def test_wilson_solves_its_inequality(level):
    from scipy.stats import norm

    z = norm.ppf((1 + level) / 2)
    for k, n in [(1, 3), (97, 100), (7, 143)]:
        for end in wilson(k, n, level=level):
            assert abs(k / n - end) == pytest.approx(z * np.sqrt(end * (1 - end) / n), rel=1e-9)
    assert wilson(0, 50, level=level)[0] == 0
    assert wilson(50, 50, level=level)[1] == 1


def test_wilson_holds_the_truth_as_often_as_it_says():
    counts = np.random.default_rng(0).binomial(143, 0.97, 4000)
    ends = np.array([wilson(int(k), 143) for k in counts])
    assert np.mean((ends[:, 0] <= 0.97) & (ends[:, 1] >= 0.97)) == pytest.approx(0.95, abs=0.015)


def test_the_bootstrap_varies_as_theory_says_and_keeps_rows_together():
    x = np.random.default_rng(0).normal(size=400)
    values = bootstrap(np.mean, x, rng=np.random.default_rng(1), draws=4000)
    assert values.std() == pytest.approx(x.std() / 20, rel=0.05)
    together = bootstrap(lambda a, b: (a - b).sum(), x, x + 1.0, rng=np.random.default_rng(1), draws=20)
    np.testing.assert_allclose(together, -400)
    again = bootstrap(np.mean, x, rng=np.random.default_rng(1), draws=4000)
    np.testing.assert_array_equal(values, again)


def test_a_draw_without_a_class_is_nan():
    target = np.array([1, 0, 0])
    values = bootstrap(roc_auc_score, np.array([0.9, 0.5, 0.1]), target, rng=np.random.default_rng(0), draws=200)
    assert np.isnan(values).mean() == pytest.approx((2 / 3) ** 3 + (1 / 3) ** 3, abs=0.1)
    assert np.nanmin(values) == 1


@pytest.mark.parametrize("name", RANKING + PROBABILITY)
def test_what_has_no_meaning_is_refused(name):
    metric, score, target = getattr(metrics, name), np.array([0.2, 0.8, 0.4]), np.array([0, 1, 0])
    what = "score" if name in RANKING else "probability"
    assert metric(score, target) is not None
    for wrong, message in [
        ((score[:2], target), r"both \(n,\)"),
        ((score[:, None], target), r"\(3, 1\) and \(3,\)"),
        ((score, score), "target to hold 0 and 1, got 0.2"),
        ((target, score), rf"target to hold 0 and 1, got 0.2: it takes \({what}, target\)"),
        ((score, target + 1), "target to hold 0 and 1, got 2"),
        ((score * np.nan, target), "finite"),
        ((score[:0], target[:0]), "at least one element"),
    ]:
        with pytest.raises(ValueError, match=message) as told:
            metric(*wrong)
        assert str(told.value).startswith(f"{name} expected")
    with pytest.raises(TypeError, match=f"{name} expected {what} to be an ndarray, got a list"):
        metric([0.2, 0.8, 0.4], target)
    if name in PROBABILITY:
        with pytest.raises(ValueError, match=r"in \[0, 1\], got -1.0..2.0"):
            metric(np.array([-1.0, 2.0, 0.0]), target)


@pytest.mark.parametrize("name", RANKING)
def test_one_class_is_undefined(name):
    metric, score = getattr(metrics, name), np.array([0.2, 0.8])
    with pytest.raises(Undefined, match="at least one positive"):
        metric(score, np.array([0, 0]))
    if name.startswith("roc"):
        with pytest.raises(Undefined, match="at least one negative"):
            metric(score, np.array([1, 1]))


def test_several_classes_need_rows_that_add_up():
    with pytest.raises(ValueError, match=r"rows of probability that add up to 1, got 0\.7"):
        metrics.log_loss(np.array([[0.5, 0.2], [0.5, 0.5]]), np.array([0, 1]))
    with pytest.raises(ValueError, match=r"target labels in 0..1"):
        metrics.log_loss(np.array([[0.5, 0.5]]), np.array([2]))


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: wilson(4, 3), "successes in 0..3, got 4"),
        (lambda: wilson(0, 0), "n at least 1, got 0"),
        (lambda: wilson(1, 3, level=1), "level > 0 and < 1"),
        (lambda: bootstrap(np.mean, np.ones(3), np.ones(4), rng=np.random.default_rng(0)), "equal length"),
        (lambda: bootstrap(np.mean, np.ones(3), rng=0), "rng to be a numpy.random.Generator, got 0"),
        (lambda: bootstrap(np.mean, rng=np.random.default_rng(0)), "at least one array"),
        (lambda: bootstrap(0.5, np.ones(3), rng=np.random.default_rng(0)), "statistic to be a function, got 0.5"),
        (lambda: bootstrap(np.mean, np.ones(3), rng=np.random.default_rng(0), draws=0), "draws at least 1, got 0"),
    ],
)
def test_intervals_refuse(call, message):
    with pytest.raises((TypeError, ValueError), match=message):
        call()


def test_scores_of_whole_numbers_rank_as_floats_do():
    target = np.array([0, 0, 1])
    for kind in (np.uint8, np.int64, np.float32):
        assert roc_auc_score(np.array([0, 1, 2], kind), target) == 1
    assert roc_auc_score(np.array([False, True, True]), target) == 0.75


def test_a_statistic_without_numbers_is_told():
    sizes = iter([2, 3])
    for statistic, found in (
        (lambda x: None, "object array"),
        (lambda x: np.ones(next(sizes)), r"\(3,\), after shape \(2,\)"),
    ):
        with pytest.raises(TypeError, match=f"statistic to return numbers of one shape, got .*{found}"):
            bootstrap(statistic, np.ones(4), rng=np.random.default_rng(0), draws=3)


def test_large_whole_numbers_are_not_tied():
    assert roc_auc_score(np.array([2**53, 2**53 + 1]), np.array([0, 1])) == 1
    assert roc_auc_score(np.array([0, -128], np.int8), np.array([1, 0])) == 1


def test_perplexity_is_the_size_of_an_equally_hard_fair_choice():
    labels = np.arange(30) % 6
    assert metrics.perplexity(np.full((30, 6), 1 / 6), labels) == pytest.approx(6)
    assert metrics.perplexity(np.eye(6)[labels], labels) == 1
    assert metrics.perplexity(np.eye(6)[labels], (labels + 1) % 6) == np.inf
    p = np.random.default_rng(0).dirichlet(np.ones(6), 30)
    of_true = p[np.arange(30), labels]
    assert metrics.perplexity(p, labels) == pytest.approx(1 / np.prod(of_true) ** (1 / 30))
    assert metrics.perplexity(np.array([0.0]), np.array([1])) == np.inf
