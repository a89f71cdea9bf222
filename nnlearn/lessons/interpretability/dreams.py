"""Dreams: pictures that are changed until a score is high."""

import numpy as np

import nnlearn.numpy as nn
from nnlearn.lessons.interpretability.maps import slope
from nnlearn.lessons.interpretability.networks import digits
from nnlearn.lessons.interpretability.units import softmax

STEPS, RATE = 150, 0.05


def dream(model, k, smooth=False, *, seed=0, steps=STEPS, rate=RATE):
    """Climb the scores of classes from faint noise, and return the pictures.

    Each step adds `rate` times the slope, divided by its root mean square in each picture, and cuts off what is below 0
    or above 1. A smooth dream is moved by up to two pixels before each step and back after it, blurred a little and
    made a little darker.

    Parameters
    ----------
    model : nn.LeNet5
    k : ndarray of shape (n,)
        A class for each picture.
    smooth : bool
    seed, steps : int
    rate : float

    Returns
    -------
    ndarray of shape (n, 1, 32, 32), float32

    Examples
    --------
    >>> dream(nn.LeNet5(form="today"), np.arange(2), steps=1).shape
    (2, 1, 32, 32)
    """
    rng = np.random.default_rng(seed)
    x = rng.uniform(0, 0.2, (len(k), 1, 32, 32)).astype(np.float32)
    for _ in range(steps):
        move = tuple(rng.integers(-2, 3, 2)) if smooth else (0, 0)
        g = slope(model, np.roll(x, move, (2, 3)), k)
        g = np.roll(g, (-move[0], -move[1]), (2, 3))
        g /= np.sqrt((g**2).mean(axis=(1, 2, 3), keepdims=True)) + 1e-12
        x = np.clip(x + rate * g, 0, 1).astype(np.float32)
        if smooth:
            x = np.clip(0.75 * x + 0.25 * blurred(x) - 0.004, 0, 1).astype(np.float32)
    return x


def blurred(x):
    """Return pictures in which each pixel is a mean of itself and its neighbours, with weights 1, 2, 1 each way."""
    for axis in (2, 3):
        wide = np.pad(x, [(1, 1) if each == axis else (0, 0) for each in range(4)])
        size = x.shape[axis]
        x = sum(weight * wide.take(range(start, start + size), axis) for start, weight in enumerate((0.25, 0.5, 0.25)))
    return x


def roughness(x):
    """Return the mean step from a pixel to its right neighbour, the total variation of a row for each pixel."""
    return float(np.abs(np.diff(x, axis=3)).mean())


def sureness(model, x, k):
    """Return the mean probability that a network gives to the classes k, and the share that it reads as k."""
    s = nn.predict(model, x)
    return float(softmax(s)[np.arange(len(x)), k].mean()), float((s.argmax(axis=1) == k).mean())


def nearest_class(x):
    """Return the class of the training digit that is nearest to each picture: (n,)."""
    (known, y), _ = digits()
    known, x = (a.reshape(len(a), -1).astype(np.float64) for a in (known, x))
    away = (known**2).sum(axis=1) - 2 * x @ known.T  # |x - known|^2 without |x|^2
    return y[away.argmin(axis=1)]
