"""The right answers to the exercises of lesson 05, and the inputs they are tried on."""

import numpy as np

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


LARGE_LOGITS = (np.array([1000.0, -1000.0, 800.0, 0.0]), np.array([0.0, 1.0, 1.0, 1.0]), 3.0)

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
    """Return what an object of the learner's class gives."""
    loss = kind()
    return loss.forward(z, y), loss.backward()


def sample_counts(rng):
    z = rng.normal(size=(int(rng.integers(4, 9)), 1))
    return z, rng.poisson(np.exp(z + 1)).astype(float)


# 05.5 a loss that readings of 85 cannot bend

SEEDS = range(5)
TARGET = 0.3  # degrees
FALSE = 85.0  # what the sensor answers after a power cut


def readings(seed):
    """Return temperatures outside and inside, 40 of 200 false, which ones are, and the true line at each place."""
    rng = np.random.default_rng(seed)
    x = rng.uniform(-10, 25, 200)
    line = 15 + 0.4 * x
    y = line + rng.normal(size=200)
    false = rng.permutation(np.argsort(x, kind="stable")[:100])[:40]
    y[false] = FALSE
    return x, y, np.isin(np.arange(200), false), line


def slopes_of(slope, e):
    """Return the slopes of errors, or raise if they are not one finite number for each."""
    slopes = np.asarray(slope(e.copy()), dtype=float)
    if slopes.shape != e.shape:
        raise ValueError(f"slope expected to return shape {e.shape}, got {slopes.shape}")
    if not np.isfinite(slopes).all():
        raise ValueError("slope returned a number that is not finite")
    return slopes


def follow(slope, x, y, steps=1000):
    """Move a line against the mean gradient, starting from 0; return its predictions.

    The weight is that of the standardised x. Each step is as long as the steepest part of the loss allows.
    """
    x = (x - x.mean()) / x.std()
    w = b = 0.0
    for _ in range(steps):
        e = w * x + b - y
        slopes = slopes_of(slope, e)
        rate = 0.5 / max((np.abs(slopes) / np.maximum(np.abs(e), 1)).max(), 1e-12)
        w, b = w - rate * (slopes * x).mean(), b - rate * slopes.mean()
        if abs(w) + abs(b) > 1e6:
            break
    return w * x + b


def wrong_sign(slope):
    """Return what is wrong with the signs of a slope, as a sentence, or ""."""
    _, y, false, line = readings(0)
    e = line - y
    e, slopes = e[~false], slopes_of(slope, e)[~false]
    high, low = slopes[e > 0].mean(), slopes[e < 0].mean()
    if high < 0 < low:
        return "The sign is flipped: this gives the pull. The slope of a loss is positive where p is too high, e > 0."
    if high * low > 0:
        return "Predictions that are too high and too low get slopes of the same sign, so the line never turns back."
    return ""


def measure_slope(slope):
    """Fit a line to the readings of five days and measure how far it is from the true one."""
    fault, away, shares, lost = wrong_sign(slope), [], [], False
    if fault:
        return float("inf"), False, fault
    for seed in SEEDS:
        x, y, false, line = readings(seed)
        p = follow(slope, x, y)
        pulls = np.abs(slopes_of(slope, p - y))
        away.append(float(np.abs(p - line).mean()))
        shares.append(float(pulls[false].sum() / max(pulls.sum(), 1e-12)))
        lost = lost or float(np.median(np.abs(p - y)[~false])) > 5
    worst = max(away)
    sentence = f"Over five days your lines are off by {min(away):.2f} to {worst:.2f} degrees. "
    if lost and max(shares) < 0.1:
        sentence += "One of them rests far from the good readings. Starting from 0, do those pull hard enough?"
    else:
        sentence += f"Where they rest, the false readings do up to {max(shares):.0%} of the pulling."
    return worst, bool(worst <= TARGET), sentence
