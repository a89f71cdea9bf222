"""The open exercise 28.6 disguises a cart-pole, counts the steps, and says what keeps a policy from holding it."""

import numpy as np
import pytest

from nnlearn.checks import registry
from nnlearn.checks.judge import judge
from nnlearn.lessons.reinforcement_learning import balance

EXERCISE = registry.find("exercises", "28.6")
RULE = np.array([0.1, 0.2, 1.0, 1.0])  # of the lesson, for a cart-pole without a disguise


def rule(w, push=int):
    return lambda state: push(w @ state > 0)


def length(world, policy):
    state, steps, over = world.reset(), 0, False
    while not over:
        state, _, fell, cut = world.step(policy(state))
        steps, over = steps + 1, fell or cut
    return steps


def guesses(proofs, push=int):
    """Return a learner that draws rules until one holds in `proofs` episodes."""

    def learn(world, rng):
        while True:
            policy = rule(rng.standard_normal(4), push)
            if all(length(world, policy) == balance.LONG for _ in range(proofs)):
                return policy

    return learn


def by_hand(world, rng):
    return rule(RULE)


def forgetful(world, rng):
    guesses(1)(world, rng)


def told(world):
    """Return the rule of the lesson, dressed as the world is: only this test may look."""
    w = (world._signs * RULE)[world._order]
    return rule(-w if world._swap else w)


def one(steps=5000, lengths=(500,) * 20, longest=500):
    return balance.Learned(steps, np.array(lengths), longest)


def test_a_rule_that_proved_itself_passes_and_is_tried_in_three_other_worlds():
    result = judge(EXERCISE, guesses(8))
    assert result
    assert result.value >= balance.TARGET
    assert "In three other worlds: " in result.message


def test_a_rule_that_held_once_is_called_luck_with_its_shortest_fall():
    result = judge(EXERCISE, guesses(1))
    found = [balance.learned(guesses(1), seed) for seed in balance.SEEDS]
    worst = min(one.lengths.min() for one in found)
    assert not result
    assert result.value < balance.TARGET
    assert f"the policy that was returned fell after {worst}. One good episode may be luck" in result.message
    assert f"{(found[0].lengths == 500).sum()} of 20 ({found[0].steps:,} steps to learn)" in result.message


def test_of_several_lucky_worlds_the_shortest_fall_is_told():
    said = balance.advice([one(lengths=(500, 300)), one(lengths=(200, 90, 500)), one(lengths=(20,), longest=400)])
    assert "fell after 90." in said


def test_a_rule_made_by_hand_fails_and_hears_that_it_took_no_step():
    result = judge(EXERCISE, by_hand)
    assert not result
    assert "In 3 of 3 worlds learn took no step" in result.message
    assert "In 1 of 3 worlds learn took no step" in balance.advice([one(), one(steps=0), one()])
    assert "took no step" not in balance.advice([one(longest=40)])


def test_whoever_takes_few_steps_hears_how_many_are_allowed():
    lost = {"lengths": (30,) * 20, "longest": 60}
    said = balance.advice([one(steps=700, **lost), one(steps=4000, **lost)])
    assert said == "At most 4,000 steps were taken to learn, and 20,000 are allowed."
    assert "are allowed" not in balance.advice([one(steps=10_000, **lost)])
    assert "are allowed" not in balance.advice([one(steps=700, lengths=(30,) * 20)]), "luck explains it"


def test_whoever_took_many_steps_in_vain_hears_of_the_longest_episode_in_the_worst_world():
    lost = {"steps": 15_000, "lengths": (30,) * 20}
    said = balance.advice([one(longest=200, **lost), one(longest=60, **lost)])
    assert said.startswith("In one world no episode held for more than 60 steps.")
    assert "no episode" not in balance.advice([one(**lost)])


@pytest.mark.parametrize("seed", range(6))
def test_every_disguise_is_the_same_pole_in_the_proof_as_in_the_learning(seed):
    found = balance.learned(lambda world, rng: told(world), seed)
    assert (found.lengths == balance.LONG).all()
    assert (found.steps, found.longest) == (0, 0)


def test_the_proof_begins_elsewhere_than_the_learning():
    starts = []

    def learn(world, rng):
        starts.append(world.reset())
        return lambda state: starts.append(state) or 0

    balance.learned(learn, 0)
    assert not any(np.array_equal(starts[0], other) for other in starts[1:])


def test_the_disguises_differ_and_some_swap_the_pushes():
    worlds = [balance.Disguised(seed) for seed in (*balance.SEEDS, *balance.OTHERS)]
    assert len({(*world._order, *world._signs, world._swap) for world in worlds}) == len(worlds)
    assert {world._swap for world in worlds} == {True, False}
    assert sum(-1 in world._signs for world in worlds[:3]) >= 2, "a rule that knows the order alone fails"


def test_a_world_counts_its_steps_and_its_longest_episode():
    world = balance.Disguised(0)
    found = [length(world, lambda state: 0), length(world, lambda state: 1), length(world, told(world))]
    found.append(length(world, lambda state: 0))
    assert (world.steps, world.longest) == (sum(found), max(found))
    assert world.longest == 500


def test_the_last_step_that_is_allowed_is_allowed():
    world = balance.Disguised(0, budget=3)
    world.reset()
    for push in (0, 1, 0):
        world.step(push)
    with pytest.raises(ValueError, match=r"more than 3 steps.*so far had 3\. Stop in time: `world.steps`"):
        world.step(1)
    assert world.steps == 3


@pytest.mark.parametrize("push", [bool, float, np.bool_, np.int8])
def test_what_equals_0_or_1_is_a_push_while_it_learns_and_in_the_proof(push):
    found = balance.learned(guesses(1, push), 1)
    assert np.array_equal(found.lengths, balance.learned(guesses(1), 1).lengths)


@pytest.mark.parametrize(
    ("push", "says"),
    [
        (-1, "-1"),
        (np.float64(0.25), "0.25"),
        (None, "None"),
        ("left", "'left'"),
        (np.array([1]), "array of shape"),
        ([0, 1], "list"),
        (float("nan"), "nan"),
    ],
)
def test_other_pushes_are_refused_while_it_learns_and_in_the_proof(push, says):
    world = balance.Disguised(0)
    world.reset()
    with pytest.raises(ValueError, match=rf"world.step got .*{says}.* Expected 0 or 1"):
        world.step(push)
    assert world.steps == 0
    result = judge(EXERCISE, lambda world, rng: lambda state: push)
    assert "policy returned " in result.message
    assert says in result.message


@pytest.mark.parametrize(
    ("learn", "says"),
    [
        (forgetful, "learn returned None. Expected a function"),
        (lambda world, rng: RULE, "learn returned float64 array of shape (4,). Expected a function"),
        (lambda world, rng: dict, "Expected a function policy(state)"),
        (lambda world, rng: [length(world, rule(RULE)) for _ in range(20_000)], "more than 20,000 steps"),
        (lambda world, rng: world.step(1), "call reset() first"),
        (3, "without brackets"),
        (dict, "without brackets"),
    ],
)
def test_what_cannot_be_measured_is_said(learn, says):
    result = judge(EXERCISE, learn)
    assert not result
    assert says in result.message


def test_a_policy_cannot_spoil_the_state_of_the_world():
    def spoiled(state):
        push = int(w @ state > 0)
        state[:] = 9.0
        return push

    world = balance.Disguised(2)
    w = (world._signs * RULE)[world._order] * (-1 if world._swap else 1)
    assert balance.held(world, spoiled) == balance.LONG
