"""What `record.py` recorded of the comparisons of lesson 19, read from the file that ships."""

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
        "recall", "adding", "counter", "brackets", "finder", "tables" or "docs": functions of these names in `record.py`
        say what they are.
    **where
        What a row must have, such as seed=0.

    Returns
    -------
    list of dict
        In the order of starts, rates and seeds.

    Examples
    --------
    >>> [row["seed"] for row in recorded("counter", start="GRU")]
    [0, 1, 2, 3, 4]
    """
    return [row for row in _record()[part] if all(row[name] == value for name, value in where.items())]


def best(part, **where):
    """Return the five rows of the better rate.

    The better rate solves the task from more starts, then in fewer steps; where nothing is solved or not, it has the
    lower perplexity on unseen data.

    Parameters
    ----------
    part, **where
        As in `recorded`; with a start, and in "recall" with a distance.

    Returns
    -------
    list of dict
        One row for each seed.

    Examples
    --------
    >>> len(best("recall", start="GRU", distance=10))
    5
    """
    rates: dict[float, list] = {}
    for row in recorded(part, **where):
        rates.setdefault(row["rate"], []).append(row)
    return min(rates.values(), key=lambda rows: np.mean([_cost(row) for row in rows]))


def _cost(row):
    if "perplexity" in row:
        return np.min(row["perplexity"])
    return row["solved"] or 1e6


def score_of(rows, name, digits=3):
    """Return mean and standard deviation of a number of several trainings, as text.

    Parameters
    ----------
    rows : list of dict
        Two or more; a list of numbers in a row counts with its smallest.
    name : str
        Of the number.
    digits : int, default 3
        Decimal places.

    Returns
    -------
    str

    Examples
    --------
    >>> score_of([{"found": 0.9}, {"found": 0.8}], "found", 2)
    '0.85 ± 0.07'
    """
    values = [np.min(row[name]) for row in rows]
    return f"{np.mean(values):.{digits}f} ± {np.std(values, ddof=1):.{digits}f}"


def solved_table(part, starts, distances, rate=None):
    """Return a table of text: from how many of five starts a task was solved, and after how many steps, the median.

    Parameters
    ----------
    part : {"recall", "adding"}
    starts : list of str
        One line each; a distance that was not tried has a dash.
    distances : list of int
        One column each.
    rate : float, optional
        The rate of all trainings; by default the better one of each start and distance.

    Returns
    -------
    str

    Examples
    --------
    >>> print(solved_table("recall", ["LSTM, f 3"], [20, 80], rate=0.003))
    start                T = 20     T = 80
    LSTM, f 3           5 ( 50)    1 (100)
    """
    lines = [f"{'start':16}" + "".join(f"{f'T = {distance}':>11}" for distance in distances)]
    for start in starts:
        cells = [_solved(part, start, distance, rate) for distance in distances]
        lines.append((f"{start:16}" + "".join(f"{cell:>11}" for cell in cells)).rstrip())
    return "\n".join(lines)


def _solved(part, start, distance, rate):
    where = {"start": start, "distance": distance}
    if not recorded(part, **where):
        return "-      "
    rows = recorded(part, **where, rate=rate) if rate else best(part, **where)
    steps = [row["solved"] for row in rows if row["solved"]]
    return f"{len(steps)} ({round(np.median(steps)):3})" if steps else "0      "
