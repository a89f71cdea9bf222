"""A small Boltzmann machine, whose states can all be listed: exact probabilities, and Gibbs walkers to compare with.

A cell is -1 or +1. A state of n cells is also a number, its code, in which bit i is set where cell i is +1.
"""

import numpy as np

from nnlearn.arguments import integer, number


def states(n):
    """Return all states of n cells.

    Parameters
    ----------
    n : int, 1 to 12

    Returns
    -------
    ndarray of shape (2**n, n), float64
        -1 and +1; row c is the state of code c.

    Examples
    --------
    >>> states(2).tolist()
    [[-1.0, -1.0], [1.0, -1.0], [-1.0, 1.0], [1.0, 1.0]]
    """
    n = integer("states", "n", n, low=1, high=12)
    return 2.0 * (np.arange(2**n)[:, None] >> np.arange(n) & 1) - 1


def codes(s):
    """Return the codes of states.

    Parameters
    ----------
    s : ndarray of shape (..., n)
        -1 and +1.

    Returns
    -------
    ndarray of shape (...), int64

    Examples
    --------
    >>> codes(np.array([[-1, -1], [1, -1], [-1, 1]])).tolist()
    [0, 1, 2]
    """
    s = np.asarray(s)
    return (s > 0) @ (1 << np.arange(s.shape[-1]))


def energies(weight, bias, s):
    """Return the energies E = -s'Ws/2 - b's.

    Parameters
    ----------
    weight : ndarray of shape (n, n)
        Symmetric, with zeros on the diagonal.
    bias : ndarray of shape (n,)
    s : ndarray of shape (..., n)
        -1 and +1.

    Returns
    -------
    ndarray of shape (...)

    Examples
    --------
    >>> energies(np.array([[0.0, 1.0], [1.0, 0.0]]), np.zeros(2), states(2)).tolist()
    [-1.0, 1.0, 1.0, -1.0]
    """
    return -((s @ weight) * s).sum(axis=-1) / 2 - s @ bias


def boltzmann(energy, temperature=1.0):
    """Return the Boltzmann distribution, the softmax of -E/T.

    Parameters
    ----------
    energy : ndarray of shape (m,)
        The energies of all states.
    temperature : float, above 0

    Returns
    -------
    ndarray of shape (m,)
        Probabilities, whose sum is 1.

    Examples
    --------
    >>> boltzmann(np.array([0.0, np.log(3)])).round(2).tolist()
    [0.75, 0.25]
    """
    temperature = number("boltzmann", "temperature", temperature, low=0, open_low=True)
    p = np.exp(-(energy - np.min(energy)) / temperature)
    return p / p.sum()


def chances(weight, bias, temperature=1.0):
    """Return for each state the probability that each cell, drawn now, becomes +1: sigmoid(2 f / T) of its field f.

    Parameters
    ----------
    weight : ndarray of shape (n, n)
    bias : ndarray of shape (n,)
    temperature : float, above 0

    Returns
    -------
    ndarray of shape (2**n, n)

    Examples
    --------
    >>> chances(np.zeros((2, 2)), np.array([0.0, 9.0]))[0].round(2).tolist()
    [0.5, 1.0]
    """
    field = states(len(bias)) @ weight + bias
    return 0.5 * (1 + np.tanh(field / temperature))


def walk(weight, bias, temperature, sweeps, walkers, rng, *, start=None, clamped=()):
    """Let walkers wander by Gibbs sampling: in a sweep each cell in turn is drawn again, given all others.

    Parameters
    ----------
    weight : ndarray of shape (n, n)
    bias : ndarray of shape (n,)
    temperature : float, above 0
    sweeps, walkers : int
    rng : numpy.random.Generator
    start : ndarray of shape (walkers,) of int, optional
        The codes of the first states; drawn at random by default.
    clamped : sequence of int
        Cells that are held.

    Returns
    -------
    ndarray of shape (sweeps + 1, walkers), int16
        Codes: row 0 the start, then the states after each sweep.

    Examples
    --------
    >>> strong = np.array([[0.0, 9.0], [9.0, 0.0]])
    >>> walk(strong, np.zeros(2), 1.0, 2, 3, np.random.default_rng(0), start=np.array([0, 1, 3])).tolist()
    [[0, 1, 3], [0, 0, 3], [0, 0, 3]]
    """
    n, chance = len(bias), chances(weight, bias, temperature)
    now = rng.integers(2**n, size=walkers) if start is None else np.array(start)
    seen = np.empty((sweeps + 1, walkers), np.int16)
    seen[0] = now
    free = [i for i in range(n) if i not in clamped]
    for sweep in range(1, sweeps + 1):
        uniform = rng.random((n, walkers))
        for i in free:
            up = uniform[i] < chance[now, i]
            now = np.where(up, now | 1 << i, now & ~(1 << i))
        seen[sweep] = now
    return seen


def shares(seen, n):
    """Return how often each walker was in each state.

    Parameters
    ----------
    seen : ndarray of shape (sweeps, walkers) of int
        Codes, as `walk` returns them.
    n : int
        The number of cells.

    Returns
    -------
    ndarray of shape (walkers, 2**n)
        Each row sums to 1.

    Examples
    --------
    >>> shares(np.array([[0, 3], [1, 3]]), 2).tolist()
    [[0.5, 0.5, 0.0, 0.0], [0.0, 0.0, 0.0, 1.0]]
    """
    sweeps, walkers = seen.shape
    place = seen.astype(np.int64) + 2**n * np.arange(walkers)
    return np.bincount(place.ravel(), minlength=walkers * 2**n).reshape(walkers, 2**n) / sweeps


def sweep_matrix(weight, bias, temperature=1.0):
    """Return the exact probabilities of a sweep: from each state to each.

    Parameters
    ----------
    weight : ndarray of shape (n, n)
    bias : ndarray of shape (n,)
    temperature : float, above 0

    Returns
    -------
    ndarray of shape (2**n, 2**n)
        Row: the state before; its entries sum to 1.

    Examples
    --------
    >>> sweep_matrix(np.zeros((1, 1)), np.zeros(1)).tolist()
    [[0.5, 0.5], [0.5, 0.5]]
    """
    n, chance = len(bias), chances(weight, bias, temperature)
    here, product = np.arange(2**n), np.eye(2**n)
    for i in range(n):
        step = np.zeros((2**n, 2**n))
        step[here, here | 1 << i] = chance[:, i]
        step[here, here & ~(1 << i)] = 1 - chance[:, i]
        product = product @ step
    return product


def crossing(weight, bias, temperature, start, goal):
    """Return the exact mean number of sweeps until a walker stands in a state for the first time after a sweep.

    Parameters
    ----------
    weight : ndarray of shape (n, n)
    bias : ndarray of shape (n,)
    temperature : float, above 0
    start, goal : int
        Codes of two states.

    Returns
    -------
    float

    Notes
    -----
    The mean time t from each other state solves t = 1 + K t, with K the sweep matrix without the goal.

    Examples
    --------
    >>> round(crossing(np.zeros((1, 1)), np.zeros(1), 1.0, 0, 1), 6)
    2.0
    """
    matrix = sweep_matrix(weight, bias, temperature)
    rest = np.delete(np.arange(len(matrix)), goal)
    waiting = np.linalg.solve(np.eye(len(rest)) - matrix[np.ix_(rest, rest)], np.ones(len(rest)))
    return float(waiting[np.flatnonzero(rest == start)[0]])
