"""What lesson 13 says in words about its comparisons: the record is whole, comes from the script, and bears it out."""

import json

import numpy as np
import pytest

import nnlearn.numpy as nn
from nnlearn import datasets
from nnlearn.gradcheck import numerical_gradient
from nnlearn.lessons.ml_versus_dl import (
    NAMES,
    answers,
    coefficients,
    directions,
    duel,
    experiments,
    layers,
    margins,
    measured,
    recorded,
    tables,
    train,
)
from nnlearn.lessons.ml_versus_dl.features import WIDTHS, fits, hand_made, hog, match, resampled
from nnlearn.lessons.ml_versus_dl.networks import network
from nnlearn.lessons.ml_versus_dl.rivals import RIVALS, fit

RAW = ("logistic", "neighbours", "forest", "SVM", "dense")
CELLS = [
    ("in order", 100),
    ("in order", 400),
    ("in order", 1600),
    ("in order", 4000),
    ("shuffled", 100),
    ("shuffled", 400),
]


def mean(name, n, what="right", places="in order"):
    return recorded(name, n, what, places).mean()


# The record.


@pytest.mark.parametrize(("places", "n"), CELLS)
def test_the_record_holds_five_seeds_of_every_rival(places, n):
    for name in NAMES:
        runs = [run for run in duel() if (run["rival"], run["places"], run["n"]) == (name, places, n)]
        assert [run["seed"] for run in runs] == list(train.SEEDS), name
        for run in runs:
            assert run["setting"] in RIVALS[name][2]
            assert run["kept"] > 0


@pytest.mark.parametrize(
    ("rival", "n", "places", "seed"),
    [
        ("rules", 100, "in order", 3),
        ("logistic", 400, "in order", 1),
        ("neighbours", 400, "in order", 2),
        ("forest", 400, "shuffled", 0),
        ("SVM", 400, "shuffled", 4),
        ("rule scores", 100, "in order", 1),
        ("hand-made", 400, "in order", 0),
        ("hand-made SVM", 400, "in order", 1),
        ("dense", 100, "in order", 2),
        ("CNN", 100, "in order", 0),
        ("pooled CNN", 100, "in order", 1),
    ],
)
def test_the_script_makes_the_record(rival, n, places, seed):
    wanted = {"rival": rival, "n": n, "places": places, "seed": seed}
    (run,) = [run for run in duel() if wanted.items() <= run.items()]
    made = train.run(rival, n, places, seed)
    tolerance = 0.03 if rival in ("dense", "CNN", "pooled CNN") else 0.005  # rounding moves a trained network
    for what in ("right", "changed", "rolled"):
        assert made[what] == pytest.approx(run[what], abs=2 * tolerance)
    assert made["right"] == pytest.approx(run["right"], abs=tolerance)
    if rival in ("rules", "logistic", "neighbours", "hand-made"):
        assert made["kept"] == run["kept"]


def test_examples_are_nested_and_never_among_the_unseen():
    for seed in train.SEEDS:
        assert (train.examples(400, seed)[:100] == train.examples(100, seed)).all()
        assert train.examples(4000, seed).max() < 4000
    assert not np.array_equal(train.examples(100, 0), train.examples(100, 1))


def test_shuffled_places_are_the_same_numbers_in_another_order():
    (x, y), (mixed, same) = train.signals(), train.signals("shuffled")
    assert (y == same).all()
    assert (np.sort(x, axis=1) == np.sort(mixed, axis=1)).all()
    assert not (x == mixed).all()


def test_a_record_that_is_cut_off_is_continued(tmp_path, monkeypatch):
    path, made = tmp_path / "runs.json", []
    monkeypatch.setattr(train, "SEEDS", range(2))
    monkeypatch.setattr(train, "NAMES", ("rules", "neighbours"))
    monkeypatch.setattr(train, "run", lambda *what: made.append(what) or dict(zip(KEYS, what, strict=True)))
    train.write(path, [{"rival": "rules", "n": 100, "places": "in order", "seed": 0}])
    train.record(path, "in order", [100])
    assert len(json.loads(path.read_text(encoding="utf-8"))["runs"]) == 4
    assert ("rules", 100, "in order", 0) not in made


KEYS = ("rival", "n", "places", "seed")


# The duel.


def test_with_400_labels_the_rivals_that_forget_places_lead_in_every_choice():
    for seed in range(5):
        right = {name: recorded(name, 400)[seed] for name in NAMES}
        best = sorted(right, key=right.get)[::-1]
        assert best[0] == "pooled CNN"
        assert best[1] == "hand-made"
        assert (
            max(right[name] for name in (*RAW, "CNN")) < right["rules"] < right["rule scores"] < right["hand-made SVM"]
        )


