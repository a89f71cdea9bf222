"""Leave units out at random during training."""

import numpy as np

from nnlearn import arguments
from nnlearn.numpy import random
from nnlearn.numpy.internals.ignore_overflow import ignore_overflow
from nnlearn.numpy.module import Module


def mask_of(x, p):
    """Sample the factors of x: m / (1 - p), each m zero with probability p.

    Examples
    --------
    >>> mask_of(np.ones(3), 0.0)
    array([1., 1., 1.])
    """
    kept = random.generator().random(x.shape, dtype=np.float32) >= p
    return kept * x.dtype.type(1 / (1 - p) if p < 1 else 0)


class Dropout(Module):
    """Zero each number with probability p, and scale the rest: y = m x / (1 - p), m in {0, 1}; in eval mode y = x.

    Parameters
    ----------
    p : float
        Probability that a number is left out, 0 <= p <= 1.

    Raises
    ------
    TypeError, ValueError
        If p is not a number in [0, 1], or x is not an array of floats.

    Notes
    -----
    Gradient: dL/dx = m dL/dy / (1 - p), with the mask m of the forward pass. The scale preserves the expected value, so
    that nothing has to change when all units are used again.

    References
    ----------
    Srivastava et al. (2014), "Dropout: a simple way to prevent neural networks from overfitting", section 4; section 10
    for scaling during training ("inverted dropout").

    Examples
    --------
    >>> import nnlearn.numpy as nn
    >>> nn.Dropout(0.5).eval()(np.ones(3))
    array([1., 1., 1.])
    """

    def __init__(self, p=0.5):
        self.p = arguments.number("Dropout", "p", p, low=0, high=1)

    @ignore_overflow
    def forward(self, x):
        arguments.floats(self, x)
        if not self.training or self.p == 0:
            return self.keep(x, None)
        mask = mask_of(x, self.p)
        return self.keep(x * mask, mask)

    @ignore_overflow
    def backward(self, grad):
        mask = self.kept(grad)
        return grad if mask is None else grad * mask

    def extra_repr(self):
        return f"p={self.p}"
