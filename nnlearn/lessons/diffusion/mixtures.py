"""What the diffusion explorer spoils and makes again: three sources in the plane, and three guesses of their noise.

Each source is a mixture of equal Gaussians along a curve, so that its best guess and its density are known exactly.
"""

from functools import lru_cache, partial
from pathlib import Path
from typing import NamedTuple

import numpy as np

import nnlearn.numpy as nn
from nnlearn import datasets
from nnlearn.diffusion import best_guess, cosine_schedule

RECORD = Path(__file__).with_name("mixtures.npz")
SCHEDULE = cosine_schedule(100)
LAST = len(SCHEDULE.a) - 1  # the step of pure noise
SOURCES = "eight Gaussians", "moons", "spirals"
LEARNED, EXACT, MEMORY = GUESSES = "learned", "exact", "memory of 20 points"
PARTS = 8  # of each source, equally probable
EXAMPLES = 20  # points that the memory holds
HIDDEN, BLOCKS = 64, 2  # sizes of the networks
COUNT = 2000  # points that each network learned from
SIZES = 5, 10, 20, 50, 100  # steps of the way back
TURNS = tuple(range(10, 101, 10))  # steps from which points were sent back


class Source(NamedTuple):
    """A source: points x (2000, 2), the centres (K, 2) of its Gaussians, their std, and which of 8 parts each is in."""

    x: np.ndarray
    centres: np.ndarray
    std: float
    parts: np.ndarray


def drawn(source, count, seed):
    """Return points of a source, (count, 2), float32.

    Examples
    --------
    >>> drawn("moons", 500, seed=1).shape
    (500, 2)
    """
    if source == "eight Gaussians":
        return datasets.gaussians(count, noise=0.05, seed=seed).x
    if source == "moons":
        return ((datasets.moons(count, noise=0.05, seed=seed).x - (0.5, 0.25)) / 0.8).astype(np.float32)
    return (1.5 * datasets.spirals(count, noise=0.03, seed=seed).x).astype(np.float32)


@lru_cache(maxsize=len(SOURCES))
def source_of(source):
    """Return a `Source`.

    Examples
    --------
    >>> source_of("eight Gaussians").centres.round(1).tolist()[:2], source_of("spirals").centres.shape
    ([[1.0, 0.0], [0.7, 0.7]], (320, 2))
    """
    if source == "eight Gaussians":
        angle = 2 * np.pi * np.arange(PARTS) / PARTS
        centres, std = np.stack([np.cos(angle), np.sin(angle)], axis=1), 0.05
    elif source == "moons":
        angle = np.linspace(0, np.pi, 64)
        upper = np.stack([np.cos(angle), np.sin(angle)], axis=1)
        centres, std = (np.concatenate([upper, (1, 0.5) - upper]) - (0.5, 0.25)) / 0.8, 0.05 / 0.8
    else:
        along = np.sqrt(0.01 + 0.99 * (np.arange(160) + 0.5) / 160)
        angle = 3 * np.pi * along
        arm = 1.5 * along[:, None] * np.stack([np.cos(angle), np.sin(angle)], axis=1)
        centres, std = np.concatenate([arm, -arm]), 0.045
    return Source(drawn(source, COUNT, 0), centres, std, np.arange(len(centres)) * PARTS // len(centres))


def examples(source):
    """Return the points that the memory holds, (20, 2), float64."""
    return source_of(source).x[:EXAMPLES].astype(float)


@lru_cache(maxsize=1)
def record():
    """Return what `record_mixtures.py` stored, by name."""
    with np.load(RECORD) as file:
        return {name: file[name] for name in file.files}


def judged(kind, fresh, steps):
    """Return what 2,000 samples of the eight Gaussians are like, the mean of five networks.

    Parameters
    ----------
    kind : {"learned", "exact", "memory of 20 points"}
    fresh : bool
        Whether each step back has fresh noise.
    steps : {5, 10, 20, 50, 100}

    Returns
    -------
    on, off, same : float
        The share within three standard deviations of a mode; how far the shares of the modes are from even ones (total
        variation); the share of samples whose nearest neighbour is a sample, among as many unseen points.

    Examples
    --------
    >>> [round(value, 2) for value in judged("learned", True, 100)]
    [0.96, 0.03, 0.53]
    """
    return tuple(record()[f"judged, {kind}"][1 - bool(fresh), SIZES.index(steps)].mean(axis=0).tolist())


@lru_cache(maxsize=len(SOURCES))
def network(source):
    """Return the trained network of a source, a `DiffusionMLP` with 26,498 weights.

    Examples
    --------
    >>> network("moons").noise(np.zeros((3, 2)), 50).shape
    (3, 2)
    """
    model = nn.DiffusionMLP(2, HIDDEN, blocks=BLOCKS)
    place = 0
    for parameter in model.parameters():
        size = parameter.data.size
        parameter.data[...] = record()[source][place : place + size].reshape(parameter.data.shape)
        place += size
    return model


def guess_of(source, kind):
    """Return a guess of the noise: a function (x, t) -> eps^, x of shape (n, 2).

    Parameters
    ----------
    source : str
    kind : {"learned", "exact", "memory of 20 points"}
        What the network says; the best guess for the source; the best guess for 20 of its points.

    Examples
    --------
    >>> x = np.array([[2.0, 0.0]])
    >>> [float(guess_of("eight Gaussians", kind)(x, 90)[0, 0].round(1)) for kind in GUESSES]
    [2.0, 2.0, 2.0]
    """
    if kind == LEARNED:
        return network(source).noise
    if kind == EXACT:
        return partial(best_guess, schedule=SCHEDULE, centres=source_of(source).centres, std=source_of(source).std)
    return partial(best_guess, schedule=SCHEDULE, centres=examples(source))


def log_density(source, x, t, kind=EXACT):
    """Return log p_t at places x (n, 2) after step t: of the source, or with the memory's kind of its 20 points.

    Examples
    --------
    >>> low, high = log_density("eight Gaussians", np.array([[0.0, 0.0], [1.0, 0.0]]), 10)
    >>> bool(high - low > 10)
    True
    """
    a, s = (float(share[t]) for share in SCHEDULE)
    memory = kind == MEMORY
    centres, std = (examples(source), 0.0) if memory else (source_of(source).centres, source_of(source).std)
    v = (a * std) ** 2 + s**2
    middles = a * centres
    scores = (x @ middles.T - (middles**2).sum(axis=1) / 2) / v  # the rest does not depend on the centre
    top = scores.max(axis=1)
    inside = np.exp(scores - top[:, None]).mean(axis=1)
    return top + np.log(inside) - (x**2).sum(axis=1) / (2 * v) - np.log(2 * np.pi * v)


def nearest_part(source, x, t=0):
    """Return the part (n,) whose centre, shrunk to step t, is nearest to each place x (n, 2), and the distance.

    Examples
    --------
    >>> part, away = nearest_part("eight Gaussians", np.array([[0.0, 1.2]]))
    >>> part.tolist(), away.round(2).tolist()
    ([2], [0.2])
    """
    found = source_of(source)
    squares = distances(x, SCHEDULE.a[t] * found.centres)
    which = squares.argmin(axis=1)
    return found.parts[which], np.sqrt(squares[np.arange(len(x)), which])


def distances(x, centres):
    """Return the squared distances (n, K) of places from centres.

    Examples
    --------
    >>> distances(np.zeros((1, 2)), np.array([[3.0, 4.0]])).tolist()
    [[25.0]]
    """
    return ((x[:, None] - centres) ** 2).sum(axis=2)
