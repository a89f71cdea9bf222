"""A small network with forward and backward pass by hand, a bug on request, and its central differences."""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from nnlearn import datasets
from nnlearn.explorers.listing import run_listing

SIZES = (4, 5, 5, 3)
EXAMPLES = 12
LINES = """iris = datasets.iris()
rows = np.random.default_rng(4).permutation(150)[:12]
x = (iris.x[rows].astype(float) - iris.x.mean(axis=0)) / iris.x.std(axis=0)
labels = iris.y[rows]"""
START = """rng = np.random.default_rng({seed})
weights = [rng.normal(size=(b, a)) / np.sqrt(a) for a, b in ((4, 5), (5, 5), (5, 3))]
biases = [0.1 * rng.normal(size=b) for b in (5, 5, 3)]"""
BUGS = {  # name in the menu: (the line that is wrong, the pattern of the wrong gradients)
    "none": ("", "every gradient is right"),
    "W transposed on the way back": (
        "grad @ W.T",
        "wrong before each square matrix: its transpose fits by shape, but has other numbers",
    ),
    "1/N is missing": ("grad = p - y", "everything is too large by the same factor, the number of examples"),
    "the sign of the error": ("grad = (y - p) / N", "everything has the right size and the wrong sign"),
    "the bias takes one example": ("db = grad[0]", "all weights are right, every bias is wrong"),
    "the slope at the wrong point": ("1 - tanh(h)²", "the last layer is right, all those before it are wrong"),
    "gradients are not reset": (
        "dW += ..., never dW = 0",
        "twice as large in this second call: it adds to what the first one left",
    ),
}


@dataclass(frozen=True)
class Pass:
    """A forward and a backward pass.

    Attributes
    ----------
    signals : list of arrays (12, units)
        Input, two hidden layers, and the probabilities.
    errors : list of arrays (12, units)
        dL/dx, then dL/dz of each of the three layers.
    gradients, differences : list of (dW, db)
        By hand, and measured.
    loss : float
    """

    signals: list
    errors: list
    gradients: list
    differences: list
    loss: float


@lru_cache(maxsize=1)
def data():
    """Return x (12, 4) and labels (12,), computed by their own lines."""
    return run_listing(LINES, "x", "labels", datasets=datasets, np=np)


@lru_cache(maxsize=32)
def parameters(seed):
    """Return weights and biases of a seed, computed by their own lines."""
    return run_listing(START.format(seed=seed), "weights", "biases", np=np)


def forward(x, weights, biases):
    """Return the signals: x, tanh(z1), tanh(z2), softmax(z3)."""
    signals = [x]
    for k, (W, b) in enumerate(zip(weights, biases, strict=True)):
        z = signals[-1] @ W.T + b
        if k < len(weights) - 1:
            signals.append(np.tanh(z))
        else:
            e = np.exp(z - z.max(axis=1, keepdims=True))
            signals.append(e / e.sum(axis=1, keepdims=True))
    return signals


def loss_of(x, labels, weights, biases):
    """Return the mean cross-entropy."""
    p = forward(x, weights, biases)[-1]
    return float(-np.log(p[np.arange(len(x)), labels]).mean())


def backward(signals, labels, weights, bug="none", before=None):
    """Return dL/dz of each layer (dL/dx first) and (dW, db) of each, with this bug in it.

    `before` holds the (dW, db) of the previous call: "gradients are not reset" adds to them.
    """
    count = len(labels)
    grad = (signals[-1] - np.eye(SIZES[-1])[labels]) / count  # softmax minus one-hot, over N
    if bug == "1/N is missing":
        grad = grad * count
    if bug == "the sign of the error":
        grad = -grad
    errors, gradients = [grad], []
    for k in reversed(range(len(weights))):
        db = grad[0] if bug == "the bias takes one example" else grad.sum(axis=0)
        gradients.append((grad.T @ signals[k], db))
        square = weights[k].shape[0] == weights[k].shape[1]
        W = weights[k].T if bug == "W transposed on the way back" and square else weights[k]
        grad = grad @ W
        if k > 0:
            h = np.tanh(signals[k]) if bug == "the slope at the wrong point" else signals[k]
            grad = grad * (1 - h**2)
        errors.append(grad)
    gradients = gradients[::-1]
    if bug == "gradients are not reset" and before is not None:
        gradients = [(old_W + dW, old_b + db) for (old_W, old_b), (dW, db) in zip(before, gradients, strict=True)]
    return errors[::-1], gradients


