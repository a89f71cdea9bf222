"""The rows of clipping a gradient's length."""

from dataclasses import dataclass
from typing import Any

import numpy as np
import torch

from rows.fuzz import INF, NOT_SIZES, WORDS
from rows.parity import close, copied


@dataclass(frozen=True)
class Clip:
    """Every norm and bound, with the gradients in arrays of their own and in an optimizer's one vector."""

    reference: Any

    def check(self, nn, name, device="cpu"):
        rng = np.random.default_rng(21)
        x, y = rng.normal(size=(6, 4)), rng.normal(size=(6, 2))
        build = lambda nn: nn.Sequential(nn.Linear(4, 3), nn.Tanh(), nn.Linear(3, 2))  # noqa: E731
        for norm_type in (2.0, 1.0, 3.0, 0.5, INF):
            for max_norm in (0.0, 1e-3, 0.3, 1e3, INF):
                theirs = build(torch.nn).double()
                torch.nn.functional.mse_loss(theirs(torch.tensor(x)), torch.tensor(y)).backward()
                total = self.reference(theirs.parameters(), max_norm, norm_type)
                for in_vector in (False, True):
                    ours = copied(build(nn), theirs, device)
                    if in_vector:
                        nn.SGD(ours.parameters(), lr=0.1)
                    nn.backprop(ours, nn.MSELoss(), x, y)
                    found = nn.clip_grad_norm_(ours.parameters(), max_norm, norm_type=norm_type)
                    assert found.ndim == 0
                    close(found.item(), total, f"length, {norm_type}")
                    for p, q in zip(ours.parameters(), theirs.parameters(), strict=True):
                        close(p.grad, q.grad, f"{norm_type}, {max_norm}")


PARITY = {"clip_grad_norm_": Clip(torch.nn.utils.clip_grad_norm_)}


def clip(nn, **changed):
    return nn.clip_grad_norm_(**{"parameters": nn.Linear(2, 1).parameters(), "max_norm": 1.0, **changed})


NOT_LENGTHS = [bad for bad in NOT_SIZES if not (isinstance(bad, float) and bad == INF)]
FUZZ = {
    "clip_grad_norm_": [
        ("parameters", (*WORDS, 3, [], [np.ones(2)], ["a"], [None]), lambda nn, bad: clip(nn, parameters=bad)),
        ("max_norm", NOT_LENGTHS, lambda nn, bad: clip(nn, max_norm=bad)),
        ("norm_type", (*NOT_LENGTHS, 0, 0.0), lambda nn, bad: clip(nn, norm_type=bad)),
    ]
}
