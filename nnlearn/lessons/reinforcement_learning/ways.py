"""The best way through a grid, how far from the water it runs, and how value iteration gets to know it."""

from typing import NamedTuple

import numpy as np

from nnlearn.worlds import value_iteration


def way(world, q, steps=100):
    """Return the places that the greedy policy visits if nothing slips, from the start to an end or after many steps.

    Parameters
    ----------
    world : Grid
    q : ndarray of shape (n, actions)
    steps : int

    Returns
    -------
    list of int
        States, the start first.
    """
    visited = [world.start]
    while not world.terminal[visited[-1]] and len(visited) <= steps:
        s = visited[-1]
        visited.append(int(world.P[s, q[s].argmax()].argmax()))
    return visited


def row_above(world, visited):
    """Return in which row above the last one a way mostly runs: 1 is next to the water of the quay."""
    rows = world.places[visited][:, 0]
    return int(len(world.rows) - 1 - np.median(rows))


class Sweeps(NamedTuple):
    """How value iteration arrives: the worst ratio of successive errors, and after how many sweeps what is right.

    Parameters
    ----------
    ratio : float
        The largest ratio of an error to the one before, while it is above 1e-9.
    policy : int
        The sweep from which on the greedy policy is a best one.
    error : float
        The largest error of the values then.
    values : int
        The sweep from which on no value is off by more than 1e-6.
    """

    ratio: float
    policy: int
    error: float
    values: int


def sweeps(world, gamma):
    """Return how value iteration arrives in a world, as Sweeps."""
    best = value_iteration(world.P, world.R, gamma, tolerance=1e-13)
    errors = np.abs(best.history - best.v).max(axis=1)  # before the first sweep, and after each
    good = best.q >= best.q.max(axis=1, keepdims=True) - 1e-9
    right = []
    for v in best.history[:-1]:
        q = world.R + gamma * world.P @ v
        right.append(good[np.arange(len(q)), q.argmax(axis=1)][~world.terminal].all())
    policy = len(right) - int(np.argmin(right[::-1])) + 1 if not all(right) else 1
    large = errors[:-1] > 1e-9
    ratio = float((errors[1:] / errors[:-1].clip(1e-300))[large].max())
    return Sweeps(ratio, policy, float(errors[min(policy, len(errors) - 1)]), int((errors > 1e-6).sum()))
