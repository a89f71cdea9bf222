"""The rows of the multilayer perceptron."""

from itertools import pairwise

import numpy as np
import torch

from rows.fuzz import NOT_COUNTS
from rows.parity import Composition


def mlp(sizes, activation=torch.nn.ReLU):
    layers = []
    for i, o in pairwise(sizes):
        layers += [torch.nn.Linear(i, o), activation()]
    return torch.nn.Sequential(*layers[:-1])


PARITY = {"MLP": Composition(mlp, ({"sizes": [4, 3]}, {"sizes": [4, 3, 5, 2]}), lambda sizes: (sizes[0],))}

NOT_LISTS = ("text", {"a": 1}, object(), 3, np.ones(3))
NOT_LAYERS = ("text", {"a": 1}, object(), 3, [1], dict, lambda: 3, lambda: None)
FUZZ = {
    "MLP": [
        ("sizes", (*NOT_LISTS, None, [], [2]), lambda nn, bad: nn.MLP(bad)),
        ("sizes", NOT_COUNTS, lambda nn, bad: nn.MLP([2, bad, 1])),
        ("activation", NOT_LAYERS, lambda nn, bad: nn.MLP([2, 3, 1], bad)),
    ]
}
