"""The rows of the dense layer."""

import torch

from rows.fuzz import NOT_COUNTS, NOT_FLAGS, WORDS, X, good
from rows.parity import Layer

PARITY = {
    "Linear": Layer(
        torch.nn.Linear, ({"in_features": 4, "out_features": 3}, {"in_features": 4, "out_features": 1, "bias": False})
    )
}
FUZZ = {
    "Linear": [
        ("in_features", NOT_COUNTS, lambda nn, bad: nn.Linear(bad, 3)),
        ("out_features", NOT_COUNTS, lambda nn, bad: nn.Linear(4, bad)),
        ("bias", NOT_FLAGS, lambda nn, bad: nn.Linear(4, 3, bad)),
        (
            "x",
            lambda nn: [*WORDS, 3, X.tolist(), good(nn, 4), good(nn, 6, 5), good(nn), good(nn, 4, 6)],
            lambda nn, bad: nn.Linear(4, 3)(bad),
        ),
    ]
}
