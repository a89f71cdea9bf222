"""The principal axes of pictures, and what the code of an autoencoder has in common with them."""

from collections import namedtuple

import numpy as np

Principal = namedtuple("Principal", "mean axes shares")
Likeness = namedtuple("Likeness", "excess angle best_cosine")


def principal_axes(x, k):
    """Return the mean of pictures, their first k principal axes and the share of the variance along each.

    Parameters
    ----------
    x : ndarray of shape (n, d)
    k : int

    Returns
    -------
    Principal
        mean, shape (d,); axes, shape (k, d), orthonormal rows, largest variance first; shares, shape (k,).

    Examples
    --------
    >>> x = np.array([[0.0, 0.0], [2.0, 2.0], [1.0, 1.1], [1.0, 0.9]])
    >>> found = principal_axes(x, 1)
    >>> abs(found.axes).round(2), found.shares.round(3)
    (array([[0.71, 0.71]]), array([0.998]))
    """
    mean = x.mean(axis=0, dtype=float)
    values, vectors = np.linalg.eigh(np.cov(x.T, bias=True))  # smallest first
    return Principal(mean, vectors[:, ::-1][:, :k].T, values[::-1][:k] / values.sum())


def projected(x, principal):
    """Return pictures as they come back from the plane of the axes."""
    return principal.mean + (x - principal.mean) @ principal.axes.T @ principal.axes


def likeness(decoder, reached, x, axes):
    """Compare a linear autoencoder with the principal axes of the (centred) pictures that it learned from.

    Parameters
    ----------
    decoder : ndarray of shape (d, k)
        Weights of its last layer.
    reached : float
        Its mean squared error on x.
    x : ndarray of shape (n, d)
    axes : ndarray of shape (k, d)

    Returns
    -------
    Likeness
        excess: error above that of the axes, as a share of it; angle: the largest angle between both planes, degrees;
        best_cosine: |cosine| of each column with the axis nearest to it, the mean of the columns; 1 would be an axis.

    Examples
    --------
    >>> x = np.random.default_rng(0).normal(size=(50, 3)) * (3, 2, 1)
    >>> x -= x.mean(axis=0)
    >>> axes = principal_axes(x, 2).axes
    >>> best = float(((x - x @ axes.T @ axes) ** 2).mean())
    >>> turned = axes.T @ np.array([[1, -1], [1, 1]])  # the same plane, other columns
    >>> [round(value, 3) for value in likeness(turned, best, x, axes)]
    [0.0, 0.0, 0.707]
    """
    least = float(((x - x @ axes.T @ axes) ** 2).mean())
    basis = np.linalg.qr(decoder)[0]
    sine = np.linalg.norm(basis - axes.T @ (axes @ basis), ord=2)  # exact for small angles, where arccos is not
    columns = decoder / np.linalg.norm(decoder, axis=0)
    angle = float(np.degrees(np.arcsin(np.minimum(sine, 1.0))))
    return Likeness(reached / least - 1, angle, float(abs(axes @ columns).max(axis=0).mean()))


def nearest_labels(codes, labels, others, k=5):
    """Return the label that most of the k nearest codes have, for each of the others."""
    near = np.argsort(squared_distances(others, codes), axis=1, kind="stable")[:, :k]
    return np.array([np.bincount(labels[row]).argmax() for row in near])


def squared_distances(a, b):
    """Return the squared distance of every row of a from every row of b, shape (len(a), len(b)), float64.

    Examples
    --------
    >>> squared_distances(np.array([[0.0, 0.0]]), np.array([[3.0, 4.0], [0.0, 1.0]]))
    array([[25.,  1.]])
    """
    a, b = np.asarray(a, float), np.asarray(b, float)
    return np.maximum((a**2).sum(axis=1)[:, None] + (b**2).sum(axis=1) - 2 * a @ b.T, 0)
