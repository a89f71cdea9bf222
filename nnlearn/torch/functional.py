"""The activation functions as plain functions: the NumPy side's lines on tensors; autograd finds the derivatives."""

import torch

from nnlearn import arguments
from nnlearn.torch.normalize import normalize as normalize  # handed on: PyTorch has it here


def heaviside(x):
    """Step from 0 to 1: y = 1 where x >= 0, else 0. See `nnlearn.numpy.heaviside`.

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
    >>> heaviside(torch.tensor([-2.0, 0.0, 3.0]))
    tensor([0., 1., 1.])
    """
    arguments.floats("heaviside", x, torch.Tensor)
    return (x >= 0).to(x.dtype) + 0 * x.clamp(0, 0)  # y = [x >= 0]; the second term gives autograd the slope 0


def sigmoid(x):
    """Squash into (0, 1): y = 1 / (1 + e^-x). See `nnlearn.numpy.sigmoid`.

    PyTorch's own: from the formula, autograd would find 0 times infinity where e^-x is infinite.

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
    >>> sigmoid(torch.tensor([-1e4, 0.0, 1e4]))
    tensor([0.0000, 0.5000, 1.0000])
    """
    arguments.floats("sigmoid", x, torch.Tensor)
    return torch.sigmoid(x)  # y = 1 / (1 + e^-x)


def tanh(x):
    """Squash into (-1, 1): y = tanh x. See `nnlearn.numpy.tanh`.

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
    >>> tanh(torch.tensor([-1e4, 0.0, 1e4]))
    tensor([-1.,  0.,  1.])
    """
    arguments.floats("tanh", x, torch.Tensor)
    return torch.tanh(x)  # y = tanh x


def relu(x):
    """Cut off below zero: y = max(x, 0). See `nnlearn.numpy.relu`.

    PyTorch's own function: through `maximum(x, 0)`, autograd would split the gradient at x = 0 and return 0.5.

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
    >>> relu(torch.tensor([-2.0, 0.0, 3.0]))
    tensor([0., 0., 3.])
    """
    arguments.floats("relu", x, torch.Tensor)
    return torch.relu(x)  # y = max(x, 0)


def leaky_relu(x, negative_slope=0.01):
    """Flatten below zero instead of cutting off: y = x where x > 0, else a x. See `nnlearn.numpy.leaky_relu`.

    Parameters
    ----------
    x : Tensor of floats, any shape
    negative_slope : float
        The slope a below zero, any finite number.

    Returns
    -------
    Tensor of x's shape and dtype

    Raises
    ------
    TypeError, ValueError
        If x is not a tensor of floats, or the slope is not a finite number.

    Examples
    --------
    >>> leaky_relu(torch.tensor([-2.0, 0.0, 3.0]), 0.1)
    tensor([-0.2000,  0.0000,  3.0000])
    """
    arguments.floats("leaky_relu", x, torch.Tensor)
    slope = arguments.number("leaky_relu", "negative_slope", negative_slope)
    return torch.where(x > 0, x, slope * x)  # y = x or a x


def softmax(x, dim):
    """Turn scores into probabilities: y_i = e^(x_i) / sum_j e^(x_j). See `nnlearn.numpy.softmax`.

    Parameters
    ----------
    x : Tensor of floats, any shape
    dim : int
        The axis of the classes.

    Returns
    -------
    Tensor of x's shape and dtype

    Raises
    ------
    TypeError, ValueError
        If x is not a tensor of floats or has no axis `dim`.

    Examples
    --------
    >>> softmax(torch.tensor([[1e4, 1e4]]), dim=1)
    tensor([[0.5000, 0.5000]])
    """
    exponentials, total = _exponentials("softmax", x, dim)[1:]
    return exponentials / total  # y_i = e^(x_i - m) / sum_j e^(x_j - m)


def log_softmax(x, dim):
    """Logarithm of the softmax: y_i = x_i - log sum_j e^(x_j). See `nnlearn.numpy.log_softmax`.

    Parameters
    ----------
    x : Tensor of floats, any shape
    dim : int
        The axis of the classes.

    Returns
    -------
    Tensor of x's shape and dtype

    Raises
    ------
    TypeError, ValueError
        If x is not a tensor of floats or has no axis `dim`.

    Examples
    --------
    >>> log_softmax(torch.tensor([[0.0, 1e4]]), dim=1)
    tensor([[-10000.,      0.]])
    """
    shifted, _, total = _exponentials("log_softmax", x, dim)
    return shifted - torch.log(total)  # y_i = (x_i - m) - log sum_j e^(x_j - m)


def _exponentials(caller, x, dim):
    arguments.floats(caller, x, torch.Tensor)
    arguments.axis(caller, x, dim)
    shifted = x - x.amax(dim, keepdim=True).detach()  # the shift cancels, so no gradient flows through it
    exponentials = torch.exp(shifted)
    return shifted, exponentials, exponentials.sum(dim, keepdim=True)
