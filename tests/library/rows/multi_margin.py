"""The rows of the hinge loss for several classes."""

import numpy as np
import torch

from rows.binary_cross_entropy import bad_weights
from rows.cross_entropy import LABELS, WEIGHT, bad_labels, bad_scores
from rows.fuzz import NAN, NOT_NUMBERS, WORDS, good, setting
from rows.losses import Loss
from rows.parity import NUMBERS, array

SCORES = NUMBERS.copy()
SCORES[2] = [1.0, 0.0, 2.0, 1.5]  # on the corner of the hinge: ahead by the margin exactly, and by half of it
SCORES[3] = 0.25  # ties
OPTIONS = ({}, {"p": 2}, {"margin": 0.5}, {"margin": -1}, {"margin": 0}, {"p": 2, "margin": 3.0, "weight": WEIGHT})
PARITY = {"MultiMarginLoss": Loss(torch.nn.MultiMarginLoss, SCORES, LABELS, OPTIONS)}


def weighted(nn, values):
    """Return the loss of three rows of two classes with these weights."""
    criterion = nn.MultiMarginLoss(weight=array(nn, values, "float32"))
    return criterion(good(nn, 3, 2), array(nn, [0, 1, 0], "int64"))


def wrong_labels(nn):
    return [bad for bad in bad_labels(nn) if getattr(bad, "shape", None) != (3,) or bad.min() < 0 or bad.max() > 1]


FUZZ = {
    "MultiMarginLoss": [
        ("reduction", (*WORDS, 3, "average", "batchmean"), lambda nn, bad: nn.MultiMarginLoss(reduction=bad)),
        ("prediction|labels", bad_scores, lambda nn, bad: nn.MultiMarginLoss()(bad, array(nn, [0, 1, 0], "int64"))),
        ("target|labels", wrong_labels, lambda nn, bad: nn.MultiMarginLoss()(good(nn, 3, 2), bad)),
        setting("MultiMarginLoss", "p", (*NOT_NUMBERS, 0, 3, 1.5)),
        setting("MultiMarginLoss", "margin", (*WORDS, NAN, np.inf, [1.0])),
        setting("MultiMarginLoss", "weight", bad_weights),
        ("weight", [[1.0], [1.0, 1.0, 1.0], [[1.0, 1.0]], 1.0], weighted),
    ]
}
