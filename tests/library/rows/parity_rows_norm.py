"""The rows of the parity test for normalisation, embedding, clipping and schedules: PyTorch's own beside ours."""

from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any

import numpy as np
import torch

rng = np.random.default_rng(21)


def batches(*shape, count=5):
    """Return batches that differ in mean and spread, one feature constant, in the memory order of a convolution."""
    scale = rng.uniform(0.1, 30, (count, 1, shape[1], *[1] * (len(shape) - 2)))
    x = rng.normal(size=(count, *shape)) * scale + 10 * scale
    x[:, :, 1] = 5.0
    x[:, 0] *= 3
    if len(shape) == 4:
        return [np.ascontiguousarray(each.transpose(2, 1, 3, 0)).transpose(3, 1, 0, 2) for each in x]
    return list(x)


OWN = SimpleNamespace(**{**vars(torch.optim), **vars(torch.optim.lr_scheduler), "Parameter": torch.nn.Parameter})
FEATURES = 4
GRID = (
    {},
    {"momentum": 0.5, "eps": 1e-3},
    {"momentum": None},
    {"momentum": 1.0},
    {"affine": False},
    {"track_running_stats": False},
    {"affine": False, "track_running_stats": False},
)


def randomise(module):
    """Give weight and bias other values than 1 and 0."""
    torch.manual_seed(3)
    for p in module.parameters():
        torch.nn.init.normal_(p)
    return module


@dataclass(frozen=True)
class Norm:
    """Five batches in training mode and one in evaluation mode, the state compared after each."""

    reference: Any
    given: tuple
    settings: tuple
    shapes: tuple

    def check(self, nn, name, device="cpu"):
        from parity_rows import close, copied, passes  # it merges these rows, so it cannot be imported above

        for setting in self.settings:
            for shape in self.shapes:
                theirs = randomise(self.reference(*self.given, **setting)).double()
                ours = copied(getattr(nn, name)(*self.given, **setting), theirs, device)
                assert repr(ours) == repr(theirs)
                for i, x in enumerate(batches(*shape, count=6)):
                    mode = "eval" if i == 5 else "train"
                    getattr(ours, mode)(), getattr(theirs, mode)()
                    upstream = rng.normal(size=shape)
                    expected, found = passes(theirs, x, upstream), passes(ours, x, upstream, device)
                    assert expected.keys() == found.keys()
                    for what in expected:
                        close(found[what], expected[what], f"{name}({setting}), {mode}, {shape}: {what}", atol=1e-10)
                    state = ours.state_dict()
                    assert list(state) == list(theirs.state_dict())
                    for what, values in theirs.state_dict().items():
                        close(state[what], values, f"{name}({setting}), batch {i}: {what}")
            self.single(nn, name, setting, self.shapes[0], device)

    def single(self, nn, name, setting, shape, device):
        """Float32 stays float32, and is close to float64."""
        from parity_rows import copied, dtypes, numbers, passes

        theirs = randomise(self.reference(*self.given, **setting)).double()
        x, upstream = batches(*shape, count=1)[0].astype(np.float32), rng.normal(size=shape).astype(np.float32)
        double = copied(getattr(nn, name)(*self.given, **setting), theirs, device)
        exact = passes(double, x.astype(float), upstream.astype(float), device)
        small = copied(getattr(nn, name)(*self.given, **setting), theirs, device).float()
        found = passes(small, x, upstream, device)
        assert set(dtypes(found).values()) == {"float32"}
        for what, values in exact.items():
            size = np.abs(numbers(values)).max()
            np.testing.assert_allclose(numbers(found[what]), numbers(values), rtol=1e-3, atol=1e-4 * size, err_msg=what)
        assert {str(b.dtype).removeprefix("torch.") for b in small.buffers()} <= {"float32", "int64"}


