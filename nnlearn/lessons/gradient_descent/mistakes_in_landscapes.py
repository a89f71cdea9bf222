"""Mistakes that people really make in 06.3 and 06.4: the wrong answers that `check` names."""

import numpy as np

from nnlearn.lessons.gradient_descent.answers import slice_of

# 06.3


def rows_of(d):
    return np.linalg.norm(d, axis=1, keepdims=True)


def whole_matrix(d, w):
    return d / np.linalg.norm(d) * np.linalg.norm(w)


def whole_matrix_steepest(d, w):
    return d / np.linalg.norm(d, 2) * np.linalg.norm(w, 2)


def whole_matrix_largest(d, w):
    return d / np.abs(d).max() * np.abs(w).max()


def whole_direction(d, w):
    return d / np.linalg.norm(d) * rows_of(w)


def whole_weights(d, w):
    return d / rows_of(d) * np.linalg.norm(w)


def columns_for_rows(d, w):
    return d / np.linalg.norm(d, axis=0) * np.linalg.norm(w, axis=0)


def columns_of_the_direction(d, w):
    return d / np.linalg.norm(d, axis=0) * rows_of(w)


def columns_of_the_weights(d, w):
    return d / rows_of(d) * np.linalg.norm(w, axis=0)


def keepdims_forgotten(d, w):
    return d / np.linalg.norm(d, axis=1) * np.linalg.norm(w, axis=1)


def keepdims_forgotten_once(d, w):
    return d / rows_of(d) * np.linalg.norm(w, axis=1)


def keepdims_forgotten_in_the_direction(d, w):
    return d / np.linalg.norm(d, axis=1) * rows_of(w)


def keepdims_forgotten_from_the_left(d, w):
    return np.linalg.norm(w, axis=1) / np.linalg.norm(d, axis=1) * d


def rows_of_length_one(d, w):
    return d / rows_of(d)


def own_length_kept(d, w):
    return d * rows_of(w)


def lengths_exchanged(d, w):
    return d / rows_of(w) * rows_of(d)


def lengths_divided(d, w):
    return d / rows_of(d) / rows_of(w)


def lengths_multiplied(d, w):
    return d * rows_of(d) * rows_of(w)


def weights_scaled(d, w):
    return w / rows_of(w) * rows_of(d)


def weights_scaled_to_one(d, w):
    return w / rows_of(w)


def weights_scaled_twice(d, w):
    return w / rows_of(d) * rows_of(w)


def by(length, own=None):
    """Return an answer that measures something else than the length of each row; of the direction perhaps another."""
    return lambda d, w: d / (own or length)(d) * length(w)


def squares(a):
    return (a**2).sum(axis=1, keepdims=True)


def mean_squares(a):
    return np.sqrt((a**2).mean(axis=1, keepdims=True))


NOT_A_LENGTH = (
    by(squares),
    by(squares, rows_of),
    by(rows_of, squares),
    by(lambda a: np.abs(a).sum(axis=1, keepdims=True)),
    by(lambda a: a.sum(axis=1, keepdims=True)),
    by(lambda a: np.abs(a).max(axis=1, keepdims=True)),
    by(lambda a: a.max(axis=1, keepdims=True)),
    by(lambda a: np.linalg.norm(a, 1, axis=None, keepdims=True)),
    by(lambda a: a.std(axis=1, keepdims=True)),
    by(lambda a: a.mean(axis=1, keepdims=True)),
    by(lambda a: np.sqrt(np.abs(a).sum(axis=1, keepdims=True))),
    by(mean_squares, rows_of),
    by(rows_of, mean_squares),
    lambda d, w: (d - d.mean(axis=1, keepdims=True)) / d.std(axis=1, keepdims=True) * w.std(axis=1, keepdims=True),
)

NUMBERS_FOR_LENGTHS = (
    by(lambda a: a, rows_of),
    by(np.abs, rows_of),
    by(np.abs),
    by(rows_of, np.abs),
    by(lambda a: a**2, rows_of),
    lambda d, w: d * w,
    lambda d, w: d * np.abs(w),
    lambda d, w: d * w / rows_of(w),
)


# 06.4


