"""Mistakes that people really make in 24.5: the wrong answers that `check` names."""

import numpy as np

from nnlearn.lessons.boltzmann_machines.mistakes import sigmoid


def chances(z, states):
    return np.exp(z @ states.T - np.logaddexp(0, z).sum(axis=1, keepdims=True))


def exact(start=None, sweeps=None, chances=chances, sleep=None, end=None):
    """Return an answer with some of its parts made otherwise.

    `start(q, v)` makes the chances of the first hidden states, `sweeps(k)` is how many sweeps follow the first,
    `sleep(p, pictures, h, q)` the mean at the ends (h being their hidden cells, q the chances of the hidden states
    before), and `end(wake, sleep, v)` the result.
    """

    def answer(v, pictures, hiddens, W, b, c, k):
        up, down = chances(pictures @ W + c, hiddens), chances(hiddens @ W.T + b, pictures)
        q = chances(v @ W + c, hiddens).mean(axis=0)
        q = start(q, v) if start else q
        p = q @ down
        for _ in range(sweeps(k) if sweeps else k - 1):
            q = p @ up
            p = q @ down
        first = v.T @ sigmoid(v @ W + c) / len(v)
        h = sigmoid(pictures @ W + c)
        last = sleep(p, pictures, h, q @ hiddens) if sleep else (pictures.T * p) @ h
        return end(first, last, v) if end else first - last

    return answer


def only_cells_that_are_on(z, states):
    """The product over cells that are on; those that are off are forgotten."""
    return np.exp(-states @ np.logaddexp(0, -z).T).T


def energies_alone(z, states):
    """Exponentials that are not divided by their sum."""
    return np.exp(z @ states.T)


def divided_over_the_pictures(z, states):
    w = chances(z, states)
    return w / w.sum(axis=0, keepdims=True)


def mean_field(v, pictures, hiddens, W, b, c, k):
    """Probabilities are handed on in place of states."""
    u = v
    for _ in range(k):
        u = sigmoid(sigmoid(u @ W + c) @ W.T + b)
    return (v.T @ sigmoid(v @ W + c) - u.T @ sigmoid(u @ W + c)) / len(v)


def half_mean_field(v, pictures, hiddens, W, b, c, k):
    """The chances of the visible states come from the hidden cells' probabilities."""
    h, (up, down) = sigmoid(v @ W + c), (chances(pictures @ W + c, hiddens), chances(hiddens @ W.T + b, pictures))
    p = chances(h @ W.T + b, pictures).mean(axis=0)
    for _ in range(k - 1):
        p = p @ up @ down
    return v.T @ h / len(v) - (pictures.T * p) @ sigmoid(pictures @ W + c)


def mean_picture(v, pictures, hiddens, W, b, c, k):
    """The chains start at the mean of the pictures."""
    return exact(start=lambda q, v: chances(v.mean(axis=0, keepdims=True) @ W + c, hiddens)[0])(
        v, pictures, hiddens, W, b, c, k
    )


def at_rest(v, pictures, hiddens, W, b, c, k):
    """The exact gradient: the distribution of the machine itself."""
    scores = pictures @ b + np.logaddexp(0, pictures @ W + c).sum(axis=1)
    p = np.exp(scores - scores.max())
    p = p / p.sum()
    return v.T @ sigmoid(v @ W + c) / len(v) - (pictures.T * p) @ sigmoid(pictures @ W + c)


def swept(v, pictures, hiddens, W, b, c, start, power):
    """Return the answer of a matrix: `start` are chances of visible states, `power(M)` is M of all sweeps."""
    p = start @ power(chances(pictures @ W + c, hiddens) @ chances(hiddens @ W.T + b, pictures))
    return v.T @ sigmoid(v @ W + c) / len(v) - (pictures.T * p) @ sigmoid(pictures @ W + c)


def wake_means_multiplied(v, pictures, hiddens, W, b, c, k, sleep=None):
    h = sigmoid(v @ W + c)
    rest = exact(sleep=sleep)(v, pictures, hiddens, W, b, c, k) - v.T @ h / len(v)
    return np.outer(v.mean(axis=0), h.mean(axis=0)) + rest


def both_means_multiplied(v, pictures, hiddens, W, b, c, k):
    def sleep(p, pictures, h, before):
        return np.outer(p @ pictures, p @ h)

    return wake_means_multiplied(v, pictures, hiddens, W, b, c, k, sleep)


def found_among(v, pictures):
    return (v[:, None] == pictures[None]).all(axis=2)


def all_pictures_alike(v, pictures, hiddens, W, b, c, k):
    start = np.full(len(pictures), 1 / len(pictures))
    return swept(v, pictures, hiddens, W, b, c, start, lambda M: np.linalg.matrix_power(M, k))


def each_picture_once(v, pictures, hiddens, W, b, c, k):
    start = found_among(v, pictures).any(axis=0)
    return swept(v, pictures, hiddens, W, b, c, start / start.sum(), lambda M: np.linalg.matrix_power(M, k))


def power_of_numbers(v, pictures, hiddens, W, b, c, k):
    """Each chance to the power of k, not the matrix."""
    return swept(v, pictures, hiddens, W, b, c, found_among(v, pictures).mean(axis=0), lambda M: M**k)


def mean_picture_at_the_end(v, pictures, hiddens, W, b, c, k):
    """For each chain the mean of its end goes up."""
    up, down = chances(pictures @ W + c, hiddens), chances(hiddens @ W.T + b, pictures)
    u = chances(v @ W + c, hiddens) @ down @ np.linalg.matrix_power(up @ down, k - 1) @ pictures
    return (v.T @ sigmoid(v @ W + c) - u.T @ sigmoid(u @ W + c)) / len(v)


expected_one_more = exact(sweeps=lambda k: k)
EXPECTED_SWEEPS = (exact(sweeps=lambda k: k - 2), exact(sweeps=lambda k: 0))
MEAN_FIELDS = (half_mean_field, mean_picture, mean_picture_at_the_end)
CHANCES = (exact(chances=energies_alone), exact(chances=divided_over_the_pictures), power_of_numbers)
forgotten = exact(chances=only_cells_that_are_on)
uniform_start = exact(start=lambda q, v: np.full(len(q), 1 / len(q)))
STARTS = (
    exact(start=lambda q, v: np.eye(len(q))[q.argmax()]),
    exact(start=lambda q, v: np.eye(len(q))[0]),
    all_pictures_alike,
    each_picture_once,
)
expected_sleep_minus_wake = exact(end=lambda wake, sleep, v: sleep - wake)
ENDS = (exact(end=lambda wake, sleep, v: sleep), exact(end=lambda wake, sleep, v: wake))
wake_summed = exact(end=lambda wake, sleep, v: wake * len(v) - sleep)
SUMMED = (
    exact(end=lambda wake, sleep, v: (wake - sleep) * len(v)),
    exact(end=lambda wake, sleep, v: wake - sleep / len(v)),
    exact(end=lambda wake, sleep, v: wake - sleep * len(v)),
)
expected_means_multiplied = exact(sleep=lambda p, pictures, h, before: np.outer(p @ pictures, p @ h))
EXPECTED_PAIRS = (
    exact(sleep=lambda p, pictures, h, before: np.outer(p @ pictures, before)),
    both_means_multiplied,
    wake_means_multiplied,
)
