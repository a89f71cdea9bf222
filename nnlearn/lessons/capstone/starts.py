"""Sixty small networks that differ by their start alone, their rival, and what a card should say of them: training."""

from pathlib import Path
from typing import NamedTuple

import numpy as np

import nnlearn.numpy as nn
from nnlearn import datasets
from nnlearn.attacks import fgsm, tossed

RECORD = Path(__file__).with_name("starts.npz")
LEARN, POOL, LEAKED = 2400, 10_000, 2000
STARTS, EXPLAINED, LATER = 60, 5, 40  # networks; those that are attacked; the first one after training again
SIZE, LOUD = 0.1, 1000.0  # of the change; factor of the scores that hides the slope
LIMITS = (-9.0, 9.0)  # wider than the data
STRETCH = 5  # places that are covered together
TRIES = tuple((c, gamma) for c in (0.3, 1.0, 3.0, 10.0, 30.0) for gamma in (0.003, 0.01, 0.03, 0.1))  # of the rival


class Parts(NamedTuple):
    """Examples to learn from and a pool of examples that stand for the world: x in float32, y from 0 to 9.

    Parameters
    ----------
    x, y : ndarray of shape (2400, 40) and (2400,)
    pool_x, pool_y : ndarray of shape (10000, 40) and (10000,)
    """

    x: np.ndarray
    y: np.ndarray
    pool_x: np.ndarray
    pool_y: np.ndarray


def parts():
    """Return MNIST-1D, 12,400 examples, split into those to learn from and the pool.

    Returns
    -------
    Parts
    """
    data = datasets.mnist1d(LEARN + POOL)
    order = np.random.default_rng(0).permutation(LEARN + POOL)
    learn, pool = order[:LEARN], order[LEARN:]
    return Parts(data.x[learn], data.y[learn], data.x[pool], data.y[pool])


def fresh(seed):
    """Return a network that has learned nothing, an MLP 40-32-10.

    Examples
    --------
    >>> sum(one.data.size for one in fresh(0).parameters())
    1642
    """
    nn.manual_seed(seed)
    return nn.MLP([40, 32, 10])


def trained(seed, x, y):
    """Return a network after 10 epochs: the seed gives its start and the order of the examples.

    Parameters
    ----------
    seed : int
    x : ndarray of shape (N, 40)
    y : ndarray of shape (N,)

    Returns
    -------
    Module
    """
    net = fresh(seed)
    optimizer = nn.Adam(net.parameters(), lr=0.004)
    nn.fit(net, nn.CrossEntropyLoss(), optimizer, x, y, epochs=10, batch_size=64)
    return net


def right(net, x, y):
    """Return which examples a network reads rightly, bool (N,)."""
    return nn.predict(net, x).argmax(axis=1) == y


def rivals(data):
    """Return which examples of the pool the rival reads rightly, tuned and as it is often left: bool (2, 10000).

    Parameters
    ----------
    data : Parts

    Returns
    -------
    ndarray
        Support vectors. Tuned: the best of 20 settings on a quarter of the examples to learn from, then trained on all
        of them. Left: a linear kernel and C = 1.
    """
    from sklearn.svm import SVC

    held = len(data.x) // 4
    scores = [
        SVC(C=c, gamma=gamma).fit(data.x[held:], data.y[held:]).score(data.x[:held], data.y[:held])
        for c, gamma in TRIES
    ]
    c, gamma = TRIES[int(np.argmax(scores))]
    models = SVC(C=c, gamma=gamma), SVC(kernel="linear")
    return np.stack([model.fit(data.x, data.y).predict(data.pool_x) == data.pool_y for model in models])


def under_attack(net, x, y, seed):
    """Return which examples are read rightly after a change of equal size, bool (3, N).

    The signs of the change are tossed, or those of the slope of the margin, or those of the slope of the cross-entropy
    of scores that are a thousand times as large: it is flat where the network is right, so that nothing moves there.

    Parameters
    ----------
    net : Module
    x : ndarray of shape (N, 40)
    y : ndarray of shape (N,)
    seed : int
        Of the toss.

    Returns
    -------
    ndarray
    """
    from nnlearn.lessons.adversarial_robustness.slopes import cross_entropy, louder, margin

    changed = (
        tossed(x, SIZE, rng=np.random.default_rng(seed), limits=LIMITS),
        fgsm(margin(net), x, y, SIZE, limits=LIMITS),
        fgsm(cross_entropy(louder(net, LOUD)), x, y, SIZE, limits=LIMITS),
    )
    return np.stack([right(net, one, y) for one in changed])


def covers(net, x, y):
    """Return how much the right score falls when five neighbouring places are set to zero, (N, 36).

    Parameters
    ----------
    net : Module
    x : ndarray of shape (N, 40)
    y : ndarray of shape (N,)

    Returns
    -------
    ndarray
    """
    rows = np.arange(len(y))
    before, falls = nn.predict(net, x)[rows, y], []
    for left in range(x.shape[1] - STRETCH + 1):
        covered = x.copy()
        covered[:, left : left + STRETCH] = 0
        falls.append(before - nn.predict(net, covered)[rows, y])
    return np.stack(falls, axis=1)


def products(net, x, y):
    """Return a map that looks good: the sizes of slope times input, blurred over five places, (N, 36).

    Parameters
    ----------
    net : Module
    x : ndarray of shape (N, 40)
    y : ndarray of shape (N,)

    Returns
    -------
    ndarray
    """
    from nnlearn.lessons.adversarial_robustness.slopes import margin

    sizes = np.abs(x * margin(net)(x, y))
    return np.lib.stride_tricks.sliding_window_view(sizes, STRETCH, axis=1).mean(axis=2)


def alike(one, other):
    """Return how alike two maps are, over the examples: the mean of the correlations of their rows.

    Examples
    --------
    >>> alike(np.array([[1.0, 2.0, 3.0]]), np.array([[0.0, 2.0, 4.0]]))
    1.0
    """
    one, other = (m - m.mean(axis=1, keepdims=True) for m in (one, other))
    lengths = np.sqrt((one**2).sum(axis=1) * (other**2).sum(axis=1))
    return float(((one * other).sum(axis=1) / lengths).mean().round(12))
