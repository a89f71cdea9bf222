"""The right answers to the exercises of lesson 05, and the inputs they are tried on."""

import numpy as np

# 05.1 L = mean e^2, dL/dp = 2e / N


def mse(p, t):
    """Return the mean squared error and its gradient dL/dp."""
    error = p - t
    return (error**2).mean(), 2 * error / len(p)


def sample_numbers(rng):
    n = int(rng.integers(3, 9))
    return rng.normal(size=n), rng.normal(size=n)


# 05.2 L = mean log(1 + e^z) - t z, dL/dz = (sigmoid(z) - t) / N


def bce(z, t):
    """Return the mean binary cross-entropy and its gradient dL/dz."""
    losses = np.logaddexp(0, z) - t * z  # log(1 + e^z) - t z
    p = (1 + np.tanh(z / 2)) / 2  # the sigmoid, for any z
    return losses.mean(), (p - t) / len(z)


def sample_logits(rng):
    n = int(rng.integers(4, 9))
    return 2 * rng.normal(size=n), rng.integers(0, 2, n).astype(float)


LARGE_LOGITS = (np.array([1000.0, -1000.0, 800.0, 0.0]), np.array([0.0, 1.0, 1.0, 1.0]))

# 05.3 L = mean log(sum e^z) - z_label, dL/dz = (softmax(z) - onehot) / N


def cross_entropy(z, labels):
    """Return the mean cross-entropy and its gradient dL/dz."""
    n, k = z.shape
    shifted = z - z.max(axis=1, keepdims=True)  # softmax does not change
    sums = np.exp(shifted).sum(axis=1, keepdims=True)
    losses = np.log(sums[:, 0]) - shifted[np.arange(n), labels]
    return losses.mean(), (np.exp(shifted) / sums - np.eye(k)[labels]) / n


def sample_scores(rng):
    n, k = int(rng.integers(5, 8)), int(rng.integers(3, 5))
    return 2 * rng.normal(size=(n, k)), rng.integers(0, k, n)


LARGE_SCORES = (np.array([[1000.0, 0.0, -1000.0], [0.0, 900.0, 900.0]]), np.array([1, 2]))

# 05.4 L = mean arctan(e^2), dL/dp = 2e / (1 + e^4) / N


def arctan_error(p, t):
    """Return the mean arctan error and its gradient dL/dp."""
    error = p - t
    return np.arctan(error**2).mean(), 2 * error / (1 + error**4) / len(p)


def sample_far(rng):
    n = int(rng.integers(4, 9))
    return 2 * rng.normal(size=n), 2 * rng.normal(size=n)


# 05.5 a pull that typing errors cannot bend


def spoiled():
    """Return patients to learn from, a fifth of whose targets are typing errors, and clean ones to test on."""
    from nnlearn import datasets

    data = datasets.diabetes()
    x = (data.x[:, 2] - data.x[:, 2].mean()) / data.x[:, 2].std()
    y = (data.y[:, 0] - data.y[:, 0].mean()) / data.y[:, 0].std()
    rng = np.random.default_rng(0)
    order = rng.permutation(len(x))
    train, test = order[:200], order[200:]
    clean = y[train].astype(float)
    y_train = clean.copy()
    y_train[(x[train] < -0.5) & (rng.uniform(size=200) < 0.5)] += 8.0
    return x[train].astype(float), y_train, clean, x[test].astype(float), y[test].astype(float)


def follow(pull, x, y):
    """Move a line against the mean pull of the points in 2,000 small steps; return weight and bias."""
    w = b = 0.0
    for _ in range(2000):
        pulls = np.asarray(pull(w * x + b - y), dtype=float)
        if pulls.shape != x.shape:
            raise ValueError(f"pull expected to return shape {x.shape}, got {pulls.shape}")
        w, b = w - 0.02 * (pulls * x).mean(), b - 0.02 * pulls.mean()
    return w, b


def measure_pull(pull):
    """Fit a line to spoiled data with a pull, and measure how far it misses clean patients."""
    x, y, clean, x_test, y_test = spoiled()

    def miss(w, b):
        return float(np.abs(w * x_test + b - y_test).mean())

    found, wanted = miss(*follow(lambda e: pull(e.copy()), x, y)), miss(*follow(lambda e: 2 * e, x, clean))
    ratio = found / wanted
    sentence = (
        f"Your line misses 242 clean patients by {found:.2f}, {ratio:.2f} times as far as the line from clean data."
    )
    return ratio, bool(np.isfinite(ratio) and ratio <= 1.05), sentence
