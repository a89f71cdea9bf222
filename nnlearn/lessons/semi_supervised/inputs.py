"""The inputs that exercises 23.1 to 23.3 are tried on."""

import numpy as np

from nnlearn.lessons.semi_supervised.answers import half_steps, pseudo_round, representatives


# 23.1
def sample_clusters(rng):
    """Return examples and centres; each centre has two examples or more, and no two clusters have equally many."""
    k, d = int(rng.integers(3, 5)), int(rng.integers(2, 4))
    while True:
        x = rng.normal(size=(int(rng.integers(14, 19)), d)).round(2)
        centres = rng.normal(size=(k, d)).round(2)
        sizes = np.bincount(half_steps(x, centres)[0], minlength=k)
        if len(set(sizes)) == k and sizes.min() > 1:
            return x, centres


FOUR = np.array([[0.0, 1.0], [1.0, 0.0], [5.0, 6.0], [7.0, 5.0], [6.5, 6.5]])
TWO = np.array([[0.0, 0.5], [6.0, 6.0]])
CLUSTERS = {
    "a centre without examples": (FOUR, np.array([[0.0, 0.5], [6.0, 6.0], [50.0, -40.0]])),
    "an example as near to two centres": (np.array([[0.0, 0.0], [2.0, 0.0], [4.0, 1.0]]), np.array([[4.0, 0], [0, 0]])),
    "two equal centres": (FOUR, np.array([[3.0, 3.0], [3.0, 3.0]])),
    "one centre": (FOUR, np.array([[1.0, 1.0]])),
    "one example": (FOUR[4:], TWO),
    "one feature": (FOUR[:, :1], np.array([[1.0], [2.0], [9.0]])),
    "as many centres as features": (FOUR, TWO),
    "as many centres as examples": (FOUR, FOUR[::-1].copy()),
    "whole numbers": (np.array([[0, 0], [1, 0], [9, 9], [8, 9]]), np.array([[1, 1], [7, 7]])),
    "examples far from zero": (FOUR + 1e6, TWO + 1e6),
    "numbers of 1e-5": (1e-5 * FOUR, 1e-5 * TWO),
    "numbers of a million": (1e6 * FOUR, 1e6 * TWO),
}


# 23.2
def sample_representatives(rng):
    """Return examples and centres of which two want the same example, and none its own number."""
    k, d = int(rng.integers(3, 6)), int(rng.integers(2, 4))
    while True:
        x = rng.normal(size=(int(rng.integers(9, 15)), d)).round(2)
        centres = rng.normal(size=(k, d)).round(2)
        centres[-1] = centres[0] + rng.normal(scale=0.05, size=d).round(3)
        wanted = ((x[:, None] - centres) ** 2).sum(axis=2).argmin(axis=0)
        if len(set(wanted.tolist())) < k and (np.diff(representatives(x, centres)) < 0).any():
            return x, centres


APART = np.array([[9.0, 8.0], [0.0, 1.0], [4.0, 4.5], [9.5, 9.0], [1.0, 0.5]])
REPRESENTATIVES = {
    "as many centres as examples": (APART, APART[::-1] + 0.1),
    "centres that are all alike": (APART, np.full((3, 2), 4.0)),
    "one centre": (APART, np.array([[4.0, 4.0]])),
    "one example": (APART[:1], np.array([[0.0, 0.0]])),
    "one feature": (APART[:, :1], np.array([[9.2], [0.2]])),
    "two examples as near to a centre": (np.array([[5.0, 5.0], [1.0, 0.0], [-1.0, 0.0]]), np.array([[0.0, 0.0]])),
    "two equal examples": (np.array([[1.0, 2.0], [0.0, 0.0], [1.0, 2.0]]), np.array([[1.0, 2.0], [1.1, 2.0]])),
    "whole numbers": (np.array([[0.0, 3], [5, 5], [4, 6]]), np.array([[5.0, 6], [1, 2]])),
    "examples far from zero": (APART + 1e6, APART[1:3] + 1e6 + 0.1),
    "numbers of a million": (1e6 * APART, 1e6 * APART[2:] + 1e5),
}


# 23.3
def sample_scores(rng):
    """Return scores of unlabelled examples and a threshold that keeps some of them, the first one not."""
    n, classes = int(rng.integers(9, 14)), int(rng.integers(3, 6))
    while True:
        scores = rng.normal(scale=2, size=(n, classes)).round(2)
        threshold = float(rng.choice([0.5, 0.6, 0.7, 0.8]))
        kept, labels = pseudo_round(scores, threshold)
        if 3 <= len(kept) <= n - 3 and kept[0] > 0 and len(set(labels.tolist())) > 2:
            return scores, threshold


SURE = np.array([[2.0, -1.0, 0.0], [0.1, 0.0, 0.2], [-3.0, 4.0, 1.0], [0.0, 1.0, 3.5]])
SCORES = {
    "a probability exactly at the threshold": (np.array([[0.0, 0.0], [3.0, -3.0], [0.0, 0.0]]), 0.5),
    "a threshold of 0": (SURE, 0.0),
    "a threshold of 1": (SURE, 1.0),
    "a threshold that nothing reaches": (SURE, 0.99),
    "scores of 1,000": (SURE * np.array([[1000.0], [1], [1000], [1]]), 0.9),
    "scores of -1,000": (np.array([[-1000.0, -1001.0], [-1000.0, -1009.0]]), 0.8),
    "scores that are all negative": (SURE - 10, 0.8),
    "whole numbers": (np.array([[3, 0, 0], [1, 1, 0], [0, 0, 5]]), 0.8),
    "one example": (SURE[:1], 0.8),
    "one class": (SURE[:, :1], 0.8),
    "two classes": (SURE[:, :2], 0.9),
    "as many examples as classes": (SURE[:3], 0.8),
}
