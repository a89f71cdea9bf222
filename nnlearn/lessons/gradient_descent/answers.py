"""The right answers to the exercises of lesson 06, and the inputs they are tried on."""

from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True)
class Bowl:
    """The gradient of the loss (theta - centre)^T A (theta - centre) / 2, a function of theta."""

    matrix: np.ndarray
    centre: np.ndarray

    def __call__(self, theta):
        return self.matrix @ (theta - self.centre)

    def __repr__(self):
        return f"gradient of a bowl of {len(self.centre)} weights"


def sample_bowl(rng, d):
    a = rng.normal(size=(d, d))
    return Bowl(a @ a.T / d + 0.3 * np.eye(d), rng.normal(size=d))


# 06.1 theta_(k+1) = theta_k - lr gradient(theta_k)


def descend(gradient, start, lr, steps):
    """Return the path of gradient descent, (steps + 1, d)."""
    path = [start]
    for _ in range(steps):
        path.append(path[-1] - lr * gradient(path[-1]))
    return np.array(path)


def sample_walk(rng):
    d = int(rng.integers(2, 4))
    return sample_bowl(rng, d), rng.normal(size=d), float(rng.uniform(0.05, 0.2)), int(rng.integers(3, 6))


# 06.2 the edge 2 / lambda_max of L = mean (x w - t)^2, whose curvatures are (2/N) x^T x


def edge(x):
    """Return the learning rate beyond which gradient descent diverges."""
    curvatures = np.linalg.eigvalsh(2 * x.T @ x / len(x))  # of the matrix of second derivatives
    return 2 / curvatures.max()


def sample_data(rng):
    n, d = int(rng.integers(20, 40)), int(rng.integers(2, 5))
    return (rng.normal(size=(n, d)) * rng.uniform(0.3, 3, d),)


# 06.3 each row of the direction as long as that of the weights


def normalise(direction, weights):
    """Return the direction, each row as long as that of the weights."""
    own = np.linalg.norm(direction, axis=1, keepdims=True)  # (units, 1)
    wanted = np.linalg.norm(weights, axis=1, keepdims=True)  # (units, 1)
    return direction / own * wanted


def sample_filters(rng):
    shape = int(rng.integers(2, 4)), int(rng.integers(4, 6))
    return rng.normal(size=shape), rng.normal(size=shape)


# 06.4 losses at centre + a direction


@dataclass(frozen=True)
class Hill:
    """A curved loss, a function of a vector."""

    centre: np.ndarray

    def __call__(self, theta):
        return float(np.sum((theta - self.centre) ** 2) + np.sin(3 * theta).sum())

    def __repr__(self):
        return f"loss of {len(self.centre)} weights"


def slice_of(loss, centre, direction, span, points):
    """Return the loss along a line through the centre."""
    numbers = np.linspace(-span, span, points)
    return np.array([loss(centre + a * direction) for a in numbers])


def sample_slice(rng):
    d = int(rng.integers(2, 5))
    return Hill(rng.normal(size=d)), rng.normal(size=d), 2 * rng.normal(size=d), float(rng.uniform(0.5, 2)), 5


# 06.5 data on which a hundred steps are enough


def share_reached(x, t):
    """Return the share of the possible gain that 100 steps at half the edge reach, with x and a column of ones."""
    columns = np.column_stack([np.ones(len(x)), x])
    best = ((columns @ np.linalg.lstsq(columns, t, rcond=None)[0] - t) ** 2).mean()
    w, lr = np.zeros(columns.shape[1]), edge(columns) / 2
    for _ in range(100):
        w -= lr * 2 * columns.T @ (columns @ w - t) / len(t)
    start, end = (t**2).mean(), ((columns @ w - t) ** 2).mean()
    return (start - end) / (start - best)


def measure_prepare(prepare):
    """Measure how far 100 steps get with prepared data, and what the columns can explain."""
    from nnlearn.datasets import diabetes

    data = diabetes()
    x, t = data.x.astype(float), data.y[:, 0].astype(float) - data.y.mean()
    made = np.asarray(prepare(x.copy()), dtype=float)
    if made.ndim != 2 or len(made) != len(x) or not np.isfinite(made).all():
        raise ValueError(f"prepare expected to return finite numbers of shape ({len(x)}, columns), got {made.shape}")
    share = float(share_reached(made, t))
    columns = np.column_stack([np.ones(len(x)), made])
    fit = float(1 - ((columns @ np.linalg.lstsq(columns, t, rcond=None)[0] - t) ** 2).mean() / t.var())
    sentence = f"100 steps reach {share:.1%} of what is possible, and your columns explain {fit:.0%} of the variance."
    return share, bool(share >= 0.99 and fit >= 0.45), sentence
