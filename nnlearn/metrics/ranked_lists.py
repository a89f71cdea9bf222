"""How high the right thing stands in a ranked list of many: hit rate and reciprocal rank."""

import numpy as np

from nnlearn.arguments import check_numbers, integer, labels


def hit_rate(score, target, k=5):
    """Return the share of lists that have the right thing among their first k.

    `hit rate = mean([rank <= k])`, where the best thing has rank 1

    Parameters
    ----------
    score : ndarray of shape (n, things)
        For each of n lists, a number for each thing; the largest stands first. -inf takes a thing out of the list, one
        that is in the basket already, say.
    target : ndarray of shape (n,), whole numbers in 0..things-1
        The right thing of each list.
    k : int
        How many things are shown, 1 to `things`.

    Returns
    -------
    float
        0 to 1. Equal scores count as their mean over all orders: if the right thing ties with another for the last
        place, that is half a hit. Scores that know nothing give k / things.

    Raises
    ------
    TypeError
        If score is not a NumPy array of numbers, target does not hold whole numbers, or k is not one.
    ValueError
        If score is empty or not (n, things), or holds NaN or +inf; the lengths differ, a target or k is out of its
        range, or the right thing was taken out of its own list.

    References
    ----------
    Deshpande, Karypis (2004), "Item-based top-N recommendation algorithms". scikit-learn's `top_k_accuracy_score` is
    the same where no scores are equal.

    Examples
    --------
    >>> score = np.array([[0.9, 0.5, 0.1], [0.9, 0.5, 0.1], [0.2, 0.2, 0.7]])
    >>> target = np.array([0, 2, 1])  # ranks 1, 3, and 2 or 3
    >>> hit_rate(score, target, 1), hit_rate(score, target, 2)
    (0.3333333333333333, 0.5)
    """
    above, equal = _places("hit_rate", score, target)
    k = integer("hit_rate", "k", k, low=1, high=score.shape[1])
    return float(np.mean(np.clip(k - above, 0, equal) / equal))  # the share of its possible ranks that are <= k


def reciprocal_rank(score, target):
    """Return the mean of 1 / rank of the right thing, often called MRR.

    `MRR = mean(1 / rank)`, where the best thing has rank 1

    Parameters
    ----------
    score, target : ndarray
        As in `hit_rate`.

    Returns
    -------
    float
        Above 0, up to 1; 1 if the right thing is always first, 0.5 if it is always second. Equal scores count as the
        mean of 1 / rank over all orders.

    Raises
    ------
    TypeError, ValueError
        As in `hit_rate`.

    References
    ----------
    Voorhees (1999), "The TREC-8 question answering track report".

    Examples
    --------
    >>> score = np.array([[0.9, 0.5, 0.1], [0.9, 0.5, 0.1], [0.2, 0.2, 0.7]])
    >>> round(reciprocal_rank(score, np.array([0, 2, 1])), 4)  # (1 + 1/3 + (1/2 + 1/3) / 2) / 3
    0.5833
    """
    above, equal = _places("reciprocal_rank", score, target)
    harmonic = np.concatenate([[0.0], np.cumsum(1 / np.arange(1, score.shape[1] + 1))])  # 1 + 1/2 + ... + 1/r
    over_orders = (harmonic[above + equal] - harmonic[above]) / equal
    return float(np.mean(np.where(equal == 1, 1 / (above + 1), over_orders)))


def _places(caller, score, target):
    """Return how many things stand above the right one in each list, and how many have its score, itself included."""
    check_numbers(caller, "score", score)
    if score.ndim != 2 or not score.size:
        raise ValueError(f"{caller} expected score of shape (n, things), got {score.shape}: a score for every thing")
    wrong = np.argwhere(~(score < np.inf))
    if len(wrong):
        where = tuple(wrong[0].tolist())
        raise ValueError(
            f"{caller} expected score to be finite, or -inf for what is taken out, got {score[where]} at index {where}"
        )
    labels(caller, "target", target, score.shape[1])
    if len(target) != len(score):
        raise ValueError(f"{caller} expected a target for each of {len(score)} rows of score, got {len(target)}")
    right = np.take_along_axis(score, target[:, None].astype(np.intp), axis=1)
    if np.isneginf(right).any():
        row = int(np.isneginf(right[:, 0]).argmax())
        raise ValueError(
            f"{caller} expected a finite score of each target, got -inf in row {row}: the right thing was taken out"
        )
    return (score > right).sum(axis=1), (score == right).sum(axis=1)
