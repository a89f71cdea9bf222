"""The entry checks of the losses: which predictions, targets and weights they take, and which models they follow.

At the end, what weights mean for an average over batches.
"""

import numpy as np

from nnlearn import arguments
from nnlearn.arguments import describe

REDUCTIONS = ("mean", "sum", "none")
MEANS = ("mean", "batchmean")  # over all elements, or over the examples


def check_reduction(loss, reduction, options=REDUCTIONS):
    """Return the reduction, or raise if it is not one of the options."""
    return arguments.choice(type(loss).__name__, "reduction", reduction, options)


def check_weight(caller, name, weight, kind=np.ndarray):
    """Return a weight as it is, or raise unless it is None or holds floats >= 0 of which one is larger."""
    if weight is None:
        return None
    arguments.finite(caller, name, weight, kind)
    if arguments.dtype_kind(weight) != "f":
        raise TypeError(
            f"{caller} expected {name} of floats, got {describe(weight)}: nn.tensor(..., dtype='float32') makes them"
        )
    low, high = weight.min().item(), weight.max().item()
    if low < 0 or high == 0:
        raise ValueError(f"{caller} expected {name} of numbers >= 0 that are not all 0, got {low}..{high}")
    return weight


def binary(caller, prediction, target, kind=np.ndarray, *, probabilities, **weights):
    """Raise unless both are floats of one shape, the targets (and `probabilities`) lie in [0, 1], and weights fit."""
    arguments.pair(caller, prediction, target, kind)
    if probabilities:
        arguments.between(caller, "prediction", prediction, 0, 1, "BCEWithLogitsLoss takes scores of any size")
    arguments.between(caller, "target", target, 0, 1, "for more than two classes use CrossEntropyLoss")
    for name, weight in weights.items():
        if weight is not None and not stretches(tuple(weight.shape), tuple(prediction.shape)):
            raise ValueError(
                f"{caller} expected {name} that stretches to prediction's shape {tuple(prediction.shape)}, "
                f"got {describe(weight)}"
            )


def stretches(shape, to):
    """Return whether an array of this shape broadcasts to the other.

    Examples
    --------
    >>> stretches((3,), (5, 3)), stretches((5, 1), (5, 3)), stretches((5,), (5, 3)), stretches((5, 3), (3,))
    (True, True, False, False)
    """
    try:
        return np.broadcast_shapes(shape, to) == to
    except ValueError:
        return False


def log_probabilities(caller, prediction, target, kind=np.ndarray, *, log_target):
    """Raise unless prediction holds log-probabilities, and target probabilities of its shape, or their logarithms."""
    arguments.pair(caller, prediction, target, kind)
    advice = "it takes log-probabilities, as LogSoftmax returns them"
    arguments.between(caller, "prediction", prediction, -np.inf, 0, advice)
    low, high = (-np.inf, 0) if log_target else (0, 1)
    arguments.between(caller, "target", target, low, high, f"log_target is {log_target}")


def class_scores(caller, prediction, target, kind=np.ndarray, *, weight=None, ignore_index=None):
    """Raise unless prediction is a finite (N, classes, ...), target holds labels (N, ...), and weights fit."""
    arguments.finite(caller, "prediction", prediction, kind)
    if len(prediction.shape) < 2 or arguments.dtype_kind(prediction) != "f":
        raise ValueError(f"{caller} expected prediction of shape (N, classes) and floats, got {describe(prediction)}")
    if len(prediction.shape) > 2 and hasattr(target, "shape"):  # a label for each place of a sequence or an image
        count, _, *places = prediction.shape
        if tuple(target.shape) != (count, *places):
            raise ValueError(
                f"{caller} expected target of shape {(count, *places)}, a label for each place of prediction "
                f"{tuple(prediction.shape)}, got {describe(target)}"
            )
        target = target.reshape(-1)
    arguments.labels(caller, "target", target, prediction.shape[1], kind, ignore_index)
    if len(prediction.shape) == 2 and len(target) != len(prediction):
        raise ValueError(f"{caller} expected {len(prediction)} labels, one per row of prediction, got {len(target)}")
    if weight is not None and tuple(weight.shape) != (prediction.shape[1],):
        raise ValueError(
            f"{caller} expected weight of shape ({prediction.shape[1]},), a number for each class of prediction, "
            f"got {describe(weight)}"
        )


def check_count(caller, count, reduction, ignore_index):
    """Raise if a mean is over nothing: PyTorch divides 0 by 0 there."""
    if reduction == "mean" and not count:
        raise ValueError(
            f"{caller} expected a mean over at least one target, got only targets of ignore_index={ignore_index} or "
            f'weight 0: reduction="sum" takes them'
        )


def check_last_layer(caller, model, criterion, sequential, contained, logarithms):
    """Raise if the model ends in an activation that its loss already contains, or lacks the logarithm that it needs.

    Parameters
    ----------
    sequential : type
        This side's Sequential, whose last layer is the model's last.
    contained : dict of type to type
        {a loss: the activation that it contains}.
    logarithms : dict of type to type
        {a loss: the activation whose logarithm it expects}.
    """
    last = model
    while isinstance(last, sequential) and len(last):
        last = last[-1]
    for loss, activation in contained.items():
        if isinstance(criterion, loss) and type(last) is activation:
            name, inside = loss.__name__, activation.__name__
            raise ValueError(
                f"{caller} expected scores (logits) for {name}, got a model that ends in {inside}: "
                f"{name} applies {inside} itself, so leave that last layer out"
            )
    for loss, activation in logarithms.items():
        if isinstance(criterion, loss) and type(last) is activation:
            raise ValueError(
                f"{caller} expected log-probabilities for {loss.__name__}, got a model that ends in "
                f"{activation.__name__}: let it end in Log{activation.__name__}"
            )


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
    counted = target != criterion.ignore_index
    if criterion.weight is None:
        each = counted
    else:
        each = np.take(to_numpy(criterion.weight), np.where(counted, target, 0), mode="clip") * counted
    return None if criterion.weight is None and counted.all() else each.reshape(len(target), -1).sum(1, dtype=float)


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
