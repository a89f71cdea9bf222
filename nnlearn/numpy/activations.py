"""The activation functions as layers: the formula in `forward`, its derivative in `backward`."""

import numpy as np

from nnlearn import arguments
from nnlearn.numpy import functional
from nnlearn.numpy.module import Module


class Heaviside(Module):
    """Step from 0 to 1 as a layer: see `heaviside`; dL/dx = 0, so no layer before it learns.

    Examples
    --------
    >>> Heaviside()(np.array([-2.0, 0.0, 3.0]))
    array([0., 1., 1.])
    """

    def forward(self, x):
        return self.keep(functional.heaviside(x), None)

    def backward(self, grad):
        self.kept(grad)
        return np.zeros_like(grad)  # dy/dx = 0


class Sigmoid(Module):
    """Squash into (0, 1) as a layer: see `sigmoid`; dL/dx = dL/dy y (1 - y).

    Examples
    --------
    >>> Sigmoid()(np.array([0.0]))
    array([0.5])
    """

    def forward(self, x):
        y = functional.sigmoid(x)
        return self.keep(y, y)

    def backward(self, grad):
        y = self.kept(grad)
        return grad * y * (1 - y)  # dy/dx = y (1 - y)


class Tanh(Module):
    """Squash into (-1, 1) as a layer: see `tanh`; dL/dx = dL/dy (1 - y^2).

    Examples
    --------
    >>> Tanh()(np.array([0.0]))
    array([0.])
    """

    def forward(self, x):
        y = functional.tanh(x)
        return self.keep(y, y)

    def backward(self, grad):
        y = self.kept(grad)
        return grad * (1 - y * y)  # dy/dx = 1 - y^2


class ReLU(Module):
    """Cut off below zero as a layer: see `relu`; dL/dx = dL/dy where x > 0, else 0.

    Examples
    --------
    >>> ReLU()(np.array([-2.0, 3.0]))
    array([0., 3.])
    """

    def forward(self, x):
        y = functional.relu(x)
        return self.keep(y, y)

    def backward(self, grad):
        y = self.kept(grad)
        return grad * (y > 0)  # dy/dx = [x > 0], and y > 0 where x > 0


class LeakyReLU(Module):
    """Flatten below zero as a layer: see `leaky_relu`; dL/dx = dL/dy where x > 0, else a dL/dy.

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
    >>> LeakyReLU(0.1)(np.array([-2.0, 3.0]))
    array([-0.2,  3. ])
    """

    def __init__(self, negative_slope=0.01):
        self.negative_slope = arguments.number("LeakyReLU", "negative_slope", negative_slope)

    def forward(self, x):
        return self.keep(functional.leaky_relu(x, self.negative_slope), x)

    def backward(self, grad):
        x = self.kept(grad)
        above, slope = x > 0, grad.dtype.type(self.negative_slope)
        return grad * (above + slope * ~above)  # dy/dx = [x > 0] + a [x <= 0]

    def extra_repr(self):
        return f"negative_slope={self.negative_slope}"


class Softmax(Module):
    """Turn scores into probabilities as a layer: see `softmax`; dL/dx_i = y_i (G_i - sum_j G_j y_j), G = dL/dy.

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
    >>> Softmax(dim=1)(np.zeros((1, 2)))
    array([[0.5, 0.5]])
    """

    def __init__(self, dim):
        self.dim = arguments.integer(type(self).__name__, "dim", dim)

    def forward(self, x):
        y = functional.softmax(x, self.dim)
        return self.keep(y, y)

    def backward(self, grad):
        y = self.kept(grad)
        return y * (grad - (grad * y).sum(axis=self.dim, keepdims=True))  # y_i (G_i - sum_j G_j y_j)

    def extra_repr(self):
        return f"dim={self.dim}"


class LogSoftmax(Softmax):
    """Logarithm of the softmax as a layer: see `log_softmax`; dL/dx_i = G_i - e^(y_i) sum_j G_j, G = dL/dy.

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
    >>> LogSoftmax(dim=1)(np.zeros((1, 2))).round(3)
    array([[-0.693, -0.693]])
    """

    def forward(self, x):
        y = functional.log_softmax(x, self.dim)
        return self.keep(y, y)

    def backward(self, grad):
        y = self.kept(grad)
        return grad - np.exp(y) * grad.sum(axis=self.dim, keepdims=True)  # G_i - e^(y_i) sum_j G_j
