"""Mistakes that people really make in 06.1 and 06.2: the wrong answers that `check` names."""

import numpy as np

from nnlearn.lessons.gradient_descent.answers import descend, edge, hessian

# 06.1


def uphill(gradient, start, lr, steps, small):
    return descend(gradient, start, -lr, steps, small)


def gradient_of_the_start(gradient, start, lr, steps, small):
    count = steps if np.linalg.norm(gradient(start)) >= small else 0
    return start - lr * np.arange(count + 1)[:, None] * gradient(start)


def gradient_of_the_start_tested_on_the_way(gradient, start, lr, steps, small):
    path = [start]
    while len(path) <= steps and np.linalg.norm(gradient(path[-1])) >= small:
        path.append(path[-1] - lr * gradient(start))
    return np.array(path)


def weights_never_moved(gradient, start, lr, steps, small):
    """Each point is one step from the start: the next step does not begin where the last one ended."""
    count = steps if np.linalg.norm(gradient(start)) >= small else 0
    return np.array([start] + count * [start - lr * gradient(start)])


def start_missing(gradient, start, lr, steps, small):
    return descend(gradient, start, lr, steps, small)[1:]


def end_missing(gradient, start, lr, steps, small):
    return descend(gradient, start, lr, steps - 1, small)


def end_missing_if_flat(gradient, start, lr, steps, small):
    """The test stands before the point is kept."""
    path, w = [], start
    for _ in range(steps):
        if np.linalg.norm(gradient(w)) < small:
            break
        path.append(w)
        w = w - lr * gradient(w)
    return np.array(path)


def end_missing_always(gradient, start, lr, steps, small):
    return descend(gradient, start, lr, steps, small)[:-1]


def short_end_missing(gradient, start, lr, steps, small):
    """The place where the gradient is short is reached, and not kept."""
    path = [start]
    for _ in range(steps):
        w = path[-1] - lr * gradient(path[-1])
        if np.linalg.norm(gradient(w)) < small:
            break
        path.append(w)
    return np.array(path)


def start_twice(gradient, start, lr, steps, small):
    """The list begins with the start, and each turn keeps a point before its step."""
    return np.vstack([start, descend(gradient, start, lr, steps - 1, small)])


def never_stops(gradient, start, lr, steps, small):
    return descend(gradient, start, lr, steps, 0.0)


def same_array(gradient, start, lr, steps, small):
    path = descend(gradient, start, lr, steps, small)
    return np.tile(path[-1], (len(path), 1))


def same_array_after_the_start(gradient, start, lr, steps, small):
    """The start is a copy, all points after it are one array."""
    path = descend(gradient, start, lr, steps, small)
    return np.vstack([path[:1], np.tile(path[-1], (len(path) - 1, 1))])


def one_step_too_many(gradient, start, lr, steps, small):
    """The gradient that is tested is the one of the step just taken."""
    path = [start]
    for _ in range(steps):
        path.append(path[-1] - lr * gradient(path[-1]))
        if np.linalg.norm(gradient(path[-2])) < small:
            break
    return np.array(path)


def tested_after_the_step(gradient, start, lr, steps, small):
    """The gradient is tested where the step has ended: right, but for a start on flat ground."""
    path = [start]
    for _ in range(steps):
        path.append(path[-1] - lr * gradient(path[-1]))
        if np.linalg.norm(gradient(path[-1])) < small:
            break
    return np.array(path)


def walk_until(test, late=False):
    """Return an answer that stops as soon as test(w, g, lr, small) is true, before its step or after it."""

    def answer(gradient, start, lr, steps, small):
        path = [start]
        for _ in range(steps):
            g = gradient(path[-1])
            over = test(path[-1], g, lr, small)
            if over and not late:
                break
            path.append(path[-1] - lr * g)
            if over:
                break
        return np.array(path)

    return answer


NOT_THE_LENGTH = (
    *map(
        walk_until,
        (
            lambda w, g, lr, small: g @ g < small,  # the square
            lambda w, g, lr, small: np.linalg.norm(lr * g) < small,  # the step
            lambda w, g, lr, small: g < small,  # one yes or no for each weight: an error
            lambda w, g, lr, small: np.abs(g) < small,
            lambda w, g, lr, small: (np.abs(g) < small).all(),
            lambda w, g, lr, small: (np.abs(g) < small).any(),
            lambda w, g, lr, small: (g < small).all(),
            lambda w, g, lr, small: (g < small).any(),
            lambda w, g, lr, small: np.abs(g).sum() < small,
            lambda w, g, lr, small: np.abs(g).mean() < small,
            lambda w, g, lr, small: np.abs(g.sum()) < small,
            lambda w, g, lr, small: g.sum() < small,
            lambda w, g, lr, small: g.mean() < small,
            lambda w, g, lr, small: g.max() < small,
            lambda w, g, lr, small: np.sqrt((g**2).mean()) < small,
            lambda w, g, lr, small: (g**2).mean() < small,
            lambda w, g, lr, small: np.linalg.norm(w) < small,
            lambda w, g, lr, small: (g @ g) ** 2 < small,
            lambda w, g, lr, small: np.linalg.norm(g) < small**2,
        ),
    ),
    walk_until(lambda w, g, lr, small: np.linalg.norm(lr * g) < small, late=True),
    walk_until(lambda w, g, lr, small: g @ g < small, late=True),
)


