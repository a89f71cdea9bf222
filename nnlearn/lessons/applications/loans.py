"""Lab A: which applicant gets a loan? A table of 1,000 loans, and money as the measure."""

from functools import lru_cache

import numpy as np

import nnlearn.numpy as nn
from nnlearn import datasets, metrics
from nnlearn.datasets.credit import NUMBERS, ORDERED
from nnlearn.lessons.applications.contest import parted

DEFAULT, REFUSAL = 5, 1  # what a granted bad loan and a refused good one cost
FOLDS = 5
SETTINGS: dict = {
    "accept all": [{}],
    "refuse all": [{}],
    "logistic": [{"C": C} for C in (0.01, 0.03, 0.1, 0.3, 1.0, 3.0)],
    "boosting": [{"trees": trees, "depth": depth} for trees in (50, 100, 200) for depth in (1, 2)],
    "forest": [{"leaf": leaf, "features": features} for leaf in (1, 3, 10) for features in ("sqrt", 0.3)],
    "network": [{"decay": decay, "epochs": epochs} for decay in (0.3, 1.0, 3.0) for epochs in (20, 40)],
    "network, no decay": [{"decay": 0.0, "epochs": 150}],
}
RANDOM = "boosting", "forest", "network", "network, no decay"
CHOICE = min, "log loss"


@lru_cache(maxsize=1)
def data():
    """Return 48 columns, with logarithms of months, money and years, whether the loan was bad, and which are numbers.

    Examples
    --------
    >>> x, y, numbers = data()
    >>> x.shape, float(y.mean()), int(numbers.sum())
    ((1000, 48), 0.3, 6)
    """
    loans = datasets.credit(one_hot=True)
    x, names = loans.x.astype(float), np.array(loans.features)
    logs = np.isin(names, NUMBERS)
    x[:, logs] = np.log(x[:, logs])
    return x, loans.y, np.isin(names, NUMBERS + ORDERED)


def split(k):
    """Return split k: fold k % 5 of shuffle k // 5 is the test, the next fold the validation data.

    Examples
    --------
    >>> [len(part) for part in split(0)]
    [600, 200, 800, 200]
    """
    y, rng = data()[1], np.random.default_rng(k // FOLDS)
    fold = np.empty(len(y), int)
    for label in (0, 1):  # the same share of bad loans in each
        which = rng.permutation(np.flatnonzero(y == label))
        fold[which] = np.arange(len(which)) % FOLDS
    test, validation = fold == k % FOLDS, fold == (k + 1) % FOLDS
    return parted(*(np.flatnonzero(part) for part in (~test & ~validation, validation, test)))


def columns(learn):
    """Return all rows with their numbers standardised by the rows `learn`."""
    x, _, numbers = data()
    x = x.copy()
    x[:, numbers] = (x[:, numbers] - x[learn][:, numbers].mean(axis=0)) / x[learn][:, numbers].std(axis=0)
    return x.astype(np.float32)


def predicted(rival, setting, learn, ask, seed=0, nn=nn):
    """Return the probability of a bad loan (len(ask),), as a rival sees it that has learned from the rows `learn`.

    Examples
    --------
    >>> predicted("accept all", {}, np.arange(5), np.arange(3))
    array([0., 0., 0.])
    """
    if rival.endswith("all"):
        return np.full(len(ask), float(rival == "refuse all"))
    x, y = columns(learn), data()[1]
    if rival.startswith("network"):
        return network(x[learn], y[learn], seed, **setting, nn=nn)(x[ask])
    return classifier(rival, setting, seed).fit(x[learn], y[learn]).predict_proba(x[ask])[:, 1]


def classifier(rival, setting, seed):
    """Return scikit-learn's model of a name."""
    from sklearn.ensemble import GradientBoostingClassifier, RandomForestClassifier
    from sklearn.linear_model import LogisticRegression

    if rival == "logistic":
        return LogisticRegression(C=setting["C"], max_iter=2000)
    if rival == "forest":
        parts = {"min_samples_leaf": setting["leaf"], "max_features": setting["features"]}
        return RandomForestClassifier(200, **parts, random_state=seed)
    return GradientBoostingClassifier(
        n_estimators=setting["trees"], max_depth=setting["depth"], subsample=0.7, random_state=seed
    )


def network(x, y, seed=0, *, decay=1.0, epochs=40, nn=nn):
    """Return a function x -> probability of a bad loan: an MLP with 16 hidden units, trained on either side.

    Examples
    --------
    >>> x, y = np.eye(4, dtype=np.float32), np.array([0, 0, 1, 1])
    >>> network(x, y, epochs=2)(x).shape
    (4,)
    """
    nn.manual_seed(seed)
    model = nn.MLP([x.shape[1], 16, 1]).to(nn.device())
    optimizer = nn.AdamW(model.parameters(), lr=0.005, weight_decay=decay)
    target = y[:, None].astype(np.float32)
    nn.fit(model, nn.BCEWithLogitsLoss(), optimizer, x, target, epochs=epochs, batch_size=32)
    return lambda rows: 1 / (1 + np.exp(-nn.predict(model, rows)[:, 0].astype(float)))


def cost(p, y, threshold=REFUSAL / (DEFAULT + REFUSAL), default=DEFAULT):
    """Return the money lost per applicant if all whose probability p exceeds a threshold are refused.

    A loan is granted where default p < refusal (1 - p), so the best threshold is refusal / (default + refusal).

    Examples
    --------
    >>> y = np.array([1, 0, 0, 0])
    >>> cost(np.zeros(4), y), cost(np.ones(4), y)
    (1.25, 0.75)
    """
    return float(np.where(p > threshold, REFUSAL * (y == 0), default * (y == 1)).mean())


def measures(said, ask):
    """Return the cost at 1/6 and at 1/2, the area under the ROC curve, accuracy and log loss."""
    y = data()[1][ask]
    p = np.clip(said, 1e-9, 1 - 1e-9)
    found = {"cost": cost(said, y), "cost at 1/2": cost(said, y, 0.5), "auc": metrics.roc_auc_score(said, y),
             "right": ((said > 0.5) == y).mean(), "log loss": -np.log(np.where(y == 1, p, 1 - p)).mean()}  # fmt: skip
    return {name: round(float(value), 4) for name, value in found.items()}
