"""The right answers to the exercises of lesson 14, and the inputs they are tried on."""

import copy

import numpy as np

# 14.1 bias^2 = (mean of the fits - truth)^2, variance = mean of (fit - mean of the fits)^2, error = both + sigma^2


def decompose(fits, truth, sigma):
    """Return squared bias, variance and expected squared error, means over places."""
    middle = fits.mean(axis=0)
    bias2 = np.mean((middle - truth) ** 2)
    variance = np.mean((fits - middle) ** 2)
    return bias2, variance, bias2 + variance + sigma**2


def sample_fits(rng):
    draws, places = (int(n) for n in rng.choice([3, 4, 5, 7, 8], 2, replace=False))
    truth = rng.normal(size=places)
    fits = truth + rng.normal(size=places) + rng.uniform(0.3, 1.5) * rng.normal(size=(draws, places))
    return fits, truth, float(rng.uniform(0.2, 2))


SQUARE = (np.array([[1.0, 2.0, 4.0], [3.0, -1.0, 0.5], [0.0, 2.5, 2.0]]), np.array([2.0, 1.0, -1.0]), 0.5)
SPECIAL_FITS = {
    "a single draw": (np.array([[1.0, -2.0, 0.5]]), np.array([0.0, 1.0, 0.5]), 0.3),
    "a single place": (np.array([[1.0], [3.0], [2.5]]), np.array([4.0]), 0.7),
    "no noise in the targets": (np.array([[1.0, 2.0], [3.0, 1.0], [0.5, 4.0]]), np.array([2.0, 3.0]), 0.0),
    "fits that are right on average": (np.array([[1.0, 2.0], [3.0, 4.0]]), np.array([2.0, 3.0]), 1.5),
}

# 14.2 in the loss: g + 2 lam w goes through the optimizer; beside it: w shrinks by 2 lr lam w, and the optimizer sees g


def step(w, b, g_w, g_b, move, lr, lam, decay):
    """Return weights and bias after one step, with a penalty in the loss or decay."""
    pull = 2 * lam * w
    if decay:
        return w - lr * (move(g_w) + pull), b - lr * move(g_b)
    return w - lr * move(g_w + pull), b - lr * move(g_b)


def descent(g):
    """The move of plain gradient descent."""
    return g


def by_sign(g):
    """Adam's first move: the size of the gradient does not matter."""
    return np.sign(g)


def by_root(g):
    """A move that grows with the root of the gradient."""
    return np.sign(g) * np.sqrt(np.abs(g))


def sample_step(rng):
    rows, columns = (int(n) for n in rng.choice([2, 3, 4, 5], 2, replace=False))
    move = (by_sign, by_root)[int(rng.integers(2))]
    w, b = rng.normal(size=(rows, columns)), rng.normal(size=rows)
    lr, lam = float(rng.uniform(0.05, 0.3)), float(rng.uniform(0.5, 1.5))
    return w, b, rng.normal(size=w.shape), rng.normal(size=rows), move, lr, lam


def both_steps(answer, w, b, g_w, g_b, move, lr, lam):
    """Return what the answer gives with the penalty in the loss, then with decay."""
    arguments = w, b, g_w, g_b, move, lr, lam
    return *two_arrays(answer(*arguments, False)), *two_arrays(answer(*arguments, True))


def two_arrays(found):
    """Return the two parts of a result, or raise an error that says what came in their place."""
    if not isinstance(found, tuple | list) or len(found) != 2:
        came = f"{len(found)} things" if isinstance(found, tuple | list) else f"a {type(found).__name__}"
        raise TypeError(f"step should return two arrays, the new w and the new b; yours returns {came}.")
    return tuple(found)


_W, _B = np.array([[1.0, -2.0, 0.5], [0.3, 1.5, -0.7]]), np.array([2.0, -1.0])
_G_W, _G_B = np.array([[0.2, 1.0, -0.4], [-1.2, 0.1, 0.6]]), np.array([0.5, -0.3])
PLAIN = (_W, _B, _G_W, _G_B, descent, 0.1, 0.6)
SPECIAL_STEPS = {
    "a strength of 0": (_W, _B, _G_W, _G_B, by_root, 0.1, 0.0),
    "a learning rate of 0": (_W, _B, _G_W, _G_B, by_sign, 0.0, 0.6),
    "a single weight": (_W[:1, :1], _B[:1], _G_W[:1, :1], _G_B[:1], by_root, 0.2, 0.8),
    "gradients of 0": (_W, _B, 0 * _G_W, 0 * _G_B, by_root, 0.1, 0.6),
}

