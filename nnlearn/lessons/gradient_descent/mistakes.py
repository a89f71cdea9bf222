"""Mistakes that people really make in the exercises of lesson 06: the wrong answers that `check` names."""

import numpy as np

from nnlearn.lessons.gradient_descent.answers import descend, edge, hessian, slice_of

# 06.1


def uphill(gradient, start, lr, steps, small):
    return descend(gradient, start, -lr, steps, small)


def gradient_of_the_start(gradient, start, lr, steps, small):
    count = steps if np.linalg.norm(gradient(start)) >= small else 0
    return start - lr * np.arange(count + 1)[:, None] * gradient(start)


def start_missing(gradient, start, lr, steps, small):
    return descend(gradient, start, lr, steps, small)[1:]


def never_stops(gradient, start, lr, steps, small):
    return descend(gradient, start, lr, steps, 0.0)


def same_array(gradient, start, lr, steps, small):
    w = start.copy()
    path = [w]
    while len(path) <= steps and np.linalg.norm(gradient(w)) >= small:
        w -= lr * gradient(w)
        path.append(w)
    return np.array(path)


def one_step_too_many(gradient, start, lr, steps, small):
    path = [start]
    for _ in range(steps):
        path.append(path[-1] - lr * gradient(path[-1]))
        if np.linalg.norm(gradient(path[-2])) < small:
            break
    return np.array(path)


# 06.2


def half_the_edge(gradient, w):
    return edge(gradient, w) / 2


def curvature_returned(gradient, w):
    return 2 / edge(gradient, w)


def smallest_curvature(gradient, w):
    return 2 / np.linalg.eigvalsh(hessian(gradient, w)).min()


def largest_in_size(gradient, w):
    return 2 / np.abs(np.linalg.eigvalsh(hessian(gradient, w))).max()


def diagonal_only(gradient, w):
    return 2 / np.diag(hessian(gradient, w)).max()


def all_weights_at_once(gradient, w):
    eps = 1e-5
    return 2 / ((gradient(w + eps) - gradient(w - eps)) / (2 * eps)).max()


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


def only_between(loss, first, second, points):
    return np.array([loss(first + share * (second - first)) for share in np.linspace(0, 1, points)])


def backwards(loss, first, second, points):
    return slice_of(loss, second, first, points)


def losses_mixed(loss, first, second, points):
    shares = np.linspace(-0.5, 1.5, points)
    return (1 - shares) * loss(first) + shares * loss(second)


def first_left_out(loss, first, second, points):
    return np.array([loss(share * (second - first)) for share in np.linspace(-0.5, 1.5, points)])


def direction_of_length_one(loss, first, second, points):
    return slice_of(loss, first, first + (second - first) / np.linalg.norm(second - first), points)


def last_place_left_out(loss, first, second, points):
    shares = np.linspace(-0.5, 1.5, points, endpoint=False)
    return np.array([loss(first + share * (second - first)) for share in shares])
