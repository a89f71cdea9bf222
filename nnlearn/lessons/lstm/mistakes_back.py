"""Mistakes that people really make in exercise 19.2, one step of an LSTM backward."""

import numpy as np

from nnlearn.lessons.lstm.answers import sigmoid, step_back


def slope(gate):
    return gate * (1 - gate)


def _back(
    d, e, gates, c_before, c, W_h, *,
    into=lambda d, e, i, f, g, o, c, before: e + d * o * (1 - np.tanh(c) ** 2),
    for_gates=lambda e, f, first: e,
    i_part=lambda d, e, i, f, g, o, c, before: e * g * slope(i),
    f_part=lambda d, e, i, f, g, o, c, before: e * before * slope(f),
    g_part=lambda d, e, i, f, g, o, c, before: e * i * (1 - g**2),
    o_part=lambda d, e, i, f, g, o, c, before: d * np.tanh(c) * slope(o),
    handed=lambda e, first, i, f: e * f,
    order=(0, 1, 2, 3), state=lambda grad, W_h, d: grad @ W_h,
):  # fmt: skip
    """Go one step back with one thing wrong; `first` is e as it arrived."""
    i, f, g, o = np.split(gates, 4, axis=1)
    all_e = into(d, e, i, f, g, o, c, c_before)
    now = d, for_gates(all_e, f, e), i, f, g, o, c, c_before
    parts = i_part(*now), f_part(*now), g_part(*now), o_part(*now)
    grad = np.concatenate([parts[place] for place in order], axis=1)
    return grad, state(grad, W_h, d), handed(all_e, e, i, f)


def wrong(**changes):
    """Return a `step_back` with these parts changed."""
    return lambda d, e, gates, c_before, c, W_h: _back(d, e, gates, c_before, c, W_h, **changes)


# the two paths of c

own_path_missing = wrong(into=lambda d, e, i, f, g, o, c, before: e)
later_path_missing = wrong(into=lambda d, e, i, f, g, o, c, before: d * o * (1 - np.tanh(c) ** 2))


def _d_added_to_all(d, e, i, f, g, o, c, before):
    return e + d


PATHS = (
    wrong(into=_d_added_to_all),
    wrong(into=lambda d, e, i, f, g, o, c, before: (e + d) * o * (1 - np.tanh(c) ** 2)),
    wrong(into=lambda d, e, i, f, g, o, c, before: e * d * o * (1 - np.tanh(c) ** 2)),
    wrong(into=lambda d, e, i, f, g, o, c, before: e - d * o * (1 - np.tanh(c) ** 2)),
)
handed_on_before_it_was_added = wrong(handed=lambda e, first, i, f: first * f)
gates_get_e_as_it_arrived = wrong(for_gates=lambda e, f, first: first)

# f

f_before_the_gates = wrong(for_gates=lambda e, f, first: e * f)
f_twice = wrong(for_gates=lambda e, f, first: e * f, handed=lambda e, first, i, f: e * f * f)
f_for_what_arrives = wrong(into=lambda d, e, i, f, g, o, c, before: e * f + d * o * (1 - np.tanh(c) ** 2))
f_for_what_arrives_alone = wrong(
    into=lambda d, e, i, f, g, o, c, before: e * f + d * o * (1 - np.tanh(c) ** 2), handed=lambda e, first, i, f: e
)
F_ELSEWHERE = (
    f_twice,
    f_for_what_arrives,
    f_for_what_arrives_alone,
    wrong(for_gates=lambda e, f, first: e * f, handed=lambda e, first, i, f: e),
    wrong(handed=lambda e, first, i, f: e),
    wrong(handed=lambda e, first, i, f: e * i),
    wrong(handed=lambda e, first, i, f: e * (1 - f)),
    wrong(handed=lambda e, first, i, f: e * slope(f)),
    wrong(handed=lambda e, first, i, f: e + f),
)

# the slope of tanh c

