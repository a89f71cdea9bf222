"""Where a vector stands in its sequence: attention alone cannot know it."""

import numpy as np

from nnlearn.arguments import integer
from nnlearn.numpy import random
from nnlearn.numpy.internals.ignore_overflow import ignore_overflow
from nnlearn.numpy.module import Module
from nnlearn.numpy.parameter import Parameter
from nnlearn.shared.positions import check_sequence, waves


class PositionalEncoding(Module):
    """Add waves of many lengths to a sequence, so that each place looks different: y_t = x_t + p_t.

    p_t has sin(t w_i) at 2i and cos(t w_i) at 2i + 1, with w_i = 10000^(-2i / D). Nothing is learned.

    Parameters
    ----------
    d_model : int
        Number D of features, >= 1.
    max_len : int
        Largest number of places, >= 1.

    Attributes
    ----------
    pe : ndarray of shape (max_len, D), float32
        The waves.

    Raises
    ------
    TypeError, ValueError
        If an argument is out of its range, or x is not a float array (..., T, D) with T <= max_len.

    Notes
    -----
    Gradient: dL/dx = dL/dy.

    References
    ----------
    Vaswani et al. (2017), "Attention is all you need", section 3.5.

    Examples
    --------
    >>> import nnlearn.numpy as nn
    >>> nn.PositionalEncoding(2)(np.zeros((3, 2), np.float32)).round(2)  # sine and cosine of 0, 1 and 2
    array([[ 0.  ,  1.  ],
           [ 0.84,  0.54],
           [ 0.91, -0.42]], dtype=float32)
    """

    def __init__(self, d_model, max_len=5000):
        self.d_model = integer("PositionalEncoding", "d_model", d_model, low=1)
        self.max_len = integer("PositionalEncoding", "max_len", max_len, low=1)
        self.pe = waves(self.max_len, self.d_model)

    @ignore_overflow
    def forward(self, x):
        check_sequence(self, x)
        return self.keep(x + self.pe[: x.shape[-2]].astype(x.dtype), None)  # y_t = x_t + p_t

    def backward(self, grad):
        self.kept(grad)
        return grad

    def extra_repr(self):
        return f"{self.d_model}, {self.max_len}"


class LearnedPositionalEncoding(Module):
    """Add a learned vector for each place to a sequence: y_t = x_t + W_t.

    Parameters
    ----------
    d_model : int
        Number D of features, >= 1.
    max_len : int
        Largest number of places, >= 1.

    Attributes
    ----------
    weight : Parameter of shape (max_len, D), float32
        W, sampled from the normal distribution with mean 0 and standard deviation 0.02.

    Raises
    ------
    TypeError, ValueError
        If an argument is out of its range, or x is not a float array (..., T, D) with T <= max_len.

    Notes
    -----
    Gradient: dL/dx = dL/dy, dL/dW_t = sum of dL/dy_t over the batch.

    References
    ----------
    Gehring et al. (2017), "Convolutional sequence to sequence learning", section 3.1. Radford et al. (2018), "Improving
    language understanding by generative pre-training", for the spread.

    Examples
    --------
    >>> import nnlearn.numpy as nn
    >>> layer = nn.LearnedPositionalEncoding(2, max_len=5)
    >>> layer.weight.data[1] = [7, 8]
    >>> layer(np.zeros((3, 2), np.float32))[1]
    array([7., 8.], dtype=float32)
    """

    def __init__(self, d_model, max_len=5000):
        self.d_model = integer("LearnedPositionalEncoding", "d_model", d_model, low=1)
        self.max_len = integer("LearnedPositionalEncoding", "max_len", max_len, low=1)
        self.weight = Parameter(random.generator().normal(0, 0.02, (self.max_len, self.d_model)).astype(np.float32))

    @ignore_overflow
    def forward(self, x):
        check_sequence(self, x)
        return self.keep(x + self.weight.data[: x.shape[-2]], None)  # y_t = x_t + W_t

    @ignore_overflow
    def backward(self, grad):
        self.kept(grad)
        self.weight.grad[: grad.shape[-2]] += grad.sum(axis=tuple(range(grad.ndim - 2)))
        return grad

    def extra_repr(self):
        return f"{self.d_model}, {self.max_len}"
