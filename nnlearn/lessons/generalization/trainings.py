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


def table(rows, by, columns):
    """Return trainings as a table of text: a line for each setting, with mean and standard deviation of its starts.

    Parameters
    ----------
    rows : list of dict
        As `recorded` gives them.
    by : list of str
        What makes a setting; looked up in a row, then in its "settings", and left out where it is in neither.
    columns : list of str
        Names of numbers in the rows.

    Returns
    -------
    str

    Examples
    --------
    >>> print(table([{"n": 4, "error": 0.5}, {"n": 4, "error": 0.7}, {"n": 8, "error": 0.3}], ["n"], ["error"]))
    n             error
    4    0.600 +- 0.141
    8             0.300
    """
    groups: dict[str, list] = {}
    for row in rows:
        found = row.get("settings", {}) | row
        groups.setdefault(", ".join(str(found[name]) for name in by if name in found), []).append(row)
    wide = max(len(name) for name in (*groups, ", ".join(by)))
    lines = [f"{', '.join(by):{wide}}" + "".join(f"{column:>18}" for column in columns)]
    for name, group in groups.items():
        numbers = (_mean_and_spread([row[column] for row in group]) for column in columns)
        lines.append(f"{name:{wide}}" + "".join(f"{number:>18}" for number in numbers))
    return "\n".join(lines)


def _mean_and_spread(values):
    digits = 0 if np.mean(values) >= 10 else 3
    return spread(values, digits) if len(values) > 1 else f"{values[0]:.{digits}f}"
