"""A walk along the quay that learns, looked at after every step first, and later after every hundred."""

from typing import NamedTuple

import numpy as np

from nnlearn.worlds import SARSA, Grid, QLearning
from nnlearn.worlds.tables import TableLearner

LOOKS = (*range(50), *range(50, 1000, 10), *range(1000, 20_001, 100))  # steps after which there is a look
LONG = 60  # places of a trail


class Look(NamedTuple):
    """What a walker knows, and where it has just been.

    Parameters
    ----------
    q : ndarray of shape (n, 4)
    visits : ndarray of shape (n, 4), int64
        How often each action was taken.
    trail : tuple of int
        The newest states of the newest episode.
    """

    q: np.ndarray
    visits: np.ndarray
    trail: tuple


class Walk:
    """A learner that walks on as far as somebody wants to see it, and keeps what it knew at each look.

    Parameters
    ----------
    rows : tuple of str
    slip, gamma : float
    sarsa : bool
        SARSA, or else Q-learning.
    epsilon : float
    seed : int

    Examples
    --------
    >>> walk = Walk(("...", "S~G"), 0, 0.95, False, 0.3, 0)
    >>> int((walk.look(200).visits > 0).sum()), len(walk.rewards(60))
    (16, 150)
    """

    def __init__(self, rows, slip, gamma, sarsa, epsilon, seed):
        world = Grid(rows, slip=slip)
        self._learner = (TracedSARSA if sarsa else TracedQLearning)(world, gamma=gamma, epsilon=epsilon, seed=seed)
        self._looks = [self._looked()]

    def look(self, k):
        """Return the look with a number, as a Look."""
        while len(self._looks) <= k:
            self._learner.run(LOOKS[len(self._looks)] - LOOKS[len(self._looks) - 1])
            self._looks.append(self._looked())
        return self._looks[k]

    def rewards(self, k):
        """Return what each step before a look has paid."""
        self.look(k)
        return self._learner.rewards[: LOOKS[k]]

    def _looked(self):
        learner = self._learner
        return Look(learner.q, learner.visits, tuple(learner.trail[-LONG:]))


class Traced(TableLearner):
    """A learner that remembers where it has been in its newest episode; to be mixed into one."""

    _over = True

    def __init__(self, world, **settings):
        super().__init__(world, **settings)
        self.trail = [world.start]

    def learn(self, s, a, r, s_next, terminated):
        if self._over:
            self.trail = [s]
        self.trail.append(s_next)
        self._over = terminated
        return super().learn(s, a, r, s_next, terminated)


class TracedQLearning(Traced, QLearning):
    """Q-learning that remembers where it has been."""


class TracedSARSA(Traced, SARSA):
    """SARSA that remembers where it has been."""
