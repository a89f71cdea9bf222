"""A network that reads a hundred digits: its loss, its gradient, and the largest curvature of the loss as it trains.

Plain NumPy, so that a run is the same whichever side of the library a lesson uses.
"""

from functools import lru_cache

import numpy as np

from nnlearn.datasets import digits

EXAMPLES, PIXELS, HIDDEN, CLASSES = 100, 64, 16, 10
SHAPES = ((HIDDEN, PIXELS), (HIDDEN,), (CLASSES, HIDDEN), (CLASSES,))
CUTS = np.cumsum([np.prod(shape) for shape in SHAPES])[:-1]
STEPS, EVERY = 1200, 40  # of a run, and between two measurements of the curvature
LOSSES = ("squared error", "cross-entropy")


@lru_cache(maxsize=1)
def data():
    """Return a hundred digits: pixels (100, 64) in [0, 1], and one-hot targets (100, 10)."""
    all_digits = digits()
    return all_digits.x[:EXAMPLES].astype(float) / 16, np.eye(CLASSES)[all_digits.y[:EXAMPLES]]


def start(seed):
    """Return all weights in one row: uniform within 1 / sqrt(inputs), biases 0; shape (1210,)."""
    rng = np.random.default_rng(seed)
    parts = [rng.uniform(-1, 1, shape) / np.sqrt(shape[1]) if len(shape) == 2 else np.zeros(shape) for shape in SHAPES]
    return np.concatenate([part.ravel() for part in parts])


def loss_and_gradient(w, kind="squared error"):
    """Return the loss on all hundred digits, and its gradient.

    Parameters
    ----------
    w : ndarray of shape (1210,)
    kind : {"squared error", "cross-entropy"}
        The mean of (p - y)^2 over examples and classes, or the cross-entropy of the softmax.

    Returns
    -------
    loss : float
    gradient : ndarray of shape (1210,)

    Examples
    --------
    >>> loss, gradient = loss_and_gradient(np.zeros(1210), "cross-entropy")
    >>> round(loss, 3), gradient.shape
    (2.303, (1210,))
    """
    if kind not in LOSSES:
        raise ValueError(f"loss_and_gradient expected kind to be one of {LOSSES}, got {kind!r}")
    x, y = data()
    w1, b1, w2, b2 = (part.reshape(shape) for part, shape in zip(np.split(w, CUTS), SHAPES, strict=True))
    h = np.tanh(x @ w1.T + b1)  # (100, 16)
    z = h @ w2.T + b2  # (100, 10)
    if kind == "squared error":
        loss, g_z = ((z - y) ** 2).mean(), 2 * (z - y) / z.size
    else:
        z = z - z.max(axis=1, keepdims=True)
        log_p = z - np.log(np.exp(z).sum(axis=1, keepdims=True))
        loss, g_z = -(y * log_p).sum() / len(y), (np.exp(log_p) - y) / len(y)
    g_h = g_z @ w2 * (1 - h**2)
    parts = (g_h.T @ x, g_h.sum(axis=0), g_z.T @ h, g_z.sum(axis=0))
    return float(loss), np.concatenate([part.ravel() for part in parts])


def largest_curvature(w, direction, kind="squared error", rounds=15):
    """Return the largest eigenvalue of the Hessian H at w, and the direction that belongs to it.

    Power iteration: H multiplies a direction again and again, and what lies along the steepest one grows fastest. H r
    is how the gradient changes along r, (g(w + eps r) - g(w - eps r)) / (2 eps): the matrix itself is never made.

    Parameters
    ----------
    w, direction : ndarray of shape (1210,)
        The direction to begin with, not zero: any, or the one found a few steps earlier.
    kind : {"squared error", "cross-entropy"}
    rounds : int, default 15

    Returns
    -------
    curvature : float
    direction : ndarray of shape (1210,)
    """
    eps = 1e-4
    for _ in range(rounds):
        r = direction / np.linalg.norm(direction)
        change = loss_and_gradient(w + eps * r, kind)[1] - loss_and_gradient(w - eps * r, kind)[1]
        direction = change / (2 * eps)  # H r
        curvature = r @ direction
    return float(curvature), direction


def watch(eta, seed=0, kind="squared error", steps=STEPS, every=EVERY):
    """Train on all hundred digits at once, and measure the largest curvature on the way.

    Parameters
    ----------
    eta : float
        Learning rate.
    seed : int
        Of the start.
    kind : {"squared error", "cross-entropy"}
    steps, every : int
        Steps of gradient descent, and steps between two measurements.

    Returns
    -------
    losses : ndarray of shape (steps,)
    curvatures : ndarray of shape (steps / every,)

    References
    ----------
    Cohen, Kaur, Li, Kolter, Talwalkar (2021), "Gradient descent on neural networks typically occurs at the edge of
    stability", section 3.
    """
    w = start(seed)
    direction = largest_curvature(w, np.random.default_rng(seed).normal(size=w.size), kind, rounds=100)[1]
    losses, curvatures = [], []
    for step in range(steps):
        if step % every == 0:
            curvature, direction = largest_curvature(w, direction, kind)
            curvatures.append(curvature)
        loss, gradient = loss_and_gradient(w, kind)
        losses.append(loss)
        w = w - eta * gradient
    return np.array(losses), np.array(curvatures)
