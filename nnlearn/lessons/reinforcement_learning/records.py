"""What `record.py` recorded of the comparisons of lesson 28, read from the file that ships."""

import json
from functools import lru_cache
from pathlib import Path

import numpy as np


@lru_cache(maxsize=1)
def _record():
    return json.loads(Path(__file__).with_name("trainings.json").read_text(encoding="utf-8"))


def recorded(part, **where):
    """Return what was recorded of a part, one row for each training.

    Parameters
    ----------
    part : {"deep", "blown", "climbing", "guessing", "tables"}
        Functions of these names in `record.py` say what they are.
    **where
        What a row must have, such as seed=0.

    Returns
    -------
    list of dict
        In the order in which they were trained.

    Examples
    --------
    >>> [row["seed"] for row in recorded("blown", kind="rate 1e-4")]
    [0, 1, 2, 3, 4]
    """
    return [row for row in _record()[part] if all(row.get(name) == value for name, value in where.items())]


def spread(values, digits=2):
    """Return mean and standard deviation as text.

    Parameters
    ----------
    values : sequence of float
        One or more; a single one has no deviation.
    digits : int, default 2
        Decimal places.

    Returns
    -------
    str

    Examples
    --------
    >>> spread([1.0, 2.0]), spread([3.0])
    ('1.50 ± 0.71', '3.00')
    """
    mean = f"{np.mean(values):.{digits}f}"
    return f"{mean} ± {np.std(values, ddof=1):.{digits}f}" if len(values) > 1 else mean
