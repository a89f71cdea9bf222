"""Which labels to buy, and the one classifier that learns from whatever labels there are."""

import math

import numpy as np

import nnlearn.numpy as nn
from nnlearn.cluster import kmeans
from nnlearn.datasets import draw_labels
from nnlearn.metrics.neighbours import nearest

WAYS = "random", "balanced", "centres", "centres, inherited"
STEPS, RATE, DECAY, BATCH = 300, 3e-3, 0.01, 64  # of every classifier of this lesson, chosen on other draws


def train(net, x, y, steps=STEPS, rate=RATE, decay=DECAY):
    """Train a classifier with AdamW, its learning rate falling along half a cosine.

    Parameters
    ----------
    net : Module
    x, y : ndarray
        Inputs, and labels (n,).
    steps : int
        About how many: whole epochs of batches of at most 64.
    rate, decay : float
        Learning rate at the start, and weight decay.

    Returns
    -------
    Module
        The network.
    """
    optimizer = nn.AdamW(net.parameters(), lr=rate, weight_decay=decay)
    batches = math.ceil(len(x) / BATCH)
    epochs = max(1, round(steps / batches))
    schedule = nn.CosineAnnealingLR(optimizer, T_max=epochs * batches)
    nn.fit(net, nn.CrossEntropyLoss(), optimizer, x, y, epochs=epochs, batch_size=BATCH,
           callbacks=[lambda run: schedule.step()])  # fmt: skip
    return net


def network(seed=0, sizes=(64, 128, 10)):
    """Return a fresh network: 64 pixels, 128 hidden units, ten scores, unless other sizes are given.

    Examples
    --------
    >>> sum(p.numel() for p in network().parameters())
    9610
    """
    nn.manual_seed(seed)
    return nn.MLP(list(sizes))


def right(net, x, y):
    """Return the share of the examples whose label has the highest score."""
    return float((nn.predict(net, x).argmax(axis=1) == y).mean())


def representatives(x, centres):
    """Return for each centre the example nearest to it.

    Parameters
    ----------
    x : ndarray of shape (n, d)
    centres : ndarray of shape (k, d)

    Returns
    -------
    ndarray of shape (k,), int64
        Indices into x.

    Examples
    --------
    >>> representatives(np.array([[0.0], [4.0], [5.0]]), np.array([[4.6], [1.0]])).tolist()
    [2, 0]
    """
    return nearest(centres, x.astype(np.float64))[0]


def choose(way, x, y, n, draw):
    """Buy n labels, and return what the classifier learns from.

    Parameters
    ----------
    way : {"random", "balanced", "centres", "centres, inherited"}
        Drawn at random; equally many of each class; the representatives of n clusters; or these, and every example
        takes the label of its cluster's representative.
    x : ndarray of shape (N, d)
    y : ndarray of shape (N,)
        All labels; only n of them are looked at, except by "balanced".
    n : int
    draw : int
        The seed.

    Returns
    -------
    x, y : ndarray
        Examples and labels, n of them or, with "centres, inherited", all with n labels among them.

    Examples
    --------
    >>> x, y = np.array([[0.0], [1.0], [7.0], [9.0]]), np.array([0, 0, 1, 1])
    >>> choose("centres, inherited", x, y, 2, draw=0)[1].tolist()
    [0, 0, 1, 1]
    """
    if way in ("random", "balanced"):
        drawn = draw_labels(y, n, balanced=way == "balanced", seed=draw)
        return x[drawn], y[drawn]
    found = kmeans(x, n, seed=draw)
    bought = representatives(x, found.centres)
    return (x[bought], y[bought]) if way == "centres" else (x, y[bought][found.assignment])
