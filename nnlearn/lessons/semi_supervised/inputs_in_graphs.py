"""The inputs that exercises 23.4 and 23.5 are tried on."""

import numpy as np


# 23.4
def sample_graph(rng):
    """Return examples, labels of a third of them, the number of neighbours, alpha and the number of rounds."""
    n, classes = int(rng.integers(11, 16)), int(rng.integers(2, 4))
    x = rng.normal(size=(n, 2)).round(2)
    labels = np.full(n, -1)
    some = rng.choice(n, 2 * classes, replace=False)
    labels[some] = np.arange(2 * classes) % classes
    k, alpha = int(rng.integers(2, 4)), float(rng.choice([0.3, 0.6, 0.8, 0.9]))
    return x, labels, k, alpha, int(rng.integers(3, 6))


ROW = np.array([[0.0], [1.0], [2.5], [3.1], [4.9], [6.0]])
ENDS = np.array([0, -1, -1, -1, -1, 1])
GRAPHS = {
    "no round": (ROW, ENDS, 2, 0.8, 0),
    "one round": (ROW, ENDS, 2, 0.8, 1),
    "many rounds": (ROW, ENDS, 2, 0.9, 60),
    "one neighbour": (ROW, ENDS, 1, 0.5, 5),
    "all others as neighbours": (ROW, ENDS, 5, 0.8, 4),
    "alpha 0": (ROW, ENDS, 2, 0.0, 4),
    "alpha 1": (ROW, ENDS, 2, 1.0, 4),
    "one label": (ROW, np.array([-1, 0, -1, -1, -1, -1]), 2, 0.8, 4),
    "one label, of class 3": (ROW, np.array([-1, 3, -1, -1, -1, -1]), 2, 0.8, 4),
    "every label known": (ROW, np.array([0, 0, 1, 1, 2, 2]), 2, 0.8, 4),
    "two examples": (ROW[:2], np.array([0, -1]), 1, 0.5, 3),
    "two equal examples": (np.array([[0.0, 1], [0, 1], [2, 2], [4, 3]]), np.array([0, -1, -1, 1]), 1, 0.5, 3),
    "examples far apart": (1e6 * ROW, ENDS, 2, 0.8, 4),
}


# 23.5
def sample_draws(rng):
    """Return two accuracies for each draw of labels: equal in one draw, otherwise mostly better for b."""
    n = int(rng.integers(6, 12))
    while True:
        a = rng.uniform(0.7, 0.9, n).round(3)
        b = (a + rng.normal(0.02, 0.03, n)).round(3)
        b[int(rng.integers(n))] = np.nan
        b = np.where(np.isnan(b), a, b)
        if 1 < (b > a).sum() < n - 2 and (b == a).sum() == 1:
            return a, b


EIGHT = np.array([0.81, 0.78, 0.85, 0.80]), np.array([0.85, 0.80, 0.84, 0.86])
DRAWS = {
    "two draws": (np.array([0.8, 0.7]), np.array([0.9, 0.6])),
    "b better in every draw": (EIGHT[0], EIGHT[0] + np.array([0.01, 0.02, 0.03, 0.01])),
    "b worse in every draw": (EIGHT[0], EIGHT[0] - np.array([0.01, 0.02, 0.03, 0.01])),
    "b equal to a": (EIGHT[0], EIGHT[0].copy()),
    "the same gain in every draw": (np.array([0.25, 0.5, 0.75]), np.array([0.5, 0.75, 1.0])),
    "percent in place of shares": (100 * EIGHT[0], 100 * EIGHT[1]),
    "numbers of right answers": (np.array([360, 371, 355]), np.array([372, 371, 349])),
    "a hundred draws": (0.8 + 0.05 * np.sin(np.arange(100.0)), 0.81 + 0.05 * np.cos(np.arange(100.0))),
}
