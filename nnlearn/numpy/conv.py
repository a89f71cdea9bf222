"""The convolution: one small kernel slides over an image."""

import math

import numpy as np

from nnlearn import arguments
from nnlearn.numpy import random
from nnlearn.numpy.internals.correlation import Correlation
from nnlearn.numpy.internals.geometry import Axis
from nnlearn.numpy.internals.ignore_overflow import ignore_overflow
from nnlearn.numpy.internals.windows import batch, fits, images, like, pair
from nnlearn.numpy.module import Module
from nnlearn.numpy.parameter import Parameter


class _Convolution(Module):
    """What `Conv2d` and `ConvTranspose2d` have in common: arguments, parameters and `extra_repr`."""

    def set_arguments(self, in_channels, out_channels, kernel_size, stride, dilation, groups, bias, padding_mode):
        caller = type(self).__name__
        self.in_channels = arguments.integer(caller, "in_channels", in_channels, low=1)
        self.out_channels = arguments.integer(caller, "out_channels", out_channels, low=1)
        self.kernel_size = pair(caller, "kernel_size", kernel_size, low=1)
        self.stride = pair(caller, "stride", stride, low=1)
        self.dilation = pair(caller, "dilation", dilation, low=1)
        self.groups = arguments.integer(caller, "groups", groups, low=1)
        arguments.flag(caller, "bias", bias)
        for name, channels in (("in_channels", in_channels), ("out_channels", out_channels)):
            if channels % groups:
                raise ValueError(f"{caller} expected {name} to be a multiple of groups = {groups}, got {channels}")
        if not isinstance(padding_mode, str) or padding_mode != "zeros":
            raise ValueError(
                f'{caller} expected padding_mode "zeros", got {arguments.describe(padding_mode)}: '
                f"other modes are not available here; np.pad can pad x first"
            )

    def correlation_with(self, sides):
        """Return the arithmetic for a padding of ((top, bottom), (left, right))."""
        axes = zip(self.kernel_size, self.stride, self.dilation, sides, strict=True)
        height, width = (Axis(k, s, d, *p) for k, s, d, p in axes)
        return Correlation(height, width, self.groups)

    def init_parameters(self, shape, bias):
        """Sample weight and bias from the uniform distribution on (-1/sqrt(n), 1/sqrt(n)), n = shape[1] x kernel."""
        bound = 1 / math.sqrt(math.prod(shape[1:]))
        rng = random.generator()
        self.weight = Parameter(rng.uniform(-bound, bound, shape).astype(np.float32))
        self.bias = Parameter(rng.uniform(-bound, bound, self.out_channels).astype(np.float32)) if bias else None

    def extra_repr(self):
        defaults = {"padding": (0, 0), "dilation": (1, 1), "output_padding": (0, 0), "groups": 1}  # are left out
        parts = [f"{self.in_channels}, {self.out_channels}, kernel_size={self.kernel_size}, stride={self.stride}"]
        for name, default in defaults.items():
            value = getattr(self, name, default)
            parts += [f"{name}={value}"] * (value != default)
        return ", ".join(parts + ["bias=False"] * (self.bias is None))


