"""What `record.py` recorded of the contests of lesson 32, read from the file that ships."""

import json
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

import numpy as np

from nnlearn.lessons.boltzmann_machines.records import spread

__all__ = ["CONTESTS", "Contest", "ahead", "recorded", "spread", "table", "tally", "values"]


class Contest(NamedTuple):
    """One row of the tally."""

    title: str
    lab: str
    splits: tuple  # as recorded
    measure: str
    better: str  # "lower" or "higher"
    silly: tuple[str, ...]
    strong: tuple[str, ...]
    network: tuple[str, ...]


SPEAKERS = "george", "jackson", "lucas", "nicolas", "theo", "yweweler"
SITES = "amazon", "imdb", "yelp"
LISTENERS = ("nearest neighbour", "logistic", "support vectors"), ("MLP", "network")
READERS = ("more frequent",), ("naive Bayes", "logistic"), ("mean of embeddings", "GRU")
SHOPS = ("popular",), ("cosine", "naive Bayes"), ("embedding", "network")
INPUTS = "counts", "bits", "circles", "both"
CHEMISTS = (
    ("mean",),
    (*(f"ridge on {one}" for one in INPUTS), "forest on counts", "forest on both", "support vectors on both"),
    tuple(f"network on {one}" for one in INPUTS),
)
CONTESTS = {
    "A": Contest("loans: cost per applicant", "loans", tuple(range(15)), "cost", "lower",
                 ("accept all", "refuse all"), ("logistic", "boosting", "forest"), ("network",)),
    "B": Contest("bikes: mean error", "bikes", ("time",), "error", "lower",
                 ("yesterday", "last week"), ("ridge", "boosting"), ("network",)),
    "C": Contest("letters: right of 5", "letters", tuple(range(4)), "of 5", "higher",
                 ("pixels",), ("blurred and moved",), ("classifier", "network")),
    "D": Contest("digits, known speakers: right", "speech", ("heard",), "right", "higher", (), *LISTENERS),
    "D'": Contest("digits, unknown speaker: right", "speech", SPEAKERS, "right", "higher", (), *LISTENERS),
    "E": Contest("feelings: right", "feelings", tuple(range(5)), "right", "higher", *READERS),
    "E'": Contest("feelings, unknown site: right", "feelings", SITES, "right", "higher", *READERS),
    "F": Contest("baskets: among five", "baskets", tuple(range(5)), "among five", "higher", *SHOPS),
    "G": Contest("solubility: error", "molecules", tuple(f"random {k}" for k in range(5)), "error", "lower",
                 *CHEMISTS),
    "G'": Contest("solubility, new scaffolds: error", "molecules", tuple(f"scaffold {k}" for k in range(5)), "error",
                  "lower", *CHEMISTS),
}  # fmt: skip


@lru_cache(maxsize=1)
def _record():
    return json.loads(Path(__file__).with_name("results.json").read_text(encoding="utf-8"))


def recorded(lab, **where):
    """Return what was recorded of a lab, one row for each split, rival and start.

    Parameters
    ----------
    lab : {"loans", "bikes", "letters", "speech", "feelings", "baskets", "molecules"}
    **where
        What a row must have, such as rival="network".

    Returns
    -------
    list of dict
        Each with split, rival, seed, the setting that was chosen, what all settings came to on the validation data
        ("tried", in the row of the first start), the processor seconds of the last model, and its measures on the test.

    Examples
    --------
    >>> [row["error"] for row in recorded("bikes", split="time", rival="yesterday")]
    [72.16]
    """
    return [row for row in _record()[lab] if all(row.get(name) == value for name, value in where.items())]


def values(contest, rival, measure=None):
    """Return what a rival came to in a contest: one value for each split, or for each start if there is one split.

    Parameters
    ----------
    contest : str
        A key of `CONTESTS`.
    rival : str
    measure : str or None
        None: the one that decides.

    Returns
    -------
    ndarray

    Examples
    --------
    >>> values("A", "refuse all").round(2)[:3]
    array([0.7, 0.7, 0.7])
    """
    one = CONTESTS[contest]
    found = [
        [row[measure or one.measure] for row in recorded(one.lab, split=split, rival=rival)] for split in one.splits
    ]
    return np.array(found[0] if len(found) == 1 else [np.mean(each) for each in found])


def chosen(contest, side):
    """Return the rival of a side that did best on the validation data, averaged over splits; the test has no say.

    Of silly baselines, which choose nothing, it is the better one on the test.
    """
    one, found = CONTESTS[contest], {}
    sign = 1 if one.better == "lower" else -1
    for rival in getattr(one, side):
        rows = [row for split in one.splits for row in recorded(one.lab, split=split, rival=rival)]
        if side == "silly":
            found[rival] = sign * values(contest, rival).mean()
        else:
            found[rival] = np.mean([min(sign * np.array(row["tried"])) for row in rows if "tried" in row])
    return min(found, key=lambda rival: found[rival])


def ahead(contest, one, other, measure=None):
    """Return by how much one rival is better than another: one value for each split, positive where it is.

    Examples
    --------
    >>> bool((ahead("A", "logistic", "accept all") > 0).all())
    True
    """
    sign = -1 if CONTESTS[contest].better == "lower" else 1
    return sign * (values(contest, one, measure) - values(contest, other, measure))


def table(contest, measure=None, digits=3):
    """Return all rivals of a contest as text: mean and standard deviation, and processor seconds of the last model.

    Examples
    --------
    >>> table("A").splitlines()[0]
    'accept all                1.500 ± 0.000     0.0 s'
    """
    one, lines = CONTESTS[contest], []
    for rival in dict.fromkeys(row["rival"] for row in recorded(one.lab)):
        seconds = np.mean([row["seconds"] for row in recorded(one.lab, split=one.splits[0], rival=rival)])
        lines.append(f"{rival:25} {spread(values(contest, rival, measure), digits):15} {seconds:5.1f} s")
    return "\n".join(lines)


def tally(digits=3):
    """Return the table of the lesson as text: silly baseline, strong baseline and network of every lab.

    Of several strong baselines, or networks, it shows the one that did best on the validation data.

    Examples
    --------
    >>> [line.split()[0] for line in tally().splitlines()]
    ['A', 'B', 'C', 'D', "D'", 'E', "E'", 'F', 'G', "G'"]
    """
    lines = []
    for letter, one in CONTESTS.items():
        cells = []
        for side in ("silly", "strong", "network"):
            if getattr(one, side):
                rival = chosen(letter, side)
                cells.append(f"{rival}: {spread(values(letter, rival), digits)}")
            else:
                cells.append("")
        lines.append(f"{letter:2} {one.title:35} {cells[0]:27} {cells[1]:40} {cells[2]}".rstrip())
    return "\n".join(lines)
