"""The right answers to the exercises of lesson 30."""

import numpy as np

# 30.1 what a network says without some of its units: they give 0, or what they give on average


def ablate(layers, cut, units, x, x_train=None):
    """Return the scores of a network with some units of one layer taken away."""

    def up(x):
        for layer in layers[:cut]:
            x = layer(x)
        return x

    h = up(x).copy()  # a layer may hand on its input itself
    h[:, units] = 0.0 if x_train is None else up(x_train)[:, units].mean(axis=0)
    for layer in layers[cut:]:
        h = layer(h)
    return h


# 30.2 s = W2 relu(z) + b2, z = W1 x + b1: ds_k/dx = W1^T (W2[k] where z > 0), divided by its root mean square


def dream_step(x, k, W1, b1, W2, b2, rate):
    """Return the pictures after one step uphill on the scores of their classes."""
    z = x @ W1.T + b1  # (N, units)
    slope = (W2[k] * (z > 0)) @ W1  # (N, d)
    size = np.sqrt((slope**2).mean(axis=1, keepdims=True))
    step = slope / np.where(size > 0, size, 1.0)
    return np.clip(x + rate * step, 0.0, 1.0)


# 30.3 share_i = (x_i - b_i) times the mean of the slopes at the midpoints of the way from b to x


def integrated_gradients(slope, x, baseline, points):
    """Return the share of each number of x in the score."""
    way = x - baseline
    slopes = [slope(baseline + (i + 0.5) / points * way) for i in range(points)]
    return way * np.mean(slopes, axis=0)


# 30.4 a pixel gets the mean fall of the score over the windows that cover it


def occlusion(scores, x, window):
    """Return by how much the score of the answer falls where the picture is covered."""
    whole = scores(x[None])[0]
    k = whole.argmax()
    total, windows = np.zeros(x.shape), np.zeros(x.shape)
    for i in range(x.shape[0] - window + 1):
        for j in range(x.shape[1] - window + 1):
            inside = slice(i, i + window), slice(j, j + window)
            covered = x.copy()
            covered[inside] = 0.0
            total[inside] += whole[k] - scores(covered[None])[0, k]
            windows[inside] += 1
    return total / windows


# 30.5 the larger of two shares of the refits: those with a positive coefficient, those with a negative one


def sign_stability(x, y, fit, refits, rng):
    """Return how often each coefficient has its commoner sign."""
    fits = []
    for _ in range(refits):
        drawn = rng.integers(len(x), size=len(x))  # with replacement
        fits.append(fit(x[drawn], y[drawn]))
    w = np.array(fits)  # (refits, d)
    return np.maximum((w > 0).mean(axis=0), (w < 0).mean(axis=0))
