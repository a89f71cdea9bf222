"""What `record_purchases.py` recorded for the explorer of lesson 23: the map, whose labels are bought, and how good."""

from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

import numpy as np

from nnlearn.lessons.semi_supervised.data import digits
from nnlearn.lessons.semi_supervised.self_training import LEARNERS

RECORD = Path(__file__).with_name("purchases.npz")
RANDOM, CENTRES = "at random", "at the centres of k-means"
WAYS = (RANDOM, CENTRES)
DRAWS = range(10)
BUDGETS = (5, 10, 20, 30, 50, 100)  # labels that can be bought at a time
MOST = BUDGETS[-1]
FINENESS = 4095  # the map's places, stored as whole numbers


class Curves(NamedTuple):
    """Accuracy on the held-out digits after 1 to 100 labels, for each of ten draws, without pseudo-labels.

    Parameters
    ----------
    random, centres : ndarrays of shape (10, 100)
    """

    random: np.ndarray
    centres: np.ndarray


@lru_cache(maxsize=1)
def _record():
    with np.load(RECORD) as file:
        return {name: file[name] for name in file.files}


@lru_cache(maxsize=1)
def map_of_digits():
    """Return where each digit of the pool lies in the map: those that look alike are near each other.

    Returns
    -------
    ndarray of shape (1348, 2)
        From 0 to 1, made from the pixels alone.

    Examples
    --------
    >>> map_of_digits().shape, float(map_of_digits().min()), float(map_of_digits().max())
    ((1348, 2), 0.0, 1.0)
    """
    return _record()["map"].astype(float) / FINENESS


@lru_cache(maxsize=4)
def curves(learner):
    """Return how good a learner is after each number of labels.

    Parameters
    ----------
    learner : {"nearest labelled digit", "softmax"}

    Returns
    -------
    Curves

    Examples
    --------
    >>> found = curves("softmax")
    >>> found.random.shape, bool((found.centres.mean(axis=0) > found.random.mean(axis=0))[9:].all())
    ((10, 100), True)
    """
    counts = _record()["counts"][LEARNERS.index(learner)] / len(digits().y_test)
    return Curves(*counts)


def bought_by(way, budget, draw):
    """Return whose labels are bought, without looking at any.

    Parameters
    ----------
    way : {"at random", "at the centres of k-means"}
        The centres are those of as many clusters as there are labels; the digit nearest to each is bought.
    budget : int
        At random any number; of the centres, one of `BUDGETS`.
    draw : int
        0 to 9.

    Returns
    -------
    tuple of int

    Raises
    ------
    ValueError
        If this purchase was not recorded.

    Examples
    --------
    >>> bought_by("at random", 10, 0) == bought_by("at random", 20, 0)[:10]
    True
    >>> len(bought_by("at the centres of k-means", 20, 3))
    20
    """
    if way not in WAYS or draw not in DRAWS or (way == CENTRES and budget not in BUDGETS):
        raise ValueError(
            f"bought_by expected a way of {WAYS}, a budget of {BUDGETS} and a draw from 0 to {DRAWS[-1]}, got "
            f"{way!r}, {budget!r} and {draw!r}: no other purchase was recorded, so take one of these"
        )
    if way == RANDOM:
        return tuple(np.random.default_rng(draw).permutation(len(digits().y))[:budget].tolist())
    first = sum(BUDGETS[: BUDGETS.index(budget)])
    return tuple(_record()["centres"][draw, first : first + budget].tolist())
