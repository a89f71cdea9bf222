"""What can be set in the basket explorer, and what it shows for it."""

from dataclasses import dataclass

import numpy as np

from nnlearn.explorers.controls import pick, slide
from nnlearn.lessons.applications.basket_lists import FIRST, WAYS, among_first, ranked, scores, shop
from nnlearn.lessons.applications.baskets import HELD_OUT

THIRD = {"embedding: mean of embeddings": "embedding", "network: with a hidden layer": "network"}
MOST = 10  # things in a basket
START = ("charcoal", "sausages")


@dataclass(frozen=True)
class State:
    """Settings of the basket explorer."""

    number: int = slide(0, 0, HELD_OUT, 1, "test basket (0: yours)", buttons="any")
    power: float = slide(0.5, 0.0, 1.0, 0.25, "cosine: power of popularity")
    third: str = pick("embedding", THIRD.items(), "third list")
    held: tuple = START  # names of what is in your basket
    at: str = START[0]  # the thing that the keys are at


@dataclass(frozen=True)
class View:
    """A basket, and the lists for it."""

    state: State
    held: tuple  # codes of what is in the basket, in ascending order
    hidden: int  # code of the thing that was taken out of a test basket, or -1
    scores: dict  # {way: (54,)}; no entry where there is no ranking
    lists: dict  # {way: codes, best first}
    chances: dict  # {way: chance that the thing taken out is among the first five}

    @property
    def names(self):
        """Names of all things."""
        return shop()[0].things

    def rank(self, way, code=None):
        """Return the rank of a thing in a list from 1, of the hidden one if none is given."""
        return int(np.flatnonzero(self.lists[way] == (self.hidden if code is None else code))[0]) + 1

    def good(self, code):
        """Return whether a thing is among the first five of the best possible list."""
        return code in self.lists.get("best", ())[:FIRST]


def contents(state):
    """Return the codes in the basket of a state, in ascending order, and the hidden code or -1.

    Examples
    --------
    >>> contents(State()), contents(State(number=1))
    (((12, 42), -1), ((16, 27, 34, 42), 28))
    """
    store, _, seen, hidden = shop()
    if state.number:
        row = state.number - 1
        return tuple(np.flatnonzero(seen[row]).tolist()), int(hidden[row])
    return tuple(sorted(store.codes(*state.held).tolist())), -1


def view_of(state):
    """Return what a state shows.

    Examples
    --------
    >>> view = view_of(State())
    >>> [view.names[code] for code in view.lists["best"][:3]]
    ['beer', 'milk', 'steaks']
    """
    held, hidden = contents(state)
    found = scores(held, state.third, state.power)
    lists = {way: ranked(found[way]) for way in WAYS if way in found}
    chances = {way: float(among_first(found, way)) for way in lists} if "best" in found else {}
    return View(state, held, hidden, found, lists, chances)


def toggled(state, name):
    """Return the changes that put a thing into the basket or take it out; a test basket becomes yours.

    Examples
    --------
    >>> toggled(State(), "beer")["held"], toggled(State(), "charcoal")["held"]
    (('charcoal', 'sausages', 'beer'), ('sausages',))
    """
    names = shop()[0].things
    own = state.held if not state.number else tuple(names[code] for code in contents(state)[0])
    held = tuple(one for one in own if one != name)
    if name not in own and len(own) < MOST:
        held = (*own, name)
    return {"held": held, "number": 0, "at": name}
