"""Worlds: Gymnasium's form and numbers, the pole, and grids."""

import math

import numpy as np
import pytest

import nnlearn.numpy
import nnlearn.torch
from nnlearn import worlds

SIDES = {"numpy": nnlearn.numpy, "torch": nnlearn.torch}
RNG = np.random.default_rng(0)
WORLDS = {"CartPole": worlds.CartPole, "quay": lambda **more: worlds.quay(0.3, **more), "corridor": worlds.corridor}


def walk(world, seed, steps=300):
    """Return what random actions lead to, through several episodes."""
    rng, found = np.random.default_rng(seed), [world.reset(seed=seed)]
    for _ in range(steps):
        found.append(world.step(int(rng.integers(len(world.actions)))))
        if found[-1][2] or found[-1][3]:
            found.append(world.reset())
    return repr(found)


@pytest.mark.parametrize("name", WORLDS)
def test_equal_seeds_give_equal_episodes(name):
    assert walk(WORLDS[name](), 3) == walk(WORLDS[name](), 3)
    assert name == "corridor" or walk(WORLDS[name](), 3) != walk(WORLDS[name](), 4)


@pytest.mark.parametrize("side", SIDES)
@pytest.mark.parametrize("name", ["CartPole", "quay"])
def test_without_a_seed_the_shared_generator_decides(name, side):
    def found():
        SIDES[side].manual_seed(5)
        return repr(worlds.play(WORLDS[name](), lambda state: 1))

    assert found() == found()


@pytest.mark.parametrize("name", WORLDS)
def test_an_episode_is_cut_off_after_its_steps_and_then_needs_a_reset(name):
    world = WORLDS[name](max_episode_steps=2)
    with pytest.raises(ValueError, match="an episode that runs, got one that has not begun"):
        world.step(0)
    state, info = world.reset(seed=0)
    assert info == {}
    assert [world.step(0)[2:4] for _ in range(2)] == [(False, False), (False, True)]
    with pytest.raises(ValueError, match=r"got one that has ended: call reset\(\) first"):
        world.step(0)
    assert np.shape(world.reset()[0]) == np.shape(state)
    world.step(1)


# The pole.


def test_the_first_states_are_gymnasiums():
    """Its documentation prints them for seed 123, drawn from -0.1 to 0.1; the default is half of that."""
    state, _ = worlds.CartPole().reset(seed=123)
    np.testing.assert_allclose(2 * state, [0.03647037, -0.0892358, -0.05592803, -0.06312564], atol=1e-8)


def test_a_push_obeys_newton():
    """The accelerations solve the two equations of motion, with the forces that act between pole and cart."""
    world = worlds.CartPole(max_episode_steps=None)
    for action in (0, 1):
        for state in RNG.uniform(-0.2, 0.2, (20, 4)) * [1, 5, 1, 5]:
            world.reset(seed=0)
            world.state = state
            after = world.step(action)[0]
            _, speed, angle, turning = state
            a, alpha = (after[[1, 3]] - [speed, turning]) / 0.02
            np.testing.assert_allclose(after[[0, 2]], state[[0, 2]] + 0.02 * state[[1, 3]], rtol=1e-12)
            force, m, length = (-10, 10)[action], 0.1, 0.5
            sin, cos = math.sin(angle), math.cos(angle)
            along = 1.1 * a + m * length * (alpha * cos - turning**2 * sin)  # all that moves is moved by the push
            around = 4 / 3 * length * alpha + a * cos - 9.8 * sin  # the pole falls, and is left behind by its foot
            np.testing.assert_allclose([along, around], [force, 0], atol=1e-10)


@pytest.mark.parametrize(("state", "terminated"), [
    ([2.39, 0, 0, 0], False), ([2.41, 0, 0, 0], True), ([-2.41, 0, 0, 0], True),
    ([0, 0, math.radians(11.9), 0], False), ([0, 0, math.radians(12.1), 0], True),
    ([0, 0, -math.radians(12.1), 0], True),
    ([0, 0, 0.2, 0], False), ([2.39, 1, 0, 0], True), ([0, 0, 0.2, 1], True),
])  # fmt: skip
def test_it_ends_beyond_its_limits(state, terminated):
    for sutton, rewards in ((False, (1.0, 1.0)), (True, (0.0, -1.0))):
        world = worlds.CartPole(sutton_barto_reward=sutton)
        world.reset(seed=0)
        world.state = state
        _, reward, ended, truncated, info = world.step(1)
        assert (ended, truncated, info) == (terminated, False, {})
        assert reward == rewards[terminated]


