"""Mistakes that people really make in 27.1 and 27.2: the wrong answers that `check` names."""

import numpy as np

# 27.1


def angle(t, T, offset=0.008):
    return np.pi / 2 * (t / T + offset) / (1 + offset)


def jumping(share=None, noise=None, step=None, column=True, mix=None):
    """Return an answer with some of its parts made otherwise.

    `share(t, T)` makes a, `noise(a)` makes s, `step(t, T)` the steps that are looked up, and `mix(x, eps, a, s)` the
    result; without `column` the shares lie along a row.
    """

    def answer(x, t, eps, T):
        t = step(t, T) if step else t
        a = share(t, T) if share else np.cos(angle(t, T)) / np.cos(angle(0, T))
        s = noise(a) if noise else np.sqrt(1 - a**2)
        a, s = (a[:, None], s[:, None]) if column else (a, s)
        return mix(x, eps, a, s) if mix else a * x + s * eps

    return answer


def squared(t, T):
    return (np.cos(angle(t, T)) / np.cos(angle(0, T))) ** 2


def one_of_all(choose):
    """Return the step of one row for all rows."""
    return jumping(step=lambda t, T: np.full(len(t), choose(t)))


not_squares = jumping(noise=lambda a: 1 - a)
NOT_SQUARES = (
    jumping(noise=lambda a: np.sqrt(1 - a)),
    jumping(noise=lambda a: 1 - a**2),
    jumping(noise=np.ones_like),
    jumping(noise=lambda a: np.sqrt(1 - a**4)),
)
square_for_a = jumping(squared)
SQUARE_FOR_A = (
    jumping(squared, noise=lambda a: np.sqrt(1 - a)),
    jumping(squared, noise=lambda a: 1 - a),
    jumping(lambda t, T: np.sqrt(np.cos(angle(t, T)) / np.cos(angle(0, T)))),
)
step_before = jumping(step=lambda t, T: t - 1)
STEPS = (jumping(step=lambda t, T: t + 1), jumping(lambda t, T: np.cos(angle(t, T)) / np.cos(angle(1, T))))
one_step_for_all = one_of_all(lambda t: t[0])
ONE_STEP = (one_of_all(np.mean), one_of_all(np.max), one_of_all(lambda t: t[-1]))
along_the_row = jumping(column=False)
not_divided = jumping(lambda t, T: np.cos(angle(t, T)))
NOT_DIVIDED = (jumping(lambda t, T: np.cos(angle(t, T)) / np.cos(angle(0, T)) ** 2),)
no_offset = jumping(lambda t, T: np.cos(angle(t, T, 0.0)))
OFFSETS = (
    jumping(lambda t, T: np.cos(np.pi / 2 * (t / T + 0.008)) / np.cos(np.pi / 2 * 0.008)),
    jumping(lambda t, T: np.cos(np.pi / 2 * (t + 0.008) / T / 1.008) / np.cos(np.pi / 2 * 0.008 / T / 1.008)),
    jumping(lambda t, T: np.cos(np.pi / 2 * (t / T + 0.008 / 1.008)) / np.cos(np.pi / 2 * 0.008 / 1.008)),
)
changed_places = jumping(mix=lambda x, eps, a, s: s * x + a * eps)
CHANGED_PLACES = (
    jumping(mix=lambda x, eps, a, s: a * x - s * eps),
    jumping(mix=lambda x, eps, a, s: x + s * eps),
    jumping(mix=lambda x, eps, a, s: a * (x + s * eps)),
)

# 27.2


def guessing(t=None, eps=None, target=None, loss=None, slope=None, later=False):
    """Return an answer with some of its parts made otherwise.

    `t(rng, n, T)` draws the steps, `eps(rng, shape)` the noise, `target(x, x_t, eps, s, rng)` is what the guess is
    compared with, and `loss(error)` and `slope(error)` are what is returned; with `later` the noise is drawn first.
    """

    def answer(guess, x, a, s, rng):
        early = rng.standard_normal(x.shape) if later else None
        steps = t(rng, len(x), len(a) - 1) if t else rng.integers(1, len(a), len(x))
        noise = early if later else eps(rng, x.shape) if eps else rng.standard_normal(x.shape)
        signal, share = a[steps, None], s[steps, None]
        x_t = signal * x + share * noise
        aim = target(x, x_t, noise, share, rng) if target else noise
        error = guess(x_t, steps) - aim
        found = loss(error) if loss else (error**2).mean()
        return found, slope(error) if slope else 2 * error / error.size

    return answer


target_is_the_data = guessing(target=lambda x, x_t, eps, s, rng: x)
OTHER_TARGETS = (guessing(target=lambda x, x_t, eps, s, rng: x_t), guessing(target=lambda x, x_t, eps, s, rng: x - x_t))
target_is_scaled = guessing(target=lambda x, x_t, eps, s, rng: x_t - x)
SCALED = (guessing(target=lambda x, x_t, eps, s, rng: s * eps),)
drawn_again = guessing(target=lambda x, x_t, eps, s, rng: rng.standard_normal(x.shape))
one_step_for_all_rows = guessing(t=lambda rng, n, T: np.full(n, rng.integers(1, T + 1)))
ONE_STEP_DRAWN = (guessing(t=lambda rng, n, T: np.full(n, rng.integers(1, T + 1, n)[0])),)
one_noise_for_all_rows = guessing(eps=lambda rng, shape: np.tile(rng.standard_normal(shape[1]), (shape[0], 1)))
ONE_NOISE = (
    guessing(eps=lambda rng, shape: np.tile(rng.standard_normal((shape[0], 1)), (1, shape[1]))),
    guessing(eps=lambda rng, shape: np.full(shape, rng.standard_normal())),
    guessing(eps=lambda rng, shape: rng.random(shape)),
    guessing(eps=lambda rng, shape: rng.uniform(-1, 1, shape)),
)
from_step_0 = guessing(t=lambda rng, n, T: rng.integers(0, T, n))
RANGES = (
    guessing(t=lambda rng, n, T: rng.integers(0, T + 1, n)),
    guessing(t=lambda rng, n, T: rng.integers(1, max(T, 2), n)),
)
noise_first = guessing(later=True)


def row_by_row(guess, x, a, s, rng):
    """Each row draws its step and then its noise."""
    t, eps = np.empty(len(x), int), np.empty(x.shape)
    for i in range(len(x)):
        t[i], eps[i] = rng.integers(1, len(a)), rng.standard_normal(x.shape[1])
    error = guess(a[t, None] * x + s[t, None] * eps, t) - eps
    return (error**2).mean(), 2 * error / error.size


summed = guessing(loss=lambda e: (e**2).sum(), slope=lambda e: 2 * e)
SUMMED = (
    guessing(loss=lambda e: (e**2).sum()),
    guessing(loss=lambda e: (e**2).sum() / len(e), slope=lambda e: 2 * e / len(e)),
    guessing(loss=lambda e: (e**2).sum(axis=1).mean()),
    guessing(loss=lambda e: np.sqrt((e**2).mean())),
    guessing(loss=lambda e: (e**2).mean() / 2, slope=lambda e: e / e.size),
    guessing(loss=lambda e: (e**2).mean() / 2),
    guessing(loss=lambda e: np.abs(e).mean(), slope=lambda e: np.sign(e) / e.size),
)
no_factor = guessing(slope=lambda e: e / e.size)
SLOPES = (
    guessing(slope=lambda e: 2 * e),
    guessing(slope=lambda e: 2 * e / len(e)),
    guessing(slope=lambda e: -2 * e / e.size),
    guessing(slope=lambda e: e),
    guessing(slope=lambda e: e / len(e)),
)
