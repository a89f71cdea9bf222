"""Expressions whose leaves are pictures of digits: an odd one counts as true, and nobody says which is which."""

from functools import lru_cache

import numpy as np

from nnlearn import datasets, trees

SHOWN = 1348  # pictures to learn from; the other 449 are for the test


@lru_cache(maxsize=1)
def _digits():
    data = datasets.digits()
    order = np.random.default_rng(0).permutation(len(data.x))
    return (data.x[order] / 16).astype(np.float32), data.y[order]


def digits():
    """Return all pictures, shuffled once and for all, and which digit each shows.

    Returns
    -------
    pictures : ndarray of shape (1797, 64), float32
        In [0, 1]; the first 1,348 are to learn from.
    digits : ndarray of shape (1797,), int64

    Examples
    --------
    >>> pictures, shown = digits()
    >>> pictures.shape, shown[:5].tolist()
    ((1797, 64), [6, 6, 6, 2, 5])
    """
    pictures, shown = _digits()
    return pictures.copy(), shown.copy()


def picture_expressions(n, depth, *, unseen=False, seed=0, true=None):
    """Return random expressions whose leaves are pictures, and what is true of the whole.

    Parameters
    ----------
    n : int
    depth : int or (int, int)
        As in `datasets.expressions`.
    unseen : bool
        Whether the pictures are those for the test.
    seed : int
    true : ndarray of shape (1797,), bool, or None
        Which pictures count as true; None: those of odd digits.

    Returns
    -------
    found : list of trees
        A leaf is the number of a picture.
    x : ndarray of shape (n, nodes, 4), int64
    y : ndarray of shape (n,), int64

    Examples
    --------
    >>> found, x, y = picture_expressions(2, 1)
    >>> found, y.tolist()
    ([('or', 1148, 838), ('not', 708)], [1, 1])
    """
    odd = digits()[1] % 2 == 1 if true is None else true
    part = np.arange(SHOWN, len(odd)) if unseen else np.arange(SHOWN)
    rng = np.random.default_rng([seed, int(unseen)])
    of = {"F": part[~odd[part]], "T": part[odd[part]]}

    def with_pictures(tree):
        if isinstance(tree, tuple):
            return (tree[0], *map(with_pictures, tree[1:]))
        return int(rng.choice(of[tree]))

    plain = datasets.expressions(n, depth, seed=seed)
    found = [with_pictures(tree) for tree in plain.trees]
    return found, trees.encode(found), plain.y


def parity_of_leaves(vectors, odd):
    """Return how well one number of the leaves' vectors tells odd from even, wherever it is cut, either way round.

    Parameters
    ----------
    vectors : ndarray of shape (n, size)
    odd : ndarray of shape (n,), bool

    Returns
    -------
    float
        The largest share right, over all numbers of a vector and all thresholds.

    Examples
    --------
    >>> parity_of_leaves(np.array([[0.0, 3.0], [0.0, 1.0], [1.0, 2.0]]), np.array([True, False, True]))
    1.0
    """
    best = 0.0
    for values in np.asarray(vectors).T:
        sure = odd[np.argsort(values, kind="stable")]
        right = np.cumsum(np.append(0, np.where(sure, -1, 1)))  # below the cut: even
        shares = (right + sure.sum()) / len(odd)
        best = max(best, float(shares.max()), float(1 - shares.min()))
    return best
