"""What every data set is: arrays, names and a card."""

import textwrap
from dataclasses import dataclass

import numpy as np

from nnlearn.arguments import finite


@dataclass(frozen=True, eq=False, repr=False)  # eq: == of two arrays is an array, so a Dataset equals only itself
class Dataset:
    """Inputs and targets, with their names and a card that says where they come from.

    The arrays are ordinary, writable and yours: no other call returns the same array.

    Parameters
    ----------
    name : str
        Name of the set.
    x : ndarray of shape (n, features) or (n, channels, height, width), float32
        Inputs, in the unit given on the card.
    y : ndarray of shape (n,), int64, or (n, 1), float32
        Class labels 0..classes-1, or the values to predict (regression).
    features : tuple of str
        One name per feature; empty for pictures with too many pixels to name.
    classes : tuple of str
        `classes[label]` is the name of a class; empty for regression.
    card : str
        One paragraph: source, licence, shapes, and what the set is good for.

    Raises
    ------
    TypeError
        If `x` or `y` is not a NumPy array of numbers.
    ValueError
        If one of them is empty, holds NaN or infinity, or their lengths differ.

    Examples
    --------
    >>> Dataset("pair", np.zeros((2, 3), np.float32), np.array([0, 1]), ("a", "b", "c"), ("no", "yes"), "By hand.")
    Dataset(pair: x float32 (2, 3), y int64 (2,), classes no, yes)
    """

    name: str
    x: np.ndarray
    y: np.ndarray
    features: tuple[str, ...]
    classes: tuple[str, ...]
    card: str

    def __post_init__(self):
        same_length("Dataset", self.x, self.y)

    def __repr__(self):
        x, y = (f"{name} {array.dtype} {array.shape}" for name, array in (("x", self.x), ("y", self.y)))
        classes = f"classes {', '.join(self.classes)}" if self.classes else "regression"
        return f"Dataset({self.name}: {x}, {y}, {classes})"


def same_length(caller, x, y):
    """Raise unless two arrays hold finite numbers, with samples on axis 0 and as many targets as inputs."""
    finite(caller, "x", x)
    finite(caller, "y", y)
    if x.ndim < 2:
        raise ValueError(
            f"{caller} expected x of shape (n, features), got {x.shape}: x.reshape(-1, 1) makes one feature"
        )
    if y.ndim < 1 or len(y) != len(x):
        raise ValueError(f"{caller} expected y with one row for each of the {len(x)} rows of x, got shape {y.shape}")


def paragraph(text):
    """Wrap a card's text to the width of a notebook."""
    return textwrap.fill(" ".join(text.split()), width=96)
