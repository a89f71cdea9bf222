"""What `record.py` recorded of the comparisons of lesson 24, read from the file that ships."""

import json
from functools import lru_cache
from pathlib import Path

import numpy as np

RECORD = Path(__file__).with_name("trainings.json")


@lru_cache
def _read(path):
    return json.loads(path.read_text(encoding="utf-8"))


def rows_of(path, part, where):
    """Return the rows of one part of a record, a JSON file, that have what `where` says.

    Parameters
    ----------
    path : Path
    part : str
        A key of the file, which holds a list of dicts there.
    where : dict
        What a row must have, such as {"seed": 0}.

    Returns
    -------
    list of dict
        In the order of the file.

    Examples
    --------
    >>> len(rows_of(RECORD, "bars", {"kind": "CD-1", "rate": 0.2, "seed": 0}))
    1
    """
    return [row for row in _read(path)[part] if all(row.get(name) == value for name, value in where.items())]


def recorded(part, **where):
    """Return what was recorded of a part, one row for each training.

    Parameters
    ----------
    part : {"bars", "moments", "densities", "lower"}
        Functions of these names in `record.py` say what they are.
    **where
        What a row must have, such as seed=0.

    Returns
    -------
    list of dict
        In the order in which they were trained.

    Examples
    --------
    >>> [row["seed"] for row in recorded("bars", kind="CD-1", rate=0.2)]
    [0, 1, 2, 3, 4]
    """
    return rows_of(RECORD, part, where)


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
