"""What `train.py` recorded of the comparisons of lesson 13, read from the two files that ship."""

import json
from functools import lru_cache
from pathlib import Path

import numpy as np

HERE = Path(__file__).parent


@lru_cache(maxsize=1)
def duel():
    """Return the runs of the duel, one for each rival, number of examples, order of the places, and seed.

    Returns
    -------
    list of dict
        rival, n, places ("in order" or "shuffled"), seed, setting, right (accuracy on 1,000 unseen signals),
        "train s" (processor seconds to tune and train), "answers ms" (for 1,000 answers), kept (how many numbers the
        rival keeps in order to answer), vectors (support vectors), changed (the share of answers that another place of
        the stroke changes: the signals are rolled by 10 places), and rolled (the accuracy then).

    Examples
    --------
    >>> sorted({run["n"] for run in duel()})
    [100, 400, 1600, 4000]
    """
    return json.loads((HERE / "duel_training.json").read_text(encoding="utf-8"))["runs"]


@lru_cache(maxsize=1)
def experiments():
    """Return the record of the smaller experiments: {name: list of dict}, each over five seeds.

    Examples
    --------
    >>> sorted(experiments())
    ['coefficients', 'directions', 'few', 'layers', 'margins', 'tables']
    """
    return json.loads((HERE / "experiments.json").read_text(encoding="utf-8"))


def recorded(rival, n, what="right", places="in order"):
    """Return a number of all recorded runs of a rival, one for each seed.

    Parameters
    ----------
    rival : str
        One of `rivals.NAMES`.
    n : {100, 400, 1600, 4000}
        Examples that it learned from.
    what : str
        A key of `duel`'s runs, "right" or "train s" for example.
    places : {"in order", "shuffled"}

    Returns
    -------
    array of shape (seeds,)

    Examples
    --------
    >>> bool((recorded("rules", 100) == recorded("rules", 4000)).all())
    True
    """
    wanted = rival, n, places
    return np.array([run[what] for run in duel() if (run["rival"], run["n"], run["places"]) == wanted])


def measured(part, what, **wanted):
    """Return a number of the rows of a smaller experiment that have the wanted entries.

    Parameters
    ----------
    part : str
        A key of `experiments`.
    what : str
        Which entry of the rows.
    **wanted
        Entries that a row must have, such as data="wine".

    Returns
    -------
    array of shape (rows,) or (rows, ...)

    Examples
    --------
    >>> measured("layers", "net", network="CNN").shape
    (5,)
    """
    rows = [row for row in experiments()[part] if all(row[key] == value for key, value in wanted.items())]
    return np.array([row[what] for row in rows])
