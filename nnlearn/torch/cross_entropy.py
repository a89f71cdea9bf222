"""The losses of classification: NumPy's lines on tensors, `backward` left to autograd."""

import torch

from nnlearn import arguments
from nnlearn.torch.functional import log_softmax
from nnlearn.torch.losses import check_reduction, reduce


class BCELoss(torch.nn.BCELoss):
    """Binary cross-entropy of probabilities: L = -1/N sum t log p + (1 - t) log(1 - p). See `nnlearn.numpy.BCELoss`.

    PyTorch's own formula: where it bounds the logarithm, autograd of that bound would lose the gradient.

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
        arguments.pair("BCELoss", prediction, target, torch.Tensor)
        arguments.between("BCELoss", "prediction", prediction, 0, 1, "BCEWithLogitsLoss takes scores of any size")
        arguments.between("BCELoss", "target", target, 0, 1, "for more than two classes use CrossEntropyLoss")
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
        arguments.pair("BCEWithLogitsLoss", prediction, target, torch.Tensor)
        arguments.between("BCEWithLogitsLoss", "target", target, 0, 1, "for more than two classes use CrossEntropyLoss")
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
        sequences and images, scores are (N, classes, ...) and targets (N, ...), one a place.

    Examples
    --------
    >>> CrossEntropyLoss()(torch.tensor([[0.0, 0.0]]), torch.tensor([1]))  # log 2
    tensor(0.6931)
    """

    def __init__(self, *, reduction="mean"):
        super().__init__(reduction=check_reduction(self, reduction))

    def forward(self, prediction, target):
        arguments.class_scores("CrossEntropyLoss", prediction, target, torch.Tensor)
        log_p = log_softmax(prediction, 1)
        return reduce(-log_p.gather(1, target.long().unsqueeze(1)).squeeze(1), self.reduction)  # -log p[t]