# 06.2


def half_the_edge(gradient, w):
    return edge(gradient, w) / 2


def curvature_returned(gradient, w):
    return 2 / edge(gradient, w)


def smallest_curvature(gradient, w):
    return 2 / np.linalg.eigvalsh(hessian(gradient, w)).min()


def smallest_in_size(gradient, w):
    return 2 / np.abs(np.linalg.eigvalsh(hessian(gradient, w))).min()


def middle_curvature(gradient, w):
    return 2 / np.linalg.eigvalsh(hessian(gradient, w))[1]


def all_curvatures(gradient, w):
    return 2 / np.linalg.eigvalsh(hessian(gradient, w))


def smallest_of_the_edges(gradient, w):
    return (2 / np.linalg.eigvalsh(hessian(gradient, w))).min()


def largest_of_the_edges(gradient, w):
    return (2 / np.linalg.eigvalsh(hessian(gradient, w))).max()


def largest_in_size(gradient, w):
    return 2 / np.abs(np.linalg.eigvalsh(hessian(gradient, w))).max()


def diagonal_only(gradient, w):
    return 2 / np.diag(hessian(gradient, w)).max()


def from_the_matrix(measure):
    """Return an answer that takes some other number of the Hessian for its largest eigenvalue."""
    return lambda gradient, w: 2 / measure(hessian(gradient, w))


NOT_AN_EIGENVALUE = tuple(
    map(
        from_the_matrix,
        (
            np.max,
            lambda h: np.abs(h).max(),
            lambda h: np.abs(np.diag(h)).max(),
            np.trace,
            np.linalg.norm,
            np.sum,
            np.mean,
            lambda h: np.trace(h) / len(h),
            np.linalg.det,
            lambda h: np.abs(h).sum(axis=1).max(),
            lambda h: np.linalg.norm(h, axis=0).max(),
            lambda h: h[0, 0],
            lambda h: h[-1, -1],
        ),
    )
)
UNSORTED = tuple(
    map(from_the_matrix, (lambda h: np.linalg.eigvals(h)[0].real, lambda h: np.linalg.eigvals(h)[-1].real))
)


def all_weights_at_once(gradient, w, eps=1e-5):
    return 2 / ((gradient(w + eps) - gradient(w - eps)) / (2 * eps)).max()


def all_weights_at_once_in_size(gradient, w):
    eps = 1e-5
    return 2 / np.linalg.norm((gradient(w + eps) - gradient(w - eps)) / (2 * eps))


def all_weights_at_once_absolute(gradient, w):
    eps = 1e-5
    return 2 / np.abs((gradient(w + eps) - gradient(w - eps)) / (2 * eps)).max()


def all_weights_at_once_in_each_column(gradient, w, eps=1e-5):
    column = (gradient(w + eps) - gradient(w - eps)) / (2 * eps)
    return 2 / np.linalg.eigvals(np.tile(column[:, None], len(w))).real.max()


def all_weights_at_once_lower(gradient, w, eps=1e-5):
    column = (gradient(w + eps) - gradient(w - eps)) / (2 * eps)
    return 2 / np.linalg.eigvalsh(np.tile(column[:, None], len(w))).max()


def all_weights_at_once_in_rows(gradient, w, eps=1e-5):
    column = (gradient(w + eps) - gradient(w - eps)) / (2 * eps)
    return 2 / np.linalg.eigvalsh(np.tile(column, (len(w), 1))).max()


def gradient_at_unit_vectors(gradient, w):
    return 2 / np.linalg.eigvalsh(np.stack([gradient(one) for one in np.eye(len(w))], axis=1)).max()


def one_weight_alone(gradient, w):
    """An error: gradient gets a number."""
    return gradient(w[0] + 1e-5)


def moves_add_up(gradient, w):
    h = np.cumsum(hessian(gradient, w), axis=1)
    return 2 / np.linalg.eigvals(h).real.max()


def moves_add_up_lower(gradient, w):
    return 2 / np.linalg.eigvalsh(np.cumsum(hessian(gradient, w), axis=1)).max()


def moves_add_up_rows(gradient, w):
    return 2 / np.linalg.eigvalsh(np.cumsum(hessian(gradient, w), axis=0)).max()


def moves_add_up_symmetric(gradient, w):
    h = np.cumsum(hessian(gradient, w), axis=1)
    return 2 / np.linalg.eigvalsh((h + h.T) / 2).max()


def both_are_w(gradient, w):
    """With up = w and down = w both are one array, and the Hessian is 0."""
    return np.inf
