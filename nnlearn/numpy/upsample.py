"""Enlarge images without learning anything: every pixel is repeated."""

import math

import numpy as np

from nnlearn import arguments
from nnlearn.numpy.internals.ignore_overflow import ignore_overflow
from nnlearn.numpy.internals.windows import along, images, pair
from nnlearn.numpy.module import Module


class Upsample(Module):
    """Repeat pixels to enlarge an image to a given size: y[i, j] = x[floor(i H / OH), floor(j W / OW)].

    Parameters
    ----------
    size : int, pair of int, or None
        Height and width of the output, >= 1.
    scale_factor : number, pair of numbers, or None
        Factor by which height and width grow, instead of a size, > 0; the size is rounded down.
    mode : {"nearest"}
        PyTorch's other modes are not available.

    Raises
    ------
    TypeError, ValueError
        If not exactly one of size and scale_factor is given, it is not one of these, or x does not have shape (batch,
        channels, height, width) or leaves no output.

    Notes
    -----
    In matrix form y = A x B^T, with a single 1 in each row of A and B. Gradient: dL/dx = A^T dL/dy B, so each pixel
    gets the sum of the gradients of its copies.

    References
    ----------
    Odena, Dumoulin, Olah (2016), "Deconvolution and checkerboard artifacts" (why a generator may prefer it, followed by
    a convolution, to a transposed convolution).

    Examples
    --------
    >>> import nnlearn.numpy as nn
    >>> nn.Upsample(scale_factor=2)(np.array([[[[1.0, 2.0]]]]))
    array([[[[1., 1., 2., 2.],
             [1., 1., 2., 2.]]]])
    """

    def __init__(self, size=None, scale_factor=None, mode="nearest"):
        if (size is None) == (scale_factor is None):
            given = "none" if size is None else "both"
            raise ValueError(f"Upsample expected either size or scale_factor, got {given}")
        if not isinstance(mode, str) or mode != "nearest":
            raise ValueError(f'Upsample expected mode "nearest", the only one here, got {arguments.describe(mode)}')
        self.size, self.scale_factor, self.mode = size, scale_factor, mode
        if size is not None:
            self.sizes = pair("Upsample", "size", size, low=1)
            return
        factors = scale_factor if isinstance(scale_factor, tuple | list) else (scale_factor, scale_factor)
        if len(factors) != 2:
            raise ValueError(f"Upsample expected scale_factor to be a number or a pair, got {len(factors)} values")
        factors = tuple(arguments.number("Upsample", "scale_factor", f, low=0, open_low=True) for f in factors)
        self.factors = factors
        self.scale_factor = factors if isinstance(scale_factor, tuple | list) else factors[0]

    @ignore_overflow
    def forward(self, x):
        images(self, x, ranks=(4,))
        rows, columns = (self.sources(axis, length) for axis, length in enumerate(x.shape[2:]))
        if 0 in (len(rows), len(columns), *x.shape[2:]):
            raise ValueError(f"Upsample expected x large enough to leave an output, got {x.shape}")
        x_rows = x.transpose(2, 1, 3, 0)  # (H, C, W, N), the memory order of convolutions
        y = x_rows.take(rows, axis=0).take(columns, axis=2).transpose(3, 1, 0, 2)  # y[i, j] = x[rows[i], columns[j]]
        return self.keep(y, rows, columns, x.shape[2:])

    @ignore_overflow
    def backward(self, grad):
        rows, columns, size = self.kept(grad)
        rows, columns = ([(j, i, 1) for i, j in enumerate(sources)] for sources in (rows, columns))
        return along(grad, rows, columns, size)  # dL/dx = A^T dL/dy B

    def sources(self, axis, length):
        """Return, for each output along an axis, the pixel that it repeats, rounded in float32 as in PyTorch."""
        if self.size is not None:
            count = self.sizes[axis]
            step = np.float32(length) / np.float32(count)
        else:
            count = math.floor(length * self.factors[axis])
            step = np.float32(1 / self.factors[axis])
        if count >= 2**31:
            raise ValueError(f"Upsample expected an output of less than 2^31 rows and columns, got {count:.3g}")
        if length and count in (length, 2 * length):
            return np.arange(count) // (count // length)
        return np.minimum(np.floor(np.arange(count, dtype=np.float32) * step).astype(int), length - 1)

    def extra_repr(self):
        what = f"size={self.size}" if self.size is not None else f"scale_factor={self.scale_factor}"
        return f"{what}, mode={self.mode!r}"
