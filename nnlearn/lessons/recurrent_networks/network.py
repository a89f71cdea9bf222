"""A recurrent network of 24 units that reads letters: its weights, its run over a text, and a gradient back in time."""

import json
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np

from nnlearn.lessons.recurrent_networks.train import LETTERS, UNITS

HERE = Path(__file__).parent
TEXTS = (
    "the value of an object can change, the type.",
    "an object is a name, and a name is an object",
    "in the class the method returns the function",
    "abababababababababababababababababababababab",
)
NETWORKS = ("trained", "random")
SEED = 13  # of the random network: with many others the state comes to rest at a radius of 1.5


@lru_cache(maxsize=1)
def trained():
    """Return the stored arrays U (24, 29), W (24, 24), b (24,), V (29, 24), c (29,); `train.py` made them."""
    rows = (np.array(line.split(), float) for line in (HERE / "weights.txt").read_text().splitlines())
    shapes = ((UNITS, len(LETTERS)), (UNITS, UNITS), (UNITS,), (len(LETTERS), UNITS), (len(LETTERS),))
    return tuple(row.reshape(shape) for row, shape in zip(rows, shapes, strict=True))


def radius_of(W):
    """Return the spectral radius of a square matrix: the largest absolute value of an eigenvalue.

    Examples
    --------
    >>> round(float(radius_of(np.array([[0.0, 2.0], [-2.0, 0.0]]))), 6)
    2.0
    """
    return np.abs(np.linalg.eigvals(W)).max()


def weights_of(kind, radius):
    """Return the weights of h' = tanh(U x + W h + b), scores V h + c, with W scaled to a spectral radius.

    Parameters
    ----------
    kind : {"trained", "random"}
        Trained on the Python documentation in lower case, or random, with small input weights and no biases.
    radius : float
        Spectral radius of W; the trained network was trained at 1.

    Returns
    -------
    U, W, b, V, c : arrays of shape (24, 29), (24, 24), (24,), (29, 24) and (29,)

    Examples
    --------
    >>> U, W, b, V, c = weights_of("random", 0.5)
    >>> U.shape, W.shape, round(float(radius_of(W)), 6)
    ((24, 29), (24, 24), 0.5)
    """
    if kind == "trained":
        U, W, b, V, c = trained()
    else:
        rng, n = np.random.default_rng(SEED), len(LETTERS)
        W, U, V = rng.normal(size=(UNITS, UNITS)), 0.1 * rng.normal(size=(UNITS, n)), rng.normal(size=(n, UNITS)) / 5
        b, c = np.zeros(UNITS), np.zeros(n)
    return U, W * (radius / radius_of(W)), b, V, c


@dataclass(frozen=True)
class Read:
    """A text as the network reads it; row k is its state after k letters.

    Parameters
    ----------
    states : array (T, 24)
        Row 0 is zero.
    chances : array (T, 29)
        Softmax of the scores: what comes next.
    """

    states: np.ndarray
    chances: np.ndarray


def read(weights, text, tanh=True):
    """Read all letters of a text but the last, which is only predicted.

    Examples
    --------
    >>> run = read(weights_of("trained", 1.0), "the ")
    >>> run.states.shape, LETTERS[run.chances[2].argmax()]
    ((4, 24), 'o')
    """
    U, W, b, V, c = weights
    states = [np.zeros(len(W))]
    for letter in text[:-1]:
        z = U[:, LETTERS.index(letter)] + W @ states[-1] + b
        states.append(np.tanh(z) if tanh else z)
    scores = np.array(states) @ V.T + c
    e = np.exp(scores - scores.max(axis=1, keepdims=True))
    return Read(np.array(states), e / e.sum(axis=1, keepdims=True))


@dataclass(frozen=True)
class Back:
    """The gradient of one loss, -log p(next letter after step t), on its way back.

    Parameters
    ----------
    sizes : array (t,)
        |dL/dh_k| for k = t, t - 1, ..., 1.
    shares : array (t,)
        How much of dL/dW is missing, |dW_k - dW| / |dW|, if it is truncated after 1, 2, ... steps.
    """

    sizes: np.ndarray
    shares: np.ndarray


def back(weights, run, text, t, tanh=True):
    """Send the gradient of the loss after step t back to the first letter.

    Examples
    --------
    >>> weights = weights_of("random", 0.5)
    >>> bool(np.all(np.diff(back(weights, read(weights, TEXTS[0]), TEXTS[0], 30).sizes) < 0))
    True
    """
    _, W, _, V, _ = weights
    d = V.T @ (run.chances[t] - np.eye(len(LETTERS))[LETTERS.index(text[t])])
    sizes, parts = [], []
    for k in range(t, 0, -1):
        sizes.append(np.linalg.norm(d))
        g = d * (1 - run.states[k] ** 2) if tanh else d
        parts.append(np.outer(g, run.states[k - 1]))  # what step k adds to dL/dW
        d = W.T @ g
    sums = np.cumsum(parts, axis=0) if t else np.zeros((0, *W.shape))
    whole = np.linalg.norm(sums[-1]) if t else 0.0
    shares = np.array([np.linalg.norm(part - sums[-1]) / whole if whole else 0.0 for part in sums])
    return Back(np.array(sizes), shares)


def long_training():
    """Return the record of lesson 18's long training: {"training": losses, "validation": losses, "samples": {...}}.

    Examples
    --------
    >>> stored = long_training()
    >>> len(stored["training"]) == len(stored["validation"])
    True
    """
    return json.loads((HERE / "long_training.json").read_text())
