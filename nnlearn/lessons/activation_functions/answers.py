"""The right answers to the exercises of lesson 03, and the inputs they are tried on."""

from itertools import pairwise

import numpy as np


def sample_sums(rng):
    return (2 * rng.normal(size=int(rng.integers(4, 9))),)


SHAPES = {
    "z with two axes": (np.array([[0.5, -1.0, 2.0], [0.0, -3.0, 1.5]]),),
    "z with three axes": (np.linspace(-2, 3, 8).reshape(2, 2, 2),),
    "a single sum, without an axis": (np.array(-0.75),),
    "one sum": (np.array([1.25]),),
    "whole numbers": (np.array([-2, 0, 1, 3]),),
    "z of a thousandth": (np.array([-1e-3, 2e-3]),),
}


# 03.1 tanh z and its slope 1 - tanh^2 z


def tanh(z):
    """Return tanh z and its slope."""
    h = np.tanh(z)
    return h, 1 - h**2


# 03.2 SiLU: z sigma(z), with the slope sigma(z) + z sigma(z) (1 - sigma(z))


def silu(z):
    """Return the SiLU of z and its slope."""
    power = np.exp(-np.abs(z))  # never above 1
    gate = np.where(z >= 0, 1, power) / (1 + power)  # the sigmoid
    return z * gate, gate + z * gate * (1 - gate)


FAR_OUT = {
    "z = -1000": (np.array([-1000.0, 0.0]),),
    "z = 1000": (np.array([0.0, 1000.0]),),
    "z = -40 and 40": (np.array([-40.0, 0.0, 40.0]),),
    "z = -1000 and 1000 in one array": (np.array([-1000.0, 0.5, 1000.0]),),  # one branch for all does not do
    "z = -100,000 and 100,000": (np.array([-1e5, 1e5]),),
    **SHAPES,
}

# 03.3 log sigmoid z = -log(1 + exp(-z))


def log_sigmoid(z):
    """Return log(sigmoid(z)), for any z."""
    positive = np.logaddexp(0, -z)  # log(exp(0) + exp(-z)), at any z
    return -positive


# 03.4 softmax(z / T), row by row


def softmax(z, temperature):
    """Return the softmax of each row of z / temperature."""
    scaled = z / temperature
    powers = np.exp(scaled - scaled.max(axis=1, keepdims=True))  # the largest is 1
    return powers / powers.sum(axis=1, keepdims=True)


def sample_rows(rng):
    n, k = int(rng.integers(2, 4)), int(rng.integers(4, 6))
    return 2 * rng.normal(size=(n, k)), float(rng.choice([0.5, 2.0, 3.0]))


LARGE_ROWS = (np.array([[1000.0, 999.0, 0.0], [-1000.0, 0.0, -1000.0]]), 1.0)
HUGE_ROWS = (np.array([[10_000.0, 9_998.0, 0.0], [-10_000.0, 0.0, 1.0]]), 2.0)
LARGE_AND_HOT = (np.array([[4000.0, 3996.0, 0.0], [-4000.0, -4004.0, -4000.0]]), 4.0)
ROWS = {
    "scores of 1,000": LARGE_ROWS,
    "scores of 4,000 at temperature 4": LARGE_AND_HOT,
    "scores of 10,000": HUGE_ROWS,
    "one row": (np.array([[0.5, -1.0, 2.0]]), 2.0),
    "one class": (np.array([[0.5], [-1.0], [2.0]]), 2.0),
    "more rows than classes": (np.array([[0.5, -1.0], [1.0, 1.5], [0.0, 3.0], [-2.0, -2.5]]), 0.5),
    "as many rows as classes": (np.array([[0.5, -1.0], [1.0, 4.0]]), 2.0),
    "equal scores": (np.array([[2.0, 2.0, 2.0, 2.0], [-1.0, -1.0, 3.0, 3.0]]), 3.0),
    "whole numbers": (np.array([[3, 1, 0], [-2, 4, 4]]), 2),
    "a temperature of 0.001": (np.array([[0.005, 0.004, 0.0], [-1.0, -1.002, 0.0]]), 0.001),
    "a temperature of 1,000": (np.array([[500.0, -1000.0, 0.0], [2000.0, 1.0, 3.0]]), 1000.0),
}

# 03.5 outputs and a nudge through the layers: z = h W^T, h = f(z), nudge = (nudge W^T) f'(z)


def through(x, nudge, weights, f, slope):
    """Return the outputs of the last layer, and how much of a small nudge arrives there."""
    h = x
    for weight in weights:  # (out, in)
        z = h @ weight.T
        h = f(z)
        nudge = (nudge @ weight.T) * slope(z)
    return h, nudge


def _bend(z):
    return np.tanh(z)


def _steep(z):
    return 1 - np.tanh(z) ** 2


def _softplus(z):
    return np.logaddexp(0, z)


def _gate(z):
    return 0.5 * (1 + np.tanh(z / 2))


def _relu(z):
    return np.maximum(z, 0.0)


def _open(z):
    return 1.0 * (z > 0)


FUNCTIONS = ((_bend, _steep), (_softplus, _gate))


def sample_layers(rng):
    widths = [int(width) for width in rng.permutation([3, 4, 5, 6])[:3]]
    return _layers(rng, 2, widths, FUNCTIONS[rng.integers(2)])


def _layers(rng, n, widths, functions):
    weights = [rng.normal(size=(out, into)) for into, out in pairwise(widths)]
    size = (n, widths[0])
    return rng.normal(size=size), rng.normal(size=size), weights, *functions


def _square():
    rng = np.random.default_rng(5)
    return rng.normal(size=(2, 3)), rng.normal(size=(2, 3)), list(rng.normal(size=(3, 3, 3))), _bend, _steep


SQUARE = _square()


def _deep():
    rng = np.random.default_rng(8)
    relu, tanh = (_relu, _open), (_bend, _steep)
    x, nudge, weights, *functions = _layers(rng, 3, [2, 4, 3], tanh)
    return {
        "one layer": _layers(rng, 3, [4, 2], tanh),
        "five layers": _layers(rng, 3, [4, 2, 5, 3, 6, 2], tanh),
        "one input": _layers(rng, 1, [3, 2, 4], FUNCTIONS[1]),
        "7 inputs": _layers(rng, 7, [3, 2, 4], tanh),
        "layers of one unit": _layers(rng, 2, [1, 1, 1], FUNCTIONS[1]),
        "ReLU": _layers(rng, 4, [3, 6, 5], relu),
        "sums so large that every slope is 0": (x, nudge, [100 * one for one in weights], *functions),
        "no nudge": (x, 0 * nudge, weights, *functions),
    }


LAYERS = _deep()
