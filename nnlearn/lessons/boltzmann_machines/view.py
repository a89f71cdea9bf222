"""What the energy explorer shows, as numbers: the machine with its walkers, or the memory as it settles."""

from dataclasses import dataclass
from functools import cached_property, lru_cache

import numpy as np

from nnlearn.lessons.boltzmann_machines.recall import SIDE, Settling, mean_digits, settled, stored
from nnlearn.lessons.boltzmann_machines.spins import boltzmann, energies, states
from nnlearn.lessons.boltzmann_machines.state import State
from nnlearn.lessons.boltzmann_machines.walker import Draw, Walk, expected_gap, unpacked

CELLS = SIDE * SIDE


@dataclass(frozen=True, eq=False)
class Landscape:
    """A small machine: all its states, and where the walkers have been.

    Parameters
    ----------
    state : State
    weight, bias : ndarray
    energy, p : ndarray of shape (2**n,)
        Of each state by its code; p is exact, and 0 where a clamped cell has the other value.
    order, rank : ndarray of shape (2**n,) of int
        The codes from low energy to high, and the place of each code in that order.
    at, reached : int
        Sweeps shown, and computed so far.
    trace : ndarray of shape (at + 1,)
        The codes of the first walker, sweep by sweep.
    draws : list of Draw
        Of the next sweep, those that are done.
    counts : ndarray of shape (2**n,) of int
        How often a walker was in each state after a sweep.
    """

    state: State
    weight: np.ndarray
    bias: np.ndarray
    energy: np.ndarray
    p: np.ndarray
    order: np.ndarray
    rank: np.ndarray
    at: int
    reached: int
    trace: np.ndarray
    draws: list[Draw]
    counts: np.ndarray

    @property
    def cells(self):
        """How many cells the machine has."""
        return self.state.cells

    @property
    def held(self):
        """The clamped cells, each with whether it is held at +1."""
        return self.state.clamped

    @property
    def chosen(self):
        """The chosen pair of cells."""
        return self.state.chosen

    @property
    def code(self):
        """The state of the first walker now."""
        return self.draws[-1].after if self.draws else int(self.trace[-1])

    @cached_property
    def share(self):
        """The share of visits in each state."""
        return self.counts / max(self.counts.sum(), 1)

    @cached_property
    def gap(self):
        """Total variation between the shares and the exact probabilities."""
        return float(np.abs(self.share - self.p).sum() / 2)

    @cached_property
    def perfect(self):
        """What as many perfect draws would have on average."""
        return expected_gap(self.p, int(self.counts.sum()))

    @property
    def mean(self):
        """The mean energy of the visits."""
        return float(self.share @ self.energy)

    @property
    def exact_mean(self):
        """The mean energy under the exact probabilities."""
        return float(self.p @ self.energy)


@dataclass(frozen=True, eq=False)
class Memory:
    """A memory of digits while it settles.

    Parameters
    ----------
    state : State
    patterns : ndarray of shape (n, 64)
        Those stored.
    cue : ndarray of shape (64,)
        What it was given.
    settling : Settling
    at : int
        Flips shown.
    board : ndarray of shape (64,)
        The cells now.
    level : ndarray of shape (n,)
        The energy of each stored pattern.
    """

    state: State
    patterns: np.ndarray
    cue: np.ndarray
    settling: Settling
    at: int
    board: np.ndarray
    level: np.ndarray

    @property
    def reached(self):
        """The number of flips until it is at rest."""
        return len(self.settling.cells)

    @cached_property
    def overlap(self):
        """For each stored pattern, the mean product of its cells with those of the board: 1 if they are equal."""
        return self.patterns @ self.board / CELLS

    @property
    def nearest(self):
        """The stored digit with the largest overlap."""
        return int(self.overlap.argmax())

    @property
    def energy(self):
        """The energy now."""
        return float(self.settling.energies[self.at])


def walk_of(settings):
    """Return the walk of a state, from its start."""
    weight, bias = unpacked(settings.weights, settings.cells)
    held = tuple(i for i, _ in settings.clamped)
    return Walk(weight, bias, settings.temperature, settings.walkers, settings.start, held)


def landscape_of(state, walk):
    """Return the view of a machine.

    Parameters
    ----------
    state : State
    walk : Walk
        The one of `walk_of`; it is continued as far as the state asks.

    Returns
    -------
    Landscape
    """
    s, at = states(state.cells), state.position
    energy = energies(walk.weight, walk.bias, s)
    allowed = np.ones(len(s), bool)
    for i, up in state.clamped:
        allowed &= (s[:, i] > 0) == up
    p = np.zeros(len(s))
    p[allowed] = boltzmann(energy[allowed], state.temperature)
    order = np.argsort(energy.round(9), kind="stable")
    rank = np.empty_like(order)
    rank[order] = np.arange(len(order))
    seen = walk.to(at).seen
    counts = np.bincount(seen[1 : at + 1].ravel(), minlength=len(s))
    draws = walk.draws(at, state.cell) if state.cell else []
    return Landscape(
        state, walk.weight, walk.bias, energy, p, order, rank, at, walk.reached, seen[: at + 1, 0], draws, counts
    )


@lru_cache(maxsize=32)
def _weights(count, rule):
    return stored(mean_digits()[:count], rule)


def spoiled(digit, count):
    """Return a digit with some of its 64 cells turned over; more cells include those of fewer.

    Examples
    --------
    >>> int((spoiled(3, 5) != spoiled(3, 0)).sum())
    5
    """
    board = mean_digits()[digit].copy()
    cells = np.random.default_rng(digit).permutation(CELLS)[:count]
    board[cells] = -board[cells]
    return board


def number_of(board):
    """Return a board as a number, bit by bit.

    Examples
    --------
    >>> number_of(board_of(12345))
    12345
    """
    return sum(1 << i for i in np.flatnonzero(np.asarray(board) > 0).tolist())


def board_of(number):
    """Return the board of a number, (64,) of -1 and +1."""
    return np.array([1.0 if number >> i & 1 else -1.0 for i in range(CELLS)])


@lru_cache(maxsize=64)
def _settling(count, rule, digit, wrong, drawn):
    cue = spoiled(digit, wrong) if drawn < 0 else board_of(drawn)
    return cue, settled(_weights(count, rule), cue, np.random.default_rng(0))


def memory_of(state):
    """Return the view of a memory.

    Examples
    --------
    >>> view = memory_of(State(view="memory", stored=2, digit=1, spoiled=6, position=100))
    >>> view.at, view.nearest, float(view.overlap.max())
    (6, 1, 1.0)
    """
    cue, settling = _settling(state.stored, state.rule, state.digit, state.spoiled, state.drawn)
    at, board = min(state.position, len(settling.cells)), cue.copy()
    for i in settling.cells[:at]:
        board[i] = -board[i]
    patterns, weight = mean_digits()[: state.stored], _weights(state.stored, state.rule)
    level = -((patterns @ weight) * patterns).sum(axis=1) / 2
    return Memory(state, patterns, cue, settling, at, board, level)


def settings_of(state):
    """Return the state with its defaults for what only changes the picture: equal settings, equal walks."""
    named = {"weights": state.weights, "clamped": state.clamped, "start": state.start, "cells": state.cells}
    return State(temperature=state.temperature, walkers=state.walkers, **named)
