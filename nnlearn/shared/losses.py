"""The entry checks of the losses: which predictions and targets they take, and which models they follow."""

import numpy as np

from nnlearn import arguments
from nnlearn.arguments import describe

REDUCTIONS = ("mean", "sum", "none")


def check_reduction(loss, reduction):
    """Return the reduction, or raise if it is not one of the three."""
    return arguments.choice(type(loss).__name__, "reduction", reduction, REDUCTIONS)


def binary(caller, prediction, target, kind=np.ndarray, *, probabilities):
    """Raise unless both are floats of one shape, and the targets (and `probabilities`) lie in [0, 1]."""
    arguments.pair(caller, prediction, target, kind)
    if probabilities:
        arguments.between(caller, "prediction", prediction, 0, 1, "BCEWithLogitsLoss takes scores of any size")
    arguments.between(caller, "target", target, 0, 1, "for more than two classes use CrossEntropyLoss")


def class_scores(caller, prediction, target, kind=np.ndarray):
    """Raise unless prediction is a finite (N, classes, ...) and target holds labels (N, ...)."""
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
    arguments.labels(caller, "target", target, prediction.shape[1], kind)
    if len(prediction.shape) == 2 and len(target) != len(prediction):
        raise ValueError(f"{caller} expected {len(prediction)} labels, one per row of prediction, got {len(target)}")


def check_last_layer(caller, model, criterion, sequential, contained):
    """Raise if the model ends in the activation that its loss already contains.

    Parameters
    ----------
    sequential : type
        This side's Sequential, whose last layer is the model's last.
    contained : dict of type to type
        {a loss: the activation that it contains}.
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
