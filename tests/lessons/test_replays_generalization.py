"""What the gap explorer computes and replays: exact bias and variance, and runs that can be made again."""

import numpy as np
import pytest

from nnlearn.lessons.generalization import replays, sine_fits
from nnlearn.lessons.generalization.least_squares import (
    bias_and_variance,
    chebyshev,
    directions,
    hat_matrix,
    inverse_lengths,
    sine,
)
from nnlearn.lessons.generalization.random_features import fit_outputs, relu_features
from nnlearn.lessons.generalization.replays import (
    DECAYS,
    FEATURES,
    SHIFTS,
    SHOWN,
    STRENGTHS,
    recorded_features,
    recorded_runs,
)
from nnlearn.lessons.generalization.signals import labelled
from nnlearn.lessons.generalization.train import feature_fits
from nnlearn.lessons.generalization.training import MOMENTS, watch_training

# Least squares.


@pytest.mark.parametrize(
    ("n", "degree", "l2"), [(20, 3, 0.0), (20, 15, 0.0), (20, 15, 0.3), (10, 30, 0.0), (10, 30, 2.0)]
)
def test_the_hat_matrix_gives_what_least_squares_gives(n, degree, l2):
    x, where = np.linspace(-1, 1, n), np.linspace(-1, 1, 7)
    features, y = chebyshev(x, degree), np.random.default_rng(0).normal(size=n)
    if l2:
        weight = np.linalg.solve(features.T @ features + l2 * np.eye(degree + 1), features.T @ y)
    else:
        weight = np.linalg.lstsq(features, y, rcond=None)[0]  # of all that fit the smallest
    found = hat_matrix(features, chebyshev(where, degree), l2) @ y
    np.testing.assert_allclose(found, chebyshev(where, degree) @ weight, rtol=1e-6, atol=1e-8)


@pytest.mark.parametrize("l2", [0.0, 0.5])
@pytest.mark.parametrize("steps", [0, 1, 7, 300])
def test_steps_of_gradient_descent_are_a_filter(l2, steps):
    features, y = chebyshev(np.linspace(-1, 1, 20), 12), sine(np.linspace(-1, 1, 20))
    longest, weight = directions(features).s[0], np.zeros(13)
    for _ in range(steps):
        weight -= (features.T @ (features @ weight - y) + l2 * weight) / (longest**2 + l2)
    u, s, vt = directions(features)
    np.testing.assert_allclose(vt.T @ (inverse_lengths(s, l2, steps) * (u.T @ y)), weight, atol=1e-10)


@pytest.mark.parametrize(
    ("degree", "l2", "steps"), [(1, 0.0, np.inf), (9, 0.0, np.inf), (15, 1.0, np.inf), (15, 0.0, 46)]
)
def test_bias_variance_and_training_error_are_those_of_many_draws(degree, l2, steps):
    x, draws, sigma = np.linspace(-1, 1, 20), 20_000, 0.3
    y = sine(x)[:, None] + sigma * np.random.default_rng(0).normal(size=(20, draws))
    hat = hat_matrix(chebyshev(x, degree), chebyshev(sine_fits.PLACES, degree), l2, steps)
    fits, at_points = hat @ y, hat_matrix(chebyshev(x, degree), chebyshev(x, degree), l2, steps) @ y
    bias, variance = bias_and_variance(hat, sine(x), sine(sine_fits.PLACES), sigma)
    np.testing.assert_allclose(variance, fits.var(axis=1), rtol=0.06)
    np.testing.assert_allclose(
        bias, fits.mean(axis=1) - sine(sine_fits.PLACES), atol=6 * np.sqrt(variance.max() / draws)
    )
    found = sine_fits.errors(20, degree, sigma, l2, steps)
    assert found.variance == pytest.approx(variance.mean())
    assert found.bias2 == pytest.approx((bias**2).mean(), abs=1e-12)
    assert found.training == pytest.approx(((at_points - y) ** 2).mean(), rel=0.02)
    assert found.unseen == pytest.approx(found.bias2 + found.variance + sigma**2)


