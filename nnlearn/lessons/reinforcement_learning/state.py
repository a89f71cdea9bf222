"""The quay explorer's state and view: a world of 5 x 9 places, and what sweeps or steps have made of its values."""

from dataclasses import dataclass
from functools import cached_property, lru_cache

import numpy as np

from nnlearn.explorers.controls import pick, slide, slide_over
from nnlearn.lessons.reinforcement_learning.walks import LOOKS, Walk
from nnlearn.worlds import Grid, ValueIteration, policy_value, value_iteration
from nnlearn.worlds.grid import QUAY

SWEEPS_OVER, Q_LEARNING, SARSA_WAY = "value iteration", "Q-learning", "SARSA"
METHODS = (SWEEPS_OVER, Q_LEARNING, SARSA_WAY)
SLIPS, GAMMAS, EPSILONS = (0, 0.01, 0.02, 0.05, 0.1, 0.2), (0.5, 0.8, 0.9, 0.95, 0.99), (0, 0.05, 0.1, 0.3, 0.5)
SWEEPS = 40
ROWS, COLUMNS = len(QUAY), len(QUAY[0])
START = ROWS - 1, 0
NEXT = {".": "#", "#": "G", "G": "~", "~": "."}  # what a click makes of a place
ALIKE = 1e-9  # two values of actions that differ by less are equally good
WINDOW = 500  # steps over which the pay is averaged


@dataclass(frozen=True)
class State:
    """Settings of the quay explorer."""

    method: str = pick(SWEEPS_OVER, METHODS, "method")
    slip: float = slide_over(0, SLIPS, "slip")
    gamma: float = slide_over(0.95, GAMMAS, "discount γ")
    epsilon: float = slide_over(0.3, EPSILONS, "exploration ε")
    seed: int = slide(0, 0, 9, 1, "seed", buttons="step")
    position: int = slide(SWEEPS, 0, SWEEPS, 1, "time")
    rows: tuple = QUAY
    chosen: tuple = START  # row and column of the place whose numbers are shown


@lru_cache(maxsize=32)
def world_of(rows, slip):
    """Return the world: only its arrays are used, so all may share it."""
    return Grid(rows, slip=slip)


@lru_cache(maxsize=64)
def solved(rows, slip, gamma):
    """Return the best values, and the first sweeps, as two ValueIterations."""
    world = world_of(rows, slip)
    best = value_iteration(world.P, world.R, gamma, tolerance=1e-12)
    return best, value_iteration(world.P, world.R, gamma, sweeps=SWEEPS, tolerance=0)


@dataclass(frozen=True)
class View:
    """What the explorer shows of a state.

    Parameters
    ----------
    state : State
    at : int
        Sweeps, or looks at the walk, so far.
    walk : Walk or None
        None for value iteration.
    """

    state: State
    at: int
    walk: Walk | None

    @property
    def world(self):
        """The world, as a Grid."""
        return world_of(self.state.rows, self.state.slip)

    @property
    def best(self) -> ValueIteration:
        """The true values."""
        return solved(self.state.rows, self.state.slip, self.state.gamma)[0]

    @property
    def steps(self):
        """How many steps the walker has taken, or how many sweeps were made."""
        return LOOKS[self.at] if self.walk else self.at

    @cached_property
    def q(self):
        """The values of the actions, of shape (n, 4); 0 before the first sweep."""
        if self.walk:
            return self.walk.look(self.at).q
        world = self.world
        return world.R + self.state.gamma * world.P @ self.history[self.at - 1] if self.at else 0 * world.R

    @property
    def history(self):
        """The values before the first sweep and after each, of shape (41, n)."""
        return solved(self.state.rows, self.state.slip, self.state.gamma)[1].history

    @cached_property
    def v(self):
        """The value of each place, of shape (n,)."""
        return np.where(self.world.terminal, 0.0, self.q.max(axis=1))

    @property
    def visits(self):
        """How often each action was taken, of shape (n, 4); never where nobody walks."""
        return self.walk.look(self.at).visits if self.walk else np.zeros(self.q.shape, int)

    @cached_property
    def tried(self):
        """Whether each action has been tried; value iteration looks at all."""
        return self.visits > 0 if self.walk else np.full(self.q.shape, self.at > 0)

    @cached_property
    def arrows(self):
        """The actions that look best, ties included, of shape (n, 4), bool; none where all look alike."""
        good = self.q > self.q.max(axis=1, keepdims=True) - ALIKE
        return good & ~good.all(axis=1, keepdims=True) & ~self.world.terminal[:, None]

    @cached_property
    def wrong(self):
        """How many places have no arrow or one that is not the best."""
        best = self.best.q > self.best.q.max(axis=1, keepdims=True) - ALIKE
        bad = ~self.arrows.any(axis=1) | (self.arrows & ~best).any(axis=1)
        return int((bad & ~self.world.terminal & ~best.all(axis=1)).sum())

    @cached_property
    def errors(self):
        """The largest error before the first sweep and after each so far."""
        return np.abs(self.history - self.best.v).max(axis=1)[: self.at + 1]

    @cached_property
    def rewards(self):
        """What each step so far has paid; nothing where nobody walks."""
        return self.walk.rewards(self.at) if self.walk else np.zeros(0)

    @cached_property
    def pay(self):
        """The steps of all looks so far but the first, and the mean pay of the last 500 steps before each."""
        sums, at = np.append(0.0, self.rewards.cumsum()), np.array(LOOKS[1 : self.at + 1], int)
        before = np.maximum(at - WINDOW, 0)
        return at, (sums[at] - sums[before]) / (at - before)

    @cached_property
    def worth(self):
        """The true value of the arrows at the start; of several equally good ones the first is taken."""
        q, world = self.q, self.world
        policy = (q > q.max(axis=1, keepdims=True) - ALIKE).argmax(axis=1)
        return float(policy_value(world.P, world.R, self.state.gamma, policy)[world.start])

    @cached_property
    def trail(self):
        """The places of the walk: those of the newest episode, or the way of the arrows from the start."""
        return self.walk.look(self.at).trail if self.walk else greedy_way(self.world, self.arrows)

    @property
    def arrived(self):
        """Whether the trail leads to a goal, or to where something good ends it."""
        last = self.trail[-1]
        return bool(self.world.terminal[last] and self.world.arrival[last] > 0)

    def state_at(self, place):
        """Return the number of the state at a row and column, or None for a wall."""
        found = np.flatnonzero((self.world.places == place).all(axis=1))
        return int(found[0]) if len(found) else None


