"""The inputs that the exercises of lesson 25 are tried on."""

from itertools import pairwise

import numpy as np

from nnlearn.boltzmann import states


def machines(rng, *sizes, scale=1.0):
    """Return a list of (W, b, c) from the picture to the top: sizes[0] pixels, sizes[1] cells above them, and so on."""
    shapes = [((d, k), d, k) for d, k in pairwise(sizes)]
    return [tuple(scale * rng.normal(size=size).round(2) for size in one) for one in shapes]


def cells(rng, n, d):
    """Return n rows of d cells, 0 or 1."""
    return (rng.random((n, d)) < 0.5).astype(float)


def same(seed):
    return np.random.default_rng(seed)


# 25.1


def sample_up(rng):
    sizes = int(rng.integers(8, 11)), int(rng.integers(5, 8)), 4, 3
    return cells(rng, int(rng.integers(11, 14)), sizes[0]), machines(rng, *sizes)


def rising(seed, n, *sizes):
    return cells(same(seed), n, sizes[0]), machines(same(seed), *sizes)


SQUARE = rising(0, 5, 4, 4, 4, 4)
UPS = {
    "one picture": rising(1, 1, 5, 4, 3),
    "one layer": rising(2, 4, 5, 3),
    "one pixel": rising(3, 4, 1, 3, 2),
    "layers of one cell": rising(4, 3, 5, 1, 1),
    "layers that grow": rising(5, 3, 2, 4, 6),
    "six layers": rising(6, 3, 5, 4, 3, 4, 3, 4, 3),
    "grey pictures": (np.linspace(0, 1, 12).reshape(3, 4), machines(same(7), 4, 3, 2)),
    "weights of 0": (np.ones((3, 4)), machines(same(8), 4, 3, 2, scale=0.0)),
}

# 25.2


class Training:
    """A stand-in for the training of an RBM: W, b and c depend on all that it is given.

    Parameters
    ----------
    seed : int
    """

    def __init__(self, seed):
        self.seed = seed

    def __repr__(self):
        return "a function"

    def __call__(self, v, hidden):
        v = np.asarray(v, dtype=float)
        if v.ndim != 2 or not isinstance(hidden, int | np.integer) or hidden < 1:
            raise TypeError(
                "train is called with the data, an array (n, visible), and the number of hidden cells: train(v, hidden)"
            )
        rng = np.random.default_rng([self.seed, hidden])
        n, visible = v.shape
        mean = v.mean(axis=0)
        W = rng.normal(size=(visible, hidden)) + 4 * (v - mean).T @ rng.normal(size=(n, hidden)) / n
        return W, np.tanh(mean - 0.5) + 0.3, rng.normal(size=hidden)


def sample_stack(rng):
    sizes = [int(rng.integers(8, 11)), int(rng.integers(5, 8)), 4, 3]
    return cells(rng, int(rng.integers(11, 14)), sizes[0]), sizes, Training(int(rng.integers(1000)))


def stacking(seed, n, *sizes):
    return cells(same(seed), n, sizes[0]), list(sizes), Training(seed)


EQUAL = stacking(0, 6, 4, 4, 4, 4)
STACKS = {
    "one picture": stacking(1, 1, 5, 4, 3),
    "one layer": stacking(2, 6, 5, 3),
    "one pixel": stacking(3, 6, 1, 3, 2),
    "layers of one cell": stacking(4, 6, 5, 1, 1),
    "layers that grow": stacking(5, 6, 2, 4, 6),
    "six layers": stacking(6, 6, 5, 4, 3, 4, 3, 4, 3),
    "no layer": stacking(7, 6, 5),
    "grey pictures": (np.linspace(0, 1, 20).reshape(5, 4), [4, 3, 2], Training(8)),
}

# 25.3


def sample_dream(rng):
    sizes = 8, int(rng.integers(6, 8)), int(rng.integers(4, 6)), 3
    h = cells(rng, int(rng.integers(9, 12)), sizes[-2])
    return machines(rng, *sizes), h, int(rng.integers(2, 5)), np.random.default_rng(int(rng.integers(1000)))


def dreaming(seed, n, sizes, sweeps, scale=1.0):
    return machines(same(seed), *sizes, scale=scale), cells(same(seed), n, sizes[-2]), sweeps, same(seed)


EVEN = dreaming(0, 6, (4, 4, 4, 4), 2)
DREAMS = {
    "one dream": dreaming(1, 1, (6, 5, 4, 3), 2),
    "one sweep": dreaming(2, 4, (6, 5, 4, 3), 1),
    "no sweep": dreaming(3, 4, (6, 5, 4, 3), 0),
    "25 sweeps": dreaming(4, 4, (6, 5, 4, 3), 25),
    "two layers": dreaming(5, 4, (6, 4, 3), 2),
    "five layers": dreaming(6, 4, (6, 5, 4, 5, 4, 3), 2),
    "one pixel": dreaming(7, 4, (1, 3, 4, 2), 2),
    "layers of one cell": dreaming(8, 4, (5, 1, 1, 1), 2),
    "layers that grow": dreaming(9, 4, (3, 4, 5, 6), 2),
    "large weights": dreaming(10, 4, (6, 5, 4, 3), 2, scale=20.0),
}

# 25.4


def sample_start(rng):
    sizes = int(rng.integers(8, 11)), int(rng.integers(5, 8)), 4
    return machines(rng, *sizes), int(rng.integers(2, 4))


def starting(seed, sizes, classes):
    return machines(same(seed), *sizes), classes


ALIKE = starting(0, (4, 4, 4), 4)
STARTS = {
    "one layer": starting(1, (5, 3), 2),
    "six layers": starting(2, (5, 4, 3, 4, 3, 4, 3), 2),
    "one pixel": starting(3, (1, 3, 2), 3),
    "layers of one cell": starting(4, (5, 1, 1), 3),
    "one class": starting(5, (5, 4, 3), 1),
    "layers that grow": starting(6, (2, 4, 6), 10),
}

# 25.5


def sample_log_p(rng):
    visible, middle, top = int(rng.integers(6, 8)), int(rng.integers(3, 5)), 2
    low, high = machines(rng, visible, middle, top)
    return cells(rng, int(rng.integers(9, 12)), visible), states(middle), low, high


def counting(seed, n, *sizes, scale=1.0):
    low, high = machines(same(seed), *sizes, scale=scale)
    return cells(same(seed), n, sizes[0]), states(sizes[1]), low, high


def upside_down(seed, n, visible, hidden):
    """A top machine that is the lower one upside down."""
    v, all_h, low, _ = counting(seed, n, visible, hidden, visible)
    W, b, c = low
    return v, all_h, low, (W.T, c, b)


CUBE = counting(0, 5, 3, 3, 3)
COUNTS = {
    "scores of 1,000": counting(1, 4, 5, 3, 4, scale=1000.0),
    "one picture": counting(2, 1, 5, 3, 4),
    "one pixel": counting(3, 4, 1, 3, 2),
    "one cell in the middle": counting(4, 4, 5, 1, 3),
    "one cell at the top": counting(5, 4, 5, 3, 1),
    "layers that grow": counting(6, 4, 2, 3, 5),
    "a top machine that is the lower one upside down": upside_down(7, 4, 5, 3),
    "weights and biases of 0": counting(8, 4, 5, 3, 4, scale=0.0),
    "all pictures there are": (states(3), states(2), *machines(same(9), 3, 2, 4)),
}
