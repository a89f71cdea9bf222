"""Spoiled digits, and the ways to restore them that a denoising autoencoder competes with."""

import numpy as np

from nnlearn.lessons.autoencoders.principal import principal_axes, projected, squared_distances

KINDS = "noise 0.2", "noise 0.4", "hole"
HOLE = 4  # pixels a side; they become grey
GRIDS = {  # what each rival may choose by the digits aside
    "blur": (0.3, 0.5, 0.7, 1.0),
    "PCA": (2, 4, 8, 12, 16, 24, 32),
    "best linear": (0.1, 1.0, 10.0, 100.0),
    "nearest digits": (1, 3, 5, 10, 20),
    "softmax memory": (0.02, 0.04, 0.08, 0.16, 0.3, 0.6),
}


def spoil(x, kind, rng):
    """Return spoiled copies of pictures.

    Parameters
    ----------
    x : ndarray of shape (n, 64)
    kind : {"noise 0.2", "noise 0.4", "hole"}
        Gaussian noise of that standard deviation in every pixel, or a grey square of 4 x 4 at a random place.
    rng : numpy.random.Generator

    Returns
    -------
    ndarray of shape (n, 64)

    Examples
    --------
    >>> int(np.count_nonzero(spoil(np.zeros((1, 64)), "hole", np.random.default_rng(0))))
    16
    """
    if kind != "hole":
        return (x + float(kind.split()[1]) * rng.standard_normal(x.shape)).astype(x.dtype)
    pictures = x.reshape(-1, 8, 8).copy()
    for picture, (row, column) in zip(pictures, rng.integers(0, 9 - HOLE, size=(len(x), 2)), strict=True):
        picture[row : row + HOLE, column : column + HOLE] = 0.5
    return pictures.reshape(x.shape)


def blur(width):
    """Return a function that replaces each pixel by a mean of its neighbourhood, weighted by a bell of this width."""
    weight = np.exp(-(np.subtract.outer(np.arange(8), np.arange(8)) ** 2) / (2 * width**2))
    weight /= weight.sum(axis=1, keepdims=True)
    return lambda spoiled: (weight @ spoiled.reshape(-1, 8, 8) @ weight.T).reshape(spoiled.shape)


def projection(x, k):
    """Return a function that projects pictures on the plane of the first k principal axes of x."""
    principal = principal_axes(x, k)
    return lambda spoiled: projected(spoiled, principal)


def best_linear(x, kind, strength, rng):
    """Return the linear function that restores eight spoiled copies of x best, with an L2 penalty of this strength."""
    spoiled = np.concatenate([spoil(x, kind, rng) for _ in range(8)]).astype(float)
    inputs = np.column_stack([spoiled, np.ones(len(spoiled))])
    weight = np.linalg.solve(inputs.T @ inputs + strength * np.eye(65), inputs.T @ np.tile(x, (8, 1)))
    return lambda spoiled: spoiled @ weight[:-1] + weight[-1]


def nearest_digits(x, k):
    """Return a function that answers with the mean of the k stored digits nearest to what it gets."""

    def restore(spoiled):
        return x[np.argsort(squared_distances(spoiled, x), axis=1, kind="stable")[:, :k]].mean(axis=1)

    return restore


def softmax_memory(x, variance):
    """Return a function that answers with a mean of all stored digits, each weighted by how probable it is.

    Parameters
    ----------
    x : ndarray of shape (n, 64)
        The stored digits: keys and values in one.
    variance : float
        Of the noise that is supposed in each pixel: weights are softmax(-|spoiled - x|^2 / (2 variance)).

    Returns
    -------
    callable
        (N, 64) -> (N, 64). With Gaussian noise of that variance it is the exact mean of the clean picture, given the
        spoiled one, if every clean picture is one of the stored, each as probable as the others.

    Examples
    --------
    >>> restore = softmax_memory(np.array([[0.0], [1.0]]), variance=0.5)
    >>> restore(np.array([[0.5], [5.0]])).round(3)
    array([[0.5],
           [1. ]])
    """

    def restore(spoiled):
        scores = -squared_distances(spoiled, x) / (2 * variance)
        weights = np.exp(scores - scores.max(axis=1, keepdims=True))
        return weights / weights.sum(axis=1, keepdims=True) @ x

    return restore


def rivals(x, kind, seed=0):
    """Return {name: {setting: function}} for every rival of a denoising autoencoder, fitted to x."""
    makers = {
        "blur": blur,
        "PCA": lambda k: projection(x, k),
        "best linear": lambda strength: best_linear(x, kind, strength, np.random.default_rng(seed)),
        "nearest digits": lambda k: nearest_digits(x, k),
        "softmax memory": lambda variance: softmax_memory(x, variance),
    }
    return {name: {setting: makers[name](setting) for setting in grid} for name, grid in GRIDS.items()}


def tuned(functions, spoiled, clean):
    """Return (setting, function) with the least mean squared error on pictures that the function was not fitted to.

    Examples
    --------
    >>> tuned({1: lambda x: x + 1, 2: lambda x: x / 2}, np.array([2.0]), np.array([1.0]))[0]
    2
    """
    return min(functions.items(), key=lambda pair: ((pair[1](spoiled) - clean) ** 2).mean())
