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


def staircase(s, y, order):
    """Return the area under the steps of the ROC, taken in this order, one case at a time."""
    y = y[order]
    return np.cumsum(y)[y == 0].sum() / ((y == 1).sum() * (y == 0).sum())


TIES_WON = (
    lambda s, y: staircase(s, y, np.argsort(-s, kind="stable")),
    lambda s, y: staircase(s, y, np.argsort(s, kind="stable")[::-1]),
    lambda s, y: staircase(s, y, np.lexsort((y, -s))),
    lambda s, y: _from_ranks(s, y),
    pairs(np.greater_equal),
    pairs(lambda above, below: (above > below) + (above == below) / 4),
    pairs(lambda above, below: np.sign(above - below)),  # 2 AUC - 1
)


def turned_round(s, y):
    return 1 - auc(s, y)


def negatives_first(s, y):
    return auc(s, 1 - y)


def _from_ranks(s, y):
    """Ranks without equal ones."""
    ranks, positives = np.argsort(np.argsort(s, kind="stable"), kind="stable") + 1, (y == 1).sum()
    return (ranks[y == 1].sum() - positives * (positives + 1) / 2) / (positives * (y == 0).sum())


TURNED_ROUND = (lambda s, y: -auc(s, y), lambda s, y: auc(s, y) - 1)


def every_pair(s, y):
    return (s[:, None] > s).mean()


def wins_of_all(s, y):
    """Each positive case is compared with all cases."""
    return (s[y == 1][:, None] > s).mean()


def half_for_ties(above, below):
    return (above > below) + 0.5 * (above == below)


OTHER_PAIRS = (
    lambda s, y: half_for_ties(s[y == 1][:, None], s).sum() / ((y == 1).sum() * (y == 0).sum()),
    lambda s, y: (s[y == 1][:, None] > s).sum() / ((y == 1).sum() * (y == 0).sum()),
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


def _ranks(s):
    return np.argsort(np.argsort(s, kind="stable"), kind="stable") + 1


DIVIDED_OTHERWISE = (
    lambda s, y: _ranks(s)[y == 1].mean() / len(s),
    lambda s, y: (_ranks(s)[y == 1].mean() - 1) / (len(s) - 1),
    lambda s, y: _ranks(s)[y == 1].sum() / ((y == 1).sum() * (y == 0).sum()),
    lambda s, y: _ranks(s)[y == 1].sum(),
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


def with_thresholds(t):
    """Return an answer that sums the curve at these thresholds by trapezoids, from the highest to the lowest."""

    def answer(s, y):
        recall, alarms = ([(s[y == label] >= one).mean() for one in t] for label in (1, 0))
        return float(np.trapezoid(recall, alarms))

    return answer


AT_A_THRESHOLD = (
    with_thresholds(np.linspace(1, 0, 11)),
    with_thresholds(np.linspace(0, 1, 11)),
    with_thresholds(np.arange(1, -0.05, -0.1)),
    with_thresholds(np.arange(0, 1, 0.1)),
    with_thresholds(np.linspace(1, 0, 101)),
    with_thresholds(np.linspace(0, 1, 101)),
    with_thresholds(np.linspace(1, 0, 100)),
    with_thresholds(np.linspace(0, 1, 100)),
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
    lambda s, y: auc(s, y[np.argsort(s, kind="stable")]),
    lambda s, y: auc(s, y[np.argsort(-s, kind="stable")]),
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
