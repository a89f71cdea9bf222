"""What the convolution explorer shows, as arrays: a photograph, a kernel, the map, and one window of it."""

from dataclasses import dataclass
from functools import cache

import numpy as np

from nnlearn import datasets
from nnlearn.explorers.listing import evaluate
from nnlearn.lessons.convolution.ink import inked

HEIGHT, WIDTH = 52, 72  # pixels of the picture
REACH = 8  # maximum shift; the image has this many extra columns to shift in

PICTURES = {  # each gives an image (HEIGHT, WIDTH + REACH) with values from 0 (dark) to 1
    "roof": "datasets.photographs(shrink=8).x[0].mean(axis=0)[:52] / 255",
    "flower": "datasets.photographs(shrink=8).x[1].mean(axis=0)[:52] / 255",
    "square": "np.pad(np.ones((24, 24)), ((14, 14), (28, 28)))",
    "a dark sheet, to draw on": "np.zeros((52, 80))",
}
SHEET = "a dark sheet, to draw on"
NINTH = 1 / 9
KERNELS = {
    "edges, left to right": (-1, 0, 1, -2, 0, 2, -1, 0, 1),
    "edges, top to bottom": (-1, -2, -1, 0, 0, 0, 1, 2, 1),
    "edges, all round": (-1, -1, -1, -1, 8, -1, -1, -1, -1),
    "blur": (NINTH,) * 9,
    "sharpen": (0, -1, 0, -1, 5, -1, 0, -1, 0),
    "copy": (0, 0, 0, 0, 1, 0, 0, 0, 0),
    "copy, one place on": (0, 0, 0, 1, 0, 0, 0, 0, 0),
}
BY_HAND = "by hand"


@cache
def wide(name):
    """Return the whole image (HEIGHT, WIDTH + REACH) of a name in `PICTURES`, computed by its own line."""
    return np.asarray(evaluate(PICTURES[name], datasets=datasets, np=np), float)


def picture(name, shift, ink=b""):
    """Return the image (HEIGHT, WIDTH) whose content, with the ink on it, has moved `shift` pixels to the right.

    Examples
    --------
    >>> bool((picture("roof", 3)[:, 3:] == picture("roof", 0)[:, :-3]).all())
    True
    """
    return inked(wide(name), ink)[:, REACH - shift : REACH - shift + WIDTH]


def size(stride, padding):
    """Return the number of rows and columns of the map.

    Examples
    --------
    >>> size(1, 0), size(4, 3)
    ((50, 70), (14, 19))
    """
    return (HEIGHT + 2 * padding - 3) // stride + 1, (WIDTH + 2 * padding - 3) // stride + 1


def convolve(x, kernel, stride, padding):
    """Slide a 3 x 3 kernel over an image: y[i, j] = sum over k, l of kernel[k, l] padded[i s + k, j s + l].

    Parameters
    ----------
    x : array of shape (height, width)
    kernel : array of shape (3, 3)
    stride : int, >= 1
    padding : int, >= 0
        Rows and columns of zeros at each side.

    Returns
    -------
    padded : array of shape (height + 2 padding, width + 2 padding)
    y : array of shape (rows, columns)
        The map; rows = (height + 2 padding - 3) // stride + 1.

    Examples
    --------
    >>> padded, y = convolve(np.arange(16.0).reshape(4, 4), np.ones((3, 3)), stride=1, padding=0)
    >>> y
    array([[45., 54.],
           [81., 90.]])
    """
    padded = np.pad(x, padding)
    windows = np.lib.stride_tricks.sliding_window_view(padded, (3, 3))[::stride, ::stride]
    return padded, np.einsum("ijkl,kl->ij", windows, kernel)


@dataclass(frozen=True)
class Equal:
    """How the map of the shifted picture compares with the map of the original.

    Parameters
    ----------
    places : int
        How far the map should have moved; -1 if the shift is not a multiple of the stride.
    same, of : int
        Number of places in the overlap where both maps are equal, and number of places there.
    """

    places: int
    same: int
    of: int


def compare(y, before, shift, stride):
    """Compare the map of the shifted picture with the old map, moved.

    Examples
    --------
    >>> before = np.arange(8.0).reshape(2, 4)
    >>> compare(before[:, :-1][:, [0, 0, 1, 2]], before, shift=2, stride=2)
    Equal(places=1, same=6, of=6)
    """
    if shift % stride:
        return Equal(-1, 0, 0)
    places = shift // stride
    now, old = y[:, places:], before[:, : before.shape[1] - places]
    return Equal(places, int(np.isclose(now, old, rtol=0, atol=1e-9).sum()), now.size)
