"""The right answers to the exercises of lesson 02, and the inputs they are tried on."""

import numpy as np

# 02.1 guess = [w . x + b >= 0]


def guess(weight, bias, x):
    """Return the label 0 or 1 of each of the n points."""
    scores = x @ weight + bias  # (n, d) @ (d,) -> (n,)
    return (scores >= 0).astype(int)


def sample_points(rng):
    n, d = rng.integers(3, 8, size=2)
    return rng.normal(size=d), float(rng.normal()), rng.normal(size=(n, d))


ON_THE_LINE = (np.array([1.0, -1.0]), 0.0, np.array([[2.0, 2.0], [0.0, 0.0], [1.0, 0.0], [0.0, 1.0]]))

# 02.2 w += rate e x, b += rate e


def learn(weight, bias, x, target, rate):
    """Return the weight and the bias after one visit."""
    error = target - guess(weight, bias, x[None])[0]  # -1, 0 or 1
    return weight + rate * error * x, bias + rate * error


def sample_visit(rng):
    d = int(rng.integers(2, 6))
    return rng.normal(size=d), float(rng.normal()), rng.normal(size=d), int(rng.integers(2)), float(rng.uniform(0.2, 2))


def visit(target, score):
    """Return a visit with a known target and sign of the score, so that all three errors occur."""
    return np.array([score, 0.5]), 0.25 * np.sign(score), np.array([1.0, 0.5]), target, 0.5


# 02.3 how many points each line gets right


def count_right(weights, biases, x, y):
    """Return the number of points that each of m lines gets right."""
    guesses = x @ weights.T + biases >= 0  # (n, d) @ (d, m) -> (n, m)
    return (guesses == y[:, None]).sum(axis=0)


def sample_lines(rng):
    m, n, d = rng.permutation([3, 4, 6]) + rng.integers(0, 3)
    return rng.normal(size=(m, d)), rng.normal(size=m), rng.normal(size=(n, d)), rng.integers(0, 2, size=n)


# 02.4 the best line on the way


def pocket(x, y, epochs):
    """Return the best weight, the best bias, and how many points they get wrong."""
    weight, bias = np.zeros(x.shape[1]), 0.0
    best = weight, bias, int((guess(weight, bias, x) != y).sum())
    for _ in range(epochs):
        for point, target in zip(x, y, strict=True):
            weight, bias = learn(weight, bias, point, target, 1.0)
            wrong = int((guess(weight, bias, x) != y).sum())
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


# 02.5 a third input, with which one plane computes XOR


def measure_third(third):
    """Train a perceptron on XOR with the third input, and measure how many points it gets right."""
    import nnlearn.numpy as nn
    from nnlearn.datasets import gates

    corners = gates("xor")
    train, test = (gates("xor", n=400, noise=0.12, seed=seed) for seed in (0, 1))

    def three(x):
        extra = np.asarray(third(x.copy()), dtype=float)
        if extra.shape != (len(x),):
            raise ValueError(f"third expected to return shape ({len(x)},), got {extra.shape}")
        return np.column_stack([x, extra])

    model = nn.Perceptron(3, pocket=True)
    x, y = np.concatenate([three(corners.x), three(train.x)]), np.concatenate([corners.y, train.y])
    model.fit(x, y, epochs=60, shuffle=True)
    right = int((model.predict(three(corners.x)) == corners.y).sum())
    share = float((model.predict(three(test.x)) == test.y).mean())
    sentence = f"{right} of 4 corners and {100 * share:.1f} % of the unseen points are right."
    return share, right == 4 and share >= 0.97, sentence
