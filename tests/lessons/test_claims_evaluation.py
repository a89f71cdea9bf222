"""What lesson 12 says in words about its experiments: the record comes from the script, and the numbers bear it out."""

import numpy as np
import pytest

from nnlearn import datasets
from nnlearn.lessons import evaluation as lesson
from nnlearn.lessons.evaluation import cases, cost, four_boxes, models, train
from nnlearn.metrics import accuracy, average_precision_score, f1, r2, roc_auc_score, roc_curve

COST = 1 / 51


@pytest.fixture(scope="module")
def splits():
    """Return (logits, truth) of ten splits, of the lesson's logistic regression."""
    found = []
    for seed in range(10):
        (x, y), (unseen, truth) = cases(seed)
        found.append((models.logistic(x, y, seed)(unseen), truth))
    return found


def precision_elsewhere(box, prevalence):
    found = prevalence * box["TP"] / (box["TP"] + box["FN"])
    alarms = (1 - prevalence) * box["FP"] / (box["FP"] + box["TN"])
    return found / (found + alarms)


# Four boxes.


def test_the_file_codes_malignant_as_0_and_cases_turns_it_round():
    tissue = datasets.breast_cancer()
    assert tissue.classes[0] == "malignant"
    (_, y), (_, truth) = cases(0)
    assert int(y.sum() + truth.sum()) == int((tissue.y == 0).sum())
    assert (y.mean() + truth.mean()) / 2 == pytest.approx(0.37, abs=0.005)


def test_cases_takes_the_scale_of_the_training_samples():
    (x, _), (unseen, _) = cases(3)
    np.testing.assert_allclose(x.mean(axis=0), 0, atol=1e-4)
    np.testing.assert_allclose(x.std(axis=0), 1, atol=1e-3)
    assert np.abs(unseen.mean(axis=0)).max() > 0.01


def test_the_model_is_right_in_96_of_100_and_no_split_agrees_with_another(splits):
    right = [np.mean((s >= 0) == truth) for s, truth in splits]
    assert right[0] == pytest.approx(0.958, abs=1e-3)
    assert 0.955 < np.mean(right) < 0.98
    assert max(right) - min(right) > 0.04


def test_no_answer_hangs_on_rounding(splits):
    """Both sides of the library, and other processors, print the same counts."""
    for s, _ in splits:
        assert np.abs(s).min() > 1e-3
        assert np.abs(s - np.log(1 / 50)).min() > 1e-3  # of p = 1/51


def test_f1_depends_on_the_positive_class(splits):
    s, truth = splits[0]
    benign, malignant = f1((s >= 0).astype(int), truth, average=None)
    assert (round(malignant, 3), round(benign, 3)) == (0.944, 0.966)


def test_micro_f1_is_the_accuracy_and_macro_is_lower_among_uneven_digits():
    digits = datasets.digits()
    for seed in range(5):
        keep = (digits.y == 9) | (np.random.default_rng(seed).random(len(digits.y)) < 0.1)
        assert 0.45 < (digits.y[keep] == 9).mean() < 0.6  # "half are nines"
        (a, b), (new, label) = datasets.split(digits.x[keep] / 16, digits.y[keep], seed=seed)
        said = lesson.nearest(a, b, new)
        assert f1(said, label, average="micro") == accuracy(said, label) > f1(said, label)


def test_the_training_mean_has_an_r2_below_0():
    patients = datasets.diabetes()
    found = []
    for seed in range(10):
        (_, y), (_, target) = datasets.split(patients.x, patients.y, seed=seed)
        found.append(r2(np.full(target.shape, y.mean(), target.dtype), target))
    assert max(found) <= 0
    assert np.mean(found) < -0.01


# When the threshold slides.


def test_the_strips_add_up_to_the_auc(splits):
    for s, truth in splits:
        false, true, _ = roc_curve(s, truth)
        assert (np.diff(false) * true[1:]).sum() == pytest.approx(roc_auc_score(s, truth))


# Where few are ill.


