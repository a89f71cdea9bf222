"""The right answers to the exercises of lesson 02, and the inputs they are tried on."""

import numpy as np

# 02.1 p = [w . x + b >= 0]


def predict(weight, bias, x):
    """Return the label 0 or 1 of each of the n points."""
    scores = x @ weight + bias  # (n, d) @ (d,) -> (n,)
    return (scores >= 0).astype(int)


def sample_points(rng):
    n, d = rng.integers(3, 8, size=2)
    return rng.normal(size=d), float(rng.normal()), rng.normal(size=(n, d))


POINTS = {
    "points exactly on the line": (
        np.array([1.0, -1.0]),
        0.0,
        np.array([[2.0, 2.0], [0.0, 0.0], [1.0, 0.0], [0.0, 1.0]]),
    ),
    "one point": (np.array([1.0, -2.0, 0.5]), 0.25, np.array([[1.0, 0.5, -1.0]])),
    "points of one input": (np.array([-2.0]), 1.0, np.array([[0.0], [1.0], [0.5], [-3.0]])),
    "40 points": (np.array([1.0, 0.5]), -0.3, np.linspace(-1, 2, 80).reshape(2, 40).T),
    "whole numbers as inputs": (np.array([0.25, -0.5]), 0.125, np.array([[1, 1], [0, 0], [2, 1], [0, 1]])),
    "scores of 1e-20": (np.array([1.0, -1.0]), 1e-20, np.array([[3e-20, 0.0], [0.0, 3e-20], [-1e-20, 1e-20]])),
    "scores of a million": (np.array([1e6, -1e6]), 0.5, np.array([[1.0, 0.0], [0.0, 1.0]])),
}

# 02.2 w -= lr e x, b -= lr e, with the error e = p - y


def learn(weight, bias, x, y, lr):
    """Return the weight and the bias after one visit."""
    error = predict(weight, bias, x[None])[0] - y  # -1, 0 or 1
    return weight - lr * error * x, bias - lr * error


def sample_visit(rng):
    d = int(rng.integers(2, 6))
    return rng.normal(size=d), float(rng.normal()), rng.normal(size=d), int(rng.integers(2)), float(rng.uniform(0.2, 2))


def visit(target, score):
    """Return a visit with a known target and sign of the score, so that all three errors occur."""
    return np.array([score, 0.5]), 0.25 * np.sign(score), np.array([1.0, 0.5]), target, 0.5


VISITS = {
    "y = 1 where zero weights make the score exactly 0": (np.zeros(2), 0.0, np.array([2.0, -1.0]), 1, 0.5),
    "y = 0 where zero weights make the score exactly 0": (np.zeros(2), 0.0, np.array([2.0, -1.0]), 0, 0.5),
    "y = 1 where the point lies exactly on the line": (np.array([1.0, -2.0]), 1.0, np.array([3.0, 2.0]), 1, 0.5),
    "one input": (np.array([2.0]), -0.5, np.array([1.5]), 0, 0.25),
    "8 inputs": (np.linspace(-1, 0.5, 8), -0.5, np.linspace(1, 3, 8), 1, 0.5),
    "a point of whole numbers": (np.array([0.25, -0.5]), 0.125, np.array([1, 1]), 1, 0.5),
    "a score of -1e-20": (np.array([1e-20, -1e-20]), 0.0, np.array([1.0, 2.0]), 0, 0.5),
    "a score of a million": (np.array([1e6, -1.0]), 0.5, np.array([1.0, 2.0]), 0, 3.0),
}

# 02.3 how many points each line gets right


def count_right(weights, biases, x, y):
    """Return the number of points that each of m lines gets right."""
    predictions = x @ weights.T + biases >= 0  # (n, d) @ (d, m) -> (n, m)
    return (predictions == y[:, None]).sum(axis=0)


def sample_lines(rng):
    m, n, d = rng.permutation([3, 4, 6]) + rng.integers(0, 3)
    return rng.normal(size=(m, d)), rng.normal(size=m), rng.normal(size=(n, d)), rng.integers(0, 2, size=n)


