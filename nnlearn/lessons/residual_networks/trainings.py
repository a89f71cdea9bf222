"""What `record.py` and `record_networks.py` recorded of the comparisons of lesson 17, read from the files that ship."""

import json
from functools import lru_cache
from pathlib import Path

import numpy as np

from nnlearn.lessons.residual_networks import replays


@lru_cache(maxsize=1)
def _record():
    return json.loads((Path(__file__).parent / "trainings.json").read_text(encoding="utf-8"))


def recorded(part, **where):
    """Return what was recorded of a part, one row for each training.

    Parameters
    ----------
    part : {"starts", "longer", "insertion", "lesions", "valleys", "digits"}
        A function of that name in `record.py` says what it is.
    **where
        What a row must have, such as seed=0.

    Returns
    -------
    list of dict
        In the order of the seeds.

    Examples
    --------
    >>> [row["seed"] for row in recorded("insertion")]
    [0, 1, 2, 3, 4]
    """
    return [row for row in _record()[part] if all(row[name] == value for name, value in where.items())]


def better(rows):
    """Return the rows of the learning rate with the higher training accuracy, on average.

    Parameters
    ----------
    rows : list of dict
        One for each learning rate and seed.

    Returns
    -------
    list of dict
        One for each seed.

    Examples
    --------
    >>> better([{"rate": 1e-3, "training": 0.8}, {"rate": 3e-3, "training": 0.9}])
    [{'rate': 0.003, 'training': 0.9}]
    """
    groups: dict[float, list] = {}
    for row in rows:
        groups.setdefault(row["rate"], []).append(row)
    return max(groups.values(), key=lambda group: np.mean([row["training"] for row in group]))


def accuracies(kind, depth):
    """Return the accuracies of five trained networks, at the better of the learning rates 0.001 and 0.003.

    Parameters
    ----------
    kind : str
        One of `depth.KINDS`.
    depth : {2, 10, 20, 40}

    Returns
    -------
    ndarray of shape (5, 2)
        A row for each start: training and test accuracy after 15 epochs.

    Examples
    --------
    >>> accuracies("plain, identity", 40).shape
    (5, 2)
    """
    if kind in replays.KINDS:
        runs = replays.recorded_runs(kind, depth)
        return np.stack([runs.training[:, -1], runs.unseen[:, -1]], axis=1)
    rows = better(recorded("starts", kind=kind, depth=depth))
    return np.array([[row["training"], row["test"]] for row in rows])


def table(name, columns, digits=2):
    """Return lines of text: for each setting the mean and the standard deviation of its starts, in columns.

    Parameters
    ----------
    name : str
        What the settings are; stands above them.
    columns : dict of str to dict to sequence of float
        The starts' numbers: of a column, by setting. A setting may be missing in a column.
    digits : int, default 2
        Decimal places.

    Returns
    -------
    str

    Examples
    --------
    >>> print(table("layers", {"training": {2: [0.5, 0.7], 40: [0.1, 0.1]}}))
    layers        training
    2         0.60 +- 0.14
    40        0.10 +- 0.00
    """
    settings = list(dict.fromkeys(setting for column in columns.values() for setting in column))
    wide = max(len(str(text)) for text in (name, *settings))
    lines = [f"{name:{wide}}" + "".join(f"{column:>16}" for column in columns)]
    for setting in settings:
        cells = (column.get(setting, ()) for column in columns.values())
        found = (f"{np.mean(c):.{digits}f} +- {np.std(c, ddof=1):.{digits}f}" if len(c) else "" for c in cells)
        lines.append((f"{setting!s:{wide}}" + "".join(f"{text:>16}" for text in found)).rstrip())
    return "\n".join(lines)
