"""Binary digits: a restricted Boltzmann machine learns them, and fills in a lower half that is missing."""

import numpy as np

import nnlearn.numpy as nn
from nnlearn import boltzmann, datasets
from nnlearn.lessons.boltzmann_machines.rivals import log_bernoulli


def binary(seed=0, fraction=0.25):
    """Return digits with pixels on or off, split in two.

    Parameters
    ----------
    seed : int
        Of the split.
    fraction : float, default 0.25
        The share held out.

    Returns
    -------
    x, x_held : ndarray of shape (n, 64), float32
        1 where there is more than 7 of 16 parts of ink.

    Examples
    --------
    >>> [len(part) for part in binary()]
    [1348, 449]
    """
    digits = datasets.digits()
    (x, _), (held, _) = datasets.split((digits.x > 7).astype("f4"), digits.y, fraction=fraction, seed=seed)
    return x, held


def train(x, hidden, epochs, rate, *, k=1, persistent=True, seed=0, side=nn):
    """Train an RBM on pictures.

    Parameters
    ----------
    x : ndarray of shape (n, d)
        0 and 1.
    hidden, epochs : int
    rate : float
        Learning rate at the start; falls to 0 on a straight line.
    k : int, default 1
        Sweeps per step.
    persistent : bool, default True
        Whether 100 chains are kept from step to step; otherwise each step begins at its data.
    seed : int
    side : module, default nnlearn.numpy

    Returns
    -------
    nn.RBM

    Examples
    --------
    >>> train(binary()[0][:50], 4, 1, 0.05).weight.shape
    (64, 4)
    """
    side.manual_seed(seed)
    rng = np.random.default_rng(seed)
    rbm = side.RBM(x.shape[1], hidden, std=0.05)
    rbm.match_means(x)
    sgd = side.SGD(rbm.parameters(), lr=rate, momentum=0.5, weight_decay=1e-4)
    chains = (rng.random((100, x.shape[1])) < 0.5).astype(x.dtype) if persistent else None
    for epoch in range(epochs):
        for group in sgd.param_groups:
            group["lr"] = rate * (1 - epoch / epochs) + 1e-4
        order = rng.permutation(len(x))
        for first in range(0, len(x), 25):
            ends = rbm.cd_step(sgd, x[order[first : first + 25]], k=k, chains=chains, rng=rng)
            chains = ends if persistent else None
    return rbm


def estimated(rbm, x, learned, temperatures=1000, seed=0, backward=False):
    """Return the mean log p of pictures in nats, with log Z by annealed importance sampling.

    Parameters
    ----------
    rbm : nn.RBM
    x : ndarray of shape (n, d)
    learned : ndarray of shape (m, d)
        The pictures that the machine has learned from, whose means are where the walks begin.
    temperatures : int, default 1000
    seed : int
    backward : bool, default False
        Whether the walks go the other way, from the machine's own draws (2,000 sweeps after the data); log p then errs
        to the other side.

    Returns
    -------
    float

    Examples
    --------
    >>> x, _ = binary()
    >>> estimated(train(x[:50], 4, 1, 0.05), x[:50], x[:50], 100) < 0
    True
    """
    base = log_odds(learned)
    own = rbm.gibbs(learned[:100], 2000, rng=np.random.default_rng(seed)) if backward else None
    found = boltzmann.ais(rbm, chains=100, temperatures=temperatures, base=base, reverse=own, seed=seed)
    return float(boltzmann.log_p(rbm, x, log_z=found.log_z).mean())


def log_odds(x):
    """Return log(p / (1 - p)) of each pixel's mean p, with p kept within 0.01 and 0.99.

    Parameters
    ----------
    x : ndarray of shape (n, d)

    Returns
    -------
    ndarray of shape (d,)

    Examples
    --------
    >>> log_odds(np.array([[0, 1], [1, 1]])).round(2).tolist()
    [0.0, 4.6]
    """
    p = np.clip(x.mean(axis=0, dtype=np.float64), 0.01, 0.99)
    return np.log(p / (1 - p))


def completed(rbm, x, sweeps=200, seed=0):
    """Return what an RBM expects of the lower half of pictures, with the upper half clamped.

    Parameters
    ----------
    rbm : nn.RBM
    x : ndarray of shape (n, 64)
        The lower 32 pixels are not looked at.
    sweeps : int, default 200
        The second half of them is averaged.
    seed : int

    Returns
    -------
    ndarray of shape (n, 32)
        Probabilities.

    Examples
    --------
    >>> x, _ = binary()
    >>> completed(train(x[:50], 4, 1, 0.05), x[:3], 10).shape
    (3, 32)
    """
    rng = np.random.default_rng(seed)
    v, upper = x.copy(), np.arange(64) < 32
    v[:, 32:] = rng.random((len(x), 32)) < 0.5
    total = np.zeros((len(x), 32))
    for sweep in range(sweeps):
        v = rbm.gibbs(v, 1, rng=rng, clamped=upper)
        if sweep >= sweeps // 2:
            total += np.asarray(rbm.visible(rbm.hidden(v)))[:, 32:]
    return total / (sweeps - sweeps // 2)


def scores(p, x):
    """Return how good probabilities of the lower half are.

    Parameters
    ----------
    p : ndarray of shape (n, 32)
    x : ndarray of shape (n, 64)

    Returns
    -------
    dict
        "right", the share of pixels on the right side of 1/2; "nats", the mean of -log p per pixel, in which
        no probability counts as less than 0.01.

    Examples
    --------
    >>> scores(np.full((1, 32), 0.9), np.ones((1, 64)))["right"]
    1.0
    """
    low, p = x[:, 32:], np.clip(p, 0.01, 0.99)
    return {"right": float(((p > 0.5) == low).mean()), "nats": float(-log_bernoulli(p, low).mean() / 32)}
