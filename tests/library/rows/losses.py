"""The rows of the losses for regression, and how every loss is compared."""

import warnings
from dataclasses import dataclass
from typing import Any

import numpy as np
import torch

from rows.fuzz import WORDS, good, not_batches
from rows.parity import NUMBERS, array, close, dtypes, is_torch

REDUCTIONS = ("mean", "sum", "none")


@dataclass(frozen=True)
class Loss:
    """A loss and its gradient, with each setting and reduction, in both precisions."""

    reference: Any
    prediction: Any
    target: Any
    settings: tuple = ({},)  # arrays become the side's
    reductions: tuple = REDUCTIONS

    def check(self, nn, name, device="cpu"):
        for setting in self.settings:
            for reduction in self.reductions:
                self.check_one(nn, name, {**setting, "reduction": reduction}, device)

    def check_one(self, nn, name, setting, device):
        theirs, ours = self.reference(**arrays(torch.nn, setting)), getattr(nn, name)(**arrays(nn, setting))
        p = torch.tensor(self.prediction, requires_grad=True)
        with warnings.catch_warnings():
            warnings.filterwarnings("ignore", "reduction: 'mean' divides")  # what KLDivLoss will do one day
            expected = theirs(p, torch.tensor(self.target))
        upstream = np.random.default_rng(5).normal(size=expected.shape) if setting["reduction"] == "none" else None
        expected.backward(None if upstream is None else torch.tensor(upstream))
        loss, grad = self.passes(nn, ours, self.prediction, self.target, upstream, device)
        close(loss, expected, f"{name}({setting})")
        close(grad, p.grad, f"gradient of {name}({setting})")
        single = [self.target.astype(np.float32) if self.target.dtype.kind == "f" else self.target]
        if upstream is not None:
            upstream = upstream.astype(np.float32)
        loss, grad = self.passes(nn, ours, self.prediction.astype(np.float32), *single, upstream, device)
        assert dtypes({"loss": loss, "grad": grad}) == {"loss": "float32", "grad": "float32"}, (name, setting)

    def passes(self, nn, criterion, prediction, target, upstream, device):
        p = array(nn, prediction, device=device)
        if not is_torch(nn):
            return criterion(p, target), criterion.backward(upstream)
        loss = criterion(p.requires_grad_(), array(nn, target, device=device))
        loss.backward(None if upstream is None else array(nn, upstream, device=device))
        return loss, p.grad


def arrays(side, setting):
    """Return a setting with the side's arrays in place of NumPy's."""
    make = torch.tensor if side is torch.nn or is_torch(side) else np.array
    return {name: make(value) if isinstance(value, np.ndarray) else value for name, value in setting.items()}


class Arctan(torch.nn.Module):
    """The arctangent of the squared error, which PyTorch does not have."""

    def __init__(self, reduction):
        super().__init__()
        self.reduction = reduction

    def forward(self, prediction, target):
        losses = torch.arctan((prediction - target) ** 2)
        return losses if self.reduction == "none" else getattr(losses, self.reduction)()


TARGET = np.random.default_rng(7).normal(size=NUMBERS.shape)
TARGET[:2] = NUMBERS[:2]  # errors of exactly 0
PARITY = {
    "MSELoss": Loss(torch.nn.MSELoss, NUMBERS, TARGET),
    "L1Loss": Loss(torch.nn.L1Loss, NUMBERS, TARGET),
    "ArctanLoss": Loss(Arctan, NUMBERS, TARGET),
}


def loss(name, width=2):
    """Return the rows of a loss whose prediction and target have one shape."""

    def call(nn, p, t):
        return getattr(nn, name)()(p, t)

    def bad_batches(nn):
        bad = not_batches(lambda values: array(nn, values, "float32"), (5, width))
        return [*bad, array(nn, np.ones((5, width)), "int64"), array(nn, np.ones((4, width)), "float32")]

    half = lambda nn: array(nn, np.full((5, width), 0.5), "float32")  # noqa: E731
    return [
        ("reduction", (*WORDS, 3, "average"), lambda nn, bad: getattr(nn, name)(reduction=bad)),
        ("prediction|target", bad_batches, lambda nn, bad: call(nn, bad, half(nn))),
        ("prediction|target", bad_batches, lambda nn, bad: call(nn, half(nn), bad)),
        ("prediction|target", [None], lambda nn, bad: call(nn, good(nn, 5, 1), good(nn, 5))),
        ("prediction|target", [None], lambda nn, bad: call(nn, good(nn, 5), good(nn, 5, 1))),
    ]


FUZZ = {"MSELoss": loss("MSELoss"), "L1Loss": loss("L1Loss"), "ArctanLoss": loss("ArctanLoss")}
