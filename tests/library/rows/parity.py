"""Tools for the parity rows: compare what PyTorch's own layer, function or model computes with ours, on either side.

A row is an object with `check(nn, name, device)`; `reference` is PyTorch's own thing. The inputs hold exact zeros, ties
and saturated values, because that is where a formula that is right in the middle goes wrong.
"""

import warnings
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import torch

NUMBERS = np.concatenate(
    [
        np.random.default_rng(1).normal(size=(5, 4)),
        [[0.0, -0.0, 0.0, 0.0], [1.0, 1.0, 1.0, 1.0], [2.0, 2.0, -2.0, -2.0]],
        [[40.0, -40.0, 36.8, -36.8], [800.0, -800.0, 1e4, -1e4]],
    ]
)


def is_torch(nn):
    return nn.__name__ == "nnlearn.torch"


def array(nn, values, dtype=None, device="cpu"):
    """Return values as the side's array; the dtype is NumPy's for them unless one is given."""
    values = np.array(values, dtype)
    return torch.tensor(values, device=device) if is_torch(nn) else values


def numbers(values):
    """Return a tensor or an array as a NumPy array."""
    return values.detach().cpu().numpy() if isinstance(values, torch.Tensor) else np.asarray(values)


def close(ours, theirs, what, rtol=1e-10, atol=1e-12):
    np.testing.assert_allclose(numbers(ours), numbers(theirs), rtol, atol, err_msg=what)


def dtypes(results):
    return {name: str(values.dtype).removeprefix("torch.") for name, values in results.items()}


def copied(module, reference, device="cpu"):
    """Return our module in float64 with the weights of PyTorch's."""
    if isinstance(module, torch.nn.Module):
        module.double().to(device).load_state_dict(reference.state_dict())
    else:
        module.double().load_state_dict({name: values.numpy() for name, values in reference.state_dict().items()})
    return module


def network(nn):
    return nn.Sequential(nn.Linear(3, 5), nn.Tanh(), nn.Sequential(nn.Linear(5, 4), nn.ReLU()), nn.Linear(4, 2))


def both(nn, device="cpu"):
    """Return a network of the side and PyTorch's own, in float64 with equal weights."""
    torch.manual_seed(1)
    theirs = network(torch.nn).double()
    return copied(network(nn), theirs, device), theirs


def examples(count=37):
    """Return inputs and labels for `network`."""
    generator = np.random.default_rng(11)
    return generator.normal(size=(count, 3)), generator.integers(0, 2, count)


def passes(module, x, upstream, device="cpu"):
    """Run forward and backward; return output, input gradient and each parameter's gradient, by name."""
    module.zero_grad()
    if isinstance(module, torch.nn.Module):
        x = torch.tensor(x, device=device, requires_grad=True)
        y = module(x)
        y.backward(torch.tensor(upstream, device=device))
        x_grad = torch.zeros_like(x) if x.grad is None else x.grad
    else:
        y = module(x)
        x_grad = module.backward(upstream)
    return {"output": y, "input gradient": x_grad, **{name: p.grad for name, p in module.named_parameters()}}


def same_passes(ours, theirs, x, upstream, what, device="cpu", **tolerance):
    """Compare everything that a forward and a backward pass give."""
    expected, found = passes(theirs, x, upstream), passes(ours, x, upstream, device)
    assert expected.keys() == found.keys()
    for part in expected:
        close(found[part], expected[part], f"{what}: {part}", **tolerance)


@dataclass(frozen=True)
class Layer:
    """A layer in training and in evaluation mode, three steps of training with it, and float32."""

    reference: Any
    settings: tuple = ({},)
    x: Any = field(default_factory=lambda: NUMBERS)

    def check(self, nn, name, device="cpu"):
        for setting in self.settings:
            theirs = self.reference(**setting).double()
            ours = copied(getattr(nn, name)(**setting), theirs, device)
            upstream = np.random.default_rng(2).normal(size=theirs(torch.tensor(self.x)).shape)
            for mode in ("train", "eval"):
                getattr(ours, mode)(), getattr(theirs, mode)()
                same_passes(ours, theirs, self.x, upstream, f"{name}({setting}), {mode}", device)
            self.three_steps(nn, name, setting, device)
            small = passes(ours.float(), self.x.astype(np.float32), upstream.astype(np.float32), device)
            assert set(dtypes(small).values()) == {"float32"}, f"{name}({setting}) {dtypes(small)}"

    def three_steps(self, nn, name, setting, device):
        """Train Linear and this layer for three steps, and PyTorch's own alongside."""
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


ODD, LEFT_OVER, ONE = (2, 4, 7, 5), (3, 4, 8, 6), (1, 4, 6, 7)  # (batch, channels, height, width)


def on(shape, *settings):
    """Return cases of `Images`: the settings, each on images of one shape."""
    return [(setting, shape) for setting in settings]


@dataclass(frozen=True)
class Images:
    """A layer on images: each case has its own arguments and shape of x."""

    reference: Any
    cases: tuple  # (arguments, shape of x)

    def check(self, nn, name, device="cpu"):
        for setting, shape in self.cases:
            x = np.random.default_rng(6).integers(-4, 5, shape) / 4  # ties, and the first maximum takes the gradient
            with warnings.catch_warnings():  # PyTorch warns once a process that it copies
                warnings.filterwarnings("ignore", "Using padding='same' with even kernel")
                Layer(self.reference, (setting,), x).check(nn, name, device)


@dataclass(frozen=True)
class Composition:
    """A model made of layers in a row, compared with PyTorch's own layers."""

    reference: Any
    settings: tuple
    shape: Callable  # of one input, for the settings

    def check(self, nn, name, device="cpu"):
        for setting in self.settings:
            torch.manual_seed(0)
            theirs = self.reference(**setting).double()
            ours = copied(getattr(nn, name)(**setting), theirs, device)
            assert list(ours.state_dict()) == list(theirs.state_dict())
            assert [type(layer).__name__ for layer in ours] == [type(layer).__name__ for layer in theirs]
            x = np.random.default_rng(1).normal(size=(3, *self.shape(**setting)))
            upstream = np.random.default_rng(2).normal(size=theirs(torch.tensor(x)).shape)
            same_passes(ours, theirs, x, upstream, f"{name}({setting})", device)


@dataclass(frozen=True)
class Program:
    """What is not a layer, loss or optimizer: a small program, run with PyTorch's parts and with ours."""

    run: Callable

    def check(self, nn, name, device="cpu"):
        self.run(nn, device)
