"""Lab B: how many bicycles will be hired in an hour, a day before? A series, and the order of time."""

from functools import lru_cache

import numpy as np

import nnlearn.numpy as nn
from nnlearn import datasets
from nnlearn.lessons.applications.contest import parted
from nnlearn.lessons.applications.regression import regression_network

AHEAD, LAGS = 24, 168  # hours: what is known then ends a day before; a week of it is looked at
FIRST, VALIDATE, TEST = 400, 14_000, 15_800  # hours at which the parts begin; the test is the last ten weeks
SETTINGS: dict = {
    "yesterday": [{}],
    "last week": [{}],
    "ridge": [{"alpha": alpha} for alpha in (1, 30, 100, 300, 1000, 10_000)],
    "boosting": [{"trees": trees, "leaves": leaves} for trees in (100, 200, 400) for leaves in (8, 16)],
    "network": [{"decay": decay, "epochs": epochs} for decay in (0.3, 1.0, 3.0) for epochs in (6, 12)],
}
RANDOM = ("network",)
CHOICE = min, "error"


@lru_cache(maxsize=1)
def data():
    """Return what is known of every hour (17544, 216) a day before, and the bicycles hired (17544,).

    Known are 168 logarithms log(1 + hired), of 24 to 191 hours before, and which hour it is of a working day or of
    another day, as 48 columns of 0 and 1. The first 191 rows wrap round the end and are not used.

    Examples
    --------
    >>> x, hired = data()
    >>> x.shape, bool(np.allclose(x[1000, 0], np.log1p(hired[976])))
    ((17544, 216), True)
    """
    hire = datasets.bikes()
    hired = hire.y[:, 0]
    z = np.log1p(hired)
    lags = [np.roll(z, before) for before in range(AHEAD, AHEAD + LAGS)]
    clock = hire.x[:, 1] + 24 * (1 - hire.x[:, 3])  # 0 to 23 on a working day, 24 to 47 on others
    return np.stack(lags + [clock == k for k in range(48)], axis=1).astype(np.float32), hired


def split(kind="time"):
    """Return hours to learn from, to choose by and to test: in the order of time, or shuffled, which deceives.

    Examples
    --------
    >>> [len(part) for part in split()]
    [13600, 1800, 15400, 1744]
    """
    hours = np.arange(FIRST, len(data()[1]))
    if kind == "shuffled":
        hours = np.random.default_rng(0).permutation(hours)
    return parted(*np.split(hours, [VALIDATE - FIRST, TEST - FIRST]))


def predicted(rival, setting, learn, ask, seed=0, nn=nn):
    """Return how many bicycles a rival expects in the hours `ask`, having learned from the hours `learn`.

    Examples
    --------
    >>> predicted("yesterday", {}, np.arange(400, 500), np.array([1000])) == data()[1][976]
    array([ True])
    """
    x, hired = data()
    if rival in ("yesterday", "last week"):
        return hired[ask - (24 if rival == "yesterday" else 168)]
    mean, spread = x[learn].mean(axis=0), x[learn].std(axis=0) + 1e-6
    known, asked, z = (x[learn] - mean) / spread, (x[ask] - mean) / spread, np.log1p(hired[learn])
    if rival == "network":
        said = regression_network(known, z, seed, **setting, lr=0.001, batch_size=64, nn=nn)(asked)
    else:
        said = regressor(rival, setting).fit(known, z).predict(asked)
    return np.expm1(said)


def regressor(rival, setting):
    """Return scikit-learn's model of a name."""
    from sklearn.ensemble import HistGradientBoostingRegressor
    from sklearn.linear_model import Ridge

    if rival == "ridge":
        return Ridge(setting["alpha"])
    trees = {"max_iter": setting["trees"], "max_leaf_nodes": setting["leaves"]}
    return HistGradientBoostingRegressor(**trees, learning_rate=0.08, early_stopping=False)


def measures(said, ask):
    """Return the mean error and the root of the mean squared error in bicycles; the mean error of each tenth, too."""
    off = said - data()[1][ask]
    tenths = [round(float(np.abs(part).mean()), 1) for part in np.array_split(off, 10)]
    found = {"error": np.abs(off).mean(), "rmse": np.sqrt((off**2).mean())}
    return {name: round(float(value), 2) for name, value in found.items()} | {"tenths": tenths}
