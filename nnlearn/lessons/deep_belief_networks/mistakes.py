"""Mistakes that people really make in 25.1 and 25.2: the wrong answers that `check` names."""

import numpy as np


def sigmoid(z):
    return 1 / (1 + np.exp(-z))


def rounded(p):
    return (p > 0.5).astype(float)


def below(p, rng):
    return (rng.random(p.shape) < p).astype(float)


# 25.1


def rising(score=None, shown=sigmoid, hand_on=None, end=None):
    """Return an answer with some of its parts made otherwise.

    `score(below, v, W, b, c)` are the scores of a layer, `shown(z)` what is returned of it, `hand_on(z)` what the layer
    above sees, and `end(found, v)` what is returned.
    """

    def answer(v, layers):
        found, below = [], v
        for W, b, c in layers:
            z = score(below, v, W, b, c) if score else below @ W + c
            found.append(shown(z))
            below = hand_on(z) if hand_on else sigmoid(z)
        return end(found, v) if end else found

    return answer


def drawn(z):
    p = sigmoid(z)
    return (np.random.default_rng(0).random(p.shape) < p).astype(float)


def one_rng(v, layers, shown=lambda p, v: p):
    """Draws of one generator."""
    rng, found = np.random.default_rng(0), []
    for W, _, c in layers:
        p = sigmoid(v @ W + c)
        v = (rng.random(p.shape) < p).astype(float)
        found.append(shown(p, v))
    return found


def shares(z):
    """A softmax over the cells of a layer."""
    e = np.exp(z - z.max(axis=1, keepdims=True))
    return e / e.sum(axis=1, keepdims=True)


def states_returned(answer):
    """Return what an answer with rounded cells gives, as states."""
    return lambda v, layers: [rounded(p) for p in answer(v, layers)]


cells_handed_on = rising(hand_on=lambda z: rounded(sigmoid(z)))
CELLS = (
    states_returned(cells_handed_on),
    states_returned(rising()),
    rising(hand_on=drawn),
    rising(shown=drawn, hand_on=drawn),
    one_rng,
    lambda v, layers: one_rng(v, layers, lambda p, v: v),
)
visible_biases = rising(lambda below, v, W, b, c: below @ W + b)
turned = rising(lambda below, v, W, b, c: below @ W.T + c)
TURNED = (rising(lambda below, v, W, b, c: below @ W.T + b),)
only_the_top = rising(end=lambda found, v: found[-1])
TOPS = (rising(end=lambda found, v: found[-1:]),)
from_the_pixels = rising(lambda below, v, W, b, c: v @ W + c)
no_biases = rising(lambda below, v, W, b, c: below @ W)
scores = rising(shown=lambda z: z)
SCORES = (
    rising(hand_on=lambda z: z),
    rising(shown=lambda z: z, hand_on=lambda z: z),
    rising(shown=lambda z: np.maximum(z, 0), hand_on=lambda z: np.maximum(z, 0)),
    rising(shown=shares, hand_on=shares),
)
with_the_picture = rising(end=lambda found, v: [v, *found])
LISTS = (
    rising(end=lambda found, v: found[::-1]),
    rising(end=lambda found, v: [v, *found[:-1]]),
    rising(end=lambda found, v: found[:-1]),
    rising(end=lambda found, v: [list(one) for one in zip(*found, strict=True)]),
)

# 25.2


def stacking(sizes=None, hand_on=None, always=False, end=None):
    """Return an answer with some of its parts made otherwise.

    `sizes(sizes)` are the numbers of hidden cells, `hand_on(v, W, b, c)` what the next machine learns, unless all learn
    the pictures (`always`), and `end(layers, v)` is what is returned.
    """

    def answer(v, all_sizes, train):
        layers = []
        for hidden in sizes(all_sizes) if sizes else all_sizes[1:]:
            W, b, c = train(v, hidden)
            layers.append((W, b, c))
            if not always:
                v = hand_on(v, W, b, c) if hand_on else sigmoid(v @ W + c)
        return end(layers, v) if end else layers

    return answer


def reconstruction(v, W, b, c):
    return sigmoid(sigmoid(v @ W + c) @ W.T + b)


def first_layer_again(v, sizes, train):
    """All but the first machine learn the hidden cells of the first."""
    layers, data = [], v
    for hidden in sizes[1:]:
        layers.append(train(data, hidden))
        data = sigmoid(v @ layers[0][0] + layers[0][2])
    return layers


def drawn_to_learn(v, sizes, train):
    """Draws of one generator."""
    rng = np.random.default_rng(0)
    return stacking(hand_on=lambda v, W, b, c: below(sigmoid(v @ W + c), rng))(v, sizes, train)


all_on_the_pixels = stacking(always=True)
cells_to_learn = stacking(hand_on=lambda v, W, b, c: rounded(sigmoid(v @ W + c)))
CELLS_TO_LEARN = (stacking(hand_on=lambda v, W, b, c: drawn(v @ W + c)), drawn_to_learn)
scores_to_learn = stacking(hand_on=lambda v, W, b, c: v @ W + c)
SCORES_TO_LEARN = (stacking(hand_on=lambda v, W, b, c: v @ W),)
other_bias = stacking(hand_on=lambda v, W, b, c: sigmoid(v @ W))
OTHER_BIASES = (stacking(hand_on=lambda v, W, b, c: sigmoid(v @ W + b)),)
what_comes_back = stacking(hand_on=reconstruction)
COMES_BACK = (stacking(hand_on=lambda v, W, b, c: rounded(reconstruction(v, W, b, c))),)
first_size_too = stacking(lambda sizes: sizes)
SIZES = (
    stacking(lambda sizes: sizes[:-1]),
    stacking(lambda sizes: sizes[1:-1]),
    stacking(lambda sizes: sizes[2:]),
    stacking(lambda sizes: sizes[:0:-1]),
)
only_weights = stacking(end=lambda layers, v: [W for W, _, _ in layers])
FORMS = (
    stacking(end=lambda layers, v: layers[-1]),
    stacking(end=lambda layers, v: layers[::-1]),
    stacking(end=lambda layers, v: (layers, v)),
    stacking(end=lambda layers, v: v),
    stacking(end=lambda layers, v: tuple(list(one) for one in zip(*layers, strict=True))),
    stacking(end=lambda layers, v: [one for machine in layers for one in machine]),
    stacking(end=lambda layers, v: [(W, c) for W, _, c in layers]),
    stacking(end=lambda layers, v: [(W, c, b) for W, b, c in layers]),
)
