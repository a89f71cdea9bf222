"""A restricted Boltzmann machine learns bars and stripes, where likelihood, gradient and chain are exact."""

from functools import lru_cache

import numpy as np

import nnlearn.numpy as nn
from nnlearn import boltzmann, datasets

HIDDEN, BEST = 8, -np.log(28)  # no machine can do better than to give each of the 28 pictures 1/28


@lru_cache(maxsize=1)
def pictures():
    """Return all bars and stripes of 4 x 4 pixels.

    Returns
    -------
    ndarray of shape (28, 16), float32
        0 and 1.

    Examples
    --------
    >>> pictures().shape
    (28, 16)
    """
    return datasets.bars(size=4).x.reshape(28, 16)


def machine(seed):
    """Return an RBM of 16 visible and 8 hidden cells before training, in float64.

    Parameters
    ----------
    seed : int

    Returns
    -------
    nn.RBM

    Examples
    --------
    >>> machine(0).weight.shape
    (16, 8)
    """
    nn.manual_seed(seed)
    return nn.RBM(16, HIDDEN, std=0.1).double()


def steps(rbm, how, rate, count, *, k=1, copies=4, fall=False, seed=0):
    """Train a machine, and hand it out after every step.

    Parameters
    ----------
    rbm : nn.RBM
    how : {"exact", "CD", "PCD"}
        The exact gradient; chains of k sweeps from the data; chains that start where the step before left them.
    rate : float
    count : int
        Steps.
    k : int, default 1
        Sweeps per step.
    copies : int, default 4
        Chains per picture.
    fall : bool, default False
        Whether the rate falls, on a straight line, to a hundredth.
    seed : int

    Yields
    ------
    int
        The number of steps done: 0, then 1 and so on.

    Examples
    --------
    >>> list(steps(machine(0), "CD", 0.1, 2))
    [0, 1, 2]
    """
    v, rng = pictures(), np.random.default_rng(seed)
    data = np.repeat(v, copies, axis=0)
    chains = (rng.random(data.shape) < 0.5).astype(data.dtype) if how == "PCD" else None
    sgd = nn.SGD(rbm.parameters(), lr=rate)
    yield 0
    for step in range(1, count + 1):
        if fall:
            sgd.param_groups[0]["lr"] = rate * (1 - 0.99 * step / count)
        if how == "exact":
            rbm.ascend(sgd, boltzmann.gradient(rbm, v))
        else:
            ends = rbm.cd_step(sgd, data, k=k, chains=chains, rng=rng)
            chains = ends if how == "PCD" else None
        yield step


def history(how, rate, count, every, *, k=1, fall=False, seed=0):
    """Train a machine and watch it.

    Parameters
    ----------
    how, rate, count, k, fall, seed
        As in `steps`; `seed` also makes the start.
    every : int
        Steps from one look to the next.

    Returns
    -------
    ndarray of shape (looks, 2)
        The exact mean log p of the pictures, and the reconstruction error, both in nats.

    Examples
    --------
    >>> history("exact", 0.2, 20, 10).shape
    (3, 2)
    """
    rbm, v, rows = machine(seed), pictures(), []
    for step in steps(rbm, how, rate, count, k=k, fall=fall, seed=seed):
        if step % every == 0:
            rows.append((boltzmann.log_p(rbm, v).mean(), np.mean(rbm.reconstruction_error(v))))
    return np.array(rows)


def compare(rbm, ks):
    """Compare the expected CD-k update, without any noise, with the exact gradient.

    Parameters
    ----------
    rbm : nn.RBM
        16 visible and 8 hidden cells.
    ks : sequence of int

    Returns
    -------
    dict of int to dict
        Of each k: "cosine" with the exact gradient, "length" as a share of it, and "wrong", the share of entries of the
        other sign.

    Examples
    --------
    >>> compare(machine(0), [1])[1]["cosine"] > 0.99
    True
    """
    v = pictures()
    exact = boltzmann.gradient(rbm, v).vector()
    found = boltzmann.expected_cd(rbm, v, tuple(ks))
    return {k: likeness(each.vector(), exact) for k, each in zip(ks, found, strict=True)}


def likeness(found, exact):
    """Return how alike two directions are.

    Parameters
    ----------
    found, exact : ndarray of shape (m,)

    Returns
    -------
    dict
        "cosine", "length" and "wrong", as in `compare`.

    Examples
    --------
    >>> likeness(np.array([1.0, -1.0]), np.array([1.0, 1.0]))
    {'cosine': 0.0, 'length': 1.0, 'wrong': 0.5}
    """
    lengths = np.linalg.norm(found), np.linalg.norm(exact)
    cosine = float(found @ exact / (lengths[0] * lengths[1] + 1e-300))
    return {"cosine": cosine, "length": float(lengths[0] / lengths[1]), "wrong": float((found * exact < 0).mean())}


def draw(rbm, k, rng):
    """Return one real CD-k update with one chain for each of the 28 pictures, as a vector.

    Parameters
    ----------
    rbm : nn.RBM
    k : int
    rng : numpy.random.Generator

    Returns
    -------
    ndarray of shape (152,)
        In the order of `boltzmann.Moments.vector`.

    Examples
    --------
    >>> draw(machine(0), 1, np.random.default_rng(0)).shape
    (152,)
    """
    v = pictures()
    ends = rbm.gibbs(v, k, rng=rng)
    wake, sleep = rbm.hidden(v), rbm.hidden(ends)
    parts = (v.T @ wake - ends.T @ sleep), v.sum(axis=0) - ends.sum(axis=0), wake.sum(axis=0) - sleep.sum(axis=0)
    return np.concatenate([part.ravel() for part in parts]) / len(v)


def second_eigenvalue(rbm):
    """Return the second largest eigenvalue of a sweep: what is left, after each, of the slowest part of a memory.

    Parameters
    ----------
    rbm : nn.RBM
        At most 16 visible and 8 hidden cells.

    Returns
    -------
    float
        From 0, all is forgotten at once, to 1, never.

    Examples
    --------
    >>> second_eigenvalue(machine(0)) < 0.1
    True
    """
    values = np.abs(np.linalg.eigvals(boltzmann.sweep_matrix(rbm)))
    return float(np.sort(values, kind="stable")[-2])
