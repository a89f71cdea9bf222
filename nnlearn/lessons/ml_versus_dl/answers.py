"""The right answers to the exercises of lesson 13, and the inputs they are tried on."""

import numpy as np

from nnlearn.lessons.ml_versus_dl import contests, probing, signals

# 13.1 the cosine of a template and a window, both without their mean, where it is largest


def match(signals, templates):
    """Return the best correlation of each signal with each template, (n, k), and the guesses, (n,)."""
    places, length = signals.shape[1], templates.shape[1]
    t = templates - templates.mean(axis=1, keepdims=True)
    t = t / np.linalg.norm(t, axis=1, keepdims=True)
    best = np.full((len(signals), len(templates)), -1.0)
    for start in range(places):
        window = np.roll(signals, -start, axis=1)[:, :length]
        window = window - window.mean(axis=1, keepdims=True)
        size = np.linalg.norm(window, axis=1, keepdims=True)
        best = np.maximum(best, window @ t.T / np.maximum(size, 1e-9))
    return best, best.argmax(axis=1)


def sample_signals(rng):
    n, places, length, k = int(rng.integers(4, 7)), int(rng.integers(9, 13)), int(rng.integers(4, 6)), 3
    loud = rng.uniform(0.2, 4, size=(n, places)) * rng.normal(size=(n, places))
    templates = rng.uniform(0.5, 2, size=(k, 1)) * rng.normal(size=(k, length)) + rng.normal(size=(k, 1))
    return loud + rng.normal(size=(n, 1)), templates


def known_signals(n, places, k, length, seed=0):
    """Return signals and templates of known shapes."""
    rng = np.random.default_rng([n, places, k, length, seed])
    return rng.normal(size=(n, places)) * rng.uniform(0.2, 3, size=(n, places)) + 1, rng.normal(size=(k, length)) - 2


OVER_THE_END = (  # the best place begins near the end of the line
    np.array([[3.0, 1.0, 0.5, 0.0, 0.1, 0.0, 0.2, 2.0], [-2.0, 0.3, 0.2, 0.4, 0.1, 0.0, 1.0, -1.0]]),
    np.array([[1.0, 2.0, 3.0, 1.0], [4.0, 2.0, 1.0, 1.5], [1.0, -1.0, -2.0, 0.0]]),
)
EDGES_MATCH = {
    "one signal": known_signals(1, 10, 3, 4),
    "one template": known_signals(4, 10, 1, 4),
    "templates as long as the line": known_signals(4, 6, 3, 6),
    "templates of three places": known_signals(5, 9, 3, 3),
    "a signal that is flat in places": (
        np.array([[2.0, 2.0, 2.0, 2.0, 2.0, 5.0, 1.0, 2.0], [0.0, 0.0, 1.0, 0.0, 0.0, 0.0, 0.0, 0.0]]),
        np.array([[0.0, 1.0, 0.0], [3.0, 2.0, 1.0]]),
    ),
    "a signal that is flat everywhere": (
        np.array([[4.0] * 6, [1.0, 2.0, 0.0, 3.0, 1.0, 1.0]]),
        np.array([[1.0, 2.0, 0.0], [0.0, 1.0, 4.0]]),
    ),
    "signals of whole numbers": (np.arange(40).reshape(4, 10) ** 2 % 23, np.array([[1, 5, 2, 3], [3, 1, 4, 0]])),
    "very loud signals": (1e6 * known_signals(3, 9, 2, 4)[0], known_signals(3, 9, 2, 4)[1]),
}

# 13.2 L = mean max(0, 1 - y z) + decay |w|^2 / 2, so dL/dz = -y / n for the points inside the margin, and 0 for others


def hinge_step(w, b, x, y, lr, decay):
    """Return w and b after one step of gradient descent on the hinge loss with weight decay."""
    inside = y * (x @ w + b) < 1
    g_z = np.where(inside, -y, 0) / len(x)
    return w - lr * (g_z @ x + decay * w), b - lr * g_z.sum()


