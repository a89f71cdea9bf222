"""Label spreading: every example listens to its nearest neighbours, so that few labels reach all."""

import numpy as np

from nnlearn.arguments import describe, finite, integer, number
from nnlearn.metrics.neighbours import BLOCK, rows


def label_spreading(x, labels, *, neighbours=7, alpha=0.95, rounds=1000, tolerance=1e-6):
    """Let few labels spread to all examples, along a graph that joins each example to its nearest neighbours.

    `F_i <- alpha (mean of F_j over the neighbours j of i) + (1 - alpha) Y_i`, again and again

    Y holds a 1 for each label that is known, F the shares of the classes, which begin as Y. Two examples are neighbours
    if either is among the nearest of the other. With S for the matrix that takes the mean, the rounds end at
    `F = (1 - alpha) (I - alpha S)^-1 Y`.

    Parameters
    ----------
    x : ndarray of shape (n, d), numbers
        All examples, with and without a label.
    labels : ndarray of shape (n,), whole numbers
        The class of each example, 0 or more, and -1 where it is not known.
    neighbours : int, 1 to n - 1
        How many nearest examples each is joined to; itself does not count.
    alpha : float, 0 or more, below 1
        How much an example listens to its neighbours; the remainder stays with its own label.
    rounds : int, 0 or more
        The most rounds.
    tolerance : float, 0 or more
        The rounds end when no share changes by more than this.

    Returns
    -------
    ndarray of shape (n, classes), float64
        For each example the shares of the classes 0 to the largest label; they add up to 1. Zeros where no label has
        arrived. `argmax(axis=1)` gives the labels; the given ones may be overruled.

    Raises
    ------
    TypeError
        If an argument is not of its kind.
    ValueError
        If x is empty, holds NaN or infinity or is not of shape (n, d), if no label is known or one is below -1, or an
        argument is out of range.

    Notes
    -----
    Zhou and others divide by the root of both examples' numbers of neighbours instead of taking the mean. Both spread
    alike, except that there a label weighs less if its example has many neighbours. scikit-learn's `LabelSpreading`
    follows them, counts an example as its own neighbour, and joins an example to its nearest ones in one direction.

    References
    ----------
    Zhou, Bousquet, Lal, Weston, Schölkopf (2003), "Learning with local and global consistency", NeurIPS 16.

    Examples
    --------
    >>> x = np.array([[0.0], [1.0], [2.1], [3.0], [4.2]])
    >>> labels = np.array([0, -1, -1, -1, 1])
    >>> label_spreading(x, labels, neighbours=1, alpha=0.5).round(2).tolist()
    [[1.0, 0.0], [1.0, 0.0], [0.0, 1.0], [0.0, 1.0], [0.0, 1.0]]
    """
    x = rows("label_spreading", "x", x)
    known = _one_hot(labels, len(x))
    neighbours = integer("label_spreading", "neighbours", neighbours, low=1, high=len(x) - 1)
    alpha = number("label_spreading", "alpha", alpha, low=0, high=1, open_high=True)
    rounds = integer("label_spreading", "rounds", rounds, low=0)
    tolerance = number("label_spreading", "tolerance", tolerance, low=0)
    other, starts, count = _edges(x, neighbours)
    F = shares = known
    for _ in range(rounds):
        before = shares
        mean = np.add.reduceat(F[other], starts) / count  # (n, classes)
        F = alpha * mean + (1 - alpha) * known
        shares = _normalised(F)  # far from the labels F is tiny, and its shares matter all the same
        if np.abs(shares - before).max() <= tolerance:
            break
    return shares


