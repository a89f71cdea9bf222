"""Mistakes that people really make in 33.1 and 33.4: the wrong answers that `check` names."""

import numpy as np

from nnlearn import metrics
from nnlearn.lessons.capstone.answers import paired_interval

# 33.1


def ends(values, percent=(2.5, 97.5)):
    low, high = np.percentile(values, percent)
    return low, high


def gaps(a, b, rng, draws):
    """Return the difference of each draw, as it should be."""
    drawn = rng.integers(a.shape[1], size=(draws, a.shape[1]))
    return (a.mean(axis=0) - b.mean(axis=0))[drawn].mean(axis=1)


def means(values, rng, draws):
    """Draw entries of a vector, and return the mean of each draw."""
    return values[rng.integers(len(values), size=(draws, len(values)))].mean(axis=1)


def starts_drawn(a, b, rng, draws):
    """The starts of each model are drawn, and the examples are not."""
    return ends(means(a.mean(axis=1), rng, draws) - means(b.mean(axis=1), rng, draws))


def starts_drawn_in_turn(a, b, rng, draws):
    a, b = a.mean(axis=1), b.mean(axis=1)
    found = [
        a[rng.integers(len(a), size=len(a))].mean() - b[rng.integers(len(b), size=len(b))].mean() for _ in range(draws)
    ]
    return ends(found)


def one_start_a_draw(a, b, rng, draws):
    a, b = a.mean(axis=1), b.mean(axis=1)
    return ends([a[rng.integers(len(a))] - b[rng.integers(len(b))] for _ in range(draws)])


def starts_chosen(a, b, rng, draws):
    a, b = a.mean(axis=1), b.mean(axis=1)
    return ends([rng.choice(a, len(a)).mean() - rng.choice(b, len(b)).mean() for _ in range(draws)])


def both_drawn(first):
    """Return an answer that draws starts and examples, the examples `first` or last."""

    def answer(a, b, rng, draws):
        found, n = [], a.shape[1]
        for _ in range(draws):
            drawn = rng.integers(n, size=n) if first else None
            some_a, some_b = (one[rng.integers(len(one), size=len(one))] for one in (a, b))
            drawn = drawn if first else rng.integers(n, size=n)
            found.append(some_a[:, drawn].mean() - some_b[:, drawn].mean())
        return ends(found)

    return answer


STARTS_DRAWN = (starts_drawn_in_turn, one_start_a_draw, starts_chosen, both_drawn(True), both_drawn(False))


def own_examples(a, b, rng, draws):
    """Each model is judged on examples of its own."""
    return ends(means(a.mean(axis=0), rng, draws) - means(b.mean(axis=0), rng, draws))


def own_examples_in_turn(a, b, rng, draws):
    n, a, b = a.shape[1], a.mean(axis=0), b.mean(axis=0)
    return ends([a[rng.integers(n, size=n)].mean() - b[rng.integers(n, size=n)].mean() for _ in range(draws)])


def own_examples_of_starts(a, b, rng, draws):
    """Each start is judged on examples of its own."""
    n = a.shape[1]
    return ends(
        [
            np.mean([row[rng.integers(n, size=n)].mean() for row in a])
            - np.mean([row[rng.integers(n, size=n)].mean() for row in b])
            for _ in range(draws)
        ]
    )


def without_replacement(a, b, rng, draws):
    gap = a.mean() - b.mean()
    return gap, gap


def between(*percent):
    return lambda *given: ends(gaps(*given), percent)


def around_draws(factor, ddof):
    """Return an answer: the mean of the draws, and around it a multiple of their spread."""

    def answer(*given):
        found = gaps(*given)
        reach = factor * found.std(ddof=min(ddof, len(found) - 1))
        return found.mean() - reach, found.mean() + reach

    return answer


PERCENTILES = tuple(
    between(*two) for two in ((0.025, 0.975), (97.5, 2.5), (0, 95), (5, 100), (2.5, 100), (0, 100), (25, 75), (16, 84))
) + tuple(around_draws(factor, ddof) for factor in (1.96, 2) for ddof in (0, 1))


def b_minus_a(a, b, rng, draws):
    return paired_interval(b, a, rng, draws)


