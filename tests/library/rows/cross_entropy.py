"""The rows of the losses for classification."""

import numpy as np
import torch

from rows.fuzz import WORDS, good, spoilt
from rows.losses import Loss, loss
from rows.parity import NUMBERS, array

SHARES = np.random.default_rng(8).choice([0.0, 1.0, 0.25], NUMBERS.shape)
PROBABILITIES = np.array([[0.0, 1.0, 0.5, 0.2], [0.0, 1.0, 1e-30, 1 - 1e-16], [1e-13, 1 - 1e-13, 0.9, 0.0]])
TRUTH = np.array([[0.0, 1.0, 1.0, 0.3], [1.0, 0.0, 1.0, 0.0], [1.0, 0.0, 1.0, 0.5]])
LABELS = np.arange(len(NUMBERS)) % 4

PARITY = {
    "BCELoss": Loss(torch.nn.BCELoss, PROBABILITIES, TRUTH),
    "BCEWithLogitsLoss": Loss(torch.nn.BCEWithLogitsLoss, NUMBERS, SHARES),
    "CrossEntropyLoss": Loss(torch.nn.CrossEntropyLoss, NUMBERS, LABELS),
}


def sequences(nn, device):
    """Compare the cross-entropy of a label for each place of a sequence, or of an image."""
    generator = np.random.default_rng(3)
    for shape in ((4, 3, 5), (2, 3, 4, 5)):
        scores, target = generator.normal(size=shape), generator.integers(0, 3, (shape[0], *shape[2:]))
        for row in (scores, 1e4 * scores):
            Loss(torch.nn.CrossEntropyLoss, row, target).check(nn, "CrossEntropyLoss", device)


def outside(name, which):
    """Return the row of a loss whose prediction or target must lie in [0, 1]."""

    def call(nn, bad):
        half, wrong = array(nn, np.full((2, 1), 0.5), "float32"), array(nn, [[0.5], [bad]], "float32")
        return getattr(nn, name)()(*((wrong, half) if which == "prediction" else (half, wrong)))

    return [(which, (-0.1, 1.1, 9.0, 1e30), call)]


def bad_labels(nn):
    wrong = [array(nn, values, "int64") for values in (np.array(1), [0, 1], [[0], [1], [0]], [0, 1, 2], [-1, 0, 1], [])]
    return [*WORDS, 3, [0, 1, 0], array(nn, [0, 1, 0], "float32"), *wrong]


def bad_scores(nn):
    shapes = ((), (3,), (3, 2, 2), (4, 2), (0, 2), (3, 0))
    wrong = [*(good(nn, *shape) for shape in shapes), array(nn, np.ones((3, 2)), "int64")]
    return [*WORDS, 3, [[0.0, 1.0]] * 3, *wrong, *spoilt(lambda values: array(nn, values), (3, 2))]


FUZZ = {
    "BCELoss": [*loss("BCELoss"), *outside("BCELoss", "prediction"), *outside("BCELoss", "target")],
    "BCEWithLogitsLoss": [*loss("BCEWithLogitsLoss"), *outside("BCEWithLogitsLoss", "target")],
    "CrossEntropyLoss": [
        ("reduction", (*WORDS, 3, "average"), lambda nn, bad: nn.CrossEntropyLoss(reduction=bad)),
        ("prediction|labels", bad_scores, lambda nn, bad: nn.CrossEntropyLoss()(bad, array(nn, [0, 1, 0], "int64"))),
        ("target|labels", bad_labels, lambda nn, bad: nn.CrossEntropyLoss()(good(nn, 3, 2), bad)),
    ],
}
