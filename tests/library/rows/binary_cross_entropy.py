"""The rows of the losses for yes-or-no questions."""

import numpy as np
import torch

from rows.fuzz import INF, NAN, WORDS
from rows.losses import Loss, loss
from rows.parity import NUMBERS, array

SHARES = np.random.default_rng(8).choice([0.0, 1.0, 0.25], NUMBERS.shape)
PROBABILITIES = np.array([[0.0, 1.0, 0.5, 0.2], [0.0, 1.0, 1e-30, 1 - 1e-16], [1e-13, 1 - 1e-13, 0.9, 0.0]])
TRUTH = np.array([[0.0, 1.0, 1.0, 0.3], [1.0, 0.0, 1.0, 0.0], [1.0, 0.0, 1.0, 0.5]])
FEATURES = np.array([1.0, 0.0, 2.5, 0.1])
EXAMPLES = np.arange(float(len(NUMBERS)))[:, None]
ALL = np.random.default_rng(9).random(NUMBERS.shape)
POSITIVE = [{"pos_weight": FEATURES}, {"pos_weight": np.array(3.0)}, {"weight": ALL, "pos_weight": FEATURES[:1] + 7}]

PARITY = {
    "BCELoss": Loss(
        torch.nn.BCELoss, PROBABILITIES, TRUTH, ({}, {"weight": FEATURES}, {"weight": EXAMPLES[:3]}, {"weight": TRUTH})
    ),
    "BCEWithLogitsLoss": Loss(
        torch.nn.BCEWithLogitsLoss, NUMBERS, SHARES, ({}, {"weight": FEATURES}, {"weight": EXAMPLES}, *POSITIVE)
    ),
}


def outside(name, which):
    """Return the row of a loss whose prediction or target must lie in [0, 1]."""

    def call(nn, bad):
        half, wrong = array(nn, np.full((2, 1), 0.5), "float32"), array(nn, [[0.5], [bad]], "float32")
        return getattr(nn, name)()(*((wrong, half) if which == "prediction" else (half, wrong)))

    return [(which, (-0.1, 1.1, 9.0, 1e30), call)]


def bad_weights(nn):
    """Return what cannot be a weight, whatever it is applied to."""
    values = ([1.0, NAN], [1.0, INF], [1.0, -1e-30], [-1.0, -1.0], [0.0, 0.0], [])
    words = [word for word in WORDS if word is not None]
    arrays = [array(nn, each, "float32") for each in values]
    other = torch.ones(2) if isinstance(arrays[0], np.ndarray) else np.ones(2)
    return [*words, 2, 0.5, [1.0, 2.0], array(nn, [1, 2], "int64"), array(nn, [True, True]), other, *arrays]


def weight(name, argument):
    """Return the rows of a weight of elements."""

    def call(nn, shape):
        criterion = getattr(nn, name)(**{argument: array(nn, np.ones(shape), "float32")})
        half = array(nn, np.full((5, 2), 0.5), "float32")
        return criterion(half, half)

    return [
        (argument, bad_weights, lambda nn, bad: getattr(nn, name)(**{argument: bad})),
        (argument, [(5,), (3,), (2, 2), (4, 2), (1, 5, 2), (5, 2, 1)], call),
    ]


FUZZ = {
    "BCELoss": [
        *loss("BCELoss"), *weight("BCELoss", "weight"),
        *outside("BCELoss", "prediction"), *outside("BCELoss", "target"),
    ],
    "BCEWithLogitsLoss": [
        *loss("BCEWithLogitsLoss"), *outside("BCEWithLogitsLoss", "target"),
        *weight("BCEWithLogitsLoss", "weight"), *weight("BCEWithLogitsLoss", "pos_weight"),
    ],
}  # fmt: skip
