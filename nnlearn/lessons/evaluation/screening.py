"""The task of lesson 12: find the malignant ones among tissue samples, and count what the wrong answers cost."""

import numpy as np

from nnlearn import datasets

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


def four_boxes(answer, truth):
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
    >>> four_boxes(np.array([1, 1, 0, 0, 0]), np.array([1, 0, 1, 0, 0]))
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
    found = four_boxes(answer, truth)
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
