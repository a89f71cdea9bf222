"""Normalise features to mean 0 and variance 1: over the batch (BatchNorm) or within each example (LayerNorm)."""

import math
from typing import Any

import numpy as np

from nnlearn import arguments
from nnlearn.numpy.internals.ignore_overflow import ignore_overflow
from nnlearn.numpy.internals.moments import MIN_EPS, in_order_of, normalise, through_moments
from nnlearn.numpy.internals.sums import sum_over
from nnlearn.numpy.module import Module
from nnlearn.numpy.parameter import Parameter


class BatchNorm(Module):
    """What BatchNorm1d and BatchNorm2d share: a group is one feature, over the batch and all positions."""

    shapes: dict[int, str]  # number of axes -> shape in words
    weight: Any  # parameters and buffers; an argument can make each of them None
    bias: Any
    running_mean: Any
    running_var: Any
    num_batches_tracked: Any

    def __init__(self, num_features, eps=1e-5, momentum=0.1, affine=True, track_running_stats=True):
        caller = type(self).__name__
        self.num_features = arguments.integer(caller, "num_features", num_features, low=1)
        self.eps = arguments.number(caller, "eps", eps, low=MIN_EPS)
        self.momentum = None if momentum is None else arguments.number(caller, "momentum", momentum, low=0, high=1)
        self.affine = arguments.flag(caller, "affine", affine)
        self.track_running_stats = arguments.flag(caller, "track_running_stats", track_running_stats)
        zeros, ones = np.zeros(self.num_features, np.float32), np.ones(self.num_features, np.float32)
        self.weight, self.bias = (Parameter(ones), Parameter(zeros)) if affine else (None, None)
        self.register_buffer("running_mean", zeros if track_running_stats else None)
        self.register_buffer("running_var", ones if track_running_stats else None)
        self.register_buffer("num_batches_tracked", np.array(0) if track_running_stats else None)

    @ignore_overflow
    def forward(self, x):  # (batch, features, ...) -> the same shape
        arguments.floats(self, x)
        if x.ndim not in self.shapes or x.shape[1] != self.num_features:
            expected = " or ".join(self.shapes.values()).format(self.num_features)
            raise ValueError(f"{arguments.name_of(self)} expected x of shape {expected}, got {x.shape}")
        axes, column = (0, *range(2, x.ndim)), (-1, *[1] * (x.ndim - 2))  # column: one number per feature, on axis 1
        by_batch = self.training or not self.track_running_stats
        if by_batch:
            count = x.size // self.num_features
            if count < 2:
                raise ValueError(
                    f"{arguments.name_of(self)} expected more than one value per feature to take statistics of, got x "
                    f"of shape {x.shape}: use a larger batch, or model.eval()"
                )
            x_hat, mean, variance, std = normalise(x, axes, self.eps)  # x^ = (x - mean) / sqrt(var + eps)
            if self.track_running_stats:
                self.track(mean.ravel(), variance.ravel(), count)
        else:
            std = np.sqrt(self.running_var + self.eps).reshape(column)
            x_hat = 0.5 * x - 0.5 * self.running_mean.reshape(column)  # halved, because the difference may overflow
            x_hat /= 0.5 * std
        y = x_hat
        if self.affine:
            y = x_hat * self.weight.data.reshape(column)  # y = w x^ + b
            y += self.bias.data.reshape(column)
        return self.keep(y, x_hat, std, axes, by_batch)

    @ignore_overflow
    def backward(self, grad):
        x_hat, std, axes, by_batch = self.kept(grad)
        grad = in_order_of(x_hat, grad)
        total, total_x = sum_over(axes, grad), sum_over(axes, grad, x_hat)
        scale = 1 / std
        if self.affine:
            self.bias.grad += total.ravel()  # dL/db = sum dL/dy
            self.weight.grad += total_x.ravel()  # dL/dw = sum dL/dy x^
            scale = scale * self.weight.data.reshape(x_hat.shape[1], *[1] * (x_hat.ndim - 2))  # dL/dx^ = w dL/dy
        if not by_batch:
            return grad * scale
        count = grad.size // self.num_features
        x_grad = through_moments(grad, total / count, total_x / count, x_hat)
        x_grad *= scale
        return x_grad

    def track(self, mean, variance, count):
        """Move the running statistics towards those of a batch: running = (1 - m) running + m batch."""
        self.num_batches_tracked += 1
        share = 1 / self.num_batches_tracked.item() if self.momentum is None else self.momentum
        variance = variance * (count / (count - 1))  # sum (x - mean)^2 / (n - 1): the unbiased estimate
        for running, batch in ((self.running_mean, mean), (self.running_var, variance)):
            running[...] = (1 - share) * running + share * batch if share < 1 else batch

    def extra_repr(self):
        return (
            f"{self.num_features}, eps={self.eps}, momentum={self.momentum}, affine={self.affine}, bias={self.affine}, "
            f"track_running_stats={self.track_running_stats}"
        )


