"""More training data from what there is: copies of signals, changed in ways that leave their labels true."""

import numpy as np

from nnlearn.arguments import cast, describe, integer, number
from nnlearn.datasets.dataset import same_length
from nnlearn.datasets.sampling import generator


def augment(x, y, copies, *, shift=0, noise=0.0, scale=0.0, seed=0):
    """Return the samples followed by changed copies of each, with the labels of the originals.

    A copy is `factor * roll(x, steps) + noise * normal`, with one factor and one number of steps for each copy. Whether
    the label stays true is for you to know: a shifted stroke is the same stroke, a mirrored one need not be. Augment
    training data only, after the split: a copy of a test sample in the training set is a leak.

    Parameters
    ----------
    x : ndarray of shape (n, places) or (n, ..., places), numbers
        Signals; shifts go along the last axis.
    y : ndarray of shape (n,) or (n, ...)
        Labels or values.
    copies : int, 0 or more
        Changed copies of each sample.
    shift : int, 0 or more
        Each copy moves by -shift..shift places; what leaves at one end comes back at the other.
    noise : float, 0 or more
        Standard deviation of what is added to each number.
    scale : float, 0 to below 1
        Each copy is multiplied by a factor between 1 - scale and 1 + scale.
    seed : int, 0 or more, or numpy.random.Generator
        Equal seeds give equal copies.

    Returns
    -------
    x : ndarray of shape (n (copies + 1), ...), float32
        First the n samples as they are, then all of them changed once, then all changed again, and so on.
    y : ndarray of shape (n (copies + 1), ...)
        A copy, in the dtype of y.

    Raises
    ------
    TypeError
        If x or y is not a NumPy array of numbers, or another argument is not of its kind.
    ValueError
        If they are empty, hold NaN, infinity or numbers too large for float32 or differ in length, or if a number is
        out of its range.

    References
    ----------
    Simard, Steinkraus, Platt (2003), "Best practices for convolutional neural networks applied to visual document
    analysis".

    Examples
    --------
    >>> x, y = np.array([[1.0, 2.0, 3.0, 4.0]]), np.array([7])
    >>> more, labels = augment(x, y, 3, shift=1)
    >>> more.tolist()
    [[1.0, 2.0, 3.0, 4.0], [4.0, 1.0, 2.0, 3.0], [1.0, 2.0, 3.0, 4.0], [4.0, 1.0, 2.0, 3.0]]
    >>> labels.tolist()
    [7, 7, 7, 7]
    """
    same_length("augment", x, y)
    copies, shift = integer("augment", "copies", copies, low=0), integer("augment", "shift", shift, low=0)
    noise = number("augment", "noise", noise, low=0)
    scale = number("augment", "scale", scale, low=0, high=1, open_high=True)
    rng, n, places = generator("augment", seed), len(x), x.shape[-1]
    if places == 0:
        raise ValueError(f"augment expected x with places on its last axis, got {describe(x)}")
    made = [x]
    one_each = (n,) + (1,) * (x.ndim - 1)
    for _ in range(copies):
        steps = rng.integers(-shift, shift + 1, size=one_each)
        moved = np.take_along_axis(x, (np.arange(places) - steps) % places, axis=-1)
        factor = rng.uniform(1 - scale, 1 + scale, size=one_each)
        made.append(factor * moved + noise * rng.normal(size=x.shape))
    return np.concatenate([cast("augment", "x", part, np.float32) for part in made]), np.concatenate([y] * (copies + 1))
