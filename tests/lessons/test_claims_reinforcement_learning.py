"""What lesson 28 says in words: the record is whole, comes from the script, and bears the text out."""

import numpy as np
import pytest

from nnlearn.lessons.reinforcement_learning import climbing, poles, record, recorded, sweeps, ways
from nnlearn.lessons.reinforcement_learning.deep_q import deep_q
from nnlearn.lessons.reinforcement_learning.two_states import grown
from nnlearn.worlds import quay, value_iteration


def held(**where):
    """Return the mean of the last three looks of each seed."""
    return np.array([np.mean(row["held"][-3:]) for row in recorded("deep", **where)])


def largest(**where):
    return np.array([row["q"][-1] for row in recorded("deep", **where)])


# The record.


def test_the_record_holds_every_seed_of_every_training():
    for kind in record.KINDS:
        for crutches in record.CRUTCHES:
            rows = recorded("deep", kind=kind, crutches=crutches)
            assert [row["seed"] for row in rows] == list(record.FIVE)
            assert {len(row["held"]) for row in rows} == {12}
    for kind in record.OTHERS:
        assert [row["seed"] for row in recorded("blown", kind=kind)] == list(record.FIVE)
    for rate in (0.03, 0.01):
        for baseline in ("none", "mean", "standardised", "step"):
            assert [row["seed"] for row in recorded("climbing", rate=rate, baseline=baseline)] == list(record.TEN)
    assert [row["seed"] for row in recorded("guessing")] == list(record.MANY)


def test_the_script_makes_rows_of_the_record():
    row = recorded("deep", kind="+1 a step, clipped", crutches="neither", seed=0)[0]
    found = deep_q(0, **record.KINDS[row["kind"]], **record.CRUTCHES[row["crutches"]])
    np.testing.assert_allclose(found["held"][-3:], row["held"][-3:], atol=1)
    np.testing.assert_allclose(found["q"][-1], row["q"][-1], rtol=0.3)
    assert recorded("guessing", seed=3)[0] == {"seed": 3, **dict(zip(("drawn", "steps"), poles.guess(3), strict=True))}
    first = climbing.reinforce(0, "mean", rate=0.01, episodes=50)
    assert first.mean().round(1) == recorded("climbing", rate=0.01, baseline="mean", seed=0)[0]["held"][0]


# The quay.


def test_two_slips_in_a_hundred_move_the_way_by_one_row_and_no_more():
    rows = []
    for slip in (0, 0.02, 0.05, 0.1):
        world = quay(slip)
        visited = ways.way(world, value_iteration(world.P, world.R, 0.95).q)
        assert world.terminal[visited[-1]]
        rows.append((ways.row_above(world, visited), len(visited) - 1))
    assert rows == [(1, 10), (2, 12), (2, 12), (2, 12)]


@pytest.mark.parametrize("gamma", [0.5, 0.8, 0.95, 0.99])
def test_errors_shrink_by_gamma_and_the_arrows_are_right_before_the_values(gamma):
    found = sweeps(quay(0.02), gamma)
    assert gamma - 0.01 < found.ratio <= gamma + 1e-9
    assert found.policy < found.values
    assert found.error > 1e-4


def test_without_exploration_some_pairs_are_never_tried_and_some_seeds_miss_the_way():
    none, some = (recorded("tables", slip=0.02, epsilon=e, rate=None) for e in (0.0, 0.3))
    assert np.mean([row["untried"] for row in none]) > 1 > max(row["untried"] for row in some)
    assert min(row["value"] for row in none) < 2 < min(row["value"] for row in some)


def test_sarsa_is_paid_more_while_it_learns_if_epsilon_is_large():
    paid, value = {}, {}
    for way in ("Q-learning", "SARSA"):
        for epsilon in (0.1, 0.3):
            rows = recorded("tables", slip=0.0, way=way, epsilon=epsilon)
            paid[way, epsilon] = np.array([row["paid"] for row in rows])
            value[way, epsilon] = np.mean([row["value"] for row in rows])
    assert (paid["SARSA", 0.3] > paid["Q-learning", 0.3]).all()
    gap = paid["SARSA", 0.1].mean() - paid["Q-learning", 0.1].mean()
    assert abs(gap) < paid["SARSA", 0.1].std()
    assert value["Q-learning", 0.3] > value["SARSA", 0.3] + 0.5


