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


ON_THE_LINE = (np.array([1.0, -1.0]), 0.0, np.array([[2.0, 2.0], [0.0, 0.0], [1.0, 0.0], [0.0, 1.0]]))

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


# 02.3 how many points each line gets right


def count_right(weights, biases, x, y):
    """Return the number of points that each of m lines gets right."""
    predictions = x @ weights.T + biases >= 0  # (n, d) @ (d, m) -> (n, m)
    return (predictions == y[:, None]).sum(axis=0)


def sample_lines(rng):
    m, n, d = rng.permutation([3, 4, 6]) + rng.integers(0, 3)
    return rng.normal(size=(m, d)), rng.normal(size=m), rng.normal(size=(n, d)), rng.integers(0, 2, size=n)


ON_THE_LINES = (  # three lines through some of the corners: a point on the line counts as class 1
    np.array([[1.0, -1.0], [1.0, 1.0], [0.0, 1.0]]),
    np.array([0.0, -1.0, 0.0]),
    np.array([[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]]),
    np.array([1, 1, 0, 1]),
)

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
    n = int(rng.integers(12, 20))
    y = rng.integers(0, 2, size=n)
    return rng.normal(size=(n, 2)) + 0.4 * y[:, None], y, 3


NOTHING_BETTER = (  # two points of class 0 among the ones: no line found on the way beats the zeros at the start
    np.array([[2, 1], [-1, 0], [-2, 2], [1, 0], [2, -1], [-2, 2], [-1, 1], [0, 0]], float),
    np.array([0, 1, 0, 1, 1, 1, 1, 1]),
    2,
)


BEST_LAST = (  # the only line that is right everywhere comes with the very last visit
    np.array([[-2, -2], [-2, 2], [-2, -1], [-2, 1], [-2, 0]], float),
    np.array([0, 1, 0, 1, 0]),
    2,
)
