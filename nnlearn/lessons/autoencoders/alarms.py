"""Scores of strangeness, each fitted to ordinary examples alone: an autoencoder's error and its honest rivals."""

import numpy as np

import nnlearn.numpy as nn
from nnlearn import datasets
from nnlearn.lessons.autoencoders.networks import autoencoder
from nnlearn.lessons.autoencoders.principal import principal_axes, projected, squared_distances
from nnlearn.metrics import roc_auc_score


def tumours(seed):
    """Return benign tumours to learn from, and others to judge, with 1 for malignant.

    Logarithms of the 30 measurements, standardised by the tumours to learn from.

    Returns
    -------
    x, others : ndarrays of shape (214, 30) and (355, 30), float32
    malignant : ndarray of shape (355,), int64

    Examples
    --------
    >>> x, others, malignant = tumours(0)
    >>> len(x), int(malignant.sum()), len(others)
    (214, 212, 355)
    """
    data = datasets.breast_cancer()
    features = np.log1p(data.x.astype(float))
    benign = np.random.default_rng(seed).permutation(np.flatnonzero(data.y == 1))
    seen, others = benign[:214], np.concatenate([benign[214:], np.flatnonzero(data.y == 0)])
    mean, std = features[seen].mean(axis=0), features[seen].std(axis=0)
    scaled = ((features - mean) / std).astype(np.float32)
    return scaled[seen], scaled[others], (data.y[others] == 0).astype(int)


def strangers(digit, seed):
    """Return digits to learn from without one kind, and others to judge, with 1 for the kind never seen."""
    data = datasets.digits()
    x = (data.x / 16).astype(np.float32)
    known = np.random.default_rng(seed).permutation(np.flatnonzero(data.y != digit))
    count = len(known) * 3 // 4
    others = np.concatenate([known[count:], np.flatnonzero(data.y == digit)])
    return x[known[:count]], x[others], (data.y[others] == digit).astype(int)


def odd_pictures(x, seed):
    """Return {name: pictures} of things other than digits, made of digits or of nothing."""
    rng = np.random.default_rng(seed)
    squares = x.reshape(-1, 8, 8)
    return {
        "noise": rng.random(x.shape).astype(x.dtype),
        "inverted": 1 - x,
        "rows shuffled": squares[:, rng.permutation(8)].reshape(x.shape),
        "blank page": (0.01 * rng.standard_normal(x.shape)).astype(x.dtype),
    }


def network_error(x, others, code, width, epochs, decay=0.0, seed=0):
    """Return the mean squared error of each of the others in an autoencoder trained on x, shape (len(others),)."""
    net = autoencoder(x.shape[1], code, width, seed=seed)
    optimizer = nn.AdamW(net.parameters(), lr=0.003, weight_decay=decay)
    nn.fit(net, nn.MSELoss(), optimizer, x, x, epochs=epochs, batch_size=32)
    return ((nn.predict(net, others) - others) ** 2).mean(axis=1)


def plane_error(x, others, k):
    """Return the mean squared distance of each of the others from the plane of k principal axes of x."""
    return ((projected(others, principal_axes(x, k)) - others) ** 2).mean(axis=1)


def nearest(x, others, k=5):
    """Return the mean squared distance of each of the others from its k nearest in x."""
    return np.sort(squared_distances(others, x), axis=1)[:, :k].mean(axis=1)


def from_the_mean(x, others):
    """Return the squared distance of each of the others from the mean of x."""
    return ((others - x.mean(axis=0)) ** 2).sum(axis=1)


def mahalanobis(x, others):
    """Return the squared distance from the mean, measured in spreads of x (Ledoit and Wolf's covariance)."""
    from sklearn.covariance import LedoitWolf

    return LedoitWolf().fit(x).mahalanobis(others)


def forest(x, others, seed=0):
    """Return how quickly random cuts isolate each of the others (an isolation forest)."""
    from sklearn.ensemble import IsolationForest

    return -IsolationForest(random_state=seed).fit(x).score_samples(others)


def auroc(scores, strange):
    """Return the share of pairs in which the strange one has the higher score, rounded."""
    return round(float(roc_auc_score(np.asarray(scores, float), strange)), 4)
