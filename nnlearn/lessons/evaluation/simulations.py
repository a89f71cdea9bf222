"""Experiments on chance whose truth is known: do intervals hold it, do two equal models look different, are ECEs 0?"""

import numpy as np

from nnlearn.metrics import expected_calibration_error, wilson

ENDS = (0.025, 0.975)  # of a 95 % percentile interval


def coverage(share, n, *, sets=2000, draws=1000, seed=0):
    """Test 95 % intervals for the accuracy of a model whose true accuracy is known.

    Parameters
    ----------
    share : float, 0 to 1
        The true accuracy.
    n : int
        Cases in each test set.
    sets, draws : int
        Test sets, and draws of the bootstrap for each. (Of a vector of zeros and ones it is a binomial draw.)
    seed : int

    Returns
    -------
    bootstrap, wilson, faultless : float
        In what share of the test sets each interval holds the truth; and the share of sets without a mistake.

    Examples
    --------
    >>> [round(found, 1) for found in coverage(0.99, 142, sets=500, draws=200)]
    [0.8, 0.9, 0.2]
    """
    rng = np.random.default_rng(seed)
    right = rng.binomial(n, share, size=sets)
    again = rng.binomial(n, right[:, None] / n, size=(sets, draws)) / n
    low, high = np.quantile(again, ENDS, axis=1)
    ends = np.array([wilson(int(k), n) for k in right])
    hits = (low <= share) & (share <= high), (ends[:, 0] <= share) & (share <= ends[:, 1]), right == n
    return tuple(float(np.mean(hit)) for hit in hits)


def equal_models(n=449, share=0.95, *, sets=1000, draws=400, seed=0):
    """Compare two models that are equally good and err independently: how often do they look different?

    Parameters
    ----------
    n : int
        Cases in each test set.
    share : float, 0 to 1
        The accuracy of both.
    sets, draws, seed : int
        As in `coverage`. (The paired bootstrap draws from the four kinds of cases: both right, one, the other, none.)

    Returns
    -------
    paired, apart : float
        In what share of the test sets the paired interval of the difference excludes 0; and the two intervals of the
        accuracies do not overlap.

    Examples
    --------
    >>> paired, apart = equal_models(sets=200, draws=200)
    >>> round(paired, 1), round(apart, 1)
    (0.1, 0.0)
    """
    rng, wrong = np.random.default_rng(seed), 1 - share
    kinds = [share * share, share * wrong, wrong * share, wrong * wrong]
    counts = rng.multinomial(n, kinds, size=sets)
    again = np.stack([rng.multinomial(n, count / n, size=draws) for count in counts], axis=1)  # (draws, sets, 4)
    low, high = np.quantile(again[..., 1] - again[..., 2], ENDS, axis=0)
    first, second = (np.quantile(again[..., 0] + again[..., k], ENDS, axis=0) for k in (1, 2))
    apart = (first[0] > second[1]) | (second[0] > first[1])
    return float(np.mean((low > 0) | (high < 0))), float(np.mean(apart))


def honest_ece(n, seeds=range(20)):
    """Return the mean ECE of probabilities that are exactly right, for n cases.

    Examples
    --------
    >>> round(honest_ece(100), 1), round(honest_ece(10_000), 1)
    (0.1, 0.0)
    """
    found = []
    for seed in seeds:
        rng = np.random.default_rng(seed)
        p = rng.random(n)
        found.append(expected_calibration_error(p, (rng.random(n) < p).astype(int)))
    return float(np.mean(found))
