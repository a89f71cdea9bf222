"""What lesson 14 says in words: the algebra is checked, the record comes from the script, and bears the text out."""

import numpy as np
import pytest

from nnlearn.lessons.generalization import (
    bias_and_variance,
    chebyshev,
    chosen,
    comparisons,
    directions,
    fit_outputs,
    hat_matrix,
    inverse_lengths,
    labelled,
    record,
    recorded,
    relu_features,
    sine,
    spread,
)

PLACES, GRID, SIGMA = np.linspace(-1, 1, 20), np.linspace(-1, 1, 201), 0.3


def parts(degree, l2=0.0, steps=np.inf):
    """Return bias^2 and variance, means over the grid."""
    hat = hat_matrix(chebyshev(PLACES, degree), chebyshev(GRID, degree), l2, steps)
    bias, variance = bias_and_variance(hat, sine(PLACES), sine(GRID), SIGMA)
    return (bias**2).mean(), variance.mean()


def test_of(name):
    """Return the test accuracy of the five starts, at the strength that the validation data chose."""
    return np.array([row["test"] for row in chosen(name)])


test_of.__test__ = False

# Small enough to see.


@pytest.mark.parametrize("degree", [1, 3, 9, 15])
def test_the_exact_parts_are_what_draws_of_the_noise_show(degree):
    hat = hat_matrix(chebyshev(PLACES, degree), chebyshev(GRID, degree))
    fits = (sine(PLACES) + SIGMA * np.random.default_rng(2).normal(size=(20_000, 20))) @ hat.T
    bias2, variance = parts(degree)
    assert fits.var(axis=0).mean() == pytest.approx(variance, rel=0.03)
    assert ((fits.mean(axis=0) - sine(GRID)) ** 2).mean() == pytest.approx(bias2, abs=2e-4)


def test_degree_1_is_all_bias_degree_15_all_variance_and_3_the_best():
    totals = {degree: sum(parts(degree)) for degree in (1, 3, 5, 9, 13, 15)}
    assert min(totals, key=totals.get) == 3
    assert parts(1)[0] > 20 * parts(1)[1]
    assert parts(15)[1] > 1000 * parts(15)[0]


def test_a_penalty_of_1_and_ten_steps_make_degree_15_a_good_fit_alike():
    penalty, steps = sum(parts(15, 1.0)), sum(parts(15, steps=10))
    assert penalty < 0.06 < steps + 0.01 < 0.075
    assert min((sum(parts(15, l2)), l2) for l2 in (0, 0.01, 0.1, 1, 10))[1] == 1
    s = directions(chebyshev(PLACES, 15)).s
    noise = (chebyshev(GRID, 15) @ directions(chebyshev(PLACES, 15)).vt.T / s) ** 2
    assert noise.mean(axis=0)[-2:].sum() > 0.9 * noise.mean(axis=0).sum(), "two short directions hold the variance"


def test_steps_and_penalties_are_the_filters_that_the_text_says():
    features, targets = chebyshev(PLACES, 15), sine(PLACES)
    u, s, vt = directions(features)
    w = np.linalg.solve(features.T @ features + 0.7 * np.eye(16), features.T @ targets)
    np.testing.assert_allclose(w, vt.T @ (s / (s**2 + 0.7) * (u.T @ targets)), atol=1e-9)
    rate, walked = 1 / s[0] ** 2, np.zeros(16)
    for _ in range(30):
        walked -= rate * features.T @ (features @ walked - targets)
    np.testing.assert_allclose(walked, vt.T @ ((1 - (1 - rate * s**2) ** 30) / s * (u.T @ targets)), atol=1e-9)
    np.testing.assert_allclose(walked, vt.T @ (inverse_lengths(s, steps=30) * (u.T @ targets)), atol=1e-9)


def test_dropout_is_the_penalty_that_the_text_derives():
    rng, share = np.random.default_rng(3), 0.3
    x, w, y = rng.normal(size=12), rng.normal(size=12), 0.4
    masks = rng.binomial(1, 1 - share, size=(400_000, 12))
    losses = (masks @ (w * x) / (1 - share) - y) ** 2
    expected = (w @ x - y) ** 2 + share / (1 - share) * (x**2 * w**2).sum()
    assert losses.mean() == pytest.approx(expected, rel=0.02)


# The record.


@pytest.mark.parametrize("part", sorted(record.PARTS))
def test_the_record_is_whole(part):
    seeds = record.MORE_SEEDS.get(part, record.SEEDS)
    rows = recorded(part)
    assert sorted({row["seed"] for row in rows}) == list(seeds)
    assert len({sum(row["seed"] == seed for row in rows) for seed in seeds}) == 1, "the same rows for each seed"


@pytest.mark.parametrize(("name", "settings"), [("stop by loss", {"stop": "validation"}), ("nothing", {})])
def test_the_script_makes_rows_of_the_record(name, settings):
    found = record.remedy(1, **settings)
    (row,) = recorded("remedies", remedy=name, seed=1)
    assert found["test"] == pytest.approx(row["test"], abs=0.03)
    assert found["training"] == pytest.approx(row["training"], abs=0.05)


def test_the_script_makes_the_features_of_the_record():
    x, y = labelled(300, 2)
    row = recorded("descent", seed=2, features=1000, **{"random labels": 0.0})[0]
    weights = fit_outputs(relu_features(x, 1000, 2), np.eye(10)[y])
    assert np.linalg.norm(weights) == pytest.approx(row["norm"], rel=0.01)
    assert row["training"] == 0


def test_a_strength_is_chosen_by_validation_data_alone():
    for name in record.REMEDIES:
        rows = chosen(name)
        best = np.mean([row["validation"] for row in rows])
        for settings in record.REMEDIES[name]:
            other = [row["validation"] for row in recorded("remedies", remedy=name, settings=settings)]
            assert len(other) == 5
            assert np.mean(other) <= best
    assert spread([1.0, 3.0], 1) == "2.0 +- 1.4"


def test_networks_of_every_depth_have_the_same_size():
    for layers in (1, 2, 3, 4, 6, 8):
        for inputs, outputs, goal in ((40, 10, 10_000), (2, 2, 2000)):
            width = comparisons.width_of(layers, inputs, outputs, goal)
            model = comparisons.dense([inputs, *[width] * layers, outputs])
            assert sum(p.numel() for p in model.parameters()) == pytest.approx(goal, rel=0.05)


def test_damage_is_as_large_as_it_says():
    x = np.ones((200, 30), np.float32)
    hurt = comparisons.damaged(x, np.random.default_rng(0), missing=0.2)
    assert (hurt == 0).mean() == pytest.approx(0.2, abs=0.02)
    noisy = comparisons.damaged(x, np.random.default_rng(0), noise=0.5)
    assert (noisy - x).std() == pytest.approx(0.5, abs=0.02)
