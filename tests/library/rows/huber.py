"""The rows of the losses that are a parabola for small errors and straight lines for large ones."""

import numpy as np
import torch

from rows.fuzz import NOT_SIZES, setting
from rows.losses import TARGET, Loss, loss
from rows.parity import NUMBERS

ERRORS = TARGET.copy()
ERRORS[2] = NUMBERS[2] + [1.0, -1.0, 0.25, -0.25]  # where parabola and line meet
ERRORS[3] = NUMBERS[3] + [1.0 + 1e-12, -1.0 - 1e-12, 0.25 - 1e-12, 3.0]
ERRORS[5] = np.array([1.0, -1.0, 0.25, -0.25])  # against predictions of exactly 0
PARITY = {
    "HuberLoss": Loss(torch.nn.HuberLoss, NUMBERS, ERRORS, ({}, {"delta": 0.25}, {"delta": 1e9}, {"delta": 3})),
    "SmoothL1Loss": Loss(torch.nn.SmoothL1Loss, NUMBERS, ERRORS, ({}, {"beta": 0.25}, {"beta": 0}, {"beta": 1e9})),
}
FUZZ = {
    "HuberLoss": [setting("HuberLoss", "delta", (*NOT_SIZES, 0, 0.0)), *loss("HuberLoss")],
    "SmoothL1Loss": [setting("SmoothL1Loss", "beta", NOT_SIZES), *loss("SmoothL1Loss")],
}
