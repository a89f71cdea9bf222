"""The rows of the loss for classification."""

import numpy as np
import torch

from rows.binary_cross_entropy import bad_weights
from rows.fuzz import NAN, NOT_NUMBERS, WORDS, good, setting, spoilt
from rows.losses import Loss
from rows.parity import NUMBERS, array

LABELS = np.arange(len(NUMBERS)) % 4
WEIGHT = np.array([0.5, 2.0, 0.0, 1.0])
OPTIONS = (
    {},
    {"weight": WEIGHT},
    {"ignore_index": 2},
    {"ignore_index": -1},
    {"label_smoothing": 0.1},
    {"label_smoothing": 1},
    {"weight": WEIGHT, "ignore_index": 1, "label_smoothing": 0.3},
)
PARITY = {"CrossEntropyLoss": Loss(torch.nn.CrossEntropyLoss, NUMBERS, LABELS, OPTIONS)}


def sequences(nn, device):
    """Compare the cross-entropy of a label for each place of a sequence, or of an image."""
    generator = np.random.default_rng(3)
    padded = {"ignore_index": 255}
    for shape in ((4, 3, 5), (2, 3, 4, 5)):
        scores, target = generator.normal(size=shape), generator.integers(0, 3, (shape[0], *shape[2:]))
        for row in (scores, 1e4 * scores):
            Loss(torch.nn.CrossEntropyLoss, row, target).check(nn, "CrossEntropyLoss", device)
        options = {"weight": WEIGHT[:3] + 0.1, "label_smoothing": 0.2}
        target[:, -2:] = 255
        target[0] = 255  # an example of which nothing counts
        rows = Loss(torch.nn.CrossEntropyLoss, scores, target, (padded, {**options, **padded}))
        rows.check(nn, "CrossEntropyLoss", device)


def probabilities(nn, device):
    """Compare the cross-entropy of scores and probabilities of the classes, exact zeros and ones among them."""
    generator = np.random.default_rng(4)
    weight = WEIGHT[:3]
    options = ({}, {"weight": weight}, {"label_smoothing": 0.2}, {"weight": weight, "label_smoothing": 1})
    for shape in ((6, 3), (4, 3, 5), (2, 3, 4, 5)):
        scores = generator.normal(size=shape)
        target = np.exp(generator.normal(size=shape))
        target[0] = np.eye(3)[0].reshape(-1, *(1,) * (len(shape) - 2))
        target /= target.sum(axis=1, keepdims=True)
        for row in (scores, 1e4 * scores):
            Loss(torch.nn.CrossEntropyLoss, row, target, options).check(nn, "CrossEntropyLoss", device)


def bad_labels(nn):
    wrong = [array(nn, values, "int64") for values in (np.array(1), [0, 1], [[0], [1], [0]], [0, 1, 2], [-1, 0, 1], [])]
    ignored = [array(nn, [-100, -100, -100], "int64"), array(nn, [-100, 0, 2], "int64")]
    shares = [
        array(nn, values, "float32") for values in ([[1.1, -0.1]] * 3, [[1, 1]] * 3, [[0, 0.9]] * 3, [[0, NAN]] * 3)
    ]
    return [*WORDS, 3, [0, 1, 0], array(nn, [0, 1, 0], "float32"), *wrong, *ignored, *shares]


def bad_scores(nn):
    shapes = ((), (3,), (3, 2, 2), (4, 2), (0, 2), (3, 0))
    wrong = [*(good(nn, *shape) for shape in shapes), array(nn, np.ones((3, 2)), "int64")]
    return [*WORDS, 3, [[0.0, 1.0]] * 3, *wrong, *spoilt(lambda values: array(nn, values), (3, 2))]


def weighted(nn, values):
    """Return the loss of three rows of two classes with these weights."""
    criterion = nn.CrossEntropyLoss(weight=array(nn, values, "float32"))
    return criterion(good(nn, 3, 2), array(nn, [0, 0, 0], "int64"))


FUZZ = {
    "CrossEntropyLoss": [
        ("reduction", (*WORDS, 3, "average", "batchmean"), lambda nn, bad: nn.CrossEntropyLoss(reduction=bad)),
        ("prediction|labels", bad_scores, lambda nn, bad: nn.CrossEntropyLoss()(bad, array(nn, [0, 1, 0], "int64"))),
        ("target|labels", bad_labels, lambda nn, bad: nn.CrossEntropyLoss()(good(nn, 3, 2), bad)),
        setting("CrossEntropyLoss", "weight", bad_weights),
        ("weight", [[1.0], [1.0, 1.0, 1.0], [[1.0, 1.0]], 1.0, [0.0, 1.0]], weighted),
        setting("CrossEntropyLoss", "ignore_index", (*WORDS, 2.5, NAN, 1.0, [3], True)),
        setting("CrossEntropyLoss", "label_smoothing", (*NOT_NUMBERS, -1e-30, -1, 1.1, 1 + 1e-15)),
    ]
}
