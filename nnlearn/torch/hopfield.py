"""A Hopfield network: a memory that is asked with a spoilt pattern and settles on a stored one."""

import numpy as np
import torch

from nnlearn import arguments
from nnlearn.shared.hopfield import Memory, check_patterns, signs, weights
from nnlearn.torch.tensors import to_numpy


class Hopfield(Memory, torch.nn.Module):
    """A memory of patterns of -1 and 1 whose energy E = -s W s / 2 falls while its cells settle: s_i = sign((W s)_i).

    See `nnlearn.numpy.Hopfield`. Its methods take and return NumPy arrays and compute on the CPU, one cell after
    another; a step of all cells, `memory(s)`, is computed where its buffers are.

    Parameters
    ----------
    patterns : ndarray of shape (patterns, N), -1 and 1
        X, what is stored.
    rule : {"hebb", "pseudo-inverse", "softmax"}
    beta : float
        How sharply "softmax" prefers the most similar pattern, > 0.

    Attributes
    ----------
    patterns : Tensor of shape (patterns, N)
    weight : Tensor of shape (N, N), or None
        W, symmetric; None for "softmax". Both are buffers: nothing is learned by gradients.

    Raises
    ------
    TypeError, ValueError
        If an argument is not one of these, or states are not arrays (n, N) of numbers from -1 to 1.

    Examples
    --------
    >>> memory = Hopfield(np.array([[1, 1, 1, 1, -1, -1, -1, -1], [1, -1, 1, -1, 1, -1, 1, -1]]))
    >>> memory.settle(np.array([[-1, 1, 1, 1, -1, -1, -1, -1]]))
    array([[ 1.,  1.,  1.,  1., -1., -1., -1., -1.]], dtype=float32)
    """

    to_numpy = staticmethod(to_numpy)

    def __init__(self, patterns, rule="hebb", *, beta=1.0):
        super().__init__()
        x, self.beta = check_patterns(patterns, rule, beta)
        self.rule, self.cells, w = str(rule), x.shape[1], weights(x, rule)
        self.register_buffer("patterns", torch.from_numpy(x.astype(np.float32)))
        self.register_buffer("weight", None if w is None else torch.from_numpy(w))

    def forward(self, s):  # (n, N) -> (n, N)
        arguments.width(self, s, self.cells, torch.Tensor)
        if self.rule == "softmax":
            return torch.softmax(self.beta * s @ self.patterns.T, dim=-1) @ self.patterns  # softmax(beta s X^T) X
        return signs(s @ self.weight, torch.where)  # the sign of every field W s

    def extra_repr(self):
        return f"{len(self.patterns)} patterns of {self.cells} cells, rule={self.rule!r}"
