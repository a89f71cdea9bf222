"""Mistakes that people really make in 27.3 to 27.5: the wrong answers that `check` names."""

import numpy as np

# 27.3


def stepping(guessed=None, tau=None, room=None, levels=None, mix=None):
    """Return an answer with some of its parts made otherwise.

    `guessed(x, eps, a, s)` is the guess of the data, `tau(a, s, b, r, kind)` the size of the fresh noise, with a and s
    at step t and b and r at step t - 1; `room(r, tau, kind)` is the size of the guessed noise. `levels(a, s, t)` gives
    b and r, and `mix(x_hat, eps, fresh, b, r, tau)` the whole result.
    """

    def answer(x, eps, t, fresh, a, s, kind):
        b, r = levels(a, s, t) if levels else (a[t - 1], s[t - 1])
        x_hat = guessed(x, eps, a[t], s[t]) if guessed else (x - s[t] * eps) / a[t]
        size = tau(a[t], s[t], b, r, kind) if tau else right_tau(a[t], s[t], b, r, kind)
        if mix:
            return x_hat, mix(x_hat, eps, fresh, b, r, size)
        left = room(r, size, kind) if room else np.sqrt(r**2 - size**2)
        return x_hat, b * x_hat + left * eps + size * fresh

    return answer


def right_tau(a, s, b, r, kind):
    return r / s * np.sqrt(1 - (a / b) ** 2) if kind == "DDPM" else 0.0


def forward_tau(a, s, b, r, kind):
    return np.sqrt(1 - (a / b) ** 2) if kind == "DDPM" else 0.0


def forward_noise(x, eps, t, fresh, a, s, kind):
    """The mean of the step is right, and the fresh noise is that of a forward step."""
    tau = right_tau(a[t], s[t], a[t - 1], s[t - 1], kind)
    x_hat = (x - s[t] * eps) / a[t]
    mean = a[t - 1] * x_hat + np.sqrt(s[t - 1] ** 2 - tau**2) * eps
    return x_hat, mean + forward_tau(a[t], s[t], a[t - 1], s[t - 1], kind) * fresh


def ddpm_without_fresh(x, eps, t, fresh, a, s, kind):
    """DDIM is taken for DDPM whose fresh noise is left out."""
    x_hat, found = stepping(tau=lambda a, s, b, r, kind: right_tau(a, s, b, r, "DDPM"))(x, eps, t, fresh, a, s, kind)
    tau = right_tau(a[t], s[t], a[t - 1], s[t - 1], "DDPM")
    return x_hat, found if kind == "DDPM" else found - tau * fresh


def other_tau(power):
    """Return a size that is a power of the right one."""
    return lambda *given: right_tau(*given) ** power


no_room = stepping(room=lambda r, tau, kind: r)
ROOM = (
    stepping(room=lambda r, tau, kind: r - tau),
    stepping(room=lambda r, tau, kind: np.sqrt(abs(r - tau**2))),
    stepping(room=lambda r, tau, kind: np.sqrt(r**2 + tau**2)),
    stepping(room=lambda r, tau, kind: r**2 - tau**2),
)
FORWARD = (stepping(tau=forward_tau),)
variance_for_size = stepping(mix=lambda x, eps, fresh, b, r, tau: b * x + np.sqrt(r**2 - tau**2) * eps + tau**2 * fresh)
VARIANCES = (
    stepping(tau=lambda a, s, b, r, kind: r / s * np.sqrt(1 - a / b) if kind == "DDPM" else 0.0),
    stepping(tau=other_tau(2)),
    stepping(tau=other_tau(0.5), room=lambda r, tau, kind: np.sqrt(abs(r**2 - tau**2))),
)
same_level = stepping(levels=lambda a, s, t: (a[t], s[t]))


def back_to_t(x, eps, t, fresh, a, s, kind):
    """Tau is right, and the guess is brought back to step t."""
    x_hat = (x - s[t] * eps) / a[t]
    tau = right_tau(a[t], s[t], a[t - 1], s[t - 1], kind)
    return x_hat, a[t] * x_hat + np.sqrt(s[t] ** 2 - tau**2) * eps + tau * fresh


def half_to_t(x, eps, t, fresh, a, s, kind):
    """The signal is that of step t - 1, the noise that of step t."""
    x_hat = (x - s[t] * eps) / a[t]
    tau = right_tau(a[t], s[t], a[t - 1], s[t - 1], kind)
    return x_hat, a[t - 1] * x_hat + np.sqrt(s[t] ** 2 - tau**2) * eps + tau * fresh


