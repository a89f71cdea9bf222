"""What lesson 30 says in words: the record is whole, comes from the script, and bears the text out."""

import numpy as np
import pytest

import nnlearn.numpy as nn
import nnlearn.torch
from nnlearn import gradcheck
from nnlearn.lessons.interpretability import coefficients, dreams, maps, networks, record, recorded, refutations, units
from nnlearn.metrics import accuracy

LATE = ("slope x input", "integrated gradients", "occlusion")
TRAINED = networks.network("trained")


def mean(part, name, **where):
    return np.mean([row[name] for row in recorded(part, **where)])


# The record and the networks.


def test_the_record_holds_every_network_of_every_part():
    seeds = list(record.SEEDS)
    for layer in units.CUTS:
        assert [row["seed"] for row in recorded("ablation", layer=layer)] == seeds
    for part in ("together", "deletion"):
        assert [row["seed"] for row in recorded(part)] == seeds
    for smooth in (False, True):
        assert [row["seed"] for row in recorded("dreaming", smooth=smooth)] == seeds
    for name in maps.NAMES:
        assert [row["seed"] for row in recorded("sanity", map=name)] == seeds
    for points in (1, 4, 8, 16, 32):
        assert [row["seed"] for row in recorded("completeness", points=points)] == seeds
    for ink in (1.0, networks.FAINT):
        assert [row["seed"] for row in recorded("stamps", ink=ink)] == seeds
    assert [row["C"] for row in recorded("linear")] == list(record.STRENGTHS)


def test_the_first_network_of_the_record_is_the_one_that_ships():
    _, (u, v) = networks.digits()
    h = units.activity(TRAINED, "F6", u)
    row = recorded("ablation", layer="F6", seed=0)[0]
    np.testing.assert_allclose(units.drops(TRAINED, "F6", h, v), row["zero"], atol=0.0011)
    few = recorded("together", seed=0)[0]["right"]
    assert units.many_away(TRAINED, h, v, 0.5, 0) == pytest.approx(few[2], abs=0.005)
    k = nn.predict(TRAINED, u[:100]).argmax(axis=1)
    kept = refutations.kept_answers(TRAINED, u[:100], maps.map_of("slope x input", TRAINED, u[:100], k))
    assert kept == pytest.approx(recorded("deletion", seed=0)[0]["slope x input"], abs=0.02)


def test_the_scripts_train_what_ships_and_what_is_recorded():
    _, (u, v) = networks.digits()
    again, ships = networks.trained_on_stamps(0), networks.network("stamped")
    assert (nn.predict(again, u).argmax(axis=1) == nn.predict(ships, u).argmax(axis=1)).mean() > 0.97
    row = recorded("stamps", ink=1.0, seed=0)[0]
    for model in (again, ships):
        assert accuracy(nn.predict(model, networks.scanned(u, v)), v) == pytest.approx(row["scanner"], abs=0.01)
        sevens = nn.predict(model, u[v == networks.STAMPED]).argmax(axis=1)
        assert (sevens == networks.STAMPED).mean() == pytest.approx(row["without"], abs=0.06)


def test_a_network_of_torch_is_copied_with_its_answers():
    model, x = nnlearn.torch.LeNet5(form="today"), networks.digits()[1][0][:3]
    np.testing.assert_allclose(
        nn.predict(networks.copied(model, nnlearn.torch), x), nnlearn.torch.predict(model, x), rtol=1e-4, atol=1e-5
    )


# Units.


def test_one_unit_of_f6_is_not_missed_and_nine_in_ten_are():
    assert max(max(row["zero"]) for row in recorded("ablation", layer="F6")) < 0.008
    assert all(row["right"][-1] < 0.55 and row["right"][1] > 0.955 for row in recorded("together"))
    assert max(max(row["zero"]) for row in recorded("ablation", layer="C1")) > 0.1
    dead = [84 - row["live"] for row in recorded("ablation", layer="F6")]
    assert (min(dead), max(dead)) == (18, 28)


def test_selective_units_are_not_clearly_more_important():
    for layer in ("C5", "F6"):
        found = [row["correlation"] for row in recorded("ablation", layer=layer)]
        assert min(found) < 0 < max(found) < 0.4


def test_activity_and_scores_are_two_halves_of_the_network():
    x = networks.digits()[1][0][:4]
    for layer in units.CUTS:
        h = units.activity(TRAINED, layer, x)
        np.testing.assert_allclose(units.scores_without(TRAINED, layer, h, []), nn.predict(TRAINED, x), rtol=1e-5)
        kept = h.copy()
        units.scores_without(TRAINED, layer, h, 0)
        np.testing.assert_array_equal(h, kept)


