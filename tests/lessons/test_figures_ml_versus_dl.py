"""The figures that lesson 13 quotes in words: its table, row by row, and what it says of ends, vectors and weights."""

import numpy as np
import pytest

import nnlearn.numpy as nn
from nnlearn import datasets
from nnlearn.lessons.ml_versus_dl import NAMES, measured, network, recorded


def mean(name, n, what="right", places="in order"):
    return recorded(name, n, what, places).mean()


def test_the_row_about_data():
    assert round(mean("pooled CNN", 400), 2) == 0.86 == round(max(mean(name, 400) for name in NAMES), 2)
    assert round(mean("dense", 4000), 2) == 0.66
    assert round(mean("forest", 4000), 2) == 0.79
    gains = {name: mean(name, 4000) - mean(name, 400) for name in NAMES}
    assert max(gains, key=gains.get) == "forest"
    assert round(gains["forest"], 2) == 0.44


def test_the_rows_about_machines_and_time():
    assert max(recorded(name, 4000, "train s").max() for name in NAMES) < 30
    assert mean("pooled CNN", 1600, "train s") > 50 * mean("hand-made", 1600, "train s")
    for name in ("forest", "SVM"):
        assert 0.7 < mean(name, 4000, "train s") / mean("dense", 4000, "train s") < 1.3


def test_the_row_about_complex_functions():
    kept = {name: mean(name, 4000, "kept") for name in ("forest", "SVM", "pooled CNN")}
    assert kept == pytest.approx({"forest": 1.9e6, "SVM": 2e5, "pooled CNN": 16e3}, rel=0.05)


def test_the_row_about_experts():
    quoted = {"logistic": 0.26, "hand-made": 0.77, "dense": 0.36}
    assert {name: round(mean(name, 400), 2) for name in quoted} == quoted


def test_rules_are_passed_where_the_text_says():
    assert mean("CNN", 400) < mean("rules", 400) < mean("CNN", 1600)
    assert mean("dense", 1600) < mean("rules", 1600) < mean("dense", 4000)


def test_shuffled_rules_guess_and_the_best_are_barely_ahead():
    assert mean("rules", 400, places="shuffled") <= 0.1
    best = max(mean(name, 400, places="shuffled") for name in NAMES)
    assert 0 < best - mean("SVM", 400, places="shuffled") < 0.06


def test_on_features_the_machine_keeps_seven_of_ten_vectors():
    assert mean("hand-made SVM", 4000, "vectors") / 4000 == pytest.approx(0.7, abs=0.05)
    assert mean("SVM", 4000, "vectors") / 4000 > 0.95


def test_cells_read_more_of_the_digits_that_moved_and_nothing_more_of_a_hundred():
    for n in (100, 1348):
        pixels, fine, coarse = (
            measured("directions", "moved", n=n, features=features).mean()
            for features in ("pixels", "4 x 4 cells", "2 x 2 cells")
        )
        assert pixels + 0.15 < fine < coarse
    few = [measured("directions", "right", n=100, features=one).mean() for one in ("4 x 4 cells", "pixels")]
    assert few[0] < few[1]


def test_weights_change_sign_and_point_the_wrong_way():
    flips, against = {}, {}
    for C in (100.0, 1.0, 0.01):
        positive, average, alone = (measured("coefficients", key, C=C)[0] for key in ("positive", "mean", "alone"))
        flips[C] = (np.minimum(positive, 1 - positive) >= 0.05).sum()
        against[C] = (np.sign(average) != np.sign(alone)).sum()
    assert (flips[100.0], against[100.0]) == (23, 11)
    assert measured("coefficients", "mean", C=100.0)[0][0] < 0 < measured("coefficients", "alone", C=100.0)[0][0]
    right = [measured("coefficients", "right", C=C)[0] for C in (0.01, 100.0, 1.0)]
    assert right == sorted(right)
    assert 0.01 < measured("few", "all").mean() - measured("few", "right").mean() < 0.02


@pytest.mark.parametrize(("name", "channels", "places", "gain"), [("CNN", 24, 5, 0.03), ("pooled CNN", 64, 20, 0.2)])
def test_the_same_convolutions_read_more_with_a_mean_over_places(name, channels, places, gain):
    data, right = datasets.mnist1d(), []
    x = data.x[:, None, None]
    for end, inputs in (((), channels * places), ((nn.AdaptiveAvgPool2d(1),), channels)):
        nn.manual_seed(0)
        layers = [*network(nn, name)[:6], *end, nn.Flatten(), nn.Dropout(0.3), nn.Linear(inputs, 10)]
        model = nn.Sequential(*layers)
        optimizer = nn.Adam(model.parameters(), lr=0.003)
        nn.fit(model, nn.CrossEntropyLoss(), optimizer, x[:400], data.y[:400], epochs=100, batch_size=32)
        right.append((nn.predict(model, x[4000:]).argmax(axis=1) == data.y[4000:]).mean())
    assert right[1] - right[0] > gain
