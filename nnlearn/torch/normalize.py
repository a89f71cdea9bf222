"""Vectors of length 1: the NumPy side's lines on tensors; autograd finds the derivative."""

import torch

from nnlearn import arguments
from nnlearn.shared.normalize import check_norm


def normalize(x, p=2.0, dim=1, eps=1e-12):
    """Divide vectors by their length: y = x / max(|x|, eps), with |x| = (sum_i |x_i|^p)^(1/p).

    See `nnlearn.numpy.normalize`.

    Parameters
    ----------
    x : Tensor of floats, any shape
    p : float
        Which length, >= 1: 2 is the ordinary one, 1 the sum of sizes, infinity the largest size.
    dim : int
        The axis along which the numbers of a vector lie.
    eps : float
        The least that is divided by, > 0.

    Returns
    -------
    Tensor of x's shape and dtype

    Raises
    ------
    TypeError, ValueError
        If x is not a tensor of floats or has no axis `dim`, p is not a number >= 1, or eps is not one > 0.

    Examples
    --------
    >>> normalize(torch.tensor([[3.0, 4.0], [0.0, 0.0]]))
    tensor([[0.6000, 0.8000],
            [0.0000, 0.0000]])
    """
    return _unit_vectors("normalize", x, p, dim, eps)


class Normalize(torch.nn.Module):
    """Divide vectors by their length as a layer: see `normalize`.

    Parameters
    ----------
    p : float
    dim : int
    eps : float
        As in `normalize`.

    Raises
    ------
    TypeError, ValueError
        As in `normalize`.

    Examples
    --------
    >>> Normalize()(torch.tensor([[3.0, 4.0]]))
    tensor([[0.6000, 0.8000]])
    """

    def __init__(self, p=2.0, dim=1, eps=1e-12):
        super().__init__()
        self.p, self.eps = check_norm("Normalize", p, eps)
        self.dim = arguments.integer("Normalize", "dim", dim)

    def forward(self, x):
        return _unit_vectors(self, x, self.p, self.dim, self.eps)

    def extra_repr(self):
        return f"p={self.p}, dim={self.dim}, eps={self.eps}"


def _unit_vectors(caller, x, p, dim, eps):
    arguments.floats(caller, x, torch.Tensor)
    arguments.axis(caller, x, dim)
    p, eps = check_norm(caller, p, eps)
    scale = x.abs().amax(dim, keepdim=True).detach()  # it cancels, and no square overflows
    scale = scale.masked_fill(scale == 0, 1)
    x = x / scale
    length = torch.linalg.vector_norm(x, p, dim, keepdim=True)
    return x / length.clamp_min(eps / scale)  # y = x / max(|x|, eps)
