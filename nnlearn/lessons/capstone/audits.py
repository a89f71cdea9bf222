"""The numbers of the six reports of exercise 33.5, as they were reported, and the test that shows what is wrong."""

from functools import cache

import numpy as np

import nnlearn.numpy as nn
from nnlearn import datasets, metrics
from nnlearn.numpy.random import fork_rng


@cache
def digits(seed, *sizes) -> list:
    """Return parts of the small digits, [(x, y), ...], ink from 0 to 1, float32; the rest is the last part."""
    data = datasets.digits()
    order = np.random.default_rng(seed).permutation(len(data.x))
    return [((data.x[rows] / 16).astype("float32"), data.y[rows]) for rows in np.split(order, np.cumsum(sizes))]


def trained(model, seed, part, epochs, rate):
    """Return a network trained on a part (x, y); `model()` makes it."""
    x, y = part
    with fork_rng():
        nn.manual_seed(seed)
        made = model()
        nn.fit(made, nn.CrossEntropyLoss(), nn.Adam(made.parameters(), lr=rate), x, y, epochs=epochs, batch_size=20)
    return made


def share(model, x, y):
    """Return the share of the examples that are read rightly."""
    return float((nn.predict(model, x).argmax(axis=1) == y).mean())


@cache
def genes(inside):
    """Return the mean accuracy over 20 splits; 20 of 2,000 columns of noise are chosen inside the learning half."""
    x, y = np.random.default_rng(0).normal(size=(80, 2000)), np.tile([0, 1], 40)
    found = []
    for seed in range(20):
        learn, test = np.split(np.random.default_rng(seed).permutation(80), 2)
        seen = learn if inside else np.arange(80)
        z = (x[seen] - x[seen].mean(axis=0)) / x[seen].std(axis=0)
        columns = np.argsort(-abs(z.T @ (y[seen] - 0.5)), kind="stable")[:20]
        a, b = (x[learn][y[learn] == k][:, columns].mean(axis=0) for k in (0, 1))
        new = x[test][:, columns]
        found.append(((((new - b) ** 2).sum(axis=1) < ((new - a) ** 2).sum(axis=1)) == y[test]).mean())
    return float(np.mean(found))


@cache
def starts():
    """Return accuracies of 20 starts on 100 test digits and on all others, (20, 2)."""
    learn, test, fresh = digits(1, 200, 100)
    models = [trained(lambda: nn.MLP([64, 8, 10]), seed, learn, 4, 0.01) for seed in range(20)]
    return np.array([[share(model, *test), share(model, *fresh)] for model in models])


def neighbours(part, new, k):
    """Return the label that most of the k nearest examples of a part (x, y) have."""
    x, y = part
    squares = (x**2).sum(axis=1) - 2 * new @ x.T
    near = np.argsort(squares, axis=1, kind="stable")[:, :k]
    return np.array([np.bincount(row, minlength=10).argmax() for row in y[near]])


def network(width, rate, seed, part):
    return trained(lambda: nn.MLP([64, width, 10]), seed, part, 20, rate)


@cache
def rivals():
    """Return both searches and what they lead to.

    Returns
    -------
    dict
        ours: (rate, width) and k: the best of six each by validation; network, before, after: accuracies on the test
        part, of five starts, of 30 neighbours and of k; low, high: of the network's gain over 30 neighbours.
    """
    learn, choose, test = digits(2, 500, 300)
    settings = [(rate, width) for rate in (0.001, 0.003, 0.01) for width in (32, 64)]
    ours = max(settings, key=lambda one: share(network(one[1], one[0], 0, learn), *choose))
    models = [network(ours[1], ours[0], seed, learn) for seed in range(5)]
    read = np.mean([nn.predict(model, test[0]).argmax(axis=1) == test[1] for model in models], axis=0)
    k = max((1, 3, 5, 10, 30, 100), key=lambda k: (neighbours(learn, choose[0], k) == choose[1]).mean())
    before, after = (neighbours(learn, test[0], one) == test[1] for one in (30, k))
    gain = metrics.paired_bootstrap(read, before.astype(float), rng=np.random.default_rng(0))
    found = {"ours": ours, "k": k, "network": read.mean(), "before": before.mean(), "after": after.mean()}
    return {**found, "low": gain.low, "high": gain.high}


@cache
def left():
    """Return the shares left after FGSM of 0.1 on scores x 100, by cross-entropy and by the margin: means of "
    "five readers."""
    learn, _, (x, y) = digits(2, 500, 300)
    rows, found = np.arange(len(x)), []
    for seed in range(5):
        reader = trained(lambda: nn.Linear(64, 10), seed, learn, 20, 0.003)
        W, b = 100 * reader.weight.data, 100 * reader.bias.data
        s, loss = x @ W.T + b, nn.CrossEntropyLoss()
        loss(s, y)
        wrong, margin = s.copy(), np.zeros_like(s)
        wrong[rows, y] = -np.inf
        margin[rows, wrong.argmax(axis=1)], margin[rows, y] = 1, -1
        changed = [np.clip(x + 0.1 * np.sign(g @ W), 0, 1) for g in (loss.backward(), margin)]
        found.append([((one @ W.T + b).argmax(axis=1) == y).mean() for one in changed])
    return [float(one) for one in np.mean(found, axis=0)]


@cache
def maps():
    """Return the share of the map on ink, trained and untrained, and the rank correlation of the two: five starts."""
    learn, _, test = digits(2, 500, 300)
    x, y = test[0][:100], test[1][:100]
    found: list = []
    for seed in range(5):
        learned = network(64, 0.003, seed, learn)
        with fork_rng():
            nn.manual_seed(100 + seed)
            models = learned, nn.MLP([64, 64, 10])
        a, b = (abs(nn.input_gradient(model, nn.CrossEntropyLoss(), x, y) * x) for model in models)
        on_ink = [np.mean([one[z > 0.25].sum() / one.sum() for one, z in zip(m, x, strict=True)]) for m in (a, b)]
        found.append([*on_ink, np.mean([metrics.rank_correlation(p, q) for p, q in zip(a, b, strict=True)])])
    return [float(one) for one in np.mean(found, axis=0)]


@cache
def forecasts():
    """Return mean errors, (2, 2): windows shuffled, or cut at a date; two nearest windows, or the last value."""
    rng = np.random.default_rng(3)
    speed = np.zeros(1208)
    for t in range(1, 1208):
        speed[t] = 0.97 * speed[t - 1] + rng.normal(0, 0.3)
    series = speed.cumsum()
    x, y = np.array([series[t : t + 8] for t in range(1200)]), series[8:]
    found = []
    for order in (np.random.default_rng(0).permutation(1200), np.arange(1200)):
        learn, test = order[:800], order[800:]
        squares = ((x[test][:, None] - x[learn]) ** 2).sum(axis=2)
        near = y[learn][np.argsort(squares, axis=1, kind="stable")[:, :2]].mean(axis=1)
        found.append([float(abs(guess - y[test]).mean()) for guess in (near, x[test][:, -1])])
    return found
