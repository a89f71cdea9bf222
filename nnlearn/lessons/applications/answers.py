"""The right answers to the exercises of lesson 32: applications."""

import numpy as np

from nnlearn.lessons.applications.numbering import number

__all__ = ["fingerprint", "pair_loss", "rank_hidden", "threshold_and_cost", "windows"]


def threshold_and_cost(p, y, costs):
    good = costs[0, 1] - costs[0, 0]  # what it costs more to refuse a good one
    bad = costs[1, 0] - costs[1, 1]  # and to grant a bad one
    threshold = good / (good + bad)
    refused = (p > threshold).astype(int)
    return threshold, costs[y, refused].mean()


def windows(series, lag, ahead, cut):
    z = (series - series[:cut].mean()) / series[:cut].std()
    hours = np.arange(lag + ahead - 1, len(series))  # those with a whole window
    known = hours[:, None] - ahead - np.arange(lag)[::-1]  # (hours, lag)
    x, y, early = z[known], series[hours], hours < cut
    return x[early], y[early], x[~early], y[~early]


def pair_loss(a, b, scale):
    long_a, long_b = (np.linalg.norm(e, axis=1, keepdims=True) for e in (a, b))
    u, v = a / long_a, b / long_b
    s = scale * u @ v.T  # (N, N): in row n, first n looks for its partner
    s = s - s.max(axis=1, keepdims=True)
    total = np.exp(s).sum(axis=1, keepdims=True)
    loss = (np.log(total[:, 0]) - np.diag(s)).mean()
    g = scale * (np.exp(s) / total - np.eye(len(a))) / len(a)  # at u v^T
    g_u, g_v = g @ v, g.T @ u
    g_a = (g_u - (g_u * u).sum(axis=1, keepdims=True) * u) / long_a
    g_b = (g_v - (g_v * v).sum(axis=1, keepdims=True) * v) / long_b
    return loss, g_a, g_b


def rank_hidden(scores, baskets, hidden, k):
    left = np.where(baskets > 0, -np.inf, scores)
    right = left[np.arange(len(hidden)), hidden]
    rank = (left >= right[:, None]).sum(axis=1)  # it counts itself: the best is 1
    return (rank <= k).mean(), (1 / rank).mean()


def fingerprint(atoms, bonds, radius, bits):
    near = [
        [(order, i + j - k) for i, j, order in bonds if k in (i, j)]  # the other one
        for k in range(len(atoms))
    ]
    numbers = [number(one, len(pairs)) for one, pairs in zip(atoms, near, strict=True)]
    found = list(numbers)
    for _ in range(radius):
        numbers = [
            number(own, sorted((order, numbers[j]) for order, j in around))
            for own, around in zip(numbers, near, strict=True)
        ]
        found += numbers
    vector = np.zeros(bits)
    vector[np.array(found) % bits] = 1
    return vector


# the inputs are in inputs.py, and 32.6 in beating.py
