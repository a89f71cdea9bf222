"""The right answers to the exercises of lesson 03, and the inputs they are tried on."""

import numpy as np

from nnlearn.lessons.activation_functions.survival import FUNCTIONS, survive


def sample_sums(rng):
    return (2 * rng.normal(size=int(rng.integers(4, 9))),)


# 03.1 tanh z and its slope 1 - tanh^2 z


def tanh(z):
    """Return tanh z and its slope."""
    y = np.tanh(z)
    return y, 1 - y**2


# 03.2 leaky ReLU: z where z > 0, else leak z


def leaky_relu(z, leak):
    """Return the leaky ReLU of z and its slope."""
    positive = z > 0
    return np.where(positive, z, leak * z), np.where(positive, 1.0, leak)


def sample_leaks(rng):
    return 2 * rng.normal(size=int(rng.integers(5, 9))), float(rng.uniform(0.05, 0.4))


KINK = (np.array([-2.0, 0.0, 3.0]), 0.1)

# 03.3 log sigmoid z = -log(1 + e^-z)


def log_sigmoid(z):
    """Return log(sigmoid(z)), for any z."""
    return -np.logaddexp(0, -z)  # -log(1 + e^-z)


LARGE = (np.array([-1000.0, -40.0, 0.0, 40.0, 1000.0]),)

# 03.4 softmax(z / T), row by row


def softmax(z, temperature):
    """Return the softmax of each row of z / temperature."""
    scaled = z / temperature
    powers = np.exp(scaled - scaled.max(axis=1, keepdims=True))  # (n, k), the largest is 1
    return powers / powers.sum(axis=1, keepdims=True)


def sample_rows(rng):
    n, k = int(rng.integers(2, 4)), int(rng.integers(4, 6))
    return 2 * rng.normal(size=(n, k)), float(rng.choice([0.5, 2.0, 3.0]))


LARGE_ROWS = (np.array([[1000.0, 999.0, 0.0], [-1000.0, 0.0, -1000.0]]), 1.0)

# 03.5 a gain at which signal and gradient survive


def measure_survival(answer):
    """Measure how much of signal and gradient is left after 30 layers."""
    name, gain = answer
    if name not in FUNCTIONS:
        raise ValueError(f"expected an activation of {', '.join(FUNCTIONS)}, got {name!r}")
    signal, grad = survive(name, float(gain))
    passed = 0.2 <= signal <= 5 and 0.2 <= grad <= 5
    sentence = f"After 30 layers of {name} the signal is {signal:.2g} times its start, the gradient {grad:.2g} times."
    return signal, bool(passed), sentence
