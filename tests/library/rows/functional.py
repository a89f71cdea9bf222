"""The rows of the activation functions."""

from dataclasses import dataclass
from typing import Any

import numpy as np
import torch

from rows.fuzz import NOT_NUMBERS, good, not_floats, over_an_axis
from rows.parity import NUMBERS, array, close, dtypes, is_torch

F = torch.nn.functional


@dataclass(frozen=True)
class Function:
    """A function and its gradient, in both precisions."""

    reference: Any
    settings: tuple = ({},)

    def check(self, nn, name, device="cpu"):
        for setting in self.settings:
            for dtype in (np.float64, np.float32):
                theirs = torch.tensor(NUMBERS.astype(dtype), requires_grad=True)
                expected = self.reference(theirs, **setting)
                ours = array(nn, NUMBERS, dtype, device)
                if is_torch(nn):
                    ours.requires_grad_()
                found = getattr(nn, name)(ours, **setting)
                assert dtypes({"y": found}) == dtypes({"y": expected})
                tolerance = {} if dtype == np.float64 else {"rtol": 1e-6, "atol": 1e-6}
                close(found, expected, f"{name}({setting})", **tolerance)
                if is_torch(nn):
                    upstream = torch.tensor(np.random.default_rng(4).normal(size=NUMBERS.shape).astype(dtype))
                    expected.backward(upstream)
                    found.backward(upstream.to(device))
                    close(ours.grad, theirs.grad, f"gradient of {name}({setting})", **tolerance)


def step(x):
    """Return the step function of x, with slope 0: PyTorch has no such activation."""
    return torch.where(x >= 0, 1.0, 0.0).to(x.dtype) + 0 * x


PARITY = {
    "heaviside": Function(step),
    "sigmoid": Function(F.sigmoid),
    "tanh": Function(F.tanh),
    "relu": Function(F.relu),
    "leaky_relu": Function(F.leaky_relu, ({}, {"negative_slope": 0.3})),
    "softmax": Function(F.softmax, ({"dim": 1}, {"dim": 0})),
    "log_softmax": Function(F.log_softmax, ({"dim": 1}, {"dim": 0})),
}


def function(name, *more):
    return [("x", not_floats, lambda nn, bad: getattr(nn, name)(bad, *more))]


FUZZ = {
    "heaviside": function("heaviside"),
    "sigmoid": function("sigmoid"),
    "tanh": function("tanh"),
    "relu": function("relu"),
    "leaky_relu": [
        *function("leaky_relu"),
        ("negative_slope", NOT_NUMBERS, lambda nn, bad: nn.leaky_relu(good(nn, 3), bad)),
    ],
    "softmax": [*over_an_axis(lambda nn, dim, x: nn.softmax(x, dim)), *function("softmax", 0)],
    "log_softmax": [*over_an_axis(lambda nn, dim, x: nn.log_softmax(x, dim)), *function("log_softmax", 0)],
}
