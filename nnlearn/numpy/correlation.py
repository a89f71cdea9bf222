"""Slide a kernel over a batch of images, and back: the arithmetic that Conv2d and ConvTranspose2d share.

Shapes are PyTorch's, (batch, channels, height, width), but the memory behind them is (height, channels, width, batch):
one row of all images after the other, the batch innermost. Then windows must be copied along the width only. Along the
height they overlap, and a view is enough. Five rows, each cut into its windows along the width, and a kernel of three:

    memory      [ row 0 | row 1 | row 2 | row 3 | row 4 ]
    output 0    [-----------------------]                     each bracket is one matrix of shape (3 C 3, OW N),
    output 1            [-----------------------]             read where it lies: nothing is copied
    output 2                    [-----------------------]

Each output row is one matrix product, all of them one batched `matmul`: BLAS does many small products several times
faster than the one long and thin product of `conv_reference`, the plain way, which gives the same numbers.

G stands for groups, C for channels, F for filters (output channels), N for the batch, OH and OW for the output's size.
"""

import numpy as np

from nnlearn.numpy.sums import ones
from nnlearn.numpy.windows import Scratch, stack_rows


class Correlation:
    """Cross-correlation, y[f, i, j] = sum over c, k, l of w[f, c, k, l] x[c, i s + k d - p, j s + l d - p], and back.

    Parameters
    ----------
    kernel, stride, dilation : pair of int
        k, s and d for height and width.
    padding : ((top, bottom), (left, right))
    groups : int
        Channels and filters fall into so many groups that do not see each other.
    """

    def __init__(self, kernel, stride, padding, dilation, groups):
        self.kernel, self.stride, self.padding, self.dilation = kernel, stride, padding, dilation
        self.groups = groups
        self.scratch = Scratch()

    def size(self, shape):
        """Return (OH, OW), how many windows fit: floor((length + padding - d (k - 1) - 1) / s) + 1."""
        geometry = zip(shape[2:], self.kernel, self.stride, self.padding, self.dilation, strict=True)
        return tuple((length + sum(p) - d * (k - 1) - 1) // s + 1 for length, k, s, p, d in geometry)

    def strips(self, width, out_width):
        """Yield for each column l of the kernel the outputs j under which it meets pixels, and those pixels."""
        stride, dilation, left = self.stride[1], self.dilation[1], self.padding[1][0]
        for column in range(self.kernel[1]):
            offset = column * dilation - left  # output j meets pixel j s + l d - p
            first = max(0, -(offset // stride))
            last = min(out_width, (width - 1 - offset) // stride + 1)
            if first < last:
                yield (
                    column,
                    slice(first, last),
                    slice(first * stride + offset, (last - 1) * stride + offset + 1, stride),
                )

    def cut(self, x, size, dtype):
        """Copy the windows along the width, padding included: (N, C, H, W) -> (G, padded H, C/G, KW, OW, N)."""
        batch, channels, height, width = x.shape
        groups, (top, bottom) = self.groups, self.padding[0]
        shape = groups, top + height + bottom, channels // groups, self.kernel[1], size[1], batch
        rows = self.scratch.take("rows", x.shape, shape, dtype)
        lying = np.ascontiguousarray(x.transpose(2, 1, 3, 0))  # any memory order is welcome, this one is not copied
        by_group = lying.reshape(height, groups, channels // groups, width, batch).swapaxes(0, 1)
        for column, outputs, pixels in self.strips(width, size[1]):
            rows[:, top : top + height, :, column, outputs] = by_group[:, :, :, pixels]
        return rows

    def columns(self, rows, out_height):
        """View the windows along the height: (G, padded H, C/G, KW, OW, N) -> (G, OH, KH C/G KW, OW N)."""
        groups, height, channels, kernel, width, batch = rows.shape
        flat = rows.reshape(groups, height, channels * kernel, width * batch)
        return stack_rows(flat, out_height, self.kernel[0], self.stride[0], self.dilation[0])

    def correlate(self, rows, weight, out_height):
        """Return y of shape (N, F, OH, OW): kernel times columns."""
        columns, filters = self.columns(rows, out_height), len(weight)
        kernel = self.by_group(weight).swapaxes(2, 3).reshape(self.groups, 1, -1, columns.shape[2])
        y = np.empty((out_height, self.groups, filters // self.groups, *rows.shape[4:]), columns.dtype)
        np.matmul(kernel, columns, out=flat(y).swapaxes(0, 1))  # y = w x, one product an output row
        return y.reshape(out_height, filters, *rows.shape[4:]).transpose(3, 1, 0, 2)

    def by_group(self, weight):
        """View a kernel (F, C/G, KH, KW) as (G, F/G, C/G, KH, KW)."""
        return weight.reshape(self.groups, -1, *weight.shape[1:])

    def lay(self, grad):
        """Lay the rows of a gradient one after another: (N, F, OH, OW) -> (G, OH, F/G, OW, N)."""
        batch, filters, height, width = grad.shape
        lying = np.ascontiguousarray(grad.transpose(2, 1, 3, 0))
        return lying.reshape(height, self.groups, filters // self.groups, width, batch).swapaxes(0, 1)

    def space(self, grad, height):
        """Lay them with rows of zeros above and below, for an image of so many rows, as `spread` takes them.

        Returns
        -------
        (array of shape (G, rows, F/G, OW, N), the view of it that holds the gradient)
        """
        laid = self.lay(grad)
        groups, out_height, *inside = laid.shape
        above, last = self.above(), (height - 1 + self.padding[0][0]) // self.stride[0]
        shape = groups, above + max(out_height, last + 1), *inside
        spaced = self.scratch.take("spaced", grad.shape, shape, grad.dtype)
        middle = spaced[:, above : above + out_height]
        middle[...] = laid
        return spaced, middle

    def above(self):
        """Return how many outputs above the first one a window would begin that still meets the image."""
        return max(0, (self.dilation[0] * (self.kernel[0] - 1) - self.padding[0][0]) // self.stride[0])

    def phases(self, height):
        """Yield rows y of the image, a stride apart, with the kernel's rows k and the outputs i in which they meet.

        They meet where i s + k d - p = y. With a stride only some k have a whole i, the same ones for y, y + s, ...

        Yields
        ------
        (slice of the rows y, list of k, list of the i for the first y), i ascending; i grows by one from y to y + s
        """
        stride, dilation, top = self.stride[0], self.dilation[0], self.padding[0][0]
        for first in range(min(stride, height)):
            meet = [k for k in reversed(range(self.kernel[0])) if (first + top - k * dilation) % stride == 0]
            if meet:
                yield slice(first, height, stride), meet, [(first + top - k * dilation) // stride for k in meet]

    def spread(self, spaced, weight, shape):
        """Return dL/dx of shape (N, C, H, W): each output's gradient times the kernel, added up where windows overlap.

        Along the height this is a correlation with the kernel upside down; along the width strips are added.
        """
        batch, channels, height, width = shape
        groups, each, kernel_width, out_width = self.groups, weight.shape[1], self.kernel[1], spaced.shape[3]
        dtype = np.result_type(spaced, weight)
        strips = self.scratch.take("strips", shape, (groups, height, each, kernel_width, out_width, batch), dtype)
        upside_down = self.by_group(weight).transpose(0, 2, 4, 3, 1)  # (G, C/G, KW, KH, F/G)
        for rows, meet, outputs in self.phases(height):
            kernel = upside_down[:, :, :, meet].reshape(groups, 1, each * kernel_width, -1)
            step = outputs[1] - outputs[0] if len(outputs) > 1 else 1
            count = len(range(height)[rows])
            under = stack_rows(flat(spaced)[:, self.above() + outputs[0] :], count, len(meet), 1, step)
            np.matmul(kernel, under, out=strips[:, rows].reshape(groups, count, each * kernel_width, out_width * batch))
        x_grad = np.zeros((height, groups, each, width, batch), dtype)
        by_group = x_grad.swapaxes(0, 1)
        for column, outputs, pixels in self.strips(width, out_width):
            by_group[:, :, :, pixels] += strips[:, :, :, column, outputs]
        self.scratch.give("strips", shape, strips)
        return x_grad.reshape(height, channels, width, batch).transpose(3, 1, 0, 2)

    def weight_grad(self, rows, grad, shape):
        """Return dL/dw of the weight's shape: columns times gradient, added up over the output rows."""
        filters, channels, height, width = shape
        products = (self.columns(rows, grad.shape[1]) @ flat(grad).swapaxes(2, 3)).sum(axis=1)  # (G, KH C/G KW, F/G)
        products = products.reshape(self.groups, height, channels, width, filters // self.groups)
        return products.transpose(0, 4, 2, 1, 3).reshape(shape)

    def bias_grad(self, grad):
        """Return dL/db: the gradient, laid, added up over batch, height and width."""
        grad = flat(grad)
        return (grad @ ones(grad.shape[3], grad.dtype)).sum(axis=1).ravel()


def flat(array):
    """View the last two axes as one."""
    return array.reshape(*array.shape[:-2], array.shape[-2] * array.shape[-1])
