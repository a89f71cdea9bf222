"""Pseudo-labels: a model labels the rest, and the next one learns from that, in rounds."""

from typing import NamedTuple

import numpy as np

import nnlearn.numpy as nn
from nnlearn.lessons.semi_supervised.choosing import STEPS, network, train

ROUNDS, WEIGHT = 5, 4  # with labels repeated n/4 times, rounded down, the others are less than eight times as many


class Round(NamedTuple):
    """One round: which unlabelled examples were kept, (kept,) int64, their pseudo-labels, and the share kept."""

    kept: np.ndarray
    labels: np.ndarray
    share: float


def probabilities(net, x):
    """Return the softmax of the scores, (n, classes) float64."""
    z = nn.predict(net, x).astype(np.float64)
    p = np.exp(z - z.max(axis=1, keepdims=True))
    return p / p.sum(axis=1, keepdims=True)


def self_train(x, labels, threshold, *, rounds=ROUNDS, steps=STEPS, seed=0, sizes=(64, 128, 10)):
    """Train on the labels, then in rounds on labels and pseudo-labels, each time from the same start.

    Parameters
    ----------
    x : ndarray of shape (n, d), float32
    labels : ndarray of shape (n,), whole numbers
        -1 where none is known.
    threshold : float, 0 to 1
        An unlabelled example is kept if its largest probability is at least this.
    rounds, steps, seed : int
    sizes : sequence of int
        Of the network.

    Returns
    -------
    nets : list of Module
        rounds + 1 networks; the first has seen the labels alone.
    log : list of Round

    Examples
    --------
    >>> x = np.array([[-2.0], [-1.0], [1.0], [2.0]], np.float32)
    >>> nets, log = self_train(x, np.array([0, -1, -1, 1]), 0.5, rounds=1, sizes=(1, 8, 2))
    >>> log[0].kept.tolist(), log[0].labels.tolist()
    ([1, 2], [0, 1])
    """
    known, unknown = np.flatnonzero(labels >= 0), np.flatnonzero(labels < 0)
    nets = [train(network(seed, sizes), x[known], labels[known], steps)]
    log = []
    for _ in range(rounds):
        p = probabilities(nets[-1], x[unknown])
        sure = p.max(axis=1) >= threshold
        kept, guessed = unknown[sure], p[sure].argmax(axis=1)
        log.append(Round(kept, guessed, float(sure.mean())))
        times = max(1, len(kept) // (WEIGHT * len(known)))
        rows = np.concatenate([np.tile(known, times), kept])
        answers = np.concatenate([np.tile(labels[known], times), guessed])
        nets.append(train(network(seed, sizes), x[rows], answers, steps))
    return nets, log
