"""Real handwritten digits from MNIST, as many as can ship with the course."""

import io

import numpy as np

from nnlearn.arguments import choice
from nnlearn.datasets.dataset import Dataset, paragraph
from nnlearn.datasets.frozen import read

SHA256 = "808cd3ddba372fa92bbac8fbd3df341c33b85294df86229084561314664d7731"
TRAIN_DIGITS = 5000  # the first ones in the file; the others are for testing

CARD = """Handwritten digits of 28 x 28 pixels: 6,000 of the 10,000 in MNIST's test part, 600 of each, shuffled; 5,000
to learn from and 1,000 to test, with no digit in both. Source: Y. LeCun, C. Cortes and C. J. C. Burges (1998), from
scans of NIST; the choice is nnlearn's. Licence: CC BY-SA 3.0, see mnist_sample_LICENSE.txt next to it. Shapes: x
({n}, 1, 28, 28) float32, whole numbers 0 (paper) to 255 (ink), y ({n},) int64, a tenth of each digit. Good for:
reading what people really wrote, in seconds. For all 70,000 use `fetch("mnist")`; results on this sample are not
results on MNIST."""


def mnist_sample(part="train"):
    """Return one part of 6,000 real digits from MNIST, 28 x 28 pixels, which ship with the course.

    Parameters
    ----------
    part : {"train", "test"}
        5,000 digits to learn from, or 1,000 others; both contain equally many of each digit.

    Returns
    -------
    Dataset
        x (n, 1, 28, 28) float32, whole numbers from 0 (paper) to 255 (ink); y (n,) int64, 0..9.

    Raises
    ------
    ValueError
        If `part` is neither "train" nor "test".
    OSError
        If the shipped file is missing or not the one that was shipped.

    References
    ----------
    LeCun, Bottou, Bengio, Haffner (1998), "Gradient-based learning applied to document recognition", section III.

    Examples
    --------
    >>> digits = mnist_sample("test")
    >>> digits.x.shape, np.bincount(digits.y).tolist()
    ((1000, 1, 28, 28), [100, 100, 100, 100, 100, 100, 100, 100, 100, 100])
    """
    choice("mnist_sample", "part", part, ("train", "test"))
    with np.load(io.BytesIO(read("mnist_sample.npz", SHA256)), allow_pickle=False) as arrays:
        rows = slice(None, TRAIN_DIGITS) if part == "train" else slice(TRAIN_DIGITS, None)
        x, y = arrays["images"][rows, None].astype(np.float32), arrays["labels"][rows].astype(np.int64)
    return Dataset("mnist_sample", x, y, (), tuple("0123456789"), paragraph(CARD.format(n=len(y))))
