"""Mistakes that people really make in 15.4, max-pooling and its way back: the wrong answers that `check` names."""

import functools

import numpy as np

from nnlearn.lessons.convolution.answers import max_pool


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


def _from_a_number(x, grad, back, start=0):
    """Look for the largest from `start` on; where nothing is larger, the gradient goes where `back` says."""
    window = x.reshape(len(x), x.shape[1] // 2, 2, x.shape[2] // 2, 2)
    y, dx = max_pool(x, grad)
    found = (y > start).repeat(2, axis=1).repeat(2, axis=2)
    lost = np.zeros_like(window)
    if back == "upper left":
        lost[:, :, 0, :, 0] = grad
    return np.maximum(y, start), np.where(found, dx, dx if back == "the largest" else lost.reshape(x.shape))


def zero_takes_part(x, grad):
    return _from_a_number(x, grad, "upper left")


OTHER_STARTS = tuple(
    functools.partial(_from_a_number, back=back, start=start)
    for start, back in ((0, "nowhere"), (0, "the largest"), (-1, "upper left"), (-1, "nowhere"), (-1, "the largest"))
)


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


def _number_divided_by(wide):
    """Return an answer that finds row and column of the largest by dividing its number by `wide(pixels in a row)`."""
    return lambda x, grad: _back_to(
        x,
        grad,
        lambda i, j, row, column: tuple(
            2 * n + part for n, part in zip((i, j), divmod(2 * row + column, wide(x.shape[2])), strict=True)
        ),
    )


NUMBER_DIVIDED = (
    _number_divided_by(lambda wide: wide),
    _number_divided_by(lambda wide: wide // 2),
    _number_divided_by(lambda wide: 4),
)


def empty_windows(x, grad):
    for i, j in np.ndindex(*grad.shape[1:]):
        x[:, 2 * i : i + 2, 2 * j : j + 2].max(axis=(1, 2))
    return max_pool(x, grad)


def rows_for_columns(x, grad):
    """Take row and column of the window in each other's places; a window past the edge has no largest."""
    for i, j in np.ndindex(*grad.shape[1:]):
        x[:, 2 * j : 2 * j + 2, 2 * i : 2 * i + 2].max(axis=(1, 2))
    return max_pool(x, grad)


def maps_laid_side_by_side(x, grad):
    """Enlarge the pooled maps as np.tile does, not as np.repeat does."""
    y, _ = max_pool(x, grad)
    return y, (x == np.tile(y, (1, 2, 2))) * np.tile(grad, (1, 2, 2))


def _every_pixel_like_it(x, grad, add, all_channels):
    """Pool rightly; the gradient goes to all pixels of x that equal the largest of a window."""
    y, dx = max_pool(x, grad)
    dx[:] = 0
    for c, i, j in np.ndindex(*grad.shape):
        like = x == y[c, i, j]
        if not all_channels:
            like &= (np.arange(len(x)) == c)[:, None, None]
        dx[like] = add * dx[like] + grad[c, i, j]
    return y, dx


LOOKED_FOR_IN_ALL = tuple(
    functools.partial(_every_pixel_like_it, add=add, all_channels=all_channels)
    for add in (False, True)
    for all_channels in (False, True)
)


def four_in_a_row_on_the_way_back(x, grad):
    y, dx = max_pool(x, grad)
    windows = dx.reshape(len(x), grad.shape[1], 2, grad.shape[2], 2).swapaxes(2, 3)
    return y, windows.reshape(x.shape)


def places_of_all_windows(x, grad):
    """Take the largest over the windows at each of their four places: axes 1 and 3 in place of 2 and 4."""
    windows = x.reshape(len(x), grad.shape[1], 2, grad.shape[2], 2)
    return windows.max(axis=(1, 3)), max_pool(x, grad)[1]


OUT_OF_THE_WINDOW = (
    *OVER_THE_CHANNELS,
    *LOOKED_FOR_IN_ALL,
    four_in_a_row_on_the_way_back,
    places_of_all_windows,
    # a window of neighbours in reshape's order
    lambda x, grad: (x.reshape(*grad.shape, 2, 2).max(axis=(3, 4)), max_pool(x, grad)[1]),
)
FOUND_ELSEWHERE = (
    windows_overlap_overwritten,
    windows_overlap_forward,
    place_in_the_window_only,
    place_in_the_window_added,
    place_from_i_and_j,
    place_from_i_and_j_added,
    empty_windows,
    rows_for_columns,
    maps_laid_side_by_side,
)


def _another_number(value, place):
    """Return an answer that pools `value` of each window; the gradient goes where `place` of it is largest."""
    return lambda x, grad: _pool(
        x, grad, value, lambda window: np.arange(4).reshape(2, 2) == place(window).ravel().argmax()
    )


def _of_largest_size(window):
    return window.ravel()[abs(window).argmax()]


OTHER_NUMBERS = (
    mean_pooled_back_to_the_largest,
    lambda x, grad: _pool(x, grad, np.mean, np.ones_like),
    lambda x, grad: _pool(x, grad, np.sum, np.ones_like),
    lambda x, grad: _pool(x, grad, np.sum, lambda window: window == window.max()),
    _another_number(np.min, lambda window: window),
    _another_number(np.min, lambda window: -window),
    _another_number(_of_largest_size, lambda window: window),
    _another_number(_of_largest_size, abs),
    _another_number(lambda window: abs(window).max(), lambda window: window),
    _another_number(lambda window: abs(window).max(), abs),
)
