"""What `record_dreamers.py` trained for the explorer of lesson 25: networks that dream; and what is true of dreams."""

import json
from functools import lru_cache
from pathlib import Path

import numpy as np

import nnlearn.numpy as nn

RECORD = Path(__file__).with_name("dreamers.npz")
MEASURED = Path(__file__).with_name("dreams.json")
DEPTHS = (1, 2, 3)
HIDDEN, LABELS = 100, 10  # cells in each hidden layer; label cells


@lru_cache(maxsize=1)
def _record():
    with np.load(RECORD) as file:
        return {name: file[name].astype(float) for name in file.files}


@lru_cache(maxsize=len(DEPTHS))
def machines(depth):
    """Return the RBMs of a trained network, from the picture to the top.

    Parameters
    ----------
    depth : {1, 2, 3}
        Number of hidden layers.

    Returns
    -------
    list of tuples (W, b, c)
        Arrays of float64, W of shape (visible, hidden). The last ten visible cells of the top one are the label cells.

    Raises
    ------
    ValueError
        If no such network was stored.

    Examples
    --------
    >>> [W.shape for W, b, c in machines(1)], [W.shape for W, b, c in machines(3)]
    ([(74, 100)], [(64, 100), (100, 100), (110, 100)])
    """
    if depth not in DEPTHS:
        raise ValueError(f"machines expected depth to be one of {DEPTHS}, got {depth!r}: no other network was stored")
    names = [*(f"layer {layer}" for layer in range(1, depth)), f"top {depth}"]
    return [tuple(_record()[f"{name} {part}"] for part in "Wbc") for name in names]


def dreamer(depth=2):
    """Return a network that has learned 1,078 black and white digits and their labels: `nn.DBN`, in float64.

    Parameters
    ----------
    depth : {1, 2, 3}
        Number of hidden layers, of 100 cells each. With 1 it is a restricted Boltzmann machine of 64 pixels and ten
        label cells. Lower layers are the same in all of them.

    Returns
    -------
    nn.DBN
        A new one each time.

    Raises
    ------
    ValueError
        If no such network was stored.

    Examples
    --------
    >>> dreamer(2).dream(5, sweeps=20).shape
    (5, 64)
    """
    stored = machines(depth)
    dbn = nn.DBN([64] + [HIDDEN] * depth, labels=LABELS).double()
    for layer, (weight, visible, hidden) in zip(dbn.layers, stored, strict=True):
        layer.weight.data, layer.visible_bias.data, layer.hidden_bias.data = weight, visible, hidden
    return dbn


def read(pictures):
    """Return how probable each digit is to the reader, a small network that has learned the same 1,078 digits.

    Parameters
    ----------
    pictures : ndarray of shape (n, 64)
        From 0, paper, to 1, ink.

    Returns
    -------
    ndarray of shape (n, 10)

    Examples
    --------
    >>> from nnlearn.lessons.deep_belief_networks.parts import binary
    >>> data = binary()
    >>> round(float((read(data.x_test).argmax(axis=1) == data.y_test).mean()), 2)
    0.92
    """
    h, record = pictures, _record()
    for layer in (1, 2, 3):
        z = h @ record[f"reader W{layer}"].T + record[f"reader b{layer}"]
        h = np.maximum(z, 0)
    p = np.exp(z - z.max(axis=1, keepdims=True))
    return p / p.sum(axis=1, keepdims=True)


@lru_cache(maxsize=1)
def _measured():
    return json.loads(MEASURED.read_text(encoding="utf-8"))


def measured(depth, name):
    """Return what was measured of the dreams of five trained networks, one number for each.

    Parameters
    ----------
    depth : {1, 2, 3}
    name : str
        `record_dreamers.measures` says which there are.

    Returns
    -------
    list of float

    Examples
    --------
    >>> len(measured(2, "read as asked, draws"))
    5
    """
    return [row[name] for row in _measured()["dreams"] if row["depth"] == depth]
