"""What many layers leave of a signal, and how sensitive they are to their input, for a gain of your choice."""

import numpy as np

from nnlearn.lessons.activation_functions.propagation import ACTIVATIONS, send

FUNCTIONS = ("sigmoid", "tanh", "ReLU", "GELU")


def survive(name, gain, layers=30, width=100, seed=0):
    """Return the signal after many layers, and how sensitive their end is to their input.

    Parameters
    ----------
    name : {"sigmoid", "tanh", "ReLU", "GELU"}
    gain : float
        The weights have the standard deviation gain / sqrt(width).
    layers, width : int, default 30 and 100
    seed : int, default 0
        Of the weights and of the 100 inputs, which are normal numbers.

    Returns
    -------
    signal : float
        How far the outputs of the last layer differ from input to input, as a share of how far the inputs differ.
    sensitivity : float
        How far the end moves when the inputs are nudged a little, per nudge.

    Examples
    --------
    >>> signal, sensitivity = survive("tanh", 0.5)
    >>> bool(signal < 1e-8), bool(sensitivity < 1e-8)
    (True, True)
    """
    rng = np.random.default_rng(seed)
    start = rng.normal(size=(100, width))
    weights = gain * rng.normal(size=(layers, width, width)) / np.sqrt(width)
    run = send(ACTIVATIONS[name], weights, start, rng.normal(size=start.shape))
    return float(run.signal_left[-1] / run.signal_left[0]), float(run.sensitivity[0])


def worst(name, gain, seeds=range(5)):
    """Return the (signal, sensitivity) of each draw of the weights, and the number farthest from 1 among them all.

    Examples
    --------
    >>> found, farthest = worst("tanh", 0.5)
    >>> len(found), farthest < 1e-8
    (5, True)
    """
    found = [survive(name, gain, seed=seed) for seed in seeds]
    return found, max((number for pair in found for number in pair), key=_far)


def _far(number):
    return abs(np.log(max(number, 1e-300)))
