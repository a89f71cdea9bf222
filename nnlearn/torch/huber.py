"""Losses that are a parabola for small errors and straight lines for large ones, with `backward` left to autograd."""

import torch

from nnlearn import arguments
from nnlearn.shared.losses import check_reduction
from nnlearn.torch.losses import reduce


class HuberLoss(torch.nn.HuberLoss):
    """Squared for small errors, absolute for large ones: L = 1/N sum h(p - t). See `nnlearn.numpy.HuberLoss`.

    Parameters
    ----------
    reduction : {"mean", "sum", "none"}
    delta : float
        The size of error from which the loss grows along a straight line, > 0.

    Raises
    ------
    TypeError, ValueError
        If prediction and target differ in shape, or one is empty, does not hold floats, or holds NaN or infinity; if
        delta is not a positive number.

    Examples
    --------
    >>> HuberLoss()(torch.tensor([[4.5], [1.0]]), torch.zeros(2, 1))  # (4.5 - 1/2 + 1/2) / 2
    tensor(2.2500)
    """

    def __init__(self, reduction="mean", delta=1.0):
        delta = arguments.number("HuberLoss", "delta", delta, low=0, open_low=True)
        super().__init__(check_reduction(self, reduction), delta)

    def forward(self, prediction, target):
        arguments.pair("HuberLoss", prediction, target, torch.Tensor)
        error = prediction - target
        delta = min(self.delta, torch.finfo(error.dtype).max)  # else inf - inf may follow
        slope = error.clamp(-delta, delta)
        return reduce(slope * (error - 0.5 * slope), self.reduction)  # e^2/2, or delta (|e| - delta/2)


class SmoothL1Loss(torch.nn.SmoothL1Loss):
    """Absolute error with a rounded corner: L = 1/N sum s(p - t). See `nnlearn.numpy.SmoothL1Loss`.

    Parameters
    ----------
    reduction : {"mean", "sum", "none"}
    beta : float
        The size of error from which the loss grows along a straight line, >= 0; 0 makes it `L1Loss`.

    Raises
    ------
    TypeError, ValueError
        If prediction and target differ in shape, or one is empty, does not hold floats, or holds NaN or infinity; if
        beta is not a number >= 0.

    Examples
    --------
    >>> SmoothL1Loss()(torch.tensor([[4.5], [1.0]]), torch.zeros(2, 1))  # (4.5 - 1/2 + 1/2) / 2
    tensor(2.2500)
    """

    def __init__(self, *, reduction="mean", beta=1.0):
        beta = arguments.number("SmoothL1Loss", "beta", beta, low=0)
        super().__init__(reduction=check_reduction(self, reduction), beta=beta)

    def forward(self, prediction, target):
        arguments.pair("SmoothL1Loss", prediction, target, torch.Tensor)
        error = prediction - target
        size, beta = error.abs(), self.beta if self.beta >= torch.finfo(error.dtype).tiny else 0
        slope = (error / beta).clamp(-1, 1) if beta else error.sign()
        losses = torch.where(size < beta, 0.5 * error * slope, size - 0.5 * beta)  # e^2 / (2 beta), or |e| - beta/2
        return reduce(losses, self.reduction)
