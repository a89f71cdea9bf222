"""What lesson 14 says in words: the algebra is checked, the record comes from the script, and bears the text out."""

import numpy as np
import pytest

from nnlearn.lessons.generalization import (
    best,
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
    table,
)

PLACES, GRID, SIGMA = np.linspace(-1, 1, 20), np.linspace(-1, 1, 161), 0.3


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


def mean(part, name="test", **where):
    return np.mean([row[name] for row in recorded(part, **where)])


# L2, dropout, stopping.


def test_the_default_decay_does_nothing_and_a_hundred_times_as_much_helps():
    rows = {decay: recorded("remedies", remedy="L2", settings={"decay": decay}) for decay in (0.01, 1.0, 3.0, 10.0)}
    test, loss = ({d: np.mean([r[name] for r in rows[d]]) for d in rows} for name in ("test", "test loss"))
    assert abs(test[0.01] - test_of("nothing").mean()) < 0.01
    assert test[1.0] > test[0.01] + 0.025 < test[3.0]
    assert loss[3.0] < loss[1.0] < 0.6 * loss[0.01]
    assert test[10.0] < test[0.01]


def test_dropout_needs_longer_training():
    half = [recorded("remedies", remedy=name, settings=more | {"dropout": 0.5})
            for name, more in (("dropout", {}), ("dropout, longer", {"times": 4}))]  # fmt: skip
    (known, right), (known_later, right_later) = (
        [np.mean([row[name] for row in rows]) for name in ("training", "test")] for rows in half
    )
    assert known < 0.95 < 0.99 < known_later
    assert right_later > right + 0.04


def test_loss_and_accuracy_turn_at_different_times():
    for row in recorded("curves"):
        turn = int(np.argmin(row["loss"]))
        assert turn < 15
        assert row["loss"][-1] > 2 * row["loss"][turn]
        assert np.mean(row["accuracy"][-20:]) > row["accuracy"][turn] + 0.01
    plain, by_loss, by_accuracy = (recorded("remedies", remedy=name)
                                   for name in ("nothing", "stop by loss", "stop by accuracy"))  # fmt: skip
    loss = [np.mean([row["test loss"] for row in rows]) for rows in (plain, by_loss)]
    assert loss[1] < loss[0] / 2
    assert test_of("stop by loss").mean() < test_of("stop by accuracy").mean() < test_of("nothing").mean()
    assert np.mean([row["epochs"] for row in by_accuracy]) < 60


# Copies, and all remedies.


def test_shifts_help_most_upside_down_harms_and_mirrored_does_not():
    assert (test_of("shifted copies") > test_of("nothing") + 0.1).all()
    assert np.mean([row["training"] for row in chosen("shifted copies")]) < 0.95
    assert mean("mirrored", copies="upside down") < test_of("nothing").mean() - 0.07
    assert abs(mean("mirrored", copies="mirrored") - mean("mirrored", copies="shifted")) < 0.02
    upside_down = comparisons.nearest_strokes(lambda stroke: -stroke)
    assert all(digit != place for place, digit in enumerate(upside_down))
    mirror = comparisons.nearest_strokes(lambda stroke: stroke[::-1])
    assert [place for place, digit in enumerate(mirror) if digit == place] == [0, 3, 6, 7, 8, 9]


def test_the_gains_of_the_table():
    plain = test_of("nothing")
    gains = {name: (test_of(name) - plain).mean() for name in record.REMEDIES}
    assert 0.03 < gains["L2"] < 0.05
    assert 0.03 < gains["dropout"] < 0.05
    assert 0.01 < gains["width"] < 0.03 > gains["noisy copies"] > 0.01
    assert 0 < gains["more data"] - gains["shifted copies"] < 0.03
    assert (test_of("together") > test_of("shifted copies")).all()
    assert (test_of("together") > test_of("more data")).all()
    assert gains["dropout, longer"] > gains["dropout"] + 0.05
    assert 0.04 < gains["together, longer"] - gains["together"] < 0.06
    assert abs(gains["nothing, longer"]) < 0.01
    assert np.mean([row["training"] for row in chosen("together")]) == pytest.approx(0.7, abs=0.03)


def test_each_doubling_helps_at_least_as_much_as_the_one_before():
    errors = [mean("amount", "error", n=n) for n in (100, 200, 400, 800, 1600, 3200)]
    shrunk = np.divide(errors[1:], errors[:-1]).round(2)
    assert (np.diff(shrunk) <= 0).all()
    assert shrunk[0] - shrunk[-1] > 0.1, "no power law"


