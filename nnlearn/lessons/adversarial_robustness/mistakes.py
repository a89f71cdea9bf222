"""Mistakes that people really make in 29.1 and 29.2: the wrong answers that `check` names."""

import numpy as np

# 29.1


def softmax(z, axis=1):
    p = np.exp(z - z.max(axis=axis, keepdims=True))
    return p / p.sum(axis=axis, keepdims=True)


def forging(probabilities=softmax, wanted=None, slope=None, step=None, end=None):
    """Return an answer with some of its parts made otherwise.

    `probabilities(z)` makes p (N, classes), `wanted(z, k)` the classes, `slope(e, W, x)` g (N, d), `step(g)` what is
    multiplied by eps, and `end(x, change)` the pictures.
    """

    def answer(W, b, x, k, eps):
        z = x @ W.T + b
        e = probabilities(z) - np.eye(len(b))[k if wanted is None else wanted(z, k)]
        g = slope(e, W, x) if slope else e @ W
        change = -eps * (step(g) if step else np.sign(g))
        return end(x, change) if end else np.clip(x + change, 0, 1)

    return answer


no_sign = forging(step=lambda g: g)
NO_SIGNS = (
    forging(step=lambda g: g / np.linalg.norm(g, axis=1, keepdims=True)),
    forging(step=lambda g: g / abs(g).max(axis=1, keepdims=True)),
    forging(step=lambda g: g / len(g)),
    forging(slope=lambda e, W, x: np.sign(e) @ W, step=lambda g: g),
)
away = forging(step=lambda g: -np.sign(g))
one_for_all = forging(step=lambda g: np.sign(g.mean(axis=0)))
not_clipped = forging(end=np.add)
NOT_CLIPPED = (
    forging(end=lambda x, change: x + np.clip(change, 0, 1)),
    forging(end=lambda x, change: x - np.clip(-change, 0, 1)),
    forging(end=lambda x, change: np.maximum(x + change, 0)),
    forging(end=lambda x, change: np.minimum(x + change, 1)),
)
of_the_weights = forging(slope=lambda e, W, x: e.T @ x)
no_softmax = forging(probabilities=lambda z: z)


def one_of_all_rows(W, b, x, k, eps):
    """p[:, k] takes all of k in each row."""
    e = softmax(x @ W.T + b)
    e[:, k] -= 1
    return np.clip(x - eps * np.sign(e @ W), 0, 1)


def from_one_to_another(W, b, x, k, eps):
    """From the class that is read to the wanted one, as if no other class had a probability."""
    return np.clip(x + eps * np.sign(W[k] - W[(x @ W.T + b).argmax(axis=1)]), 0, 1)


NO_SOFTMAX = (
    one_of_all_rows,
    from_one_to_another,
    forging(probabilities=lambda z: np.exp(z - z.max()) / np.exp(z - z.max()).sum()),
    forging(probabilities=lambda z: softmax(z, axis=0)),
    forging(probabilities=lambda z: 1 / (1 + np.exp(-np.clip(z, -500, 500)))),
    forging(probabilities=np.zeros_like),
    forging(probabilities=lambda z: np.full(z.shape, 1 / z.shape[1])),
)
from_the_answer = forging(wanted=lambda z, k: z.argmax(axis=1), step=lambda g: -np.sign(g))
FROM_THE_ANSWER = (forging(wanted=lambda z, k: z.argmax(axis=1)),)
the_change = forging(end=lambda x, change: np.clip(x + change, 0, 1) - x)
THE_CHANGES = (forging(end=lambda x, change: change), forging(end=lambda x, change: np.clip(change, 0, 1)))

# 29.2


def climbing(first=None, where=None, step=None, project=None, end=None, once=False):
    """Return an answer with some of its parts made otherwise.

    `first(x, start)` is the first point, `where(a, x, start)` the point whose slope is taken, `step(g, eps, rate)` the
    step, `project(a, before, x, start, eps)` keeps it in bounds (`once`: after the last step only), `end(a, x)` is
    returned.
    """

    def both(a, before, x, start, eps):
        return np.clip(np.clip(a, x - eps, x + eps), 0, 1)

    def answer(slope, x, start, eps, rate, steps):
        keep = project or both
        a = first(x, start) if first else start
        for _ in range(steps):
            g = slope(where(a, x, start) if where else a)
            moved = a + (step(g, eps, rate) if step else rate * np.sign(g))
            a = moved if once else keep(moved, a, x, start, eps)
        a = keep(a, a, x, start, eps) if once else a
        return end(a, x) if end else a

    return answer


def within(a, middle, eps):
    return np.clip(np.clip(a, middle - eps, middle + eps), 0, 1)


around_the_last = climbing(project=lambda a, before, x, start, eps: within(a, before, eps))
AROUND = (climbing(project=lambda a, before, x, start, eps: within(a, start, eps)),)
slope_of_the_picture = climbing(where=lambda a, x, start: x)
SLOPES = (climbing(where=lambda a, x, start: start),)
no_budget = climbing(project=lambda a, before, x, start, eps: np.clip(a, 0, 1))


def shortened(a, before, x, start, eps):
    """The change as a whole is at most eps long."""
    size = np.linalg.norm(a - x, axis=1, keepdims=True)
    return np.clip(x + (a - x) * np.minimum(1, eps / np.maximum(size, 1e-12)), 0, 1)


def shortened_at_once(a, before, x, start, eps):
    """The changes of all pictures together are at most eps long."""
    return np.clip(x + (a - x) * min(1, eps / max(np.linalg.norm(a - x), 1e-12)), 0, 1)


NO_BUDGET = (
    climbing(project=lambda a, *others: a),
    climbing(project=shortened),
    climbing(project=shortened_at_once),
    climbing(project=lambda a, before, x, start, eps: np.clip(np.minimum(a, x + eps), 0, 1)),
    climbing(project=lambda a, before, x, start, eps: np.clip(np.maximum(a, x - eps), 0, 1)),
)
out_of_range = climbing(project=lambda a, before, x, start, eps: np.clip(a, x - eps, x + eps))
at_the_end = climbing(once=True)
change_returned = climbing(end=lambda a, x: a - x)
CHANGES = (
    climbing(project=lambda a, before, x, start, eps: np.clip(np.clip(a - x, -eps, eps), 0, 1)),
    climbing(project=lambda a, before, x, start, eps: np.clip(a - x, -eps, eps)),
    climbing(project=lambda a, before, x, start, eps: np.clip(np.clip(a, -eps, eps), 0, 1)),
)
no_sign_in_steps = climbing(step=lambda g, eps, rate: rate * g)
STEPS = (
    climbing(step=lambda g, eps, rate: eps * np.sign(g)),
    climbing(step=lambda g, eps, rate: -rate * np.sign(g)),
    climbing(step=lambda g, eps, rate: rate * eps * np.sign(g)),
    climbing(step=lambda g, eps, rate: rate * g / np.linalg.norm(g)),
    climbing(step=lambda g, eps, rate: rate * g / abs(g).max()),
    climbing(step=lambda g, eps, rate: rate * g / abs(g).max(axis=1, keepdims=True)),
    climbing(step=lambda g, eps, rate: rate * g / np.linalg.norm(g, axis=1, keepdims=True)),
)
from_the_picture = climbing(first=lambda x, start: x)
STARTS = (climbing(first=lambda x, start: x + start), climbing(first=lambda x, start: np.clip(x + start, 0, 1)))
