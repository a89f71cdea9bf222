"""Polynomials through noisy points of a sine: this draw's fit, other draws', and their exact bias and variance."""

from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

import numpy as np

from nnlearn.lessons.generalization.least_squares import chebyshev, directions, inverse_lengths, sine

PLACES = np.linspace(-1, 1, 161)  # where the fits are drawn and the unseen error is measured
TRUTH = sine(PLACES)
DRAWS = range(20)
DEGREES = range(1, 61)
POINTS = (10, 20, 40, 100)
STEPS = (0, *(round(10 ** (k / 3)) for k in range(25)), np.inf)  # of gradient descent; the last is its end


class Basis(NamedTuple):
    """The directions of a polynomial's features at n points, and what belongs to each of them.

    Parameters
    ----------
    u : ndarray of shape (n, r)
    s : ndarray of shape (r,)
        Its length.
    across : ndarray of shape (places, r)
        What it does at the places.
    power : ndarray of shape (r,)
        The mean square of that.
    along : ndarray of shape (r,)
        How much of it there is in the truth.
    """

    u: np.ndarray
    s: np.ndarray
    across: np.ndarray
    power: np.ndarray
    along: np.ndarray


@lru_cache(maxsize=256)
def basis(n, degree):
    """Return the basis of a degree.

    Parameters
    ----------
    n, degree : int

    Returns
    -------
    Basis

    Examples
    --------
    >>> [part.shape for part in basis(20, 3)]
    [(20, 4), (4,), (161, 4), (4,), (4,)]
    """
    u, s, vt = directions(chebyshev(points(n), degree))
    across = chebyshev(PLACES, degree) @ vt.T
    return Basis(u, s, across, (across**2).mean(axis=0), u.T @ sine(points(n)))


def points(n):
    """Return the x of n points, evenly spaced from -1 to 1: the same in every draw."""
    return np.linspace(-1, 1, n)


SQUARES = {n: float(sine(points(n)) @ sine(points(n))) for n in POINTS}  # of the truth at the points


@lru_cache(maxsize=64)
def noise(n, sigma):
    """Return the noise of every draw: an ndarray of shape (n, draws)."""
    return sigma * np.stack([np.random.default_rng(draw).normal(size=n) for draw in DRAWS], axis=1)


@dataclass(frozen=True)
class Errors:
    """Errors that a setting has on average over all draws: squared, and exact.

    Parameters
    ----------
    bias2, variance : float
        Means over the places.
    noise : float
        sigma^2, the error that no fit can avoid.
    training : float
        At the points, with their noise.
    """

    bias2: float
    variance: float
    noise: float
    training: float

    @property
    def unseen(self):
        """The error at a new point, with its noise."""
        return self.bias2 + self.variance + self.noise


def errors(n, degree, sigma, l2=0.0, steps=np.inf):
    """Return the exact errors of a setting.

    Parameters
    ----------
    n, degree : int
    sigma, l2, steps : float
        See `hat_matrix` for the last two.

    Returns
    -------
    Errors

    Examples
    --------
    >>> line, swinging = errors(20, 1, 0.3), errors(20, 15, 0.3)
    >>> round(line.bias2, 2), round(line.variance, 3), round(swinging.bias2, 2), round(swinging.variance, 1)
    (0.21, 0.009, 0.0, 0.9)
    """
    bias2, spread, missed, slack = _of_unit_noise(n, degree, l2, steps)
    return Errors(bias2, sigma**2 * spread, sigma**2, missed + sigma**2 * slack)


@lru_cache(maxsize=8192)
def _of_unit_noise(n, degree, l2, steps):
    """Return bias^2, the variance if sigma is 1, and the training error without noise and what sigma = 1 adds to it."""
    one = basis(n, degree)
    inverse = inverse_lengths(one.s, l2, steps)
    left = 1 - one.s * inverse  # of each direction at the points
    bias = one.across @ (inverse * one.along) - TRUTH
    outside = max(SQUARES[n] - float(one.along @ one.along), 0.0)  # of the truth, in no direction
    missed, slack = outside + float(((left * one.along) ** 2).sum()), n - len(left) + float(left @ left)
    return float(bias @ bias) / len(bias), float(inverse**2 @ one.power), missed / n, slack / n


@dataclass(frozen=True)
class Fits:
    """The fit of this draw and of all others.

    Parameters
    ----------
    x, y : ndarrays of shape (n,)
        The points of this draw.
    fit : ndarray of shape (places,)
        Of this draw.
    others : ndarray of shape (draws, places)
        Of every draw, without points that were moved.
    mean, spread : ndarrays of shape (places,)
        Of the fits of all possible draws: exact. The spread is the standard deviation.
    influence : ndarray of shape (places, n)
        H: column j says how far the fit moves if target j moves up by 1.
    training, unseen : float
        Mean squared errors of this draw's fit, at its points and at new points with their noise.
    """

    x: np.ndarray
    y: np.ndarray
    fit: np.ndarray
    others: np.ndarray
    mean: np.ndarray
    spread: np.ndarray
    influence: np.ndarray
    training: float
    unseen: float


def fits(n, degree, sigma, l2, steps, draw, moved=()):
    """Return the fits of a setting.

    Parameters
    ----------
    n, degree : int
    sigma, l2, steps : float
    draw : int
        Which of the 20 draws of noise is this one.
    moved : tuple of (index, y)
        Points that the reader moved, and where to.

    Returns
    -------
    Fits

    Examples
    --------
    >>> found = fits(20, 3, 0.3, 0.0, np.inf, draw=0)
    >>> found.others.shape, bool(np.allclose(found.fit, found.others[0]))
    ((20, 161), True)
    """
    u, s, across, _, _ = basis(n, degree)
    x, inverse = points(n), inverse_lengths(s, l2, steps)
    hat, kept, drawn = (across * inverse) @ u.T, s * inverse, noise(n, sigma)
    targets = sine(x)[:, None] + drawn
    y = targets[:, draw].copy()
    for index, value in moved:
        y[index] = value
    fit = hat @ y
    spread = sigma * np.sqrt((hat**2).sum(axis=1))
    training = float(((u @ (kept * (u.T @ y)) - y) ** 2).mean())
    unseen = float(((fit - TRUTH) ** 2).mean() + sigma**2)
    return Fits(x, y, fit, (hat @ targets).T, hat @ sine(x), spread, hat, training, unseen)
