"""Five maps of one answer: how much each pixel counts for the score of a class, positive where it speaks for it."""

from collections.abc import Callable

import numpy as np

import nnlearn.numpy as numpy_side
from nnlearn.attributions import integrated_gradients, occlusion

NAMES = ("slope", "slope x input", "integrated gradients", "occlusion", "guided backprop")
WINDOW, STRIDE, POINTS = 5, 2, 32


def slope(model, x, k, side=numpy_side):
    """Return the slope of the score of class k in each pixel, ds_k/dx, by backpropagation.

    The squared error |s - target|^2 has the slope 2 (s - target) at the scores s: with target = s - one-hot/2 it is
    one-hot, and backpropagation carries the slope of the score k alone.

    Parameters
    ----------
    model : Module of `side`
    x : ndarray of shape (n, ...)
    k : int or ndarray of shape (n,)
        The class of each row.
    side : module, default nnlearn.numpy

    Returns
    -------
    ndarray of x's shape

    Examples
    --------
    >>> model = numpy_side.Linear(2, 2)
    >>> model.weight.data = [[1.0, 2.0], [3.0, 4.0]]
    >>> slope(model, np.zeros((1, 2), np.float32), 1)
    array([[3., 4.]], dtype=float32)
    """
    s = side.predict(model, x)  # (n, classes)
    target = s - one_hot(k, s.shape) / 2
    return side.input_gradient(model, side.MSELoss(reduction="sum"), x, target)


def one_hot(k, shape):
    """Return zeros (n, classes) with a one in column k of each row."""
    return np.float32(np.arange(shape[1]) == np.broadcast_to(k, shape[0])[:, None])


def score(model, k, side=numpy_side):
    """Return a function of pictures (n, ...) that gives the score of class k of each: (n,)."""

    def of(x):
        s = side.predict(model, x)
        return s[np.arange(len(x)), np.broadcast_to(k, len(x))]

    return of


def guided(model, x, k):
    """Return the guided slope: on the way back each ReLU lets only positive slopes through.

    Parameters
    ----------
    model : nnlearn.numpy.Sequential
    x, k
        As in `slope`.

    References
    ----------
    Springenberg, Dosovitskiy, Brox, Riedmiller (2015), "Striving for simplicity: the all convolutional net".

    Examples
    --------
    >>> model = numpy_side.Sequential(numpy_side.Linear(1, 2), numpy_side.ReLU(), numpy_side.Linear(2, 1))
    >>> model[0].weight.data, model[2].weight.data = [[1.0], [1.0]], [[3.0, -2.0]]
    >>> guided(model, np.full((1, 1), 5, np.float32), 0)  # 3, where the slope is 3 - 2
    array([[3.]], dtype=float32)
    """
    s = model(x)
    g = one_hot(k, s.shape)
    for module in list(model)[::-1]:
        g = module.backward(g)
        if isinstance(module, numpy_side.ReLU):
            g = np.maximum(g, 0)
    model.zero_grad()
    return g


def integrated(model, x, k, points=POINTS, side=numpy_side):
    """Return integrated gradients of the score of class k, from black."""
    return integrated_gradients(lambda at: slope(model, at, k, side), x, points=points)


def covered(model, x, k, window=WINDOW, stride=STRIDE, side=numpy_side):
    """Return occlusion of the score of class k by a black window."""
    return occlusion(score(model, k, side), x, window, stride=stride)


def map_of(name, model, x, k):
    """Return one of the five maps, of x's shape.

    Parameters
    ----------
    name : str
        One of NAMES.
    model : nnlearn.numpy.Sequential
    x : ndarray of shape (n, 1, height, width), float32
    k : int or ndarray of shape (n,)

    Examples
    --------
    >>> model = numpy_side.Sequential(numpy_side.Flatten(), numpy_side.Linear(64, 2))
    >>> x = np.random.default_rng(0).random((1, 1, 8, 8)).astype("f4")
    >>> float(abs(map_of("slope x input", model, x, 1) - map_of("integrated gradients", model, x, 1)).max()) < 1e-6
    True
    """
    if name == "slope x input":
        return x * slope(model, x, k)
    found: dict[str, Callable] = {
        "slope": slope,
        "integrated gradients": integrated,
        "occlusion": covered,
        "guided backprop": guided,
    }
    return found[name](model, x, k)
