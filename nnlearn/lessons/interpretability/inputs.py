"""The inputs that the exercises of lesson 30 are tried on."""

import numpy as np

from nnlearn.arguments import describe


def same(seed):
    return np.random.default_rng(seed)


# 30.1


def relu(h):
    return np.maximum(h, 0.0)


def flat(h):
    return h.reshape(len(h), -1)


def dense(rng, inputs, outputs, shape=()):
    """Return a layer x W^T + b; with a shape, its outputs are reshaped to maps."""
    W, b = rng.normal(size=(outputs, inputs)).round(2), rng.normal(size=outputs).round(2)

    def layer(x):
        z = x @ W.T + b
        return z.reshape(len(x), *shape) if shape else z

    return layer


def layered(rng, cut, units, given, d=6, maps=(3, 2, 4), hidden=5, N=7, M=11):
    """Return a network of maps and hidden units, where to cut it, the units, pictures, and those of the training."""
    pixels = int(np.prod(maps))
    layers = [dense(rng, d, pixels, maps), relu, flat, dense(rng, pixels, hidden), relu, dense(rng, hidden, 4)]
    x, x_train = rng.normal(size=(N, d)).round(2), rng.normal(0.5, 1.0, (M, d)).round(2)
    return layers, cut, units, x, x_train if given else None


def sample_network(rng):
    cut = int(rng.choice([2, 5]))  # after the maps' ReLU, or after the units'
    units = sorted(int(unit) for unit in rng.permutation(3 if cut == 2 else 5)[:2])
    return layered(rng, cut, units, bool(rng.integers(2)), N=int(rng.integers(6, 10)))


MAPS_BY_MEAN = layered(same(0), 2, [0, 2], True)
UNITS_BY_MEAN = layered(same(1), 5, [0, 2, 4], True)
MAPS_BY_ZERO = layered(same(2), 2, [1], False)
UNITS_BY_ZERO = layered(same(3), 5, [0, 2], False)
VIEWED = layered(same(15), 0, [0, 2], False)
NETWORKS = {
    "one picture": layered(same(4), 5, [0, 2], False, N=1),
    "one training picture": layered(same(5), 5, [0, 2], True, M=1),
    "as many pictures as there are training pictures": layered(same(6), 2, [1, 2], True, N=4, M=4),
    "pictures of one number": layered(same(7), 2, [1], True, d=1),
    "a layer with one unit": layered(same(8), 5, [0], True, hidden=1),
    "one map": layered(same(9), 2, [0], True, maps=(1, 2, 4)),
    "all units": layered(same(10), 5, [0, 1, 2, 3, 4], False),
    "no units": layered(same(11), 5, [], False),
    "no units, and training pictures": layered(same(11), 2, [], True),
    "the pixels themselves, by 0": layered(same(12), 0, [1, 3], False),
    "the pixels themselves, by their means": layered(same(13), 0, [1, 3], True),
    "units before their ReLU": layered(same(14), 4, [0, 1, 2], True),
    "a first layer that changes nothing": ([flat, *VIEWED[0]], 1, *VIEWED[2:]),
    "a network of one layer": ([dense(same(18), 6, 3)], 1, *VIEWED[2:]),
    "a network of one layer, and training pictures": ([dense(same(19), 6, 5)], 1, *UNITS_BY_MEAN[2:]),
    "the scores": layered(same(16), 6, [1, 2], True),
    "units as an array": layered(same(17), 5, np.array([4, 1]), True),
}

# 30.2


def dreamer(rng, N, d, units, classes, rate):
    """Return pictures (N, d) between 0 and 1, a class for each, a network of one hidden layer, and the rate."""
    W1, W2 = rng.normal(size=(units, d)).round(2), rng.normal(size=(classes, units)).round(2)
    b1, b2 = rng.normal(0, 2.0, units).round(2), rng.normal(size=classes).round(2)
    return rng.uniform(0.0, 1.0, (N, d)).round(2), rng.integers(classes, size=N), W1, b1, W2, b2, rate


