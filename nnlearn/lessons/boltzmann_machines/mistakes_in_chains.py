"""Mistakes that people really make in 24.4: the wrong answers that `check` names."""

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


def walked(v, W, b, c, k, rng):
    """Return the first hidden cells that are drawn, the ends, their probabilities, and the last hidden cells."""
    u, drawn = v, []
    for _ in range(k):
        drawn.append(below(sigmoid(u @ W + c), rng))
        on = sigmoid(drawn[-1] @ W.T + b)
        u = below(on, rng)
    return drawn[0], u, on, drawn[-1]


def paired(v, first, u, last):
    return (v.T @ first - u.T @ last) / len(v), (v - u).mean(axis=0), (first - last).mean(axis=0)


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


def data_lost(v, W, b, c, k, rng):
    """v itself walks, so that at the end there are no data any more, but for the hidden cells of wake."""
    first, v = sigmoid(v @ W + c), walked(v, W, b, c, k, rng)[1]
    last = sigmoid(v @ W + c)
    return v.T @ (first - last) / len(v), np.zeros(len(b)), (first - last).mean(axis=0)


def all_data_lost(v, W, b, c, k, rng):
    return tuple(np.zeros_like(part) for part in (W, b, c))


SIGNS = (wake_alone, sleep_alone, data_lost, all_data_lost)
one_sweep_more = diverging(sweeps=lambda k: k + 1)
SWEEPS = (diverging(sweeps=lambda k: k - 1), diverging(sweeps=lambda k: 1))
last_drawn = diverging(sleep=below)


def draws_of_the_chain(v, W, b, c, k, rng):
    first, u, _, last = walked(v, W, b, c, k, rng)
    return paired(v, first, u, last)


def wake_of_the_chain(v, W, b, c, k, rng):
    first, u, _, _ = walked(v, W, b, c, k, rng)
    return paired(v, first, u, sigmoid(u @ W + c))


def drawn_twice(v, W, b, c, k, rng):
    first, u, _, _ = walked(v, W, b, c, k, rng)
    return paired(v, first, u, below(sigmoid(u @ W + c), rng))


def hidden_of_the_sweep(v, W, b, c, k, rng):
    """The hidden cells that made the end, not those that the end makes."""
    _, u, _, last = walked(v, W, b, c, k, rng)
    return paired(v, sigmoid(v @ W + c), u, last)


DRAWN = (
    diverging(wake=below),
    diverging(wake=below, sleep=below),
    draws_of_the_chain,
    wake_of_the_chain,
    drawn_twice,
    hidden_of_the_sweep,
)


def ends_not_drawn(v, W, b, c, k, rng):
    _, _, on, _ = walked(v, W, b, c, k, rng)
    return paired(v, sigmoid(v @ W + c), on, sigmoid(on @ W + c))


def ends_half_drawn(v, W, b, c, k, rng):
    """Hidden cells of the end that is drawn, multiplied with probabilities."""
    _, u, on, _ = walked(v, W, b, c, k, rng)
    return paired(v, sigmoid(v @ W + c), on, sigmoid(u @ W + c))


probabilities_handed_on = diverging(hand_on=same)
HANDED_ON = (
    diverging(back=same),
    diverging(hand_on=same, back=same),
    diverging(hand_on=lambda p, rng: below(p, rng) * 0 + p),
    diverging(back=lambda p, rng: below(p, rng) * 0 + p),
    ends_not_drawn,
    ends_half_drawn,
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


def over_the_cells(v, W, b, c, k, rng):
    first, (_, u, _, _) = sigmoid(v @ W + c), walked(v, W, b, c, k, rng)
    last = sigmoid(u @ W + c)
    return paired(v, first, u, last)[0], (v - u).mean(axis=1), (first - last).mean(axis=1)


def sleep_summed(v, W, b, c, k, rng):
    dW, db, dc = wake_alone(v, W, b, c, k, rng)
    _, u, _, _ = walked(v, W, b, c, k, rng)
    last = sigmoid(u @ W + c)
    return dW - u.T @ last, db - u.sum(axis=0), dc - last.sum(axis=0)


COUNTS = (
    diverging(count=lambda v: v.shape[1]),
    diverging(count=np.size),
    of_all_numbers,
    only_W_divided,
    biases_divided,
    over_the_cells,
    sleep_summed,
)
not_from_the_data = diverging(start=lambda v, rng: (rng.random(v.shape) < 0.5).astype(float))
OTHER_STARTS = (diverging(start=lambda v, rng: np.zeros_like(v)), diverging(start=lambda v, rng: rng.random(v.shape)))


def always_from_the_data(v, W, b, c, k, rng):
    """Each sweep starts at the data again."""
    for _ in range(k):
        _, u, _, _ = walked(v, W, b, c, 1, rng)
    return paired(v, sigmoid(v @ W + c), u, sigmoid(u @ W + c))


def probabilities_of_the_sweep(v, W, b, c, k, rng):
    u = v
    for _ in range(k):
        p = sigmoid(u @ W + c)
        u = below(sigmoid(below(p, rng) @ W.T + b), rng)
    return paired(v, sigmoid(v @ W + c), u, p)


def means_multiplied(v, W, b, c, k, rng):
    """The product of the means, not the mean of the products."""
    _, db, dc = diverging()(v, W, b, c, k, rng)
    first = sigmoid(v @ W + c)
    wake = np.outer(v.mean(axis=0), first.mean(axis=0))
    return wake - np.outer(v.mean(axis=0) - db, first.mean(axis=0) - dc), db, dc


def differences_multiplied(v, W, b, c, k, rng):
    _, u, _, _ = walked(v, W, b, c, k, rng)
    first, last = sigmoid(v @ W + c), sigmoid(u @ W + c)
    return (v - u).T @ (first - last) / len(v), (v - u).mean(axis=0), (first - last).mean(axis=0)


OTHER_PAIRS = (means_multiplied, differences_multiplied)
