"""The losses of yes-or-no questions: the NumPy side's lines on tensors, with `backward` left to autograd."""

import torch

from nnlearn.shared.losses import binary, check_reduction, check_weight
from nnlearn.torch.losses import reduce


class BCELoss(torch.nn.BCELoss):
    """Binary cross-entropy of probabilities: L = -1/N sum w (t log p + (1 - t) log(1 - p)).

    See `nnlearn.numpy.BCELoss`. PyTorch's own formula: if we bounded the logarithm ourselves, autograd would lose the
    gradient beyond the bound.

    Parameters
    ----------
    weight : Tensor or None
        w >= 0, of a shape that broadcasts to the prediction's, such as (features,); None takes 1.
    reduction : {"mean", "sum", "none"}

    Raises
    ------
    TypeError, ValueError
        If shapes differ, a probability or target does not lie in [0, 1], or the weight is negative or does not fit.

    Examples
    --------
    >>> BCELoss()(torch.tensor([[0.5]]), torch.tensor([[1.0]]))  # log 2
    tensor(0.6931)
    """

    def __init__(self, weight=None, *, reduction="mean"):
        super().__init__(
            check_weight("BCELoss", "weight", weight, torch.Tensor), reduction=check_reduction(self, reduction)
        )

    def forward(self, prediction, target):
        binary("BCELoss", prediction, target, torch.Tensor, probabilities=True, weight=self.weight)
        weight = None if self.weight is None else self.weight.to(prediction)
        return torch.nn.functional.binary_cross_entropy(prediction, target, weight, reduction=self.reduction)


class BCEWithLogitsLoss(torch.nn.BCEWithLogitsLoss):
    """Binary cross-entropy of scores: with p = sigmoid(z), L = -1/N sum w (v t log p + (1 - t) log(1 - p)).

    See `nnlearn.numpy.BCEWithLogitsLoss`.

    Parameters
    ----------
    weight : Tensor or None
        w >= 0, of a shape that broadcasts to the prediction's, such as (features,); None takes 1.
    reduction : {"mean", "sum", "none"}
    pos_weight : Tensor or None
        v >= 0, how much a yes counts compared with a no, of such a shape too; None takes 1.

    Raises
    ------
    TypeError, ValueError
        If shapes differ, a score is not finite, a target does not lie in [0, 1], or a weight is negative or does not
        fit.

    Examples
    --------
    >>> BCEWithLogitsLoss()(torch.tensor([[0.0]]), torch.tensor([[1.0]]))  # log 2
    tensor(0.6931)
    """

    def __init__(self, weight=None, *, reduction="mean", pos_weight=None):
        super().__init__(
            check_weight("BCEWithLogitsLoss", "weight", weight, torch.Tensor),
            reduction=check_reduction(self, reduction),
            pos_weight=check_weight("BCEWithLogitsLoss", "pos_weight", pos_weight, torch.Tensor),
        )

    def forward(self, prediction, target):
        w, v = self.weight, self.pos_weight
        binary("BCEWithLogitsLoss", prediction, target, torch.Tensor, probabilities=False, weight=w, pos_weight=v)
        log_p = torch.nn.functional.logsigmoid(prediction)
        if v is not None:
            log_p = (1 + (v.to(prediction) - 1) * target) * log_p
        losses = (1 - target) * prediction - log_p  # (1 - t) z - (1 + (v - 1) t) log p
        return reduce(losses if w is None else losses * w.to(prediction), self.reduction)
