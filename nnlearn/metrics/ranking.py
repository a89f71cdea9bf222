"""How well scores rank two classes: the ROC curve, the precision-recall curve, and the areas under them."""

import numpy as np

from nnlearn.arguments import Undefined, finite


def roc_curve(score, target):
    """Return the path of (false positive rate, true positive rate) as the threshold falls.

    At the threshold t, a sample counts as positive if its score is >= t:
    `true positive rate = TP / (TP + FN)`, `false positive rate = FP / (FP + TN)`

    Parameters
    ----------
    score : ndarray of shape (n,) or (n, 1)
        Logits, probabilities or any other numbers; larger means more likely positive.
    target : ndarray of score's shape
        0 and 1, with at least one of each; 1 is the positive class.

    Returns
    -------
    false_positive_rate, true_positive_rate : ndarray of shape (k,), float64
        They rise from 0 to 1, with one point for each different score and one before them. No point is dropped:
        scikit-learn's curve is this one with `drop_intermediate=False`.
    thresholds : ndarray of shape (k,)
        They fall; the first is infinite, where nothing counts as positive.

    Raises
    ------
    TypeError
        If an argument is not a NumPy array of numbers.
    ValueError
        If one is empty or holds NaN or infinity, the shapes differ, or the target holds anything but 0 and 1.
    Undefined
        If the target holds one class only: one of the two rates is 0/0.

    References
    ----------
    Fawcett (2006), "An introduction to ROC analysis", algorithm 1.

    Examples
    --------
    >>> rates = roc_curve(np.array([0.9, 0.4, 0.4, 0.1]), np.array([1, 0, 1, 0]))
    >>> [rate.tolist() for rate in rates]
    [[0.0, 0.0, 0.5, 1.0], [0.0, 0.5, 1.0, 1.0], [inf, 0.9, 0.4, 0.1]]
    """
    true, false, thresholds = _counts("roc_curve", score, target, both=True)
    return false / false[-1], true / true[-1], np.concatenate([[np.inf], thresholds])


def roc_auc_score(score, target):
    """Return the area under the ROC curve: how often a positive sample outranks a negative one.

    `AUC = P(score of a positive > score of a negative) + 1/2 P(the two are equal)`, over all pairs.

    Parameters
    ----------
    score, target : ndarray
        As in `roc_curve`.

    Returns
    -------
    float
        0 to 1; 0.5 for scores that know nothing, whatever the share of positives.

    Raises
    ------
    TypeError, ValueError, Undefined
        As in `roc_curve`.

    References
    ----------
    Hanley, McNeil (1982), "The meaning and use of the area under a receiver operating characteristic curve".

    Examples
    --------
    >>> roc_auc_score(np.array([0.9, 0.4, 0.4, 0.1]), np.array([1, 0, 1, 0]))  # 3 pairs of 4, and half of a tie
    0.875
    """
    true, false, _ = _counts("roc_auc_score", score, target, both=True)
    pairs = np.diff(false) @ (true[1:] + true[:-1]) / 2  # trapezia: of equal scores, half the pairs count
    return float(pairs / (true[-1] * false[-1]))


def precision_recall_curve(score, target):
    """Return precision and recall at every threshold.

    At the threshold t, a sample counts as positive if its score is >= t:
    `precision = TP / (TP + FP)`, `recall = TP / (TP + FN)`

    Parameters
    ----------
    score, target : ndarray
        As in `roc_curve`; negative samples are not needed.

    Returns
    -------
    precision, recall : ndarray of shape (k + 1,), float64
        For each of the k different scores as a threshold, from the lowest (recall 1) up. The last point, 1 and 0, has
        no threshold: nothing counts as positive there.
    thresholds : ndarray of shape (k,)
        They rise.

    Raises
    ------
    TypeError, ValueError
        As in `roc_curve`.
    Undefined
        If the target holds no 1: recall is 0/0.

    Examples
    --------
    >>> curve = precision_recall_curve(np.array([0.9, 0.4, 0.4, 0.1]), np.array([1, 0, 1, 0]))
    >>> [values.round(3).tolist() for values in curve]
    [[0.5, 0.667, 1.0, 1.0], [1.0, 1.0, 0.5, 0.0], [0.1, 0.4, 0.9]]
    """
    true, false, thresholds = _counts("precision_recall_curve", score, target)
    precision, recall = true[1:] / (true[1:] + false[1:]), true[1:] / true[-1]
    return np.append(precision[::-1], 1.0), np.append(recall[::-1], 0.0), thresholds[::-1]


def average_precision_score(score, target):
    """Return the mean precision over the positive samples, each at the threshold that just finds it.

    `AP = sum_k (recall_k - recall_(k-1)) precision_k`, over falling thresholds

    Parameters
    ----------
    score, target : ndarray
        As in `precision_recall_curve`.

    Returns
    -------
    float
        Above 0, up to 1. Scores that know nothing give about the share of positives: compare only where that is equal.

    Raises
    ------
    TypeError, ValueError, Undefined
        As in `precision_recall_curve`.

    References
    ----------
    Manning, Raghavan, Schuetze (2008), "Introduction to information retrieval", section 8.4.

    Examples
    --------
    >>> round(average_precision_score(np.array([0.9, 0.4, 0.4, 0.1]), np.array([1, 0, 1, 0])), 3)  # (1 + 2/3) / 2
    0.833
    """
    true, false, _ = _counts("average_precision_score", score, target)
    return float(np.diff(true) @ (true[1:] / (true[1:] + false[1:])) / true[-1])


def binary(caller, name, values, target):
    """Return two arrays as flat ones, or raise unless they have one shape, (n,) or (n, 1), and target is 0 and 1."""
    finite(caller, name, values)
    finite(caller, "target", target)
    if not np.isin(target, (0, 1)).all():
        wrong = target[~np.isin(target, (0, 1))][0]
        advice = f": it takes ({name}, target), in this order" if np.isin(values, (0, 1)).all() else ""
        raise ValueError(f"{caller} expected target to hold 0 and 1, got {wrong}{advice}")
    if values.shape != target.shape or values.ndim not in (1, 2) or values.shape[1:] not in ((), (1,)):
        raise ValueError(
            f"{caller} expected {name} and target both (n,) or both (n, 1), got {values.shape} and {target.shape}"
        )
    return values.ravel(), target.ravel().astype(np.int64)


def _counts(caller, score, target, both=False):
    """Return how many positives and negatives have a score >= t, for t = infinity and every score, falling."""
    score, target = binary(caller, "score", score, target)
    if not target.any():
        raise Undefined(
            f"{caller} expected at least one positive sample, target 1, got none: the true positive rate is 0/0"
        )
    if both and target.all():
        raise Undefined(
            f"{caller} expected at least one negative sample, target 0, got none: the false positive rate is 0/0"
        )
    thresholds, place = np.unique(score, return_inverse=True)
    counts = [np.bincount(place, weights, minlength=len(thresholds))[::-1] for weights in (target, 1 - target)]
    true, false = (np.concatenate([[0.0], np.cumsum(count)]) for count in counts)
    return true, false, thresholds[::-1]
