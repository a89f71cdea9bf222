"""The exact log p of small deep belief networks, and the bound that layer-wise training raises."""

from itertools import pairwise

import numpy as np

from nnlearn.arguments import describe
from nnlearn.boltzmann.exact import log_z
from nnlearn.boltzmann.machine import LARGEST, blocks, log_sum, minus_free_energy, parameters, pictures, softplus

ROWS = 256  # pictures at a time


def deep_log_p(dbn, v):
    """Return log p(v) of each picture under a deep belief network, exactly.

    `p(v) = sum over h of p(h) p(v | h)`, with p(v | h) of the lowest RBM and p(h) of all above it, found in the same
    way; of the top RBM, p is that of its visible cells.

    Parameters
    ----------
    dbn : DBN or list
        Of either side, without label cells; or its machines from the picture to the top, each an RBM or a tuple of
        arrays (W, b, c). Hidden layers below the top have at most 20 cells, and so has one side of the top RBM. 12
        cells take about 0.1 s for 450 pictures; two such layers take 2^12 times as long.
    v : ndarray of shape (n, visible)
        Pictures of zeros and ones.

    Returns
    -------
    ndarray of shape (n,), float64
        In nats, below 0.

    Raises
    ------
    TypeError, ValueError
        If an argument is not one of these, or the layers are larger.

    References
    ----------
    Salakhutdinov, Murray (2008), "On the quantitative analysis of deep belief networks".

    Examples
    --------
    >>> low, top = (np.zeros((3, 2)), np.zeros(3), np.zeros(2)), (np.zeros((2, 2)), np.zeros(2), np.zeros(2))
    >>> deep_log_p([low, top], np.zeros((1, 3))).round(4)  # 8 equal pictures
    array([-2.0794])
    """
    machines, total = stack("deep_log_p", dbn)
    return _log_p(machines, total, pictures("deep_log_p", "v", v, len(machines[0][1])))


def deep_bound(dbn, v):
    """Return the variational bound on log p(v) of each picture, exactly.

    `sum over h of q(h | v) [log p(h) + log p(v | h) - log q(h | v)]`, with q(h = 1 | v) = sigmoid(v W + c) of the
    lowest RBM, and p(h) of all above it. It lies below `deep_log_p` by the Kullback-Leibler divergence from q to
    p(h | v).

    Parameters
    ----------
    dbn : DBN or list
        As for `deep_log_p`.
    v : ndarray of shape (n, visible)
        Pictures of zeros and ones.

    Returns
    -------
    ndarray of shape (n,), float64
        In nats.

    Raises
    ------
    TypeError, ValueError
        If an argument is not one of these, or the layers are larger.

    References
    ----------
    Hinton, Osindero, Teh (2006), "A fast learning algorithm for deep belief nets", section 4.

    Examples
    --------
    A second RBM that is the first one upside down: the bound is exact, and log p is that of the first one.

    >>> from nnlearn.boltzmann import log_p
    >>> w, b, c = np.array([[2.0, -1.0], [0.0, 1.0]]), np.array([0.5, 0.0]), np.array([-1.0, 0.0])
    >>> v = np.array([[0, 1], [1, 1]])
    >>> deep_bound([(w, b, c), (w.T, c, b)], v).round(4), log_p((w, b, c), v).round(4)
    (array([-1.7223, -0.8424]), array([-1.7223, -0.8424]))
    """
    machines, total = stack("deep_bound", dbn)
    v = pictures("deep_bound", "v", v, len(machines[0][1]))
    if len(machines) == 1:
        return _log_p(machines, total, v)
    w, _, c = machines[0]
    found = []
    for rows in (v[i : i + ROWS] for i in range(0, len(v), ROWS)):
        scores = rows @ w + c
        free = softplus(scores).sum(axis=1)[:, None]
        parts = []
        for h, joint in joints(machines, total, rows):
            log_q = scores @ h.T - free
            parts.append((np.exp(log_q) * (joint - log_q)).sum(axis=1))
        found.append(np.sum(parts, axis=0))
    return np.concatenate(found)


def stack(caller, dbn):
    """Return the machines of a network as tuples of arrays, and log Z of the top one, or raise."""
    layers = list(getattr(dbn, "layers", dbn if isinstance(dbn, list) else []))
    if not layers:
        raise TypeError(f"{caller} expected dbn to be a DBN, or a list of RBMs, got {describe(dbn)}")
    machines = [parameters(caller, layer) for layer in layers]
    for (low, *_), (high, *_) in pairwise(machines):
        if low.shape[1] != high.shape[0]:
            raise ValueError(
                f"{caller} expected dbn with machines that fit, the hidden cells of each being the visible ones of the "
                f"next, got {low.shape[1]} and {high.shape[0]}: take a network without label cells"
            )
        if low.shape[1] > LARGEST:
            raise ValueError(
                f"{caller} expected dbn with at most {LARGEST} cells in each hidden layer below the top, got "
                f"{low.shape[1]}: their states are all listed"
            )
    if min(machines[-1][0].shape) > LARGEST:
        raise ValueError(
            f"{caller} expected dbn with at most {LARGEST} cells in one layer of its top RBM, got "
            f"{machines[-1][0].shape}"
        )
    return machines, log_z(machines[-1])


def _log_p(machines, total, v):
    """Return log p(v) under machines from the picture to the top, whose log Z is `total`."""
    if len(machines) == 1:
        return minus_free_energy(v, *machines[0]) - total
    found = []
    for rows in (v[i : i + ROWS] for i in range(0, len(v), ROWS)):
        found.append(log_sum(np.array([log_sum(joint, axis=1) for _, joint in joints(machines, total, rows)]), axis=0))
    return np.concatenate(found)


def joints(machines, total, v):
    """Yield all states h (m, hidden) of the lowest hidden layer, in blocks, and log p(v, h) (n, m)."""
    w, b, _ = machines[0]
    for h in blocks(w.shape[1]):
        scores = h @ w.T + b
        yield h, v @ scores.T - softplus(scores).sum(axis=1) + _log_p(machines[1:], total, h)