_CORNERS = np.array([[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]])
_CLOUD = np.random.default_rng(3).normal(size=(700, 2))
LINES = {
    "points exactly on a line": (  # three lines through some of the corners: a point on the line counts as class 1
        np.array([[1.0, -1.0], [1.0, 1.0], [0.0, 1.0]]),
        np.array([0.0, -1.0, 0.0]),
        _CORNERS,
        np.array([1, 1, 0, 1]),
    ),
    "one line": (np.array([[1.0, -2.0]]), np.array([0.5]), _CORNERS, np.array([1, 0, 0, 0])),
    "one point": (
        np.array([[1.0, -2.0], [0.5, 1.0], [-1.0, 0.0]]),
        np.array([0.5, 0.0, 0.25]),
        np.array([[1.0, 0.5]]),
        np.array([1]),
    ),
    "points of one input": (
        np.array([[1.0], [-2.0]]),
        np.array([-0.5, 1.5]),
        np.array([[0.0], [1.0], [2.0]]),
        np.array([0, 1, 1]),
    ),
    "700 points": (
        np.array([[1.0, -2.0], [0.5, 1.0], [1.0, 0.1]]),
        np.array([0.5, 0.0, 0.25]),
        _CLOUD,
        (_CLOUD[:, 0] > 0).astype(int),
    ),
    "points of whole numbers": (
        np.array([[0.25, -0.5], [0.5, 0.25]]),
        np.array([0.125, -0.625]),
        _CORNERS.astype(int),
        np.array([1, 0, 1, 1]),
    ),
    "scores of 1e-20": (
        1e-20 * np.array([[1.0, -2.0], [-1.0, 1.0]]),
        1e-20 * np.array([0.5, -0.5]),
        _CORNERS,
        np.array([1, 0, 0, 1]),
    ),
}

# 02.4 the best line on the way


def pocket(x, y, epochs):
    """Return the best weight, the best bias, and how many points they get wrong."""
    weight, bias = np.zeros(x.shape[1]), 0.0
    best = weight, bias, int((predict(weight, bias, x) != y).sum())
    for _ in range(epochs):
        for point, label in zip(x, y, strict=True):
            weight, bias = learn(weight, bias, point, label, 1.0)
            wrong = int((predict(weight, bias, x) != y).sum())
            if wrong < best[2]:
                best = weight, bias, wrong
    return best


def sample_clouds(rng):
    n, d = int(rng.integers(12, 20)), int(rng.integers(2, 5))
    y = rng.integers(0, 2, size=n)
    return rng.normal(size=(n, d)) + 0.4 * y[:, None], y, int(rng.integers(2, 5))


_NOTHING_BETTER = (  # two points of class 0 among the ones: no line found on the way beats the zeros at the start
    np.array([[2, 1], [-1, 0], [-2, 2], [1, 0], [2, -1], [-2, 2], [-1, 1], [0, 0]], float),
    np.array([0, 1, 0, 1, 1, 1, 1, 1]),
    2,
)

_BEST_LAST = (  # the only line that is right everywhere comes with the very last visit
    np.array([[-2, -2], [-2, 2], [-2, -1], [-2, 1], [-2, 0]], float),
    np.array([0, 1, 0, 1, 0]),
    2,
)

_SLOW = (  # fewer are wrong after two epochs than after one, none after six
    np.array([[0, -1], [-3, -2], [2, 4], [3, 4], [-1, 2], [-3, 3]], float),
    np.array([0, 1, 1, 0, 1, 1]),
)

CLOUDS = {
    "points for which nothing beats the zeros at the start": _NOTHING_BETTER,
    "points whose best line comes with the last visit": _BEST_LAST,
    "one point": (np.array([[1.0, -2.0, 0.5]]), np.array([0]), 2),
    "points of one input": (np.array([[2.0], [-1.0], [0.5], [3.0], [1.5]]), np.array([1, 0, 0, 1, 0]), 4),
    "points that all have the label 1": (np.array([[1.0, 2.0], [-1.0, 0.5], [0.5, -1.0]]), np.array([1, 1, 1]), 2),
    "one epoch, where a second one would find a better line": (*_SLOW, 1),
    "points whose best line comes in the sixth epoch": (*_SLOW, 6),
    "120 points with labels that do not depend on them": (_CLOUD[:120], (_CLOUD[120:240, 0] > 0).astype(int), 1),
    "no epoch at all": (np.array([[1.0, 2.0], [-1.0, 0.5], [0.5, -1.0]]), np.array([1, 0, 0]), 0),
}
