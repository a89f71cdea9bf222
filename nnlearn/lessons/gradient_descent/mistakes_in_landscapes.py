"""Mistakes that people really make in 06.4: the wrong answers that `check` names."""

import numpy as np

from nnlearn.lessons.gradient_descent.answers import slice_of


def along(first_share, last_share):
    """Return an answer with other ends."""
    return lambda loss, first, second, points: np.array(
        [loss(first + share * (second - first)) for share in np.linspace(first_share, last_share, points)]
    )


OTHER_ENDS: tuple = tuple(
    along(*ends)
    for ends in (
        (-1, 2), (-0.5, 1), (0, 1.5), (-0.5, 0.5), (0, 2), (-1, 1), (0.5, 1.5), (-1, 1.5), (-0.5, 2), (-1.5, 1.5),
        (-0.5, 2.5), (-1.5, 0.5), (-0.25, 1.25), (0.5, 2.5), (0.5, 0.5), (0, 0.5), (0.5, 1),
    )
)  # fmt: skip


def whole_distances(loss, first, second, points):
    """The shares are 0, 1, 2 ..."""
    return np.array([loss(first + share * (second - first)) for share in range(points)])


def half_way_and_not_there(loss, first, second, points):
    return np.array([loss(first + (k / points - 0.5) * (second - first)) for k in range(points)])


def from_the_middle(loss, first, second, points):
    return np.array([loss((first + second) / 2 + s * (second - first)) for s in np.linspace(-0.5, 1.5, points)])


OTHER_ENDS = (*OTHER_ENDS, whole_distances, half_way_and_not_there, from_the_middle)


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
            lambda first, second: ((first + second) / 2,) * 2,
            lambda first, second: (first + second / 2,) * 2,
            lambda first, second: (second - first / 2,) * 2,  # brackets forgotten
            lambda first, second: (second + first / 2, second - first / 2),
            lambda first, second: (first - second / 2,) * 2,
            lambda first, second: (second / 2, first / 2),
            lambda first, second: (1.5 * first, second / 2),  # from -0.5 first to 1.5 second
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


def first_twice(loss, first, second, points):
    return np.array([loss((1 + s) * first + s * second) for s in np.linspace(-0.5, 1.5, points)])


def halves_of_other_weights(loss, first, second, points):
    return np.array([loss(w) for w in np.linspace(1.5 * first - second, 1.5 * second - first, points)])


def one_share_for_both(loss, first, second, points):
    return np.array([loss(s * first + s * second) for s in np.linspace(-0.5, 1.5, points)])


OTHER_LINES = second_left_out, whole_first_and_second, first_twice, halves_of_other_weights, one_share_for_both


def direction_of_length_one(loss, first, second, points):
    return slice_of(loss, first, first + (second - first) / np.linalg.norm(second - first), points)


def in_distances(direction, before, after):
    """Return an answer that goes along direction(way, distance), from before(distance) to after(distance)."""

    def answer(loss, first, second, points):
        way, distance = second - first, np.linalg.norm(second - first)
        along = direction(way, distance)
        return np.array([loss(first + s * along) for s in np.linspace(before(distance), after(distance), points)])

    return answer


SHARES_AND_DISTANCES = (
    in_distances(lambda way, distance: way, lambda distance: -distance / 2, lambda distance: 1.5 * distance),
    in_distances(lambda way, distance: way / distance, lambda distance: -0.5, lambda distance: distance + 0.5),
    in_distances(lambda way, distance: way, lambda distance: -0.5, lambda distance: distance + 0.5),
    in_distances(lambda way, distance: way * distance, lambda distance: -0.5, lambda distance: 1.5),
    in_distances(lambda way, distance: way / distance, lambda distance: -0.5, lambda distance: 1.5 * distance),
)


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


GAPS_MISCOUNTED = (
    lambda loss, first, second, points: slice_of(loss, first, second, 2 * points + 1)[1::2],  # the middles
    one_place_too_many,
    step_of_one_over_points,
    one_place_too_few,
    gaps_counted_too_many,
    lambda loss, first, second, points: slice_of(loss, first, second, points + 1)[1:],  # the first place left out
    lambda loss, first, second, points: slice_of(loss, first, second, points + 2)[:-2],
    lambda loss, first, second, points: slice_of(loss, first, second, points + 2)[1:-1],  # neither end belongs to it
    lambda loss, first, second, points: slice_of(loss, first, second, points + 2),
)


def all_at_once(loss, first, second, points):
    """An error: shapes (points,) and (d,)."""
    return loss(first + np.linspace(-0.5, 1.5, points) * (second - first))


def table(first, second, points):
    """Return all places, (points, d)."""
    return first + np.linspace(-0.5, 1.5, points)[:, None] * (second - first)


ALL_AT_ONCE = (
    lambda loss, first, second, points: loss(table(first, second, points)),  # one number, the sum of all
    lambda loss, first, second, points: np.array([loss(table(first, second, points))]),
    lambda loss, first, second, points: np.full(points, loss(table(first, second, points))),
    lambda loss, first, second, points: loss(table(first, second, points).T),  # an error
)
