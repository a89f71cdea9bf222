"""Lab C: which letter is it, if there is one example of each? Drawings, alphabets that were never trained on."""

from functools import lru_cache

import numpy as np

import nnlearn.numpy as nn
from nnlearn import datasets, metrics
from nnlearn.lessons.applications.contest import Split
from nnlearn.lessons.applications.pairs import embedder, trained_by_classes, trained_by_pairs

HELD_OUT = (  # alphabets of the test; every alphabet is held out once
    ("Korean", "Balinese"), ("Greek", "Sanskrit"), ("Tagalog", "Japanese (katakana)"), ("Early Aramaic", "Latin"),
)  # fmt: skip
TRIALS = 1000
SETTINGS: dict = {
    "pixels": [{}],
    "blurred and moved": [{"blur": blur, "move": move} for blur in (1, 2, 4) for move in (1, 2, 3)],
    "network, not trained": [{}],
    "classifier": [{"rate": rate, "epochs": epochs} for rate in (0.001, 0.002) for epochs in (6, 12)],
    "network": [{"scale": scale, "steps": steps} for scale in (5, 10, 20) for steps in (600, 1200)],
}
RANDOM = "network, not trained", "classifier", "network"
CHOICE = max, "of 20"


@lru_cache(maxsize=1)
def data():
    """Return drawings (4840, 1, 16, 16) float32, their letters, the names of their alphabets, and who drew them.

    Examples
    --------
    >>> x, y, alphabet, drawer = data()
    >>> x.shape, str(alphabet[0]), int(drawer.max())
    ((4840, 1, 16, 16), 'Balinese', 19)
    """
    letters = datasets.omniglot()
    framed = np.pad(letters.x, ((0, 0), (0, 0), (2, 2), (2, 2)))
    x = framed.reshape(-1, 1, 16, 2, 16, 2).mean(axis=(3, 5))
    return x, letters.y, np.array(letters.alphabets)[letters.alphabet], letters.drawer


def split(k):
    """Return split k: two alphabets are the test, the next two the validation data, the others to learn from.

    Examples
    --------
    >>> [len(part) for part in split(0)]
    [2240, 1320, 3560, 1280]
    """
    alphabet = data()[2]
    test = np.isin(alphabet, HELD_OUT[k])
    validation = np.isin(alphabet, HELD_OUT[(k + 1) % len(HELD_OUT)])
    return Split(*(np.flatnonzero(part) for part in (~test & ~validation, validation, ~test, test)))


def predicted(rival, setting, learn, ask, seed=0, nn=nn):
    """Return the distances (n, n) between the drawings `ask`, as a rival sees them that learned from `learn`.

    Examples
    --------
    >>> predicted("pixels", {}, np.arange(0), np.arange(3)).shape
    (3, 3)
    """
    x, y, _, _ = data()
    if rival == "pixels":
        return distances(x[ask])
    if rival == "blurred and moved":
        return moved(blurred(x[ask], setting["blur"]), setting["move"])
    nn.manual_seed(seed)
    net = embedder(nn).to(nn.device())
    letter = np.unique(y[learn], return_inverse=True)[1]
    if rival == "classifier":
        trained_by_classes(net, x[learn], letter, seed, **setting, nn=nn)
    elif rival == "network":
        trained_by_pairs(net, x[learn], letter, seed, **setting, nn=nn)
    return distances(nn.predict(net, x[ask]))


def distances(one, other=None):
    """Return the squared distances of all drawings, or vectors, from all others."""
    one = one.reshape(len(one), -1)
    other = one if other is None else other.reshape(len(other), -1)
    return (one**2).sum(axis=1)[:, None] + (other**2).sum(axis=1) - 2 * one @ other.T


def blurred(x, times):
    """Return pictures each pixel of which is mixed with its neighbours, (1, 2, 1) / 4 along both axes, some times."""
    for _ in range(times):
        for axis in (2, 3):
            x = (np.roll(x, 1, axis) + 2 * x + np.roll(x, -1, axis)) / 4
    return x


def moved(x, most):
    """Return the least squared distance of two pictures over moves of the one by up to `most` pixels."""
    steps = range(-most, most + 1)
    return np.min([distances(np.roll(x, (i, j), (2, 3)), x) for i in steps for j in steps], axis=0)


def trials(ask, ways, rng):
    """Yield the places in `ask` of a letter to be read and of one example of each of some letters, the right one first.

    One person drew the letter, another the examples; people who drew different alphabets may share a number.
    """
    _, y, _, drawer = data()
    letters = np.unique(y[ask])
    place = {(y[i], drawer[i]): k for k, i in enumerate(ask)}
    for _ in range(TRIALS):
        chosen = rng.choice(letters, ways, replace=False)
        one, other = rng.choice(20, 2, replace=False)
        yield place[chosen[0], one], [place[letter, other] for letter in chosen]


def measures(said, ask):
    """Return the share of letters read right among 5 and among 20, and the area under the ROC curve of same-or-not."""
    rng, y = np.random.default_rng(5), data()[1][ask]
    found = {
        f"of {ways}": np.mean([said[query, examples].argmin() == 0 for query, examples in trials(ask, ways, rng)])
        for ways in (5, 20)
    }
    first, second = np.triu_indices(len(ask), 1)
    same = y[first] == y[second]
    found["same"] = metrics.roc_auc_score(-said[first, second], same.astype(int))
    return {name: round(float(value), 4) for name, value in found.items()}
