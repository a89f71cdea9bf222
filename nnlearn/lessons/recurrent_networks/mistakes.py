"""Mistakes that people really make in the exercises of lesson 18: the wrong answers that `check` names."""

import numpy as np

from nnlearn.lessons.recurrent_networks.answers import draw, run, step, through_time

# 18.1


def old_state_not_used(x, h, W_x, W_h, b):
    return step(x, 0 * h, W_x, W_h, b)


def W_h_transposed(x, h, W_x, W_h, b):
    return step(x, h, W_x, W_h.T, b)


def tanh_missing(x, h, W_x, W_h, b):
    return x @ W_x.T + h @ W_h.T + b


def bias_left_out(x, h, W_x, W_h, b):
    return step(x, h, W_x, W_h, 0 * b)


def tanh_for_each_part(x, h, W_x, W_h, b):
    return np.tanh(x @ W_x.T) + np.tanh(h @ W_h.T) + b


def old_state_added(x, h, W_x, W_h, b):
    return step(x, h, W_x, W_h, b) + h


# 18.2


def always_from_the_first_state(x, h, W_x, W_h, b):
    return np.array([step(x_t, h, W_x, W_h, b) for x_t in x])


def starts_from_zero(x, h, W_x, W_h, b):
    return run(x, 0 * h, W_x, W_h, b)


def first_state_returned(x, h, W_x, W_h, b):
    return np.concatenate([h[None], run(x, h, W_x, W_h, b)])


def one_step_late(x, h, W_x, W_h, b):
    return first_state_returned(x, h, W_x, W_h, b)[:-1]


def read_from_the_end(x, h, W_x, W_h, b):
    return run(x[::-1], h, W_x, W_h, b)


def last_state_only(x, h, W_x, W_h, b):
    return run(x, h, W_x, W_h, b)[-1]


# 18.3


def multiplied_by_temperature(z, temperature, point):
    return draw(z, 1 / temperature, point)


def temperature_not_used(z, temperature, point):
    return draw(z, 1.0, point)


def largest_always_wins(z, temperature, point):
    return int(z.argmax())


def one_too_low(z, temperature, point):
    return max(draw(z, temperature, point) - 1, 0)


def counted_from_the_end(z, temperature, point):
    return len(z) - 1 - draw(z[::-1], temperature, point)


def overflows(z, temperature, point):
    with np.errstate(all="ignore"):
        powers = np.exp(z / temperature)
        return int(np.searchsorted(np.cumsum(powers / powers.sum()), point, side="right"))


# 18.4


def _through_time(x, hs, g, W_h, *, carried=True, own=True, slope=True, shift=0, summed=True):
    """Go back through time with one thing wrong."""
    zero = np.zeros_like(g[0])
    later, sums = zero, (0, 0, 0)
    for t in reversed(range(len(x))):
        g_h = (g[t] if own or t == len(x) - 1 else zero) + (later if carried else zero)
        g_z = g_h * (1 - hs[t + 1] ** 2) if slope else g_h
        products = g_z.T @ x[t], g_z.T @ hs[t + shift], g_z.sum(axis=0)
        sums = tuple(a + b for a, b in zip(sums, products, strict=True)) if summed else products
        later = g_z @ W_h
    return sums


def nothing_from_later(x, hs, g, W_h):
    return _through_time(x, hs, g, W_h, carried=False)


def own_gradient_replaced(x, hs, g, W_h):
    return _through_time(x, hs, g, W_h, own=False)


def slope_missing(x, hs, g, W_h):
    return _through_time(x, hs, g, W_h, slope=False)


def W_h_transposed_back(x, hs, g, W_h):
    return through_time(x, hs, g, W_h.T)


def state_after_the_step(x, hs, g, W_h):
    return _through_time(x, hs, g, W_h, shift=1)


def one_step_only(x, hs, g, W_h):
    return _through_time(x, hs, g, W_h, summed=False)
