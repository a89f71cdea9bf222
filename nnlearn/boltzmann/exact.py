"""Log Z, probabilities, means and the exact gradient, by a sum over all states of the smaller layer."""

import numpy as np

from nnlearn.arguments import number
from nnlearn.boltzmann.machine import (
    LARGEST,
    Moments,
    blocks,
    log_sum,
    minus_free_energy,
    parameters,
    pictures,
    sigmoid,
)


def log_z(rbm):
    """Return the logarithm of the partition function, exactly.

    `Z = sum over h of exp(h c) prod_i (1 + exp((h W^T + b)_i))`: of one layer all states are summed, of the other each
    cell alone.

    Parameters
    ----------
    rbm : RBM or tuple of arrays (W, b, c)
        Its smaller layer has at most 20 cells. 14 take about 30 ms.

    Returns
    -------
    float

    Raises
    ------
    TypeError, ValueError
        If it is not a machine, or both of its layers are larger.

    References
    ----------
    Salakhutdinov, Murray (2008), "On the quantitative analysis of deep belief networks".

    Examples
    --------
    >>> round(log_z((np.zeros((3, 2)), np.zeros(3), np.zeros(2))), 4)  # 32 equal states, and log 32
    3.4657
    """
    return _log_z("log_z", *parameters("log_z", rbm))


def _log_z(caller, w, b, c):
    w, b, c = turned(caller, w, b, c)
    return float(log_sum(np.array([log_sum(minus_free_energy(h, w, b, c)) for h in blocks(len(b))])))


def turned(caller, w, b, c):
    """Return the parameters with the smaller layer as the visible one, or raise if its states are too many."""
    if min(w.shape) > LARGEST:
        raise ValueError(
            f"{caller} expected rbm with at most {LARGEST} cells in one layer, got {w.shape[0]} and {w.shape[1]}: "
            f"nnlearn.boltzmann.ais estimates log Z of a larger one"
        )
    return (w, b, c) if w.shape[0] <= w.shape[1] else (w.T, c, b)


def log_p(rbm, v, *, log_z=None):
    """Return log p(v) = -F(v) - log Z of each picture.

    Parameters
    ----------
    rbm : RBM or tuple of arrays (W, b, c)
    v : ndarray of shape (n, visible)
        Pictures of zeros and ones. For numbers in between, the value means nothing.
    log_z : float or None
        What `ais` estimated. None computes it exactly, for at most 20 cells in one layer.

    Returns
    -------
    ndarray of shape (n,), float64
        In nats, below 0.

    Raises
    ------
    TypeError, ValueError
        If an argument is not one of these, or both layers are larger.

    Examples
    --------
    >>> log_p((np.zeros((3, 2)), np.zeros(3), np.zeros(2)), np.zeros((1, 3))).round(4)  # 8 equal pictures
    array([-2.0794])
    """
    w, b, c = parameters("log_p", rbm)
    v = pictures("log_p", "v", v, len(b))
    log_z = _log_z("log_p", w, b, c) if log_z is None else number("log_p", "log_z", log_z)
    return minus_free_energy(v, w, b, c) - log_z


def moments(rbm):
    """Return the means <v h>, <v> and <h> under the machine, exactly.

    Parameters
    ----------
    rbm : RBM or tuple of arrays (W, b, c)
        Its smaller layer has at most 20 cells.

    Returns
    -------
    Moments
        `weight` (visible, hidden), `visible_bias` (visible,), `hidden_bias` (hidden,), float64. They are the
        derivatives of log Z by these parameters.

    Raises
    ------
    TypeError, ValueError
        If it is not a machine, or both of its layers are larger.

    Examples
    --------
    >>> moments((np.zeros((2, 1)), np.log([1.0, 3.0]), np.zeros(1))).visible_bias
    array([0.5 , 0.75])
    """
    return _moments("moments", *parameters("moments", rbm))


def _moments(caller, w, b, c):
    small, low, high = turned(caller, w, b, c)
    total, found = _log_z(caller, w, b, c), [np.zeros_like(each) for each in (small, low, high)]
    for s in blocks(len(low)):
        p = np.exp(minus_free_energy(s, small, low, high) - total)
        q = sigmoid(s @ small + high)  # of the other layer, given s
        found = [old + new for old, new in zip(found, ((p * s.T) @ q, p @ s, p @ q), strict=True)]
    product, first, second = found
    return Moments(product, first, second) if small is w else Moments(product.T, second, first)


def gradient(rbm, v):
    """Return the exact gradient of the mean log p(v): means over the data minus means under the model.

    `d log p / dW = <v h>_data - <v h>_model`, with h = p(h = 1 | v) on the data, and so for both biases.

    Parameters
    ----------
    rbm : RBM or tuple of arrays (W, b, c)
        Its smaller layer has at most 20 cells.
    v : ndarray of shape (n, visible)
        Pictures, from 0 to 1.

    Returns
    -------
    Moments
        Of the parameters' shapes; `rbm.ascend(optimizer, gradient)` takes a step along it.

    Raises
    ------
    TypeError, ValueError
        If an argument is not one of these, or both layers are larger.

    References
    ----------
    Ackley, Hinton, Sejnowski (1985), "A learning algorithm for Boltzmann machines".

    Examples
    --------
    >>> gradient((np.zeros((2, 1)), np.zeros(2), np.zeros(1)), np.array([[1, 0]])).visible_bias
    array([ 0.5, -0.5])
    """
    w, b, c = parameters("gradient", rbm)
    v = pictures("gradient", "v", v, len(b))
    return minus(data_moments(v, w, c), _moments("gradient", w, b, c))


def data_moments(v, w, c):
    """Return <v h>, <v> and <h> over pictures v, with h = p(h = 1 | v)."""
    h = sigmoid(v @ w + c)
    return Moments(v.T @ h / len(v), v.mean(axis=0), h.mean(axis=0))


def minus(a, b):
    """Return a - b, parameter by parameter."""
    return Moments(*(p - q for p, q in zip(a, b, strict=True)))
