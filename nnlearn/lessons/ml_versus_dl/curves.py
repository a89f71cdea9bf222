"""The learning curves of the eleven rivals, out of the record that `train.py` made: means, and smallest to largest."""

from functools import lru_cache
from typing import NamedTuple

import numpy as np

from nnlearn.lessons.ml_versus_dl.record import duel

SIZES = (100, 400, 1600, 4000)
MEASURES = {
    "accuracy": "right",
    "seconds to train": "train s",
    "microseconds an answer": "answers ms",  # milliseconds for 1,000 answers
    "numbers kept": "kept",
}


class Point(NamedTuple):
    """A rival at one n: mean, smallest and largest over its seeds.

    Parameters
    ----------
    mean, low, high : float
    seeds : int
    """

    mean: float
    low: float
    high: float
    seeds: int


@lru_cache(maxsize=1)
def _runs():
    """Return {(places, rival, n, measure): values of the seeds}."""
    found: dict = {}
    for row in duel():
        for measure, key in MEASURES.items():
            if key in row:
                found.setdefault((row["places"], row["rival"], row["n"], measure), []).append(float(row[key]))
    return found


@lru_cache(maxsize=256)
def curve(rival, measure, places="in order"):
    """Return a rival's learning curve: {n: Point}, for the n that were measured.

    A seed draws which n of the 4,000 signals are labelled, and starts the networks. With all 4,000 only the starts
    differ, and the bars show no more than that.

    Parameters
    ----------
    rival : str
        One of `rivals.NAMES`.
    measure : str
        One of `MEASURES`.
    places : {"in order", "shuffled"}

    Returns
    -------
    dict of int to Point

    Examples
    --------
    >>> bool(0.7 < curve("pooled CNN", "accuracy")[400].mean < 0.95)
    True
    """
    found = {}
    for n in SIZES:
        values = _runs().get((places, rival, n, measure))
        if values:
            found[n] = Point(float(np.mean(values)), min(values), max(values), len(values))
    return found


def hours(n, price):
    """Return the hours of an expert that n labels cost at a price in minutes.

    Examples
    --------
    >>> hours(1600, 0.5) * 60
    800.0
    """
    return n * price / 60


def following(n):
    """Return the next n, four times as large; the last n has none.

    Examples
    --------
    >>> following(100), following(4000)
    (400, None)
    """
    return next((size for size in SIZES if size > n), None)
