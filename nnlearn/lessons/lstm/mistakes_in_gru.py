"""Mistakes that people really make in exercise 19.4, one step of a GRU."""

from itertools import permutations

import numpy as np

from nnlearn.lessons.lstm.answers import gru_step, sigmoid


def _candidate(n_x, n_h, r):
    return np.tanh(n_x + r * n_h)


def _gru(
    x, h, W_x, W_h, b_x, b_h, *,
    order=(0, 1, 2), r=sigmoid, z=sigmoid, new=_candidate, mixed=lambda n, z, h: (1 - z) * n + z * h,
    bias=(1, 1), reads=(1, 1),
):  # fmt: skip
    """Take one step with one thing wrong."""
    read = np.split(reads[0] * x @ W_x.T + bias[0] * b_x, 3, axis=1)
    seen = np.split(reads[1] * h @ W_h.T + bias[1] * b_h, 3, axis=1)
    at_r, at_z, at_n = order
    r, z = r(read[at_r] + seen[at_r]), z(read[at_z] + seen[at_z])
    return mixed(new(read[at_n], seen[at_n], r), z, h)


def wrong(**changes):
    """Return a `gru_step` with these parts changed."""
    return lambda x, h, W_x, W_h, b_x, b_h: _gru(x, h, W_x, W_h, b_x, b_h, **changes)


z_takes_the_new = wrong(mixed=lambda n, z, h: z * n + (1 - z) * h)
MIXTURES = (
    wrong(mixed=lambda n, z, h: n + z * h),
    wrong(mixed=lambda n, z, h: z * n + z * h),
    wrong(mixed=lambda n, z, h: (1 - z) * n + h),
    wrong(mixed=lambda n, z, h: (1 - z) * h + z * n + h),
    wrong(mixed=lambda n, z, h: (1 - z) * n),
    wrong(mixed=lambda n, z, h: n),
    wrong(mixed=lambda n, z, h: np.tanh((1 - z) * n + z * h)),
    wrong(mixed=lambda n, z, h: z * h),
    wrong(mixed=lambda n, z, h: (1 - z) * n + z * np.tanh(h)),
    wrong(mixed=lambda n, z, h: z * (h + n)),
    wrong(mixed=lambda n, z, h: (n + h) / 2),
)


def _with_n(n):
    """Return a step whose candidate is n(x, h, r, W_x, W_h, b_x, b_h), the last rows of each."""

    def answer(x, h, W_x, W_h, b_x, b_h):
        u = h.shape[1]
        a = x @ W_x.T + b_x + h @ W_h.T + b_h
        r, z = sigmoid(a[:, :u]), sigmoid(a[:, u : 2 * u])
        new = n(x, h, r, W_x[2 * u :], W_h[2 * u :], b_x[2 * u :], b_h[2 * u :])
        return (1 - z) * new + z * h

    return answer


before_the_product = _with_n(lambda x, h, r, W_x, W_h, b_x, b_h: np.tanh(x @ W_x.T + b_x + (r * h) @ W_h.T + b_h))
BEFORE = (_with_n(lambda x, h, r, W_x, W_h, b_x, b_h: np.tanh(x @ W_x.T + b_x + r * ((r * h) @ W_h.T + b_h))),)
bias_outside_r = _with_n(lambda x, h, r, W_x, W_h, b_x, b_h: np.tanh(x @ W_x.T + b_x + r * (h @ W_h.T) + b_h))


def _r_on_the_old(candidate):
    """Return a step in which r acts on the old state as it is mixed in."""

    def answer(x, h, W_x, W_h, b_x, b_h):
        read, seen = np.split(x @ W_x.T + b_x, 3, axis=1), np.split(h @ W_h.T + b_h, 3, axis=1)
        r, z = sigmoid(read[0] + seen[0]), sigmoid(read[1] + seen[1])
        return (1 - z) * candidate(read[2], seen[2], r) + z * r * h

    return answer


