"""Pooling to a given output size: the windows adapt to the image."""

import math

from nnlearn.numpy.internals.ignore_overflow import ignore_overflow
from nnlearn.numpy.internals.windows import along, batch, images, like, pair, transposed
from nnlearn.numpy.module import Module


class AdaptiveAvgPool2d(Module):
    """Average to a given size: y_i is the mean of rows floor(i H / OH) to ceil((i + 1) H / OH) - 1.

    The same holds for columns. With output_size = 1 it is the mean of each channel, whatever the size of the image.

    Parameters
    ----------
    output_size : int, or pair of int or None
        Height and width of the output, >= 1; None keeps the image's.

    Raises
    ------
    TypeError, ValueError
        If output_size is not one of these, or x does not have shape (batch, channels, height, width) or, for one
        image, (channels, height, width).

    Notes
    -----
    In matrix form y = A x B^T, where a row of A holds 1 / n for each of the n rows it averages. Gradient:
    dL/dx = A^T dL/dy B.

    References
    ----------
    Lin, Chen, Yan (2014), "Network in network", section 3.2 (the mean of each channel).

    Examples
    --------
    >>> import numpy as np
    >>> import nnlearn.numpy as nn
    >>> nn.AdaptiveAvgPool2d(1)(np.array([[[[1.0, 2.0, 5.0, 0.0], [3.0, 4.0, 0.0, 6.0]]]]))
    array([[[[2.625]]]])
    """

    def __init__(self, output_size):
        self.output_size = output_size
        sizes = output_size if isinstance(output_size, tuple | list) else [output_size] * 2
        pair("AdaptiveAvgPool2d", "output_size", [1 if n is None else n for n in sizes], low=1)
        self.sizes = tuple(sizes)

    @ignore_overflow
    def forward(self, x):
        images(self, x)
        if 0 in x.shape[-2:]:
            raise ValueError(f"AdaptiveAvgPool2d expected x with at least one pixel, got {x.shape}")
        size = [n or length for n, length in zip(self.sizes, x.shape[-2:], strict=True)]
        rows, columns = (averages(length, n) for length, n in zip(x.shape[-2:], size, strict=True))
        return self.keep(like(along(batch(x), rows, columns, size), x), rows, columns, x.shape[-2:])  # y = A x B^T

    @ignore_overflow
    def backward(self, grad):
        rows, columns, size = self.kept(grad)
        return like(along(batch(grad), transposed(rows), transposed(columns), size), grad)  # dL/dx = A^T dL/dy B

    def extra_repr(self):
        return f"output_size={self.output_size}"


def averages(length, count):
    """Return the matrix whose row i averages floor(i L / n) to ceil((i + 1) L / n) - 1, as entries (i, j, weight)."""
    windows = [range(i * length // count, math.ceil((i + 1) * length / count)) for i in range(count)]
    return [(i, j, 1 / len(window)) for i, window in enumerate(windows) for j in window]
