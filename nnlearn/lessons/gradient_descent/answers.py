"""The right answers to the exercises of lesson 06, and the inputs they are tried on."""

from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True)
class Bowl:
    """The gradient of the loss (w - centre)^T A (w - centre) / 2, a function of w; a saddle if A has both signs."""

    matrix: np.ndarray
    centre: np.ndarray

    def __call__(self, w):
        return self.matrix @ w - self.matrix @ self.centre  # in this order: one weight alone is an error

    def __repr__(self):
        return f"the gradient of a loss of {len(self.centre)} weights"


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


def just_long_enough():
    """Return arguments of a walk whose first gradient, (3, 4), is exactly as long as `small`; the second is shorter."""
    return Bowl(np.eye(2), np.zeros(2)), np.array([3.0, 4.0]), 0.5, 4, 5.0


def odd_walks():
    """Return arguments of 06.1 that are special: {what is special: arguments}."""
    deep = Bowl(np.diag([1.0, 0.5, 2.0, 1.5, 0.7, 1.2]), np.arange(6.0))
    flat = Bowl(np.diag([1.0, 2.0]), np.array([1.0, -1.0]))
    return {
        "a start where the slope is 0": flat_start(),
        "a start where the slope is 0, and small = 0": (flat, flat.centre.copy(), 0.1, 3, 0.0),
        "a gradient exactly as long as `small`": just_long_enough(),
        "no step at all": (flat, np.array([3.0, 2.0]), 0.1, 0, 0.0),
        "a single step": (flat, np.array([3.0, 2.0]), 0.1, 1, 0.0),
        "a single weight": (Bowl(np.array([[2.0]]), np.array([1.0])), np.array([-3.0]), 0.2, 4, 1.0),
        "sixty steps with six weights": (deep, np.full(6, -2.0), 0.1, 60, 0.0),
        "a walk of up to a thousand steps that stops early": (deep, np.full(6, -2.0), 0.1, 1000, 0.8),
        "a rate beyond the edge": (flat, np.array([3.0, 2.0]), 1.5, 8, 1e-3),
        "a start in whole numbers": (flat, np.array([3, 2]), 0.1, 4, 0.0),
    }


# 06.2 the edge 2 / lambda_max, whose Hessian is measured from the gradient, column by column


@dataclass(frozen=True)
class Rolling:
    """The gradient of w^T A w / 2 + sum of sin(w - c): a bowl with waves on it, so its curvatures change with w."""

    matrix: np.ndarray
    shift: np.ndarray

    def __call__(self, w):
        return self.matrix @ w + np.cos(w - self.shift)

    def __repr__(self):
        return f"the gradient of a hilly loss of {len(self.shift)} weights"


def hessian(gradient, w, eps=1e-5):
    """Return the matrix of second derivatives: column j is how the gradient changes with w_j."""
    moves = eps * np.eye(len(w))
    columns = [(gradient(w + move) - gradient(w - move)) / (2 * eps) for move in moves]
    return np.stack(columns, axis=1)


def edge(gradient, w):
    """Return the learning rate beyond which a walk near w flies off."""
    eps, columns = 1e-5, []
    for move in eps * np.eye(len(w)):  # one weight at a time
        columns.append((gradient(w + move) - gradient(w - move)) / (2 * eps))
    return 2 / np.linalg.eigvalsh(np.stack(columns, axis=1)).max()


def sample_slopes(rng):
    """Return arguments with a loss that curves alike everywhere: a bowl, or a saddle that falls one way."""
    d = int(rng.integers(2, 5))
    turned = np.linalg.qr(rng.normal(size=(d, d)))[0]
    curvatures = rng.uniform(1, 6, d)
    if rng.random() < 0.7:
        curvatures[0] = -rng.uniform(0.5, 9)  # down one way: less steeply than up the others, or more
    centre, w = rng.normal(size=(2, d))
    return Bowl(turned @ np.diag(curvatures) @ turned.T, centre), w


def waves():
    """Return arguments with a loss whose curvatures change from place to place."""
    w = np.array([0.3, -0.8, 0.5])
    rough = np.array([[1.5, 0.4, -0.2], [0.4, 1.2, 0.3], [-0.2, 0.3, 1.8]])
    return Rolling(rough, w + np.array([1.2, -1.4, 0.9])), w


