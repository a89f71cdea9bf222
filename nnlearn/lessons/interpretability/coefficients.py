"""How much the coefficients of a linear model change if it is fitted again to other draws of the same patients."""

import numpy as np
from sklearn.linear_model import LogisticRegression

from nnlearn import datasets

REFITS = 30


def tumours():
    """Return the 30 measurements of 569 tumours, standardised, their classes, and the measurements' names."""
    found = datasets.breast_cancer()
    x = found.x.astype(np.float64)
    return (x - x.mean(axis=0)) / x.std(axis=0), found.y.ravel(), list(found.features)


def refitted(C, refits=REFITS):
    """Return the coefficients (refits, 30) of logistic regression on bootstrap draws, and their accuracies on the rest.

    Parameters
    ----------
    C : float
        The inverse strength of the L2 penalty: a large one hardly penalises.
    refits : int
        Draw n has the seed n.

    Examples
    --------
    >>> refitted(1.0, refits=2)[0].shape
    (2, 30)
    """
    x, y, _ = tumours()
    found, right = [], []
    for seed in range(refits):
        drawn = np.random.default_rng(seed).integers(len(x), size=len(x))
        out = np.setdiff1d(np.arange(len(x)), drawn)
        model = LogisticRegression(C=C, max_iter=5000).fit(x[drawn], y[drawn])
        found.append(model.coef_[0])
        right.append(model.score(x[out], y[out]))
    return np.array(found), np.array(right)