# Dreams.


def test_dreams_are_read_by_other_networks_and_smooth_ones_by_more():
    plain, smooth = (mean("dreaming", "others", smooth=smooth) for smooth in (False, True))
    assert 0.85 < plain < 0.93 < 0.97 < smooth
    assert all(row["own"] > 0.97 for row in recorded("dreaming"))
    assert mean("dreaming", "rough", smooth=False) > 3 * mean("dreaming", "rough", smooth=True)


def test_a_dream_climbs_its_score_and_stays_a_picture():
    k = np.arange(10)
    few, more = (dreams.dream(TRAINED, k, smooth, steps=20) for smooth in (False, True))
    start = dreams.dream(TRAINED, k, steps=0)
    for x in (few, more):
        assert 0 <= x.min() <= x.max() <= 1
        assert (maps.score(TRAINED, k)(x) > maps.score(TRAINED, k)(start) + 3).all()
    assert dreams.roughness(more) < dreams.roughness(few)


# Maps.


def test_the_slope_is_that_of_the_score_and_guided_is_another():
    rng = np.random.default_rng(0)
    model = nn.Sequential(nn.Linear(6, 8), nn.ReLU(), nn.Linear(8, 3)).double()
    x, k = rng.normal(size=(4, 6)), np.array([0, 2, 1, 2])
    numeric = gradcheck.numerical_gradient(lambda at: maps.score(model, k)(at).sum(), x)
    np.testing.assert_allclose(maps.slope(model, x, k), numeric, rtol=1e-5, atol=1e-7)
    W, b, V = model[0].weight.data, model[0].bias.data, model[2].weight.data
    on = (x @ W.T + b > 0) & (V[k] > 0)
    np.testing.assert_allclose(maps.guided(model, x, k), (V[k] * on) @ W, rtol=1e-5)


def test_shares_add_up_and_more_points_leave_less():
    gaps = [mean("completeness", "gap", points=points) for points in (1, 4, 8, 16, 32)]
    assert gaps == sorted(gaps, reverse=True)
    assert gaps[-1] < 0.005


def test_with_signs_three_maps_find_what_the_answer_rests_on():
    for row in recorded("deletion"):
        assert max(row[name] for name in LATE) < 0.25 <= min(row["brightest"], row["random ink"]) - 0.4
        assert min(row["slope"], row["guided backprop"]) > max(row[name] for name in LATE)
    for name in (*LATE, "slope", "guided backprop"):
        assert mean("deletion", name) < mean("deletion", name + ", absolute")


def test_a_measure_may_fail_and_guided_backprop_draws_the_digit():
    for name in ("slope x input", "integrated gradients"):
        assert mean("sanity", "untrained, whole", map=name) > 0.99
    for name in ("slope", *LATE):
        assert abs(mean("sanity", "untrained", map=name)) < 0.05
        assert mean("sanity", "class", map=name) < -0.5
    assert mean("sanity", "untrained", map="guided backprop") > 0.25
    assert mean("sanity", "class", map="guided backprop") > 0.9
    u = networks.digits()[1][0][:10]
    k = nn.predict(TRAINED, u).argmax(axis=1)
    two = (maps.guided(TRAINED, u, one) for one in (k, (k + record.OTHER) % 10))
    assert refutations.agreement(*two, u) > 0.85


def test_every_map_finds_a_white_stamp_and_shares_miss_a_faint_one():
    for row in recorded("stamps"):
        assert row["scanner"] > 0.96
        assert not any(row[f"{name}, innocent"] for name in maps.NAMES)
        assert row["without"] < row["with"]
        if row["ink"] == 1:
            assert min(row[name] for name in maps.NAMES) > 0.8
        else:
            assert min(row["slope"], row["guided backprop"]) > 0.6 > 0.4 > max(row[name] for name in LATE)


# Coefficients.


def test_signs_hold_better_the_stronger_the_penalty():
    rows = recorded("linear")
    assert [row["unsteady"] for row in rows] == sorted((row["unsteady"] for row in rows), reverse=True)
    assert rows[0]["unsteady"] > 15
    assert rows[0]["first"] == 10
    found, right = coefficients.refitted(1.0, refits=5)
    assert found.shape == (5, 30)
    assert right.mean() == pytest.approx(rows[1]["right"], abs=0.01)
