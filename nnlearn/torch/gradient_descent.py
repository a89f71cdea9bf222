"""Gradient descent on a plain function: a ball that rolls downhill."""

import numpy as np
import torch

from nnlearn import arguments
from nnlearn.shared.gradient_descent import check_descent, check_slope, outgrown


def gradient_descent(function, start, *, lr, steps, gradient=None):
    """Walk downhill: theta_(k+1) = theta_k - lr f'(theta_k). See `nnlearn.numpy.gradient_descent`.

    Parameters
    ----------
    function : function of a tensor (d,) -> number
        f, written with arithmetic and `nn` functions, so that it runs on both sides.
    start : ndarray or list of d floats, finite
        Where the walk begins.
    lr : float
        Learning rate, >= 0. If it is too large, the path diverges: it grows without bound, to infinity.
    steps : int
        Number of steps, >= 1.
    gradient : function of a tensor (d,) -> tensor (d,), or None
        f'. None uses autograd here, and central differences on the other side.

    Returns
    -------
    ndarray of shape (steps + 1, d), float64
        The path, including the start.

    Raises
    ------
    TypeError, ValueError
        If start is not a finite vector, a number is out of range, the function does not return one number, or the
        gradient does not have the shape of start, or is NaN where the function is finite.

    Examples
    --------
    >>> gradient_descent(lambda t: (t**2).sum(), [1.0], lr=0.25, steps=2).tolist()
    [[1.0], [0.5], [0.25]]
    """
    theta, lr, steps = check_descent(function, start, lr, steps, gradient)

    def f(t):
        return arguments.returned_number(
            "gradient_descent", function(torch.tensor(t))
        )  # of a copy: `t *= 2` in a function must not move the path

    def slope(t):
        return gradient(torch.tensor(t)) if gradient is not None else autograd(function, torch.tensor(t))

    path = [theta]
    with np.errstate(over="ignore", invalid="ignore"):  # a walk that diverges ends at infinity
        f(theta)
        for _ in range(steps):
            step = check_slope(theta, slope(theta), lambda: f(path[-1]))
            theta = outgrown(theta - lr * step, theta, lambda: f(path[-1]))  # theta - lr f'(theta)
            path.append(theta)
    return np.array(path)


def autograd(function, theta):
    """Return f'(theta), which is 0 where f is a constant, or raise if f does not compute with tensors."""
    value = function(theta.requires_grad_().clone())
    if not isinstance(value, torch.Tensor):
        raise TypeError(
            f"gradient_descent expected function to compute with tensors, got {arguments.describe(value)} from it: "
            f"write it with arithmetic and nn functions, or give gradient="
        )
    if not value.requires_grad:
        return torch.zeros_like(theta)
    return torch.autograd.grad(value, theta, materialize_grads=True)[0]
