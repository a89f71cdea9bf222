"""Every optimizer with every setting equals torch.optim for twenty steps in float64."""

import inspect

import numpy as np
import pytest
import torch
from rows import PARITY
from rows.optimizers import Optimizer

import nnlearn.numpy as nn

OPTIMIZERS = [name for name, row in PARITY.items() if isinstance(row, Optimizer)]


@pytest.mark.parametrize("name", OPTIMIZERS)
def test_twenty_steps_are_pytorchs(name):
    PARITY[name].check(nn, name, steps=20)


@pytest.mark.parametrize("name", OPTIMIZERS)
def test_every_setting_is_tried(name):
    tried = {key for setting in PARITY[name].settings for key in setting}
    assert tried == set(inspect.signature(getattr(nn, name)).parameters) - {"params", "others"}


@pytest.mark.parametrize("name", OPTIMIZERS)
def test_a_rate_changed_between_steps_counts(name):
    weight = nn.Parameter(np.ones(3))
    optimizer = getattr(nn, name)([weight], lr=0.1)
    optimizer.param_groups[0]["lr"] = 0.0
    weight.grad = np.ones(3)
    optimizer.step()
    assert (weight.data == 1).all()
    optimizer.param_groups[0]["lr"] = 0.1
    optimizer.step()
    assert (weight.data < 1).all()


def test_a_step_keeps_float32():
    for name in OPTIMIZERS:
        for setting in PARITY[name].settings:
            weight = nn.Parameter(np.ones(3, np.float32))
            optimizer = getattr(nn, name)([weight], **setting)
            weight.grad = np.ones(3)
            optimizer.step()
            assert weight.dtype == np.float32
            remembered = {k: v for k, v in optimizer.state[weight].items() if k != "step"}
            assert all(values.dtype == np.float32 for values in remembered.values())


def test_zero_grad_sets_all_gradients_to_zero():
    model = nn.Sequential(nn.Linear(2, 3), nn.Linear(3, 1))
    optimizer = nn.SGD(model.parameters(), lr=0.1)
    for p in model.parameters():
        p.grad = np.ones(p.shape)
    optimizer.zero_grad()
    assert all((p.grad == 0).all() for p in model.parameters())


def test_repr_names_the_settings():
    assert repr(nn.SGD(nn.Linear(1, 1).parameters(), lr=0.5)).startswith("SGD(lr=0.5, momentum=0")


@pytest.mark.parametrize("name", ["Adam", "AdamW", "RMSprop", "Adagrad", "SGD"])
@pytest.mark.parametrize("size", [1e15, 1e20, 1e25, 3e38])
def test_one_huge_gradient_leaves_finite_weights(name, size):
    """Finite gradients of any size are legal: PyTorch continues, and so does this side, to the same weights."""
    weights, optimizers = both(name, {"lr": 0.01})
    for grad in (size, 1.0, 1.0):
        step(weights, optimizers, grad)
    if name == "SGD" and size > 1e30:
        return  # lr g is as large as that
    assert np.isfinite(weights[0].data).all()
    np.testing.assert_allclose(weights[0].data, weights[1].detach().numpy(), rtol=1e-5)


@pytest.mark.parametrize(
    ("name", "settings"),
    [
        ("RMSprop", {"alpha": 0.0}),
        ("RMSprop", {"alpha": 0.01, "centered": False, "momentum": 0.5}),
        ("Adam", {"betas": (0.9, 0.0)}),
        ("Adam", {"betas": (0.0, 0.0)}),
        ("AdamW", {"betas": (0.1, 0.01)}),
    ],
)
def test_means_that_forget_at_once_do_not_cancel(name, settings):
    """After a gradient of 10 one of 0.001 counts in full; s + (g^2 - s) would be 0 in float32."""
    weights, optimizers = both(name, {"lr": 0.01, **settings})
    for grad in (10.0, 0.001, 1e-6, 2.0):
        step(weights, optimizers, grad)
        np.testing.assert_allclose(weights[0].data, weights[1].detach().numpy(), rtol=2e-5)


