"""The one source of randomness on this side: PyTorch's own generator, and the order of batches."""

import torch

from nnlearn import arguments
from nnlearn.shared.seeds import seed_shared_rng


def manual_seed(seed):
    """Make everything random from here on repeatable: initial weights, dropout and the order of batches.

    The order of batches has a generator of its own, so that it depends on the seed alone and is the same on both sides.

    Parameters
    ----------
    seed : int
        Any whole number in [0, 2^64).

    Raises
    ------
    TypeError, ValueError
        If `seed` is not such a number.

    Examples
    --------
    >>> import nnlearn.torch as nn
    >>> nn.manual_seed(0); a = nn.Linear(2, 2).weight.data
    >>> nn.manual_seed(0); b = nn.Linear(2, 2).weight.data
    >>> bool((a == b).all())
    True
    """
    seed = arguments.integer("manual_seed", "seed", seed, low=0, high=2**64 - 1)
    torch.manual_seed(seed)
    seed_shared_rng(seed)
