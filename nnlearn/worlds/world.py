"""What all worlds share: an episode that begins, runs, and ends in one of two ways."""

import numpy as np

from nnlearn.arguments import describe, integer
from nnlearn.shared.seeds import shared_rng


class World:
    """One episode at a time, in Gymnasium's form. A world says where an episode begins, and what a step does."""

    def __init__(self, max_episode_steps):
        if max_episode_steps is not None:
            max_episode_steps = integer(type(self).__name__, "max_episode_steps", max_episode_steps, low=1)
        self.max_episode_steps = max_episode_steps
        self._seeded, self._running, self._steps = None, False, 0
        self._rng = shared_rng()

    def reset(self, *, seed=None):
        """Begin an episode, and return (state, info).

        With a `seed`, a whole number from 0 to 2**32 - 1 or a numpy.random.Generator, the world's chances begin again:
        equal seeds give equal episodes. Without one its generator continues; a world that never got a seed takes the
        generator that `nn.manual_seed` sets. `info` is an empty dict, there for Gymnasium's sake.
        """
        if seed is not None:
            if not isinstance(seed, np.random.Generator):
                seed = integer(f"{type(self).__name__}.reset", "seed", seed, low=0, high=2**32 - 1)
            self._seeded = np.random.default_rng(seed)
        self._rng = shared_rng() if self._seeded is None else self._seeded
        self._running, self._steps = True, 0
        return self._begin(), {}

    def _begin(self):
        """Return the first state."""
        raise NotImplementedError

    def _checked(self, action, actions):
        """Return an action as a number below `actions`, or raise; also if no episode runs."""
        if not self._running:
            raise ValueError(
                f"{type(self).__name__}.step expected an episode that runs, got one that "
                f"{'has ended' if self._steps else 'has not begun'}: call reset() first"
            )
        return integer(f"{type(self).__name__}.step", "action", action, low=0, high=actions - 1)

    def _count(self, terminated):
        """Count a step, and return whether the episode is cut off here."""
        self._steps += 1
        truncated = self._steps == self.max_episode_steps
        self._running = not (terminated or truncated)
        return truncated


def check_world(caller, world):
    """Raise unless this has the two methods of a world."""
    if isinstance(world, type) or not (callable(getattr(world, "reset", None)) and hasattr(world, "step")):
        raise TypeError(f"{caller} expected world to have reset and step, as CartPole() does, got {describe(world)}")
