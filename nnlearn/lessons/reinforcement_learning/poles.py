"""The cart-pole as a network sees it, rules that balance it without one, and how long either holds the pole."""

import numpy as np

from nnlearn.worlds import CartPole, frozen, play

SCALE = np.array([1 / 2.4, 1 / 3, 1 / np.radians(12), 1 / 3])  # each number of the state becomes about -1 to 1
LONG = 500


def scores(network):
    """Return the outputs of a network for one state (4,), as a fast function that holds copies of its weights."""
    outputs = frozen(network)
    return lambda state: outputs(state * SCALE)


def greedy(network):
    """Return the policy that takes the action with the largest output."""
    outputs = scores(network)
    return lambda state: int(outputs(state).argmax())


def rule(weights):
    """Return the policy that pushes to the right where a weighted sum of the state is above 0."""
    w = np.asarray(weights, dtype=float)
    return lambda state: int(w.dot(state) > 0)


def lengths(policy, episodes, seed):
    """Return for how many steps a policy holds the pole, (episodes,), 500 at most."""
    world = CartPole(max_episode_steps=LONG)
    rng = np.random.default_rng(seed)
    return np.array([len(play(world, policy, seed=rng).rewards) for _ in range(episodes)])


def guess(seed, episodes=5):
    """Draw rules until one holds the pole in so many episodes. Return how many were drawn, and all steps they took."""
    rng, world, drawn, steps = np.random.default_rng(seed), CartPole(max_episode_steps=LONG), 0, 0
    while True:
        policy, drawn = rule(rng.uniform(-1, 1, 4)), drawn + 1
        for _ in range(episodes):
            held = len(play(world, policy, seed=rng).rewards)
            steps += held
            if held < LONG:
                break
        else:
            return drawn, steps
