"""Optimizers and schedules: steps with random settings and gradients, some of them zero or those of the step before."""

import tempfile
from pathlib import Path

import numpy as np
import torch

import nnlearn.numpy as nn
from differential.draw import same, tensor


def optimizer(**settings):
    """Return the check of an optimizer; settings are functions of the draw."""

    def drawn(draw):
        given = draw.some(**{key: make(draw) for key, make in settings.items()}, lr=draw.real(0, 0.3))
        return given | ({"momentum": 0.9, "dampening": 0} if given.get("nesterov") else {})

    def check(name, draw):
        own = drawn(draw)
        if "centered" in own:  # E g^2 - (E g)^2 is alpha^t of E g^2 after t equal gradients: else noise alone is left
            draw.dtype, own["alpha"] = "float64", draw.real(0.5, 0.99)
        values = [draw.numbers(*draw.sizes(draw.size(0, 3))) for _ in range(draw.size(1, 5))]
        ours, theirs = [nn.Parameter(each.copy()) for each in values], [tensor(each, grad=True) for each in values]
        first, own_lr = draw.size(0, len(values) - 1), draw.some(lr=draw.real(0, 0.3))
        own |= draw.some(maximize=True)

        def groups(parameters):
            rest = [{"params": parameters[:first], **own_lr}] if first else []
            return [*rest, {"params": parameters[first:]}]

        mine, reference = getattr(nn, name)(groups(ours), **own), getattr(torch.optim, name)(groups(theirs), **own)
        for _ in range(6):
            move(draw, mine, reference, ours, theirs)
        for place, (p, q) in enumerate(zip(ours, theirs, strict=True)):
            same(p.data, q, f"{name}({own}), groups {first, own_lr}, {draw.dtype}: parameter {place}", draw.dtype)

    return check


def move(draw, mine, reference, ours, theirs):
    """Take one step with new gradients, some of them zero or none, or with those of the step before once more."""
    if draw.rng.random() < 0.8:
        mine.zero_grad(), reference.zero_grad()
        for p, q in zip(ours, theirs, strict=True):
            if draw.rng.random() < 0.9:
                grad = draw.numbers(*p.shape) * draw.pick(1, 1, 1, 0)
                p.grad, q.grad = grad, tensor(grad)
    mine.step(), reference.step()


def weights(draw):
    return draw.real(0, 0.3)


def schedule(**settings):
    """Return the check of a schedule; settings are functions of the draw."""

    def make(side, name, optimizer, given):
        return getattr(side if side is nn else torch.optim.lr_scheduler, name)(optimizer, **given)

    def check(name, draw):
        given, lr = {key: value(draw) for key, value in settings.items()}, draw.real(0.01, 1)
        same_rates(lr, lambda side, optimizer: make(side, name, optimizer, given), f"{name}({given})")

    return check


def same_rates(lr, make, what):
    found = []
    for side, one in ((nn, np.ones(1)), (torch, torch.ones(1))):
        p = (nn if side is nn else torch.nn).Parameter(one)
        optimizer = (nn if side is nn else torch.optim).SGD([p], lr=lr)
        plan, rates = make(side, optimizer), []
        for _ in range(25):
            rates.append(optimizer.param_groups[0]["lr"])
            p.grad = 0 * one
            optimizer.step(), plan.step()
        found.append(rates)
    np.testing.assert_allclose(*found, rtol=1e-9, atol=1e-15, err_msg=what)


def sequential(name, draw):
    first, second = draw.sizes(2, 1, 12)
    decay, plan = draw.real(0.5, 1), {"total_iters": first, "start_factor": draw.real(0.1, 1)}

    def make(side, optimizer):
        kinds = nn if side is nn else torch.optim.lr_scheduler
        parts = [kinds.LinearLR(optimizer, **plan), kinds.StepLR(optimizer, second, decay)]
        return kinds.SequentialLR(optimizer, parts, [first])

    same_rates(draw.real(0.01, 1), make, f"{name}: {plan}, then {second}, {decay}")


def some_parameters(draw):
    """Return parameters of both sides with equal values and gradients."""
    shapes = [draw.sizes(draw.size(0, 3)) for _ in range(draw.size(1, 4))]
    ours = [nn.Parameter(draw.numbers(*shape).copy()) for shape in shapes]
    theirs = [torch.nn.Parameter(tensor(p.data)) for p in ours]
    for p, q in zip(ours, theirs, strict=True):
        p.grad = draw.numbers(*p.shape)
        q.grad = tensor(p.grad)
    if draw.rng.random() < 0.5:
        nn.SGD(ours)  # one vector holds them all
    return ours, theirs


