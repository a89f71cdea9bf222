"""The 142 unseen cases with their stored scores, as the explorer needs them: cut short, moved by hand, in order."""

import json
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

import numpy as np

from nnlearn.explorers.listing import run_listing

STORED = Path(__file__).parent / "scores.json"  # `train_scores.py` makes it
CASES, FILE = 142, 0.373  # unseen cases; the share of malignant ones in the file, 212 of 569
SURE = 36  # log-odds of which a computer makes a probability of 0 or 1, to 15 digits
DRAWS, DRAWS_SHOWN = 2000, 200  # with replacement: for the intervals, and for the reader

LINES = """\
stored = stored_scores()  # of {cases} cases that the models have never seen
y, z = stored["truth"]{cut}, stored["{model}"]{cut}  # 1 is malignant; log-odds
{moved}p = 1 / (1 + np.exp(-np.clip(z, -36, 36)))"""


class Sample(NamedTuple):
    """Cases with their scores.

    Attributes
    ----------
    y : ndarray of shape (n,)
        1 is malignant.
    z, p : ndarray of shape (n,)
        Log-odds, at most 36 from zero, and the probability of malignant.
    levels : ndarray of shape (k,)
        The different probabilities, falling.
    """

    y: np.ndarray
    z: np.ndarray
    p: np.ndarray
    levels: np.ndarray

    def place(self, threshold):
        """Return how many levels are at least the threshold."""
        return len(self.levels) - int(np.searchsorted(self.levels[::-1], threshold))

    def threshold(self, place):
        """Return a threshold, with few digits, at which so many levels are alarms, 0 to k."""
        if place <= 0:
            return 1.0
        return 0.0 if place >= len(self.levels) else tidy(self.levels[place], self.levels[place - 1])


def listing(model, cases, moved):
    """Return the lines of Python that make y and p."""
    shifts = "".join(f"z[{case}] = {z:g}  # moved by hand\n" for case, z in moved)
    return LINES.format(cases=CASES, model=model, cut=f"[:{cases}]" if cases < CASES else "", moved=shifts)


@lru_cache(maxsize=32)
def sample(model, cases=CASES, moved=()):
    """Return the first cases with the scores of a model, computed by the lines that "As code" shows.

    Parameters
    ----------
    model : {"logistic", "network", "naive Bayes"}
    cases : int, 40 to 142
    moved : tuple of (case, log-odds)
        Cases that the reader has moved, and where to.

    Returns
    -------
    Sample

    Examples
    --------
    >>> found = sample("logistic", 40)
    >>> len(found.p), int(found.y.sum()), found.threshold(0), found.threshold(40)
    (40, 20, 1.0, 0.0)
    """
    y, z, p = run_listing(listing(model, cases, moved), "y", "z", "p", np=np, stored_scores=stored_scores)
    levels = np.unique(p)[::-1]
    return Sample(y, np.clip(z, -SURE, SURE), p, levels)


@lru_cache(maxsize=1)
def _stored():
    return json.loads(STORED.read_text(encoding="utf-8"))


def stored_scores():
    """Return what three models say of the 142 cases that they have never seen: they learned from the 427 others.

    Returns
    -------
    dict of str to ndarray of shape (142,)
        "truth", 1 for malignant and 0 for benign; and the log-odds of malignant under "logistic", one neuron,
        "network", two hidden layers trained until it makes no mistake on what it has seen, and "naive Bayes", which
        counts each of the 30 measurements as evidence of its own.

    Examples
    --------
    >>> stored = stored_scores()
    >>> sorted(stored), int(stored["truth"].sum())
    (['logistic', 'naive Bayes', 'network', 'truth'], 53)
    """
    return {name: np.array(values) for name, values in _stored().items()}


def tidy(low, high):
    """Return a number with few digits, above low and up to high, both in (0, 1): near the middle of their log-odds.

    Examples
    --------
    >>> tidy(0.3, 0.4), tidy(1e-9, 2e-9), tidy(0.999, 0.9995)
    (0.35, 1.4e-09, 0.9993)
    """
    odds = (low / (1 - low) * (high / (1 - high))) ** 0.5
    middle = odds / (1 + odds)
    near = (float(f"{middle:.{digits}g}") for digits in range(1, 18))
    return next((number for number in near if low < number < high), float(high))
