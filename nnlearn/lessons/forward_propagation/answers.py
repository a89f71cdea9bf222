"""The right answers to the exercises of lesson 04, and the inputs they are tried on.

A network is a list of layers, first to last; a layer is (weight of shape (out, in), bias of shape (out,), activation).
"""

import itertools

import numpy as np


def tanh(z):
    return np.tanh(z)


def sigmoid(z):
    return 0.5 * (1 + np.tanh(z / 2))


def relu(z):
    return np.maximum(z, 0)


def step(z):
    return (z >= 0).astype(float)


def identity(z):
    return z


# 04.1 and 04.2 one dense layer, and a network of them


def dense(x, weight, bias, activation):
    """Return the output of one dense layer for a batch."""
    return activation(x @ weight.T + bias)  # (N, in) @ (in, out) + (out,)


def forward(x, layers):
    """Return the network's output for a batch."""
    for weight, bias, activation in layers:
        x = dense(x, weight, bias, activation)  # what comes out goes into the next
    return x


def layer(rng, inputs, outputs, activation):
    return rng.normal(size=(outputs, inputs)), rng.normal(size=outputs), activation


def sample_layer(rng):  # different sizes, so that mixing up two axes is noticed
    n, inputs, outputs = rng.permutation([2, 3, 4, 5])[:3]
    return rng.normal(size=(n, inputs)), *layer(rng, inputs, outputs, (tanh, relu, sigmoid)[rng.integers(3)])


def square_layer(seed):  # here every product fits, right or wrong, so that a mistake gives a value to recognise it by
    rng = np.random.default_rng(seed)
    return rng.normal(size=(3, 3)), *layer(rng, 3, 3, tanh)


def one_example(seed):
    rng = np.random.default_rng(seed)
    return rng.normal(size=(1, 3)), *layer(rng, 3, 2, relu)


def wave(z):
    return np.cos(z)


def odd_layers():
    """Return arguments of 04.1 that are special: {what is special: arguments}."""
    rng = np.random.default_rng(0)
    whole = rng.integers(-3, 4, size=(4, 2)), rng.integers(-2, 3, size=(3, 2)), rng.normal(size=3), tanh
    return {
        "a single example": one_example(0),
        "a single unit": (rng.normal(size=(3, 2)), *layer(rng, 2, 1, tanh)),
        "a single input": (rng.normal(size=(2, 1)), *layer(rng, 1, 3, sigmoid)),
        "sizes that are all 1": (rng.normal(size=(1, 1)), *layer(rng, 1, 1, tanh)),
        "as many examples as units": (rng.normal(size=(3, 2)), *layer(rng, 2, 3, tanh)),
        "as many inputs as units": (rng.normal(size=(2, 3)), *layer(rng, 3, 3, tanh)),
        "many examples, inputs and units": (rng.normal(size=(12, 9)), *layer(rng, 9, 11, tanh)),
        "inputs and weights in whole numbers": whole,
        "an activation that is none of the lesson's": (rng.normal(size=(2, 3)), *layer(rng, 3, 4, wave)),
    }


def network(rng, sizes):
    return [layer(rng, a, b, (tanh, relu, sigmoid)[k % 3]) for k, (a, b) in enumerate(itertools.pairwise(sizes))]


def sample_network(rng):
    sizes = rng.permutation([1, 2, 3, 4, 5, 6])[: rng.integers(4, 6)].tolist()
    return rng.normal(size=(7, sizes[0])), network(rng, sizes)


def square_network(seed):
    rng = np.random.default_rng(seed)
    return rng.normal(size=(5, 3)), network(rng, [3, 3, 3, 3])


def two_layers(seed):  # here code for two layers is right, and a triple taken for a pair is not
    rng = np.random.default_rng(seed)
    return rng.normal(size=(4, 3)), network(rng, [3, 5, 2])


def one_layer(seed):
    rng = np.random.default_rng(seed)
    return rng.normal(size=(2, 3)), network(rng, [3, 4])


def odd_networks():
    """Return arguments of 04.2 that are special: {what is special: arguments}."""
    rng = np.random.default_rng(1)
    same = layer(rng, 3, 3, tanh)
    bent = [(weight, bias, wave) for weight, bias, _ in network(rng, [2, 3, 1])]
    return {
        "a network of one layer": one_layer(0),
        "a network of eight layers": (rng.normal(size=(2, 3)), network(rng, [3, 2, 4, 3, 2, 5, 3, 2, 4])),
        "a single example": (rng.normal(size=(1, 2)), network(rng, [2, 4, 3])),
        "layers of one unit": (rng.normal(size=(3, 1)), network(rng, [1, 1, 1, 1])),
        "the same layer twice": (rng.normal(size=(2, 3)), [same, layer(rng, 3, 3, relu), same]),
        "activations that are none of the lesson's": (rng.normal(size=(4, 2)), bent),
    }


# 04.3 how many numbers a network learns


def count(sizes):
    """Return the number of weights and biases."""
    total = 0
    for k in range(1, len(sizes)):
        total += sizes[k - 1] * sizes[k] + sizes[k]  # weights and biases
    return total


def sample_sizes(rng):
    return (rng.permutation(np.arange(2, 10))[: rng.integers(3, 6)].tolist(),)


ODD_SIZES = {
    "two layers of equal width": ([3, 5, 5, 2],),
    "one width everywhere": ([4, 4, 4, 4],),
    "widths of 1": ([1, 1, 3, 1],),
    "ten layers": ([3, 4, 2, 6, 3, 5, 4, 2, 7, 3, 2],),
    "widths of 100,000": ([100_000, 100_000, 10],),
}

# 04.4 XOR by hand: many weights are right, so what is compared is the output at each corner


def gate(weight, bias, out_weight, out_bias):
    """Return the layers of a network 2 - 2 - 1 of steps."""
    return [(np.array(weight), np.array(bias), step), (np.array([out_weight]), np.array([out_bias]), step)]


OR_NAND = [[1.0, 1.0], [-1.0, -1.0]], [-0.5, 1.5]
XOR = gate(*OR_NAND, [1.0, 1.0], -1.5)  # the AND of both
CORNERS = tuple((np.array([[a, b]]),) for a in (0.0, 1.0) for b in (0.0, 1.0))


# 04.5 a curve by hand


def target(x):
    return np.sin(2 * np.pi * x**2)
