"""What `record.py` recorded of the comparisons of lesson 14, read from the file that ships."""

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
        "remedies", "curves", "labels", "depth", "spirals", "damage", "amount", "descent", "widths" or "tomorrow": a
        function of that name in `record.py` or `comparisons.py` says what it is.
    **where
        What a row must have, such as seed=0.

    Returns
    -------
    list of dict
        In the order of the seeds.

    Examples
    --------
    >>> [row["seed"] for row in recorded("remedies", remedy="nothing")]
    [0, 1, 2, 3, 4]
    """
    return [row for row in _record()[part] if all(row[name] == value for name, value in where.items())]


def best(rows, by):
    """Return the rows of the strength that reads the most of the validation data, on average.

    Parameters
    ----------
    rows : list of dict
        One for each strength and seed; "validation" is a number, or a dict of numbers, whose mean counts.
    by : str
        The name of the strength: rows in which it is equal belong together.

    Returns
    -------
    list of dict
        One row for each seed. The test data have no say in the choice.

    Examples
    --------
    >>> best([{"rate": 0.1, "validation": 0.5}, {"rate": 0.2, "validation": 0.6}], "rate")
    [{'rate': 0.2, 'validation': 0.6}]
    """
    groups: dict[str, list] = {}
    for row in rows:
        groups.setdefault(json.dumps(row[by]), []).append(row)
    return max(groups.values(), key=lambda group: np.mean([_score(row["validation"]) for row in group]))


def _score(value):
    return np.mean(list(value.values())) if isinstance(value, dict) else value


def chosen(remedy):
    """Return the trainings with the strength of a remedy that the validation data choose, see `best`.

    Parameters
    ----------
    remedy : str
        As in `record.REMEDIES`, such as "L2".

    Returns
    -------
    list of dict
        One row for each seed.

    Examples
    --------
    >>> sorted(chosen("more data")[0])
    ['epochs', 'remedy', 'seed', 'settings', 'test', 'test loss', 'training', 'validation']
    """
    return best(recorded("remedies", remedy=remedy), "settings")


def spread(values, digits=3):
    """Return the mean and the standard deviation of a few starts, as text.

    Parameters
    ----------
    values : sequence of float
        Two or more.
    digits : int, default 3
        Decimal places.

    Returns
    -------
    str

    Examples
    --------
    >>> spread([0.29, 0.30, 0.31])
    '0.300 +- 0.010'
    """
    return f"{np.mean(values):.{digits}f} +- {np.std(values, ddof=1):.{digits}f}"
