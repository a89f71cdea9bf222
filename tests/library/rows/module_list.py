"""The rows of ModuleList and ParameterList."""

import numpy as np
import torch

from rows.fuzz import WORDS
from rows.parity import Program, array, close


def names(model):
    return [name for name, _ in model.named_parameters()]


def changed(nn):
    """Return a list of modules after every way to change it, in a module that has it as an attribute."""

    class Net(nn.Module):
        def __init__(self):
            super().__init__()
            self.layers = nn.ModuleList([nn.Linear(2, 3), nn.Tanh(), nn.Linear(3, 1)])

    net = Net()
    layers = net.layers
    layers[1] = nn.ReLU()
    layers.insert(1, nn.Linear(3, 3))
    layers += [nn.Linear(1, 5)]
    layers.append(nn.Linear(5, 6)).extend([nn.Sigmoid(), nn.Linear(6, 7)])
    assert type(layers.pop(-1)).__name__ == "Linear"
    del layers[0]
    del layers[1:2]
    return net, layers


def module_list(nn, device):
    (ours, mine), (theirs, reference) = changed(nn), changed(torch.nn)
    assert repr(ours) == repr(theirs)
    assert names(ours) == names(theirs)
    assert list(ours.state_dict()) == list(theirs.state_dict())
    assert len(mine) == len(reference) == 5
    assert [type(layer).__name__ for layer in mine[1:]] == [type(layer).__name__ for layer in reference[1:]]
    assert repr(mine[-2]) == repr(reference[-2])
    assert len(mine + nn.ModuleList([nn.Linear(1, 1)])) == 6
    assert len(mine) == 5


def parameter_list(nn, device):
    values = [np.arange(6.0).reshape(2, 3), np.ones(3)]
    found = [made_of(nn, values, device), made_of(torch.nn, values, "cpu")]
    for net, _ in found:
        assert names(net) == ["own.0", "own.1", "own.2"]
    for mine, reference in zip(*(own for _, own in found), strict=True):
        close(mine.data, reference.data, "ParameterList")
    ours = found[0][1]
    assert len(ours) == 3
    assert len(ours[:2]) == 2
    assert ours[-1].shape == (1,)


def made_of(nn, values, device):
    make = (lambda v: torch.tensor(v)) if nn is torch.nn else (lambda v: array(nn, v, device=device))

    class Net(nn.Module):
        def __init__(self):
            super().__init__()
            self.own = nn.ParameterList([nn.Parameter(make(values[0]))])

    net = Net()
    net.own.append(nn.Parameter(make(values[1]))).extend([make(np.zeros(1))])
    net.own[0] = make(2 * values[0])
    return net, net.own


PARITY = {"ModuleList": Program(module_list), "ParameterList": Program(parameter_list)}


def a_list(nn):
    return nn.ModuleList([nn.Linear(2, 2)])


FUZZ = {
    "ModuleList": [
        ("modules", ([3], ["text"], [None], 3, "text", [[1]]), lambda nn, bad: nn.ModuleList(bad)),
        ("modules", (*WORDS, 3), lambda nn, bad: a_list(nn).append(bad)),
        ("modules", (*WORDS, 3), lambda nn, bad: a_list(nn).__setitem__(0, bad)),
        ("index", (*WORDS, 2.5, True), lambda nn, bad: a_list(nn)[bad]),
        ("index", (*WORDS, 2.5, 3, -3), lambda nn, bad: a_list(nn).insert(bad, nn.Tanh())),
    ],
    "ParameterList": [
        ("values", ([3], ["text"], [None], 3, "text", np.ones(2)), lambda nn, bad: nn.ParameterList(bad)),
        ("values", (*WORDS, 3, [1.0]), lambda nn, bad: nn.ParameterList([np.ones(2)]).__setitem__(0, bad)),
        ("index", (*WORDS, 2.5, True), lambda nn, bad: nn.ParameterList([np.ones(2)])[bad]),
    ],
}
