"""Mistakes that people really make in 15.3, the way back: the wrong answers that `check` names."""

import numpy as np

from nnlearn.lessons.convolution.answers import conv2d_backward


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


def one_kernel_too_few_places(x, weight, grad):
    used, (high, wide) = np.zeros_like(grad), weight.shape[2:]
    part = np.s_[:, : max(0, grad.shape[1] - high + 1), : max(0, grad.shape[2] - wide + 1)]
    used[part] = grad[part]
    return *conv2d_backward(x, weight, used)[:2], grad.sum(axis=(1, 2))


def dw_flipped(x, weight, grad):
    dx, dw, db = conv2d_backward(x, weight, grad)
    return dx, dw[:, :, ::-1, ::-1], db


def grad_flipped_for_dw(x, weight, grad):
    dx, _, db = conv2d_backward(x, weight, grad)
    return dx, conv2d_backward(x, weight, grad[:, ::-1, ::-1])[1], db


def both_flipped_for_dw(x, weight, grad):
    dx, dw, db = grad_flipped_for_dw(x, weight, grad)
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


def _bordered_by_two(x, weight, grad):
    """Return for each channel of x what comes back from the kernels if grad always gets a border of 2."""
    windows = np.lib.stride_tricks.sliding_window_view(np.pad(grad, ((0, 0), (2, 2), (2, 2))), weight.shape[2:], (1, 2))
    return np.einsum("fijkl,fckl->fcij", windows, weight[:, :, ::-1, ::-1])


def border_of_two(x, weight, grad):
    dx = np.zeros_like(x)
    for c, back in enumerate(_bordered_by_two(x, weight, grad).sum(axis=0)):
        dx[c] += back
    return dx, *conv2d_backward(x, weight, grad)[1:]


def border_of_two_and_dx_as_it_comes(x, weight, grad):
    return _bordered_by_two(x, weight, grad).sum(axis=0), *conv2d_backward(x, weight, grad)[1:]


TURNED_OTHERWISE = (kernel_upside_down_back, kernel_mirrored_back, other_axes_flipped_back, all_axes_flipped_back)

BORDERED_BY_TWO = (border_of_two, border_of_two_and_dx_as_it_comes)

DB_OTHERWISE = (
    db_summed_over_all,
    db_summed_over_maps,
    db_summed_over_rows,
    db_summed_over_columns,
    db_summed_over_maps_and_rows,
)
