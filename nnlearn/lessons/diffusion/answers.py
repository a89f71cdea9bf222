"""The right answers to the exercises of lesson 27."""

import numpy as np

# 27.1 a_t^2 = f(t) / f(0), f(t) = cos^2(pi/2 (t/T + c) / (1 + c)), x_t = a_t x + s_t eps


def noised(x, t, eps, T):
    """Return each row of x at its own step t of the cosine schedule."""

    def f(t):
        return np.cos(np.pi / 2 * (t / T + 0.008) / 1.008) ** 2

    a = np.sqrt(f(t) / f(0))[:, None]
    return a * x + np.sqrt(1 - a**2) * eps


# 27.2 L = mean of (eps^ - eps)^2 over all numbers, at a random step and with fresh noise for each row


def loss_and_slope(guess, x, a, s, rng):
    """Return the denoising loss of a batch, and its slope at the guess."""
    t = rng.integers(1, len(a), len(x))
    eps = rng.standard_normal(x.shape)
    error = guess(a[t, None] * x + s[t, None] * eps, t) - eps
    return (error**2).mean(), 2 * error / error.size


# 27.3 x^ = (x_t - s_t eps^) / a_t, x_(t-1) = a_(t-1) x^ + sqrt(s_(t-1)^2 - tau^2) eps^ + tau fresh


def backward_step(x, eps, t, fresh, a, s, kind):
    """Return the guess of the data, and x at step t - 1."""
    x_hat = (x - s[t] * eps) / a[t]
    tau = 0.0
    if kind == "DDPM":
        tau = s[t - 1] / s[t] * np.sqrt(1 - (a[t] / a[t - 1]) ** 2)
    left = np.sqrt(s[t - 1] ** 2 - tau**2)
    return x_hat, a[t - 1] * x_hat + left * eps + tau * fresh


# 27.4 w = softmax(-|x_t - a x_i|^2 / 2 s^2) over the examples, E[eps | x_t] = (x_t - a sum w_i x_i) / s


def best_guess(x, examples, a, s):
    """Return the mean of the noise in each row of x, given all examples."""
    squares = ((x[:, None] - a * examples) ** 2).sum(axis=2)  # (N, K)
    z = -squares / (2 * s**2)
    w = np.exp(z - z.max(axis=1, keepdims=True))
    w = w / w.sum(axis=1, keepdims=True)
    return (x - a * (w @ examples)) / s


# 27.5 at each step: the known numbers are a_t x + s_t noise_t, then one DDIM step for all


def inpaint(guess, picture, known, noise, a, s):
    """Return pictures whose known pixels are given and whose others are made."""
    x = noise[-1]
    for t in range(len(a) - 1, 0, -1):
        x = np.where(known, a[t] * picture + s[t] * noise[t], x)
        eps = guess(x, t)
        x_hat = (x - s[t] * eps) / a[t]
        x = a[t - 1] * x_hat + s[t - 1] * eps
    return np.where(known, picture, x)
