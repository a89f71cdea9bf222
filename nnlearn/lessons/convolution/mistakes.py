"""Mistakes that people really make in the exercises of lesson 15: the wrong answers that `check` names."""

import numpy as np

from nnlearn.lessons.convolution.answers import conv2d, conv2d_backward, im2col, max_pool

# 15.1


def kernel_flipped(x, weight, bias, stride, padding):
    return conv2d(x, weight[:, :, ::-1, ::-1], bias, stride, padding)


def window_not_moved_by_stride(x, weight, bias, stride, padding):
    _, rows, columns = conv2d(x, weight, bias, stride, padding).shape
    return conv2d(x, weight, bias, 1, padding)[:, :rows, :columns]


def padding_left_out(x, weight, bias, stride, padding):
    return conv2d(x, weight, bias, stride, 0)


def first_channel_only(x, weight, bias, stride, padding):
    return conv2d(x[:1], weight[:, :1], bias, stride, padding)


def bias_on_every_product(x, weight, bias, stride, padding):
    return conv2d(x, weight, bias * weight[0].size, stride, padding)


def bias_left_out(x, weight, bias, stride, padding):
    return conv2d(x, weight, 0 * bias, stride, padding)


# 15.2


def windows_as_rows(x, size, stride):
    return im2col(x, size, stride).T


def channels_last(x, size, stride):
    found = im2col(x, size, stride)
    return found.reshape(len(x), size * size, -1).swapaxes(0, 1).reshape(found.shape)


def down_the_columns(x, size, stride):
    found, rows = im2col(x, size, stride), (x.shape[1] - size) // stride + 1
    return found.reshape(len(found), rows, -1).swapaxes(1, 2).reshape(found.shape)


def columns_not_moved_by_stride(x, size, stride):
    rows, columns = ((n - size) // stride + 1 for n in x.shape[1:])
    dense = im2col(x, size, 1)
    return dense.reshape(len(dense), x.shape[1] - size + 1, -1)[:, :rows, :columns].reshape(len(dense), -1)


def no_overlap(x, size, stride):
    return im2col(x, size, size)


# 15.3


def windows_overwritten(x, weight, grad):
    dx, dw, db = conv2d_backward(x, weight, grad)
    height, width = weight.shape[2:]
    for f, i, j in np.ndindex(*grad.shape):
        dx[:, i : i + height, j : j + width] = grad[f, i, j] * weight[f]
    return dx, dw, db


def dw_flipped(x, weight, grad):
    dx, dw, db = conv2d_backward(x, weight, grad)
    return dx, dw[:, :, ::-1, ::-1], db


def kernel_flipped_back(x, weight, grad):
    return conv2d_backward(x, weight[:, :, ::-1, ::-1], grad)


def dw_averaged(x, weight, grad):
    dx, dw, db = conv2d_backward(x, weight, grad)
    return dx, dw / grad[0].size, db


def db_averaged(x, weight, grad):
    dx, dw, _ = conv2d_backward(x, weight, grad)
    return dx, dw, grad.mean(axis=(1, 2))


def db_not_summed(x, weight, grad):
    dx, dw, _ = conv2d_backward(x, weight, grad)
    return dx, dw, grad


# 15.4


def _pool(x, grad, value, slopes):
    """Pool windows of 2 x 2: `value` gives the number for the map, `slopes` that of each of the four pixels."""
    y, dx = np.empty_like(grad), np.zeros_like(x)
    for c, i, j in np.ndindex(*grad.shape):
        window = np.s_[c, 2 * i : 2 * i + 2, 2 * j : 2 * j + 2]
        y[c, i, j] = value(x[window])
        dx[window] = grad[c, i, j] * slopes(x[window])
    return y, dx


def all_largest(x, grad):
    return _pool(x, grad, np.max, lambda window: window == window.max())


def last_of_equals(x, grad):
    place = np.arange(4).reshape(2, 2)
    return _pool(x, grad, np.max, lambda window: place == 3 - window.ravel()[::-1].argmax())


def all_four_pixels(x, grad):
    return _pool(x, grad, np.max, np.ones_like)


def mean_pooled(x, grad):
    return _pool(x, grad, np.mean, lambda window: np.full((2, 2), 0.25))


def multiplied_by_the_pixel(x, grad):
    y, _ = max_pool(x, grad)
    return y, max_pool(x, grad * y)[1]


def smallest_kept(x, grad):
    y, dx = max_pool(-x, grad)
    return -y, dx
