"""What `record.py` recorded of the comparisons of lesson 27, read from the file that ships."""

import json
from functools import lru_cache
from pathlib import Path

import numpy as np


@lru_cache(maxsize=1)
def _record():
    return json.loads(Path(__file__).with_name("trainings.json").read_text(encoding="utf-8"))


def recorded(part, **where):
    """Return what was recorded of a part, one row for each seed and setting.

    Parameters
    ----------
    part : {"apart", "noise", "judged", "few", "longer", "everyone"}
        Functions of these names in `record.py` say what they are.
    **where
        What a row must have, such as seed=0.

    Returns
    -------
    list of dict

    Examples
    --------
    >>> [row["seed"] for row in recorded("noise", step=26)]
    [0, 1, 2, 3, 4]
    """
    return [row for row in _record()[part] if all(row.get(name) == value for name, value in where.items())]


def mean(rows, name):
    """Return the mean of a value over rows.

    Examples
    --------
    >>> mean([{"loss": 1.0}, {"loss": 2.0}], "loss")
    1.5
    """
    return float(np.mean([row[name] for row in rows]))


def spread(rows, name, digits=2):
    """Return mean and standard deviation of a value over rows as text.

    Examples
    --------
    >>> spread([{"loss": 1.0}, {"loss": 2.0}], "loss")
    '1.50 ± 0.71'
    """
    values = [row[name] for row in rows]
    return f"{np.mean(values):.{digits}f} ± {np.std(values, ddof=1):.{digits}f}"
