"""The right answers to the exercises of lesson 18, and the inputs they are tried on."""

import numpy as np

from nnlearn.lessons.recurrent_networks.advice import Lessons, check_taught, check_teach, rounded_down
from nnlearn.lessons.recurrent_networks.memory import ask

# 18.1 h' = tanh(x W_x^T + h W_h^T + b)


def step(x, h, W_x, W_h, b):
    """Return the state after one step."""
    return np.tanh(x @ W_x.T + h @ W_h.T + b)


def sample_step(rng):
    N, d, units = rng.permutation([2, 3, 5]) + rng.integers(0, 2)
    return rng.normal(size=(N, d)), rng.normal(size=(N, units)), *sample_weights(rng, d, units)


def sample_weights(rng, d, units):
    return rng.normal(size=(units, d)), rng.normal(size=(units, units)) / 2, rng.normal(size=units)


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
    T, N, d, units = rng.permutation([2, 3, 4, 5]) + rng.integers(0, 2)
    return rng.normal(size=(T, N, d)), rng.normal(size=(N, units)), *sample_weights(rng, d, units)


# 18.3 draw from softmax(z / T)


def draw(z, temperature, point):
    """Return which letter the point draws."""
    powers = np.exp((z - z.max()) / temperature)
    return int(np.searchsorted(np.cumsum(powers / powers.sum()), point, side="right"))


def sample_logits(rng):
    return 2 * rng.normal(size=int(rng.integers(5, 12))), float(rng.choice([0.3, 0.6, 2.0, 4.0])), float(rng.random())


LARGE = (np.array([999.0, 1001.0, 1000.0]), 0.5, 0.2)  # clipped to one height, the first letter would have a third
LARGE_AND_SMALL = (np.array([1000.0, 0.0, 0.0, 1001.0, 0.0, 998.0]), 0.5, 0.2)
IMPOSSIBLE_FIRST = (np.array([-2000.0, 0.0, 1.0]), 1.0, 0.0)

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
    x, h, W_x, W_h, b = sample_run(rng)
    hs = np.concatenate([h[None], run(x, h, W_x, W_h, b)])
    return x, hs, rng.normal(size=hs[1:].shape), W_h


# 18.5 remember longer

DOTS = 15


def probability(nn, model, dots):
    """Return the mean probability of the right letter after the question mark."""
    x, y = ask(model, dots)
    z = np.asarray(nn.predict(model, x), float)[:, :, -1]
    z -= z.max(axis=1, keepdims=True)
    p = np.exp(z) / np.exp(z).sum(axis=1, keepdims=True)
    return float(p[np.arange(len(y)), y[:, -1]].mean())


def measure_memory(teach, seeds=(3, 4)):
    """Teach fresh networks, and measure the mean probability of the right letter over 15 dots."""
    import nnlearn.numpy as nn

    check_teach(teach)
    tried = []
    for seed in seeds:
        nn.manual_seed(seed)
        model = nn.CharRNN("abcd.?", hidden_size=32, cell="RNN", embedding_size=8)
        lessons = Lessons(model)
        check_taught(teach(nn, model), model)
        lessons.end()
        tried.append((probability(nn, model, DOTS), lessons.advice(DOTS)))
    found, advice = [value for value, _ in tried], min(tried)[1]
    if max(found) >= 0.7:
        advice = f"The weaker network: {advice}"
    share = sum(found) / len(found)
    bridged = next((dots for dots in range(DOTS, 0, -1) if probability(nn, model, dots) > 0.7), 0)
    each = " and ".join(rounded_down(value) for value in found)
    dots = "1 dot" if bridged == 1 else f"{bridged} dots"
    mean = f", {rounded_down(share)} on average" if len(found) > 1 else ""
    sentence = f"Over {DOTS} dots the right letter has a probability of {each}{mean}. The last network bridges {dots}."
    return share, share >= 0.7, sentence, "" if share >= 0.7 else advice
