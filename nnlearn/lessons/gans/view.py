"""What the GAN explorer draws of a snapshot: a pure function of it and of the state."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

import nnlearn.numpy as nn
from nnlearn.lessons.gans.data import Points, coverage, points
from nnlearn.lessons.gans.game import players_with
from nnlearn.lessons.gans.run import Snapshot
from nnlearn.lessons.gans.turn import LEARN_D, SCORE, THROUGH


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
    batch : Batch, optional
        The points of the part of a step that is shown.
    """

    state: Any
    now: Snapshot
    data: Points
    shares: np.ndarray
    captured: int
    batch: Any = None

    @property
    def scores(self):
        """The discriminator's scores of points of the data, and of generated ones: the batch's, if there is one."""
        return (self.batch.real_scores, self.batch.made_scores) if self.batch else self.now.scores

    @property
    def misjudged(self):
        """Which points of the batch are taken for the other kind: of the generated ones, of the data."""
        halfway = self.now.middle if self.state.loss == "wasserstein" else 0.0
        return self.batch.made_scores > halfway, self.batch.real_scores < halfway

    @property
    def losses(self):
        """The losses of discriminator and generator, each in its latest turn, before its move; NaN before the first."""
        judged, drawn = self.now.losses[-1] if len(self.now.losses) else (np.nan, np.nan)
        if self.state.part in (SCORE, LEARN_D):
            judged = self.batch.loss_before
        elif self.now.half:
            judged = self.now.judged
        return judged, self.batch.loss_before if self.state.part == THROUGH else drawn

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


def view_of(state, now, batch=None):
    """Return the frame of a state, from the snapshot of its game and the batch of a part of a step."""
    data = points(state.data, state.drawn)
    found = coverage(now.generated, data)
    return View(state, now, data, found.shares, found.captured, batch)