def odd_slopes():
    """Return arguments of 06.2 that are special: {what is special: arguments}."""
    six = np.diag([0.5, 3.0, 1.0, -2.0, 2.0, 0.2]) + 0.1
    turned = np.array([[2.0, 0.7], [0.7, -3.0]])
    return {
        "a loss that curves differently at each place, where only a small step at w measures the curvature": waves(),
        "a single weight": (Bowl(np.array([[3.0]]), np.array([1.0])), np.array([-2.0])),
        "six weights": (Bowl(six, np.arange(6.0)), np.linspace(-1, 2, 6)),
        "weights of 0": (Bowl(turned, np.array([1.0, -1.0])), np.zeros(2)),
        "weights in whole numbers": (Bowl(turned, np.array([0.5, -1.0])), np.array([2, -3])),
        "curvatures below 0.001": (Bowl(turned / 5000, np.array([1.0, -1.0])), np.array([0.3, 0.8])),
        "curvatures of thousands": (Bowl(turned * 2000, np.array([1.0, -1.0])), np.array([0.3, 0.8])),
        "a round bowl": (Bowl(2.5 * np.eye(3), np.ones(3)), np.array([0.3, 0.8, -2.0])),
    }


# 06.3 each row of the direction as long as that of the weights


def normalise(direction, weights):
    """Return the direction, each row as long as that of the weights."""
    own = np.linalg.norm(direction, axis=1, keepdims=True)  # (units, 1)
    wanted = np.linalg.norm(weights, axis=1, keepdims=True)  # (units, 1)
    return direction / own * wanted


def sample_filters(rng):
    shape = int(rng.integers(2, 4)), int(rng.integers(4, 6))
    return rng.normal(size=shape), rng.normal(size=shape)


# with as many units as inputs, where a forgotten keepdims raises no error
SQUARE = np.array([[1.0, -2.0], [0.5, 3.0]]), np.array([[2.0, 0.1], [-1.0, 0.4]])

ROWS = np.random.default_rng(3).normal(size=(2, 5, 3))
ODD_ROWS = {
    "more units than inputs": tuple(ROWS),
    "a single unit": (ROWS[0, :1], ROWS[1, :1]),
    "a single input": (ROWS[0, :, :1], ROWS[1, :, :1]),
    "one unit with one input": (ROWS[0, 1:2, :1], ROWS[1, :1, 1:2]),
    "a unit whose weights are all 0": (ROWS[0, :3], ROWS[1, :3] * np.array([[1.0], [0.0], [1.0]])),
    "a direction of numbers near 0.001": (ROWS[0, :3] / 1000, ROWS[1, :3]),
    "a direction of numbers in the millions": (ROWS[0, :3] * 1e6, ROWS[1, :3]),
    "whole numbers": (np.array([[1, 2, -2], [4, 0, 3]]), np.array([[2, 6, 3], [1, -1, 1]])),
}

# 06.4 losses on the line through two networks, from half the distance before the first to as much past the second


@dataclass(frozen=True)
class Hill:
    """A curved loss, a function of a vector."""

    centre: np.ndarray

    def __call__(self, w):
        return float(np.sum((w - self.centre) ** 2) + np.sin(3 * w).sum())

    def __repr__(self):
        return f"a loss of {len(self.centre)} weights"


def slice_of(loss, first, second, points):
    """Return the loss along the line through two places, (points,)."""
    shares = np.linspace(-0.5, 1.5, points)
    return np.array([loss(first + share * (second - first)) for share in shares])


def sample_slice(rng):
    d = int(rng.integers(2, 5))
    return Hill(rng.normal(size=d)), rng.normal(size=d), 2 * rng.normal(size=d), int(rng.integers(5, 9))


def odd_slices():
    """Return arguments of 06.4 that are special: {what is special: arguments}."""
    three, first, second = Hill(np.array([0.5, -1.0, 2.0])), np.array([1.0, 0.0, -2.0]), np.array([-1.0, 2.5, 0.5])
    return {
        "two points": (three, first, second, 2),
        "fifty points": (three, first, second, 50),
        "a single weight": (Hill(np.array([0.5])), np.array([-1.0]), np.array([2.0]), 5),
        "two networks that are equal": (three, first, first.copy(), 4),
        "the first network at 0": (three, np.zeros(3), second, 5),
        "the second network at 0": (three, first, np.zeros(3), 5),
        "networks in whole numbers": (three, np.array([1, 0, -2]), np.array([-2, 3, 1]), 6),
    }


# 06.5 is in prepared.py: it measures what an answer reaches, and what it lacks
