"""The right answers to the exercises of lesson 07, and the inputs they are tried on."""

import numpy as np

from nnlearn.arguments import describe

# 07.1 an epoch, cut into batches


def batches(order, size):
    """Return the batches of one epoch, a list of arrays."""
    return [order[i : i + size] for i in range(0, len(order), size)]


def sample_order(rng):
    n = int(rng.integers(7, 15))
    return rng.permutation(n), int(rng.integers(2, 5))


EVEN = (np.array([4, 0, 5, 2, 1, 3]), 3)
ORDERS = {
    "a batch larger than the data": (np.array([2, 0, 1]), 10),
    "one example left over": (np.array([3, 6, 0, 5, 1, 4, 2]), 3),
    "batches of one example": (np.array([2, 0, 3, 1]), 1),
    "a batch that holds all examples": (np.array([2, 0, 3, 1]), 4),
    "one example": (np.array([0]), 2),
    "a hundred examples": (np.arange(100) * 37 % 100, 30),
}

# 07.2 v = mu v + gradient(w - lr mu v), w = w - lr v


class Slope:
    """The gradient of the loss (w - centre)^T A (w - centre) / 2, a function of w."""

    def __init__(self, A, centre):
        self.A, self.centre = A, centre

    def __call__(self, w):
        return self.A @ (w - self.centre)

    def __repr__(self):
        return f"the gradient of a bowl of {len(self.centre)} weights"


def nesterov(w, v, gradient, lr, mu):
    """Return the weights and the velocity after one step."""
    ahead = w - lr * mu * v
    v = mu * v + gradient(ahead)
    return w - lr * v, v


def sample_look(rng):
    d = int(rng.integers(2, 5))
    half = rng.normal(size=(d, d))
    slope = Slope(half @ half.T + np.eye(d), rng.normal(size=d))
    lr, mu = float(rng.uniform(0.05, 0.5)), float(rng.uniform(0.5, 0.95))
    return rng.normal(size=d), rng.normal(size=d), slope, lr, mu


BOWL = Slope(np.array([[2.0, 0.5], [0.5, 1.0]]), np.array([0.5, -1.0]))
LOOKS = {
    "a velocity of 0": (np.array([1.0, 2.0]), np.zeros(2), BOWL, 0.1, 0.9),
    "mu = 0": (np.array([1.0, 2.0]), np.array([3.0, -1.0]), BOWL, 0.1, 0.0),
    "a velocity in the thousands": (np.array([1.0, 2.0]), np.array([3000.0, -7000.0]), BOWL, 0.1, 0.9),
    "a place where the gradient is 0": (np.array([0.5, -1.0]), np.array([2.0, 0.0]), BOWL, 0.25, 0.0),
    "a single weight": (np.array([3.0]), np.array([-2.0]), Slope(np.array([[1.5]]), np.array([1.0])), 0.2, 0.9),
    "a learning rate of 2": (np.array([1.0, 2.0]), np.array([3.0, -1.0]), BOWL, 2.0, 0.5),
}

# 07.3 m = b1 m + (1 - b1) g, s = b2 s + (1 - b2) g^2, w = w - lr m^ / (sqrt(s^) + eps)


def step(self, gradients):
    """Change all weights in place."""
    self.t += 1
    for w, m, s, g in zip(self.weights, self.m, self.s, gradients, strict=True):
        m[:] = 0.9 * m + 0.1 * g
        s[:] = 0.999 * s + 0.001 * g**2
        m_hat = m / (1 - 0.9**self.t)
        s_hat = s / (1 - 0.999**self.t)
        w -= self.lr * m_hat / (np.sqrt(s_hat) + 1e-8)


def start(self, weights, lr):
    self.weights, self.lr, self.t = weights, lr, 0
    self.m = [np.zeros_like(w) for w in weights]
    self.s = [np.zeros_like(w) for w in weights]


class Adam:
    """The optimizer Adam, for a list of arrays."""

    weights: list
    lr: float
    t: int
    m: list
    s: list

    __init__ = start
    step = step


def walk(optimizer, matrix, bias, gradients, lr):
    """Return all arrays after the optimizer, a class, has taken one step for each list of gradients.

    The bias is an array, or a list of it and others. Arrays keep their layout in memory: `ravel` and `reshape` of a
    transposed one make a copy.
    """
    weights = [one.copy(order="K") for one in (matrix, *(bias if isinstance(bias, list) else [bias]))]
    mover = optimizer(list(weights), lr)
    returned = [mover.step([g.copy(order="K") for g in one]) for one in gradients]
    given = next((one for one in returned if one is not None), None)
    if given is not None and all(map(np.allclose, weights, walk(Adam, matrix, bias, gradients, lr))):
        raise TypeError(
            f"The arrays are right, but step returns {describe(given)}: it must change them and return nothing."
        )
    return tuple(weights)


def sample_steps(rng, steps=4):
    shapes = (int(rng.integers(2, 4)), 4), (3,)
    gradients = [[rng.normal(size=shape) for shape in shapes] for _ in range(steps)]
    return rng.normal(size=shapes[0]), rng.normal(size=shapes[1]), gradients, float(rng.uniform(0.01, 0.2))


