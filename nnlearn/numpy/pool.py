"""Pooling: images become smaller, as each window is replaced by its maximum or its mean."""

import functools

import numpy as np

from nnlearn import arguments
from nnlearn.numpy.internals.ignore_overflow import ignore_overflow
from nnlearn.numpy.internals.windows import fits, images, pair
from nnlearn.numpy.module import Module


class _Pool(Module):
    """Windows as corners: the pixels (k, l) of all windows together are one strided slice of the image.

    A kernel and a stride of 2 give four slices, a b c d, and the layer is the elementwise maximum of the four:

        a b | a b
        c d | c d
        ----+----
        a b | a b
        c d | c d
    """

    def set_arguments(self, kernel_size, stride, padding, dilation, ceil_mode):
        caller = type(self).__name__
        self.kernel_size, self.padding = kernel_size, padding  # stored as given, as in PyTorch
        self.stride = kernel_size if stride is None else stride
        self.ceil_mode = arguments.flag(caller, "ceil_mode", ceil_mode)
        kernel = pair(caller, "kernel_size", kernel_size, low=1)
        stride, padding = pair(caller, "stride", self.stride, low=1), pair(caller, "padding", padding, low=0)
        dilation = pair(caller, "dilation", dilation, low=1)
        for k, p, d in zip(kernel, padding, dilation, strict=True):
            half = (d * (k - 1) + 1) // 2
            if p > half:
                raise ValueError(f"{caller} expected padding of at most half the kernel, {half}, got {p}")
        self.axes = tuple(zip(kernel, stride, padding, dilation, strict=True))  # (k, s, p, d) of height and of width
        self.disjoint = all(d == 1 and k <= s for k, s, _, d in self.axes)

    def pad(self, x, value):
        """Check x, pad it with a value where windows reach beyond it, and return where the windows lie.

        Returns
        -------
        (padded x, the slice of it that is x, (OH, OW), corners)
        """
        images(self, x)
        size, lengths, corners = windows(self.axes, self.ceil_mode, x.shape[-2:])
        fits(self, x, size)
        if lengths == x.shape[-2:]:
            return x, np.s_[:], size, corners
        (_, _, top, _), (_, _, left, _) = self.axes
        inside = np.s_[..., top : top + x.shape[-2], left : left + x.shape[-1]]
        padded = np.full_like(x, value, shape=(*x.shape[:-2], *lengths))
        padded[inside] = x
        return padded, inside, size, corners

    def add_to_corner(self, corner, share):
        """Add a share of the gradient to a corner of zeros; if no windows overlap, writing it is twice as fast."""
        if self.disjoint:
            corner[...] = share
        else:
            corner += share


@functools.lru_cache(maxsize=256)
def windows(axes, ceil_mode, lengths):
    """Compute where the windows lie, once for each size of image.

    Returns
    -------
    ((OH, OW), floor((length + 2 p - d (k - 1) - 1) / s) + 1 or rounded up; (height, width) with the padding; for each
    pixel of a window, row by row, the slices of a padded image that hold this pixel of all windows)
    """
    sizes, padded, places = [], [], []
    for length, (k, s, p, d) in zip(lengths, axes, strict=True):
        count = (length + 2 * p - d * (k - 1) - 1 + ceil_mode * (s - 1)) // s + 1
        count -= ceil_mode and (count - 1) * s >= length + p  # no window that contains only padding
        sizes.append(count)
        padded.append(max(length + p, (count - 1) * s + d * (k - 1) + 1))
        places.append([slice(i * d, i * d + (count - 1) * s + 1, s) for i in range(k if count > 0 else 0)])
    return tuple(sizes), tuple(padded), [np.s_[..., row, column] for row in places[0] for column in places[1]]


