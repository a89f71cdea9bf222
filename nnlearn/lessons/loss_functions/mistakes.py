"""Mistakes that people really make in the exercises of lesson 05: the wrong answers that `check` names."""

import numpy as np

from nnlearn.lessons.loss_functions.answers import arctan_error, bce, cross_entropy, mse


def sigmoid(z):
    return (1 + np.tanh(z / 2)) / 2


def softmax(z):
    """Return the softmax of each row."""
    powers = np.exp(z - z.max(axis=1, keepdims=True))
    return powers / powers.sum(axis=1, keepdims=True)


def one_hot(labels, z):
    """Return a row for each label, as long as the rows of z: 1 at the label, 0 elsewhere."""
    return np.eye(z.shape[1])[labels]


# 05.1


def gradient_not_divided(p, t):
    return mse(p, t)[0], 2 * (p - t)


def gradient_sign_flipped(p, t):
    return mse(p, t)[0], -mse(p, t)[1]


def two_forgotten(p, t):
    return mse(p, t)[0], (p - t) / len(p)


def summed_not_averaged(p, t):
    return ((p - t) ** 2).sum(), 2 * (p - t)


def not_squared(p, t):
    return (p - t).mean(), np.full(p.shape, 1 / len(p))


def root_taken(p, t):
    return np.sqrt(mse(p, t)[0]), mse(p, t)[1]


# 05.2


def bce_by_logarithms(z, t):
    """Use the formula as books print it: right for small logits, infinite for large ones."""
    with np.errstate(all="ignore"):
        p = 1 / (1 + np.exp(-z))
        losses = -(t * np.log(p) + (1 - t) * np.log(1 - p))
    return losses.mean(), (p - t) / len(z)


def targets_swapped(z, t):
    return bce(z, 1 - t)


def bce_gradient_not_divided(z, t):
    return bce(z, t)[0], sigmoid(z) - t


def bce_gradient_sign_flipped(z, t):
    return bce(z, t)[0], -bce(z, t)[1]


def gradient_of_the_probability(z, t):
    p = sigmoid(z)
    return bce(z, t)[0], (p - t) / np.maximum(p * (1 - p), 1e-300) / len(z)


def gradient_of_squared_error(z, t):
    p = sigmoid(z)
    return bce(z, t)[0], 2 * (p - t) * p * (1 - p) / len(z)


# 05.3


def cross_entropy_by_logarithms(z, labels):
    with np.errstate(all="ignore"):
        p = np.exp(z) / np.exp(z).sum(axis=1, keepdims=True)
        losses = -np.log(p[np.arange(len(z)), labels])
    return losses.mean(), (p - one_hot(labels, z)) / len(z)


def softmax_over_examples(z, labels):
    p = softmax(z.T).T
    return -np.log(p[np.arange(len(z)), labels]).mean(), (p - one_hot(labels, z)) / len(z)


def right_class_forgotten(z, labels):
    return cross_entropy(z, labels)[0], softmax(z) / len(z)


def cross_entropy_gradient_not_divided(z, labels):
    return cross_entropy(z, labels)[0], softmax(z) - one_hot(labels, z)


def divided_by_all_numbers(z, labels):
    return cross_entropy(z, labels)[0], (softmax(z) - one_hot(labels, z)) / z.size


def cross_entropy_gradient_sign_flipped(z, labels):
    return cross_entropy(z, labels)[0], -cross_entropy(z, labels)[1]


# 05.4


def inner_derivative_forgotten(p, t):
    return arctan_error(p, t)[0], 1 / (1 + (p - t) ** 4) / len(p)


def squared_denominator(p, t):
    return arctan_error(p, t)[0], 2 * (p - t) / (1 + (p - t) ** 2) / len(p)


def arctan_not_squared(p, t):
    return np.arctan(p - t).mean(), 1 / (1 + (p - t) ** 2) / len(p)


def arctan_two_forgotten(p, t):
    return arctan_error(p, t)[0], arctan_error(p, t)[1] / 2


def arctan_gradient_not_divided(p, t):
    return arctan_error(p, t)[0], arctan_error(p, t)[1] * len(p)


def arctan_gradient_sign_flipped(p, t):
    return arctan_error(p, t)[0], -arctan_error(p, t)[1]
