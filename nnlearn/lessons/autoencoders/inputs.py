"""The inputs that the exercises of lesson 22 are tried on."""

import numpy as np

# 22.1


def coder(rng, d, k):
    """Return an encoder and a decoder for pictures of d pixels and codes of k numbers."""
    W, D, b = rng.normal(size=(k, d)).round(2), rng.normal(size=(d, k)).round(2), rng.normal(size=d).round(2)

    def encode(x):
        return np.tanh(x @ W.T)

    def decode(z):
        return z @ D.T + b

    return encode, decode


def sample_pictures(rng):
    n, d = int(rng.integers(3, 6)), int(rng.integers(6, 9))
    return rng.random((n, d)).round(2), *coder(rng, d, int(rng.integers(2, 4)))


def same(x):
    return x.copy()


def fixed(seed, n, d, k):
    rng = np.random.default_rng(seed)
    return rng.random((n, d)).round(2), *coder(rng, d, k)


PICTURES = {
    "one picture": fixed(0, 1, 6, 2),
    "pictures of one pixel": fixed(1, 4, 1, 2),
    "a code of one number": fixed(2, 4, 6, 1),
    "as many pictures as pixels": fixed(3, 5, 5, 2),
    "a code as long as the picture": (np.array([[0.0, 1.0, 0.5], [1.0, 0.0, 0.25]]), same, same),
    "pictures that do not come back": (np.array([[0.0, 1.0], [1.0, 0.5]]), np.zeros_like, lambda z: z + 7.0),
}

# 22.2


def sample_planes(rng):
    """Return pictures to learn the axes from, new ones, and k; no axis explains as much as another."""
    d = int(rng.integers(4, 7))
    turn = np.linalg.qr(rng.normal(size=(d, d)))[0]
    spread = 2.0 ** -np.arange(d)
    x = rng.normal(size=(int(rng.integers(12, 20)), d)) * spread @ turn + rng.normal(size=d)
    x_new = rng.normal(size=(int(rng.integers(3, 6)), d)) * 0.7 + 1.0
    return x.round(3), x_new.round(3), int(rng.integers(2, d - 1))


def planes(seed, n, d, m, k, scale=1.0, shift=0.0):
    rng = np.random.default_rng(seed)
    x = rng.normal(size=(n, d)) * 2.0 ** -np.arange(d)
    return scale * (x + shift), scale * (rng.normal(size=(m, d)) + shift), k


FEW = planes(4, 3, 6, 2, 2)
PLANES = {
    "one axis": planes(0, 9, 4, 3, 1),
    "as many axes as pixels": planes(1, 9, 4, 3, 4),
    "one new picture": planes(2, 9, 4, 1, 2),
    "fewer pictures than pixels": FEW,
    "as many pictures as pixels": planes(5, 5, 5, 3, 2),
    "pictures of two pixels": planes(6, 5, 2, 3, 1),
    "pictures far from zero": planes(7, 9, 4, 3, 2, shift=1000.0),
    "numbers of a million": planes(8, 9, 4, 3, 2, scale=1e6),
    "numbers of 1e-4": planes(9, 9, 4, 3, 2, scale=1e-4),
    "a pixel that is always the same": (FEW[0] * [1, 1, 1, 1, 1, 0], FEW[1], 2),
    "the pictures themselves": (planes(10, 9, 4, 3, 2)[0], planes(10, 9, 4, 3, 2)[0].copy(), 2),
}

# 22.3


def sample_step(rng):
    n, d, k = int(rng.integers(4, 7)), int(rng.integers(7, 10)), int(rng.integers(2, 4))
    x = rng.random((n, d)).round(2)
    W, D = rng.normal(size=(k, d)).round(2), rng.normal(size=(d, k)).round(2)
    return x, W, D, float(rng.choice([0.2, 0.3, 0.5])), np.random.default_rng(int(rng.integers(1000)))


