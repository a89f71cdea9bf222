"""Leave units out at random while training."""

import numpy as np

from nnlearn import arguments
from nnlearn.numpy import random
from nnlearn.numpy.internals.ignore_overflow import ignore_overflow
from nnlearn.numpy.module import Module


def mask_of(x, p):
    """Draw what x is multiplied by: m / (1 - p), each m zero with probability p.

    Examples
    --------
    >>> mask_of(np.ones(3), 0.0)
    array([1., 1., 1.])
    """
    kept = random.generator().random(x.shape, dtype=np.float32) >= p
    return kept * x.dtype.type(1 / (1 - p) if p < 1 else 0)


class Dropout(Module):
    """Set each number to zero with probability p, scale the rest: y = m x / (1 - p), m in {0, 1}; in eval mode y = x.

    Parameters
    ----------
    p : float
        Probability of being left out, 0 <= p <= 1.

    Raises
    ------
    TypeError, ValueError
        If p is no number in [0, 1], or x is no array of floats.

    Notes
    -----
    Gradient: dL/dx = m dL/dy / (1 - p), with the mask m of the forward pass. The scale keeps the expected value, so
    that nothing has to change when the units come back.

    References
    ----------
    Srivastava et al. (2014), "Dropout: a simple way to prevent neural networks from overfitting", section 4; the scale
    while training ("inverted dropout") is section 10.

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
