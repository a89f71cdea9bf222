"""Mistakes that people really make in 22.3 and 22.5: the wrong answers that `check` names."""

import numpy as np

# 22.3


def denoising(spoil=None, target=None, read=None, mean=None, slope=2.0):
    """Return an answer with some of its parts made otherwise.

    `spoil(x, noise, rng)` makes the input, `target(x, spoiled, noise, rng)` what is wanted, `read(x, spoiled)` what the
    gradient of W takes for the input, and `mean(x)` the number by which the sum of squares is divided.
    """

    def answer(x, W, D, noise, rng):
        spoiled = spoil(x, noise, rng) if spoil else x + noise * rng.standard_normal(x.shape)
        wanted = target(x, spoiled, noise, rng) if target else x
        z = spoiled @ W.T
        e = z @ D.T - wanted
        count = mean(x) if mean else x.size
        g_p = slope * e / count
        return (e**2).sum() / count, (g_p @ D).T @ (read(x, spoiled) if read else spoiled), g_p.T @ z

    return answer


target_spoiled = denoising(target=lambda x, spoiled, noise, rng: spoiled)
TARGETS = (
    denoising(target=lambda x, spoiled, noise, rng: x + noise * rng.standard_normal(x.shape)),
    denoising(target=lambda x, spoiled, noise, rng: spoiled - x),
    denoising(spoil=lambda x, noise, rng: x, target=lambda x, _, noise, rng: x + noise * rng.standard_normal(x.shape)),
)
not_spoiled = denoising(spoil=lambda x, noise, rng: x)
OTHER_NOISE = (
    denoising(spoil=lambda x, noise, rng: x + rng.standard_normal(x.shape)),
    denoising(spoil=lambda x, noise, rng: x + noise**2 * rng.standard_normal(x.shape)),
    denoising(spoil=lambda x, noise, rng: x + np.sqrt(noise) * rng.standard_normal(x.shape)),
    denoising(spoil=lambda x, noise, rng: x * (1 + noise * rng.standard_normal(x.shape))),
    denoising(spoil=lambda x, noise, rng: x + noise * rng.random(x.shape)),
    denoising(spoil=lambda x, noise, rng: noise * rng.standard_normal(x.shape)),
)
one_noise_for_all = denoising(spoil=lambda x, noise, rng: x + noise * rng.standard_normal(x.shape[1]))
ONE_NOISE = (
    denoising(spoil=lambda x, noise, rng: x + noise * rng.standard_normal((len(x), 1))),
    denoising(spoil=lambda x, noise, rng: x + noise * rng.standard_normal()),
)
clipped = denoising(spoil=lambda x, noise, rng: np.clip(x + noise * rng.standard_normal(x.shape), 0, 1))
clean_in_the_gradient = denoising(read=lambda x, spoiled: x)
per_picture = denoising(mean=len)
OTHER_MEANS = (denoising(mean=lambda x: 1), denoising(mean=lambda x: x.shape[1]), denoising(mean=lambda x: x.size / 2))
no_factor = denoising(slope=1.0)


def slope_not_divided(x, W, D, noise, rng):
    spoiled = x + noise * rng.standard_normal(x.shape)
    z = spoiled @ W.T
    e = z @ D.T - x
    return (e**2).mean(), 2 * (e @ D).T @ spoiled, 2 * e.T @ z


def slope_per_picture(x, W, D, noise, rng):
    loss, g_W, g_D = slope_not_divided(x, W, D, noise, rng)
    return loss, g_W / len(x), g_D / len(x)


def gradients_exchanged(x, W, D, noise, rng):
    loss, g_W, g_D = denoising()(x, W, D, noise, rng)
    return loss, g_D, g_W


def uphill(x, W, D, noise, rng):
    loss, g_W, g_D = denoising()(x, W, D, noise, rng)
    return loss, -g_W, -g_D


# 22.5


def softplus(a):
    return np.logaddexp(0, a)


def sigmoid(a):
    return np.exp(-softplus(-a))


def variational(draw=None, rec=None, price=1.0, total=None, kl_mean=False, pixel_mean=False, slopes=None):
    """Return an answer with some of its parts made otherwise.

    `draw(s)` is the factor of eps, `price` the weight of the KL in loss and slopes, `total(n)` by what the sums over
    pictures are divided. `slopes(g_z, eps, m, s)` -> (g_m, g_s), both times the number of pictures.
    """

    def answer(m, s, eps, x, D, b):
        n = 1.0 if total is None else total(len(x))
        n = len(x) if total is None else n
        sd = np.exp(s / 2) if draw is None else draw(s)
        a = (m + sd * eps) @ D.T + b
        pixels = x.shape[1] if pixel_mean else 1
        codes = m.shape[1] if kl_mean else 1
        entropy = (softplus(a) - a * x) / pixels
        kl = price * (m**2 + np.exp(s) - 1 - s) / 2 / codes
        g_z = (sigmoid(a) - x) @ D / pixels
        if slopes is None:
            g_m = g_z + price * m / codes
            inner = sd / 2 if draw is None or draw is not np.exp else sd
            g_s = g_z * eps * inner + price * (np.exp(s) - 1) / 2 / codes
        else:
            g_m, g_s = slopes(g_z, eps, m, s)
        return (entropy.sum() + kl.sum()) / n, g_m / n, g_s / n

    return answer


