"""Mistakes that people really make in 12.5: the wrong answers that `check` names."""

import numpy as np

from nnlearn.lessons.evaluation.answers import cross_validate
from nnlearn.lessons.evaluation.inputs import in_folds


def shuffled_folds(n, k, rng):
    return np.array_split(rng.permutation(n), k)


def scaled(x, by=None):
    """Return x on the scale of other cases, or its own."""
    by = x if by is None else by
    return (x - by.mean(axis=0)) / _not_zero(by.std(axis=0))


def _not_zero(std):
    return np.where(std == 0, 1, std)


def done(cut=shuffled_folds, scale=lambda x, train, test: (scaled(x[train]), scaled(x[test], x[train])), rest=None):
    """Return an answer that cuts the folds, scales or finds the training cases in its own way.

    Parameters
    ----------
    cut : function
        `cut(n, k, rng) -> folds`.
    scale : function
        `scale(x, train, test) -> the training cases and the test cases, scaled`.
    rest : function
        `rest(folds, i) -> train, test`.
    """

    def answer(x, y, k, fit, rng):
        folds, found = cut(len(y), k, rng), []
        for i, fold in enumerate(folds):
            train, test = rest(folds, i) if rest else (np.concatenate(folds[:i] + folds[i + 1 :]), fold)
            known, new = scale(x, train, test)
            found.append((fit(known, y[train])(new) == y[test]).mean())
        return np.array(found)

    return answer


scale_of_all = done(scale=lambda x, train, test: (scaled(x[train], x), scaled(x[test], x)))
test_scaled_by_itself = done(scale=lambda x, train, test: (scaled(x[train]), scaled(x[test])))
TEST_BY_ITS_OWN = (
    done(scale=lambda x, train, test: (scaled(x[train], x[test]), scaled(x[test]))),
    done(scale=lambda x, train, test: (scaled(x[train]), scaled(x[test], x))),
)


def only(part):
    """Return an answer that only takes the mean off, or only divides."""

    def scale(x, train, test):
        mean, std = x[train].mean(axis=0), _not_zero(x[train].std(axis=0))
        return tuple(x[of] - mean if part == "mean" else x[of] / std for of in (train, test))

    return done(scale=scale)


def of_all_numbers(x, train, test):
    """The axis is missing: one mean and one spread for all measurements."""
    mean, std = x[train].mean(), x[train].std()
    return (x[train] - mean) / std, (x[test] - mean) / std


def of_each_case(x, train, test):
    """Axis 1 in place of axis 0: each case has a mean and a spread over its measurements."""
    mean, std = x.mean(axis=1, keepdims=True), _not_zero(x.std(axis=1, keepdims=True))
    both = (x - mean) / std
    return both[train], both[test]


NOT_SCALED = (
    done(scale=lambda x, train, test: (scaled(x[train]), x[test])),
    done(scale=lambda x, train, test: (x[train], scaled(x[test], x[train]))),
    only("mean"),
    only("std"),
    done(scale=of_all_numbers),
    done(scale=of_each_case),
    done(
        scale=lambda x, train, test: tuple(
            (x[of] - x[train].mean(0)) / _not_zero(x[train].var(0)) for of in (train, test)
        )
    ),
    done(
        scale=lambda x, train, test: tuple(
            (x[of] - x[train].min(0)) / _not_zero(np.ptp(x[train], axis=0)) for of in (train, test)
        )
    ),
)

all_for_training = done(rest=lambda folds, i: (np.concatenate(folds), folds[i]))


def one_fold_for_training(folds, i):
    return folds[i], np.concatenate(folds[:i] + folds[i + 1 :])


ONE_FOLD = (
    done(rest=lambda folds, i: (folds[i - 1], folds[i])),
    done(rest=lambda folds, i: (folds[(i + 1) % len(folds)], folds[i])),
    done(rest=lambda folds, i: (np.concatenate(folds[:i]) if i else folds[-1], folds[i])),
)
exchanged = done(rest=one_fold_for_training)


def in_the_order_of_the_file(n, k, rng):
    return np.array_split(np.arange(n), k)


def shuffled_in_each_round(x, y, k, fit, rng):
    found = []
    for i in range(k):
        folds = shuffled_folds(len(y), k, rng)
        train, test = np.concatenate(folds[:i] + folds[i + 1 :]), folds[i]
        found.append((fit(scaled(x[train]), y[train])(scaled(x[test], x[train])) == y[test]).mean())
    return np.array(found)


def first_of_new_folds(x, y, k, fit, rng):
    found = []
    for _ in range(k):
        test, *others = shuffled_folds(len(y), k, rng)
        train = np.concatenate(others)
        found.append((fit(scaled(x[train]), y[train])(scaled(x[test], x[train])) == y[test]).mean())
    return np.array(found)


def parted(x, y, k, fit, rng):
    """Only the cases are shuffled, and the labels stay where they were."""
    x = x[rng.permutation(len(y))]
    return done(cut=in_the_order_of_the_file)(x, y, k, fit, rng)


def sorted_folds(n, k, rng):
    return np.array_split(np.sort(rng.permutation(n)), k)


ORDERS = (
    first_of_new_folds,
    shuffled_in_each_round,
    parted,
    lambda x, y, k, fit, rng: parted(x[rng.permutation(len(y))], y, k, fit, rng),  # each with a shuffle of its own
)


def rest_dropped(x, y, k, fit, rng):
    """N // k cases in each fold, and what is left over is in none."""
    return done(cut=_equal_folds)(x, y, k, fit, rng)


def _equal_folds(n, k, rng):
    order, size = rng.permutation(n), n // k
    return [order[i * size : (i + 1) * size] for i in range(k)]


def _rest_in_the_last(n, k, rng):
    order, size = rng.permutation(n), n // k
    return [order[i * size : (i + 1) * size if i < k - 1 else n] for i in range(k)]


def rest_for_training(x, y, k, fit, rng):
    """N // k cases in each fold; what is left over is never tested, but always trained on."""
    order, size = rng.permutation(len(y)), len(y) // k

    def rest(folds, i):
        return np.concatenate([order[: i * size], order[(i + 1) * size :]]), folds[i]

    return done(cut=lambda *_: [order[i * size : (i + 1) * size] for i in range(k)], rest=rest)(x, y, k, fit, rng)


OTHER_FOLDS = (
    done(cut=_rest_in_the_last),
    rest_for_training,
    done(cut=lambda n, k, rng: (lambda order: [order[i::k] for i in range(k)])(rng.permutation(n))),
    done(cut=lambda n, k, rng: shuffled_folds(n, k, rng)[::-1]),
    done(cut=lambda n, k, rng: sorted(shuffled_folds(n, k, rng), key=len)),
    done(
        cut=lambda n, k, rng: (lambda order, size: [order[i : i + size] for i in range(0, n, size)])(
            rng.permutation(n), -(-n // k)
        )
    ),
    done(
        cut=lambda n, k, rng: (lambda order, size: [order[i : i + size] for i in range(0, n, size)])(
            rng.permutation(n), max(1, n // k)
        )
    ),
)


def mean_of_folds(x, y, k, fit, rng):
    return cross_validate(x, y, k, fit, rng).mean()


OTHER_NUMBERS = (
    lambda x, y, k, fit, rng: 1 - cross_validate(x, y, k, fit, rng),
    lambda x, y, k, fit, rng: cross_validate(x, y, k, fit, rng) * [len(one) for one in np.array_split(y, k)],
    lambda x, y, k, fit, rng: cross_validate(x, y, k, fit, rng).sum(),
)

NOTHING_SCALED = in_folds
