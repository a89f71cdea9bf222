"""Lab F: what else is in the basket? One thing of each is hidden, and all others are ranked."""

from functools import lru_cache

import numpy as np

import nnlearn.numpy as nn
from nnlearn import datasets, metrics
from nnlearn.lessons.applications.contest import parted
from nnlearn.lessons.applications.recommenders import network

N, MANY, HELD_OUT = 6000, 20_000, 1200  # baskets of a draw, of a large one, and of either for validation, and the test
LARGE = 100  # draws from this number on are large
STRIDE = 100_000  # a basket's number is draw * STRIDE + row
EMBEDDINGS = [{"size": size, "epochs": epochs} for size in (8, 32) for epochs in (10, 30)]
SETTINGS: dict = {
    "chance": [{}],
    "popular": [{}],
    "cosine": [{"power": power} for power in (0.25, 0.5, 0.75, 1.0)],
    "naive Bayes": [{"weight": weight} for weight in (0.5, 0.75, 1.0, 1.25)],
    "embedding": EMBEDDINGS,
    "embedding, no start": EMBEDDINGS,
    "network": [{"rate": rate, "decay": decay} for rate in (0.001, 0.003) for decay in (0.3, 1.0)],
    "best possible": [{}],
}
NETWORK = {"size": 64, "epochs": 40}
RANDOM = "embedding", "embedding, no start", "network"
CHOICE = max, "rank"


@lru_cache(maxsize=2)
def data(draw=0):
    """Return the baskets of a draw, and which thing of each is hidden if it is asked about.

    Examples
    --------
    >>> shop, hidden = data(0)
    >>> len(hidden), bool(shop.x[np.arange(N), hidden].all())
    (6000, True)
    """
    shop = datasets.baskets(N if draw < LARGE else MANY, seed=draw)
    rng = np.random.default_rng(draw)
    return shop, (rng.random(shop.x.shape) * shop.x).argmax(axis=1)


def split(draw=0):
    """Return the numbers of the baskets of a draw: the last 1,200 are the test, the 1,200 before the validation data.

    Examples
    --------
    >>> [len(part) for part in split(3)], int(split(3).train[0])
    ([3600, 1200, 4800, 1200], 300000)
    """
    n = N if draw < LARGE else MANY
    return parted(*np.split(draw * STRIDE + np.arange(n), [n - 2 * HELD_OUT, n - HELD_OUT]))


def seen(ask):
    """Return the baskets `ask` without the thing that is hidden (n, things), and what is hidden (n,)."""
    shop, hidden = data(int(ask[0]) // STRIDE)
    x, target = shop.x[ask % STRIDE].copy(), hidden[ask % STRIDE]
    x[np.arange(len(x)), target] = 0
    return x, target


def predicted(rival, setting, learn, ask, seed=0, nn=nn):
    """Return a score for every thing (n, things) for each basket `ask`, by a rival that has learned from `learn`.

    What is in a basket already has the score -inf.

    Examples
    --------
    >>> predicted("popular", {}, np.arange(100), np.arange(5)).shape
    (5, 54)
    """
    shop, x = data(int(learn[0]) // STRIDE)[0], seen(ask)[0]
    known = shop.x[learn % STRIDE]
    if rival == "best possible":
        scores = np.array([shop.best(np.flatnonzero(row)) for row in x])
    elif rival in RANDOM:
        how = {"layers": rival == "network", "start": "no start" not in rival}
        scores = network(known, seed, **(NETWORK if rival == "network" else {}), **setting, **how, nn=nn)(x)
    else:
        scores = counted(rival, known, **setting)(x)
    return np.where(x > 0, -np.inf, scores)


def counted(rival, known, *, power=0.5, weight=1.0):
    """Return a function: baskets (n, things) -> scores, from how often things occur, alone and together.

    cosine: the sum of `together[i, j] / popular[i]^(1/2) / popular[j]^power` over the things i in the basket; the
    cosine of two columns has the power 1/2. naive Bayes: `log P(j) + weight sum_i log(P(i | j) / P(i))`.

    Examples
    --------
    >>> known = np.array([[1, 1, 0], [1, 1, 0], [0, 1, 1], [1, 0, 1]])
    >>> counted("popular", known)(known[:1]).tolist()
    [[3.0, 3.0, 2.0]]
    """
    known = known.astype(float)
    popular, together = known.sum(axis=0), known.T @ known
    np.fill_diagonal(together, 0)
    if rival == "cosine":
        alike = together / np.sqrt(popular.clip(1))[:, None] / popular.clip(1) ** power
        return lambda x: x @ alike
    if rival == "naive Bayes":
        prior = np.log((popular + 1) / (len(known) + 2))
        evidence = np.log((together + 1) / (popular + 2)) - prior[:, None]  # (i, j): of i, given j
        return lambda x: prior + weight * (x @ evidence)
    return lambda x: np.tile(popular if rival == "popular" else 0 * popular, (len(x), 1))


def measures(said, ask):
    """Return how often the hidden thing is among the first five, the mean of 1 / rank, and the first for rare things.

    Rare are the things in fewer than one of twenty baskets.
    """
    shop, target = data(int(ask[0]) // STRIDE)[0], seen(ask)[1]
    rare = (shop.x.mean(axis=0) < 0.05)[target]
    found = {"among five": metrics.hit_rate(said, target), "rank": metrics.reciprocal_rank(said, target),
             "rare": metrics.hit_rate(said[rare], target[rare])}  # fmt: skip
    return {name: round(float(value), 4) for name, value in found.items()}
