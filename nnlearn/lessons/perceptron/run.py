"""What the perceptron explorer shows, as arrays: the points, the recorded run, the counts of mistakes."""

from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

import numpy as np

import nnlearn.numpy as nn
from nnlearn import datasets
from nnlearn.explorers.listing import run_listing
from nnlearn.lessons.perceptron.convergence import mistake_bound

VISITS = 1000  # a run ends after an epoch without a mistake, or here: it is recorded again while a point is dragged

IRIS = "data = datasets.iris()\nkeep = {keep}\nx, y = data.x[keep][:, {columns}], (data.y[keep] == {one}).astype(int)"
OTHER = "data = datasets.{call}\nx, y = data.x, data.y"
CENTRE = "x = x - x.mean(axis=0)  # centred: each column has mean 0"


class Source(NamedTuple):
    """A set of points with two classes, and the lines of Python that make it."""

    lines: str
    classes: tuple
    features: tuple


def _iris(zero, one, columns):
    classes, features = (
        ("setosa", "versicolor", "virginica"),
        ("sepal length", "sepal width", "petal length", "petal width"),
    )
    lines = IRIS.format(keep="data.y < 2" if zero == 0 else "data.y > 0", columns=columns, one=one)
    first = int(columns[0])
    return Source(lines, (classes[zero], classes[one]), tuple(f"{name} (cm)" for name in features[first : first + 2]))


def _other(call, classes=("class 0", "class 1"), features=("x1", "x2")):
    return Source(OTHER.format(call=call), classes, features)


SOURCES = {
    "iris: setosa, versicolor (petal)": _iris(0, 1, "2:4"),
    "iris: setosa, versicolor (sepal)": _iris(0, 1, "0:2"),
    "iris: versicolor, virginica (petal)": _iris(1, 2, "2:4"),
    "blobs": _other("blobs(60, noise=0.7)"),
    "AND": _other('gates("and")', ("false", "true"), ("a", "b")),
    "OR": _other('gates("or")', ("false", "true"), ("a", "b")),
    "XOR": _other('gates("xor")', ("false", "true"), ("a", "b")),
}


@lru_cache(maxsize=16)
def points(source, centred=False):
    """Return x (n, 2) float32 and y (n,) of a source, computed by its own lines: what "As code" shows is what runs."""
    return run_listing(listing(source, centred), "x", "y", datasets=datasets)


def listing(source, centred):
    """Return the lines of Python that make the points, centred or as they come."""
    return f"{SOURCES[source].lines}\n{CENTRE}" if centred else SOURCES[source].lines


@dataclass(frozen=True)
class Run:
    """A perceptron's run over the points, visit by visit. Row 0 of what is counted is the time before the first.

    Parameters
    ----------
    x, y : arrays of shape (n, 2) and (n,)
        The points where they lie now, and their labels.
    steps : tuple of nn.Step
        The visits, as `Perceptron.steps` gives them.
    weight, bias : arrays of shape (visits + 1, 2) and (visits + 1,)
    mistakes, wrong : arrays of shape (visits + 1,)
        Mistakes made so far; points that lie on the wrong side now.
    bound : float or None
        The most mistakes there can be; None if no line separates the points.
    best : array of shape (visits + 1,)
        The position whose weights the pocket keeps: the first with the fewest points on the wrong side.
    """

    x: np.ndarray
    y: np.ndarray
    steps: tuple
    weight: np.ndarray
    bias: np.ndarray
    mistakes: np.ndarray
    wrong: np.ndarray
    bound: float | None
    best: np.ndarray

    @property
    def finished(self):
        """Whether the last epoch had no mistake."""
        last = [step.mistake for step in self.steps if step.epoch == self.steps[-1].epoch]
        return not any(last)


def epochs(n):
    """Return how many times a run goes over n points, at most.

    Examples
    --------
    >>> epochs(4), epochs(100)
    (50, 10)
    """
    return max(1, min(50, VISITS // n))


@lru_cache(maxsize=8)
def record(source, moved, lr, shuffle, centred=False):
    """Let a perceptron learn and keep every visit.

    Parameters
    ----------
    source : str
        A key of `SOURCES`.
    moved : tuple of (index, x1, x2)
        Points that the reader moved, and where to.
    lr : float
        Learning rate, > 0.
    shuffle : bool
        Visit the points in a new order in each epoch.
    centred : bool, default False
        Subtract each column's mean first.

    Returns
    -------
    Run

    Examples
    --------
    >>> run = record("AND", (), 1.0, False)
    >>> len(run.steps), int(run.mistakes[-1]), run.finished
    (24, 11, True)
    >>> record("XOR", (), 1.0, False).bound is None
    True
    """
    x, y = points(source, centred)
    x = x.copy()
    for index, *place in moved:
        x[index] = place
    model, steps = nn.Perceptron(2, lr=lr), []
    clean = 0  # visits since the last mistake
    for step in model.steps(x, y, epochs=epochs(len(x)), shuffle=shuffle):
        steps.append(step)
        clean = 0 if step.mistake else clean + 1
        if len(steps) % len(x) == 0 and clean >= len(x):
            break
    weight = np.array([[0, 0], *(step.weight[0] for step in steps)], np.float32)
    bias = np.array([0, *(step.bias[0] for step in steps)], np.float32)
    # in the model's own precision: it decides which points are on the line
    guesses = x @ weight.T + bias >= 0  # (n, visits + 1)
    wrong = (guesses != y[:, None]).sum(axis=0)
    fewest = np.minimum.accumulate(wrong)
    best = np.maximum.accumulate(np.where(np.r_[True, fewest[1:] < fewest[:-1]], np.arange(len(wrong)), 0))
    mistakes = np.cumsum([0, *(step.mistake for step in steps)])
    return Run(x, y, tuple(steps), weight, bias, mistakes, wrong, mistake_bound(x, y), best)


def half_plane(weight, bias, extent, above=True):
    """Return the corners of the part of a rectangle where w.x + b >= 0, or of the other part.

    Parameters
    ----------
    weight : array of two floats
    bias : float
    extent : tuple of four floats
        left, right, bottom, top.
    above : bool, default True
        The side of class 1.

    Returns
    -------
    ndarray of shape (corners, 2)
        Empty if the rectangle lies on the other side altogether.

    References
    ----------
    I. Sutherland and G. Hodgman (1974), "Reentrant polygon clipping": one clip at one line.

    Examples
    --------
    >>> half_plane([1, 0], -1, (0, 2, 0, 1)).tolist()
    [[1.0, 0.0], [2.0, 0.0], [2.0, 1.0], [1.0, 1.0]]
    """
    left, right, bottom, top = extent
    corners = np.array([(left, bottom), (right, bottom), (right, top), (left, top)], float)
    score = corners @ np.asarray(weight, float) + bias
    inside = (score >= 0) == above
    found = []
    for k in range(4):
        n = (k + 1) % 4
        if inside[k]:
            found.append(corners[k])
        if inside[k] != inside[n]:
            found.append(corners[k] + (corners[n] - corners[k]) * score[k] / (score[k] - score[n]))
    return np.array(found).reshape(-1, 2)
