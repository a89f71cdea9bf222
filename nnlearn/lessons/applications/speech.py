"""Lab D: which digit was said? Pictures of sound, by speakers who were heard before, or by one who was not."""

from functools import lru_cache

import numpy as np

import nnlearn.numpy as nn
from nnlearn import datasets
from nnlearn.lessons.applications.contest import Split, parted
from nnlearn.lessons.applications.letters import blurred, distances

SETTINGS: dict = {
    "nearest neighbour": [{"k": k, "blur": blur} for k in (1, 5) for blur in (0, 1, 3)],
    "logistic": [{"C": C} for C in (0.003, 0.01, 0.03, 0.1)],
    "support vectors": [{"C": C, "gamma": gamma} for C in (3.0, 10.0) for gamma in (0.003, 0.01, 0.03)],
    "MLP": [{"rate": rate, "changed": changed} for rate in (0.001, 0.002) for changed in (False, True)],
    "network": [
        {"rate": rate, "changed": changed, "epochs": epochs}
        for rate in (0.002, 0.004)
        for changed in (False, True)
        for epochs in (8, 20)
    ],
}
RANDOM = "MLP", "network"
CHOICE = max, "right"


@lru_cache(maxsize=1)
def data():
    """Return the spoken digits: pictures x (3000, 1, 32, 32), y, speaker, take and the speakers' names.

    Examples
    --------
    >>> data()
    SpokenDigits(3000 recordings of 10 digits, 6 speakers)
    """
    return datasets.spoken_digits()


def split(speaker=None, takes=40):
    """Return the split of the data's authors, or one that leaves a speaker out.

    Parameters
    ----------
    speaker : int or None
        None: takes 0 to 4 of every speaker are the test, 5 to 9 the validation data. Otherwise all takes of this
        speaker are the test and those of the next one the validation data; settings are chosen on every second take.
    takes : int
        If no speaker is left out: how many of the 40 takes that are left are learned from.

    Examples
    --------
    >>> [len(part) for part in split()], [len(part) for part in split(0)]
    ([2400, 300, 2700, 300], [1000, 250, 2500, 500])
    """
    spoken = data()
    every = np.arange(len(spoken.y))
    if speaker is None:
        learn = (spoken.take >= 10) & (spoken.take < 10 + takes)
        return parted(every[learn], every[(spoken.take >= 5) & (spoken.take < 10)], every[spoken.take < 5])
    test, other = spoken.speaker == speaker, spoken.speaker == (speaker + 1) % len(spoken.speakers)
    even = spoken.take % 2 == 0
    return Split(every[~test & ~other & even], every[other & even], every[~test], every[test])


def predicted(rival, setting, learn, ask, seed=0, nn=nn):
    """Return the digits (len(ask),) that a rival hears in the recordings `ask`, having learned from `learn`.

    Examples
    --------
    >>> predicted("nearest neighbour", {"k": 1, "blur": 0}, np.arange(0, 3000, 50), np.array([100])).tolist()
    [0]
    """
    x, y = data().x, data().y
    if rival == "nearest neighbour":
        return nearest(x, y, learn, ask, **setting)
    if rival in ("MLP", "network"):
        net = network(x[learn], y[learn], seed, **setting, convolutions=rival == "network", nn=nn)
        return nn.predict(net, x[ask]).argmax(axis=1)
    flat = x.reshape(len(x), -1)
    return classifier(rival, setting).fit(flat[learn], y[learn]).predict(flat[ask])


def nearest(x, y, learn, ask, k, blur):
    """Return the digit of most of the k nearest recordings; of two that are as many, the smaller."""
    near = distances(blurred(x[ask], blur), blurred(x[learn], blur)).argsort(axis=1, kind="stable")[:, :k]
    return np.array([np.bincount(digits).argmax() for digits in y[learn][near]])


def classifier(rival, setting):
    """Return scikit-learn's model of a name."""
    from sklearn.linear_model import LogisticRegression
    from sklearn.svm import SVC

    if rival == "logistic":
        return LogisticRegression(**setting, max_iter=200)
    return SVC(**setting)


def changed_speech(x, y, rng):
    """Return a batch as if said at another pace, pitch and loudness: a `transform` for `fit`.

    Examples
    --------
    >>> x, y = changed_speech(np.ones((2, 1, 32, 32), np.float32), np.zeros(2), np.random.default_rng(0))
    >>> x.shape
    (2, 1, 32, 32)
    """
    grid, found = np.arange(32), np.empty_like(x)
    for k, picture in enumerate(x[:, 0]):
        moments = np.clip(grid * rng.uniform(0.85, 1.15) + rng.uniform(-3, 3), 0, 31).round().astype(int)
        bands = np.clip(grid * rng.uniform(0.9, 1.1) + rng.uniform(-2, 2), 0, 31).round().astype(int)
        found[k, 0] = picture[bands][:, moments] * rng.uniform(0.85, 1.15) + rng.uniform(-0.1, 0.1)
    return np.clip(found, 0, 1), y


def network(x, y, seed=0, *, rate=0.004, changed=False, convolutions=True, epochs=8, nn=nn):
    """Return a network that reads digits, trained on either side: three convolutions, or an MLP with 64 hidden units.

    Examples
    --------
    >>> x, y = np.random.default_rng(0).random((20, 1, 32, 32), np.float32), np.arange(20) % 10
    >>> network(x, y, epochs=1)(x).shape
    (20, 10)
    """
    nn.manual_seed(seed)
    layers: list = []
    for before, after in ((1, 8), (8, 16), (16, 32)):
        layers += [nn.Conv2d(before, after, 3, padding=1), nn.BatchNorm2d(after), nn.ReLU(), nn.MaxPool2d(2)]
    top = [nn.Linear(512, 10)] if convolutions else [nn.Linear(1024, 64), nn.ReLU(), nn.Linear(64, 10)]
    net = nn.Sequential(*(layers if convolutions else []), nn.Flatten(), *top).to(nn.device())
    optimizer, epochs = nn.AdamW(net.parameters(), lr=rate, weight_decay=0.0), epochs if convolutions else 2 * epochs
    how = {"epochs": epochs, "batch_size": 32, "transform": changed_speech if changed else None}
    nn.fit(net, nn.CrossEntropyLoss(), optimizer, x, y, **how)
    return net


def measures(said, ask):
    """Return the share of digits heard right."""
    return {"right": round(float((said == data().y[ask]).mean()), 4)}
