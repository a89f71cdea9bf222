"""The checks of `gradient_descent`: of what comes in, and of what the function and its gradient return."""

import math

import numpy as np

from nnlearn import arguments


def check_descent(function, start, lr, steps, gradient):
    """Return start as a float64 vector, lr and steps, or raise."""
    for name, value in (("function", function), ("gradient", function if gradient is None else gradient)):
        if not callable(value):
            raise TypeError(f"gradient_descent expected {name} to be a function, got {arguments.describe(value)}")
    theta = arguments.to_array("gradient_descent", "start", start, "float64")
    arguments.finite("gradient_descent", "start", theta)
    if theta.ndim != 1:
        raise ValueError(f"gradient_descent expected start of shape (d,), got {theta.shape}")
    lr = arguments.number("gradient_descent", "lr", lr, low=0)
    return theta, lr, arguments.integer("gradient_descent", "steps", steps, low=1)


def check_slope(theta, slope, value):
    """Return a gradient as an array, or raise unless it has theta's shape, and numbers wherever the function is finite.

    Parameters
    ----------
    theta : ndarray of shape (d,)
    slope : what the gradient gave there
    value : function without arguments -> float
        f(theta), which is computed if the gradient is not a number: beyond the largest float there is none.
    """
    slope = arguments.to_array("gradient_descent", "the gradient", slope, "float64")
    if slope.shape != theta.shape:
        raise ValueError(f"gradient_descent expected a gradient of shape {theta.shape}, got {slope.shape}")
    if np.isnan(slope).any() and np.isfinite(theta).all() and math.isfinite(value()):
        raise arguments.NotFinite(
            f"gradient_descent expected a gradient of numbers, got {slope.tolist()} at {theta.tolist()}: "
            f"is there a 0/0 in it?"
        )
    return slope


def outgrown(after, theta, value):
    """Return the next place, infinite where theta or the function has outgrown the floats (inf - inf is NaN there)."""
    if np.isnan(after).any() and not math.isnan(value()):
        return np.where(np.isnan(after), np.copysign(np.inf, theta), after)
    return after
