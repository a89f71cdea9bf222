"""k-means: divide examples into k clusters, each around its centre."""

from typing import NamedTuple

import numpy as np

from nnlearn.arguments import describe, integer
from nnlearn.metrics.neighbours import nearest, rows

STARTS = "k-means++", "random"


class Clusters(NamedTuple):
    """The outcome of `kmeans`: the mean of each cluster (k, d), the number of each example's nearest centre (n,), and
    the sum of squares after each half-step of the r rounds (2 r,)."""

    centres: np.ndarray
    assignment: np.ndarray
    sums: np.ndarray


def kmeans(x, k, *, start="k-means++", rounds=300, seed=0):
    """Divide examples into k clusters with Lloyd's algorithm: assign each to the nearest centre, move centres to means.

    `J = sum_n |x_n - m_a(n)|^2`, and neither half-step can raise it:

    `a(n) = argmin_j |x_n - m_j|^2`, then `m_j = mean of the x_n with a(n) = j`, which is where `dJ/dm_j = 0`

    It ends when no assignment changes: at a local minimum, which depends on the start.

    Parameters
    ----------
    x : ndarray of shape (n, d), numbers
        One example a row.
    k : int, 1 to n
        Number of clusters.
    start : {"k-means++", "random"} or ndarray of shape (k, d)
        The first centres. "random": k examples, each equally likely. "k-means++": one example after the other, each
        with a probability proportional to its squared distance from the nearest centre so far.
    rounds : int, 1 or more
        The most rounds, of two half-steps each.
    seed : int, 0 or more, or numpy.random.Generator
        Equal seeds give equal starts.

    Returns
    -------
    Clusters
        `centres` (k, d) float64, `assignment` (n,) int64 and `sums` (2 r,) float64, one number a half-step.

    Raises
    ------
    TypeError
        If an argument is not of its kind.
    ValueError
        If x is empty, holds NaN or infinity or is not of shape (n, d), or an argument is out of range.

    Notes
    -----
    A cluster that loses all its examples keeps its centre; scikit-learn moves it to an example far from its own centre.
    The clusters know nothing of classes: see `nnlearn.metrics.purity`.

    References
    ----------
    Lloyd (1982), "Least squares quantization in PCM", IEEE Transactions on Information Theory 28. Arthur, Vassilvitskii
    (2007), "k-means++: the advantages of careful seeding", SODA.

    Examples
    --------
    >>> x = np.array([[0.0], [1.0], [5.0], [7.0]])
    >>> found = kmeans(x, 2, start=np.array([[0.0], [1.0]]))
    >>> found.centres.ravel().tolist(), found.assignment.tolist()
    ([0.5, 6.0], [0, 0, 1, 1])
    >>> found.sums.round(2).tolist()
    [52.0, 18.67, 8.56, 2.5]
    """
    x = rows("kmeans", "x", x)
    k = integer("kmeans", "k", k, low=1, high=len(x))
    rounds = integer("kmeans", "rounds", rounds, low=1)
    centres = _first(x, k, start, seed)
    assignment, sums = np.full(len(x), -1), []
    for _ in range(rounds):
        before = assignment
        assignment, distance = nearest(x, centres)
        if (assignment == before).all():
            break
        member = assignment == np.arange(k)[:, None]  # (k, n)
        count = member.sum(axis=1, keepdims=True)
        centres = np.where(count > 0, member.astype(float) @ x / np.maximum(count, 1), centres)
        sums += [(distance**2).sum(), ((x - centres[assignment]) ** 2).sum()]
    return Clusters(centres, assignment, np.array(sums))


def _first(x, k, start, seed):
    """Return the centres to begin with, (k, d) float64."""
    rng = (
        seed if isinstance(seed, np.random.Generator) else np.random.default_rng(integer("kmeans", "seed", seed, low=0))
    )
    if isinstance(start, np.ndarray):
        centres = rows("kmeans", "start", start, x.shape[1])
        if len(centres) != k:
            raise ValueError(
                f"kmeans expected start with k = {k} centres, got {len(centres)}: one row for each cluster"
            )
        return centres
    if start not in STARTS:
        raise ValueError(
            f"kmeans expected start to be {' or '.join(map(repr, STARTS))} or an array of shape ({k}, {x.shape[1]}), "
            f"got {describe(start)}"
        )
    if start == "random":
        return x[rng.choice(len(x), k, replace=False)]
    chosen = [int(rng.integers(len(x)))]
    square = np.full(len(x), np.inf)
    while len(chosen) < k:
        square = np.minimum(square, nearest(x, x[chosen[-1:]])[1] ** 2)
        total = square.sum()  # 0 where fewer than k examples differ
        chosen.append(int(rng.choice(len(x), p=square / total if total > 0 else None)))
    return x[chosen]
