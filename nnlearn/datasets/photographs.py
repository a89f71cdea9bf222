"""The two photographs that come with scikit-learn, whole or as patches, in the form of NCHW images."""

import functools

import numpy as np

from nnlearn.arguments import integer
from nnlearn.datasets.dataset import Dataset, paragraph

HEIGHT, WIDTH = 427, 640
CLASSES = ("china", "flower")

CARD = """{what} Source: china.jpg, by danielbuechele, and flower.jpg, by vultilion, both from Flickr, as scikit-learn
carries them. Licence: CC BY 2.0. Shapes: x ({n}, 3, {height}, {width}) float32, channels red, green and blue from 0
(dark) to 255, y ({n},) int64, which of the two photographs. Good for: {use}"""


def photographs(*, shrink=1):
    """Return two photographs, a Chinese roof and a flower.

    With `shrink` each pixel is the mean of a square of shrink x shrink pixels.

    Parameters
    ----------
    shrink : int, 1 to 64
        Factor by which each side becomes smaller; pixels on the right and at the bottom that do not fill a square are
        cut off.

    Returns
    -------
    Dataset
        x (2, 3, 427 // shrink, 640 // shrink) float32, 0 to 255; y (2,) int64, 0 for china and 1 for flower. `x / 255`
        brings the pixels to [0, 1]; `x[0].transpose(1, 2, 0) / 255` is what `imshow` draws.

    Raises
    ------
    TypeError, ValueError
        If `shrink` is not a whole number in the range above.

    Examples
    --------
    >>> photographs(shrink=4).x.shape
    (2, 3, 106, 160)
    """
    shrink = integer("photographs", "shrink", shrink, low=1, high=64)
    height, width = HEIGHT // shrink, WIDTH // shrink
    squares = _decoded()[:, :, : height * shrink, : width * shrink].reshape(2, 3, height, shrink, width, shrink)
    x = np.ascontiguousarray(squares.mean(axis=(3, 5), dtype=np.float32))
    use = "seeing what a convolution does to a familiar picture."
    card = CARD.format(what="Two photographs in colour.", n=2, height=height, width=width, use=use)
    return Dataset("photographs", x, np.arange(2), (), CLASSES, paragraph(card))


def patches(n=1000, *, size=16, seed=0):
    """Return small squares cut out of the two photographs at random places.

    Parameters
    ----------
    n : int, 2 to 100000
        Number of patches, half of them from each photograph.
    size : int, 2 to 128
        Pixels per side.
    seed : int, 0 to 2**32 - 1
        Equal seeds give equal patches.

    Returns
    -------
    Dataset
        x (n, 3, size, size) float32, 0 to 255; y (n,) int64, 0 for china and 1 for flower.

    Raises
    ------
    TypeError
        If an argument is not a whole number.
    ValueError
        If it is not in the range above, or if all patches together would take more than 2 GB.

    Examples
    --------
    >>> patches(200, size=8)
    Dataset(patches: x float32 (200, 3, 8, 8), y int64 (200,), classes china, flower)
    """
    n = integer("patches", "n", n, low=2, high=100_000)
    size = integer("patches", "size", size, low=2, high=128)
    rng = np.random.default_rng(integer("patches", "seed", seed, low=0, high=2**32 - 1))
    if n * 3 * size * size * 4 > 2e9:
        raise ValueError(f"patches expected n and size of at most 2 GB together, got {n} patches of {size} x {size}")
    y = np.arange(n) % 2
    top, left = rng.integers(HEIGHT - size + 1, size=n), rng.integers(WIDTH - size + 1, size=n)
    places = np.lib.stride_tricks.sliding_window_view(_decoded(), (size, size), axis=(2, 3))
    x = np.ascontiguousarray(places[y, :, top, left], np.float32)
    use = "denoising and compression, where a patch is its own target; and for telling textures apart."
    card = CARD.format(what="Patches of two photographs in colour.", n=n, height=size, width=size, use=use)
    return Dataset("patches", x, y.astype(np.int64), (), CLASSES, paragraph(card))


@functools.cache
def _decoded():
    """Return both photographs as one read-only (2, 3, 427, 640) uint8 array."""
    from sklearn.datasets import load_sample_image

    images = np.stack([load_sample_image(f"{name}.jpg") for name in CLASSES]).transpose(0, 3, 1, 2)
    images.flags.writeable = False
    return images
