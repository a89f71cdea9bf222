"""The lesson's own small project: which digit was said, by speakers who were never heard?"""

from functools import lru_cache
from typing import NamedTuple

import numpy as np

import nnlearn.numpy as nn
from nnlearn import datasets
from nnlearn.lessons.capstone.soft_maximum import soft_maximum

SPEAKERS = ("george", "jackson", "lucas", "nicolas", "theo", "yweweler")  # in the order of the alphabet
SETTINGS: dict = {
    "support vectors": [{"C": C, "gamma": gamma} for C in (1.0, 3.0, 10.0, 30.0) for gamma in (0.012, 0.04)],
    "network": [
        {"rate": rate, "changed": changed, "epochs": epochs}
        for rate in (0.002, 0.004)
        for changed in (False, True)
        for epochs in (10, 20)
    ],
}


class Part(NamedTuple):
    """Recordings: pictures x (n, 1, 16, 16) from 0 to 1, digits y (n,), and who speaks (n,).

    Examples
    --------
    >>> Part(np.zeros((3, 1, 16, 16), np.float32), np.arange(3), np.array([4, 4, 5])).y
    array([0, 1, 2])
    """

    x: np.ndarray
    y: np.ndarray
    speaker: np.ndarray


class Parts(NamedTuple):
    """What is learned from, what settings are chosen on, and what is sealed.

    Examples
    --------
    >>> [len(part.y) for part in parts()]
    [750, 250, 500]
    """

    learn: Part
    choose: Part
    test: Part


@lru_cache(maxsize=4)
def parts(test=("theo", "yweweler"), choose="nicolas"):
    """Return the recordings in three parts, by speaker: no speaker is in two of them.

    Parameters
    ----------
    test : tuple of str
        Who is sealed: the last two of the alphabet. Three pairs were compared before that was fixed.
    choose : str
        On whom settings are chosen.

    Returns
    -------
    Parts
        Every second recording, 25 of each digit by each speaker, drawn at 16 bands by 16 moments.

    Examples
    --------
    >>> parts().learn.x.shape, set(parts().test.speaker.tolist())
    ((750, 1, 16, 16), {4, 5})
    """
    spoken = datasets.spoken_digits()
    x = spoken.x.reshape(-1, 1, 16, 2, 16, 2).mean(axis=(3, 5)).astype(np.float32)
    sealed = np.isin(spoken.speaker, [SPEAKERS.index(name) for name in test])
    other = spoken.speaker == SPEAKERS.index(choose)
    even = spoken.take % 2 == 0
    chosen = (~sealed & ~other, other, sealed)
    return Parts(*(Part(x[rows & even], spoken.y[rows & even], spoken.speaker[rows & even]) for rows in chosen))


def together(learn, choose):
    """Return two parts as one: what the final models learn from.

    Examples
    --------
    >>> len(together(parts().learn, parts().choose).y)
    1000
    """
    return Part(*(np.concatenate(pair) for pair in zip(learn, choose, strict=True)))


def said_otherwise(x, y, rng):
    """Return a batch as if said at another pace, pitch and loudness: a `transform` for `fit`.

    Examples
    --------
    >>> x, y = said_otherwise(np.ones((2, 1, 16, 16), np.float32), np.zeros(2), np.random.default_rng(0))
    >>> x.shape
    (2, 1, 16, 16)
    """
    grid, found = np.arange(16), np.empty_like(x)
    for k, picture in enumerate(x[:, 0]):
        moments = np.clip(grid * rng.uniform(0.85, 1.15) + rng.uniform(-1.5, 1.5), 0, 15).round().astype(int)
        bands = np.clip(grid * rng.uniform(0.9, 1.1) + rng.uniform(-1, 1), 0, 15).round().astype(int)
        found[k, 0] = picture[bands][:, moments] * rng.uniform(0.85, 1.15) + rng.uniform(-0.1, 0.1)
    return np.clip(found, 0, 1), y


def untrained(seed=0, side=nn):
    """Return the network at its start: two convolutions, the soft maximum over time, ten scores.

    Parameters
    ----------
    seed : int
    side : module
        nnlearn.numpy or nnlearn.torch.

    Returns
    -------
    Sequential

    Examples
    --------
    >>> untrained()(np.zeros((5, 1, 16, 16), np.float32)).shape
    (5, 10)
    """
    side.manual_seed(seed)
    layers: list = []
    for before, after in ((1, 16), (16, 32)):
        layers += [side.Conv2d(before, after, 3, padding=1), side.BatchNorm2d(after), side.ReLU(), side.MaxPool2d(2)]
    net = side.Sequential(*layers, soft_maximum(side), side.Flatten(), side.Linear(128, 10))  # (N, 32, 4 bands)
    if side is not nn:  # the same start on both sides
        net.load_state_dict({name: side.tensor(value) for name, value in untrained(seed).state_dict().items()})
    return net


def network(x, y, seed=0, *, rate=0.004, changed=False, epochs=10, side=nn):
    """Return the network, trained.

    Parameters
    ----------
    x : ndarray of shape (n, 1, 16, 16)
    y : ndarray of shape (n,)
    seed : int
    rate : float
        Of AdamW.
    changed : bool
        Whether each batch is said otherwise.
    epochs : int
    side : module
        nnlearn.numpy or nnlearn.torch.

    Returns
    -------
    Sequential

    Examples
    --------
    >>> network(*parts().learn[:2], epochs=1)(parts().choose.x).shape
    (250, 10)
    """
    net = untrained(seed, side)
    optimizer = side.AdamW(net.parameters(), lr=rate, weight_decay=0.0)
    how = {"epochs": epochs, "batch_size": 32, "transform": said_otherwise if changed else None}
    side.fit(net, side.CrossEntropyLoss(), optimizer, x, y, **how)
    return net


def support_vectors(x, y, **setting):
    """Return the strong baseline, trained on the pixels: scikit-learn's SVC.

    Examples
    --------
    >>> support_vectors(*parts().learn[:2], C=1.0, gamma=0.04).predict(flat(parts().choose.x)).shape
    (250,)
    """
    from sklearn.svm import SVC

    return SVC(**setting).fit(flat(x), y)


def flat(x):
    """Return pictures (n, 1, 16, 16) as rows (n, 256).

    Examples
    --------
    >>> flat(np.zeros((2, 1, 16, 16))).shape
    (2, 256)
    """
    return x.reshape(len(x), -1)
