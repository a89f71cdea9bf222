"""Mistakes that people really make in 06.3: the wrong answers that `check` names."""

import numpy as np


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


def length_of_the_first_row(d, w):
    return d / rows_of(d)[0] * rows_of(w)[0]


ONE_LENGTH = (
    whole_direction,
    whole_weights,
    whole_matrix_steepest,
    whole_matrix_largest,
    length_of_the_first_row,
    lambda d, w: d / np.linalg.norm(d, 1) * np.linalg.norm(w, 1),  # the second argument is not an axis
    lambda d, w: d / rows_of(d) * rows_of(w)[0],
    lambda d, w: d / rows_of(d) * rows_of(w).mean(),
    lambda d, w: d / rows_of(d) * rows_of(w).max(),
    lambda d, w: d / rows_of(d).mean() * rows_of(w).mean(),
    lambda d, w: d / rows_of(d).max() * rows_of(w).max(),
)


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


WRONG_WAY = lengths_divided, lengths_multiplied, own_length_kept, lambda d, w: d / rows_of(w)


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
    by(lambda a: np.abs(a).max(axis=1, keepdims=True), rows_of),
    by(lambda a: np.abs(a).sum(axis=1, keepdims=True), rows_of),
    by(lambda a: np.sqrt(rows_of(a))),
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
