"""Mistakes that people really make in exercises 02.1 to 02.3: the wrong answers that `check` names."""

import numpy as np

from nnlearn.lessons.perceptron.answers import learn, predict

# 02.1


def bias_left_out(weight, bias, x):
    return (x @ weight >= 0).astype(int)


def bias_subtracted(weight, bias, x):
    return (x @ weight - bias >= 0).astype(int)


def on_the_line_gets_zero(weight, bias, x):
    return (x @ weight + bias > 0).astype(int)


def sigmoid_rounded(weight, bias, x):
    return np.round(1 / (1 + np.exp(-(x @ weight + bias))))  # 0.5 is rounded to the even number, 0


def on_the_line_gets_a_half(weight, bias, x):
    return np.heaviside(x @ weight + bias, 0.5)


def classes_swapped(weight, bias, x):
    return (x @ weight + bias < 0).astype(int)


def labels_plus_minus_one(weight, bias, x):
    return np.where(x @ weight + bias >= 0, 1, -1)


def sign_of_the_score(weight, bias, x):
    return np.sign(x @ weight + bias)


def score_returned(weight, bias, x):
    return x @ weight + bias


def score_above_zero(weight, bias, x):
    return np.maximum(x @ weight + bias, 0)


def sigmoid_of_the_score(weight, bias, x):
    return 1 / (1 + np.exp(-(x @ weight + bias)))


def tanh_of_the_score(weight, bias, x):
    return np.tanh(x @ weight + bias)


def places_returned(weight, bias, x):
    return np.where(x @ weight + bias >= 0)[0]


NOT_LABELS = (score_above_zero, sigmoid_of_the_score, tanh_of_the_score, places_returned)


def at_one_half(weight, bias, x):
    return (x @ weight + bias >= 0.5).astype(int)


def at_one(weight, bias, x):
    return (x @ weight + bias >= 1).astype(int)


def always_one(weight, bias, x):
    return np.ones(len(x), int)


def bias_on_every_weight(weight, bias, x):
    return (x @ (weight + bias) >= 0).astype(int)


def bias_on_every_product(weight, bias, x):
    return ((x * weight + bias).sum(axis=1) >= 0).astype(int)


def bias_multiplied(weight, bias, x):
    return (x @ weight * bias >= 0).astype(int)


def every_product_above(weight, bias, x):
    return (x * weight + bias >= 0).all(axis=1).astype(int)


def some_product_above(weight, bias, x):
    return (x * weight + bias >= 0).any(axis=1).astype(int)


BIAS_TOO_LARGE = (bias_on_every_product, bias_multiplied, every_product_above, some_product_above)


# 02.2


def error_sign_flipped(weight, bias, x, y, lr):
    return learn(weight, bias, x, y, -lr)


def bias_never_learns(weight, bias, x, y, lr):
    return learn(weight, bias, x, y, lr)[0], bias


def rate_left_out(weight, bias, x, y, lr):
    return learn(weight, bias, x, y, 1.0)


def point_left_out(weight, bias, x, y, lr):
    error = predict(weight, bias, x[None])[0] - y
    return weight - lr * error, bias - lr * error


def learns_from_right_points(weight, bias, x, y, lr):
    return weight + lr * (2 * y - 1) * x, bias + lr * (2 * y - 1)


def score_instead_of_prediction(weight, bias, x, y, lr):
    error = x @ weight + bias - y
    return weight - lr * error * x, bias - lr * error


def sigmoid_instead_of_prediction(weight, bias, x, y, lr):
    error = 1 / (1 + np.exp(-(x @ weight + bias))) - y
    return weight - lr * error * x, bias - lr * error


def tanh_instead_of_prediction(weight, bias, x, y, lr):
    error = np.tanh(x @ weight + bias) - y
    return weight - lr * error * x, bias - lr * error


def slope_of_the_sigmoid_too(weight, bias, x, y, lr):
    p = 1 / (1 + np.exp(-(x @ weight + bias)))
    error = (p - y) * p * (1 - p)
    return weight - lr * error * x, bias - lr * error


NOT_THE_PREDICTION = (sigmoid_instead_of_prediction, tanh_instead_of_prediction, slope_of_the_sigmoid_too)


def bias_by_the_inputs(weight, bias, x, y, lr):
    change = weight - learn(weight, bias, x, y, lr)[0]
    return weight - change, bias - change


def bias_by_the_sum_of_inputs(weight, bias, x, y, lr):
    change = weight - learn(weight, bias, x, y, lr)[0]
    return weight - change, bias - change.sum()


