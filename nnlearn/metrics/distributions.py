"""How far two distributions over the same few outcomes are apart."""

import numpy as np

from nnlearn.arguments import finite


def total_variation(p, q):
    """Return half the sum of the differences between two distributions.

    `TV = sum_i |p_i - q_i| / 2`: the most by which the two can differ in the probability of any event.

    Parameters
    ----------
    p, q : ndarray of equal shape
        Probabilities, 0 or more, with the sum 1 (to 1e-5); shares of counts are `counts / counts.sum()`.

    Returns
    -------
    float
        From 0, if they are equal, to 1, if no outcome is possible in both.

    Raises
    ------
    TypeError
        If an argument is not an array of numbers.
    ValueError
        If one is empty, holds NaN or infinity or a number below 0, or does not add up to 1, or the shapes differ.

    Notes
    -----
    The shares of n draws are never equal to the probabilities that they were drawn with: over k outcomes the distance
    is about `sum_i sqrt(p_i (1 - p_i) / (2 pi n))`. So print that of perfect draws beside that of a sampler.

    References
    ----------
    Levin, Peres (2017), "Markov chains and mixing times", second edition.

    Examples
    --------
    >>> round(total_variation(np.array([0.5, 0.5]), np.array([0.9, 0.1])), 2)
    0.4
    """
    for name, values in (("p", p), ("q", q)):
        if finite("total_variation", name, values).min() < 0:
            raise ValueError(f"total_variation expected {name} of numbers >= 0, got {values.min()}")
        if abs(total := float(values.sum(dtype=np.float64)) - 1) > 1e-5:
            raise ValueError(
                f"total_variation expected {name} with the sum 1, got {total + 1:g}: {name} / {name}.sum() makes shares"
            )
    if p.shape != q.shape:
        raise ValueError(f"total_variation expected q of p's shape {p.shape}, got {q.shape}")
    return float(np.abs(p.astype(np.float64) - q).sum() / 2)
