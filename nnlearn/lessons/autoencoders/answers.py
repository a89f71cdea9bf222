"""The right answers to the exercises of lesson 22."""

import numpy as np

# 22.1 p = decode(encode(x)), error of a picture = mean over its pixels of (p - x)^2


def reconstruct(x, encode, decode):
    """Return the pictures that come back, and the error of each."""
    p = decode(encode(x))
    return p, ((p - x) ** 2).mean(axis=1)


# 22.2 p = mean + D D^T (x_new - mean), with the k main axes of x in the columns of D


def onto_plane(x, x_new, k):
    """Return new pictures, put onto the plane of the k main axes of x."""
    mean = x.mean(axis=0)
    _, _, axes = np.linalg.svd(x - mean, full_matrices=False)  # rows, longest first
    codes = (x_new - mean) @ axes[:k].T  # (m, k)
    return mean + codes @ axes[:k]


# 22.3 p = (x + noise eps) W^T D^T, L = mean (p - x)^2


def denoising_step(x, W, D, noise, rng):
    """Return the loss of a linear denoising autoencoder, and its gradients."""
    spoiled = x + noise * rng.standard_normal(x.shape)
    z = spoiled @ W.T  # (n, k)
    e = z @ D.T - x  # (n, d)
    g_p = 2 * e / x.size
    g_D = g_p.T @ z
    g_W = (g_p @ D).T @ spoiled
    return (e**2).mean(), g_W, g_D


# 22.4 threshold = the quantile 1 - share of ordinary errors; alarm above it


def alarm(ordinary, new, share):
    """Return the threshold, and which new examples raise the alarm."""
    threshold = np.quantile(ordinary, 1 - share)
    return threshold, new > threshold


# 22.5 L = mean over pictures of [sum over pixels of cross-entropy + sum over codes of (m^2 + e^s - 1 - s) / 2]


def vae_loss(m, s, eps, x, D, b):
    """Return the loss of a VAE with a linear decoder, dL/dm and dL/ds."""
    n = len(x)
    z = m + np.exp(s / 2) * eps  # (n, k)
    a = z @ D.T + b  # (n, d)
    entropy = np.maximum(a, 0) - a * x + np.log1p(np.exp(-np.abs(a)))
    kl = (m**2 + np.exp(s) - 1 - s) / 2
    loss = (entropy.sum() + kl.sum()) / n
    ink = np.exp(-np.logaddexp(0, -a))  # sigma(a), for any a
    g_z = (ink - x) @ D / n
    return loss, g_z + m / n, g_z * eps * np.exp(s / 2) / 2 + (np.exp(s) - 1) / (2 * n)
