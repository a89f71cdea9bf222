"""Mistakes that people really make in the exercises of lesson 01: the wrong answers that `check` names."""

import numpy as np

from nnlearn.lessons.neuron.answers import weighted_sum

# 01.1


def products_not_added(x, weights, bias):
    return x * weights + bias


def bias_on_every_product(x, weights, bias):
    return (x * weights + bias).sum()


def bias_left_out(x, weights, bias):
    return x @ weights


def bias_subtracted(x, weights, bias):
    return x @ weights - bias


def weights_made_positive(x, weights, bias):
    return x @ np.abs(weights) + bias


# 01.2


def threshold_added(x, weights, threshold, activation):
    return activation(weighted_sum(x, weights, threshold))


def threshold_forgotten(x, weights, threshold, activation):
    return activation(weighted_sum(x, weights, 0.0))


def sum_subtracted_from_threshold(x, weights, threshold, activation):
    return activation(-weighted_sum(x, weights, -threshold))


def activation_forgotten(x, weights, threshold, activation):
    return weighted_sum(x, weights, -threshold)


def activation_before_threshold(x, weights, threshold, activation):
    return activation(weighted_sum(x, weights, 0.0)) - threshold


def activation_on_each_input(x, weights, threshold, activation):
    return activation(x) @ weights - threshold


# 01.3


def _spikes(current, *, rest=-65.0, reset=-65.0, leak=1.0, resistance=10.0, tau=10.0, fires=lambda v: v >= -50.0):
    """Count the spikes as the answer does, with one thing wrong."""
    v, count = -65.0, 0
    for _ in range(10_000):
        v += 0.1 / tau * (leak * (rest - v) + resistance * current)
        if fires(v):
            count += 1
            v = v if reset is None else reset
    return count


def never_reset(current):
    return _spikes(current, reset=None)


def no_leak(current):
    return _spikes(current, leak=0.0)


def leak_towards_zero(current):
    return _spikes(current, rest=0.0)


def resistance_left_out(current):
    return _spikes(current, resistance=1.0)


def fires_in_every_step(current):
    return _spikes(current, fires=lambda v: v < -50.0)


def time_constant_left_out(current):
    return _spikes(current, tau=1.0)


# 01.4


def _loss(x, y, w, b):
    return ((w * x + b - y) ** 2).mean()


def _better(x, y, w, b, step, *, measure=np.square, tries=((0, 0), (1, 0), (-1, 0), (0, 1), (0, -1))):
    """Choose a guess as the answer does, with one thing wrong."""
    guesses = [(w + step * i, b + step * j) for i, j in tries]
    losses = [measure(slope * x + shift - y).mean() for slope, shift in guesses]
    return guesses[int(np.argmin(losses))]


def must_move(x, y, w, b, step):
    return _better(x, y, w, b, step, tries=((1, 0), (-1, 0), (0, 1), (0, -1)))


def errors_not_squared(x, y, w, b, step):
    return _better(x, y, w, b, step, measure=np.asarray)


def absolute_errors(x, y, w, b, step):
    return _better(x, y, w, b, step, measure=np.abs)


def only_upwards(x, y, w, b, step):
    return _better(x, y, w, b, step, tries=((0, 0), (1, 0), (0, 1)))


def one_after_the_other(x, y, w, b, step):
    w = min((w, w + step, w - step), key=lambda slope: _loss(x, y, slope, b))
    return w, min((b, b + step, b - step), key=lambda shift: _loss(x, y, w, shift))


def returned_as_b_w(x, y, w, b, step):
    return _better(x, y, w, b, step)[::-1]
