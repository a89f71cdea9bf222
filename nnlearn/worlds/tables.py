"""Learning a table of action values from single steps: Q-learning and SARSA."""

import numpy as np

from nnlearn.arguments import describe, integer, number, returned_number
from nnlearn.worlds.grid import Grid


class TableLearner:
    """A table Q(s, a) and a walk through a world: what both ways of learning share."""

    def __init__(self, world, *, gamma, epsilon=0.1, rate=None, seed=0):
        who = type(self).__name__
        if not isinstance(world, Grid):
            raise TypeError(f"{who} expected world to be a Grid, whose states can be counted, got {describe(world)}")
        self.world, self.gamma = world, number(who, "gamma", gamma, low=0, high=1)
        self.epsilon = number(who, "epsilon", epsilon, low=0, high=1)
        self.rate = check_rate(who, rate)
        self._rng = np.random.default_rng(integer(who, "seed", seed, low=0, high=2**32 - 1))
        self._q, self._visits = ([[zero] * world.R.shape[1] for _ in world.places] for zero in (0.0, 0))
        self._rewards: list[float] = []
        self._at = -1, 0  # the state, and the action to be taken there

    @property
    def q(self):
        return np.array(self._q)

    @property
    def visits(self):
        return np.array(self._visits)

    @property
    def rewards(self):
        return np.array(self._rewards, np.float64)

    def run(self, steps):
        """Learn from this many more steps, through as many episodes as that takes, and return itself."""
        steps = integer(f"{type(self).__name__}.run", "steps", steps, low=0)
        if self._at[0] < 0 and steps:
            s, _ = self.world.reset(seed=self._rng)
            self._at = s, self.choose(s)
        for _ in range(steps):
            s, a = self._at
            s_next, r, terminated, truncated, _ = self.world.step(a)
            self._rewards.append(r)
            a_next = self.learn(s, a, r, s_next, terminated)
            if terminated or truncated:
                s_next, _ = self.world.reset()
                a_next = self.choose(s_next)
            self._at = s_next, a_next
        return self

    def learn(self, s, a, r, s_next, terminated):
        """Learn from one step, and return the action to be taken next."""
        raise NotImplementedError

    def choose(self, s):
        """Return any action with probability epsilon, else one with the highest value, ties broken by chance."""
        row = self._q[s]
        if self.epsilon and self._rng.random() < self.epsilon:
            return int(self._rng.random() * len(row))
        best = max(row)
        if row.count(best) == 1:
            return row.index(best)
        ties = [a for a, value in enumerate(row) if value == best]
        return ties[int(self._rng.random() * len(ties))]

    def _move(self, s, a, target):
        self._visits[s][a] += 1
        self._q[s][a] += self.rate(self._visits[s][a]) * (target - self._q[s][a])  # Q += rate (target - Q)


class QLearning(TableLearner):
    """Q-learning: each step moves one number of a table towards what was paid and the best that may follow.

    `Q(s, a) <- Q(s, a) + rate (r + gamma max over b of Q(s', b) - Q(s, a))`

    It walks epsilon-greedily and learns the values of the greedy policy, which it does not follow: off-policy.

    Parameters
    ----------
    world : Grid
        Its chances come from the learner's seed; give each learner a world of its own.
    gamma : float, 0 to 1
        The discount.
    epsilon : float, 0 to 1
        The share of steps on which any action is taken; else a best one is, ties broken by chance.
    rate : float above 0 up to 1, function of n, or None
        How far the number moves. A function gets n, how often this action was taken in this state, and gives the rate.
        None is n^-0.7: it falls slowly enough to arrive, and fast enough for the noise to cancel.
    seed : int, 0 to 2**32 - 1
        Equal seeds give equal runs.

    Attributes
    ----------
    q : ndarray of shape (n, actions), float64
        The table, first 0. `q.argmax(axis=1)` is the greedy policy.
    visits : ndarray of shape (n, actions), int64
        How often each action was taken.
    rewards : ndarray of shape (steps,), float64
        What each step paid.

    Raises
    ------
    TypeError, ValueError
        If an argument is not one of these.

    Notes
    -----
    `run(steps)` continues where the run before ended, through as many episodes as there are, and returns the learner.
    Attributes are copies. Where an episode terminates, nothing follows, and the target is r; where it is truncated,
    only the counting ended, and the target is as always.

    References
    ----------
    Watkins, Dayan (1992), "Q-learning". Sutton, Barto (2018), "Reinforcement learning: an introduction", section 6.5.

    Examples
    --------
    >>> from nnlearn.worlds import policy_value, quay
    >>> grid = quay(slip=0.02)
    >>> learner = QLearning(grid, gamma=0.95, epsilon=0.3).run(20_000)
    >>> policy_value(grid.P, grid.R, 0.95, learner.q.argmax(axis=1))[grid.start].round(1).item()  # the best is 4.5
    4.5
    """

    def learn(self, s, a, r, s_next, terminated):
        follows = 0.0 if terminated else max(self._q[s_next])  # the best action, taken or not
        self._move(s, a, r + self.gamma * follows)
        return self.choose(s_next)


class SARSA(TableLearner):
    """SARSA: each step moves one number of a table towards what was paid and what the next action promises.

    `Q(s, a) <- Q(s, a) + rate (r + gamma Q(s', a') - Q(s, a))`, named after s, a, r, s', a'

    a' is the action that it takes next, epsilon-greedily: it learns the values of the way it walks, on-policy, and with
    them what its own wandering costs.

    Parameters
    ----------
    world : Grid
    gamma : float, 0 to 1
    epsilon : float, 0 to 1
    rate : float above 0 up to 1, function of n, or None
    seed : int, 0 to 2**32 - 1
        All as for `QLearning`.

    Attributes
    ----------
    q : ndarray of shape (n, actions), float64
    visits : ndarray of shape (n, actions), int64
    rewards : ndarray of shape (steps,), float64

    Raises
    ------
    TypeError, ValueError
        If an argument is not one of these.

    References
    ----------
    Rummery, Niranjan (1994), "On-line Q-learning using connectionist systems". Sutton, Barto (2018), "Reinforcement
    learning: an introduction", section 6.4.

    Examples
    --------
    Both wander on three steps of ten. Next to water Q-learning counts on not wandering; SARSA keeps away, and earns
    more while it learns.

    >>> from nnlearn.worlds import quay
    >>> for kind in (QLearning, SARSA):
    ...     learner = kind(quay(), gamma=0.95, epsilon=0.3).run(20_000)
    ...     print(f"{learner.rewards.mean():.1f}")
    -0.1
    0.3
    """

    def learn(self, s, a, r, s_next, terminated):
        a_next = self.choose(s_next)
        follows = 0.0 if terminated else self._q[s_next][a_next]  # the action that it will take
        self._move(s, a, r + self.gamma * follows)
        return a_next


def falling(n):
    """Return n^-0.7: the sum of all rates has no limit, the sum of their squares has one."""
    return n**-0.7


def check_rate(who, rate):
    """Return the rate as a function of the number of visits, or raise."""
    if rate is None:
        return falling
    if callable(rate) and not isinstance(rate, type):
        number(who, "rate(1)", returned_number(who, rate(1)), low=0, high=1)
        return rate
    rate = number(who, "rate", rate, low=0, high=1, open_low=True)
    return lambda n: rate
