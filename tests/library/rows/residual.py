"""The rows of the residual block: PyTorch has none, so a few lines of its autograd stand in."""

import numpy as np
import torch

from rows.fuzz import INF, NAN, NOT_NUMBERS, WORDS, good
from rows.parity import Program, close, copied, same_passes

SETTINGS = ({}, {"scale": 0.25}, {"scale": 0}, {"shortcut": True}, {"shortcut": True, "scale": -2.0})


class Theirs(torch.nn.Module):
    def __init__(self, *layers, scale=1.0, shortcut=None):
        super().__init__()
        self.body, self.scale, self.shortcut = torch.nn.Sequential(*layers), scale, shortcut

    def forward(self, x):
        return (x if self.shortcut is None else self.shortcut(x)) + self.scale * self.body(x)


NOT_MODULES = [bad for bad in (*WORDS, 3, [1]) if bad is not None]


def block(nn, kind, scale=1.0, shortcut=False):
    width = 3 if shortcut else 4
    layers = nn.Linear(4, 5), nn.Tanh(), nn.Linear(5, width)
    return kind(*layers, scale=scale, shortcut=nn.Linear(4, width, bias=False) if shortcut else None)


def residual(nn, device):
    x = np.random.default_rng(1).normal(size=(6, 4))
    for setting in SETTINGS:
        torch.manual_seed(1)
        theirs = torch.nn.Sequential(torch.nn.Linear(4, 4), block(torch.nn, Theirs, **setting)).double()
        ours = copied(nn.Sequential(nn.Linear(4, 4), block(nn, nn.Residual, **setting)), theirs, device)
        upstream = np.random.default_rng(2).normal(size=(6, 3 if setting.get("shortcut") else 4))
        same_passes(ours, theirs, x, upstream, f"Residual({setting})", device)


def first(nn, device):
    """As the first layer, where `backprop` asks for no gradient of the data."""
    x, labels = np.random.default_rng(1).normal(size=(6, 4)), np.array([0, 1, 2, 0, 1, 2])
    for setting in SETTINGS:
        torch.manual_seed(1)
        width = 3 if setting.get("shortcut") else 4
        theirs = torch.nn.Sequential(block(torch.nn, Theirs, **setting), torch.nn.Linear(width, 3)).double()
        ours = copied(nn.Sequential(block(nn, nn.Residual, **setting), nn.Linear(width, 3)), theirs, device)
        loss = torch.nn.CrossEntropyLoss()(theirs(torch.tensor(x)), torch.tensor(labels))
        loss.backward()
        close(nn.backprop(ours, nn.CrossEntropyLoss(), x, labels), loss, f"Residual({setting}), the loss")
        for (name, p), q in zip(ours.named_parameters(), theirs.parameters(), strict=True):
            close(p.grad, q.grad, f"Residual({setting}) as the first layer: {name}")


def check(nn, device):
    residual(nn, device)
    first(nn, device)


def layer(nn):
    return nn.Residual(nn.Linear(2, 2))


PARITY = {"Residual": Program(check)}
FUZZ = {
    "Residual": [
        ("layers|modules", (*WORDS, 3, [1]), lambda nn, bad: nn.Residual(nn.Linear(2, 2), bad)),
        ("scale", (*NOT_NUMBERS, NAN, INF), lambda nn, bad: nn.Residual(nn.Linear(2, 2), scale=bad)),
        (
            "shortcut",
            [bad for bad in (*WORDS, 3, [1]) if bad is not None],
            lambda nn, bad: nn.Residual(nn.Linear(2, 2), shortcut=bad),
        ),
        ("shape", [3], lambda nn, bad: nn.Residual(nn.Linear(2, bad))(good(nn, 5, 2))),
        ("shape", [3], lambda nn, bad: nn.Residual(nn.Linear(2, 2), shortcut=nn.Linear(2, bad))(good(nn, 5, 2))),
        ("x", [(5, 3)], lambda nn, bad: layer(nn)(good(nn, *bad))),
    ]
}