r_on_the_input = wrong(new=lambda n_x, n_h, r: np.tanh(r * n_x + n_h))
R_ELSEWHERE = (
    wrong(new=lambda n_x, n_h, r: np.tanh(r * (n_x + n_h))),
    wrong(new=lambda n_x, n_h, r: r * np.tanh(n_x + n_h)),
    wrong(new=lambda n_x, n_h, r: np.tanh(n_x + n_h)),
    wrong(new=lambda n_x, n_h, r: np.tanh(n_x + (1 - r) * n_h)),
    wrong(new=lambda n_x, n_h, r: np.tanh(n_x) + r * np.tanh(n_h)),
    wrong(new=lambda n_x, n_h, r: np.tanh(n_x + r + n_h)),
    _r_on_the_old(lambda n_x, n_h, r: np.tanh(n_x + n_h)),
    wrong(new=lambda n_x, n_h, r: np.tanh(n_x + r)),
    wrong(new=lambda n_x, n_h, r: np.tanh(r * n_h)),
    wrong(new=lambda n_x, n_h, r: np.tanh(n_x * n_h * r)),
    wrong(new=lambda n_x, n_h, r: np.tanh(n_x)),
    _with_n(lambda x, h, r, W_x, W_h, b_x, b_h: np.tanh(x @ W_x.T + b_x + r * h)),
)

n_through_the_sigmoid = wrong(new=lambda n_x, n_h, r: sigmoid(n_x + r * n_h))
ACTIVATIONS = (
    wrong(z=np.tanh),
    wrong(r=np.tanh),
    wrong(r=np.tanh, z=np.tanh),
    wrong(new=lambda n_x, n_h, r: n_x + r * n_h),
    wrong(r=lambda a: a, z=lambda a: a),
    wrong(z=lambda a: a),
    wrong(r=lambda a: a),
    wrong(r=np.tanh, z=np.tanh, new=lambda n_x, n_h, r: sigmoid(n_x + r * n_h)),
)

z_and_r_exchanged = wrong(order=(1, 0, 2))
OTHER_ORDERS = (
    *(wrong(order=order) for order in permutations(range(3)) if order not in ((0, 1, 2), (1, 0, 2))),
    wrong(order=(1, 0, 2), mixed=lambda n, z, h: z * n + (1 - z) * h),  # and z the other way round
)


def every_third_column(x, h, W_x, W_h, b_x, b_h):
    rows = np.arange(3 * h.shape[1]).reshape(-1, 3).T.ravel()
    return gru_step(x, h, W_x[rows], W_h[rows], b_x[rows], b_h[rows])


EVERY_THIRD = (every_third_column,)

a_bias_left_out = wrong(bias=(1, 0))
SUMS = (
    wrong(bias=(0, 1)),
    wrong(bias=(0, 0)),
    wrong(reads=(0, 1)),
    wrong(reads=(1, 0)),
    wrong(bias=(1, 2)),
    wrong(bias=(2, 1)),
)


def gates_without_h(x, h, W_x, W_h, b_x, b_h):
    u = h.shape[1]
    read, seen = x @ W_x.T + b_x, h @ W_h.T + b_h
    r, z = sigmoid(read[:, :u]), sigmoid(read[:, u : 2 * u])
    n = np.tanh(read[:, 2 * u :] + r * seen[:, 2 * u :])
    return (1 - z) * n + z * h


def biases_exchanged(x, h, W_x, W_h, b_x, b_h):
    return gru_step(x, h, W_x, W_h, b_h, b_x)


def not_transposed(x, h, W_x, W_h, b_x, b_h):
    return gru_step(x, h, W_x.T, W_h.T, b_x, b_h)


def cut_along_the_examples(x, h, W_x, W_h, b_x, b_h):
    return np.split(x @ W_x.T + b_x, 3)


def as_in_the_formula(x, h, W_x, W_h, b_x, b_h):
    return W_x @ x + b_x + W_h @ h + b_h


def with_the_gate(x, h, W_x, W_h, b_x, b_h):
    return gru_step(x, h, W_x, W_h, b_x, b_h), sigmoid(h)
