"""Whether a signal and its gradient survive many layers, for a gain of your choice."""

import numpy as np

from nnlearn.lessons.activation_functions.propagation import ACTIVATIONS, send

FUNCTIONS = ("sigmoid", "tanh", "ReLU")


def survive(name, gain, layers=30, width=100):
    """Return how large a signal and its gradient still are after many layers, as shares of their start.

    Parameters
    ----------
    name : {"sigmoid", "tanh", "ReLU"}
    gain : float
        The weights have the standard deviation gain / sqrt(width).
    layers, width : int, default 30 and 100

    Returns
    -------
    signal, gradient : float

    Examples
    --------
    >>> signal, gradient = survive("tanh", 0.5)
    >>> bool(signal < 1e-8), bool(gradient < 1e-8)
    (True, True)
    """
    rng = np.random.default_rng(3)
    start = rng.normal(size=(50, width))
    weights = np.array([gain * rng.normal(size=(width, width)) / np.sqrt(width) for _ in range(layers)])
    run = send(ACTIVATIONS[name], weights, start, rng.normal(size=start.shape))
    signal, gradient = np.sqrt((run.h[-1] ** 2).mean()), np.sqrt((run.grad[0] ** 2).mean())
    return signal / np.sqrt((start**2).mean()), gradient
