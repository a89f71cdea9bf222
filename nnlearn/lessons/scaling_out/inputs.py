"""The inputs on which the answers to the exercises of lesson 31 are tried."""

import numpy as np

__all__ = [
    "DRAWS",
    "GRADIENTS",
    "PARTS",
    "STEPS",
    "VECTORS",
    "sample_draws",
    "sample_gradients",
    "sample_parts",
    "sample_step",
    "sample_vectors",
]

# 31.1


def gradients(rng, sizes, shapes=((3, 4), (3,), (2, 3))):
    """Return one list of gradients for each worker, and the sizes."""
    return [[rng.normal(size=shape).round(2) for shape in shapes] for _ in sizes], list(sizes)


def sample_gradients(rng):
    return gradients(rng, rng.choice(np.arange(2, 40), size=int(rng.integers(4, 6)), replace=False).tolist())


def idle(seed, sizes=(5, 0, 2, 9)):
    """Return gradients of workers of which one had no example, so that its mean is 0 / 0."""
    rows, sizes = gradients(np.random.default_rng(seed), sizes)
    rows[sizes.index(0)] = [np.full_like(one, np.nan) for one in rows[sizes.index(0)]]
    return rows, sizes


GRADIENTS = {
    "one worker": gradients(np.random.default_rng(1), [7]),
    "two workers": gradients(np.random.default_rng(2), [3, 5]),
    "equal sizes": gradients(np.random.default_rng(3), [4, 4, 4]),
    "one parameter": gradients(np.random.default_rng(4), [4, 1, 7], ((5,),)),
    "as many workers as parameters": gradients(np.random.default_rng(5), [4, 1, 7]),
    "a parameter that is one number": gradients(np.random.default_rng(6), [2, 6], ((), (3,))),
    "a worker without examples": idle(7),
    "a first worker without examples": idle(9, (0, 6, 3)),
    "one example each": gradients(np.random.default_rng(8), [1, 1, 1, 1]),
}

# 31.3


def vectors(rng, workers, numbers):
    return ([row for row in rng.normal(size=(workers, numbers)).round(2)],)


def sample_vectors(rng):
    w = int(rng.integers(3, 6))
    return vectors(rng, w, w * int(rng.integers(2, 4)))


VECTORS = {
    "two workers": vectors(np.random.default_rng(1), 2, 4),
    "one worker": vectors(np.random.default_rng(2), 1, 3),
    "a length that w does not divide": vectors(np.random.default_rng(3), 4, 11),
    "one number more than workers": vectors(np.random.default_rng(4), 3, 4),
    "fewer numbers than workers": vectors(np.random.default_rng(5), 4, 2),
    "as many numbers as workers": vectors(np.random.default_rng(6), 5, 5),
    "one number": vectors(np.random.default_rng(7), 3, 1),
    "eight workers": vectors(np.random.default_rng(8), 8, 16),
    "vectors of whole numbers": ([np.arange(1, 7), np.arange(2, 8), np.arange(6)],),
}

# 31.4


def parts(rng, sizes, lr=0.5):
    """Return the parts, pairs of x (n, 5) and y (n,), and the learning rate."""
    return [(rng.normal(size=(n, 5)).round(2), rng.integers(3, size=n)) for n in sizes], lr


def sample_parts(rng):
    return parts(rng, rng.choice(np.arange(2, 12), size=int(rng.integers(3, 5)), replace=False))


PARTS = {
    "one part": parts(np.random.default_rng(1), [6]),
    "parts of one size": parts(np.random.default_rng(2), [4, 4, 4]),
    "a last part of one example": parts(np.random.default_rng(3), [8, 8, 1]),
    "parts of one example": parts(np.random.default_rng(4), [1, 1, 1, 1, 1]),
    "a rate of 0": parts(np.random.default_rng(5), [3, 6], 0.0),
}

# 31.5


def step(rng, strength=2e-6, scale=1024.0, rate=500.0, calm=1, size=6):
    """Return the target, how steep the loss is, weights of float32 from 1 to 2, the scale, the rate and the count."""
    master = rng.uniform(1, 2, size).astype(np.float32)
    return rng.normal(0, 1, size).round(2), strength, master, scale, rate, calm


def sample_step(rng):
    strength, scale = rng.uniform(1e-6, 4e-6), float(2 ** rng.integers(8, 11))
    return step(rng, strength, scale, rng.uniform(200, 800), int(rng.integers(3)))


def one_too_large(seed, calm=2, target_there=-40.0):
    """Return a step in which one number of the slope passes the largest of float16, or is NaN."""
    target, strength, master, scale, rate, _ = step(np.random.default_rng(seed), 1.0, 32768.0, 0.01)
    target[2] = target_there
    return target, strength, master, scale, rate, calm


STEPS = {
    "the fourth calm step": step(np.random.default_rng(1), calm=3),
    "a slope that is infinite in one place": one_too_large(2),
    "an infinite slope after three calm steps": one_too_large(3, 3),
    "a slope that is NaN in one place": (*one_too_large(10, 1, np.nan)[:3], 256.0, 0.01, 1),
    "a slope that is infinite everywhere": step(np.random.default_rng(4), 1e4, 65536.0, 1e-6),
    "a slope below the smallest float16 when it is not scaled": step(np.random.default_rng(5), 1e-8, 2.0**16, 1e5),
    "a step below half a last place of float16": step(np.random.default_rng(6), 1e-3, 64.0, 0.1),
    "a scale of 1": step(np.random.default_rng(7), 1e-2, 1.0, 0.1),
    "one weight": step(np.random.default_rng(8), size=1),
    "a rate of 0": step(np.random.default_rng(9), rate=0.0),
}

# 31.2


def draws(rng, workers, sizes, n=30):
    """Return the number of workers, x (n, 5), y (n,), and one array of indices for each step."""
    x, y = rng.normal(size=(n, 5)).round(2), rng.integers(3, size=n)
    return workers, x, y, [rng.choice(n, size, replace=False) for size in sizes]


def sample_draws(rng):
    return draws(rng, 2, (8, 11, 7))


DRAWS = {
    "three workers": draws(np.random.default_rng(1), 3, (7, 8)),
    "one worker": draws(np.random.default_rng(2), 1, (6, 6)),
    "draws of one example": draws(np.random.default_rng(3), 2, (1, 1, 1)),
    "no draw at all": draws(np.random.default_rng(4), 2, ()),
    "one draw": draws(np.random.default_rng(5), 2, (9,)),
}
