"""What the labs of lesson 32 print: how rivals do that meet a test in front of the reader, and who won on record."""

import numpy as np

import nnlearn.numpy as nn
from nnlearn.lessons.applications.contest import contest
from nnlearn.lessons.applications.records import CONTESTS, ahead, chosen, values


def meet(lab, split, *rivals, show, nn=nn):
    """Tune rivals on the validation data of a split, let them meet its test, and return what came of it as text.

    Parameters
    ----------
    lab : module
        As `contest` describes it.
    split : Split
    *rivals : str
        Keys of the lab's SETTINGS.
    show : sequence of str, keyword only
        Measures.
    nn : module
        The side that trains the networks.

    Returns
    -------
    str
        A line for each rival: its measures, two digits each, and the setting that was chosen among how many.

    Examples
    --------
    >>> from nnlearn.lessons.applications import loans
    >>> print(meet(loans, loans.split(0), "refuse all", show=["cost"]))
    refuse all                cost 0.70
    """
    lines = []
    for row in contest(lab, split, rivals=rivals, nn=nn):
        found = "  ".join(f"{name} {row[name]:.2f}" for name in show)
        setting = ", ".join(f"{name} {value}" for name, value in row["setting"].items())
        tried = f"  {setting} (best of {len(row['tried'])})" if row["tried"] else ""
        lines.append(f"{row['rival']:25} {found}{tried}")
    return "\n".join(lines)


def verdicts(digits=3):
    """Return the tally of the lesson as text: the best rival of each side by validation, and who was ahead by how much.

    Examples
    --------
    >>> print(verdicts().splitlines()[1])
    A   loans                      logistic          .537  network            .545  -0.007 ± 0.055   5/15
    """
    head = "lab", "strong, tuned", "network, tuned", "ahead by", "splits"
    lines = ["{:31}{:24}{:25}{:17}{}".format(*head)]
    for letter, one in CONTESTS.items():
        rivals = [chosen(letter, side) for side in ("strong", "network")]
        means = [_short(values(letter, rival).mean(), digits) for rival in rivals]
        by = ahead(letter, rivals[1], rivals[0])
        gap = f"{by.mean():+.{digits}f} ± {by.std(ddof=1):.{digits}f}"
        title, (strong, network) = one.title.partition(":")[0], [rival.partition(" on ")[0] for rival in rivals]
        sides = f"{strong:17}{means[0]:>5}  {network:18}{means[1]:>5}"
        lines.append(f"{letter:3} {title:27}{sides}  {gap:16}{np.sum(by > 0):2}/{len(by)}")
    return "\n".join(lines)


def _short(value, digits):
    """Return a number without the 0 in front of its point."""
    return f"{value:.{digits}f}".removeprefix("0") if value < 10 else f"{value:.1f}"