def test_the_published_precision_follows_from_what_else_was_published():
    found, alarms = 0.0059 * 0.869, 0.9941 * 0.111
    assert round(found / (found + alarms), 3) == 0.044  # Lehman and others (2017), PPV1
    assert round((found + alarms) / found) == 23


def test_precision_in_screening_is_hardly_known(splits):
    boxes = [four_boxes(s >= 0, truth) for s, truth in splits]
    assert {box["FP"] for box in boxes} >= {0, 5}
    assert max(box["FP"] for box in boxes) == 5
    found = [precision_elsewhere(box, 0.005) for box in boxes]
    assert min(found) < 0.1
    assert max(found) == 1
    assert min(precision_elsewhere(box, 0.37) for box in boxes) > 0.9


def test_auc_stays_where_average_precision_falls():
    aucs, aps = [], []
    for share in (0.5, 0.1, 0.01, 0.001):
        sick = (np.arange(20_000) < 20_000 * share).astype(int)
        drawn = [np.random.default_rng(seed).normal(size=20_000) + 2 * sick for seed in range(20)]
        aucs.append(np.mean([roc_auc_score(s, sick) for s in drawn]))
        aps.append(np.mean([average_precision_score(s, sick) for s in drawn]))
    np.testing.assert_allclose(aucs, 0.921, atol=0.005)
    assert (np.diff(aps) < -0.15).all()
    assert aps[-1] > 0.05  # a guesser has 0.001


# What a mistake costs.


def test_the_threshold_of_the_formula_is_cheaper_on_average_and_half_is_worse_than_no_model(splits):
    half, formula, all_reported = (
        [cost(1 / (1 + np.exp(-s)) >= t, truth) for s, truth in splits] for t in (0.5, COST, 0.0)
    )
    assert set(all_reported) == {89}
    assert np.mean(formula) < 80 < 89 < np.mean(half)
    assert sum(a < b for a, b in zip(formula, half, strict=True)) == 8


def test_the_record_of_calibration_bears_the_text_out():
    rows = lesson.measured()["calibration"]
    assert [row["seed"] for row in rows] == sorted([*range(5)] * 4)
    late = [row for row in rows if row["stage"] == "100 epochs"]
    early = [row for row in rows if row["stage"] == "10 epochs"]
    for before, after in zip(late[::2], late[1::2], strict=True):
        assert before["accuracy"] == after["accuracy"]  # no answer changes
        assert before["ece"] > 5 * after["ece"]
        assert after["temperature"] > 4
        assert after["log loss"] < before["log loss"] / 2
    for first, last in zip(early[::2], late[::2], strict=True):
        assert 0 < last["accuracy"] - first["accuracy"] < last["confidence"] - first["confidence"]


def test_the_script_makes_the_logits_that_are_stored():
    """Ten epochs are enough to see it, and cheap."""
    _, (_, chosen), (_, labels) = train.wavy(0)
    (_, stored_chosen), (stored, stored_labels) = lesson.stored_logits()
    np.testing.assert_array_equal(stored_labels, labels)
    np.testing.assert_array_equal(stored_chosen, chosen)
    rows = lesson.measured()["calibration"]
    assert train.judged(stored, labels)["ece"] == pytest.approx(rows[2]["ece"], abs=0.002)  # kept in float16
    (first, logits) = train.overtrained(0, {"10 epochs": 10})["10 epochs"]
    found = lesson.best_temperature(first, chosen)
    assert found == pytest.approx(rows[1]["temperature"], abs=0.1)
    assert train.judged(logits, labels)["accuracy"] == pytest.approx(rows[0]["accuracy"], abs=0.03)


def test_even_perfect_probabilities_have_an_ece_that_falls_with_the_cases():
    few, some, many = (lesson.honest_ece(n) for n in (142, 1000, 10_000))
    assert 0.06 < few < 0.11
    assert few > 2 * some > 4 * many > 0


def test_the_best_temperature_has_the_lowest_log_loss_and_changes_no_answer():
    (z, labels), _ = lesson.stored_logits()
    best = lesson.best_temperature(z, labels)
    at = [train.judged(z, labels, T)["log loss"] for T in (best / 1.1, best, best * 1.1)]
    assert at[1] == min(at)
    np.testing.assert_array_equal(lesson.softmax(z, best).argmax(axis=1), z.argmax(axis=1))


