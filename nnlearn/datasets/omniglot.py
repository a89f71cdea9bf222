"""Letters of eight alphabets, each drawn by twenty people: many classes, few examples."""

import io
from dataclasses import dataclass

import numpy as np

from nnlearn.datasets.dataset import Dataset, paragraph
from nnlearn.datasets.frozen import read

SHA256 = "56361de729d4f8a8a78694fca94cfd3eea172464cea635e43f0dfc3337201a1e"
DRAWERS = 20

CARD = """Drawings of {letters} letters of {alphabets} alphabets, each alphabet by {drawers} people, who copied printed
letters on a screen. Source: B. M. Lake, R. Salakhutdinov and J. B. Tenenbaum (2015), Omniglot, parts "background small
1" and "small 2", reduced from 105 x 105 pixels to 28 x 28; Greek and Latin are in both parts, and here once. Licence:
MIT, see omniglot_LICENSE.txt next to it. Shapes: x ({n}, 1, 28, 28) float32, 0 (paper) or 1 (ink), y ({n},) int64,
alphabet and drawer ({n},) int64. Good for: recognising letters of an alphabet that was never trained on, from one
example of each, the way faces are recognised."""


@dataclass(frozen=True, eq=False, repr=False)
class Omniglot(Dataset):
    """Drawings of letters, with their alphabets and who drew them; made by `omniglot`.

    Attributes
    ----------
    name, x, y, features, classes, card
        As in a `Dataset`; `classes[y]` is an alphabet and the number of a letter in it.
    alphabets : tuple of str
        Names of the alphabets.
    alphabet : ndarray of shape (n,), int64
        Alphabet of each drawing: hold out whole alphabets, not drawings.
    drawer : ndarray of shape (n,), int64
        0 to 19: who drew it, of those who drew this alphabet. The same number in two alphabets need not be one person.

    Examples
    --------
    >>> letters = omniglot()
    >>> letters.classes[letters.y[-1]], int(letters.drawer[-1])
    ('Tagalog 17', 19)
    """

    alphabets: tuple[str, ...]
    alphabet: np.ndarray
    drawer: np.ndarray

    def __repr__(self):
        return f"Omniglot({len(self.y)} drawings of {len(self.classes)} letters, {len(self.alphabets)} alphabets)"


def omniglot():
    """Return 4,840 drawings of the letters of eight alphabets, which ship with the course.

    Returns
    -------
    Omniglot
        x (4840, 1, 28, 28) float32, 0 or 1; y (4840,) int64, the letter, 0..241.

    Raises
    ------
    OSError
        If the shipped file is missing or not the one that was shipped.

    References
    ----------
    Lake, Salakhutdinov and Tenenbaum (2015), "Human-level concept learning through probabilistic program induction",
    Science 350.

    Examples
    --------
    >>> letters = omniglot()
    >>> letters
    Omniglot(4840 drawings of 242 letters, 8 alphabets)
    >>> letters.alphabets[:4], np.bincount(letters.alphabet)[:4].tolist()
    (('Balinese', 'Early Aramaic', 'Greek', 'Japanese (katakana)'), [480, 440, 480, 940])
    """
    with np.load(io.BytesIO(read("omniglot.npz", SHA256)), allow_pickle=False) as arrays:
        images = np.unpackbits(arrays["images"], axis=1, count=28)  # eight rows a byte
        letters, names = arrays["letters"].astype(np.int64), arrays["alphabets"].tolist()
    alphabets = tuple(name.replace("_", " ") for name in names)
    y = np.repeat(np.arange(letters.sum()), DRAWERS)
    alphabet = np.repeat(np.arange(len(letters)), letters * DRAWERS)
    drawer = np.tile(np.arange(DRAWERS), letters.sum())
    pairs = zip(alphabets, letters, strict=True)
    classes = tuple(f"{name} {number}" for name, count in pairs for number in range(1, count + 1))
    sizes = {"n": len(y), "letters": len(classes), "alphabets": len(alphabets), "drawers": DRAWERS}
    card = paragraph(CARD.format(**sizes))
    return Omniglot("omniglot", images[:, None].astype(np.float32), y, (), classes, card, alphabets, alphabet, drawer)
