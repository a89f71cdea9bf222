"""Worlds of places side by side, small enough to be written down as a whole."""

import numpy as np

from nnlearn.arguments import describe, integer, number
from nnlearn.worlds.world import World

MOVES = {"up": (-1, 0), "right": (0, 1), "down": (1, 0), "left": (0, -1)}
QUAY = (".........", ".........", ".........", ".........", "S~~~~~~~G")


class Grid(World):
    """Places in rows, among which a robot walks; what it may slip on, where it wants to go, and all of it as arrays.

    A step goes one place the way that was chosen, or, with probability `slip` / 2 each, to its right or to its left.
    Where a wall or the edge is in the way, the robot stays. Arriving pays `step`. On a letter of `rewards` it pays that
    too, and ends the episode.

    Parameters
    ----------
    rows : list or tuple of str, all of one length
        `.` is free, `#` a wall, `S` the start, of which there is one; other letters are those of `rewards`.
    rewards : dict of letter to number, or None
        What arriving there pays. None is {"G": 10, "~": -10}: the goal, and water.
    step : float
        What each step pays.
    slip : float, 0 to 1
    actions : list or tuple of "up", "right", "down", "left"
        Which ways there are, in the order of their numbers; the default is that of Gymnasium's CliffWalking.
    max_episode_steps : int >= 1 or None
        After how many steps an episode is truncated; None never.

    Attributes
    ----------
    P : ndarray of shape (n, actions, n), float64
        P[s, a, s'], the probability of arriving at s'. A place that ends the episode leads to itself.
    R : ndarray of shape (n, actions), float64
        The mean reward, sum over s' of P[s, a, s'] arrival[s']; 0 where the episode has ended.
    arrival : ndarray of shape (n,), float64
        What arriving at a place pays.
    terminal : ndarray of shape (n,), bool
        The places that end an episode.
    places : ndarray of shape (n, 2), int64
        Row and column of each state; `picture(values)` puts one number a state into the rows.
    start : int

    Raises
    ------
    TypeError, ValueError
        If an argument is not one of these, an action is not the number of one, or a step is taken when no episode runs.

    Notes
    -----
    States are whole numbers, the places without a wall, row by row. `reset(seed=0)` returns (state, info),
    `step(action)` returns (state, reward, terminated, truncated, info), as in Gymnasium. In its CliffWalking a fall
    leads back to the start and the episode continues; here it ends.

    References
    ----------
    Sutton, Barto (2018), "Reinforcement learning: an introduction", 2nd edition, example 6.6 (the cliff).

    Examples
    --------
    >>> grid = Grid(["..G", "S#~"], slip=0.2)
    >>> grid.P.shape, grid.start, grid.terminal.tolist()
    ((5, 4, 5), 3, [False, False, True, False, True])
    >>> grid.P[1, 1].tolist(), grid.R[1].round(2).tolist()  # from the middle: a slip stays
    ([0.0, 0.2, 0.8, 0.0, 0.0], [0.9, 7.9, 0.9, -0.1])
    >>> grid.reset(seed=0)
    (3, {})
    >>> grid.step(0)  # up
    (0, -0.1, False, False, {})
    """

    def __init__(
        self, rows, *, rewards=None, step=-0.1, slip=0.0, actions=tuple(MOVES), max_episode_steps=None
    ):  # fmt: skip
        super().__init__(max_episode_steps)
        self.rewards = check_rewards({"G": 10.0, "~": -10.0} if rewards is None else rewards)
        self.rows = check_rows(rows, self.rewards)
        self.slip, step = number("Grid", "slip", slip, low=0, high=1), number("Grid", "step", step)
        if not isinstance(actions, list | tuple) or not actions or any(each not in list(MOVES) for each in actions):
            raise ValueError(f"Grid expected actions to be some of {', '.join(MOVES)}, got {describe(actions)}")
        self.actions = tuple(actions)
        free = [(r, c) for r, row in enumerate(self.rows) for c, letter in enumerate(row) if letter != "#"]
        letters = [self.rows[r][c] for r, c in free]
        self.places, self.start = np.array(free), letters.index("S")
        self.terminal = np.array([letter in self.rewards for letter in letters])
        self.arrival = step + np.array([self.rewards.get(letter, 0.0) for letter in letters])
        number_of = {place: k for k, place in enumerate(free)}
        self._next = [[self._ahead(number_of, place, MOVES[a]) for a in self.actions] for place in free]
        self.P = np.zeros((len(free), len(self.actions), len(free)))
        for s, ways in enumerate(self._next):
            for a, ends in enumerate(ways):
                for end, chance in zip(ends, (1 - self.slip, self.slip / 2, self.slip / 2), strict=True):
                    self.P[s, a, s if self.terminal[s] else end] += chance
        self.R = np.where(self.terminal[:, None], 0.0, self.P @ self.arrival)
        self._pays, self._ends, self._state = self.arrival.tolist(), self.terminal.tolist(), self.start

    def _ahead(self, number_of, place, move):
        """Return where a move leads: ahead, to its right, to its left."""
        (r, c), (down, right) = place, move
        ways = (down, right), (right, -down), (-right, down)
        return tuple(number_of.get((r + dr, c + dc), number_of[place]) for dr, dc in ways)

    def _begin(self):
        self._state = self.start
        return self._state

    def step(self, action):
        """Walk, and return (state, reward, terminated, truncated, info)."""
        if type(action) is not int or not 0 <= action < len(self.actions) or not self._running:
            action = self._checked(action, len(self.actions))
        ahead, right, left = self._next[self._state][action]
        if self.slip and (u := self._rng.random()) < self.slip:
            ahead = right if u < self.slip / 2 else left
        self._state = ahead
        terminated = self._ends[ahead]
        return ahead, self._pays[ahead], terminated, self._count(terminated), {}

    def picture(self, values, wall=np.nan):
        """Return one number a state, (n,), as the rows show them, (rows, columns), with `wall` where walls are."""
        values = np.asarray(values)
        if values.shape != self.terminal.shape:
            raise ValueError(f"Grid.picture expected values of shape {self.terminal.shape}, got {values.shape}")
        found = np.full((len(self.rows), len(self.rows[0])), wall, dtype=np.result_type(values, type(wall)))
        found[tuple(self.places.T)] = values
        return found