class BatchNorm1d(BatchNorm):
    """Normalise each feature to mean 0 and variance 1 over the batch, then apply a learned scale and shift.

    y = w (x - mean) / sqrt(var + eps) + b. Training uses the mean and variance of the batch; evaluation mode, in which
    an example must not depend on its neighbours, uses their running averages.

    Parameters
    ----------
    num_features : int
        Number of features C, >= 1.
    eps : float
        Keeps the quotient finite if a feature does not vary, >= 1e-37.
    momentum : float or None
        Weight m in [0, 1] of a new batch in the running averages; None gives all batches the same weight.
    affine : bool
        Whether there are w and b.
    track_running_stats : bool
        Whether there are running averages; without them evaluation mode uses the batch's own statistics.

    Attributes
    ----------
    weight, bias : Parameter of shape (num_features,), float32, or None
        w, which starts at 1, and b, which starts at 0.
    running_mean, running_var : ndarray of shape (num_features,), float32, or None
        Buffers that start at 0 and 1; running_var averages sum (x - mean)^2 / (n - 1).
    num_batches_tracked : ndarray of shape (), int64, or None
        Batches seen.

    Raises
    ------
    TypeError, ValueError
        If an argument is out of its range, x is not a float array of shape (batch, C) or (batch, C, length), or there
        is only one value per feature to take a variance of.

    Notes
    -----
    Gradient, with G = dL/dy, x^ = (x - mean) / sqrt(var + eps), n values per feature and all sums over them:
    dL/db = sum G, dL/dw = sum G x^, dL/dx = w / sqrt(var + eps) (G - sum G / n - x^ (sum G x^) / n).
    With running averages, which do not depend on x: dL/dx = w G / sqrt(var + eps).

    References
    ----------
    Ioffe, Szegedy (2015), "Batch normalization: accelerating deep network training by reducing internal covariate
    shift", algorithm 1 and section 3.

    Examples
    --------
    >>> import nnlearn.numpy as nn
    >>> layer = nn.BatchNorm1d(2)
    >>> layer(np.array([[1.0, 5.0], [3.0, 5.0]], np.float32)).round(3)
    array([[-1.,  0.],
           [ 1.,  0.]], dtype=float32)
    >>> layer.running_mean
    array([0.2, 0.5], dtype=float32)
    """

    shapes = {2: "(batch, {0})", 3: "(batch, {0}, length)"}


class BatchNorm2d(BatchNorm):
    """Normalise each channel over batch, height and width, then apply a learned scale and shift.

    y = w (x - mean) / sqrt(var + eps) + b: all pixels of a channel are treated the same, as in a convolution.

    Parameters
    ----------
    num_features : int
        Number of channels C, >= 1.
    eps, momentum : float
    affine, track_running_stats : bool
        As in `BatchNorm1d`.

    Raises
    ------
    TypeError, ValueError
        If an argument is out of its range, x is not a float array of shape (batch, C, height, width), or there is only
        one value per channel to take a variance of.

    Notes
    -----
    Gradient: as in `BatchNorm1d`, with n = batch height width.

    References
    ----------
    Ioffe, Szegedy (2015), "Batch normalization: accelerating deep network training by reducing internal covariate
    shift", section 3.2.

    Examples
    --------
    >>> import nnlearn.numpy as nn
    >>> image = np.array([[[[1.0, 2.0], [3.0, 4.0]]]], np.float32)
    >>> nn.BatchNorm2d(1)(image).round(3)
    array([[[[-1.342, -0.447],
             [ 0.447,  1.342]]]], dtype=float32)
    """

    shapes = {4: "(batch, {0}, height, width)"}