def sample_margin(rng):
    n, d = int(rng.integers(7, 10)), int(rng.integers(3, 5))
    w, b, x = rng.normal(size=d), float(rng.normal()), rng.normal(size=(n, d))
    y = np.where(rng.random(n) < 0.5, 1, -1)
    y[:3] = np.where(x[:3] @ w + b > 0, 1, -1)  # on the right side: some inside the margin, one beyond it
    x[0] += (1.5 - abs(x[0] @ w + b)) * y[0] * w / (w @ w)
    x[1] += (0.4 - abs(x[1] @ w + b)) * y[1] * w / (w @ w)
    y[3:5] = 1, -1
    return w, b, x, y, float(rng.uniform(0.1, 0.9)), float(rng.uniform(0.2, 0.8))


POINTS = np.array([[2.0, 1.0], [0.5, 0.25], [-1.0, -2.0], [0.5, -3.0], [-0.25, 1.0]])
LABELS = np.array([1, 1, -1, 1, -1])
W = np.array([0.5, 0.25])
ON_THE_MARGIN = np.array([[2.0, 0.0], [0.0, -4.0], [1.0, 2.0], [1.0, 1.0]])
EDGES_HINGE = {
    "points exactly on the margin": (W, 0.0, ON_THE_MARGIN, LABELS[1:], 0.5, 0.25),
    "no point inside the margin": (4 * W, 0.5, POINTS[[0, 2]], LABELS[[0, 2]], 0.3, 0.2),
    "all points inside the margin": (0.1 * W, 0.0, POINTS, LABELS, 0.3, 0.2),
    "one point": (W, -0.5, POINTS[:1] / 2, LABELS[:1], 0.3, 0.2),
    "one feature": (W[:1], 0.5, POINTS[:, 1:], LABELS, 0.3, 0.2),
    "no decay": (W, 0.5, POINTS, LABELS, 0.3, 0.0),
    "weights of zero": (0 * W, 0.0, POINTS, LABELS, 0.3, 0.2),
    "labels of +1 only": (W, 0.5, POINTS, np.ones(5, int), 0.3, 0.2),
    "labels that are floats": (W, 0.5, POINTS, LABELS.astype(float), 0.3, 0.2),
    "points of whole numbers": (W, 0.5, (4 * POINTS).astype(int), LABELS, 0.3, 0.2),
}

# 13.3 differences of neighbours, one to six places apart, and the heights: what a shift changes is their order alone


def features(x):
    """Return numbers that are the same wherever along the closed line a signal begins."""
    slopes = [np.roll(x, -step, axis=1) - x for step in range(1, 7)]
    in_order = [np.sort(values, axis=1) for values in (x, *slopes)]
    return np.concatenate(in_order, axis=1)


sample_signals_to_read = signals.sample

# 13.4 a reader of what each layer gives, scaled by what it was in training


def read_layers(nn, net, x, y, unseen, labels, fit):
    """Return the share of unseen examples that a reader gets right: of the input, then after each layer of net."""
    shares = []
    for depth in range(len(net) + 1):
        up_to = net[:depth]  # none of the layers at first: the input itself
        seen, new = (nn.predict(up_to, one) if depth else one for one in (x, unseen))
        seen, new = seen.reshape(len(x), -1), new.reshape(len(unseen), -1)
        mean, std = seen.mean(axis=0), seen.std(axis=0) + 1e-3
        read = fit((seen - mean) / std, y)
        shares.append(float((read((new - mean) / std) == labels).mean()))
    return shares


sample_net = probing.sample

# 13.5 nested subsets; a fifth of them to choose by; the chosen setting fitted again on all of them


def learning_curve(settings, x, y, unseen, labels, sizes, seeds):
    """Return the mean and the spread of the accuracy on unseen examples, one of each per size."""
    shares = np.empty((len(seeds), len(sizes)))
    for i, seed in enumerate(seeds):
        order = np.random.default_rng(seed).permutation(len(x))
        for j, n in enumerate(sizes):
            held, rest = order[: n // 5], order[n // 5 : n]
            reads = [fit(x[rest], y[rest]) for fit in settings]
            scores = [(read(x[held]) == y[held]).mean() for read in reads]
            fit = settings[int(np.argmax(scores))]
            read = fit(x[order[:n]], y[order[:n]])
            shares[i, j] = (read(unseen) == labels).mean()
    return shares.mean(axis=0), shares.std(axis=0, ddof=1)


sample_contest = contests.sample
