"""The rows of the layers that change a shape or nothing at all."""

import numpy as np
import torch

from rows.fuzz import NOT_AXES, NOT_COUNTS, WORDS, good
from rows.parity import Layer

PARITY = {
    "Flatten": Layer(
        torch.nn.Flatten,
        ({}, {"start_dim": 0, "end_dim": 1}, {"start_dim": -2}),
        np.random.default_rng(1).normal(size=(3, 2, 4)),
    ),
    "Identity": Layer(torch.nn.Identity),
    "Unflatten": Layer(
        torch.nn.Unflatten, ({"dim": 1, "unflattened_size": (2, 2)}, {"dim": -1, "unflattened_size": (1, 4, 1)})
    ),
}
FUZZ = {
    "Flatten": [
        ("start_dim", NOT_AXES, lambda nn, bad: nn.Flatten(bad)),
        ("end_dim", NOT_AXES, lambda nn, bad: nn.Flatten(1, bad)),
        ("x", (*WORDS, 3, [[1.0]]), lambda nn, bad: nn.Flatten()(bad)),
        ("x", ((3,), ()), lambda nn, shape: nn.Flatten()(good(nn, *shape))),
    ],
    "Identity": [("x", (*WORDS, 3, [[1.0]]), lambda nn, bad: nn.Identity()(bad))],
    "Unflatten": [
        ("dim", NOT_AXES, lambda nn, bad: nn.Unflatten(bad, (2, 2))),
        ("unflattened_size", (*WORDS, 3, [], ()), lambda nn, bad: nn.Unflatten(1, bad)),
        ("unflattened_size", NOT_COUNTS, lambda nn, bad: nn.Unflatten(1, (2, bad))),
        ("x", (*WORDS, 3, [[1.0]]), lambda nn, bad: nn.Unflatten(1, (2, 2))(bad)),
        ("x", ((4,), (), (4, 3)), lambda nn, shape: nn.Unflatten(1, (2, 2))(good(nn, *shape))),
    ],
}