# By heart, depth, damage, double descent.


def test_nonsense_takes_a_little_longer_and_random_inputs_less():
    epochs = {name: mean("labels", "epochs", labels=name) for name in ("true", "random", "random inputs")}
    assert all(row["training"] == 1 for row in recorded("labels"))
    assert epochs["random inputs"] < epochs["true"] < epochs["random"] < 1.6 * epochs["true"]
    assert mean("labels", labels="random") == pytest.approx(0.1, abs=0.02)
    assert sum(p.numel() for p in comparisons.dense([40, 200, 200, 10]).parameters()) == 50_410


def test_depth_costs_on_signals_and_saves_time_on_spirals():
    def right(part, layers, epochs):
        return np.array([row["test"] for row in best(recorded(part, layers=layers, epochs=epochs), "rate")])

    for epochs in (25, 100):
        signals = [right("depth", layers, epochs).mean() for layers in (1, 2, 3, 4, 6, 8)]
        assert max(signals) - signals[0] < 0.01
        assert signals[0] > signals[3] + 0.02 > signals[5] + 0.04
    assert (right("spirals", 1, 60) < 0.99).all()
    assert all(right("spirals", layers, 60).mean() > 0.995 for layers in (2, 3, 4, 6, 8))
    assert right("spirals", 1, 300).mean() > 0.995
    assert mean("spirals", layers=1, epochs=60, rate=0.003) < 0.65


def test_a_strong_penalty_and_dropped_inputs_help_where_much_is_missing():
    tables = {name: np.array([list(row["test"].values()) for row in best(recorded("damage", remedy=name), "strength")])
              for name in ("nothing", "L2", "dropout", "inputs dropped")}  # fmt: skip
    names = list(recorded("damage")[0]["test"])
    gain = {name: dict(zip(names, (table - tables["nothing"]).mean(axis=0), strict=True))
            for name, table in tables.items()}  # fmt: skip
    for name in ("L2", "inputs dropped"):
        assert gain[name]["missing 0.8"] > 0.02 < gain[name]["noise 2"]
        assert gain[name]["missing 0"] < 0.003
    assert all(0 < value < 0.02 for value in gain["dropout"].values())


def test_the_error_peaks_at_300_features_and_a_tuned_penalty_shows_no_peak():
    where = {"random labels": 0.0}
    test, tuned, norm = (
        {d: mean("descent", name, features=d, **where) for d in comparisons.WIDTHS}
        for name in ("test", "tuned", "norm")
    )
    assert max(test, key=test.get) == 300 == max(norm, key=norm.get)
    first = min(test[d] for d in comparisons.WIDTHS if d < 300)
    assert test[4000] < first - 0.02
    assert max(tuned[d] for d in comparisons.WIDTHS if d >= 200) - min(tuned.values()) < 0.025
    assert tuned[300] < test[300] - 0.15
    assert norm[100] < norm[4000] < norm[300] / 10


def test_a_trained_layer_shows_no_peak_beyond_the_spread():
    widths = [2, 4, 8, 16, 32, 64, 128, 256, 512]
    test = [mean("widths", width=width) for width in widths]
    spreads = [np.std([row["test"] for row in recorded("widths", width=width)], ddof=1) for width in widths]
    bump = test[widths.index(16)] - min(test[: widths.index(16)])
    assert 0.015 < bump < max(spreads)
    assert min(test) == test[-1]


def test_copies_do_not_help_where_tomorrow_differs_in_height():
    def gained(change):
        return mean("tomorrow", remedy="shifted copies", change=change) - mean(
            "tomorrow", remedy="nothing", change=change
        )

    assert gained("half as high") < 0.2 * gained("as today")
    assert gained("on a slope") > 0.7 * gained("as today")
    for remedy in ("nothing", "shifted copies"):
        today, slope = (mean("tomorrow", remedy=remedy, change=change) for change in ("as today", "on a slope"))
        assert slope < today - 0.05


def test_the_table_has_a_line_for_each_setting():
    lines = table(recorded("remedies", remedy="noisy copies"), ["remedy", "shift", "noise"], ["test"]).splitlines()
    assert lines[0].split() == ["remedy,", "shift,", "noise", "test"]
    assert len(lines) == 1 + len(record.REMEDIES["noisy copies"])
    first = [row["test"] for row in recorded("remedies", remedy="noisy copies", settings={"copies": 9, "noise": 0.1})]
    assert lines[1].endswith(spread(first))
