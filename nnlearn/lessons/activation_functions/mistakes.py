"""Mistakes that people really make in the exercises of lesson 03: the wrong answers that `check` names."""

import numpy as np

from nnlearn.lessons.activation_functions.answers import leaky_relu, softmax

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


def no_leak(z, leak):
    return np.maximum(z, 0), (z > 0).astype(float)


def leak_for_value(z, leak):
    return np.where(z > 0, z, leak), np.where(z > 0, 1.0, leak)


def slope_at_zero_from_the_right(z, leak):
    return leaky_relu(z, leak)[0], np.where(z >= 0, 1.0, leak)


def slope_times_z(z, leak):
    return leaky_relu(z, leak)[0], np.where(z > 0, 1.0, leak * z)


def sides_swapped(z, leak):
    return np.where(z > 0, leak * z, z), np.where(z > 0, leak, 1.0)


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
