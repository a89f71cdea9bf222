"""Mistakes that people really make in 15.3 and 15.4, the way back: the wrong answers that `check` names."""

import functools

import numpy as np

from nnlearn.lessons.convolution.answers import conv2d_backward, max_pool

# 15.3


def overwritten(x, weight, grad):
    dx, dw, db = conv2d_backward(x, weight, grad)
    height, width = weight.shape[2:]
    for f, i, j in np.ndindex(*grad.shape):
        dw[f] = grad[f, i, j] * x[:, i : i + height, j : j + width]
        dx[:, i : i + height, j : j + width] = grad[f, i, j] * weight[f]
    return dx, dw, db


def sums_overwritten(x, weight, grad):
    dx, dw, db = overwritten(x, weight, grad)
    height, width = weight.shape[2:]
    for i, j in np.ndindex(*grad.shape[1:]):
        dx[:, i : i + height, j : j + width] = np.tensordot(grad[:, i, j], weight, 1)
    return dx, dw, db


def last_places_left_out(x, weight, grad):
    used = np.zeros_like(grad)
    used[:, :-1, :-1] = grad[:, :-1, :-1]
    return *conv2d_backward(x, weight, used)[:2], grad.sum(axis=(1, 2))


def last_rows_left_out(x, weight, grad):
    used = np.zeros_like(grad)
    used[:, :-1] = grad[:, :-1]
    return *conv2d_backward(x, weight, used)[:2], grad.sum(axis=(1, 2))


def last_columns_left_out(x, weight, grad):
    used = np.zeros_like(grad)
    used[:, :, :-1] = grad[:, :, :-1]
    return *conv2d_backward(x, weight, used)[:2], grad.sum(axis=(1, 2))


def dw_flipped(x, weight, grad):
    dx, dw, db = conv2d_backward(x, weight, grad)
    return dx, dw[:, :, ::-1, ::-1], db


def kernel_flipped_back(x, weight, grad):
    return conv2d_backward(x, weight[:, :, ::-1, ::-1], grad)


def kernel_upside_down_back(x, weight, grad):
    return conv2d_backward(x, weight[:, :, ::-1], grad)


def kernel_mirrored_back(x, weight, grad):
    return conv2d_backward(x, weight[:, :, :, ::-1], grad)


def other_axes_flipped_back(x, weight, grad):
    return conv2d_backward(x, weight[::-1, ::-1], grad)


def all_axes_flipped_back(x, weight, grad):
    return conv2d_backward(x, weight[::-1, ::-1, ::-1, ::-1], grad)


def averaged(x, weight, grad):
    dx, dw, _ = conv2d_backward(x, weight, grad)
    return dx, dw / grad[0].size, grad.mean(axis=(1, 2))


def db_not_summed(x, weight, grad):
    dx, dw, _ = conv2d_backward(x, weight, grad)
    return dx, dw, grad


def db_summed_over_all(x, weight, grad):
    return *conv2d_backward(x, weight, grad)[:2], grad.sum()


def db_summed_over_maps(x, weight, grad):
    return *conv2d_backward(x, weight, grad)[:2], grad.sum(axis=0)


def db_summed_over_rows(x, weight, grad):
    return *conv2d_backward(x, weight, grad)[:2], grad.sum(axis=1)


def db_summed_over_columns(x, weight, grad):
    return *conv2d_backward(x, weight, grad)[:2], grad.sum(axis=2)


def db_summed_over_maps_and_rows(x, weight, grad):
    return *conv2d_backward(x, weight, grad)[:2], grad.sum(axis=(0, 1))


def swapped(x, weight, grad):
    dx, dw, (high, wide) = np.zeros_like(x), np.zeros_like(weight), weight.shape[2:]
    for f, i, j in np.ndindex(*grad.shape):
        window = np.s_[:, i : i + high, j : j + wide]
        dw[f] += grad[f, i, j] * weight[f]
        dx[window] += grad[f, i, j] * x[window]
    return dx, dw, grad.sum(axis=(1, 2))


def gradient_left_out(x, weight, grad):
    dx, dw, _ = conv2d_backward(x, weight, np.ones_like(grad))
    return dx, dw, grad.sum(axis=(1, 2))


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


def shared_among_the_largest(x, grad):
    return _pool(x, grad, np.max, lambda window: (window == window.max()) / (window == window.max()).sum())


def last_of_equals(x, grad):
    place = np.arange(4).reshape(2, 2)
    return _pool(x, grad, np.max, lambda window: place == 3 - window.ravel()[::-1].argmax())


def first_column_of_equals(x, grad):
    place = np.arange(4).reshape(2, 2)
    return _pool(x, grad, np.max, lambda window: window.T.ravel().argmax() == place.T)


def all_four_pixels(x, grad):
    return _pool(x, grad, np.max, np.ones_like)