class Conv2d(_Convolution):
    """Slide kernels over images: y[f, i, j] = b[f] + sum_ckl w[f, c, k, l] x[c, i s + k d - p, j s + l d - p].

    This is the cross-correlation. In mathematics, a convolution rotates the kernel by 180 degrees, which makes no
    difference to a kernel that is learned.

    Parameters
    ----------
    in_channels, out_channels : int
        Number of channels of the images, and of kernels (filters) F, >= 1.
    kernel_size : int or pair of int
        Height and width of a kernel, >= 1.
    stride : int or pair of int
        Step s from one window to the next, >= 1.
    padding : int, pair of int, "valid" or "same"
        Rows and columns of zeros p on each side, >= 0. "valid" is 0; "same" keeps the size (stride 1 only). If it needs
        an odd number of rows or columns, the extra one goes to the bottom or to the right.
    dilation : int or pair of int
        Step d between the pixels under one kernel, >= 1.
    groups : int
        Number of groups into which channels and kernels are divided; a kernel sees only the channels of its group.
        With groups = in_channels each channel has kernels of its own ("depthwise").
    bias : bool
        Whether b is added.
    padding_mode : {"zeros"}
        What the padding consists of; PyTorch's other modes are not available.

    Attributes
    ----------
    weight : Parameter of shape (out_channels, in_channels / groups, kernel height, kernel width), float32
        w, sampled from the uniform distribution on (-1/sqrt(n), 1/sqrt(n)), n being the number of inputs of a kernel.
    bias : Parameter of shape (out_channels,), float32, or None
        b, sampled the same way.

    Raises
    ------
    TypeError, ValueError
        If an argument is not one of these, in_channels or out_channels is not a multiple of groups, or x does not have
        shape (batch, in_channels, height, width) or, for one image, (in_channels, height, width), or is smaller than
        the kernel. Images with the channels last (NHWC) are recognised if the sizes do not fit, but not if the height
        happens to equal in_channels.

    Notes
    -----
    Output of length floor((length + 2 p - d (k - 1) - 1) / s) + 1. Gradient, with G = dL/dy: dL/dw[f, c, k, l] = sum
    over batch, i and j of G[f, i, j] x[c, i s + k d - p, j s + l d - p]; dL/db = sum of G over batch, height and width;
    dL/dx adds to each pixel G times the weight that it was multiplied with. The fast way to compute it is in
    internals/correlation.py, the plain one in internals/conv_reference.py.

    References
    ----------
    LeCun, Bottou, Bengio, Haffner (1998), "Gradient-based learning applied to document recognition", section II.A.
    Goodfellow, Bengio, Courville (2016), "Deep Learning", section 9.1; gradients: section 9.5.
    Dumoulin, Visin (2016), "A guide to convolution arithmetic for deep learning".

    Examples
    --------
    >>> import nnlearn.numpy as nn
    >>> edges = nn.Conv2d(1, 1, (1, 2), bias=False)
    >>> edges.weight.data = [[[[-1.0, 1.0]]]]
    >>> edges(np.array([[[[0.0, 0.0, 5.0, 5.0]]]], np.float32))
    array([[[[0., 5., 0.]]]], dtype=float32)
    """

    def __init__(
        self,
        in_channels,
        out_channels,
        kernel_size,
        stride=1,
        padding=0,
        dilation=1,
        groups=1,
        bias=True,
        padding_mode="zeros",
    ):
        self.set_arguments(in_channels, out_channels, kernel_size, stride, dilation, groups, bias, padding_mode)
        self.padding = padding if isinstance(padding, str) else pair("Conv2d", "padding", padding, low=0)
        self.correlation = self.correlation_with(self.sides())
        self.init_parameters((out_channels, in_channels // groups, *self.kernel_size), bias)

    def sides(self):
        """Return the padding as ((top, bottom), (left, right))."""
        if not isinstance(self.padding, str):
            return tuple((p, p) for p in self.padding)
        arguments.choice("Conv2d", "padding", self.padding, ("valid", "same"))
        if self.padding == "valid":
            return ((0, 0), (0, 0))
        if self.stride != (1, 1):
            raise ValueError(f'Conv2d expected stride 1 with padding "same", got {self.stride}')
        totals = [d * (k - 1) for d, k in zip(self.dilation, self.kernel_size, strict=True)]
        return tuple((total // 2, total - total // 2) for total in totals)

    @ignore_overflow
    def forward(self, x):  # (batch, in, height, width) -> (batch, out, OH, OW)
        images(self, x, self.in_channels)
        given, x = x, batch(x)
        weight, size = self.weight.data, self.correlation.size(x)
        fits(self, x, size)
        rows = self.correlation.cut(x, size, np.result_type(x, weight))
        columns = self.correlation.columns(rows, size[0])
        y = self.correlation.correlate(columns, weight, size, len(x))  # y = w * x
        if self.bias is not None:
            y += self.bias.data[:, None, None]
        return self.keep(like(y, given), rows, columns, x.shape)

    @ignore_overflow
    def accumulate(self, grad):  # dL/dy -> dL/dw, dL/db
        rows, columns, shape = self.kept(grad)
        self._add_gradients(columns, self.correlation.rows_of(batch(grad)))
        self.correlation.scratch.give("rows", shape, rows)

    @ignore_overflow
    def backward(self, grad):  # dL/dy -> dL/dx
        rows, columns, shape = self.kept(grad)
        given, grad = grad, batch(grad)
        padded, grad_rows = self.correlation.padded_rows(grad, shape[2])
        self._add_gradients(columns, grad_rows)
        x_grad = self.correlation.spread(padded, self.weight.data, shape)  # dL/dx = G * w, rotated by 180 degrees
        self.correlation.scratch.give("rows", shape, rows)
        self.correlation.scratch.give("padded", grad.shape, padded)
        return like(x_grad, given)

    def _add_gradients(self, columns, grad):
        self.weight.grad += self.correlation.weight_grad(columns, grad, self.weight.shape)  # dL/dw = G * x
        if self.bias is not None:
            self.bias.grad += self.correlation.bias_grad(grad)
