"""Points on their way out into the noise and back, and where a particle set down by hand may end."""

import threading
from functools import lru_cache

import numpy as np

from nnlearn.diffusion import add_noise, reverse_process
from nnlearn.lessons.diffusion.mixtures import MEMORY, SCHEDULE, examples, guess_of, source_of

POINTS = 400  # on the way
FAN, FAN_STEPS = 8, 25  # ways of a particle set down by hand, and the steps of each at most


def start_of(source, kind):
    """Return the points that set out, (400, 2): of the source, or those of the memory again and again.

    Examples
    --------
    >>> start_of("moons", "learned").shape, len(np.unique(start_of("moons", MEMORY), axis=0))
    ((400, 2), 20)
    """
    if kind == MEMORY:
        return np.tile(examples(source), (POINTS // len(examples(source)), 1))
    return source_of(source).x[:POINTS].astype(float)


class Walk:
    """The way of all points: out in one jump to any step, back step by step, as far as anybody asks.

    Parameters
    ----------
    settings : State

    Examples
    --------
    >>> from nnlearn.lessons.diffusion.state import State
    >>> walk = Walk(State(turn=50, steps=10))
    >>> walk.at(60)[0], walk.at(30)[0], walk.at(50)[0]
    (0, 30, 50)
    """

    def __init__(self, settings):
        self.settings, self.lock = settings, threading.Lock()
        self.start = start_of(settings.data, settings.arrows)
        rng = np.random.default_rng(settings.seed)
        self.eps = rng.standard_normal(self.start.shape)
        self._way = reverse_process(
            guess_of(settings.data, settings.arrows),
            self.out(settings.turn),
            SCHEDULE,
            start=settings.turn,
            steps=settings.back,
            eta=float(settings.fresh),
            rng=rng,
        )
        self.back: list = []  # (step, points, guess of the data) after each step back

    @property
    def reached(self):
        """The position up to which it is known."""
        return self.settings.turn + max(len(self.back) - 1, 0)

    def out(self, t):
        """Return the points at a step of the way out, (400, 2)."""
        return add_noise(self.start, t, self.eps, SCHEDULE)

    def at(self, position):
        """Return the step, the points (400, 2) and their past (k + 1, 400, 2) at a position of the way."""
        done = min(position, self.settings.length) - self.settings.turn
        if done <= 0:
            x = self.out(position)
            return position, x, x[None]
        with self.lock:
            while len(self.back) <= done:
                self.back.append(next(self._way))
        past = self.back[: done + 1]
        return past[-1][0], past[-1][1], np.stack([x for _, x, _ in past])


@lru_cache(maxsize=64)
def fan(source, kind, fresh, t, place, seed):
    """Return the ways (k + 1, m, 2) back to data from a place at step t: eight with fresh noise, one without.

    Examples
    --------
    >>> fan("eight Gaussians", "exact", True, 40, (0.5, 0.0), 0).shape
    (26, 8, 2)
    """
    x = np.tile(place, (FAN if fresh else 1, 1))
    if t == 0:
        return x[None]
    way = reverse_process(
        guess_of(source, kind),
        x,
        SCHEDULE,
        start=t,
        steps=min(t, FAN_STEPS),
        eta=float(fresh),
        rng=np.random.default_rng(seed),
    )
    return np.stack([x for _, x, _ in way])
