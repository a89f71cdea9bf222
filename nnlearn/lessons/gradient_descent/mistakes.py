"""Mistakes that people really make in the exercises of lesson 06: the wrong answers that `check` names."""

import numpy as np

from nnlearn.lessons.gradient_descent.answers import descend, edge, slice_of

# 06.1


def uphill(gradient, start, lr, steps):
    return descend(gradient, start, -lr, steps)


def gradient_of_the_start(gradient, start, lr, steps):
    return start - lr * np.arange(steps + 1)[:, None] * gradient(start)


def start_missing(gradient, start, lr, steps):
    return descend(gradient, start, lr, steps)[1:]


def end_only(gradient, start, lr, steps):
    return descend(gradient, start, lr, steps)[-1]


def same_array(gradient, start, lr, steps):
    theta = start.copy()
    path = [theta]
    for _ in range(steps):
        theta -= lr * gradient(theta)
        path.append(theta)
    return np.array(path)


def one_step_too_many(gradient, start, lr, steps):
    return descend(gradient, start, lr, steps + 1)


# 06.2


def one_over_L(x):
    return edge(x) / 2


def two_forgotten(x):
    return 2 * edge(x)


def smallest_curvature(x):
    return 2 / np.linalg.eigvalsh(2 * x.T @ x / len(x)).min()


def not_divided(x):
    return 2 / np.linalg.eigvalsh(2 * x.T @ x).max()


def diagonal_only(x):
    return 2 / (2 * (x**2).mean(axis=0)).max()


# 06.3


def whole_matrix(d, w):
    return d / np.linalg.norm(d) * np.linalg.norm(w)


def columns_for_rows(d, w):
    return d / np.linalg.norm(d, axis=0) * np.linalg.norm(w, axis=0)


def keepdims_forgotten(d, w):
    return d / np.linalg.norm(d, axis=1) * np.linalg.norm(w, axis=1)


def rows_of_length_one(d, w):
    return d / np.linalg.norm(d, axis=1, keepdims=True)


def own_length_kept(d, w):
    return d * np.linalg.norm(w, axis=1, keepdims=True)


# 06.4


def one_side_only(loss, centre, direction, span, points):
    return np.array([loss(centre + a * direction) for a in np.linspace(0, span, points)])


def centre_left_out(loss, centre, direction, span, points):
    return np.array([loss(a * direction) for a in np.linspace(-span, span, points)])


def direction_of_length_one(loss, centre, direction, span, points):
    return slice_of(loss, centre, direction / np.linalg.norm(direction), span, points)


def last_place_left_out(loss, centre, direction, span, points):
    return np.array([loss(centre + a * direction) for a in np.linspace(-span, span, points, endpoint=False)])