# 14.3 out = z mask / (1 - p), with mask 0 where a random number is below p; backward through the same mask


def forward(self, z, training):
    """Return z, in training with some elements dropped, the others larger."""
    self.scale = np.ones(z.shape)
    if training:
        self.scale = (self.rng.random(z.shape) >= self.p) / (1 - self.p)
    return z * self.scale


def backward(self, grad):
    """Return dL/dz for the last call of forward."""
    return grad * self.scale


class Dropout:
    """Drop each element with probability p in training, and none in evaluation."""

    def __init__(self, p, rng):
        self.p, self.rng = p, rng

    forward, backward = forward, backward


def use_dropout(layer_class, p, seed, z, grad):
    """Train, evaluate, train twice with one more row; return what goes forward and what comes back each time."""
    rng = np.random.default_rng(seed)
    layer, found, start = layer_class(p, rng), [], rng.bit_generator.state
    more = np.concatenate([z, 1 + z[:1]])
    for batch, upstream, training in ((z, grad, True), (z, grad, False), *[(more, 2 - more, True)] * 2):
        for method, given in ((layer.forward, (batch, training)), (layer.backward, (upstream,))):
            before = given[0].copy()
            found.append(copy.copy(method(*given)))
            if not np.array_equal(before, given[0]):
                raise ValueError(
                    f"{method.__name__} changes the array that it is given, which others still need. Make a new one: "
                    "`*=`, `/=` and `z[...] = 0` change z itself."
                )
    if rng.bit_generator.state == start:
        raise ValueError(
            "Four times forward, three of them in training, and no number was drawn from self.rng. Ask that generator: "
            "np.random and others cannot be repeated from its seed."
        )
    return tuple(found)


def sample_dropout(rng):
    n, d = (int(k) for k in rng.choice([4, 5, 6, 7, 8], 2, replace=False))
    return float(rng.uniform(0.15, 0.4)), int(rng.integers(1000)), rng.normal(size=(n, d)), rng.normal(size=(n, d))


SPECIAL_DROPOUT = {
    "p = 0": (0.0, 3, np.array([[1.0, -2.0, 0.5], [0.4, 3.0, -1.0]]), np.array([[0.2, 1.0, -0.6], [2.0, 0.7, 1.1]])),
    "p = 0.9": (0.9, 4, np.arange(1.0, 25.0).reshape(4, 6), np.ones((4, 6))),
    "a single example of one unit": (0.3, 5, np.array([[2.0]]), np.array([[-1.5]])),
    "units that are 0": (0.4, 6, np.zeros((3, 4)), np.arange(1.0, 13.0).reshape(3, 4)),
    "images, with four axes": (
        0.25,
        7,
        np.arange(1.0, 49.0).reshape(2, 2, 3, 4),
        np.arange(1.0, 49.0).reshape(2, 2, 3, 4) / 7,
    ),
}

# 14.4 a copy of the weights wherever the watched number is better than all before


def after_epoch(self, weights, value):
    """Look at the watched number after an epoch; return whether to stop."""
    self.wait += 1
    if value > self.best if self.higher else value < self.best:
        self.best, self.wait = value, 0
        self.kept = [w.copy() for w in weights]
    return self.wait >= self.patience


def restore(self, weights):
    """Write the weights of the best epoch into the arrays of the network."""
    for w, kept in zip(weights, self.kept, strict=True):
        w[...] = kept


class KeepBest:
    """Watch one number, keep the weights of its best epoch, and say when to stop."""

    def __init__(self, patience, higher):
        self.patience, self.higher = patience, higher
        self.best = -np.inf if higher else np.inf
        self.kept, self.wait = [], 0

    after_epoch, restore = after_epoch, restore


