"""Two leaks, each with its repair: features that are chosen before the folds, and copies on both sides of the split."""

import numpy as np

from nnlearn import datasets
from nnlearn.lessons.evaluation.models import nearest

PATIENTS, MEASUREMENTS, KEPT = 60, 2000, 20
OWNERS, SHOTS, NOISE = 150, 3, 0.05


def noise_accuracy(seed, inside):
    """Cross-validate nearest neighbour on pure noise, with the 20 measurements that best tell ill from healthy.

    Parameters
    ----------
    seed : int
    inside : bool
        Whether they are chosen inside each fold, from the training cases alone, or once, from all cases.

    Returns
    -------
    float
        The share of right answers over five folds; nothing can be known, so 0.5 is the truth.

    Examples
    --------
    >>> noise_accuracy(0, inside=False) > noise_accuracy(0, inside=True)
    True
    """
    rng = np.random.default_rng(seed)
    x, ill = rng.normal(size=(PATIENTS, MEASUREMENTS)), np.arange(PATIENTS) % 2
    right = np.zeros(PATIENTS)
    for train, test in datasets.folds(PATIENTS, 5, seed=seed):
        seen = train if inside else np.arange(PATIENTS)
        gap = x[seen][ill[seen] == 1].mean(axis=0) - x[seen][ill[seen] == 0].mean(axis=0)
        best = np.argsort(-np.abs(gap), kind="stable")[:KEPT]
        right[test] = nearest(x[train][:, best], ill[train], x[test][:, best]) == ill[test]
    return float(right.mean())


def copies_accuracy(seed, by_owner):
    """Cross-validate nearest neighbour on three noisy shots of each of 150 digits.

    Parameters
    ----------
    seed : int
    by_owner : bool
        Whether all shots of a digit stay together, or each goes into any fold.

    Returns
    -------
    float
        The share of right answers over four folds.

    Examples
    --------
    >>> copies_accuracy(0, by_owner=False) > copies_accuracy(0, by_owner=True)
    True
    """
    digits, rng = datasets.digits(), np.random.default_rng(seed)
    owner = np.repeat(np.arange(OWNERS), SHOTS)
    shown = rng.choice(len(digits.x), OWNERS, replace=False)[owner]
    x, y = digits.x[shown] / 16 + rng.normal(0, NOISE, size=(len(owner), 64)), digits.y[shown]
    right = np.zeros(len(owner))
    for train, test in datasets.folds(len(owner), 4, groups=owner if by_owner else None, seed=seed):
        right[test] = nearest(x[train], y[train], x[test]) == y[test]
    return float(right.mean())
