"""Mistakes that people really make in 15.1 and 15.2, the way forward: the wrong answers that `check` names."""

import numpy as np

from nnlearn.lessons.convolution.answers import conv2d, im2col

# 15.1


def kernel_flipped(x, weight, bias, stride, padding):
    return conv2d(x, weight[:, :, ::-1, ::-1], bias, stride, padding)


def kernel_upside_down(x, weight, bias, stride, padding):
    return conv2d(x, weight[:, :, ::-1], bias, stride, padding)


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


IN_STEPS = (
    _in_steps(lambda n, k, stride: (n + k) * stride, lambda stride: stride),
    _in_steps(lambda n, k, stride: (n + k) * stride, lambda stride: 1),
    _in_steps(lambda n, k, stride: n * stride + k, lambda stride: stride),
)


def _sized(size):
    """Return an answer whose map has `size(pixels, padding, length of the kernel, stride)` rows and columns."""

    def answer(x, weight, bias, stride, padding):
        lengths = weight.shape[2:]
        sizes = (size(n, padding, k, stride) for n, k in zip(x.shape[1:], lengths, strict=True))

        def window(*place):
            return tuple(slice(n * stride, n * stride + k) for n, k in zip(place, lengths, strict=True))

        return _placed(_padded(x, padding), weight, bias, sizes, window)

    return answer


kernel_alone_divided = _sized(lambda n, padding, k, stride: n + 2 * padding - k // stride + 1)
OTHER_PARTS_DIVIDED = (
    _sized(lambda n, padding, k, stride: n + 2 * padding - k + 1),
    _sized(lambda n, padding, k, stride: n - k + 2 * padding // stride + 1),
    _sized(lambda n, padding, k, stride: (n + 2 * padding) // stride - k + 1),
    _sized(lambda n, padding, k, stride: (n + 2 * padding) // stride - k // stride + 1),
)


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


def first_channel_only(x, weight, bias, stride, padding):
    return conv2d(x[:1], weight[:, :1], bias, stride, padding)


def last_channel_only(x, weight, bias, stride, padding):
    return conv2d(x[-1:], weight[:, -1:], bias, stride, padding)


def bias_on_every_product(x, weight, bias, stride, padding):
    return conv2d(x, weight, bias * weight[0].size, stride, padding)


def bias_on_every_channel(x, weight, bias, stride, padding):
    return conv2d(x, weight, bias * len(x), stride, padding)


def bias_on_every_place_of_the_kernel(x, weight, bias, stride, padding):
    return conv2d(x, weight, bias * weight[0, 0].size, stride, padding)


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


# 15.2


def windows_as_rows(x, size, stride):
    return im2col(x, size, stride).T


def channels_last(x, size, stride):
    found = im2col(x, size, stride)
    return found.reshape(len(x), size * size, -1).swapaxes(0, 1).reshape(found.shape)


def windows_by_columns(x, size, stride):
    found = im2col(x, size, stride)
    return found.reshape(len(x), size, size, -1).swapaxes(1, 2).reshape(found.shape)


def down_the_columns(x, size, stride):
    found, rows = im2col(x, size, stride), (x.shape[1] - size) // stride + 1
    return found.reshape(len(found), rows, -1).swapaxes(1, 2).reshape(found.shape)


def columns_not_moved_by_stride(x, size, stride):
    rows, columns = ((n - size) // stride + 1 for n in x.shape[1:])
    dense = im2col(x, size, 1)
    return dense.reshape(len(dense), x.shape[1] - size + 1, -1)[:, :rows, :columns].reshape(len(dense), -1)


def _strided(rows, columns):
    """Return an answer that takes every window in one direction or in both, and the stride in the other, if any."""

    def answer(x, size, stride):
        view = np.lib.stride_tricks.sliding_window_view(x, (size, size), axis=(1, 2))
        view = view[:, :: stride if rows else 1, :: stride if columns else 1]
        return view.transpose(0, 3, 4, 1, 2).reshape(len(x) * size * size, -1)

    return answer


def _begun_at(row, column):
    """Return an answer with as many windows as there should be; i, j begins at row(i, stride), column(j, stride)."""

    def answer(x, size, stride):
        rows, columns = ((n - size) // stride + 1 for n in x.shape[1:])
        places = [(row(i, stride), column(j, stride)) for i in range(rows) for j in range(columns)]
        return np.stack([x[:, i : i + size, j : j + size].ravel() for i, j in places], axis=1)

    return answer


NOT_MOVED = (
    _strided(True, False),
    _strided(False, True),
    _strided(False, False),
    _begun_at(lambda i, stride: i * stride, lambda j, stride: j),
    _begun_at(lambda i, stride: i, lambda j, stride: j * stride),
)


def no_overlap(x, size, stride):
    return im2col(x, size, size)


def no_overlap_stacked(x, size, stride):
    rows, columns = ((n - size) // stride + 1 for n in x.shape[1:])
    places = [(i * size, j * size) for i in range(rows) for j in range(columns)]
    return np.stack([x[:, i : i + size, j : j + size].ravel() for i, j in places], axis=1)


def no_overlap_written(x, size, stride):
    out = np.zeros_like(im2col(x, size, stride))
    columns = (x.shape[2] - size) // stride + 1
    for n in range(out.shape[1]):
        i, j = divmod(n, columns)
        out[:, n] = x[:, i * size : i * size + size, j * size : j * size + size].ravel()
    return out


def reshaped(x, size, stride):
    found = im2col(x, size, stride)
    return found.T.reshape(found.shape)


def view_reshaped(x, size, stride):
    view = np.lib.stride_tricks.sliding_window_view(x, (size, size), axis=(1, 2))[:, ::stride, ::stride]
    return view.reshape(len(x) * size * size, -1)


def view_without_channels_reshaped(x, size, stride):
    view = np.lib.stride_tricks.sliding_window_view(x, (size, size), axis=(1, 2))[:, ::stride, ::stride]
    return view.transpose(1, 2, 0, 3, 4).reshape(len(x) * size * size, -1)


def last_left_out(x, size, stride):
    return im2col(x[:, :-1, :-1], size, stride)


def last_row_left_out(x, size, stride):
    return im2col(x[:, :-1], size, stride)


def last_column_left_out(x, size, stride):
    return im2col(x[:, :, :-1], size, stride)


def no_one_more_window(x, size, stride):
    return im2col(x[:, :-stride, :-stride], size, stride)
