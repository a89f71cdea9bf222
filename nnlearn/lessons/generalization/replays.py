"""What `train.py` recorded for the explorer, read from the file that ships: five seeds of every setting."""

from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

import numpy as np

RECORD = Path(__file__).with_name("replays.npz")
SEEDS = range(5)

# Random features with least squares.
EXAMPLES = (100, 300, 1000)
FEATURES = (10, 20, 40, 60, 100, 150, 200, 250, 300, 350, 400, 600, 1000, 2000, 4000)
STRENGTHS = (0.0, 1e-3, 0.01, 0.1, 1.0, 10.0)  # of L2
WRONG = (0.0, 0.2)  # share of the labels drawn at random

# Training runs.
SIGNALS = (100, 400, 1600)
DROPOUTS = (0.0, 0.2, 0.5)
DECAYS = (0.0, 0.3, 1.0, 3.0)
SHIFTS = (0, 1, 3, 10)

SHOWN = 6  # answers kept of each, to the first of the unseen signals


class Features(NamedTuple):
    """Shares of wrong answers of random features, the norm of their output weights, and their first answers.

    Parameters
    ----------
    training, unseen, norm : ndarrays of shape (features, strengths, seeds)
    answers : ndarray of shape (features, strengths, seeds, shown)
    """

    training: np.ndarray
    unseen: np.ndarray
    norm: np.ndarray
    answers: np.ndarray


class Runs(NamedTuple):
    """Shares of wrong answers of a training at `training.MOMENTS`, the loss of unseen signals, and the first answers.

    Parameters
    ----------
    training, unseen, loss : ndarrays of shape (seeds, moments)
    answers : ndarray of shape (seeds, moments, shown)
    """

    training: np.ndarray
    unseen: np.ndarray
    loss: np.ndarray
    answers: np.ndarray


@lru_cache(maxsize=1)
def record():
    """Return the arrays of the record, by name."""
    with np.load(RECORD) as file:
        return {name: file[name] for name in file.files}


@lru_cache(maxsize=32)
def recorded_features(n=300, wrong=0.0):
    """Return what least squares on random ReLU features makes of n signals: errors of `FEATURES` x `STRENGTHS` x seeds.

    Parameters
    ----------
    n : {100, 300, 1000}
    wrong : {0.0, 0.2}
        Share of the labels that are drawn at random.

    Returns
    -------
    Features

    Examples
    --------
    >>> runs = recorded_features(300)
    >>> mean = runs.unseen[:, 0].mean(axis=1)  # without L2
    >>> FEATURES[mean.argmax()]
    300
    """
    found = record()
    at = _place("n", EXAMPLES, n), _place("wrong", WRONG, wrong)
    training, unseen = found["feature_training"][at] / n, found["feature_unseen"][at] / 1000
    return Features(training, unseen, found["feature_norm"][at].astype(float), found["feature_answers"][at])


@lru_cache(maxsize=256)
def recorded_runs(n=400, dropout=0.0, decay=0.0, shift=0):
    """Return five training runs of `watch_training`, at each of `training.MOMENTS`.

    Parameters
    ----------
    n : {100, 400, 1600}
    dropout : {0.0, 0.2, 0.5}
    decay : {0.0, 0.3, 1.0, 3.0}
    shift : {0, 1, 3, 10}

    Returns
    -------
    Runs

    Examples
    --------
    >>> recorded_runs().training[:, -1].max() < 0.01  # nothing done: it knows its 400 signals by heart
    np.True_
    """
    found = record()
    names, grid = ("n", "dropout", "decay", "shift"), (SIGNALS, DROPOUTS, DECAYS, SHIFTS)
    at = tuple(_place(*one) for one in zip(names, grid, (n, dropout, decay, shift), strict=True))
    training, unseen = found["run_training"][at] / n, found["run_unseen"][at] / 1000
    return Runs(training, unseen, found["run_loss"][at].astype(float), found["run_answers"][at])


def _place(name, values, value):
    if value not in values:
        raise ValueError(f"the record expected {name} to be one of {values}, got {value!r}: no other was recorded")
    return values.index(value)
