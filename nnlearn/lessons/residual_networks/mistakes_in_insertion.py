"""Mistakes that people really make in 17.1: networks made deeper that do not compute the same."""

import numpy as np

from nnlearn.checks.exercise import Wrong


def _with(weight=np.eye, bias=np.zeros, place=-1, more=0):
    """Return an answer that inserts layers with such weights and biases, at another place, or another number of them.

    The place is 0 for the front, -1 in front of the last layer, None after it.
    """

    def insert(layers, m):
        at = len(layers) if place is None else place % len(layers)
        width = layers[at][0].shape[1] if at < len(layers) else layers[-1][0].shape[0]
        new = [(weight(width), bias(width)) for _ in range(max(m + more, 0))]
        return [*layers[:at], *new, *layers[at:]]

    return insert


def _square(number):
    return lambda width: np.full((width, width), float(number))


zeros = _with(weight=_square(0))
zeros_after_the_last = _with(weight=_square(0), place=None)
zeros_in_front = _with(weight=_square(0), place=0)
in_front = _with(place=0)
after_the_last = _with(place=None)
biases_of_one = _with(bias=np.ones)
he_scaled = _with(weight=lambda width: np.sqrt(2) * np.eye(width))
he_over_width = _with(weight=lambda width: np.sqrt(2 / width) * np.eye(width))
halves = _with(weight=lambda width: np.eye(width) / 2)
negative = _with(weight=lambda width: -np.eye(width))
mirrored = _with(weight=lambda width: np.eye(width)[::-1])
ones = _with(weight=_square(1))
means = _with(weight=lambda width: np.full((width, width), 1 / width))
one_more = _with(more=1)
one_less = _with(more=-1)


def in_front_of_each(layers, m):
    """Everywhere between two layers, m of them."""
    found = []
    for k, (w, b) in enumerate(layers):
        if k:
            found += [(np.eye(w.shape[1]), np.zeros(w.shape[1])) for _ in range(m)]
        found.append((w, b))
    return found


def m_in_all(layers, m):
    return _with()(layers, max(m - len(layers), 0))


def only_one(layers, m):
    return _with()(layers, min(m, 1))


def last_hidden_again(layers, m):
    return [*layers[:-1], *((w.copy(), b.copy()) for w, b in [layers[-2]] * m), layers[-1]]


def same_arrays(layers, m):
    width = layers[-1][0].shape[1]
    return [*layers[:-1], *[(np.eye(width), np.zeros(width))] * m, layers[-1]]


def same_biases(layers, m):
    width = layers[-1][0].shape[1]
    bias = np.zeros(width)
    return [*layers[:-1], *((np.eye(width), bias) for _ in range(m)), layers[-1]]


def same_weights(layers, m):
    width = layers[-1][0].shape[1]
    weight = np.eye(width)
    return [*layers[:-1], *((weight, np.zeros(width)) for _ in range(m)), layers[-1]]


WRONG = {
    "the new layers hand on nothing": Wrong(
        zeros,
        "Every signal ends in a new layer, and all inputs get the same scores. For which W is X W^T equal to X?",
        also=(zeros_in_front, zeros_after_the_last, negative),
    ),
    "the new layers stand in front of the first one": Wrong(
        in_front,
        "An input may be negative, and the ReLU after a new layer would cut it off. Where in the network are all "
        "signals 0 or more?",
    ),
    "the new layers stand after the last one": Wrong(
        after_the_last,
        "Then the scores are no longer the output: a ReLU follows them, and negative ones are lost. Where in the "
        "network are all signals 0 or more?",
    ),
    "a new layer adds something": Wrong(
        biases_of_one, "Z = X W^T + b should be X itself, so nothing may be added to it. What is b then?"
    ),
    "the new layers make the signal larger or smaller": Wrong(
        he_scaled,
        "The factor of He's start makes up for what a ReLU cuts off a signal of both signs. Here nothing is cut off, "
        "and any factor other than 1 counts once in each new layer.",
        also=(he_over_width, halves),
    ),
    "the new layers mix the units": Wrong(
        ones,
        "Unit i of a new layer should read unit i of the layer before it, with weight 1, and no other. How does such a "
        "matrix look?",
        also=(means, mirrored, last_hidden_again),
    ),
    "the number of new layers is not m": Wrong(
        one_less,
        "m counts the pairs that are added, wherever they stand. Compare len of your list with len(layers) + m.",
        also=(one_more, m_in_all, only_one, in_front_of_each),
    ),
    "the new layers share their arrays": Wrong(
        same_arrays,
        "The list holds one array several times: a training step that changes one new layer in place would change all "
        "of them. Make new arrays for each.",
        also=(same_biases, same_weights),
    ),
}
