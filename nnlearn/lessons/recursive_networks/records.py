"""What `record.py` recorded of the trainings of lesson 20, read from the file that ships."""

import json
from functools import lru_cache
from pathlib import Path

import numpy as np


@lru_cache(maxsize=1)
def _record():
    return json.loads((Path(__file__).parent / "records.json").read_text(encoding="utf-8"))


def recorded(part, **where):
    """Return what was recorded of a part, one row for each training.

    Parameters
    ----------
    part : str
        "sizes", "told", "nesting", "counts", "readers", "longer", "xor", "modulo" or "eyes": a function of that name in
        `record.py` says what it is.
    **where
        What a row must have, such as seed=0.

    Returns
    -------
    list of dict

    Examples
    --------
    >>> [row["seed"] for row in recorded("nesting", most=1)]
    [0, 1, 2, 3, 4]
    """
    return [row for row in _record()[part] if all(row[name] == value for name, value in where.items())]


def table(rows, by, columns):
    """Return trainings as a table of text: a line for each setting, with mean and standard deviation of its starts.

    Parameters
    ----------
    rows : list of dict
        As `recorded` gives them.
    by : list of str
        What makes a setting.
    columns : list of str
        Names of numbers in the rows.

    Returns
    -------
    str

    Examples
    --------
    >>> print(table([{"n": 4, "d1": 0.5}, {"n": 4, "d1": 0.7}, {"n": 8, "d1": 0.3}], ["n"], ["d1"]))
    n           d1
    4   0.60 ± .14
    8         0.30
    """
    groups: dict[str, list] = {}
    for row in rows:
        groups.setdefault(", ".join(str(row[name]) for name in by if row[name] is not None), []).append(row)
    wide = max(len(name) for name in (*groups, ", ".join(by)))
    lines = [f"{', '.join(by):{wide}}" + "".join(f"{column:>13}" for column in columns)]
    for name, group in groups.items():
        numbers = (_mean_and_spread([row[column] for row in group]) for column in columns)
        lines.append(f"{name:{wide}}" + "".join(f"{number:>13}" for number in numbers))
    return "\n".join(lines)


def _mean_and_spread(values):
    mean = f"{np.mean(values):.2f}"
    return mean if len(values) == 1 else f"{mean} ± {f'{np.std(values, ddof=1):.2f}'.removeprefix('0')}"
