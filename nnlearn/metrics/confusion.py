"""The confusion matrix, and what its rows and columns give: precision, recall, F1."""

import numpy as np

from nnlearn.arguments import Undefined, describe, integer, number
from nnlearn.metrics.classes import has_classes, predicted_labels

MAX_CLASSES = 10_000  # the matrix of more would not fit into memory


def confusion_matrix(prediction, target, *, threshold=None, classes=None):
    """Count, for each pair of classes, how often one was taken for the other.

    `C[i, j] = number of samples of class i that were predicted as j`: rows are the truth, columns the predictions, and
    the diagonal counts what is right.

    Parameters
    ----------
    prediction : ndarray of shape (n, classes, ...), (n,) or (n, 1, ...)
        Scores, labels, or, with `threshold`, one score per sample or place; see `accuracy`.
    target : ndarray of shape (n, ...), or of prediction's shape
        Whole-number labels >= 0.
    threshold : float, optional
        Used with one score per sample: class 1 for scores of at least the threshold, class 0 below it.
    classes : int, 1 to 10000, optional
        Number of classes. Default: the number of columns of scores; for labels, up to the largest one.

    Returns
    -------
    ndarray of shape (classes, classes), int64
        The counts; they add up to the number of targets.

    Raises
    ------
    TypeError
        If an argument is not a NumPy array of numbers, or labels are floats.
    ValueError
        If one is empty or holds NaN or infinity, the shapes do not match, or a label is not one of the classes.

    Examples
    --------
    >>> confusion_matrix(np.array([0, 2, 2, 1]), np.array([0, 2, 1, 1]))
    array([[1, 0, 0],
           [0, 1, 1],
           [0, 0, 1]])
    """
    return _count("confusion_matrix", prediction, target, threshold, classes)


def precision(prediction, target, *, average="macro", threshold=None, classes=None, zero_division=None):
    """Return the fraction of the samples predicted as a class that belong to it.

    `precision = TP / (TP + FP)`: the diagonal of the confusion matrix divided by the sums of its columns.

    Parameters
    ----------
    prediction, target : ndarray
        As in `confusion_matrix`.
    average : {"macro", "micro", None}
        "macro" is the mean over the classes, which all count the same. "micro" adds up the counts of all classes
        first; with one label per sample it equals the accuracy. None returns one number per class.
    threshold, classes : float and int, optional
        As in `confusion_matrix`.
    zero_division : float, 0 to 1, optional
        What the precision of a class that was never predicted counts as, since it is 0/0. Default: an error that names
        the class.

    Returns
    -------
    float, or ndarray of shape (classes,), float64, with `average=None`
        0 to 1. `precision(..., average=None)[1]` is the precision of class 1.

    Raises
    ------
    TypeError, ValueError
        As in `confusion_matrix`; and (`Undefined`) if a class was never predicted and `zero_division` is not given.

    Examples
    --------
    >>> predicted, target = np.array([0, 2, 2, 1]), np.array([0, 2, 1, 1])
    >>> precision(predicted, target, average=None).tolist()
    [1.0, 1.0, 0.5]
    >>> precision(predicted, target, average="micro")
    0.75
    """
    counts = _count("precision", prediction, target, threshold, classes)
    predicted = counts.sum(axis=0)
    return _ratio("precision", counts.diagonal(), predicted, average, zero_division, "it was never predicted")


