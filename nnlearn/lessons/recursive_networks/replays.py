"""What `record_replays.py` recorded for the explorer of lesson 20: networks of trees, at moments of their training."""

from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

import numpy as np

from nnlearn import datasets, trees
from nnlearn.lessons.recursive_networks.pictures import SHOWN, digits

RECORD = Path(__file__).with_name("replays.npz")
SIZES, TOLD, LEAVES = (1, 2, 16), ("the root", "every node"), ("T and F", "pictures")
MOMENTS = (0, 1, 2, 4, 8, 16, 25, 35, 50, 65, 80, 100, 125, 150, 175, 200, 250, 300, 350, 400, 450, 500)
EACH = 4  # unseen pictures of each digit: picture k shows the digit k // 4
LEVELS = 63  # steps above zero that a stored weight of size 16 can take
TREES = 40  # whose nodes make the heaps


class Weights(NamedTuple):
    """A recursive network at one moment: v = tanh(A l + B r + b), scores = W v + c.

    Parameters
    ----------
    leaf : ndarray of shape (2, size), or (40, size) with pictures
        The vector of each leaf: F and T, or the stored pictures.
    A, B : ndarray of shape (3, size, size)
        Of not, and, or.
    b : ndarray of shape (3, size)
    W : ndarray of shape (2, size)
        Scores of false and true.
    c : ndarray of shape (2,)
    """

    leaf: np.ndarray
    A: np.ndarray
    B: np.ndarray
    b: np.ndarray
    W: np.ndarray
    c: np.ndarray


class Heaps(NamedTuple):
    """The inner nodes of 40 trees at one moment.

    Parameters
    ----------
    vectors : ndarray of shape (nodes, size)
    truth : ndarray of shape (nodes,), bool
    height : ndarray of shape (nodes,), int64
    centres : ndarray of shape (2, size)
        Means of the false and of the true ones.
    gap : float
        Distance of the two.
    """

    vectors: np.ndarray
    truth: np.ndarray
    height: np.ndarray
    centres: np.ndarray
    gap: float


@lru_cache(maxsize=1)
def _record():
    with np.load(RECORD) as file:
        return {name: file[name] for name in file.files}


@lru_cache(maxsize=512)
def weights_of(size, told, leaves, step):
    """Return a network at a moment of its training.

    Parameters
    ----------
    size : {1, 2, 16}
        Numbers in a vector.
    told : {"the root", "every node"}
        Of which nodes the training said what is true.
    leaves : {"T and F", "pictures"}
    step : int
        One of `MOMENTS`, 0 to 500.

    Returns
    -------
    Weights

    Raises
    ------
    ValueError
        If it was not recorded.

    Examples
    --------
    >>> [part.shape for part in weights_of(2, "the root", "T and F", 500)]
    [(2, 2), (3, 2, 2), (3, 2, 2), (3, 2), (2, 2), (2,)]
    """
    if size not in SIZES or told not in TOLD or leaves not in LEAVES or step not in MOMENTS:
        raise ValueError(
            f"weights_of expected a size of {SIZES}, told of {TOLD}, leaves of {LEAVES} and a step of {MOMENTS}, got "
            f"{size!r}, {told!r}, {leaves!r} and {step!r}: no other was stored, so take one of these"
        )
    at, found, name = MOMENTS.index(step), _record(), f"{size} {told} {leaves}"
    return Weights(*(_unpacked(found, f"{name} {part}", at) for part in Weights._fields))


def _unpacked(found, name, at):
    step = found.get(f"{name} step")
    return found[name][at].astype(float) * (1 if step is None else step[at])


def pack(name, values):
    """Return the arrays that store one part of a network at all moments: rounded to 7 bits if it is large.

    Parameters
    ----------
    name : str
    values : ndarray of shape (moments, ...)

    Returns
    -------
    dict

    Examples
    --------
    >>> {name: part.dtype.name for name, part in pack("A", np.ones((2, 3, 16, 16))).items()}
    {'A': 'int8', 'A step': 'float32'}
    """
    values = np.array(values, np.float32)
    if values[0].size < 100:
        return {name: values}
    step = np.abs(values).reshape(len(values), -1).max(axis=1) / LEVELS
    spread = step.reshape(-1, *[1] * (values.ndim - 1))
    return {name: np.round(values / spread).astype(np.int8), f"{name} step": step}


def count_weights(kind):
    """Return what was fitted to counts, with an intercept last: of the 7 tokens, or of the 64 pairs of neighbours.

    Parameters
    ----------
    kind : {"bag", "pairs"}

    Returns
    -------
    ndarray of shape (8,) or (65,)
        The score of "true" is their sum, each times its count.

    Examples
    --------
    >>> count_weights("bag").shape, count_weights("pairs").shape
    ((8,), (65,))
    """
    return _record()[kind].astype(float)


@lru_cache(maxsize=1)
def stored_pictures():
    """Return the numbers of the stored pictures among those of `digits`: the first four unseen ones of each digit.

    Returns
    -------
    ndarray of shape (40,), int64

    Examples
    --------
    >>> _, shown = digits()
    >>> shown[stored_pictures()[:8]].tolist()
    [0, 0, 0, 0, 1, 1, 1, 1]
    """
    _, shown = digits()
    return np.concatenate([SHOWN + np.flatnonzero(shown[SHOWN:] == digit)[:EACH] for digit in range(10)])


@lru_cache(maxsize=2)
def many(leaves):
    """Return 40 trees of depth 4 as a `trees.Flat`, and what is true of each node.

    Parameters
    ----------
    leaves : {"T and F", "pictures"}

    Returns
    -------
    batch : trees.Flat
    truth : ndarray of shape (nodes,), bool

    Examples
    --------
    >>> batch, truth = many("T and F")
    >>> len(batch.root), len(truth) == len(batch.kind)
    (40, True)
    """
    data = datasets.expressions(TREES, 4, seed=20)
    batch = trees.flat(data.x)
    truth = trees.truths(data.trees)[data.x[:, :, 3] >= 0] == 1
    if leaves == "pictures":
        drawn = np.random.default_rng(20).integers(0, 5 * EACH, len(truth))  # of the 20 with this truth
        pictured = (2 * (drawn // EACH) + truth) * EACH + drawn % EACH
        batch = batch._replace(kind=np.where(batch.height == 0, pictured, batch.kind))
    return batch, truth


@lru_cache(maxsize=512)
def heaps_of(size, told, leaves, step):
    """Return the inner nodes of 40 trees at a moment; arguments as for `weights_of`.

    Examples
    --------
    >>> heaps = heaps_of(2, "the root", "T and F", 500)
    >>> heaps.vectors.shape[1], heaps.centres.shape
    (2, (2, 2))
    """
    net, (batch, truth) = weights_of(size, told, leaves, step), many(leaves)
    v = np.zeros((len(batch.kind) + 1, size))  # the last row is the child that is not there
    low = batch.height == 0
    v[:-1][low] = net.leaf[batch.kind[low]]
    for rows, k in trees.steps(batch):
        v[rows] = np.tanh(v[batch.left[rows]] @ net.A[k].T + v[batch.right[rows]] @ net.B[k].T + net.b[k])
    vectors, true = v[:-1][~low], truth[~low]
    centres = np.array([vectors[~true].mean(axis=0), vectors[true].mean(axis=0)])
    return Heaps(vectors, true, batch.height[~low], centres, float(np.linalg.norm(centres[1] - centres[0])))
