"""Mistakes that people really make in exercise 19.1, one step of an LSTM."""

from itertools import permutations

import numpy as np

from nnlearn.lessons.lstm.answers import lstm_step, sigmoid


def _sums(x, h, W_x, W_h, b):
    return np.split(x @ W_x.T + h @ W_h.T + b, 4, axis=1)


def _step(
    x, h, c, W_x, W_h, b, *,
    parts=_sums, order=(0, 1, 2, 3), i=sigmoid, f=sigmoid, g=np.tanh, o=sigmoid,
    mixed=lambda i, f, g, o, c: f * c + i * g, shown=lambda o, c, before: o * np.tanh(c),
):  # fmt: skip
    """Take one step with one thing wrong."""
    sums = parts(x, h, W_x, W_h, b)
    a_i, a_f, a_g, a_o = (sums[place] for place in order)
    i, f, g, o = i(a_i), f(a_f), g(a_g), o(a_o)
    new = mixed(i, f, g, o, c)
    return shown(o, new, c), new


def wrong(**changes):
    """Return an `lstm_step` with these parts changed."""
    return lambda x, h, c, W_x, W_h, b: _step(x, h, c, W_x, W_h, b, **changes)


# the rows

i_and_f_exchanged = wrong(order=(1, 0, 2, 3))
i_f_o_g = wrong(order=(0, 1, 3, 2))
OTHER_ORDERS = tuple(
    wrong(order=order) for order in permutations(range(4)) if order not in ((0, 1, 2, 3), (1, 0, 2, 3), (0, 1, 3, 2))
)


def every_fourth_column(x, h, c, W_x, W_h, b):
    def parts(*step):
        a = np.concatenate(_sums(*step), axis=1)
        return [a[:, k::4] for k in range(4)]

    return _step(x, h, c, W_x, W_h, b, parts=parts)


def reshaped(x, h, c, W_x, W_h, b):
    """Take the numbers of (N, 4 units) row by row for (4, N, units)."""
    return _step(x, h, c, W_x, W_h, b, parts=lambda *step: np.hstack(_sums(*step)).reshape(4, *h.shape))


# the activations

g_through_the_sigmoid = wrong(g=sigmoid)
gates_through_tanh = wrong(i=np.tanh, f=np.tanh, o=np.tanh)
ACTIVATIONS = (
    gates_through_tanh,
    wrong(g=lambda a: a),
    wrong(o=np.tanh),
    wrong(i=np.tanh),
    wrong(f=np.tanh),
    wrong(i=np.tanh, f=np.tanh),
    wrong(o=lambda a: a),
    wrong(i=lambda a: a, f=lambda a: a, o=lambda a: a),
    wrong(i=np.tanh, f=np.tanh, g=sigmoid, o=np.tanh),
    wrong(f=lambda a: a),
    wrong(i=lambda a: a),
    wrong(g=lambda a: np.maximum(a, 0)),
    wrong(i=lambda a: a, f=lambda a: a, g=lambda a: a, o=lambda a: a),
    wrong(g=lambda a: np.tanh(sigmoid(a))),  # the sigmoid of all four, then tanh of its part
    wrong(i=lambda a: np.tanh(sigmoid(a)), f=lambda a: np.tanh(sigmoid(a)), o=lambda a: np.tanh(sigmoid(a))),
)

# what is shown

o_inside_the_tanh = wrong(shown=lambda o, c, before: np.tanh(o * c))
tanh_left_out = wrong(shown=lambda o, c, before: o * c)
SHOWN = (
    tanh_left_out,
    wrong(shown=lambda o, c, before: np.tanh(c)),
    wrong(shown=lambda o, c, before: o * sigmoid(c)),
    wrong(shown=lambda o, c, before: o + np.tanh(c)),
)
h_of_the_old_cell = wrong(shown=lambda o, c, before: o * np.tanh(before))


def tanh_stays_in_the_cell(x, h, c, W_x, W_h, b):
    h, c = lstm_step(x, h, c, W_x, W_h, b)
    return h, np.tanh(c)


# what is kept and written