class MaxPool2d(_Pool):
    """Keep the largest pixel of each window: y[i, j] = max over k, l of x[i s + k d - p, j s + l d - p].

    Parameters
    ----------
    kernel_size : int or pair of int
        Height and width of a window, >= 1.
    stride : int, pair of int, or None
        Step s from one window to the next, >= 1; None takes the kernel size.
    padding : int or pair of int
        Rows and columns p of minus infinity on each side, at most half the kernel.
    dilation : int or pair of int
        Step d between the pixels of one window, >= 1.
    ceil_mode : bool
        Whether a last window that reaches beyond the image counts; if not, the remaining rows and columns are dropped.

    Raises
    ------
    TypeError, ValueError
        If an argument is not one of these, or x does not have shape (batch, channels, height, width) or, for one image,
        (channels, height, width), or is smaller than a window.

    Notes
    -----
    Gradient: dL/dy goes to the largest pixel, to the first one if there are several; the others get 0. PyTorch's
    return_indices is not available.

    References
    ----------
    Riesenhuber, Poggio (1999), "Hierarchical models of object recognition in cortex".
    Goodfellow, Bengio, Courville (2016), "Deep Learning", section 9.3.

    Examples
    --------
    >>> import nnlearn.numpy as nn
    >>> nn.MaxPool2d(2)(np.array([[[[1.0, 2.0, 5.0, 0.0], [3.0, 4.0, 0.0, 6.0]]]]))
    array([[[[4., 6.]]]])
    """

    def __init__(self, kernel_size, stride=None, padding=0, dilation=1, *, ceil_mode=False):
        self.set_arguments(kernel_size, stride, padding, dilation, ceil_mode)
        self.dilation = dilation

    @ignore_overflow
    def forward(self, x):
        x, inside, _, corners = self.pad(x, -np.inf)
        y = np.maximum(x[corners[0]], x[corners[-1]])  # y = max over the corners; there may be only one
        for corner in corners[1:-1]:
            np.maximum(y, x[corner], out=y)
        return self.keep(y, x, y, inside, corners)

    @ignore_overflow
    def backward(self, grad):
        x, y, inside, corners = self.kept(grad)
        x_grad, left = np.zeros_like(x), np.empty_like(y, grad.dtype)
        left[...] = grad  # now in the memory order of y, whatever the order of grad
        for corner in corners[:-1]:
            share = left * (x[corner] == y)  # dL/dx = [x is the first maximum] dL/dy
            self.add_to_corner(x_grad[corner], share)
            left -= share
        self.add_to_corner(x_grad[corners[-1]], left)
        return x_grad[inside]

    def extra_repr(self):
        return (
            f"kernel_size={self.kernel_size}, stride={self.stride}, padding={self.padding}, "
            f"dilation={self.dilation}, ceil_mode={self.ceil_mode}"
        )


class AvgPool2d(_Pool):
    """Take the mean of each window: y[i, j] = mean over k, l of x[i s + k - p, j s + l - p].

    Parameters
    ----------
    kernel_size : int or pair of int
        Height and width of a window, >= 1.
    stride : int, pair of int, or None
        Step s from one window to the next, >= 1; None takes the kernel size.
    padding : int or pair of int
        Rows and columns p of zeros on each side, at most half the kernel.
    ceil_mode : bool
        Whether a last window that reaches beyond the image counts; if not, the remaining rows and columns are dropped.
    count_include_pad : bool
        Whether the zeros of the padding count in the mean.

    Raises
    ------
    TypeError, ValueError
        If an argument is not one of these, or x does not have shape (batch, channels, height, width) or, for one image,
        (channels, height, width), or is smaller than a window.

    Notes
    -----
    Gradient: dL/dy is shared equally: each of the n pixels in a window gets dL/dy / n. PyTorch's divisor_override is
    not available.

    References
    ----------
    LeCun, Bottou, Bengio, Haffner (1998), "Gradient-based learning applied to document recognition", section II.B.

    Examples
    --------
    >>> import nnlearn.numpy as nn
    >>> nn.AvgPool2d(2)(np.array([[[[1.0, 2.0, 5.0, 0.0], [3.0, 4.0, 0.0, 6.0]]]]))
    array([[[[2.5 , 2.75]]]])
    """

    def __init__(self, kernel_size, stride=None, padding=0, ceil_mode=False, count_include_pad=True):
        self.set_arguments(kernel_size, stride, padding, 1, ceil_mode)
        self.count_include_pad = arguments.flag("AvgPool2d", "count_include_pad", count_include_pad)

    @ignore_overflow
    def forward(self, x):
        padded, inside, size, corners = self.pad(x, 0)
        share = self.shares(x, size)
        y = padded[corners[0]] * share
        for corner in corners[1:]:
            y += padded[corner] * share  # y = sum of x / n; dividing first keeps the sum of large numbers finite
        return self.keep(y, padded, inside, corners, share)

    @ignore_overflow
    def backward(self, grad):
        x, inside, corners, share = self.kept(grad)
        x_grad, each = np.zeros_like(x), grad * share
        for corner in corners:
            self.add_to_corner(x_grad[corner], each)  # dL/dx = dL/dy / n
        return x_grad[inside]

    def shares(self, x, size):
        """Return 1 / n for each window, of shape (OH, OW); n is smaller if part of a window does not count."""
        counts = []
        for length, count, (k, s, p, _) in zip(x.shape[-2:], size, self.axes, strict=True):
            low, high = (-p, length + p) if self.count_include_pad else (0, length)
            starts = np.arange(count) * s - p
            counts.append(np.minimum(starts + k, high) - np.maximum(starts, low))
        return (1 / np.outer(*counts)).astype(x.dtype)

    def extra_repr(self):
        return f"kernel_size={self.kernel_size}, stride={self.stride}, padding={self.padding}"
