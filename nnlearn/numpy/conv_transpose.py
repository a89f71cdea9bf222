"""The transposed convolution: every pixel paints its kernel onto a larger image."""

import numpy as np

from nnlearn import arguments
from nnlearn.numpy.conv import _Convolution
from nnlearn.numpy.internals.ignore_overflow import ignore_overflow
from nnlearn.numpy.internals.windows import batch, images, like, pair


class ConvTranspose2d(_Convolution):
    """Paint a kernel for each pixel: y[f, i s + k d - p, j s + l d - p] = b[f] + sum of w[c, f, k, l] x[c, i, j].

    It is the backward pass of `Conv2d` run forward, and vice versa: with a stride it makes images larger, as a
    generator needs. It does not undo a convolution: it restores the shape, not the values.

    Parameters
    ----------
    in_channels, out_channels : int
        Number of channels of the input and output images, >= 1.
    kernel_size : int or pair of int
        Height and width of a kernel, >= 1.
    stride : int or pair of int
        Step s on the larger image from one pixel's kernel to the next one's, >= 1. A kernel size that is a multiple of
        the stride avoids the checkerboard pattern of uneven overlaps.
    padding : int or pair of int
        Rows and columns p that are cut off on each side, >= 0: the padding of the corresponding convolution.
    output_padding : int or pair of int
        Rows and columns added at the bottom and on the right, fewer than stride or dilation: a convolution takes images
        of several sizes to the same size, and this chooses among them.
    groups : int
        Number of groups into which the channels are divided; they do not see each other.
    bias : bool
        Whether b is added.
    dilation : int or pair of int
        Step d between the pixels that one kernel paints, >= 1.
    padding_mode : {"zeros"}
        PyTorch has no other mode either.

    Attributes
    ----------
    weight : Parameter of shape (in_channels, out_channels / groups, kernel height, kernel width), float32
        w, sampled from the uniform distribution on (-1/sqrt(n), 1/sqrt(n)), where n is out_channels / groups times the
        number of pixels in a kernel, as in PyTorch.
    bias : Parameter of shape (out_channels,), float32, or None
        b, sampled the same way.

    Raises
    ------
    TypeError, ValueError
        If an argument is not one of these, in_channels or out_channels is not a multiple of groups, x does not have
        shape (batch, in_channels, height, width) or, for one image, (in_channels, height, width), or the output would
        be empty.

    Notes
    -----
    Output of length (length - 1) s - 2 p + d (k - 1) + output_padding + 1. Gradient, with G = dL/dy: dL/dx is the
    `Conv2d` of G with the same weight; dL/dw[c, f, k, l] = sum over batch, i, j of x[c, i, j] G[f, i s + k d - p,
    j s + l d - p]; dL/db = sum of G over batch, height and width.

    References
    ----------
    Zeiler, Krishnan, Taylor, Fergus (2010), "Deconvolutional networks".
    Dumoulin, Visin (2016), "A guide to convolution arithmetic for deep learning", chapter 4.
    Odena, Dumoulin, Olah (2016), "Deconvolution and checkerboard artifacts".

    Examples
    --------
    >>> import nnlearn.numpy as nn
    >>> layer = nn.ConvTranspose2d(1, 1, (1, 2), stride=(1, 2), bias=False)
    >>> layer.weight.data = [[[[1.0, 2.0]]]]
    >>> layer(np.array([[[[3.0, 5.0]]]], np.float32))
    array([[[[ 3.,  6.,  5., 10.]]]], dtype=float32)
    """

    def __init__(
        self,
        in_channels,
        out_channels,
        kernel_size,
        stride=1,
        padding=0,
        output_padding=0,
        groups=1,
        bias=True,
        dilation=1,
        padding_mode="zeros",
    ):
        caller = "ConvTranspose2d"
        self.set_arguments(in_channels, out_channels, kernel_size, stride, dilation, groups, bias, padding_mode)
        self.padding = pair(caller, "padding", padding, low=0)
        self.output_padding = pair(caller, "output_padding", output_padding, low=0)
        for more, s, d in zip(self.output_padding, self.stride, self.dilation, strict=True):
            if more >= max(s, d):
                raise ValueError(f"{caller} expected output_padding below stride or dilation, {max(s, d)}, got {more}")
        sides = tuple((p, p) for p in self.padding)
        self.correlation = self.correlation_with(sides)
        self.init_parameters((in_channels, out_channels // groups, *self.kernel_size), bias)

    def size(self, shape):
        """Return (height, width) of the output: (length - 1) s - 2 p + d (k - 1) + output_padding + 1."""
        geometry = zip(
            shape[2:], self.stride, self.padding, self.dilation, self.kernel_size, self.output_padding, strict=True
        )
        return tuple((length - 1) * s - 2 * p + d * (k - 1) + more + 1 for length, s, p, d, k, more in geometry)

    @ignore_overflow
    def forward(self, x):  # (batch, in, height, width) -> (batch, out, larger height, larger width)
        images(self, x, self.in_channels)
        given, x = x, batch(x)
        size = self.size(x.shape)
        if min(size) < 1 or 0 in x.shape[2:]:
            raise ValueError(
                f"{arguments.name_of(self)} expected x large enough to leave an output, got {x.shape}, "
                f"of which {size[0]} x {size[1]} pixels would be left"
            )
        padded, x_rows = self.correlation.padded_rows(x, size[0])
        y = self.correlation.spread(padded, self.weight.data, (len(x), self.out_channels, *size))
        if self.bias is not None:
            y += self.bias.data[:, None, None]
        return self.keep(like(y, given), padded, x_rows, x.shape)

    @ignore_overflow
    def backward(self, grad):  # dL/dy -> dL/dx
        padded, x_rows, shape = self.kept(grad)
        given, grad = grad, batch(grad)
        weight = self.weight.data
        rows = self.correlation.cut(grad, shape[2:], np.result_type(grad, weight))
        columns = self.correlation.columns(rows, shape[2])
        self.weight.grad += self.correlation.weight_grad(columns, x_rows, self.weight.shape)  # dL/dw = x * G
        if self.bias is not None:
            self.bias.grad += grad.sum(axis=(0, 2, 3))  # dL/db = sum of G
        x_grad = self.correlation.correlate(columns, weight, shape[2:], len(grad))  # dL/dx = w * G
        self.correlation.scratch.give("padded", shape, padded)
        self.correlation.scratch.give("rows", grad.shape, rows)
        return like(x_grad, given)
