"""Eleven rivals on signals of 40 places, from rules without data to convolutional networks, all with one signature.

Every rival that has settings chooses them fairly and in the same way: it is fitted with each on four fifths of its
examples, the settings that answer most of the last fifth right win, and the winner is fitted again on all of them.
scikit-learn is imported when one of its rivals is fitted, since that takes a second.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import numpy as np

import nnlearn.numpy as nn
from nnlearn.lessons.ml_versus_dl.features import WIDTHS, hand_made, match
from nnlearn.lessons.ml_versus_dl.networks import network

SHARES = [{"C": 0.01}, {"C": 0.1}, {"C": 1.0}]
REACHES = [{"C": C, "gamma": gamma} for C in (1.0, 10.0) for gamma in (0.01, 0.03, 0.1)]
DROPOUTS = [{"dropout": 0.0}, {"dropout": 0.3}, {"dropout": 0.5}]

# What a rival is, what it looks at (None: the signal as it is), and the settings that it may choose from.
RIVALS: dict[str, tuple[str, Callable | None, list[dict]]] = {
    "rules": ("rules", None, [{}]),
    "logistic": ("logistic", None, SHARES),
    "neighbours": ("neighbours", None, [{"k": 1}, {"k": 5}, {"k": 15}]),
    "forest": ("forest", None, [{"trees": 150}]),
    "SVM": ("SVM", None, REACHES),
    "dense": ("dense", None, [*({"width": 100} | one for one in DROPOUTS), {"width": 200, "dropout": 0.5}]),
    "CNN": ("CNN", None, DROPOUTS),
    "rule scores": ("logistic", match, SHARES),
    "hand-made": ("logistic", hand_made, SHARES),
    "hand-made SVM": ("SVM", hand_made, REACHES),
    "pooled CNN": ("pooled CNN", None, DROPOUTS[:2]),
}
NAMES = tuple(RIVALS)
NETWORKS = ("dense", "CNN", "pooled CNN")
RATES = {"dense": 0.002, "CNN": 0.003, "pooled CNN": 0.003}
EPOCHS = {100: 300, 400: 100, 1600: 60, 4000: 40}


@dataclass
class Fitted:
    """A rival that has been fitted: it answers, and says what it keeps in order to do so.

    Attributes
    ----------
    name : str
    setting : dict
        The settings that won on the fifth set aside.
    model : Any
        scikit-learn's model, or the network; None for the rules.
    scale : pair of arrays
        Mean and standard deviation of each number that the model looks at, over the examples.
    """

    name: str
    setting: dict
    model: Any
    scale: tuple = field(default=(0.0, 1.0), repr=False)

    def seen(self, x):
        """Return what the model looks at: features (n, d), each of mean 0 and spread 1 over the examples."""
        feature = RIVALS[self.name][1]
        return ((feature(x) if feature else x) - self.scale[0]) / self.scale[1]

    def predict(self, x):
        """Return the answers, whole numbers (n,), to signals x (n, 40)."""
        if self.model is None:
            return match(x).argmax(axis=1)
        if self.name in NETWORKS:
            return nn.predict(self.model, x[:, None, None]).argmax(axis=1)
        return self.model.predict(self.seen(x))

    @property
    def kept(self):
        """How many numbers the rival must keep to answer."""
        templates = 10 * sum(WIDTHS)
        if self.model is None:
            return templates
        if self.name in NETWORKS:
            return sum(p.numel() for p in self.model.parameters())
        kind, feature, _ = RIVALS[self.name]
        own = KEPT[kind](self.model) + sum(np.size(part) for part in self.scale)
        return own + templates if feature is match else own


def fit(name, x, y, seed=0):
    """Return a rival that has chosen its settings and been fitted on examples.

    Parameters
    ----------
    name : str
        One of `NAMES`.
    x : float32 array of shape (n, 40)
    y : int64 array of shape (n,)
        Digits, 0 to 9.
    seed : int
        Of the networks' first weights and of the order of their batches.

    Returns
    -------
    Fitted

    Raises
    ------
    ValueError
        If there is no such rival.

    Examples
    --------
    >>> from nnlearn import datasets
    >>> digits = datasets.mnist1d()
    >>> rival = fit("hand-made", digits.x[:400], digits.y[:400])
    >>> bool((rival.predict(digits.x[4000:]) == digits.y[4000:]).mean() > 0.7)
    True
    """
    if name not in RIVALS:
        raise ValueError(f"fit expected one of {', '.join(NAMES)}, got {name!r}")
    settings, fifth = RIVALS[name][2], len(x) // 5

    def right(setting):
        fitted = _with(name, setting, x[fifth:], y[fifth:], seed, len(x))
        return float((fitted.predict(x[:fifth]) == y[:fifth]).mean())

    best = max(settings, key=right) if len(settings) > 1 else settings[0]
    return _with(name, best, x, y, seed, len(x))


def _with(name, setting, x, y, seed, n):
    """Return a rival fitted with one setting; n examples are there in all, which says how long networks train."""
    if name == "rules":
        return Fitted(name, setting, None)
    if name in NETWORKS:
        nn.manual_seed(seed)
        model = network(nn, name, **setting)
        optimizer = nn.Adam(model.parameters(), lr=RATES[name])
        batch = 32 if n < 1000 else 64
        epochs = EPOCHS.get(n, 60)
        nn.fit(model, nn.CrossEntropyLoss(), optimizer, x[:, None, None], y, epochs=epochs, batch_size=batch)
        return Fitted(name, setting, model.eval())
    kind, feature, _ = RIVALS[name]
    values = feature(x) if feature else x
    rival = Fitted(name, setting, None, (values.mean(axis=0), values.std(axis=0) + 1e-9))
    rival.model = MAKERS[kind](**setting).fit(rival.seen(x), y)
    return rival


def _logistic(C):
    from sklearn.linear_model import LogisticRegression

    return LogisticRegression(C=C, max_iter=300)


def _neighbours(k):
    from sklearn.neighbors import KNeighborsClassifier

    return KNeighborsClassifier(k)


def _forest(trees):
    from sklearn.ensemble import RandomForestClassifier

    return RandomForestClassifier(trees, random_state=0)


def _machine(C, gamma):
    from sklearn.svm import SVC

    return SVC(C=C, gamma=gamma)


MAKERS: dict[str, Callable] = {"logistic": _logistic, "neighbours": _neighbours, "forest": _forest, "SVM": _machine}
KEPT: dict[str, Callable] = {
    "logistic": lambda model: model.coef_.size + model.intercept_.size,
    "neighbours": lambda model: model._fit_X.size + model._y.size,
    # A question is a feature, a threshold and where to go next, twice; a leaf is the shares of ten digits.
    "forest": lambda model: sum(4 * (tree.tree_.node_count - leaves(tree)) + 10 * leaves(tree) for tree in model),
    "SVM": lambda model: model.support_vectors_.size + model.dual_coef_.size + model.intercept_.size,
}


def leaves(tree):
    """Return the number of leaves of one of scikit-learn's trees."""
    return int(tree.tree_.n_leaves)
