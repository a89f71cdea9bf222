"""The parameters of a machine as arrays, its formulas, and lists of all states."""

from typing import NamedTuple

import numpy as np

from nnlearn.arguments import between, describe, finite, integer

LARGEST = 20  # cells whose states are listed: a million
BLOCK = 4096  # states at a time


class Moments(NamedTuple):
    """One array for each parameter: means such as <v h>, <v> and <h>, or a gradient, in the order W, b, c.

    Parameters
    ----------
    weight : ndarray of shape (visible, hidden)
        Of W.
    visible_bias : ndarray of shape (visible,)
        Of b.
    hidden_bias : ndarray of shape (hidden,)
        Of c.

    Examples
    --------
    >>> Moments(np.zeros((3, 2)), np.ones(3), np.zeros(2)).vector()
    array([0., 0., 0., 0., 0., 0., 1., 1., 1., 0., 0.])
    """

    weight: np.ndarray
    visible_bias: np.ndarray
    hidden_bias: np.ndarray

    def vector(self):
        """Return all numbers in one row, which angles and lengths are computed from."""
        return np.concatenate([part.ravel() for part in self])


def states(n):
    """Return all 2^n states of n cells that are 0 or 1.

    Parameters
    ----------
    n : int, 1 to 20

    Returns
    -------
    ndarray of shape (2^n, n), float64
        Cell i is digit i of the row's number in the binary system, from the right.

    Raises
    ------
    TypeError, ValueError
        If n is not such a number.

    Examples
    --------
    >>> states(2).tolist()
    [[0.0, 0.0], [1.0, 0.0], [0.0, 1.0], [1.0, 1.0]]
    """
    return block(0, 2 ** integer("states", "n", n, low=1, high=LARGEST), n)


def block(start, stop, n):
    """Return the states start to stop - 1 of n cells."""
    return (np.arange(start, stop)[:, None] >> np.arange(n) & 1).astype(np.float64)


def blocks(n):
    """Yield all states of n cells, a few thousand rows at a time."""
    for start in range(0, 2**n, BLOCK):
        yield block(start, min(2**n, start + BLOCK), n)


def parameters(caller, rbm):
    """Return W, b and c of a machine of either side, or of a tuple of arrays, in float64."""
    names = ("weight", "visible_bias", "hidden_bias")
    parts = rbm if isinstance(rbm, tuple | list) else [getattr(rbm, name, None) for name in names]
    if len(parts) != 3 or any(part is None for part in parts):
        raise TypeError(f"{caller} expected rbm to be an RBM, or its arrays (W, b, c), got {describe(rbm)}")
    w, b, c = (
        finite(caller, f"{name} of rbm", np.asarray(part.detach().cpu() if hasattr(part, "detach") else part))
        for name, part in zip(names, parts, strict=True)
    )
    if w.ndim != 2 or b.shape != w.shape[:1] or c.shape != w.shape[1:]:
        raise ValueError(
            f"{caller} expected rbm with arrays of shape (visible, hidden), (visible,) and (hidden,), got "
            f"{w.shape}, {b.shape} and {c.shape}"
        )
    return w.astype(np.float64), b.astype(np.float64), c.astype(np.float64)


def pictures(caller, name, values, visible):
    """Return states of the visible cells in float64, or raise unless they are (n, visible), from 0 to 1."""
    if finite(caller, name, values).ndim != 2 or values.shape[1] != visible:
        raise ValueError(
            f"{caller} expected {name} of shape (n, {visible}), got {values.shape}: "
            f"{name}.reshape(len({name}), -1) makes rows"
        )
    between(caller, name, values, 0, 1, f"({name} > {name}.max() / 2) makes zeros and ones of a picture")
    return values.astype(np.float64)


def sigmoid(z):
    """Return 1 / (1 + e^-z)."""
    return np.exp(-softplus(-z))


def softplus(z):
    """Return log(1 + e^z)."""
    return np.logaddexp(0, z)


def log_sum(z, axis=None):
    """Return log sum e^z, less its largest term first, so that nothing overflows."""
    largest = z.max(axis=axis, keepdims=True)
    return (largest + np.log(np.exp(z - largest).sum(axis=axis, keepdims=True))).squeeze(axis)


def minus_free_energy(v, w, b, c):
    """Return -F(v) = v b + sum_j log(1 + exp((v W + c)_j))."""
    return v @ b + softplus(v @ w + c).sum(axis=1)
