"""The right answers to the exercises of lesson 05, and the inputs they are tried on."""

import inspect

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


def forward_and_backward(kind, z, y):
    """Return what an object of the learner's class gives.

    Raises
    ------
    TypeError
        If it is not a class with these two methods. The sentence says what it is.
    """
    fault = _not_a_loss(kind)
    if fault:
        raise TypeError(fault)
    loss = kind()
    return loss.forward(z, y), loss.backward()


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
