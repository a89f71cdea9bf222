"""Mistakes that people really make in 25.3: the wrong answers that `check` names."""

import numpy as np

from nnlearn.lessons.deep_belief_networks.mistakes import below, rounded, sigmoid


def dreaming(sweeps=None, start=None, top=below, back=below, lower=below, end=None, down=None, draw=None):
    """Return an answer with some of its parts made otherwise.

    `sweeps(sweeps)` is how many there are, `start(h, rng)` where they begin; `top(p, rng)`, `back(p, rng)` and
    `lower(p, rng)` what is handed on of the top cells, of the cells below them and of a layer on the way down;
    `down(layers)` the machines of that way, `draw` all draws, and `end(p, rng)` what is returned.
    """

    def answer(layers, h, given, rng):
        W, b, c = layers[-1]
        u = start(h, rng) if start else h
        for _ in range(sweeps(given) if sweeps else given):
            u = (draw or back)(sigmoid((draw or top)(sigmoid(u @ W + c), rng) @ W.T + b), rng)
        way = down(layers) if down else layers[-2::-1]
        for place, (W, b, _) in enumerate(way):
            p = sigmoid(u @ W.T + b)
            if place < len(way) - 1:
                u = (draw or lower)(p, rng)
        return end(p, rng) if end else p

    return answer


def kept(p, rng):
    return p


def drawn_for_nothing(p, rng):
    """Uniforms are taken, and the probabilities are handed on."""
    return below(p, rng) * 0 + p


def through_all(layers, h, sweeps, rng):
    """Each sweep goes down to the picture and up again."""
    W, b, c = layers[-1]
    for _ in range(sweeps):
        h = below(sigmoid(below(sigmoid(h @ W + c), rng) @ W.T + b), rng)
        for one in layers[-2::-1]:
            h = below(sigmoid(h @ one[0].T + one[1]), rng)
        for one in layers[:-1]:
            h = below(sigmoid(h @ one[0] + one[2]), rng)
    return dreaming(lambda given: 0)(layers, h, 0, rng)


def up_and_down(layers, h, sweeps, rng):
    """Each sweep begins at the picture: it fits where all layers have one size."""
    for _ in range(sweeps):
        for W, _, c in layers:
            h = below(sigmoid(h @ W + c), rng)
        for W, b, _ in layers[::-1]:
            p = sigmoid(h @ W.T + b)
            h = below(p, rng)
    return p


def down_first(layers, h, sweeps, rng):
    """The given cells first make a picture."""
    for W, b, _ in layers[-2::-1]:
        h = below(sigmoid(h @ W.T + b), rng)
    for _ in range(sweeps):
        for W, _, c in layers:
            h = below(sigmoid(h @ W + c), rng)
        for W, b, _ in layers[::-1]:
            p = sigmoid(h @ W.T + b)
            h = below(p, rng)
    return p


def with_biases(chain=False, way=False, down=lambda b, c: b):
    """Return an answer that has the biases in the chain, or on the way down, or not; `down(b, c)` is taken there."""

    def answer(layers, h, sweeps, rng):
        W, b, c = layers[-1]
        for _ in range(sweeps):
            h = below(sigmoid(h @ W + chain * c), rng)
            h = below(sigmoid(h @ W.T + chain * b), rng)
        for W, b, c in layers[-2::-1]:
            p = sigmoid(h @ W.T + (down(b, c) if way else 0))
            h = below(p, rng)
        return p

    return answer


def from_h_again(layers, h, sweeps, rng):
    """Each sweep begins at the h that was given."""
    W, b, c = layers[-1]
    u = h
    for _ in range(sweeps):
        u = below(sigmoid(below(sigmoid(h @ W + c), rng) @ W.T + b), rng)
    return dreaming(lambda given: 0)(layers, u, 0, rng)


def of_the_last_sweep(layers, h, sweeps, rng):
    """The last draw is taken, and then not used: its probabilities go down."""
    W, b, c = layers[-1]
    for _ in range(sweeps):
        p = sigmoid(below(sigmoid(h @ W + c), rng) @ W.T + b)
        u, h = p, below(p, rng)
    return dreaming(lambda given: 0)(layers, u if sweeps else h, 0, rng)


def lower_uniforms_first(layers, h, sweeps, rng):
    """Each sweep draws the uniforms of the cells below the top before those of the top."""
    W, b, c = layers[-1]
    for _ in range(sweeps):
        below_top, top = rng.random((len(h), len(b))), rng.random((len(h), len(c)))
        t = (top < sigmoid(h @ W + c)).astype(float)
        h = (below_top < sigmoid(t @ W.T + b)).astype(float)
    return dreaming(lambda given: 0)(layers, h, 0, rng)


def pixels_without_bias(layers, h, sweeps, rng):
    (W, b, c), *others = layers
    return dreaming()([(W, np.zeros_like(b), c), *others], h, sweeps, rng)


THROUGH = (up_and_down, down_first)
probabilities_in_the_chain = dreaming(top=kept)
CHAINS = (
    dreaming(back=kept),
    dreaming(top=kept, back=kept),
    dreaming(top=kept, back=kept, lower=kept),
    dreaming(top=drawn_for_nothing),
    dreaming(back=drawn_for_nothing),
    of_the_last_sweep,
)
way_not_drawn = dreaming(lower=kept)
DRAWS = (
    dreaming(end=below),
    dreaming(end=lambda p, rng: rounded(p)),
    dreaming(lower=kept, end=below),
    dreaming(lower=lambda p, rng: rounded(p)),
)
no_biases_in_dreams = with_biases()
BIASES = (
    with_biases(chain=True),
    with_biases(way=True),
    with_biases(chain=True, way=True, down=lambda b, c: c),
    pixels_without_bias,
)
one_sweep_more = dreaming(lambda given: given + 1)
SWEEPS = (dreaming(lambda given: given - 1), dreaming(lambda given: 1), from_h_again)
from_noise = dreaming(start=lambda h, rng: (rng.random(h.shape) < 0.5).astype(float))
NOISE = (dreaming(start=lambda h, rng: rng.random(h.shape)), dreaming(start=lambda h, rng: np.zeros_like(h)))
top_again = dreaming(down=lambda layers: layers[::-1])
WAYS = (
    dreaming(down=lambda layers: layers[:-1]),
    dreaming(down=lambda layers: layers),
    dreaming(down=lambda layers: layers[:1]),
)
other_uniforms = dreaming(draw=lambda p, rng: (rng.random(p.shape[1]) < p).astype(float))
UNIFORMS = (
    lower_uniforms_first,
    dreaming(draw=lambda p, rng: rng.binomial(1, p).astype(float)),
    dreaming(draw=lambda p, rng: (rng.random() < p).astype(float)),
    dreaming(draw=lambda p, rng: (rng.random((len(p), 1)) < p).astype(float)),
    dreaming(draw=lambda p, rng: (rng.random(p.shape) > p).astype(float)),
    dreaming(draw=lambda p, rng: rounded(p)),
    dreaming(draw=lambda p, rng: (np.random.default_rng(0).random(p.shape) < p).astype(float)),
)
