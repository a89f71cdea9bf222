"""The right answers to the exercises of lesson 06, and the inputs they are tried on."""

from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True)
class Bowl:
    """The gradient of the loss (w - centre)^T A (w - centre) / 2, a function of w."""

    matrix: np.ndarray
    centre: np.ndarray

    def __call__(self, w):
        return self.matrix @ (w - self.centre)

    def __repr__(self):
        return f"gradient of a bowl of {len(self.centre)} weights"


def sample_bowl(rng, d):
    a = rng.normal(size=(d, d))
    return Bowl(a @ a.T / d + 0.3 * np.eye(d), rng.normal(size=d))


# 06.1 w_(k+1) = w_k - lr gradient(w_k), until the gradient is short


def descend(gradient, start, lr, steps, small):
    """Return the path of gradient descent, (points, d)."""
    path = [start]
    while len(path) <= steps and np.linalg.norm(gradient(path[-1])) >= small:
        path.append(path[-1] - lr * gradient(path[-1]))
    return np.array(path)


def sample_walk(rng):
    d = int(rng.integers(2, 4))
    gradient, start, lr = sample_bowl(rng, d), rng.normal(size=d), float(rng.uniform(0.05, 0.2))
    steps = int(rng.integers(4, 7))
    small = 0.0
    if rng.random() < 0.6:  # it stops before the last step
        stop = descend(gradient, start, lr, int(rng.integers(2, steps - 1)), 0.0)[-1]
        small = float(1.001 * np.linalg.norm(gradient(stop)))
    return gradient, start, lr, steps, small


def flat_start():
    """Return arguments of a walk that ends where it begins: one point."""
    centre = np.array([1.0, -1.0])
    return Bowl(np.diag([1.0, 2.0]), centre), centre.copy(), 0.1, 4, 1e-6


# 06.2 the edge 2 / lambda_max, whose Hessian is measured from the gradient, column by column


@dataclass(frozen=True)
class Rolling:
    """The gradient of w^T A w / 2 + sum of sin(w - c): a bowl or a saddle with waves on it."""

    matrix: np.ndarray
    shift: np.ndarray

    def __call__(self, w):
        return self.matrix @ w + np.cos(w - self.shift)

    def __repr__(self):
        return f"gradient of a hilly loss of {len(self.shift)} weights"


def hessian(gradient, w):
    """Return the matrix of second derivatives: column j is how the gradient changes with w_j."""
    eps = 1e-5
    moves = eps * np.eye(len(w))
    columns = [(gradient(w + move) - gradient(w - move)) / (2 * eps) for move in moves]
    return np.stack(columns, axis=1)


def edge(gradient, w):
    """Return the learning rate beyond which a walk near w flies off."""
    eps, columns = 1e-5, []
    for move in eps * np.eye(len(w)):  # one weight at a time
        columns.append((gradient(w + move) - gradient(w - move)) / (2 * eps))
    return 2 / np.linalg.eigvalsh(np.stack(columns, axis=1)).max()


def sample_hills(rng):
    d = int(rng.integers(2, 5))
    turned = np.linalg.qr(rng.normal(size=(d, d)))[0]
    curvatures = rng.uniform(2.5, 6, d)
    curvatures[0] = -8  # down one way, and steeper than up
    return Rolling(turned @ np.diag(curvatures) @ turned.T, rng.normal(size=d)), rng.normal(size=d)


# 06.3 each row of the direction as long as that of the weights


def normalise(direction, weights):
    """Return the direction, each row as long as that of the weights."""
    own = np.linalg.norm(direction, axis=1, keepdims=True)  # (units, 1)
    wanted = np.linalg.norm(weights, axis=1, keepdims=True)  # (units, 1)
    return direction / own * wanted


def sample_filters(rng):
    shape = int(rng.integers(2, 4)), int(rng.integers(4, 6))
    return rng.normal(size=shape), rng.normal(size=shape)


# 06.4 losses on the line through two networks, from half the distance before the first to as much past the second


@dataclass(frozen=True)
class Hill:
    """A curved loss, a function of a vector."""

    centre: np.ndarray

    def __call__(self, w):
        return float(np.sum((w - self.centre) ** 2) + np.sin(3 * w).sum())

    def __repr__(self):
        return f"loss of {len(self.centre)} weights"


def slice_of(loss, first, second, points):
    """Return the loss along the line through two places, (points,)."""
    shares = np.linspace(-0.5, 1.5, points)
    return np.array([loss(first + share * (second - first)) for share in shares])


def sample_slice(rng):
    d = int(rng.integers(2, 5))
    return Hill(rng.normal(size=d)), rng.normal(size=d), 2 * rng.normal(size=d), int(rng.integers(5, 9))


# 06.5 data on which a hundred steps are enough


def curvatures(x):
    """Return all curvatures of a linear model with a bias: the eigenvalues of 2 X^T X / N, X with a column of ones."""
    columns = np.column_stack([np.ones(len(x)), x])
    return np.linalg.eigvalsh(2 * columns.T @ columns / len(x))


def share_reached(x, y):
    """Return the share of the possible gain that 100 steps at half the edge reach, with x and a column of ones."""
    columns = np.column_stack([np.ones(len(x)), x])
    best = ((columns @ np.linalg.lstsq(columns, y, rcond=None)[0] - y) ** 2).mean()
    w, lr = np.zeros(columns.shape[1]), 1 / curvatures(x).max()
    for _ in range(100):
        w -= lr * 2 * columns.T @ (columns @ w - y) / len(y)
    start, end = (y**2).mean(), ((columns @ w - y) ** 2).mean()
    return (start - end) / (start - best)


def measure_prepare(prepare):
    """Measure how far 100 steps get with prepared data, and what the columns can explain."""
    from nnlearn.datasets import diabetes

    data = diabetes()
    x, y = data.x.astype(float), data.y[:, 0].astype(float) - data.y.mean()
    made = np.asarray(prepare(x.copy()), dtype=float)
    if made.ndim != 2 or len(made) != len(x) or not np.isfinite(made).all():
        raise ValueError(f"prepare expected to return finite numbers of shape ({len(x)}, columns), got {made.shape}")
    share = float(share_reached(made, y))
    columns = np.column_stack([np.ones(len(x)), made])
    fit = float(1 - ((columns @ np.linalg.lstsq(columns, y, rcond=None)[0] - y) ** 2).mean() / y.var())
    sentence = f"100 steps reach {share:.1%} of what is possible, and your columns explain {fit:.0%} of the variance."
    found = curvatures(made)
    if found[0] > 1e-9 * found[-1]:
        ratio = float(f"{found[-1] / found[0]:.2g}")
        sentence += f" The steepest direction is {ratio:,.0f} times as steep as the flattest."
    else:
        sentence += " One direction is flat: a column is a sum of others, or of ones."
    return share, bool(share >= 0.97 and fit >= 0.45), sentence
