"""The rows of the parity test for layers, functions, losses and optimizers: PyTorch's own class beside ours.

A row is run with `row.check(nn, name, device)` for either side. Inputs hold exact zeros, ties and saturated values,
because that is where a formula that is right in the middle goes wrong.
"""

import warnings
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import torch
from parity_rows_images import IMAGES
from parity_rows_norm import NORM
from parity_rows_recurrent import RECURRENT

rng = np.random.default_rng(1)
NUMBERS = np.concatenate(
    [
        rng.normal(size=(5, 4)),
        [[0.0, -0.0, 0.0, 0.0], [1.0, 1.0, 1.0, 1.0], [2.0, 2.0, -2.0, -2.0]],
        [[40.0, -40.0, 36.8, -36.8], [800.0, -800.0, 1e4, -1e4]],
    ]
)


def close(ours, theirs, what, rtol=1e-10, atol=1e-12):
    np.testing.assert_allclose(numbers(ours), numbers(theirs), rtol, atol, err_msg=what)


def numbers(values):
    return values.detach().cpu().numpy() if isinstance(values, torch.Tensor) else np.asarray(values)


def is_torch(nn):
    return nn.__name__ == "nnlearn.torch"


def array(nn, values, device="cpu"):
    """Return values as the side's array, dtype kept."""
    return torch.tensor(values, device=device) if is_torch(nn) else np.array(values)


def copied(module, reference, device="cpu"):
    """Return our module in float64 with the weights of PyTorch's."""
    if isinstance(module, torch.nn.Module):
        module.double().to(device).load_state_dict(reference.state_dict())
    else:
        module.double().load_state_dict({name: values.numpy() for name, values in reference.state_dict().items()})
    return module


def passes(module, x, upstream, device="cpu"):
    """Run forward and backward; return output, input gradient and each parameter's gradient, by name."""
    if isinstance(module, torch.nn.Module):
        module.zero_grad()
        x = torch.tensor(x, device=device, requires_grad=True)
        y = module(x)
        y.backward(torch.tensor(upstream, device=device))
        x_grad = torch.zeros_like(x) if x.grad is None else x.grad
    else:
        module.zero_grad()
        y = module(x)
        x_grad = module.backward(upstream)
    return {"output": y, "input gradient": x_grad, **{name: p.grad for name, p in module.named_parameters()}}


def dtypes(results):
    return {name: str(values.dtype).removeprefix("torch.") for name, values in results.items()}


@dataclass(frozen=True)
class Layer:
    reference: Any
    settings: tuple = ({},)
    x: Any = field(default_factory=lambda: NUMBERS)

    def check(self, nn, name, device="cpu"):
        for setting in self.settings:
            theirs = self.reference(**setting).double()
            ours = copied(getattr(nn, name)(**setting), theirs, device)
            for mode in ("train", "eval"):
                getattr(ours, mode)(), getattr(theirs, mode)()
                upstream = np.random.default_rng(2).normal(size=theirs(torch.tensor(self.x)).shape)
                expected, found = passes(theirs, self.x, upstream), passes(ours, self.x, upstream, device)
                assert expected.keys() == found.keys()
                for what in expected:
                    close(found[what], expected[what], f"{name}({setting}), {mode}: {what}")
            self.three_steps(nn, name, setting, device)
            small = passes(ours.float(), self.x.astype(np.float32), upstream.astype(np.float32), device)
            assert set(dtypes(small).values()) == {"float32"}, f"{name}({setting}) {dtypes(small)}"

    def three_steps(self, nn, name, setting, device):
        """Train Linear and this layer for three steps, beside PyTorch."""
        x, width = np.random.default_rng(3).normal(size=self.x.shape), self.x.shape[-1]
        theirs = torch.nn.Sequential(torch.nn.Linear(width, width), self.reference(**setting)).double()
        ours = copied(nn.Sequential(nn.Linear(width, width), getattr(nn, name)(**setting)), theirs, device)
        y = np.full(theirs(torch.tensor(x)).shape, 0.3)
        mine = nn.SGD(ours.parameters(), lr=0.1, momentum=0.9)
        optimizer = torch.optim.SGD(theirs.parameters(), lr=0.1, momentum=0.9)
        for step in range(3):
            mine.zero_grad()
            optimizer.zero_grad()
            loss = torch.nn.functional.mse_loss(theirs(torch.tensor(x)), torch.tensor(y))
            loss.backward()
            close(nn.backprop(ours, nn.MSELoss(), x, y), loss, f"{name}({setting}): loss of step {step}")
            mine.step()
            optimizer.step()
        for (what, p), q in zip(ours.named_parameters(), theirs.parameters(), strict=True):
            close(p.data, q.data, f"{name}({setting}): {what} after three steps")


