"""What the diffusion networks of both sides share: sizes, the columns of a row, and guesses from arrays."""

from typing import Any

import numpy as np

from nnlearn import arguments

FREQUENCIES = 2.0 ** np.arange(6) * np.pi / 2  # of the sines and cosines of t / T
TIME, CLASS, CONDITION = 2 * len(FREQUENCIES), 32, 64  # widths: of time, of a class, and of both together


class Guesser:
    """The guess of the noise: NumPy arrays go in and come out on both sides, and nothing is recorded."""

    features: int
    classes: int
    steps: int
    _run: Any  # this side's `predict`

    def noise(self, x, t, labels=None):
        """Return the guessed noise in x (N, features) at step t, 1..steps: one for all rows or an array (N,).

        `labels` (N,) are the classes asked for; None asks for no class. The result has the model's dtype.
        """
        who = "DiffusionMLP.noise"
        check_width(who, arguments.batch(who, "x", x), self.features)
        columns = [np.asarray(x, np.float64), column(who, "t", t, len(x), 1, self.steps)]
        if self.classes:
            known = np.full(len(x), -1) if labels is None else labels
            columns.append(column(who, "labels", known, len(x), -1, self.classes - 1))
        elif labels is not None:
            raise ValueError(f"{who} expected no labels, got some: the model has no classes, {self.extra_repr()}")
        return self._run(self, np.hstack(columns))

    def extra_repr(self):
        return f"features={self.features}, classes={self.classes}, steps={self.steps}"


def column(who, name, values, count, low, high):
    """Return whole numbers as a column of floats, or raise unless there is one, or one for each row."""
    if not isinstance(values, np.ndarray):
        return np.full((count, 1), float(arguments.integer(who, name, values, low=low, high=high)))
    least, most = arguments.label_range(who, name, values)
    if len(values) != count or least < low or most > high:
        raise ValueError(
            f"{who} expected {name} to hold {count} numbers in {low}..{high}, got {len(values)} in {least}..{most}"
        )
    return values.astype(np.float64)[:, None]


def sizes(features, hidden, blocks, classes, steps):
    """Return the sizes of a network as ints, or raise."""
    given = {"features": features, "hidden": hidden, "blocks": blocks, "steps": steps}
    found = {name: arguments.integer("DiffusionMLP", name, value, low=1) for name, value in given.items()}
    return found | {"classes": arguments.integer("DiffusionMLP", "classes", classes, low=0)}


def check_width(who, x, width, cure=""):
    """Raise unless x is a matrix with rows of this width."""
    if len(x.shape) != 2 or x.shape[1] != width:
        raise ValueError(f"{who} expected x of shape (N, {width}), got {tuple(x.shape)}{cure}")


def check_classes(labels, classes):
    """Raise unless all labels, floats, round to -1 (no class) or to that of a class."""
    if len(labels) and not (labels.min() > -1.5 and labels.max() < classes - 0.5):
        raise ValueError(
            f"DiffusionMLP expected labels in -1..{classes - 1} in the last column of x, -1 for no class, got "
            f"{labels.min():g}..{labels.max():g}"
        )
