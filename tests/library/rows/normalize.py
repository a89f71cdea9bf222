"""The rows of vectors divided by their length."""

import math

import torch

from rows.functional import Function
from rows.fuzz import INF, NOT_NUMBERS, activation, good, not_floats, over_an_axis
from rows.parity import Layer

F = torch.nn.functional
SETTINGS = ({}, {"dim": 0}, {"dim": -1, "p": 1}, {"p": math.inf}, {"p": 3.5}, {"eps": 3.0}, {"p": 1.0, "eps": 3.0})
NO_POWER = [value for value in NOT_NUMBERS if value is not INF]  # with infinity, the largest number is the length
NOT_POSITIVE = (*NOT_NUMBERS, 0, -1, -1e-30)


class Unit(torch.nn.Module):
    """The function as a layer, which PyTorch does not have."""

    def __init__(self, **settings):
        super().__init__()
        self.settings = settings

    def forward(self, x):
        return F.normalize(x, **self.settings)


PARITY = {"normalize": Function(F.normalize, SETTINGS), "Normalize": Layer(Unit, SETTINGS)}
FUZZ = {
    "normalize": [
        *over_an_axis(lambda nn, dim, x: nn.normalize(x, dim=dim)),
        ("x", not_floats, lambda nn, bad: nn.normalize(bad, dim=0)),
        ("p", [*NO_POWER, 0, 0.99, -2], lambda nn, bad: nn.normalize(good(nn, 2, 3), bad)),
        ("eps", NOT_POSITIVE, lambda nn, bad: nn.normalize(good(nn, 2, 3), eps=bad)),
    ],
    "Normalize": [
        *over_an_axis(lambda nn, dim, x: nn.Normalize(dim=dim)(x)),
        *activation("Normalize"),
        ("p", [*NO_POWER, 0, 0.99, -2], lambda nn, bad: nn.Normalize(bad)),
        ("eps", NOT_POSITIVE, lambda nn, bad: nn.Normalize(eps=bad)),
    ],
}
