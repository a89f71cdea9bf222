"""The eleven rivals of lesson 13 as the explorer ships them: fitted on 400 signals, stored, answering in milliseconds.

Each answers with NumPy alone: scikit-learn's models are packed into arrays, and their rule is written out here.
"""

import json
from functools import lru_cache
from pathlib import Path

import numpy as np

import nnlearn.numpy as nn
from nnlearn.lessons.ml_versus_dl import train
from nnlearn.lessons.ml_versus_dl.features import match
from nnlearn.lessons.ml_versus_dl.networks import network
from nnlearn.lessons.ml_versus_dl.rivals import NAMES, RIVALS

STORED, ROLLS = (Path(__file__).with_name(name) for name in ("rivals_400.npz", "rolls.json"))
ALIKE = ("logistic", "neighbours", "forest", "SVM", "dense")  # do not know which places are neighbours
SINGLE = np.float32
PAIRS = [(i, j) for i in range(10) for j in range(i + 1, 10)]


@lru_cache(maxsize=2)
def signals(places="in order"):
    """Return the 5,000 signals (5000, 40) as they reach the rivals, and their digits; they are made once.

    Examples
    --------
    >>> x, y = signals()
    >>> x.shape, y.shape
    ((5000, 40), (5000,))
    """
    return train.signals(places)


@lru_cache(maxsize=1)
def _arrays():
    with np.load(STORED) as file:
        return {key: file[key] for key in file.files}


@lru_cache(maxsize=2 * len(NAMES))
def stored(name, places="in order"):
    """Return a rival that answers, as it was stored.

    Parameters
    ----------
    name : str
        One of `rivals.NAMES`.
    places : {"in order", "shuffled"}
        How the signals reach it. A rival that does not know which places are neighbours is the same for both.

    Returns
    -------
    Rules, Logistic, Neighbours, Forest, Machine or Network
        With `scores(x)` (n, 10) for signals x (n, 40); the answer is the digit with the largest score.

    Examples
    --------
    >>> x, y = signals()
    >>> answers = stored("pooled CNN").scores(x[4000:]).argmax(axis=1)
    >>> bool((answers == y[4000:]).mean() > 0.8)
    True
    """
    back = places == "shuffled" and name in ALIKE
    prefix = f"{'in order' if back else places}/{name}/"
    arrays = {key[len(prefix) :]: value for key, value in _arrays().items() if key.startswith(prefix)}
    kind, feature, _ = RIVALS[name]
    feature = matched if feature is match or name == "rules" else feature
    made = KINDS.get(kind, Network)(name, arrays, feature, "in order" if back else places)
    made.wires = np.argsort(wires(places), kind="stable") if back else slice(None)
    return made


def wires(places):
    """Return which place of the line arrives where, (40,)."""
    return np.random.default_rng(5).permutation(40) if places == "shuffled" else np.arange(40)


def matched(x):
    """Return `match(x)`, which two rivals ask for, one after the other."""
    return _matched(np.ascontiguousarray(x).tobytes(), x.shape, x.dtype.str)


@lru_cache(maxsize=2)
def _matched(signals, shape, dtype):
    return match(np.frombuffer(signals, dtype).reshape(shape))


class Stored:
    """A rival that answers; `wires` brings its inputs into the order in which it was fitted."""

    wires: object = slice(None)

    def __init__(self, name, arrays, feature, places):
        self.name, self.feature, self.places = name, feature, places
        self.mean, self.spread = arrays.pop("mean", 0.0), arrays.pop("spread", 1.0)
        for key, value in arrays.items():
            setattr(self, key, value)
        self.prepare(arrays)

    def prepare(self, arrays):
        """Compute what every answer needs."""

    def seen(self, x):
        """Return what the model looks at: for signals (n, 40) numbers (n, d)."""
        x = x[:, self.wires]
        return ((self.feature(x) if self.feature else x) - self.mean) / self.spread

    def learned(self):
        """Return the 400 signals that it was fitted on, as it sees them (400, d), and their digits."""
        x, y = signals(self.places)
        rows = train.examples(400, 0)
        x = x[rows]
        return ((self.feature(x) if self.feature else x) - self.mean) / self.spread, y[rows]


class Rules(Stored):
    """The score of a digit is how well its template fits."""

    def scores(self, x):
        return self.feature(x)


class Logistic(Stored):
    """The score of a digit is a weighted sum."""

    weight: np.ndarray
    bias: np.ndarray

    def scores(self, x):
        return self.seen(x) @ self.weight.T + self.bias


class Neighbours(Stored):
    """The score of a digit is the number of the nearest examples that show it."""

    k: np.ndarray

    def prepare(self, arrays):
        self.vectors, self.digits = self.learned()

    def nearest(self, x):
        """Return which examples are nearest to each signal, (n, k), the nearest first."""
        order = np.argsort(_squares(self.seen(x), self.vectors), axis=1, kind="stable")
        return order[:, : int(self.k)]

    def scores(self, x):
        return np.eye(10)[self.digits[self.nearest(x)]].sum(axis=1)


