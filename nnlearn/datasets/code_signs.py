"""The statements of Python's standard library as sequences of twelve signs, frozen so that lessons print the same."""

import io
from dataclasses import dataclass

import numpy as np

from nnlearn.arguments import choice
from nnlearn.datasets.dataset import paragraph
from nnlearn.datasets.frozen import read

SHA256 = "771f8157c25b683aa67b2723f8c881aa135ee3ddf4c194c6bab8085c22348d24"
SIGNS = ("name", "number", "text", "operator", ",", "end of line", "(", ")", "[", "]", "{", "}")
END, OPENING, CLOSING = 5, (6, 8, 10), (7, 9, 11)  # codes

CARD = """Statements of Python's standard library that hold a bracket, at most 60 tokens long, each token reduced to one
of twelve signs. Source: the modules at the top of Python 3.11's library, reduced by nnlearn; every fifth module, by the
alphabet, is for testing; frozen, the SHA-256 is checked whenever it is read. Licence: the library is under the PSF
License Version 2 (see python_docs_LICENSE.txt); no text of it is in the file, only the order of its tokens' kinds.
Shapes: {n:,} statements of 4 to 60 signs, int64. Good for: finding a bracket that does not
fit, as an editor does; four of five test statements, most of them short, also occur among those to learn from."""


@dataclass(frozen=True, eq=False, repr=False)
class Statements:
    """Statements of a program as codes of signs; made by `code_signs`.

    Parameters
    ----------
    statements : list of ndarray of shape (length,), int64
        The codes; each statement ends with "end of line".
    signs : tuple of str
        `signs[code]` names a sign.
    card : str
        One paragraph: source, licence, size, what it is good for.

    Examples
    --------
    >>> code_signs("test")
    Statements(8248 statements, 12 signs)
    """

    statements: list
    signs: tuple[str, ...]
    card: str

    def __repr__(self):
        return f"Statements({len(self.statements)} statements, {len(self.signs)} signs)"


def code_signs(part="train"):
    """Return statements of Python's standard library, reduced to twelve signs, which ship with the course.

    `f(x[1], "a")` becomes name ( name [ number ] , text ) and the end of the line.

    Parameters
    ----------
    part : {"train", "test"}
        Statements to learn from, or those of other modules.

    Returns
    -------
    Statements

    Raises
    ------
    ValueError
        If `part` is neither "train" nor "test".
    OSError
        If the shipped file is missing or not the one that was shipped.

    Examples
    --------
    >>> code = code_signs("test")
    >>> " ".join(code.signs[sign] for sign in code.statements[1])
    'name operator [ text ] operator name end of line'
    """
    choice("code_signs", "part", part, ("train", "test"))
    with np.load(io.BytesIO(read("code_signs.npz", SHA256)), allow_pickle=False) as arrays:
        codes = arrays[part].astype(np.int64)
    ends = np.flatnonzero(codes == END) + 1
    statements = [piece.copy() for piece in np.split(codes, ends[:-1])]
    return Statements(statements, SIGNS, paragraph(CARD.format(n=len(statements))))
