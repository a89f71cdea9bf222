"""The right answers to the exercises of lesson 01, and the inputs they are tried on."""

import numpy as np


def sigmoid(z):
    return 0.5 * (1 + np.tanh(z / 2))


def relu(z):
    return np.maximum(z, 0.0)


def step(z):
    return 1.0 * (z >= 0)


ACTIVATIONS = (sigmoid, relu, step)

# 01.1 z = sum over i of x_i w_i, plus b


def weighted_sum(x, weights, bias):
    """Return the weighted sum of the inputs, plus the bias."""
    return x @ weights + bias


def sample_unit(rng):
    d = int(rng.integers(2, 7))
    return rng.normal(size=d), rng.normal(size=d), float(rng.normal())


INHIBITED = (np.array([1.0, 2.0, 4.0]), np.array([2.0, -3.0, 0.5]), 5.0)

SUMS = {
    "two weights that cancel": (np.array([3.0, 3.0]), np.array([1.0, -1.0]), 0.5),  # their sum is 0, the products' too
    "one input": (np.array([2.0]), np.array([-1.5]), 0.25),
    "20 inputs": (np.linspace(-1, 2, 20), np.linspace(3, 0.5, 20) ** 2, -1.0),
    "whole numbers as inputs, and no bias": (np.array([3, -1, 2]), np.array([0.5, 0.25, -1.5]), 0),
    "inputs of a billionth": (np.array([2e-9, -3e-9]), np.array([1.5, 0.5]), 1e-9),
    "inputs of a million": (np.array([2e6, 3e6]), np.array([-1.5, 0.5]), -1e5),
}

# 01.2 f(sum - threshold)


def neuron(x, weights, threshold, activation):
    """Return the output of an artificial neuron."""
    return activation(weighted_sum(x, weights, -threshold))


def sample_neuron(rng):
    x, weights, threshold = sample_unit(rng)
    return x, weights, 2 * threshold + 0.5, ACTIVATIONS[rng.integers(2)]


OVER = (np.array([2.0, 1.0]), np.array([1.0, 0.5]), 1.5)  # the sum, 2.5, is 1 above the threshold
UNDER = (np.array([2.0, 1.0]), np.array([-1.0, 0.5]), -0.75)  # the sum, -1.5, is 0.75 below the threshold
CASES = (*((*OVER, activation) for activation in ACTIVATIONS), (*UNDER, np.tanh))


def same(z):
    return z


NEURONS = {
    "a sum exactly at the threshold": (np.array([1.0, 0.5]), np.array([1.0, 1.0]), 1.5, step),  # a step fires
    "one input": (np.array([2.0]), np.array([-1.5]), -1.0, np.tanh),
    "20 inputs": (np.linspace(-1, 2, 20), np.linspace(1, -0.5, 20), 0.5, sigmoid),
    "a threshold of 0": (np.array([1.0, 3.0]), np.array([0.5, -0.25]), 0.0, np.tanh),
    "whole numbers as inputs": (np.array([3, -1]), np.array([0.5, 0.25]), 1, sigmoid),
    "a sum far above the threshold": (np.array([3e4, 1.0]), np.array([2.0, 1.0]), 10.0, same),
    "a sum far below the threshold": (np.array([3e4, 1.0]), np.array([-2.0, 1.0]), 10.0, same),
    "a sum a millionth above the threshold": (np.array([1e-6, 1.0]), np.array([1.0, 0.5]), 0.5, step),
}

# 01.3 spikes in one second at a steady current, Euler's method in steps of 0.1 ms


def spikes(current):
    """Return the number of spikes in one second."""
    v, count = -65.0, 0
    for _ in range(10_000):
        v += 0.1 / 10 * (-65.0 - v + 10 * current)
        if v >= -50:
            count += 1
            v = -65.0
    return count


def sample_current(rng):
    return (round(float(rng.uniform(1.7, 4.0)), 2),)


CURRENTS_BEYOND = {
    "150 nA, with which every step ends exactly at -50 mV": (150.0,),
    "1.51 nA, hardly enough to fire": (1.51,),
    "a current below 0": (-4.0,),
    "1,000 nA": (1000,),
}

# 01.4 of five guesses, the one with the smallest mean of (w x + b - y)^2


def better(x, y, w, b, step):
    """Return the best of a guess and its four neighbours."""
    guesses = [(w, b), (w + step, b), (w - step, b), (w, b + step), (w, b - step)]
    losses = [((w * x + b - y) ** 2).mean() for w, b in guesses]
    return guesses[int(np.argmin(losses))]


def sample_guess(rng):
    n = int(rng.integers(5, 9))
    x = rng.uniform(0, 4, size=n)
    y = 2 * x - 1 + rng.normal(size=n)
    y[0] += 6.0  # squared and absolute errors disagree about an outlier
    return x, y, float(rng.normal(2, 1)), float(rng.normal(-1, 1)), float(rng.uniform(0.1, 0.5))


LINE = np.array([0.0, 1.0, 2.0, 4.0])
EVEN = np.array([-2.0, -1.0, 1.0, 2.0])  # around 0: what is wrong with w cannot be made good by b, nor the other way
GUESSES = (
    (LINE, 2 * LINE - 0.9, 2.0, -1.0, 0.5),  # nothing is better than this one
    (LINE, 2 * LINE - 1, 1.5, -1.0, 0.5),
    (LINE, 2 * LINE - 1, 2.5, -1.0, 0.5),
    (LINE, 2 * LINE - 1, 2.0, -0.5, 0.5),
    *((EVEN, 2 * EVEN - 1, 2.0 + off, -1.0, 0.5) for off in (-0.5, 0.5)),
    *((EVEN, 2 * EVEN - 1, 2.0, -1.0 + off, 0.5) for off in (-0.5, 0.5)),
)

LINES = {  # without a tie
    "one point": (np.array([2.0]), np.array([10.0]), 1.0, 0.5, 1.0),
    "40 points": (np.linspace(0, 4, 40), np.linspace(0, 4, 40) ** 2, 2.0, 1.0, 0.25),
    "a guess of (0, 0)": (LINE, 1 - LINE, 0.0, 0.0, 0.5),
    "a guess of (0, 0) that is the best": (LINE, np.array([0.1, -0.2, 0.1, 0.0]), 0.0, 0.0, 0.5),
    "a guess without an error": (LINE, 2 * LINE - 1, 2.0, -1.0, 0.5),
    "whole numbers": (np.array([0, 1, 2, 4]), np.array([3, 1, 0, -4]), -1, 2, 1),
    "a step of 0.5 from whole numbers": (np.array([0, 1, 2, 4]), np.array([4, 2, 1, -1]), -1, -2, 0.5),
    "targets of a trillion": (LINE, 1e12 * (40 - 7 * LINE), 1e12, -1e12, 2e11),
    "targets of a billionth": (LINE, 1e-9 * (3 - LINE), 1e-9, 1e-9, 2e-10),
}

# 01.5 one artificial neuron for the whole rate curve

MAX_SPIKES_OFF = 9.0  # per second, root mean square
CURRENTS = np.linspace(0, 4, 41)  # nA


def rates():
    """Return the rates of the lesson's cell, silent for 2 ms after each spike: 1000 / (2 + 10 ln(R I / (R I - 15)))."""
    over = 10 * CURRENTS > 15
    interval = 2 + 10 * np.log(10 * CURRENTS[over] / (10 * CURRENTS[over] - 15))
    found = np.zeros(len(CURRENTS))
    found[over] = 1000 / interval
    return found
