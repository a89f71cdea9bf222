"""Mistakes that people really make in 22.1, 22.2 and 22.4: the wrong answers that `check` names."""

import numpy as np

# 22.1


def with_error(error):
    """Return an answer with another error, `error(p, x, z)`."""

    def answer(x, encode, decode):
        z = encode(x)
        p = decode(z)
        return p, error(p, x, z)

    return answer


of_each_pixel = with_error(lambda p, x, z: ((p - x) ** 2).mean(axis=0))
OF_ALL = (with_error(lambda p, x, z: ((p - x) ** 2).mean()), with_error(lambda p, x, z: ((p - x) ** 2).sum()))
of_every_number = with_error(lambda p, x, z: (p - x) ** 2)
summed = with_error(lambda p, x, z: ((p - x) ** 2).sum(axis=1))
SUMMED = (
    with_error(lambda p, x, z: ((p - x) ** 2).sum(axis=1) / len(x)),
    with_error(lambda p, x, z: ((p - x) ** 2).sum(axis=1) / z.shape[1]),
    with_error(lambda p, x, z: ((p - x) ** 2).sum(axis=1) / 2),
    with_error(lambda p, x, z: ((p - x) ** 2).mean(axis=1) / 2),
)
not_squared = with_error(lambda p, x, z: np.abs(p - x).mean(axis=1))
NOT_SQUARED = (
    with_error(lambda p, x, z: (p - x).mean(axis=1)),
    with_error(lambda p, x, z: (x - p).mean(axis=1)),
    with_error(lambda p, x, z: (p - x).mean(axis=1) ** 2),
)
root = with_error(lambda p, x, z: np.sqrt(((p - x) ** 2).mean(axis=1)))
ROOTS = (with_error(lambda p, x, z: np.linalg.norm(p - x, axis=1)),)
of_the_code = with_error(lambda p, x, z: (z**2).mean(axis=1))


def codes(x, encode, decode):
    z = encode(x)
    return z, ((decode(z) - x) ** 2).mean(axis=1)


def error_of_the_way_back(x, encode, decode):
    """What the second trip changes, not the first."""
    p = decode(encode(x))
    return p, ((decode(encode(p)) - p) ** 2).mean(axis=1)


# 22.2


def main_axes(x, centre=True):
    x = x - x.mean(axis=0) if centre else x
    return np.linalg.svd(x, full_matrices=True)[2]


def projected(x, x_new, axes, before=None, after=None):
    """Return the new pictures on the plane; the mean of x is taken off before and put back after, by default."""
    mean = x.mean(axis=0)
    before, after = mean if before is None else before, mean if after is None else after
    return after + (x_new - before) @ axes.T @ axes


def not_centred(x, x_new, k):
    return projected(x, x_new, main_axes(x, centre=False)[:k], 0.0, 0.0)


def axes_not_centred(x, x_new, k):
    return projected(x, x_new, main_axes(x, centre=False)[:k])


def mean_not_taken_off(x, x_new, k):
    return projected(x, x_new, main_axes(x)[:k], before=0.0)


def no_mean_at_all(x, x_new, k):
    return projected(x, x_new, main_axes(x)[:k], 0.0, 0.0)


def mean_not_put_back(x, x_new, k):
    return projected(x, x_new, main_axes(x)[:k], after=0.0)


def mean_of_the_new(x, x_new, k):
    mean = x_new.mean(axis=0)
    return projected(x, x_new, main_axes(x)[:k], mean, mean)


def mean_of_the_new_taken_off(x, x_new, k):
    return projected(x, x_new, main_axes(x)[:k], before=x_new.mean(axis=0))


def axes_of_the_new(x, x_new, k):
    return projected(x_new, x_new, main_axes(x_new)[:k])


def one_mean(x, x_new, k):
    """One number for all pixels is taken off."""
    return projected(x, x_new, np.linalg.svd(x - x.mean(), full_matrices=True)[2][:k], x.mean(), x.mean())


def mean_of_each_picture(x, x_new, k):
    """Each picture loses its own mean, one number."""
    axes = np.linalg.svd(x - x.mean(axis=1, keepdims=True), full_matrices=True)[2][:k]
    own = x_new.mean(axis=1, keepdims=True)
    return projected(x, x_new, axes, own, own)


def shortest(x, x_new, k):
    return projected(x, x_new, main_axes(x)[-k:])


