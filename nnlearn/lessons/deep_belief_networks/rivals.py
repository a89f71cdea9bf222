"""Rivals of the fine-tuned network: logistic regression on pixels and on frozen layers, and label spreading."""

import numpy as np

from nnlearn.cluster import label_spreading, neighbour_votes
from nnlearn.lessons.deep_belief_networks.stacks import stack
from nnlearn.lessons.semi_supervised.data import hidden

LAYERS = {"pixels": 0, "layer 1": 1, "layer 2": 2, "layer 3": 3, "layer 4": 4}
STRENGTHS = (0.1, 1.0, 10.0)  # the inverse of the penalty on the weights
RIVALS = {name: STRENGTHS for name in LAYERS} | {"label spreading": (0.8, 0.95, 0.99)}


def right(name, setting, data, known, seed):
    """Return the share of test pictures that a rival reads right.

    Parameters
    ----------
    name : {"pixels", "layer 1", .., "layer 4", "label spreading"}
        Logistic regression on pixels, or on what a layer of the stack of this seed makes of them, which stays as it is;
        or label spreading, which lets the pictures without a label take part, and no network.
    setting : float
        Inverse strength of the penalty, or how much a picture listens to its neighbours.
    data : Digits
        x, y, x_test, y_test: pictures (n, 64) and labels (n,).
    known : ndarray of int
        Indices of the pictures whose labels are used.
    seed : int
        Of the stack.

    Returns
    -------
    float
    """
    if name == "label spreading":
        shares = label_spreading(data.x, hidden(data.y, known), alpha=setting)
        return float((neighbour_votes(data.x_test, data.x, shares).argmax(axis=1) == data.y_test).mean())
    from sklearn.linear_model import LogisticRegression  # takes a second to import

    learn, read = (frozen(part, LAYERS[name], seed) for part in (data.x[known], data.x_test))
    return float(LogisticRegression(C=setting, max_iter=1000).fit(learn, data.y[known]).score(read, data.y_test))


def frozen(x, layer, seed):
    """Return what a layer makes of pictures, (n, 100); layer 0 is the pixels, (n, 64).

    Examples
    --------
    >>> frozen(np.zeros((3, 64)), 0, seed=0).shape
    (3, 64)
    """
    return stack(4, seed).up(x)[layer - 1] if layer else np.asarray(x, float)