def greedy_way(world, arrows):
    """Return the states on the way of the arrows if nothing slips, until it ends, repeats itself or has no arrow.

    Parameters
    ----------
    world : Grid
    arrows : ndarray of shape (n, 4), bool
        Of several, the first is taken.

    Returns
    -------
    tuple of int

    Examples
    --------
    >>> len(view_of(State()).trail) - 1, len(view_of(State(slip=0.02)).trail) - 1  # steps
    (10, 12)
    """
    trail = [world.start]
    while arrows[trail[-1]].any():
        s = int(world.P[trail[-1], arrows[trail[-1]].argmax()].argmax())
        if s in trail:
            break
        trail.append(s)
    return tuple(trail)


def view_of(state, walk=None):
    """Return the view of a state.

    Parameters
    ----------
    state : State
    walk : Walk, optional
        Its own, where a walker learns; made if it is not given.

    Examples
    --------
    >>> view = view_of(State(position=3))
    >>> view.at, int((view.v > 0).sum()), view.wrong
    (3, 6, 31)
    """
    if state.method == SWEEPS_OVER:
        return View(state, min(state.position, SWEEPS), None)
    return View(state, min(state.position, len(LOOKS) - 1), walk or Walk(*walk_key(state)))


def walk_key(state):
    """Return all that a walk depends on."""
    return state.rows, state.slip, state.gamma, state.method == SARSA_WAY, state.epsilon, state.seed


def length(state):
    """Return how many sweeps or looks there are."""
    return SWEEPS if state.method == SWEEPS_OVER else len(LOOKS) - 1


def turned(rows, place):
    """Return the rows after a click on a place: free, wall, +10, -10, free; the start stays.

    Examples
    --------
    >>> turned(QUAY, (0, 8))[0], turned(QUAY, (4, 8))[4], turned(QUAY, START) == QUAY
    ('........#', 'S~~~~~~~~', True)
    """
    r, c = place
    return with_letter(rows, place, NEXT.get(rows[r][c], rows[r][c]))


def started_at(rows, place):
    """Return the rows with the start at a place; where it was is free.

    Examples
    --------
    >>> started_at(QUAY, (3, 0))[3:]
    ('S........', '.~~~~~~~G')
    """
    before = next((r, row.index("S")) for r, row in enumerate(rows) if "S" in row)
    return with_letter(with_letter(rows, before, "."), place, "S")


def with_letter(rows, place, letter):
    """Return the rows with another letter at a place."""
    r, c = place
    return (*rows[:r], rows[r][:c] + letter + rows[r][c + 1 :], *rows[r + 1 :])
