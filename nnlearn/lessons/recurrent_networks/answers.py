"""The right answers to the exercises of lesson 18, and the inputs they are tried on."""

import numpy as np

from nnlearn.lessons.recurrent_networks.advice import (
    Lessons,
    check_same_network,
    check_taught,
    check_teach,
    construction,
    rounded_down,
)
from nnlearn.lessons.recurrent_networks.memory import ask

# 18.1 h' = tanh(x W_x^T + h W_h^T + b)


def step(x, h, W_x, W_h, b):
    """Return the state after one step."""
    return np.tanh(x @ W_x.T + h @ W_h.T + b)


def sample_step(rng):
    return step_of(rng, *(rng.permutation([2, 3, 5]) + rng.integers(0, 2)))


def step_of(rng, N, d, units):
    return rng.normal(size=(N, d)), rng.normal(size=(N, units)), *sample_weights(rng, d, units)


def sample_weights(rng, d, units):
    return rng.normal(size=(units, d)), rng.normal(size=(units, units)) / 2, rng.normal(size=units)


STEPS = {
    "one sequence": step_of(np.random.default_rng(1), 1, 2, 3),
    "one number to read and one unit": step_of(np.random.default_rng(2), 3, 1, 1),
    "as many sequences as numbers to read and units": step_of(np.random.default_rng(3), 3, 3, 3),
    "one-hot rows of whole numbers": (np.eye(4, dtype=int)[[2, 0, 3]], *step_of(np.random.default_rng(4), 3, 4, 2)[1:]),
    "sums far beyond 1,000": tuple(1e3 * part for part in step_of(np.random.default_rng(5), 3, 2, 4)),
}


# 18.2 the loop over time


def run(x, h, W_x, W_h, b):
    """Return the state after each of the T inputs."""
    states = []
    for x_t in x:
        h = step(x_t, h, W_x, W_h, b)
        states.append(h)
    return np.array(states)


def one_array(run, x, h, W_x, W_h, b):
    """Call a learner's `run`; the states must come as one array, and not as a list of them."""
    states = run(x, h, W_x, W_h, b)
    if isinstance(states, list | tuple) and len(states) and all(isinstance(one, np.ndarray) for one in states):
        raise TypeError(f"expected one array of shape (T, N, units), got a {type(states).__name__} of {len(states)}")
    return states


def sample_run(rng):
    return run_of(rng, *(rng.permutation([2, 3, 4, 5]) + rng.integers(0, 2)))


def run_of(rng, T, N, d, units):
    return rng.normal(size=(T, N, d)), rng.normal(size=(N, units)), *sample_weights(rng, d, units)


SIZES = {  # T, N, d, units
    "a single step": (1, 3, 2, 4),
    "one sequence": (3, 1, 2, 4),
    "one number to read and one unit": (3, 2, 1, 1),
    "equal numbers of steps, sequences, inputs and units": (3, 3, 3, 3),
    "30 steps": (30, 2, 3, 2),
}
RUNS = {kind: run_of(np.random.default_rng(k), *sizes) for k, (kind, sizes) in enumerate(SIZES.items())}


# 18.3 draw from softmax(z / T)


def draw(z, temperature, point):
    """Return which letter the point draws."""
    powers = np.exp((z - z.max()) / temperature)
    return int(np.searchsorted(np.cumsum(powers / powers.sum()), point, side="right"))


def sample_logits(rng):
    return 2 * rng.normal(size=int(rng.integers(5, 12))), float(rng.choice([0.3, 0.6, 2.0, 4.0])), float(rng.random())


LARGE = (np.array([998.0, 1000.0, 999.0]), 0.5, 0.2)  # clipped to one height, the first letter would have a third
LARGE_AND_SMALL = (np.array([999.0, 0.0, 0.0, 1000.0, 0.0, 997.0]), 0.5, 0.2)
LOGITS = {
    "logits of 1,000": LARGE,
    "logits of 1,000 next to some of 0": LARGE_AND_SMALL,
    "logits of -1,000": (np.array([-1000.0, -998.0, -999.0]), 0.5, 0.2),
    "point = 0 and a first letter of probability 0": (np.array([-1000.0, 0.0, 1.0]), 1.0, 0.0),
    "a last letter of probability 0": (np.array([0.0, 1.0, -1000.0]), 1.0, 0.999),
    "a point on the border of two pieces": (np.array([3.0, 3.0]), 1.0, 0.5),
    "a point on a border, before a letter of probability 0": (np.array([3.0, -1000.0, 3.0]), 1.0, 0.5),
    "one letter": (np.array([3.0]), 0.5, 0.7),
    "60 letters": (np.sin(np.arange(60.0)), 1.0, 0.9),
    "a temperature of 0.001": (np.array([0.2, 0.25]), 0.001, 0.001),
    "a temperature of 1,000": (np.array([5.0, -5.0, 0.0]), 1000.0, 0.34),
}

