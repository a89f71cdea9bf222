"""Mistakes that people really make in 24.4 and 24.5: the wrong answers that `check` names."""

import numpy as np

from nnlearn.lessons.boltzmann_machines.mistakes import below, sigmoid

# 24.4


def diverging(start=None, sweeps=None, hand_on=None, back=None, wake=None, sleep=None, count=len, sign=1.0):
    """Return an answer with some of its parts made otherwise.

    `start(v, rng)` is where the chains begin, `sweeps(k)` how many there are, `hand_on(p, rng)` what the visible cells
    see, `back(p, rng)` what the next sweep sees; `wake(p, rng)` and `sleep(p, rng)` are the hidden cells of the two
    means, and `count(v)` what sums are divided by.
    """

    def answer(v, W, b, c, k, rng):
        u = start(v, rng) if start else v
        first = sigmoid(v @ W + c)
        first = wake(first, rng) if wake else first
        for _ in range(sweeps(k) if sweeps else k):
            p = sigmoid(u @ W + c)
            h = hand_on(p, rng) if hand_on else below(p, rng)
            p = sigmoid(h @ W.T + b)
            u = back(p, rng) if back else below(p, rng)
        last = sigmoid(u @ W + c)
        last = sleep(last, rng) if sleep else last
        n = count(v)
        dW = sign * (v.T @ first - u.T @ last) / n
        return dW, sign * (v - u).sum(axis=0) / n, sign * (first - last).sum(axis=0) / n

    return answer


def same(p, rng):
    return p


sleep_minus_wake = diverging(sign=-1.0)


def wake_alone(v, W, b, c, k, rng):
    h = sigmoid(v @ W + c)
    return v.T @ h / len(v), v.mean(axis=0), h.mean(axis=0)


def sleep_alone(v, W, b, c, k, rng):
    dW, db, dc = wake_alone(v, W, b, c, k, rng)
    found = diverging()(v, W, b, c, k, rng)
    return tuple(one - other for one, other in zip((dW, db, dc), found, strict=True))


SIGNS = (wake_alone, sleep_alone)
one_sweep_more = diverging(sweeps=lambda k: k + 1)
SWEEPS = (diverging(sweeps=lambda k: k - 1), diverging(sweeps=lambda k: 1))
last_drawn = diverging(sleep=below)
DRAWN = (diverging(wake=below), diverging(wake=below, sleep=below))
probabilities_handed_on = diverging(hand_on=same)
HANDED_ON = (
    diverging(back=same),
    diverging(hand_on=same, back=same),
    diverging(hand_on=lambda p, rng: below(p, rng) * 0 + p),
    diverging(back=lambda p, rng: below(p, rng) * 0 + p),
)
summed = diverging(count=lambda v: 1)


def of_all_numbers(v, W, b, c, k, rng):
    dW, db, dc = diverging(count=lambda v: 1)(v, W, b, c, k, rng)
    return dW / len(v), db / v.size, dc / (len(v) * len(c))


def only_W_divided(v, W, b, c, k, rng):
    dW, db, dc = diverging(count=lambda v: 1)(v, W, b, c, k, rng)
    return dW / len(v), db, dc


def biases_divided(v, W, b, c, k, rng):
    dW, db, dc = diverging(count=lambda v: 1)(v, W, b, c, k, rng)
    return dW, db / len(v), dc / len(v)


COUNTS = (
    diverging(count=lambda v: v.shape[1]),
    diverging(count=np.size),
    of_all_numbers,
    only_W_divided,
    biases_divided,
)
not_from_the_data = diverging(start=lambda v, rng: (rng.random(v.shape) < 0.5).astype(float))
OTHER_STARTS = (diverging(start=lambda v, rng: np.zeros_like(v)), diverging(start=lambda v, rng: rng.random(v.shape)))


def always_from_the_data(v, W, b, c, k, rng):
    """Each sweep starts at the data again."""
    for _ in range(k):
        h = below(sigmoid(v @ W + c), rng)
        u = below(sigmoid(h @ W.T + b), rng)
    first, last = sigmoid(v @ W + c), sigmoid(u @ W + c)
    return (v.T @ first - u.T @ last) / len(v), (v - u).mean(axis=0), (first - last).mean(axis=0)


def hidden_of_the_sweep(v, W, b, c, k, rng):
    """The hidden cells that made the end, not those that the end makes."""
    u = v
    for _ in range(k):
        p = sigmoid(u @ W + c)
        h = below(p, rng)
        u = below(sigmoid(h @ W.T + b), rng)
    first = sigmoid(v @ W + c)
    return (v.T @ first - u.T @ h) / len(v), (v - u).mean(axis=0), (first - h).mean(axis=0)


def probabilities_of_the_sweep(v, W, b, c, k, rng):
    u = v
    for _ in range(k):
        p = sigmoid(u @ W + c)
        u = below(sigmoid(below(p, rng) @ W.T + b), rng)
    first = sigmoid(v @ W + c)
    return (v.T @ first - u.T @ p) / len(v), (v - u).mean(axis=0), (first - p).mean(axis=0)


def means_multiplied(v, W, b, c, k, rng):
    """The product of the means, not the mean of the products."""
    _, db, dc = diverging()(v, W, b, c, k, rng)
    first = sigmoid(v @ W + c)
    wake = np.outer(v.mean(axis=0), first.mean(axis=0))
    return wake - np.outer(v.mean(axis=0) - db, first.mean(axis=0) - dc), db, dc


OTHER_PAIRS = (probabilities_of_the_sweep, means_multiplied)

# 24.5


def chances(z, states):
    return np.exp(z @ states.T - np.logaddexp(0, z).sum(axis=1, keepdims=True))


def exact(start=None, sweeps=None, chances=chances, sleep=None, end=None):
    """Return an answer with some of its parts made otherwise.

    `start(q, v)` makes the chances of the first hidden states, `sweeps(k)` is how many sweeps follow the first, and
    `end(wake, sleep, v)` the result.
    """

    def answer(v, pictures, hiddens, W, b, c, k):
        up, down = chances(pictures @ W + c, hiddens), chances(hiddens @ W.T + b, pictures)
        q = chances(v @ W + c, hiddens).mean(axis=0)
        p = (start(q, v) if start else q) @ down
        for _ in range(sweeps(k) if sweeps else k - 1):
            p = p @ up @ down
        first = v.T @ sigmoid(v @ W + c) / len(v)
        last = (pictures.T * p) @ sigmoid(pictures @ W + c)
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


expected_one_more = exact(sweeps=lambda k: k)
EXPECTED_SWEEPS = (exact(sweeps=lambda k: k - 2), exact(sweeps=lambda k: 0))
MEAN_FIELDS = (half_mean_field, mean_picture)
CHANCES = (exact(chances=energies_alone), exact(chances=divided_over_the_pictures))
forgotten = exact(chances=only_cells_that_are_on)
uniform_start = exact(start=lambda q, v: np.full(len(q), 1 / len(q)))
STARTS = (exact(start=lambda q, v: np.eye(len(q))[q.argmax()]), exact(start=lambda q, v: np.eye(len(q))[0]))
expected_sleep_minus_wake = exact(end=lambda wake, sleep, v: sleep - wake)
ENDS = (exact(end=lambda wake, sleep, v: sleep), exact(end=lambda wake, sleep, v: wake))
wake_summed = exact(end=lambda wake, sleep, v: wake * len(v) - sleep)
SUMMED = (exact(end=lambda wake, sleep, v: (wake - sleep) * len(v)), exact(end=lambda w, s, v: w - s / len(v)))
