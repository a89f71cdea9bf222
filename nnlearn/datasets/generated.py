"""What the generated data sets share: checks, a card, and a Dataset of points in the plane."""

import numpy as np

from nnlearn.arguments import integer, number
from nnlearn.datasets.dataset import Dataset, paragraph

CARD = """{what} Source: generated, {source}. Licence: none needed, the numbers are computed on your machine. Shapes:
x ({n}, {d}) float32 without unit, y ({n}{column}) {dtype}. Good for: {use}"""


def checked(caller, n, noise, seed, least):
    """Return the three arguments that all sets share, or raise; scikit-learn takes seeds up to 2**32 - 1."""
    return (
        integer(caller, "n", n, low=least, high=10**7),
        number(caller, "noise", noise, low=0, high=1e30),  # the largest float32 is 3.4e38
        integer(caller, "seed", seed, low=0, high=2**32 - 1),
    )


def plane(name, x, y, classes, what, source, use):
    """Make a Dataset of labelled points in the plane."""
    card = CARD.format(what=what, source=source, n=len(x), d=2, column=",", dtype="int64", use=use)
    names = tuple(str(label) for label in range(classes))
    return Dataset(name, x.astype(np.float32), y.astype(np.int64), ("x1", "x2"), names, paragraph(card))
