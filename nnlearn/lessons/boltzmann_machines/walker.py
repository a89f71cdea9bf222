"""Gibbs walkers, recorded sweep by sweep for the explorer to move back and forth in, and a few named machines."""

import math
from typing import NamedTuple

import numpy as np

from nnlearn.lessons.boltzmann_machines.spins import chances

MOST = 8  # cells of a machine
CHUNK = 50  # sweeps that are computed at once


class Draw(NamedTuple):
    """One cell that was drawn again."""

    cell: int
    field: float  # what the other cells and its bias push with
    chance: float  # of +1
    uniform: float  # the random number: below the chance it gives +1
    before: int  # codes of the state
    after: int


def _random():
    """Return six cells with random weights and two more: their weights and biases, to two decimals."""
    rng, more = np.random.default_rng(0), np.random.default_rng(1)
    weight, bias = more.normal(0, 1, (MOST, MOST)), more.normal(0, 0.3, MOST)
    weight[:6, :6], bias[:6] = rng.normal(0, 1, (6, 6)), rng.normal(0, 0.3, 6)
    return _packed((weight + weight.T) / 2, bias)


def _packed(weight, bias):
    whole = np.where(np.eye(MOST, dtype=bool), bias, weight)
    return tuple(round(float(value), 2) for value in whole[np.triu_indices(MOST)])


MACHINES = {
    "random weights": _random(),
    "two valleys": _packed(np.full((MOST, MOST), 0.4), np.zeros(MOST)),
    "rivals": _packed(np.full((MOST, MOST), -0.4), np.zeros(MOST)),
}


def place_of(i, j):
    """Return where the weight between two cells stands in a packed machine; with i = j, the bias of cell i.

    Examples
    --------
    >>> [place_of(0, 0), place_of(0, 1), place_of(1, 0), place_of(7, 7)]
    [0, 1, 1, 35]
    """
    i, j = min(i, j), max(i, j)
    return i * MOST - i * (i - 1) // 2 + j - i


def unpacked(values, n):
    """Return the weights and biases of the first cells of a packed machine.

    Parameters
    ----------
    values : sequence of 36 float
        The upper triangle, row by row; the biases stand on the diagonal.
    n : int
        Cells, 1 to 8.

    Returns
    -------
    weight : ndarray of shape (n, n)
        Symmetric, with zeros on the diagonal.
    bias : ndarray of shape (n,)

    Examples
    --------
    >>> weight, bias = unpacked(MACHINES["two valleys"], 2)
    >>> weight.tolist(), bias.tolist()
    ([[0.0, 0.4], [0.4, 0.0]], [0.0, 0.0])
    """
    whole = np.zeros((MOST, MOST))
    whole[np.triu_indices(MOST)] = values
    bias = np.diag(whole)[:n].copy()
    weight = (whole + whole.T)[:n, :n]
    np.fill_diagonal(weight, 0)
    return weight, bias


