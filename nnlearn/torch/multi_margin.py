"""The loss of a support vector machine: the NumPy side's lines on tensors, with `backward` left to autograd."""

import torch

from nnlearn import arguments
from nnlearn.shared.losses import check_reduction, check_weight, margin_scores
from nnlearn.torch.losses import reduce


class MultiMarginLoss(torch.nn.MultiMarginLoss):
    """Hinge loss of scores: L = 1/N sum_n w[t_n]/C sum_(c != t_n) max(0, margin - z_n[t_n] + z_n[c])^p.

    See `nnlearn.numpy.MultiMarginLoss`.

    Parameters
    ----------
    p : {1, 2}
        The power of the hinge.
    margin : float
        By how much the score of the true class must exceed each of the others, any finite number.
    weight : Tensor of shape (classes,) or None
        w >= 0, how much each class counts; None takes 1.
    reduction : {"mean", "sum", "none"}

    Raises
    ------
    TypeError, ValueError
        If the scores are not (N, classes) and finite, or the targets not (N,) whole numbers in 0..classes-1; if p is
        neither 1 nor 2, margin is not a finite number, or weight does not fit.

    Examples
    --------
    >>> MultiMarginLoss()(torch.tensor([[2.0, 1.5, -3.0]]), torch.tensor([0]))  # (1 - 2 + 1.5) / 3
    tensor(0.1667)
    """

    def __init__(self, p=1, margin=1.0, weight=None, *, reduction="mean"):
        super().__init__(
            arguments.integer("MultiMarginLoss", "p", p, low=1, high=2),
            arguments.number("MultiMarginLoss", "margin", margin),
            check_weight("MultiMarginLoss", "weight", weight, torch.Tensor),
            reduction=check_reduction(self, reduction),
        )

    def forward(self, prediction, target):
        margin_scores("MultiMarginLoss", prediction, target, torch.Tensor, weight=self.weight)
        classes, true = prediction.shape[1], target.long().unsqueeze(1)
        w = torch.ones(classes) if self.weight is None else self.weight
        share = (w.to(prediction) / classes)[true[:, 0]]
        hinge = (self.margin + (prediction - prediction.gather(1, true))).relu()  # max(0, margin - z[t] + z[c])
        counted = (share > 0).unsqueeze(1).expand_as(hinge).scatter(1, true, False)
        hinge = torch.where(counted, hinge, 0)  # before the power: 0 times its infinite slope would be NaN
        return reduce(share * (hinge**self.p).sum(dim=1), self.reduction)
