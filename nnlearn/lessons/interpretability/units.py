"""Ablation: take units out of a trained network and count what it still reads."""

import numpy as np

import nnlearn.numpy as nn
from nnlearn.metrics import accuracy

CUTS = {"C1": 3, "C3": 6, "C5": 9, "F6": 11}  # a layer's units are what its first modules up to this one hand on
AWAY = (0.1, 0.25, 0.5, 0.75, 0.9)


def scores(model, x):
    """Return the scores (n, 10) of a LeNet-5 in NumPy.

    Examples
    --------
    >>> scores(nn.LeNet5(form="today"), np.zeros((2, 1, 32, 32), np.float32)).shape
    (2, 10)
    """
    return nn.predict(model, x)


def softmax(s):
    """Return the probabilities of scores (..., classes), in float64.

    Examples
    --------
    >>> softmax(np.zeros(2))
    array([0.5, 0.5])
    """
    p = np.exp(s - np.max(s, axis=-1, keepdims=True), dtype=np.float64)
    return p / p.sum(axis=-1, keepdims=True)


def activity(model, layer, x):
    """Return what the units of a layer hand on: (n, units), or (n, maps, height, width) after pooling.

    Examples
    --------
    >>> activity(nn.LeNet5(form="today"), "F6", np.zeros((2, 1, 32, 32), np.float32)).shape
    (2, 84)
    """
    return nn.predict(model[: CUTS[layer]], x)


def scores_without(model, layer, h, units, value=0.0):
    """Return the scores (n, 10) if some units of a layer hand on something else.

    Parameters
    ----------
    model : nn.LeNet5
    layer : {"C1", "C3", "C5", "F6"}
    h : ndarray
        The layer's `activity`, which is left as it is.
    units : int or array of int
    value : float or ndarray that broadcasts to h[:, units]
    """
    h = h.copy()
    h[:, units] = value
    return nn.predict(model[CUTS[layer] :], h)


def accuracy_without(model, layer, h, y, units, value=0.0):
    """Return the accuracy if some units of a layer hand on something else; see `scores_without`."""
    return accuracy(scores_without(model, layer, h, units, value), y)


def drops(model, layer, h, y, means=None):
    """Return by how much the accuracy falls as each unit alone is set to 0, or to its mean: (units,).

    Parameters
    ----------
    h, y
        The layer's activity for some pictures, and their labels.
    means : ndarray of h's shape without its first axis, or None
        What each unit hands on by the mean of other pictures.
    """
    whole = accuracy(nn.predict(model[CUTS[layer] :], h), y)
    return np.array(
        [
            whole - accuracy_without(model, layer, h, y, unit, 0.0 if means is None else means[unit])
            for unit in range(h.shape[1])
        ]
    )


def worst_class(model, layer, h, y):
    """Return the largest share of a class that is lost with each unit set to 0: (units,)."""
    classes = range(10)
    right = nn.predict(model[CUTS[layer] :], h).argmax(axis=1) == y
    before = np.array([right[y == k].mean() for k in classes])
    found = []
    for unit in range(h.shape[1]):
        right = scores_without(model, layer, h, unit).argmax(axis=1) == y
        found.append(max(before - [right[y == k].mean() for k in classes]))
    return np.array(found)


def selectivity(h, y):
    """Return for each unit how much more it hands on for its favourite class than for the others: (units,), 0 to 1.

    `(top - rest) / (top + rest)`, top the mean of its favourite class, rest the mean over the other classes.

    References
    ----------
    Morcos, Barrett, Rabinowitz, Botvinick (2018), "On the importance of single directions for generalization".

    Examples
    --------
    >>> h, y = np.repeat(np.eye(10)[:, :1] * 6 + 3, 2, axis=1), np.arange(10)
    >>> selectivity(h, y)
    array([0.5, 0.5])
    """
    flat = h.reshape(*h.shape[:2], -1).mean(axis=2)
    means = np.array([flat[y == k].mean(axis=0) for k in range(10)])  # (10, units)
    top = means.max(axis=0)
    rest = (means.sum(axis=0) - top) / 9
    return (top - rest) / (top + rest + 1e-9)


def many_away(model, h, y, share, seed, draws=10):
    """Return the mean accuracy with a share of F6's units, drawn `draws` times, set to 0."""
    rng, count = np.random.default_rng(seed), round(share * h.shape[1])
    found = [accuracy_without(model, "F6", h, y, rng.permutation(h.shape[1])[:count]) for _ in range(draws)]
    return float(np.mean(found))