def neighbour_votes(points, x, shares, *, neighbours=7):
    """Ask the nearest examples of each new point: the mean of their shares of the classes.

    `p(point) = mean of F_j over the nearest neighbours j of the point`, divided by its sum

    With the shares of `label_spreading` this reads examples that were not in its graph. With a 1 for each label it is
    the k-nearest-neighbour rule.

    Parameters
    ----------
    points : ndarray of shape (m, d), numbers
        What is to be classified.
    x : ndarray of shape (n, d), numbers
        Examples.
    shares : ndarray of shape (n, classes), 0 or more
        The shares of the classes, for each example.
    neighbours : int, 1 to n
        How many examples are asked.

    Returns
    -------
    ndarray of shape (m, classes), float64
        They add up to 1 for each point, or are zeros where all the neighbours' are.

    Raises
    ------
    TypeError
        If an argument is not of its kind.
    ValueError
        If an array is empty, holds NaN or infinity or has another shape, or `neighbours` is out of range.

    Examples
    --------
    >>> x, labels = np.array([[0.0], [1.0], [5.0]]), np.array([0, 0, 1])
    >>> neighbour_votes(np.array([[0.4], [4.0]]), x, np.eye(2)[labels], neighbours=1).tolist()
    [[1.0, 0.0], [0.0, 1.0]]
    """
    x = rows("neighbour_votes", "x", x)
    points = rows("neighbour_votes", "points", points, x.shape[1])
    finite("neighbour_votes", "shares", shares)
    if shares.ndim != 2 or len(shares) != len(x) or shares.min() < 0:
        raise ValueError(
            f"neighbour_votes expected shares of shape ({len(x)}, classes) and 0 or more, got {describe(shares)} "
            f"with a smallest share of {shares.min():g}: np.eye(classes)[labels] makes them of labels"
        )
    neighbours = integer("neighbour_votes", "neighbours", neighbours, low=1, high=len(x))
    return _normalised(shares.astype(np.float64)[_nearest(points, x, neighbours)].mean(axis=1))


def _nearest(points, x, k, same=False):
    """Return the k nearest rows of x for each point, nearest first, (m, k); without itself if points are x."""
    scale = np.abs(x - x[0]).max() or 1.0  # squares of numbers up to 1 do not overflow
    with np.errstate(over="ignore", invalid="ignore"):  # a point 1e154 times as far away lies at infinity
        p, q = (points - x[0]) / scale, (x - x[0]) / scale
        squares, found = (q**2).sum(axis=1), []
        for start in range(0, len(p), BLOCK):
            distance = squares - 2 * p[start : start + BLOCK] @ q.T  # less |p|^2, the same for a whole row
            if same:
                np.fill_diagonal(distance[:, start:], np.inf)
            found.append(distance.argsort(axis=1, kind="stable")[:, :k])
    return np.concatenate(found)


def _edges(x, k):
    """Return the neighbours of all examples, one after the other, where each example's begin, and how many it has."""
    n = len(x)
    one, other = np.repeat(np.arange(n), k), _nearest(x, x, k, same=True).ravel()
    pairs = np.unique(np.concatenate([one * n + other, other * n + one]))  # in both directions, each once, sorted
    count = np.bincount(pairs // n, minlength=n)
    return pairs % n, np.cumsum(count) - count, count[:, None]


def _one_hot(labels, n):
    """Return a row for each example, with a 1 where its label is known: (n, classes)."""
    finite("label_spreading", "labels", labels)
    if labels.dtype.kind not in "iu":
        raise TypeError(f"label_spreading expected labels to hold whole numbers, got {describe(labels)}")
    if labels.shape != (n,):
        raise ValueError(f"label_spreading expected labels of shape ({n},), one for each example, got {labels.shape}")
    if labels.min() < -1 or labels.max() < 0:
        raise ValueError(
            f"label_spreading expected labels of 0 or more, and -1 where none is known, got "
            f"{labels.min()}..{labels.max()}: it needs at least one known label"
        )
    return (labels[:, None] == np.arange(int(labels.max()) + 1)).astype(np.float64)


def _normalised(shares):
    total = shares.sum(axis=1, keepdims=True)
    return shares / np.where(total > 0, total, 1)
