"""The inputs on which the answers to the exercises of lesson 32 are tried."""

import numpy as np

__all__ = [
    "BASKETS",
    "LOANS",
    "MOLECULES",
    "PAIRS",
    "SERIES",
    "TWO_MOLECULES",
    "sample_baskets",
    "sample_loans",
    "sample_molecule",
    "sample_pairs",
    "sample_series",
]

# 32.1


def loans(rng, n, costs):
    """Return probabilities of a bad loan, which were bad, and costs: good or bad, granted or refused."""
    p = rng.uniform(0.01, 0.9, n).round(3)
    return p, (rng.random(n) < p).astype(int), np.array(costs, float)


def sample_loans(rng):
    costs = [[-rng.uniform(0.3, 1), rng.uniform(0.2, 0.6)], [rng.uniform(4, 7), rng.uniform(0.1, 0.3)]]
    return loans(rng, 32, np.round(costs, 2))


LESSON = [[0, 1], [5, 0]]
LOANS = {
    "the costs of the lesson": loans(np.random.default_rng(1), 30, LESSON),
    "an applicant exactly at the threshold": (
        np.array([0.25, 0.25, 0.5, 0.1]), np.array([1, 1, 1, 0]), np.array([[0.0, 1.0], [3.0, 0.0]])
    ),
    "no bad loan": (np.array([0.4, 0.1, 0.05]), np.array([0, 0, 0]), np.array(LESSON, float)),
    "bad loans only": (np.array([0.4, 0.1, 0.05]), np.array([1, 1, 1]), np.array(LESSON, float)),
    "all refused": (np.array([0.4, 0.9]), np.array([0, 1]), np.array([[-0.5, 1.0], [5.0, 0.25]])),
    "none refused": (np.array([0.04, 0.09]), np.array([0, 1]), np.array([[-0.5, 1.0], [5.0, 0.25]])),
    "one applicant": (np.array([0.3]), np.array([1]), np.array([[0.0, 2.0], [3.0, 0.5]])),
    "probabilities of 0 and 1": (np.array([0.0, 1.0, 1.0]), np.array([0, 1, 0]), np.array(LESSON, float)),
    "costs that are whole numbers": (np.array([0.3, 0.1]), np.array([1, 0]), np.array([[-2, 1], [9, 0]])),
    "a refusal as expensive as a bad loan": loans(np.random.default_rng(2), 20, [[0, 1], [1, 0]]),
    "a bad loan that earns when it is refused": loans(np.random.default_rng(3), 20, [[0.5, 2], [4, -1]]),
}  # fmt: skip

# 32.2


def sample_series(rng):
    """Return a series that grows, so that its late part is unlike its early one; lag, ahead and cut."""
    lag, ahead = int(rng.integers(3, 6)), int(rng.integers(2, 5))
    n = int(rng.integers(30, 40))
    series = 20 + np.arange(n) * 1.5 + 10 * np.sin(np.arange(n)) + rng.normal(0, 4, n)
    return series.round(1), lag, ahead, n - int(rng.integers(8, 12))


HOURS = np.array([3.0, 1, 4, 1, 5, 9, 2, 6, 5, 3, 5, 8, 9, 7, 9, 3])
SERIES = {
    "the next hour": (HOURS, 4, 1, 11),
    "a window of one hour": (HOURS, 1, 3, 11),
    "a window of one hour, for the next": (HOURS, 1, 1, 9),
    "as many hours of window as ahead": (HOURS, 3, 3, 10),
    "a cut after the last hour": (HOURS, 3, 2, 16),
    "a cut before the first window is full": (HOURS, 3, 2, 3),
    "a cut at the first full window": (HOURS, 3, 2, 4),
    "one hour to test": (HOURS, 3, 2, 15),
    "a series that is just long enough": (HOURS[:6], 4, 2, 4),
    "whole numbers": (HOURS.astype(int), 2, 3, 10),
    "a window of a week": (np.sin(np.arange(200.0)) + np.arange(200) / 50, 168, 24, 195),
}

# 32.3


def sample_pairs(rng):
    n, d = int(rng.integers(4, 7)), int(rng.integers(2, 4))
    a = rng.normal(size=(n, d)) * rng.uniform(0.5, 3, (n, 1))
    b = (a + rng.normal(size=(n, d))) * rng.uniform(0.5, 3, (n, 1))
    return a.round(2), b.round(2), round(float(rng.uniform(2, 6)), 1)


def pairs(seed, n, d, scale):
    a, b = np.random.default_rng(seed).normal(size=(2, n, d)).round(2) + 0.005
    return a, b, scale


A = pairs(9, 4, 3, 5.0)[0]
PAIRS = {
    "as many pairs as numbers": pairs(1, 3, 3, 4.0),
    "one pair": pairs(2, 1, 3, 5.0),
    "two pairs": pairs(3, 2, 3, 5.0),
    "vectors of one number": pairs(4, 3, 1, 2.0),
    "a scale of 1": pairs(5, 4, 2, 1.0),
    "a scale of 2,000": pairs(6, 4, 3, 2000.0),
    "a row that is far from every second vector, and a scale of 2,000": (
        np.array([[1, 0.1], [1, 0.7], [-1, -0.5]]),
        np.array([[1.0, 0.3], [1, 0.4], [2, 0.5]]),
        2000.0,
    ),
    "partners that are equal": (A, A.copy(), 5.0),
    "partners that are opposite": (A, -A, 5.0),
    "vectors a million times as long": (A * 1e6, A[::-1] * 1e6, 5.0),
    "whole numbers": (np.array([[1, 2, 2], [2, 0, 1]]), np.array([[1, 1, 0], [0, 3, 1]]), 3),
    "twenty pairs": pairs(7, 20, 8, 10.0),
}

