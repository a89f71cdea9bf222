"""Hold out samples for a test, and divide the others into batches."""

import numpy as np

from nnlearn.arguments import describe, integer, number
from nnlearn.datasets.dataset import same_length


def split(x, y, *, fraction=0.25, seed=0, stratify=True):
    """Split samples at random into a training set and a test set.

    Of n samples, round(fraction * n) go into the test set. With class labels, each class keeps its share there, to
    within one sample.

    Parameters
    ----------
    x : ndarray of shape (n, features) or (n, ...)
        Inputs.
    y : ndarray of shape (n,) or (n, ...)
        Class labels (whole numbers, shape (n,)) or values to predict.
    fraction : float, above 0 and below 1
        Fraction of samples that go into the test set.
    seed : int, 0 or more, or numpy.random.Generator
        Equal seeds give equal splits.
    stratify : bool
        True preserves the share of each class; without class labels (regression) there are no classes to preserve.
        False ignores the labels.

    Returns
    -------
    (x_train, y_train), (x_test, y_test) : tuples of ndarray
        Copies, shuffled, in the dtypes of x and y.

    Raises
    ------
    TypeError
        If x or y is not a NumPy array of numbers, or another argument is not of its kind.
    ValueError
        If they are empty, hold NaN or infinity or differ in length, or if one of the two parts would be empty.

    Examples
    --------
    >>> x, y = np.arange(24.0).reshape(12, 2), np.repeat([0, 1, 2], 4)
    >>> (x_train, y_train), (x_test, y_test) = split(x, y)
    >>> x_train.shape, x_test.shape, sorted(y_test.tolist())
    ((9, 2), (3, 2), [0, 1, 2])
    """
    same_length("split", x, y)
    fraction = number("split", "fraction", fraction, low=0, high=1, open_low=True, open_high=True)
    rng, n = generator("split", seed), len(x)
    tested = round(fraction * n)
    if tested in (0, n):
        raise ValueError(f"split expected a fraction that leaves samples on both sides, got {fraction} of n = {n}")

    order = rng.permutation(n)
    if _flag("split", "stratify", stratify) and y.ndim == 1 and y.dtype.kind in "iub":
        order = order[np.argsort(y[order], kind="stable")]  # class by class, each in random order
    # A staircase of n treads that rises `tested` times, at regular intervals: each class gets its share of the rises.
    step = (np.arange(n + 1) * tested + rng.integers(n)) // n
    test = np.diff(step) == 1
    parts = rng.permutation(order[~test]), rng.permutation(order[test])
    return tuple((x[index], y[index]) for index in parts)


def batches(x, y, batch_size, *, shuffle=True, seed=0, drop_last=False):
    """Go through the samples once, in batches: one epoch.

    There are ceil(n / batch_size) batches; the last one may be smaller.

    Parameters
    ----------
    x : ndarray of shape (n, features) or (n, ...)
        Inputs.
    y : ndarray of shape (n,) or (n, ...)
        Targets.
    batch_size : int, 1 or more
        Samples per batch.
    shuffle : bool
        True takes the samples in random order, False in the given order.
    seed : int, 0 or more, or numpy.random.Generator
        Equal seeds give equal orders. For a new order in every epoch, make one generator before the loop and pass it:
        `rng = np.random.default_rng(0)`.
    drop_last : bool
        True leaves out a last batch that is smaller.

    Returns
    -------
    iterator of (x_batch, y_batch)
        Copies of shapes (batch_size, ...).

    Raises
    ------
    TypeError
        If x or y is not a NumPy array of numbers, or another argument is not of its kind.
    ValueError
        If they are empty, hold NaN or infinity or differ in length, or if `drop_last` would leave nothing.

    Examples
    --------
    >>> x, y = np.arange(10.0).reshape(5, 2), np.arange(5)
    >>> [yb.tolist() for xb, yb in batches(x, y, 2, shuffle=False)]
    [[0, 1], [2, 3], [4]]
    """
    same_length("batches", x, y)
    n, size = len(x), integer("batches", "batch_size", batch_size, low=1)
    rng = generator("batches", seed)
    stop = n
    if _flag("batches", "drop_last", drop_last):
        stop = n - n % size
        if stop == 0:
            raise ValueError(
                f"batches expected batch_size <= n = {n} with drop_last=True, got {size}: nothing would be left"
            )
    order = rng.permutation(n) if _flag("batches", "shuffle", shuffle) else np.arange(n)
    indices = (order[i : i + size] for i in range(0, stop, size))
    return ((x[index], y[index]) for index in indices)


def generator(caller, seed):
    """Return a NumPy generator for a seed, or a given generator as it is."""
    return (
        seed if isinstance(seed, np.random.Generator) else np.random.default_rng(integer(caller, "seed", seed, low=0))
    )


def _flag(caller, name, value):
    if not isinstance(value, bool):
        raise TypeError(f"{caller} expected {name} to be True or False, got {describe(value)}")
    return value
