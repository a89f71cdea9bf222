"""Looking for a counter among the cells of a network that has learned a^n b^n."""

import numpy as np

from nnlearn import datasets
from nnlearn.arguments import integer


def right_up_to(answers, longest=100):
    """Return the largest n such that every word a^k b^k with k <= n is answered right at every letter.

    Parameters
    ----------
    answers : callable
        x (1, T, 2) -> logits (1, 1, T): above zero where the word should end.
    longest : int, >= 1
        No longer word is tried.

    Returns
    -------
    int
        0 to `longest`.

    Examples
    --------
    >>> right_up_to(lambda x: np.full((1, 1, x.shape[1]), -1.0))  # it never ends a word
    0
    """
    for n in range(1, integer("right_up_to", "longest", longest, low=1) + 1):
        word = datasets.counting_task([n])
        if not ((answers(word.x)[0, 0] > 0) == (word.y[0, :, 0] > 0)).all():
            return n - 1
    return longest


def count_read(n):
    """Return, after each letter of a^n b^n, how many more a than b were read: 1 ... n, n - 1 ... 0.

    Examples
    --------
    >>> count_read(3).tolist()
    [1, 2, 3, 2, 1, 0]
    """
    return np.concatenate([np.arange(1, n + 1), np.arange(n - 1, -1, -1)])


def counter_of(values):
    """Return the unit that follows the count best, and its correlation with it.

    Parameters
    ----------
    values : ndarray of shape (2 n, units)
        What the units hold after each letter of a^n b^n.

    Returns
    -------
    unit : int
        The one with the largest |r|.
    r : float
        Its correlation with `count_read(n)`, -1 to 1; a unit that never moves counts as 0.

    Examples
    --------
    >>> counter_of(np.stack([np.ones(6), -2.0 * count_read(3)], axis=1))
    (1, -1.0)
    """
    count, moved = count_read(len(values) // 2), values - values.mean(axis=0)
    count = count - count.mean()
    size = np.sqrt((moved**2).sum(axis=0) * (count**2).sum())
    r = np.divide(count @ moved, size, out=np.zeros(len(size)), where=size > 1e-12)
    unit = int(np.abs(r).argmax())
    return unit, round(float(r[unit]), 12)
