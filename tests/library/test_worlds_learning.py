"""What is learned in worlds without a network: exact values, tables, stored steps, episodes."""

import itertools

import numpy as np
import pytest

import nnlearn.numpy
import nnlearn.torch
from nnlearn import worlds
from nnlearn.worlds.tables import falling

SIDES = {"numpy": nnlearn.numpy, "torch": nnlearn.torch}
RNG = np.random.default_rng(0)


# Exact values.


def random_world(n=6, actions=3):
    P = RNG.random((n, actions, n)) ** 4
    return P / P.sum(axis=2, keepdims=True), RNG.normal(size=(n, actions))


def test_the_best_values_are_those_of_the_best_policy():
    """Against a count of all 3^6 policies, each solved for."""
    P, R = random_world()
    found = worlds.value_iteration(P, R, 0.9)
    policies = map(np.array, itertools.product(range(3), repeat=6))
    best = np.max([worlds.policy_value(P, R, 0.9, policy) for policy in policies], axis=0)
    np.testing.assert_allclose(found.v, best, atol=1e-8)
    np.testing.assert_allclose(worlds.policy_value(P, R, 0.9, found.q.argmax(axis=1)), best, rtol=1e-10)
    np.testing.assert_allclose(found.q, R + 0.9 * P @ found.v, atol=1e-8)
    assert (found.q.max(axis=1) == found.v).all()


@pytest.mark.parametrize("gamma", [0.5, 0.8, 0.95])
def test_a_sweep_shrinks_the_largest_error_by_gamma(gamma):
    P, R = random_world()
    found = worlds.value_iteration(P, R, gamma, sweeps=2000, tolerance=0, start=10 * RNG.normal(size=6))
    errors = np.abs(found.history - found.v).max(axis=1)
    errors = errors[errors > 1e-3]
    assert (errors[1:] <= gamma * errors[:-1] * (1 + 1e-9)).all()
    assert found.history.shape == (2001, 6)


def test_the_sweeps_end_where_nothing_changes():
    grid = worlds.quay()
    found = worlds.value_iteration(grid.P, grid.R, 1.0)
    assert len(found.history) < 30
    assert found.v[grid.start] == pytest.approx(10 - 10 * 0.1)
    assert len(worlds.value_iteration(grid.P, grid.R, 1.0, sweeps=3, tolerance=0).history) == 4


@pytest.mark.parametrize(("slip", "value"), [(0.0, 5.50), (0.02, 4.50), (0.1, 3.33), (0.2, 1.83)])
def test_the_quay_is_worth_what_the_lesson_says(slip, value):
    grid = worlds.quay(slip)
    assert worlds.value_iteration(grid.P, grid.R, 0.95).v[grid.start] == pytest.approx(value, abs=0.005)


@pytest.mark.parametrize("gamma", [0.7, 1.0])
def test_a_policys_value_is_the_mean_of_what_it_earns(gamma):
    """Over 4,000 episodes of random steps; and with few steps left, over all ways to take them."""
    world, policy = worlds.corridor(4), np.tile([0.3, 0.7], (4, 1))
    rng = np.random.default_rng(1)
    earned = [
        worlds.returns(worlds.play(world, lambda s: int(rng.random() < 0.7)).rewards, gamma)[0] for _ in range(4000)
    ]
    assert np.mean(earned) == pytest.approx(worlds.policy_value(world.P, world.R, gamma, policy)[1], abs=0.01)
    v = np.zeros(4)
    for _ in range(3):
        v = (policy * (world.R + gamma * world.P @ v)).sum(axis=1)
    np.testing.assert_allclose(worlds.policy_value(world.P, world.R, gamma, policy, steps=3), v, rtol=1e-12)


def test_probabilities_with_the_sum_one_but_for_rounding_come_to_an_end():
    world = worlds.corridor()
    for seed in range(20):
        e = np.exp(np.random.default_rng(seed).normal(size=(5, 2)))
        policy = e / e.sum(axis=1, keepdims=True)
        sure, almost = (worlds.policy_value(world.P, world.R, gamma, policy) for gamma in (1.0, 1 - 1e-9))
        np.testing.assert_allclose(sure, almost, rtol=1e-5)


# Tables.


class Scripted(worlds.Grid):
    """A corridor in which a learner's steps are written down."""

    def step(self, action):
        before = self._state
        found = super().step(action)
        self.log.append((before, action, *found[:3]))
        return found


