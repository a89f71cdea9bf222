"""PyTorch's own module cases, as its test suite makes them, and what our layers give for each.

The cases come with the installed PyTorch: `module_db` of torch.testing._internal.common_modules, and the older lists of
common_nn. A case is a layer's name, the arguments it is made with, and those it is called with. Our layer is made with
the same ones, gets PyTorch's weights, and must give the same output, gradients of the inputs, gradients of the
parameters and buffers, in training and in evaluation mode.
"""

import contextlib
import sys
import types
import unittest
import warnings
from collections import Counter
from functools import cache
from typing import Any, NamedTuple
from unittest import mock

import torch
from rows.parity import close

import nnlearn.numpy as nn

# Their masks go by name and have no gradient: rows/attention.py, rows/transformer.py and differential/attention.py go
# through settings, masks and single sequences, as PyTorch's 154 cases of `module_db` do; the older lists have no masks.
ATTENTION = {"MultiheadAttention", "TransformerDecoderLayer", "TransformerEncoderLayer"}
LOSSES = {name for name in nn.__all__ if name.endswith("Loss")}


class Case(NamedTuple):
    """A layer's name, the arguments and keywords that make it, and what it is called with."""

    name: str
    given: tuple
    settings: dict[str, Any]
    inputs: tuple


@cache
def harness():
    """Return PyTorch's two modules of cases, without what only running its own tests needs."""
    frozen = mock.patch("torch.backends.disable_global_flags")  # would hold for the whole process
    sys.modules.setdefault("expecttest", types.SimpleNamespace(TestCase=unittest.TestCase))  # runs PyTorch's own tests
    with warnings.catch_warnings(), frozen:
        warnings.simplefilter("ignore")  # that optional packages are missing
        from torch.testing._internal import common_modules, common_nn
    return common_modules, common_nn


@cache
def cases():
    """Return {label: case} of every layer and loss that we have."""
    torch.manual_seed(0)
    with in_float64(), warnings.catch_warnings():
        warnings.simplefilter("ignore")  # from layers that we do not have
        found = [*from_modules(), *from_lists()]
    count: Counter = Counter()
    labelled = {}
    for case in found:
        label = describe(case)
        count[label] += 1
        labelled[label if count[label] == 1 else f"{label}, {count[label]}"] = case
    return labelled


def from_modules():
    """Yield the cases of `module_db`; those for evaluation mode are the same ones, and both modes are compared."""
    modules, _ = harness()
    for info in modules.module_db:
        name = info.name.rpartition(".")[2]
        if name in nn.__all__ and name not in ATTENTION:
            for row in info.module_inputs_func(info, "cpu", torch.float64, requires_grad=True, training=True):
                make, call = row.constructor_input, row.forward_input
                yield Case(name, make.args, make.kwargs, (*call.args, *call.kwargs.values()))  # ours go by place


def from_lists():
    """Yield the cases of the older lists that make one of our layers; the others are of functions or other layers."""
    _, lists = harness()
    rows = [(lists.NewModuleTest, row) for row in (*lists.module_tests, *lists.get_new_module_tests())]
    rows += [(lists.CriterionTest, row) for row in lists.criterion_tests]
    for kind, row in rows:
        if "module_name" in row:
            row = {**row, "constructor": getattr(torch.nn, row["module_name"])}
        test = kind(**{key: value for key, value in row.items() if key != "module_name"})
        with recorded() as made:
            module = test.constructor(*test.constructor_args)
        if id(module) in made:
            inputs = test._get_input()
            inputs = inputs if isinstance(inputs, tuple) else (inputs,)
            inputs = inputs if kind is lists.NewModuleTest else (*inputs, test._get_target())
            yield Case(type(module).__name__, *made[id(module)], inputs)


@contextlib.contextmanager
def recorded():
    """Give a dict that is filled with {id: (arguments, keywords)} of each of PyTorch's layers that is made."""
    made: dict = {}

    def recorder(begin):
        def __init__(self, *given, **settings):
            made[id(self)] = given, settings
            begin(self, *given, **settings)

        return __init__

    with contextlib.ExitStack() as stack:
        for name in nn.__all__:
            own = getattr(torch.nn, name, None)
            if isinstance(own, type) and issubclass(own, torch.nn.Module) and own is not torch.nn.Module:
                stack.enter_context(mock.patch.object(own, "__init__", recorder(own.__init__)))
        yield made