def test_with_100_labels_the_best_that_learn_stand_beside_the_rules_and_all_others_below():
    for name in ("pooled CNN", "hand-made"):
        assert recorded(name, 100).min() < mean("rules", 100) < recorded(name, 100).max()
    assert (
        max(mean(name, 100) for name in set(NAMES) - {"rules", "pooled CNN", "hand-made"}) < mean("rules", 100) - 0.05
    )


def test_what_keeps_the_places_changes_its_mind_when_a_signal_rolls():
    assert min(mean(name, 400, "changed") for name in (*RAW, "CNN")) > 0.6
    assert max(mean(name, 400, "changed") for name in ("pooled CNN", "hand-made", "hand-made SVM")) < 0.3
    assert mean("rules", 400, "changed") == mean("rule scores", 400, "changed") == 0


def test_rules_are_passed_by_the_cnn_between_400_and_1600_labels_and_by_the_dense_network_between_1600_and_4000():
    assert mean("rules", 400) == pytest.approx(0.601)
    assert recorded("CNN", 400).max() < mean("rules", 400) < recorded("CNN", 1600).min()
    assert recorded("dense", 1600).max() < mean("rules", 400) < recorded("dense", 4000).min()


def test_only_knowledge_about_neighbours_is_lost_by_a_shuffle():
    for name in RAW:
        assert abs(mean(name, 400) - mean(name, 400, places="shuffled")) < 0.04, name
    for name in ("CNN", "pooled CNN", "hand-made", "hand-made SVM", "rules", "rule scores"):
        assert mean(name, 400) - mean(name, 400, places="shuffled") > 0.1, name


def test_a_support_vector_machine_keeps_nearly_all_its_examples_and_asks_them():
    for n in (400, 1600, 4000):
        assert mean("SVM", n, "vectors") > 0.85 * n
    assert mean("SVM", 4000, "answers ms") > 20 * mean("hand-made", 4000, "answers ms")


# What the rivals are made of.


def test_rules_do_not_care_where_a_stroke_stands_how_loud_it_is_and_how_high():
    x = datasets.mnist1d(200).x.astype(float)
    scores = match(x)
    assert np.allclose(match(np.roll(x, 7, axis=1)), scores)
    assert np.allclose(match(3 * x + 0.5), scores)
    assert match(np.full((1, 40), 0.1)).max() == pytest.approx(0, abs=1e-6)  # flat: nothing fits
    one = np.zeros(40)
    one[30:39] = resampled(datasets.strokes().x[4], 9)
    found = fits(one[None])[0]
    digit, wide, start = np.unravel_index(found.argmax(), found.shape)
    assert (digit, wide, start) == (4, 2, 30)
    assert found.max() == pytest.approx(1)


def test_rules_do_what_exercise_13_1_does_in_four_widths():
    x, strokes = datasets.mnist1d(200).x.astype(float), datasets.strokes().x.astype(float)
    found = [answers.match(x, np.stack([resampled(one, width) for one in strokes]))[0] for width in WIDTHS]
    assert np.allclose(np.max(found, axis=0), match(x))


def test_rules_were_chosen_on_the_signals_to_learn_from_and_not_on_the_unseen():
    digits, strokes = datasets.mnist1d(), datasets.strokes().x.astype(float)
    x, y = digits.x[:4000].astype(float), digits.y[:4000]
    assert (match(x).argmax(axis=1) == y).mean() == pytest.approx(0.62, abs=0.005)
    best = np.full((4000, 10), -1.0)  # and without a straight line, too
    for width in WIDTHS:
        line = np.linalg.qr(np.stack([np.ones(width), np.arange(width)], axis=1))[0]
        rest = np.eye(width) - line @ line.T
        q = np.stack([resampled(one, width) for one in strokes]) @ rest
        q /= np.linalg.norm(q, axis=1, keepdims=True)
        for start in range(40):
            window = np.roll(x, -start, axis=1)[:, :width] @ rest
            best = np.maximum(best, window @ q.T / np.linalg.norm(window, axis=1, keepdims=True))
    assert (best.argmax(axis=1) == y).mean() == pytest.approx(0.51, abs=0.005)


def test_hand_made_features_are_those_that_the_text_names():
    x = np.random.default_rng(0).normal(size=(3, 40))
    made = hand_made(x)
    assert made.shape == (3, 120)
    assert np.allclose(made[:, 80:], np.sort(x, axis=1))
    assert np.allclose(hand_made(np.roll(x, 9, axis=1))[:, :21], made[:, :21])  # sizes of Fourier coefficients
    order = np.random.default_rng(1).permutation(40)
    assert not np.allclose(hand_made(x[:, order])[:, :80], made[:, :80])


