"""Mistakes that people really make in the exercises of lesson 18: the wrong answers that `check` names."""

import numpy as np

from nnlearn.lessons.recurrent_networks.answers import draw, run, step, through_time

# 18.1


def old_state_not_used(x, h, W_x, W_h, b):
    return step(x, 0 * h, W_x, W_h, b)


def W_h_transposed(x, h, W_x, W_h, b):
    return step(x, h, W_x, W_h.T, b)


def W_x_transposed(x, h, W_x, W_h, b):
    return np.tanh(x @ W_x + h @ W_h.T + b)


def W_x_transposed_in_dot(x, h, W_x, W_h, b):
    return np.tanh(np.dot(x, W_x) + np.dot(h, W_h.T) + b)


def tanh_missing(x, h, W_x, W_h, b):
    return x @ W_x.T + h @ W_h.T + b


def bias_left_out(x, h, W_x, W_h, b):
    return step(x, h, W_x, W_h, 0 * b)


def tanh_for_each_part(x, h, W_x, W_h, b):
    return np.tanh(x @ W_x.T) + np.tanh(h @ W_h.T) + b


def tanh_for_all_three(x, h, W_x, W_h, b):
    return np.tanh(x @ W_x.T) + np.tanh(h @ W_h.T) + np.tanh(b)


def bias_after_tanh(x, h, W_x, W_h, b):
    return np.tanh(x @ W_x.T + h @ W_h.T) + b


def tanh_of_the_input(x, h, W_x, W_h, b):
    return np.tanh(x @ W_x.T) + h @ W_h.T + b


def tanh_of_the_input_and_bias(x, h, W_x, W_h, b):
    return np.tanh(x @ W_x.T + b) + h @ W_h.T


def tanh_of_the_state(x, h, W_x, W_h, b):
    return x @ W_x.T + np.tanh(h @ W_h.T) + b


def tanh_of_the_state_and_bias(x, h, W_x, W_h, b):
    return x @ W_x.T + np.tanh(h @ W_h.T + b)


def two_layers(x, h, W_x, W_h, b):
    return np.tanh(x @ W_x.T + b) + np.tanh(h @ W_h.T + b)


def two_layers_one_bias(x, h, W_x, W_h, b):
    return np.tanh(x @ W_x.T + b) + np.tanh(h @ W_h.T)


def two_layers_late_bias(x, h, W_x, W_h, b):
    return np.tanh(x @ W_x.T) + np.tanh(h @ W_h.T + b)


def old_state_added(x, h, W_x, W_h, b):
    return step(x, h, W_x, W_h, b) + h


def old_state_added_inside(x, h, W_x, W_h, b):
    return np.tanh(x @ W_x.T + h @ W_h.T + b + h)


def old_state_averaged(x, h, W_x, W_h, b):
    return (h + step(x, h, W_x, W_h, b)) / 2


def sigmoid(x, h, W_x, W_h, b):
    return 1 / (1 + np.exp(-tanh_missing(x, h, W_x, W_h, b)))


def relu(x, h, W_x, W_h, b):
    return np.maximum(tanh_missing(x, h, W_x, W_h, b), 0)


def as_in_the_formula(x, h, W_x, W_h, b):
    return np.tanh(W_x @ x + W_h @ h + b)


def as_in_the_formula_state_first(x, h, W_x, W_h, b):
    return np.tanh(W_h @ h + W_x @ x + b)


def as_in_the_formula_with_dot(x, h, W_x, W_h, b):
    return np.tanh(np.dot(W_x, x) + np.dot(W_h, h) + b)


def as_in_the_formula_with_dot_state_first(x, h, W_x, W_h, b):
    return np.tanh(np.dot(W_h, h) + np.dot(W_x, x) + b)


def columns(x, h, W_x, W_h, b):
    return np.tanh(W_x @ x.T + W_h @ h.T + b)


def weights_turned(x, h, W_x, W_h, b):
    return np.tanh(W_x.T @ x + W_h.T @ h + b)


# 18.2


def always_from_the_first_state(x, h, W_x, W_h, b):
    return np.array([step(x_t, h, W_x, W_h, b) for x_t in x])


def always_the_first_input(x, h, W_x, W_h, b):
    return run(np.repeat(x[:1], len(x), axis=0), h, W_x, W_h, b)


def starts_from_zero(x, h, W_x, W_h, b):
    return run(x, 0 * h, W_x, W_h, b)


def first_state_returned(x, h, W_x, W_h, b):
    return np.concatenate([h[None], run(x, h, W_x, W_h, b)])


def one_step_late(x, h, W_x, W_h, b):
    return first_state_returned(x, h, W_x, W_h, b)[:-1]


def read_from_the_end(x, h, W_x, W_h, b):
    return run(x[::-1], h, W_x, W_h, b)


def read_from_the_end_and_stored_in_order(x, h, W_x, W_h, b):
    return run(x[::-1], h, W_x, W_h, b)[::-1]


def last_state_only(x, h, W_x, W_h, b):
    return run(x, h, W_x, W_h, b)[-1]