class Walk:
    """The walkers of `spins.walk`, recorded and continued on demand; any cell of any sweep can be looked at.

    Parameters
    ----------
    weight : ndarray of shape (n, n)
    bias : ndarray of shape (n,)
    temperature : float
    walkers : int
        All of them start in the same state.
    start : int
        The code of that state.
    clamped : tuple of int, default ()
        Cells that are held.
    seed : int, default 0

    Attributes
    ----------
    seen : ndarray of shape (sweeps + 1, walkers), int16
        Codes: row 0 the start, then the states after each sweep; a few more sweeps than were asked for.
    reached : int
        The last sweep asked for so far.

    Examples
    --------
    >>> from nnlearn.lessons.boltzmann_machines.spins import walk
    >>> weight, bias = unpacked(MACHINES["random weights"], 6)
    >>> seen = Walk(weight, bias, 1.0, 3, 5).to(60).seen[:61]
    >>> start = np.full(3, 5)
    >>> (seen == walk(weight, bias, 1.0, 60, 3, np.random.default_rng(0), start=start)).all()
    np.True_
    """

    def __init__(self, weight, bias, temperature, walkers, start, clamped=(), seed=0):
        self.weight, self.bias, self.walkers, self.seed = weight, bias, walkers, seed
        self.free = [i for i in range(len(bias)) if i not in clamped]
        self.chance = np.ascontiguousarray(chances(weight, bias, temperature).T)  # (n, 2**n)
        self.seen = np.full((1, walkers), start, np.int16)
        self._rng, self.reached = np.random.default_rng(seed), 0

    def to(self, sweep):
        """Compute up to a sweep, and return the walk."""
        self.reached = max(self.reached, sweep)
        while len(self.seen) <= sweep:
            uniforms = self._rng.random((CHUNK, len(self.bias), self.walkers))
            more = (self._alone if self.walkers == 1 else self._together)(uniforms)
            self.seen = np.concatenate([self.seen, more])
        return self

    def _together(self, uniforms):
        now, found = self.seen[-1].astype(np.int64), np.empty((CHUNK, self.walkers), np.int16)
        cells = [(i, 1 << i, ~(1 << i), self.chance[i]) for i in self.free]
        for sweep, uniform in enumerate(uniforms):
            for i, bit, rest, chance in cells:
                up = uniform[i] < chance[now]
                now &= rest
                now |= up * bit
            found[sweep] = now
        return found

    def _alone(self, uniforms):
        """Return the same for a single walker: plain numbers are faster than arrays of one."""
        now, found, chance = int(self.seen[-1, 0]), [], self.chance.tolist()
        cells = [(i, 1 << i, ~(1 << i), chance[i]) for i in self.free]
        for uniform in uniforms[:, :, 0].tolist():
            for i, bit, rest, up in cells:
                now = now | bit if uniform[i] < up[now] else now & rest
            found.append(now)
        return np.array(found, np.int16)[:, None]

    def draws(self, sweep, count):
        """Return the first draws of the next sweep of the first walker.

        Parameters
        ----------
        sweep : int
            Sweeps completed.
        count : int
            How many of the free cells are drawn.

        Returns
        -------
        list of Draw
        """
        n, now, found = len(self.bias), int(self.to(sweep).seen[sweep, 0]), []
        stream = np.random.PCG64(self.seed)
        stream.advance(sweep * n * self.walkers)  # one random number for each cell and walker
        rng = np.random.Generator(stream)
        uniforms = rng.random((n, self.walkers))[:, 0]
        for i in self.free[:count]:
            s = 2.0 * (now >> np.arange(n) & 1) - 1
            chance, uniform = float(self.chance[i, now]), float(uniforms[i])
            after = now | 1 << i if uniform < chance else now & ~(1 << i)
            found.append(Draw(i, float(s @ self.weight[i] + self.bias[i]), chance, uniform, now, after))
            now = after
        return found


def expected_gap(p, draws):
    """Return the mean total variation between a distribution and the shares in that many perfect draws from it.

    Even perfect draws are not spread exactly as their distribution; this is what a perfect walker would reach. A share
    X/m of m draws is off by E|X - mp|/m on average, for which de Moivre found 2 v (1 - p) P(X = v), v = floor(mp) + 1.

    Parameters
    ----------
    p : ndarray of shape (k,)
        Probabilities.
    draws : int
        At least 1.

    Returns
    -------
    float

    Examples
    --------
    Of one draw from a fair coin, one share is 1 in place of 1/2 and the other 0.

    >>> expected_gap(np.array([0.5, 0.5]), 1)
    0.5
    """
    p = p[(p > 0) & (p < 1)]
    v = np.minimum(np.floor(draws * p) + 1, draws)
    ways = np.array([math.lgamma(k + 1) + math.lgamma(draws - k + 1) for k in v.tolist()])
    log_share = math.lgamma(draws + 1) - ways + v * np.log(p) + (draws - v) * np.log1p(-p)
    return float((v * (1 - p) * np.exp(log_share)).sum() / draws)
