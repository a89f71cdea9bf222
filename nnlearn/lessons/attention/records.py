"""What `record.py` recorded of the comparisons of lesson 21, read from the file that ships."""

import json
from functools import lru_cache
from pathlib import Path

import numpy as np


@lru_cache(maxsize=1)
def _record():
    return json.loads((Path(__file__).parent / "trainings.json").read_text(encoding="utf-8"))


def recorded(part, **where):
    """Return what was recorded of a part, one row for each training.

    Parameters
    ----------
    part : str
        "dates", "colours", "repeated", "docs" or "earlier": functions of these names in `record.py` say what they are.
    **where
        What a row must have, such as seed=0.

    Returns
    -------
    list of dict
        In the order in which they were trained.

    Examples
    --------
    >>> [row["seed"] for row in recorded("docs", kind="GPT")]
    [0, 1, 2, 3, 4]
    """
    return [row for row in _record()[part] if all(row.get(name) == value for name, value in where.items())]


def score_of(rows, name, digits=2):
    """Return mean and standard deviation of a number of several trainings, as text.

    Parameters
    ----------
    rows : list of dict
        Two or more; of a list of numbers in a row the last one counts.
    name : str
        Of the number.
    digits : int, default 2
        Decimal places.

    Returns
    -------
    str

    Examples
    --------
    >>> score_of([{"match": [0.0, 0.9]}, {"match": [0.1, 0.8]}], "match")
    '0.85 ± 0.07'
    """
    values = [np.ravel(row[name])[-1] for row in rows]
    return f"{np.mean(values):.{digits}f} ± {np.std(values, ddof=1):.{digits}f}"
