"""Mistakes that people really make in the exercises of lesson 05: the wrong answers that `check` names."""

import math

import numpy as np

from nnlearn.lessons.loss_functions.answers import huber, smoothed_cross_entropy, weighted_bce

# 05.1


def parts_do_not_meet(p, y, delta):
    e = p - y
    return np.where(abs(e) <= delta, e**2 / 2, delta * abs(e)).mean(), huber(p, y, delta)[1]


def line_of_slope_1(p, y, delta):
    e = p - y
    losses = np.where(abs(e) <= delta, e**2 / 2, abs(e) - delta + delta**2 / 2)
    return losses.mean(), np.where(abs(e) <= delta, e, np.sign(e)) / len(p)


def slope_not_cut_off(p, y, delta):
    return huber(p, y, delta)[0], (p - y) / len(p)


def slope_forgets_the_sign(p, y, delta):
    e = p - y
    return huber(p, y, delta)[0], np.where(abs(e) <= delta, e, delta) / len(p)


def huber_not_divided(p, y, delta):
    return huber(p, y, delta)[0], huber(p, y, delta)[1] * len(p)


def huber_sign_flipped(p, y, delta):
    return huber(p, y, delta)[0], -huber(p, y, delta)[1]


# 05.2


def sigmoid(z):
    return (1 + np.tanh(z / 2)) / 2


def bce_by_logarithms(z, y, weight):
    """Use the formula as it is printed: right for small logits, infinite for large ones."""
    with np.errstate(all="ignore"):
        p = 1 / (1 + np.exp(-z))
        losses = -(weight * y * np.log(p) + (1 - y) * np.log(1 - p))
    return losses.mean(), (weight * y * (p - 1) + (1 - y) * p) / len(z)


def weight_on_the_noes(z, y, weight):
    losses = y * np.logaddexp(0, -z) + weight * (1 - y) * np.logaddexp(0, z)
    p = sigmoid(z)
    return losses.mean(), (y * (p - 1) + weight * (1 - y) * p) / len(z)


def gradient_without_the_weight(z, y, weight):
    return weighted_bce(z, y, weight)[0], (sigmoid(z) - y) / len(z)


def divided_by_the_weights(z, y, weight):
    loss, gradient = weighted_bce(z, y, weight)
    share = len(z) / (weight * y + 1 - y).sum()
    return loss * share, gradient * share


def bce_not_divided(z, y, weight):
    return weighted_bce(z, y, weight)[0], weighted_bce(z, y, weight)[1] * len(z)


def everything_weighted(z, y, weight):
    return weight * weighted_bce(z, y, 1)[0], weight * weighted_bce(z, y, 1)[1]


# 05.3


def softmax(z):
    """Return the softmax of each row."""
    powers = np.exp(z - z.max(axis=1, keepdims=True))
    return powers / powers.sum(axis=1, keepdims=True)


def one_hot(labels, z):
    """Return a row for each label, as long as the rows of z: 1 at the label, 0 elsewhere."""
    return np.eye(z.shape[1])[labels]


def smoothed_by_logarithms(z, labels, share):
    with np.errstate(all="ignore"):
        p = np.exp(z) / np.exp(z).sum(axis=1, keepdims=True)
        q = (1 - share) * one_hot(labels, z) + share / z.shape[1]
        return -(q * np.log(p)).sum(axis=1).mean(), (p - q) / len(z)


def shared_among_the_others(z, labels, share):
    right, k = one_hot(labels, z), z.shape[1]
    q = (1 - share) * right + share / (k - 1) * (1 - right)
    shifted = z - z.max(axis=1, keepdims=True)
    log_p = shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True))
    return -(q * log_p).sum(axis=1).mean(), (np.exp(log_p) - q) / len(z)


def gradient_not_smoothed(z, labels, share):
    return smoothed_cross_entropy(z, labels, share)[0], (softmax(z) - one_hot(labels, z)) / len(z)


def softmax_over_examples(z, labels, share):
    log_p = np.log(np.maximum(softmax(z.T).T, 1e-300))
    q = (1 - share) * one_hot(labels, z) + share / z.shape[1]
    return -(q * log_p).sum(axis=1).mean(), (np.exp(log_p) - q) / len(z)


def divided_by_all_numbers(z, labels, share):
    loss, gradient = smoothed_cross_entropy(z, labels, share)
    return loss / z.shape[1], gradient / z.shape[1]


def cross_entropy_not_divided(z, labels, share):
    return smoothed_cross_entropy(z, labels, share)[0], smoothed_cross_entropy(z, labels, share)[1] * len(z)


# 05.4


def loss_class(losses, slopes):
    """Return a class whose mean loss and gradient are made of these functions of p, y and z."""

    class Wrong:
        def forward(self, z, y):
            self.slopes = slopes(np.exp(z), y)
            return losses(np.exp(z), y, z).mean()

        def backward(self):
            return self.slopes / self.slopes.size

    return Wrong


def log_factorial(y):
    return np.vectorize(lambda count: math.lgamma(count + 1))(y)


RATE_FOR_ITS_LOGARITHM = loss_class(lambda p, y, z: p - y * p, lambda p, y: p - y * p)
GRADIENT_OF_THE_RATE = loss_class(lambda p, y, z: p - y * z, lambda p, y: 1 - y / p)
NOT_NEGATIVE = loss_class(lambda p, y, z: y * z - p, lambda p, y: y - p)
POISSON_NOT_DIVIDED = loss_class(lambda p, y, z: p - y * z, lambda p, y: (p - y) * p.size)
FACTORIAL_KEPT = loss_class(lambda p, y, z: p - y * z + log_factorial(y), lambda p, y: p - y)
POISSON_SIGN_FLIPPED = loss_class(lambda p, y, z: p - y * z, lambda p, y: y - p)
