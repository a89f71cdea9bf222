"""The label explorer's state and view: whose labels were bought, and what a learner makes of them."""

from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from nnlearn.explorers.controls import pick, slide, slide_over, switch
from nnlearn.lessons.semi_supervised.data import digits
from nnlearn.lessons.semi_supervised.purchases import BUDGETS, CENTRES, DRAWS, MOST, RANDOM, bought_by, curves
from nnlearn.lessons.semi_supervised.self_training import LEARNERS, NEAREST, accuracy_of, after, distances

MINE = "by clicks"
ROUNDS = 8
THRESHOLDS = (0.0, 0.5, 0.7, 0.8, 0.95)
TEN = (451, 430, 622, 750, 1007, 32, 1173, 1065, 874, 76)  # what somebody has clicked: one on each of ten islands
NEIGHBOURS = 3  # labelled digits that are shown beside a chosen one


@dataclass(frozen=True)
class State:
    """Settings of the label explorer."""

    way: str = pick(MINE, (MINE, RANDOM, CENTRES), "buy labels")
    budget: int = slide_over(20, BUDGETS, "labels")
    draw: int = slide(0, DRAWS[0], DRAWS[-1], 1, "draw", buttons="step")
    learner: str = pick(NEAREST, LEARNERS, "learner")
    threshold: float = slide_over(0.8, THRESHOLDS, "threshold τ")
    peek: bool = switch(False, "peek at the true labels")
    position: int = slide(0, 0, 1, 1, "rounds of pseudo-labels")
    bought: tuple = TEN  # by clicks, in their order
    chosen: int = TEN[-1]  # the digit whose picture is shown


@dataclass(frozen=True)
class View:
    """What the explorer shows of a state.

    Parameters
    ----------
    state : State
    bought : tuple of int
        Places of the digits whose labels were bought.
    at : int
        Rounds of pseudo-labels so far.
    """

    state: State
    bought: tuple
    at: int

    def after(self, rounds):
        """Return the learner after some rounds."""
        return after(self.state.learner, self.bought, self.state.threshold if rounds else 0.0, rounds)

    @property
    def p(self):
        """What the learner says of each digit of the pool: probabilities."""
        return self.after(self.at).p

    @property
    def accuracy(self):
        """Share of the held-out digits that are read right."""
        return self.after(self.at).accuracy

    @property
    def alone(self):
        """The same without pseudo-labels."""
        return self.after(0).accuracy

    @cached_property
    def labels(self):
        """The label of each digit of the pool, bought or given in the last round; -1 where there is none."""
        found = np.full(len(digits().y), -1)
        if self.bought:
            last = self.after(self.at)
            found[last.rows] = last.labels
        return found

    @cached_property
    def kept(self):
        """Places of the digits that the learner has labelled."""
        return self.after(self.at).rows[len(self.bought) :] if self.bought else np.array([], int)

    @cached_property
    def wrong(self):
        """Those of them whose label is wrong."""
        return self.kept[self.labels[self.kept] != digits().y[self.kept]]

    def shares(self, rounds):
        """Return, after some rounds: accuracy, share of the unlabelled digits kept, share of these that is right.

        The last is NaN where none is kept.
        """
        learner = self.after(rounds)
        rows, labels = (part[len(self.bought) :] for part in (learner.rows, learner.labels))
        right = float((labels == digits().y[rows]).mean()) if len(rows) else np.nan
        return learner.accuracy, len(rows) / (len(digits().y) - len(self.bought)), right

    @cached_property
    def run(self):
        """`shares` after each round so far, as an array of shape (rounds + 1, 3)."""
        return np.array([self.shares(k) for k in range(self.at + 1)]) if self.bought else np.zeros((0, 3))

    @cached_property
    def own(self):
        """Accuracy without pseudo-labels after each number of labels, up to those that were bought."""
        state, number = self.state, len(self.bought)
        if state.way == MINE:
            return np.array([accuracy_of(state.learner, self.bought[:k]) for k in range(1, number + 1)])
        found = curves(state.learner)
        return (found.random if state.way == RANDOM else found.centres)[state.draw, :number]

    @cached_property
    def neighbours(self):
        """The bought digits nearest to the chosen one, in pixels; it is not one of them."""
        others = np.array([place for place in self.bought if place != self.state.chosen], int)
        away = distances()[self.state.chosen, others]
        return others[np.argsort(away, kind="stable")[:NEIGHBOURS]]


def bought_in(state):
    """Return the places of the digits whose labels were bought.

    Examples
    --------
    >>> bought_in(State()) == TEN, len(bought_in(State(way=CENTRES, budget=50)))
    (True, 50)
    """
    return state.bought if state.way == MINE else bought_by(state.way, state.budget, state.draw)


def clicked(state, place):
    """Return the changes after a click on a digit: its label is bought, or handed back if it was bought by a click.

    Where labels were bought otherwise, the clicks go on from there.

    Examples
    --------
    >>> clicked(State(bought=(3, 4)), 9)["bought"], clicked(State(bought=(3, 4)), 3)["bought"]
    ((3, 4, 9), (4,))
    >>> clicked(State(way=RANDOM, budget=5), 9)["way"] == MINE
    True
    """
    before = bought_in(state)
    if place in before:
        left = tuple(one for one in before if one != place)
        return {"bought": left, "chosen": place, "way": MINE, "position": 0}
    if len(before) >= MOST:
        return {"chosen": place}
    return {"bought": (*before, place), "chosen": place, "way": MINE, "position": 0}


def view_of(state):
    """Return the view of a state.

    Examples
    --------
    >>> view = view_of(State(way=CENTRES, budget=20, position=2))
    >>> view.at, len(view.bought), view.accuracy > 0.5
    (2, 20, True)
    """
    bought = bought_in(state)
    return View(state, bought, min(state.position, ROUNDS) if bought else 0)


def length(view):
    """Return how many rounds there are: none without a label."""
    return ROUNDS if view.bought else 0


def walked(state, way, places):
    """Return the digit next to the chosen one in a direction of the map.

    Parameters
    ----------
    state : State
    way : pair of int
        Right and up.
    places : ndarray of shape (1348, 2)

    Returns
    -------
    int
    """
    moved = (places - places[state.chosen]) @ np.array(way, float)
    aside = np.abs((places - places[state.chosen]) @ np.array(way[::-1], float))
    cost = np.where(moved > 1e-9, moved + 2 * aside, np.inf)
    return int(cost.argmin()) if np.isfinite(cost).any() else state.chosen


def cleared(state):
    """Return the state without a label."""
    return replace(state, way=MINE, bought=(), position=0)
