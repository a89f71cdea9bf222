"""The rows of gradient descent with momentum, and how every optimizer is compared."""

from dataclasses import dataclass
from typing import Any

import numpy as np
import torch

from rows.fuzz import NOT_FLAGS, NOT_NUMBERS, NOT_SIZES
from rows.parity import close, copied


@dataclass(frozen=True)
class Optimizer:
    """A few steps of a small network, with each of the settings."""

    reference: Any
    settings: tuple

    def check(self, nn, name, device="cpu", steps=3):
        for setting in self.settings:
            theirs = torch.nn.Sequential(torch.nn.Linear(4, 3), torch.nn.Tanh(), torch.nn.Linear(3, 1)).double()
            ours = copied(nn.Sequential(nn.Linear(4, 3), nn.Tanh(), nn.Linear(3, 1)), theirs, device)
            optimizer = self.reference(theirs.parameters(), **setting)
            mine = getattr(nn, name)(ours.parameters(), **setting)
            generator = np.random.default_rng(6)
            for _ in range(steps):
                x, y = generator.normal(size=(8, 4)), generator.normal(size=(8, 1))
                optimizer.zero_grad()
                mine.zero_grad()
                torch.nn.functional.mse_loss(theirs(torch.tensor(x)), torch.tensor(y)).backward()
                nn.backprop(ours, nn.MSELoss(), x, y)
                optimizer.step()
                mine.step()
            for (what, p), q in zip(ours.named_parameters(), theirs.parameters(), strict=True):
                close(p.data, q.data, f"{name}({setting}): {what} after {steps} steps", rtol=1e-9)
                assert q.data.any(), "the reference did not move"


PARITY = {
    "SGD": Optimizer(
        torch.optim.SGD,
        (
            {},
            {"lr": 0.1},
            {"lr": 0.1, "momentum": 0.9},
            {"lr": 0.1, "momentum": 0.9, "dampening": 0.3},
            {"lr": 0.1, "weight_decay": 0.1},
            {"lr": 0.1, "momentum": 0.9, "weight_decay": 0.1, "nesterov": True},
            {"lr": 0.01, "momentum": 0.9, "weight_decay": 0.1, "maximize": True},
        ),
    )
}


def optimizer(name, numbers=(), **more):
    """Return the rows of an optimizer: its parameters and settings, numbers >= 0 unless `more` says otherwise."""

    def call(nn, **setting):
        return getattr(nn, name)(nn.Linear(2, 1).parameters(), **setting)

    def setting(key, bad):
        return key, bad, lambda nn, value: call(nn, **{key: value})

    return [
        ("params", ("text", None, 3, object()), lambda nn, bad: getattr(nn, name)(bad)),
        ("parameters?", ([], [np.ones(2)], [None], ["a"]), lambda nn, bad: getattr(nn, name)(bad)),
        ("parameter", [None], lambda nn, bad: twice(nn, name)),
        setting("lr", NOT_SIZES),
        setting("maximize", NOT_FLAGS),
        ("group", ([{"lr": 1}], [{"params": []}, 3]), lambda nn, bad: getattr(nn, name)(bad)),
        *(setting(key, NOT_SIZES) for key in ("weight_decay", *numbers)),
        *(setting(key, bad) for key, bad in more.items()),
    ]


def twice(nn, name):
    """Give the same parameter to an optimizer twice."""
    weight = nn.Linear(2, 1).weight
    return getattr(nn, name)([weight, weight])


FUZZ = {"SGD": optimizer("SGD", ("momentum",), dampening=NOT_NUMBERS, nesterov=(*NOT_FLAGS, True))}
