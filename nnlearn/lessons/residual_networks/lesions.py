"""A stored network of lesson 17 with some of its blocks taken out or swapped: the lines that "As code" shows, run."""

from functools import lru_cache
from typing import NamedTuple

import numpy as np

from nnlearn.explorers.listing import run_listing
from nnlearn.lessons.residual_networks.replays import learned, trained

LINES = """x, y = learned()  # 500 of the signals it learned from
stem, blocks, head = trained({kind!r}, {depth})  # the first start; weights rounded to 6 bits
z = x @ stem.W.T + stem.b
spreads, branches = [z.std()], []
for k in {blocks}:  # the {noun} that run, in order
    F = z
    for a, c, W, b in blocks[k]:{norm}
        F = np.maximum(a * F + c, 0) @ W.T + b
    z = {merge}
    branches.append(F.std())
    spreads.append(z.std())
scores = np.maximum(head.a * z + head.c, 0) @ head.W.T + head.b
accuracy = (scores.argmax(axis=1) == y).mean()"""


class Lesion(NamedTuple):
    """What a network does with some of its blocks.

    Parameters
    ----------
    accuracy : float
        Share of 500 training signals that are read right.
    spreads : list of float
        Spread of the signal before the first block and after each that runs.
    branches : list of float
        Spread of what each of them computes; in a residual network, of what it adds.
    """

    accuracy: float
    spreads: list
    branches: list


def lines(kind, depth, blocks):
    """Return the lines that run some blocks of a stored network, in the order given.

    Examples
    --------
    >>> print(lines("plain", 2, (1,)).splitlines()[4])
    for k in (1,):  # the layers that run, in order
    """
    skips = kind.startswith("x")
    return LINES.format(
        kind=kind, depth=depth, blocks=blocks, noun="blocks" if skips else "layers",
        norm="  # a, c: batch normalisation" if kind.endswith("BN") else "  # a is 1 and c is 0: no normalisation",
        merge="z + F" if skips else "F",
    )  # fmt: skip


@lru_cache(maxsize=512)
def run_blocks(kind, depth, blocks):
    """Return what a stored network does if only these blocks run, in this order.

    Parameters
    ----------
    kind, depth
        As in `replays.trained`.
    blocks : tuple of int
        Numbers of layers of a plain network, of blocks of a residual one, from 0.

    Returns
    -------
    Lesion

    Examples
    --------
    >>> run_blocks("x + F", 10, ()).branches
    []
    """
    given = {"np": np, "learned": learned, "trained": trained}
    accuracy, spreads, branches = run_listing(lines(kind, depth, blocks), "accuracy", "spreads", "branches", **given)
    return Lesion(float(accuracy), [float(one) for one in spreads], [float(one) for one in branches])