def sample_dream(rng):
    sizes = int(rng.integers(7, 10)), int(rng.integers(10, 13)), int(rng.integers(5, 7)), 4
    return dreamer(rng, *sizes, round(rng.uniform(0.1, 0.4), 2))


def fixed_dream(seed, N=4, d=6, units=5, classes=3, rate=0.2):
    return dreamer(same(seed), N, d, units, classes, rate)


def asleep(seed):
    """Return a network with the first picture of which no unit is on, so that its slope is 0."""
    x, k, W1, b1, W2, b2, rate = fixed_dream(seed)
    x[0] = 0.0
    return x, k, W1, -abs(b1) - 0.1, W2, b2, rate


SQUARE_DREAM = fixed_dream(0, 5, 5, 5, 5)
LARGE = fixed_dream(8)
DREAMS = {
    "one picture": fixed_dream(1, N=1),
    "one pixel": fixed_dream(2, d=1),
    "one hidden unit": fixed_dream(3, units=1),
    "one class": fixed_dream(4, classes=1),
    "a picture in which no unit is on": asleep(5),
    "a rate of 0": fixed_dream(6, rate=0.0),
    "a rate of 10": fixed_dream(7, rate=10.0),
    "a slope a million times as large": (*LARGE[:2], *(1e3 * one for one in LARGE[2:6]), LARGE[6]),
    "the same class for all": (lambda x, k, *rest: (x, np.full(len(x), 2), *rest))(*fixed_dream(9)),
    "black pictures": (lambda x, *rest: (np.zeros_like(x), *rest))(*fixed_dream(10)),
}

# 30.3


def bent(rng, d, units=4):
    """Return the slope of sum_u v_u tanh(w_u x + c_u) for each row of x (N, d)."""
    w, (c, v) = rng.normal(size=(units, d)).round(2), rng.normal(size=(2, units)).round(2)

    def slope(x):
        if np.ndim(x) != 2:
            raise ValueError(f"slope takes pictures of the shape of x, (N, {d}), got {describe(x)}")
        return (v * (1 - np.tanh(x @ w.T + c) ** 2)) @ w

    return slope


def cubes(x):
    """Return the slope of the sum of x^3 / 3."""
    return np.square(x)


def constant(x):
    """Return the slope of a linear score."""
    return np.full(np.shape(x), 2.0)


def way(rng, N, d, points):
    """Return a slope, rows x (N, d), the baseline of each, and the number of points."""
    x, baseline = rng.normal(0, 1.5, (2, N, d)).round(2)
    return bent(rng, d), x, baseline, points


def sample_way(rng):
    return way(rng, int(rng.integers(6, 9)), int(rng.integers(3, 6)), int(rng.integers(3, 9)))


def fixed_way(seed, N=5, d=3, points=4):
    return way(same(seed), N, d, points)


BLACK = (lambda slope, x, b, points: (slope, x, np.zeros_like(x), points))(*fixed_way(1))
SQUARE_WAY = fixed_way(0, 4, 4)
WAYS = {
    "a black baseline": BLACK,
    "one point": fixed_way(2, points=1),
    "two points": fixed_way(3, points=2),
    "a hundred points": fixed_way(4, points=100),
    "one row": fixed_way(5, N=1),
    "one number in each row": fixed_way(6, d=1),
    "a picture that is its own baseline": (lambda slope, x, b, points: (slope, x, x.copy(), points))(*fixed_way(7)),
    "a slope that is constant": (constant, *fixed_way(8)[1:]),
    "pictures (N, height, width)": (cubes, *same(9).normal(size=(2, 3, 4, 5)).round(2), 4),
    "whole numbers": (cubes, np.array([[3, -2, 0], [1, 4, -5]]), np.array([[1, 1, 0], [0, -1, 2]]), 4),
}

# 30.4


def network(rng, pixels, classes, units=6):
    """Return the scores (n, classes) of a small network, a function of pictures (n, height, width)."""
    W, V = rng.normal(0, 0.7, (units, pixels)).round(2), rng.normal(size=(classes, units)).round(2)

    def scores(pictures):
        if np.ndim(pictures) != 3:
            raise ValueError(f"scores takes pictures (n, height, width), got {describe(pictures)}")
        return np.tanh(pictures.reshape(len(pictures), -1) @ W.T) @ V.T

    return scores


