"""What the weights of a loss mean for an average over batches, or over many networks."""

import numpy as np


def weighs_places(criterion, target):
    """Return whether a loss weighs each example by its place in the batch, so that other examples need other weights.

    Examples
    --------
    >>> import nnlearn.numpy as nn
    >>> target = np.zeros((3, 2))
    >>> [weighs_places(nn.BCELoss(weight), target) for weight in (None, np.ones(2), np.ones((3, 1)))]
    [False, False, True]
    """
    if not {"BCELoss", "BCEWithLogitsLoss"} & {kind.__name__ for kind in type(criterion).__mro__}:
        return False  # weights of classes
    weights = [getattr(criterion, name, None) for name in ("weight", "pos_weight")]
    return any(w is not None and w.ndim == target.ndim and w.shape[0] > 1 for w in weights)


def parts_of_mean(criterion, target, to_numpy=np.asarray):
    """Return how much each example counts in a mean loss, an array (n,), or None if all count the same.

    The mean of a cross-entropy divides by the weights of the targets that count, and their sum differs from batch to
    batch. So a mean over batches has to weigh each of them by the sum of its parts.

    Parameters
    ----------
    criterion : a loss of either side
    target : ndarray (n, ...)
        The targets of all examples.
    to_numpy : function
        Makes an array of the criterion's weight.

    Examples
    --------
    >>> import nnlearn.numpy as nn
    >>> parts_of_mean(nn.CrossEntropyLoss(np.array([1.0, 5.0])), np.array([[0, 1], [1, -100]]))
    array([6., 5.])
    """
    if criterion.reduction != "mean" or not hasattr(criterion, "ignore_index") or target.dtype.kind not in "iu":
        return None
    counted, weight = target != criterion.ignore_index, getattr(criterion, "weight", None)
    if weight is None and counted.all():
        return None
    each = 1 if weight is None else np.take(to_numpy(weight), np.where(counted, target, 0), mode="clip")
    return (each * counted).reshape(len(target), -1).sum(axis=1, dtype=float)


def reduce_rows(criterion, elements, parts, examples):
    """Return the loss of each row of elements (networks, elements) by the criterion's reduction.

    Parameters
    ----------
    elements : ndarray or Tensor (networks, elements)
        Losses, as the criterion gives them with reduction="none".
    parts : ndarray or None
        As `parts_of_mean` returns it.
    examples : int
        Number of examples that the elements of a row come from.

    Examples
    --------
    >>> import nnlearn.numpy as nn
    >>> reduce_rows(nn.KLDivLoss(reduction="batchmean"), np.array([[1.0, 2.0, 4.0, 5.0]]), None, 2)
    array([6.])
    """
    if criterion.reduction == "mean" and parts is None:
        return elements.mean(axis=1)
    divisor = {"sum": 1, "batchmean": examples}.get(criterion.reduction) or float(parts.sum())
    return elements.sum(axis=1) / divisor
