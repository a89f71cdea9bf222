"""The right answers to the exercises of lesson 05, and the inputs they are tried on."""

import inspect
from typing import NamedTuple

import numpy as np

from nnlearn.checks.compare import named

# 05.1 l = e^2 / 2 for |e| <= delta, then delta (|e| - delta / 2); dL/dp = e between -delta and delta, over N


def huber(p, y, delta):
    """Return the mean of Huber's loss and its gradient dL/dp."""
    error = p - y
    inside = abs(error) <= delta
    losses = np.where(inside, error**2 / 2, delta * (abs(error) - delta / 2))
    slopes = np.where(inside, error, delta * np.sign(error))
    return losses.mean(), slopes / len(p)


def sample_errors(rng):
    n = int(rng.integers(5, 10))
    return 2 * rng.normal(size=n), 2 * rng.normal(size=n), float(rng.uniform(0.5, 2.5))


BOTH_PARTS = (np.array([0.0, 0.4, -3.0, 9.0]), np.zeros(4), 1.5)

ODD_ERRORS = {
    "an error of exactly delta": (np.array([1.5, -1.5, 0.3]), np.zeros(3), 1.5),
    "a single point": (np.array([2.0]), np.array([-1.0]), 0.7),
    "twenty points": (np.linspace(-4, 5, 20), np.linspace(3, -1, 20) ** 2, 1.3),
    "errors that are all within delta": (np.array([0.2, -7.0, 4.0]), np.array([0.0, 1.0, -2.0]), 100.0),
    "a delta of 0.001": (np.array([0.2, -7.0, 4.0, 0.0005]), np.array([0.0, 1.0, -2.0, 0.0]), 0.001),
    "no error at all": (np.array([1.0, -2.0]), np.array([1.0, -2.0]), 0.5),
    "whole numbers": (np.array([3, 0, 1, -2]), np.array([0, 4, 1, -1]), 2),
}

# 05.2 L = mean v y log(1 + exp(-z)) + (1 - y) log(1 + exp z), dL/dz = (v y (p - 1) + (1 - y) p) / N


def weighted_bce(z, y, weight):
    """Return the mean weighted binary cross-entropy and its gradient dL/dz."""
    yes, no = np.logaddexp(0, -z), np.logaddexp(0, z)  # -log p and -log(1 - p)
    losses = weight * y * yes + (1 - y) * no
    p = np.exp(-yes)
    slopes = weight * y * (p - 1) + (1 - y) * p
    return losses.mean(), slopes / len(z)


def sample_logits(rng):
    n = int(rng.integers(4, 9))
    y = np.append(rng.integers(0, 2, n - 2), [0, 1]).astype(float)
    return 2 * rng.normal(size=n), y, float(rng.integers(2, 9))


LARGE_LOGITS = (np.array([1000.0, -1000.0, 800.0, -900.0]), np.array([0.0, 1.0, 1.0, 0.0]), 3.0)
UNDECIDED = (np.array([0.0, 2.0, 0.0, -1.0]), np.array([0.0, 0.0, 1.0, 1.0]), 3.0)
ODD_LOGITS = {
    "logits of 1,000": LARGE_LOGITS,
    "logits of 100,000": (np.array([1e5, -1e5, -1e5]), np.array([0.0, 1.0, 0.0]), 3.0),
    "a logit of exactly 0": UNDECIDED,
    "a single yes": (np.array([-0.7]), np.array([1.0]), 3.0),
    "a single no": (np.array([-0.7]), np.array([0.0]), 3.0),
    "no yes at all": (np.array([0.4, -2.0, 1.0]), np.zeros(3), 4.0),
    "nothing but yeses": (np.array([0.4, -2.0, 1.0]), np.ones(3), 4.0),
    "a weight of 0.5": (np.array([0.4, -2.0, 1.0]), np.array([1.0, 0.0, 1.0]), 0.5),
    "a weight of 100": (np.array([0.4, -2.0, 1.0]), np.array([1.0, 0.0, 1.0]), 100.0),
    "logits and targets in whole numbers": (np.array([2, -1, 0, 3]), np.array([1, 0, 1, 0]), 2.5),
}

# 05.3 L = mean -sum q log p with q = (1 - share) one-hot + share/K, dL/dz = (p - q) / N


def smoothed_cross_entropy(z, labels, share):
    """Return the mean cross-entropy with smoothed labels and its gradient dL/dz."""
    n, k = z.shape
    q = (1 - share) * np.eye(k)[labels] + share / k
    shifted = z - z.max(axis=1, keepdims=True)  # softmax does not change
    log_p = shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True))
    return -(q * log_p).sum(axis=1).mean(), (np.exp(log_p) - q) / n


def sample_scores(rng):
    n, k = int(rng.integers(5, 8)), int(rng.integers(3, 5))
    return 2 * rng.normal(size=(n, k)), rng.integers(0, k, n), float(rng.uniform(0.1, 0.4))