def quay(slip=0.0, **settings):
    """Return a wet quay of 5 x 9 places: the way along the water is the short one, and the ground is slippery.

    Parameters
    ----------
    slip : float, 0 to 1
        The share of steps that go sideways.
    **settings
        Of `Grid`.

    Returns
    -------
    Grid
        A step costs 0.1, water 10, and the goal pays 10.

    Raises
    ------
    TypeError, ValueError
        As `Grid` does.

    Examples
    --------
    >>> quay().rows
    ('.........', '.........', '.........', '.........', 'S~~~~~~~G')
    >>> from nnlearn.worlds import value_iteration
    >>> for slip in (0, 0.02, 0.1, 0.2):
    ...     grid = quay(slip)
    ...     print(f"{value_iteration(grid.P, grid.R, 0.95).v[grid.start]:.2f}")
    5.50
    4.50
    3.33
    1.83
    """
    return Grid(QUAY, slip=slip, **settings)


def corridor(places=5, **settings):
    """Return places in a row with the goal at the right end, and two actions: 0 goes left, 1 goes right.

    A step costs 0.05 and the goal pays 1, unless `settings` say otherwise; the start is the second place.

    Parameters
    ----------
    places : int, >= 3
    **settings
        Of `Grid`.

    Returns
    -------
    Grid

    Raises
    ------
    TypeError, ValueError
        If there are fewer places; as `Grid` does.

    Examples
    --------
    >>> world = corridor(max_episode_steps=12)
    >>> world.rows, world.actions, world.R.round(2).tolist()
    (('.S..G',), ('left', 'right'), [[-0.05, -0.05], [-0.05, -0.05], [-0.05, -0.05], [-0.05, 0.95], [0.0, 0.0]])
    """
    places = integer("corridor", "places", places, low=3)
    rows = [".S" + "." * (places - 3) + "G"]
    return Grid(rows, **{"rewards": {"G": 1.0}, "step": -0.05, "actions": ("left", "right"), **settings})


def check_rewards(rewards):
    """Return rewards of letters as a dict of floats, or raise."""
    if not isinstance(rewards, dict):
        raise TypeError(f"Grid expected rewards to be a dict of letters and numbers, got {describe(rewards)}")
    for letter in rewards:
        if not isinstance(letter, str) or len(letter) != 1 or letter in ".#S":
            raise ValueError(f"Grid expected rewards of single letters other than '.', '#' and 'S', got {letter!r}")
    return {letter: number("Grid", f"rewards[{letter!r}]", value) for letter, value in rewards.items()}


def check_rows(rows, rewards):
    """Return the rows of a grid as a tuple, or raise."""
    if not isinstance(rows, list | tuple) or not rows or not all(isinstance(row, str) for row in rows):
        raise TypeError(f'Grid expected rows to be a list of str, got {describe(rows)}: ["S.G"] is one row')
    if len({len(row) for row in rows}) > 1:
        raise ValueError(f"Grid expected rows of one length, got {[len(row) for row in rows]}")
    letters = "".join(rows)
    if letters.count("S") != 1:
        raise ValueError(f"Grid expected rows with one S, the start, got {letters.count('S')} of them")
    if unknown := sorted(set(letters) - set(".#S") - set(rewards)):
        raise ValueError(f"Grid expected rows of '.', '#', 'S' and the letters of rewards, got {unknown[0]!r}")
    return tuple(rows)
