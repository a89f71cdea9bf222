"""What the loss explorer works on: the points, the four losses, and what each of them gives for each point."""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

import nnlearn.numpy as nn
from nnlearn import datasets
from nnlearn.explorers.listing import run_listing
from nnlearn.lessons.loss_functions import line_fits

PATIENTS = """data = datasets.diabetes()
bmi, progression = ((v - v.mean()) / v.std() for v in (data.x[:, 2], data.y[:, 0]))
some = np.random.default_rng(33).permutation(442)[:24]
x, y = bmi[some].astype(float).round(2), progression[some].astype(float).round(2)"""
SOURCES = {
    "24 patients": PATIENTS,
    "24 patients, one typing error": PATIENTS + "\ny[4] = 5.17  # somebody typed 550 for 55",
    "two kinds of points (generated)": """x, kind = np.linspace(-2, 2, 24).round(2), np.arange(24) % 2
y = np.where(kind, 0.9 * x + 2.4, -0.6 * x - 0.9)
y = (y + 0.3 * np.random.default_rng(0).normal(size=24)).round(2)""",
}
MSE, MAE, BCE, ARCTAN = "MSE", "MAE", "binary cross-entropy", "arctan"
CRITERIA = {MSE: nn.MSELoss, MAE: nn.L1Loss, BCE: nn.BCEWithLogitsLoss, ARCTAN: nn.ArctanLoss}

CODES = {  # how each line is found, in NumPy; `label` is 1 above average, else 0; `c` the unit of the arctan error
    MSE: """w, b = np.polyfit(x, y, 1)
found = [w, b, ((w * x + b - y) ** 2).mean()]
print(*found)""",
    MAE: """i, j = np.triu_indices(len(x), 1)  # the best line goes through two of the points
i, j = i[x[i] != x[j]], j[x[i] != x[j]]
w = (y[j] - y[i]) / (x[j] - x[i])
b = y[i] - w * x[i]
losses = np.abs(np.outer(w, x) + b[:, None] - y).mean(axis=1)
found = [w[losses.argmin()], b[losses.argmin()], losses.min()]
print(*found)""",
    BCE: """label, X, theta = (y > 0).astype(float), np.column_stack([x, np.ones(len(x))]), np.zeros(2)
for _ in range(20):  # Newton's method
    p = 1 / (1 + np.exp(-X @ theta))
    theta -= np.linalg.solve((X.T * (p * (1 - p))) @ X, X.T @ (p - label))
z = X @ theta
found = [*theta, (np.logaddexp(0, z) - label * z).mean()]
print(*found)""",
    ARCTAN: """i, j = np.triu_indices(len(x), 1)  # start from the best line through two points
i, j = i[x[i] != x[j]], j[x[i] != x[j]]
w = (y[j] - y[i]) / (x[j] - x[i])
k = np.arctan(((np.outer(w, x - x.mean()) + (y[i] + w * (x.mean() - x[i]))[:, None] - y) / {c:g}) ** 2).sum(1).argmin()
w, b = w[k], y[i[k]] - w[k] * x[i[k]]
for _ in range(500):  # weighted least squares
    w, b = np.polyfit(x, y, 1, w=np.sqrt(1 / (1 + ((w * x + b - y) / {c:g}) ** 4)))
found = [w, b, {c:g}**2 * np.arctan(((w * x + b - y) / {c:g}) ** 2).mean()]
print(*found)""",
}


@lru_cache(maxsize=8)
def points(source):
    """Return x and y, each (24,) float64, in standard deviations, computed by the source's own lines."""
    return run_listing(SOURCES[source], "x", "y", datasets=datasets, np=np)


def criterion(loss, prediction, target, unit=1.0):
    """Return each point's loss and its gradient dl/dp, both of the prediction's shape, from the library's own loss.

    Examples
    --------
    >>> [v.tolist() for v in criterion("MSE", np.array([3.0, 1.0]), np.array([1.0, 1.0]))]
    [[4.0, 0.0], [4.0, 0.0]]
    """
    unit = unit if loss == ARCTAN else 1.0
    one = CRITERIA[loss](reduction="none")
    losses = unit**2 * one(prediction / unit, target / unit)
    return losses, unit * one.backward(np.ones_like(prediction))


@dataclass(frozen=True)
class Fits:
    """The points where they lie now, their labels, and the lines.

    Parameters
    ----------
    x, y, t : arrays of shape (n,)
        Inputs, targets, and labels: 1 where the target is above average, else 0.
    lines : dict of str to Line
        The best line of each loss; for the cross-entropy it gives logits.
    minima : list of Line
        All that were found for the arctan error, the lowest first.
    """

    x: np.ndarray
    y: np.ndarray
    t: np.ndarray
    lines: dict
    minima: list

    @property
    def split(self):
        """Whether one place on the x axis separates the labels, so that the cross-entropy has no minimum."""
        return self.lines[BCE].loss < 1e-8


@lru_cache(maxsize=32)
def fit(source, moved, unit):
    """Fit a line under each loss.

    Parameters
    ----------
    source : str
        A key of `SOURCES`.
    moved : tuple of (index, x, y)
        Points that the reader moved, and where to.
    unit : float
        The error that counts as one under the arctan error.

    Returns
    -------
    Fits

    Examples
    --------
    >>> fits = fit("24 patients", (), 1.0)
    >>> {name: round(line.weight, 2) for name, line in fits.lines.items()}
    {'MSE': 0.67, 'MAE': 0.87, 'binary cross-entropy': 1.34, 'arctan': 0.77}
    """
    x, y = (values.copy() for values in points(source))
    for index, *place in moved:
        x[index], y[index] = place
    t, minima = (y > 0).astype(float), line_fits.arctan(x, y, unit)
    lines = {
        MSE: line_fits.squared(x, y),
        MAE: line_fits.absolute(x, y),
        BCE: line_fits.logistic(x, t),
        ARCTAN: minima[0],
    }
    return Fits(x, y, t, lines, minima)