OTHER_SIGNS = (lambda *given: tuple(-one for one in paired_interval(*given)), lambda *given: ends(abs(gaps(*given))))


def percentiles_of_examples(a, b, rng, draws):
    """Nothing is drawn: the differences of the examples are sorted."""
    return ends(a.mean(axis=0) - b.mean(axis=0))


def first_start(a, b, rng, draws):
    return paired_interval(a[:1], b[:1], rng, draws)


def best_start(a, b, rng, draws):
    a, b = (one[[one.mean(axis=1).argmax()]] for one in (a, b))
    return paired_interval(a, b, rng, draws)


def last_start(a, b, rng, draws):
    return paired_interval(a[-1:], b[-1:], rng, draws)


def spread_of_starts(factor, root, ddof):
    """Return an answer: the mean difference, and around it a multiple of the spread over the starts."""

    def answer(a, b, rng, draws):
        a, b = a.mean(axis=1), b.mean(axis=1)
        parts = [one.var(ddof=min(ddof, len(one) - 1)) / (len(one) if root else 1) for one in (a, b)]
        middle, reach = a.mean() - b.mean(), factor * np.sqrt(sum(parts))
        return middle - reach, middle + reach

    return answer


spread = spread_of_starts(1.96, False, 0)
SPREADS = tuple(
    spread_of_starts(f, root, ddof)
    for f in (1, 1.96, 2)
    for root in (False, True)
    for ddof in (0, 1)
    if (f, root, ddof) != (1.96, False, 0)
)

# 33.4


def sliced(least=None, interval=None, order=None, few=None, accuracy=None):
    """Return an answer with some of its parts made otherwise.

    `least(n, least)` says whether a group is large enough, `interval(own, right)` gives both ends, `order(row, n)` is
    what the rows are sorted by, `few(group, n)` the entries of a small group, and `accuracy(own, right)` its number.
    """

    def answer(right, groups, smallest):
        rows: list = []
        small: list = []
        for group in sorted(set(groups.tolist())):
            own = right[groups == group]
            if not (least(len(own), smallest) if least else len(own) >= smallest):
                small += few(group, len(own)) if few else [(group, len(own))]
                continue
            low, high = interval(own, right) if interval else metrics.wilson(int(own.sum()), len(own))
            share = accuracy(own, right) if accuracy else own.mean()
            rows.append(((group, share, low, high), len(own)))
        rows.sort(key=lambda one: order(*one) if order else one[0][1])
        return [row for row, _ in rows], small

    return answer


def around(own, n):
    reach = 1.96 * np.sqrt(own.mean() * (1 - own.mean()) / n)
    return own.mean() - reach, own.mean() + reach


of_all = sliced(interval=lambda own, right: metrics.wilson(round(own.mean() * len(right)), len(right)))
OF_ALL = (
    sliced(interval=lambda own, right: around(own, len(right))),
    sliced(interval=lambda own, right: metrics.wilson(int(right.sum()), len(right))),
    sliced(interval=lambda own, right: metrics.wilson(int(own.sum()), len(right))),
    sliced(interval=lambda own, right: metrics.wilson(int(own.mean() * len(right)), len(right))),
)
by_size = sliced(order=lambda row, n: n)
BY_OTHERS = (
    sliced(order=lambda row, n: -n),
    sliced(order=lambda row, n: row[0]),
    sliced(order=lambda row, n: row[2]),
    sliced(order=lambda row, n: row[3]),
)
best_first = sliced(order=lambda row, n: -row[1])
hidden = sliced(few=lambda group, n: [])
all_shown = sliced(least=lambda n, least: True)
above_least = sliced(least=lambda n, least: n > least)
share_of_all = sliced(accuracy=lambda own, right: own.sum() / len(right))
SHARES = (
    sliced(accuracy=lambda own, right: own.sum()),
    sliced(accuracy=lambda own, right: 1 - own.mean()),
    sliced(accuracy=lambda own, right: own.sum() / right.sum()),
)
symmetric = sliced(interval=lambda own, right: around(own, len(own)))
SYMMETRIC = (sliced(interval=lambda own, right: tuple(np.clip(around(own, len(own)), 0, 1))),)
