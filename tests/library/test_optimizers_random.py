"""Optimizers against torch.optim over random legal settings, groups, selections and events, to the last digits.

Each trial draws an optimizer with its settings, groups of parameters, and forty steps, in which parameters get no
gradient, are frozen and let loose, the rate is changed, states are saved and loaded, groups added, and a second
optimizer moves another selection of the same parameters.
"""

import copy
import itertools
import pickle

import numpy as np
import pytest
import torch

import nnlearn.numpy as nn

SHAPES = [(2, 3), (3,), (3, 3), (3,), (1, 3), (1,)]
SETTINGS = {
    "SGD": {"momentum": (0, 0.5, 0.9), "dampening": (0, 0.3), "weight_decay": (0, 0.1), "nesterov": (False, True)},
    "Adam": {
        "betas": ((0.9, 0.999), (0.5, 0.9), (0.0, 0.0)), "eps": (1e-8, 1e-3), "weight_decay": (0, 0.1),
        "amsgrad": (False, True), "decoupled_weight_decay": (False, True),
    },
    "AdamW": {"betas": ((0.9, 0.999), (0.2, 0.7)), "weight_decay": (0, 0.5), "amsgrad": (False, True)},
    "RMSprop": {
        "alpha": (0.99, 0.5, 0.0), "eps": (1e-8, 1e-3), "weight_decay": (0, 0.1), "momentum": (0, 0.9),
        "centered": (False, True),
    },
    "Adagrad": {"lr_decay": (0, 0.2), "weight_decay": (0, 0.1), "eps": (1e-10, 1e-3)},
}  # fmt: skip


def drawn(rng, name):
    """Return random legal settings of an optimizer."""
    one = lambda values: values[rng.integers(len(values))]  # noqa: E731
    found = {key: one(values) for key, values in SETTINGS[name].items() if rng.random() < 0.7}
    found |= {"lr": one((0.1, 0.01, 0)), "maximize": one((False, True))}
    if name == "RMSprop" and found.get("centered") and found.get("alpha") == 0:
        found["alpha"] = 0.9  # s - m^2 is 0 then, up to rounding
    if found.get("nesterov"):
        found |= {"momentum": 0.9, "dampening": 0}
    return found


