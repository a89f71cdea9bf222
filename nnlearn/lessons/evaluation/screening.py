"""The task of lesson 12: tissue samples, of which the malignant ones are to be found, and what a test is worth elsewhere."""

import json
from functools import lru_cache
from pathlib import Path

import numpy as np

from nnlearn import datasets

HOME = Path(__file__).parent
MISS = 50  # the cost of a malignant sample that is missed, if a false alarm costs 1


def cases(seed=0):
    """Split the 569 tissue samples, and put each measurement on one scale, that of the training samples.

    Parameters
    ----------
    seed : int
        Of the split; 427 samples are for training, 142 are unseen.

    Returns
    -------
    (x, y), (unseen, truth) : ndarray of shape (427, 30) and (142, 30), float32; ndarray of shape (427,) and (142,)
        The targets are 1 for malignant and 0 for benign, the other way round than in the file.

    Examples
    --------
    >>> (x, y), (unseen, truth) = cases()
    >>> x.shape, unseen.shape, int(y.sum()), int(truth.sum())
    ((427, 30), (142, 30), 159, 53)
    """
    tissue = datasets.breast_cancer()
    (x, y), (unseen, truth) = datasets.split(tissue.x, 1 - tissue.y, seed=seed)
    mean, std = datasets.mean_and_std(x)
    return ((x - mean) / std, y), ((unseen - mean) / std, truth)


def boxes(answer, truth):
    """Count the four kinds of answers to a question of yes or no.

    Parameters
    ----------
    answer, truth : ndarray of shape (n,)
        1 or True for positive, 0 or False for negative.

    Returns
    -------
    dict of str to int
        TP, FP, FN, TN.

    Examples
    --------
    >>> boxes(np.array([1, 1, 0, 0, 0]), np.array([1, 0, 1, 0, 0]))
    {'TP': 1, 'FP': 1, 'FN': 1, 'TN': 2}
    """
    answer, truth = np.asarray(answer, bool), np.asarray(truth, bool)
    places = {"TP": answer & truth, "FP": answer & ~truth, "FN": ~answer & truth, "TN": ~answer & ~truth}
    return {name: int(where.sum()) for name, where in places.items()}


def cost(answer, truth, miss=MISS, alarm=1):
    """Return what the wrong answers cost together: a miss and a false alarm have each their price.

    Examples
    --------
    >>> cost(np.array([1, 1, 0, 0]), np.array([1, 0, 1, 0]))
    51
    """
    found = boxes(answer, truth)
    return miss * found["FN"] + alarm * found["FP"]


def magnified(x, factor):
    """Return samples as another microscope would measure them, which shows everything `factor` times as large.

    Of the thirty measurements the lengths (radius, perimeter) grow by the factor, the areas by its square; all others
    are ratios and shades, and stay.

    Parameters
    ----------
    x : ndarray of shape (n, 30)
        As in the file, not standardised.
    factor : float, above 0

    Returns
    -------
    ndarray of shape (n, 30)

    Examples
    --------
    >>> magnified(datasets.breast_cancer().x[:1], 2.0)[0, [0, 2, 3]] / datasets.breast_cancer().x[0, [0, 2, 3]]
    array([2., 2., 4.], dtype=float32)
    """
    names = [name.split()[-1] for name in datasets.breast_cancer().features]
    power = np.array([{"radius": 1, "perimeter": 1, "area": 2}.get(name, 0) for name in names])
    return (x * float(factor) ** power).astype(x.dtype)


@lru_cache(maxsize=1)
def stored_scores():
    """Return what the three models of the explorer say of the 142 unseen samples of split 0.

    Returns
    -------
    dict of str to ndarray of shape (142,)
        "truth", 0 and 1; and for each model, "logistic", "network" and "naive Bayes", its logits.

    Examples
    --------
    >>> sorted(stored_scores())
    ['logistic', 'naive Bayes', 'network', 'truth']
    """
    stored = json.loads((HOME / "scores.json").read_text(encoding="utf-8"))
    return {name: np.array(values) for name, values in stored.items()}