def test_the_sine_has_its_peak_where_weights_and_points_are_equal_in_number():
    for n in (10, 20, 40):
        errors = [sine_fits.errors(n, degree, 0.3).unseen for degree in sine_fits.DEGREES]
        assert sine_fits.DEGREES[int(np.argmax(errors))] in (n - 1, n)
        assert min(errors[n + 8 :]) > min(errors[: n - 2])  # beyond the peak it never gets as low as before it


def test_a_moved_point_moves_the_fit_by_its_influence():
    before, after = (sine_fits.fits(20, 15, 0.3, 0.0, np.inf, 4, moved) for moved in ((), ((6, 1.5),)))
    by = 1.5 - before.y[6]
    np.testing.assert_allclose(after.fit - before.fit, by * before.influence[:, 6], atol=1e-9)
    np.testing.assert_array_equal(after.others, before.others)
    np.testing.assert_allclose(before.fit, before.others[4], atol=1e-9)


# Random features and replays.


def test_more_units_begin_with_the_same_ones():
    x = labelled(5)[0]
    few, many = relu_features(x, 10, seed=3), relu_features(x, 40, seed=3)
    np.testing.assert_allclose(few * np.sqrt(10), many[:, :10] * np.sqrt(40))


@pytest.mark.parametrize("d", [20, 200])
def test_outputs_are_fitted_with_the_smallest_weights(d):
    x, y = labelled(100)
    features, targets = relu_features(x, d), np.eye(10)[y]
    np.testing.assert_allclose(
        fit_outputs(features, targets), np.linalg.lstsq(features, targets, rcond=None)[0], rtol=1e-6, atol=1e-8
    )


@pytest.mark.parametrize(("n", "d", "seed"), [(100, 40, 0), (100, 1000, 3), (300, 300, 1)])
def test_the_random_features_of_the_record_can_be_made_again(n, d, seed):
    for i, j, training, others, norm, answers in feature_fits(n, d, seed):
        found = recorded_features(n, replays.WRONG[i])
        at = FEATURES.index(d), j, seed
        assert found.training[at] == pytest.approx(training / n, abs=2.5 / n)  # another processor rounds otherwise
        assert found.unseen[at] == pytest.approx(others / 1000, abs=0.004)
        assert found.norm[at] == pytest.approx(norm, rel=1e-4)
        assert (found.answers[at] == answers).sum() >= SHOWN - 1


@pytest.mark.parametrize(
    ("n", "dropout", "decay", "shift"), [(400, 0.0, 0.0, 0), (100, 0.5, 3.0, 0), (400, 0.2, 0.0, 10)]
)
def test_the_runs_of_the_record_can_be_made_again(n, dropout, decay, shift):
    moments = MOMENTS[:6]
    run, found = watch_training(n, dropout, decay, shift, 2, moments), recorded_runs(n, dropout, decay, shift)
    np.testing.assert_allclose(found.unseen[2, :6], run.unseen / 1000, atol=0.006)
    np.testing.assert_allclose(found.training[2, :6], run.training / n, atol=3.5 / n)
    np.testing.assert_allclose(found.loss[2, :6], run.loss, rtol=5e-3)


def test_the_record_is_whole_and_small():
    assert replays.RECORD.stat().st_size < 300_000
    for n in replays.SIGNALS:
        for decay in DECAYS:
            for shift in SHIFTS:
                runs = recorded_runs(n, 0.2, decay, shift)
                assert runs.training.shape == runs.unseen.shape == runs.loss.shape == (5, len(MOMENTS))
                assert runs.unseen.min() > 0
                assert np.isfinite(runs.loss).all()
    assert recorded_features(1000, 0.2).norm.shape == (len(FEATURES), len(STRENGTHS), 5)
    with pytest.raises(ValueError, match="expected n to be one of"):
        recorded_runs(n=500)
