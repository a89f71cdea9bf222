"""The smooth relatives of ReLU as layers: the formula in `forward`, its derivative in `backward`."""

import numpy as np

from nnlearn import arguments
from nnlearn.numpy import smooth_functional as functional
from nnlearn.numpy.functional import sigmoid
from nnlearn.numpy.internals.ignore_overflow import ignore_overflow
from nnlearn.numpy.module import Module


class GELU(Module):
    """Weigh x by a chance as a layer: see `gelu`; dL/dx = dL/dy (Phi(x) + x phi(x)).

    Parameters
    ----------
    approximate : {"none", "tanh"}
        Whether to replace Phi by a formula with tanh.

    Raises
    ------
    ValueError
        If `approximate` is neither.

    Examples
    --------
    >>> GELU()(np.array([-1.0, 1.0])).round(4)
    array([-0.1587,  0.8413])
    """

    def __init__(self, approximate="none"):
        self.approximate = arguments.choice("GELU", "approximate", approximate, ("none", "tanh"))

    @ignore_overflow
    def forward(self, x):
        arguments.floats("GELU", x)
        gate, slope = functional.gelu_gate(x, self.approximate)  # Phi(x), phi(x)
        return self.keep(x * gate, x, gate, slope)

    def backward(self, grad):
        x, gate, slope = self.kept(grad)
        return grad * (gate + x * slope)  # dy/dx = Phi(x) + x phi(x)

    def extra_repr(self):
        return f"approximate={self.approximate!r}"


class SiLU(Module):
    """Weigh x by its sigmoid as a layer: see `silu`; dL/dx = dL/dy p (1 + x (1 - p)), p = sigmoid(x).

    Examples
    --------
    >>> SiLU()(np.array([-1.0, 1.0])).round(4)
    array([-0.2689,  0.7311])
    """

    def forward(self, x):
        return self.keep(functional.silu(x), x)

    def backward(self, grad):
        x = self.kept(grad)
        return grad * (sigmoid(x) * (1 + x * sigmoid(-x)))  # dy/dx = p (1 + x (1 - p)), and 1 - p = sigmoid(-x)


class Softplus(Module):
    """Round off the corner of ReLU as a layer: see `softplus`; dL/dx = dL/dy sigmoid(beta x).

    Parameters
    ----------
    beta : float
        How sharp the corner is, > 0.
    threshold : float
        Where beta x is larger than this, y = x.

    Raises
    ------
    TypeError, ValueError
        If beta is not a positive number, or the threshold is not a finite number.

    Examples
    --------
    >>> Softplus()(np.array([-1.0, 1.0])).round(4)
    array([0.3133, 1.3133])
    """

    def __init__(self, beta=1.0, threshold=20.0):
        self.beta = arguments.number("Softplus", "beta", beta, low=0, open_low=True)
        self.threshold = arguments.number("Softplus", "threshold", threshold)

    def forward(self, x):
        return self.keep(functional.softplus(x, self.beta, self.threshold), x)

    @ignore_overflow
    def backward(self, grad):
        z = self.beta * self.kept(grad)
        return grad * np.where(z > self.threshold, z.dtype.type(1), sigmoid(z))  # dy/dx = sigmoid(beta x), or 1

    def extra_repr(self):
        return f"beta={self.beta}, threshold={self.threshold}"


class ELU(Module):
    """Bend towards -alpha below zero as a layer: see `elu`; dL/dx = dL/dy where x > 0, else alpha e^x dL/dy.

    Parameters
    ----------
    alpha : float
        Any finite number; with 1 the slope has no jump at 0.

    Raises
    ------
    TypeError, ValueError
        If alpha is not a finite number.

    Examples
    --------
    >>> ELU()(np.array([-1.0, 2.0])).round(4)
    array([-0.6321,  2.    ])
    """

    def __init__(self, alpha=1.0):
        self.alpha = arguments.number("ELU", "alpha", alpha)

    def forward(self, x):
        return self.keep(functional.elu(x, self.alpha), x)

    @ignore_overflow
    def backward(self, grad):
        x = self.kept(grad)
        return grad * np.where(x > 0, x.dtype.type(1), self.alpha * np.exp(np.minimum(x, 0)))  # dy/dx = 1 or alpha e^x

    def extra_repr(self):
        return f"alpha={self.alpha}"
