"""Mistakes that people really make in 12.2: the wrong answers that `check` names."""

import numpy as np

from nnlearn.lessons.evaluation.answers import auc


def sides(s, y):
    """Return the scores of the positive cases as a column, and those of the negative ones as a row."""
    return s[y == 1][:, None], s[y == 0][None, :]


def pairs(compare):
    """Return an answer that takes the mean, over all pairs, of how it compares the two."""
    return lambda s, y: compare(*sides(s, y)).mean()


ties_lost = pairs(np.greater)
TIES_WON = (
    pairs(np.greater_equal),
    pairs(lambda above, below: (above > below) + (above == below) / 4),
    pairs(lambda above, below: np.sign(above - below)),  # 2 AUC - 1
)


def turned_round(s, y):
    return 1 - auc(s, y)


def negatives_first(s, y):
    return auc(s, 1 - y)


TURNED_ROUND = (lambda s, y: -auc(s, y), lambda s, y: auc(s, y) - 1)


def every_pair(s, y):
    return (s[:, None] > s).mean()


def wins_of_all(s, y):
    """Each positive case is compared with all cases."""
    return (s[y == 1][:, None] > s).mean()


OTHER_PAIRS = (
    wins_of_all,
    lambda s, y: ((s[y == 1][:, None] > s) + 0.5 * (s[y == 1][:, None] == s)).mean(),
    lambda s, y: ((s[:, None] > s) + 0.5 * (s[:, None] == s)).mean(),
    lambda s, y: (s[:, None] > s[y == 0]).mean(),
    lambda s, y: ((s[:, None] > s) == (y[:, None] > y)).mean(),
    lambda s, y: np.mean([(s[i] > s[j]) == (y[i] > y[j]) for i in range(len(s)) for j in range(i)]),
    lambda s, y: sum((s[i] > s[j]) * (y[i] > y[j]) for i in range(len(s)) for j in range(i)) / (y.sum() * sum(1 - y)),
)


def wins(s, y):
    return pairs(np.greater)(s, y) * (y == 1).sum() * (y == 0).sum()


def divided(by):
    """Return an answer that counts pairs and divides by something else than their number."""

    def answer(s, y):
        return auc(s, y) * (y == 1).sum() * (y == 0).sum() / by((y == 1).sum(), (y == 0).sum())

    return answer


DIVIDED_OTHERWISE = (
    divided(lambda positives, negatives: 1),
    divided(lambda positives, negatives: positives + negatives),
    divided(lambda positives, negatives: (positives + negatives) ** 2),
    divided(lambda positives, negatives: (positives + negatives) * (positives + negatives - 1) / 2),
    divided(lambda positives, negatives: (positives + negatives) * (positives + negatives - 1)),
    divided(lambda positives, negatives: positives),
    divided(lambda positives, negatives: negatives),
    divided(lambda positives, negatives: positives**2),
)


def difference_of_means(s, y):
    return s[y == 1].mean() - s[y == 0].mean()


SIZE_OF_SCORES = (
    lambda s, y: np.median(s[y == 1]) - np.median(s[y == 0]),
    lambda s, y: (s[y == 1][:, None] - s[y == 0]).sum(),
    lambda s, y: np.maximum(s[y == 1][:, None] - s[y == 0], 0).mean(),
    lambda s, y: (s * y).mean(),
    lambda s, y: s[y == 1].mean(),
    lambda s, y: s[y == 1].mean() / (s[y == 1].mean() + s[y == 0].mean()),
)


def accuracy_at_half(s, y):
    return ((s >= 0.5) == (y == 1)).mean()


AT_A_THRESHOLD = (
    lambda s, y: ((s[y == 1] >= 0.5).mean() + (s[y == 0] < 0.5).mean()) / 2,
    lambda s, y: (s[y == 1] >= 0.5).mean(),
    lambda s, y: (s[y == 1] > s.mean()).mean(),
    lambda s, y: ((s > s.mean()) == (y == 1)).mean(),
)


def scores_sorted_alone(s, y):
    return auc(np.sort(s), y)


SORTED_ALONE = (
    lambda s, y: auc(np.sort(s)[::-1], y),
    lambda s, y: auc(s, np.sort(y)),
    lambda s, y: auc(s, np.sort(y)[::-1]),
    lambda s, y: auc(s, y[np.argsort(s)]),
    lambda s, y: auc(s, y[np.argsort(-s)]),
)


def one_against_one(s, y):
    """The first positive case meets the first negative one, the second the second, and so on."""
    met = list(zip(s[y == 1], s[y == 0], strict=False))
    return np.mean([(a > b) + 0.5 * (a == b) for a, b in met])


ONE_NUMBER = (
    lambda s, y: (s[y == 1] > s[y == 0].mean()).mean(),
    lambda s, y: (s[y == 1] > s[y == 0].max()).mean(),
    lambda s, y: (s[y == 1] > s[y == 0].min()).mean(),
    lambda s, y: (s[y == 1] > np.median(s[y == 0])).mean(),
    lambda s, y: (s[y == 1].mean() > s[y == 0]).mean(),
    lambda s, y: np.mean([a > b for a, b in zip(s[y == 1], s[y == 0], strict=False)]),
    lambda s, y: float(s[y == 1].min() > s[y == 0].max()),
)


def missing_corner(s, y):
    """The staircase of the ROC begins at the highest score, not at (0, 0); it is summed by trapezoids."""
    order = np.argsort(-s, kind="stable")
    recall, alarms = np.cumsum(y[order]) / y.sum(), np.cumsum(1 - y[order]) / (1 - y).sum()
    return float(((recall[1:] + recall[:-1]) / 2 * np.diff(alarms)).sum())