LEVELS = (half_to_t, back_to_t, stepping(levels=lambda a, s, t: (a[max(t - 2, 0)], s[max(t - 2, 0)])))
plus_noise = stepping(guessed=lambda x, eps, a, s: (x + s * eps) / a)
GUESSES = (
    stepping(guessed=lambda x, eps, a, s: x - s * eps),
    stepping(guessed=lambda x, eps, a, s: x / a - s * eps),
    stepping(guessed=lambda x, eps, a, s: (x - eps) / a),
    stepping(guessed=lambda x, eps, a, s: (x - s**2 * eps) / a),
    stepping(guessed=lambda x, eps, a, s: (x - np.sqrt(s) * eps) / np.sqrt(a)),
    stepping(guessed=lambda x, eps, a, s: (x - a * eps) / s),
)
all_fresh = stepping(
    tau=lambda a, s, b, r, kind: r if kind == "DDPM" else 0.0, room=lambda r, tau, kind: 0.0 if tau else r
)
ALL_FRESH = (stepping(tau=lambda a, s, b, r, kind: r, room=lambda r, tau, kind: 0.0),)
KINDS = (
    stepping(tau=lambda a, s, b, r, kind: right_tau(a, s, b, r, "DDPM" if kind == "DDIM" else "")),
    stepping(tau=lambda a, s, b, r, kind: right_tau(a, s, b, r, "DDPM")),
    stepping(tau=lambda a, s, b, r, kind: 0.0),
)

# 27.4


def softmax(z, axis=1):
    w = np.exp(z - z.max(axis=axis, keepdims=True))
    return w / w.sum(axis=axis, keepdims=True)


def remembering(scores=None, weights=softmax, signal=None, end=None):
    """Return an answer with some of its parts made otherwise.

    `scores(squares, s)` are given to `weights`, `signal(a)` is what the examples are multiplied with in the distances,
    and `end(x, x_hat, a, s)` is the result.
    """

    def answer(x, examples, a, s):
        squares = ((x[:, None] - (signal(a) if signal else a) * examples) ** 2).sum(axis=2)
        w = weights(scores(squares, s) if scores else -squares / (2 * s**2))
        x_hat = w @ examples
        return end(x, x_hat, a, s) if end else (x - a * x_hat) / s

    return answer


def plain(z):
    with np.errstate(all="ignore"):
        w = np.exp(z)
        return w / w.sum(axis=1, keepdims=True)


def over_all(z):
    """Return the sum of all exponentials, each row's largest of which is 1."""
    return np.exp(z - z.max(axis=1, keepdims=True)).sum()


def nearest(z):
    return (z == z.max(axis=1, keepdims=True)).astype(float)


def over_pixels(x, examples, a, s):
    """A softmax for each number of its own, over the examples."""
    w = softmax(-((x[:, None] - a * examples) ** 2) / (2 * s**2))
    return (x - a * (w * examples).sum(axis=1)) / s


def mean_of_squares(x, examples, a, s):
    squares = ((x[:, None] - a * examples) ** 2).mean(axis=2)
    return (x - a * (softmax(-squares / (2 * s**2)) @ examples)) / s


overflow = remembering(weights=plain)
noise_not_squared = remembering(lambda squares, s: -squares / (2 * s))
SCORES = (
    remembering(lambda squares, s: -squares / s**2),
    remembering(lambda squares, s: -squares / 2),
    remembering(lambda squares, s: -squares),
    remembering(lambda squares, s: -np.sqrt(squares) / (2 * s**2)),
    remembering(lambda squares, s: -np.sqrt(squares) / s),
    remembering(lambda squares, s: squares / (2 * s**2)),
    mean_of_squares,
)
over_the_rows = remembering(weights=lambda z: softmax(z, axis=0))
OTHER_SUMS = (
    over_pixels,
    remembering(weights=lambda z: np.exp(z - z.max(axis=1, keepdims=True))),
    remembering(weights=lambda z: softmax(z) / len(z)),
    remembering(weights=lambda z: np.exp(z - z.max()) / np.exp(z - z.max()).sum()),
    remembering(weights=lambda z: softmax(z) / softmax(z).max(axis=1, keepdims=True) / over_all(z)),
)
no_signal = remembering(signal=lambda a: 1.0)
NO_SIGNAL = (
    remembering(end=lambda x, x_hat, a, s: (x - x_hat) / s),
    remembering(signal=lambda a: 1.0, end=lambda x, x_hat, a, s: (x - x_hat) / s),
    remembering(signal=lambda a: a**2),
)
data_returned = remembering(end=lambda x, x_hat, a, s: x_hat)
DATA_RETURNED = (
    remembering(end=lambda x, x_hat, a, s: a * x_hat),
    remembering(end=lambda x, x_hat, a, s: (x - s * x_hat) / a),
)
nearest_alone = remembering(weights=nearest)
ENDS = (
    remembering(end=lambda x, x_hat, a, s: (a * x_hat - x) / s),
    remembering(end=lambda x, x_hat, a, s: -(x - a * x_hat) / s**2),
    remembering(end=lambda x, x_hat, a, s: (x - a * x_hat) / s**2),
    remembering(end=lambda x, x_hat, a, s: x - a * x_hat),
)
not_the_noise = ENDS[0]

# 27.5


