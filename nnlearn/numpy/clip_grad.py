"""Clip gradients that are too long, as recurrent networks need."""

import math

import numpy as np

from nnlearn import arguments
from nnlearn.numpy.internals.ignore_overflow import ignore_overflow
from nnlearn.numpy.internals.vector import gradient, runs
from nnlearn.numpy.parameter import Parameter


@ignore_overflow
def clip_grad_norm_(parameters, max_norm, norm_type=2.0):
    """Shorten the gradient of all parameters together to a given length, in place: g *= min(1, max_norm / ||g||).

    Its direction stays the same. Call it between the gradient and the step:
    `nn.backprop(...); nn.clip_grad_norm_(model.parameters(), 1.0); optimizer.step()`.

    Parameters
    ----------
    parameters : iterable of Parameter, or a Parameter
        `model.parameters()`.
    max_norm : float
        Maximum length of the gradient, >= 0; float("inf") only measures it.
    norm_type : float
        p > 0 in the length (sum |g_i|^p)^(1/p); float("inf") takes the largest |g_i|.

    Returns
    -------
    float32 or float64
        The length before clipping, over all parameters.

    Raises
    ------
    TypeError, ValueError
        If there are no parameters, or a number is out of its range.

    Notes
    -----
    As in PyTorch, 1e-6 is added to the length in the denominator.

    References
    ----------
    Pascanu, Mikolov, Bengio (2013), "On the difficulty of training recurrent neural networks", algorithm 1.

    Examples
    --------
    >>> import nnlearn.numpy as nn
    >>> weight = nn.Parameter(np.zeros(2))
    >>> weight.grad = [3.0, 4.0]
    >>> clip_grad_norm_([weight], 1.0).item()
    5.0
    >>> weight.grad.round(3)
    array([0.6, 0.8])
    """
    gradients = gradients_of(parameters)
    for name, value in (("max_norm", max_norm), ("norm_type", norm_type)):
        if not (isinstance(value, float) and value == math.inf):
            arguments.number("clip_grad_norm_", name, value, low=0, open_low=name == "norm_type")
    total = norm(np.array([norm(grad.ravel(), norm_type) for grad in gradients]), norm_type)  # ||g||
    share = max_norm / (total + 1e-6)
    if not share >= 1:
        for grad in gradients:
            grad *= share  # g *= max_norm / ||g||
    return gradients[0].dtype.type(total)


def norm(values, p):
    """Return (sum |v_i|^p)^(1/p), computed in units of the largest |v_i|, because its square may overflow."""
    sizes = np.abs(values)
    largest = float(sizes.max())
    if p == math.inf or largest == 0 or not math.isfinite(largest):
        return largest
    sizes /= largest
    return largest * np.float64(sizes @ sizes if p == 2 else (sizes**p).sum()) ** (1 / p)


def gradients_of(parameters):
    """Return the gradients, as one vector if an optimizer keeps them side by side."""
    parameters = [parameters] if isinstance(parameters, Parameter) else parameters
    if not hasattr(parameters, "__iter__") or isinstance(parameters, str | dict | np.ndarray | type):
        raise TypeError(
            f"clip_grad_norm_ expected parameters to be model.parameters(), got {arguments.describe(parameters)}"
        )
    parameters = list(parameters)
    for parameter in parameters:
        if not isinstance(parameter, Parameter):
            raise TypeError(
                f"clip_grad_norm_ expected parameters made by nnlearn.numpy, got {arguments.describe(parameter)}"
            )
    if not parameters:
        raise ValueError(
            "clip_grad_norm_ expected parameters with at least one entry, got none: the model has nothing to learn"
        )
    return [gradient(run) for run in runs(parameters)]
