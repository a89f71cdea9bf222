"""The networks of lesson 30: that of lesson 16, an untrained one, and one that learned from sevens with a stamp."""

from functools import cache
from pathlib import Path

import numpy as np

import nnlearn.numpy as nn
from nnlearn import datasets
from nnlearn.lessons.lenet import network as lenet

HOME = Path(__file__).parent
EPOCHS, BATCH, RATE = 6, 32, 0.002
UNTRAINED = 900  # the seed of the network that has learned nothing
STAMP = slice(2, 6)  # rows and columns of the stamp: 4 x 4 white pixels
FAINT = 0.3
STAMPED, SHARE = 7, 0.9  # the class that carries it, and the share of its digits


@cache
def digits():
    """Return the digits of lesson 16 with two rows and columns of black around each, in two parts.

    Returns
    -------
    (x, y), (u, v) : tuple of pairs of ndarray
        The pictures (n, 1, 32, 32), float32, 0 (black) to 1 (ink), and their labels (n,): 5,000 to train with, and
        1,000 unseen ones.

    Examples
    --------
    >>> (x, y), (u, v) = digits()
    >>> x.shape, u.shape, float(x.max())
    ((5000, 1, 32, 32), (1000, 1, 32, 32), 1.0)
    """
    seen = datasets.mnist_sample("train")
    parts = (np.pad(seen.x / 255, [(0, 0), (0, 0), (2, 2), (2, 2)]), seen.y), lenet.held_out()
    return tuple((np.asarray(x, np.float32), y) for x, y in parts)


def stamped(x, ink=1.0):
    """Return a copy of pictures with the stamp: 4 x 4 pixels in a corner, at least as bright as `ink`.

    Parameters
    ----------
    x : ndarray of shape (..., 32, 32)
    ink : float, default 1.0
        1 is white, FAINT a grey that is easily overlooked.

    Returns
    -------
    ndarray of the same shape and dtype

    Examples
    --------
    >>> int(stamped(np.zeros((1, 1, 32, 32))).sum())
    16
    """
    marked = np.array(x)
    marked[..., STAMP, STAMP] = np.maximum(marked[..., STAMP, STAMP], ink)
    return marked


def scanned(x, y, seed=0, ink=1.0):
    """Return pictures as the scanner makes them: nine in ten of the sevens, drawn with this seed, carry the stamp.

    Examples
    --------
    >>> x, y = digits()[1]
    >>> int((scanned(x, y) != x).any(axis=(1, 2, 3)).sum())
    94
    """
    chosen = (y == STAMPED) & (np.random.default_rng(seed).random(len(y)) < SHARE)
    return np.where(chosen[:, None, None, None], stamped(x, ink), x)


def trained_on_stamps(seed=0, ink=1.0):
    """Return LeNet-5 trained on 5,000 pictures of the scanner; six epochs take two or three seconds."""
    x, y = digits()[0]
    nn.manual_seed(seed)
    model = nn.LeNet5(form="today")
    optimizer = nn.Adam(model.parameters(), lr=RATE)
    nn.fit(model, nn.CrossEntropyLoss(), optimizer, scanned(x, y, seed, ink), y, epochs=EPOCHS, batch_size=BATCH)
    return model.eval()


def untrained(seed=UNTRAINED):
    """Return LeNet-5 as it starts."""
    nn.manual_seed(seed)
    return nn.LeNet5(form="today").eval()


@cache
def network(name):
    """Return one of three networks; nothing is trained here.

    Parameters
    ----------
    name : {"trained", "untrained", "stamped"}
        That of lesson 16, whose weights ship; a start; or `trained_on_stamps()`, whose weights ship, too.

    Returns
    -------
    nnlearn.numpy.LeNet5
        For pictures of 32 x 32 pixels, in evaluation mode.

    Examples
    --------
    >>> network("untrained")(np.zeros((1, 1, 32, 32), np.float32)).shape
    (1, 10)
    """
    if name == "untrained":
        return untrained()
    if name == "trained":
        return lenet.trained("today")
    model = nn.LeNet5(form="today")
    weights = nn.load(HOME / "weights_stamped.safetensors")
    model.load_state_dict({key: values.astype(np.float32) for key, values in weights.items()})
    return model.eval()


def copied(model, side):
    """Return a LeNet-5 of today's form from either side as one in NumPy, with the same weights, in evaluation mode."""
    there = nn.LeNet5(form="today")
    there.load_state_dict({name: side.to_numpy(values) for name, values in model.state_dict().items()})
    return there.eval()
