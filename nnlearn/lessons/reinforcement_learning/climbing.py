"""REINFORCE on the cart-pole, and its estimate of a gradient that is known exactly, in a corridor of five places."""

import math

import numpy as np

import nnlearn.numpy as numpy_side
from nnlearn.lessons.reinforcement_learning.poles import LONG, SCALE, scores
from nnlearn.worlds import CartPole, advantages, corridor, play, policy_value, returns

HORIZON = 12  # steps of an episode in the corridor


def reinforce(seed, baseline="step", *, rate=0.03, episodes=300, together=5, gamma=0.99, side=numpy_side):
    """Train a network 4-32-2 for so many episodes, five a step, and return how long each held the pole, (episodes,)."""
    rng = np.random.default_rng(seed)
    side.manual_seed(seed)
    net = side.MLP([4, 32, 2])
    adam, world = side.Adam(net.parameters(), lr=rate), CartPole(max_episode_steps=LONG)
    held: list[int] = []
    while len(held) < episodes:
        outputs = scores(net)

        def draw(state, outputs=outputs):
            left, right = outputs(state)
            return int(rng.random() < 1 / (1 + math.exp(left - right)))

        played = [play(world, draw, seed=rng) for _ in range(together)]
        held += [len(one.rewards) for one in played]
        states = np.concatenate([one.states for one in played]) * SCALE
        actions = np.concatenate([one.actions for one in played])
        better = advantages([returns(one.rewards, gamma) for one in played], baseline)
        side.reinforce_step(net, adam, states, actions, better)
    return np.array(held)


def walkway():
    """Return the corridor, the scores of a policy (5, 2) that is not a good one, and its probabilities."""
    theta = np.random.default_rng(3).normal(0, 0.5, (5, 2))
    return corridor(5, max_episode_steps=HORIZON), theta, softmax(theta)


def softmax(theta):
    grown = np.exp(theta - theta.max(axis=1, keepdims=True))
    return grown / grown.sum(axis=1, keepdims=True)


def expected(theta):
    """Return the exact mean return of an episode of at most 12 steps."""
    world = walkway()[0]
    return policy_value(world.P, world.R, 1.0, softmax(theta), steps=HORIZON)[world.start]


def exact_gradient(step=1e-5):
    """Return the slope of the mean return with respect to the scores (5, 2), by central differences."""
    theta = walkway()[1]
    slope = np.zeros(theta.shape)
    for place in np.ndindex(theta.shape):
        change = np.zeros(theta.shape)
        change[place] = step
        slope[place] = (expected(theta + change) - expected(theta - change)) / (2 * step)
    return slope


WAYS = ("whole return", "return to go", "minus a value", "minus 10", "past rewards")


def estimates(way, episodes, seed):
    """Return REINFORCE's estimate of the gradient from each of so many episodes, (episodes, 5, 2).

    "minus a value" takes for a baseline what the policy would earn from a place on average without an end after 12
    steps, "minus 10" a number that is far from anything that can be earned, and "past rewards" counts what came before
    each action alone.
    """
    world, _, p = walkway()
    rng, value = np.random.default_rng(seed), policy_value(world.P, world.R, 1.0, p)
    found = np.zeros((episodes, *p.shape))
    for k in range(episodes):
        one = play(world, lambda s: int(rng.random() < p[s, 1]), seed=rng)
        go = returns(one.rewards, 1.0)
        weight = {
            "whole return": np.full(len(go), go[0]),
            "return to go": go,
            "minus a value": go - value[one.states],
            "minus 10": go - 10,
            "past rewards": go[0] - go,
        }[way]
        slope = np.eye(2)[one.actions] - p[one.states]  # of log p(a), at the scores of the place
        np.add.at(found[k], one.states, weight[:, None] * slope)
    return found
