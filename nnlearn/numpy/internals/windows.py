"""What layers on images share: checks of arguments and images, rows stacked as a view, reuse of memory."""

import numpy as np
from numpy.lib.stride_tricks import as_strided

from nnlearn import arguments


def pair(caller, name, value, low):
    """Return a pair of ints >= low, given one int for both axes or a pair for (height, width)."""
    values = tuple(value) if isinstance(value, tuple | list) else (value, value)
    if len(values) != 2:
        raise ValueError(
            f"{caller} expected {name} to be a whole number or a pair of them (height, width), got {len(values)} values"
        )
    return tuple(arguments.integer(caller, name, each, low=low) for each in values)


def images(layer, x, channels=None, ranks=(4, 3)):
    """Raise unless x is a batch of images (batch, channels, height, width), or one: checks rank and channels only."""
    arguments.floats(layer, x)
    if x.ndim in ranks and channels in (None, x.shape[-3]):
        return
    hint = ""
    if x.ndim == 3 and 3 in ranks and x.shape[2] == channels:
        hint = ": HWC? x.transpose(2, 0, 1)"
    elif x.ndim == 4 and x.shape[3] == channels:
        hint = ": NHWC? x.transpose(0, 3, 1, 2)"
    elif x.ndim == 3 and 3 not in ranks:
        hint = ": one image is x[None]"
    elif x.ndim == 3 and channels == 1:
        hint = ": x[:, None] adds the axis of the one channel"
    raise ValueError(
        f"{arguments.name_of(layer)} expected x of shape (batch, {channels or 'channels'}, height, width), "
        f"got {x.shape}{hint}"
    )


def batch(x):
    """Return a batch as it is, and one image (channels, height, width) as a batch of one."""
    return x if x.ndim == 4 else x[None]


def like(y, x):
    """Return a batch y, or its image if x is one image."""
    return y if x.ndim == 4 else y[0]


def fits(layer, x, size):
    """Raise unless at least one window fits into the padded images: `size` is their number along each axis."""
    if min(size) < 1:
        raise ValueError(
            f"{arguments.name_of(layer)} expected x with room for its kernel {layer.kernel_size}, "
            f"got images of {x.shape[-2]} x {x.shape[-1]} pixels: larger images, a smaller kernel or more padding"
        )


def stack_rows(rows, count, size, stride=1, dilation=1):
    """Stack the `size` rows that each of `count` outputs needs: (G, H, A, B) -> (G, count, size A, B).

    Output i holds the rows i stride + k dilation, k = 0..size-1. A row occurs in several outputs, so the result is a
    read-only view; with a dilation a view is impossible, and it is a copy.

    Examples
    --------
    >>> rows = np.arange(5.0).reshape(1, 5, 1, 1)
    >>> stack_rows(rows, count=3, size=3)[0, :, :, 0]
    array([[0., 1., 2.],
           [1., 2., 3.],
           [2., 3., 4.]])
    """
    groups, height, depth, width = rows.shape
    if count < 1 or (count - 1) * stride + (size - 1) * dilation >= height:
        raise IndexError(f"{count} outputs of {size} rows reach beyond {height} rows")  # as_strided does not check
    group, row, *inside = rows.strides
    shape, strides = (groups, count, size, depth, width), (group, row * stride, row * dilation, *inside)
    return as_strided(rows, shape, strides, writeable=False).reshape(groups, count, size * depth, width)


class Scratch:
    """Arrays to be reused in the next step: new memory costs as much as filling it.

    Taking an array means owning it until it is given back. So if another forward pass runs before `backward`, it gets a
    new array and does not overwrite the one that is kept. There is one array per name; new ones hold zeros.
    """

    def __init__(self):
        self.free = {}

    def take(self, name, made_for, shape, dtype):
        """Return the array last given back for this use, as it was left, or a new one of zeros."""
        use, array = self.free.pop(name, (None, None))
        return array if use == (made_for, shape, dtype) else np.zeros(shape, dtype)

    def give(self, name, made_for, array):
        self.free[name] = (made_for, array.shape, array.dtype), array

    def __reduce__(self):  # the copy of a model begins without arrays
        return Scratch, ()


def along(x, rows, columns, size):
    """Return A x B^T for every image of x (N, C, H, W), given A and B as lists of entries (i, j, weight).

    It is not computed as a matrix product, whose zeros would turn an infinite gradient into NaN.
    """
    x_rows = x.transpose(2, 1, 3, 0)  # (H, C, W, N), the memory order of convolutions
    _, channels, width, batch = x_rows.shape
    mixed = np.zeros((size[0], channels, width, batch), x.dtype)
    for i, j, weight in rows:
        mixed[i] += weight * x_rows[j]
    y = np.zeros((size[0], channels, size[1], batch), x.dtype)
    for i, j, weight in columns:
        y[:, :, i] += weight * mixed[:, :, j]
    return y.transpose(3, 1, 0, 2)


def transposed(entries):
    """Return the entries of the transposed matrix."""
    return [(j, i, weight) for i, j, weight in entries]
