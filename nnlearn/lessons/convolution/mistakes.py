"""Mistakes that people really make in 15.1, a convolution by loops: the wrong answers that `check` names."""

import numpy as np

from nnlearn.lessons.convolution.answers import conv2d


def kernel_flipped(x, weight, bias, stride, padding):
    return conv2d(x, weight[:, :, ::-1, ::-1], bias, stride, padding)


def kernel_upside_down(x, weight, bias, stride, padding):
    return conv2d(x, weight[:, :, ::-1], bias, stride, padding)


def kernel_mirrored(x, weight, bias, stride, padding):
    return conv2d(x, weight[:, :, :, ::-1], bias, stride, padding)


def kernel_reversed_with_its_channels(x, weight, bias, stride, padding):
    return conv2d(x, weight[:, ::-1, ::-1, ::-1], bias, stride, padding)


def _added_on(start_anew):
    """Return an answer whose sum is carried over to the next place; it begins at the bias where `start_anew(i, j)`."""

    def answer(x, weight, bias, stride, padding):
        z = conv2d(x, weight, 0 * bias, stride, padding)
        for f, total in enumerate(z):
            now = 0.0
            for i, j in np.ndindex(*total.shape):
                now = total[i, j] + (bias[f] if start_anew(i, j) else now)
                z[f, i, j] = now
        return z

    return answer


sum_goes_on = _added_on(lambda i, j: i == j == 0)


def sum_goes_on_and_bias_at_each_place(x, weight, bias, stride, padding):
    return sum_goes_on(x, weight, 0 * bias, stride, padding) + bias[:, None, None]


def sum_goes_on_over_the_maps(x, weight, bias, stride, padding):
    z = conv2d(x, weight, 0 * bias, stride, padding)
    return z.cumsum().reshape(z.shape) + bias[:, None, None]


SUMS_GO_ON = (_added_on(lambda i, j: j == 0), sum_goes_on_and_bias_at_each_place, sum_goes_on_over_the_maps)


def padded_before_twice(x, weight, bias, stride, padding):
    return conv2d(np.pad(x, ((0, 0), (2 * padding, 0), (2 * padding, 0))), weight, bias, stride, 0)


def padded_after_twice(x, weight, bias, stride, padding):
    return conv2d(np.pad(x, ((0, 0), (0, 2 * padding), (0, 2 * padding))), weight, bias, stride, 0)


def padding_left_out(x, weight, bias, stride, padding):
    return conv2d(x, weight, bias, stride, 0)


def size_of_the_bare_image(x, weight, bias, stride, padding):
    _, rows, columns = conv2d(x, weight, bias, stride, 0).shape
    return conv2d(x, weight, bias, stride, padding)[:, :rows, :columns]


def padding_counted_once(x, weight, bias, stride, padding):
    high, wide = ((n + padding - k) // stride + 1 for n, k in zip(x.shape[1:], weight.shape[2:], strict=True))
    return conv2d(x, weight, bias, stride, padding)[:, :high, :wide]


def padded_before(x, weight, bias, stride, padding):
    return conv2d(np.pad(x, ((0, 0), (padding, 0), (padding, 0))), weight, bias, stride, 0)


def padded_after(x, weight, bias, stride, padding):
    return conv2d(np.pad(x, ((0, 0), (0, padding), (0, padding))), weight, bias, stride, 0)


def padded_rows_only(x, weight, bias, stride, padding):
    return conv2d(np.pad(x, ((0, 0), (padding, padding), (0, 0))), weight, bias, stride, 0)


def padded_columns_only(x, weight, bias, stride, padding):
    return conv2d(np.pad(x, ((0, 0), (0, 0), (padding, padding))), weight, bias, stride, 0)


def padded_with_the_edge(x, weight, bias, stride, padding):
    return conv2d(np.pad(x, ((0, 0), (padding, padding), (padding, padding)), mode="edge"), weight, bias, stride, 0)


def padding_in_the_size_only(x, weight, bias, stride, padding):
    z = np.zeros_like(conv2d(x, weight, bias, stride, padding))
    for f, i, j in np.ndindex(*z.shape):
        row, column = i * stride, j * stride
        window = x[:, row : row + weight.shape[2], column : column + weight.shape[3]]
        z[f, i, j] = (window * weight[f]).sum() + bias[f]
    return z


def channels_padded(x, weight, bias, stride, padding):
    return conv2d(np.pad(x, padding)[: len(x)], weight, bias, stride, 0)


def channels_padded_and_summed(x, weight, bias, stride, padding):
    return conv2d(np.pad(x, padding), weight, bias, stride, 0)


PADDED_OTHERWISE = (
    size_of_the_bare_image,
    padding_counted_once,
    padded_before,
    padded_after,
    padded_before_twice,
    padded_after_twice,
    padded_rows_only,
    padded_columns_only,
    padded_with_the_edge,
    padding_in_the_size_only,
    channels_padded,
    channels_padded_and_summed,
)


def first_channel_only(x, weight, bias, stride, padding):
    return conv2d(x[:1], weight[:, :1], bias, stride, padding)


def last_channel_only(x, weight, bias, stride, padding):
    return conv2d(x[-1:], weight[:, -1:], bias, stride, padding)


def first_channel_under_all_kernels(x, weight, bias, stride, padding):
    return conv2d(x[:1], weight.sum(axis=1, keepdims=True), bias, stride, padding)


def first_kernel_on_all_channels(x, weight, bias, stride, padding):
    return conv2d(x.sum(axis=0, keepdims=True), weight[:, :1], bias, stride, padding)


def bias_on_every_product(x, weight, bias, stride, padding):
    return conv2d(x, weight, bias * weight[0].size, stride, padding)


def bias_on_every_channel(x, weight, bias, stride, padding):
    return conv2d(x, weight, bias * len(x), stride, padding)


def bias_on_every_place_of_the_kernel(x, weight, bias, stride, padding):
    return conv2d(x, weight, bias * weight[0, 0].size, stride, padding)


def bias_twice(x, weight, bias, stride, padding):
    return conv2d(x, weight, 2 * bias, stride, padding)


def bias_left_out(x, weight, bias, stride, padding):
    return conv2d(x, weight, 0 * bias, stride, padding)


def no_one_more(x, weight, bias, stride, padding):
    return conv2d(x, weight, bias, stride, padding)[:, :-1, :-1]


def no_one_more_row(x, weight, bias, stride, padding):
    return conv2d(x, weight, bias, stride, padding)[:, :-1]


def no_one_more_column(x, weight, bias, stride, padding):
    return conv2d(x, weight, bias, stride, padding)[:, :, :-1]


def last_places_empty(x, weight, bias, stride, padding):
    z = conv2d(x, weight, bias, stride, padding)
    z[:, -1], z[:, :, -1] = 0, 0
    return z


LAID_OTHERWISE = (kernel_upside_down, kernel_mirrored, kernel_reversed_with_its_channels)

OTHER_SINGLE_CHANNELS = (last_channel_only, first_channel_under_all_kernels, first_kernel_on_all_channels)

BIAS_OTHERWISE = (bias_on_every_channel, bias_on_every_place_of_the_kernel, bias_twice, bias_left_out)

SHORTER = (no_one_more_row, no_one_more_column, last_places_empty)
