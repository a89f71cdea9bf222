"""Names that people gave to colours, frozen so that lessons print the same: short texts that mean something visible."""

from dataclasses import dataclass

import numpy as np

from nnlearn.arguments import describe, flag
from nnlearn.datasets.dataset import paragraph
from nnlearn.datasets.frozen import read

SHA256 = "bc43e0ad36cf12bb759151fa290514c611464ed823f0b8b1aeef7c1c73172905"
COARSE = {"baby", "barf", "booger", "piss", "poo", "poop", "puke", "shit", "snot", "vomit"}
END = "\n"  # begins and ends a name, and fills the rest
LENGTH = 28  # one more than the longest name may be, which has 26 letters
IGNORED = -100  # what CrossEntropyLoss does not count

CARD = """Names of colours, in English, with the colour as red, green and blue. Source: the survey of xkcd.com (Randall
Munroe, 2010), 949 names that many people gave, as matplotlib ships them; frozen, its SHA-256 is checked
whenever it is read{without}. Licence: CC0, in the public domain. Shapes: {n} names, rgb ({n}, 3) float32 in [0, 1],
x ({n}, 28) and y ({n}, 28) int64. Good for: models that write names, and models that paint them."""


@dataclass(frozen=True, eq=False, repr=False)
class ColourNames:
    """Names with their colours, and the codes that a model learns to write them from.

    A name is written as one row: the end sign, then its letters; what follows each place is the row one place on. The
    code of a character is its place in `characters`.

    Parameters
    ----------
    names : tuple of str
        The names, in alphabetical order.
    rgb : ndarray of shape (n, 3), float32
        Red, green and blue, each in [0, 1].
    x : ndarray of shape (n, 28), int64
        Codes of the end sign and of each name, filled up with end signs.
    y : ndarray of shape (n, 28), int64
        Codes of what follows: the name and one end sign, then -100, which `CrossEntropyLoss` does not count.
    characters : str
        All characters in the order of their codes; the end sign, a line end, has code 0.
    card : str
        One paragraph: source, licence, shapes, what the names are good for.

    Raises
    ------
    TypeError, ValueError
        `encode` and `decode` raise for a text of other characters, and for anything but codes.

    Examples
    --------
    >>> colours = colour_names()
    >>> i = colours.names.index("moss green")
    >>> colours.decode(colours.x[i]), (255 * colours.rgb[i]).round()
    ('moss green', array([101., 139.,  56.], dtype=float32))
    """

    names: tuple[str, ...]
    rgb: np.ndarray
    x: np.ndarray
    y: np.ndarray
    characters: str
    card: str

    def encode(self, text):
        """Return the row of the end sign and a text, int64 (1 + len(text),), as `generate` takes it in [None]."""
        if not isinstance(text, str):
            raise TypeError(f"ColourNames.encode expected text to be a str, got {describe(text)}")
        return np.array([0, *codes_of("ColourNames.encode", text, self.characters)])

    def decode(self, codes):
        """Return the name that a row of codes begins with: from its end sign to the next."""
        if not isinstance(codes, np.ndarray) or codes.ndim != 1 or codes.dtype.kind not in "iu":
            raise TypeError(f"ColourNames.decode expected codes of shape (n,), whole numbers, got {describe(codes)}")
        if codes.size and not 0 <= codes.min() <= codes.max() < len(self.characters):
            last = len(self.characters) - 1
            raise ValueError(f"ColourNames.decode expected codes in 0..{last}, got {codes.min()}..{codes.max()}")
        return "".join(self.characters[code] for code in codes).removeprefix(END).split(END)[0]

    def __repr__(self):
        return f"ColourNames({len(self.names)} names of {len(self.characters)} different characters)"


def colour_names(*, coarse=False):
    """Return 918 names that people gave to colours, frozen with the course.

    Parameters
    ----------
    coarse : bool, keyword only
        Whether the 31 names with coarse words are among them.

    Returns
    -------
    ColourNames

    Raises
    ------
    TypeError
        If `coarse` is neither True nor False.
    OSError
        If the shipped file is missing or not the one that was shipped.

    References
    ----------
    Munroe (2010), "Color survey results".

    Examples
    --------
    >>> colour_names()
    ColourNames(918 names of 30 different characters)
    """
    everything = flag("colour_names", "coarse", coarse)
    lines = read("colour_names.txt", SHA256).decode("ascii").splitlines()
    pairs = [line.split("\t") for line in lines]
    pairs = [pair for pair in pairs if everything or not COARSE & set(pair[0].replace("/", " ").split())]
    names = tuple(name for name, _ in pairs)
    rgb = np.array([[int(code[i : i + 2], 16) for i in (1, 3, 5)] for _, code in pairs], np.float32) / 255
    characters = END + "".join(sorted(set("".join(names))))
    x, y = np.zeros((len(names), LENGTH), np.int64), np.full((len(names), LENGTH), IGNORED)
    for row, name in enumerate(names):
        codes = codes_of("colour_names", name, characters)
        x[row, 1 : len(codes) + 1] = y[row, : len(codes)] = codes
        y[row, len(codes)] = 0
    without = "" if everything else "; 31 of them, with coarse words, are left out"
    card = paragraph(CARD.format(n=len(names), without=without))
    return ColourNames(names, rgb, x, y, characters, card)


def codes_of(caller, text, characters):
    """Return the code of each character of a text, int64, or raise.

    Examples
    --------
    >>> codes_of("encode", "ba", "abc")
    array([1, 0])
    """
    if unknown := sorted(set(text) - set(characters)):
        raise ValueError(f"{caller} expected text of the characters {characters!r}, got {unknown[0]!r}")
    table = np.zeros(128, np.int64)  # all of them are ASCII
    table[[ord(character) for character in characters]] = np.arange(len(characters))
    return table[np.frombuffer(text.encode(), np.uint8)]
