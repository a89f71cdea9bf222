"""The dense layer: every output sees every input."""

import math

import numpy as np

from nnlearn import arguments
from nnlearn.numpy import random
from nnlearn.numpy.internals.ignore_overflow import ignore_overflow
from nnlearn.numpy.internals.sums import batch_sum
from nnlearn.numpy.module import Module
from nnlearn.numpy.parameter import Parameter


class Linear(Module):
    """Weigh the inputs, add them up, add a bias: y = x W^T + b.

    Parameters
    ----------
    in_features, out_features : int
        Number of inputs and of outputs, >= 1.
    bias : bool
        Whether b is added.

    Attributes
    ----------
    weight : Parameter of shape (out_features, in_features), float32
        W, sampled from the uniform distribution on (-1/sqrt(in_features), 1/sqrt(in_features)).
    bias : Parameter of shape (out_features,), float32, or None
        b, sampled the same way.

    Raises
    ------
    TypeError, ValueError
        If a number of features is not a whole number >= 1, bias is neither True nor False, or x does not have shape
        (batch, in_features); there may be any number of axes between the two.

    Notes
    -----
    Gradient, with G = dL/dy: dL/dW = G^T x, dL/db = sum of G over the batch, dL/dx = G W.

    References
    ----------
    Goodfellow, Bengio, Courville (2016), "Deep Learning", section 6.5.6.

    Examples
    --------
    >>> import nnlearn.numpy as nn
    >>> layer = nn.Linear(2, 1)
    >>> layer.weight.data, layer.bias.data = [[1.0, 2.0]], [0.5]
    >>> layer(np.array([[3.0, 4.0]], np.float32))
    array([[11.5]], dtype=float32)
    """

    def __init__(self, in_features, out_features, bias=True):
        self.in_features = arguments.integer("Linear", "in_features", in_features, low=1)
        self.out_features = arguments.integer("Linear", "out_features", out_features, low=1)
        arguments.flag("Linear", "bias", bias)
        bound = 1 / math.sqrt(in_features)
        rng = random.generator()
        self.weight = Parameter(rng.uniform(-bound, bound, (out_features, in_features)).astype(np.float32))
        self.bias = Parameter(rng.uniform(-bound, bound, out_features).astype(np.float32)) if bias else None

    @ignore_overflow
    def forward(self, x):  # (batch, in) -> (batch, out)
        arguments.width(self, x, self.in_features)
        if x.ndim > 2:
            y = x @ self.weight.data.T
            return self.keep(y if self.bias is None else y + self.bias.data, x)
        # `a.dot(b)` is `a @ b` for two matrices, without the 0.4 us that `@` takes to look for stacks of matrices.
        y = self.weight.data.dot(x.T)  # y^T = W x^T + b: a unit's outputs are adjacent in memory, which is faster
        if self.bias is not None:
            y += self.bias.data[:, None]
        return self.keep(y.T, x)

    @ignore_overflow
    def accumulate(self, grad):  # dL/dy -> dL/dW, dL/db
        self._add_gradients(self.kept(grad), grad)

    @ignore_overflow
    def backward(self, grad):  # dL/dy -> dL/dW, dL/db, dL/dx
        self._add_gradients(self.kept(grad), grad)
        if grad.ndim > 2:
            return grad @ self.weight.data
        return self.weight.data.T.dot(grad.T).T  # dL/dx = dL/dy W, in the memory order of x

    def _add_gradients(self, x, grad):
        if grad.ndim > 2:
            x, grad = x.reshape(-1, self.in_features), grad.reshape(-1, self.out_features)
        self.weight.grad += grad.T.dot(x)  # dL/dW = (dL/dy)^T x
        if self.bias is not None:
            self.bias.grad += batch_sum(grad)  # dL/db = sum over the batch

    def extra_repr(self):
        return f"in_features={self.in_features}, out_features={self.out_features}, bias={self.bias is not None}"
