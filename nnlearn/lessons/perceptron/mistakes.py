"""Mistakes that people really make in the exercises of lesson 02: the wrong answers that `check` names."""

import numpy as np

from nnlearn.lessons.perceptron.answers import learn, predict

# 02.1


def bias_left_out(weight, bias, x):
    return (x @ weight >= 0).astype(int)


def bias_subtracted(weight, bias, x):
    return (x @ weight - bias >= 0).astype(int)


def on_the_line_gets_zero(weight, bias, x):
    return (x @ weight + bias > 0).astype(int)


def classes_swapped(weight, bias, x):
    return (x @ weight + bias < 0).astype(int)


def labels_plus_minus_one(weight, bias, x):
    return np.where(x @ weight + bias >= 0, 1, -1)


def score_returned(weight, bias, x):
    return x @ weight + bias


# 02.2


def error_sign_flipped(weight, bias, x, y, lr):
    return learn(weight, bias, x, y, -lr)


def bias_never_learns(weight, bias, x, y, lr):
    return learn(weight, bias, x, y, lr)[0], bias


def rate_left_out(weight, bias, x, y, lr):
    return learn(weight, bias, x, y, 1.0)


def rate_left_out_for_bias(weight, bias, x, y, lr):
    return learn(weight, bias, x, y, lr)[0], learn(weight, bias, x, y, 1.0)[1]


def learns_from_right_points(weight, bias, x, y, lr):
    return weight + lr * (2 * y - 1) * x, bias + lr * (2 * y - 1)


def score_instead_of_prediction(weight, bias, x, y, lr):
    error = x @ weight + bias - y
    return weight - lr * error * x, bias - lr * error


# 02.3


def summed_over_lines(weights, biases, x, y):
    return ((x @ weights.T + biases >= 0) == y[:, None]).sum(axis=1)


def mistakes_counted(weights, biases, x, y):
    return ((x @ weights.T + biases >= 0) != y[:, None]).sum(axis=0)


def share_returned(weights, biases, x, y):
    return ((x @ weights.T + biases >= 0) == y[:, None]).mean(axis=0)


def biases_left_out(weights, biases, x, y):
    return ((x @ weights.T >= 0) == y[:, None]).sum(axis=0)


def ones_counted(weights, biases, x, y):
    return (x @ weights.T + biases >= 0).sum(axis=0)


def on_the_line_counts_as_zero(weights, biases, x, y):
    return ((x @ weights.T + biases > 0) == y[:, None]).sum(axis=0)


# 02.4


def _pocket(x, y, epochs, *, start_counts=True, keep_last=False, better=np.less):
    """Run the pocket algorithm with one thing wrong."""
    weight, bias = np.zeros(x.shape[1]), 0.0
    wrong = int((predict(weight, bias, x) != y).sum())
    best = weight, bias, wrong if start_counts else len(y) + 1
    for _ in range(epochs):
        for point, label in zip(x, y, strict=True):
            weight, bias = learn(weight, bias, point, label, 1.0)
            wrong = int((predict(weight, bias, x) != y).sum())
            if keep_last or better(wrong, best[2]):
                best = weight, bias, wrong
    return best


def last_weights_returned(x, y, epochs):
    return _pocket(x, y, epochs, keep_last=True)


def ties_replace(x, y, epochs):
    return _pocket(x, y, epochs, better=np.less_equal)


def start_not_counted(x, y, epochs):
    return _pocket(x, y, epochs, start_counts=False)


def last_visit_not_counted(x, y, epochs):
    weight, bias = np.zeros(x.shape[1]), 0.0
    best = weight, bias, len(y) + 1
    for _ in range(epochs):
        for point, label in zip(x, y, strict=True):
            wrong = int((predict(weight, bias, x) != y).sum())
            if wrong < best[2]:
                best = weight, bias, wrong
            weight, bias = learn(weight, bias, point, label, 1.0)
    return best


def no_copy_in_the_pocket(x, y, epochs):
    weight, bias = np.zeros(x.shape[1]), 0.0
    best = weight, bias, int((predict(weight, bias, x) != y).sum())
    for _ in range(epochs):
        for point, label in zip(x, y, strict=True):
            weight[:], bias = learn(weight, bias, point, label, 1.0)
            wrong = int((predict(weight, bias, x) != y).sum())
            if wrong < best[2]:
                best = weight, bias, wrong
    return best


def counted_once_per_epoch(x, y, epochs):
    weight, bias = np.zeros(x.shape[1]), 0.0
    best = weight, bias, int((predict(weight, bias, x) != y).sum())
    for _ in range(epochs):
        for point, label in zip(x, y, strict=True):
            weight, bias = learn(weight, bias, point, label, 1.0)
        wrong = int((predict(weight, bias, x) != y).sum())
        if wrong < best[2]:
            best = weight, bias, wrong
    return best
