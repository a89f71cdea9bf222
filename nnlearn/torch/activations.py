"""The activation functions as layers: PyTorch's classes, with the formula in `forward` and no `backward`."""

import torch

from nnlearn import arguments
from nnlearn.torch import functional


class Heaviside(torch.nn.Module):
    """Step from 0 to 1 as a layer: see `heaviside`.

    Examples
    --------
    >>> Heaviside()(torch.tensor([-2.0, 0.0, 3.0]))
    tensor([0., 1., 1.])
    """

    def forward(self, x):
        return functional.heaviside(x)


class Sigmoid(torch.nn.Sigmoid):
    """Squash into (0, 1) as a layer: see `sigmoid`.

    Examples
    --------
    >>> Sigmoid()(torch.tensor([0.0]))
    tensor([0.5000])
    """

    def forward(self, x):
        return functional.sigmoid(x)


class Tanh(torch.nn.Tanh):
    """Squash into (-1, 1) as a layer: see `tanh`.

    Examples
    --------
    >>> Tanh()(torch.tensor([0.0]))
    tensor([0.])
    """

    def forward(self, x):
        return functional.tanh(x)


class ReLU(torch.nn.ReLU):
    """Cut off below zero as a layer: see `relu`.

    Examples
    --------
    >>> ReLU()(torch.tensor([-2.0, 3.0]))
    tensor([0., 3.])
    """

    def __init__(self):
        super().__init__()

    def forward(self, x):
        return functional.relu(x)


class LeakyReLU(torch.nn.LeakyReLU):
    """Flatten below zero as a layer: see `leaky_relu`.

    Parameters
    ----------
    negative_slope : float
        The slope a below zero, any finite number.

    Raises
    ------
    TypeError, ValueError
        If the slope is not a finite number.

    Examples
    --------
    >>> LeakyReLU(0.1)(torch.tensor([-2.0, 3.0]))
    tensor([-0.2000,  3.0000])
    """

    def __init__(self, negative_slope=0.01):
        super().__init__(arguments.number("LeakyReLU", "negative_slope", negative_slope))

    def forward(self, x):
        return functional.leaky_relu(x, self.negative_slope)


class Softmax(torch.nn.Softmax):
    """Turn scores into probabilities as a layer: see `softmax`.

    Parameters
    ----------
    dim : int
        The axis of the classes, usually 1.

    Raises
    ------
    TypeError, ValueError
        If x has no axis `dim`.

    Examples
    --------
    >>> Softmax(dim=1)(torch.zeros(1, 2))
    tensor([[0.5000, 0.5000]])
    """

    def __init__(self, dim):
        super().__init__(arguments.integer("Softmax", "dim", dim))

    def forward(self, x):
        return functional.softmax(x, self.dim)


class LogSoftmax(torch.nn.LogSoftmax):
    """Logarithm of the softmax as a layer: see `log_softmax`.

    Parameters
    ----------
    dim : int
        The axis of the classes, usually 1.

    Raises
    ------
    TypeError, ValueError
        If x has no axis `dim`.

    Examples
    --------
    >>> LogSoftmax(dim=1)(torch.zeros(1, 2))
    tensor([[-0.6931, -0.6931]])
    """

    def __init__(self, dim):
        super().__init__(arguments.integer("LogSoftmax", "dim", dim))

    def forward(self, x):
        return functional.log_softmax(x, self.dim)
