"""What choosing on a test set does, replayed: sixty networks that differ by their start, thousands of test sets."""

from functools import lru_cache

import numpy as np

from nnlearn.arguments import integer
from nnlearn.lessons.capstone.starts import LEAKED, POOL, RECORD, STARTS

BLOCK, LARGEST = 50, 2000
ORDERS, SETS = 200, 5  # of the pool; pairs of test sets from each
DRAWS = 2 * ORDERS * SETS  # each of a pair reports once and is the fresh one once: one try gives no gap at all


@lru_cache(maxsize=1)
def record():
    """Return what was recorded, {name: ndarray}, read-only; which examples were read rightly is bool.

    Returns
    -------
    dict
        right (60, 10000), rivals (2, 10000), leaked (5, 2000), attacked (2, 5, 3, 2000), same (2, 5, 2), labels
        (10000,), seconds ().
    """
    with np.load(RECORD) as file:
        found = {name: file[name] for name in file.files}
    for name, count in (("right", POOL), ("rivals", POOL), ("leaked", LEAKED), ("attacked", LEAKED)):
        found[name] = np.unpackbits(found[name], axis=-1, count=count).astype(bool)
    for one in found.values():
        one.setflags(write=False)
    return found


def right():
    """Return which of 10,000 unseen examples each of 60 networks reads rightly.

    Returns
    -------
    ndarray of shape (60, 10000), bool
        The networks are of one kind and learned from the same 2,400 examples of MNIST-1D; their starts differ.

    Examples
    --------
    >>> right().shape
    (60, 10000)
    """
    return record()["right"]


def rival():
    """Return which of the 10,000 examples tuned support vectors read rightly.

    Returns
    -------
    ndarray of shape (10000,), bool

    Examples
    --------
    >>> float(rival().mean().round(3)) > float(right().mean().round(3))
    True
    """
    return record()["rivals"][0]


@lru_cache(maxsize=1)
def _sums():
    """Return, for each of 200 orders of the pool, how many each start reads of the first 0, 50, ... 14,000 examples.

    An order begins again after its end. With it, the order in which the starts are tried in each of 2,000 replays.
    """
    rng, ok = np.random.default_rng(33), np.ascontiguousarray(right().T).view(np.uint8)
    sums = np.zeros((ORDERS, (POOL + 2 * LARGEST) // BLOCK + 1, STARTS), np.int16)
    for row in sums:
        parts = ok[rng.permutation(POOL)].reshape(POOL // BLOCK, BLOCK, STARTS).sum(axis=1, dtype=np.uint8)
        np.cumsum(np.concatenate([parts, parts[: 2 * LARGEST // BLOCK]]), axis=0, out=row[1:])
    tried = rng.permuted(np.tile(np.arange(STARTS), (DRAWS // 2, 1)), axis=1)
    return sums, np.concatenate([tried, tried])


@lru_cache(maxsize=16)
def _replays(size):
    """Return accuracies (60, 2000), float32, reported and fresh: row k - 1 is the best of k starts."""
    sums, tried = _sums()
    first = np.arange(SETS) * (POOL // BLOCK // SETS)
    ends = (sums[:, first + k * size // BLOCK] for k in range(3))
    start, middle, end = (one.astype(np.int32).reshape(-1, STARTS) for one in ends)
    pairs = np.concatenate([middle - start, end - middle]), np.concatenate([end - middle, middle - start])
    reported, again = (np.take_along_axis(one, tried, axis=1) for one in pairs)
    # The largest so far and where it stood, in one number; of equals, the first.
    best = np.maximum.accumulate(64 * reported + (63 - np.arange(STARTS)), axis=1)
    chosen = np.take_along_axis(again, 63 - best % 64, axis=1)
    return (best // 64 / np.float32(size)).T, (chosen / np.float32(size)).T


def replay(tries, test_size):
    """Return what the best of some starts scores: on the test set that chose it, and on another one.

    In each of 2,000 replays a test set is drawn, `tries` starts are measured on it, and the best is reported. Then that
    network is measured on fresh examples, as many as before.

    Parameters
    ----------
    tries : int, 1 to 60
    test_size : int, 50 to 2000, a multiple of 50

    Returns
    -------
    reported, fresh : ndarray of shape (2000,), float32
        Accuracies.

    Raises
    ------
    TypeError, ValueError
        If an argument is not as described.

    Examples
    --------
    >>> reported, fresh = replay(20, 300)
    >>> bool(reported.mean() > fresh.mean() + 0.02)
    True
    """
    tries = integer("replay", "tries", tries, low=1, high=STARTS)
    test_size = integer("replay", "test_size", test_size, low=BLOCK, high=LARGEST)
    if test_size % BLOCK:
        raise ValueError(f"replay expected test_size to be a multiple of {BLOCK}, got {test_size}: round it")
    reported, fresh = _replays(test_size)
    return reported[tries - 1], fresh[tries - 1]


@lru_cache(maxsize=1)
def gaps(sizes):
    """Return by how much the reported accuracy is too high on average, (sizes, 60): a row for each size, then tries.

    Parameters
    ----------
    sizes : tuple of int

    Returns
    -------
    ndarray

    Examples
    --------
    >>> gaps((50, 300)).shape
    (2, 60)
    """
    means = ([part.mean(axis=1, dtype=float) for part in _replays(size)] for size in sizes)
    return np.stack([reported - fresh for reported, fresh in means])
