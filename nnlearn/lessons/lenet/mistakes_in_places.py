"""Mistakes that people really make in 16.4, a layer that does not share: the wrong answers that `check` names."""

import numpy as np

from nnlearn.lessons.lenet.answers import local


def one_kernel_for_all(x, weight, bias):
    return local(x, np.broadcast_to(weight[0, 0], weight.shape), bias)


def _shared(weights):
    """Return an answer whose places use `weights(weight)`, fewer than there are."""
    return lambda x, weight, bias: local(x, np.broadcast_to(weights(weight), weight.shape), bias)


SHARED_OTHERWISE = (
    _shared(lambda weight: weight[-1, -1]),
    _shared(lambda weight: weight.mean(axis=(0, 1))),
    _shared(lambda weight: weight.sum(axis=(0, 1))),
    _shared(lambda weight: weight[:, :1]),
    _shared(lambda weight: weight[:1]),
)


def bias_left_out(x, weight, bias):
    return local(x, weight, np.zeros_like(bias))


def bias_on_every_product(x, weight, bias):
    return local(x, weight, bias * weight[0, 0].size)


def bias_on_every_row(x, weight, bias):
    return local(x, weight, bias * len(weight[0, 0]))


def bias_in_each_turn(x, weight, bias):
    """Add all biases to the whole of z after each place; what is written later has been reached less often."""
    times = bias.size - np.arange(bias.size).reshape(bias.shape)
    return local(x, weight, times * bias)


def one_bias_for_all(x, weight, bias):
    return local(x, weight, np.full_like(bias, bias[0, 0]))


def _shared_bias(biases):
    """Return an answer whose places use `biases(bias)`, fewer than there are."""
    return lambda x, weight, bias: local(x, weight, np.broadcast_to(biases(bias), bias.shape))


BIAS_SHARED_OTHERWISE = (
    _shared_bias(lambda bias: bias[-1, -1]),
    _shared_bias(lambda bias: bias.mean()),
    _shared_bias(lambda bias: bias.sum()),
    _shared_bias(lambda bias: bias[:, :1]),
    _shared_bias(lambda bias: bias[:1]),
)


def window_turned(x, weight, bias):
    return local(x, weight[..., ::-1, ::-1], bias)


def window_upside_down(x, weight, bias):
    return local(x, weight[..., ::-1, :], bias)


def window_mirrored(x, weight, bias):
    return local(x, weight[..., ::-1], bias)


def window_transposed(x, weight, bias):
    return local(x, weight.swapaxes(2, 3), bias)


def mean_in_place_of_the_sum(x, weight, bias):
    return local(x, weight / weight.shape[2] ** 2, bias)


def windows_side_by_side(x, weight, bias):
    rows, columns, kernel, _ = weight.shape
    wide = np.pad(x, [(0, 0), (0, rows * kernel), (0, columns * kernel)])
    return windows_past_the_end(wide, weight, bias)


def windows_past_the_end(x, weight, bias):
    rows, columns, kernel, _ = weight.shape
    z = np.empty((len(x), rows, columns))
    for r in range(rows):
        for c in range(columns):
            window = x[:, r * kernel : (r + 1) * kernel, c * kernel : (c + 1) * kernel]
            z[:, r, c] = (window * weight[r, c]).sum(axis=(1, 2)) + bias[r, c]
    return z


def windows_two_apart(x, weight, bias):
    """Begin the windows two pixels apart; what is past the edge is missing, and that is an error."""
    rows, columns, kernel, _ = weight.shape
    z = np.empty((len(x), rows, columns))
    for r, c in np.ndindex(rows, columns):
        window = x[:, 2 * r : 2 * r + kernel, 2 * c : 2 * c + kernel]
        z[:, r, c] = (window * weight[r, c]).sum(axis=(1, 2)) + bias[r, c]
    return z


def summed_over_images(x, weight, bias):
    z = local(x, weight, 0 * bias)
    return np.broadcast_to(z.sum(axis=0) + bias, z.shape).copy()


def last_places_left_out(x, weight, bias):
    z = local(x, weight, bias)
    z[:, -1], z[:, :, -1] = 0, 0
    return z


def last_row_left_out(x, weight, bias):
    z = local(x, weight, bias)
    z[:, -1] = 0
    return z


def last_column_left_out(x, weight, bias):
    z = local(x, weight, bias)
    z[:, :, -1] = 0
    return z


def last_places_missing(x, weight, bias):
    return local(x, weight, bias)[:, :-1, :-1]
