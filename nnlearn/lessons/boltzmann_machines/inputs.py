"""The inputs that the exercises of lesson 24 are tried on."""

import numpy as np

from nnlearn.boltzmann import states

# 24.1


def spins(rng, d, integers=False):
    """Return W, b and s of d cells; W is symmetric, with zeros on its diagonal."""
    W = rng.integers(-2, 3, (d, d)).astype(float) if integers else rng.normal(size=(d, d)).round(2)
    W = np.triu(W, 1)
    b = rng.integers(-1, 2, d).astype(float) if integers else rng.normal(0, 0.7, d).round(2)
    return W + W.T, b, rng.choice([-1.0, 1.0], d)


def sample_spins(rng):
    d = int(rng.integers(6, 10))
    return *spins(rng, d), rng.integers(0, d, int(rng.integers(8, 16)))


def fixed_spins(seed, d, order, integers=False):
    return *spins(np.random.default_rng(seed), d, integers), np.array(order, dtype=int)


UP, DOWN = np.ones(4), -np.ones(4)
CHAIN = np.diag(np.ones(3), 1) + np.diag(np.ones(3), -1)
SPINS = {
    "a field of exactly 0 at a cell that is off": (np.zeros((4, 4)), np.zeros(4), DOWN, np.array([2, 0])),
    "a field of exactly 0 at a cell that is on": (CHAIN, np.zeros(4), np.array([-1.0, 1.0, 1.0, 1.0]), np.array([1])),
    "weights that are whole numbers": fixed_spins(0, 6, [3, 1, 4, 1, 5, 0, 2], integers=True),
    "one cell": (np.zeros((1, 1)), np.array([-0.5]), np.array([1.0]), np.array([0])),
    "one update": fixed_spins(1, 6, [4]),
    "no update": fixed_spins(2, 6, []),
    "a cell updated three times in a row": fixed_spins(3, 6, [2, 2, 2, 0]),
    "a state that is at rest": (CHAIN, np.zeros(4), UP, np.array([3, 0, 2, 1])),
    "all cells once, backwards": fixed_spins(5, 7, range(6, -1, -1)),
    "states that are whole numbers": (CHAIN, np.full(4, 0.3), np.array([-1, -1, 1, -1]), np.array([0, 2, 1, 3])),
}

# The machines of 24.2 to 24.5


def machine(rng, n, visible, hidden, scale=1.0):
    """Return pictures v (n, visible), and W (visible, hidden), b and c of a restricted machine."""
    v = (rng.random((n, visible)) < 0.5).astype(float)
    W, b, c = (scale * rng.normal(size=size).round(2) for size in ((visible, hidden), visible, hidden))
    return v, W, b, c


def fixed(seed, n, visible, hidden, scale=1.0):
    return machine(np.random.default_rng(seed), n, visible, hidden, scale)


# 24.2


def sample_sweep(rng):
    sizes = int(rng.integers(6, 9)), int(rng.integers(9, 12)), int(rng.integers(3, 6))
    return *machine(rng, *sizes), np.random.default_rng(int(rng.integers(1000)))


def sweep(seed, n, visible, hidden, scale=1.0):
    return *fixed(seed, n, visible, hidden, scale), np.random.default_rng(seed)


SQUARE = sweep(0, 5, 5, 5)
SWEEPS = {
    "one picture": sweep(1, 1, 6, 3),
    "one visible cell": sweep(2, 4, 1, 3),
    "one hidden cell": sweep(3, 4, 6, 1),
    "as many hidden cells as visible ones": sweep(4, 3, 5, 5),
    "more hidden cells than visible ones": sweep(5, 4, 3, 6),
    "weights of 0": (np.ones((3, 4)), np.zeros((4, 2)), np.zeros(4), np.zeros(2), np.random.default_rng(6)),
    "large weights": sweep(7, 4, 6, 3, scale=20.0),
}

# 24.3


def with_states(v, W, b, c):
    return v, states(len(b)), W, b, c


def sample_count(rng):
    return with_states(*machine(rng, int(rng.integers(4, 6)), int(rng.integers(6, 8)), int(rng.integers(2, 4))))


def count(seed, n, visible, hidden, scale=1.0):
    return with_states(*fixed(seed, n, visible, hidden, scale))


COUNTS = {
    "scores of 1,000": count(0, 4, 6, 3, scale=1000.0),
    "scores of -1,000": with_states(np.ones((2, 3)), np.full((3, 2), -1000.0), np.full(3, -1000.0), np.zeros(2)),
    "one picture": count(1, 1, 5, 3),
    "one visible cell": count(2, 4, 1, 3),
    "one hidden cell": count(3, 4, 5, 1),
    "as many hidden cells as visible ones": count(4, 3, 4, 4),
    "weights and biases of 0": with_states(np.ones((2, 4)), np.zeros((4, 3)), np.zeros(4), np.zeros(3)),
    "all pictures there are": with_states(states(3), *fixed(5, 1, 3, 2)[1:]),
    "grey pictures": with_states(np.linspace(0, 1, 12).reshape(3, 4), *fixed(6, 1, 4, 2)[1:]),
}

# 24.4


def sample_cd(rng):
    sizes = int(rng.integers(6, 9)), int(rng.integers(9, 12)), int(rng.integers(3, 6))
    return *machine(rng, *sizes), int(rng.integers(2, 5)), np.random.default_rng(int(rng.integers(1000)))


def cd(seed, n, visible, hidden, k, scale=1.0):
    return *fixed(seed, n, visible, hidden, scale), k, np.random.default_rng(seed)


CDS = {
    "k = 1": cd(0, 5, 7, 3, 1),
    "one picture": cd(1, 1, 6, 3, 2),
    "one visible cell": cd(2, 4, 1, 3, 2),
    "one hidden cell": cd(3, 4, 6, 1, 2),
    "as many hidden cells as visible ones": cd(4, 3, 5, 5, 2),
    "25 sweeps": cd(5, 4, 6, 3, 25),
    "weights of 0": (np.ones((3, 4)), np.zeros((4, 2)), np.zeros(4), np.zeros(2), 2, np.random.default_rng(6)),
    "the same picture three times": (
        np.repeat(fixed(7, 1, 6, 3)[0], 3, axis=0),
        *fixed(7, 1, 6, 3)[1:],
        2,
        np.random.default_rng(7),
    ),
}

# 24.5


def with_both(v, W, b, c, k):
    return v, states(len(b)), states(len(c)), W, b, c, k


def sample_expected(rng):
    sizes = int(rng.integers(6, 9)), int(rng.integers(4, 6)), int(rng.integers(2, 4))
    v, W, b, c = machine(rng, *sizes)
    return with_both(v, W, b, c, int(rng.integers(2, 5)))


def expected(seed, n, visible, hidden, k, scale=1.0):
    v, W, b, c = fixed(seed, n, visible, hidden, scale)
    return with_both(v, W, b, c, k)


EXPECTED = {
    "k = 1": expected(0, 5, 4, 3, 1),
    "one picture": expected(1, 1, 4, 2, 2),
    "one visible cell": expected(2, 4, 1, 2, 2),
    "one hidden cell": expected(3, 4, 4, 1, 2),
    "as many hidden cells as visible ones": expected(4, 5, 3, 3, 2),
    "more hidden cells than visible ones": expected(5, 5, 2, 4, 2),
    "25 sweeps": expected(6, 4, 4, 2, 25, scale=2.0),
    "weights of 0": with_both(np.ones((3, 4)), np.zeros((4, 2)), np.zeros(4), np.zeros(2), 2),
    "scores of 300": expected(7, 4, 4, 2, 2, scale=150.0),
}