def first_of_eigh(x, x_new, k):
    """np.linalg.eigh sorts the eigenvalues from the smallest on; its rows are not eigenvectors either."""
    return projected(x, x_new, np.linalg.eigh(np.cov(x.T, ddof=0).reshape(x.shape[1], -1))[1].T[:k])


def rows_of_eigh(x, x_new, k):
    return projected(x, x_new, np.linalg.eigh(np.cov(x.T, ddof=0).reshape(x.shape[1], -1))[1][-k:])


def columns_of_svd(x, x_new, k):
    return projected(x, x_new, main_axes(x)[:, :k].T)


def first_rows_of_eigh(x, x_new, k):
    return projected(x, x_new, np.linalg.eigh(np.cov(x.T, ddof=0).reshape(x.shape[1], -1))[1][:k])


def only_codes(x, x_new, k):
    return (x_new - x.mean(axis=0)) @ main_axes(x)[:k].T


def only_axes(x, x_new, k):
    return main_axes(x)[:k]


def the_learned_ones(x, x_new, k):
    return projected(x, x, main_axes(x)[:k])


def one_too_many(x, x_new, k):
    return projected(x, x_new, main_axes(x)[: k + 1])


def one_too_few(x, x_new, k):
    return projected(x, x_new, main_axes(x)[: k - 1])


def only_the_last(x, x_new, k):
    return projected(x, x_new, main_axes(x)[k - 1 : k])


def stretched(x, x_new, k):
    """Codes divided by the spread along the axes, and never multiplied again."""
    _, sizes, axes = np.linalg.svd(x - x.mean(axis=0), full_matrices=False)
    deviation = sizes[:k] / np.sqrt(len(x))
    return x.mean(axis=0) + (x_new - x.mean(axis=0)) @ axes[:k].T / deviation @ axes[:k]


# 22.4


def with_threshold(threshold, compare=np.greater):
    """Return an answer with another threshold, `threshold(ordinary, new, share)`, or another comparison."""

    def answer(ordinary, new, share):
        limit = threshold(ordinary, new, share)
        return limit, compare(new, limit)

    return answer


def right(ordinary, new, share):
    return np.quantile(ordinary, 1 - share)


from_the_new = with_threshold(lambda ordinary, new, share: np.quantile(new, 1 - share))
FROM_BOTH = (with_threshold(lambda ordinary, new, share: np.quantile(np.concatenate([ordinary, new]), 1 - share)),)
other_tail = with_threshold(lambda ordinary, new, share: np.quantile(ordinary, share))
OTHER_TAIL = (with_threshold(lambda ordinary, new, share: np.quantile(ordinary, share), np.less),)
percent = with_threshold(lambda ordinary, new, share: np.percentile(ordinary, 1 - share))
PERCENT = (
    with_threshold(lambda ordinary, new, share: np.percentile(ordinary, share)),
    with_threshold(lambda ordinary, new, share: np.percentile(ordinary, 100 - share)),
)
below = with_threshold(right, np.less)
BELOW = (with_threshold(right, np.less_equal),)
at_least = with_threshold(right, np.greater_equal)
of_two_deviations = with_threshold(lambda ordinary, new, share: ordinary.mean() + 2 * ordinary.std())
ASSUMED = (
    with_threshold(lambda ordinary, new, share: ordinary.mean() + 3 * ordinary.std()),
    with_threshold(lambda ordinary, new, share: ordinary.mean() + 2 * ordinary.std(ddof=1)),
    with_threshold(lambda ordinary, new, share: ordinary.mean()),
    with_threshold(lambda ordinary, new, share: np.median(ordinary)),
    with_threshold(lambda ordinary, new, share: ordinary.max()),
    with_threshold(lambda ordinary, new, share: (1 - share) * ordinary.max()),
    with_threshold(lambda ordinary, new, share: share),
)


def count(ordinary, new, share):
    limit = right(ordinary, new, share)
    return limit, int((new > limit).sum())


def share_of_the_new(ordinary, new, share):
    limit = right(ordinary, new, share)
    return limit, (new > limit).mean()


def indices(ordinary, new, share):
    limit = right(ordinary, new, share)
    return limit, np.flatnonzero(new > limit)


def errors_above(ordinary, new, share):
    limit = right(ordinary, new, share)
    return limit, new[new > limit]


def alarms_of_the_ordinary(ordinary, new, share):
    limit = right(ordinary, new, share)
    return limit, ordinary > limit
