"""A restricted Boltzmann machine: the NumPy side's lines on tensors, without `backward`."""

import torch

from nnlearn import arguments
from nnlearn.shared.rbm import Sampler, check_sizes, first_weights
from nnlearn.torch.backprop import to_model
from nnlearn.torch.functional import sigmoid
from nnlearn.torch.tensors import to_numpy


class RBM(Sampler, torch.nn.Module):
    """A restricted Boltzmann machine on cells that are 0 or 1: p(v, h) = exp(v W h + b v + c h) / Z.

    See `nnlearn.numpy.RBM`. Its methods take and return NumPy arrays; the numbers are computed on the weights' device.

    Parameters
    ----------
    visible_features, hidden_features : int
        Number of cells in each layer, >= 1.
    std : float
        Standard deviation of the first weights, >= 0.

    Attributes
    ----------
    weight : Parameter of shape (visible_features, hidden_features)
        W: the transpose of what a `Linear` from visible to hidden cells has. Sampled from the normal distribution.
    visible_bias, hidden_bias : Parameter of shape (visible_features,) and (hidden_features,)
        b and c, initially 0; `match_means` sets b so that learning need not begin with it.

    Raises
    ------
    TypeError, ValueError
        If an argument is out of its range, or states are not arrays (n, cells) of numbers from 0 to 1.

    Examples
    --------
    >>> import numpy as np, nnlearn.torch as nn
    >>> rbm = nn.RBM(3, 4)
    >>> rbm.gibbs(np.zeros((5, 3)), 10).shape
    (5, 3)
    """

    _optimizer_kind = torch.optim.Optimizer
    to_numpy = staticmethod(to_numpy)
    _squash = staticmethod(sigmoid)

    def __init__(self, visible_features, hidden_features, *, std=0.01):
        super().__init__()
        self.visible_features, self.hidden_features, std = check_sizes(visible_features, hidden_features, std)
        weight = first_weights(self.visible_features, self.hidden_features, std)
        self.weight = torch.nn.Parameter(torch.from_numpy(weight))
        self.visible_bias = torch.nn.Parameter(torch.zeros(self.visible_features))
        self.hidden_bias = torch.nn.Parameter(torch.zeros(self.hidden_features))

    def forward(self, v):  # (n, visible) -> (n,)
        arguments.width(self, v, self.visible_features, torch.Tensor)
        z = v @ self.weight + self.hidden_bias
        return -(v @ self.visible_bias) + torch.nn.functional.logsigmoid(-z).sum(dim=-1)  # F(v); log sigmoid(-z)

    @torch.no_grad()
    def _hidden_scores(self, v):
        return v @ self.weight + self.hidden_bias  # v W + c

    @torch.no_grad()
    def _visible_scores(self, h):
        return h @ self.weight.T + self.visible_bias  # h W^T + b

    def _draw(self, p, rng):
        uniform = rng.random(tuple(p.shape), "float64" if p.dtype == torch.float64 else "float32")
        return (torch.from_numpy(uniform).to(p.device) < p).to(p.dtype)  # 1 with probability p

    @torch.no_grad()
    def _energies(self, v):
        return self(v)

    def _descend(self, v, ends):
        difference = self(v).mean() - self(ends).mean()
        difference.backward()
        return difference.item()

    def _inside(self, caller, name, values):
        return to_model(caller, name, self, values)

    @torch.no_grad()
    def _write(self, parameter, values, grad=False):
        values = torch.from_numpy(values).to(parameter)
        if grad:
            parameter.grad = values
        else:
            parameter.copy_(values)

    def extra_repr(self):
        return f"{self.visible_features}, {self.hidden_features}"
