"""A sheet to draw a digit on, and how MNIST would have put it into its picture."""

import zlib
from itertools import pairwise

import numpy as np
from PIL import Image

SIDE, BOX, MIDDLE = 28, 20, 14  # of MNIST's pictures: pixels, those its digits fill, where their centre of mass is
REACH, SOFT = 0.9, 1.0  # of the pen, in pixels: from its middle full ink, then fading out
INKED = 0.1  # less ink than this is paper: of 0 to 1


def stroke(sheet, start, end):
    """Return the sheet with a stroke of a soft pen, as wide as those of MNIST.

    Parameters
    ----------
    sheet : bytes
        28 x 28 pixels row by row, 0 is paper and 255 ink; or empty, for an empty sheet.
    start, end : (row, column)
        In pixels; the middle of the first pixel is 0. What lies outside is not drawn.

    Returns
    -------
    bytes

    Examples
    --------
    >>> sheet = stroke(b"", (10, 4), (10, 20))
    >>> (10 * ink_on(sheet)[8:13, 12]).round().astype(int).tolist()
    [0, 9, 10, 9, 0]
    """
    a, along = np.asarray(start, float), np.subtract(end, start)
    places = np.moveaxis(np.indices((SIDE, SIDE)), 0, -1)
    share = np.clip((places - a) @ along / max(along @ along, 1e-12), 0, 1)  # of the nearest point of the stroke
    far = np.hypot(*np.moveaxis(places - a - share[..., None] * along, -1, 0))
    ink = 255 * np.clip((REACH + SOFT - far) / SOFT, 0, 1)
    return np.maximum(ink.round().astype(np.uint8), _numbers(sheet)).tobytes()


def ink_on(sheet):
    """Return a sheet as an array (28, 28), from 0 for paper to 1 for ink.

    Examples
    --------
    >>> ink_on(b"").shape, float(ink_on(b"").max())
    ((28, 28), 0.0)
    """
    return _numbers(sheet).astype(np.float32) / 255


def _numbers(sheet):
    return np.frombuffer(sheet or bytes(SIDE * SIDE), np.uint8).reshape(SIDE, SIDE)


def centred(ink):
    """Return a drawing as MNIST prepared its digits: scaled to fit 20 x 20 pixels, its centre of mass in the middle.

    Parameters
    ----------
    ink : array of shape (28, 28)
        From 0 for paper to 1 for ink.

    Returns
    -------
    ndarray of shape (28, 28), float32

    Examples
    --------
    >>> small = np.zeros((28, 28), np.float32)
    >>> small[2:7, 3:5] = 1
    >>> rows, columns = np.nonzero(centred(small) > 0.5)
    >>> int(np.ptp(rows)) + 1, float(rows.mean()), float(columns.mean())
    (20, 13.5, 13.5)
    """
    found = np.zeros((SIDE, SIDE), np.float32)
    rows, columns = np.nonzero(np.asarray(ink) > INKED)
    if not len(rows):
        return found
    cut = np.asarray(ink, np.float32)[rows.min() : rows.max() + 1, columns.min() : columns.max() + 1]
    high, wide = (max(round(length * BOX / max(cut.shape)), 1) for length in cut.shape)
    digit = np.asarray(Image.fromarray(cut).resize((wide, high), Image.Resampling.BILINEAR)).clip(0, 1)
    middle = [(np.arange(n) * digit.sum(axis=1 - axis)).sum() / digit.sum() for axis, n in enumerate(digit.shape)]
    top, left = (min(max(round(MIDDLE - c), 0), SIDE - n) for c, n in zip(middle, digit.shape, strict=True))
    found[top : top + high, left : left + wide] = digit
    return found


def sheet_line(sheet):
    """Return the line of Python that gives a sheet as an array: as code it is packed.

    Examples
    --------
    >>> import re
    >>> re.sub("'.*'", "'...'", sheet_line(b""))
    "sheet = np.frombuffer(zlib.decompress(bytes.fromhex('...')), np.uint8).reshape(28, 28) / 255"
    """
    packed = zlib.compress(sheet or bytes(SIDE * SIDE), 9).hex()
    return f"sheet = np.frombuffer(zlib.decompress(bytes.fromhex('{packed}')), np.uint8).reshape({SIDE}, {SIDE}) / 255"


def drawn(*lines):
    """Return the sheet with lines, each a sequence of (row, column), drawn without lifting the pen.

    Examples
    --------
    >>> round(float(ink_on(drawn([(4, 14), (24, 14)]))[:, 14].sum()))
    23
    """
    sheet = b""
    for line in lines:
        for start, end in pairwise(line):
            sheet = stroke(sheet, start, end)
    return sheet