@dataclass(frozen=True)
class Images:
    reference: Any
    cases: tuple  # (arguments, shape of x)

    def check(self, nn, name, device="cpu"):
        for setting, shape in self.cases:
            x = np.random.default_rng(6).integers(-4, 5, shape) / 4  # ties, and the first maximum takes the gradient
            with warnings.catch_warnings():  # of PyTorch, that it copies: once a process
                warnings.filterwarnings("ignore", "Using padding='same' with even kernel")
                Layer(self.reference, (setting,), x).check(nn, name, device)


@dataclass(frozen=True)
class Function:
    reference: Any
    settings: tuple = ({},)

    def check(self, nn, name, device="cpu"):
        for setting in self.settings:
            for dtype in (np.float64, np.float32):
                theirs = torch.tensor(NUMBERS.astype(dtype), requires_grad=True)
                expected = self.reference(theirs, **setting)
                ours = array(nn, NUMBERS.astype(dtype), device)
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


@dataclass(frozen=True)
class Loss:
    reference: Any
    prediction: Any
    target: Any

    def check(self, nn, name, device="cpu"):
        for reduction in ("mean", "sum", "none"):
            theirs, ours = self.reference(reduction=reduction), getattr(nn, name)(reduction=reduction)
            p = torch.tensor(self.prediction, requires_grad=True)
            expected = theirs(p, torch.tensor(self.target))
            upstream = np.random.default_rng(5).normal(size=expected.shape) if reduction == "none" else None
            expected.backward(None if upstream is None else torch.tensor(upstream))
            loss, grad = self.passes(nn, ours, self.prediction, self.target, upstream, device)
            close(loss, expected, f"{name}, {reduction}")
            close(grad, p.grad, f"gradient of {name}, {reduction}")
            single = [self.target.astype(np.float32) if self.target.dtype.kind == "f" else self.target]
            if upstream is not None:
                upstream = upstream.astype(np.float32)
            loss, grad = self.passes(nn, ours, self.prediction.astype(np.float32), *single, upstream, device)
            assert dtypes({"loss": loss, "grad": grad}) == {"loss": "float32", "grad": "float32"}, (name, reduction)

    def passes(self, nn, criterion, prediction, target, upstream, device):
        p = array(nn, prediction, device)
        if not is_torch(nn):
            return criterion(p, target), criterion.backward(upstream)
        loss = criterion(p.requires_grad_(), array(nn, target, device))
        loss.backward(None if upstream is None else array(nn, upstream, device))
        return loss, p.grad


@dataclass(frozen=True)
class Optimizer:
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
                assert not torch.equal(q.data, copied_zero(q)), "the reference did not move"


def copied_zero(parameter):
    return torch.zeros_like(parameter.data)


class Step(torch.nn.Module):
    """What PyTorch has no layer for: the step, with slope 0."""

    def forward(self, x):
        return step(x)


def step(x):
    return torch.where(x >= 0, 1.0, 0.0).to(x.dtype) + 0 * x


class Arctan(torch.nn.Module):
    """What PyTorch has no loss for."""

    def __init__(self, reduction):
        super().__init__()
        self.reduction = reduction

    def forward(self, prediction, target):
        losses = torch.arctan((prediction - target) ** 2)
        return losses if self.reduction == "none" else getattr(losses, self.reduction)()


TARGET = np.random.default_rng(7).normal(size=NUMBERS.shape)
TARGET[:2] = NUMBERS[:2]  # errors of exactly 0
SHARES = np.random.default_rng(8).choice([0.0, 1.0, 0.25], NUMBERS.shape)
PROBABILITIES = np.array([[0.0, 1.0, 0.5, 0.2], [0.0, 1.0, 1e-30, 1 - 1e-16], [1e-13, 1 - 1e-13, 0.9, 0.0]])
TRUTH = np.array([[0.0, 1.0, 1.0, 0.3], [1.0, 0.0, 1.0, 0.0], [1.0, 0.0, 1.0, 0.5]])
LABELS = np.arange(len(NUMBERS)) % 4
F = torch.nn.functional

