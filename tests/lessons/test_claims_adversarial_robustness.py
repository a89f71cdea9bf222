"""What lesson 29 says in words: the record is whole, comes from the script, and bears the text out."""

import numpy as np
import pytest

import nnlearn.numpy
import nnlearn.torch
from nnlearn import attacks
from nnlearn.lessons.adversarial_robustness import (
    attacked,
    columns,
    cross_entropy,
    held_out,
    letters,
    louder,
    margin,
    measured,
    novelty,
    read,
    reader,
    record,
    recorded,
    training,
)

SIDES = {"numpy": nnlearn.numpy, "torch": nnlearn.torch}
PLAIN = ("linear", "MLP", "CNN")
X, Y = held_out()


def mean(rows, part):
    return np.mean([row[part] for row in rows])


# The record.


def test_the_record_holds_five_seeds_of_everything():
    for part, names, values in (
        ("pixels", "side", record.SIDES),
        ("masks", "factor", record.FACTORS),
        ("defences", "defence", training.DEFENCES),
        ("photographs", "level", record.LEVELS),
        ("travel", "reader", ("itself", "another start", "CNN", "support vectors", "3 nearest neighbours")),
    ):
        for value in values:
            assert [row["seed"] for row in recorded(part, **{names: value})] == list(record.SEEDS)
    for name in ("MLP", "CNN"):
        for kind in (*novelty.KINDS, "eights and nines"):
            assert len(recorded("unknown", reader=name, strangers=kind)) == 5
    for name in PLAIN:
        assert len(measured(name, "chosen 0.2")) == 5


def test_the_script_makes_rows_of_the_record(monkeypatch):
    monkeypatch.setattr(record, "SEEDS", [0])
    for part, names, near in (
        ("masks", ("flat", "one step, cross-entropy", "many steps, margin"), 0.05),
        ("unknown", ("probability", "distance", "sure"), 0.1),
    ):
        made = [record.rounded(row) for row in getattr(record, part)()]
        stored = recorded(part, seed=0)
        assert [set(row) for row in made] == [set(row) for row in stored]
        for one, other in zip(made, stored, strict=True):
            for name in names:
                assert one[name] == pytest.approx(other[name], abs=near)


def test_a_defence_trained_again_is_as_strong_as_recorded():
    (x, y), (u, v) = record.digits(0)
    net = training.trained(record.fresh("MLP", 0), x, y, 0, epochs=40, defence="one step")
    found, stored = record.worst(net, u, v, training.BUDGET, 0), recorded("defences", defence="one step", seed=0)[0]
    assert read(net, u, v) == pytest.approx(stored["unchanged"], abs=0.02)
    assert found["both"] == pytest.approx(stored["both"], abs=0.06)
    assert found["both"] <= min(found["cross-entropy"], found["margin"])


# Chosen against tossed.


def test_chosen_signs_leave_almost_nothing_and_tossed_ones_almost_all():
    for name in PLAIN:
        assert np.mean(measured(name, "unchanged")) > 0.96
        assert min(measured(name, "tossed 0.2")) > 0.84
        assert 0.89 < np.mean(measured(name, "tossed 0.2")) < 0.92
        assert max(measured(name, "chosen 0.2")) < 0.06


def test_depth_is_not_to_blame():
    linear, mlp, cnn = (np.array(measured(name, "chosen 0.2")) for name in PLAIN)
    assert mlp.mean() < linear.mean() < cnn.mean() < 0.06


def test_one_step_does_nearly_all_but_for_the_reader_trained_on_one_step():
    for name in PLAIN:
        for eps in (0.1, 0.2):
            gap = np.subtract(measured(name, f"chosen {eps}"), measured(name, f"many steps {eps}"))
            assert 0 <= gap.min() <= gap.max() < 0.1
    gap = np.subtract(measured("trained on attacks", "chosen 0.2"), measured("trained on attacks", "many steps 0.2"))
    assert gap.min() > 0.1


