"""Mistakes that people really make in 06.1: the wrong answers that `check` names."""

import numpy as np

from nnlearn.lessons.gradient_descent.answers import descend


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


def steps_from_the_start(gradient, start, lr, steps, small):
    """The slope is measured where the last step ended, but each step begins at the start."""
    path = [start]
    while len(path) <= steps and np.linalg.norm(gradient(path[-1])) >= small:
        path.append(start - lr * gradient(path[-1]))
    return np.array(path)


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


def end_missing_without_a_stop(gradient, start, lr, steps, small):
    return descend(gradient, start, lr, steps - 1, 0.0)


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
            lambda w, g, lr, small: np.sqrt(np.abs(g).sum()) < small,
            lambda w, g, lr, small: (g**2).mean() < small,
            lambda w, g, lr, small: np.linalg.norm(w) < small,
            lambda w, g, lr, small: (g @ g) ** 2 < small,
            lambda w, g, lr, small: np.linalg.norm(g) < small**2,
        ),
    ),
    walk_until(lambda w, g, lr, small: np.linalg.norm(lr * g) < small, late=True),
    walk_until(lambda w, g, lr, small: g @ g < small, late=True),
)
