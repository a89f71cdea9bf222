"""What `record.py` recorded of the comparisons of lesson 23, read from the file that ships, and as tables."""

import json
from functools import lru_cache
from pathlib import Path

import numpy as np


@lru_cache(maxsize=1)
def _record():
    return json.loads((Path(__file__).parent / "trainings.json").read_text(encoding="utf-8"))


def recorded(part, name="right", **where):
    """Return one number for each draw of labels, in the order of the draws.

    Parameters
    ----------
    part : str
        A function of that name in `record.py` says what it is.
    name : str, default "right"
        Which number of a row: "right" is the share of right answers on held-out data.
    **where
        What a row must have, such as labels=50.

    Returns
    -------
    ndarray of shape (draws,)

    Examples
    --------
    >>> recorded("choosing", way="random", labels=50).shape
    (10,)
    """
    return np.array([row[name] for row in _record()[part] if all(row[key] == value for key, value in where.items())])


def gain(ours, theirs):
    """Return the mean gain, its standard error and in how many draws it is above 0; both had the same draws.

    Parameters
    ----------
    ours, theirs : ndarray of shape (draws,)

    Returns
    -------
    str

    Examples
    --------
    >>> gain(np.array([0.8, 0.9, 0.7]), np.array([0.7, 0.7, 0.8]))
    '+0.067 +- 0.088, better in 2 of 3'
    """
    difference = ours - theirs
    error = difference.std(ddof=1) / np.sqrt(len(difference))
    better = int((difference > 1e-9).sum())
    return f"{difference.mean():+.3f} +- {error:.3f}, better in {better} of {len(difference)}"


def table(name, columns, digits=3):
    """Return lines of text: for each setting the mean and the standard deviation over draws, in columns.

    Parameters
    ----------
    name : str
        What the settings are; stands above them.
    columns : dict of str to dict to ndarray
        The draws' numbers: of a column, by setting. A setting may be missing in a column.
    digits : int, default 3
        Decimal places.

    Returns
    -------
    str

    Examples
    --------
    >>> print(table("labels", {"alone": {10: [0.5, 0.7], 20: [0.8, 0.8]}}))
    labels           alone
    10      0.600 +- 0.141
    20      0.800 +- 0.000
    """
    settings = list(dict.fromkeys(setting for column in columns.values() for setting in column))
    wide = max(len(str(text)) for text in (name, *settings))
    each = max(16, *(len(column) + 2 for column in columns))
    lines = [f"{name:{wide}}" + "".join(f"{column:>{each}}" for column in columns)]
    for setting in settings:
        cells = (column.get(setting, ()) for column in columns.values())
        found = (f"{np.mean(c):.{digits}f} +- {np.std(c, ddof=1):.{digits}f}" if len(c) else "" for c in cells)
        lines.append((f"{setting!s:{wide}}" + "".join(f"{text:>{each}}" for text in found)).rstrip())
    return "\n".join(lines)