def along_the_sequences(x, h, W_x, W_h, b):
    for i in range(x.shape[1]):
        h = np.tanh(x[:, i] @ W_x.T + h @ W_h.T + b)
    return h


def along_the_sequences_state_first(x, h, W_x, W_h, b):
    return np.tanh(h @ W_h.T + x[:, 0] @ W_x.T + b)


def along_the_sequences_one_state_each(x, h, W_x, W_h, b):
    return np.array([step(x[:, i], h[i], W_x, W_h, b) for i in range(x.shape[1])])


def along_the_sequences_handed_on(x, h, W_x, W_h, b):
    states, now = [], h[0]
    for i in range(x.shape[1]):
        now = step(x[:, i], now, W_x, W_h, b)
        states.append(now)
    return np.array(states)


def listed(x, h, W_x, W_h, b):
    return list(run(x, h, W_x, W_h, b))


def listed_in_a_tuple(x, h, W_x, W_h, b):
    return tuple(run(x, h, W_x, W_h, b))


# 18.3


def pieces(z, temperature):
    """Return the probabilities of the letters."""
    powers = np.exp((z - z.max()) / temperature)
    return powers / powers.sum()


def first_above(shares, point):
    """Return the first place with a share above the point, the last one if there is none."""
    above = shares > point
    return int(above.argmax()) if above.any() else len(shares) - 1


def multiplied_by_temperature(z, temperature, point):
    return draw(z, 1 / temperature, point)


def temperature_not_used(z, temperature, point):
    return draw(z, 1.0, point)


def largest_always_wins(z, temperature, point):
    return int(z.argmax())


def one_too_low(z, temperature, point):
    return max(draw(z, temperature, point) - 1, 0)


def one_below(z, temperature, point):
    return draw(z, temperature, point) - 1


def counted_from_the_end(z, temperature, point):
    return len(z) - 1 - draw(z[::-1], temperature, point)


def reversed_place(z, temperature, point):
    return draw(z[::-1], temperature, point)


def pieces_after_the_point(z, temperature, point):
    return len(z) - draw(z, temperature, point)


def place_from_the_end(z, temperature, point):
    return len(z) - 1 - draw(z, temperature, point)


def falling_order(z, temperature, point):
    return draw(np.sort(z)[::-1], temperature, point)


def rising_order(z, temperature, point):
    return draw(np.sort(z), temperature, point)


def falling_order_and_back(z, temperature, point):
    order = np.argsort(-z, kind="stable")
    return int(order[draw(z[order], temperature, point)])


def rising_order_and_back(z, temperature, point):
    order = np.argsort(z, kind="stable")
    return int(order[draw(z[order], temperature, point)])


def _drawn_from(powers, point):
    return int(np.searchsorted(np.cumsum(powers / powers.sum()), point, side="right"))


def overflows(z, temperature, point):
    with np.errstate(all="ignore"):
        return _drawn_from(np.exp(z / temperature), point)


def largest_subtracted_too_late(z, temperature, point):
    with np.errstate(all="ignore"):
        return _drawn_from(np.exp(z / temperature - z.max()), point)


def overflows_and_goes_to_the_end(z, temperature, point):
    with np.errstate(all="ignore"):
        powers = np.exp(z / temperature)
        return first_above(np.cumsum(powers / powers.sum()), point)


def overflows_and_counts(z, temperature, point):
    with np.errstate(all="ignore"):
        powers = np.exp(z / temperature)
        return int((np.cumsum(powers / powers.sum()) <= point).sum())


def overflows_and_takes_the_first(z, temperature, point):
    with np.errstate(all="ignore"):
        powers = np.exp(z / temperature)
        return int(np.argmax(np.cumsum(powers / powers.sum()) > point))


def piece_by_piece(z, temperature, point):
    return first_above(pieces(z, temperature), point)


def piece_by_piece_from_zero(z, temperature, point):
    return int(np.argmax(pieces(z, temperature) > point))


def piece_by_piece_counted(z, temperature, point):
    return int((pieces(z, temperature) <= point).sum())


def piece_by_piece_searched(z, temperature, point):
    return int(np.searchsorted(pieces(z, temperature), point, side="right"))


def nearest_piece(z, temperature, point):
    return int(np.abs(pieces(z, temperature) - point).argmin())


def divided_afterwards(z, temperature, point):
    return int((np.cumsum(pieces(z, 1.0) / temperature) <= point).sum())


def divided_afterwards_to_the_end(z, temperature, point):
    return first_above(np.cumsum(pieces(z, 1.0) / temperature), point)


def not_divided_by_the_sum(z, temperature, point):
    return int((np.cumsum(np.exp((z - z.max()) / temperature)) <= point).sum())


def not_divided_by_the_sum_nor_shifted(z, temperature, point):
    with np.errstate(all="ignore"):
        return int((np.cumsum(np.exp(z / temperature)) <= point).sum())


