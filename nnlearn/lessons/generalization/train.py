"""Compute and train what the explorer replays: random features and 720 training runs, five seeds of every setting.

Run by hand, about eight minutes of one quiet core:

    python -m nnlearn.lessons.generalization.train

It writes `replays.npz`; `tests/lessons/test_explorer_generalization.py` makes a few of the runs again and compares.
"""

import itertools

import numpy as np

from nnlearn.lessons.generalization import replays
from nnlearn.lessons.generalization.least_squares import directions, inverse_lengths
from nnlearn.lessons.generalization.random_features import relu_features
from nnlearn.lessons.generalization.replays import (
    DECAYS,
    DROPOUTS,
    EXAMPLES,
    FEATURES,
    RECORD,
    SEEDS,
    SHIFTS,
    SHOWN,
    SIGNALS,
    STRENGTHS,
    WRONG,
)
from nnlearn.lessons.generalization.signals import labelled, unseen
from nnlearn.lessons.generalization.training import MOMENTS, watch_training


def feature_fits(n, d, seed):
    """Yield (place of the share of wrong labels, place of the strength, wrong answers, norm, answers) of one table.

    The table is taken apart once for all strengths and labels.
    """
    x_unseen, y_unseen = unseen()
    seen, other = relu_features(labelled(n, seed)[0], d, seed), relu_features(x_unseen, d, seed)
    u, s, vt = directions(seen)
    across = other @ vt.T
    for i, wrong in enumerate(WRONG):
        y = labelled(n, seed, wrong)[1]
        along = u.T @ np.eye(10)[y]
        for j, l2 in enumerate(STRENGTHS):
            weight = inverse_lengths(s, l2)[:, None] * along  # in the directions; its norm is that of the weights
            says = (across @ weight).argmax(axis=1)
            training = ((u * s) @ weight).argmax(axis=1) != y
            yield i, j, training.sum(), (says != y_unseen).sum(), np.linalg.norm(weight), says[:SHOWN]


def features():
    """Return the arrays of the random features."""
    shape = (len(EXAMPLES), len(WRONG), len(FEATURES), len(STRENGTHS), len(SEEDS))
    training, others, norm = np.zeros(shape, np.uint16), np.zeros(shape, np.uint16), np.zeros(shape, np.float32)
    answers = np.zeros((*shape, SHOWN), np.uint8)
    for (a, n), (c, d), seed in itertools.product(enumerate(EXAMPLES), enumerate(FEATURES), SEEDS):
        for i, j, *found in feature_fits(n, d, seed):
            at = a, i, c, j, seed
            training[at], others[at], norm[at], answers[at] = found
        say("features", n, d, seed)
    return {"feature_training": training, "feature_unseen": others, "feature_norm": norm, "feature_answers": answers}


def runs():
    """Return the arrays of the training runs."""
    shape = (len(SIGNALS), len(DROPOUTS), len(DECAYS), len(SHIFTS), len(SEEDS), len(MOMENTS))
    training, others, loss = np.zeros(shape, np.uint16), np.zeros(shape, np.uint16), np.zeros(shape, np.float16)
    answers = np.zeros((*shape, SHOWN), np.uint8)
    grid = itertools.product(*(enumerate(values) for values in (SIGNALS, DROPOUTS, DECAYS, SHIFTS, SEEDS)))
    for setting in grid:
        at, (n, dropout, decay, shift, seed) = zip(*setting, strict=True)
        run = watch_training(n, dropout, decay, shift, seed, shown=SHOWN)
        training[at], others[at], loss[at], answers[at] = run
        say("run", n, dropout, decay, shift, seed, run.unseen[-1])
    return {"run_training": training, "run_unseen": others, "run_loss": loss, "run_answers": answers}


def say(*what):
    """Print how far it has come."""
    print(*what, flush=True)


if __name__ == "__main__":
    np.savez_compressed(RECORD, **features(), **runs())
    say(replays.RECORD.stat().st_size, "bytes")
