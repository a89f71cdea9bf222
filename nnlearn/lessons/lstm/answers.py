"""The right answers to exercises 19.1 to 19.5, and the inputs they are tried on."""

import numpy as np

from nnlearn.arguments import describe


def sigmoid(z):
    return 0.5 * (1 + np.tanh(z / 2))


# 19.1 c' = f c + i g, h' = o tanh c'


def lstm_step(x, h, c, W_x, W_h, b):
    """Return the state h and the cell c after one step."""
    i, f, g, o = np.split(x @ W_x.T + h @ W_h.T + b, 4, axis=1)  # each (N, units)
    c = sigmoid(f) * c + sigmoid(i) * np.tanh(g)
    return sigmoid(o) * np.tanh(c), c


def sample_lstm(rng):
    return lstm_of(rng, *(rng.permutation([2, 3, 5]) + rng.integers(0, 2)))


def lstm_of(rng, N, d, units):
    return (
        rng.normal(size=(N, d)),
        rng.normal(size=(N, units)),
        2 * rng.normal(size=(N, units)),
        *weights(rng, d, units, 4),
    )


def weights(rng, d, units, parts):
    """Return W_x, W_h and b for so many parts of `units` rows each."""
    rows = parts * units
    return rng.normal(size=(rows, d)), rng.normal(size=(rows, units)) / 2, rng.normal(size=rows)


SIZES = {  # N, d, units
    "one sequence": (1, 2, 3),
    "one number to read and one unit": (3, 1, 1),
    "as many sequences as numbers to read and units": (4, 4, 4),
}


def special_steps(of):
    """Return inputs for the unusual sizes, then one-hot rows of whole numbers."""
    steps = {kind: of(np.random.default_rng(k), *sizes) for k, (kind, sizes) in enumerate(SIZES.items())}
    steps["one-hot rows of whole numbers"] = (
        np.eye(4, dtype=int)[[2, 0, 3]],
        *of(np.random.default_rng(4), 3, 4, 2)[1:],
    )
    return steps


def with_large_cell():
    x, h, _, *rest = lstm_of(np.random.default_rng(5), 3, 2, 4)
    return x, h, np.array([[30.0, -50.0, 9.0, 1000.0]] * 3), *rest


LSTM_STEPS = {
    **special_steps(lstm_of),
    "cells far beyond 1": with_large_cell(),
    "sums far beyond 1,000": tuple(1e3 * part for part in lstm_of(np.random.default_rng(6), 3, 2, 4)),
}

# 19.2 e += d o (1 - tanh^2 c'), then the gates, and e f to the step before


def step_back(d, e, gates, c_before, c, W_h):
    """Return dL/da, and d and e of the step before."""
    i, f, g, o = np.split(gates, 4, axis=1)
    shown = np.tanh(c)
    e = e + d * o * (1 - shown**2)
    a_i, a_f = e * g * i * (1 - i), e * c_before * f * (1 - f)
    a_g, a_o = e * i * (1 - g**2), d * shown * o * (1 - o)
    grad = np.concatenate([a_i, a_f, a_g, a_o], axis=1)
    return grad, grad @ W_h, e * f


def sample_step_back(rng):
    return back_of(rng, *sample_lstm(rng))


def back_of(rng, x, h, c, W_x, W_h, b):
    """Go forward, and return what `step_back` gets: the gradients of a loss, and what the step has left."""
    i, f, g, o = np.split(x @ W_x.T + h @ W_h.T + b, 4, axis=1)
    gates = np.concatenate([sigmoid(i), sigmoid(f), np.tanh(g), sigmoid(o)], axis=1)
    return rng.normal(size=h.shape), rng.normal(size=h.shape), gates, c, lstm_step(x, h, c, W_x, W_h, b)[1], W_h


def without(part):
    """Return a step with d or e zero: nothing arrives from the outputs, or nothing along the cell."""
    steps = [*back_of(np.random.default_rng(7), *lstm_of(np.random.default_rng(8), 3, 2, 4))]
    steps[part] = 0 * steps[part]
    return tuple(steps)


BACK_STEPS = {
    **{kind: back_of(np.random.default_rng(9), *one) for kind, one in special_steps(lstm_of).items()},
    "a loss that only the state feels": without(1),
    "a loss that only the cell feels": without(0),
    "cells far beyond 1": back_of(np.random.default_rng(10), *with_large_cell()),
}

# 19.3 sigmoid(b)^T = 1/2


def biases(T, units):
    """Return bias_ih and bias_hh that keep half of a cell for T steps."""
    b = -np.log(2 ** (1 / T) - 1)
    bias_ih = np.zeros(4 * units)
    bias_ih[:units], bias_ih[units : 2 * units] = -b, b
    return bias_ih, np.zeros(4 * units)


