"""Which class a prediction names, and how often it is the right one."""

import numpy as np

from nnlearn.arguments import describe, finite, number


def accuracy(prediction, target, *, threshold=None):
    """Return the fraction of samples whose predicted class is right.

    `accuracy = mean(predicted label == target label)`, over all places of all samples

    Parameters
    ----------
    prediction : ndarray of shape (n, classes, ...), (n,) or (n, 1, ...)
        Scores of two or more classes, of which the largest counts (the first of several); or whole-number labels in
        the shape of `target`; or, with `threshold`, one score per sample or place in the shape of `target`.
    target : ndarray of shape (n, ...), without the axis of classes; with `threshold`, of prediction's shape
        Whole-number labels. With `threshold`, 0 and 1; then they may be floats, as BCELoss needs them.
    threshold : float, optional
        Used with one score per sample: class 1 for scores of at least the threshold, class 0 below it. 0 for logits,
        0.5 for probabilities; the numbers do not show which of the two they are, so you have to say it.

    Returns
    -------
    float
        0 to 1. The baseline to compare it with is the fraction of the most frequent class.

    Raises
    ------
    TypeError
        If an argument is not a NumPy array of numbers, or labels are floats.
    ValueError
        If one is empty or holds NaN or infinity, the shapes do not match, or a label is not one of the classes.

    Examples
    --------
    >>> scores = np.array([[2.0, 1.0, 0.0], [0.1, 0.2, 0.3], [5.0, 0.0, 9.0], [0.0, 1.0, 0.0]])
    >>> accuracy(scores, np.array([0, 2, 0, 1]))
    0.75
    >>> accuracy(np.array([[-1.5], [0.3]]), np.array([[0.0], [1.0]]), threshold=0)
    1.0
    """
    predicted, true = predicted_labels("accuracy", prediction, target, threshold)
    return float(np.mean(predicted == true))


def predicted_labels(caller, prediction, target, threshold):
    """Return (predicted labels, target) in one shape, or raise: the entry check of all metrics of classes."""
    finite(caller, "prediction", prediction)
    finite(caller, "target", target)
    if threshold is not None:
        threshold = number(caller, "threshold", threshold)
        _same_shape(caller, prediction, target)
        if not np.isin(target, (0, 1)).all():
            wrong = target[~np.isin(target, (0, 1))][0]
            raise ValueError(f"{caller} expected target to hold 0 and 1 if threshold is given, got {wrong}")
        return prediction >= threshold, target

    cure = "target.argmax(axis=1) if they are probabilities of classes, target.astype(np.int64) if they are labels"
    _labels(caller, "target", target, cure)
    if has_classes(prediction):
        count, classes, *places = prediction.shape
        if target.shape != (count, *places):
            hint = "; for labels at many places give prediction.ravel() and target.ravel()"
            raise ValueError(
                f"{caller} expected target of shape {(count, *places)}, got {target.shape}: one label for each place "
                f"of scores (n, classes, ...) = {prediction.shape}{hint if target.shape == prediction.shape else ''}"
            )
        if target.min() < 0 or target.max() >= classes:
            wrong = int(target[(target < 0) | (target >= classes)][0])
            raise ValueError(
                f"{caller} expected target labels in 0..{classes - 1}, one per column of scores, got {wrong}"
            )
        return prediction.argmax(axis=1), target

    _labels(
        caller,
        "prediction",
        prediction,
        "for one score per sample give threshold=0 (logits) or threshold=0.5 (probabilities)",
    )
    _same_shape(caller, prediction, target)
    return prediction, target


def has_classes(prediction):
    """Return whether a prediction holds scores of two or more classes, along axis 1."""
    return prediction.ndim > 1 and prediction.shape[1] > 1


def _labels(caller, name, values, cure):
    if values.dtype.kind == "f":
        raise TypeError(f"{caller} expected {name} to hold whole-number labels, got {describe(values)}: {cure}")


def _same_shape(caller, prediction, target):
    """Refuse (n,) against (n, 1): NumPy would compare every prediction with every target."""
    if prediction.shape != target.shape or prediction.ndim == 0 or prediction.shape[1:2] not in ((), (1,)):
        hint = ": array[:, 0] makes (n,) of (n, 1)" * ((1,) in (prediction.shape[1:], target.shape[1:]))
        raise ValueError(
            f"{caller} expected prediction and target both (n,) or both (n, 1, ...), got {prediction.shape} and "
            f"{target.shape}{hint}"
        )
