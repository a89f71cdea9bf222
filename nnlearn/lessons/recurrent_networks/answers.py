"""The right answers to the exercises of lesson 18, and the inputs they are tried on."""

import numpy as np

# 18.1 h' = tanh(W_x x + W_h h + b)


def step(x, h, W_x, W_h, b):
    """Return the state after one step."""
    return np.tanh(x @ W_x.T + h @ W_h.T + b)


def sample_step(rng):
    n, d, H = rng.permutation([2, 3, 5]) + rng.integers(0, 2)
    return rng.normal(size=(n, d)), rng.normal(size=(n, H)), *sample_weights(rng, d, H)


def sample_weights(rng, d, H):
    return rng.normal(size=(H, d)), rng.normal(size=(H, H)) / 2, rng.normal(size=H)


# 18.2 the loop over time


def run(x, h, W_x, W_h, b):
    """Return the state after each of the T inputs."""
    states = []
    for x_t in x:
        h = step(x_t, h, W_x, W_h, b)
        states.append(h)
    return np.array(states)


def sample_run(rng):
    T, n, d, H = rng.permutation([2, 3, 4, 5]) + rng.integers(0, 2)
    return rng.normal(size=(T, n, d)), rng.normal(size=(n, H)), *sample_weights(rng, d, H)


# 18.3 draw from softmax(scores / T)


def draw(scores, temperature, u):
    """Return which letter u draws."""
    z = scores / temperature
    e = np.exp(z - z.max())
    return int(np.searchsorted(np.cumsum(e / e.sum()), u, side="right"))


def sample_scores(rng):
    return 2 * rng.normal(size=int(rng.integers(5, 12))), float(rng.choice([0.3, 0.6, 2.0, 4.0])), float(rng.random())


LARGE = (np.array([999.0, 1001.0, 1000.0]), 1.0, 0.9)

# 18.4 back-propagation through time


def through_time(x, hs, grad, W_h):
    """Return dL/dW_x, dL/dW_h and dL/db."""
    d, dW_x, dW_h, db = 0, 0, 0, 0
    for t in reversed(range(len(x))):
        g = (grad[t] + d) * (1 - hs[t + 1] ** 2)  # dL/dz of step t
        dW_x, dW_h, db = dW_x + g.T @ x[t], dW_h + g.T @ hs[t], db + g.sum(axis=0)
        d = g @ W_h  # to the state before
    return dW_x, dW_h, db


def sample_through_time(rng):
    x, h, W_x, W_h, b = sample_run(rng)
    hs = np.concatenate([h[None], run(x, h, W_x, W_h, b)])
    return x, hs, rng.normal(size=hs[1:].shape), W_h


# 18.5 beat the naive forecast


def measure_forecast(build):
    """Train on two series, and measure the squared error on unseen years as a share of the naive forecast's."""
    import nnlearn.numpy as nn
    from nnlearn.datasets import sunspots, windows

    shares = []
    for seed in (3, 4):
        years = sunspots(600, seed=seed).y / 100
        nn.manual_seed(seed)
        model = build(nn, *windows(years[:400], 40, step=4))
        x, y = windows(years[400:], 40)
        found = np.asarray(nn.predict(model, x))
        if found.shape != y.shape:
            raise ValueError(f"expected the model to return shape {y.shape}, got {found.shape}")
        error, naive = ((found - y)[:, -1] ** 2).mean(), ((x - y)[:, -1] ** 2).mean()
        shares.append(float(error / naive))
    share = sum(shares) / 2
    return share, share <= 0.4, f"On unseen years the squared error is {share:.2f} times that of the naive forecast."
