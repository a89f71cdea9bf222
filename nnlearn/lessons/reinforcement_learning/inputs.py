"""The inputs that the exercises of lesson 28 are tried on."""

import numpy as np

# 28.1


def world(rng, n, actions, ends):
    """Return P (n, actions, n), R (n, actions), V (n,), and which states end an episode; V is 0 there."""
    P = rng.dirichlet(np.full(n, 0.5), (n, actions))
    R = rng.normal(0, 2, (n, actions)).round(1)
    over = np.zeros(n, dtype=bool)
    over[rng.permutation(n)[:ends]] = True
    return P, R, np.where(over, 0.0, rng.normal(0, 4, n).round(1)), over


def with_gamma(one, gamma):
    P, R, V, ends = one
    return P, R, V, gamma, ends


def sample_world(rng):
    sizes = int(rng.integers(6, 9)), int(rng.integers(3, 5)), int(rng.integers(1, 3))
    return with_gamma(world(rng, *sizes), round(rng.uniform(0.5, 0.95), 2))


def fixed_world(seed, n, actions, ends, gamma):
    return with_gamma(world(np.random.default_rng(seed), n, actions, ends), gamma)


SQUARE = fixed_world(0, 5, 5, 1, 0.8)
WORLDS = {
    "as many actions as states": fixed_world(1, 4, 4, 1, 0.9),
    "a world without an end": fixed_world(7, 6, 3, 0, 0.9),
    "one action": fixed_world(3, 6, 1, 1, 0.9),
    "one state": (np.ones((1, 2, 1)), np.array([[1.0, 2.0]]), np.array([3.0]), 0.5, np.array([False])),
    "a discount of 0": fixed_world(4, 6, 3, 1, 0.0),
    "a discount of 1": fixed_world(5, 6, 3, 1, 1.0),
    "values that are all negative": with_gamma(
        (lambda P, R, V, ends: (P, -abs(R) - 1, -abs(V), ends))(*world(np.random.default_rng(6), 6, 3, 1)), 0.9
    ),
    "every state an end, with old values": (*fixed_world(7, 5, 3, 0, 0.9)[:4], np.ones(5, dtype=bool)),
    "values that are whole numbers": (
        *fixed_world(9, 5, 3, 1, 0.9)[:2],
        np.array([3, -2, 0, 5, 1]),
        0.9,
        np.arange(5) == 2,
    ),
}

# 28.2


def moment(rng, n, actions, ended, rate, gamma):
    """Return a table and one step through the world: Q, s, a, r, s_next, ended, rate, gamma."""
    Q = rng.normal(0, 3, (n, actions)).round(1)
    s, s_next = (int(place) for place in rng.permutation(n)[:2]) if n > 1 else (0, 0)
    return Q, s, int(rng.integers(actions)), round(rng.normal(0, 2), 1), s_next, ended, rate, gamma


def sample_moment(rng):
    sizes = int(rng.integers(6, 9)), int(rng.integers(3, 6))
    return moment(
        rng, *sizes, bool(rng.random() < 0.3), round(rng.uniform(0.1, 0.6), 2), round(rng.uniform(0.6, 0.95), 2)
    )


def fixed_moment(seed, n, actions, ended, rate=0.3, gamma=0.9):
    return moment(np.random.default_rng(seed), n, actions, ended, rate, gamma)


def in_place(seed):
    Q, s, a, r, _, ended, rate, gamma = fixed_moment(seed, 6, 3, False)
    return Q, s, a, r, s, ended, rate, gamma


MOMENTS = {
    "the last step of an episode": fixed_moment(0, 6, 4, True),
    "a step in the middle of an episode": fixed_moment(1, 6, 4, False),
    "a step that leads nowhere": in_place(2),
    "one action": fixed_moment(3, 5, 1, False),
    "one state": fixed_moment(4, 1, 3, False),
    "as many actions as states": fixed_moment(5, 4, 4, False),
    "a rate of 1": fixed_moment(6, 6, 3, False, rate=1.0),
    "a rate of 0": fixed_moment(7, 6, 3, False, rate=0.0),
    "a discount of 0": fixed_moment(8, 6, 3, False, gamma=0.0),
    "a table of whole numbers": (np.arange(12).reshape(4, 3), 1, 2, 0.5, 3, False, 0.25, 0.9),
    "values that are all negative": (-np.arange(1.0, 13.0).reshape(4, 3), 1, 2, -1.0, 3, False, 0.25, 0.9),
}

# 28.3


