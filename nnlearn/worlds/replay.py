"""Steps that are kept, so that a network can learn from each more than once, in mixed order."""

from typing import NamedTuple

import numpy as np

from nnlearn.arguments import describe, finite, integer
from nnlearn.shared.seeds import rng_or_shared


class Transitions(NamedTuple):
    """A batch of steps, as `nn.dqn_step` takes it.

    Parameters
    ----------
    states : ndarray of shape (N, ...)
    actions : ndarray of shape (N,), int64
    rewards : ndarray of shape (N,), float32
    next_states : ndarray of shape (N, ...)
    terminated : ndarray of shape (N,), bool
        Whether the episode terminated there. One that was truncated did not.

    Examples
    --------
    >>> batch = Transitions(np.zeros((2, 4)), np.array([0, 1]), np.ones(2), np.zeros((2, 4)), np.array([False, True]))
    >>> batch.terminated.mean().item()
    0.5
    """

    states: np.ndarray
    actions: np.ndarray
    rewards: np.ndarray
    next_states: np.ndarray
    terminated: np.ndarray


class Replay:
    """The last steps of a walk, to draw batches from: neighbours in time are alike, a drawn batch is mixed.

    Parameters
    ----------
    capacity : int, >= 1
        How many steps are kept; then each new one takes the place of the oldest.

    Raises
    ------
    TypeError, ValueError
        If an argument is not one of these; if a step does not have the form of the first one; if more steps are asked
        for than there are, or a batch from none.

    Notes
    -----
    `add(state, action, reward, next_state, terminated)` keeps a step: states as arrays of the first one's shape, kept
    as float32 (whole numbers as int64); a number; whether the episode terminated, not whether it was cut off.
    `sample(count, rng=None)` draws some of them, evenly and with replacement, as `Transitions`; the generator is
    the one of `manual_seed` unless one is given. `last(count)` returns the last ones in order. `len(replay)` counts.

    References
    ----------
    Lin (1992), "Self-improving reactive agents based on reinforcement learning, planning and teaching". Mnih et al.
    (2015), "Human-level control through deep reinforcement learning".

    Examples
    --------
    >>> replay = Replay(100)
    >>> for t in range(5):
    ...     replay.add([t, 0.0], t % 2, 1.0, [t + 1, 0.0], t == 4)
    >>> batch = replay.sample(3, rng=np.random.default_rng(0))
    >>> batch.states.tolist(), batch.actions.tolist(), batch.terminated.tolist()
    ([[4.0, 0.0], [3.0, 0.0], [2.0, 0.0]], [0, 1, 0], [True, False, False])
    >>> replay.last(2).rewards.tolist(), len(replay)
    ([1.0, 1.0], 5)
    """

    def __init__(self, capacity):
        self.capacity = integer("Replay", "capacity", capacity, low=1)
        self._added = 0
        self._kept: Transitions | None = None

    def __len__(self):
        return min(self._added, self.capacity)

    def add(self, state, action, reward, next_state, terminated):
        """Keep a step; the oldest one goes if all places are taken."""
        state, next_state = np.asarray(state), np.asarray(next_state)
        if self._kept is None:
            self._kept = self._room(state)
        kept, place = self._kept, self._added % self.capacity
        if not state.shape == next_state.shape == kept.states.shape[1:] or type(terminated) is not bool:
            refuse(kept.states.shape[1:], state, next_state, terminated)
        kept.states[place] = state
        kept.next_states[place] = next_state
        kept.actions[place] = action
        kept.rewards[place] = reward
        kept.terminated[place] = terminated
        self._added += 1

    def sample(self, count, *, rng=None):
        """Return `count` steps, drawn with replacement, as Transitions."""
        count, rng = integer("Replay.sample", "count", count, low=1), rng_or_shared("Replay.sample", "rng", rng)
        return self._at(rng.integers(self._some("sample", 1), size=count))

    def last(self, count):
        """Return the last `count` steps in the order in which they came, as Transitions."""
        count = integer("Replay.last", "count", count, low=1)
        self._some("last", count)
        return self._at(np.arange(self._added - count, self._added) % self.capacity)

    def _at(self, places):
        return Transitions(*(values[places] for values in self._kept or ()))

    def _some(self, method, count):
        if len(self) < count:
            raise ValueError(f"Replay.{method} expected at least {count} steps to be kept, got {len(self)}: add more")
        return len(self)

    def _room(self, state):
        """Return empty arrays for steps whose states look like this one."""
        finite("Replay.add", "state", state)
        shape, dtype = (self.capacity, *state.shape), np.int64 if state.dtype.kind in "iu" else np.float32
        whole, real, truth = (np.empty(self.capacity, kind) for kind in (np.int64, np.float32, bool))
        return Transitions(np.empty(shape, dtype), whole, real, np.empty(shape, dtype), truth)


def refuse(expected, state, next_state, terminated):
    """Raise unless both states have this shape, and `terminated` is True or False, NumPy's too."""
    for name, values in (("state", state), ("next_state", next_state)):
        if values.shape != expected:
            raise ValueError(f"Replay.add expected {name} of shape {expected}, got {values.shape}")
    if not isinstance(terminated, bool | np.bool_):
        raise TypeError(f"Replay.add expected terminated to be True or False, got {describe(terminated)}")