@pytest.mark.parametrize("kind", [worlds.QLearning, worlds.SARSA])
def test_a_table_is_what_its_rule_makes_of_the_steps(kind):
    """The steps are taken from the log, and the rule is applied to them as a textbook writes it."""
    world = Scripted(["..G", "S.~"], slip=0.2)
    world.log = []
    learner = kind(world, gamma=0.9, epsilon=0.4, seed=3).run(120).run(80)
    q, n = np.zeros((6, 4)), np.zeros((6, 4), int)
    for (s, a, t, r, ended), (_, b, *_) in zip(world.log, [*world.log[1:], (0, None)], strict=True):
        n[s, a] += 1
        if kind is worlds.SARSA and b is None and not ended:
            b = learner._at[1]
        follows = 0 if ended else q[t].max() if kind is worlds.QLearning else q[t, b]
        q[s, a] += n[s, a] ** -0.7 * (r + 0.9 * follows - q[s, a])
    np.testing.assert_allclose(learner.q, q, rtol=1e-12)
    np.testing.assert_array_equal(learner.visits, n)
    np.testing.assert_array_equal(learner.rewards, [each[3] for each in world.log])
    assert n.sum() == 200


@pytest.mark.parametrize("kind", [worlds.QLearning, worlds.SARSA])
def test_equal_seeds_learn_equally_in_one_run_or_in_two(kind):
    def learned(*runs, seed=1):
        learner = kind(worlds.quay(0.1), gamma=0.95, epsilon=0.2, seed=seed)
        for steps in runs:
            learner.run(steps)
        return learner.q.tobytes()

    assert learned(300) == learned(100, 0, 200)
    assert learned(300) != learned(300, seed=2)


def test_a_truncated_episode_is_not_an_end():
    """Where the counting stops, what follows is still worth something; where the world ends, nothing is."""
    for kind in (worlds.QLearning, worlds.SARSA):
        world = worlds.corridor(3, max_episode_steps=1, step=1.0, rewards={"G": 0.0})
        learner = kind(world, gamma=0.5, epsilon=1.0, rate=1.0).run(50)
        assert learner.q[1, 1] == 1  # into the goal: r
        assert learner.q[1, 0] == 1  # to the left and cut off: r + gamma Q(s', .), where Q(s', .) was never learned
        learner._q[0] = [4.0, 4.0]
        assert learner.run(50).q[1, 0] == 1 + 0.5 * 4


def test_epsilon_is_the_share_of_random_steps_and_ties_are_broken_by_chance():
    learner = worlds.QLearning(worlds.quay(), gamma=0.9, epsilon=0.3)
    learner._q[0] = [0.0, 1.0, 0.5, 0.0]
    counts = np.bincount([learner.choose(0) for _ in range(4000)], minlength=4) / 4000
    np.testing.assert_allclose(counts, [0.075, 0.775, 0.075, 0.075], atol=0.02)
    learner.epsilon, learner._q[0] = 0.0, [1.0, 0.0, 1.0, 1.0]
    counts = np.bincount([learner.choose(0) for _ in range(3000)], minlength=4) / 3000
    np.testing.assert_allclose(counts, [1 / 3, 0, 1 / 3, 1 / 3], atol=0.03)


def test_rates_are_numbers_functions_or_fall():
    rates = [worlds.QLearning(worlds.quay(), gamma=0.9, rate=rate).rate(4) for rate in (0.25, lambda n: 1 / n**2, None)]
    assert rates == [0.25, 1 / 16, 4**-0.7]
    assert sum(falling(n) for n in range(1, 10**5)) > 90
    assert sum(falling(n) ** 2 for n in range(1, 10**5)) < 3.2


def test_both_learn_and_sarsa_earns_more_while_it_wanders():
    """The lesson's figures, five seeds: the greedy way at best 5.50; reward a step while learning."""
    found = {}
    for kind in (worlds.QLearning, worlds.SARSA):
        grid = worlds.quay()
        learners = [kind(grid, gamma=0.95, epsilon=0.3, seed=seed).run(8000) for seed in range(5)]
        values = [worlds.policy_value(grid.P, grid.R, 0.95, each.q.argmax(axis=1))[grid.start] for each in learners]
        found[kind] = np.mean(values), np.mean([each.rewards.mean() for each in learners])
    assert found[worlds.QLearning][0] > found[worlds.SARSA][0] > 3
    assert found[worlds.SARSA][1] > found[worlds.QLearning][1] + 0.1


