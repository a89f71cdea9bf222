"""Generated texts of nested brackets with letters between."""

from dataclasses import dataclass

import numpy as np

from nnlearn.arguments import integer

SIGNS = "()[]abc"


@dataclass(frozen=True, eq=False)
class Brackets:
    """Texts of nested brackets; made by `brackets`.

    Parameters
    ----------
    codes : ndarray of shape (n, length), int64
        A sign of a text is its place in `signs`.
    distance : ndarray of shape (n, length), int64
        At a closing bracket, the steps since its opening one; 0 at every other sign.
    depth : ndarray of shape (n, length), int64
        How many brackets are open after each sign.
    signs : str
        The seven signs, in the order of their codes.

    Examples
    --------
    >>> text = brackets(3, length=12, seed=1)
    >>> text.distance[0].tolist()
    [0, 1, 0, 0, 0, 0, 0, 0, 6, 0, 0, 1]
    """

    codes: np.ndarray
    distance: np.ndarray
    depth: np.ndarray
    signs: str = SIGNS


def brackets(n=200, *, length=60, deepest=6, seed=0):
    """Return texts of two kinds of nested brackets, with letters between them.

    Half of the signs are letters, a quarter opens a bracket of either kind and a quarter closes the last one open. At
    depth 0 brackets are only opened, at `deepest` only closed. A text may end with brackets open.

    Parameters
    ----------
    n : int, 1 or more
        Number of texts.
    length : int, 2 to 10000
        Signs per text.
    deepest : int, 1 or more
        The largest depth.
    seed : int, 0 to 2**32 - 1
        Equal seeds give equal texts.

    Returns
    -------
    Brackets

    Raises
    ------
    TypeError, ValueError
        If an argument is not a whole number in the range given above.

    Examples
    --------
    >>> texts = brackets(3, length=12, seed=1)
    >>> "".join(texts.signs[code] for code in texts.codes[0])
    '()(cbaac)b[]'
    """
    n = integer("brackets", "n", n, low=1, high=10**6)
    length = integer("brackets", "length", length, low=2, high=10_000)
    deepest = integer("brackets", "deepest", deepest, low=1, high=10_000)
    rng = np.random.default_rng(integer("brackets", "seed", seed, low=0, high=2**32 - 1))
    what, kinds, letters = rng.random((length, n)), rng.integers(0, 2, (length, n)), rng.integers(0, 3, (length, n))
    codes, distance, depth = (np.zeros((n, length), np.int64) for _ in range(3))
    stack, opened, rows = np.zeros((deepest, n), np.int64), np.zeros((deepest, n), np.int64), np.arange(n)
    level = np.zeros(n, np.int64)
    for t in range(length):
        letter = what[t] < 0.5
        opens = ~letter & ((what[t] < 0.75) | (level == 0)) & (level < deepest)
        closes = ~letter & ~opens
        codes[:, t] = 4 + letters[t]
        codes[opens, t] = 2 * kinds[t, opens]
        stack[level[opens], rows[opens]], opened[level[opens], rows[opens]] = kinds[t, opens], t
        level += opens
        level -= closes
        codes[closes, t] = 2 * stack[level[closes], rows[closes]] + 1
        distance[closes, t] = t - opened[level[closes], rows[closes]]
        depth[:, t] = level
    return Brackets(codes, distance, depth)
