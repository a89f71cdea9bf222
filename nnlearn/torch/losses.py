"""The losses of regression: the NumPy side's lines on tensors, with `backward` left to autograd."""

import torch

from nnlearn import arguments
from nnlearn.shared.losses import check_reduction


def reduce(losses, reduction):
    """Return the mean of the losses, their sum, or the losses as they are."""
    return losses if reduction == "none" else getattr(losses, reduction)()


class MSELoss(torch.nn.MSELoss):
    """Mean squared error: L = 1/N sum (p - t)^2. See `nnlearn.numpy.MSELoss`.

    Parameters
    ----------
    reduction : {"mean", "sum", "none"}

    Raises
    ------
    TypeError, ValueError
        If prediction and target differ in shape, or one is empty, does not hold floats, or holds NaN or infinity.

    Examples
    --------
    >>> MSELoss()(torch.tensor([[3.0], [1.0]]), torch.tensor([[1.0], [1.0]]))
    tensor(2.)
    """

    def __init__(self, *, reduction="mean"):
        super().__init__(reduction=check_reduction(self, reduction))

    def forward(self, prediction, target):
        arguments.pair("MSELoss", prediction, target, torch.Tensor)
        error = prediction - target
        return reduce(error * error, self.reduction)  # (p - t)^2


class L1Loss(torch.nn.L1Loss):
    """Mean absolute error: L = 1/N sum |p - t|. See `nnlearn.numpy.L1Loss`.

    Parameters
    ----------
    reduction : {"mean", "sum", "none"}

    Raises
    ------
    TypeError, ValueError
        If prediction and target differ in shape, or one is empty, does not hold floats, or holds NaN or infinity.

    Examples
    --------
    >>> L1Loss()(torch.tensor([[3.0], [1.0]]), torch.tensor([[1.0], [1.0]]))
    tensor(1.)
    """

    def __init__(self, *, reduction="mean"):
        super().__init__(reduction=check_reduction(self, reduction))

    def forward(self, prediction, target):
        arguments.pair("L1Loss", prediction, target, torch.Tensor)
        return reduce((prediction - target).abs(), self.reduction)  # |p - t|


class ArctanLoss(torch.nn.Module):
    """Bounded error: L = 1/N sum arctan((p - t)^2), at most pi/2 per point. See `nnlearn.numpy.ArctanLoss`.

    Parameters
    ----------
    reduction : {"mean", "sum", "none"}

    Raises
    ------
    TypeError, ValueError
        If prediction and target differ in shape, or one is empty, does not hold floats, or holds NaN or infinity.

    References
    ----------
    SciPy, `scipy.optimize.least_squares`, loss="arctan": rho(z) = arctan(z) with z = e^2.

    Examples
    --------
    >>> ArctanLoss()(torch.tensor([[1.0], [1e9]]), torch.zeros(2, 1))  # (pi/4 + pi/2) / 2
    tensor(1.1781)
    """

    def __init__(self, *, reduction="mean"):
        super().__init__()
        self.reduction = check_reduction(self, reduction)

    def forward(self, prediction, target):
        arguments.pair("ArctanLoss", prediction, target, torch.Tensor)
        largest = torch.finfo(prediction.dtype).max
        error = (prediction - target).clamp(-largest, largest)  # an infinite e would make the gradient 0 x inf
        return reduce(torch.arctan(error * error), self.reduction)  # arctan(e^2)
