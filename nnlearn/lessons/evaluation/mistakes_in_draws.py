"""Mistakes that people really make in 12.4: the wrong answers that `check` names."""

import numpy as np

from nnlearn.lessons.evaluation.answers import difference

BOTH = (2.5, 97.5)


def ends(values, percent=BOTH):
    low, high = np.percentile(values, percent)
    return low, high


def drawn_gaps(right_a, right_b, rng, draws):
    """Return the differences of all draws, as they should be."""
    n = len(right_a)
    drawn = rng.integers(n, size=(draws, n))
    return right_a[drawn].mean(axis=1) - right_b[drawn].mean(axis=1)


def without_replacement(right_a, right_b, rng, draws):
    gap = right_a.mean() - right_b.mean()
    return gap, gap


def two_sets(right_a, right_b, rng, draws):
    """First all draws for a, then all for b."""
    n = len(right_a)
    return ends(right_a[rng.integers(n, size=(draws, n))].mean(axis=1) - _means(right_b, rng, draws))


def _means(right, rng, draws):
    return right[rng.integers(len(right), size=(draws, len(right)))].mean(axis=1)


def two_sets_in_turn(right_a, right_b, rng, draws):
    """Each draw takes cases for a, then cases for b."""
    n = len(right_a)
    gaps = [right_a[rng.integers(n, size=n)].mean() - right_b[rng.integers(n, size=n)].mean() for _ in range(draws)]
    return ends(gaps)


def accuracies_drawn(right_a, right_b, rng, draws):
    """The number of right answers is drawn, for each model alone."""
    n = len(right_a)
    return ends(rng.binomial(n, right_a.mean(), size=draws) / n - rng.binomial(n, right_b.mean(), size=draws) / n)


def between(*percent):
    """Return an answer with other percentiles."""
    return lambda *arguments: ends(drawn_gaps(*arguments), percent)


OTHER_PERCENTILES = (
    between(0.025, 0.975),
    between(97.5, 2.5),
    between(0, 100),
    between(25, 75),
    between(0, 95),
    between(5, 100),
    between(2.5, 95),
    between(0.5, 99.5),
    between(16, 84),
    between(10, 90),
)


def b_minus_a(right_a, right_b, rng, draws):
    return difference(right_b, right_a, rng, draws)


NOT_SIGNED = (
    lambda *arguments: ends(abs(drawn_gaps(*arguments))),
    lambda *arguments: tuple(-one for one in difference(*arguments)),
)


def of_a(right_a, right_b, rng, draws):
    return ends(_means(right_a, rng, draws))


def of_b(right_a, right_b, rng, draws):
    return ends(_means(right_b, rng, draws))


def intervals_subtracted(right_a, right_b, rng, draws):
    n = len(right_a)
    drawn = rng.integers(n, size=(draws, n))
    a, b = ends(right_a[drawn].mean(axis=1)), ends(right_b[drawn].mean(axis=1))
    return a[0] - b[0], a[1] - b[1]


def extremes_subtracted(right_a, right_b, rng, draws):
    n = len(right_a)
    drawn = rng.integers(n, size=(draws, n))
    a, b = ends(right_a[drawn].mean(axis=1)), ends(right_b[drawn].mean(axis=1))
    return a[0] - b[1], a[1] - b[0]


SUBTRACTED = (
    extremes_subtracted,
    lambda a, b, rng, draws: tuple(x - y for x, y in zip(of_a(a, b, rng, draws), of_b(a, b, rng, draws), strict=True)),
)


def around(values, width):
    return np.mean(values) - width, np.mean(values) + width


def two_spreads_of_cases(right_a, right_b, rng, draws):
    gaps = right_a * 1.0 - right_b
    return around(gaps, 2 * gaps.std())


def spread_of_cases(factor, root):
    def answer(right_a, right_b, rng, draws):
        gaps = right_a * 1.0 - right_b
        return around(gaps, factor * gaps.std() / (np.sqrt(len(gaps)) if root else 1))

    return answer


def spread_of_draws(factor):
    def answer(*arguments):
        gaps = drawn_gaps(*arguments)
        return around(gaps, factor * gaps.std())

    return answer


MEAN_AND_SPREAD = (
    spread_of_cases(1.96, False),
    spread_of_cases(1, False),
    spread_of_cases(1.96, True),
    spread_of_cases(2, True),
    spread_of_draws(1.96),
    spread_of_draws(2),
    spread_of_draws(1),
)


def of_size(size):
    """Return an answer whose draws have another number of cases, `size(n, draws)`."""

    def answer(right_a, right_b, rng, draws):
        n = len(right_a)
        drawn = rng.integers(n, size=(draws, max(1, size(n, draws))))
        return ends(right_a[drawn].mean(axis=1) - right_b[drawn].mean(axis=1))

    return answer


one_case_a_draw = of_size(lambda n, draws: 1)


def last_case_never_drawn(right_a, right_b, rng, draws):
    n = len(right_a)
    drawn = rng.integers(max(1, n - 1), size=(draws, n))
    return ends(right_a[drawn].mean(axis=1) - right_b[drawn].mean(axis=1))


def means_over_draws(right_a, right_b, rng, draws):
    drawn = rng.integers(len(right_a), size=(draws, len(right_a)))
    return ends(right_a[drawn].mean(axis=0) - right_b[drawn].mean(axis=0))


def without_agreement(right_a, right_b, rng, draws):
    """Only cases on which the two disagree are drawn."""
    gaps = (right_a - right_b)[right_a != right_b]
    return ends([gaps[rng.integers(len(gaps), size=len(gaps))].mean() for _ in range(draws)])


OTHER_SIZES = (
    means_over_draws,
    without_agreement,
    of_size(lambda n, draws: draws),
    of_size(lambda n, draws: n - 1),
    of_size(lambda n, draws: n // 2),
    lambda a, b, rng, draws: of_size(lambda n, draws: draws)(a, b, rng, len(a)),  # N draws of `draws` cases
    last_case_never_drawn,
    lambda a, b, rng, draws: difference(a, b, rng, 1),
)


def percentiles_of_cases(right_a, right_b, rng, draws):
    """Nothing is drawn, or all draws lie in one heap: -1, 0 and 1 are left."""
    return ends(right_a * 1.0 - right_b)


def sums(right_a, right_b, rng, draws):
    return tuple(len(right_a) * one for one in difference(right_a, right_b, rng, draws))