def step(seed, n, d, k, noise):
    rng = np.random.default_rng(seed)
    arrays = rng.random((n, d)).round(2), rng.normal(size=(k, d)).round(2), rng.normal(size=(d, k)).round(2)
    return *arrays, noise, np.random.default_rng(seed)


STEPS = {
    "no noise": step(0, 4, 6, 2, 0.0),
    "much noise": step(1, 4, 6, 2, 10.0),
    "one picture": step(2, 1, 6, 2, 0.3),
    "pictures of one pixel": step(3, 4, 1, 2, 0.3),
    "a code of one number": step(4, 4, 6, 1, 0.3),
    "as many pictures as pixels": step(5, 6, 6, 2, 0.3),
    "a code as long as the picture": step(6, 4, 3, 3, 0.3),
}

# 22.5


def sample_vae(rng):
    n, d, k = int(rng.integers(4, 7)), int(rng.integers(7, 10)), int(rng.integers(2, 4))
    m, s, eps = rng.normal(size=(3, n, k)).round(2)
    x = (rng.random((n, d)) < 0.4).astype(float)
    return m, s, eps, x, rng.normal(size=(d, k)).round(2), rng.normal(size=d).round(2)


def vae(seed, n, d, k, scale=1.0, s=None):
    rng = np.random.default_rng(seed)
    m, drawn, eps = rng.normal(size=(3, n, k)).round(2)
    x = (rng.random((n, d)) < 0.4).astype(float)
    D, b = rng.normal(size=(d, k)).round(2), rng.normal(size=d).round(2)
    return m, drawn if s is None else np.full((n, k), s), eps, x, scale * D, b


VAES = {
    "scores of 1,000": vae(0, 4, 6, 2, scale=1000.0),
    "a log-variance of 0": vae(1, 4, 6, 2, s=0.0),
    "a log-variance of -30": vae(2, 4, 6, 2, s=-30.0),
    "one picture": vae(3, 1, 6, 2),
    "pictures of one pixel": vae(4, 4, 1, 2),
    "a code of one number": vae(5, 4, 6, 1),
    "as many pictures as pixels": vae(6, 6, 6, 2),
    "a code as long as the picture": vae(7, 4, 3, 3),
    "a decoder of zeros": (*vae(8, 4, 6, 2)[:4], np.zeros((6, 2)), np.zeros(6)),
    "pictures without ink": (*vae(9, 4, 6, 2)[:3], np.zeros((4, 6)), *vae(9, 4, 6, 2)[4:]),
    "grey pictures": (*vae(10, 4, 6, 2)[:3], np.linspace(0, 1, 24).reshape(4, 6), *vae(10, 4, 6, 2)[4:]),
}

# 22.4


def sample_errors(rng):
    ordinary = rng.gamma(4.0, 0.01, int(rng.integers(25, 40))).round(4)
    new = rng.gamma(4.0, 0.018, int(rng.integers(10, 16))).round(4)
    return ordinary, new, float(rng.choice([0.1, 0.15, 0.2]))


TEN = np.arange(1.0, 11.0)
ERRORS = {
    "an error exactly at the threshold": (np.arange(5.0), np.array([3.0, 2.0, 3.5, 4.0]), 0.25),
    "a share of 0": (TEN, np.array([9.5, 10.0, 10.5]), 0.0),
    "a share of 1": (TEN, np.array([0.5, 1.0, 10.5]), 1.0),
    "a share of one half": (TEN, np.array([4.0, 5.5, 7.0]), 0.5),
    "one ordinary example": (np.array([2.0]), np.array([1.0, 3.0]), 0.1),
    "one new example": (TEN, np.array([9.9]), 0.1),
    "errors that are all equal": (np.full(6, 0.5), np.array([0.5, 0.4, 0.6]), 0.1),
    "new errors that are all large": (TEN, TEN + 20, 0.1),
    "new errors that are all small": (TEN + 20, TEN, 0.1),
    "whole numbers": (np.array([3, 1, 2, 5, 8]), np.array([4, 9]), 0.2),
    "as many new ones as ordinary ones": (TEN, TEN[::-1] * 1.1, 0.2),
}
