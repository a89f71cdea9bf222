"""The inside explorer's state and view: a digit, a network without some of its units, and five maps of a score."""

import copy
from dataclasses import dataclass
from functools import cached_property, lru_cache

import numpy as np

from nnlearn.arguments import Undefined
from nnlearn.explorers.controls import pick, slide, switch
from nnlearn.lessons.interpretability.maps import NAMES, POINTS, STRIDE, WINDOW, map_of, slope
from nnlearn.lessons.interpretability.networks import STAMPED, digits, network, stamped
from nnlearn.lessons.interpretability.refutations import INK
from nnlearn.lessons.interpretability.units import activity
from nnlearn.metrics import rank_correlation

SIDE, PLACES = 32, 28  # pixels of the picture, and places of the window, along one side
COLUMNS, ROWS = 12, 7  # of the tiles
UNITS, CLASSES = COLUMNS * ROWS, 10
SLOPE, TIMES_INPUT, INTEGRATED, OCCLUSION, GUIDED = NAMES
TRAINED, UNTRAINED, SCANNER = "trained", "untrained", "stamped"
NETWORKS = (("trained", TRAINED), ("untrained", UNTRAINED), ("trained on stamped sevens", SCANNER))
RIGHT = -1  # asked about the digit that it is
COVERED = "covered"
SHOWN = (("what your window finds", COVERED), *((name.replace(" x ", " × "), name) for name in NAMES))
GRID = np.zeros((PLACES, PLACES))  # 1 where the window goes for the occlusion map
GRID[tuple(np.meshgrid(*[[*range(0, PLACES - 1, STRIDE), PLACES - 1]] * 2))] = 1
SEVEN, CORNER = 247, (PLACES - 2, 1)  # where it starts: the digit, and the window


@dataclass(frozen=True)
class State:
    """What the controls and the pointer set.

    Parameters
    ----------
    digit : int
        Its number among the unseen digits.
    network : {"trained", "untrained", "stamped"}
    asked : int
        The class whose score is explained; -1 for the digit that it is.
    shown : str
        The large map: "covered" or one of `NAMES`.
    stamp : bool
        Whether this picture carries the stamp, and in the count every seven.
    off : tuple of int
        The units taken away, in ascending order.
    spot : tuple of int
        Row and column of the window's first pixel.
    seen : tuple of (int, int)
        Where the window has been, in ascending order.
    lasso : tuple of float or None
        Two opposite corners (x, y, x, y), in tiles, while it is drawn.
    """

    digit: int = slide(SEVEN, 0, 999, 1, "digit", buttons="any")
    network: str = pick(TRAINED, NETWORKS, "network")
    asked: int = pick(RIGHT, [("the right digit", RIGHT), *((str(k), k) for k in range(CLASSES))], "asked about")
    shown: str = pick(COVERED, SHOWN, "large map")
    stamp: bool = switch(False, "stamp")
    off: tuple = ()
    spot: tuple = CORNER
    seen: tuple = ()
    lasso: tuple | None = None


@dataclass(frozen=True)
class View:
    """Everything in one picture.

    Parameters
    ----------
    state : State
    x : ndarray of shape (32, 32)
    label, k : int
        The digit that it is, and the class asked about.
    output : ndarray of shape (84,)
        What the units of F6 give, before any is taken away.
    scores, covered : ndarray of shape (10,)
        Before softmax; for the picture as it is and with the window over it.
    falls : ndarray of shape (28, 28)
        By how much the score of k falls, at each place of the window.
    maps : dict
        Of ndarrays (32, 32), by their names.
    agreements : dict
        Rank correlations on the ink with the trained network's maps for the digit that it is; NaN without an order.
    rates, full : ndarray of shape (10,)
        Share of the unseen digits of each class that is read rightly, and the same with all units.
    rate, full_rate : float
        Of all unseen digits.
    limit : float
        The largest score of any class, without its sign, wherever the window is.
    """

    state: State
    x: np.ndarray
    label: int
    k: int
    output: np.ndarray
    scores: np.ndarray
    covered: np.ndarray
    falls: np.ndarray
    maps: dict
    agreements: dict
    rates: np.ndarray
    full: np.ndarray
    rate: float
    full_rate: float
    limit: float

    @property
    def answer(self):
        """The class with the largest score."""
        return int(self.scores.argmax())

    @property
    def fall(self):
        """By how much the window lowers the score of k."""
        return float(self.falls[self.state.spot])

    @cached_property
    def large(self):
        """The large map (32, 32); NaN where the window has not been."""
        if self.state.shown != COVERED:
            return self.maps[self.state.shown]
        been = np.zeros((PLACES, PLACES))
        been[tuple(np.array(self.state.seen, int).reshape(-1, 2).T)] = 1
        return spread(self.falls, been)

    @property
    def ink(self):
        """Where there is ink, (32, 32) of bool."""
        return self.x > INK