def test_more_pixels_hurt_as_the_ratio_of_the_two_sums_says():
    rows = {side: recorded("pixels", side=side) for side in record.SIDES}
    for side, some in rows.items():
        assert mean(some, "ratio") == pytest.approx(np.sqrt(2 * side**2 / np.pi), rel=0.06)
        assert mean(some, "tossed") > mean(some, "unchanged") - 0.02
    ends = [mean(some, "chosen") for some in rows.values()]
    assert ends[0] > 3 * ends[1]
    assert abs(ends[1] - ends[2]) < 0.04


def test_attacks_travel_to_another_start_and_least_to_neighbours():
    ends = {name: mean(recorded("travel", reader=name), "chosen") for name in dict.fromkeys(
        row["reader"] for row in recorded("travel"))}  # fmt: skip
    assert list(ends) == sorted(ends, key=ends.get)
    assert ends["another start"] < 0.03
    assert ends["3 nearest neighbours"] > 0.7
    assert all(row["tossed"] > 0.85 for row in recorded("travel"))


def test_photographs_are_hardly_harmed():
    clean, two, eight = (recorded("photographs", level=level) for level in record.LEVELS)
    assert all(row["chosen"] == row["tossed"] for row in clean)
    assert mean(two, "chosen") > mean(clean, "chosen") - 0.03
    assert 0.8 < mean(eight, "chosen") < 0.9 < mean(eight, "tossed")


# Defences.


@pytest.mark.parametrize("side", SIDES)
def test_a_factor_of_100_hides_the_slope_and_not_the_weakness(side):
    nn = SIDES[side]
    net = reader("MLP", nn)
    loud = louder(net, 100)
    np.testing.assert_allclose(nn.predict(loud, X), 100 * nn.predict(net, X), rtol=1e-4, atol=1e-2)
    flat = [abs(cross_entropy(one, nn)(X, Y)).reshape(len(X), -1).max(axis=1) == 0 for one in (net, loud)]
    assert flat[0].mean() == 0
    assert flat[1].mean() > 0.9
    s = np.sort(nn.predict(loud, X), axis=1)
    right = nn.predict(loud, X).argmax(axis=1) == Y
    assert flat[1][right & (s[:, -1] - s[:, -2] > 108)].all()  # nine such exponentials add up to less than one ulp
    found = [attacks.fgsm(margin(one, nn), X, Y, 0.15) for one in (net, loud)]
    assert abs(read(net, found[0], Y, nn) - read(loud, found[1], Y, nn)) < 0.01
    assert read(loud, attacks.fgsm(cross_entropy(loud, nn), X, Y, 0.15), Y, nn) > 0.9


def test_from_a_gap_of_104_on_a_probability_is_0_in_float32():
    assert np.float32(np.exp(-103.0)) > 0 == np.float32(np.exp(-104.0))


@pytest.mark.parametrize("side", SIDES)
@pytest.mark.parametrize("name", ["MLP", "CNN"])
def test_the_slope_of_the_margin_is_that_of_the_scores_difference(side, name):
    nn = SIDES[side]
    net, x, y = reader(name, nn).double(), X[:3].astype(float), Y[:3]

    def gap(x):
        s = nn.predict(net, x)
        right = s[np.arange(3), y].copy()
        s = s.copy()
        s[np.arange(3), y] = -np.inf
        return (s.max(axis=1) - right).sum()

    found = margin(net, nn)(x, y)
    for place in [(0, 0, 2, 3), (1, 0, 4, 4), (2, 0, 6, 2)]:
        step = np.zeros_like(x)
        step[place] = 1e-6
        assert found[place] == pytest.approx((gap(x + step) - gap(x - step)) / 2e-6, abs=1e-5)


