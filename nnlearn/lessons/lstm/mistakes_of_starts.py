"""Mistakes that people really make in exercise 19.3, a bias for a distance."""

import numpy as np

from nnlearn.lessons.lstm.answers import biases


def right(T):
    """Return the bias of the forget gate: sigmoid(b)^T = 1/2."""
    return -np.log(2 ** (1 / T) - 1)


def _biases(i, f, *, rows=(0, 1), rest=0.0):
    """Return a function that sets these biases of i and f, functions of T, at these parts."""

    def answer(T, units):
        bias = np.full((4, units), float(rest))
        bias[rows[0]], bias[rows[1]] = i(T), f(T)
        return bias.ravel(), np.zeros(4 * units)

    return answer


def for_f(f):
    """Return `biases` with another b, for f, and -b for i."""
    return _biases(lambda T: -f(T), f)


def logit(p):
    with np.errstate(all="ignore"):
        return np.log(p / (1 - p))


def half_life(b):
    with np.errstate(all="ignore"):
        return np.log(2) / -np.log(1 / (1 + np.exp(-b)))


# the sign

sign_turned = for_f(lambda T: -right(T))

# both


def both_biases(T, units):
    bias, _ = biases(T, units)
    return bias, bias


def both_biases_of_f(T, units):
    bias, other = biases(T, units)
    other[units : 2 * units] = right(T)
    return bias, other


# what is left, of what

logarithm_of_T = for_f(np.log)
SHARES = (
    for_f(lambda T: np.log(2 * T)),
    for_f(lambda T: np.log(T / 2)),
    for_f(lambda T: logit(1 - 1 / T)),
    for_f(lambda T: logit(1 - 0.5 / T)),
    for_f(lambda T: logit(np.exp(-1 / T))),
    for_f(lambda T: np.log(T + 1)),
    for_f(lambda T: np.log(T / np.log(2))),
    for_f(lambda T: np.log2(T)),
    *(for_f(lambda T, share=share: logit(share ** (1 / T))) for share in (0.01, 0.1, 0.25, 0.75, 0.9, 0.95, 0.99)),
    for_f(lambda T: np.log(2) * T),
    for_f(lambda T: logit(1 - 0.5**T)),
    for_f(lambda T: logit(np.log(2) / T)),
)
one_step_alone = for_f(lambda T: 0.0)
ONE_STEP = (
    for_f(lambda T: logit(0.5 / T)),
    for_f(lambda T: logit(0.5**T)),
    for_f(lambda T: float(T)),
    for_f(half_life),  # T put in for b
    for_f(lambda T: logit(1 / T)),
    for_f(lambda T: logit(0.5 ** (1 / (T + 1)))),
    for_f(lambda T: logit(0.5 ** (1 / max(T - 1, 0.5)))),
)

gate_itself = for_f(lambda T: 0.5 ** (1 / T))
GATES = (
    for_f(lambda T: np.log(2) / T),
    for_f(lambda T: -np.log(2) / T),
    for_f(lambda T: 1 / (1 + np.exp(-(0.5 ** (1 / T))))),
    for_f(lambda T: np.log(0.5 ** (1 / T))),
    _biases(lambda T: 1 - 0.5 ** (1 / T), lambda T: 0.5 ** (1 / T)),
    for_f(lambda T: np.arctanh(0.5 ** (1 / T))),
    for_f(lambda T: -np.log(1 - 0.5 ** (1 / T))),
)

# i

i_left_alone = _biases(lambda T: 0.0, right)
i_as_f = _biases(right, right)
OTHERS_FOR_I = (
    i_as_f,
    _biases(lambda T: -1.0, right),
    _biases(lambda T: 1 - right(T), right),
    _biases(lambda T: -5.0, right),
    _biases(lambda T: 1 / right(T) if T > 1 else 0.0, right),
)
f_left_alone = _biases(lambda T: -right(T), lambda T: 0.0)

# the rows

f_in_the_third_rows = _biases(lambda T: -right(T), right, rows=(0, 2))
ROWS = (
    _biases(lambda T: -right(T), right, rows=(1, 2)),
    _biases(lambda T: -right(T), right, rows=(2, 1)),
    _biases(lambda T: -right(T), right, rows=(0, 3)),
    _biases(lambda T: -right(T), right, rows=(2, 3)),
    _biases(lambda T: -right(T), right, rows=(3, 1)),
    _biases(lambda T: -right(T), right, rows=(3, 0)),
)


def one_row_each(T, units):
    bias = np.zeros(4 * units)
    bias[0], bias[1] = -right(T), right(T)
    return bias, np.zeros(4 * units)


def every_fourth(T, units):
    bias = np.zeros((units, 4))
    bias[:, 0], bias[:, 1] = -right(T), right(T)
    return bias.ravel(), np.zeros(4 * units)


def one_number_a_gate(T, units):
    return np.array([-right(T), right(T), 0, 0]), np.zeros(4)


everything_else_too = _biases(lambda T: -right(T), right, rest=1.0)
all_the_same = _biases(right, right, rest=0.0)


def b_everywhere(T, units):
    return np.full(4 * units, right(T)), np.zeros(4 * units)


def f_everywhere_but_i(T, units):
    bias = np.full(4 * units, right(T))
    bias[:units] = -right(T)
    return bias, np.zeros(4 * units)


def one_alone(T, units):
    return biases(T, units)[0]
