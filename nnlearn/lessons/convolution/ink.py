"""What a reader has drawn on a picture: a sheet of light and dark ink over it, kept as bytes."""

import zlib

import numpy as np

DARK, LIGHT = 1, 2  # on the sheet; 0 is the picture itself
BRUSH = 1  # pixels on each side of its middle


def stroke(ink, shape, start, end, shade):
    """Return the sheet with a straight stroke from one pixel to another.

    Parameters
    ----------
    ink : bytes
        The sheet row by row, or empty for one without ink.
    shape : pair of int
        Its height and width.
    start, end : (row, column)
        What lies outside of the sheet is not drawn.
    shade : int
        DARK or LIGHT, or 0 to take the ink away.

    Returns
    -------
    bytes

    Examples
    --------
    >>> sheet = stroke(b"", (5, 9), (2, 1), (2, 7), LIGHT)
    >>> np.frombuffer(sheet, np.uint8).reshape(5, 9)[1].tolist()
    [2, 2, 2, 2, 2, 2, 2, 2, 2]
    """
    sheet = np.frombuffer(ink or bytes(shape[0] * shape[1]), np.uint8).reshape(shape).copy()
    steps = max(int(np.abs(np.subtract(end, start)).max()), 1)
    for row, column in np.linspace(start, end, steps + 1).round().astype(int):
        rows, columns = (slice(max(k - BRUSH, 0), max(k + BRUSH + 1, 0)) for k in (row, column))
        sheet[rows, columns] = shade
    return sheet.tobytes() if sheet.any() else b""


def inked(image, ink):
    """Return a picture with the ink on it: 0 where it is dark, 1 where it is light.

    Examples
    --------
    >>> inked(np.full((1, 3), 0.5), bytes([0, DARK, LIGHT])).tolist()
    [[0.5, 0.0, 1.0]]
    """
    if not ink:
        return image
    sheet = np.frombuffer(ink, np.uint8).reshape(image.shape)
    return np.where(sheet, sheet - 1.0, image)


def ink_line(ink, shape):
    """Return the line of Python that gives the sheet: as code it is packed.

    Examples
    --------
    >>> import re
    >>> line = ink_line(bytes([0, 1, 2]), (1, 3))
    >>> re.sub("'.*'", "'...'", line)
    "ink = np.frombuffer(zlib.decompress(bytes.fromhex('...')), np.uint8).reshape(1, 3)"
    """
    packed = zlib.compress(ink, 9).hex()
    return f"ink = np.frombuffer(zlib.decompress(bytes.fromhex('{packed}')), np.uint8).reshape{tuple(shape)}"
