"""A recurrent network of 24 units that reads letters: its weights, its run over a text, and a gradient back in time."""

import json
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np

from nnlearn.lessons.recurrent_networks.train import LETTERS, UNITS, plain_text

HERE = Path(__file__).parent
TEXTS = (
    "to be, or not to be, that is the question wh",
    "but, soft, what light through yonder window.",
    "a horse, a horse, my kingdom for a horse, my",
    "abababababababababababababababababababababab",
)
NETWORKS = ("trained", "random")
SEED = 13  # of the random network: with it the state never comes to rest at a radius of 1.5, with others it does


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


def weights_of(kind, scale=1.0, seed=SEED):
    """Return the weights of h' = tanh(U x + W h + b), scores V h + c, for one letter x.

    Parameters
    ----------
    kind : {"trained", "random"}
        Trained on Shakespeare in lower case, or random, with small input weights, no biases, and W of spectral radius
        1.
    scale : float
        A factor for W. At 1 the trained network is as training left it.
    seed : int
        Of the random network.

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
        rng, n = np.random.default_rng(seed), len(LETTERS)
        W, U, V = rng.normal(size=(UNITS, UNITS)), 0.1 * rng.normal(size=(UNITS, n)), rng.normal(size=(n, UNITS)) / 5
        W, b, c = W / radius_of(W), np.zeros(UNITS), np.zeros(n)
    return U, scale * W, b, V, c


@dataclass(frozen=True)
class Read:
    """A text as the network reads it; row k is its state after k letters.

    Parameters
    ----------
    states : array (T, 24)
        Row 0 is the state before the first letter: zero, or `start`.
    chances : array (T, 29)
        Softmax of the scores: what comes next.
    """

    states: np.ndarray
    chances: np.ndarray


def read(weights, text, tanh=True, start=None):
    """Read all letters of a text but the last, which is only predicted.

    Examples
    --------
    >>> run = read(weights_of("trained"), "the ")
    >>> run.states.shape, LETTERS[run.chances[2].argmax()]
    ((4, 24), 'e')
    """
    U, W, b, V, c = weights
    states = [np.zeros(len(W)) if start is None else start]
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


def pieces(count=200):
    """Return pieces of 44 letters from the end of the text, which the trained network has not seen.

    Examples
    --------
    >>> len(pieces(3)), {len(piece) for piece in pieces(3)}
    (3, {44})
    """
    length = len(TEXTS[0])
    text = plain_text()[-count * length :]
    return [text[k : k + length] for k in range(0, len(text), length)]


def reach(weights, texts):
    """Send the gradient of the last loss of each text back to its first letter.

    Parameters
    ----------
    weights : tuple of arrays
        Of `weights_of`.
    texts : sequence of str
        Of one length T + 1.

    Returns
    -------
    sizes, missing : arrays (texts, T)
        |dL/dh| after 0, 1, ... steps back, as a share of the first; and what of dL/dW is missing if it is truncated
        after 1, 2, ... steps.

    Examples
    --------
    >>> sizes, missing = reach(weights_of("random", 0.5), TEXTS)
    >>> sizes.shape, missing.shape, bool((sizes[:, 20] < 1e-4).all())
    ((4, 43), (4, 43), True)
    """
    found = [back(weights, read(weights, text), text, len(text) - 1) for text in texts]
    return np.array([one.sizes / one.sizes[0] for one in found]), np.array([one.shares for one in found])


def long_training():
    """Return the record of lesson 18's long training: {"training": losses, "validation": losses, "samples": {...}}.

    Examples
    --------
    >>> stored = long_training()
    >>> len(stored["training"]) == len(stored["validation"])
    True
    """
    return json.loads((HERE / "long_training.json").read_text())
