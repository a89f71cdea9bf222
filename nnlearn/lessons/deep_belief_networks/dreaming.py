"""Ten dreams at once, recorded: the top machine goes back and forth, and every picture takes one pass down."""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from nnlearn.lessons.deep_belief_networks.dreamers import HIDDEN, LABELS, machines
from nnlearn.lessons.deep_belief_networks.parts import binary

DREAMS, LAST, PIXELS = 10, 100, 64  # dreams, sweeps, pixels


def sigmoid(z):
    """Return 1 / (1 + exp(-z)), for large numbers of either sign too.

    Examples
    --------
    >>> sigmoid(np.array([0.0, 1000.0])).tolist()
    [0.5, 1.0]
    """
    return 0.5 + 0.5 * np.tanh(z / 2)


@dataclass(frozen=True)
class Run:
    """Ten dreams, sweep by sweep.

    Parameters
    ----------
    lower : list of ndarrays (10, cells), bool
        What the way up made of the picture that they start from, the picture first, up to the cells below the top; []
        if they start from noise.
    tops, top_p : ndarrays of shape (101, 10, 100)
        The cells of the top layer after each sweep, bool, and the probabilities they were drawn with.
    pens, pen_p : ndarrays of shape (101, 10, visible)
        The same for the layer below, the label cells after its own.
    """

    lower: list
    tops: np.ndarray
    top_p: np.ndarray
    pens: np.ndarray
    pen_p: np.ndarray


@lru_cache(maxsize=24)
def run(depth, asked, seed, first=(), flips=()):
    """Return ten dreams of 100 sweeps.

    Parameters
    ----------
    depth : {1, 2, 3}
        Hidden layers.
    asked : tuple of ten int, or ()
        The class that each dream is asked for; () asks for none.
    seed : int
        Of all draws.
    first : tuple of 64 int
        The picture that goes up before the first sweep; () is noise in the top layer.
    flips : tuple of (sweep, dream, cell)
        Cells of the top layer that are turned over after they were drawn.

    Returns
    -------
    Run

    Examples
    --------
    >>> one, other = run(2, (), 0), run(2, (), 0, flips=((5, 0, 7),))
    >>> one.tops.shape, one.pens.shape
    ((101, 10, 100), (101, 10, 110))
    >>> [bool((one.tops[t] == other.tops[t]).all()) for t in (4, 5)]
    [True, False]
    """
    W, b, c = machines(depth)[-1]
    rng, visible = np.random.default_rng(seed), len(b)
    tops, pens = np.zeros((LAST + 1, DREAMS, HIDDEN), bool), np.zeros((LAST + 1, DREAMS, visible), bool)
    top_p, pen_p = np.full(tops.shape, 0.5), np.zeros(pens.shape)
    labels = np.eye(LABELS)[list(asked)] if asked else np.full((DREAMS, LABELS), 1 / LABELS)
    lower = up(depth, first, rng) if first else []
    for t in range(LAST + 1):
        if t:
            top_p[t] = sigmoid(pens[t - 1] @ W + c)
        elif first:
            top_p[t] = sigmoid(np.hstack([lower[-1], labels]) @ W + c)
        tops[t] = rng.random((DREAMS, HIDDEN)) < top_p[t]
        for _, dream, cell in (flip for flip in flips if flip[0] == t):
            tops[t, dream, cell] ^= True
        pen_p[t] = sigmoid(tops[t] @ W.T + b)
        if t == 0 and first:
            pen_p[t, :, :-LABELS] = lower[-1]
        if asked:
            pen_p[t, :, -LABELS:] = labels
        pens[t] = rng.random((DREAMS, visible)) < pen_p[t]
    return Run(lower, tops, top_p, pens, pen_p)


def up(depth, first, rng):
    """Return the picture ten times, and the cells drawn from it on the way up, to those below the top."""
    found = [np.tile(np.array(first, bool), (DREAMS, 1))]
    for W, _, c in machines(depth)[:-1]:
        found.append(rng.random((DREAMS, W.shape[1])) < sigmoid(found[-1] @ W + c))
    return found


def down(depth, pens, seed, t):
    """Return the layers that one pass down makes, from the picture to the cells below the top.

    Parameters
    ----------
    depth : {1, 2, 3}
    pens : ndarray of shape (n, visible)
        Cells below the top, with the label cells.
    seed, t : int
        Of the draws.

    Returns
    -------
    list of (cells, p)
        Each an array (n, cells): what was drawn, bool, and the probabilities it was drawn with.

    Examples
    --------
    >>> dreams = run(3, (), 0)
    >>> [cells.shape for cells, p in down(3, dreams.pens[9], 0, 9)]
    [(10, 64), (10, 100)]
    """
    rng, h = np.random.default_rng([seed, t]), pens[:, :-LABELS]
    found: list = []
    for W, b, _ in machines(depth)[-2::-1]:
        p = sigmoid(h @ W.T + b)
        h = rng.random(p.shape) < p
        found.insert(0, (h, p))
    return found


def field(depth, layer, cell):
    """Return what a cell adds to the score of each pixel, (64,): of a higher layer the weights multiplied, roughly.

    Examples
    --------
    >>> field(2, 1, 5).shape, field(1, 1, 5).shape
    ((64,), (64,))
    """
    weights = [W for W, _, _ in machines(depth)[:layer]]
    size = PIXELS if layer == 1 else HIDDEN
    w = weights[-1][:size, cell]  # without the label cells
    for W in reversed(weights[:-1]):
        w = W @ w
    return w


def unseen(digit):
    """Return a held-out digit as a tuple of 64 zeros and ones."""
    return tuple(binary().x_test[digit].astype(int).tolist())