def bias_by_the_first_input(weight, bias, x, y, lr):
    change = weight - learn(weight, bias, x, y, lr)[0]
    return weight - change, bias - change[0]


def bias_by_the_mean_of_inputs(weight, bias, x, y, lr):
    change = weight - learn(weight, bias, x, y, lr)[0]
    return weight - change, bias - change.mean()


BIAS_BY_INPUTS = (bias_by_the_sum_of_inputs, bias_by_the_first_input, bias_by_the_mean_of_inputs)


def bias_after_the_weight(weight, bias, x, y, lr):
    new = learn(weight, bias, x, y, lr)[0]
    return new, learn(new, bias, x, y, lr)[1]


def weight_after_the_bias(weight, bias, x, y, lr):
    new = learn(weight, bias, x, y, lr)[1]
    return learn(weight, new, x, y, lr)[0], new


def until_it_is_right(weight, bias, x, y, lr):
    for _ in range(1000):
        new = learn(weight, bias, x, y, lr)
        if predict(weight, bias, x[None])[0] == y:
            break
        weight, bias = new
    return weight, bias


def _if_wrong(weight, bias, x, y, lr, towards):
    wrong = predict(weight, bias, x[None])[0] != y
    return weight + wrong * lr * towards * x, bias + wrong * lr * towards


def rule_of_minus_one_and_one(weight, bias, x, y, lr):
    return _if_wrong(weight, bias, x, y, lr, towards=y)


def always_towards_the_point(weight, bias, x, y, lr):
    return _if_wrong(weight, bias, x, y, lr, towards=1)


def always_away_from_the_point(weight, bias, x, y, lr):
    return _if_wrong(weight, bias, x, y, lr, towards=-1)


def towards_every_one(weight, bias, x, y, lr):
    return weight + lr * y * x, bias + lr * y


def only_false_ones(weight, bias, x, y, lr):
    return _if_wrong(weight, bias, x, y, lr, towards=y - 1)


def all_but_missed_ones_away(weight, bias, x, y, lr):
    towards = 1 if y > predict(weight, bias, x[None])[0] else -1
    return weight + lr * towards * x, bias + lr * towards


def all_but_false_ones_towards(weight, bias, x, y, lr):
    towards = -1 if y < predict(weight, bias, x[None])[0] else 1
    return weight + lr * towards * x, bias + lr * towards


OTHER_DIRECTIONS = (
    always_towards_the_point,
    always_away_from_the_point,
    towards_every_one,
    only_false_ones,
    all_but_missed_ones_away,
    all_but_false_ones_towards,
)

# 02.3


def _table(weights, biases, x):
    return x @ weights.T + biases >= 0


def summed_over_lines(weights, biases, x, y):
    return (_table(weights, biases, x) == y[:, None]).sum(axis=1)


def mistakes_counted(weights, biases, x, y):
    return (_table(weights, biases, x) != y[:, None]).sum(axis=0)


def share_returned(weights, biases, x, y):
    return (_table(weights, biases, x) == y[:, None]).mean(axis=0)


def percent_returned(weights, biases, x, y):
    return 100 * share_returned(weights, biases, x, y)


def biases_left_out(weights, biases, x, y):
    return (_table(weights, 0 * biases, x) == y[:, None]).sum(axis=0)


def biases_subtracted(weights, biases, x, y):
    return (_table(weights, -biases, x) == y[:, None]).sum(axis=0)


def ones_counted(weights, biases, x, y):
    return _table(weights, biases, x).sum(axis=0)


def right_zeros_not_counted(weights, biases, x, y):
    return (_table(weights, biases, x) & (y[:, None] == 1)).sum(axis=0)


def right_ones_not_counted(weights, biases, x, y):
    return (~_table(weights, biases, x) & (y[:, None] == 0)).sum(axis=0)


def zeros_always_right(weights, biases, x, y):
    return (_table(weights, biases, x) | (y[:, None] == 0)).sum(axis=0)


def ones_always_right(weights, biases, x, y):
    return (~_table(weights, biases, x) | (y[:, None] == 1)).sum(axis=0)


OF_ONE_CLASS = (right_ones_not_counted, zeros_always_right, ones_always_right)


def on_the_line_counts_as_zero(weights, biases, x, y):
    return ((x @ weights.T + biases > 0) == y[:, None]).sum(axis=0)


def best_line_only(weights, biases, x, y):
    return (_table(weights, biases, x) == y[:, None]).sum(axis=0).max()


def table_returned(weights, biases, x, y):
    return _table(weights, biases, x) == y[:, None]


NOT_COUNTED = (percent_returned, best_line_only, table_returned)
