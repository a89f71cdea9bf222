"""Four readers of handwritten digits that lesson 29 attacks: `record_readers.py` trained and measured them."""

import json
from functools import lru_cache
from pathlib import Path

import numpy as np

import nnlearn.numpy as nn
from nnlearn import datasets

RECORD = Path(__file__).with_name("readers.npz")
MEASURED = Path(__file__).with_name("readers.json")
LINEAR, MLP, CNN, TRAINED = "linear", "MLP", "CNN", "trained on attacks"
READERS = (LINEAR, MLP, CNN, TRAINED)
NOTHING, INK, THREE_QUARTERS = "nothing", "the ink", "three quarters"
HELD = (NOTHING, INK, THREE_QUARTERS)  # which pixels may not change
SIDE, STEP, COUNT = 8, 0.02, 31
SIZES = tuple(round(STEP * k, 2) for k in range(COUNT))  # of the changes, 0 to 0.6


def network(name, side=nn):
    """Return a new reader, for images (N, 1, 8, 8): it has fewer than 10,000 weights.

    Parameters
    ----------
    name : str
        One of `READERS`. The one that is trained on attacks is an MLP like the other.
    side : module
        nnlearn.numpy or nnlearn.torch.

    Returns
    -------
    Module

    Examples
    --------
    >>> [sum(one.data.size for one in network(name).parameters()) for name in READERS]
    [650, 9610, 3818, 9610]
    """
    if name == LINEAR:
        return side.Sequential(side.Flatten(), side.Linear(64, 10))
    if name == CNN:
        return side.Sequential(
            *(side.Conv2d(1, 8, 3, padding=1), side.ReLU(), side.MaxPool2d(2)),
            *(side.Conv2d(8, 16, 3, padding=1), side.ReLU(), side.Flatten(), side.Linear(256, 10)),
        )
    return side.Sequential(side.Flatten(), side.MLP([64, 128, 10]))


def digits(seed=0):
    """Return the 8 x 8 digits, ink from 0 to 1, three quarters to learn from and one quarter unseen.

    Parameters
    ----------
    seed : int, default 0
        Of the split.

    Returns
    -------
    (x, y), (x_test, y_test)
        Images (1348, 1, 8, 8) and (449, 1, 8, 8), float32; labels, int64.

    Examples
    --------
    >>> [x.shape for x, y in digits()]
    [(1348, 1, 8, 8), (449, 1, 8, 8)]
    """
    data = datasets.digits(images=True)
    return datasets.split((data.x / 16).reshape(-1, 1, SIDE, SIDE).astype(np.float32), data.y, seed=seed)


def held_out():
    """Return the 449 unseen digits of the stored readers: images (449, 1, 8, 8), float32, and labels.

    Examples
    --------
    >>> x, y = held_out()
    >>> x.shape, bool(np.bincount(y).min() > 40)
    ((449, 1, 8, 8), True)
    """
    return digits()[1]


@lru_cache(maxsize=1)
def _stored():
    with np.load(RECORD) as file:
        return {name: file[name].astype(np.float32) for name in file.files}


def reader(name, side=nn):
    """Return a trained reader; a new one each time.

    Parameters
    ----------
    name : str
        One of `READERS`.
    side : module
        nnlearn.numpy or nnlearn.torch.

    Returns
    -------
    Module

    Raises
    ------
    ValueError
        If no such reader was stored.

    Examples
    --------
    >>> x, y = held_out()
    >>> [round(float((nn.predict(reader(name), x).argmax(axis=1) == y).mean()), 2) for name in READERS]
    [0.98, 0.98, 0.98, 0.98]
    """
    if name not in READERS:
        raise ValueError(f"reader expected name to be one of {READERS}, got {name!r}: no other reader was stored")
    model = network(name, side)
    model.load_state_dict({part: side.tensor(_stored()[f"{name}: {part}"]) for part in model.state_dict()})
    return model


def free_pixels(held, x):
    """Return 1 where a pixel may change and 0 where it may not.

    Parameters
    ----------
    held : str
        One of `HELD`: with "the ink" only white paper may change, with "three quarters" every second pixel of every
        second row.
    x : ndarray of shape (..., 8, 8)

    Returns
    -------
    ndarray of x's shape and dtype

    Examples
    --------
    >>> [int(free_pixels(held, np.eye(8)).sum()) for held in HELD]
    [64, 56, 16]
    """
    free = np.ones_like(x)
    if held == INK:
        free[x > 0] = 0
    elif held == THREE_QUARTERS:
        free[:] = 0
        free[..., 1::2, 1::2] = 1
    return free


@lru_cache(maxsize=1)
def _record():
    return json.loads(MEASURED.read_text(encoding="utf-8"))


def curve(name):
    """Return the shares of the 449 digits that a stored reader reads, after "chosen" and "tossed" signs of each size.

    Examples
    --------
    >>> len(curve("linear")["chosen"]) == COUNT
    True
    """
    return _record()["curves"][name]


def measured(name, what):
    """Return what was measured of five trained readers, one number for each.

    Parameters
    ----------
    name : str
        One of `READERS`.
    what : str
        Such as "chosen 0.2": `record_readers.measures` says which there are.

    Returns
    -------
    list of float

    Examples
    --------
    >>> len(measured("linear", "chosen 0.2"))
    5
    """
    return [row[what] for row in _record()["readers"] if row["reader"] == name]