kl_averaged = variational(kl_mean=True)
entropy_averaged = variational(pixel_mean=True)
both_averaged = variational(kl_mean=True, pixel_mean=True)
deviation_for_log = variational(draw=np.exp)
DRAWS = (
    variational(draw=lambda s: s),
    variational(draw=lambda s: np.sqrt(np.abs(s))),
    variational(draw=lambda s: s * 0 + 1),
)


def log_deviation(m, s, eps, x, D, b):
    """The logarithm of the standard deviation is read from s everywhere."""
    n, sd = len(x), np.exp(s)
    a = (m + sd * eps) @ D.T + b
    g_z = (sigmoid(a) - x) @ D
    kl = (m**2 + sd**2 - 1) / 2 - s
    return ((softplus(a) - a * x).sum() + kl.sum()) / n, (g_z + m) / n, (g_z * eps * sd + sd**2 - 1) / n


kl_subtracted = variational(price=-1.0)
KL_SLIPS = (variational(price=2.0), variational(price=0.0))


def kl_sign_of_s(m, s, eps, x, D, b):
    n = len(x)
    a = (m + np.exp(s / 2) * eps) @ D.T + b
    g_z = (sigmoid(a) - x) @ D
    kl = (m**2 + np.exp(s) - 1 + s) / 2
    return (
        ((softplus(a) - a * x).sum() + kl.sum()) / n,
        (g_z + m) / n,
        (g_z * eps * np.exp(s / 2) / 2 + (np.exp(s) + 1) / 2) / n,
    )


summed = variational(total=lambda n: 1)
otherwise_averaged = variational(total=lambda n: n * 7)


half_missing = variational(slopes=lambda g_z, eps, m, s: (g_z + m, g_z * eps * np.exp(s / 2) + (np.exp(s) - 1) / 2))
SLOPES_OF_S = (
    variational(slopes=lambda g_z, eps, m, s: (g_z + m, g_z * eps * np.exp(s / 2) / 2 + np.exp(s) - 1)),
    variational(slopes=lambda g_z, eps, m, s: (g_z + m, g_z * eps * np.exp(s / 2) + np.exp(s) - 1)),
    variational(slopes=lambda g_z, eps, m, s: (g_z + m, g_z * eps / 2 + (np.exp(s) - 1) / 2)),
    variational(slopes=lambda g_z, eps, m, s: (g_z + m, g_z * eps * np.exp(s) / 2 + (np.exp(s) - 1) / 2)),
    variational(slopes=lambda g_z, eps, m, s: (g_z + m, g_z * np.exp(s / 2) / 2 + (np.exp(s) - 1) / 2)),
)
only_the_picture = variational(slopes=lambda g_z, eps, m, s: (g_z, g_z * eps * np.exp(s / 2) / 2))
ONE_PATH = (
    variational(slopes=lambda g_z, eps, m, s: (m, (np.exp(s) - 1) / 2)),
    variational(slopes=lambda g_z, eps, m, s: (g_z + m, (np.exp(s) - 1) / 2)),
    variational(slopes=lambda g_z, eps, m, s: (g_z + m, g_z * eps * np.exp(s / 2) / 2)),
    variational(slopes=lambda g_z, eps, m, s: (g_z, g_z * eps * np.exp(s / 2) / 2 + (np.exp(s) - 1) / 2)),
    variational(slopes=lambda g_z, eps, m, s: (m, g_z * eps * np.exp(s / 2) / 2 + (np.exp(s) - 1) / 2)),
)


def overflows(m, s, eps, x, D, b):
    _, g_m, g_s = variational()(m, s, eps, x, D, b)
    with np.errstate(all="ignore"):
        p = 1 / (1 + np.exp(-((m + np.exp(s / 2) * eps) @ D.T + b)))
        entropy = -(x * np.log(p) + (1 - x) * np.log(1 - p))
    kl = (m**2 + np.exp(s) - 1 - s) / 2
    return (entropy.sum() + kl.sum()) / len(x), g_m, g_s