def along(first_share, last_share):
    """Return an answer with other ends."""
    return lambda loss, first, second, points: np.array(
        [loss(first + share * (second - first)) for share in np.linspace(first_share, last_share, points)]
    )


OTHER_ENDS: tuple = tuple(
    along(*ends)
    for ends in (
        (-1, 2), (-0.5, 1), (0, 1.5), (-0.5, 0.5), (0, 2), (-1, 1), (0.5, 1.5), (-1, 1.5), (-0.5, 2), (-1.5, 1.5),
        (-0.5, 2.5), (-1.5, 0.5), (-0.25, 1.25),
    )
)  # fmt: skip


def whole_distances(loss, first, second, points):
    """The shares are 0, 1, 2 ..."""
    return np.array([loss(first + share * (second - first)) for share in range(points)])


def half_way_and_not_there(loss, first, second, points):
    return np.array([loss(first + (k / points - 0.5) * (second - first)) for k in range(points)])


OTHER_ENDS = (*OTHER_ENDS, whole_distances, half_way_and_not_there)


def moved_ends(move):
    """Return an answer whose ends are moved along every axis by move(first, second), not along the line."""

    def answer(loss, first, second, points):
        before, after = move(first, second)
        return np.array([loss(w) for w in np.linspace(first - before, second + after, points)])

    return answer


OFF_THE_LINE = tuple(
    map(
        moved_ends,
        (
            lambda first, second: (0.5, 0.5),
            lambda first, second: (np.linalg.norm(second - first) / 2,) * 2,
            lambda first, second: (np.abs(second - first) / 2,) * 2,
            lambda first, second: (first / 2, second / 2),
            lambda first, second: (np.linalg.norm(second - first),) * 2,
            lambda first, second: (1.0, 1.0),
        ),
    )
)


def backwards(loss, first, second, points):
    return slice_of(loss, second, first, points)


def losses_mixed(loss, first, second, points):
    shares = np.linspace(-0.5, 1.5, points)
    return (1 - shares) * loss(first) + shares * loss(second)


def losses_mixed_between(loss, first, second, points):
    return np.linspace(loss(first), loss(second), points)


def first_left_out(loss, first, second, points):
    return np.array([loss(share * (second - first)) for share in np.linspace(-0.5, 1.5, points)])


def second_left_out(loss, first, second, points):
    return np.array([loss(share * first) for share in np.linspace(-0.5, 1.5, points)])


def whole_first_and_second(loss, first, second, points):
    return np.array([loss(first + share * second) for share in np.linspace(-0.5, 1.5, points)])


def from_the_middle(loss, first, second, points):
    return np.array([loss((first + second) / 2 + s * (second - first)) for s in np.linspace(-0.5, 1.5, points)])


def from_the_second(loss, first, second, points):
    return np.array([loss(second + s * (second - first)) for s in np.linspace(-0.5, 1.5, points)])


def first_twice(loss, first, second, points):
    return np.array([loss((1 + s) * first + s * second) for s in np.linspace(-0.5, 1.5, points)])


def halves_of_other_weights(loss, first, second, points):
    return np.array([loss(w) for w in np.linspace(1.5 * first - second, 1.5 * second - first, points)])


def direction_of_length_one(loss, first, second, points):
    return slice_of(loss, first, first + (second - first) / np.linalg.norm(second - first), points)


def last_place_left_out(loss, first, second, points):
    shares = np.linspace(-0.5, 1.5, points, endpoint=False)
    return np.array([loss(first + share * (second - first)) for share in shares])


def one_place_too_many(loss, first, second, points):
    return slice_of(loss, first, second, points + 1)


def step_of_one_over_points(loss, first, second, points):
    return np.array([loss(first + share * (second - first)) for share in np.arange(-0.5, 1.5, 1 / points)])


def one_place_too_few(loss, first, second, points):
    return slice_of(loss, first, second, points)[:-1]


def gaps_counted_too_many(loss, first, second, points):
    return slice_of(loss, first, second, points + 1)[:-1]


def all_at_once(loss, first, second, points):
    """An error, or weights of the wrong shape."""
    return loss(first + np.linspace(-0.5, 1.5, points) * (second - first))