# Stored steps.


def test_replay_keeps_the_last_steps_and_draws_them_evenly():
    replay = worlds.Replay(4)
    for t in range(6):
        replay.add(np.array([t, -t]), t % 3, 0.5 * t, np.array([t + 1, 0]), t == 5)
    assert len(replay) == 4
    last = replay.last(4)
    assert last.states[:, 0].tolist() == [2, 3, 4, 5]
    assert last.actions.tolist() == [2, 0, 1, 2]
    assert last.rewards.tolist() == [1, 1.5, 2, 2.5]
    assert last.next_states[:, 0].tolist() == [3, 4, 5, 6]
    assert last.terminated.tolist() == [False, False, False, True]
    batch = replay.sample(4000, rng=np.random.default_rng(0))
    np.testing.assert_allclose(
        np.bincount(batch.states[:, 0], minlength=6) / 4000, [0, 0, 0.25, 0.25, 0.25, 0.25], atol=0.03
    )
    assert (batch.next_states[:, 0] == batch.states[:, 0] + 1).all(), "a row is one step"
    batch.rewards[:] = 9
    assert replay.last(1).rewards.tolist() == [2.5], "what is drawn is a copy"


@pytest.mark.parametrize("nn", SIDES.values(), ids=SIDES)
def test_equal_seeds_draw_equal_batches(nn):
    replay = worlds.Replay(50)
    for t in range(50):
        replay.add([t / 50], 0, 0.0, [0.0], np.bool_(False))
    assert replay.sample(3).states.dtype == np.float32
    nn.manual_seed(3)
    first = replay.sample(9).states
    nn.manual_seed(3)
    np.testing.assert_array_equal(replay.sample(9).states, first)
    np.testing.assert_array_equal(replay.sample(9, rng=np.random.default_rng(3)).states, first)


# Episodes.


def test_returns_are_sums_of_what_follows():
    rewards = RNG.normal(size=7)
    for gamma in (0.0, 0.6, 1.0):
        for last in (0.0, 2.0):
            expected = [
                sum(gamma**k * r for k, r in enumerate(rewards[t:])) + gamma ** (7 - t) * last for t in range(7)
            ]
            np.testing.assert_allclose(worlds.returns(rewards, gamma, last=last), expected, rtol=1e-12)


def test_advantages_subtract_their_baseline():
    long, short = np.array([4.0, 3.0, 2.0]), np.array([2.0, 1.0])
    both = np.concatenate([long, short])
    np.testing.assert_allclose(worlds.advantages([long, short], "none"), both)
    np.testing.assert_allclose(worlds.advantages([long, short], "mean"), both - both.mean())
    np.testing.assert_allclose(worlds.advantages([long, short], "standardised"), (both - both.mean()) / both.std())
    np.testing.assert_allclose(worlds.advantages([long, short]), [1, 1, 0, -1, -1])
    assert worlds.advantages([np.ones(3)], "standardised").tolist() == [0, 0, 0]


def test_an_episode_holds_what_happened():
    world = worlds.corridor(4, max_episode_steps=3)
    right, left = (worlds.play(world, lambda state, a=a: a) for a in (1, 0))
    assert (right.states.tolist(), right.actions.tolist(), right.last.item(), right.terminated) == (
        [1, 2],
        [1, 1],
        3,
        True,
    )
    np.testing.assert_allclose(right.rewards, [-0.05, 0.95])
    assert (left.states.tolist(), left.last.item(), left.terminated) == ([1, 0, 0], 0, False)
    assert len(worlds.play(worlds.corridor(), lambda state: 0, steps=7).rewards) == 7


@pytest.mark.parametrize("nn", SIDES.values(), ids=SIDES)
def test_a_frozen_network_says_what_the_network_said(nn):
    model = nn.Sequential(nn.MLP([4, 5, 6], nn.Tanh), nn.ReLU(), nn.Linear(6, 3, bias=False), nn.Sigmoid()).double()
    state, values = RNG.normal(size=4), worlds.frozen(model)
    before = nn.predict(model, state[None])[0]
    np.testing.assert_allclose(values(state), before, rtol=1e-5)
    sgd = nn.SGD(model.parameters(), lr=1.0)
    nn.backprop(model, nn.MSELoss(), state[None], np.ones((1, 3)))
    sgd.step()
    np.testing.assert_allclose(values(state), before, rtol=1e-5)
    assert np.abs(nn.predict(model, state[None])[0] - before).max() > 1e-3


