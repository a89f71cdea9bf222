"""The right answers to the exercises of lesson 17; `inputs.py` has what 17.4 and 17.5 are tried on."""

import copy

import numpy as np

from nnlearn.arguments import describe

# 17.1 after a ReLU all signals are 0 or more, and there relu(x I + 0) = x


def insert(layers, m):
    """Return the layers of a network with m more that computes the same."""
    width = len(layers[-1][0][0])  # what the last layer reads
    new = [(np.eye(width), np.zeros(width)) for _ in range(m)]
    return [*layers[:-1], *new, layers[-1]]


def use_network(answer, layers, m, x):
    """Return how many layers the new network has, what it computes, and how many new arrays appear twice."""
    found = answer(layers, m)
    _check_network(found)
    old = {id(one) for pair in layers for one in pair}
    new = [id(one) for pair in found for one in pair if id(one) not in old]
    for k, (w, b) in enumerate(found):
        if np.shape(w)[1:] != x.shape[1:] or np.shape(w)[:1] != np.shape(b):
            raise ValueError(
                f"Layer {k + 1} of your network has weights of shape {np.shape(w)} and a bias of shape {np.shape(b)}, "
                f"and {x.shape[1]} numbers per example come in. The weights should have shape (out, {x.shape[1]}), "
                "the bias (out,)."
            )
        x = x @ np.transpose(w) + b
        if k < len(found) - 1:
            x = np.maximum(x, 0)
    return len(found), x, len(new) - len(set(new))


def _check_network(found):
    wanted = (
        "insert should return a list of pairs (W, b), of shapes (out, in) and (out,), one for each layer; yours returns"
    )
    if not isinstance(found, list | tuple):
        raise TypeError(f"{wanted} {describe(found)}.")
    for pair in found:
        if not isinstance(pair, list | tuple) or len(pair) != 2 or _axes(pair) != [2, 1]:
            raise TypeError(f"{wanted} a list that holds {_in_short(pair)}.")


def _axes(pair):
    try:
        return [np.ndim(one) for one in pair]
    except ValueError:  # lists of several lengths
        return None


def _in_short(one):
    if isinstance(one, list | tuple):
        return f"a {type(one).__name__} of {', '.join(describe(part) for part in one) or 'nothing'}"
    return describe(one)


def network_of(rng, *widths):
    """Return the layers of a network with these widths, input first."""
    pairs = zip(widths[1:], widths[:-1], strict=True)
    return [(rng.normal(size=(out, into)), rng.normal(size=out)) for out, into in pairs]


def sample_network(rng):
    n, d, out, *hidden = (int(k) for k in rng.permutation([3, 4, 5, 6, 7]))
    return network_of(rng, d, *hidden, out), int(rng.integers(2, 5)), rng.normal(size=(n, d))


_RNG = np.random.default_rng(17)
SQUARE = (network_of(_RNG, 4, 4, 4, 4), 2, _RNG.normal(size=(5, 4)))
SPECIAL_NETWORKS = {
    "no layer to insert": (network_of(_RNG, 3, 5, 2), 0, _RNG.normal(size=(4, 3))),
    "one layer to insert": (network_of(_RNG, 3, 5, 4, 2), 1, _RNG.normal(size=(4, 3))),
    "38 layers to insert": (network_of(_RNG, 3, 5, 4, 2), 38, _RNG.normal(size=(4, 3))),
    "a single hidden layer": (network_of(_RNG, 3, 6, 2), 3, _RNG.normal(size=(4, 3))),
    "five hidden layers": (network_of(_RNG, 3, 6, 2, 7, 4, 5, 2), 2, _RNG.normal(size=(4, 3))),
    "a hidden layer of one unit": (network_of(_RNG, 3, 1, 2), 2, _RNG.normal(size=(6, 3))),
    "one input, one score, one example": (network_of(_RNG, 1, 4, 1), 2, np.array([[-0.7]])),
    "signals of a million": (network_of(_RNG, 3, 5, 2), 2, 1e6 * _RNG.normal(size=(4, 3))),
    "hidden units that are all 0": ([(-np.eye(2), np.zeros(2)), (np.eye(2), np.ones(2))], 2, np.ones((3, 2))),
}

# 17.2 y = x + c F(x), F(x) = relu(relu(x) W_1^T + b_1) W_2^T + b_2; dL/dx = g + c g F'


def forward(self, x):
    """Return y = x + scale F(x), and keep what backward needs."""
    self.x, self.z = x, np.maximum(x, 0) @ self.W_1.T + self.b_1
    return x + self.scale * (np.maximum(self.z, 0) @ self.W_2.T + self.b_2)


def backward(self, g):
    """Return dL/dx, dL/dW_1, dL/db_1, dL/dW_2, dL/db_2 for the last call of forward."""
    g_F = self.scale * g
    g_z = g_F @ self.W_2 * (self.z > 0)
    g_W_1, g_W_2 = g_z.T @ np.maximum(self.x, 0), g_F.T @ np.maximum(self.z, 0)
    g_x = g + g_z @ self.W_1 * (self.x > 0)
    return g_x, g_W_1, g_z.sum(axis=0), g_W_2, g_F.sum(axis=0)


