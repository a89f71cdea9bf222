"""What the energy explorer shows while a machine learns: its states, both phases, and how well it does."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from nnlearn.lessons.boltzmann_machines.spins import boltzmann, energies, states
from nnlearn.lessons.boltzmann_machines.state import State
from nnlearn.lessons.boltzmann_machines.wake_sleep import CELLS, alike, asleep, moments, split


@dataclass(frozen=True, eq=False)
class Learned:
    """A machine of six visible cells after some steps of learning.

    Parameters
    ----------
    state : State
    weight, bias : ndarray
    data, p : ndarray of shape (64,)
        The share of each state in the data, and its probability now, by its code.
    order, rank : ndarray of shape (64,) of int
        The codes, those of the data first, and the place of each code.
    wake, sleep, exact_sleep : ndarray of shape (6, 6)
        The means <s_i s_j>, and <s_i> on the diagonal: of the data, of the sleep phase, and of the machine itself.
    at, reached : int
        Steps shown, and computed so far.
    curve, exact_curve : ndarray of shape (at + 1,)
        The mean log p of the data after each step, and what the exact gradient reaches.
    """

    state: State
    weight: np.ndarray
    bias: np.ndarray
    data: np.ndarray
    p: np.ndarray
    order: np.ndarray
    rank: np.ndarray
    wake: np.ndarray
    sleep: np.ndarray
    exact_sleep: np.ndarray
    at: int
    reached: int
    curve: np.ndarray
    exact_curve: np.ndarray

    cells = CELLS
    held = ()
    draws = ()

    @property
    def code(self):
        """The state that is the most frequent in the data."""
        return int(self.order[0])

    @cached_property
    def shown(self):
        """The codes of the data's states, the most frequent first: each has a column."""
        return self.order[: int((self.data > 0).sum())]

    @cached_property
    def heights(self):
        """The probability of each of these states, and last that of all others together."""
        p = self.p[self.shown]
        return np.append(p, max(1 - p.sum(), 0.0))

    @property
    def chosen(self):
        """The chosen pair of cells."""
        return self.state.chosen if max(self.state.chosen) < CELLS else (0, 1)

    @cached_property
    def change(self):
        """Wake minus sleep, up to the learning rate the next change of the weights and biases."""
        return self.wake - self.sleep

    @cached_property
    def exact_change(self):
        """The exact gradient: wake minus the sleep of the machine itself."""
        return self.wake - self.exact_sleep

    @property
    def cosine(self):
        """How far the change agrees with the exact one: 1 is the same direction."""
        return alike(self.change, self.exact_change)

    @property
    def best(self):
        """The largest mean log p there can be: minus the entropy of the data."""
        return float(self.data[self.data > 0] @ np.log(self.data[self.data > 0]))


def learned_of(state, learner, exact):
    """Return the view of a machine that learns.

    Parameters
    ----------
    state : State
    learner, exact : Learner
        The one shown, and one with the exact gradient on the same data; both are continued up to the state's step.

    Returns
    -------
    Learned

    Examples
    --------
    >>> from nnlearn.lessons.boltzmann_machines.wake_sleep import DATA, EXACT, Learner
    >>> data = DATA["two pictures, 80 : 20"]
    >>> view = learned_of(State(view="learning", position=5), Learner(data, 1), Learner(data, EXACT))
    >>> view.order[:2].tolist(), len(view.curve)
    ([63, 0], 6)
    """
    at, s, data = state.position, states(CELLS), learner.data
    weight, bias = split(learner.to(at).weights[at])
    order = np.argsort(-data, kind="stable")
    rank = np.empty_like(order)
    rank[order] = np.arange(len(order))
    p = boltzmann(energies(weight, bias, s))
    sleep = moments(asleep(weight, bias, data, learner.k), s)
    curves = np.array(learner.curve[: at + 1]), np.array(exact.to(at).curve[: at + 1])
    return Learned(
        state, weight, bias, data, p, order, rank, learner.wake, sleep, moments(p, s), at, learner.reached, *curves
    )