# 18.4 backpropagation through time


def through_time(x, hs, g, W_h):
    """Return dL/dW_x, dL/dW_h and dL/db."""
    later, dW_x, dW_h, db = 0, 0, 0, 0
    for t in reversed(range(len(x))):
        g_z = (g[t] + later) * (1 - hs[t + 1] ** 2)  # dL/dz of step t
        dW_x, dW_h, db = dW_x + g_z.T @ x[t], dW_h + g_z.T @ hs[t], db + g_z.sum(axis=0)
        later = g_z @ W_h  # to the state before
    return dW_x, dW_h, db


def sample_through_time(rng):
    return gradient_of(rng, *sample_run(rng))


def gradient_of(rng, x, h, W_x, W_h, b):
    hs = np.concatenate([h[None], run(x, h, W_x, W_h, b)])
    return x, hs, rng.normal(size=hs[1:].shape), W_h


def larger(arguments):
    x, hs, g, W_h = arguments
    return x, hs, 1000 * g, W_h


def saturated():
    x, hs, g, W_h = gradient_of(np.random.default_rng(6), *RUNS["one sequence"])
    return x, np.where(np.arange(hs.size).reshape(hs.shape) % 3, hs, np.sign(hs)), g, W_h


TIMES = {
    **{kind: gradient_of(np.random.default_rng(5), *one) for kind, one in RUNS.items()},
    "states of exactly 1 and -1": saturated(),
    "gradients of 1,000": larger(gradient_of(np.random.default_rng(7), *run_of(np.random.default_rng(8), 3, 2, 3, 4))),
}


# 18.5 remember longer

DOTS = 15


def probability(nn, model, dots):
    """Return the mean probability of the right letter after the question mark."""
    x, y = ask(model, dots)
    z = np.asarray(nn.predict(model, x), float)[:, :, -1]
    z -= z.max(axis=1, keepdims=True)
    p = np.exp(z) / np.exp(z).sum(axis=1, keepdims=True)
    return float(p[np.arange(len(y)), y[:, -1]].mean())


def runs(numbers):
    """Return whole numbers in ascending order as words, neighbours together.

    Examples
    --------
    >>> runs([5]), runs([1, 2, 3]), runs([1, 2, 5, 7, 8])
    ('5', '1 to 3', '1, 2, 5, 7 and 8')
    """
    if len(numbers) > 2 and numbers[-1] - numbers[0] == len(numbers) - 1:
        return f"{numbers[0]} to {numbers[-1]}"
    *first, last = (str(one) for one in numbers)
    return f"{', '.join(first)} and {last}" if first else last


def measure_memory(teach, seeds=(3, 4)):
    """Teach fresh networks, and measure the mean probability of the right letter over 15 dots."""
    import nnlearn.numpy as nn

    check_teach(teach)
    tried = []
    for seed in seeds:
        nn.manual_seed(seed)
        model = nn.CharRNN("abcd.?", hidden_size=32, cell="RNN", embedding_size=8)
        lessons, built = Lessons(model), construction(model)
        check_taught(teach(nn, model), model)
        check_same_network(model, built)
        lessons.end()
        tried.append((probability(nn, model, DOTS), lessons.advice(DOTS)))
    found, advice = [value for value, _ in tried], min(tried)[1]
    if max(found) >= 0.7:
        advice = f"The weaker network: {advice}"
    share = sum(found) / len(found)
    known = [dots for dots in range(1, DOTS + 1) if probability(nn, model, dots) > 0.7]
    each = " and ".join(rounded_down(value) for value in found)
    over = f"over {runs(known) if known else 'no number of'} dots"
    mean = f", {rounded_down(share)} on average" if len(found) > 1 else ""
    sentence = f"Over {DOTS} dots the right letter has a probability of {each}{mean}. The last network knows it {over}."
    return share, share >= 0.7, sentence, "" if share >= 0.7 else advice