def train(seed, bug="none", steps=100, lr=0.1):
    """Train by gradient descent with this bug; return the loss before each step and after the last.

    With "gradients are not reset" each step uses the sum of all gradients so far: v <- v + g, w <- w - lr v, which is
    momentum with the factor 1.

    Examples
    --------
    >>> losses = train(0)
    >>> len(losses), bool(losses[-1] < losses[0])
    (101, True)
    """
    x, labels = data()
    weights, biases = ([values.copy() for values in group] for group in parameters(seed))
    losses, gradients = [loss_of(x, labels, weights, biases)], None
    for _ in range(steps):
        _, gradients = backward(forward(x, weights, biases), labels, weights, bug, gradients)
        for W, b, (dW, db) in zip(weights, biases, gradients, strict=True):
            W -= lr * dW
            b -= lr * db
        losses.append(loss_of(x, labels, weights, biases))
    return losses


@lru_cache(maxsize=32)
def differences(seed):
    """Return the central differences (dW, db) of every layer."""
    x, labels = data()
    weights, biases = parameters(seed)
    found: list = []
    for group in (weights, biases):
        slopes = []
        for values in group:
            slope = np.zeros_like(values)
            for place in np.ndindex(*values.shape):
                before, h = values[place], 1e-5
                values[place] = before + h
                above = loss_of(x, labels, weights, biases)
                values[place] = before - h
                below = loss_of(x, labels, weights, biases)
                values[place] = before
                slope[place] = (above - below) / (2 * h)
            slopes.append(slope)
        found.append(slopes)
    return list(zip(*found, strict=True))


def run(seed, bug):
    """Return the Pass of a seed with a bug: the second call at the same weights, which only a missing reset notices.

    Examples
    --------
    >>> one = run(0, "none")
    >>> all(np.allclose(a, b, atol=1e-8) for pair in zip(one.gradients, one.differences) for a, b in zip(*pair))
    True
    """
    x, labels = data()
    weights, biases = parameters(seed)
    signals = forward(x, weights, biases)
    _, before = backward(signals, labels, weights, bug)
    errors, gradients = backward(signals, labels, weights, bug, before)
    return Pass(signals, errors, gradients, differences(seed), loss_of(x, labels, weights, biases))


def relative(a, b):
    """Return |a - b| / max(|a|, |b|, 1e-8), 0 where both agree to 1e-11: less is rounding."""
    return np.abs(a - b) / np.maximum(np.maximum(np.abs(a), np.abs(b)), 1e-8) * (np.abs(a - b) > 1e-11)


def fingerprint(dW, db, seed=0):
    """Return how each gradient compares with its central difference: "ok", a common factor ("x 12"), or "wrong".

    Parameters
    ----------
    dW, db : list of three arrays
        Gradients of weights and biases, layer 1 first.
    seed : int
        The seed of the weights they were computed with.

    Returns
    -------
    dict of str to str
        The verdict by name: dW1, db1, dW2, db2, dW3, db3.

    Raises
    ------
    ValueError
        If there are not three of each.

    Examples
    --------
    >>> right = differences(0)
    >>> dW, db = [2 * W for W, _ in right], [b for _, b in right]
    >>> fingerprint(dW, db)
    {'dW1': 'x 2', 'db1': 'ok', 'dW2': 'x 2', 'db2': 'ok', 'dW3': 'x 2', 'db3': 'ok'}
    """
    if len(dW) != 3 or len(db) != 3:
        raise ValueError(f"fingerprint expected three dW and three db, got {len(dW)} and {len(db)}")
    verdicts = {}
    for k, pair in enumerate(differences(seed)):
        for name, ours, measured in zip(("dW", "db"), (dW[k], db[k]), pair, strict=True):
            verdicts[f"{name}{k + 1}"] = judged(np.asarray(ours), measured)
    return verdicts


def judged(ours, measured):
    """Return the verdict on one array."""
    if ours.shape != measured.shape:
        return f"shape {ours.shape}"
    if relative(ours, measured).max() < 1e-6:
        return "ok"
    sure = np.abs(measured) > 1e-6  # the ratio of two smaller ones is rounding
    ratio = ours[sure] / measured[sure]
    return f"x {ratio[0]:.3g}" if np.ptp(ratio) < 1e-3 * np.abs(ratio[0]) else "wrong"
