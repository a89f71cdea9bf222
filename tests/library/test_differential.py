"""Every public name against PyTorch, over random legal arguments, memory layouts and precisions."""

import warnings
from unittest import mock
from zlib import crc32

import numpy as np
import pytest
import torch
from differential import CHECKS
from differential.draw import Draw

import nnlearn.numpy as nn

DRAWS = 60  # of each name: about half a minute of processor time together


def run(name, draws):
    """Check a name on each of these draws; an error says which one it was."""
    with warnings.catch_warnings():
        warnings.filterwarnings(
            "ignore", "Using padding='same' with even kernel|reduction: 'mean' divides"
        )  # PyTorch's
        for number in draws:
            torch.manual_seed(number)
            try:
                CHECKS[name](name, Draw(crc32(name.encode()), number))
            except Exception as error:
                error.add_note(f"run({name!r}, [{number}]) runs it again")
                raise


def test_every_public_name_has_a_check():
    assert sorted(CHECKS) == sorted(nn.__all__)


@pytest.mark.parametrize("name", CHECKS)
def test_random_arguments_give_pytorchs_numbers(name):
    run(name, range(DRAWS))


@pytest.mark.slow
@pytest.mark.whole("test_random_arguments_give_pytorchs_numbers")
@pytest.mark.parametrize("name", CHECKS)
def test_twenty_times_as_many_random_arguments_give_pytorchs_numbers(name):
    run(name, range(DRAWS, 21 * DRAWS))


def transposed(method):
    """Return a method that is wrong where its argument is not stored row by row."""
    return lambda self, x: method(self, x if x.flags.c_contiguous else np.roll(x, 1))


WRONG = {
    "Conv2d": ("backward", lambda method: lambda self, grad: method(self, grad) * (1 + 1e-8)),
    "MaxPool2d": ("forward", transposed),
    "Softmax": ("forward", transposed),
    "LSTM": (
        "backward",
        lambda method: lambda self, *grads: [(1 + 1e-8) * each for each in method(self, *grads)[:1]] * 2,
    ),
    "HuberLoss": ("backward", lambda method: lambda self, grad: method(self, grad) * np.sign(self.delta - 1.5)),
    "BatchNorm1d": ("track", lambda method: lambda self, mean, variance, count: method(self, mean, variance, 10**9)),
    "Adam": ("step", lambda method: lambda self: (method(self), method(self))),
}


@pytest.mark.parametrize("name", WRONG)
def test_what_is_wrong_in_some_cases_is_found(name):
    method, spoil = WRONG[name]
    kind = getattr(nn, name)
    with mock.patch.object(kind, method, spoil(getattr(kind, method))), pytest.raises(Exception, match=rf"{name}"):
        run(name, range(DRAWS))
