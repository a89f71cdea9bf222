"""What `record.py` recorded of the comparisons of lesson 25, read from the file that ships."""

from pathlib import Path

import numpy as np

from nnlearn.lessons.boltzmann_machines.records import rows_of, spread

RECORD = Path(__file__).with_name("trainings.json")

COLUMNS = [(labels, depth) for labels in (20, 100, 1348) for depth in (2, 4)]


def recorded(part, **where):
    """Return what was recorded of a part, one row for each training.

    Parameters
    ----------
    part : {"duel", "features", "bound"}
        Functions of these names in `record.py` say what they are.
    **where
        What a row must have, such as seed=0.

    Returns
    -------
    list of dict
        In the order in which they were trained.

    Examples
    --------
    >>> len(recorded("duel", labels=20, depth=2, start="stack"))
    10
    """
    return rows_of(RECORD, part, where)


def shares(start, labels, depth):
    """Return the shares read right from a start, one for each draw of labels, in percent."""
    return 100 * np.array([row["right"] for row in recorded("duel", start=start, labels=labels, depth=depth)])


def duel():
    """Return the table of the duel as text: percent read right, by start, number of labels and hidden layers.

    Examples
    --------
    >>> duel().splitlines()[0]
    'labels                20                       100                      1348'
    """
    from nnlearn.lessons.deep_belief_networks.starts import STARTS

    lines = ["labels                20                       100                      1348",
             "layers             2           4            2           4            2           4"]  # fmt: skip
    for start in STARTS:
        lines.append(f"{start:10}" + "".join(f"{spread(shares(start, *where), 1):>12}" for where in COLUMNS))
    return "\n".join(lines)


def wins(one, other):
    """Return by how many percent one start beats another on average, and in how many draws, as text.

    Examples
    --------
    >>> len(wins("stack", "Xavier").splitlines())
    6
    """
    lines = []
    for labels, depth in COLUMNS:
        ahead = shares(one, labels, depth) - shares(other, labels, depth)
        better, worse = (ahead > 0).sum(), (ahead < 0).sum()
        lines.append(f"{labels:5} labels, {depth} layers: {ahead.mean():+5.1f}, better {better:2}, worse {worse:2}")
    return "\n".join(lines)


def chosen(start, labels, depth):
    """Return optimizer, rate and weight decay that a start was given on other draws.

    Examples
    --------
    >>> len(chosen("Xavier", 20, 2))
    3
    """
    return recorded("duel", start=start, labels=labels, depth=depth)[0]["setting"][:3]