QUAY, POLE = worlds.quay(), worlds.CartPole()
FULL = worlds.Replay(2)
FULL.add([0.0], 0, 0.0, [0.0], False)


@pytest.mark.parametrize(("call", "says"), [
    (lambda: worlds.policy_value(QUAY.P, QUAY.R, 0.9, np.full(45, 4)), "expected policy to hold an action in 0..3"),
    (lambda: worlds.policy_value(QUAY.P, QUAY.R, 0.9, np.ones((45, 4))), "4 probabilities with the sum 1"),
    (lambda: worlds.policy_value(QUAY.P, QUAY.R, 1, np.zeros(45, int)), "a policy that comes to an end .* steps="),
    (lambda: worlds.QLearning(POLE, gamma=0.9), "QLearning expected world to be a Grid"),
    (lambda: worlds.SARSA(QUAY, gamma=1.5), "SARSA expected gamma >= 0 and <= 1"),
    (lambda: worlds.SARSA(QUAY, gamma=0.9, epsilon=-0.1), "SARSA expected epsilon >= 0 and <= 1"),
    (lambda: worlds.QLearning(QUAY, gamma=0.9, rate=0), "QLearning expected rate > 0 and <= 1, got 0"),
    (lambda: worlds.QLearning(QUAY, gamma=0.9, rate=lambda n: 2 * n), r"expected rate\(1\) >= 0 and <= 1, got 2"),
    (lambda: worlds.QLearning(QUAY, gamma=0.9, seed=-1), "QLearning expected seed in 0"),
    (lambda: worlds.QLearning(QUAY, gamma=0.9).run(-1), "QLearning.run expected steps at least 0, got -1"),
    (lambda: worlds.Replay(0), "Replay expected capacity at least 1, got 0"),
    (lambda: worlds.Replay(2).sample(1), "Replay.sample expected at least 1 steps to be kept, got 0"),
    (lambda: FULL.last(2), "Replay.last expected at least 2 steps to be kept, got 1"),
    (lambda: FULL.add([0.0, 1.0], 0, 0.0, [0.0], False), r"Replay.add expected state of shape \(1,\), got \(2,\)"),
    (lambda: FULL.add([0.0], 0, 0.0, 0.0, False), r"Replay.add expected next_state of shape \(1,\), got \(\)"),
    (lambda: FULL.add([0.0], 0, 0.0, [0.0], 1), "Replay.add expected terminated to be True or False, got 1"),
    (lambda: FULL.sample(1, rng=3), "Replay.sample expected rng to be a numpy.random.Generator"),
    (lambda: worlds.returns(np.ones((2, 2)), 0.9), r"returns expected rewards of shape \(T,\), got \(2, 2\)"),
    (lambda: worlds.returns(np.ones(2), -1), "returns expected gamma >= 0"),
    (lambda: worlds.advantages(np.ones(3)), "advantages expected episodes to be a list of arrays"),
    (lambda: worlds.advantages([np.ones((2, 2))]), r"advantages expected episodes of shape \(T,\)"),
    (lambda: worlds.advantages([np.ones(3)], "median"), "advantages expected baseline to be one of"),
    (lambda: worlds.frozen(nnlearn.numpy.Conv2d(1, 2, 3)), "made of Linear, ReLU, .*nn.predict"),
    (lambda: worlds.frozen(nnlearn.numpy.ReLU()), "frozen expected model to have a Linear, got"),
    (lambda: worlds.frozen([1]), "frozen expected model to be made of Linear"),
    (lambda: worlds.frozen(nnlearn.torch.Linear(2, 1))([0, 0]), r"a state, an array of shape \(2,\), got a list"),
    (lambda: worlds.frozen(nnlearn.numpy.Linear(2, 1))(np.ones(3)), r"a state, an array of shape \(2,\), got"),
    (lambda: worlds.play(3, lambda state: 0), "play expected world to have reset and step"),
    (lambda: worlds.play(worlds.CartPole, lambda state: 0), r"as CartPole\(\) does"),
    (lambda: worlds.play(POLE, 1), "play expected policy to be a function of a state"),
])  # fmt: skip
def test_what_is_wrong_is_said(call, says):
    with pytest.raises((TypeError, ValueError), match=says):
        call()