class Pair:
    """The same parameters on both sides, and optimizers over them."""

    def __init__(self, rng):
        values = [rng.normal(size=shape) for shape in SHAPES]
        self.rng = rng
        self.ours = [nn.Parameter(v) for v in values]
        self.theirs = [torch.nn.Parameter(torch.tensor(v)) for v in values]
        self.optimizers = []
        self.frozen = set()

    def add(self, name):
        """Make an optimizer over some parameters, in groups, in any order."""
        rng = self.rng
        order = rng.permutation(len(SHAPES))[: rng.integers(2, len(SHAPES) + 1)]
        cuts = sorted({0, len(order), *rng.integers(0, len(order), rng.integers(3)).tolist()})
        settings = drawn(rng, name)
        groups = [
            (order[a:b], {"lr": 0.05, **({"weight_decay": 0.0} if rng.random() < 0.5 else {})})
            for a, b in itertools.pairwise(cuts)
        ]
        later = groups.pop() if len(groups) > 2 else None
        pair = []
        for make, parameters in ((nn, self.ours), (torch.optim, self.theirs)):
            these = [{"params": [parameters[i] for i in chosen], **own} for chosen, own in groups]
            if len(these) == 1:
                these = these[0]["params"]
            pair.append(getattr(make, name)(these, **settings))
        self.optimizers.append((pair, later))

    def zero_grad(self):
        to_none = bool(self.rng.random() < 0.8)
        for pair, _ in self.optimizers:
            for optimizer in pair:
                optimizer.zero_grad(to_none)
        if not to_none:  # PyTorch continues with gradients of 0, and without those that there never were
            return
        for mine, p in zip(self.ours, self.theirs, strict=True):
            mine.grad = p.grad = None

    def gradients(self):
        """Give most parameters a gradient: now of ordinary size, now huge, tiny or 0."""
        for i, (mine, p) in enumerate(zip(self.ours, self.theirs, strict=True)):
            grad = self.rng.normal(size=mine.shape) * self.rng.choice([1, 1, 1, 1e3, 1e-3, 0])
            if i in self.frozen or self.rng.random() < 0.2:
                continue
            mine.grad += grad
            p.grad = torch.tensor(grad) if p.grad is None else p.grad + torch.tensor(grad)

    def freeze(self):
        """Freeze or let loose a parameter without a gradient."""
        i = int(self.rng.integers(len(SHAPES)))
        learns = i in self.frozen
        self.frozen ^= {i}
        self.theirs[i].grad = None
        self.theirs[i].requires_grad_(learns)
        self.ours[i].requires_grad = learns

    def event(self):
        k = int(self.rng.integers(len(self.optimizers)))
        (mine, theirs), later = self.optimizers[k]
        kind = self.rng.choice(["rate", "group", "reload", "copy", "cast", "freeze"])
        if kind == "rate":
            for optimizer in (mine, theirs):
                optimizer.param_groups[-1]["lr"] = 0.02
        elif kind == "group" and later:
            for optimizer, parameters in ((mine, self.ours), (theirs, self.theirs)):
                optimizer.add_param_group({"params": [parameters[i] for i in later[0]], **later[1]})
            self.optimizers[k] = ([mine, theirs], None)
        elif kind == "reload":  # each side loads the other's state
            saved, found = theirs.state_dict(), mine.state_dict()
            moved = {i: state for i, state in saved["state"].items() if state.get("step", 1) > 0}
            assert found["state"].keys() == moved.keys()  # PyTorch's Adagrad stores its starting values too
            for i, remembered in moved.items():
                assert found["state"][i].keys() == remembered.keys()
                for name, value in remembered.items():
                    np.testing.assert_allclose(found["state"][i][name], value, rtol=1e-8, atol=1e-12)
            mine.load_state_dict(copy.deepcopy(saved))
            theirs.load_state_dict(tensors(found))
        elif kind == "copy":
            self.optimizers[k] = ([same_parameters(mine, self.ours), theirs], later)
        elif kind == "cast":
            self.ours[0].cast(np.float64)
        elif kind == "freeze":
            self.freeze()

    def check(self, what):
        for i, (mine, p) in enumerate(zip(self.ours, self.theirs, strict=True)):
            np.testing.assert_allclose(mine.data, p.detach(), rtol=1e-8, atol=1e-11, err_msg=f"parameter {i}, {what}")


def tensors(value):
    """Return a state dict with tensors in place of arrays."""
    if isinstance(value, dict):
        return {k: tensors(v) for k, v in value.items()}
    if isinstance(value, list):
        return [tensors(v) for v in value]
    return torch.tensor(value) if isinstance(value, np.ndarray) else value


def same_parameters(optimizer, parameters):
    """Return the optimizer after pickling, over the parameters that it had."""
    twin = pickle.loads(pickle.dumps((optimizer, parameters)))
    back = {id(there): here for there, here in zip(twin[1], parameters, strict=True)}
    state = twin[0].state_dict()
    groups = [{**g, "params": [back[id(p)] for p in g["params"]]} for g in twin[0].param_groups]
    fresh = type(optimizer)([{"params": g["params"]} for g in groups])
    fresh.load_state_dict(state)
    fresh.defaults.update(twin[0].defaults)  # for groups that are added later
    return fresh


@pytest.mark.parametrize("name", SETTINGS)
@pytest.mark.parametrize("seed", range(12))
def test_forty_steps_of_random_training_are_pytorchs(name, seed):
    rng = np.random.default_rng([seed, *map(ord, name)])
    pair = Pair(rng)
    pair.add(name)
    for step in range(40):
        pair.zero_grad()
        if rng.random() < 0.3:
            pair.event()
        if step == 15:
            pair.add(name)
        pair.gradients()
        for both, _ in pair.optimizers:
            for optimizer in both:
                optimizer.step()
            pair.check(f"step {step} of {both[0]}, {pair.frozen}")