@contextlib.contextmanager
def in_float64():
    before = torch.get_default_dtype()
    torch.set_default_dtype(torch.float64)
    try:
        yield
    finally:
        torch.set_default_dtype(before)


def describe(case):
    """Return a case in one line, with the shapes of its inputs."""
    words = [shown(each) for each in case.given] + [f"{key}={shown(each)}" for key, each in case.settings.items()]
    return f"{case.name}({', '.join(words)}) of {', '.join(map(shown, case.inputs))}"


def shown(value):
    if isinstance(value, torch.Tensor):
        return f"{str(value.dtype).removeprefix('torch.')}{tuple(value.shape)}"
    if isinstance(value, tuple | list) and any(isinstance(each, torch.Tensor) for each in value):
        return f"({', '.join(map(shown, value))})"
    return repr(value)


def compare(case, label):
    """Raise an AssertionError if ours differs from PyTorch's; what ours refuses raises its own error."""
    torch.manual_seed(0)
    theirs = getattr(torch.nn, case.name)(*case.given, **case.settings).double()
    ours = getattr(nn, case.name)(*arrays(case.given), **arrays(case.settings)).double()
    ours.load_state_dict({name: values.numpy() for name, values in theirs.state_dict().items()})
    for mode in (True, False):
        ours.train(mode), theirs.train(mode)
        expected, upstream = reference(theirs, case)
        found = results(ours, case, upstream)
        assert found.keys() == expected.keys(), f"{label}: {sorted(found)} and not {sorted(expected)}"
        for part in expected:
            close(found[part], expected[part], f"{label}, {'training' if mode else 'evaluation'} mode: {part}")


def reference(module, case):
    """Return what PyTorch's gives, and the gradients of its outputs that led there."""
    module.zero_grad()
    inputs = fresh(case.inputs)
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", "reduction: 'mean' divides|Using padding='same' with even kernel")
        outputs = leaves(module(*inputs))
    upstream = [torch.randn(each.shape, dtype=each.dtype) for each in outputs]
    torch.autograd.backward(outputs, upstream)
    return named(module, outputs, [each.grad for each in differentiable(case, inputs)]), arrays(upstream)


def results(module, case, upstream):
    """Return what ours gives, by the same names."""
    module.zero_grad()
    outputs = module(*arrays(case.inputs))
    if case.name == "LSTMCell":
        grads = module.backward(upstream)
    elif isinstance(outputs, tuple):  # of a recurrent layer: all outputs, and the last state or states
        output, *states = upstream
        grads = module.backward(output, tuple(states) if len(states) > 1 else states[0])
    else:
        grads = module.backward(*upstream)
    wanted = len(differentiable(case, case.inputs))  # less than all: whole numbers, and a state that was not given
    return named(module, leaves(outputs), leaves(grads)[:wanted])


def differentiable(case, inputs):
    """Return the inputs that get a gradient: those of floats, of a loss the prediction alone."""
    return [each for each in leaves(inputs[:1] if case.name in LOSSES else inputs) if each.is_floating_point()]


def named(module, outputs, grads):
    """Return outputs, gradients of inputs and of parameters, and buffers, by name."""
    found = {f"output {i}": each for i, each in enumerate(outputs)}
    found |= {f"gradient of input {i}": each for i, each in enumerate(grads)}
    found |= {f"gradient of {name}": each.grad for name, each in module.named_parameters()}
    return found | {name: each for name, each in module.named_buffers() if each is not None}


def leaves(value):
    """Return the parts of a nested tuple as one list."""
    return [each for part in value for each in leaves(part)] if isinstance(value, tuple | list) else [value]


def arrays(value):
    """Return tensors as arrays, in tuples and dicts too."""
    if isinstance(value, dict):
        return {key: arrays(each) for key, each in value.items()}
    if isinstance(value, tuple | list):
        return tuple(map(arrays, value))
    return value.detach().numpy().copy() if isinstance(value, torch.Tensor) else value


def fresh(value):
    """Return copies of tensors, which get a gradient if they hold floats."""
    if isinstance(value, tuple | list):
        return tuple(map(fresh, value))
    return value.detach().clone().requires_grad_(value.is_floating_point())