class Block:
    """A residual block with two dense layers: y = x + scale F(x)."""

    def __init__(self, W_1, b_1, W_2, b_2, scale):
        self.W_1, self.b_1, self.W_2, self.b_2 = W_1, b_1, W_2, b_2
        self.scale = scale

    forward, backward = forward, backward


GRADIENTS = ("dL/dx", "dL/dW_1", "dL/db_1", "dL/dW_2", "dL/db_2")


def use_block(block_class, W_1, b_1, W_2, b_2, scale, x, g):
    """Go through a block forward and backward; then once more, with one more example."""
    block, found = block_class(W_1, b_1, W_2, b_2, scale), []
    for batch, upstream in ((x, g), (np.concatenate([x, 1 - x[:1]]), np.concatenate([g, 2 + g[:1]]))):
        for method, given in ((block.forward, batch), (block.backward, upstream)):
            before = given.copy()
            result = copy.copy(method(given))
            if not np.array_equal(before, given):
                raise ValueError(
                    f"{method.__name__} changes the array that it is given. In a block it is needed twice, by the "
                    "branch and by the skip: make a new array instead of using `*=`, `+=` or `[...] =`."
                )
            if method == block.backward:
                found += _five(result)
            else:
                found.append(result)
    return tuple(found)


def _five(result):
    if not isinstance(result, tuple | list) or len(result) != len(GRADIENTS):
        came = f"{len(result)} things" if isinstance(result, tuple | list) else describe(result)
        raise TypeError(f"backward should return five arrays, {', '.join(GRADIENTS)}; yours returns {came}.")
    return result


def block_of(rng, n, d, units, scale):
    """Return a block's weights and scale, a batch, and a gradient for what comes out."""
    W_1, b_1 = rng.normal(size=(units, d)), rng.normal(size=units)
    W_2, b_2 = rng.normal(size=(d, units)), rng.normal(size=d)
    return W_1, b_1, W_2, b_2, scale, rng.normal(size=(n, d)), rng.normal(size=(n, d))


def sample_block(rng):
    n, d, units = (int(k) for k in rng.permutation([3, 4, 5]))
    return block_of(rng, n, d, units, float(rng.uniform(0.3, 0.8)))


SQUARE_BLOCK = block_of(_RNG, 4, 4, 4, 0.6)
SPECIAL_BLOCKS = {
    "a scale of 0": block_of(_RNG, 3, 4, 5, 0.0),
    "a scale of 1": block_of(_RNG, 3, 4, 5, 1.0),
    "a negative scale": block_of(_RNG, 3, 4, 5, -2.0),
    "a single example": block_of(_RNG, 1, 4, 3, 0.5),
    "a signal of one number": block_of(_RNG, 4, 1, 3, 0.5),
    "one unit inside": block_of(_RNG, 4, 3, 1, 0.5),
    "W_2 and b_2 all 0, as at a zero start": (
        *(_RNG.normal(size=(5, 4)), _RNG.normal(size=5), np.zeros((4, 5)), np.zeros(4), 1.0),
        *_RNG.normal(size=(2, 3, 4)),
    ),
    "inputs that are all negative": (*block_of(_RNG, 3, 4, 5, 0.7)[:5], -np.ones((3, 4)), _RNG.normal(size=(3, 4))),
}

# 17.3 variances of independent parts add: each block multiplies the variance by 1 + (c ratio)^2


def keep(ratio, blocks, growth):
    """Return the growth without a scale, the scale for a wanted growth, and the branches' share."""
    each = growth ** (2 / blocks)  # by which one block multiplies the variance
    scale = np.sqrt(each - 1) / ratio
    return (1 + ratio**2) ** (blocks / 2), scale, 1 - 1 / growth**2


def sample_growth(rng):
    return float(rng.uniform(0.4, 1.8)), int(rng.integers(3, 13)), float(rng.uniform(1.3, 3.0))


SPECIAL_GROWTH = {
    "a single block": (0.7, 1, 1.5),
    "100 blocks": (1.0, 100, 2.0),
    "a growth of 1": (0.8, 6, 1.0),
    "a growth of 40": (0.5, 8, 40.0),
    "branches ten times as large as what they read": (10.0, 5, 2.0),
}

# 17.4 a block whose scale is 0 hands on its shortcut alone


def lesions(nn, model, x, y):
    """Return the accuracies without the first, the second, ... residual block."""
    accuracies = []
    for block in model:
        if isinstance(block, nn.Residual):
            scale, block.scale = block.scale, 0
            answers = nn.predict(model, x).argmax(axis=1)
            accuracies.append(np.mean(answers == y))
            block.scale = scale
    return accuracies


# 17.5 the first block of a stage changes the shape, and only there the skip is a convolution


def stage(nn, before, after, stride, blocks):
    """Return a list of residual blocks, the first of which may change the shape."""
    made = []
    for _ in range(blocks):
        first = nn.Conv2d(before, after, 3, stride=stride, padding=1, bias=False)
        second = nn.Conv2d(after, after, 3, padding=1, bias=False)
        branch = [nn.BatchNorm2d(before), nn.ReLU(), first]
        branch += [nn.BatchNorm2d(after), nn.ReLU(), second]
        skip = nn.Conv2d(before, after, 1, stride=stride, bias=False)
        same = before == after and stride == 1
        made.append(nn.Residual(*branch, shortcut=None if same else skip))
        before, stride = after, 1
    return made
