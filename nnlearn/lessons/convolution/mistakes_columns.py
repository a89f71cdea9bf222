"""Mistakes that people really make in 15.2, every window a column: the wrong answers that `check` names."""

from collections.abc import Callable

import numpy as np

from nnlearn.lessons.convolution.answers import im2col


def windows_as_rows(x, size, stride):
    return im2col(x, size, stride).T


def channels_last(x, size, stride):
    found = im2col(x, size, stride)
    return found.reshape(len(x), size * size, -1).swapaxes(0, 1).reshape(found.shape)


def channels_last_by_columns(x, size, stride):
    found = im2col(x, size, stride)
    return found.reshape(len(x), size, size, -1).transpose(2, 1, 0, 3).reshape(found.shape)


def windows_by_columns(x, size, stride):
    found = im2col(x, size, stride)
    return found.reshape(len(x), size, size, -1).swapaxes(1, 2).reshape(found.shape)


def down_the_columns(x, size, stride):
    found, rows = im2col(x, size, stride), (x.shape[1] - size) // stride + 1
    return found.reshape(len(found), rows, -1).swapaxes(1, 2).reshape(found.shape)


def _numbered(number, by_pixels=False):
    """Return an answer that writes the window of i, j into column number(i, j, rows of windows, windows in a row).

    With `by_pixels`, i and j are the pixel where it begins.
    """

    def answer(x, size, stride):
        rows, columns = ((n - size) // stride + 1 for n in x.shape[1:])
        out = np.zeros((len(x) * size * size, rows * columns))
        for i, j in np.ndindex(rows, columns):
            top, left = i * stride, j * stride
            place = (top, left) if by_pixels else (i, j)
            out[:, number(*place, rows, columns)] = x[:, top : top + size, left : left + size].ravel()
        return out

    return answer


NUMBERED_OTHERWISE = (
    _numbered(lambda i, j, rows, columns: i * columns + j, by_pixels=True),
    _numbered(lambda i, j, rows, columns: j * rows + i, by_pixels=True),
    _numbered(lambda i, j, rows, columns: i * rows + j),
    _numbered(lambda i, j, rows, columns: i + j),
    _numbered(lambda i, j, rows, columns: i * j),
)


def a_column_for_each_channel(x, size, stride):
    found = im2col(x, size, stride)
    return found.reshape(len(x), size * size, -1).transpose(1, 2, 0).reshape(size * size, -1)


def a_column_for_each_channel_in_turn(x, size, stride):
    found = im2col(x, size, stride)
    return found.reshape(len(x), size * size, -1).transpose(1, 0, 2).reshape(size * size, -1)


def a_row_for_each_channel(x, size, stride):
    return a_column_for_each_channel(x, size, stride).T


def a_row_for_each_channel_in_turn(x, size, stride):
    return a_column_for_each_channel_in_turn(x, size, stride).T


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


NOT_STRIDE_APART = (
    _strided(True, False),
    _strided(False, True),
    _strided(False, False),
    _begun_at(lambda i, stride: i * stride, lambda j, stride: j),
    _begun_at(lambda i, stride: i, lambda j, stride: j * stride),
    no_overlap,
    no_overlap_stacked,
    no_overlap_written,
)


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


def _written(ends, in_turn):
    """Return an answer with zeros for all windows, of which loops over range(0, end, stride) write too few.

    `in_turn` writes them one after the other, else each at its own column.
    """

    def answer(x, size, stride):
        out = np.zeros_like(im2col(x, size, stride))
        rows, columns = ((n - size) // stride + 1 for n in x.shape[1:])
        n = 0
        for top in range(0, ends(x.shape[1], size, rows), stride):
            for left in range(0, ends(x.shape[2], size, columns), stride):
                column = n if in_turn else top // stride * columns + left // stride
                out[:, column] = x[:, top : top + size, left : left + size].ravel()
                n += 1
        return out

    return answer


def places_taken_for_pixels(x, size, stride):
    rows, columns = ((n - size) // stride + 1 for n in x.shape[1:])
    return im2col(x[:, : rows - 1 + size, : columns - 1 + size], size, stride)


TOO_FEW = (
    last_row_left_out,
    last_column_left_out,
    no_one_more_window,
    places_taken_for_pixels,
    *(_written(lambda n, size, places: n - size, in_turn) for in_turn in (True, False)),
    *(_written(lambda n, size, places: places, in_turn) for in_turn in (True, False)),
)


def _cut_out(x, size, stride, begins, end):
    """Return the windows that begin at begins(pixels, size, stride), each up to end(begin, size, stride)."""
    for top in begins(x.shape[1], size, stride):
        for left in begins(x.shape[2], size, stride):
            rows, columns = (slice(one, end(one, size, stride)) for one in (top, left))
            yield x[:, rows, columns]


def _assigned(windows, length, count=None):
    """Write each window into a column of an array that has `count` of them, by default as many as there are windows."""
    out = np.zeros((length, len(windows) if count is None else count))
    for n, one in enumerate(windows):
        out[:, n] = one.ravel()
    return out


_COLLECTED: dict[str, Callable] = {
    "stack": lambda windows, length, count: np.stack([one.ravel() for one in windows], axis=1),
    "array": lambda windows, length, count: np.array([one.ravel() for one in windows]).T,
    "concatenate": lambda windows, length, count: np.concatenate([one.reshape(-1, 1) for one in windows], axis=1),
    "reshape": lambda windows, length, count: np.stack([one.reshape(length) for one in windows], axis=1),
    "assign": lambda windows, length, count: _assigned(windows, length),
    "assign to as many as there should be": _assigned,
}


def _uneven(begins, way, end=lambda begin, size, stride: begin + size):
    """Return an answer with windows that begin at `begins` and end at `end`, collected in one of the ways above."""

    def answer(x, size, stride):
        windows = list(_cut_out(x, size, stride, begins, end))
        return _COLLECTED[way](windows, *im2col(x, size, stride).shape)

    return answer


def _places(count):
    return lambda n, size, stride: range(0, stride * count(n, size, stride), stride)


_TOO_LATE = (
    lambda n, size, stride: range(0, n, stride),
    lambda n, size, stride: range(0, n - stride, stride),
    lambda n, size, stride: range(0, n - stride + 1, stride),
    lambda n, size, stride: range(0, n - size + stride, stride),
    lambda n, size, stride: range(0, n - size + 2, stride),
    _places(lambda n, size, stride: n // stride),
    _places(lambda n, size, stride: n - size + 1),
    _places(lambda n, size, stride: n - size // stride + 1),
    _places(lambda n, size, stride: -((size - n) // stride) + 1),
)
_RIGHT = _places(lambda n, size, stride: (n - size) // stride + 1)
_ENDS = (lambda begin, size, stride: begin // stride + size, lambda begin, size, stride: begin + size * stride)
cut_short = _uneven(_TOO_LATE[0], "stack")
UNEVEN = (
    *(_uneven(begins, way) for begins in _TOO_LATE for way in _COLLECTED),
    *(_uneven(_RIGHT, way, end) for end in _ENDS for way in _COLLECTED),
)

CHANNELS_APART = (a_column_for_each_channel_in_turn, a_row_for_each_channel, a_row_for_each_channel_in_turn)
