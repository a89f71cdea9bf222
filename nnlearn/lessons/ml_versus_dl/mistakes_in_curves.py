"""Mistakes that people really make in 13.5: what a setting is chosen by, which rows, which spread."""

import numpy as np


def own_order(seed, n, sizes, total):
    return np.random.default_rng(seed).permutation(total)[:n]


def first_fifth(rows):
    return rows[: len(rows) // 5], rows[len(rows) // 5 :]


def mean_and_spread(shares):
    return shares.mean(axis=0), shares.std(axis=0, ddof=1)


def curve(
    *,
    rows=own_order,
    cut=first_fifth,
    chosen_by="held",
    fitted_to_choose="rest",
    again="all",
    pick=np.argmax,
    ends=mean_and_spread,
):
    """Return an answer to 13.5 in which something is not as it should be.

    Parameters
    ----------
    rows : function of (seed, n, sizes, total) -> indices
    cut : function of rows -> (held, rest)
    chosen_by, fitted_to_choose, again : str
        "held", "rest", "all" or "unseen": what a setting is scored on, fitted on before, and fitted on in the end.
    pick : function of the scores of all settings -> index
    ends : function of the accuracies (seeds, sizes) -> what is returned
    """

    def answer(settings, x, y, unseen, labels, sizes, seeds):
        shares = np.empty((len(seeds), len(sizes)))
        for i, seed in enumerate(seeds):
            for j, n in enumerate(sizes):
                of = rows(seed, n, sizes, len(x))
                held, rest = cut(of)
                parts = {"held": (x[held], y[held]), "rest": (x[rest], y[rest]), "all": (x[of], y[of])}
                parts["unseen"] = unseen, labels
                fitted = [fit(*parts[fitted_to_choose]) for fit in settings]
                given, wanted = parts[chosen_by]
                best = int(pick([(read(given) == wanted).mean() for read in fitted]))
                shares[i, j] = (settings[best](*parts[again])(unseen) == labels).mean()
        return ends(shares)

    return answer


chosen_by_the_unseen = curve(chosen_by="unseen")
CHOSEN_BY_THE_UNSEEN = (curve(chosen_by="unseen", fitted_to_choose="all"), curve(chosen_by="unseen", again="rest"))
not_fitted_again = curve(again="rest")
NOT_FITTED_AGAIN = (curve(again="held"),)
chosen_by_the_fitted = curve(chosen_by="rest")
CHOSEN_BY_THE_FITTED = (
    curve(chosen_by="all"),
    curve(chosen_by="all", fitted_to_choose="all"),
    curve(fitted_to_choose="all"),
    curve(fitted_to_choose="held"),
    curve(chosen_by="rest", again="rest"),
)


def drawn_for_each_size(seed, n, sizes, total):
    """The generator is made once for each seed; every size draws an order of its own."""
    rng = np.random.default_rng(seed)
    for size in sizes:
        order = rng.permutation(total)
        if size == n:
            return order[:n]
    return order


def chosen_for_each_size(seed, n, sizes, total):
    rng = np.random.default_rng(seed)
    for size in sizes:
        order = rng.choice(total, size, replace=False)
        if size == n:
            return order
    return order


def drawn_with_repetition(seed, n, sizes, total):
    return np.random.default_rng(seed).integers(0, total, size=n)


def last_of_the_order(seed, n, sizes, total):
    return np.random.default_rng(seed).permutation(total)[-n:]


def drawn_again_from_the_seed(seed, n, sizes, total):
    return np.random.default_rng(seed).choice(total, n, replace=False)


def shuffled_after_the_cut(seed, n, sizes, total):
    return np.random.default_rng(seed).permutation(n)


new_order_for_each_size = curve(rows=drawn_for_each_size)
OTHER_ORDERS = tuple(
    curve(rows=one)
    for one in (chosen_for_each_size, drawn_with_repetition, last_of_the_order, drawn_again_from_the_seed)
)
not_shuffled = curve(rows=lambda seed, n, sizes, total: np.arange(n))
NOT_SHUFFLED = (curve(rows=shuffled_after_the_cut),)
first_seed_for_all = curve(ends=lambda shares: (shares[0], shares.std(axis=0, ddof=1)))


def last_fifth(rows):
    return rows[len(rows) - len(rows) // 5 :], rows[: len(rows) - len(rows) // 5]


def share_held(part):
    return lambda rows: (rows[: int(len(rows) * part)], rows[int(len(rows) * part) :])


def four_fifths_first(rows):
    end = 4 * len(rows) // 5
    return rows[end:], rows[:end]


def last_of_the_best(scores):
    return len(scores) - 1 - int(np.argmax(scores[::-1]))


other_examples_choose = curve(cut=last_fifth)
OTHER_CHOICES = (
    curve(pick=last_of_the_best),
    curve(pick=np.argmin),
    curve(cut=four_fifths_first),
    curve(cut=lambda rows: (rows[int(0.8 * len(rows)) :], rows[: int(0.8 * len(rows))])),
    curve(cut=share_held(0.5)),
    curve(cut=share_held(0.1)),
    curve(cut=share_held(0.8)),
)
spread_without_correction = curve(ends=lambda shares: (shares.mean(axis=0), shares.std(axis=0)))
OTHER_SPREADS = (
    curve(ends=lambda s: (s.mean(axis=0), s.std(axis=0, ddof=1) / np.sqrt(len(s)))),
    curve(ends=lambda s: (s.mean(axis=0), s.std(axis=0) / np.sqrt(len(s)))),
    curve(ends=lambda s: (s.mean(axis=0), s.max(axis=0) - s.min(axis=0))),
    curve(ends=lambda s: (s.mean(axis=0), s.var(axis=0, ddof=1))),
    curve(ends=lambda s: (s.mean(axis=0), s.var(axis=0))),
    curve(ends=lambda s: (s.mean(axis=0), 1.96 * s.std(axis=0, ddof=1) / np.sqrt(len(s)))),
)
best_seed = curve(ends=lambda shares: (shares.max(axis=0), shares.std(axis=0, ddof=1)))
ONE_SEED_COUNTS = (
    curve(ends=lambda s: (s[-1], s.std(axis=0, ddof=1))),
    first_seed_for_all,
    curve(ends=lambda s: (np.median(s, axis=0), s.std(axis=0, ddof=1))),
    curve(ends=lambda s: (s.mean(axis=1), s.std(axis=1, ddof=1))),
    curve(ends=lambda s: (s.mean(), s.std(ddof=1))),
)
