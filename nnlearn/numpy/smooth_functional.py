"""The smooth relatives of ReLU as plain functions, each safe for finite input of any size."""

import math

import numpy as np

from nnlearn import arguments
from nnlearn.numpy.internals.ignore_overflow import ignore_overflow
from nnlearn.numpy.internals.normal import normal


@ignore_overflow
def gelu(x, approximate="none"):
    """Weigh x by the chance that a standard normal number is below it: y = x Phi(x).

    Phi(x) = (1 + erf(x/sqrt 2)) / 2.

    Parameters
    ----------
    x : ndarray of floats, any shape
    approximate : {"none", "tanh"}
        "tanh" takes y = x (1 + tanh(sqrt(2/pi) (x + 0.044715 x^3))) / 2, which differs by less than 0.001.

    Returns
    -------
    ndarray of x's shape and dtype

    Raises
    ------
    TypeError, ValueError
        If x is not an array of floats, or `approximate` is neither "none" nor "tanh".

    Notes
    -----
    Gradient: dy/dx = Phi(x) + x phi(x), with phi the density of the normal distribution.

    References
    ----------
    Hendrycks, Gimpel (2016), "Gaussian error linear units (GELUs)", section 2.

    Examples
    --------
    >>> gelu(np.array([-99.0, 0.0, 1.0, 99.0])).round(4)
    array([-0.    ,  0.    ,  0.8413, 99.    ])
    """
    arguments.floats("gelu", x)
    arguments.choice("gelu", "approximate", approximate, ("none", "tanh"))
    return x * gelu_gate(x, approximate)[0]  # y = x Phi(x)


def gelu_gate(x, approximate):
    """Return the factor g(x) that GELU multiplies x by, Phi(x) or its approximation, and its derivative g'(x)."""
    if approximate == "none":
        return normal(x)
    c, z = math.sqrt(2 / math.pi), np.clip(x, -100, 100)  # beyond, tanh is +-1, and x^3 might overflow
    t = np.tanh(c * (z + 0.044715 * z * z * z))
    return 0.5 * (1 + t), 0.5 * (1 - t * t) * (c * (1 + 3 * 0.044715 * z * z))


@ignore_overflow
def silu(x):
    """Weigh x by its sigmoid: y = x / (1 + e^-x), also known as swish.

    Parameters
    ----------
    x : ndarray of floats, any shape

    Returns
    -------
    ndarray of x's shape and dtype

    Raises
    ------
    TypeError
        If x is not an array of floats.

    Notes
    -----
    Gradient, with p = sigmoid(x): dy/dx = p (1 + x (1 - p)).

    References
    ----------
    Elfwing, Uchibe, Doya (2018), "Sigmoid-weighted linear units for neural network function approximation in
    reinforcement learning", section 2.1.

    Examples
    --------
    >>> silu(np.array([-99.0, 0.0, 1.0, 99.0])).round(4)
    array([-0.    ,  0.    ,  0.7311, 99.    ])
    """
    arguments.floats("silu", x)
    return x / (1 + np.exp(-x))  # e^-x may become infinite, and x / inf is the right 0


@ignore_overflow
def softplus(x, beta=1.0, threshold=20.0):
    """Round off the corner of ReLU: y = log(1 + e^(beta x)) / beta.

    Computed as (max(beta x, 0) + log(1 + e^-|beta x|)) / beta, which never overflows.

    Parameters
    ----------
    x : ndarray of floats, any shape
    beta : float
        How sharp the corner is, > 0.
    threshold : float
        Where beta x is larger than this, y = x.

    Returns
    -------
    ndarray of x's shape and dtype

    Raises
    ------
    TypeError, ValueError
        If x is not an array of floats, beta is not a positive number, or the threshold is not a finite number.

    Notes
    -----
    Gradient: dy/dx = sigmoid(beta x), and 1 beyond the threshold.

    References
    ----------
    Dugas, Bengio, Belisle, Nadeau, Garcia (2001), "Incorporating second-order functional knowledge for better option
    pricing", section 3.

    Examples
    --------
    >>> softplus(np.array([-99.0, 0.0, 99.0])).round(4)
    array([ 0.    ,  0.6931, 99.    ])
    """
    arguments.floats("softplus", x)
    beta = arguments.number("softplus", "beta", beta, low=0, open_low=True)
    threshold = arguments.number("softplus", "threshold", threshold)
    z = beta * x
    smooth = np.maximum(z, 0) + np.log1p(np.exp(-np.abs(z)))
    return np.where(z > threshold, x, smooth * (1 / beta))  # y = log(1 + e^z) / beta, or x


@ignore_overflow
def elu(x, alpha=1.0):
    """Bend towards -alpha below zero: y = x where x > 0, else alpha (e^x - 1).

    Parameters
    ----------
    x : ndarray of floats, any shape
    alpha : float
        Any finite number; with 1 the slope has no jump at 0.

    Returns
    -------
    ndarray of x's shape and dtype

    Raises
    ------
    TypeError, ValueError
        If x is not an array of floats, or alpha is not a finite number.

    Notes
    -----
    Gradient: dy/dx = 1 where x > 0, else alpha e^x.

    References
    ----------
    Clevert, Unterthiner, Hochreiter (2016), "Fast and accurate deep network learning by exponential linear units
    (ELUs)", section 3.

    Examples
    --------
    >>> elu(np.array([-1e4, 0.0, 2.0]))
    array([-1.,  0.,  2.])
    """
    arguments.floats("elu", x)
    alpha = arguments.number("elu", "alpha", alpha)
    return np.where(x > 0, x, alpha * np.expm1(np.minimum(x, 0)))  # y = x or alpha (e^x - 1)
