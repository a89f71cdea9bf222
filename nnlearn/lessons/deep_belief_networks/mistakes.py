"""Mistakes that people really make in 25.1 to 25.3: the wrong answers that `check` names."""

import numpy as np


def sigmoid(z):
    return 1 / (1 + np.exp(-z))


def rounded(p):
    return (p > 0.5).astype(float)


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


def one_rng(v, layers):
    """Draws of one generator."""
    rng, found = np.random.default_rng(0), []
    for W, _, c in layers:
        p = sigmoid(v @ W + c)
        v = (rng.random(p.shape) < p).astype(float)
        found.append(p)
    return found


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
)
visible_biases = rising(lambda below, v, W, b, c: below @ W + b)
turned = rising(lambda below, v, W, b, c: below @ W.T + c)
TURNED = (rising(lambda below, v, W, b, c: below @ W.T + b),)
only_the_top = rising(end=lambda found, v: found[-1])
TOPS = (rising(end=lambda found, v: found[-1:]),)
from_the_pixels = rising(lambda below, v, W, b, c: v @ W + c)
no_biases = rising(lambda below, v, W, b, c: below @ W)
scores = rising(shown=lambda z: z)
SCORES = (rising(hand_on=lambda z: z), rising(shown=lambda z: z, hand_on=lambda z: z))
with_the_picture = rising(end=lambda found, v: [v, *found])
LISTS = (
    rising(end=lambda found, v: found[::-1]),
    rising(end=lambda found, v: [v, *found[:-1]]),
    rising(end=lambda found, v: found[:-1]),
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


all_on_the_pixels = stacking(always=True)
cells_to_learn = stacking(hand_on=lambda v, W, b, c: rounded(sigmoid(v @ W + c)))
CELLS_TO_LEARN = (stacking(hand_on=lambda v, W, b, c: drawn(v @ W + c)),)
scores_to_learn = stacking(hand_on=lambda v, W, b, c: v @ W + c)
SCORES_TO_LEARN = (stacking(hand_on=lambda v, W, b, c: v @ W),)
other_bias = stacking(hand_on=lambda v, W, b, c: sigmoid(v @ W))
OTHER_BIASES = (stacking(hand_on=lambda v, W, b, c: sigmoid(v @ W + b)),)
what_comes_back = stacking(hand_on=reconstruction)
COMES_BACK = (stacking(hand_on=lambda v, W, b, c: rounded(reconstruction(v, W, b, c))),)
first_size_too = stacking(lambda sizes: sizes)
SIZES = (stacking(lambda sizes: sizes[:-1]), stacking(lambda sizes: sizes[1:-1]), stacking(lambda sizes: sizes[2:]))
only_weights = stacking(end=lambda layers, v: [W for W, _, _ in layers])
FORMS = (
    stacking(end=lambda layers, v: layers[-1]),
    stacking(end=lambda layers, v: layers[::-1]),
    stacking(end=lambda layers, v: (layers, v)),
    stacking(end=lambda layers, v: v),
    stacking(end=lambda layers, v: tuple(list(one) for one in zip(*layers, strict=True))),
    stacking(end=lambda layers, v: [(W, c) for W, _, c in layers]),
    stacking(end=lambda layers, v: [(W, c, b) for W, b, c in layers]),
)

# 25.3


def below(p, rng):
    return (rng.random(p.shape) < p).astype(float)


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


THROUGH = (up_and_down, down_first)
probabilities_in_the_chain = dreaming(top=kept)
CHAINS = (dreaming(back=kept), dreaming(top=kept, back=kept), dreaming(top=kept, back=kept, lower=kept))
way_not_drawn = dreaming(lower=kept)
DRAWS = (
    dreaming(end=below),
    dreaming(end=lambda p, rng: rounded(p)),
    dreaming(lower=kept, end=below),
    dreaming(lower=lambda p, rng: rounded(p)),
)
no_biases_in_dreams = with_biases()
BIASES = (with_biases(chain=True), with_biases(way=True), with_biases(chain=True, way=True, down=lambda b, c: c))
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
    dreaming(draw=lambda p, rng: (rng.random() < p).astype(float)),
    dreaming(draw=lambda p, rng: (rng.random((len(p), 1)) < p).astype(float)),
    dreaming(draw=lambda p, rng: (rng.random(p.shape) > p).astype(float)),
    dreaming(draw=lambda p, rng: rounded(p)),
    dreaming(draw=lambda p, rng: (np.random.default_rng(0).random(p.shape) < p).astype(float)),
)
