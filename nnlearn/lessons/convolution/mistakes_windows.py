"""Mistakes that people really make with the windows of 15.1, where they lie and how many they are."""

import math

import numpy as np

from nnlearn.lessons.convolution.answers import conv2d


def window_not_moved_by_stride(x, weight, bias, stride, padding):
    _, rows, columns = conv2d(x, weight, bias, stride, padding).shape
    return conv2d(x, weight, bias, 1, padding)[:, :rows, :columns]


def _placed(x, weight, bias, sizes, window):
    """Convolve a padded image: a map of these sizes, and the pixels of place i, j from `window(i, j)`."""
    z = np.empty((len(weight), *sizes))
    for f, i, j in np.ndindex(*z.shape):
        z[f, i, j] = (x[:, *window(i, j)] * weight[f]).sum() + bias[f]
    return z


def _padded(x, padding):
    return np.pad(x, ((0, 0), (padding, padding), (padding, padding)))


def _in_steps(end, step):
    """Return an answer whose windows end at `end(place, length of the kernel, stride)`, in steps of `step(stride)`."""

    def answer(x, weight, bias, stride, padding):
        x, lengths = _padded(x, padding), weight.shape[2:]
        sizes = ((n - k) // stride + 1 for n, k in zip(x.shape[1:], lengths, strict=True))

        def window(*place):
            ends = ((n, end(n, k, stride)) for n, k in zip(place, lengths, strict=True))
            return tuple(slice(n * stride, stop, step(stride)) for n, stop in ends)

        return _placed(x, weight, bias, sizes, window)

    return answer


def _begun_at(row, column):
    """Return an answer with a map of the right size; the window of i, j begins at row(i, stride), column(j, stride)."""

    def answer(x, weight, bias, stride, padding):
        _, rows, columns = conv2d(x, weight, bias, stride, padding).shape
        high, wide = weight.shape[2:]

        def window(i, j):
            top, left = row(i, stride), column(j, stride)
            return slice(top, top + high), slice(left, left + wide)

        return _placed(_padded(x, padding), weight, bias, (rows, columns), window)

    return answer


def _counted_in_pixels(end, place):
    """Return an answer whose loops go in steps of the stride; a window at pixel i is written at place(i, stride)."""

    def answer(x, weight, bias, stride, padding):
        z, x, lengths = np.zeros_like(conv2d(x, weight, bias, stride, padding)), _padded(x, padding), weight.shape[2:]
        rows, columns = (
            range(0, end(n, k, made), stride) for n, k, made in zip(x.shape[1:], lengths, z.shape[1:], strict=True)
        )
        for f in range(len(weight)):
            for i in rows:
                for j in columns:
                    window = x[:, i : i + lengths[0], j : j + lengths[1]]
                    z[f, place(i, stride), place(j, stride)] = (window * weight[f]).sum() + bias[f]
        return z

    return answer


NOT_BY_STRIDE = (
    _in_steps(lambda n, k, stride: (n + k) * stride, lambda stride: stride),
    _in_steps(lambda n, k, stride: (n + k) * stride, lambda stride: 1),
    _in_steps(lambda n, k, stride: n * stride + k, lambda stride: stride),
    _begun_at(lambda i, stride: i * stride, lambda j, stride: j),
    _begun_at(lambda i, stride: i, lambda j, stride: j * stride),
    _counted_in_pixels(lambda n, k, made: n - k + 1, lambda i, stride: i),
    _counted_in_pixels(lambda n, k, made: made, lambda i, stride: i),
    _counted_in_pixels(lambda n, k, made: made, lambda i, stride: i // stride),
)


def _sized(size, begin=lambda n, padding, k, stride: n * stride, end=None, by_pixels=False):
    """Return an answer whose map has `size(pixels, padding, length of the kernel, stride)` rows and columns.

    The window of a place is from `begin` to `end` of it, by default at the right place and as long as the kernel;
    `by_pixels` takes each of its pixels by an index, which raises another error past the edge than a slice.
    """

    def answer(x, weight, bias, stride, padding):
        lengths, x = weight.shape[2:], _padded(x, padding)
        sizes = [size(n - 2 * padding, padding, k, stride) for n, k in zip(x.shape[1:], lengths, strict=True)]
        z = np.zeros((len(weight), *sizes))
        for f, *place in np.ndindex(*z.shape):
            starts = [begin(n, padding, k, stride) for n, k in zip(place, lengths, strict=True)]
            if by_pixels:
                for c, k, m in np.ndindex(*weight[f].shape):
                    z[f, *place] += weight[f, c, k, m] * x[c, starts[0] + k, starts[1] + m]
                continue
            ends = [end(n, k) if end else one + k for n, k, one in zip(place, lengths, starts, strict=True)]
            z[f, *place] = (x[:, starts[0] : ends[0], starts[1] : ends[1]] * weight[f]).sum()
        return z + bias[:, None, None]

    return answer


def _right_size(n, padding, k, stride):
    return (n + 2 * padding - k) // stride + 1


_TOO_MANY_PLACES = (
    lambda n, padding, k, stride: n + 2 * padding - k // stride + 1,
    lambda n, padding, k, stride: n + 2 * padding - k + 1,
    lambda n, padding, k, stride: n - k + 2 * padding // stride + 1,
    lambda n, padding, k, stride: (n + 2 * padding) // stride - k // stride + 1,
    lambda n, padding, k, stride: (n + 2 * padding) // stride,
    lambda n, padding, k, stride: math.ceil((n + 2 * padding - k) / stride) + 1,
    lambda n, padding, k, stride: (n + 4 * padding - k) // stride + 1,
    lambda n, padding, k, stride: n + 2 * padding,
)
too_many_places = _sized(_TOO_MANY_PLACES[0])
SHORT_WINDOWS = (
    *(_sized(size) for size in _TOO_MANY_PLACES[1:]),
    *(_sized(size, by_pixels=True) for size in _TOO_MANY_PLACES),
    _sized(_right_size, end=lambda n, k: n + k),
    _sized(_right_size, begin=lambda n, padding, k, stride: n * stride + padding),
    _sized(_right_size, begin=lambda n, padding, k, stride: n * stride - padding),
    _sized(_right_size, begin=lambda n, padding, k, stride: n * stride - k // 2),
)
TOO_FEW_PLACES = (
    _sized(lambda n, padding, k, stride: (n + 2 * padding) // stride - k + 1),
    _sized(lambda n, padding, k, stride: (n + 2 * padding - k + 1) // stride),
)
