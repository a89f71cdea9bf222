"""Five times 300 applicants for a loan, and the risk that five models see in each; `record_applicants.py` made them."""

import json
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

import numpy as np

from nnlearn.lessons.applications import loans

RECORD = Path(__file__).with_name("applicants.json")
MODELS = "logistic", "boosting", "forest", "network", "network, no decay"
APPLICANTS, VALIDATION, DRAWS = 300, 200, 5
UNIT = 10_000  # a stored risk is a whole number of this part


class Applicants(NamedTuple):
    """Those of one draw, whom no model has learned from."""

    rows: np.ndarray  # (300,) in the table of 1,000 loans, int64
    bad: np.ndarray  # (300,) bool: whether the loan was not paid back
    risks: dict  # {model: (300,) float64}, the predicted probability of a bad loan


@lru_cache(maxsize=DRAWS)
def applicants(draw=0):
    """Return 300 applicants, 90 of them with a bad loan, and what each model says of them.

    Parameters
    ----------
    draw : int, 0 to 4
        Which 300 of the 1,000. The models of a draw learned from the other 700, settings included.

    Returns
    -------
    Applicants

    Examples
    --------
    >>> people = applicants(0)
    >>> len(people.rows), int(people.bad.sum()), len(people.risks)
    (300, 90, 5)
    """
    stored = json.loads(RECORD.read_text(encoding="utf-8"))["draws"][draw]
    rows = np.array(stored["rows"])
    risks = {model: np.array(stored["risks"][model]) / UNIT for model in MODELS}
    return Applicants(rows, loans.data()[1][rows] == 1, risks)


def losses(p, bad, threshold, default):
    """Return the money lost per applicant: in bad loans that are granted, and in good ones that are refused.

    Parameters
    ----------
    p : ndarray of shape (n,)
        Predicted risks. Applicants above the threshold are refused.
    bad : ndarray of shape (n,), bool
    threshold, default : float
        What a bad loan costs that is granted; a good one that is refused costs 1.

    Returns
    -------
    tuple of two floats
        Their sum is `loans.cost`.

    Examples
    --------
    >>> losses(np.array([0.1, 0.2, 0.9]), np.array([True, False, False]), 0.5, 6)
    (2.0, 0.3333333333333333)
    """
    refused = p > threshold
    return default * int((bad & ~refused).sum()) / len(p), int((~bad & refused).sum()) / len(p)


def curve(p, bad, default):
    """Return all costs that a threshold can lead to, from refusing all to granting all.

    Returns
    -------
    levels, costs : ndarray of shape (k,)
        `costs[i]` from the threshold `levels[i]` up to the next one. The first level is -1, which refuses all.

    Examples
    --------
    >>> levels, costs = curve(np.array([0.1, 0.2, 0.9]), np.array([True, False, False]), 6)
    >>> levels.tolist(), (3 * costs).tolist()
    ([-1.0, 0.1, 0.2, 0.9], [2.0, 8.0, 7.0, 6.0])
    """
    values, place = np.unique(p, return_inverse=True)
    levels = np.concatenate([[-1.0], values])
    steps = np.bincount(place + 1, np.where(bad, default, -1), minlength=len(levels))  # of granting one level more
    return levels, ((~bad).sum() + np.cumsum(steps)) / len(p)
