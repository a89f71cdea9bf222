"""The rows of LeNet."""

import torch

from rows.fuzz import NOT_COUNTS, WORDS, setting
from rows.parity import Composition

T = torch.nn


def lenet(classes=10, form="1998", size=32):
    f, pool = {"1998": (T.Tanh, T.AvgPool2d), "today": (T.ReLU, T.MaxPool2d)}[form]
    first = T.Conv2d(1, 6, 5, padding=0 if size == 32 else 2)
    features = first, f(), pool(2), T.Conv2d(6, 16, 5), f(), pool(2), T.Conv2d(16, 120, 5), f(), T.Flatten()
    return T.Sequential(*features, T.Linear(120, 84), f(), T.Linear(84, classes))


PARITY = {
    "LeNet5": Composition(
        lenet, ({}, {"classes": 3, "form": "today", "size": 28}), lambda size=32, **_: (1, size, size)
    )
}
FUZZ = {
    "LeNet5": [
        setting("LeNet5", "classes", NOT_COUNTS),
        setting("LeNet5", "form", (*WORDS, 1998, "1999")),
        setting("LeNet5", "size", (*NOT_COUNTS, 27, 64)),
    ]
}
