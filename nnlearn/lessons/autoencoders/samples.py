"""How good are made digits? Five measures against held-out ones, and controls that each measure must fail."""

from functools import lru_cache

import numpy as np

import nnlearn.numpy as nn
from nnlearn import metrics
from nnlearn.lessons.autoencoders.parts import digits


@lru_cache(maxsize=1)
def reader():
    """Return a network that reads black and white digits, trained on the 1,078; its first four layers make features."""
    data = digits(binary=True)
    nn.manual_seed(0)
    net = nn.MLP([64, 64, 32, 10])
    optimizer = nn.AdamW(net.parameters(), lr=0.003, weight_decay=0.02)
    nn.fit(net, nn.CrossEntropyLoss(), optimizer, data.x, data.y, epochs=25, batch_size=64)
    return net


def judged(made):
    """Return what five measures say of made digits; they are compared with 449 that no model has seen.

    Parameters
    ----------
    made : ndarray of shape (n, 64)
        Pictures of zeros and ones.

    Returns
    -------
    dict of str to float
        frechet: distance of the reader's features, 0 for equal; made alone, real alone: the two sides of the
        nearest-neighbour test, 1/2 for equal; precision, recall; copied: share nearer to a training digit than to a
        test digit; sure: share of which the reader is sure, with more than 0.9 for one digit.

    Examples
    --------
    >>> found = judged(digits(binary=True).x_aside)  # other real digits
    >>> 0.4 < found["made alone"] < 0.6, found["precision"] > 0.8, found["recall"] > 0.8
    (True, True, True)
    """
    data, net = digits(binary=True), reader()
    made = np.asarray(made, np.float32)
    real, count = data.x_test, min(len(made), len(data.x_test))
    features = [nn.predict(net[:4], x).astype(float) for x in (made, real)]
    scores = nn.predict(net, made).astype(float)
    p = np.exp(scores - scores.max(axis=1, keepdims=True))
    sure = (p.max(axis=1) / p.sum(axis=1) > 0.9).mean()
    alone = metrics.nearest_neighbour_test(made[:count], real[:count])
    covered = metrics.sample_precision_recall(made, real)
    found = {
        "frechet": metrics.frechet_distance(*features),
        "made alone": alone.samples,
        "real alone": alone.real,
        "precision": covered.precision,
        "recall": covered.recall,
        "copied": metrics.nearer_to_training(made, data.x[: len(real)], real),
        "sure": sure,
    }
    return {name: round(float(value), 4) for name, value in found.items()}


def controls(seed, count=270):
    """Return {name: pictures} that are known to be good or bad, `count` of each.

    Examples
    --------
    >>> [name for name in controls(0)][:3]
    ['other real digits', 'copies of training digits', 'copies, 3 % of pixels flipped']
    """
    data, rng = digits(binary=True), np.random.default_rng(seed)
    # The copying test asks the first 449 training digits; a copyist has seen them alone.
    copies = data.x[rng.choice(len(data.x_test), count, replace=False)]
    means = np.stack([data.x[data.y == digit].mean(axis=0) > 0.5 for digit in range(10)])
    threes = data.x[data.y == 3]
    return {
        "other real digits": data.x_aside[:count],
        "copies of training digits": copies,
        "copies, 3 % of pixels flipped": abs(copies - (rng.random(copies.shape) < 0.03)),
        "the mean of each digit": means[rng.integers(10, size=count)].astype(float),
        "one digit only": threes[rng.choice(len(threes), count)],
        "independent pixels": (rng.random((count, 64)) < data.x.mean(axis=0)).astype(float),
        "noise": (rng.random((count, 64)) < 0.5).astype(float),
    }