def test_left_and_right_are_mirror_images():
    worlds_there = [worlds.CartPole(), worlds.CartPole()]
    for world, sign in zip(worlds_there, (1, -1), strict=True):
        world.reset(seed=0)
        world.state = sign * np.array([0.1, -0.2, 0.05, 0.3])
    for action in (0, 1, 1, 0, 1):
        a, b = (world.step(each)[0] for world, each in zip(worlds_there, (action, 1 - action), strict=True))
        np.testing.assert_allclose(a, -b, rtol=1e-12)


def test_known_rules_hold_it_up():
    """The figures of the lesson: a rule of four numbers holds it for 500 steps, pushing where it leans does not."""

    def steps(*weight):
        rng, world = np.random.default_rng(1), worlds.CartPole()
        rule = lambda state: int(np.dot(weight, state) > 0)  # noqa: E731
        return np.mean([len(worlds.play(world, rule, seed=rng).rewards) for _ in range(10)])

    assert steps(0.1, 0.2, 1, 1) == 500
    assert 35 < steps(0, 0, 1, 0) < 60


# Grids.


def test_steps_come_as_often_as_the_arrays_say():
    """Counted over 3,000 steps of each action, from the start of a grid with a wall."""
    grid = worlds.Grid(["..G", "S#~", "..."], slip=0.4, rewards={"G": 3, "~": -2}, step=-0.5)
    for a in range(4):
        counts, paid = np.zeros(len(grid.R)), 0.0
        for k in range(3000):
            grid.reset(seed=(3 if k == 0 and a == 0 else None))
            state, reward, terminated, _, _ = grid.step(a)
            assert terminated == grid.terminal[state]
            assert reward == grid.arrival[state]
            counts[state] += 1
            paid += reward
        np.testing.assert_allclose(counts / 3000, grid.P[grid.start, a], atol=0.03)
        assert paid / 3000 == pytest.approx(grid.R[grid.start, a], abs=0.05)


@pytest.mark.parametrize("slip", [0.0, 0.1, 1.0])
def test_the_arrays_of_a_grid_belong_together(slip):
    grid = worlds.quay(slip)
    assert grid.P.shape == (45, 4, 45)
    assert (grid.P >= 0).all()
    np.testing.assert_allclose(grid.P.sum(axis=2), 1, rtol=1e-14)
    assert (grid.P[grid.terminal][:, :, grid.terminal] == np.eye(8)[:, None]).all()
    assert (grid.R[grid.terminal] == 0).all()
    np.testing.assert_allclose(grid.R[~grid.terminal], (grid.P @ grid.arrival)[~grid.terminal], rtol=1e-14)
    assert (grid.places[grid.start].tolist(), int(grid.terminal.sum())) == ([4, 0], 8)
    assert sorted(set(grid.arrival.round(9))) == [-10.1, -0.1, 9.9]


def test_actions_go_where_they_say_and_walls_hold():
    grid = worlds.Grid(["#.#", ".S.", "#.#"])
    ends = [int(grid.P[grid.start, a].argmax()) for a in range(4)]
    assert (grid.places[ends] - [1, 1]).tolist() == [[-1, 0], [0, 1], [1, 0], [0, -1]]
    assert (grid.P[ends[0], 0, ends[0]], grid.P[ends[0], 1, ends[0]]) == (1, 1)
    assert grid.picture(np.arange(5), wall=-1).tolist() == [[-1, 0, -1], [1, 2, 3], [-1, 4, -1]]
    assert np.isnan(grid.picture(np.arange(5.0))[0, 0])


def test_a_slip_goes_to_either_side_of_the_way():
    grid = worlds.Grid(["...", ".S.", "..."], slip=0.5)
    up, right, down, left = 1, 5, 7, 3
    for a, (ahead, *sides) in enumerate([(up, left, right), (right, up, down), (down, left, right), (left, up, down)]):
        assert grid.P[grid.start, a, ahead] == 0.5
        assert grid.P[grid.start, a, sides].tolist() == [0.25, 0.25]


