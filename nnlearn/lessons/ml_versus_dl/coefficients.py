"""Coefficients of a logistic regression that is fitted again and again, on examples drawn with replacement."""

import numpy as np


def refits(strength, times=100, columns=None):
    """Return what 100 refits on breast_cancer give: the coefficients, and the accuracy on the rows left out.

    Class 1 is malignant here, so that a positive coefficient says "more of it, more often malignant". Every feature
    has mean 0 and standard deviation 1.

    Parameters
    ----------
    strength : float
        scikit-learn's C: the larger, the weaker the penalty on large coefficients.
    times : int
    columns : list of int, optional
        Which of the 30 features are used; by default all.

    Returns
    -------
    weights : array of shape (times, features)
    right : array of shape (times,)

    Examples
    --------
    >>> weights, right = refits(1.0, times=3)
    >>> weights.shape, bool(right.min() > 0.9)
    ((3, 30), True)
    """
    from sklearn.linear_model import LogisticRegression

    x, y, _ = cancer()
    x = x if columns is None else x[:, columns]
    weights, right = [], []
    for seed in range(times):
        rows = np.random.default_rng(seed).integers(0, len(x), len(x))
        out = np.setdiff1d(np.arange(len(x)), rows)
        model = LogisticRegression(C=strength, max_iter=5000).fit(x[rows], y[rows])
        weights.append(model.coef_[0])
        right.append(model.score(x[out], y[out]))
    return np.array(weights), np.array(right)


def cancer():
    """Return breast_cancer standardised, x (569, 30), y (569,), 1 for malignant, and the features' names."""
    from nnlearn import datasets

    data = datasets.breast_cancer()
    return datasets.standardise(np.asarray(data.x, float)), (data.y == 0).astype(int), data.features


def measured(strength):
    """Return the record of a strength: of each feature mean, spread and share of positive signs over 100 refits.

    Returns
    -------
    dict
        C, right (mean accuracy on rows left out), and of the 30 features mean, spread, positive, and alone: the
        correlation with the answer.
    """
    x, y, _ = cancer()
    weights, right = refits(strength)
    alone = [float(np.corrcoef(column, y)[0, 1]) for column in x.T]
    row = {"C": strength, "right": round(float(right.mean()), 4)}
    columns = {"mean": weights.mean(axis=0), "spread": weights.std(axis=0, ddof=1)}
    columns |= {"positive": (weights > 0).mean(axis=0), "alone": alone}
    return row | {name: np.round(values, 3).tolist() for name, values in columns.items()}


def few(seed, count=3):
    """Return the accuracy over five folds of logistic regression on the best few features, taken one after the other.

    The choice is made inside the training part of each fold: the feature is added that answers most right there, over
    five folds of its own.

    Returns
    -------
    list of dict
        seed, fold, features (their places) and right, and all: the accuracy with all 30.
    """
    from sklearn.linear_model import LogisticRegression
    from sklearn.model_selection import StratifiedKFold, cross_val_score

    x, y, _ = cancer()
    found = []
    for fold, (train, test) in enumerate(StratifiedKFold(5, shuffle=True, random_state=seed).split(x, y)):
        chosen: list[int] = []
        for _ in range(count):
            others = [k for k in range(30) if k not in chosen]
            chosen.append(max(others, key=lambda k: cross_val_score(LogisticRegression(), x[train][:, [*chosen, k]],
                                                                    y[train], cv=5).mean()))  # fmt: skip
        right = [LogisticRegression(max_iter=1000).fit(x[train][:, k], y[train]).score(x[test][:, k], y[test])
                 for k in (chosen, list(range(30)))]  # fmt: skip
        row = {"seed": seed, "fold": fold, "features": chosen, "right": round(right[0], 4), "all": round(right[1], 4)}
        found.append(row)
    return found
