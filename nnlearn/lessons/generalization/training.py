"""The dense network of the lesson, trained on few labelled signals with remedies, and watched on the way."""

from typing import NamedTuple

import numpy as np

import nnlearn.numpy as nn
from nnlearn import datasets
from nnlearn.lessons.generalization.signals import labelled, unseen

STEPS, BATCH, RATE = 1560, 32, 1e-3  # 1,560 steps are 120 epochs of 400 signals
WIDTH, COPIES = 100, 9
MOMENTS = (  # steps after which the network is looked at
    *(0, 3, 7, 13, 26, 39, 52, 78, 104, 130, 156, 195),
    *(234, 273, 325, 390, 468, 559, 650, 780, 936, 1105, 1300, STEPS),
)


class Watched(NamedTuple):
    """A training run at each of `MOMENTS`.

    Parameters
    ----------
    training, unseen : ndarrays of shape (moments,), int
        Wrong answers: of the n signals it learns from, and of 1,000 others.
    loss : ndarray of shape (moments,)
        Cross-entropy of the others.
    answers : ndarray of shape (moments, shown), int
        What it says of the first few of them.
    """

    training: np.ndarray
    unseen: np.ndarray
    loss: np.ndarray
    answers: np.ndarray


def network(dropout):
    """Return the network 40-100-100-10 with He's initial weights, and dropout after each hidden layer if it is not 0.

    Examples
    --------
    >>> len(network(0.0)), len(network(0.2))
    (5, 7)
    """
    layers = []
    for inputs in (40, WIDTH):
        layers += [nn.Linear(inputs, WIDTH), nn.ReLU()] + [nn.Dropout(dropout)] * bool(dropout)
    model = nn.Sequential(*layers, nn.Linear(WIDTH, 10))
    for parameter in model.parameters():
        if parameter.data.ndim == 2:
            nn.kaiming_normal_(parameter, nonlinearity="relu")
        else:
            parameter.data[...] = 0
    return model


def watch_training(n, dropout=0.0, decay=0.0, shift=0, seed=0, moments=MOMENTS, shown=6):
    """Train the network with AdamW and count its wrong answers on the way: it takes less than a second.

    Every run makes the same number of steps of 32 signals, however many signals and copies there are.

    Parameters
    ----------
    n : int
        Labelled signals.
    dropout : float, default 0.0
        Share of the hidden units dropped.
    decay : float, default 0.0
        Weight decay of AdamW.
    shift : int, default 0
        Nine copies of each signal, moved by up to this many places; 0 adds none.
    seed : int, default 0
        Of the signals drawn, the weights, the order and the copies.
    moments : sequence of int
        Steps after which to look, in ascending order.
    shown : int, default 6
        How many answers to keep.

    Returns
    -------
    Watched

    Examples
    --------
    >>> watch_training(100, moments=(0, 20)).training[1] < 80
    np.True_
    """
    x, y = labelled(n, seed)
    x_unseen, y_unseen = unseen()
    learnt = datasets.augment(x, y, COPIES, shift=shift, seed=seed) if shift else (x, y)
    nn.manual_seed(seed)
    model, criterion = network(dropout), nn.CrossEntropyLoss()
    optimizer = nn.AdamW(model.parameters(), lr=RATE, weight_decay=decay)
    rng, found, done = np.random.default_rng([seed, 1]), [], 0
    batches = _batches(len(learnt[0]), rng)
    for moment in moments:
        model.train()
        for rows in (next(batches) for _ in range(moment - done)):
            optimizer.zero_grad()
            nn.backprop(model, criterion, learnt[0][rows], learnt[1][rows])
            optimizer.step()
        done = moment
        logits = nn.predict(model, x_unseen)
        says = logits.argmax(axis=1)
        wrong = (nn.predict(model, x).argmax(axis=1) != y).sum()
        found.append((wrong, (says != y_unseen).sum(), float(criterion(logits, y_unseen)), says[:shown]))
    return Watched(*(np.array(column) for column in zip(*found, strict=True)))


def _batches(n, rng):
    """Yield the rows of one batch after the other, in a new order each epoch."""
    while True:
        order = rng.permutation(n)
        for start in range(0, n, BATCH):
            yield order[start : start + BATCH]
