"""A restricted Boltzmann machine: visible cells, hidden cells, and nothing between two cells of one layer."""

import numpy as np

from nnlearn import arguments
from nnlearn.numpy.backprop import to_model
from nnlearn.numpy.functional import sigmoid
from nnlearn.numpy.internals.ignore_overflow import ignore_overflow
from nnlearn.numpy.module import Module
from nnlearn.numpy.optimizers import Optimizer
from nnlearn.numpy.parameter import Parameter
from nnlearn.numpy.tensors import to_numpy
from nnlearn.shared.rbm import Sampler, check_sizes, first_weights


class RBM(Sampler, Module):
    """A restricted Boltzmann machine on cells that are 0 or 1: p(v, h) = exp(v W h + b v + c h) / Z.

    Given one layer, the cells of the other are independent: p(h = 1 | v) = sigmoid(v W + c) and
    p(v = 1 | h) = sigmoid(h W^T + b). Summed over all h, p(v) = exp(-F(v)) / Z with the free energy
    F(v) = -v b - sum_j log(1 + exp((v W + c)_j)).

    Its methods take and return NumPy arrays on both sides, as `predict` does: `hidden(v)`, `visible(h)`,
    `free_energy(v)`, `gibbs(v, k, clamped=, rng=)`, `reconstruction_error(v)`, `match_means(v)`; and to learn,
    `cd_step(optimizer, v, k, chains=, rng=)` and `ascend(optimizer, gradient)`. What is exact is in
    `nnlearn.boltzmann`. As a Module, `rbm(v)` gives the free energies, with their gradient.

    Parameters
    ----------
    visible_features, hidden_features : int
        Number of cells in each layer, >= 1.
    std : float
        Standard deviation of the first weights, >= 0.

    Attributes
    ----------
    weight : Parameter of shape (visible_features, hidden_features), float32
        W: the transpose of what a `Linear` from visible to hidden cells has. Sampled from the normal distribution.
    visible_bias, hidden_bias : Parameter of shape (visible_features,) and (hidden_features,), float32
        b and c, initially 0; `match_means` sets b so that learning need not begin with it.

    Raises
    ------
    TypeError, ValueError
        If an argument is out of its range, or states are not arrays (n, cells) of numbers from 0 to 1.

    Notes
    -----
    Gradient of the free energies, with p = p(h = 1 | v): dF/dW = -v p', dF/db = -v, dF/dc = -p, dF/dv = -b - W p. Since
    log p(v) = -F(v) - log Z, the gradient of mean log p is that of mean F under the model, minus that of mean F over
    the data. Contrastive divergence puts the ends of short chains in the model's place.

    Weights and draws come from NumPy's generator on both sides, so equal seeds give equal numbers: always in float64;
    in float32 up to the rare draw that falls between two roundings of its probability.

    References
    ----------
    Smolensky (1986), "Information processing in dynamical systems: foundations of harmony theory". Hinton (2002),
    "Training products of experts by minimizing contrastive divergence". Tieleman (2008), "Training restricted Boltzmann
    machines using approximations to the likelihood gradient" (persistent chains).

    Examples
    --------
    >>> import nnlearn.numpy as nn
    >>> nn.manual_seed(0)
    >>> v = np.array([[1, 1, 0], [0, 0, 1]])
    >>> rbm = nn.RBM(3, 4)
    >>> sgd = nn.SGD(rbm.parameters(), lr=0.2)
    >>> chains = np.repeat(v, 50, axis=0)
    >>> for _ in range(600):
    ...     chains = rbm.cd_step(sgd, v, chains=chains)
    >>> draws = rbm.gibbs(np.zeros((1000, 3)), 50)
    >>> bool((draws[:, 0] == draws[:, 1]).mean() > 0.9), bool((draws[:, 0] != draws[:, 2]).mean() > 0.9)
    (True, True)
    """

    _optimizer_kind = Optimizer
    to_numpy = staticmethod(to_numpy)
    _squash = staticmethod(sigmoid)

    def __init__(self, visible_features, hidden_features, *, std=0.01):
        self.visible_features, self.hidden_features, std = check_sizes(visible_features, hidden_features, std)
        self.weight = Parameter(first_weights(self.visible_features, self.hidden_features, std))
        self.visible_bias = Parameter(np.zeros(self.visible_features, np.float32))
        self.hidden_bias = Parameter(np.zeros(self.hidden_features, np.float32))

    @ignore_overflow
    def forward(self, v):  # (n, visible) -> (n,)
        arguments.width(self, v, self.visible_features)
        z = self._hidden_scores(v)
        return self.keep(-(v @ self.visible_bias.data) - np.logaddexp(0, z).sum(axis=-1), v, z)  # F(v)

    @ignore_overflow
    def backward(self, grad):
        v, z = self.kept(grad)
        p, g = sigmoid(z), grad[..., None]
        rows, into = (g * v).reshape(-1, v.shape[-1]), p.reshape(-1, p.shape[-1])
        self.weight.grad -= rows.T @ into  # dF/dW = -v p'
        self.visible_bias.grad -= rows.sum(axis=0)  # dF/db = -v
        self.hidden_bias.grad -= (g * p).reshape(into.shape).sum(axis=0)  # dF/dc = -p
        return -g * (self.visible_bias.data + p @ self.weight.data.T)  # dF/dv = -b - W p

    @ignore_overflow
    def _hidden_scores(self, v):
        return v @ self.weight.data + self.hidden_bias.data  # v W + c

    @ignore_overflow
    def _visible_scores(self, h):
        return h @ self.weight.data.T + self.visible_bias.data  # h W^T + b

    def _draw(self, p, rng):
        return (rng.random(p.shape, p.dtype) < p).astype(p.dtype)  # 1 with probability p

    @ignore_overflow
    def _energies(self, v):
        return -(v @ self.visible_bias.data) - np.logaddexp(0, self._hidden_scores(v)).sum(axis=-1)

    @ignore_overflow
    def _descend(self, v, ends):
        wake = self(v)
        self.accumulate(np.full_like(wake, 1 / len(wake)))
        sleep = self(ends)
        self.accumulate(np.full_like(sleep, -1 / len(sleep)))
        return wake.mean(dtype=np.float64) - sleep.mean(dtype=np.float64)

    def _inside(self, caller, name, values):
        return to_model(caller, name, self, values)

    def _write(self, parameter, values, grad=False):
        setattr(parameter, "grad" if grad else "data", values)

    def extra_repr(self):
        return f"{self.visible_features}, {self.hidden_features}"