LARGE_SCORES = (np.array([[1000.0, 0.0, -1000.0], [0.0, 900.0, 900.0]]), np.array([1, 2]), 0.1)
FAR_APART = (np.array([[1000.0, 0.0, 999.0], [-2000.0, -2000.5, -2001.0]]), np.array([2, 0]), 0.1)
SCORES = np.array([[0.3, -1.2, 2.0, 0.1], [1.1, 0.4, -0.6, -2.0], [0.0, 0.7, 0.2, 1.5], [-0.9, 2.2, 1.0, 0.5]])
ODD_SCORES = {
    "scores of 1,000": LARGE_SCORES,
    "rows whose scores are far apart": FAR_APART,
    "a single row": (SCORES[:1], np.array([1]), 0.2),
    "two classes": (SCORES[:3, :2], np.array([0, 1, 1]), 0.2),
    "a single class": (SCORES[:3, :1], np.array([0, 0, 0]), 0.2),
    "as many rows as classes": (SCORES, np.array([1, 3, 0, 2]), 0.3),
    "more classes than rows": (SCORES[:2], np.array([3, 0]), 0.3),
    "labels of which none is the last class": (SCORES, np.array([1, 0, 0, 1]), 0.3),
    "a share of 0": (SCORES[:3], np.array([1, 3, 0]), 0.0),
    "a share of 1": (SCORES[:3], np.array([1, 3, 0]), 1.0),
    "equal scores": (np.full((3, 4), 2.0), np.array([1, 3, 0]), 0.3),
    "scores that are whole numbers": (np.array([[1, -2, 0], [3, 1, 1]]), np.array([2, 0]), 0.1),
}

# 05.4 -log(p^y exp(-p) / y!) with p = exp z: L = mean exp z - y z, dL/dz = (p - y) / N


def poisson_forward(self, z, y):
    p = np.exp(z)
    self.error = p - y
    return (p - y * z).mean()


def poisson_backward(self):
    return self.error / self.error.size


class PoissonLoss:
    """The negative logarithm of a Poisson probability, without what does not depend on z."""

    forward, backward = poisson_forward, poisson_backward


class Two(NamedTuple):
    """The z, or the y, of two batches for one object or for two."""

    first: np.ndarray
    second: np.ndarray
    objects: int = 1

    def __repr__(self):
        return f"first {self.first.ravel().tolist()}, then {self.second.ravel().tolist()}, as columns"


def forward_and_backward(kind, z, y):
    """Return what an object of the learner's class gives for a batch.

    Of two batches that are given to one object, one after the other, it is what comes out for the second; of two that
    are given to an object each before one is asked for its gradient, what comes out for the first.

    Raises
    ------
    TypeError
        If it is not a class with these two methods. The sentence says what it is.
    """
    fault = _not_a_loss(kind)
    if fault:
        raise TypeError(fault)
    loss = kind()
    if not isinstance(z, Two):
        return loss.forward(z, y), loss.backward()
    first = loss.forward(z.first, y.first)
    if z.objects == 2:
        kind().forward(z.second, y.second)
        return first, loss.backward()
    loss.backward()
    return loss.forward(z.second, y.second), loss.backward()


def _not_a_loss(kind):
    if not isinstance(kind, type):
        return f"Expected the class PoissonLoss itself, without brackets after its name, got {named(kind)}."
    for method, arguments in (("forward", ["self", "z", "y"]), ("backward", ["self"])):
        written = getattr(kind, method, None)
        if written is None:
            return f"{kind.__name__} has no method `{method}`. Look at its spelling and at its indentation."
        signature = inspect.signature(written)
        try:
            signature.bind(*arguments)
        except TypeError:
            keeps = " What it needs of z and y, forward has to keep in self." if method == "backward" else ""
            return f"Write `def {method}({', '.join(arguments)})`; yours is `def {method}{signature}`.{keeps}"
    return ""


def sample_counts(rng):
    """Return logarithms of mean counts, and counts above and below them, one of them 0."""
    n = int(rng.integers(6, 10))
    z = rng.normal(size=(n, 1)) + 0.5
    y = rng.poisson(np.exp(z)).astype(float) + (np.arange(n) % 3 == 0)[:, None]
    y[-1] = 0
    return z, y


COUNTS = tuple(np.array(column)[:, None] for column in ([0.2, 1.4, -0.3, 0.9, 0.5], [1.0, 4.0, 0.0, 2.0, 3.0]))
FEWER, MORE = (tuple(one[rows] for one in COUNTS) for rows in (slice(3, None), slice(3)))
ODD_COUNTS = {
    "a single count": tuple(one[:1] for one in COUNTS),
    "counts that are all 0": (COUNTS[0], np.zeros((5, 1))),
    "counts in the hundreds": (np.array([[5.3], [6.0], [5.9]]), np.array([[200.0], [390.0], [371.0]])),
    "very small means": (np.array([[-20.0], [-12.0]]), np.array([[1.0], [0.0]])),
    "twenty counts": (np.linspace(-2, 2, 20)[:, None], (np.arange(20.0) % 6)[:, None]),
    "whole numbers": (np.array([[0], [2], [-1]]), np.array([[1], [5], [0]])),
    "a shorter second batch on the same object": tuple(map(Two, MORE, FEWER)),
    "a longer second batch on the same object": tuple(map(Two, FEWER, MORE)),
    "two objects in turn": tuple(map(Two, MORE, FEWER, (2, 2))),
}
