"""The right answers to the exercises of lesson 03, and the inputs they are tried on."""

from itertools import pairwise

import numpy as np


def sample_sums(rng):
    return (2 * rng.normal(size=int(rng.integers(4, 9))),)


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


def sample_layers(rng):
    widths = [int(width) for width in rng.permutation([3, 4, 5, 6])[:3]]
    weights = [rng.normal(size=(out, into)) for into, out in pairwise(widths)]
    size = (2, widths[0])
    return rng.normal(size=size), rng.normal(size=size), weights, _bend, _steep


def _square():
    rng = np.random.default_rng(5)
    return rng.normal(size=(2, 3)), rng.normal(size=(2, 3)), list(rng.normal(size=(3, 3, 3))), _bend, _steep


SQUARE = _square()
