"""A small machine learns, all cells visible: wake minus sleep, exact or with sleep begun at the data, without noise."""

import numpy as np

from nnlearn.lessons.boltzmann_machines.spins import boltzmann, chances, codes, energies, states

CELLS, RATE = 6, 0.1
EXACT = 0  # in place of a number of sweeps


def _bars():
    """Return all bars and stripes of 2 x 3 cells, equally likely."""
    lines = [np.repeat(states(2), 3, axis=1), np.tile(states(3), 2)]
    found = np.unique(codes(np.concatenate(lines)))
    return {int(code): 1 / len(found) for code in found}


def _shares(table):
    found = np.zeros(2**CELLS)
    found[list(table)] = list(table.values())
    return found


DATA = {
    "two pictures, 80 : 20": _shares({63: 0.8, 0: 0.2}),
    "bars and stripes, 2 × 3": _shares(_bars()),
    "four pictures": _shares({0: 0.4, 63: 0.3, 21: 0.2, 42: 0.1}),
}


def moments(p, s):
    """Return the means <s_i s_j> under a distribution, and on the diagonal <s_i>.

    Parameters
    ----------
    p : ndarray of shape (m,)
        Probabilities of the states.
    s : ndarray of shape (m, n)
        The states.

    Returns
    -------
    ndarray of shape (n, n)

    Examples
    --------
    >>> moments(np.array([0.0, 0.0, 0.5, 0.5]), states(2)).tolist()
    [[0.0, 0.0], [0.0, 1.0]]
    """
    found = (s * p[:, None]).T @ s
    np.fill_diagonal(found, p @ s)
    return found


def swept(p, chance):
    """Return where walkers are after a sweep, if they were spread like p before: exact, no draws.

    Parameters
    ----------
    p : ndarray of shape (..., 2**n)
    chance : ndarray of shape (2**n, n)
        As `chances` returns it.

    Returns
    -------
    ndarray of shape (..., 2**n)

    Examples
    --------
    >>> chance = chances(np.array([[0.0, 1.0], [1.0, 0.0]]), np.zeros(2))
    >>> p = boltzmann(np.array([-1.0, 1.0, 1.0, -1.0]))
    >>> bool(np.allclose(swept(p, chance), p))
    True
    """
    here = np.arange(chance.shape[0])
    for i in range(chance.shape[1]):
        both = p[..., here | 1 << i] + p[..., here & ~(1 << i)]
        p = both * np.where(here >> i & 1, chance[:, i], 1 - chance[:, i])
    return p


def asleep(weight, bias, data, k):
    """Return the distribution whose means the sleep phase takes.

    Parameters
    ----------
    weight, bias : ndarray
    data : ndarray of shape (2**n,)
    k : int
        Sweeps from the data; 0 for the machine's own distribution.

    Returns
    -------
    ndarray of shape (2**n,)
    """
    if k == EXACT:
        return boltzmann(energies(weight, bias, states(len(bias))))
    chance = chances(weight, bias)
    if k < 5:
        for _ in range(k):
            data = swept(data, chance)
        return data
    return data @ np.linalg.matrix_power(swept(np.eye(len(data)), chance), k)


class Learner:
    """A machine that climbs the mean log p of the data from weights of zero, recorded step by step.

    Parameters
    ----------
    data : ndarray of shape (64,)
        The share of each state.
    k : int
        Sweeps of the sleep phase from the data; 0 for the exact gradient.

    Attributes
    ----------
    weights : list of ndarray of shape (6, 6)
        Before the first step and after each; the biases stand on the diagonal.
    curve : list of float
        The mean log p of the data, exact.

    Examples
    --------
    >>> learner = Learner(DATA["two pictures, 80 : 20"], EXACT).to(100)
    >>> round(learner.curve[0], 2), round(learner.curve[100], 2)
    (-4.16, -0.51)
    """

    def __init__(self, data, k):
        self.data, self.k, self.s = data, k, states(CELLS)
        self.wake, self.reached = moments(data, self.s), 0
        self.weights, self.curve = [np.zeros((CELLS, CELLS))], [-CELLS * float(np.log(2))]

    def to(self, step):
        """Learn up to a step, and return the learner."""
        self.reached = max(self.reached, step)
        while len(self.weights) <= step:
            now = self.weights[-1]
            weight, bias = split(now)
            now = now + RATE * (self.wake - moments(asleep(weight, bias, self.data, self.k), self.s))
            self.weights.append(now)
            self.curve.append(mean_log_p(now, self.data))
        return self


def split(whole):
    """Return the weights, with zeros on their diagonal, and the biases, which stood there."""
    bias = np.diag(whole)
    return whole - np.diag(bias), bias.copy()


def mean_log_p(whole, data):
    """Return the mean of log p over the data, in nats.

    Examples
    --------
    >>> data = DATA["four pictures"]
    >>> round(mean_log_p(np.zeros((6, 6)), data) / float(np.log(2)), 9)
    -6.0
    """
    (weight, bias), seen = split(whole), data > 0
    p = boltzmann(energies(weight, bias, states(len(whole))))
    return float(data[seen] @ np.log(p[seen]))


def alike(one, other):
    """Return the cosine of two changes of the weights and biases; 0 if one of them is nothing.

    Examples
    --------
    >>> round(alike(np.eye(2), -np.eye(2)), 9)
    -1.0
    """
    upper = np.triu_indices(len(one))
    a, b = one[upper], other[upper]
    lengths = float(np.linalg.norm(a) * np.linalg.norm(b))
    return float(a @ b) / lengths if lengths > 1e-12 else 0.0
