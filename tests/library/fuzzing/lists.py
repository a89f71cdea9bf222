"""Legal calls of lists of modules and parameters, of packed sequences, groups and checkpoints."""

import numpy as np
import torch
from rows.parity import array

from fuzzing.calls import ROWS, SEQUENCES, Call, Make, values
from fuzzing.methods import method
from fuzzing.rest import DATA, MAKERS, network, weights

LENGTHS = np.array([5, 3, 2])
PADDED = SEQUENCES.swapaxes(0, 1)


def shapes(parts):
    return [list(each.shape) for each in parts]


def packed(nn):
    return nn.pack_padded_sequence(array(nn, PADDED), array(nn, LENGTHS))


def plain_call(name):
    return lambda nn, given: (list(getattr(nn, name)(**given)), {})


def saved(nn, given):
    nn.save_checkpoint(**given)
    model = network(nn)
    nn.load_checkpoint(given["f"], model=model)
    return weights(model), {}


def loaded(nn, given):
    nn.save_checkpoint("there.safetensors", model=network(nn))
    nn.load_checkpoint(**given)
    return weights(given["model"]), {}


def sgd(nn):
    return nn.SGD(network(nn).parameters(), lr=0.1)


def groups(nn, optimizer):
    return [sorted(str(key) for key in group if key != "params") for group in optimizer.param_groups]


def rates(nn, optimizer):
    return [group["lr"] for group in optimizer.param_groups]


def gradient(nn, layer):
    return [layer.weight.grad]


def kinds(nn, model):
    return [type(layer).__name__ for layer in model]


LISTS = [
    Call(
        "ModuleList",
        {"modules": Make(lambda nn: [nn.Linear(4, 3), nn.Tanh()])},
        lambda nn, given: ([type(each).__name__ for each in nn.ModuleList(**given)], {}),
    ),
    Call(
        "ParameterList",
        {"values": Make(lambda nn: [nn.Linear(4, 3).weight, nn.Linear(3, 1).bias])},
        lambda nn, given: (shapes(nn.ParameterList(**given)), {}),
    ),
    Call(
        "PackedSequence",
        {"data": values(ROWS[:4]), "batch_sizes": values(np.array([2, 1, 1]))},
        plain_call("PackedSequence"),
    ),
    Call(
        "pack_padded_sequence",
        {"x": values(PADDED), "lengths": values(LENGTHS)},
        plain_call("pack_padded_sequence"),
        lambda given, state: list(
            torch.nn.utils.rnn.pack_padded_sequence(**{"input" if k == "x" else k: v for k, v in given.items()})
        ),
    ),
    Call("pad_packed_sequence", {"sequence": Make(packed)}, plain_call("pad_packed_sequence")),
    Call(
        "pad_sequence",
        {"sequences": Make(lambda nn: [array(nn, ROWS), array(nn, ROWS[:2])])},
        plain_call("pad_sequence"),
    ),
    Call(
        "input_gradient",
        {"model": Make(network), "criterion": Make(MAKERS["criterion"]), **DATA},
        lambda nn, given: (nn.input_gradient(**given), {}),
    ),
    Call("save_checkpoint", {"f": "there.safetensors", "model": Make(network)}, saved),
    Call("load_checkpoint", {"f": "there.safetensors", "model": Make(network)}, loaded),
    method("Module.requires_grad_", MAKERS["layer"], True, requires_grad=True),
    method("Module.zero_grad", MAKERS["layer"], True, gradient, set_to_none=False),
    method("Sequential.extend", network, None, kinds, modules=Make(lambda nn: [nn.Tanh()])),
    method("Sequential.insert", network, None, kinds, index=1, module=Make(lambda nn: nn.Tanh())),
    method("Sequential.pop", network, None, kinds, key=1),
    method("SGD.zero_grad", sgd, None, lambda nn, optimizer: 0, set_to_none=False),
    method("SGD.load_state_dict", sgd, None, rates, state_dict=Make(lambda nn: sgd(nn).state_dict())),
    method("SGD.add_param_group", sgd, None, groups, param_group=Make(lambda nn: {"params": [nn.Linear(2, 1).bias]})),
    method(
        "StepLR.load_state_dict",
        lambda nn: nn.StepLR(sgd(nn), 2),
        None,
        lambda nn, schedule: schedule.get_last_lr(),
        state_dict=Make(lambda nn: nn.StepLR(sgd(nn), 2).state_dict()),
    ),
]
