"""The right answers to the exercises of lesson 24."""

import numpy as np

# 24.1 s_i = sign(sum_j W_ij s_j + b_i), one cell after another; E = -s W s / 2 - b s


def settle(W, b, s, order):
    """Return the state after updating cells one by one, and its energy."""
    s = s.copy()
    for i in order:
        s[i] = 1 if W[i] @ s + b[i] >= 0 else -1
    return s, -0.5 * s @ W @ s - b @ s


# 24.2 h = 1 with probability sigma(v W + c), then v = 1 with probability sigma(h W^T + b)


def gibbs_sweep(v, W, b, c, rng):
    """Return the hidden cells that are drawn, and the visible ones after the sweep."""
    on = 1 / (1 + np.exp(-(v @ W + c)))  # (n, hidden)
    h = (rng.random(on.shape) < on).astype(float)
    on = 1 / (1 + np.exp(-(h @ W.T + b)))  # (n, visible)
    return h, (rng.random(on.shape) < on).astype(float)


# 24.3 F(v) = -b v - sum_j log(1 + exp((c + v W)_j)), Z = sum over all v of exp(-F(v))


def count_all(v, states, W, b, c):
    """Return the free energy of each picture, and log Z."""

    def free_energy(v):
        return -v @ b - np.logaddexp(0, v @ W + c).sum(axis=1)

    scores = -free_energy(states)
    top = scores.max()
    return free_energy(v), top + np.log(np.exp(scores - top).sum())


# 24.4 dW = mean of v h at the data - mean of v h after k sweeps, h = p(h = 1 | v), and so for b and c


def cd_gradient(v, W, b, c, k, rng):
    """Return the step of CD-k for W, b and c."""

    def hidden(v):
        return 1 / (1 + np.exp(-(v @ W + c)))

    u = v
    for _ in range(k):
        on = hidden(u)
        h = rng.random(on.shape) < on
        on = 1 / (1 + np.exp(-(h @ W.T + b)))
        u = (rng.random(on.shape) < on).astype(float)
    wake = hidden(v)
    sleep = hidden(u)
    dW = (v.T @ wake - u.T @ sleep) / len(v)
    return dW, (v - u).mean(axis=0), (wake - sleep).mean(axis=0)


# 24.5 dW = mean of v h at the data - sum over all u of P(u after k sweeps) u h


def expected_cd(v, pictures, hiddens, W, b, c, k):
    """Return the mean of all steps for W that CD-k may take."""

    def chances(z, states):
        return np.exp(z @ states.T - np.logaddexp(0, z).sum(axis=1, keepdims=True))

    up = chances(pictures @ W + c, hiddens)  # (2^visible, 2^hidden)
    down = chances(hiddens @ W.T + b, pictures)  # (2^hidden, 2^visible)
    p = chances(v @ W + c, hiddens).mean(axis=0) @ down
    for _ in range(k - 1):
        p = p @ up @ down
    wake = v.T @ (1 / (1 + np.exp(-(v @ W + c)))) / len(v)
    sleep = (pictures.T * p) @ (1 / (1 + np.exp(-(pictures @ W + c))))
    return wake - sleep