slope_of_h = wrong(into=lambda d, e, i, f, g, o, c, before: e + d * o * (1 - (o * np.tanh(c)) ** 2))
SLOPES_OF_C = (
    wrong(into=lambda d, e, i, f, g, o, c, before: e + d * o * (1 - np.tanh(before) ** 2)),
    wrong(into=lambda d, e, i, f, g, o, c, before: e + d * o / np.cosh(c)),
    wrong(into=lambda d, e, i, f, g, o, c, before: e + d * o * (1 - c**2)),
    wrong(into=lambda d, e, i, f, g, o, c, before: e + d * o),
    wrong(into=lambda d, e, i, f, g, o, c, before: e + d * o * (1 - np.tanh(c))),
    wrong(into=lambda d, e, i, f, g, o, c, before: e + d * (1 - np.tanh(c) ** 2)),
    wrong(into=lambda d, e, i, f, g, o, c, before: e + d * o * np.tanh(c)),
    wrong(into=lambda d, e, i, f, g, o, c, before: e + d * o * slope(np.tanh(c))),
    wrong(into=lambda d, e, i, f, g, o, c, before: e + d * o * slope(sigmoid(c))),
    wrong(into=lambda d, e, i, f, g, o, c, before: e + d * o * (1 - np.tanh(np.tanh(c)) ** 2)),
    wrong(into=lambda d, e, i, f, g, o, c, before: e + d * slope(o) * (1 - np.tanh(c) ** 2)),
)

# the slopes of the gates

g_slope_of_a_sigmoid = wrong(g_part=lambda d, e, i, f, g, o, c, before: e * i * slope(g))
GATE_SLOPES = (
    wrong(g_part=lambda d, e, i, f, g, o, c, before: e * i),
    wrong(g_part=lambda d, e, i, f, g, o, c, before: e * i * (1 - g)),
    wrong(g_part=lambda d, e, i, f, g, o, c, before: e * i * (1 - np.tanh(g) ** 2)),
    wrong(
        i_part=lambda d, e, i, f, g, o, c, before: e * g,
        f_part=lambda d, e, i, f, g, o, c, before: e * before,
        g_part=lambda d, e, i, f, g, o, c, before: e * i,
        o_part=lambda d, e, i, f, g, o, c, before: d * np.tanh(c),
    ),
    wrong(
        i_part=lambda d, e, i, f, g, o, c, before: e * g,
        f_part=lambda d, e, i, f, g, o, c, before: e * before,
        o_part=lambda d, e, i, f, g, o, c, before: d * np.tanh(c),
    ),
    wrong(
        i_part=lambda d, e, i, f, g, o, c, before: e * g * (1 - i**2),
        f_part=lambda d, e, i, f, g, o, c, before: e * before * (1 - f**2),
        o_part=lambda d, e, i, f, g, o, c, before: d * np.tanh(c) * (1 - o**2),
    ),
    wrong(
        i_part=lambda d, e, i, f, g, o, c, before: e * g * slope(sigmoid(i)),
        f_part=lambda d, e, i, f, g, o, c, before: e * before * slope(sigmoid(f)),
        g_part=lambda d, e, i, f, g, o, c, before: e * i * (1 - np.tanh(g) ** 2),
        o_part=lambda d, e, i, f, g, o, c, before: d * np.tanh(c) * slope(sigmoid(o)),
    ),
    wrong(
        i_part=lambda d, e, i, f, g, o, c, before: e * g * (1 - i),
        f_part=lambda d, e, i, f, g, o, c, before: e * before * (1 - f),
        o_part=lambda d, e, i, f, g, o, c, before: d * np.tanh(c) * (1 - o),
    ),
    wrong(o_part=lambda d, e, i, f, g, o, c, before: d * np.tanh(c) * (1 - o**2)),
    wrong(o_part=lambda d, e, i, f, g, o, c, before: d * np.tanh(c)),
)

# the partners

