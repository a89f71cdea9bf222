"""The right answers to the exercises of lesson 29."""

import numpy as np

# 29.1 g = dL/dx = (p - one-hot of k) W, one row per picture; one step of eps down this slope, sign by sign


def forge(W, b, x, k, eps):
    """Return pictures changed by at most eps per pixel, towards the classes k."""
    z = x @ W.T + b
    p = np.exp(z - z.max(axis=1, keepdims=True))
    p = p / p.sum(axis=1, keepdims=True)
    g = (p - np.eye(len(b))[k]) @ W  # (N, d)
    return np.clip(x - eps * np.sign(g), 0, 1)


# 29.2 a <- the point nearest to a + rate sign(g(a)) within eps of x and within [0, 1]


def pgd(slope, x, start, eps, rate, steps):
    """Return the pictures after several small steps up the slope."""
    a = start
    for _ in range(steps):
        a = a + rate * np.sign(slope(a))
        a = np.clip(np.clip(a, x - eps, x + eps), 0, 1)
    return a


# 29.3 m = max of s_j over j other than y, minus s_y; dm/ds is 1 at this j and -1 at y


def margin_slope(s, y):
    """Return the margins, and the slope of their sum with respect to the scores."""
    rows = np.arange(len(s))
    wrong = s.astype(float)  # a copy
    wrong[rows, y] = -np.inf
    j = wrong.argmax(axis=1)
    slope = np.zeros(s.shape)
    slope[rows, j], slope[rows, y] = 1, -1
    return s[rows, j] - s[rows, y], slope


# 29.4 s_y - s_j shrinks by at most eps |w_y - w_j|_1, for each rival j by itself; the first to catch up decides


def exact_budgets(W, b, x, y):
    """Return the smallest budget with which each answer can be turned."""
    s, rows = x @ W.T + b, np.arange(len(x))
    lead = s[rows, y][:, None] - s  # (N, classes)
    cost = abs(W[y][:, None] - W).sum(axis=2)  # the same; 0 where j is y
    budgets = np.full(s.shape, np.inf)
    np.divide(lead, cost, out=budgets, where=cost > 0)
    return np.maximum(budgets.min(axis=1), 0)


# 29.5 the score without a network: the distance to the nearest picture that was seen in training


def alarm(seen, known, strangers, misses):
    """Return the limit, and the share of the strangers that are let in."""

    def far(x):
        between = np.sqrt(((x[:, None] - seen) ** 2).sum(axis=2))  # (pictures, n)
        return between.min(axis=1)

    limit = np.sort(far(known))[len(known) - 1 - misses]
    return limit, (far(strangers) <= limit).mean()