# 32.4


def sample_baskets(rng):
    """Return scores of which some are negative, baskets without what was hidden, what was hidden, and k."""
    n, things = int(rng.integers(8, 12)), int(rng.integers(12, 16))
    while True:
        scores = rng.normal(size=(n, things)).round(3)
        if len(np.unique(scores)) == scores.size:
            break
    baskets = np.zeros((n, things), int)
    hidden = np.empty(n, int)
    for row in range(n):
        some = rng.choice(things, int(rng.integers(3, 6)), replace=False)
        hidden[row], baskets[row, some[1:]] = some[0], 1
        scores[row, some[1:]] += 1.0  # what is in a basket goes with the basket
        scores[row, hidden[row]] += rng.choice([-0.5, 0.5, 1.0])
    return scores, baskets, hidden, int(rng.integers(2, 5))


TIED = np.array([[2.0, 1.0, 1.0, 1.0], [0.5, 0.5, 3.0, 0.1], [1.0, 2.0, 3.0, 3.0]])
EMPTY = np.zeros((3, 4), int)
HELD = np.array([[1, 0, 0, 0], [0, 0, 1, 0], [0, 0, 0, 1]])
ONE = np.array([[0.1, 0.7, 0.4]]), np.array([[0, 1, 0]]), np.array([0])
BASKETS = {
    "scores that are all equal": (np.ones((3, 4)), EMPTY, np.array([0, 1, 3]), 2),
    "another thing with the score of the hidden one": (TIED, HELD, np.array([1, 0, 2]), 1),
    "a thing in the basket with the score of the hidden one": (TIED, HELD, np.array([2, 1, 2]), 2),
    "baskets in which nothing else is": (TIED, EMPTY, np.array([0, 2, 1]), 1),
    "one basket": (*ONE, 1),
    "one basket and everything shown": (*ONE, 3),
    "baskets that hold all but one thing": (TIED, 1 - np.eye(4, dtype=int)[[0, 1, 2]], np.array([0, 1, 2]), 1),
    "baskets of floats": (TIED, HELD.astype(float), np.array([1, 0, 2]), 2),
    "negative scores": (TIED - 10, HELD, np.array([1, 3, 0]), 2),
    "scores of a million": (TIED * 1e6, HELD, np.array([3, 3, 0]), 2),
    "scores below minus a million": (TIED - 1e7, HELD, np.array([3, 3, 0]), 2),
    "scores that are whole numbers": (TIED.astype(int), HELD, np.array([1, 3, 0]), 2),
    "two of the same thing in a basket": (TIED, 2 * HELD, np.array([1, 3, 0]), 2),
    "a basket that holds all things but the hidden one, and a k of 4": (TIED, HELD, np.array([3, 3, 1]), 4),
    "a single thing": (np.array([[0.3], [0.2]]), np.zeros((2, 1), int), np.array([0, 0]), 1),
}

# 32.5


def molecule(atoms, *bonds, radius=2, bits=512):
    return list(atoms), [tuple(bond) for bond in bonds], radius, bits


def sample_molecule(rng):
    """Return a ring of five or six with branches, its atoms and bonds in any order; radius and bits."""
    ring, n = int(rng.integers(5, 7)), int(rng.integers(9, 12))
    pairs = [(k, (k + 1) % ring) for k in range(ring)] + [(k, int(rng.integers(k))) for k in range(ring, n)]
    place = rng.permutation(n)
    bonds = []
    for i, j in rng.permutation(pairs).tolist():
        i, j = place[[i, j]].tolist()
        bonds.append((i, j, float(rng.choice([1, 1, 2, 3]))))
    atoms = rng.choice(["C", "C", "C", "N", "O"], n).tolist()
    return atoms, bonds, 2, 512


ACETIC = molecule("CCOO", (0, 1, 1.0), (1, 2, 2.0), (1, 3, 1.0))
ISOBUTANE = molecule("CCCC", (1, 0, 1.0), (1, 2, 1.0), (3, 1, 1.0))
TWO_MOLECULES = ACETIC, ISOBUTANE
BENZENE = [(k, (k + 1) % 6, 1.5) for k in range(6)]
MOLECULES = {
    "the atoms alone, radius 0": (*ACETIC[:2], 0, 256),
    "radius 1": (*ACETIC[:2], 1, 256),
    "radius 5, which reaches past every atom": (*ACETIC[:2], 5, 256),
    "one atom": molecule("C"),
    "two atoms": molecule("CO", (0, 1, 1.0)),
    "two molecules in one, without a bond between them": molecule("CCO", (0, 1, 1.0), radius=1),
    "a ring of equal atoms, with bonds of order 1.5": molecule("CCCCCC", *BENZENE),
    "eight bits, which circles have to share": (*ACETIC[:2], 2, 8),
    "one bit": (*ACETIC[:2], 2, 1),
    "as many bits as atoms": (*ACETIC[:2], 1, 4),
    "symbols of two letters": molecule(["Cl", "C", "Br"], (0, 1, 1.0), (1, 2, 1.0)),
    "orders that are whole numbers": molecule("CCO", (0, 1, 1), (1, 2, 2)),
    "a bond that names the later atom first": molecule("COC", (2, 1, 1.0), (1, 0, 1.0)),
}
