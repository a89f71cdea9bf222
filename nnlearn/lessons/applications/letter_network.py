"""The network of lab C that ships with the letter explorer, and how far two drawings are apart, by pixels and by it."""

from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

import numpy as np

import nnlearn.numpy as nn
from nnlearn import datasets
from nnlearn.lessons.applications.pairs import embedder

FILE = Path(__file__).with_name("letter_network.npz")  # made by `record_letters.py`
SIDE = 28  # pixels of a drawing
PEOPLE = 20  # who drew each letter
FIVE = 5  # letters to choose from


class Far(NamedTuple):
    """How far apart two drawings of different letters are on average, of the alphabets that were held out."""

    pixels: float
    network: float


@lru_cache(maxsize=1)
def _shipped():
    with np.load(FILE, allow_pickle=False) as arrays:
        return {name: arrays[name].astype(np.float32) for name in arrays.files}


@lru_cache(maxsize=1)
def embedding():
    """Return the network: (N, 1, 16, 16) -> (N, 64), vectors of length 1. It never saw a Greek or Sanskrit letter.

    Examples
    --------
    >>> sum(p.data.size for p in embedding().parameters())
    37632
    """
    net = embedder(nn)
    net.load_state_dict({name: value for name, value in _shipped().items() if name not in Far._fields})
    return net


def typical():
    """Return the mean distance of two drawings of different letters, by pixels and by the network.

    Examples
    --------
    >>> [round(value, 2) for value in typical()]
    [4.69, 1.0]
    """
    return Far(*(float(_shipped()[name]) for name in Far._fields))


@lru_cache(maxsize=1)
def held_out():
    """Return the drawings of the letters that the network never trained on, and what the letters are called.

    Returns
    -------
    x : ndarray of shape (66, 20, 28, 28), float32
        0 is paper, 1 ink: letters, and the people who drew them.
    names : tuple of str

    Examples
    --------
    >>> x, names = held_out()
    >>> x.shape, names[0], names[-1]
    ((66, 20, 28, 28), 'Greek 1', 'Sanskrit 42')
    """
    letters = datasets.omniglot()
    names = [letters.alphabets[k] for k in letters.alphabet]
    chosen = np.isin(names, ("Greek", "Sanskrit"))
    return letters.x[chosen].reshape(-1, PEOPLE, SIDE, SIDE), tuple(
        letters.classes[k] for k in np.unique(letters.y[chosen])
    )


def shrunk(drawings):
    """Return drawings (n, 28, 28) as lab C's networks get them: (n, 1, 16, 16), each pixel the mean of 2 x 2.

    Examples
    --------
    >>> shrunk(np.ones((3, 28, 28), np.float32)).sum(axis=(1, 2, 3))
    array([196., 196., 196.], dtype=float32)
    """
    framed = np.pad(drawings, ((0, 0), (2, 2), (2, 2)))
    return framed.reshape(-1, 1, 16, 2, 16, 2).mean(axis=(3, 5))


def moved(drawing, right, down):
    """Return a drawing moved by whole pixels; what leaves the sheet is lost.

    Examples
    --------
    >>> moved(np.eye(3), 1, 0).tolist()
    [[0.0, 1.0, 0.0], [0.0, 0.0, 1.0], [0.0, 0.0, 0.0]]
    """
    height, width = drawing.shape
    framed = np.pad(drawing, ((max(down, 0), max(-down, 0)), (max(right, 0), max(-right, 0))))
    top, left = max(-down, 0), max(-right, 0)
    return framed[top : top + height, left : left + width]


def apart(one, others):
    """Return the Euclidean distances of a vector, or picture, from others.

    Examples
    --------
    >>> apart(np.zeros(2), np.array([[3.0, 4.0], [0.0, 0.0]]))
    array([5., 0.])
    """
    return np.sqrt(((others - one) ** 2).reshape(len(others), -1).sum(axis=1))