def sum_of_both(biases, T, units):
    """Call a learner's `biases`, and return the sum of the two, which is what PyTorch's layer adds."""
    found = biases(T, units)
    if not isinstance(found, tuple | list) or len(found) != 2:
        kind = f"{len(found)} parts" if isinstance(found, tuple | list) else describe(found)
        raise TypeError(f"expected two arrays, bias_ih and bias_hh, each of shape ({4 * units},), got {kind}")
    both = [np.asarray(one) for one in found]
    for name, one in zip(("bias_ih", "bias_hh"), both, strict=True):
        if one.shape != (4 * units,):
            raise ValueError(f"expected {name} of shape ({4 * units},), four parts of {units}, got shape {one.shape}")
    return both[0] + both[1]


def sample_distance(rng):
    return int(rng.integers(2, 60)), int(rng.integers(2, 6))


DISTANCES = {"one step": (1, 3), "one unit": (20, 1), "10,000 steps": (10_000, 2), "half a step": (0.5, 2)}

# 19.4 h' = (1 - z) n + z h


def gru_step(x, h, W_x, W_h, b_x, b_h):
    """Return the state after one step of a GRU."""
    r_x, z_x, n_x = np.split(x @ W_x.T + b_x, 3, axis=1)  # each (N, units)
    r_h, z_h, n_h = np.split(h @ W_h.T + b_h, 3, axis=1)
    r, z = sigmoid(r_x + r_h), sigmoid(z_x + z_h)
    n = np.tanh(n_x + r * n_h)
    return (1 - z) * n + z * h


def sample_gru(rng):
    return gru_of(rng, *(rng.permutation([2, 4, 5]) + rng.integers(0, 2)))


def gru_of(rng, N, d, units):
    return rng.normal(size=(N, d)), rng.normal(size=(N, units)), *weights(rng, d, units, 3), rng.normal(size=3 * units)


GRU_STEPS = {
    **special_steps(gru_of),
    "states far beyond 1": tuple(10 * part for part in gru_of(np.random.default_rng(7), 3, 2, 4)),
    "sums far beyond 1,000": tuple(1e3 * part for part in gru_of(np.random.default_rng(6), 3, 2, 4)),
}

# 19.5 the closing bracket that is expected least


def find(logits, signs, closing):
    """Return the place of the closing bracket that the network expected least."""
    places = np.flatnonzero(np.isin(signs, closing))
    kinds = logits[places][:, closing]  # (brackets, 3)
    p = np.exp(kinds - kinds.max(axis=1, keepdims=True))
    p = p / p.sum(axis=1, keepdims=True)
    own = p[signs[places][:, None] == closing]  # of the kind that stands there
    return int(places[own.argmin()])


def sample_statement(rng):
    """Return logits, a statement of 8 to 20 signs with four closing brackets or more, and the three codes."""
    T, closing = int(rng.integers(8, 21)), rng.permutation(12)[:3]
    signs = rng.integers(0, 12, T)
    signs[rng.permutation(T - 2)[:4] + 1] = closing[rng.integers(0, 3, 4)]
    return 3 * rng.normal(size=(T, 12)), signs, closing


def levels():
    """Return logits of 1,000 and -1,000: each row has a level of its own, which softmax takes away."""
    z, signs, closing = sample_statement(np.random.default_rng(1))
    return z + np.resize([1000.0, -1000.0, 0.0], len(z))[:, None], signs, closing


def one_statement(seed, *signs):
    """Return random logits for these signs; 4, 8 and 9 are closing brackets."""
    return np.random.default_rng(seed).normal(size=(len(signs), 12)), np.array(signs), np.array([4, 8, 9])


def rival():
    """Return two brackets: the first is the less likely beside its likeliest rival, the second beside both."""
    z, signs, closing = one_statement(5, 2, 4, 7, 9, 8, 0)
    z[1, closing], z[3, closing], z[4, closing] = (-1.0, 0.0, -9.0), (0.0, 0.0, -0.9), (0.0, 3.0, 0.0)
    return z, signs, closing


def sure():
    """Return a row in which one kind is at 1,000 and another at -1,000: the first is certain."""
    z, signs, closing = one_statement(6, 4, 7, 9, 8, 0)
    z[0, closing] = 1000.0, -1000.0, 0.0
    return z, signs, closing


STATEMENTS = {
    "a single closing bracket": one_statement(2, 3, 1, 8, 0, 2),
    "a statement of one sign": one_statement(3, 8),
    "closing brackets alone": one_statement(4, 8, 4, 9, 9, 4, 8),
    "logits of 1,000 and -1,000": levels(),
    "a certain bracket": sure(),
}
