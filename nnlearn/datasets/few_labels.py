"""Few labels: which examples of a data set have one, drawn at random."""

import numpy as np

from nnlearn.arguments import flag, integer, labels
from nnlearn.datasets.sampling import generator


def draw_labels(y, n, *, balanced=False, seed=0):
    """Draw n examples whose labels may be used; those of the others count as unknown.

    Parameters
    ----------
    y : ndarray of shape (N,), whole numbers, 0 or more
        The labels of all examples.
    n : int, 1 to N
        How many are drawn, none twice.
    balanced : bool
        False draws each example with the same probability, and may miss a class. True draws equally many of each class;
        if n is not a multiple of their number, classes drawn at random get one more. That is information: who draws a
        balanced sample of unlabelled examples knows all their classes.
    seed : int, 0 or more, or numpy.random.Generator
        Equal seeds give equal draws.

    Returns
    -------
    ndarray of shape (n,), int64
        Their indices, shuffled.

    Raises
    ------
    TypeError
        If y is not a NumPy array of whole numbers, or another argument is not of its kind.
    ValueError
        If y is empty, not of shape (N,) or has a negative label, if n is out of range, or if a class has fewer examples
        than a balanced draw needs.

    Examples
    --------
    >>> y = np.repeat([0, 1, 2], 4)
    >>> y[draw_labels(y, 6)].tolist(), y[draw_labels(y, 6, balanced=True)].tolist()
    ([0, 1, 1, 0, 0, 1], [0, 0, 2, 1, 1, 2])
    """
    labels("draw_labels", "y", y)
    n = integer("draw_labels", "n", n, low=1, high=len(y))
    rng = generator("draw_labels", seed)
    if not flag("draw_labels", "balanced", balanced):
        return rng.choice(len(y), n, replace=False)
    kinds = rng.permutation(np.unique(y))
    drawn = []
    for place, kind in enumerate(kinds):
        members, share = np.flatnonzero(y == kind), n // len(kinds) + (place < n % len(kinds))
        if share > len(members):
            raise ValueError(
                f"draw_labels expected n with enough examples of each class, got n = {n}, which needs {share} of class "
                f"{kind}, and there are {len(members)}: draw fewer, or balanced=False"
            )
        drawn.append(rng.choice(members, share, replace=False))
    return rng.permutation(np.concatenate(drawn))
