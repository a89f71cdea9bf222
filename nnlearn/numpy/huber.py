"""Losses that are a parabola for small errors and straight lines for large ones."""

import numpy as np

from nnlearn import arguments
from nnlearn.numpy.internals.ignore_overflow import ignore_overflow
from nnlearn.numpy.losses import Loss


class HuberLoss(Loss):
    """Squared for small errors, absolute for large ones: L = 1/N sum h(p - t).

    With e = p - t: h(e) = e^2/2 where |e| <= delta, else delta (|e| - delta/2).

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

    Notes
    -----
    Gradient: dL/dp = 1/N e, cut off at -delta and delta. So a large error pulls no harder than one of size delta.

    References
    ----------
    Huber (1964), "Robust estimation of a location parameter", section 1.

    Examples
    --------
    >>> criterion = HuberLoss()
    >>> float(criterion(np.array([[4.5], [1.0]]), np.array([[0.0], [0.0]])))  # (4.5 - 1/2 + 1/2) / 2
    2.25
    >>> criterion.backward().tolist()
    [[0.5], [0.5]]
    """

    def __init__(self, reduction="mean", delta=1.0):
        super().__init__(reduction=reduction)
        self.delta = arguments.number("HuberLoss", "delta", delta, low=0, open_low=True)

    @ignore_overflow
    def forward(self, prediction, target):
        self.check(prediction, target)
        error = prediction - target
        delta = min(self.delta, float(np.finfo(error.dtype).max))  # else inf - inf may follow
        slope = np.clip(error, -delta, delta)
        return self.reduce(slope * (error - 0.5 * slope), slope)  # e^2/2, or delta (|e| - delta/2)

    @ignore_overflow
    def backward(self, grad=None):
        share, slope = self.kept(grad)
        return share * slope  # e between -delta and delta


class SmoothL1Loss(Loss):
    """Absolute error with a rounded corner: L = 1/N sum s(p - t).

    With e = p - t: s(e) = e^2 / (2 beta) where |e| <= beta, else |e| - beta/2. It is `HuberLoss(delta=beta)` / beta.

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

    Notes
    -----
    Gradient: dL/dp = 1/N e/beta, cut off at -1 and 1.

    References
    ----------
    Girshick (2015), "Fast R-CNN", equation 3.

    Examples
    --------
    >>> criterion = SmoothL1Loss()
    >>> float(criterion(np.array([[4.5], [1.0]]), np.array([[0.0], [0.0]])))  # (4.5 - 1/2 + 1/2) / 2
    2.25
    >>> criterion.backward().tolist()
    [[0.5], [0.5]]
    """

    def __init__(self, *, reduction="mean", beta=1.0):
        super().__init__(reduction=reduction)
        self.beta = arguments.number("SmoothL1Loss", "beta", beta, low=0)

    @ignore_overflow
    def forward(self, prediction, target):
        self.check(prediction, target)
        error = prediction - target
        size, beta = np.abs(error), self.beta if self.beta >= np.finfo(error.dtype).tiny else 0
        slope = np.clip(error / beta, -1, 1) if beta else np.sign(error)
        losses = np.where(size < beta, 0.5 * error * slope, size - 0.5 * beta)  # e^2 / (2 beta), or |e| - beta/2
        return self.reduce(losses, slope)

    def backward(self, grad=None):
        share, slope = self.kept(grad)
        return share * slope  # e / beta between -1 and 1