@dataclass(frozen=True)
class Table:
    """Whole numbers of any shape, with repetitions; then a language model that trains beside PyTorch's."""

    reference: Any

    def check(self, nn, name, device="cpu"):
        from parity_rows import array, close, copied

        for setting in ({}, {"padding_idx": 2}, {"padding_idx": -1}):
            theirs = self.reference(7, 3, **setting).double()
            ours = copied(nn.Embedding(7, 3, **setting), theirs, device)
            assert repr(ours) == repr(theirs)
            for shape in ((20,), (4, 5), (2, 3, 4), ()):
                x = rng.integers(0, 7, shape)
                upstream = rng.normal(size=(*shape, 3))
                theirs.zero_grad()
                ours.zero_grad()
                expected = theirs(torch.tensor(x))
                expected.backward(torch.tensor(upstream))
                found = ours(array(nn, x, device))
                if isinstance(ours, torch.nn.Module):
                    found.backward(torch.tensor(upstream, device=device))
                else:
                    assert (ours.backward(upstream) == np.zeros(shape)).all()
                close(found, expected, f"{setting}, {shape}")
                close(ours.weight.grad, theirs.weight.grad, f"gradient, {setting}, {shape}")
            fresh = nn.Embedding(7, 3, **setting)
            assert bool((fresh.weight.data[2] == 0).all()) == (setting == {"padding_idx": 2})
        drawn = nn.to_numpy(nn.Embedding(300, 100).weight)
        assert abs(drawn.mean()) < 0.03
        assert abs(drawn.std() - 1) < 0.03
        self.train(nn, device)

    def train(self, nn, device):
        """Whole numbers go through `backprop`, `predict` and `fit` as they are, in both precisions."""
        from parity_rows import close, copied

        build = lambda nn: nn.Sequential(nn.Embedding(40, 3), nn.Flatten(), nn.Linear(12, 5))  # noqa: E731
        theirs = build(torch.nn).double()
        ours = copied(build(nn), theirs, device)
        x, y = rng.integers(0, 40, (16, 4)), rng.integers(0, 5, 16)
        optimizer, mine = torch.optim.SGD(theirs.parameters(), lr=0.5), nn.SGD(ours.parameters(), lr=0.5)
        for step in range(3):
            optimizer.zero_grad()
            mine.zero_grad()
            loss = torch.nn.functional.cross_entropy(theirs(torch.tensor(x)), torch.tensor(y))
            loss.backward()
            close(nn.backprop(ours, nn.CrossEntropyLoss(), x, y), loss, f"loss of step {step}")
            optimizer.step()
            mine.step()
        close(nn.predict(ours, x), theirs(torch.tensor(x)), "predict")
        small = build(nn).to(device)
        kwargs = {"epochs": 40, "batch_size": 8, "validation": (x, y)}
        history = nn.fit(
            small, nn.CrossEntropyLoss(), nn.Adam(small.parameters(), lr=0.05), x.astype(np.int32), y, **kwargs
        )
        assert history.validation[-1] < 0.1


@dataclass(frozen=True)
class Clip:
    reference: Any

    def check(self, nn, name, device="cpu"):
        from parity_rows import close, copied

        x, y = rng.normal(size=(6, 4)), rng.normal(size=(6, 2))
        build = lambda nn: nn.Sequential(nn.Linear(4, 3), nn.Tanh(), nn.Linear(3, 2))  # noqa: E731
        for norm_type in (2.0, 1.0, 3.0, 0.5, float("inf")):
            for max_norm in (0.0, 1e-3, 0.3, 1e3, float("inf")):
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


def optimizer(nn, lr=0.3):
    return nn.SGD([nn.Parameter(nn.tensor([1.0]))], lr=lr)


def rates(nn, lr, make, steps=60):
    """Return the learning rates that the steps are taken with, as the group and as `get_last_lr` say."""
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
    """Warm-up, then cosine; three in a row; a milestone before the first is through."""

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


schedules = torch.optim.lr_scheduler
NORM = {
    "BatchNorm1d": Norm(torch.nn.BatchNorm1d, (FEATURES,), GRID, ((6, 4), (2, 4), (3, 4, 5), (1, 4, 2))),
    "BatchNorm2d": Norm(torch.nn.BatchNorm2d, (FEATURES,), GRID, ((6, 4, 3, 5), (1, 4, 1, 2), (2, 4, 1, 1))),
    "LayerNorm": Norm(
        torch.nn.LayerNorm,
        (),
        (
            {"normalized_shape": 4},
            {"normalized_shape": (4,), "eps": 1e-3},
            {"normalized_shape": [3, 4], "bias": False},
            {"normalized_shape": (3, 4), "elementwise_affine": False},
            {"normalized_shape": (2, 3, 4)},
        ),
        ((5, 2, 3, 4), (2, 3, 4)),
    ),
    "Embedding": Table(torch.nn.Embedding),
    "clip_grad_norm_": Clip(torch.nn.utils.clip_grad_norm_),
    "StepLR": Scheduled(schedules.StepLR, ({"step_size": 1}, {"step_size": 7, "gamma": 0.5}, {"step_size": 100})),
    "ExponentialLR": Scheduled(
        schedules.ExponentialLR, ({"gamma": 0.9}, {"gamma": 1.0}, {"gamma": 1.1}, {"gamma": 0.0})
    ),
    "CosineAnnealingLR": Scheduled(
        schedules.CosineAnnealingLR, ({"T_max": 50}, {"T_max": 7, "eta_min": 1e-3}, {"T_max": 1}, {"T_max": 60})
    ),
    "LinearLR": Scheduled(
        schedules.LinearLR,
        (
            {},
            {"start_factor": 0.1, "total_iters": 20},
            {"start_factor": 1.0, "end_factor": 0.0, "total_iters": 50},
            {"start_factor": 0.5, "end_factor": 0.25, "total_iters": 1},
        ),
    ),
    "SequentialLR": Sequence(schedules.SequentialLR),
}
