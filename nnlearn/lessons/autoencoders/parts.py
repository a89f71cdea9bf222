"""The digits of lesson 22: three parts of them, as grey pictures or as black and white ones."""

from collections import namedtuple
from functools import lru_cache

import numpy as np

from nnlearn import datasets

Digits = namedtuple("Digits", "x y x_aside y_aside x_test y_test")


@lru_cache(maxsize=2)
def digits(binary=False):
    """Return 1,078 digits to learn from, 270 to choose settings by, and 449 held out for the test.

    Parameters
    ----------
    binary : bool, default False
        True makes a pixel 1 where it is at least half black, and 0 elsewhere.

    Returns
    -------
    Digits
        x, y, x_aside, y_aside, x_test, y_test: pictures of shape (n, 64), float32 in [0, 1], and labels of shape (n,),
        int64, which no autoencoder ever sees.

    Examples
    --------
    >>> digits().x.shape, digits().x_aside.shape, digits().x_test.shape
    ((1078, 64), (270, 64), (449, 64))
    >>> np.unique(digits(binary=True).x)
    array([0., 1.], dtype=float32)
    """
    data = datasets.digits()
    pictures = data.x >= 8 if binary else data.x / 16
    (x, y), test = datasets.split(pictures.astype(np.float32), data.y, seed=0)
    seen, aside = datasets.split(x, y, fraction=0.2, seed=1)
    return Digits(*seen, *aside, *test)