def test_masks_are_lifted_by_the_margin_at_every_factor():
    for how in ("one step", "many steps"):
        ends = [mean(recorded("masks", factor=factor), f"{how}, margin") for factor in record.FACTORS]
        assert max(ends) - min(ends) < 0.005
        assert max(ends) < 0.11
        hidden = [mean(recorded("masks", factor=factor), f"{how}, cross-entropy") for factor in record.FACTORS]
        assert hidden[0] < 0.13 < 0.25 < hidden[1] < 0.5 < 0.93 < hidden[2]


def test_training_on_attacks_defends_and_training_on_noise_does_little():
    rows = {defence: recorded("defences", defence=defence) for defence in training.DEFENCES}
    ends = {defence: mean(some, "both") for defence, some in rows.items()}
    assert ends["none"] < 0.08 < ends["tossed signs"] < 0.25 < 0.6 < ends["one step"] < ends["five steps"]
    clean = [mean(some, "unchanged") for some in rows.values()]
    spread = np.std([row["unchanged"] for row in rows["none"]], ddof=1)
    assert max(clean) - min(clean) < spread
    for defence in ("one step", "five steps"):
        assert mean(rows[defence], "twice") < 0.05
        assert 0.03 < mean(rows[defence], "seen") - ends[defence] < 0.08


def test_a_defence_attacks_the_network_as_it_is():
    net = reader("MLP")
    rng = np.random.default_rng(0)
    for defence in training.DEFENCES[1:]:
        x, y = attacked(net, defence)(X, Y, rng)
        assert abs(x - X).max() == pytest.approx(0.15, abs=1e-6)
        assert (y == Y).all()
        assert (read(net, x, Y) > 0.9) == (defence == "tossed signs")


# Strangers.


def test_the_distance_wins_and_swapped_ink_scores_higher_than_digits():
    for name in ("MLP", "CNN"):
        for row in recorded("unknown", reader=name):
            assert row["distance"] > max(row["probability"], row["score"])
    swapped = recorded("unknown", reader="MLP", strangers="ink and paper swapped")
    assert mean(swapped, "score") < 0.3
    assert mean(recorded("unknown", reader="MLP", strangers="noise"), "sure") > 0.5


def test_scores_are_what_they_are_called():
    rng = np.random.default_rng(0)
    z, x, known = rng.normal(size=(5, 10)), rng.random((5, 1, 8, 8)), rng.random((7, 1, 8, 8))
    p = np.exp(z) / np.exp(z).sum(axis=1, keepdims=True)
    np.testing.assert_allclose(novelty.score("probability", z, x, known), p.max(axis=1))
    far = ((x[:, None] - known) ** 2).sum(axis=(2, 3, 4)).min(axis=1)
    np.testing.assert_allclose(novelty.score("distance", z, x, known), -far)
    assert novelty.told_apart(np.array([0.9, 0.8, 0.4]), np.array([0.8, 0.1])) == 0.75


def test_letters_are_as_large_as_digits_and_their_licence_is_beside_them():
    assert letters().shape == (400, 1, 8, 8)
    assert 0 <= letters().min() < letters().max() <= 1
    licence = record.RECORD.with_name("letters_LICENSE.txt").read_text()
    assert "Copyright (c) 2015 Brenden Lake" in licence
    assert record.RECORD.with_name("letters.npz").stat().st_size < 10_000


def test_far_away_everything_is_certain():
    noise = np.random.default_rng(0).random((100, 1, 8, 8), dtype=np.float32)
    for name in ("MLP", "CNN"):
        net = reader(name)
        sure = [
            novelty.score("probability", nnlearn.numpy.predict(net, k * noise), noise, X).mean() for k in (1, 10, 1000)
        ]
        assert sure[0] < sure[1] < sure[2]
        assert sure[2] > 0.99


def test_columns_are_aligned():
    rows = [{"a": 0.1, "b": 0.5}, {"a": 0.2, "b": 0.5}]
    assert columns(rows, "a", "b").split("  ")[0] == "0.150 ± 0.071"
