"""The activation functions as plain functions, each safe for finite input of any size."""

import numpy as np

from nnlearn import arguments
from nnlearn.numpy.internals.ignore_overflow import ignore_overflow
from nnlearn.numpy.normalize import normalize as normalize  # handed on: PyTorch has it here


def heaviside(x):
    """Step from 0 to 1: y = 1 where x >= 0, else 0.

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
    Gradient: 0 wherever it exists, so nothing can learn through it.

    References
    ----------
    McCulloch, Pitts (1943), "A logical calculus of the ideas immanent in nervous activity".

    Examples
    --------
    >>> heaviside(np.array([-2.0, 0.0, 3.0]))
    array([0., 1., 1.])
    """
    arguments.floats("heaviside", x)
    return np.heaviside(x, x.dtype.type(1))  # y = [x >= 0]


@ignore_overflow  # e^-x may be infinite, and 1 / infinity is the right 0
def sigmoid(x):
    """Squash into (0, 1): y = 1 / (1 + e^-x).

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
    Gradient: dy/dx = y (1 - y).

    References
    ----------
    Rumelhart, Hinton, Williams (1986), "Learning representations by back-propagating errors", equation 2.

    Examples
    --------
    >>> sigmoid(np.array([-1e4, 0.0, 1e4]))
    array([0. , 0.5, 1. ])
    """
    arguments.floats("sigmoid", x)
    return 1 / (1 + np.exp(-x))  # y = 1 / (1 + e^-x), with all its digits where it is small


def tanh(x):
    """Squash into (-1, 1): y = tanh x = (e^x - e^-x) / (e^x + e^-x).

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
    Gradient: dy/dx = 1 - y^2.

    References
    ----------
    LeCun, Bottou, Orr, Mueller (1998), "Efficient BackProp", section 4.4.

    Examples
    --------
    >>> tanh(np.array([-1e4, 0.0, 1e4]))
    array([-1.,  0.,  1.])
    """
    arguments.floats("tanh", x)
    return np.tanh(x)  # y = tanh x


def relu(x):
    """Cut off below zero: y = max(x, 0).

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
    Gradient: dy/dx = 1 where x > 0, else 0 (at 0 it does not exist; 0 is the usual choice).

    References
    ----------
    Nair, Hinton (2010), "Rectified linear units improve restricted Boltzmann machines".

    Examples
    --------
    >>> relu(np.array([-2.0, 0.0, 3.0]))
    array([0., 0., 3.])
    """
    arguments.floats("relu", x)
    return np.maximum(x, 0)  # y = max(x, 0)


@ignore_overflow
def leaky_relu(x, negative_slope=0.01):
    """Flatten below zero instead of cutting off: y = x where x > 0, else a x.

    Parameters
    ----------
    x : ndarray of floats, any shape
    negative_slope : float
        The slope a below zero, any finite number.

    Returns
    -------
    ndarray of x's shape and dtype

    Raises
    ------
    TypeError, ValueError
        If x is not an array of floats, or the slope is not a finite number.

    Notes
    -----
    Gradient: dy/dx = 1 where x > 0, else a.

    References
    ----------
    Maas, Hannun, Ng (2013), "Rectifier nonlinearities improve neural network acoustic models", section 2.

    Examples
    --------
    >>> leaky_relu(np.array([-2.0, 0.0, 3.0]), 0.1)
    array([-0.2,  0. ,  3. ])
    """
    arguments.floats("leaky_relu", x)
    slope = arguments.number("leaky_relu", "negative_slope", negative_slope)
    if 0 < slope <= 1:
        return np.maximum(x, slope * x)  # y = max(x, a x), the same for such a slope and faster
    return np.maximum(x, 0) + slope * np.minimum(x, 0)  # y = max(x, 0) + a min(x, 0)


def softmax(x, dim):
    """Turn scores into probabilities: y_i = e^(x_i) / sum_j e^(x_j), computed from x minus its maximum.

    Parameters
    ----------
    x : ndarray of floats, any shape
        Scores (logits).
    dim : int
        The axis of the classes; its entries of y add up to 1.

    Returns
    -------
    ndarray of x's shape and dtype

    Raises
    ------
    TypeError, ValueError
        If x is not an array of floats or has no axis `dim`.

    Notes
    -----
    Gradient, with G = dL/dy: dL/dx_i = y_i (G_i - sum_j G_j y_j).

    References
    ----------
    Bridle (1990), "Probabilistic interpretation of feedforward classification network outputs".

    Examples
    --------
    >>> softmax(np.array([[1e4, 1e4]]), dim=1)
    array([[0.5, 0.5]])
    """
    arguments.floats("softmax", x)
    arguments.axis("softmax", x, dim)
    exponentials, total = shifted_exponentials(x, dim)[1:]
    return exponentials / total  # y_i = e^(x_i - m) / sum_j e^(x_j - m)


def log_softmax(x, dim):
    """Logarithm of the softmax: y_i = x_i - log sum_j e^(x_j), computed from x minus its maximum.

    Parameters
    ----------
    x : ndarray of floats, any shape
        Scores (logits).
    dim : int
        The axis of the classes.

    Returns
    -------
    ndarray of x's shape and dtype

    Raises
    ------
    TypeError, ValueError
        If x is not an array of floats or has no axis `dim`.

    Notes
    -----
    Gradient, with G = dL/dy: dL/dx_i = G_i - e^(y_i) sum_j G_j.

    References
    ----------
    Goodfellow, Bengio, Courville (2016), "Deep Learning", section 6.2.2.3.

    Examples
    --------
    >>> log_softmax(np.array([[0.0, 1e4]]), dim=1)
    array([[-10000.,      0.]])
    """
    arguments.floats("log_softmax", x)
    arguments.axis("log_softmax", x, dim)
    shifted, _, total = shifted_exponentials(x, dim)
    return shifted - np.log(total)  # y_i = (x_i - m) - log sum_j e^(x_j - m)


@ignore_overflow  # the largest float minus its negative is infinite, and e^-inf is the right 0
def shifted_exponentials(x, dim):
    """Return x minus its maximum along an axis, the exponentials of that, and their sum."""
    shifted = x - x.max(axis=dim, keepdims=True)
    exponentials = np.exp(shifted)
    return shifted, exponentials, exponentials.sum(axis=dim, keepdims=True)
