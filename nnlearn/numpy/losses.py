"""The base class of losses, and the losses of regression: how far is a number from what it should be?"""

import numpy as np

from nnlearn import arguments
from nnlearn.numpy.internals.ignore_overflow import ignore_overflow
from nnlearn.numpy.module import Module
from nnlearn.shared.losses import MEANS, check_reduction

ONE = np.ones(())  # dL/dL


class Loss(Module):
    """One number that says how wrong predictions are, and its gradient with respect to them.

    `criterion(prediction, target)` returns the loss, and `criterion.backward()` then returns dL/d(prediction).

    Parameters
    ----------
    reduction : {"mean", "sum", "none"}
        What to do with the losses of the single elements. After "none", `backward` takes dL/d(losses).

    Raises
    ------
    TypeError, ValueError
        If the reduction is not one of these, shapes do not match, or an array is empty, does not hold floats, or holds
        NaN or infinity.
    """

    def __init__(self, *, reduction="mean"):
        self.reduction = check_reduction(self, reduction)

    def check(self, prediction, target):
        """Raise unless the two fit together: the entry check."""
        arguments.pair(type(self).__name__, prediction, target)

    @ignore_overflow  # the sum may not fit
    def reduce(self, losses, *arrays, count=None):
        """Return the reduced losses and keep what `backward` needs; a mean divides by `count`, or by their number."""
        total = losses if self.reduction == "none" else losses.sum()
        count = losses.size if count is None else count
        if self.reduction in MEANS:
            total = total / count
        return self.keep(total, count, *arrays)

    def share(self, grad, count):
        """Return dL/d(loss of one element): grad / count for a mean, else grad."""
        return grad / count if self.reduction in MEANS else grad

    def kept(self, grad=None):
        """Return dL/d(loss of one element), followed by the kept arrays."""
        if grad is None and self.reduction == "none" and self._kept:
            raise ValueError(
                f'{type(self).__name__}(reduction="none").backward expected grad, one number per loss, got None'
            )
        if grad is None:
            count, *arrays = super().kept(ONE)
            return self.share(1.0, count), *arrays
        caller = f"{type(self).__name__}.backward"
        if isinstance(grad, bool | np.bool_):
            raise TypeError(f"{caller} expected grad to be a number or an array of floats, got {grad}")
        given = arguments.to_array(caller, "grad", grad, "float64")
        count, *arrays = super().kept(given)
        return self.share(given.astype(arrays[0].dtype), count), *arrays


class MSELoss(Loss):
    """Mean squared error: L = 1/N sum (p - t)^2.

    Parameters
    ----------
    reduction : {"mean", "sum", "none"}

    Raises
    ------
    TypeError, ValueError
        If prediction and target differ in shape, or one is empty, does not hold floats, or holds NaN or infinity.

    Notes
    -----
    Gradient: dL/dp = 2/N (p - t). It grows with the error, so one outlier can outweigh all other points.

    References
    ----------
    Legendre (1805), "Nouvelles methodes pour la determination des orbites des cometes", appendix.

    Examples
    --------
    >>> criterion = MSELoss()
    >>> float(criterion(np.array([[3.0], [1.0]]), np.array([[1.0], [1.0]])))
    2.0
    >>> criterion.backward().tolist()
    [[2.0], [0.0]]
    """

    @ignore_overflow
    def forward(self, prediction, target):
        self.check(prediction, target)
        error = prediction - target
        return self.reduce(error * error, error)  # (p - t)^2

    @ignore_overflow
    def backward(self, grad=None):
        share, error = self.kept(grad)
        return (2 * share) * error  # 2/N (p - t)


class L1Loss(Loss):
    """Mean absolute error: L = 1/N sum |p - t|.

    Parameters
    ----------
    reduction : {"mean", "sum", "none"}

    Raises
    ------
    TypeError, ValueError
        If prediction and target differ in shape, or one is empty, does not hold floats, or holds NaN or infinity.

    Notes
    -----
    Gradient: dL/dp = 1/N sign(p - t), and 0 at p = t. Every point pulls equally hard, outliers included.

    References
    ----------
    Hastie, Tibshirani, Friedman (2009), "The elements of statistical learning", section 10.6.

    Examples
    --------
    >>> criterion = L1Loss()
    >>> float(criterion(np.array([[3.0], [1.0]]), np.array([[1.0], [1.0]])))
    1.0
    >>> criterion.backward().tolist()
    [[0.5], [0.0]]
    """

    @ignore_overflow
    def forward(self, prediction, target):
        self.check(prediction, target)
        error = prediction - target
        return self.reduce(np.abs(error), error)  # |p - t|

    def backward(self, grad=None):
        share, error = self.kept(grad)
        return share * np.sign(error)  # 1/N sign(p - t)


class ArctanLoss(Loss):
    """Bounded error: L = 1/N sum arctan((p - t)^2), at most pi/2 per point.

    Parameters
    ----------
    reduction : {"mean", "sum", "none"}

    Raises
    ------
    TypeError, ValueError
        If prediction and target differ in shape, or one is empty, does not hold floats, or holds NaN or infinity.

    Notes
    -----
    Gradient, with e = p - t: dL/dp = 1/N 2e / (1 + e^4). It vanishes for large e: an outlier hardly pulls, but neither
    does a point that the fit has not approached yet. The loss is not convex.

    References
    ----------
    SciPy, `scipy.optimize.least_squares`, loss="arctan": rho(z) = arctan(z) with z = e^2.

    Examples
    --------
    >>> criterion = ArctanLoss()
    >>> round(float(criterion(np.array([[1.0], [1e9]]), np.array([[0.0], [0.0]]))), 4)  # (pi/4 + pi/2) / 2
    1.1781
    >>> criterion.backward().round(4).tolist()
    [[0.5], [0.0]]
    """

    @ignore_overflow
    def forward(self, prediction, target):
        self.check(prediction, target)
        largest = np.finfo(prediction.dtype).max
        error = np.clip(prediction - target, -largest, largest)  # an infinite e would make the gradient 0 x inf
        return self.reduce(np.arctan(error * error), error)  # arctan(e^2)

    @ignore_overflow
    def backward(self, grad=None):
        share, error = self.kept(grad)
        square = error * error
        return share * (error * (2 / (1 + square * square)))  # 2e / (1 + e^4)
