"""The smooth relatives of ReLU as layers: PyTorch's classes, with the formula in `forward` and no `backward`."""

import torch

from nnlearn import arguments
from nnlearn.torch import smooth_functional as functional


class GELU(torch.nn.GELU):
    """Weigh x by a chance as a layer: see `gelu`.

    Parameters
    ----------
    approximate : {"none", "tanh"}
        Whether to replace Phi by a formula with tanh.

    Raises
    ------
    ValueError
        If `approximate` is neither.

    Examples
    --------
    >>> GELU()(torch.tensor([-1.0, 1.0]))
    tensor([-0.1587,  0.8413])
    """

    def __init__(self, approximate="none"):
        super().__init__(arguments.choice("GELU", "approximate", approximate, ("none", "tanh")))

    def forward(self, x):
        return functional.gelu(x, self.approximate)


class SiLU(torch.nn.SiLU):
    """Weigh x by its sigmoid as a layer: see `silu`.

    Examples
    --------
    >>> SiLU()(torch.tensor([-1.0, 1.0]))
    tensor([-0.2689,  0.7311])
    """

    def __init__(self):
        super().__init__()

    def forward(self, x):
        return functional.silu(x)


class Softplus(torch.nn.Softplus):
    """Round off the corner of ReLU as a layer: see `softplus`.

    Parameters
    ----------
    beta : float
        How sharp the corner is, > 0.
    threshold : float
        Where beta x is larger than this, y = x.

    Raises
    ------
    TypeError, ValueError
        If beta is not a positive number, or the threshold is not a finite number.

    Examples
    --------
    >>> Softplus()(torch.tensor([-1.0, 1.0]))
    tensor([0.3133, 1.3133])
    """

    def __init__(self, beta=1.0, threshold=20.0):
        super().__init__(
            arguments.number("Softplus", "beta", beta, low=0, open_low=True),
            arguments.number("Softplus", "threshold", threshold),
        )

    def forward(self, x):
        return functional.softplus(x, self.beta, self.threshold)


class ELU(torch.nn.ELU):
    """Bend towards -alpha below zero as a layer: see `elu`.

    Parameters
    ----------
    alpha : float
        Any finite number; with 1 the slope has no jump at 0.

    Raises
    ------
    TypeError, ValueError
        If alpha is not a finite number.

    Examples
    --------
    >>> ELU()(torch.tensor([-1.0, 2.0]))
    tensor([-0.6321,  2.0000])
    """

    def __init__(self, alpha=1.0):
        super().__init__(arguments.number("ELU", "alpha", alpha))

    def forward(self, x):
        return functional.elu(x, self.alpha)
