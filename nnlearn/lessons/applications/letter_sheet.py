"""The sheet of the letter explorer: 28 x 28 pixels, a pen two pixels wide, as in Omniglot."""

import zlib
from itertools import pairwise

import numpy as np

from nnlearn.lessons.applications.letter_network import SIDE


def stroke(sheet, start, end):
    """Return the sheet with a straight stroke.

    Parameters
    ----------
    sheet : bytes
        28 x 28 pixels row by row, 0 is paper and 1 ink; or empty, for an empty sheet.
    start, end : (row, column)
        Pixels; what lies outside is not drawn.

    Returns
    -------
    bytes

    Examples
    --------
    >>> sheet = stroke(b"", (10, 4), (10, 20))
    >>> ink_on(sheet)[8:14, 12].astype(int).tolist(), stroke(b"", (40, 40), (40, 41))
    ([0, 0, 1, 1, 0, 0], b'')
    """
    ink = ink_on(sheet)
    steps = max(int(np.abs(np.subtract(end, start)).max()), 1)
    for row, column in np.linspace(start, end, steps + 1).round().astype(int):
        ink[max(row, 0) : max(row + 2, 0), max(column, 0) : max(column + 2, 0)] = 1
    return ink.astype(np.uint8).tobytes() if ink.any() else b""


def ink_on(sheet):
    """Return a sheet as an array (28, 28), float32, 0 for paper and 1 for ink.

    Examples
    --------
    >>> ink_on(b"").shape, float(ink_on(b"").max())
    ((28, 28), 0.0)
    """
    return np.frombuffer(sheet or bytes(SIDE * SIDE), np.uint8).reshape(SIDE, SIDE).astype(np.float32)


def drawn(*lines):
    """Return the sheet with lines, each a sequence of (row, column), drawn without lifting the pen.

    Examples
    --------
    >>> int(ink_on(drawn([(4, 14), (23, 14)])).sum())
    42
    """
    sheet = b""
    for line in lines:
        for start, end in pairwise(line):
            sheet = stroke(sheet, start, end)
    return sheet


def sheet_line(sheet):
    """Return the line of Python that gives a sheet as an array: as code it is packed.

    Examples
    --------
    >>> import re
    >>> re.sub("'.*'", "'...'", sheet_line(b""))
    "sheet = np.frombuffer(zlib.decompress(bytes.fromhex('...')), np.uint8).reshape(28, 28)"
    """
    packed = zlib.compress(sheet or bytes(SIDE * SIDE), 9).hex()
    return f"sheet = np.frombuffer(zlib.decompress(bytes.fromhex('{packed}')), np.uint8).reshape({SIDE}, {SIDE})"