def both(name, settings):
    """Return a float32 weight of 1 and its optimizer, on our side and in PyTorch."""
    weights = nn.Parameter(np.ones(1, np.float32)), torch.nn.Parameter(torch.ones(1))
    return weights, [getattr(side, name)([w], **settings) for side, w in zip((nn, torch.optim), weights, strict=True)]


def step(weights, optimizers, grad):
    weights[0].grad, weights[1].grad = [grad], torch.tensor([grad])
    for optimizer in optimizers:
        optimizer.step()


@pytest.mark.parametrize("name", OPTIMIZERS)
def test_a_rate_of_0_moves_nothing_however_many_steps(name):
    weight = nn.Parameter(np.ones(3, np.float32))
    optimizer = getattr(nn, name)([weight], lr=0)
    for _ in range(3):
        weight.grad = [1.0, 1e38, -1e-38]
        optimizer.step()
    assert (weight.data == 1).all()
    state = optimizer.state_dict()
    for remembered in state["state"].values():
        if "step" in remembered:
            remembered["step"][...] = 10**7
    optimizer.load_state_dict(state)
    optimizer.param_groups[0]["lr"] = 0.1
    weight.grad = np.ones(3)
    optimizer.step()
    assert np.isfinite(weight.data).all()


@pytest.mark.parametrize("name", OPTIMIZERS)
def test_a_state_dict_is_pytorchs_in_keys_and_shapes(name):
    """Also dtypes; PyTorch stores tensors where this side stores arrays."""
    for setting in PARITY[name].settings:
        weights = nn.Parameter(np.ones((2, 3), np.float32)), torch.nn.Parameter(torch.ones(2, 3))
        optimizers = [getattr(side, name)([w], **setting) for side, w in zip((nn, torch.optim), weights, strict=True)]
        weights[0].grad, weights[1].grad = np.ones((2, 3)), torch.ones(2, 3)
        for optimizer in optimizers:
            optimizer.step()
        ours, theirs = (optimizer.state_dict() for optimizer in optimizers)
        assert ours.keys() == theirs.keys()
        described = [
            {i: {k: (tuple(v.shape), str(v.dtype).removeprefix("torch.")) for k, v in s.items()} for i, s in d.items()}
            for d in (ours["state"], theirs["state"])
        ]
        assert described[0] == described[1]
        (mine,), (group,) = ours["param_groups"], theirs["param_groups"]
        assert {key: group[key] for key in mine} == mine
        assert set(group) - set(mine) <= {"foreach", "fused", "capturable", "differentiable"}


def test_a_state_that_does_not_fit_is_refused_and_changes_nothing():
    model = nn.MLP([2, 3, 1])
    optimizer = nn.Adam(model.parameters())
    for p in model.parameters():
        p.grad = np.ones(p.shape)
    optimizer.step()
    good = optimizer.state_dict()
    for bad, words in (
        (None, "an optimizer's state_dict"),
        ({"state": {}}, "an optimizer's state_dict"),
        (nn.SGD(model.parameters()).state_dict(), "param_groups with betas, eps, got one with"),
        (nn.Adam(model[0].parameters()).state_dict(), r"groups of \[4\] parameters, got \[2\]"),
        ({**good, "state": {0: {"exp_avg": np.ones(7)}}}, "exp_avg of parameter 0 to hold numbers of shape"),
        ({**good, "state": {0: {"exp_avg": np.array(["a"])}}}, "exp_avg of parameter 0 to hold numbers"),
        ({**good, "state": {9: {}}}, r"the state of parameters \[0, 1, 2, 3\], got \[9\]"),
        ({**good, "param_groups": [{**good["param_groups"][0], "lr": -1}]}, "lr >= 0, got -1"),
    ):
        with pytest.raises((TypeError, ValueError), match=f"expected {words}"):
            optimizer.load_state_dict(bad)
        np.testing.assert_equal(optimizer.state_dict(), good)
    kept = optimizer.state_dict()["state"][0]["exp_avg"]
    kept[...] = 7  # a copy
    np.testing.assert_equal(optimizer.state_dict(), good)