def clip(name, draw):
    ours, theirs = some_parameters(draw)
    norm, bound = draw.pick(1.0, 2.0, 3.0, float("inf")), draw.pick(draw.real(0, 3), 1e6)
    expected = torch.nn.utils.clip_grad_norm_(theirs, bound, norm)
    same(nn.clip_grad_norm_(ours, bound, norm), expected, f"{name}: length of order {norm}", draw.dtype)
    for p, q in zip(ours, theirs, strict=True):
        same(p.grad, q.grad, f"{name}: gradient, clipped to {bound}", draw.dtype)


def vector(name, draw):
    ours, theirs = some_parameters(draw)
    flat = nn.parameters_to_vector(ours)
    same(flat, torch.nn.utils.parameters_to_vector(theirs), f"{name}: vector", draw.dtype)
    new = draw.numbers(len(flat))
    nn.vector_to_parameters(new, ours)
    torch.nn.utils.vector_to_parameters(tensor(new), theirs)
    for p, q in zip(ours, theirs, strict=True):
        same(p.data, q, f"{name}: parameter", draw.dtype)


def files(name, draw):
    layers = [nn.Linear(*draw.sizes(2)), nn.BatchNorm1d(draw.size())]
    model = nn.Sequential(*layers)
    model = model.double() if draw.dtype == "float64" else model
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "weights.safetensors"
        nn.save(model, path)
        found = nn.load(path)
    assert sorted(found) == sorted(model.state_dict()), name
    for key, values in model.state_dict().items():
        same(found[key], values, f"{name}: {key}", str(values.dtype))


def checkpoint(name, draw):
    """A run that is saved and continues elsewhere ends at the same bits."""
    i, p, steps = draw.size(), draw.pick(0.0, 0.5), draw.sizes(2)
    kind, rate = draw.pick("SGD", "Adam", "RMSprop"), draw.real(0.5, 1)
    x, y = draw.rng.normal(size=(6, i)).astype(np.float32), draw.rng.normal(size=(6, 2)).astype(np.float32)

    def made():
        model = nn.Sequential(nn.Linear(i, 4), nn.BatchNorm1d(4), nn.Dropout(p), nn.Linear(4, 2))
        optimizer = getattr(nn, kind)(model.parameters(), lr=0.1)
        return {"model": model, "optimizer": optimizer, "scheduler": nn.ExponentialLR(optimizer, rate)}

    def train(parts, steps):
        for _ in range(steps):
            parts["optimizer"].zero_grad()
            nn.backprop(parts["model"], nn.MSELoss(), x, y)
            parts["optimizer"].step(), parts["scheduler"].step()

    run = made()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "run.safetensors"
        train(run, steps[0])
        nn.save_checkpoint(path, **run, steps=steps[0])
        train(run, steps[1])
        again = made()
        assert nn.load_checkpoint(path, **again) == {"steps": steps[0]}
        train(again, steps[1])
    for key, values in run["model"].state_dict().items():
        assert (again["model"].state_dict()[key] == values).all(), f"{name}: {kind}, {key} differs after {steps}"


CHECKS = {
    "Adagrad": optimizer(lr_decay=weights, weight_decay=weights, initial_accumulator_value=weights, eps=lambda d: 1e-3),
    "Adam": optimizer(betas=lambda d: (d.real(0, 0.99), d.real(0, 0.99)), eps=lambda d: 1e-3, weight_decay=weights),
    "AdamW": optimizer(betas=lambda d: (d.real(0, 0.99), d.real(0, 0.99)), eps=lambda d: 1e-3, weight_decay=weights),
    "RMSprop": optimizer(
        alpha=lambda d: d.real(0, 0.99),
        eps=lambda d: 1e-3,
        weight_decay=weights,
        momentum=weights,
        centered=lambda d: True,
    ),
    "SGD": optimizer(momentum=weights, dampening=weights, weight_decay=weights, nesterov=lambda d: True),
    "CosineAnnealingLR": schedule(T_max=lambda d: d.size(1, 30), eta_min=lambda d: d.real(0, 0.1)),
    "ExponentialLR": schedule(gamma=lambda d: d.real(0, 1.1)),
    "LinearLR": schedule(
        start_factor=lambda d: d.real(0.01, 1), end_factor=lambda d: d.real(0, 1), total_iters=lambda d: d.size(1, 30)
    ),
    "StepLR": schedule(step_size=lambda d: d.size(1, 12), gamma=lambda d: d.real(0, 1.1)),
    "SequentialLR": sequential,
    "clip_grad_norm_": clip,
    "load": files,
    "load_checkpoint": checkpoint,
    "parameters_to_vector": vector,
    "save": files,
    "save_checkpoint": checkpoint,
    "vector_to_parameters": vector,
}
