"""The rows of the initialisers: samples of the distribution that PyTorch draws from."""

from dataclasses import dataclass
from typing import Any

import numpy as np
import scipy.stats
import torch

from rows.fuzz import INF, NAN, NOT_NUMBERS, NOT_SIZES, WORDS, good
from rows.parity import Program, array, close, numbers

SHAPE = (120, 250)


@dataclass(frozen=True)
class Initialiser:
    """Compare the numbers as samples of one distribution, by the test of Kolmogorov and Smirnov."""

    reference: Any
    settings: tuple

    def check(self, nn, name, device="cpu"):
        for setting in self.settings:
            nn.manual_seed(0)
            ours = nn.Parameter(array(nn, np.zeros(SHAPE), device=device))
            assert getattr(nn, name)(ours, **setting) is ours
            theirs = self.reference(torch.zeros(SHAPE, dtype=torch.float64), **setting)
            p = scipy.stats.ks_2samp(numbers(ours.data).ravel(), theirs.numpy().ravel()).pvalue
            assert p > 1e-3, f"{name}({setting}): another distribution than PyTorch's, p = {p:.1e}"


def calculate_gain(nn, device):
    for name in ("linear", "sigmoid", "tanh", "relu", "leaky_relu"):
        close(nn.calculate_gain(name), torch.nn.init.calculate_gain(name), name)
    close(nn.calculate_gain("leaky_relu", 0.5), torch.nn.init.calculate_gain("leaky_relu", 0.5), "slope 0.5")


I = torch.nn.init  # noqa: E741
PARITY = {
    "calculate_gain": Program(calculate_gain),
    "kaiming_normal_": Initialiser(I.kaiming_normal_, ({}, {"a": 0.2, "mode": "fan_out"}, {"nonlinearity": "tanh"})),
    "kaiming_uniform_": Initialiser(I.kaiming_uniform_, ({}, {"a": 0.2, "mode": "fan_out"}, {"nonlinearity": "relu"})),
    "normal_": Initialiser(I.normal_, ({}, {"mean": 1.0, "std": 0.1})),
    "uniform_": Initialiser(I.uniform_, ({}, {"a": -0.1, "b": 0.3})),
    "xavier_normal_": Initialiser(I.xavier_normal_, ({}, {"gain": 2.0})),
    "xavier_uniform_": Initialiser(I.xavier_uniform_, ({}, {"gain": 2.0})),
}


def initialiser(name, weight=True, **settings):
    """Return the rows of an initialiser: its tensor, which may have to be a matrix, its settings, its generator."""
    parameter = lambda nn: nn.Parameter(good(nn, 3, 2))  # noqa: E731
    bad = [*WORDS, 3, [1.0], np.ones((2, 2), np.float32)]
    return [
        ("tensor|weight", bad, lambda nn, value: getattr(nn, name)(value)),
        *([("weight", [None], lambda nn, _: getattr(nn, name)(nn.Parameter(good(nn, 3))))] if weight else []),
        *(
            (key, values, lambda nn, value, key=key: getattr(nn, name)(parameter(nn), **{key: value}))
            for key, values in settings.items()
        ),
        ("generator", ("text", 3, object()), lambda nn, value: getattr(nn, name)(parameter(nn), generator=value)),
    ]


GAIN = {"gain": NOT_SIZES}
KAIMING = {"a": NOT_NUMBERS, "mode": (*WORDS, 3, "fan"), "nonlinearity": (*WORDS, 3, "selu")}
FUZZ = {
    "calculate_gain": [
        ("nonlinearity", (*WORDS, 3, "selu"), lambda nn, bad: nn.calculate_gain(bad)),
        ("param", ("text", {"a": 1}, object(), NAN, INF, True), lambda nn, bad: nn.calculate_gain("leaky_relu", bad)),
    ],
    "kaiming_normal_": initialiser("kaiming_normal_", **KAIMING),
    "kaiming_uniform_": initialiser("kaiming_uniform_", **KAIMING),
    "normal_": initialiser("normal_", weight=False, mean=NOT_NUMBERS, std=NOT_SIZES),
    "uniform_": initialiser("uniform_", weight=False, a=NOT_NUMBERS, b=(*NOT_NUMBERS, -1.0)),
    "xavier_normal_": initialiser("xavier_normal_", **GAIN),
    "xavier_uniform_": initialiser("xavier_uniform_", **GAIN),
}