class Forest(Stored):
    """The score of a digit is the number of trees that say it.

    Its nodes stand in a row, tree after tree (`sizes`), each followed by its branch for "less". `place` is the place
    asked for, or 40 + the digit of a leaf; `right` and `threshold` belong to the questions only, in the order of the
    nodes: how many nodes on the branch for "more" begins, and the height asked about.
    """

    place: np.ndarray
    right: np.ndarray
    threshold: np.ndarray
    sizes: np.ndarray

    def prepare(self, arrays):
        asks = self.place < 40
        self.starts = np.concatenate([[0], np.cumsum(self.sizes[:-1].astype(int))])
        self.more = np.zeros(len(self.place), int)
        self.more[asks] = np.flatnonzero(asks) + self.right
        self.limits = np.zeros(len(self.place), SINGLE)
        self.limits[asks] = self.threshold

    def paths(self, x):
        """Yield the nodes that all trees have come to after each question, (n, trees), until all stand at a leaf."""
        seen, rows = self.seen(x), np.arange(len(x))[:, None]
        node = np.broadcast_to(self.starts, (len(x), len(self.starts)))
        while True:
            yield node
            place = self.place[node]
            asks = place < 40
            if not asks.any():
                return
            less = seen[rows, np.where(asks, place, 0)] <= self.limits[node]
            node = np.where(asks, np.where(less, node + 1, self.more[node]), node)

    def leaves(self, x):
        """Return the digit that each tree says, (n, trees)."""
        *_, node = self.paths(x)
        return self.place[node] - 40

    def asked(self, x):
        """Return how often all trees asked for each place of each signal, (n, 40)."""
        found = np.zeros((len(x), 90), int)
        for node in self.paths(x):
            np.add.at(found, (np.arange(len(x))[:, None], self.place[node]), 1)
        return found[:, :40]

    def scores(self, x):
        return (self.leaves(x)[:, :, None] == np.arange(10)).sum(axis=1)


class Machine(Stored):
    """The score of a digit is how many of its nine duels it wins; in each the examples kept vote by their distance."""

    support: np.ndarray
    counts: np.ndarray
    dual: np.ndarray
    gamma: np.ndarray
    bias: np.ndarray

    def prepare(self, arrays):
        self.vectors, self.digits = (part[self.support] for part in self.learned())
        ends = np.concatenate([[0], np.cumsum(self.counts)])
        self.votes = np.zeros((len(self.support), len(PAIRS)))
        for k, (i, j) in enumerate(PAIRS):
            self.votes[ends[i] : ends[i + 1], k] = self.dual[j - 1, ends[i] : ends[i + 1]]
            self.votes[ends[j] : ends[j + 1], k] = self.dual[i, ends[j] : ends[j + 1]]

    def near(self, x):
        """Return how near each support vector is to each signal, (n, vectors): 1 at no distance, then towards 0."""
        return np.exp(-float(self.gamma) * _squares(self.seen(x), self.vectors))

    def scores(self, x):
        won = self.near(x) @ self.votes + self.bias > 0
        first, second = np.array(PAIRS).T
        return won @ np.eye(10)[first] + ~won @ np.eye(10)[second]


class Network(Stored):
    """The score of a digit is the network's output."""

    def prepare(self, arrays):
        width, dropout = int(arrays.pop("width")), float(arrays.pop("dropout"))
        self.net = network(nn, self.name, width=width, dropout=dropout)
        self.net.load_state_dict({key: value.astype(SINGLE) for key, value in arrays.items()})
        self.net.eval()

    def outputs(self, x):
        """Return the output of each layer, the signals first."""
        found = [np.ascontiguousarray(x[:, self.wires], dtype=SINGLE)[:, None, None]]
        with nn.no_grad():
            for layer in self.net:
                found.append(layer(found[-1]))
        return found

    def scores(self, x):
        return self.outputs(x)[-1]


KINDS = {"rules": Rules, "logistic": Logistic, "neighbours": Neighbours, "forest": Forest, "SVM": Machine}


def _squares(a, b):
    """Return the squared distance of each row of a from each row of b."""
    return np.maximum((a * a).sum(axis=1)[:, None] + (b * b).sum(axis=1) - 2 * a @ b.T, 0)


def answers(x, places="in order"):
    """Return what every stored rival answers to signals (n, 40) in order: {rival: (n,)}.

    Parameters
    ----------
    x : ndarray of shape (n, 40), float32
        The signals along the line, before any wires are crossed.
    places : {"in order", "shuffled"}

    Returns
    -------
    dict of ndarray

    Examples
    --------
    >>> x, _ = signals()
    >>> answers(x[:2])["rules"].shape
    (2,)
    """
    arrived = np.ascontiguousarray(x[:, wires(places)])
    return {name: stored(name, places).scores(arrived).argmax(axis=1) for name in NAMES}


@lru_cache(maxsize=1)
def rolls():
    """Return the share of the answers to 1,000 unseen signals that a roll changes: {places: {rival: (seeds, 40)}}.

    Examples
    --------
    >>> float(rolls()["in order"]["rules"].max())
    0.0
    """
    record = json.loads(ROLLS.read_text(encoding="utf-8"))["changed"]
    shares = {places: {name: np.array(found) / 1000 for name, found in one.items()} for places, one in record.items()}
    shares["shuffled"] = {name: shares["in order" if name in ALIKE else "shuffled"][name] for name in NAMES}
    return shares
