"""How sure a measured number is: intervals for a proportion, and the bootstrap for everything else."""

from statistics import NormalDist

import numpy as np

from nnlearn.arguments import Undefined, describe, finite, integer, number


def wilson(successes, n, *, level=0.95):
    """Return a confidence interval for a proportion, given `successes` in `n` cases.

    The proportions q that the data do not contradict: |k/n - q| <= z sqrt(q (1 - q) / n), which is solved for q:

    `(k + z^2/2 +- z sqrt(k (n - k) / n + z^2/4)) / (n + z^2)`

    Parameters
    ----------
    successes : int, 0 to n
        k, such as the number of right answers.
    n : int, >= 1
        Number of independent cases.
    level : float, above 0 and below 1
        How often such an interval holds the true proportion, about: z is 1.96 for 0.95.

    Returns
    -------
    (float, float)
        Both ends lie in [0, 1], and they differ even if no mistake was seen.

    Raises
    ------
    TypeError, ValueError
        If an argument is not a number of its kind in its range.

    References
    ----------
    Wilson (1927), "Probable inference, the law of succession, and statistical inference".

    Examples
    --------
    >>> low, high = wilson(143, 143)  # all right
    >>> round(low, 3), round(high, 3)
    (0.974, 1.0)
    """
    n = integer("wilson", "n", n, low=1)
    k = integer("wilson", "successes", successes, low=0, high=n)
    level = number("wilson", "level", level, low=0, high=1, open_low=True, open_high=True)
    z = NormalDist().inv_cdf((1 + level) / 2)
    middle, reach = k + z * z / 2, z * (k * (n - k) / n + z * z / 4) ** 0.5
    return max((middle - reach) / (n + z * z), 0.0), min((middle + reach) / (n + z * z), 1.0)


def bootstrap(statistic, *arrays, rng, draws=2000):
    """Compute a statistic on samples drawn from the sample itself, with replacement: how much it varies by chance.

    Each draw takes n of the n rows, some of them several times, the same rows of every array: what belongs together,
    such as two models' answers to one question, stays together. `np.quantile(values, [0.025, 0.975], axis=0)` is the
    percentile interval.

    Parameters
    ----------
    statistic : function of as many arrays as are given
        Returns a number, or an array of a fixed shape.
    *arrays : ndarray of shape (n, ...)
        Of equal length, finite.
    rng : numpy.random.Generator
    draws : int, >= 1

    Returns
    -------
    ndarray of shape (draws, ...), float64
        The statistic of each draw; NaN where it was `Undefined`, such as the recall of a class that was not drawn.

    Raises
    ------
    TypeError
        If statistic is not a function or does not return numbers of one shape, rng is not a generator, or arrays are
        missing or not arrays of numbers.
    ValueError
        If lengths differ, an array is empty or holds NaN or infinity, or draws is not at least 1.

    Notes
    -----
    What did not happen in the sample happens in no draw: without a mistake among n answers, the interval of the
    accuracy is [1, 1]. `wilson` still says how sure that is.

    References
    ----------
    Efron (1979), "Bootstrap methods: another look at the jackknife". Efron, Tibshirani (1993), "An introduction to the
    bootstrap", section 13.3 (the percentile interval).

    Examples
    --------
    >>> right = np.array([1.0] * 90 + [0.0] * 10)
    >>> values = bootstrap(np.mean, right, rng=np.random.default_rng(0))
    >>> np.quantile(values, [0.025, 0.975]).tolist()
    [0.84, 0.96]
    """
    if not callable(statistic):
        raise TypeError(f"bootstrap expected statistic to be a function, got {describe(statistic)}")
    if not arrays:
        raise TypeError("bootstrap expected at least one array after statistic, got none")
    for place, values in enumerate(arrays):
        if finite("bootstrap", f"arrays[{place}]", values).ndim == 0 or len(values) != len(arrays[0]):
            raise ValueError(f"bootstrap expected arrays of equal length, got {[np.shape(one) for one in arrays]}")
    if not isinstance(rng, np.random.Generator):
        raise TypeError(
            f"bootstrap expected rng to be a numpy.random.Generator, got {describe(rng)}: np.random.default_rng(seed)"
        )
    n = len(arrays[0])
    found: list = []
    shapes: set = set()
    for _ in range(integer("bootstrap", "draws", draws, low=1)):
        rows = rng.integers(n, size=n)
        try:
            value = np.asarray(statistic(*(values[rows] for values in arrays)))
        except Undefined:
            found.append(None)
            continue
        if value.dtype.kind not in "fiub" or shapes - {value.shape}:
            before = "".join(f", after shape {shape}" for shape in shapes - {value.shape})
            raise TypeError(
                f"bootstrap expected statistic to return numbers of one shape, got {describe(value)}{before}"
            )
        shapes.add(value.shape)
        found.append(value)
    empty = np.full(shapes.pop() if shapes else (), np.nan)
    return np.array([empty if value is None else value for value in found], np.float64)