def brightest(pictures):
    """Return a single score: the brightest pixel."""
    return pictures.max(axis=(1, 2))[:, None]


def covering(rng, height, width, window, classes=4):
    """Return scores, a picture (height, width) of grey values, and the side of the window."""
    scores = network(rng, height * width, classes)
    return scores, rng.uniform(0.2, 1.0, (height, width)).round(2), window


def sample_cover(rng):
    height = int(rng.integers(5, 7))
    return covering(rng, height, height + int(rng.integers(1, 3)), int(rng.integers(2, 4)))


def fixed_cover(seed, height=4, width=5, window=2, classes=3):
    return covering(same(seed), height, width, window, classes)


SQUARE_COVER = fixed_cover(0, 5, 5)
COVERS = {
    "a window of one pixel": fixed_cover(1, window=1),
    "a window as large as the picture": fixed_cover(2, 4, 4, 4),
    "a window as wide as the picture": fixed_cover(3, 5, 3, 3),
    "a window as high as the picture": fixed_cover(4, 3, 5, 3),
    "a picture of one row": fixed_cover(5, 1, 6, 1),
    "a picture of one column": fixed_cover(6, 6, 1, 1),
    "one pixel": fixed_cover(7, 1, 1, 1),
    "one class": (brightest, *fixed_cover(8)[1:]),
    "a black picture": (lambda scores, x, window: (scores, 0.0 * x, window))(*fixed_cover(9)),
    "a picture with values below 0": (lambda scores, x, window: (scores, x - 0.6, window))(*fixed_cover(10)),
    "a picture of whole numbers": (fixed_cover(11)[0], np.arange(20).reshape(4, 5) % 3, 3),
}

# 30.5


def ridge(limit=0.0):
    """Return a fit: least squares with a small penalty; coefficients below a limit are set to 0."""

    def fit(x, y):
        u = x - x.mean(axis=0)
        w = np.linalg.solve(u.T @ u + 0.5 * np.eye(u.shape[1]), u.T @ (y - y.mean()))
        return np.where(abs(w) < limit, 0.0, w)

    return fit


def difference(x, y):
    """Return the difference between the means of two classes."""
    one = y == 1
    return x[one].sum(axis=0) / max(one.sum(), 1) - x[~one].sum(axis=0) / max((~one).sum(), 1)


def table(rng, n, d, refits, fit=None):
    """Return x (n, d) with two columns nearly the same, y (n,), a fit, the number of refits and a generator."""
    x = rng.normal(size=(n, d))
    if d > 1:
        x[:, 1] = x[:, 0] + 0.3 * x[:, 1]
    y = x @ rng.normal(0, 0.3, d) + rng.normal(0, 1.5, n)
    x[0], y[0] = 3 * x[0], 4 * y[0]  # without it the signs are others
    return x.round(2), y.round(2), fit or ridge(limit=0.25), refits, same(int(rng.integers(1000)))


def sample_table(rng):
    return table(rng, int(rng.integers(14, 19)), int(rng.integers(5, 8)), int(rng.integers(20, 31)))


def fixed_table(seed, n=12, d=5, refits=20, fit=None):
    return table(same(seed), n, d, refits, fit)


SQUARE_TABLE = fixed_table(0, 8, 8, 8)
FEW_REFITS = fixed_table(19, refits=3, fit=ridge())  # the mean has the rarer sign
TABLES = {
    "one refit": fixed_table(1, refits=1),
    "two refits": fixed_table(2, refits=2),
    "one feature": fixed_table(3, d=1),
    "one example": fixed_table(4, n=1),
    "more features than examples": fixed_table(5, n=4, d=7),
    "coefficients that are all 0": fixed_table(6, fit=ridge(limit=1e9)),
    "coefficients that are never 0": fixed_table(7, fit=ridge()),
    "two classes": (lambda x, y, *rest: (x, (y > 0).astype(int), *rest))(*fixed_table(8, fit=difference)),
}