def writing(put=None, mask=None, noise_at=None, levels=None, last=True, told=None, step=None):
    """Return an answer with some of its parts made otherwise.

    `put(x, known, picture, noise, a, s, t)` is what the guess sees, `mask(known)` the pixels that are put in,
    `noise_at(noise, t)` their noise, `levels(T)` the steps that are taken; `last` puts the picture in at the end,
    `told(t)` is the step the guess hears of, and `step(x_hat, eps, noise, a, s, t)` makes x at step t - 1.
    """

    def answer(guess, picture, known, noise, a, s):
        T, known = len(a) - 1, mask(known) if mask else known
        x = noise[T]
        for t in levels(T) if levels else range(T, 0, -1):
            if put:
                x = put(x, known, picture, noise, a, s, t)
            else:
                x = np.where(known, a[t] * picture + s[t] * (noise_at(noise, t) if noise_at else noise[t]), x)
            eps = guess(x, told(t) if told else t)
            x_hat = (x - s[t] * eps) / a[t]
            x = step(x_hat, eps, noise, a, s, t) if step else a[t - 1] * x_hat + s[t - 1] * eps
        return np.where(known, picture, x) if last else x

    return answer


def after_each_step(guess, picture, known, noise, a, s):
    """The known pixels are put in after each step, and not before the first."""
    x = noise[-1]
    for t in range(len(a) - 1, 0, -1):
        eps = guess(x, t)
        x = a[t - 1] * (x - s[t] * eps) / a[t] + s[t - 1] * eps
        x = np.where(known, a[t - 1] * picture + s[t - 1] * noise[t - 1], x)
    return x


def after_each_step_at_t(guess, picture, known, noise, a, s):
    """The same, and the known pixels still have the shares of the step before."""
    x = noise[-1]
    for t in range(len(a) - 1, 0, -1):
        eps = guess(x, t)
        x = a[t - 1] * (x - s[t] * eps) / a[t] + s[t - 1] * eps
        x = np.where(known, a[t] * picture + s[t] * noise[t], x)
    return np.where(known, picture, x)


def put_in_the_guess(guess, picture, known, noise, a, s):
    """The picture replaces the guess of the data, and what the network sees is left as it is."""
    x = noise[-1]
    for t in range(len(a) - 1, 0, -1):
        eps = guess(x, t)
        x_hat = np.where(known, picture, (x - s[t] * eps) / a[t])
        x = a[t - 1] * x_hat + s[t - 1] * eps
    return x


only_at_the_end = writing(put=lambda x, *others: x)
ONLY_ONCE = (
    writing(put=lambda x, known, p, noise, a, s, t: np.where(known, p, x) if t == len(a) - 1 else x),
    writing(
        put=lambda x, known, p, noise, a, s, t: np.where(known, a[t] * p + s[t] * noise[t], x) if t == len(a) - 1 else x
    ),
    put_in_the_guess,
)
without_noise = writing(put=lambda x, known, p, noise, a, s, t: np.where(known, p, x))
WITHOUT_NOISE = (writing(put=lambda x, known, p, noise, a, s, t: np.where(known, a[t] * p, x)),)
other_way_round = writing(mask=np.logical_not)
same_noise = writing(noise_at=lambda noise, t: noise[-1])
SAME_NOISE = (writing(noise_at=lambda noise, t: noise[0]), writing(noise_at=lambda noise, t: noise[1]))
one_level_off = writing(
    put=lambda x, known, p, noise, a, s, t: np.where(known, a[t - 1] * p + s[t - 1] * noise[t - 1], x)
)
ONE_LEVEL_OFF = (
    after_each_step,
    after_each_step_at_t,
    writing(put=lambda x, known, p, noise, a, s, t: np.where(known, s[t] * p + a[t] * noise[t], x)),
    writing(noise_at=lambda noise, t: noise[t - 1]),
    writing(noise_at=lambda noise, t: noise[-1 - t]),
    writing(put=lambda x, known, p, noise, a, s, t: np.where(known, a[t - 1] * p + s[t - 1] * noise[t], x)),
)
not_given_back = writing(last=False)
fresh_in_the_step = writing(step=lambda x_hat, eps, noise, a, s, t: a[t - 1] * x_hat + s[t - 1] * noise[t - 1])
OTHER_STEPS = (
    writing(step=lambda x_hat, eps, noise, a, s, t: x_hat),
    writing(step=lambda x_hat, eps, noise, a, s, t: a[t] * x_hat + s[t] * eps),
    writing(step=lambda x_hat, eps, noise, a, s, t: a[t - 1] * x_hat + s[t - 1] * noise[t]),
)
too_few_steps = writing(levels=lambda T: range(T, 1, -1))
LEVELS_TAKEN = (
    writing(levels=lambda T: range(T - 1, 0, -1)),
    writing(levels=lambda T: range(1, T + 1)),
    writing(told=lambda t: t - 1),
)