def a_quarter_each(x, grad):
    return _pool(x, grad, np.max, lambda window: np.full((2, 2), 0.25))


def mean_pooled(x, grad):
    return _pool(x, grad, np.mean, lambda window: np.full((2, 2), 0.25))


def mean_pooled_back_to_the_largest(x, grad):
    return _pool(x, grad, np.mean, lambda window: window == window.max())


def multiplied_by_the_pixel(x, grad):
    y, _ = max_pool(x, grad)
    return y, max_pool(x, grad * y)[1]


def a_one_to_the_largest(x, grad):
    return _pool(x, np.ones_like(grad), np.max, lambda window: window == window.max())


def the_pixel_in_place_of_its_gradient(x, grad):
    y, _ = max_pool(x, grad)
    return y, max_pool(x, y)[1]


def four_in_a_row(x, grad):
    windows = x.reshape(*grad.shape, 4)
    dx = np.zeros_like(windows)
    np.put_along_axis(dx, windows.argmax(axis=3)[..., None], grad[..., None], axis=3)
    return windows.max(axis=3), dx.reshape(x.shape)


def _from_zero(x, grad, back):
    """Look for the largest from 0 on; where nothing is larger, the gradient goes to the pixels that `back` says."""
    window = x.reshape(len(x), x.shape[1] // 2, 2, x.shape[2] // 2, 2)
    y, dx = max_pool(x, grad)
    found = (y > 0).repeat(2, axis=1).repeat(2, axis=2)
    lost = np.zeros_like(window)
    if back == "upper left":
        lost[:, :, 0, :, 0] = grad
    return np.maximum(y, 0), np.where(found, dx, dx if back == "the largest" else lost.reshape(x.shape))


def zero_takes_part(x, grad):
    return _from_zero(x, grad, "upper left")


OTHER_ZEROS = (functools.partial(_from_zero, back="nowhere"), functools.partial(_from_zero, back="the largest"))


def _channels_together(x, grad, forward, back):
    """Look for the largest of all channels at each place: for the pooled maps if `forward`; `back` to one or to all."""
    y, dx = max_pool(x, grad)
    dx[:] = 0
    for i, j in np.ndindex(*grad.shape[1:]):
        window = x[:, 2 * i : 2 * i + 2, 2 * j : 2 * j + 2]
        c, row, column = np.unravel_index(window.argmax(), window.shape)
        if forward:
            y[:, i, j] = window.max()
        to = c if back == "one" else slice(None)
        dx[to, 2 * i + row, 2 * j + column] = grad[to, i, j]
    return y, dx


OVER_THE_CHANNELS = tuple(
    functools.partial(_channels_together, forward=forward, back=back)
    for forward, back in ((True, "one"), (True, "all"), (False, "one"), (False, "all"))
)


def _overlapping(x, grad, step_back, add):
    """Pool windows that begin at i, j; the gradient goes to the place of the largest, counted from `step_back` i, j."""
    y, dx = np.empty_like(grad), np.zeros_like(x)
    for c, i, j in np.ndindex(*grad.shape):
        window = x[c, i : i + 2, j : j + 2]
        row, column = divmod(int(window.argmax()), 2)
        y[c, i, j] = window.max()
        place = c, step_back * i + row, step_back * j + column
        dx[place] = add * dx[place] + grad[c, i, j]
    return y, dx


def windows_overlap(x, grad):
    return _overlapping(x, grad, 1, True)


def windows_overlap_overwritten(x, grad):
    return _overlapping(x, grad, 1, False)


def windows_overlap_forward(x, grad):
    return _overlapping(x, grad, 2, False)


def _back_to(x, grad, place, add=False):
    """Pool rightly; the gradient goes to `place(i, j, row, column)` in its map."""
    y, dx = max_pool(x, grad)
    dx[:] = 0
    for c, i, j in np.ndindex(*grad.shape):
        row, column = divmod(int(x[c, 2 * i : 2 * i + 2, 2 * j : 2 * j + 2].argmax()), 2)
        to = c, *place(i, j, row, column)
        dx[to] = add * dx[to] + grad[c, i, j]
    return y, dx


def place_in_the_window_only(x, grad):
    return _back_to(x, grad, lambda i, j, row, column: (row, column))


def place_in_the_window_added(x, grad):
    return _back_to(x, grad, lambda i, j, row, column: (row, column), add=True)


def place_from_i_and_j(x, grad):
    return _back_to(x, grad, lambda i, j, row, column: (i + row, j + column))


def place_from_i_and_j_added(x, grad):
    return _back_to(x, grad, lambda i, j, row, column: (i + row, j + column), add=True)


def row_and_column_swapped(x, grad):
    return _back_to(x, grad, lambda i, j, row, column: (2 * i + column, 2 * j + row))
