"""The entry checks that every training step makes, in as few calls as possible.

They only accept: what is not accepted at once goes to the check in nnlearn/arguments.py or nnlearn/shared/losses.py,
which takes its time, accepts what is rare, and finds the words for what is wrong.
"""

import numpy as np

from nnlearn.arguments import finite_squares

INT64, FLOATS = np.dtype(np.int64), (np.dtype(np.float32), np.dtype(np.float64))


def finite_floats(x):
    """Return whether x is an ordinary array of finite floats.

    Examples
    --------
    >>> finite_floats(np.ones(3)), finite_floats(np.array([1.0, np.nan])), finite_floats([1.0])
    (True, False, False)
    """
    return type(x) is np.ndarray and x.dtype in FLOATS and x.size > 0 and finite_squares(x)


def labels(target, scores):
    """Return whether target is an ordinary array of labels for scores (N, classes): N whole numbers in 0..classes-1.

    Examples
    --------
    >>> scores = np.zeros((2, 3))
    >>> labels(np.array([0, 2]), scores), labels(np.array([0, 3]), scores), labels(np.array([0, -1]), scores)
    (True, False, False)
    """
    if type(target) is not np.ndarray or target.dtype != INT64 or target.ndim != 1 or scores.ndim != 2:
        return False
    rows, classes = scores.shape
    return len(target) == rows and target.item(target.argmin()) >= 0 and target.item(target.argmax()) < classes


def shares(target, shape):
    """Return whether target is an ordinary array of floats in [0, 1] of this shape, which is not empty.

    Examples
    --------
    >>> shares(np.array([0.0, 0.5]), (2,)), shares(np.array([0.0, 1.5]), (2,)), shares(np.array([np.nan]), (1,))
    (True, False, False)
    """
    if type(target) is not np.ndarray or target.dtype not in FLOATS or target.shape != shape:
        return False
    if not target.size:
        return False
    return target.item(target.argmin()) >= 0 and target.item(target.argmax()) <= 1  # a NaN would be both
