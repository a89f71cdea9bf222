"""Mistakes that people really make in exercise 26.4, mode coverage."""

import numpy as np

from nnlearn.lessons.gans.answers import coverage


def distances(x, modes):
    """Return the distance of each point from each mode, (n, k)."""
    return np.linalg.norm(x[:, None] - modes, axis=2)


def on_each(x, modes, reach):
    """Return how many points lie on each mode."""
    away = distances(x, modes)
    return np.bincount(away.argmin(axis=1)[away.min(axis=1) <= reach], minlength=len(modes))


def reach_not_used(x, modes, reach, least):
    return coverage(x, modes, np.inf, least)


def one_point_is_enough(x, modes, reach, least):
    return coverage(x, modes, reach, 1)


def one_point_in_reach_is_enough(x, modes, reach, least):
    away = distances(x, modes)
    return int((away.min(axis=0) <= reach).sum()), (away.min(axis=1) <= reach).mean()


def first_mode_in_reach(x, modes, reach, least):
    close = distances(x, modes) <= reach
    counts = np.bincount(close.argmax(axis=1)[close.any(axis=1)], minlength=len(modes))
    return int((counts >= least).sum()), close.any(axis=1).mean()


def last_mode_in_reach(x, modes, reach, least):
    return first_mode_in_reach(x, modes[::-1], reach, least)


def every_mode_in_reach(x, modes, reach, least):
    close = distances(x, modes) <= reach
    return int((close.sum(axis=0) >= least).sum()), close.sum() / len(x)


def more_than_least(x, modes, reach, least):
    return coverage(x, modes, reach, least + 1)


def points_counted(x, modes, reach, least):
    share = coverage(x, modes, reach, least)[1]
    return round(share * len(x)), share


def points_of_the_captured_counted(x, modes, reach, least):
    counts = on_each(x, modes, reach)
    return int(counts[counts >= least].sum()), counts.sum() / len(x)


def share_of_the_captured_modes(x, modes, reach, least):
    counts = on_each(x, modes, reach)
    return int((counts >= least).sum()), counts[counts >= least].sum() / len(x)


def share_of_the_modes(x, modes, reach, least):
    captured = coverage(x, modes, reach, least)[0]
    return captured, captured / len(modes)


def captured_for_each_point(x, modes, reach, least):
    captured = coverage(x, modes, reach, least)[0]
    return captured, captured / len(x)


def share_of_the_points_on_a_mode(x, modes, reach, least):
    counts = on_each(x, modes, reach)
    return int((counts >= least).sum()), counts[counts >= least].sum() / max(counts.sum(), 1)


def points_for_each_mode(x, modes, reach, least):
    counts = on_each(x, modes, reach)
    return int((counts >= least).sum()), counts.sum() / len(modes)


def squared_distances(x, modes, reach, least):
    return coverage(x, modes, np.sqrt(reach), least)


def sums_of_both_axes(x, modes, reach, least):
    away = np.abs(x[:, None] - modes).sum(axis=2)
    counts = np.bincount(away.argmin(axis=1)[away.min(axis=1) <= reach], minlength=len(modes))
    return int((counts >= least).sum()), counts.sum() / len(x)


def each_axis_by_itself(x, modes, reach, least):
    away = np.abs(x[:, None] - modes).max(axis=2)
    counts = np.bincount(away.argmin(axis=1)[away.min(axis=1) <= reach], minlength=len(modes))
    return int((counts >= least).sum()), counts.sum() / len(x)


def one_axis_only(x, modes, reach, least):
    return coverage(x[:, :1], modes[:, :1], reach, least)


def nearest_point_of_each_mode(x, modes, reach, least):
    away = distances(x, modes)
    on = away.min(axis=0) <= reach
    counts = np.bincount(away.argmin(axis=0)[on], minlength=len(modes))
    return int((counts >= least).sum()), on.mean()


def modes_with_a_near_point(x, modes, reach, least):
    on = distances(x, modes).min(axis=0) <= reach
    return int(on.sum()), on.mean()
