"""Two learners that take milliseconds, and rounds in which a learner labels what it is sure of and learns again."""

from functools import lru_cache
from typing import NamedTuple

import numpy as np

from nnlearn.lessons.semi_supervised.data import digits

NEAREST, SOFTMAX = "nearest labelled digit", "softmax"
LEARNERS = (NEAREST, SOFTMAX)
CLASSES = 10
STRENGTH, STEPS = 0.1, 20  # of the softmax: of its L2, and how often it is improved
FAR = 1e6  # the squared distance to a class of which no digit is labelled


class Round(NamedTuple):
    """A learner after some rounds.

    Parameters
    ----------
    p : ndarray of shape (1348, 10)
        What it says of the digits of the pool: probabilities.
    accuracy : float
        Share of the held-out digits that it reads right.
    rows : ndarray of shape (n,), int
        The digits it has learned from: first the bought ones, then those that it labelled itself.
    labels : ndarray of shape (n,), int
        The label of each.
    """

    p: np.ndarray
    accuracy: float
    rows: np.ndarray
    labels: np.ndarray


@lru_cache(maxsize=2)
def distances(held_out=False):
    """Return the squared distance of every digit of the pool to every digit of it, or to every held-out one.

    Parameters
    ----------
    held_out : bool, default False

    Returns
    -------
    ndarray of shape (1348, 1348) or (1348, 449)

    Examples
    --------
    >>> x = digits().x
    >>> bool(np.isclose(distances()[3, 5], ((x[3] - x[5]) ** 2).sum()))
    True
    """
    x, _, x_test, _ = (part.astype(float) for part in digits())
    others = x_test if held_out else x
    squares = (x**2).sum(axis=1)[:, None] + (others**2).sum(axis=1) - 2 * x @ others.T
    return np.maximum(squares, 0)


def softmax(z):
    """Return the softmax of each row.

    Examples
    --------
    >>> softmax(np.zeros((1, 4))).tolist()
    [[0.25, 0.25, 0.25, 0.25]]
    """
    powers = np.exp(z - z.max(axis=1, keepdims=True))
    return powers / powers.sum(axis=1, keepdims=True)


def nearest(rows, labels):
    """Give each digit the label of the labelled digit nearest to it, the surer the farther the next class is.

    The score of class k is minus the squared distance to its nearest labelled digit; a softmax makes probabilities.

    Parameters
    ----------
    rows, labels : ndarrays of shape (n,), int
        Places in the pool, and the label of each.

    Returns
    -------
    p : ndarray of shape (1348, 10)
        Of the digits of the pool.
    p_test : ndarray of shape (449, 10)
        Of the held-out digits.

    Examples
    --------
    >>> p, _ = nearest(np.arange(100), digits().y[:100])
    >>> p[:100].argmax(axis=1).tolist() == digits().y[:100].tolist()
    True
    """
    return tuple(softmax(-_to_classes(distances(held_out), rows, labels)) for held_out in (False, True))


def _to_classes(squares, rows, labels):
    """Return the squared distance of each digit to the nearest labelled one of each class."""
    found = np.full((squares.shape[1], CLASSES), FAR)
    for k in np.unique(labels):
        found[:, k] = squares[rows[labels == k]].min(axis=0)
    return found


@lru_cache(maxsize=1)
def _with_ones():
    x, _, x_test, _ = digits()
    return tuple(np.column_stack([part.astype(float), np.ones(len(part))]) for part in (x, x_test))


def regression(rows, labels, weights):
    """Fit a softmax to labelled digits: cross-entropy plus L2, by a Newton method with a bound for the curvature.

    The curvature of the cross-entropy is at most half of that of a sum of squares, so that each step goes down.

    Parameters
    ----------
    rows, labels : ndarrays of shape (n,), int
    weights : ndarray of shape (n,)
        How much each counts.

    Returns
    -------
    p, p_test : ndarrays of shape (1348, 10) and (449, 10)
        As `nearest` returns them.

    Examples
    --------
    >>> p, _ = regression(np.arange(100), digits().y[:100], np.ones(100))
    >>> bool((p[:100].argmax(axis=1) == digits().y[:100]).all())
    True
    """
    x, x_test = _with_ones()
    own, told = x[rows], np.eye(CLASSES)[labels]
    heavy = own * weights[:, None]
    step = np.linalg.inv(0.5 * heavy.T @ own + STRENGTH * np.eye(own.shape[1]))
    W = np.zeros((CLASSES, own.shape[1]))
    for _ in range(STEPS):
        W -= ((softmax(own @ W.T) - told).T @ heavy + STRENGTH * W) @ step
    return softmax(x @ W.T), softmax(x_test @ W.T)


def learn(learner, rows, labels, bought):
    """Let a learner learn; in the softmax a bought label counts more: together, a quarter of all others at least.

    Parameters
    ----------
    learner : {"nearest labelled digit", "softmax"}
    rows, labels : ndarrays of shape (n,), int
    bought : int
        How many of the rows, the first ones, have a label that was bought.

    Returns
    -------
    p, p_test : ndarrays of shape (1348, 10) and (449, 10)
    """
    if learner == NEAREST:
        return nearest(rows, labels)
    weights = np.ones(len(rows))
    weights[:bought] = max(1, (len(rows) - bought) // (4 * bought))
    return regression(rows, labels, weights)


@lru_cache(maxsize=48)
def after(learner, bought, threshold=0.0, rounds=0):
    """Return a learner after rounds of pseudo-labels: in each it labels what it is sure of, and learns from all.

    Parameters
    ----------
    learner : {"nearest labelled digit", "softmax"}
    bought : tuple of int
        Places of the digits whose labels were bought, at least one.
    threshold : float, default 0.0
        The least probability of a label that is kept, from 0 to 1.
    rounds : int, default 0

    Returns
    -------
    Round

    Examples
    --------
    >>> first, last = (after(NEAREST, tuple(range(20)), 0.8, k) for k in (0, 3))
    >>> len(first.rows), len(last.rows) > 500
    (20, True)
    """
    rows = np.array(bought)
    labels = digits().y[rows]
    if rounds:
        p = after(learner, bought, threshold if rounds > 1 else 0.0, rounds - 1).p
        sure = p.max(axis=1) >= threshold
        sure[rows] = False
        rows, labels = np.concatenate([rows, np.flatnonzero(sure)]), np.concatenate([labels, p[sure].argmax(axis=1)])
    p, p_test = learn(learner, rows, labels, len(bought))
    return Round(p, _accuracy(p_test), rows, labels)


def _accuracy(p_test):
    """Return the share of the held-out digits that are read right."""
    return float((p_test.argmax(axis=1) == digits().y_test).mean())


@lru_cache(maxsize=4096)
def accuracy_of(learner, bought):
    """Return the accuracy of a learner on the held-out digits, without pseudo-labels; of `bought`, see `after`.

    Examples
    --------
    >>> accuracy_of(NEAREST, (0,)) < 0.2 < accuracy_of(NEAREST, tuple(range(10)))
    True
    """
    rows = np.array(bought)
    return _accuracy(learn(learner, rows, digits().y[rows], len(rows))[1])
