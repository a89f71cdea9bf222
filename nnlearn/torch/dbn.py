"""A deep belief network: the NumPy side's lines with RBMs of this side."""

import torch

from nnlearn.shared.dbn import Stack, check_stack
from nnlearn.torch.activations import Sigmoid
from nnlearn.torch.mlp import MLP
from nnlearn.torch.module_list import ModuleList
from nnlearn.torch.optimizers import SGD
from nnlearn.torch.rbm import RBM


class DBN(Stack, torch.nn.Module):
    """A deep belief network: an RBM at the top, and directed layers below it, each of which was an RBM once.

    See `nnlearn.numpy.DBN`. Its methods take and return NumPy arrays; the numbers are computed on the weights' device.

    Parameters
    ----------
    sizes : sequence of int
        Number of pixels, then of cells in each hidden layer, >= 1.
    labels : int
        Number of label cells beside the visible cells of the top RBM, one for each class, >= 0.
    std : float
        Standard deviation of the first weights, >= 0.

    Attributes
    ----------
    layers : ModuleList of RBM
        From the picture to the top; `layers[l]` has sizes[l] visible cells, at the top the label cells after them, and
        sizes[l + 1] hidden ones.
    sizes : list of int
    labels : int

    Raises
    ------
    TypeError, ValueError
        If an argument is out of its range, or states are not arrays (n, cells) of numbers from 0 to 1.

    Examples
    --------
    >>> import numpy as np, nnlearn.torch as nn
    >>> dbn = nn.DBN([4, 3, 2])
    >>> histories = dbn.pretrain(np.eye(4), epochs=2)
    >>> [h.shape for h in dbn.up(np.eye(4))], dbn.dream(5, sweeps=10).shape
    ([(4, 3), (4, 2)], (5, 4))
    """

    _sgd = SGD

    def __init__(self, sizes, *, labels=0, std=0.01):
        super().__init__()
        self.sizes, self.labels, machines = check_stack(sizes, labels, std)
        self.layers = ModuleList([RBM(visible, hidden, std=spread) for visible, hidden, spread in machines])

    def _mlp(self, sizes):
        weight = self.layers[0].weight
        return MLP(sizes, Sigmoid).to(weight.device, weight.dtype)
