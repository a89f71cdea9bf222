"""The inputs that the exercises of lesson 27 are tried on."""

import numpy as np

from nnlearn.diffusion import cosine_schedule

# 27.1


def data(rng, n, d):
    """Return x and eps, both (n, d)."""
    return rng.normal(size=(n, d)).round(2), rng.normal(size=(n, d)).round(2)


def sample_noised(rng):
    n, d, T = int(rng.integers(6, 9)), int(rng.integers(2, 5)), int(rng.integers(20, 60))
    x, eps = data(rng, n, d)
    return x, rng.permutation(np.arange(2, T - 1))[:n], eps, T


def noised(seed, t, d, T):
    x, eps = data(np.random.default_rng(seed), len(t), d)
    return x, np.array(t), eps, T


SQUARE = noised(0, [3, 11, 7, 18], 4, 20)
NOISED = {
    "one row": noised(1, [40], 3, 100),
    "one number in each row": noised(2, [5, 60, 99], 1, 100),
    "the first step and the last but one": noised(3, [1, 99, 1], 2, 100),
    "a schedule of two steps": noised(4, [1, 1, 1], 2, 2),
    "a schedule of 1,000 steps": noised(5, [1, 500, 999, 20], 2, 1000),
    "rows that are all at the same step": noised(6, [30, 30, 30], 2, 50),
    "data that are 0": (np.zeros((3, 2)), np.array([2, 30, 8]), np.ones((3, 2)), 40),
    "data that are whole numbers": (np.arange(6).reshape(3, 2), np.array([2, 30, 8]), np.ones((3, 2)), 40),
    "data of 1,000,000": (np.full((3, 2), 1e6), np.array([2, 30, 8]), np.ones((3, 2)), 40),
}

# The guesses of 27.2 and 27.5, and their schedules


def guesser(rng, d, T):
    """Return a function (x_t, t) that guesses the noise in each row; t is one step, or one for each row."""
    W, b = rng.normal(size=(d, d)).round(2), rng.normal(size=d).round(2)

    def guess(x_t, t):
        return np.tanh(x_t @ W + b + 2 * np.reshape(t, (-1, 1)) / T)

    return guess


def schedule(rng, T):
    """Return a and s (T + 1,): a falls from 1, in steps of uneven height, and its last value is not near 0."""
    a = np.concatenate([[1.0], np.cumprod(rng.uniform(0.75, 0.95, T))])
    return a, np.sqrt(1 - a**2)


# 27.2


def batch(rng, n, d, T):
    guess = guesser(rng, d, T)
    return guess, data(rng, n, d)[0], *schedule(rng, T), np.random.default_rng(int(rng.integers(1000)))


def sample_batch(rng):
    return batch(rng, int(rng.integers(7, 10)), int(rng.integers(2, 5)), int(rng.integers(4, 7)))


def fixed_batch(seed, n, d, T):
    return batch(np.random.default_rng(seed), n, d, T)


def no_noise(x_t, t):
    """Return a guess of 0 everywhere."""
    return np.zeros(x_t.shape)


LEVEL = fixed_batch(0, 5, 5, 8)
BATCHES = {
    "one row": fixed_batch(1, 1, 3, 6),
    "one number in each row": fixed_batch(2, 6, 1, 6),
    "a schedule of one step": fixed_batch(3, 5, 2, 1),
    "200 rows": fixed_batch(4, 200, 2, 3),
    "a guess of no noise": (no_noise, *fixed_batch(5, 6, 3, 5)[1:]),
    "data of 1,000": (
        no_noise,
        np.full((4, 2), 1000.0),
        *schedule(np.random.default_rng(6), 5),
        np.random.default_rng(6),
    ),
}

# 27.3


def sample_step(rng):
    n, d, T = int(rng.integers(5, 8)), int(rng.integers(2, 5)), int(rng.integers(18, 26))
    (x, eps), fresh = data(rng, n, d), rng.normal(size=(n, d)).round(2)
    return x, eps, int(rng.integers(5, 12)), fresh, *cosine_schedule(T), str(rng.choice(["DDPM", "DDIM"]))