def test_a_corridor_has_two_actions_and_a_slip_does_nothing_there():
    still, wet = worlds.corridor(4), worlds.corridor(4, slip=0.5)
    assert still.P[:, :, :].argmax(axis=2).tolist() == [[0, 1], [0, 2], [1, 3], [3, 3]]
    assert wet.P[1].tolist() == [[0.5, 0.5, 0, 0], [0, 0.5, 0.5, 0]]


QUAY, POLE = worlds.quay(), worlds.CartPole()


def on(world, action):
    world.reset(seed=0)
    world.step(action)


def set_state(values):
    POLE.state = values


@pytest.mark.parametrize(("call", "says"), [
    (lambda: on(POLE, 2), "CartPole.step expected action in 0..1, got 2"),
    (lambda: on(POLE, -1), "CartPole.step expected action in 0..1, got -1"),
    (lambda: on(POLE, True), "CartPole.step expected action to be a whole number, got True"),
    (lambda: on(POLE, np.array([1])), "CartPole.step expected action to be a whole number"),
    (lambda: on(QUAY, 4), "Grid.step expected action in 0..3, got 4"),
    (lambda: on(QUAY, 0.0), "Grid.step expected action to be a whole number"),
    (lambda: POLE.reset(seed=-1), "CartPole.reset expected seed in 0"),
    (lambda: POLE.reset(seed="0"), "CartPole.reset expected seed to be a whole number"),
    (lambda: set_state([0, 0, 0]), "CartPole expected state to be four numbers"),
    (lambda: set_state([0, 0, 0, 1e7]), "CartPole expected state to be four numbers up to 1e6"),
    (lambda: set_state([0, 0, 0, np.nan]), "CartPole expected state to be finite"),
    (lambda: worlds.CartPole(max_episode_steps=0), "CartPole expected max_episode_steps at least 1, got 0"),
    (lambda: worlds.CartPole(sutton_barto_reward=1), "expected sutton_barto_reward to be True or False, got 1"),
    (lambda: worlds.Grid("S.G"), r'Grid expected rows to be a list of str, got .*: \["S.G"\] is one row'),
    (lambda: worlds.Grid(3), "Grid expected rows to be a list of str, got 3"),
    (lambda: worlds.Grid(["S.G"], actions=3), "Grid expected actions to be some of up, .* got 3"),
    (lambda: worlds.Grid(["S.G", ".."]), r"Grid expected rows of one length, got \[3, 2\]"),
    (lambda: worlds.Grid(["..G"]), "Grid expected rows with one S, the start, got 0 of them"),
    (lambda: worlds.Grid(["S.x"]), "Grid expected rows of '.', '#', 'S' and the letters of rewards, got 'x'"),
    (lambda: worlds.Grid(["S.x"], rewards={"xy": 1}), "Grid expected rewards of single letters .* got 'xy'"),
    (lambda: worlds.Grid(["S.G"], rewards={"G": "1"}), r"Grid expected rewards\['G'\] to be a number"),
    (lambda: worlds.Grid(["S.G"], rewards=[1]), "Grid expected rewards to be a dict"),
    (lambda: worlds.Grid(["S.G"], slip=1.5), "Grid expected slip >= 0 and <= 1, got 1.5"),
    (lambda: worlds.Grid(["S.G"], actions=["north"]), "Grid expected actions to be some of up, right, down, left"),
    (lambda: QUAY.picture(np.zeros(3)), r"Grid.picture expected values of shape \(45,\), got \(3,\)"),
    (lambda: worlds.corridor(2), "corridor expected places at least 3, got 2"),
    (lambda: worlds.value_iteration(QUAY.P, QUAY.R.T, 0.9), r"expected P of shape \(n, actions, n\) and R of"),
    (lambda: worlds.value_iteration(QUAY.P.transpose(2, 1, 0), QUAY.R, 0.9), "probabilities of the next state"),
    (lambda: worlds.value_iteration(QUAY.P, QUAY.R, 1.1), "value_iteration expected gamma >= 0 and <= 1, got 1.1"),
    (lambda: worlds.value_iteration(QUAY.P, QUAY.R, 0.9, start=np.zeros(3)), r"expected start of shape \(45,\)"),
    (lambda: worlds.value_iteration(QUAY.P, QUAY.R, 0.9, sweeps=0), "expected sweeps at least 1, got 0"),
])  # fmt: skip
def test_what_is_wrong_is_said(call, says):
    with pytest.raises((TypeError, ValueError), match=says):
        call()
