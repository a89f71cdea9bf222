"""Mistakes that people really make in the exercises of lesson 03: the wrong answers that `check` names."""

import numpy as np

from nnlearn.lessons.activation_functions.answers import silu, softmax

# 03.1


def slope_of_sigmoid(z):
    return np.tanh(z), np.tanh(z) * (1 - np.tanh(z))


def slope_with_z(z):
    return np.tanh(z), 1 - z**2


def slope_of_arctan(z):
    return np.tanh(z), 1 / (1 + z**2)


def slope_one_everywhere(z):
    return np.tanh(z), np.ones_like(z)


def sigmoid_not_squeezed(z):
    return 2 / (1 + np.exp(-z)) - 1, 1 - np.tanh(z) ** 2


# 03.2


def _gate(z):
    return np.exp(-np.logaddexp(0, -z))


def silu_overflows(z):
    with np.errstate(all="ignore"):
        gate = np.exp(z) / (1 + np.exp(z))
        return z * gate, gate + z * gate * (1 - gate)


def slopes_multiplied(z):
    return silu(z)[0], _gate(z) * (1 - _gate(z))


def gate_held_fixed(z):
    return silu(z)[0], _gate(z)


def first_term_forgotten(z):
    return silu(z)[0], z * _gate(z) * (1 - _gate(z))


def output_for_gate(z):
    h = silu(z)[0]
    return h, h * (1 - h)


def sigmoid_alone(z):
    return _gate(z), _gate(z) * (1 - _gate(z))


# 03.3


def log_sigmoid_as_written(z):
    with np.errstate(all="ignore"):
        return np.log(1 / (1 + np.exp(-z)))


def sign_flipped(z):
    return np.logaddexp(0, -z)


def log_of_one_minus_sigmoid(z):
    return -np.logaddexp(0, z)


def one_forgotten(z):
    return np.minimum(z, 0.0)


# 03.4


def softmax_as_written(z, temperature):
    with np.errstate(all="ignore"):
        powers = np.exp(z / temperature)
        return powers / powers.sum(axis=1, keepdims=True)


def down_the_columns(z, temperature):
    return softmax(z.T, temperature).T


def temperature_multiplies(z, temperature):
    return softmax(z, 1 / temperature)


def temperature_too_late(z, temperature):
    return softmax(z, 1.0) / temperature


def no_division(z, temperature):
    return np.exp((z - z.max(axis=1, keepdims=True)) / temperature)


# 03.5


def nudge_through_the_function(x, nudge, weights, f, slope):
    h = x
    for W in weights:
        h, nudge = f(h @ W.T), f(nudge @ W.T)
    return h, nudge


def slope_at_the_output(x, nudge, weights, f, slope):
    h = x
    for W in weights:
        h = f(h @ W.T)
        nudge = (nudge @ W.T) * slope(h)
    return h, nudge


def slopes_left_out(x, nudge, weights, f, slope):
    h = x
    for W in weights:
        h, nudge = f(h @ W.T), nudge @ W.T
    return h, nudge


def weights_left_out(x, nudge, weights, f, slope):
    h = x
    for W in weights:
        z = h @ W.T
        h = f(z)
        nudge = nudge * slope(z)
    return h, nudge


def weights_not_transposed(x, nudge, weights, f, slope):
    h = x
    for W in weights:
        z = h @ W
        h = f(z)
        nudge = (nudge @ W) * slope(z)
    return h, nudge


def slopes_before_weights(x, nudge, weights, f, slope):
    h = x
    for W in weights:
        z = h @ W.T
        h = f(z)
        nudge = slope(z) * nudge @ W.T
    return h, nudge
