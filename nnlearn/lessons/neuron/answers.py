"""What the exercises of lesson 01 compute: the right answers, some wrong ones, and the inputs they are tried on."""

import numpy as np


def sigmoid(z):
    return 0.5 * (1 + np.tanh(z / 2))


def relu(z):
    return np.maximum(z, 0.0)


def step(z):
    return 1.0 * (z >= 0)


ACTIVATIONS = (sigmoid, relu, step)

# ---- 01.1: z = sum over i of x_i w_i, plus b ----


def weighted_sum(x, weights, bias):
    return float((x * weights).sum() + bias)


def draw_unit(rng):
    d = int(rng.integers(2, 7))
    return rng.normal(size=d), rng.normal(size=d), float(rng.normal())


INHIBITED = (np.array([1.0, 2.0, 4.0]), np.array([2.0, -3.0, 0.5]), 5.0)

# ---- 01.2: f(sum - threshold) ----


def neuron(x, weights, threshold, activation):
    return float(activation(weighted_sum(x, weights, -threshold)))


def draw_neuron(rng):
    x, weights, threshold = draw_unit(rng)
    return x, weights, 2 * threshold + 0.5, ACTIVATIONS[rng.integers(2)]


OVER = (np.array([2.0, 1.0]), np.array([1.0, 0.5]), 1.5)  # the sum, 2.5, is 1 above the threshold
CASES = tuple((*OVER, activation) for activation in ACTIVATIONS)
CASES += ((np.array([1.0, 0.5]), np.array([1.0, 1.0]), 1.5, step),)  # just at the threshold: a step fires

# ---- 01.3: spikes in one second at a steady current, Euler's method in steps of 0.1 ms ----

STEPS, DT = 10_000, 0.1


def spikes(current, *, reset=-65.0, leak=1.0, resistance=10.0, start=-65.0, threshold=-50.0, tau=10.0, reach=True):
    v, count = start, 0
    for _ in range(STEPS):
        v += DT / tau * (leak * (-65.0 - v) + resistance * current)
        if (v >= threshold) is reach:
            count += 1
            v = v if reset is None else reset
    return count


def draw_current(rng):
    return (round(float(rng.uniform(1.7, 4.0)), 2),)


# ---- 01.4: one artificial neuron over the whole rate curve ----

CLOSE = 9.0
CURRENTS = np.linspace(0, 4, 41)


def rates():
    """Spikes a second of the lesson's cell, dead for 2 ms after each spike: 1000 / (2 + 10 ln(R I / (R I - 15)))."""
    over = 10 * CURRENTS > 15
    interval = 2 + 10 * np.log(10 * CURRENTS[over] / (10 * CURRENTS[over] - 15))
    found = np.zeros(len(CURRENTS))
    found[over] = 1000 / interval
    return found


def distance(answer):
    """Say how far height * f(w I + b) is from the rates, root mean square."""
    if not isinstance(answer, list | tuple) or len(answer) != 4 or not callable(answer[0]):
        raise ValueError("expected (activation, weight, bias, height), the first a function")
    activation, weight, bias, height = answer
    curve = float(height) * np.asarray(activation(float(weight) * CURRENTS + float(bias)), float)
    if curve.shape != CURRENTS.shape:
        raise ValueError(f"the activation gave shape {curve.shape} for {CURRENTS.shape}")
    if not np.allclose(np.asarray(activation(np.array([-2.0, 0.5]))), [activation(-2.0), activation(0.5)]):
        raise ValueError("an activation function looks at each number by itself")
    miss = curve - rates()
    off = float(np.sqrt((miss**2).mean()))
    worst = int(np.abs(miss).argmax())
    said = f"off by {off:.1f} spikes a second; most at {CURRENTS[worst]:.1f} nA, where it is {miss[worst]:+.0f}."
    return off, off <= CLOSE, said
