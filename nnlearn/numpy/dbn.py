"""A deep belief network: RBMs in a stack, each trained on the hidden cells of the one below."""

import numpy as np

from nnlearn.numpy.activations import Sigmoid
from nnlearn.numpy.mlp import MLP
from nnlearn.numpy.module import Module
from nnlearn.numpy.module_list import ModuleList
from nnlearn.numpy.optimizers import SGD
from nnlearn.numpy.rbm import RBM
from nnlearn.shared.dbn import Stack, check_stack


class DBN(Stack, Module):
    """A deep belief network: an RBM at the top, and directed layers below it, each of which was an RBM once.

    The model of a picture v = h_0 is p(v) = sum over h_1 .. h_(L-1) of p(v | h_1) .. p(h_(L-2) | h_(L-1)) p(h_(L-1)):
    the last factor is the marginal of the top RBM's visible cells, the others are p(v = 1 | h) = sigmoid(h W^T + b) of
    each RBM below. The way up, q(h = 1 | v) = sigmoid(v W + c), is a guess; it is exact only at the top RBM.

    Its methods take and return NumPy arrays on both sides: `pretrain(v)` trains layer by layer; `up(v)` and `down(h)`
    pass through all layers, `dream(n, sweeps, labels=)` makes pictures; `upside_down(layer)` starts an RBM as the one
    below it, and `to_mlp(classes)` returns a network to be fine-tuned. `nnlearn.boltzmann.deep_log_p` and `deep_bound`
    give exact numbers of small ones.

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

    Notes
    -----
    For every q, log p(v) >= sum_h q(h | v) [log p(h) + log p(v | h)] + the entropy of q. With q and p(v | h) of the
    lowest RBM kept, whatever gives the h of the data a higher log p(h) raises this bound. An RBM started upside down
    has the old p(h), so that log p(v) is what it was; there the bound is exact.

    There is no `forward` and so no gradient, since cells are drawn: `pretrain` takes the steps of `RBM.cd_step`, and
    `to_mlp` returns a network with `backward`. All draws come from NumPy's generator on both sides, so equal seeds give
    equal numbers: always in float64; in float32 up to the rare draw that falls between two roundings of its
    probability.

    References
    ----------
    Hinton, Osindero, Teh (2006), "A fast learning algorithm for deep belief nets". Bengio, Lamblin, Popovici,
    Larochelle (2007), "Greedy layer-wise training of deep networks".

    Examples
    --------
    >>> import nnlearn.numpy as nn
    >>> nn.manual_seed(0)
    >>> v = np.repeat(np.eye(4), 25, axis=0)  # four pictures
    >>> dbn = nn.DBN([4, 6, 6], std=0.1)
    >>> histories = dbn.pretrain(v, epochs=40, batch_size=10)
    >>> [h.shape for h in dbn.up(v)], dbn.dream(5, sweeps=50).shape
    ([(100, 6), (100, 6)], (5, 4))
    >>> mlp = dbn.to_mlp(4)
    >>> bool(np.allclose(nn.predict(mlp[:-1], v), dbn.up(v)[-1]))
    True
    """

    _sgd = SGD

    def __init__(self, sizes, *, labels=0, std=0.01):
        self.sizes, self.labels, machines = check_stack(sizes, labels, std)
        self.layers = ModuleList([RBM(visible, hidden, std=spread) for visible, hidden, spread in machines])

    def _mlp(self, sizes):
        mlp = MLP(sizes, Sigmoid)
        return mlp.double() if self.layers[0].weight.dtype == np.float64 else mlp
