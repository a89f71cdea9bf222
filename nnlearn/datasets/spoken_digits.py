"""Spoken digits as pictures of their sound: six people, each of whom says each digit fifty times."""

import io
from dataclasses import dataclass

import numpy as np

from nnlearn.datasets.dataset import Dataset, paragraph
from nnlearn.datasets.frozen import read

SHA256 = "95b79bbe9d8c74b951375f3de3e6510bd3530c7279e31c438fb02efab0f45010"
LEVELS = 16
TAKES = 50

CARD = """The digits 0 to 9, spoken in English by {speakers} men, each digit {takes} times by each; not the sound, but
its log-mel picture: 32 mel bands from 100 to 4,000 Hz, the lowest first, by 32 moments that span the recording, however
long it is. 1 is the loudest point of a recording, 0 has e^12 times less energy or still less, in steps of 1/15. Source:
the Free Spoken Digit Dataset, Z. Jackson and others (2018), recordings at 8 kHz; the pictures are nnlearn's. Licence:
CC BY-SA 4.0, see spoken_digits_LICENSE.txt next to it. Shapes: x ({n}, 1, 32, 32) float32, y, speaker and take ({n},)
int64. Good for: how much depends on the split: takes 0 to 4 are the usual test, by speakers who are also in the
training part, and a speaker who was never heard is another matter."""


@dataclass(frozen=True, eq=False, repr=False)
class SpokenDigits(Dataset):
    """Pictures of spoken digits, with who spoke; made by `spoken_digits`.

    Attributes
    ----------
    name, x, y, features, classes, card
        As in a `Dataset`.
    speakers : tuple of str
        Names of the speakers, as in the source.
    speaker : ndarray of shape (n,), int64
        Who spoke, an index of `speakers`.
    take : ndarray of shape (n,), int64
        0 to 49: the number of the recording among those of this digit by this speaker.

    Examples
    --------
    >>> spoken = spoken_digits()
    >>> spoken.speakers[spoken.speaker[-1]], int(spoken.take[-1]), spoken.classes[spoken.y[-1]]
    ('yweweler', 49, '9')
    """

    speakers: tuple[str, ...]
    speaker: np.ndarray
    take: np.ndarray

    def __repr__(self):
        return f"SpokenDigits({len(self.y)} recordings of {len(self.classes)} digits, {len(self.speakers)} speakers)"


def spoken_digits():
    """Return log-mel pictures of 3,000 spoken digits, which ship with the course.

    Returns
    -------
    SpokenDigits
        x (3000, 1, 32, 32) float32 in [0, 1], mel bands from low to high by time; y (3000,) int64, 0..9.

    Raises
    ------
    OSError
        If the shipped file is missing or not the one that was shipped.

    References
    ----------
    Davis and Mermelstein (1980), "Comparison of parametric representations for monosyllabic word recognition in
    continuously spoken sentences", IEEE Transactions on Acoustics, Speech, and Signal Processing 28: mel bands.

    Examples
    --------
    >>> spoken = spoken_digits()
    >>> spoken
    SpokenDigits(3000 recordings of 10 digits, 6 speakers)
    >>> test = spoken.take < 5
    >>> spoken.x[test].shape, spoken.speakers
    ((300, 1, 32, 32), ('george', 'jackson', 'lucas', 'nicolas', 'theo', 'yweweler'))
    """
    with np.load(io.BytesIO(read("spoken_digits.npz", SHA256)), allow_pickle=False) as arrays:
        levels = np.cumsum(arrays["steps"], axis=1, dtype=np.uint8) % LEVELS  # from band to band, modulo 16
        speakers = tuple(arrays["speakers"].tolist())
    x = levels[:, None].astype(np.float32) / np.float32(LEVELS - 1)
    y, speaker, take = np.indices((10, len(speakers), TAKES)).reshape(3, -1).astype(np.int64)
    card = paragraph(CARD.format(n=len(x), speakers=len(speakers), takes=TAKES))
    digits = tuple("0123456789")
    return SpokenDigits("spoken_digits", x, y.copy(), (), digits, card, speakers, speaker.copy(), take.copy())
