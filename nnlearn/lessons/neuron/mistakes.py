"""Mistakes that people really make in exercises 01.1 and 01.2: the wrong answers that `check` names."""

import numpy as np

from nnlearn.lessons.neuron.answers import weighted_sum

# 01.1


def products_not_added(x, weights, bias):
    return x * weights + bias


def products_alone(x, weights, bias):
    return x * weights


def all_with_all(x, weights, bias):
    return np.outer(x, weights) + bias


def bias_put_to_the_products(x, weights, bias):
    return np.append(x * weights, bias)


def every_weight_times_the_sum(x, weights, bias):
    return x.sum() * weights + bias


NOT_ADDED = (products_alone, all_with_all, bias_put_to_the_products, every_weight_times_the_sum)


def bias_on_every_product(x, weights, bias):
    return (x * weights + bias).sum()


def bias_left_out(x, weights, bias):
    return x @ weights


def bias_subtracted(x, weights, bias):
    return x @ weights - bias


def weights_made_positive(x, weights, bias):
    return x @ np.abs(weights) + bias


def negative_weights_skipped(x, weights, bias):
    return x @ np.maximum(weights, 0) + bias


def negative_products_skipped(x, weights, bias):
    return np.maximum(x * weights, 0).sum() + bias


def products_made_positive(x, weights, bias):
    return np.abs(x * weights).sum() + bias


NOTHING_NEGATIVE = (negative_weights_skipped, negative_products_skipped, products_made_positive)


def sums_multiplied(x, weights, bias):
    return x.sum() * weights.sum() + bias


def inputs_and_weights_added(x, weights, bias):
    return (x + weights).sum() + bias


def weights_from_the_end(x, weights, bias):
    return x @ weights[::-1] + bias


def first_weight_only(x, weights, bias):
    return (x * weights[0]).sum() + bias


def sum_times_bias(x, weights, bias):
    return (x @ weights) * bias


def bias_on_the_weights(x, weights, bias):
    return x @ (weights + bias)


def bias_on_the_inputs(x, weights, bias):
    return (x + bias) @ weights


def mean_of_products(x, weights, bias):
    return np.mean(x * weights) + bias


def mean_of_all(x, weights, bias):
    return np.mean(x * weights + bias)


def divided_by_weights(x, weights, bias):
    return (x @ weights) / weights.sum() + bias


def sum_and_bias_divided(x, weights, bias):
    return (x @ weights + bias) / len(x)


# 01.2


def threshold_added(x, weights, threshold, activation):
    return activation(weighted_sum(x, weights, threshold))


def threshold_forgotten(x, weights, threshold, activation):
    return activation(weighted_sum(x, weights, 0.0))


def sum_subtracted_from_threshold(x, weights, threshold, activation):
    return activation(-weighted_sum(x, weights, -threshold))


def both_negative(x, weights, threshold, activation):
    return activation(weighted_sum(x, -weights, -threshold))


def activation_forgotten(x, weights, threshold, activation):
    return weighted_sum(x, weights, -threshold)


def fires_above_zero(x, weights, threshold, activation):
    return 1.0 * (activation(weighted_sum(x, weights, -threshold)) > 0)


def fires_above_one_half(x, weights, threshold, activation):
    return 1.0 * (activation(weighted_sum(x, weights, -threshold)) > 0.5)


def fires_from_one_half_on(x, weights, threshold, activation):
    return 1.0 * (activation(weighted_sum(x, weights, -threshold)) >= 0.5)


FIRES_OR_NOT = (fires_above_zero, fires_above_one_half, fires_from_one_half_on)


def activation_before_threshold(x, weights, threshold, activation):
    return activation(weighted_sum(x, weights, 0.0)) - threshold


def activations_subtracted(x, weights, threshold, activation):
    return activation(weighted_sum(x, weights, 0.0)) - activation(threshold)


def activation_compared(x, weights, threshold, activation):
    return 1.0 * (activation(weighted_sum(x, weights, 0.0)) >= threshold)


def activation_gated(x, weights, threshold, activation):
    output = activation(weighted_sum(x, weights, 0.0))
    return output if output >= threshold else 0.0


def activation_above_the_threshold(x, weights, threshold, activation):
    return max(activation(weighted_sum(x, weights, 0.0)) - threshold, 0.0)


def activation_of_the_threshold(x, weights, threshold, activation):
    return activation(weighted_sum(x, weights, -activation(threshold)))


ACTIVATED_FIRST = (
    activations_subtracted,
    activation_compared,
    activation_gated,
    activation_above_the_threshold,
    activation_of_the_threshold,
)


def activation_on_each_input(x, weights, threshold, activation):
    return activation(x) @ weights - threshold


def activation_on_each_product(x, weights, threshold, activation):
    return activation(x * weights).sum() - threshold


def activation_on_each_product_above(x, weights, threshold, activation):
    return activation(x * weights - threshold).sum()


def activation_on_products(x, weights, threshold, activation):
    return activation(x * weights - threshold)


def activation_on_each_product_alone(x, weights, threshold, activation):
    return activation(x * weights).sum()


def activation_on_inputs_and_sum(x, weights, threshold, activation):
    return activation(activation(x) @ weights - threshold)


def activation_on_each_weight(x, weights, threshold, activation):
    return x @ activation(weights) - threshold


ACTIVATED_APART = (
    activation_on_each_weight,
    activation_on_each_product,
    activation_on_each_product_above,
    activation_on_products,
    activation_on_each_product_alone,
    activation_on_inputs_and_sum,
)


def whole_sum_above_the_threshold(x, weights, threshold, activation):
    total = weighted_sum(x, weights, 0.0)
    return activation(total) if total >= threshold else 0.0


def whole_sum_or_activation_of_zero(x, weights, threshold, activation):
    total = weighted_sum(x, weights, 0.0)
    return activation(total) if total >= threshold else activation(0.0)


def rest_above_the_threshold(x, weights, threshold, activation):
    above = weighted_sum(x, weights, -threshold)
    return activation(above) if above >= 0 else 0.0


def nothing_below_the_threshold(x, weights, threshold, activation):
    return activation(max(weighted_sum(x, weights, -threshold), 0.0))


def one_above_the_threshold(x, weights, threshold, activation):
    return 1.0 * (weighted_sum(x, weights, 0.0) >= threshold)


def activation_of_yes_or_no(x, weights, threshold, activation):
    return activation(1.0 * (weighted_sum(x, weights, 0.0) >= threshold))


DECIDED_BY_IF = (
    whole_sum_or_activation_of_zero,
    rest_above_the_threshold,
    nothing_below_the_threshold,
    one_above_the_threshold,
    activation_of_yes_or_no,
)


def threshold_on_every_product(x, weights, threshold, activation):
    return activation((x * weights - threshold).sum())


def threshold_on_every_input(x, weights, threshold, activation):
    return activation((x - threshold) @ weights)


def threshold_on_every_weight(x, weights, threshold, activation):
    return activation(x @ (weights - threshold))


def threshold_twice(x, weights, threshold, activation):
    return activation(weighted_sum(x, weights, -threshold) - threshold)
