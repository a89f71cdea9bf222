"""The rows of the learning-rate schedules."""

from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any

import numpy as np
import torch

from rows.fuzz import NAN, NOT_COUNTS, NOT_SIZES, WORDS, other

OWN = SimpleNamespace(**{**vars(torch.optim), **vars(torch.optim.lr_scheduler), "Parameter": torch.nn.Parameter})


def rates(nn, lr, make, steps=60):
    """Return the learning rates with which the steps are taken; the group and `get_last_lr` agree on them."""
    weight = nn.Parameter(torch.ones(1) if nn.SGD is torch.optim.SGD else np.ones(1))
    optimizer = nn.SGD([weight], lr=lr)
    schedule, found = make(nn, optimizer), []
    for _ in range(steps):
        assert schedule.get_last_lr() == [optimizer.param_groups[0]["lr"]]
        found.append(optimizer.param_groups[0]["lr"])
        optimizer.step()
        schedule.step()
    return found


def same_rates(nn, lr, make, what):
    np.testing.assert_allclose(rates(nn, lr, make), rates(OWN, lr, make), rtol=1e-12, atol=1e-16, err_msg=what)


@dataclass(frozen=True)
class Scheduled:
    """Sixty steps from each of two rates."""

    reference: Any
    settings: tuple

    def check(self, nn, name, device="cpu"):
        for setting in self.settings:
            for lr in (0.3, 1e-4):
                make = lambda nn, o, setting=setting: getattr(nn, name)(o, **setting)  # noqa: E731
                same_rates(nn, lr, make, f"{name}({setting})")


@dataclass(frozen=True)
class Sequence:
    """Warm-up, then cosine; three in a row; a milestone before the first has ended."""

    reference: Any
    plans: tuple = (
        (("LinearLR", {"start_factor": 0.1, "total_iters": 10}), 10, ("CosineAnnealingLR", {"T_max": 40})),
        (("LinearLR", {"total_iters": 10}), 4, ("StepLR", {"step_size": 7})),
        (("StepLR", {"step_size": 3}), 8, ("LinearLR", {"total_iters": 5}), 20, ("ExponentialLR", {"gamma": 0.9})),
        (("CosineAnnealingLR", {"T_max": 5, "eta_min": 0.01}), 12, ("CosineAnnealingLR", {"T_max": 9})),
    )

    def check(self, nn, name, device="cpu"):
        for plan in self.plans:

            def make(nn, optimizer, plan=plan):
                parts = [getattr(nn, kind)(optimizer, **setting) for kind, setting in plan[::2]]
                return getattr(nn, name)(optimizer, parts, list(plan[1::2]))

            same_rates(nn, 0.3, make, str(plan))


PARITY = {
    "StepLR": Scheduled(OWN.StepLR, ({"step_size": 1}, {"step_size": 7, "gamma": 0.5}, {"step_size": 100})),
    "ExponentialLR": Scheduled(OWN.ExponentialLR, ({"gamma": 0.9}, {"gamma": 1.0}, {"gamma": 1.1}, {"gamma": 0.0})),
    "CosineAnnealingLR": Scheduled(
        OWN.CosineAnnealingLR, ({"T_max": 50}, {"T_max": 7, "eta_min": 1e-3}, {"T_max": 1}, {"T_max": 60})
    ),
    "LinearLR": Scheduled(
        OWN.LinearLR,
        (
            {},
            {"start_factor": 0.1, "total_iters": 20},
            {"start_factor": 1.0, "end_factor": 0.0, "total_iters": 50},
            {"start_factor": 0.5, "end_factor": 0.25, "total_iters": 1},
        ),
    ),
    "SequentialLR": Sequence(OWN.SequentialLR),
}


def sgd(nn):
    return nn.SGD(nn.Linear(2, 1).parameters(), lr=0.1)


def schedule(name, good, **bad):
    """Return the rows of a schedule: its optimizer and its settings."""
    call = lambda nn, **changed: getattr(nn, name)(sgd(nn), **{**good, **changed})  # noqa: E731
    return [
        ("optimizer", (*WORDS, 3), lambda nn, value: getattr(nn, name)(value, **good)),
        ("optimizer", [None], lambda nn, _: getattr(nn, name)(sgd(other(nn)), **good)),
        *((key, values, lambda nn, value, key=key: call(nn, **{key: value})) for key, values in bad.items()),
    ]


def joined(nn, schedulers=None, milestones=(5,)):
    optimizer = sgd(nn)
    parts = [nn.LinearLR(optimizer), nn.StepLR(optimizer, 3)]
    return nn.SequentialLR(optimizer, parts if schedulers is None else schedulers(nn, parts), milestones)


NOT_MILESTONES = (*WORDS, 3, [], [5, 6], [0], [-1], [2.5], ["a"], [None], [NAN], [True])
FUZZ = {
    "StepLR": schedule("StepLR", {"step_size": 3}, step_size=NOT_COUNTS, gamma=NOT_SIZES),
    "ExponentialLR": schedule("ExponentialLR", {"gamma": 0.9}, gamma=NOT_SIZES),
    "CosineAnnealingLR": schedule("CosineAnnealingLR", {"T_max": 3}, T_max=NOT_COUNTS, eta_min=NOT_SIZES),
    "LinearLR": schedule(
        "LinearLR", {}, start_factor=(*NOT_SIZES, 0, 1.1), end_factor=(*NOT_SIZES, 1.1), total_iters=NOT_COUNTS
    ),
    "SequentialLR": [
        ("schedulers", (*WORDS, 3), lambda nn, bad: nn.SequentialLR(sgd(nn), bad, [])),
        ("schedulers", ([], ["text"], [None], [3]), lambda nn, bad: nn.SequentialLR(sgd(nn), bad, [])),
        ("schedulers", [None], lambda nn, _: joined(nn, lambda nn, parts: [nn.StepLR(sgd(nn), 3), parts[1]])),
        ("schedulers", [None], lambda nn, _: joined(nn, lambda nn, parts: parts[:1])),
        ("optimizer|schedulers", [None], lambda nn, _: nn.SequentialLR("text", [nn.StepLR(sgd(nn), 3)], [])),
        ("milestones", NOT_MILESTONES, lambda nn, bad: joined(nn, milestones=bad)),
        ("milestones", ([5, 5], [6, 5]), lambda nn, bad: joined(nn, lambda _, parts: [*parts, parts[0]], bad)),
    ],
}
