"""The convolution written out plainly: what `Conv2d` and `ConvTranspose2d` compute, in the textbook form.

They do not call this code; tests check that both give the same numbers. Read it first. Every window becomes a column:

    x, 3 x 3         kernel 2 x 2, stride 1: four windows       columns
    a b c            a b   b c   d e   e f                      a b d e
    d e f            d e   e f   g h   h i                      b c e f
    g h i                                                       d e g h
                                                                e f h i

With the kernel as a row, w = (w1 w2 w3 w4), the convolution is the product w @ columns ("im2col"). With several
channels, their columns are stacked on top of each other; with several kernels, w has one row per kernel.
"""

import numpy as np


def places(shape, kernel, stride, padding, dilation):
    """Return, for height and for width, the padded index under each kernel pixel l of each window j: j s + l d."""
    found = []
    for length, k, s, p, d in zip(shape[2:], kernel, stride, padding, dilation, strict=True):
        count = (length + 2 * p - d * (k - 1) - 1) // s + 1
        found.append(np.arange(k)[:, None] * d + np.arange(count) * s)
    return found


def unfold(x, kernel, stride=(1, 1), padding=(0, 0), dilation=(1, 1)):
    """Lay out every window as a column: (N, C, H, W) -> (N, C KH KW, OH OW). PyTorch calls this Unfold.

    Examples
    --------
    >>> unfold(np.arange(9.0).reshape(1, 1, 3, 3), kernel=(2, 2))[0]
    array([[0., 1., 3., 4.],
           [1., 2., 4., 5.],
           [3., 4., 6., 7.],
           [4., 5., 7., 8.]])
    """
    batch, channels = x.shape[:2]
    rows, columns = places(x.shape, kernel, stride, padding, dilation)
    padded = np.pad(x, ((0, 0), (0, 0), *((p, p) for p in padding)))
    windows = padded[:, :, rows[:, None, :, None], columns[None, :, None, :]]  # (N, C, KH, KW, OH, OW)
    return windows.reshape(batch, channels * kernel[0] * kernel[1], rows.shape[1] * columns.shape[1])


def fold(columns, shape, kernel, stride=(1, 1), padding=(0, 0), dilation=(1, 1)):
    """Add every column back onto the pixels of its window: the transpose of `unfold`. PyTorch calls this Fold.

    Examples
    --------
    >>> fold(np.ones((1, 4, 4)), (1, 1, 3, 3), kernel=(2, 2))[0, 0]
    array([[1., 2., 1.],
           [2., 4., 2.],
           [1., 2., 1.]])
    """
    batch, channels, height, width = shape
    rows, out_columns = places(shape, kernel, stride, padding, dilation)
    windows = columns.reshape(batch, channels, *kernel, rows.shape[1], out_columns.shape[1])
    (top, left), (down, right) = padding, (height + padding[0], width + padding[1])
    padded = np.zeros((batch, channels, down + top, right + left), columns.dtype)
    for k in range(kernel[0]):
        for m in range(kernel[1]):
            padded[:, :, rows[k, :, None], out_columns[m]] += windows[:, :, k, m]
    return padded[:, :, top:down, left:right]


def conv2d(x, weight, bias=None, stride=(1, 1), padding=(0, 0), dilation=(1, 1), groups=1):
    """Return y = w @ columns + b for each group, of shape (N, F, OH, OW)."""
    kernel, outputs = weight.shape[2:], []
    for part, w in zip(np.split(x, groups, axis=1), np.split(weight, groups), strict=True):
        outputs.append(w.reshape(len(w), -1) @ unfold(part, kernel, stride, padding, dilation))  # y = w @ columns
    y = np.concatenate(outputs, axis=1)
    if bias is not None:
        y += bias[:, None]
    rows, columns = places(x.shape, kernel, stride, padding, dilation)
    return y.reshape(len(x), len(weight), rows.shape[1], columns.shape[1])


def conv2d_backward(x, weight, grad, stride=(1, 1), padding=(0, 0), dilation=(1, 1), groups=1):
    """Return dL/dx, dL/dw and dL/db for the gradient dL/dy = grad; dL/dx is also the transposed convolution of grad."""
    kernel, x_grads, weight_grads = weight.shape[2:], [], []
    for part, w, g in zip(*(np.split(a, groups, axis) for a, axis in ((x, 1), (weight, 0), (grad, 1))), strict=True):
        g = g.reshape(len(x), len(w), -1)  # (N, F, OH OW)
        columns = unfold(part, kernel, stride, padding, dilation)
        weight_grads.append((g @ columns.swapaxes(1, 2)).sum(axis=0).reshape(w.shape))  # dL/dw = G columns^T
        columns_grad = w.reshape(len(w), -1).T @ g  # w^T G
        x_grads.append(fold(columns_grad, part.shape, kernel, stride, padding, dilation))  # dL/dx = fold(w^T G)
    return np.concatenate(x_grads, axis=1), np.concatenate(weight_grads), grad.sum(axis=(0, 2, 3))
