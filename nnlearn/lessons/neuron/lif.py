"""The leaky integrate-and-fire cell: a membrane that charges, leaks, and fires where it reaches its threshold."""

import math
from dataclasses import dataclass

import numpy as np

DT = 0.1  # ms of one step


@dataclass(frozen=True)
class Cell:
    """The constants of a leaky integrate-and-fire cell.

    Parameters
    ----------
    rest : float, default -65
        Potential without a current, in mV.
    threshold : float, default -50
        Potential at which the cell fires, in mV.
    reset : float, default -65
        Potential after a spike, in mV.
    resistance : float, default 10
        Of the membrane, in MOhm; millivolts over megohms are nanoamperes.
    tau : float, default 10
        Time in which the membrane loses all but 1/e of its charge, in ms.
    dead : float, default 2
        Time after a spike in which no current counts, in ms.

    References
    ----------
    P. Dayan and L. F. Abbott (2001), "Theoretical Neuroscience", figure 5.5: all but `dead`, which they leave out
    there; their section 1.1 says that it is a few milliseconds.

    Examples
    --------
    >>> Cell().onset
    1.5
    """

    rest: float = -65.0
    threshold: float = -50.0
    reset: float = -65.0
    resistance: float = 10.0
    tau: float = 10.0
    dead: float = 2.0

    @property
    def onset(self):
        """The smallest steady current that brings the membrane to its threshold, in nA."""
        return (self.threshold - self.rest) / self.resistance


CELL = Cell()


def drive(current, *, noise=0.0, cell=CELL, seed=0):
    """Send a current into a cell: tau dV/dt = -(V - rest) + R I; where V reaches the threshold it fires and is reset.

    The current is constant during each step of 0.1 ms, for which the equation is solved exactly. Noise is a random
    current whose share of V has the standard deviation `noise` (an Ornstein-Uhlenbeck process); all cells of one call
    get the same noise.

    Parameters
    ----------
    current : array of shape (steps, ...)
        In nA, one row for each step of 0.1 ms; further axes are cells of their own.
    noise : float or array that broadcasts to one row, default 0
        In mV.
    cell : Cell
    seed : int, default 0
        Of the noise.

    Returns
    -------
    voltage : ndarray of the same shape, float32
        The potential at the end of each step, before a reset, in mV.
    spikes : ndarray of the same shape, bool
        Where it fired.

    Raises
    ------
    ValueError
        If the current is empty or not finite.

    Examples
    --------
    >>> voltage, spikes = drive(np.full(10_000, 2.0))  # 2 nA for one second
    >>> int(spikes.sum()), bool(voltage.min() >= -65)
    (63, True)
    """
    current = np.asarray(current, float)
    if current.ndim == 0 or current.size == 0 or not np.isfinite(current).all():
        raise ValueError(
            f"drive expected a current for each step, finite, got shape {current.shape}: np.full(10_000, 2.0)"
        )
    decay = math.exp(-DT / cell.tau)
    goal = cell.rest + cell.resistance * current  # where V would settle
    kick = np.multiply(noise, math.sqrt(1 - decay**2))
    dice = np.random.default_rng(seed).normal(size=len(current))
    voltage, spikes = np.empty(current.shape, np.float32), np.empty(current.shape, bool)
    v, free = np.full(current.shape[1:], cell.rest), np.zeros(current.shape[1:], int)
    for k in range(len(current)):
        np.copyto(v, goal[k] + (v - goal[k]) * decay + kick * dice[k], where=free <= k)
        fires = v >= cell.threshold
        voltage[k], spikes[k] = v, fires
        np.copyto(v, cell.reset, where=fires)
        np.copyto(free, k + 1 + round(cell.dead / DT), where=fires)
    return voltage, spikes


def rate(current, cell=CELL):
    """Return how often a cell fires at a steady current I.

    1 / (dead + tau ln((R I + rest - reset) / (R I + rest - threshold)))

    Parameters
    ----------
    current : array of any shape, or float
        In nA.
    cell : Cell

    Returns
    -------
    ndarray of the same shape, float64
        Spikes per second; 0 up to `cell.onset`.

    References
    ----------
    P. Dayan and L. F. Abbott (2001), "Theoretical Neuroscience", equation 5.11, where `dead` is 0.

    Examples
    --------
    >>> rate([1.0, 2.0, 4.0]).round(1).tolist()
    [0.0, 63.0, 149.3]
    """
    current = np.asarray(current, float)
    over = cell.rest + cell.resistance * current - cell.threshold  # mV by which it would pass the threshold
    safe = np.where(over > 0, over, 1.0)
    interval = cell.dead + cell.tau * np.log(1 + (cell.threshold - cell.reset) / safe)  # ms from spike to spike
    return np.where(over > 0, 1000.0 / interval, 0.0)
