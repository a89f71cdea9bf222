"""The difference of two models on the same examples, and how sure it is."""

from typing import NamedTuple

import numpy as np

from nnlearn.arguments import finite, number
from nnlearn.metrics.intervals import bootstrap


class PairedDifference(NamedTuple):
    """How much better one model is than another on the same examples.

    Parameters
    ----------
    difference : float
        Mean of a - b.
    low, high : float
        The ends of its interval.

    Examples
    --------
    >>> PairedDifference(0.05, 0.01, 0.09).low
    0.01
    """

    difference: float
    low: float
    high: float


def paired_bootstrap(a, b, *, rng, draws=2000, level=0.95):
    """Return by how much model a is better than model b on the same examples, with a percentile interval.

    The n examples are the sample, not the models: each draw takes n examples with replacement, and of each drawn
    example both scores. What is hard for both cancels in `d_i = a_i - b_i`, whose variance is

    `Var(d) = Var(a) + Var(b) - 2 Cov(a, b)`

    Parameters
    ----------
    a, b : ndarray of shape (n,), bool, int or float
        The score of each example, more is better: 1 where an answer is right and 0 where it is wrong, or minus an
        error. Row i of both belongs to the same example. A mean over several starts is a score, too.
    rng : numpy.random.Generator
    draws : int, >= 1
    level : float, above 0 and below 1
        Share of the draws that lie in the interval; half of the others lie on each side.

    Returns
    -------
    PairedDifference
        `difference`, `low` and `high`. An interval that holds 0 does not say which is better.

    Raises
    ------
    TypeError, ValueError
        If a and b are not finite arrays of numbers of one shape (n,), or another argument is not of its kind.

    Notes
    -----
    The interval is about the examples. How much a network varies from start to start is another question: give the
    spread over starts beside it.

    References
    ----------
    Efron, Tibshirani (1993), "An introduction to the bootstrap". Dietterich (1998), "Approximate statistical tests for
    comparing supervised classification learning algorithms".

    Examples
    --------
    >>> a = np.array([1] * 80 + [0] * 20)
    >>> b = np.array([1] * 70 + [0] * 30)  # right where a is right, but for ten examples
    >>> found = paired_bootstrap(a, b, rng=np.random.default_rng(0))
    >>> round(found.difference, 2), round(found.low, 2), round(found.high, 2)
    (0.1, 0.05, 0.16)
    """
    scores = []
    for name, values in (("a", a), ("b", b)):
        if finite("paired_bootstrap", name, values).ndim != 1 or not len(values):
            raise ValueError(
                f"paired_bootstrap expected {name} with one score per example, shape (n,), got {np.shape(values)}"
            )
        scores.append(np.asarray(values, np.float64))
    if len(a) != len(b):
        raise ValueError(
            f"paired_bootstrap expected the scores of the same examples, got {len(a)} in a and {len(b)} in b: "
            "a pair is one example, answered by both"
        )
    level = number("paired_bootstrap", "level", level, low=0, high=1, open_low=True, open_high=True)
    differences = scores[0] - scores[1]
    means = bootstrap(np.mean, differences, rng=rng, draws=draws)
    low, high = np.quantile(means, [(1 - level) / 2, (1 + level) / 2])
    return PairedDifference(float(differences.mean()), float(low), float(high))
