"""Mistakes that people really make in exercises 03.4 and 03.5: the wrong answers that `check` names."""

import numpy as np

from nnlearn.lessons.activation_functions.answers import softmax

# 03.4


def softmax_as_written(z, temperature):
    with np.errstate(all="ignore"):
        powers = np.exp(z / temperature)
        return powers / powers.sum(axis=1, keepdims=True)


def smallest_subtracted(z, temperature):
    with np.errstate(all="ignore"):
        powers = np.exp((z - z.min(axis=1, keepdims=True)) / temperature)
        return powers / powers.sum(axis=1, keepdims=True)


def mean_subtracted(z, temperature):
    with np.errstate(all="ignore"):
        powers = np.exp((z - z.mean(axis=1, keepdims=True)) / temperature)
        return powers / powers.sum(axis=1, keepdims=True)


def largest_added(z, temperature):
    with np.errstate(all="ignore"):
        powers = np.exp((z + z.max(axis=1, keepdims=True)) / temperature)
        return powers / powers.sum(axis=1, keepdims=True)


def _clipped(most):
    """Return the softmax of clipped scores."""

    def answer(z, temperature):
        powers = np.exp(np.clip(z / temperature, -most, most))
        return powers / powers.sum(axis=1, keepdims=True)

    return answer


OVERFLOWS = (smallest_subtracted, mean_subtracted, largest_added, *map(_clipped, (30, 50, 100, 200, 300, 500, 700)))


def down_the_columns(z, temperature):
    return softmax(z.T, temperature).T


def one_maximum_for_all_rows(z, temperature):
    with np.errstate(all="ignore"):
        powers = np.exp((z - z.max()) / temperature)
        return powers / powers.sum(axis=1, keepdims=True)


def maximum_of_each_column(z, temperature):
    with np.errstate(all="ignore"):
        powers = np.exp((z - z.max(axis=0)) / temperature)
        return powers / powers.sum(axis=1, keepdims=True)


def maximum_not_divided(z, temperature):
    with np.errstate(all="ignore"):
        powers = np.exp(z / temperature - z.max(axis=1, keepdims=True))
        return powers / powers.sum(axis=1, keepdims=True)


def one_sum_for_all_rows(z, temperature):
    powers = np.exp((z - z.max(axis=1, keepdims=True)) / temperature)
    return powers / powers.sum()


def one_maximum_and_one_sum(z, temperature):
    powers = np.exp((z - z.max()) / temperature)
    return powers / powers.sum()


def one_sum_without_maximum(z, temperature):
    with np.errstate(all="ignore"):
        powers = np.exp(z / temperature)
        return powers / powers.sum()


def temperature_multiplies(z, temperature):
    return softmax(z, 1 / temperature)


def temperature_too_late(z, temperature):
    return softmax(z, 1.0) / temperature


def temperature_times_probabilities(z, temperature):
    return softmax(z, 1.0) * temperature


def no_division(z, temperature):
    return np.exp((z - z.max(axis=1, keepdims=True)) / temperature)


def no_division_and_no_maximum(z, temperature):
    with np.errstate(all="ignore"):
        return np.exp(z / temperature)


def _divided_by(divisor):
    """Return the powers of the softmax divided by the sum of something else."""

    def answer(z, temperature):
        with np.errstate(all="ignore"):
            return no_division(z, temperature) / divisor(z, temperature).sum(axis=1, keepdims=True)

    return answer


def temperature_above_only(z, temperature):
    with np.errstate(all="ignore"):
        return np.exp(z / temperature) / np.exp(z).sum(axis=1, keepdims=True)


OTHER_DIVISORS = (
    no_division_and_no_maximum,
    temperature_above_only,
    _divided_by(no_division_and_no_maximum),
    _divided_by(lambda z, temperature: no_division(z, 1.0)),
    _divided_by(lambda z, temperature: z / temperature),
    _divided_by(lambda z, temperature: z),
)


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


def slopes_after_the_loop(x, nudge, weights, f, slope):
    h = x
    for W in weights:
        z = h @ W.T
        h, nudge = f(z), nudge @ W.T
    return h, nudge * slope(z)


def slopes_of_the_outputs_after_the_loop(x, nudge, weights, f, slope):
    h, nudge = slopes_left_out(x, nudge, weights, f, slope)
    return h, nudge * slope(h)


def slopes_before_the_loop(x, nudge, weights, f, slope):
    return slopes_left_out(x, nudge * slope(x), weights, f, slope)


SLOPES_ONCE = (slopes_after_the_loop, slopes_of_the_outputs_after_the_loop, slopes_before_the_loop)


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


def nudge_through_twice(x, nudge, weights, f, slope):
    h = x
    for W in weights:
        z, moved = h @ W.T, nudge @ W.T
        h, nudge = f(z), slope(moved) * moved
    return h, nudge


def whole_nudge_sent_along(x, nudge, weights, f, slope):
    h, moved = x, x + nudge
    for W in weights:
        h, moved = f(h @ W.T), f(moved @ W.T)
    return h, moved - h


def slope_of_the_whole_nudge(x, nudge, weights, f, slope):
    h, moved = x, x + nudge
    for W in weights:
        z = h @ W.T
        h, moved = f(z), slope(z) * (moved @ W.T)
    return h, moved


def slope_of_the_whole_nudge_less_h(x, nudge, weights, f, slope):
    h, moved = slope_of_the_whole_nudge(x, nudge, weights, f, slope)
    return h, moved - h


def outputs_not_bent(x, nudge, weights, f, slope):
    h = x
    for W in weights:
        h = h @ W.T
        nudge = (nudge @ W.T) * slope(h)
    return h, nudge


def sums_of_the_last_layer(x, nudge, weights, f, slope):
    h = x
    for W in weights:
        z = h @ W.T
        h = f(z)
        nudge = (nudge @ W.T) * slope(z)
    return z, nudge


def slopes_added(x, nudge, weights, f, slope):
    h = x
    for W in weights:
        z = h @ W.T
        h = f(z)
        nudge = nudge @ W.T + slope(z)
    return h, nudge


def slope_of_the_next_layer(x, nudge, weights, f, slope):
    h = x
    for W in weights:
        h = f(h @ W.T)
        nudge = (nudge @ W.T) * slope(h @ W.T)
    return h, nudge


def slope_of_the_layer_before(x, nudge, weights, f, slope):
    h = x
    for W in weights:
        nudge = (nudge @ W.T) * slope(h)
        h = f(h @ W.T)
    return h, nudge


def _same_slopes(slopes):
    """Carry the nudge with the slopes of one place for every layer."""

    def answer(x, nudge, weights, f, slope):
        h, sums = x, []
        for W in weights:
            sums.append(h @ W.T)
            h = f(sums[-1])
        s = slope(slopes(x, sums))
        for W in weights:
            nudge = (nudge @ W.T) * s
        return h, nudge

    return answer


OTHER_SUMS = (
    slope_of_the_next_layer,
    slope_of_the_layer_before,
    _same_slopes(lambda x, sums: x),
    _same_slopes(lambda x, sums: sums[0]),
    _same_slopes(lambda x, sums: sums[-1]),
)
