"""What the exercises of lesson 06 compute: walks downhill, their edge, slices of a landscape; and their inputs."""

from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True)
class Bowl:
    """The loss (theta - centre)^T A (theta - centre) / 2; called, it gives its gradient."""

    matrix: np.ndarray
    centre: np.ndarray

    def __call__(self, theta):
        return self.matrix @ (theta - self.centre)

    def __repr__(self):
        return f"gradient of a bowl of {len(self.centre)} weights"


def draw_bowl(rng, d):
    a = rng.normal(size=(d, d))
    return Bowl(a @ a.T / d + 0.3 * np.eye(d), rng.normal(size=d))


# 06.1 theta_(k+1) = theta_k - lr gradient(theta_k)


def descend(gradient, start, lr, steps):
    path = [np.array(start, dtype=float)]
    for _ in range(steps):
        path.append(path[-1] - lr * gradient(path[-1]))
    return np.array(path)


def descend_in_place(gradient, start, lr, steps):
    """One array that is changed and put into the list again and again."""
    theta, path = np.array(start, dtype=float), []
    path.append(theta)
    for _ in range(steps):
        theta -= lr * gradient(theta)
        path.append(theta)
    return np.array(path)


def draw_walk(rng):
    d = int(rng.integers(2, 4))
    return draw_bowl(rng, d), rng.normal(size=d), float(rng.uniform(0.05, 0.2)), int(rng.integers(3, 6))


# 06.2 the edge 2 / lambda_max of L = mean (x w - t)^2, whose curvatures are (2/N) x^T x


def edge(x):
    return 2 / np.linalg.eigvalsh(2 * x.T @ x / len(x)).max()


def draw_data(rng):
    n, d = int(rng.integers(20, 40)), int(rng.integers(2, 5))
    return (rng.normal(size=(n, d)) * rng.uniform(0.3, 3, d),)


# 06.3 each row of the direction as long as that of the weights


def normalise(direction, weights):
    lengths = np.linalg.norm(direction, axis=1, keepdims=True)
    return direction / lengths * np.linalg.norm(weights, axis=1, keepdims=True)


def draw_filters(rng):
    shape = int(rng.integers(2, 4)), int(rng.integers(4, 6))
    return rng.normal(size=shape), rng.normal(size=shape)


# 06.4 losses at centre + a direction


@dataclass(frozen=True)
class Hill:
    """A bent loss of a vector."""

    centre: np.ndarray

    def __call__(self, theta):
        return float(np.sum((theta - self.centre) ** 2) + np.sin(3 * theta).sum())

    def __repr__(self):
        return f"loss of {len(self.centre)} weights"


def slice_of(loss, centre, direction, span, points):
    return np.array([loss(centre + a * direction) for a in np.linspace(-span, span, points)])


def draw_slice(rng):
    d = int(rng.integers(2, 5))
    return Hill(rng.normal(size=d)), rng.normal(size=d), 2 * rng.normal(size=d), float(rng.uniform(0.5, 2)), 5


# 06.5 data on which a hundred steps are enough


def share_reached(x, t):
    """Return which part of what a line can gain 100 steps at half of the edge gain, on a column of ones and x."""
    columns = np.column_stack([np.ones(len(x)), x])
    best = ((columns @ np.linalg.lstsq(columns, t, rcond=None)[0] - t) ** 2).mean()
    w, lr = np.zeros(columns.shape[1]), edge(columns) / 2
    for _ in range(100):
        w -= lr * 2 * columns.T @ (columns @ w - t) / len(t)
    start, end = (t**2).mean(), ((columns @ w - t) ** 2).mean()
    return (start - end) / (start - best)


def measure_prepare(prepare):
    from nnlearn.datasets import diabetes

    data = diabetes()
    x, t = data.x.astype(float), data.y[:, 0].astype(float) - data.y.mean()
    made = np.asarray(prepare(x.copy()), dtype=float)
    if made.ndim != 2 or len(made) != len(x) or not np.isfinite(made).all():
        raise ValueError(f"prepare expected to return finite numbers of shape ({len(x)}, columns), got {made.shape}")
    share = float(share_reached(made, t))
    columns = np.column_stack([np.ones(len(x)), made])
    fit = float(1 - ((columns @ np.linalg.lstsq(columns, t, rcond=None)[0] - t) ** 2).mean() / t.var())
    words = f"100 steps reach {share:.1%} of what is possible, and your columns explain {fit:.0%} of the variance"
    return share, bool(share >= 0.99 and fit >= 0.45), words
