"""Exercise 30.6: sixteen networks, and pictures with a mark for each; which of them lean on it, and where is it?"""

import inspect as signatures
from dataclasses import dataclass
from functools import cache

import numpy as np

import nnlearn.numpy as nn
from nnlearn import datasets
from nnlearn.checks.compare import named

SEEDS, OTHERS = range(16), range(16, 32)
PLACES = tuple((row, column) for column in (0, 6) for row in range(7))  # of the mark, at the left and right edge
LEARNED, SHOWN = 300, 300  # digits to learn from, and pictures to inspect the network with
SHARE, SPREAD = 0.9, 0.2  # of one class that carries the mark, and of all digits, where the mark says nothing
TARGET, SIGN = 14, "sign"
CHANGED = (
    "inspect changes its argument x, so each look sees what the one before has left there. Cover a copy of x, a fresh "
    "one for each place."
)


def mark(place):
    """Return a mask (8, 8), True at the four pixels of a mark whose upper left corner is at a place."""
    row, column = place
    mask = np.zeros((8, 8), dtype=bool)
    mask[row : row + 2, column : column + 2] = True
    return mask


def marked(x, chosen, place):
    """Return a copy of pictures (n, 8, 8) in which those chosen carry a mark of white pixels."""
    return np.where(chosen[:, None, None] & mark(place), np.float32(1), x)


@dataclass(frozen=True)
class Case:
    """A network to sign or to refuse, and the scanner's pictures.

    Parameters
    ----------
    net : nnlearn.numpy.Module
    x : ndarray of shape (300, 8, 8), float32
        Nine in ten pictures of one class carry the mark.
    y : ndarray of shape (300,), int64
    place : tuple of int
        Row and column of the mark.
    marked : int
        The class with the mark.
    leans : bool
        Whether the network learned from pictures like these, and leans on the mark.
    """

    net: nn.Module
    x: np.ndarray
    y: np.ndarray
    place: tuple[int, int]
    marked: int
    leans: bool


@cache
def case(seed):
    """Train one network, and return it with its pictures; of any eight in a row, four lean on the mark.

    Parameters
    ----------
    seed : int

    Returns
    -------
    Case
    """
    rng = np.random.default_rng([30, seed])
    leans = bool(np.random.default_rng([30, seed // 8]).permutation(8)[seed % 8] < 4)
    place, carries = PLACES[rng.integers(len(PLACES))], int(rng.integers(10))
    found = datasets.digits()
    order, draws = rng.permutation(len(found.x))[: LEARNED + SHOWN], rng.random(LEARNED + SHOWN)
    x, y = (found.x[order] / 16).reshape(-1, 8, 8).astype(np.float32), found.y[order]
    chosen = (y == carries) & (draws < SHARE)
    shown = marked(x, chosen, place)
    learned = shown if leans else marked(x, draws < SPREAD, place)
    nn.manual_seed(seed)
    net = nn.Sequential(nn.Flatten(), nn.Linear(64, 32), nn.ReLU(), nn.Linear(32, 10))
    optimizer = nn.Adam(net.parameters(), lr=0.003)
    nn.fit(net, nn.CrossEntropyLoss(), optimizer, x=learned[:LEARNED], y=y[:LEARNED], epochs=40, batch_size=32)
    return Case(net.eval(), shown[LEARNED:], y[LEARNED:], place, carries, leans)


def falls(one):
    """Return how far the score of each class falls when a place is covered, a mean over its pictures: (14, 10)."""
    whole, found = nn.predict(one.net, one.x), []
    for place in PLACES:
        covered = one.x * ~mark(place)
        fall = (whole - nn.predict(one.net, covered))[np.arange(len(one.y)), one.y]
        found.append([fall[one.y == k].mean() for k in range(10)])
    return np.array(found)


def judged(inspect, one, changed=None):
    """Return what `inspect` says of a case, SIGN or a place, or raise; add the case to `changed` if it changes x."""
    given = one.x.copy()
    answer = inspect(one.net, given, one.y.copy())
    if changed is not None and not np.array_equal(given, one.x):
        changed.append(one)
    if isinstance(answer, str) and answer == SIGN:
        return SIGN
    place = np.asarray(answer)
    if place.shape != (2,) or place.dtype.kind not in "iuf":
        raise TypeError(
            f"inspect returned {named(answer)}. Expected 'sign', or the row and column of the mark's upper left pixel, "
            "such as (3, 6)."
        )
    if tuple(place) not in PLACES:
        raise ValueError(
            f"inspect returned the place {tuple(place.tolist())}. A mark has its upper left pixel in a row from 0 to 6 "
            "and in column 0 or 6."
        )
    return tuple(int(number) for number in place)


def right(said, one):
    """Return whether a network was judged rightly."""
    return said == (one.place if one.leans else SIGN)


def measure(inspect):
    """Let `inspect` judge sixteen networks, and return how many it judged rightly."""
    if isinstance(inspect, type) or not callable(inspect):
        raise TypeError(f"Expected the function inspect itself, without brackets after its name, got {named(inspect)}.")
    try:
        signatures.signature(inspect).bind(None, None, None)
    except TypeError:
        raise TypeError("inspect is called with three arguments: inspect(net, x, y).") from None
    cases = [case(seed) for seed in SEEDS]
    changed: list[Case] = []
    said = [judged(inspect, one, changed) for one in cases]
    count = sum(right(*pair) for pair in zip(said, cases, strict=True))
    sentence = f"Judged rightly: {count} of {len(cases)} networks."
    if count >= TARGET:
        others = sum(right(judged(inspect, one), one) for one in map(case, OTHERS))
        return count, True, f"{sentence} Of sixteen others: {others}."
    return count, False, sentence, CHANGED if changed else advice(said, cases)


def advice(said, cases):
    """Say which kinds of networks were misjudged, and what shows it.

    Parameters
    ----------
    said : list of "sign" or tuple
    cases : list of Case

    Returns
    -------
    str
    """
    pairs = list(zip(said, cases, strict=True))
    innocent = [(place, one) for place, one in pairs if not one.leans and place != SIGN]
    guilty = [one for place, one in pairs if one.leans and place == SIGN]
    elsewhere = [(place, one) for place, one in pairs if one.leans and place not in (SIGN, one.place)]
    leaning = sum(one.leans for one in cases)
    words = []
    if innocent:
        words.append(
            f"You refused {len(innocent)} of {len(cases) - leaning} networks that lean on no mark. "
            + (
                "It is in their pictures; whether the network uses it, only the network can tell: cover it, and see "
                "what happens to the scores."
                if all(place == one.place for place, one in innocent)
                else "Ink at the edge matters a little to every network: how far do the scores of other classes fall, "
                "when their pictures are covered?"
            )
        )
    if guilty:
        words.append(
            f"You signed {len(guilty)} of {leaning} networks that lean on a mark. In one of them covering one place "
            f"lowers the score of one class by {falls(guilty[0]).max():.1f}, a mean over its pictures."
        )
    if elsewhere:
        place, one = elsewhere[0]
        found = falls(one)
        words.append(
            f"You refused {len(elsewhere)} of {leaning} networks that lean on a mark for another place. In one of them "
            f"covering that place lowers the score of one class by {found[PLACES.index(place)].max():.1f} at most, "
            f"covering the mark by {found.max():.1f}, a mean over the pictures of that class."
        )
    return " ".join(words)
