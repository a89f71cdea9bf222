"""Gradient descent on a plain function: a ball that rolls downhill."""

import numpy as np
import torch

from nnlearn.shared.gradient_descent import check_descent, check_slope


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
        If start is not a finite vector, a number is out of range, or the gradient does not have the shape of start.

    Examples
    --------
    >>> gradient_descent(lambda t: (t**2).sum(), [1.0], lr=0.25, steps=2).tolist()
    [[1.0], [0.5], [0.25]]
    """
    theta, lr, steps = check_descent(function, start, lr, steps, gradient)
    theta = torch.from_numpy(theta)
    slope = gradient or (lambda theta: torch.func.grad(function)(theta))
    path = [theta.numpy()]
    for _ in range(steps):
        step = torch.as_tensor(slope(theta), dtype=theta.dtype)
        check_slope(theta, step)
        after = theta - lr * step  # theta - lr f'(theta)
        if after.isnan().any() and not function(theta).isnan():  # inf - inf: f or theta has outgrown the floats
            after = torch.where(after.isnan(), torch.copysign(torch.tensor(torch.inf), theta), after)
        theta = after
        path.append(theta.numpy())
    return np.array(path)