forgets_a_share_of_f = wrong(mixed=lambda i, f, g, o, c: (1 - f) * c + i * g)
MIXED = (
    wrong(mixed=lambda i, f, g, o, c: f * c + (1 - f) * g),
    wrong(mixed=lambda i, f, g, o, c: (1 - i) * c + i * g),
    wrong(mixed=lambda i, f, g, o, c: c - f * c + i * g),
    wrong(mixed=lambda i, f, g, o, c: f * c + g),
    wrong(mixed=lambda i, f, g, o, c: c + i * g),
    wrong(mixed=lambda i, f, g, o, c: f * c + i + g),
    wrong(mixed=lambda i, f, g, o, c: f * (c + i * g)),
    wrong(mixed=lambda i, f, g, o, c: i * g),
    wrong(mixed=lambda i, f, g, o, c: f * i * g),
    wrong(mixed=lambda i, f, g, o, c: f + i * g),
    wrong(mixed=lambda i, f, g, o, c: np.tanh(f * c + i * g)),
    wrong(mixed=lambda i, f, g, o, c: f * c - i * g),
)


def h_meets_the_forget_gate(x, h, c, W_x, W_h, b):
    return lstm_step(x, h, h, W_x, W_h, b) if h.shape == c.shape else None


# the sums

bias_left_out = wrong(parts=lambda x, h, W_x, W_h, b: _sums(x, h, W_x, W_h, 0 * b))
SUMS = (
    wrong(parts=lambda x, h, W_x, W_h, b: _sums(x, 0 * h, W_x, W_h, b)),
    wrong(parts=lambda x, h, W_x, W_h, b: _sums(0 * x, h, W_x, W_h, b)),
    wrong(parts=lambda x, h, W_x, W_h, b: _sums(x, h, W_x, W_h, 2 * b)),
    wrong(parts=lambda x, h, W_x, W_h, b: _sums(x, 0 * h, W_x, W_h, 0 * b)),
    *(
        wrong(parts=lambda x, h, W_x, W_h, b, k=k: _sums(x, h, W_x, W_h, b * np.repeat(np.arange(4) != k, b.size // 4)))
        for k in range(4)  # without the bias of one gate
    ),
)


def one_quarter_of_the_bias(x, h, c, W_x, W_h, b):
    return lstm_step(x, h, c, W_x, W_h, np.tile(b[: len(b) // 4], 4))


def joined_state_first(x, h, c, W_x, W_h, b):
    def parts(x, h, W_x, W_h, b):
        return np.split(np.hstack([h, x]) @ np.hstack([W_x, W_h]).T + b, 4, axis=1)

    return _step(x, h, c, W_x, W_h, b, parts=parts)


def _peeping(i=0, f=0, o_old=0, o_new=0):
    """Return an `lstm_step` whose gates see the cell, too, as some LSTMs have it."""

    def answer(x, h, c, W_x, W_h, b):
        a_i, a_f, a_g, a_o = _sums(x, h, W_x, W_h, b)
        new = sigmoid(a_f + f * c) * c + sigmoid(a_i + i * c) * np.tanh(a_g)
        return sigmoid(a_o + o_old * c + o_new * new) * np.tanh(new), new

    return answer


PEEPHOLES = (_peeping(1, 1), _peeping(1, 1, o_old=1), _peeping(1, 1, o_new=1), _peeping(o_new=1))


def c_in_place_of_h(x, h, c, W_x, W_h, b):
    return lstm_step(x, c, c, W_x, W_h, b)


# the form


def returned_the_other_way_round(x, h, c, W_x, W_h, b):
    return lstm_step(x, h, c, W_x, W_h, b)[::-1]


def the_state_alone(x, h, c, W_x, W_h, b):
    return lstm_step(x, h, c, W_x, W_h, b)[0]


def the_cell_alone(x, h, c, W_x, W_h, b):
    return lstm_step(x, h, c, W_x, W_h, b)[1]


def with_o(x, h, c, W_x, W_h, b):
    return *lstm_step(x, h, c, W_x, W_h, b), sigmoid(_sums(x, h, W_x, W_h, b)[3])


def cut_along_the_examples(x, h, c, W_x, W_h, b):
    return _step(x, h, c, W_x, W_h, b, parts=lambda *step: np.split(np.concatenate(_sums(*step), axis=1), 4))


def weights_not_transposed(x, h, c, W_x, W_h, b):
    return _step(x, h, c, W_x, W_h, b, parts=lambda x, h, W_x, W_h, b: np.split(x @ W_x + h @ W_h + b, 4, axis=1))


def as_in_the_formula(x, h, c, W_x, W_h, b):
    return _step(x, h, c, W_x, W_h, b, parts=lambda x, h, W_x, W_h, b: np.split(W_x @ x + W_h @ h + b, 4, axis=1))


def columns(x, h, c, W_x, W_h, b):
    return _step(x, h, c, W_x, W_h, b, parts=lambda x, h, W_x, W_h, b: np.split(W_x @ x.T + W_h @ h.T + b, 4))
