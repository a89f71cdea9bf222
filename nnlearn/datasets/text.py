"""Text for character models: an excerpt from Python's own documentation, frozen so that lessons print the same."""

from dataclasses import dataclass, field

import numpy as np

from nnlearn.arguments import describe, finite, integer
from nnlearn.datasets.dataset import paragraph
from nnlearn.datasets.frozen import read

SHA256 = "353eb5faf70bd7346622b7d6c178106f6ecdb84fe624054b36cbfb24e9d4a4b8"

CARD = """Python's documentation of its language and its built-in types, in English with code. Source: the topics of
Python 3.11's pydoc, chosen and put into plain ASCII by nnlearn; frozen, its SHA-256 is checked whenever it is read.
Licence: PSF License Version 2, code examples also Zero-Clause BSD; both are in python_docs_LICENSE.txt next to it.
Shapes: {n:,} characters, {characters} different ones. Good for: models that predict the next character: spelling comes
first, then words, then the look of a page."""


@dataclass(frozen=True, eq=False, repr=False)
class Text:
    """A text, the characters that may occur in it, and its encoding as numbers.

    The code of a character is its place in `characters`.

    Parameters
    ----------
    name : str
        Name of the text.
    text : str
        The text itself.
    characters : str
        All characters that may occur, each once, in the order of their codes.
    card : str
        One paragraph: source, licence, size, what the text is good for.

    Raises
    ------
    TypeError
        If an argument is not a str.
    ValueError
        If the text or the characters are empty, a character occurs twice in `characters`, or the text holds one that
        does not occur there.

    Examples
    --------
    >>> abc = Text("abc", "cab", "abc", "By hand.")
    >>> abc.encode(abc.text).tolist(), abc.decode(np.array([1, 0])), len(abc.characters)
    ([2, 0, 1], 'ba', 3)
    """

    name: str
    text: str
    characters: str
    card: str
    _codes: dict = field(init=False)

    def __post_init__(self):
        for name in ("name", "text", "characters", "card"):
            if not isinstance(getattr(self, name), str):
                raise TypeError(f"Text expected {name} to be a str, got {describe(getattr(self, name))}")
        if not self.text or len(set(self.characters)) != len(self.characters):
            raise ValueError("Text expected a text that is not empty, and characters that occur once each")
        object.__setattr__(self, "_codes", {character: code for code, character in enumerate(self.characters)})
        self.encode(self.text)

    def encode(self, text):
        """Return the codes of a text, an int64 array of shape (len(text),)."""
        if not isinstance(text, str):
            raise TypeError(f"Text.encode expected text to be a str, got {describe(text)}")
        try:
            return np.array([self._codes[character] for character in text], np.int64)
        except KeyError as error:
            raise ValueError(f"Text.encode expected only characters of {self.name}, got {error}") from None

    def decode(self, codes):
        """Return the text of codes, an array of shape (n,) of whole numbers in 0..len(characters) - 1."""
        if finite("Text.decode", "codes", codes).ndim != 1 or codes.dtype.kind not in "iu":
            raise ValueError(f"Text.decode expected codes of shape (n,), whole numbers, got {describe(codes)}")
        if codes.min() < 0 or codes.max() >= len(self.characters):
            found, last = f"{codes.min()}..{codes.max()}", len(self.characters) - 1
            raise ValueError(f"Text.decode expected codes in 0..{last}, got {found}")
        return "".join(self.characters[code] for code in codes)

    def __repr__(self):
        return f"Text({self.name}: {len(self.text)} characters, {len(self.characters)} different ones)"


def python_docs(n=None):
    """Return an excerpt from Python's documentation, frozen with the course.

    Parameters
    ----------
    n : int, 1 or more, optional
        Number of characters, from the beginning. Default: all. The codes are those of the whole text in any case.

    Returns
    -------
    Text
        `data.encode(data.text)` gives its codes, and `windows(codes, length)` cuts them into windows.

    Raises
    ------
    TypeError, ValueError
        If `n` is not a whole number, or larger than the text.
    OSError
        If the shipped file is missing or not the one that was shipped.

    Examples
    --------
    >>> data = python_docs(80)
    >>> print(data.text[:24], data)
    Objects, values and type Text(python_docs: 80 characters, 93 different ones)
    """
    text = read("python_docs.txt", SHA256).decode("ascii")
    n = len(text) if n is None else integer("python_docs", "n", n, low=1, high=len(text))
    characters = "".join(sorted(set(text)))
    return Text("python_docs", text[:n], characters, paragraph(CARD.format(n=n, characters=len(characters))))
