"""What the exercises of lesson 18 compute: the right answers, some wrong ones, and the inputs they are tried on."""

import numpy as np

# 18.1 h' = tanh(W_x x + W_h h + b)


def step(x, h, W_x, W_h, b, *, memory=True, turned=False, bend=True, bias=True, apart=False, added=False):
    now, before = x @ W_x.T, h @ (W_h if turned else W_h.T)
    if apart:
        return np.tanh(now) + np.tanh(before) + b
    z = now + before * memory + b * bias
    return (np.tanh(z) if bend else z) + added * h


def draw_step(rng):
    n, d, H = rng.permutation([2, 3, 5]) + rng.integers(0, 2)
    return rng.normal(size=(n, d)), rng.normal(size=(n, H)), *draw_weights(rng, d, H)


def draw_weights(rng, d, H):
    return rng.normal(size=(H, d)), rng.normal(size=(H, H)) / 2, rng.normal(size=H)


# 18.2 the loop over time


def run(x, h, W_x, W_h, b, *, forgets=False, first=False, reverse=False, last=False, early=False):
    states = [h]
    for x_t in x[::-1] if reverse else x:
        states.append(step(x_t, h if forgets else states[-1], W_x, W_h, b))
    if last:
        return states[-1]
    return np.array(states if first else states[:-1] if early else states[1:])


def draw_run(rng):
    T, n, d, H = rng.permutation([2, 3, 4, 5]) + rng.integers(0, 2)
    return rng.normal(size=(T, n, d)), rng.normal(size=(n, H)), *draw_weights(rng, d, H)


# 18.3 draw from softmax(scores / T)


def draw(scores, temperature, uniform, *, power=-1, first=False, safe=True, best=False):
    if best:
        return int(np.argmax(scores))
    z = scores * float(temperature) ** power
    with np.errstate(over="ignore", invalid="ignore"):
        e = np.exp(z - z.max()) if safe else np.exp(z)
        cumulative = np.cumsum(e / e.sum())
    place = int(np.searchsorted(cumulative, uniform, side="right")) - first
    return min(max(place, 0), len(scores) - 1)


def inverse(scores, temperature, uniform):
    """The letters from the end: what is above u in place of what is below it."""
    return len(scores) - 1 - draw(scores[::-1], temperature, uniform)


def draw_scores(rng):
    return 2 * rng.normal(size=int(rng.integers(5, 12))), float(rng.choice([0.3, 0.6, 2.0, 4.0])), float(rng.random())


LARGE = (np.array([999.0, 1001.0, 1000.0]), 1.0, 0.9)

# 18.4 back-propagation through time


def through_time(x, hs, grad, W_h, *, carried=True, slope=True, turned=False, off=0, overwritten=False, added=True):
    d = np.zeros_like(hs[0])
    dW_x, dW_h, db = np.zeros((hs.shape[2], x.shape[2])), np.zeros_like(W_h), np.zeros(len(W_h))
    for t in reversed(range(len(x))):
        d = grad[t] + d * carried if added or t == len(x) - 1 else d
        g = d * (1 - hs[t + 1] ** 2) if slope else d
        parts = g.T @ x[t], g.T @ hs[t + off], g.sum(axis=0)
        if overwritten:
            dW_x, dW_h, db = parts
        else:
            dW_x, dW_h, db = dW_x + parts[0], dW_h + parts[1], db + parts[2]
        d = g @ (W_h.T if turned else W_h)
    return dW_x, dW_h, db


def draw_through_time(rng):
    x, h, W_x, W_h, b = draw_run(rng)
    hs = np.concatenate([h[None], run(x, h, W_x, W_h, b)])
    return x, hs, rng.normal(size=hs[1:].shape), W_h


# 18.5 beat the naive forecast


def measure_forecast(build):
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
            raise ValueError(f"the model expected to give shape {y.shape}, got {found.shape}")
        error, naive = ((found - y)[:, -1] ** 2).mean(), ((x - y)[:, -1] ** 2).mean()
        shares.append(float(error / naive))
    share = sum(shares) / 2
    words = f"on unseen years the squared error is {share:.2f} of the naive one"
    return share, share <= 0.4, words