ROWS = {
    "Linear": Layer(
        torch.nn.Linear, ({"in_features": 4, "out_features": 3}, {"in_features": 4, "out_features": 1, "bias": False})
    ),
    "Flatten": Layer(
        torch.nn.Flatten, ({}, {"start_dim": 0, "end_dim": 1}, {"start_dim": -2}), rng.normal(size=(3, 2, 4))
    ),
    **RECURRENT,
    **NORM,
    **{name: Images(getattr(torch.nn, name), tuple(cases)) for name, cases in IMAGES.items()},
    "Identity": Layer(torch.nn.Identity),
    "Unflatten": Layer(
        torch.nn.Unflatten, ({"dim": 1, "unflattened_size": (2, 2)}, {"dim": -1, "unflattened_size": (1, 4, 1)})
    ),
    "Heaviside": Layer(Step),
    "Sigmoid": Layer(torch.nn.Sigmoid),
    "Tanh": Layer(torch.nn.Tanh),
    "ReLU": Layer(torch.nn.ReLU),
    "LeakyReLU": Layer(torch.nn.LeakyReLU, ({}, {"negative_slope": 0.3}, {"negative_slope": -2.0})),
    "Softmax": Layer(torch.nn.Softmax, ({"dim": 1}, {"dim": 0}, {"dim": -1})),
    "LogSoftmax": Layer(torch.nn.LogSoftmax, ({"dim": 1}, {"dim": 0}, {"dim": -1})),
    "heaviside": Function(step),
    "sigmoid": Function(F.sigmoid),
    "tanh": Function(F.tanh),
    "relu": Function(F.relu),
    "leaky_relu": Function(F.leaky_relu, ({}, {"negative_slope": 0.3})),
    "softmax": Function(F.softmax, ({"dim": 1}, {"dim": 0})),
    "log_softmax": Function(F.log_softmax, ({"dim": 1}, {"dim": 0})),
    "MSELoss": Loss(torch.nn.MSELoss, NUMBERS, TARGET),
    "L1Loss": Loss(torch.nn.L1Loss, NUMBERS, TARGET),
    "ArctanLoss": Loss(Arctan, NUMBERS, TARGET),
    "BCELoss": Loss(torch.nn.BCELoss, PROBABILITIES, TRUTH),
    "BCEWithLogitsLoss": Loss(torch.nn.BCEWithLogitsLoss, NUMBERS, SHARES),
    "CrossEntropyLoss": Loss(torch.nn.CrossEntropyLoss, NUMBERS, LABELS),
    "SGD": Optimizer(
        torch.optim.SGD,
        (
            {},
            {"lr": 0.1},
            {"lr": 0.1, "momentum": 0.9},
            {"lr": 0.1, "momentum": 0.9, "dampening": 0.3},
            {"lr": 0.1, "weight_decay": 0.1},
            {"lr": 0.1, "momentum": 0.9, "weight_decay": 0.1, "nesterov": True},
        ),
    ),
    "Adagrad": Optimizer(
        torch.optim.Adagrad,
        (
            {},
            {"lr": 0.1, "lr_decay": 0.2},
            {"lr": 0.1, "weight_decay": 0.1},
            {"lr": 0.1, "initial_accumulator_value": 0.5, "eps": 1e-3},
        ),
    ),
    "RMSprop": Optimizer(
        torch.optim.RMSprop,
        (
            {},
            {"lr": 0.05, "alpha": 0.8, "eps": 1e-3},
            {"lr": 0.05, "weight_decay": 0.1},
            {"lr": 0.05, "momentum": 0.9},
            {"lr": 0.05, "centered": True},
            {"lr": 0.05, "centered": True, "momentum": 0.5, "weight_decay": 0.1},
        ),
    ),
    "Adam": Optimizer(
        torch.optim.Adam,
        ({}, {"lr": 0.1, "betas": (0.8, 0.9), "eps": 1e-3}, {"lr": 0.1, "weight_decay": 0.1}, {"betas": (0.0, 0.0)}),
    ),
    "AdamW": Optimizer(
        torch.optim.AdamW, ({}, {"lr": 0.1, "betas": (0.8, 0.9), "eps": 1e-3}, {"lr": 0.1, "weight_decay": 0.5})
    ),
}
