"""Four ways to say what else belongs in a basket: popularity, cosine, a network, and the best that anyone can do."""

from functools import lru_cache
from pathlib import Path

import numpy as np

from nnlearn.lessons.applications import baskets

RECORD = Path(__file__).with_name("basket_networks.npz")
WAYS = "popular", "cosine", "learned", "best"
LEARNED = "embedding", "network"  # the networks of lab F that can be the third
FEW = 2  # things that must be in a basket before the best possible ranking is defined
FIRST = 5  # places of a list that count


@lru_cache(maxsize=1)
def shop():
    """Return the baskets of draw 0, the rows to learn from, and the rows of the test, with one thing hidden in each.

    Returns
    -------
    shop : nnlearn.datasets.baskets.Baskets
    known : ndarray of shape (4800, 54)
    seen : ndarray of shape (1200, 54)
    hidden : ndarray of shape (1200,)
    """
    found, _ = baskets.data(0)
    split = baskets.split(0)
    seen, hidden = baskets.seen(split.test)
    return found, found.x[split.final], seen, hidden


@lru_cache(maxsize=8)
def counter(rival, power):
    """Return the lab's function of baskets (n, 54) -> scores (n, 54)."""
    return baskets.counted(rival, shop()[1], power=power)


@lru_cache(maxsize=1)
def networks():
    """Return {name: weights} of the trained networks: embeddings (54, size), weights (54, size) and biases (54,)."""
    with np.load(RECORD) as stored:
        return {
            name: tuple(stored[f"{name}_{part}"].astype(float) for part in ("bag", "weight", "bias"))
            for name in LEARNED
        }


def learned(name, held):
    """Return the scores of a trained network (54,) for a basket of codes.

    Examples
    --------
    >>> learned("embedding", [13, 42]).shape
    (54,)
    """
    bag, weight, bias = networks()[name]
    code = bag[list(held)].mean(axis=0) if name == "embedding" else np.maximum(bag[list(held)].sum(axis=0), 0)
    return weight @ code + bias


def scores(held, third="embedding", power=0.5):
    """Return {way: score of each thing (54,)} for a basket; -inf for what is in it; no entry where there is no ranking.

    Parameters
    ----------
    held : sequence of int
        Codes of what is in the basket.
    third : {"embedding", "network"}
    power : float
        Of the popularity by which the cosine divides.

    Returns
    -------
    dict of str to ndarray
        popular: share of the baskets; learned and best: chance to be the one thing that was taken out.

    Examples
    --------
    >>> found = scores([12, 42])
    >>> [shop()[0].things[found[way].argmax()] for way in WAYS]
    ['milk', 'steaks', 'beer', 'beer']
    """
    store, known, *_ = shop()
    held = np.array(sorted(held), int)
    x = np.zeros((1, len(store.things)))
    x[0, held] = 1
    found = {"popular": counter("popular", power)(x)[0] / len(known)}
    if len(held):
        found["cosine"] = counter("cosine", power)(x)[0]
        logits = learned(third, held)
        logits[held] = -np.inf
        chance = np.exp(logits - logits.max())
        found["learned"] = chance / chance.sum()
    if len(held) >= FEW:
        found["best"] = store.best(held)
    for one in found.values():
        one[held] = -np.inf
    return found


def ranked(score):
    """Return the codes of all things outside the basket, the highest score first.

    Examples
    --------
    >>> ranked(np.array([0.1, -np.inf, 0.3])).tolist()
    [2, 0]
    """
    order = np.argsort(-score, kind="stable")
    return order[np.isfinite(score[order])]


def among_first(found, way, first=FIRST):
    """Return the chance that the thing taken out is among the first of a list: known, since the tastes are.

    Examples
    --------
    >>> found = scores([12, 42])
    >>> among_first(found, "popular") < among_first(found, "cosine") <= among_first(found, "best")
    np.True_
    """
    return found["best"][ranked(found[way])[:first]].sum()