def spread(falls, been):
    """Return for each pixel the mean of the falls of the windows that cover it; NaN without any.

    Parameters
    ----------
    falls, been : ndarray of shape (28, 28)
        The falls of the score, and 1 where the window has been, 0 elsewhere.

    Returns
    -------
    ndarray of shape (32, 32)

    Examples
    --------
    >>> been = np.zeros((28, 28))
    >>> been[3, 4] = been[3, 5] = 1
    >>> spread(np.full((28, 28), 2.0), been)[3, 3:11].tolist()
    [nan, 2.0, 2.0, 2.0, 2.0, 2.0, 2.0, nan]
    """
    total, covers = np.zeros((SIDE, SIDE)), np.zeros((SIDE, SIDE))
    for row in range(WINDOW):
        for column in range(WINDOW):
            total[row : row + PLACES, column : column + PLACES] += falls * been
            covers[row : row + PLACES, column : column + PLACES] += been
    return np.divide(total, covers, out=np.full((SIDE, SIDE), np.nan), where=covers > 0)


# What is computed once, and kept.


def picture_of(digit, stamp):
    """Return an unseen digit (1, 1, 32, 32), with or without the stamp."""
    x = digits()[1][0][[digit]]
    return stamped(x) if stamp else x


@lru_cache(maxsize=8)
def known(name, stamp):
    """Return what F6 gives for all unseen digits, (1000, 84), and the labels; every seven with a stamp, or none."""
    u, v = digits()[1]
    if stamp:
        u = np.where((v == STAMPED)[:, None, None, None], stamped(u), u)
    return activity(network(name), "F6", u), v


@lru_cache(maxsize=32)
def without(name, off):
    """Return a copy of a network in which some units of F6 count for nothing; it is nobody else's."""
    model = copy.deepcopy(network(name))
    model[-1].weight.data[:, list(off)] = 0  # what a unit gives reaches the scores only through them
    return model


@lru_cache(maxsize=32)
def under_window(name, digit, stamp):
    """Return what the units give with the window at each place: (28, 28, 84)."""
    x, model = picture_of(digit, stamp), network(name)
    found = np.repeat(activity(model, "F6", x)[None], PLACES**2, axis=0).reshape(PLACES, PLACES, UNITS)
    views = np.lib.stride_tricks.sliding_window_view(x[0, 0], (WINDOW, WINDOW))
    places = np.argwhere(views.any(axis=(2, 3)))  # elsewhere the window changes nothing
    copies = np.repeat(x, len(places), axis=0)
    for one, (row, column) in zip(copies, places, strict=True):
        one[0, row : row + WINDOW, column : column + WINDOW] = 0
    found[tuple(places.T)] = activity(model, "F6", copies)
    return found


@lru_cache(maxsize=64)
def slopes(name, off, digit, stamp, k):
    """Return the four maps that need slopes, by their names: arrays (32, 32)."""
    x, model = picture_of(digit, stamp), copy.deepcopy(without(name, off))
    way = x * ((np.arange(POINTS, dtype=x.dtype) + 0.5) / POINTS)[:, None, None, None]  # all points in one pass
    found = {one: map_of(one, model, x, k)[0, 0] for one in (SLOPE, GUIDED)}
    return found | {TIMES_INPUT: found[SLOPE] * x[0, 0], INTEGRATED: (slope(model, way, k).mean(axis=0) * x[0])[0]}


def five(name, off, digit, stamp, k):
    """Return all five maps, and the falls of the score with the window at each place, (28, 28)."""
    last = without(name, off)[-1]
    weight, bias = last.weight.data[k], last.bias.data[k]
    whole = activity(network(name), "F6", picture_of(digit, stamp))[0] @ weight + bias
    falls = whole - (under_window(name, digit, stamp) @ weight + bias)
    found = slopes(name, off, digit, stamp, k) | {OCCLUSION: spread(falls, GRID)}
    return {one: found[one] for one in NAMES}, falls


def order(a, b):
    """Return the rank correlation of two arrays; NaN if one has no order."""
    try:
        return rank_correlation(a, b)
    except Undefined:
        return float("nan")


@lru_cache(maxsize=32)
def rates(name, off, stamp):
    """Return the share of the unseen digits of each class that is read rightly, (10,), and of all."""
    (outputs, labels), last = known(name, stamp), without(name, off)[-1]
    right = (outputs @ last.weight.data.T + last.bias.data).argmax(axis=1) == labels
    return np.array([right[labels == c].mean() for c in range(CLASSES)]), float(right.mean())


@lru_cache(maxsize=32)
def without_window(name, off, digit, stamp, asked):
    """Return what of a view does not depend on the window, by its names, and the scores with it at each place."""
    x, label = picture_of(digit, stamp), int(digits()[1][1][digit])
    k = label if asked == RIGHT else asked
    last = without(name, off)[-1]
    weight, bias = last.weight.data, last.bias.data
    output = activity(network(name), "F6", x)[0]
    covered = under_window(name, digit, stamp) @ weight.T + bias
    maps, falls = five(name, off, digit, stamp, k)
    reference, _ = five(TRAINED, (), digit, stamp, label)
    ink = x[0, 0] > INK
    here, whole = rates(name, off, stamp), rates(name, (), stamp)
    return {
        "x": x[0, 0], "label": label, "k": k, "output": output, "scores": output @ weight.T + bias, "falls": falls,
        "maps": maps, "agreements": {one: order(maps[one][ink], reference[one][ink]) for one in NAMES},
        "rates": here[0], "rate": here[1], "full": whole[0], "full_rate": whole[1],
        "limit": float(np.abs(covered).max()),
    }, covered  # fmt: skip


def view_of(state):
    """Return the view of a state."""
    parts, covered = without_window(state.network, state.off, state.digit, state.stamp, state.asked)
    return View(state=state, covered=covered[state.spot], **parts)
