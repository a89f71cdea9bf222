"""Every optimizer with every setting equals torch.optim for twenty steps in float64."""

import inspect

import numpy as np
import pytest
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
