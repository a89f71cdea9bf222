"""What the GAN explorer draws of a snapshot: a pure function of it and of the state."""

from dataclasses import dataclass
from typing import Any

import numpy as np

from nnlearn.lessons.gans.data import Points, coverage, points
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
