"""The inputs that the exercises of lesson 29 are tried on."""

import numpy as np

# 29.1


def reader(rng, N, d, classes, scale=2.0):
    """Return W (classes, d), b (classes,), pictures (N, d) from 0 to 1, and a class (N,) for each."""
    W, b = rng.normal(0, scale, (classes, d)), rng.normal(0, 1, classes)
    return W, b, rng.uniform(0, 1, (N, d)).round(2), rng.integers(0, classes, N)


def sixteenths(rng, N, d, classes, scale=0.7):
    """Return a reader and pictures whose ink is counted in sixteenths, as in the digits: float32 keeps it exactly."""
    W, b, x, k = reader(rng, N, d, classes, scale)
    return W, b, (16 * x).round() / 16, k


def sample_forgery(rng):
    sizes = int(rng.integers(6, 9)), int(rng.integers(9, 12)), int(rng.integers(3, 6))
    return *sixteenths(rng, *sizes), int(rng.integers(3, 10)) / 32


def forgery(seed, N, d, classes, eps=0.1875, scale=0.7):
    return *sixteenths(np.random.default_rng(seed), N, d, classes, scale), eps


def blind_pixel(seed):
    W, b, x, k, eps = forgery(seed, 5, 6, 3)
    W[:, 2] = 0.0
    return W, b, x, k, eps


def certain(seed):
    """Scores in the thousands, and another class wanted than the one that wins."""
    W, b, x, _, eps = forgery(seed, 5, 6, 3, scale=2000.0)
    return W, b, x, (x @ W.T + b).argmin(axis=1), eps


def black_and_white(seed):
    W, b, x, k, eps = forgery(seed, 5, 6, 3)
    return W, b, (x > 0.5).astype(float), k, eps


SQUARE = forgery(0, 5, 5, 5)
FORGERIES = {
    "as many pictures as classes": forgery(1, 4, 7, 4),
    "one picture": forgery(2, 1, 6, 3),
    "one pixel": forgery(3, 4, 1, 3),
    "one class": forgery(4, 4, 5, 1),
    "a budget of 0": forgery(5, 4, 5, 3, eps=0.0),
    "a budget of 1": forgery(6, 4, 5, 3, eps=1.0),
    "a pixel that no class looks at": blind_pixel(7),
    "scores of thousands": certain(8),
    "pictures of nothing but 0 and 1": black_and_white(9),
}

# 29.2


class Slope:
    """The slope of L = sum of sin(A x + c), row by row: it bends, so it is another at each step."""

    def __init__(self, rng, d):
        self.A, self.c = rng.normal(0, 3, (d + 1, d)), rng.normal(0, 1, d + 1)

    def __call__(self, x):
        return np.cos(x @ self.A.T + self.c) @ self.A

    def __repr__(self):
        return "slope"


def climb(rng, N, d, eps, rate, steps):
    """Return a slope, pictures, a start within eps of them and within [0, 1], and the settings."""
    x = rng.uniform(0, 1, (N, d)).round(2)
    start = np.clip(x + rng.uniform(-eps, eps, (N, d)), 0, 1)
    return Slope(rng, d), x, start, eps, rate, steps


def sample_climb(rng):
    sizes = int(rng.integers(3, 6)), int(rng.integers(6, 9))
    eps = round(rng.uniform(0.15, 0.3), 2)
    return climb(rng, *sizes, eps, round(eps * rng.uniform(0.3, 0.6), 3), int(rng.integers(4, 8)))


def fixed_climb(seed, N=4, d=5, eps=0.2, rate=0.07, steps=5):
    return climb(np.random.default_rng(seed), N, d, eps, rate, steps)


def no_slope(x):
    return np.zeros(x.shape)


CLIMBS = {
    "one step": fixed_climb(0, steps=1),
    "no step": fixed_climb(1, steps=0),
    "one picture": fixed_climb(2, N=1),
    "one pixel": fixed_climb(3, d=1),
    "a budget of 0": fixed_climb(4, eps=0.0),
    "steps longer than the budget": fixed_climb(5, rate=0.5),
    "a slope of 0": (no_slope, *fixed_climb(6)[1:]),
    "a start that is the picture itself": (lambda one: (one[0], one[1], one[1], *one[3:]))(fixed_climb(7)),
    "a budget of 2": fixed_climb(8, eps=2.0, rate=0.3),
}

# 29.3


def scores(rng, N, classes, shift=0.0):
    """Return scores (N, classes), about half of them for the right class, and the right classes (N,)."""
    s = (rng.normal(0, 2, (N, classes)) + shift).round(2)
    y = np.where(rng.random(N) < 0.5, s.argmax(axis=1), rng.integers(0, classes, N))
    return s, y


def sample_scores(rng):
    return scores(rng, int(rng.integers(6, 9)), int(rng.integers(4, 6)), round(rng.uniform(-2, 2), 1))


def fixed_scores(seed, N, classes, shift=0.0):
    return scores(np.random.default_rng(seed), N, classes, shift)


