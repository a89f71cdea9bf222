"""The losses of classification: the NumPy side's lines on tensors, with `backward` left to autograd."""

import torch

from nnlearn.shared.losses import binary, check_reduction, class_scores
from nnlearn.torch.functional import log_softmax
from nnlearn.torch.losses import reduce


class BCELoss(torch.nn.BCELoss):
    """Binary cross-entropy of probabilities: L = -1/N sum t log p + (1 - t) log(1 - p). See `nnlearn.numpy.BCELoss`.

    PyTorch's own formula: if we bounded the logarithm ourselves, autograd would lose the gradient beyond the bound.

    Parameters
    ----------
    reduction : {"mean", "sum", "none"}

    Raises
    ------
    TypeError, ValueError
        If shapes differ, or a probability or target does not lie in [0, 1].

    Examples
    --------
    >>> BCELoss()(torch.tensor([[0.5]]), torch.tensor([[1.0]]))  # log 2
    tensor(0.6931)
    """

    def __init__(self, *, reduction="mean"):
        super().__init__(reduction=check_reduction(self, reduction))

    def forward(self, prediction, target):
        binary("BCELoss", prediction, target, torch.Tensor, probabilities=True)
        return super().forward(prediction, target)


class BCEWithLogitsLoss(torch.nn.BCEWithLogitsLoss):
    """Binary cross-entropy of scores: with p = sigmoid(z), L = -1/N sum t log p + (1 - t) log(1 - p).

    See `nnlearn.numpy.BCEWithLogitsLoss`.

    Parameters
    ----------
    reduction : {"mean", "sum", "none"}

    Raises
    ------
    TypeError, ValueError
        If shapes differ, a score is not finite, or a target does not lie in [0, 1].

    Examples
    --------
    >>> BCEWithLogitsLoss()(torch.tensor([[0.0]]), torch.tensor([[1.0]]))  # log 2
    tensor(0.6931)
    """

    def __init__(self, *, reduction="mean"):
        super().__init__(reduction=check_reduction(self, reduction))

    def forward(self, prediction, target):
        binary("BCEWithLogitsLoss", prediction, target, torch.Tensor, probabilities=False)
        log_p = torch.nn.functional.logsigmoid(prediction)
        return reduce((1 - target) * prediction - log_p, self.reduction)  # (1 - t) z - log p


class CrossEntropyLoss(torch.nn.CrossEntropyLoss):
    """Cross-entropy of scores: L = -1/N sum_n log softmax(z_n)[t_n]. See `nnlearn.numpy.CrossEntropyLoss`.

    Parameters
    ----------
    reduction : {"mean", "sum", "none"}

    Raises
    ------
    TypeError, ValueError
        If the scores are not (N, classes) and finite, or the targets not (N,) whole numbers in 0..classes-1; for
        sequences and images, scores are (N, classes, ...) and targets (N, ...), one per place.

    Examples
    --------
    >>> CrossEntropyLoss()(torch.tensor([[0.0, 0.0]]), torch.tensor([1]))  # log 2
    tensor(0.6931)
    """

    def __init__(self, *, reduction="mean"):
        super().__init__(reduction=check_reduction(self, reduction))

    def forward(self, prediction, target):
        class_scores("CrossEntropyLoss", prediction, target, torch.Tensor)
        log_p = log_softmax(prediction, 1)
        return reduce(-log_p.gather(1, target.long().unsqueeze(1)).squeeze(1), self.reduction)  # -log p[t]
