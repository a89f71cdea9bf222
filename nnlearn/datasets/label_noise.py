"""Wrong labels on purpose: what a network makes of them says what it can learn by heart."""

import numpy as np

from nnlearn.arguments import labels, number
from nnlearn.datasets.sampling import generator


def corrupt_labels(y, share, *, seed=0):
    """Replace a share of labels by labels drawn at random, and return which are wrong now.

    Of n labels, round(share * n) are drawn again, each class being equally likely; so with k classes about one in k of
    those keeps its label by chance. With a share of 1 the labels say nothing about the samples any more.

    Parameters
    ----------
    y : ndarray of shape (n,), whole numbers, 0 or more
        Labels; those that occur are the classes.
    share : float, 0 to 1
        Share of the labels that are drawn again.
    seed : int, 0 or more, or numpy.random.Generator
        Equal seeds give equal labels.

    Returns
    -------
    labels : ndarray of shape (n,)
        A copy, in the dtype of y.
    wrong : ndarray of shape (n,), bool
        Where `labels` differs from `y`.

    Raises
    ------
    TypeError
        If y is not a NumPy array of whole numbers, or another argument is not of its kind.
    ValueError
        If y is empty, not of shape (n,) or has a negative label, or `share` is not in 0..1.

    References
    ----------
    Zhang, Bengio, Hardt, Recht, Vinyals (2017), "Understanding deep learning requires rethinking generalization",
    where they are called partially corrupted labels.

    Examples
    --------
    >>> labels, wrong = corrupt_labels(np.repeat([0, 1, 2], 4), 0.5)
    >>> labels.tolist(), int(wrong.sum())
    ([2, 0, 2, 2, 1, 1, 1, 1, 2, 2, 2, 2], 3)
    """
    labels("corrupt_labels", "y", y)
    share, rng = number("corrupt_labels", "share", share, low=0, high=1), generator("corrupt_labels", seed)
    drawn = rng.choice(len(y), round(share * len(y)), replace=False)
    result = y.copy()
    result[drawn] = rng.choice(np.unique(y), len(drawn))
    return result, result != y