SCORES = {
    "as many pictures as classes": fixed_scores(1, 4, 4),
    "one picture": fixed_scores(2, 1, 4),
    "two classes": fixed_scores(3, 5, 2),
    "scores that are all negative": fixed_scores(4, 6, 4, -20.0),
    "scores of billions below 0": (fixed_scores(5, 6, 4)[0] - 2.0**33, fixed_scores(5, 6, 4)[1]),
    "two wrong scores that are equal": (np.array([[1.0, 3.0, 3.0], [2.0, 0.5, 2.0]]), np.array([0, 1])),
    "a wrong score equal to the right one": (np.array([[2.0, 2.0, 1.0], [0.0, 3.0, 3.0]]), np.array([1, 1])),
    "scores of thousands": (1000 * fixed_scores(6, 6, 4)[0], fixed_scores(6, 6, 4)[1]),
}

# 29.4


def sample_reader(rng):
    """Return a reader and pictures, of which it reads about three in four; the first comes second."""
    W, b, x, y = reader(rng, int(rng.integers(9, 12)), int(rng.integers(6, 9)), int(rng.integers(4, 6)))
    order = (x @ W.T + b).argsort(axis=1, kind="stable")
    y = np.where(rng.random(len(x)) < 0.75, order[:, -1], y)
    y[0] = order[0, -2]
    return W, b, x, y


def fixed_reader(seed, N, d, classes, right=True, scale=2.0):
    W, b, x, _ = reader(np.random.default_rng(seed), N, d, classes, scale)
    s = x @ W.T + b
    return W, b, x, s.argmax(axis=1) if right else s.argmin(axis=1)


READERS = {
    "as many pictures as classes": fixed_reader(1, 4, 6, 4),
    "as many pixels as classes": fixed_reader(2, 6, 4, 4),
    "one picture": fixed_reader(3, 1, 6, 4),
    "one pixel": fixed_reader(4, 5, 1, 3),
    "two classes": fixed_reader(5, 6, 5, 2),
    "answers that are all wrong": fixed_reader(6, 5, 6, 4, right=False),
    "weights of hundredths": fixed_reader(7, 5, 6, 4, scale=0.01),
    "two scores that are equal": (
        np.array([[1.0, 0.0], [0.0, 2.0]]),
        np.zeros(2),
        np.array([[0.5, 0.25]]),
        np.array([0]),
    ),
    "weights and pixels that are whole": (
        np.array([[3.0, 0.0, 1.0], [0.0, 2.0, -1.0], [1.0, 1.0, 1.0]]),
        np.array([0.0, 1.0, 0.0]),
        np.array([[1.0, 0.0, 1.0], [0.0, 1.0, 0.0]]),
        np.array([0, 1]),
    ),
}

# 29.5


def gate(rng, n, known, strangers, d, misses):
    """Return pictures seen, known ones near them, strangers farther away, and how many known may be missed."""
    seen = rng.uniform(0, 1, (n, d)).round(2)
    near = seen[rng.integers(0, n, known)] + rng.normal(0, 0.2, (known, d))
    return seen, near.round(2), rng.normal(0.5, 0.45, (strangers, d)).round(2), misses


def sample_gate(rng):
    sizes = int(rng.integers(6, 9)), int(rng.integers(12, 16)), int(rng.integers(20, 26)), int(rng.integers(3, 6))
    return gate(rng, *sizes, int(rng.integers(2, 5)))


def fixed_gate(seed, n=6, known=9, strangers=14, d=4, misses=2):
    return gate(np.random.default_rng(seed), n, known, strangers, d, misses)


GATES = {
    "no known picture that may be turned away": fixed_gate(1, misses=0),
    "all known pictures but one that may be turned away": fixed_gate(2, misses=8),
    "one picture seen": fixed_gate(3, n=1),
    "one known picture": fixed_gate(4, known=1, misses=0),
    "one stranger": fixed_gate(5, strangers=1),
    "one pixel": fixed_gate(6, d=1),
    "as many pictures of each kind": fixed_gate(7, 7, 7, 7, 7),
    "a stranger exactly at the limit": (
        np.array([[0.0, 0.0], [8.0, 8.0]]),
        np.array([[0.0, 1.0], [3.0, 4.0], [0.0, 6.0]]),
        np.array([[4.0, 3.0], [5.0, 0.0], [0.0, 2.0], [4.0, 4.0]]),
        1,
    ),
    "known pictures that are equally far": (
        np.array([[0.0, 0.0]]),
        np.array([[0.0, 2.0], [2.0, 0.0], [1.0, 0.0], [0.0, 3.0]]),
        np.array([[0.0, 1.0], [2.0, 1.0], [0.0, 2.0]]),
        2,
    ),
    "known pictures that were seen": (
        np.array([[0.0, 1.0], [1.0, 0.0]]),
        np.array([[0.0, 1.0], [1.0, 0.0]]),
        np.array([[0.0, 1.0], [1.0, 1.0]]),
        0,
    ),
}