class LayerNorm(Module):
    """Normalise each example to mean 0 and variance 1 over its last axes, then apply a learned scale and shift.

    y = w (x - mean) / sqrt(var + eps) + b: the same in training and evaluation, and for a batch of one.

    Parameters
    ----------
    normalized_shape : int or tuple of int
        Lengths of the last axes of x, over which it averages, each >= 1.
    eps : float
        Keeps the quotient finite if an example does not vary, >= 1e-37.
    elementwise_affine : bool
        Whether there is a scale w, one number for each element along the last axes.
    bias : bool
        Whether there is a shift b as well as the scale.

    Attributes
    ----------
    weight, bias : Parameter of shape normalized_shape, float32, or None
        w, which starts at 1, and b, which starts at 0.

    Raises
    ------
    TypeError, ValueError
        If an argument is out of its range, or x is not a float array whose shape ends in normalized_shape.

    Notes
    -----
    Gradient, with G = w dL/dy, x^ = (x - mean) / sqrt(var + eps), n values per example and sums of G over them:
    dL/dx = (G - sum G / n - x^ (sum G x^) / n) / sqrt(var + eps). With sums over the examples: dL/db = sum dL/dy,
    dL/dw = sum dL/dy x^.

    References
    ----------
    Ba, Kiros, Hinton (2016), "Layer normalization", section 3 and equation 4.

    Examples
    --------
    >>> import nnlearn.numpy as nn
    >>> nn.LayerNorm(2)(np.array([[1.0, 3.0], [-5.0, 5.0]], np.float32)).round(3)
    array([[-1.,  1.],
           [-1.,  1.]], dtype=float32)
    """

    def __init__(self, normalized_shape, eps=1e-5, elementwise_affine=True, bias=True):
        sizes = normalized_shape if isinstance(normalized_shape, tuple | list) else (normalized_shape,)
        self.normalized_shape = tuple(arguments.integer("LayerNorm", "normalized_shape", size, low=1) for size in sizes)
        if not sizes:
            raise ValueError("LayerNorm expected normalized_shape to name at least one axis, got none")
        self.eps = arguments.number("LayerNorm", "eps", eps, low=MIN_EPS)
        self.elementwise_affine = arguments.flag("LayerNorm", "elementwise_affine", elementwise_affine)
        bias = arguments.flag("LayerNorm", "bias", bias) and elementwise_affine
        self.weight = Parameter(np.ones(self.normalized_shape, np.float32)) if elementwise_affine else None
        self.bias = Parameter(np.zeros(self.normalized_shape, np.float32)) if bias else None

    @ignore_overflow
    def forward(self, x):  # (..., *normalized_shape) -> the same shape
        arguments.floats(self, x)
        first = x.ndim - len(self.normalized_shape)
        if x.shape[max(first, 0) :] != self.normalized_shape:
            expected = ", ".join(["...", *map(str, self.normalized_shape)])
            raise ValueError(f"{arguments.name_of(self)} expected x of shape ({expected}), got {x.shape}")
        axes = tuple(range(first, x.ndim))
        x_hat, _, _, std = normalise(x, axes, self.eps)  # x^ = (x - mean) / sqrt(var + eps)
        y = x_hat
        if self.weight is not None:
            y = x_hat * self.weight.data  # y = w x^ + b
        if self.bias is not None:
            y += self.bias.data
        return self.keep(y, x_hat, std, axes)

    @ignore_overflow
    def backward(self, grad):
        x_hat, std, axes = self.kept(grad)
        examples = tuple(range(axes[0]))
        if self.bias is not None:
            self.bias.grad += sum_over(examples, grad).reshape(self.normalized_shape)  # dL/db = sum dL/dy
        if self.weight is not None:
            self.weight.grad += sum_over(examples, grad, x_hat).reshape(self.normalized_shape)  # dL/dw = sum dL/dy x^
            grad = grad * self.weight.data  # dL/dx^ = w dL/dy
        count = math.prod(self.normalized_shape)
        x_grad = through_moments(grad, sum_over(axes, grad) / count, sum_over(axes, grad, x_hat) / count, x_hat)
        x_grad /= std
        return x_grad

    def extra_repr(self):
        return (
            f"{self.normalized_shape}, eps={self.eps}, elementwise_affine={self.elementwise_affine}, "
            f"bias={self.bias is not None}"
        )
