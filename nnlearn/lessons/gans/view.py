"""What the GAN explorer draws of a snapshot: a pure function of it and of the state."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

import nnlearn.numpy as nn
from nnlearn.lessons.gans.data import Points, coverage, points
from nnlearn.lessons.gans.game import players_with
from nnlearn.lessons.gans.run import Snapshot


@dataclass(frozen=True, eq=False)
class View:
    """One frame of the explorer.

    Parameters
    ----------
    state : State
    now : Snapshot
    data : Points
        What is imitated.
    shares : ndarray of shape (modes,)
        The share of the generated points on each mode.
    captured : int
        Modes that get at least half of an even share.
    """

    state: Any
    now: Snapshot
    data: Points
    shares: np.ndarray
    captured: int

    @cached_property
    def players(self):
        """Generator and discriminator as they are now: copies, so that asking them disturbs no game."""
        return players_with(self.now.weights)

    def made(self, u):
        """Return the point (2,) that the generator makes of noise u (2,)."""
        return nn.predict(self.players[0], np.reshape(u, (1, 2)))[0].astype(float)

    def score(self, x):
        """Return the discriminator's score of a place x (2,)."""
        return float(nn.predict(self.players[1], np.reshape(x, (1, 2)))[0, 0])

    def mode(self, x):
        """Return the mode on which a place x (2,) lies, or None."""
        away = np.hypot(*(self.data.modes - x).T)
        return int(away.argmin()) if away.min() <= self.data.reach else None

    @property
    def at(self):
        """The step that is shown."""
        return self.now.step

    @property
    def reached(self):
        """The last step played so far."""
        return self.now.reached


def view_of(state, now):
    """Return the frame of a state, from the snapshot of its game."""
    data = points(state.data, state.drawn)
    found = coverage(now.generated, data)
    return View(state, now, data, found.shares, found.captured)
