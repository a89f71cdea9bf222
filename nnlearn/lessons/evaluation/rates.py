"""What a threshold is worth: rates, the four boxes at a prevalence, six numbers, the cost and its lowest point."""

import numpy as np

from nnlearn.lessons.evaluation.held_out import FILE

NAMES = ("recall", "specificity", "AUC", "accuracy", "precision", "F1")  # the first three know no prevalence
BINS = 10  # of the reliability diagram
LINES = """\
t, prevalence = {threshold!r}, {prevalence!r}

def rates(y, p):
    recall, specificity = np.mean(p[y == 1] >= t), np.mean(p[y == 0] < t)
    TP, FN = prevalence * recall, prevalence * (1 - recall)
    FP, TN = (1 - prevalence) * (1 - specificity), (1 - prevalence) * specificity
    precision = TP / (TP + FP) if TP + FP else np.nan
    return recall, specificity, roc_auc_score(p, y), TP + TN, precision, 2 * TP / (2 * TP + FP + FN)"""


def path(sample, times):
    """Return the way of the two rates as the threshold falls, one level of the scores after the other.

    Parameters
    ----------
    sample : Sample
    times : ndarray of shape (n,)
        How often each case counts.

    Returns
    -------
    recall, alarms : ndarray of shape (k + 1,)
        TP / (TP + FN) and FP / (FP + TN), from 0 to 1.

    Examples
    --------
    >>> from nnlearn.lessons.evaluation.held_out import sample
    >>> recall, alarms = path(sample("logistic"), np.ones(142))
    >>> recall[[0, -1]].tolist(), alarms[[0, -1]].tolist()
    ([0.0, 1.0], [0.0, 1.0])
    """
    order = np.searchsorted(-sample.levels, -sample.p)
    found, false = (np.bincount(order, times * (sample.y == kind), len(sample.levels)) for kind in (1, 0))
    return tuple(np.concatenate([[0.0], np.cumsum(part)]) / part.sum() for part in (found, false))


def boxes_at(recall, alarms, prevalence):
    """Return the shares of TP, FN, FP and TN among people of whom a share `prevalence` is ill.

    Parameters
    ----------
    recall, alarms : float or ndarray of shape (...)
        TP / (TP + FN) and FP / (FP + TN).
    prevalence : float, 0 to 1

    Returns
    -------
    ndarray of shape (4, ...)

    Examples
    --------
    >>> boxes_at(0.9, 0.1, 0.01).round(3).tolist()
    [0.009, 0.001, 0.099, 0.891]
    """
    recall, alarms = np.asarray(recall), np.asarray(alarms)
    ill, healthy = prevalence, 1 - prevalence
    return np.stack([ill * recall, ill * (1 - recall), healthy * alarms, healthy * (1 - alarms)])


def precision_of(boxes):
    """Return TP / (TP + FP), NaN where there is no alarm.

    Examples
    --------
    >>> precision_of(np.array([[0.009, 0.0], [0.001, 0.01], [0.099, 0.0], [0.891, 0.99]])).round(3).tolist()
    [0.083, nan]
    """
    found, _, false, _ = boxes
    every = found + false
    return np.where(every > 0, found / np.where(every > 0, every, 1), np.nan)


def six(recall, alarms, auc, prevalence):
    """Return recall, specificity, AUC, accuracy, precision and F1.

    Parameters
    ----------
    recall, alarms, auc : float or ndarray of shape (...)
    prevalence : float

    Returns
    -------
    ndarray of shape (..., 6)

    Examples
    --------
    >>> six(0.9, 0.1, 0.95, 0.01).round(3).tolist()
    [0.9, 0.9, 0.95, 0.9, 0.083, 0.153]
    """
    boxes = boxes_at(recall, alarms, prevalence)
    found, missed, false, left = boxes
    f1 = 2 * found / (2 * found + false + missed)
    return np.stack(np.broadcast_arrays(recall, 1 - alarms, auc, found + left, precision_of(boxes), f1), axis=-1)


def area(recall, alarms):
    """Return the area under the ROC curve, the path of the two rates.

    Examples
    --------
    >>> float(area(np.array([0.0, 1.0, 1.0]), np.array([0.0, 0.0, 1.0])))
    1.0
    """
    return np.diff(alarms) @ (recall[1:] + recall[:-1]) / 2


def average_precision(recall, alarms, prevalence):
    """Return the mean precision over the steps of recall.

    Examples
    --------
    >>> float(average_precision(np.array([0.0, 1.0, 1.0]), np.array([0.0, 0.0, 1.0]), 0.01))
    1.0
    """
    precision = precision_of(boxes_at(recall, alarms, prevalence))
    steps = np.diff(recall)
    return steps @ np.where(steps > 0, precision[1:], 0)


def costs(recall, alarms, prevalence, miss):
    """Return what the mistakes among 1,000 people cost, counted in false alarms.

    Examples
    --------
    >>> float(costs(0.9, 0.1, 0.01, 50).round(1))
    149.0
    """
    _, missed, false, _ = boxes_at(recall, alarms, prevalence)
    return 1000 * (miss * missed + false)


def best_threshold(miss, prevalence, trained_at=FILE):
    """Return the score from which on an alarm is expected to cost less than silence.

    With the probability q of an ill person at this prevalence: alarm if `q miss > (1 - q)`, so from
    `t* = 1 / (1 + miss)` up. The model learned at another prevalence, so its odds are those of q times
    `trained odds / odds here`, where the odds are prevalence / (1 - prevalence).

    Parameters
    ----------
    miss : float, above 0
        The cost of a miss, if a false alarm costs 1.
    prevalence, trained_at : float, above 0 and below 1

    Returns
    -------
    float

    References
    ----------
    Elkan (2001), "The foundations of cost-sensitive learning", sections 1.3 and 3.

    Examples
    --------
    >>> round(best_threshold(50, 0.373), 4), round(best_threshold(50, 0.005), 3)
    (0.0196, 0.703)
    """
    odds = trained_at / (1 - trained_at) / (prevalence / (1 - prevalence)) / miss
    return odds / (1 + odds)


def cheapest(rates, prevalence, miss):
    """Return the number of levels that are alarms where the cost is lowest; of several, the fewest.

    Examples
    --------
    >>> cheapest((np.array([0.0, 0.9, 1.0]), np.array([0.0, 0.1, 1.0])), 0.3, 50)
    2
    """
    recall, alarms = rates
    return int(costs(recall, alarms, prevalence, miss).argmin())


def bins(sample, times):
    """Return the points of a reliability diagram: of each tenth of [0, 1] that has cases, and in their order.

    Returns
    -------
    list of (float, float, float)
        Mean probability, share of malignant cases, number of cases.

    Examples
    --------
    >>> from nnlearn.lessons.evaluation.held_out import sample
    >>> [round(value, 3) for value in bins(sample("logistic"), np.ones(142))[0]]
    [0.006, 0.024, 82.0]
    """
    part = np.searchsorted(np.linspace(0, 1, BINS + 1)[1:-1], sample.p)
    count, malignant, total = (np.bincount(part, times * v, BINS) for v in (1.0, sample.y, sample.p))
    return [
        (float(total[k] / count[k]), float(malignant[k] / count[k]), float(count[k])) for k in np.flatnonzero(count)
    ]


def calibration_error(points):
    """Return the mean distance of probability and share over the points of `bins`, each counted as often as its cases.

    Examples
    --------
    >>> round(calibration_error([(0.1, 0.0, 30), (0.9, 1.0, 10)]), 3)
    0.1
    """
    p, share, count = np.array(points).T
    return float(np.abs(p - share) @ count / count.sum())