TWO_STEPS = (
    np.array([[1.0, -2.0]]),
    np.array([0.5, 0.0, 3.0]),
    [[np.array([[5.0, -0.2]]), np.array([2.0, -0.3, 0.1])], [np.array([[-1.0, -0.6]]), np.array([0.7, -0.1, -0.4])]],
    0.1,
)
ONE_STEP = (np.zeros((1, 2)), np.zeros(3), [[np.array([[5.0, -0.01]]), np.array([2.0, -0.3, 1.0])]], 0.1)
TINY = np.array([1e-8, -3e-8])  # here it matters where eps is
MOVES = {
    "a single step": ONE_STEP,
    "gradients as small as 1e-8": (np.zeros((1, 2)), np.zeros(2), [[TINY[None], TINY], [TINY[None], TINY]], 0.1),
    "gradients in the thousands": (
        np.zeros((1, 2)),
        np.zeros(2),
        [
            [np.array([[5000.0, -0.2]]), np.array([200.0, -9000.0])],
            [np.array([[-700.0, -3.0]]), np.array([8000.0, 2.0])],
        ],
        0.1,
    ),
    "gradients of 0": (
        np.array([[1.0, 2.0]]),
        np.array([3.0]),
        [[np.array([[0.0, 1.0]]), np.zeros(1)], [np.array([[0.0, 0.0]]), np.zeros(1)]],
        0.1,
    ),
    "a network of three arrays, one with three axes": (
        np.ones((2, 1)),
        [np.zeros(1), np.array([[[2.0, -1.0]]])],
        [[np.array([[0.5], [-2.0]]), np.array([0.3]), np.array([[[1.0, -0.2]]])]] * 2,
        0.1,
    ),
    "a transposed array": (
        np.array([[1.0, 2.0], [3.0, 4.0], [5.0, 6.0]]).T,
        np.zeros(2),
        [[np.array([[0.5, -2.0, 0.1], [1.0, 0.3, -0.4]]), np.array([0.7, -0.1])]] * 2,
        0.1,
    ),
    "thirty steps": (
        np.zeros((1, 1)),
        np.zeros(1),
        [[np.array([[0.5 + (-1.0) ** k]]), np.array([0.01 * k])] for k in range(30)],
        0.05,
    ),
}

# 07.4 the best epoch, and the one after which patience ends


def stop(losses, patience):
    """Return the best epoch and the last one, by early stopping."""
    best = 0
    for epoch, loss in enumerate(losses):
        if loss < losses[best]:
            best = epoch
        if epoch - best >= patience:
            return best, epoch
    return best, len(losses) - 1


def sample_losses(rng):
    """Return losses without equal ones, and a patience that runs out before the last epoch.

    A lower loss comes too late, some rises are followed by a new minimum, and some dips bring none.
    """
    bowl = 0.02 * (np.arange(14) - 5) ** 2
    while True:
        losses, patience = (bowl + 0.3 * rng.uniform(size=14)).round(2), int(rng.integers(2, 5))
        losses[-1] = 0.0
        if rng.random() < 0.5:
            losses[1] = losses.max() + 0.1  # not always is the first the highest
        best, stopped = stop(losses, patience)
        steps = np.sign(np.diff(losses[: stopped + 1]))
        waits, dips = (steps[:best] > 0).sum(), (steps[best:] < 0).sum()
        if len(set(losses)) == 14 and waits and dips and stopped < 13:
            return losses, patience


LATE = (np.array([5.0, 4.0, 4.5, 4.2, 4.4, 3.0]), 3)
FIRST_STEP_BEST = (np.array([5.0, 2.0, 4.5, 4.2, 4.4, 4.6, 1.0]), 3)  # one epoch later the best is still the same
SPECIAL = {
    "losses of which the first is the best for long": (np.array([1.0, 3.0, 2.0, 2.5, 0.5]), 3),
    "losses that fall to the end": (np.array([5.0, 4.0, 3.0, 2.0]), 2),
    "losses that end before patience does": (np.array([5.0, 3.0, 4.0, 3.5]), 3),
    "equal losses": (np.array([3.0, 2.0, 2.0, 2.0, 2.0, 2.0, 1.0]), 3),
    "equal losses at the start": (np.array([2.0, 2.0, 3.0, 2.0, 1.0]), 3),
    "a single epoch": (np.array([2.0]), 2),
    "a patience of 1": (np.array([5.0, 4.0, 4.5, 1.0]), 1),
    "a patience of 10": (np.array([5.0, 4.0, *np.linspace(6, 7, 12), 1.0]), 10),
    "losses in the thousands": (np.array([5000.0, 4000.0, 4500.0, 3900.0, 4100.0, 4200.0, 1000.0]), 2),
    "losses below 0": (np.array([-1.0, -3.0, -2.0, -4.0, -3.5, -3.6, -9.0]), 2),
    "a lowest loss of 0": (np.array([2.0, 0.0, 1.0, 0.5, 0.6]), 3),
    "losses that fall by 1e-9": (1 - 1e-9 * np.array([0, 1, 2, 3, 2, 1, 9]), 2),
    "whole numbers": (np.array([5, 3, 4, 2, 6, 7, 1]), 2),
}


# 07.5 is in three_epochs.py: it trains with what an answer chooses, and tries what would do better
