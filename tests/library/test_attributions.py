"""Attributions: equal to what can be computed by hand, complete, the same from both sides; and they refuse the rest."""

import numpy as np
import pytest

import nnlearn.numpy
import nnlearn.torch
from nnlearn.attributions import integrated_gradients, occlusion

RNG = np.random.default_rng(0)
X = RNG.normal(size=(3, 2, 5, 6))
W = RNG.normal(size=X.shape[1:])


def linear(x):
    return (x * W).sum(axis=(1, 2, 3))


def linear_slope(x):
    return np.broadcast_to(W, x.shape)


def bent(x):
    return np.tanh(linear(x)) + 0.1 * (x**3).sum(axis=(1, 2, 3))


def bent_slope(x):
    return (1 - np.tanh(linear(x)) ** 2)[:, None, None, None] * W + 0.3 * x**2


# ---- integrated gradients -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("baseline", [0.0, 0.3, RNG.normal(size=X.shape), RNG.normal(size=(1, 5, 6))])
def test_a_linear_score_is_divided_by_weight_times_way_with_one_point(baseline):
    np.testing.assert_allclose(integrated_gradients(linear_slope, X, baseline, points=1), W * (X - baseline))


@pytest.mark.parametrize("baseline", [0.0, 0.7])
def test_the_shares_add_up_to_the_difference_of_the_scores(baseline):
    gaps = []
    for points in (2, 8, 32, 128):
        shares = integrated_gradients(bent_slope, X, baseline, points=points)
        gap = shares.sum(axis=(1, 2, 3)) - (bent(X) - bent(np.full_like(X, baseline)))
        gaps.append(np.abs(gap).max())
    assert gaps[3] < 1e-3 < gaps[0]
    assert gaps[3] < gaps[2] / 10 < gaps[1] / 100  # a midpoint rule: four times the points, a sixteenth of the gap


def test_the_slope_is_asked_at_the_midpoints_of_the_way():
    seen = []
    integrated_gradients(lambda x: seen.append(x[0, 0]) or x, np.array([[3.0]]), 1.0, points=4)
    np.testing.assert_allclose(seen, [1.25, 1.75, 2.25, 2.75])


# ---- occlusion ----------------------------------------------------------------------------------------------------


def test_a_linear_score_loses_what_the_window_covers():
    grey, weights = X[:, :1], W[:1]
    found = occlusion(lambda x: (x * weights).sum(axis=(1, 2, 3)), grey, 1, baseline=0.2)
    np.testing.assert_allclose(found, weights * (grey - 0.2), atol=1e-12)


@pytest.mark.parametrize(("window", "stride"), [(1, 1), (3, 1), (3, 2), (4, 3), (5, 5)])
def test_each_pixel_gets_the_mean_fall_of_the_windows_that_cover_it(window, stride):
    falls, covers = np.zeros((3, 5, 6)), np.zeros((5, 6))
    rows, columns = (sorted({*range(0, n - window + 1, stride), n - window}) for n in (5, 6))
    for row in rows:
        for column in columns:
            covered = X.copy()
            for i in range(row, row + window):
                for j in range(column, column + window):
                    covered[:, :, i, j] = 0
            for i in range(row, row + window):
                for j in range(column, column + window):
                    falls[:, i, j] += bent(X) - bent(covered)
                    covers[i, j] += 1
    assert covers.min() > 0
    found = occlusion(bent, X, window, stride=stride)
    np.testing.assert_allclose(found, np.stack([falls / covers] * 2, axis=1), atol=1e-12)


# ---- both ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_the_input_is_left_as_it_is_and_its_dtype_returned(dtype):
    x = X.astype(dtype)
    kept = x.copy()

    def spoiling(x):
        x[:] = 1
        return np.zeros(len(x))

    assert occlusion(spoiling, x, 2).dtype == dtype
    assert integrated_gradients(lambda x: x * 0 + x, x).dtype == dtype
    np.testing.assert_array_equal(x, kept)


def test_networks_of_both_sides_give_the_same():
    net = nnlearn.numpy.LeNet5(form="today")
    other = nnlearn.torch.LeNet5(form="today")
    other.load_state_dict({name: nnlearn.torch.tensor(values) for name, values in net.state_dict().items()})
    x = np.full((2, 1, 32, 32), 0.5, np.float32)
    x[0, 0, 5:20, 7:9] = 1
    found = []
    for nn, model in ((nnlearn.numpy, net), (nnlearn.torch, other)):

        def slope(x, nn=nn, model=model):  # of the scores 3 and 4: 2 (z - target) is one-hot
            target = nn.predict(model, x) - np.eye(10, dtype=np.float32)[[3, 4]] / 2
            return nn.input_gradient(model, nn.MSELoss(reduction="sum"), x, target)

        def score(x, nn=nn, model=model):
            return nn.predict(model, x)[[0, 1], [3, 4]]

        found.append((integrated_gradients(slope, x, points=200), occlusion(score, x, 8, stride=8)))
        total = found[-1][0].sum(axis=(1, 2, 3))
        np.testing.assert_allclose(total, score(x) - score(x * 0), rtol=0.05, atol=1e-4)
    for ours, theirs in zip(*found, strict=True):
        np.testing.assert_allclose(ours, theirs, rtol=1e-2, atol=1e-6)


@pytest.mark.parametrize(
    ("message", "call"),
    [
        ("slope to be a function of x, got float64 array", lambda: integrated_gradients(X, X)),
        ("x to be an array of floats", lambda: integrated_gradients(bent_slope, X.astype(int))),
        ("x to be finite", lambda: integrated_gradients(bent_slope, X * np.nan)),
        ("points at least 1, got 0", lambda: integrated_gradients(bent_slope, X, points=0)),
        ("baseline to be a number", lambda: integrated_gradients(bent_slope, X, "black")),
        ("broadcast to x's shape", lambda: integrated_gradients(bent_slope, X, np.zeros(4))),
        ("baseline to be finite", lambda: integrated_gradients(bent_slope, X, np.full((1, 1, 1, 1), np.inf))),
        (r"slope to return an ndarray of shape \(3, 2, 5, 6\)", lambda: integrated_gradients(bent, X)),
        ("what slope returned to be finite", lambda: integrated_gradients(lambda x: x * np.inf, X)),
        ("score to be a function of x, got None", lambda: occlusion(None, X, 2)),
        (r"x of shape \(N, channels, height, width\)", lambda: occlusion(bent, X[0], 2)),
        ("x to be an ndarray", lambda: occlusion(bent, X.tolist(), 2)),
        (r"window in 1\.\.5, got 6", lambda: occlusion(bent, X, 6)),
        ("window to be a whole number", lambda: occlusion(bent, X, 2.0)),
        (r"stride in 1\.\.2, got 3", lambda: occlusion(bent, X, 2, stride=3)),
        (r"score to return an ndarray of shape \(3,\)", lambda: occlusion(bent_slope, X, 2)),
        ("what score returned to be finite", lambda: occlusion(lambda x: bent(x) * np.nan, X, 2)),
    ],
)
def test_refusals_name_who_what_and_how(message, call):
    with pytest.raises((TypeError, ValueError), match=message):
        call()