def step(seed, n, d, t, T, kind):
    rng = np.random.default_rng(seed)
    (x, eps), fresh = data(rng, n, d), rng.normal(size=(n, d)).round(2)
    return x, eps, t, fresh, *cosine_schedule(T), kind


STEPS_BACK = (step(0, 5, 3, 8, 20, "DDPM"), step(0, 5, 3, 8, 20, "DDIM"))
STEPS = {
    "the last step, from 1 to 0, by DDPM": step(1, 4, 2, 1, 20, "DDPM"),
    "the last step, from 1 to 0, by DDIM": step(2, 4, 2, 1, 20, "DDIM"),
    "the first step, from T": step(3, 4, 2, 20, 20, "DDPM"),
    "a schedule of one step": step(4, 4, 2, 1, 1, "DDPM"),
    "one row": step(5, 1, 3, 7, 20, "DDPM"),
    "one number in each row": step(6, 4, 1, 7, 20, "DDIM"),
    "100 steps": step(7, 3, 2, 60, 100, "DDPM"),
}

# 27.4


def memory(rng, n, k, d, a):
    """Return x (n, d) near some of the k examples, in which a is the share of the signal."""
    examples, s = rng.normal(size=(k, d)).round(2), float(np.sqrt(1 - a**2))
    return a * examples[rng.integers(0, k, n)] + s * rng.normal(size=(n, d)).round(2), examples, a, s


def sample_memory(rng):
    sizes = int(rng.integers(7, 9)), int(rng.integers(4, 6)), int(rng.integers(2, 4))
    return memory(rng, *sizes, round(float(rng.uniform(0.4, 0.7)), 2))


def fixed_memory(seed, n, k, d, a):
    return memory(np.random.default_rng(seed), n, k, d, a)


PAIR = np.array([[-1.0, 0.0], [1.0, 0.0]])
MEMORIES = {
    "little noise": fixed_memory(0, 6, 4, 3, 0.9999999),
    "little noise, near an example and far from all": (
        np.array([[0.8, 0.0], [5.0, 3.0], [0.1, 40.0]]),
        PAIR,
        0.8,
        0.01,
    ),
    "x far from all examples": (np.full((3, 2), 300.0), PAIR, 0.8, 0.6),
    "one row": fixed_memory(1, 1, 4, 3, 0.6),
    "one example": fixed_memory(2, 5, 1, 3, 0.6),
    "one number in each row": fixed_memory(3, 5, 4, 1, 0.6),
    "as many rows as examples and numbers": fixed_memory(4, 4, 4, 4, 0.5),
    "two examples that are the same": (
        np.array([[0.1, 0.4]]),
        np.array([[1.0, 1.0], [1.0, 1.0], [0.0, 0.5]]),
        0.6,
        0.8,
    ),
    "x exactly between two examples": (np.array([[0.0, 0.3], [0.0, -2.0]]), PAIR, 0.6, 0.8),
    "hardly any signal": fixed_memory(5, 5, 4, 2, 0.001),
    "examples that are whole numbers": (np.array([[0.4, 0.1]]), np.array([[0, 1], [1, 0], [2, 2]]), 0.6, 0.8),
}

# 27.5


def half(rng, n, d, T):
    known = rng.random((n, d)) < 0.5
    known[0, 0], known[-1, -1] = True, False
    return (
        guesser(rng, d, T),
        rng.normal(size=(n, d)).round(2),
        known,
        rng.normal(size=(T + 1, n, d)).round(2),
        *schedule(rng, T),
    )


def sample_half(rng):
    return half(rng, int(rng.integers(2, 4)), int(rng.integers(4, 7)), int(rng.integers(8, 10)))


def fixed_half(seed, n, d, T, known=None):
    found = half(np.random.default_rng(seed), n, d, T)
    return found if known is None else (*found[:2], np.full((n, d), known), *found[3:])


HALVES = {
    "one picture": fixed_half(0, 1, 4, 5),
    "one pixel": fixed_half(1, 3, 1, 4),
    "one step": fixed_half(2, 2, 3, 1),
    "two steps": fixed_half(3, 2, 3, 2),
    "nothing known": fixed_half(4, 2, 4, 5, known=False),
    "everything known": fixed_half(5, 2, 4, 5, known=True),
    "as many pictures as pixels and levels": fixed_half(6, 5, 5, 4),
}
