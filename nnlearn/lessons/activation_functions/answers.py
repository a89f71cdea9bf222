"""What the exercises of lesson 03 compute: activation functions with their slopes, some wrong, and their inputs."""

import numpy as np

from nnlearn.lessons.activation_functions.survival import FUNCTIONS, survive


def draw_sums(rng):
    return (2 * rng.normal(size=int(rng.integers(4, 9))),)


# 03.1 tanh z and its slope 1 - tanh^2 z


def tanh(z):
    y = np.tanh(z)
    return y, 1 - y**2


# 03.2 leaky ReLU: z where z > 0, else leak z


def leaky_relu(z, leak):
    return np.where(z > 0, z, leak * z), np.where(z > 0, 1.0, leak)


def draw_leaks(rng):
    return 2 * rng.normal(size=int(rng.integers(5, 9))), float(rng.uniform(0.05, 0.4))


KINK = (np.array([-2.0, 0.0, 3.0]), 0.1)

# 03.3 log sigmoid z = -log(1 + e^-z)


def log_sigmoid(z):
    return -np.logaddexp(0, -z)


def log_sigmoid_as_it_stands(z):
    with np.errstate(all="ignore"):
        return np.log(1 / (1 + np.exp(-z)))


LARGE = (np.array([-1000.0, -40.0, 0.0, 40.0, 1000.0]),)

# 03.4 softmax(z / T), row by row


def softmax(z, temperature, axis=1):
    scaled = z / temperature
    e = np.exp(scaled - scaled.max(axis=axis, keepdims=True))
    return e / e.sum(axis=axis, keepdims=True)


def softmax_as_it_stands(z, temperature):
    with np.errstate(all="ignore"):
        e = np.exp(z / temperature)
        return e / e.sum(axis=1, keepdims=True)


def draw_rows(rng):
    n, k = int(rng.integers(2, 4)), int(rng.integers(4, 6))
    return 2 * rng.normal(size=(n, k)), float(rng.choice([0.5, 2.0, 3.0]))


LARGE_ROWS = (np.array([[1000.0, 999.0, 0.0], [-1000.0, 0.0, -1000.0]]), 1.0)

# 03.5 a gain at which signal and gradient survive


def measure_survival(answer):
    name, gain = answer
    if name not in FUNCTIONS:
        raise ValueError(f"expected an activation of {', '.join(FUNCTIONS)}, got {name!r}")
    signal, grad = survive(name, float(gain))
    passed = 0.2 <= signal <= 5 and 0.2 <= grad <= 5
    words = f"after 30 layers of {name} the signal is {signal:.2g} of its start, the gradient {grad:.2g}"
    return signal, bool(passed), words