o_gets_e = wrong(o_part=lambda d, e, i, f, g, o, c, before: e * np.tanh(c) * slope(o))
PARTNERS_OF_O = (
    wrong(o_part=lambda d, e, i, f, g, o, c, before: d * c * slope(o)),
    wrong(o_part=lambda d, e, i, f, g, o, c, before: e * c * slope(o)),
    wrong(o_part=lambda d, e, i, f, g, o, c, before: d * np.tanh(before) * slope(o)),
    wrong(o_part=lambda d, e, i, f, g, o, c, before: d * slope(o)),
    wrong(o_part=lambda d, e, i, f, g, o, c, before: d * o * np.tanh(c) * slope(o)),
    wrong(o_part=lambda d, e, i, f, g, o, c, before: d * (1 - np.tanh(c) ** 2) * slope(o)),
)
f_meets_the_new_cell = wrong(f_part=lambda d, e, i, f, g, o, c, before: e * c * slope(f))
PARTNERS = (
    wrong(i_part=lambda d, e, i, f, g, o, c, before: e * i * slope(i)),
    wrong(
        i_part=lambda d, e, i, f, g, o, c, before: e * i * slope(i),
        g_part=lambda d, e, i, f, g, o, c, before: e * g * (1 - g**2),
    ),
    wrong(g_part=lambda d, e, i, f, g, o, c, before: e * g * (1 - g**2)),
    wrong(f_part=lambda d, e, i, f, g, o, c, before: e * np.tanh(before) * slope(f)),
    wrong(f_part=lambda d, e, i, f, g, o, c, before: e * g * slope(f)),
    wrong(f_part=lambda d, e, i, f, g, o, c, before: e * f * slope(f)),
    wrong(f_part=lambda d, e, i, f, g, o, c, before: e * slope(f)),
    wrong(i_part=lambda d, e, i, f, g, o, c, before: e * before * slope(i)),
    wrong(i_part=lambda d, e, i, f, g, o, c, before: e * slope(i)),
    wrong(g_part=lambda d, e, i, f, g, o, c, before: e * (1 - g**2)),
    wrong(
        i_part=lambda d, e, i, f, g, o, c, before: d * g * slope(i),
        f_part=lambda d, e, i, f, g, o, c, before: d * before * slope(f),
        g_part=lambda d, e, i, f, g, o, c, before: d * i * (1 - g**2),
    ),
)


def cells_exchanged(d, e, gates, c_before, c, W_h):
    return step_back(d, e, gates, c, c_before, W_h)


def tanh_of_the_old_cell(d, e, gates, c_before, c, W_h):
    return step_back(d, e, gates, c_before, c_before, W_h)


# the order, and what goes to the state before

i_f_o_g = wrong(order=(0, 1, 3, 2))
ORDERS = (wrong(order=(1, 0, 2, 3)), wrong(order=(0, 2, 1, 3)), wrong(order=(3, 0, 1, 2)), wrong(order=(1, 0, 3, 2)))


def d_kept(d, e, gates, c_before, c, W_h):
    grad, state, cell = step_back(d, e, gates, c_before, c, W_h)
    return grad, state + d, cell


def state_and_cell_exchanged(d, e, gates, c_before, c, W_h):
    grad, state, cell = step_back(d, e, gates, c_before, c, W_h)
    return grad, cell, state


def W_h_transposed(d, e, gates, c_before, c, W_h):
    return _back(d, e, gates, c_before, c, W_h, state=lambda grad, W_h, d: grad @ W_h.T)


def d_through_W_h(d, e, gates, c_before, c, W_h):
    return _back(d, e, gates, c_before, c, W_h, state=lambda grad, W_h, d: d @ W_h)


def laid_on_top(d, e, gates, c_before, c, W_h):
    """Join the four parts along the examples instead of the columns."""
    parts = np.split(step_back(d, e, gates, c_before, c, W_h)[0], 4, axis=1)
    return np.concatenate(parts) @ W_h


def four_parts(d, e, gates, c_before, c, W_h):
    grad, state, cell = step_back(d, e, gates, c_before, c, W_h)
    return *np.split(grad, 4, axis=1), state, cell