def no_softmax(z, temperature, point):
    return int(np.searchsorted(np.cumsum(z / temperature), point, side="right"))


def no_softmax_counted(z, temperature, point):
    return int((np.cumsum(z / temperature) <= point).sum())


def no_softmax_to_the_end(z, temperature, point):
    return first_above(np.cumsum(z / temperature), point)


# 18.4


def _through_time(
    x, hs, g, W_h, *,
    carried=True, own=True, slope=lambda h, before: 1 - h**2, sent=lambda g_z, g_h: g_z, shift=0, summed=True, last=0,
    forward=False, added=False,
):  # fmt: skip
    """Go back through time with one thing wrong."""
    zero = np.zeros_like(g[0])
    later, sums = zero, (0, 0, 0)
    steps = range(last, len(x))
    for t in steps if forward else reversed(steps):
        g_h = (g[t] if own or t == len(x) - 1 else zero) + (later if carried else zero)
        g_z = g_h * slope(hs[t + 1], hs[t])
        products = g_z.T @ x[t], g_z.T @ hs[t + shift], g_z.sum(axis=0)
        sums = tuple(a + b for a, b in zip(sums, products, strict=True)) if summed else products
        later = (later if added else 0) + sent(g_z, g_h) @ W_h
    return sums


def nothing_from_later(x, hs, g, W_h):
    return _through_time(x, hs, g, W_h, carried=False)


def only_from_the_next_step(x, hs, g, W_h):
    g_z = np.zeros_like(g)
    for t in range(len(x)):
        later = (g[t + 1] * (1 - hs[t + 2] ** 2)) @ W_h if t + 1 < len(x) else 0
        g_z[t] = (g[t] + later) * (1 - hs[t + 1] ** 2)
    return np.einsum("tnu,tnd->ud", g_z, x), np.einsum("tnu,tnv->uv", g_z, hs[:-1]), g_z.sum(axis=(0, 1))


def own_gradient_replaced(x, hs, g, W_h):
    return _through_time(x, hs, g, W_h, own=False)


def slope_missing(x, hs, g, W_h):
    return _through_time(x, hs, g, W_h, slope=lambda h, before: 1)


def slope_not_squared(x, hs, g, W_h):
    return _through_time(x, hs, g, W_h, slope=lambda h, before: 1 - h)


def slope_of_the_sigmoid(x, hs, g, W_h):
    return _through_time(x, hs, g, W_h, slope=lambda h, before: h * (1 - h))


def tanh_taken_again(x, hs, g, W_h):
    return _through_time(x, hs, g, W_h, slope=lambda h, before: 1 - np.tanh(h) ** 2)


def sent_on_before_the_slope(x, hs, g, W_h):
    return _through_time(x, hs, g, W_h, sent=lambda g_z, g_h: g_h)


def slope_for_the_own_gradient_only(x, hs, g, W_h):
    later, sums = 0, (0, 0, 0)
    for t in reversed(range(len(x))):
        g_z = g[t] * (1 - hs[t + 1] ** 2) + later
        sums = sums[0] + g_z.T @ x[t], sums[1] + g_z.T @ hs[t], sums[2] + g_z.sum(axis=0)
        later = g_z @ W_h
    return sums


def slope_for_what_comes_back_only(x, hs, g, W_h):
    later, sums = 0, (0, 0, 0)
    for t in reversed(range(len(x))):
        g_z = g[t] + later * (1 - hs[t + 1] ** 2)
        sums = sums[0] + g_z.T @ x[t], sums[1] + g_z.T @ hs[t], sums[2] + g_z.sum(axis=0)
        later = g_z @ W_h
    return sums


def W_h_transposed_back(x, hs, g, W_h):
    return through_time(x, hs, g, W_h.T)


def state_after_the_step(x, hs, g, W_h):
    return _through_time(x, hs, g, W_h, shift=1)


def slope_of_the_state_before(x, hs, g, W_h):
    return _through_time(x, hs, g, W_h, slope=lambda h, before: 1 - before**2)


def states_exchanged(x, hs, g, W_h):
    return _through_time(x, hs, g, W_h, slope=lambda h, before: 1 - before**2, shift=1)


def one_step_only(x, hs, g, W_h):
    return _through_time(x, hs, g, W_h, summed=False)


def last_step_only(x, hs, g, W_h):
    return _through_time(x, hs, g, W_h, last=len(x) - 1)


def forward_in_time(x, hs, g, W_h):
    return _through_time(x, hs, g, W_h, forward=True)


def added_up_on_the_way(x, hs, g, W_h):
    return _through_time(x, hs, g, W_h, added=True)


def only_the_loss_of_the_next_step(x, hs, g, W_h):
    sums = 0, 0, 0
    for t in reversed(range(len(x))):
        g_z = (g[t] + (g[t + 1] @ W_h if t + 1 < len(x) else 0)) * (1 - hs[t + 1] ** 2)
        sums = sums[0] + g_z.T @ x[t], sums[1] + g_z.T @ hs[t], sums[2] + g_z.sum(axis=0)
    return sums
