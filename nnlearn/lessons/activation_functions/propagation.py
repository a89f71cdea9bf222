"""What the activation explorer shows, as arrays: the signal through 20 layers, and how sensitive the end is to each."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

import numpy as np

import nnlearn.numpy as nn
from nnlearn.explorers.listing import evaluate

LAYERS, INPUTS, UNITS = 20, 128, 64


class Activation(NamedTuple):
    """A function of one number and its slope, with the lines of Python that give both from z.

    Parameters
    ----------
    function, slope : function of an array -> array of its shape
    lines : tuple of two str
        The same as Python, for "As code": y from z, and the slope from z and y.
    rule : str
        Formula and range, for the picture.
    """

    function: Callable
    slope: Callable
    lines: tuple
    rule: str

    def at(self, z):
        """Return the function and its slope at one number.

        Examples
        --------
        >>> ACTIVATIONS["tanh"].at(0.0)
        (0.0, 1.0)
        """
        place = np.array([z])
        return float(self.function(place)[0]), float(self.slope(place)[0])


def _made(y, slope, rule):
    """Return an activation made from the lines that "As code" shows."""
    function = evaluate(f"lambda z: {y}", nn=nn, np=np)
    with_y = evaluate(f"lambda z, y: {slope}", nn=nn, np=np)
    return Activation(function, lambda z: with_y(z, function(z)), (y, slope), rule)


ACTIVATIONS = {
    "step": _made("nn.heaviside(z)", "np.zeros_like(z)", "f(z) = 1 if z ≥ 0, else 0"),
    "none (linear)": _made("z", "np.ones_like(z)", "f(z) = z, any number"),
    "sigmoid": _made("nn.sigmoid(z)", "y * (1 - y)", "f(z) = 1 / (1 + e⁻ᶻ), in (0, 1)"),
    "tanh": _made("nn.tanh(z)", "1 - y * y", "f(z) = tanh z, in (−1, 1)"),
    "ReLU": _made("nn.relu(z)", "1.0 * (z > 0)", "f(z) = max(z, 0), in [0, ∞)"),
    "leaky ReLU": _made("nn.leaky_relu(z)", "np.where(z > 0, 1, 0.01)", "f(z) = z, or 0.01 z below 0"),
    "GELU": _made("nn.gelu(z)", "(nn.gelu(z + 1e-5) - nn.gelu(z - 1e-5)) / 2e-5", "f(z) = z Φ(z), from −0.17 up"),
}


@dataclass(frozen=True)
class Passage:
    """Numbers on their way through the layers, and how much each of them moves the end. Axis 0 counts layers.

    Parameters
    ----------
    z, slope : arrays of shape (layers, inputs, units)
        What each unit adds up, h W^T + b, for each input, and f'(z).
    h, grad : arrays of shape (layers + 1, inputs, units)
        The outputs of each layer, h[0] the input; and how much a mixture of the end's numbers changes with each of
        them: what lesson 09 calls its gradient. The weights of the mixture are the last of them, and given.
    """

    z: np.ndarray
    slope: np.ndarray
    h: np.ndarray
    grad: np.ndarray

    @property
    def signal_left(self):
        """Root mean square of what tells the inputs apart, h minus its mean over the inputs: shape (layers + 1,).

        This is the signal of a layer: what is the same for every input tells nothing about the input.
        """
        return _size(self.h - self.h.mean(axis=1, keepdims=True))

    @property
    def sensitivity(self):
        """How far the end moves if each number of a layer is nudged a little, per nudge: shape (layers + 1,).

        Taken from random mixtures of the end's numbers. Nudging each number of the layer at random, and measuring the
        root mean square of what arrives, gives the same on average.
        """
        return _size(self.grad)

    @property
    def dead(self):
        """Whether a unit's slope is zero for every input, so that no nudge passes it: shape (layers, units)."""
        return (self.slope == 0).all(axis=1)

    @property
    def open(self):
        """Mean slope of each unit over the inputs: shape (layers, units)."""
        return self.slope.mean(axis=1)


def _size(values):
    return np.sqrt((values * values).mean(axis=(1, 2)))


@lru_cache(maxsize=2)
def _sampled(seed):
    """Return random weights (20, 64, 64) of variance 1/64, inputs (128, 64) and mixtures of the end, float64."""
    rng = np.random.default_rng(seed)
    weights = rng.normal(size=(LAYERS, UNITS, UNITS)) / UNITS**0.5
    return weights, rng.normal(size=(INPUTS, UNITS)), rng.normal(size=(INPUTS, UNITS))


def send(activation, weights, start, mixture, bias=0.0):
    """Send inputs through layers of equal width, and find how much each number on the way moves the end.

    Forward z = h W^T + b, h' = f(z). From the end, with g = d(mixture)/dh: g = (g' f'(z)) W.

    Parameters
    ----------
    activation : Activation
    weights : array of shape (layers, units, units)
    start, mixture : arrays of shape (inputs, units)
        What enters the first layer, and the weights with which the numbers after the last are added up.
    bias : float, default 0
        The same for every unit.

    Returns
    -------
    Passage

    References
    ----------
    X. Glorot and Y. Bengio (2010), "Understanding the difficulty of training deep feedforward neural networks",
    section 4.2: the two recursions.

    Examples
    --------
    >>> run = send(ACTIVATIONS["tanh"], np.zeros((3, 2, 2)), np.ones((1, 2)), np.ones((1, 2)))
    >>> run.h[3].tolist(), run.grad[0].tolist()
    ([[0.0, 0.0]], [[0.0, 0.0]])
    """
    count = len(weights)
    z, slope = np.empty((2, count, *start.shape))
    h, grad = np.empty((2, count + 1, *start.shape))
    h[0], grad[-1] = start, mixture
    for k in range(count):
        z[k] = h[k] @ weights[k].T + bias  # z = h W^T + b
        h[k + 1] = activation.function(z[k])
        slope[k] = activation.slope(z[k])
    for k in reversed(range(count)):
        grad[k] = (grad[k + 1] * slope[k]) @ weights[k]  # g = (g' f'(z)) W
    return Passage(z, slope, h, grad)


@lru_cache(maxsize=2)
def passage(name, gain, bias, seed):
    """Send 128 random inputs through 20 layers of 64 units.

    The weights are normal with mean 0 and standard deviation gain / sqrt(64).

    Parameters
    ----------
    name : str
        A key of `ACTIVATIONS`.
    gain : float
        > 0.
    bias : float
        The same for every unit.
    seed : int

    Returns
    -------
    Passage

    Examples
    --------
    >>> run = passage("sigmoid", 1.0, 0.0, 0)
    >>> bool(run.signal_left[20] < 1e-9), bool(run.sensitivity[0] < 1e-9)
    (True, True)
    >>> int(passage("step", 1.0, 0.0, 0).dead.sum())
    1280
    """
    weights, start, mixture = _sampled(seed)
    return send(ACTIVATIONS[name], gain * weights, start, mixture, bias)
