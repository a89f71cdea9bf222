"""What the diffusion explorer draws of a state: points, arrows, density, and how many came home."""

from dataclasses import dataclass
from functools import cached_property, lru_cache

import numpy as np

from nnlearn.explorers.snapshots import read_only
from nnlearn.lessons.diffusion.mixtures import (
    EXACT,
    MEMORY,
    PARTS,
    SCHEDULE,
    distances,
    examples,
    guess_of,
    log_density,
    nearest_part,
    record,
    source_of,
)
from nnlearn.lessons.diffusion.state import State
from nnlearn.lessons.diffusion.walk import fan

EDGE = 2.3  # the plane is drawn from -EDGE to EDGE
ARROWS_A_SIDE, CELLS = 12, 64
GRID = np.stack(np.meshgrid(*[(np.arange(ARROWS_A_SIDE) + 0.5) / ARROWS_A_SIDE * 2 * EDGE - EDGE] * 2), -1)
PLACES = GRID.reshape(-1, 2)  # where an arrow begins
NEAR = 0.05  # a point this near to one of the memory's has become it: two times the noise of step 1
SHARPEST = 4  # step from which on the density of single points is wider than a cell of the map


@dataclass(frozen=True, eq=False)
class View:
    """One frame of the explorer.

    Parameters
    ----------
    state : State
    t : int
        The step in which the points are.
    start, x : ndarrays of shape (400, 2)
        Where the points came from, and where they are.
    past : ndarray of shape (k + 1, 400, 2)
        Where they have been on the way back.
    arrows, exact : ndarrays of shape (144, 2)
        The guessed noise, reversed, at each of `PLACES`, and the best guess for the source; empty at step 0.
    part : ndarray of shape (400,)
        The part of the source that is nearest to each point.
    home : float
        The share of points nearest to what they came from: the same part, or of the memory the same example.
    on : float
        The share of points on the data: at most three standard deviations from a centre, or at one of the examples.
    """

    state: State
    t: int
    start: np.ndarray
    x: np.ndarray
    past: np.ndarray
    arrows: np.ndarray
    exact: np.ndarray
    part: np.ndarray
    home: float
    on: float

    @property
    def memory(self):
        """Whether the arrows lead to 20 points."""
        return self.state.arrows == MEMORY

    @property
    def a(self):
        """The signal's share."""
        return float(SCHEDULE.a[self.t])

    @property
    def s(self):
        """The noise's share."""
        return float(SCHEDULE.s[self.t])

    @property
    def returning(self):
        """Whether the points are on their way back."""
        return self.state.done > 0

    @property
    def at_end(self):
        """Whether they have arrived."""
        return self.returning and self.t == 0

    @cached_property
    def shares(self):
        """The share of points nearest to each part, (8,)."""
        return np.bincount(self.part, minlength=PARTS) / len(self.part)

    @property
    def off(self):
        """How far the shares are from even ones, the total variation: the share that would have to move."""
        return float(np.abs(self.shares - 1 / PARTS).sum() / 2)

    @cached_property
    def density(self):
        """The density of the noised source, as a share of its largest value, (64, 64)."""
        kind = MEMORY if self.memory else EXACT
        return _density(self.state.data, kind, max(self.t, SHARPEST) if self.memory else self.t)

    @cached_property
    def fan(self):
        """The ways of a particle set down by hand, (k + 1, m, 2), or None."""
        state = self.state
        if not state.particle:
            return None
        return fan(state.data, state.arrows, state.fresh, self.t, state.particle, state.seed)

    def guess(self, place):
        """Return the guessed noise eps^ and the guess x^ of the data at a place (2,), each (2,)."""
        eps = guess_of(self.state.data, self.state.arrows)(np.reshape(place, (1, 2)).astype(float), self.t)[0]
        return eps, (place - self.s * eps) / self.a


def view_of(state, walk):
    """Return the frame of a state, from its `Walk`.

    Examples
    --------
    >>> from nnlearn.lessons.diffusion.state import settings_of
    >>> from nnlearn.lessons.diffusion.walk import Walk
    >>> state = State(arrows="memory of 20 points", position=200)
    >>> view = view_of(state, Walk(settings_of(state)))
    >>> view.t, view.on, view.arrows.shape
    (0, 0.995, (0, 2))
    """
    t, x, past = walk.at(state.position)
    part, _ = nearest_part(state.data, x, t)
    if state.arrows == MEMORY:
        middles = SCHEDULE.a[t] * examples(state.data)
        squares = distances(x, middles)
        home = squares.argmin(axis=1) == np.arange(len(x)) % len(middles)
        on = distances(x, examples(state.data)).min(axis=1) <= NEAR**2
    else:
        home = part == nearest_part(state.data, walk.start)[0]
        on = nearest_part(state.data, x)[1] <= 3 * source_of(state.data).std
    arrows, exact = (_arrows(state.data, kind, t) for kind in (state.arrows, EXACT))
    start, x, past, arrows, exact, part = map(read_only, (walk.start, x, past, arrows, exact, part))
    return View(state, t, start, x, past, arrows, exact, part, float(home.mean()), float(on.mean()))


@lru_cache(maxsize=256)
def _arrows(source, kind, t):
    return -guess_of(source, kind)(PLACES, t) if t else np.zeros((0, 2))


@lru_cache(maxsize=256)
def _density(source, kind, t):
    middle = (np.arange(CELLS) + 0.5) / CELLS * 2 * EDGE - EDGE
    found = log_density(source, np.stack(np.meshgrid(middle, middle), -1).reshape(-1, 2), t, kind)
    return np.exp(found - found.max()).reshape(CELLS, CELLS).astype(np.float32)


def loss(source, kind):
    """Return the loss of a guess on unseen points at each step 1..100, (100,).

    Examples
    --------
    >>> best, learned = (loss("eight Gaussians", kind)[25] for kind in ("exact", "learned"))
    >>> bool(best <= learned < best + 0.01)
    True
    """
    return record()[f"{source}, {kind}"]
