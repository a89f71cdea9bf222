"""Normalise groups of numbers to mean 0 and variance 1: the arithmetic that BatchNorm and LayerNorm share."""

import math

import numpy as np

from nnlearn.numpy.internals.sums import sum_over

MIN_EPS = 1e-37  # float32 rounds smaller numbers to 0

# A group is a set of numbers to average over: `count` numbers along `axes`.


def moments(x, axes, count):
    """Return x - mean, and the mean and variance of each group.

    The first number of the group is subtracted before anything is added up: then a constant becomes exactly 0, however
    large it is, and rounding errors are small relative to the spread, not to the mean.
    """
    first = x[tuple(slice(1) if axis in axes else slice(None) for axis in range(x.ndim))]
    centred = x - first
    shift = sum_over(axes, centred) / count
    centred -= shift
    return centred, first + shift, sum_over(axes, centred, centred) / count


def normalise(x, axes, eps):
    """Return x^ = (x - mean) / sqrt(var + eps), and the mean, variance and sqrt(var + eps) of each group."""
    count = math.prod(x.shape[axis] for axis in axes)
    centred, mean, variance = moments(x, axes, count)
    if np.isfinite(variance).all():
        std = np.sqrt(variance + eps)
        centred /= std
        return centred, mean, variance, std
    # The squares overflow: measure each group in units of the power of two that its largest number reaches.
    unit = np.ldexp(x.dtype.type(1), np.frexp(np.abs(x).max(axes, keepdims=True, initial=1))[1] - 1)
    centred, mean, variance = moments(x / unit, axes, count)
    root, sigma = math.sqrt(eps), np.sqrt(variance)
    centred /= np.maximum(np.hypot(sigma, root / unit), np.finfo(x.dtype).tiny)
    return centred, mean * unit, variance * unit * unit, np.hypot(sigma * unit, root)


def through_moments(grad, mean, mean_x, x_hat):
    """Return sqrt(var + eps) dL/dx = G - mean(G) - x^ mean(G x^), given G = dL/dx^ and the two means.

    The three terms are the three ways in which x changes x^: directly, through its group's mean, and through its
    group's variance.
    """
    x_grad = x_hat * -mean_x
    x_grad += grad
    x_grad -= mean
    return x_grad


def in_order_of(x, values):
    """Return values in the memory order of x: mixing two orders in one sum costs more than a copy.

    Examples
    --------
    >>> values = in_order_of(np.zeros((3, 2)).T, np.ones((2, 3)))
    >>> values.shape, values.T.flags.c_contiguous
    ((2, 3), True)
    """
    if values.strides == x.strides:
        return values
    ordered = np.empty_like(x, values.dtype)
    ordered[...] = values
    return ordered