def test_histograms_of_directions_add_up_what_the_pixels_say():
    image = np.zeros((8, 8))
    image[4:] = 1  # dark above, light below: all arrows point down
    whole = hog(image.reshape(1, 64), cells=1)[0]
    assert whole.argmax() == 6
    assert whole.max() == pytest.approx(1, abs=1e-5)
    quarters = hog(image.reshape(1, 64), cells=2).reshape(8, 2, 2)
    assert quarters[6].min() > 0.4
    assert hog(np.random.default_rng(0).random((5, 64)), cells=4).shape == (5, 128)


def test_a_rival_that_does_not_exist_is_refused():
    with pytest.raises(ValueError, match="fit expected one of rules, logistic"):
        fit("boosting", np.zeros((10, 40)), np.zeros(10, int))
    with pytest.raises(ValueError, match="network expected"):
        network(nn, "RNN")


def test_the_hinge_machines_stand_where_the_slope_is_zero():
    rng = np.random.default_rng(0)
    x = np.concatenate([rng.normal(-1, 1, (60, 2)), rng.normal(1, 1, (60, 2))])
    y = np.repeat([0, 1], 60)
    weight, bias = margins.hinge_machines(x, y, 2, decay=0.1, epochs=400)

    def loss(w):
        return np.maximum(0, 1 - np.where(y == 1, 1, -1) * (x @ w + bias[1])).mean() + 0.05 * w @ w

    assert np.abs(numerical_gradient(loss, weight[1].copy())).max() < 0.05
    assert np.allclose(weight[0], -weight[1], atol=0.1)


def test_tuned_alike_three_linear_models_are_equal_on_tumours_and_digits():
    for data, apart in (("breast_cancer", 0.02), ("digits", 0.03)):
        means = [measured("margins", "right", data=data, model=model).mean() for model in MODELS]
        assert max(means) - min(means) < apart
    assert max(measured("margins", "right", data="mnist1d", model=model).mean() for model in MODELS) < 0.4


MODELS = ("hinge by gradient descent", "LinearSVC", "logistic")


@pytest.mark.parametrize(
    ("part", "module", "keys"),
    [
        ("margins", margins, ("right",)),
        ("directions", directions, ("right", "moved")),
        ("layers", layers, ("untrained", "trained", "net")),
    ],
)
def test_the_script_makes_the_smaller_experiments(part, module, keys):
    found = module.measured(1)
    kept = [row for row in experiments()[part] if row["seed"] == 1]
    assert len(found) == len(kept)
    for new, old in zip(found, kept, strict=True):
        for key in keys:
            assert new[key] == pytest.approx(old[key], abs=0.04 if part == "layers" else 0.01)


def test_the_script_makes_the_record_of_a_table_and_of_the_coefficients():
    found = {(row["fold"], row["model"]): row["score"] for row in tables.measured("wine", 2)}
    kept = [row for row in experiments()["tables"] if (row["data"], row["seed"]) == ("wine", 2)]
    assert len(kept) == len(found) == 25
    for row in kept:
        assert found[row["fold"], row["model"]] == pytest.approx(row["score"], abs=0.06)
    row = coefficients.measured(1.0)
    (old,) = [one for one in experiments()["coefficients"] if one["C"] == 1.0]
    assert row["right"] == pytest.approx(old["right"], abs=0.002)
    assert np.allclose(row["mean"], old["mean"], atol=0.01)


def test_training_makes_layers_easier_to_read_and_depth_alone_does_not():
    trained, untrained = (measured("layers", state, network="CNN").mean(axis=0) for state in ("trained", "untrained"))
    assert (np.diff(trained) > 0).all()
    assert untrained[1] > untrained[0]
    assert (np.diff(untrained[1:]) < 0).all()
    dense = measured("layers", "trained", network="dense").mean(axis=0)
    assert dense[1] - dense[0] > 4 * abs(dense[2] - dense[1])


def test_coarse_cells_buy_shifts_with_detail():
    def mean(features, what):
        return measured("directions", what, n=1348, features=features).mean()

    assert mean("4 x 4 cells", "right") > mean("pixels", "right") > mean("2 x 2 cells", "right") + 0.02
    assert mean("2 x 2 cells", "moved") > mean("pixels", "moved") + 0.25


def test_on_tables_no_model_stands_out():
    for data in train.TABLES:
        scores = {model: measured("tables", "score", data=data, model=model) for model in tables.MODELS}
        means = [score.mean() for score in scores.values()]
        assert max(means) - min(means) < (0.06 if data == "diabetes" else 0.025)
        for score in scores.values():
            assert len(score) == 25
            assert score.max() - score.min() > max(means) - min(means)


def test_weaker_penalties_let_more_signs_flip():
    flips = []
    for C in (100.0, 1.0, 0.01):
        positive = measured("coefficients", "positive", C=C)[0]
        flips.append(int((np.minimum(positive, 1 - positive) >= 0.05).sum()))
    assert flips[0] > 2 * flips[1] > 2 * flips[2]
    assert flips[0] >= 20
