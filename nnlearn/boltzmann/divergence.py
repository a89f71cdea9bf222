"""Contrastive divergence without its noise: the mean of all its draws, by sums over all states of both layers."""

import numpy as np

from nnlearn.arguments import integer
from nnlearn.boltzmann.exact import data_moments, minus
from nnlearn.boltzmann.machine import Moments, blocks, parameters, pictures, sigmoid, softplus, states

HIDDEN, BOTH = 12, 24  # cells: 2^24 pairs of a visible and a hidden state are gone through


def sweep_matrix(rbm):
    """Return the probabilities of the hidden states after one sweep, for each hidden state before it.

    `K[g, h] = sum over v of p(v | g) p(h | v)`. Its largest eigenvalue is 1; the second largest says how slowly the
    machine forgets where it was: what is left of it shrinks by that factor with each sweep.

    Parameters
    ----------
    rbm : RBM or tuple of arrays (W, b, c)
        At most 12 hidden cells, and 24 cells in all. 16 visible and 8 hidden cells take about a second.

    Returns
    -------
    ndarray of shape (2^hidden, 2^hidden), float64
        Row g belongs to state g of `states(hidden)`; each row has the sum 1.

    Raises
    ------
    TypeError, ValueError
        If it is not a machine, or it is larger.

    References
    ----------
    Fischer, Igel (2010), "Empirical analysis of the divergence of Gibbs sampling based learning algorithms for
    restricted Boltzmann machines".

    Examples
    --------
    >>> sweep_matrix((np.zeros((3, 1)), np.zeros(3), np.zeros(1)))
    array([[0.5, 0.5],
           [0.5, 0.5]])
    """
    return _sweep_matrix(*checked("sweep_matrix", rbm))


def _sweep_matrix(w, b, c):
    h = states(len(c))
    return sum(given_hidden(h, v, w, b) @ given_visible(v, h, w, c) for v in blocks(len(b)))


def expected_cd(rbm, v, k):
    """Return the mean of what CD-k moves the parameters by, over all draws that its chains may make.

    `<v h>_data - <v h>_k`, where the second mean is over pictures k sweeps after the data, and h = p(h = 1 | v) in
    both; and so for both biases. As k grows it becomes the exact `gradient`.

    Parameters
    ----------
    rbm : RBM or tuple of arrays (W, b, c)
        At most 12 hidden cells, and 24 cells in all. 16 visible and 8 hidden cells take about a second.
    v : ndarray of shape (n, visible)
        The pictures in which the chains start, from 0 to 1.
    k : int >= 1, or a tuple of them
        Sweeps. Several cost hardly more than one.

    Returns
    -------
    Moments, or a list of Moments
        Of the parameters' shapes, one for each k.

    Raises
    ------
    TypeError, ValueError
        If an argument is not one of these, or the machine is larger.

    Notes
    -----
    It is the gradient of no function (Sutskever and Tieleman), so nothing says that following it increases log p.

    References
    ----------
    Hinton (2002), "Training products of experts by minimizing contrastive divergence". Carreira-Perpiñán, Hinton
    (2005), "On contrastive divergence learning". Sutskever, Tieleman (2010), "On the convergence properties of
    contrastive divergence".

    Examples
    --------
    >>> from nnlearn.boltzmann import gradient
    >>> rbm, v = (np.array([[1.0], [-1.0]]), np.zeros(2), np.zeros(1)), np.array([[1, 0]])
    >>> [found.visible_bias.round(3).tolist() for found in expected_cd(rbm, v, (1, 2, 9))]
    [[0.331, -0.331], [0.366, -0.366], [0.371, -0.371]]
    >>> gradient(rbm, v).visible_bias.round(3).tolist()
    [0.371, -0.371]
    """
    w, b, c = checked("expected_cd", rbm)
    v = pictures("expected_cd", "v", v, len(b))
    sweeps = k if isinstance(k, tuple | list) and k else (k,)
    sweeps = [integer("expected_cd", "k", each, low=1, high=10**6) for each in sweeps]
    start, data = given_visible(v, states(len(c)), w, c).mean(axis=0), data_moments(v, w, c)
    matrix = _sweep_matrix(w, b, c) if max(sweeps) > 1 else np.eye(0)
    found = []
    for each in sweeps:
        before = start if each == 1 else start @ np.linalg.matrix_power(matrix, each - 1)
        found.append(minus(data, after_sweep(before, w, b, c)))
    return found if isinstance(k, tuple | list) else found[0]


def after_sweep(q, w, b, c):
    """Return <v h>, <v> and <h> over the pictures that hidden states make which have the probabilities q."""
    h, found = states(len(c)), [np.zeros_like(each) for each in (w, b, c)]
    for v in blocks(len(b)):
        p, on = q @ given_hidden(h, v, w, b), sigmoid(v @ w + c)
        found = [old + new for old, new in zip(found, ((p * v.T) @ on, p @ v, p @ on), strict=True)]
    return Moments(*found)


def given_hidden(h, v, w, b):
    """Return p(v | h) for each pair: a row for each h, a column for each v."""
    z = h @ w.T + b
    return np.exp(z @ v.T - softplus(z).sum(axis=1)[:, None])


def given_visible(v, h, w, c):
    """Return p(h | v) for each pair: a row for each v, a column for each h. v may hold numbers from 0 to 1."""
    z = v @ w + c
    return np.exp(z @ h.T - softplus(z).sum(axis=1)[:, None])


def checked(caller, rbm):
    """Return the parameters, or raise if there are too many pairs of states."""
    w, b, c = parameters(caller, rbm)
    if len(c) > HIDDEN or len(b) + len(c) > BOTH:
        raise ValueError(
            f"{caller} expected rbm with at most {HIDDEN} hidden cells and {BOTH} cells in all, got {len(b)} visible "
            f"and {len(c)} hidden ones: the mean of many cd_step estimates it for a larger one"
        )
    return w, b, c
