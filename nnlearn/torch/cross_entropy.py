"""The loss of classification: the NumPy side's lines on tensors, with `backward` left to autograd."""

import torch

from nnlearn import arguments
from nnlearn.shared.losses import check_count, check_reduction, check_weight, class_scores
from nnlearn.torch.functional import log_softmax
from nnlearn.torch.losses import reduce


class CrossEntropyLoss(torch.nn.CrossEntropyLoss):
    """Cross-entropy of scores: L = -1/N sum_n log softmax(z_n)[t_n]. See `nnlearn.numpy.CrossEntropyLoss`.

    Parameters
    ----------
    weight : Tensor of shape (classes,) or None
        w >= 0, how much each class counts; None takes 1.
    ignore_index : int
        Targets of this value do not count, neither in the loss nor in what a mean divides by.
    reduction : {"mean", "sum", "none"}
    label_smoothing : float
        In [0, 1], the part of each target that is spread evenly over all classes.

    Raises
    ------
    TypeError, ValueError
        If the scores are not (N, classes) and finite, or the targets neither (N,) whole numbers in 0..classes-1 nor
        floats (N, classes), probabilities that add up to 1; for sequences and images, scores are (N, classes, ...),
        labels (N, ...), one per place, and probabilities of the shape of the scores. If a mean is asked for
        and no target counts, where PyTorch's own returns NaN.

    Examples
    --------
    >>> CrossEntropyLoss()(torch.tensor([[0.0, 0.0]]), torch.tensor([1]))  # log 2
    tensor(0.6931)
    """

    def __init__(self, weight=None, *, ignore_index=-100, reduction="mean", label_smoothing=0.0):
        super().__init__(
            check_weight("CrossEntropyLoss", "weight", weight, torch.Tensor),
            ignore_index=arguments.integer("CrossEntropyLoss", "ignore_index", ignore_index),
            reduction=check_reduction(self, reduction),
            label_smoothing=arguments.number("CrossEntropyLoss", "label_smoothing", label_smoothing, low=0, high=1),
        )

    def forward(self, prediction, target):
        options = {"weight": (weight := self.weight), "ignore_index": self.ignore_index}
        ignoring = class_scores("CrossEntropyLoss", prediction, target, torch.Tensor, **options)
        log_p = log_softmax(prediction, 1)
        target = target if target.is_floating_point() else target.long()
        if weight is None and not self.label_smoothing and not ignoring:
            return reduce(-log_p.gather(1, target.unsqueeze(1)).squeeze(1), self.reduction)  # -log p[t]
        q, count = self.spread(log_p, target)
        losses = -torch.where(q > 0, q * log_p, 0).sum(dim=1)  # -sum_c q_c log p_c
        return losses.sum() / count if self.reduction == "mean" else reduce(losses, self.reduction)

    def spread(self, log_p, target):
        """Return the targets spread over the classes, q of the shape of log_p, and what a mean divides by, W."""
        classes, smoothing = log_p.shape[1], self.label_smoothing
        w = torch.ones(classes).to(log_p) if self.weight is None else self.weight.to(log_p)
        column = (-1, *(1,) * (log_p.ndim - 2))
        if target.is_floating_point():  # probabilities, which all count
            q = target.to(log_p.dtype) * (1 - smoothing) + smoothing / classes
            return q * w.reshape(column), q.numel() // classes
        counted = target != self.ignore_index
        labels = torch.where(counted, target, 0)
        count = w[labels][counted].sum().item()  # W
        check_count("CrossEntropyLoss", count, self.reduction, self.ignore_index)
        q = torch.full_like(log_p, smoothing / classes)
        q.scatter_(1, labels.unsqueeze(1), 1 - smoothing + smoothing / classes)
        return q * w.reshape(column) * counted.unsqueeze(1), count