def use_keeper(keeper_class, values, patience, higher):
    """Let a network change its arrays in place, epoch by epoch; return when it stopped and what it ends with.

    The last result is what `restore` writes into the arrays of another network, after a single epoch of the first.
    """
    keeper, weights = keeper_class(patience, higher), _arrays()
    epoch = 0
    for epoch, value in enumerate(values, 1):
        for w in weights:
            w += epoch
        if _told(keeper.after_epoch(weights, value)):
            break
    _restored(keeper, weights)
    other, learned = keeper_class(patience, higher), [w + k for k, w in enumerate(_arrays(), 1)]
    other.after_epoch(learned, 0.5)
    return epoch, float(keeper.best), weights, _restored(other, _arrays())


def _arrays():
    return [np.zeros((2, 3)), np.zeros(2), np.zeros(1)]


def _told(answer):
    if isinstance(answer, bool | np.bool_):
        return answer
    came = "nothing (None)" if answer is None else f"a {type(answer).__name__}"
    raise TypeError(f"after_epoch should return True if training should stop and False if not; yours returns {came}.")


def _restored(keeper, weights):
    before = list(weights)
    keeper.restore(weights)
    if len(weights) != len(before) or any(now is not old for now, old in zip(weights, before, strict=True)):
        raise ValueError(
            "restore puts other arrays into the list. The layers of a network hold the old ones: write into those."
        )
    return weights


def sample_values(rng):
    higher = bool(rng.integers(2))
    n = int(rng.integers(9, 14))
    values = rng.uniform(0.1, 0.9, n) + (0.05 if higher else -0.05) * np.arange(n)
    return values.round(3).tolist(), int(rng.integers(2, 4)), higher


UP = ([0.2, 0.5, 0.4, 0.45, 0.55, 0.3, 0.5, 0.6], 2, True)
DOWN = ([3.0, 2.0, 2.5, 2.2, 1.8, 2.9, 2.4, 1.0], 2, False)
SPECIAL_VALUES = {
    "numbers below zero, higher is better": ([-5.0, -3.0, -4.0, -3.5, -2.0], 2, True),
    "numbers above 1,000, lower is better": ([4000.0, 3000.0, 3500.0, 3600.0, 10.0], 2, False),
    "an epoch that only equals the best": ([0.5, 0.7, 0.7, 0.6, 0.9], 2, True),
    "a patience of 1": ([0.5, 0.7, 0.6, 0.9], 1, True),
    "a single epoch": ([0.25], 3, False),
    "a best of 0": ([0.0, -1.0, -0.5, -2.0], 3, True),
    "numbers that get better in every epoch": ([4.0, 3.0, 2.0, 1.0], 1, False),
    "a first number that is NaN": ([float("nan"), 0.4, 0.3, 0.35, 0.9], 2, True),
    "a NaN after the best": ([0.5, float("nan"), 0.3, 0.4, 0.2, 0.3], 3, True),
}

# 14.5 hold back first, then copy: what is moved belongs to the training signals alone


def moved_copies(x, y, held, shifts):
    """Return signals with moved copies, their labels, signals and labels held back."""
    n = len(x) - held
    blocks = [x[:n], *(np.roll(x[:n], k, axis=1) for k in shifts)]
    return np.concatenate(blocks), np.tile(y[:n], len(blocks)), x[n:], y[n:]


def sample_signals(rng):
    n, d = (int(k) for k in rng.choice([6, 7, 8, 9], 2, replace=False))
    shifts = [int(k) for k in rng.choice([-4, -2, -1, 1, 2, 3], 3, replace=False)]
    return rng.normal(size=(n, d)), rng.permutation(n) % 5, int(rng.integers(2, 4)), shifts


_X = np.array([[1.0, 2.0, 4.0, 7.0], [3.0, -1.0, 0.5, 2.5], [0.0, 2.5, 2.0, -3.0], [5.0, 6.0, -2.0, 1.5]])
_Y = np.array([3, 0, 1, 2])
SPECIAL_SIGNALS = {
    "nothing held back": (_X, _Y, 0, [1, -1]),
    "no copies": (_X, _Y, 1, []),
    "all but one held back": (_X, _Y, 3, [1, 2]),
    "a shift of 0": (_X, _Y, 1, [0, 2]),
    "a shift beyond the end": (_X, _Y, 2, [9]),
    "a single signal": (_X[:1], _Y[:1], 0, [2]),
    "signals of one place": (_X[:, :1], _Y, 1, [1]),
}
