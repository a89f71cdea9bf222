"""The smooth relatives of ReLU as plain functions: the formula on tensors; autograd finds the derivatives."""

import math

import torch

from nnlearn import arguments


def gelu(x, approximate="none"):
    """Weigh x by the chance that a standard normal number is below it: y = x Phi(x). See `nnlearn.numpy.gelu`.

    Parameters
    ----------
    x : Tensor of floats, any shape
    approximate : {"none", "tanh"}
        Whether to replace Phi by a formula with tanh.

    Returns
    -------
    Tensor of x's shape and dtype

    Raises
    ------
    TypeError, ValueError
        If x is not a tensor of floats, or `approximate` is neither "none" nor "tanh".

    Examples
    --------
    >>> gelu(torch.tensor([-1.0, 0.0, 1.0]))
    tensor([-0.1587,  0.0000,  0.8413])
    """
    arguments.floats("gelu", x, torch.Tensor)
    if arguments.choice("gelu", "approximate", approximate, ("none", "tanh")) == "none":
        return 0.5 * x * torch.erfc(-math.sqrt(0.5) * x)  # y = x Phi(x), Phi(x) = erfc(-x/sqrt 2) / 2
    z = x.clamp(-100, 100)  # beyond, tanh is +-1, and x^3 might overflow
    return 0.5 * x * (1 + torch.tanh(math.sqrt(2 / math.pi) * (z + 0.044715 * z * z * z)))


def silu(x):
    """Weigh x by its sigmoid: y = x / (1 + e^-x). See `nnlearn.numpy.silu`.

    PyTorch's own function: through this formula, autograd would divide infinity by infinity for a large negative x.

    Parameters
    ----------
    x : Tensor of floats, any shape

    Returns
    -------
    Tensor of x's shape and dtype

    Raises
    ------
    TypeError
        If x is not a tensor of floats.

    Examples
    --------
    >>> silu(torch.tensor([-1e4, 0.0, 1.0]))
    tensor([-0.0000, 0.0000, 0.7311])
    """
    arguments.floats("silu", x, torch.Tensor)
    return torch.nn.functional.silu(x)  # y = x / (1 + e^-x)


def softplus(x, beta=1.0, threshold=20.0):
    """Round off the corner of ReLU: y = log(1 + e^(beta x)) / beta. See `nnlearn.numpy.softplus`.

    PyTorch's own function. Above a threshold of 80 it would overflow; y = x has all its digits there already.

    Parameters
    ----------
    x : Tensor of floats, any shape
    beta : float
        How sharp the corner is, > 0.
    threshold : float
        Where beta x is larger than this, y = x.

    Returns
    -------
    Tensor of x's shape and dtype

    Raises
    ------
    TypeError, ValueError
        If x is not a tensor of floats, beta is not a positive number, or the threshold is not a finite number.

    Examples
    --------
    >>> softplus(torch.tensor([-1e4, 0.0, 1.0]))
    tensor([0.0000, 0.6931, 1.3133])
    """
    arguments.floats("softplus", x, torch.Tensor)
    beta = arguments.number("softplus", "beta", beta, low=0, open_low=True)
    threshold = arguments.number("softplus", "threshold", threshold)
    return torch.nn.functional.softplus(x, beta, min(threshold, 80))  # y = log(1 + e^(beta x)) / beta, or x


def elu(x, alpha=1.0):
    """Bend towards -alpha below zero: y = x where x > 0, else alpha (e^x - 1). See `nnlearn.numpy.elu`.

    Parameters
    ----------
    x : Tensor of floats, any shape
    alpha : float
        Any finite number; with 1 the slope has no jump at 0.

    Returns
    -------
    Tensor of x's shape and dtype

    Raises
    ------
    TypeError, ValueError
        If x is not a tensor of floats, or alpha is not a finite number.

    Examples
    --------
    >>> elu(torch.tensor([-1e4, 0.0, 2.0]))
    tensor([-1.,  0.,  2.])
    """
    arguments.floats("elu", x, torch.Tensor)
    alpha = arguments.number("elu", "alpha", alpha)
    return torch.where(x > 0, x, alpha * torch.expm1(x.clamp(max=0)))  # y = x or alpha (e^x - 1)