def recall(prediction, target, *, average="macro", threshold=None, classes=None, zero_division=None):
    """Return the fraction of the samples of a class that were predicted as that class.

    `recall = TP / (TP + FN)`: the diagonal of the confusion matrix divided by the sums of its rows.

    Parameters
    ----------
    prediction, target : ndarray
        As in `confusion_matrix`.
    average : {"macro", "micro", None}
        Mean over the classes, counts of all classes together, or one number per class; see `precision`.
    threshold, classes : float and int, optional
        As in `confusion_matrix`.
    zero_division : float, 0 to 1, optional
        What the recall of a class without samples counts as. Default: an error that names the class.

    Returns
    -------
    float, or ndarray of shape (classes,), float64, with `average=None`
        0 to 1.

    Raises
    ------
    TypeError, ValueError
        As in `confusion_matrix`; and (`Undefined`) if a class has no samples and `zero_division` is not given.

    Examples
    --------
    >>> recall(np.array([0, 2, 2, 1]), np.array([0, 2, 1, 1]), average=None).tolist()
    [1.0, 0.5, 1.0]
    """
    counts = _count("recall", prediction, target, threshold, classes)
    return _ratio("recall", counts.diagonal(), counts.sum(axis=1), average, zero_division, "it has no sample")


def f1(prediction, target, *, average="macro", threshold=None, classes=None, zero_division=None):
    """Return the harmonic mean of precision and recall.

    `F1 = 2 precision recall / (precision + recall) = 2 TP / (2 TP + FP + FN)`

    Parameters
    ----------
    prediction, target : ndarray
        As in `confusion_matrix`.
    average : {"macro", "micro", None}
        Mean over the classes, counts of all classes together, or one number per class; see `precision`.
    threshold, classes : float and int, optional
        As in `confusion_matrix`.
    zero_division : float, 0 to 1, optional
        What a class that has no samples and was never predicted counts as. Default: an error that names the class. A
        class that was predicted but never rightly, or has samples but was never predicted, has F1 = 0.

    Returns
    -------
    float, or ndarray of shape (classes,), float64, with `average=None`
        0 to 1.

    Raises
    ------
    TypeError, ValueError
        As in `confusion_matrix`; and (`Undefined`) if a class does not occur at all and `zero_division` is not given.

    References
    ----------
    van Rijsbergen (1979), *Information Retrieval*, 2nd edition, chapter 7: the measure E = 1 - F.

    Examples
    --------
    >>> f1(np.array([0, 2, 2, 1]), np.array([0, 2, 1, 1]), average=None).round(3).tolist()
    [1.0, 0.667, 0.667]
    """
    counts = _count("f1", prediction, target, threshold, classes)
    both = counts.sum(axis=0) + counts.sum(axis=1)
    return _ratio("f1", 2 * counts.diagonal(), both, average, zero_division, "it has no sample and was never predicted")


def _count(caller, prediction, target, threshold, classes):
    labels = predicted_labels(caller, prediction, target, threshold)
    predicted, true = (part.astype(np.int64).ravel() for part in labels)
    if min(predicted.min(), true.min()) < 0:
        raise ValueError(f"{caller} expected labels >= 0, got {min(predicted.min(), true.min())}")
    largest = int(max(predicted.max(), true.max()))
    columns = prediction.shape[1] if threshold is None and has_classes(prediction) else None
    if classes is None:
        classes = 2 if threshold is not None else columns or largest + 1
    classes = integer(caller, "classes", classes, low=1, high=MAX_CLASSES)
    if largest >= classes or (columns and columns != classes):
        found = f"scores of {columns} classes" if columns else f"the label {largest}"
        raise ValueError(f"{caller} expected labels below classes = {classes}, got {found}")
    return np.bincount(true * classes + predicted, minlength=classes * classes).reshape(classes, classes)


def _ratio(caller, right, of, average, zero_division, reason):
    """Return right / of: for each class, the mean over the classes, or for all counts together."""
    if average not in ("macro", "micro", None):
        raise ValueError(f'{caller} expected average to be "macro", "micro" or None, got {describe(average)}')
    if zero_division is not None:
        zero_division = number(caller, "zero_division", zero_division, low=0, high=1)
    if average == "micro":
        return float(right.sum() / of.sum())
    empty = of == 0
    if empty.any() and zero_division is None:
        label = int(empty.argmax())
        raise Undefined(f"{caller} of class {label} is 0/0, {reason}: zero_division=0 counts it as 0")
    ratios = np.where(empty, zero_division or 0.0, right / np.where(empty, 1, of))
    return ratios if average is None else float(ratios.mean())
