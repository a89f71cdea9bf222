"""The stack of lesson 25: restricted Boltzmann machines on one another, which see pictures and no label."""

from functools import lru_cache

import numpy as np

import nnlearn.numpy as nn
from nnlearn.lessons.deep_belief_networks.parts import grey

HIDDEN = 100  # cells in every hidden layer


@lru_cache(maxsize=16)
def stack(depth=2, seed=0, momentum=0.9, epochs=30, side=nn):
    """Train a stack on the 1,348 grey pictures, layer by layer; about a second a layer.

    Parameters
    ----------
    depth : int
        Number of hidden layers, of 100 cells each.
    seed : int
    momentum : float
    epochs : int
        For each layer.
    side : module, default nnlearn.numpy

    Returns
    -------
    nn.DBN
        In float64. Its lower layers are those of a deeper stack of the same seed. Do not change it: it is kept, and the
        next call returns the same one.

    Examples
    --------
    >>> stack(1, epochs=1).sizes
    [64, 100]
    """
    side.manual_seed(seed)
    dbn = side.DBN([64] + [HIDDEN] * depth, std=0.05).double()
    dbn.pretrain(grey().x, epochs=epochs, momentum=momentum, rng=np.random.default_rng(seed))
    return dbn


def lower(dbn, depth, side=nn):
    """Return a network of the lowest layers of another one, which are copied.

    Examples
    --------
    >>> lower(nn.DBN([4, 3, 2]), 1).sizes
    [4, 3]
    """
    found = side.DBN(dbn.sizes[: depth + 1]).double()
    for layer, given in zip(found.layers, dbn.layers, strict=False):
        layer.load_state_dict(given.state_dict())
    return found
