"""The entry checks of the losses: which predictions, targets and weights they take, and which models they follow."""

import numpy as np

from nnlearn import arguments
from nnlearn.arguments import check_floats, check_kind, describe

REDUCTIONS = ("mean", "sum", "none")
MEANS = ("mean", "batchmean")  # over all elements, or over the examples


def check_reduction(loss, reduction, options=REDUCTIONS):
    """Return the reduction, or raise if it is not one of the options."""
    return arguments.choice(type(loss).__name__, "reduction", reduction, options)


def check_weight(caller, name, weight, kind=np.ndarray):
    """Return a weight as it is, or raise unless it is None or holds floats >= 0 of which one is larger."""
    if weight is None:
        return None
    check_floats(caller, name, arguments.finite(caller, name, weight, kind), kind)
    low, high = weight.min().item(), weight.max().item()
    if low < 0 or high == 0:
        raise ValueError(f"{caller} expected {name} of numbers >= 0 that are not all 0, got {low}..{high}")
    return weight


def binary(caller, prediction, target, kind=np.ndarray, *, probabilities, weight, pos_weight=None):
    """Raise unless both are floats of one shape, the targets (and `probabilities`) lie in [0, 1], and weights fit."""
    arguments.pair(caller, prediction, target, kind)
    if probabilities:
        arguments.between(caller, "prediction", prediction, 0, 1, "BCEWithLogitsLoss takes scores of any size")
    arguments.between(caller, "target", target, 0, 1, "for more than two classes use CrossEntropyLoss")
    if weight is not None:
        check_broadcast(caller, "weight", weight, prediction)
    if pos_weight is not None:
        check_broadcast(caller, "pos_weight", pos_weight, prediction)


def check_broadcast(caller, name, weight, prediction):
    """Raise unless a weight broadcasts to prediction's shape."""
    shape = tuple(prediction.shape)
    try:
        fits = np.broadcast_shapes(tuple(weight.shape), shape) == shape
    except ValueError:
        fits = False
    if not fits:
        raise ValueError(f"{caller} expected {name} to broadcast to prediction's shape {shape}, got {describe(weight)}")


def log_probabilities(caller, prediction, target, kind=np.ndarray, *, log_target):
    """Raise unless prediction holds log-probabilities, and target probabilities of its shape, or their logarithms."""
    arguments.pair(caller, prediction, target, kind)
    advice = "it takes log-probabilities, as LogSoftmax returns them"
    arguments.between(caller, "prediction", prediction, -np.inf, 0, advice)
    low, high = (-np.inf, 0) if log_target else (0, 1)
    arguments.between(caller, "target", target, low, high, f"log_target is {log_target}")


def normals(caller, mean, log_variance, kind=np.ndarray):
    """Raise unless both are arrays of floats of one shape."""
    for name, values in (("mean", mean), ("log_variance", log_variance)):
        if kind is not np.ndarray or type(values) is not np.ndarray or values.dtype not in arguments.FLOATS:
            check_floats(caller, name, values, kind)
    if mean.shape != log_variance.shape:
        raise ValueError(
            f"{caller} expected log_variance of mean's shape {tuple(mean.shape)}, got {tuple(log_variance.shape)}"
        )


def class_scores(caller, prediction, target, kind=np.ndarray, *, weight=None, ignore_index=None):
    """Raise unless prediction is a finite (N, classes, ...), target holds its labels or probabilities, and weights fit.

    Return whether a label may be `ignore_index`, which costs nothing to find out, as the labels' range is known; or
    true if the targets are probabilities.
    """
    check_floats(caller, "prediction", arguments.finite(caller, "prediction", prediction, kind), kind)
    check_kind(caller, "target", target, kind)
    if len(prediction.shape) < 2:
        raise ValueError(f"{caller} expected prediction of shape (N, classes), got {describe(prediction)}")
    if weight is not None and tuple(weight.shape) != (prediction.shape[1],):
        raise ValueError(
            f"{caller} expected weight of shape ({prediction.shape[1]},), a number for each class of prediction, "
            f"got {describe(weight)}"
        )
    if arguments.dtype_kind(target) == "f" and tuple(target.shape) == tuple(prediction.shape):
        class_probabilities(caller, target, kind, ignore_index)
        return True
    if len(prediction.shape) > 2:  # a label for each place of a sequence or an image
        count, _, *places = prediction.shape
        if tuple(target.shape) != (count, *places):
            raise ValueError(
                f"{caller} expected target of shape {(count, *places)}, a label for each place of prediction "
                f"{tuple(prediction.shape)}, got {describe(target)}"
            )
        target = target.reshape(-1)
    low, high = arguments.label_range(caller, "target", target, kind)
    ignoring = ignore_index is not None and low <= ignore_index <= high
    if low < 0 or high >= prediction.shape[1]:
        counted = target[target != ignore_index] if ignoring else target
        if len(counted):
            arguments.labels(caller, "target", counted, prediction.shape[1], kind)
    if len(prediction.shape) == 2 and len(target) != len(prediction):
        raise ValueError(f"{caller} expected {len(prediction)} labels, one per row of prediction, got {len(target)}")
    return ignoring


def margin_scores(caller, prediction, target, kind=np.ndarray, *, weight=None):
    """Raise unless prediction is a finite (N, classes), target holds N labels, and weights fit."""
    class_scores(caller, prediction, target, kind, weight=weight)
    if arguments.dtype_kind(target) == "f":
        raise TypeError(f"{caller} expected target to hold N labels, whole numbers, got {describe(target)}")
    if len(prediction.shape) != 2:
        raise ValueError(f"{caller} expected prediction of shape (N, classes), got {describe(prediction)}")


def class_probabilities(caller, target, kind, ignore_index):
    """Raise unless targets (N, classes, ...) are shares of the classes: from 0 to 1, and 1 together."""
    check_floats(caller, "target", arguments.finite(caller, "target", target, kind), kind)
    advice = "BCEWithLogitsLoss takes targets of any sum"
    arguments.between(caller, "target", target, 0, 1, advice)
    totals = target.sum(1)
    if abs(totals - 1).max() > 0.01:
        found = f"{totals.min().item():.3g}..{totals.max().item():.3g}"
        raise ValueError(
            f"{caller} expected target of labels, or of probabilities that add up to 1 along axis 1, got sums {found}: "
            f"{advice}"
        )
    if ignore_index is not None and ignore_index >= 0:
        raise ValueError(
            f"{caller} expected labels to compare ignore_index={ignore_index} with, got {describe(target)}: "
            f"probabilities are not ignored"
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
        if type(last) is activation and isinstance(criterion, loss):
            name, inside = loss.__name__, activation.__name__
            raise ValueError(
                f"{caller} expected scores (logits) for {name}, got a model that ends in {inside}: "
                f"{name} applies {inside} itself, so leave that last layer out"
            )
    for loss, activation in logarithms.items():
        if type(last) is activation and isinstance(criterion, loss):
            raise ValueError(
                f"{caller} expected log-probabilities for {loss.__name__}, got a model that ends in "
                f"{activation.__name__}: let it end in Log{activation.__name__}"
            )