def test_a_step_that_pays_too_well_keeps_the_robot_from_the_goal():
    world = quay(step=0.2)
    best = value_iteration(world.P, world.R, 0.99)
    assert best.v[world.start] == pytest.approx(20, abs=1e-6)
    assert not world.terminal[ways.way(world, best.q)[-1]]


# The networks.


def test_a_value_that_feeds_on_itself_is_delayed_by_a_target_and_cured_by_the_walk():
    assert grown(100) == pytest.approx(1.08**100)
    assert grown(500, keep=50) > 100 > grown(500, keep=500)
    assert grown(2000, keep=500) > 5
    assert grown(2000, second=1) > 10
    assert grown(100, second=10) < 0.01


def test_a_clipped_slope_needs_the_target_network_and_a_squared_one_does_not():
    clipped, squared = "+1 a step, clipped", "+1 a step, squared"
    for crutches in ("no target network", "neither"):
        assert (held(kind=clipped, crutches=crutches) < 12).all()
        assert (largest(kind=clipped, crutches=crutches) > 1e5).all()
        assert (held(kind=squared, crutches=crutches) > 300).all()
        assert (largest(kind=squared, crutches=crutches) < 110).all()
    assert (largest(kind=clipped, crutches="all") < 100).all()
    assert all(row["q"][-1] > 10 / (1 - 0.95) for row in recorded("blown", kind="gamma 0.95"))
    assert all(row["q"][-1] > 1000 for row in recorded("blown", kind="rate 1e-4"))


def test_with_a_reward_at_the_fall_one_run_of_ten_blows_up():
    kind = "-1 at a fall, clipped"
    ends = np.concatenate([largest(kind=kind, crutches=one) for one in ("no target network", "neither")])
    assert (ends > 1000).sum() == 1


def test_the_estimates_tend_to_the_exact_slope_and_past_rewards_to_nothing():
    exact = climbing.exact_gradient()
    size = np.linalg.norm(exact)
    errors, noise = {}, {}
    for way in climbing.WAYS:
        found = climbing.estimates(way, 2000, seed=1)
        errors[way] = np.linalg.norm(found.mean(axis=0) - exact) / size
        noise[way] = found.var(axis=0).sum()
    assert errors["whole return"] < 0.1 > errors["return to go"]
    assert 0.9 < errors["past rewards"] < 1.1
    assert noise["return to go"] < noise["whole return"] < noise["minus a value"] / 5 < noise["minus 10"] / 20


def test_a_baseline_helps_at_the_larger_rate():
    ends = {}
    for baseline in ("none", "mean", "standardised", "step"):
        for rate in (0.03, 0.01):
            rows = recorded("climbing", rate=rate, baseline=baseline)
            ends[baseline, rate] = np.mean([row["held"][-1] for row in rows])
    large = [ends[baseline, 0.03] for baseline in ("mean", "standardised", "step")]
    assert min(large) - ends["none", 0.03] > 4 * (max(large) - min(large))
    assert ends["mean", 0.01] - ends["none", 0.01] > 100


def test_four_numbers_balance_the_pole_and_random_ones_are_soon_found():
    for weights, low, high in (((0, 0, 1, 0), 35, 55), ((0, 0, 0, 1), 150, 260), ((0.1, 0.2, 1, 1), 500, 500)):
        assert low <= poles.lengths(poles.rule(weights), 50, seed=1).mean() <= high
    drawn, steps = (np.median([row[part] for row in recorded("guessing")]) for part in ("drawn", "steps"))
    assert 30 < drawn < 55
    assert steps < 12_000 / 2
