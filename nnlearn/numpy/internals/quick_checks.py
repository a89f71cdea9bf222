"""The entry checks that every training step makes, in as few calls as possible.

They only accept: what is not accepted at once goes to the check in nnlearn/arguments.py or nnlearn/shared/losses.py,
which takes its time, accepts what is rare, and finds the words for what is wrong.
"""

import numpy as np

from nnlearn.arguments import FLOATS, finite_squares

INT64 = np.dtype(np.int64)


def finite_floats(x):
    """Return whether x is an ordinary array of finite floats.

    Examples
    --------
    >>> finite_floats(np.ones(3)), finite_floats(np.array([1.0, np.nan])), finite_floats([1.0])
    (True, False, False)
    """
    return type(x) is np.ndarray and x.dtype in FLOATS and x.size > 0 and finite_squares(x)


def scores_and_labels(scores, target):
    """Return whether these are finite scores (N, classes) and N labels in 0..classes-1, both ordinary arrays.

    Examples
    --------
    >>> scores = np.zeros((2, 3))
    >>> [scores_and_labels(scores, np.array(target)) for target in ([0, 2], [0, 3], [0, -1], [0], [0.0, 1.0])]
    [True, False, False, False, False]
    """
    if not finite_floats(scores) or scores.ndim != 2 or type(target) is not np.ndarray or target.dtype != INT64:
        return False
    rows, classes = scores.shape
    return target.shape == (rows,) and target.item(target.argmin()) >= 0 and target.item(target.argmax()) < classes


def scores_and_shares(scores, target):
    """Return whether these are finite scores and targets in [0, 1], ordinary arrays of floats of one shape.

    Examples
    --------
    >>> scores = np.zeros(2)
    >>> [scores_and_shares(scores, np.array(target)) for target in ([0.0, 0.5], [0.0, 1.5], [np.nan, 0.0], [0.0])]
    [True, False, False, False]
    """
    if not finite_floats(scores) or type(target) is not np.ndarray:
        return False
    if target.dtype not in FLOATS or target.shape != scores.shape:
        return False
    return target.item(target.argmin()) >= 0 and target.item(target.argmax()) <= 1  # a NaN would be both of them
