"""Slide a kernel over a batch of images, and back: the arithmetic that Conv2d and ConvTranspose2d share.

Shapes are PyTorch's, (batch, channels, height, width), but the order in memory is (height, channels, width, batch):
row after row, each row of all images, the batch innermost. Then windows need to be copied along the width only. Along
the height they overlap, and a view is enough. Five rows, each cut into its windows along the width, and a kernel of 3:

    memory      [ row 0 | row 1 | row 2 | row 3 | row 4 ]
    output 0    [-----------------------]                     each bracket is one matrix of shape (3 C 3, OW N),
    output 1            [-----------------------]             read in place: nothing is copied
    output 2                    [-----------------------]

Each output row is one matrix product, and all of them are one batched `matmul`: BLAS computes many small products
several times faster than the one long, thin product of `conv_reference`, the plain way, which gives the same numbers.

G stands for groups, C for channels, F for filters (output channels), N for the batch, OH and OW for the output's size.
"""

import numpy as np

from nnlearn.numpy.internals.geometry import phases, strips
from nnlearn.numpy.internals.sums import ones
from nnlearn.numpy.internals.windows import Scratch, stack_rows


class Correlation:
    """Cross-correlation, y[f, i, j] = sum over c, k, l of w[f, c, k, l] x[c, i s + k d - p, j s + l d - p], and back.

    Parameters
    ----------
    height, width : Axis
        k, s, d and p along each axis.
    groups : int
        Number of groups into which channels and filters are divided; they do not see each other.
    """

    def __init__(self, height, width, groups):
        self.height, self.width, self.groups = height, width, groups
        self.scratch = Scratch()

    def size(self, x):
        """Return (OH, OW), the number of windows that fit into the images."""
        return self.height.count(x.shape[2]), self.width.count(x.shape[3])

    def cut(self, x, size, dtype):
        """Copy the windows along the width, padding included: (N, C, H, W) -> (G, padded H, C/G, KW, OW, N)."""
        batch, channels, height, width = x.shape
        groups, top, bottom = self.groups, self.height.before, self.height.after
        shape = groups, top + height + bottom, channels // groups, self.width.kernel, size[1], batch
        rows = self.scratch.take("rows", x.shape, shape, dtype)
        ordered = np.ascontiguousarray(x.transpose(2, 1, 3, 0))  # any memory order will do; this one is not copied
        by_group = ordered.reshape(height, groups, channels // groups, width, batch).swapaxes(0, 1)
        for column, outputs, pixels in strips(self.width, width, size[1]):
            rows[:, top : top + height, :, column, outputs] = by_group[:, :, :, pixels]
        return rows

    def columns(self, rows, out_height):
        """View the windows along the height: (G, padded H, C/G, KW, OW, N) -> (G, OH, KH C/G KW, OW N)."""
        groups, height, channels, kernel, width, batch = rows.shape
        flat_rows = rows.reshape(groups, height, channels * kernel, width * batch)
        return stack_rows(flat_rows, out_height, self.height.kernel, self.height.stride, self.height.dilation)

    def correlate(self, columns, weight, size, batch):
        """Return y of shape (N, F, OH, OW): kernel times columns."""
        kernel = self.by_group(weight).swapaxes(2, 3).reshape(self.groups, 1, -1, columns.shape[2])
        y = np.empty((size[0], self.groups, kernel.shape[2], size[1] * batch), columns.dtype)
        np.matmul(kernel, columns, out=y.swapaxes(0, 1))  # y = w x, one product per output row
        return y.reshape(size[0], len(weight), size[1], batch).transpose(3, 1, 0, 2)

    def by_group(self, weight):
        """View a kernel (F, C/G, KH, KW) as (G, F/G, C/G, KH, KW)."""
        return weight.reshape(self.groups, -1, *weight.shape[1:])

    def rows_of(self, grad):
        """Return the rows of a gradient in the order in memory: (N, F, OH, OW) -> (G, OH, F/G, OW, N)."""
        batch, filters, height, width = grad.shape
        ordered = np.ascontiguousarray(grad.transpose(2, 1, 3, 0))
        return ordered.reshape(height, self.groups, filters // self.groups, width, batch).swapaxes(0, 1)

    def padded_rows(self, grad, height):
        """Return `rows_of` with rows of zeros above and below, as `spread` needs for an image of this height.

        Returns
        -------
        (array of shape (G, rows, F/G, OW, N), the view of it that holds the gradient)
        """
        rows = self.rows_of(grad)
        groups, out_height, *inside = rows.shape
        above, last = self.height.early, (height - 1 + self.height.before) // self.height.stride
        shape = groups, above + max(out_height, last + 1), *inside
        padded = self.scratch.take("padded", grad.shape, shape, grad.dtype)
        middle = padded[:, above : above + out_height]
        middle[...] = rows
        return padded, middle

    def spread(self, padded, weight, shape):
        """Return dL/dx of shape (N, C, H, W): each output's gradient times the kernel, added up where windows overlap.

        Along the height this is a correlation with the kernel upside down; along the width strips are added.
        """
        batch, channels, height, width = shape
        groups, each, kernel_width, out_width = self.groups, weight.shape[1], self.width.kernel, padded.shape[3]
        dtype = np.result_type(padded, weight)
        cut = self.scratch.take("cut", shape, (groups, height, each, kernel_width, out_width, batch), dtype)
        products = cut.reshape(groups, height, each * kernel_width, out_width * batch)
        flat_rows, upside_down = flat(padded), self.by_group(weight)[:, :, :, ::-1].transpose(0, 2, 4, 3, 1)
        for rows, kernel_rows, first, step in phases(self.height, height):
            kernel = upside_down[:, :, :, kernel_rows]  # (G, C/G, KW, some KH, F/G)
            some, filters = kernel.shape[3:]
            part = products[:, rows]
            under = stack_rows(flat_rows[:, self.height.early + first :], part.shape[1], some, 1, step)
            np.matmul(kernel.reshape(groups, 1, each * kernel_width, some * filters), under, out=part)
        x_grad = np.zeros((height, groups, each, width, batch), dtype)
        by_group = x_grad.swapaxes(0, 1)
        for column, outputs, pixels in strips(self.width, width, out_width):
            by_group[:, :, :, pixels] += cut[:, :, :, column, outputs]
        self.scratch.give("cut", shape, cut)
        return x_grad.reshape(height, channels, width, batch).transpose(3, 1, 0, 2)

    def weight_grad(self, columns, grad, shape):
        """Return dL/dw in the weight's shape: columns times the gradient's rows, added up over the output rows."""
        filters, channels, height, width = shape
        products = (columns @ flat(grad).swapaxes(2, 3)).sum(axis=1)  # (G, KH C/G KW, F/G)
        products = products.reshape(self.groups, height, channels, width, filters // self.groups)
        return products.transpose(0, 4, 2, 1, 3).reshape(shape)

    def bias_grad(self, grad):
        """Return dL/db: the gradient's rows, added up over batch, height and width."""
        grad = flat(grad)
        return (grad @ ones(grad.shape[3], grad.dtype)).sum(axis=1).ravel()


def flat(array):
    """View the last two axes as one."""
    return array.reshape(*array.shape[:-2], array.shape[-2] * array.shape[-1])