# How sure?


def test_the_bootstrap_fails_where_mistakes_are_rare_and_wilson_does_not():
    boot, solved, faultless = lesson.coverage(0.99, 142)
    assert boot < 0.8
    assert 0.93 < solved < 0.98
    assert faultless == pytest.approx(0.99**142, abs=0.02)
    assert min(lesson.coverage(0.97, 449)[:2]) > 0.92


def test_overlapping_intervals_do_not_mean_that_models_are_equal():
    digits = datasets.digits()
    (a, b), (new, label) = datasets.split(digits.x / 16, digits.y, seed=1)
    right = (lesson.nearest(a, b, new) == label).mean()
    assert right == pytest.approx(0.987, abs=0.001)
    paired, apart = lesson.equal_models()
    assert 0.03 < paired < 0.08
    assert apart < 0.02


# Fooling yourself.


def test_the_lucky_seed_leaves_its_luck_behind():
    rows = lesson.measured()["luck"]
    assert [len(row["few"]) for row in rows] == [train.LUCK] * 5
    for row in rows:
        best = int(np.argmax(row["few"]))
        assert row["few"][best] - row["many"][best] > 0.03
        assert np.std(row["few"]) > 1.5 * np.std(row["many"])


def test_leaks_flatter_and_their_repairs_do_not():
    seeds = range(10)
    leaky, repaired = (np.mean([lesson.noise_accuracy(seed, inside) for seed in seeds]) for inside in (False, True))
    assert leaky > 0.75
    assert 0.42 < repaired < 0.58
    torn, together = (np.mean([lesson.copies_accuracy(seed, kept) for seed in seeds]) for kept in (False, True))
    assert torn > 0.98
    assert together < 0.93


def test_a_scale_from_all_data_makes_no_difference_that_shows():
    rows = lesson.measured()["scaling"]
    assert len(rows) == 40
    for name in ("logistic", "nearest neighbour"):
        gap = np.array([b[name] - a[name] for a, b in zip(rows[::2], rows[1::2], strict=True)])
        assert abs(gap.mean()) < 2 * gap.std() / np.sqrt(len(gap))
    assert train.scaling(range(1))[0]["nearest neighbour"] == rows[0]["nearest neighbour"]


def test_the_record_of_folds_comes_from_the_script_and_bears_the_text_out():
    rows = lesson.measured()["folds"]
    assert len(rows) == train.SETS
    assert train.folds(2) == rows[:2]
    truth = np.array([row["truth"] for row in rows])
    off = {name: np.array([row[name] for row in rows]) - truth for name in rows[0]}
    mean, spread = ({name: f(values) for name, values in off.items()} for f in (np.mean, np.std))
    assert mean["3 folds"] < mean["5 folds"] < mean["10 folds"] < 0
    assert spread["hold-out"] > 1.4 * spread["5 folds"]
    assert spread["10 folds"] == pytest.approx(spread["5 folds"], rel=0.05)
    assert 0.8 < spread["5 folds, 4 times"] / spread["5 folds"] < 1


# Where it breaks.


def test_another_microscope_costs_more_than_any_interval_allows():
    tissue = datasets.breast_cancer()
    shares = {factor: [] for factor in (1.0, 1.1, 1.3, 1.6)}
    for seed in range(5):
        (x, y), (new, truth) = datasets.split(tissue.x, 1 - tissue.y, seed=seed)
        mean, std = datasets.mean_and_std(x)
        model = models.logistic((x - mean) / std, y, seed)
        for factor, found in shares.items():
            found.append(np.mean((model((lesson.magnified(new, factor) - mean) / std) > 0) == truth))
    means = [np.mean(found) for found in shares.values()]
    assert (np.diff(means) < 0).all()
    assert means[-1] < 0.75
    np.testing.assert_array_equal(lesson.magnified(tissue.x, 1.0), tissue.x)
