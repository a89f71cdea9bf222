"""Mistakes that people really make in the exercises of lesson 10: the wrong answers that `check` names."""

import math

import numpy as np

from nnlearn.lessons.initialization.answers import norm_forward, standardise

# 10.1


def variance_for_bound(fan_in, fan_out):
    return 2 / (fan_in + fan_out), math.sqrt(2 / fan_in)


def std_for_bound(fan_in, fan_out):
    return math.sqrt(2 / (fan_in + fan_out)), math.sqrt(2 / fan_in)


def he_not_rooted(fan_in, fan_out):
    return math.sqrt(6 / (fan_in + fan_out)), 2 / fan_in


def he_without_relu(fan_in, fan_out):
    return math.sqrt(6 / (fan_in + fan_out)), math.sqrt(1 / fan_in)


def outputs_for_inputs(fan_in, fan_out):
    return math.sqrt(6 / (fan_in + fan_out)), math.sqrt(2 / fan_out)


# 10.2


def _scaled(train, test, mean, std):
    return (train - mean) / std, (test - mean) / std


def test_measured_too(train, test):
    return standardise(train, test)[0], standardise(test, test)[0]


def measured_together(train, test):
    both = np.concatenate([train, test])
    std = both.std(axis=0)
    return _scaled(train, test, both.mean(axis=0), np.where(std == 0, 1.0, std))


def ddof_one(train, test):
    std = train.std(axis=0, ddof=1)
    return _scaled(train, test, train.mean(axis=0), np.where(std == 0, 1.0, std))


def one_mean_for_all(train, test):
    return _scaled(train, test, train.mean(), train.std())


def divided_by_variance(train, test):
    variance = train.var(axis=0)
    return _scaled(train, test, train.mean(axis=0), np.where(variance == 0, 1.0, variance))


def constant_divided_by_zero(train, test):
    with np.errstate(all="ignore"):
        return _scaled(train, test, train.mean(axis=0), train.std(axis=0))


# 10.3


def over_the_units(x, gamma, beta):
    mean, variance = x.mean(axis=1, keepdims=True), x.var(axis=1, keepdims=True)
    return gamma * (x - mean) / np.sqrt(variance + 1e-5) + beta


def root_missing(x, gamma, beta):
    return gamma * (x - x.mean(axis=0)) / (x.var(axis=0) + 1e-5) + beta


def gamma_and_beta_swapped(x, gamma, beta):
    return norm_forward(x, beta, gamma)


def mean_not_subtracted(x, gamma, beta):
    return gamma * x / np.sqrt(x.var(axis=0) + 1e-5) + beta


def eps_outside_the_root(x, gamma, beta):
    return gamma * (x - x.mean(axis=0)) / (x.std(axis=0) + 1e-5) + beta


def norm_ddof_one(x, gamma, beta):
    return gamma * (x - x.mean(axis=0)) / np.sqrt(x.var(axis=0, ddof=1) + 1e-5) + beta


# 10.4


def _norm_backward(x, gamma, grad, *, mean=True, spread=True, scaled=True, bar=np.mean, reduce=np.sum):
    """Run batch normalisation backward with one thing wrong."""
    std = np.sqrt(x.var(axis=0) + 1e-5)
    hat = (x - x.mean(axis=0)) / std
    g = grad * gamma if scaled else grad
    dx = g - mean * bar(g, axis=0) - spread * hat * bar(g * hat, axis=0)
    return dx / std, reduce(grad * hat, axis=0), reduce(grad, axis=0)


def constants(x, gamma, grad):
    return _norm_backward(x, gamma, grad, mean=False, spread=False)


def mean_only(x, gamma, grad):
    return _norm_backward(x, gamma, grad, spread=False)


def spread_only(x, gamma, grad):
    return _norm_backward(x, gamma, grad, mean=False)


def gamma_left_out(x, gamma, grad):
    return _norm_backward(x, gamma, grad, scaled=False)


def sums_for_means(x, gamma, grad):
    return _norm_backward(x, gamma, grad, bar=np.sum)


def averaged_gradients(x, gamma, grad):
    return _norm_backward(x, gamma, grad, reduce=np.mean)
