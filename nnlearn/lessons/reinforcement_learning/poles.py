"""The cart-pole as a network sees it, how a network acts in it without the library's overhead, and how it is judged."""

import numpy as np

import nnlearn.numpy as numpy_side
from nnlearn.worlds import CartPole, play

SCALE = np.array([1 / 2.4, 1 / 3, 1 / np.radians(12), 1 / 3])  # each number of the state becomes about -1 to 1
LONG = 500


def scores(network, side=numpy_side):
    """Return the outputs of an MLP with ReLU for one state (4,), as a function that holds copies of its weights.

    A state through the library takes 30 us, since everything is checked; this takes 5, and a training of 12,000
    steps of the world asks that often.
    """
    copies = [side.to_numpy(p).astype(float) for p in network.parameters()]
    pairs = list(zip(copies[::2], copies[1::2], strict=True))

    def outputs(state):
        h = state * SCALE
        for W, b in pairs[:-1]:
            h = np.maximum(W.dot(h) + b, 0)
        W, b = pairs[-1]
        return W.dot(h) + b

    return outputs


def greedy(network, side=numpy_side):
    """Return the policy that takes the action with the largest output."""
    outputs = scores(network, side)
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
