"""What tells whether a file, what a notebook says, or one of its cells is what was handed out."""

import hashlib
import json


def fingerprint(path):
    """Return the SHA-256 of a file's bytes, or None if there is no file."""
    return hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else None


def content(path):
    """Return the SHA-256 of what a notebook says, cell by cell, without outputs; None if that cannot be told.

    A lesson that was only run and saved still says what was handed out.
    """
    try:
        return told(path.read_bytes())
    except OSError:
        return None


def told(data):
    """Return what `content` does, of a notebook in bytes."""
    try:
        cells = [(cell["cell_type"], "".join(cell["source"])) for cell in json.loads(data)["cells"]]
    except (ValueError, KeyError, TypeError, RecursionError):
        return None
    return hashlib.sha256(json.dumps(cells).encode()).hexdigest()


def cells_of(data):
    """Return the cells of a notebook in bytes; None if it is not one, or if its cells have no names of their own."""
    try:
        cells = json.loads(data)["cells"]
        names = [cell["id"] + "" for cell in cells]
        _ = [(cell["cell_type"] + "", source(cell), {**cell.get("metadata", {})}) for cell in cells]
    except (ValueError, KeyError, TypeError, RecursionError):
        return None
    return cells if len({*names}) == len(names) else None


def source(cell):
    """Return the text of a cell, which is stored as a string or as a list of lines."""
    return "".join(cell["source"])


def given(data):
    """Return [name, kind and fingerprint of the text] of each cell of a notebook; [] if it is not one.

    Examples
    --------
    >>> given(b'{"cells": [{"id": "a", "cell_type": "code", "source": "x = 1"}]}')
    [['a', 'code 8ff436def1451285']]
    """
    return [[cell["id"], text(cell)] for cell in cells_of(data) or []]


def text(cell):
    """Return a cell's kind, and a fingerprint of its text."""
    return f"{cell['cell_type']} {hashlib.sha256(source(cell).encode('utf-8', 'surrogatepass')).hexdigest()[:16]}"
