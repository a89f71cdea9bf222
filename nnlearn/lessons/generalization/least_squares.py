"""Least squares by its directions: the matrix that turns targets into predictions, and its exact bias and variance.

The prediction of least squares is linear in the targets, p = H y. So what noise does to it needs no experiment: with
y = f + noise, p is off by H f - f on average, and its variance is sigma^2 times the sum of squares of a row of H.
"""

from typing import NamedTuple

import numpy as np

TINY = 1e-10  # directions shorter than this share of the longest count as zero


def sine(x):
    """Return sin(pi x), the truth of the task: one period from -1 to 1.

    Examples
    --------
    >>> sine(np.array([-0.5, 0.0, 0.5])).tolist()
    [-1.0, 0.0, 1.0]
    """
    return np.sin(np.pi * np.asarray(x, float))


def chebyshev(x, degree):
    """Return the features of a polynomial: Chebyshev's T_0(x) ... T_degree(x), each between -1 and 1.

    Every polynomial of the degree is a weighted sum of them, as it is of 1, x, x^2, ...; these are numerically kinder.

    Parameters
    ----------
    x : array of shape (n,)
        Between -1 and 1.
    degree : int
        At least 0.

    Returns
    -------
    ndarray of shape (n, degree + 1), float64

    Examples
    --------
    >>> chebyshev([0.5, 1.0], 2).tolist()
    [[1.0, 0.5, -0.5], [1.0, 1.0, 1.0]]
    """
    return np.polynomial.chebyshev.chebvander(np.asarray(x, float), degree)


class Directions(NamedTuple):
    """A table of features taken apart, features = u * s @ vt: r directions, each with its length in s."""

    u: np.ndarray
    s: np.ndarray
    vt: np.ndarray


def directions(features):
    """Return the singular value decomposition of a table, without the directions of length zero.

    Parameters
    ----------
    features : array of shape (n, d)

    Returns
    -------
    Directions
        u (n, r), s (r,) in descending order, vt (r, d), float64; r is at most the smaller of n and d.

    Examples
    --------
    >>> directions([[3.0, 0.0], [0.0, 4.0], [0.0, 0.0]]).s.tolist()
    [4.0, 3.0]
    """
    u, s, vt = np.linalg.svd(np.asarray(features, float), full_matrices=False)
    kept = s > TINY * s[0]
    return Directions(u[:, kept], s[kept], vt[kept])


def inverse_lengths(s, l2=0.0, steps=np.inf):
    """Return what the fit has in place of 1 / s in each direction.

    The loss is |F w - y|^2 + l2 |w|^2. At its minimum this is s / (s^2 + l2). Gradient descent that begins with w = 0
    arrives there in each direction at its own pace: after t steps of the rate 1 / (s_max^2 + l2) it has come the share
    1 - (1 - (s^2 + l2) / (s_max^2 + l2))^t of the way. (A step subtracts the rate times half the gradient.)

    Parameters
    ----------
    s : array of shape (r,)
        In descending order.
    l2 : float, default 0.0
    steps : float, default infinity
        Of gradient descent; infinity is its end.

    Returns
    -------
    ndarray of shape (r,)

    Examples
    --------
    >>> inverse_lengths(np.array([2.0, 1.0])).tolist(), inverse_lengths(np.array([2.0, 1.0]), l2=1.0).tolist()
    ([0.5, 1.0], [0.4, 0.5])
    >>> inverse_lengths(np.array([2.0, 1.0]), steps=1).tolist()
    [0.5, 0.25]
    """
    curved = s**2 + l2
    left = 1 - curved / curved[0]  # of the way, after one step
    return s / curved * (1 - left**steps) if np.isfinite(steps) else s / curved


def hat_matrix(features, where, l2=0.0, steps=np.inf):
    """Return H, which turns the targets into the predictions of least squares: p = H @ y.

    Of all weights that fit equally well it takes the smallest, in the sum of their squares.

    Parameters
    ----------
    features : array of shape (n, d)
        Of the examples.
    where : array of shape (places, d)
        Features of the places at which to predict.
    l2 : float, default 0.0
        Strength of the penalty l2 |w|^2 beside the sum of squared errors.
    steps : float, default infinity
        Of gradient descent from w = 0, see `inverse_lengths`.

    Returns
    -------
    ndarray of shape (places, n), float64
        Column j is the influence of example j: how far each prediction moves if its target moves up by 1.

    Examples
    --------
    >>> x = np.array([-1.0, 0.0, 1.0])
    >>> hat_matrix(chebyshev(x, 0), chebyshev([0.5], 0)).round(3).tolist()  # degree 0: the mean of the targets
    [[0.333, 0.333, 0.333]]
    >>> hat_matrix(chebyshev(x, 1), chebyshev([2.0], 1)).round(3).tolist()
    [[-0.667, 0.333, 1.333]]
    """
    u, s, vt = directions(features)
    return (np.asarray(where, float) @ (vt.T * inverse_lengths(s, l2, steps))) @ u.T


def bias_and_variance(hat, seen, truth, sigma):
    """Return what is wrong with the predictions p = H y, where y is the truth plus independent noise.

    Parameters
    ----------
    hat : array of shape (places, n)
    seen : array of shape (n,)
        The truth at the examples, without noise.
    truth : array of shape (places,)
        The truth at the places.
    sigma : float
        Standard deviation of the noise.

    Returns
    -------
    bias, variance : ndarrays of shape (places,)
        bias is H f - f, the mean prediction minus the truth; variance is sigma^2 times the sum of squares of a row of
        H. The mean squared distance of a prediction from the truth is bias^2 + variance.

    References
    ----------
    S. Geman, E. Bienenstock, R. Doursat (1992), "Neural networks and the bias/variance dilemma".

    Examples
    --------
    >>> bias, variance = bias_and_variance(np.full((1, 4), 0.25), [1, 2, 3, 6], [2], 0.5)
    >>> bias.tolist(), variance.tolist()
    ([1.0], [0.0625])
    """
    hat = np.asarray(hat, float)
    return hat @ np.asarray(seen, float) - truth, sigma**2 * (hat**2).sum(axis=1)