def batch(rng, n, actions, fell=0.3, cut=0.3):
    """Return q, q_next (n, actions), a, r, fell and cut (n,); nobody fell and was cut off at once."""
    q, q_next = rng.normal(0, 3, (2, n, actions)).round(1)
    chance = rng.random(n)
    down, late = chance < fell, chance > 1 - cut
    return q, q_next, rng.integers(actions, size=n), rng.normal(0, 1, n).round(1), down, late


def sample_batch(rng):
    return *batch(rng, int(rng.integers(7, 11)), int(rng.integers(3, 6))), round(rng.uniform(0.6, 0.95), 2)


def fixed_batch(seed, n, actions, gamma=0.9, **shares):
    return *batch(np.random.default_rng(seed), n, actions, **shares), gamma


BATCHES = {
    "one step": fixed_batch(0, 1, 3, fell=0, cut=0),
    "one step, and the pole fell": fixed_batch(1, 1, 3, fell=1, cut=0),
    "episodes that were all cut off": fixed_batch(2, 6, 3, fell=0, cut=1),
    "episodes that all ended in a fall": fixed_batch(3, 6, 3, fell=1, cut=0),
    "one action": fixed_batch(4, 6, 1),
    "as many actions as steps": fixed_batch(5, 4, 4),
    "a discount of 0": fixed_batch(6, 6, 3, gamma=0.0),
    "values that are all negative": (*(-abs(one) - 1 for one in fixed_batch(7, 6, 3)[:2]), *fixed_batch(7, 6, 3)[2:]),
}

# 28.4


def episode(rng, T, actions):
    """Return p (T, actions), a, r and b (T,) of one episode."""
    p = rng.dirichlet(np.ones(actions), T)
    return p, rng.integers(actions, size=T), rng.normal(0.5, 1, T).round(1), rng.normal(0, 1, T).round(1)


def sample_episode(rng):
    return *episode(rng, int(rng.integers(6, 10)), int(rng.integers(3, 5))), round(rng.uniform(0.6, 0.95), 2)


def fixed_episode(seed, T, actions, gamma=0.9):
    return *episode(np.random.default_rng(seed), T, actions), gamma


EPISODES = {
    "one step": fixed_episode(0, 1, 3),
    "two steps": fixed_episode(1, 2, 3),
    "as many actions as steps": fixed_episode(2, 4, 4),
    "one action": fixed_episode(3, 5, 1),
    "a discount of 1": fixed_episode(4, 6, 3, gamma=1.0),
    "a discount of 0": fixed_episode(5, 6, 3, gamma=0.0),
    "rewards that are whole numbers": (*fixed_episode(6, 5, 2)[:2], np.ones(5, dtype=int), np.zeros(5), 0.9),
    "a baseline of 0": (*fixed_episode(7, 5, 3)[:3], np.zeros(5), 0.9),
    "an action of probability 1": (np.eye(3)[[0, 2, 1]], np.array([0, 2, 1]), np.ones(3), np.zeros(3), 0.9),
}

# 28.5


def carts(rng, n, angle=0.25, speed=2.0):
    """Return states (n, 4): place, speed, angle, angular speed; and pushes (n,) of 0 and 1."""
    low = np.array([-2.6, -speed, -angle, -speed])  # about a third have fallen
    return rng.uniform(low, -low, (n, 4)).round(3), rng.integers(2, size=n)


def sample_carts(rng):
    return carts(rng, int(rng.integers(12, 18)))


def fixed_carts(seed, n, **ranges):
    return carts(np.random.default_rng(seed), n, **ranges)


def cart(*state, push=1):
    return np.array([state]), np.array([push])


CARTS = {
    "one cart": fixed_carts(0, 1),
    "as many carts as numbers in a state": fixed_carts(1, 4),
    "large angular speeds": fixed_carts(2, 6, speed=8.0),
    "an upright pole at rest": cart(0.0, 0.0, 0.0, 0.0),
    "a push to the left": cart(0.1, -0.3, 0.05, 0.2, push=0),
    "an angle of 11.8 degrees, at rest": cart(0.0, 0.0, np.radians(11.8), 0.0),
    "an angle of 11.9 degrees, falling": cart(0.0, 0.0, np.radians(11.9), 1.0),
    "a pole that falls to the left": cart(0.0, 0.0, -np.radians(11.9), -1.0),
    "a cart that leaves the track": cart(2.39, 1.0, 0.0, 0.0),
    "a cart that leaves the track to the left": cart(-2.39, -1.0, 0.0, 0.0),
    "a pole far beyond the limit": cart(0.0, 0.5, 1.2, 0.5),
    "a cart far beyond the track": cart(5.0, 0.5, 0.0, 0.5),
    "states that are whole numbers": (np.array([[0, 0, 0, 0], [1, -1, 0, 2]]), np.array([1, 0])),
}
