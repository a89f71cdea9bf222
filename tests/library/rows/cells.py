"""The rows of the recurrent cells: a loop over time, forward and back, beside PyTorch's own."""

from dataclasses import dataclass
from itertools import product
from typing import Any

import numpy as np
import torch

from rows.fuzz import NOT_COUNTS, NOT_FLAGS, WORDS, good
from rows.parity import close, copied, dtypes
from rows.recurrent import parts, whole

F, H, STEPS = 3, 4, 5


def loop(cell, x, state, grads, end, device="cpu"):
    """Read x step by step and go back through all of it; `grads` are of each h, `end` of the last state."""
    cell.zero_grad()
    theirs = isinstance(cell, torch.nn.Module)
    if theirs:
        tensor = lambda values: torch.tensor(values, device=device, requires_grad=True)  # noqa: E731
        x, state, grads, end = tensor(x), state and [tensor(each) for each in state], tensor(grads), map(tensor, end)
    now, hs = None if state is None else whole(state), []
    for each in x:
        now = cell(each, now)
        hs.append(parts(now)[0])
    found = {f"h{t}": h for t, h in enumerate(hs)} | {f"last {k}": each for k, each in enumerate(parts(now))}
    if theirs:
        torch.autograd.backward([*hs, *parts(now)], [*grads, *end])
        backs, start = x.grad, () if state is None else [each.grad for each in state]
    else:
        back, backs = whole(end), []
        for grad in grads[::-1]:
            first, *others = parts(back)
            grad_x, back = cell.backward(whole([first + grad, *others]))
            backs.insert(0, grad_x)
        start = () if state is None else parts(back)
    found |= {f"gradient of x{t}": each for t, each in enumerate(backs)}
    found |= {f"gradient of state {k}": each for k, each in enumerate(start)}
    return found | {name: p.grad for name, p in cell.named_parameters()}


@dataclass(frozen=True)
class Cell:
    """A cell with every setting, in a loop over time, with a batch and without, from a state and from none."""

    reference: Any
    states: int = 1
    settings: tuple = ({}, {"bias": False})

    def check(self, nn, name, device="cpu"):
        for setting, batch, started in product(self.settings, ((2,), (1,), ()), (False, True)):
            theirs = self.reference(F, H, **setting).double()
            ours = copied(getattr(nn, name)(F, H, **setting), theirs, device)
            assert repr(ours) == repr(theirs)
            rng = np.random.default_rng(1)
            state = [rng.normal(size=(*batch, H)) for _ in range(self.states)] if started else None
            arrays = rng.normal(size=(STEPS, *batch, F)), state, rng.normal(size=(STEPS, *batch, H))
            end = [rng.normal(size=(*batch, H)) for _ in range(self.states)]
            expected, found = loop(theirs, *arrays, end), loop(ours, *arrays, end, device)
            assert expected.keys() == found.keys()
            for key in expected:
                close(found[key], expected[key], f"{name}({setting}), batch {batch}, state {started}: {key}")
            x, state, grads = (None if each is None else np.float32(each) for each in arrays)
            small = loop(ours.float(), x, None if state is None else list(state), grads, list(np.float32(end)), device)
            assert set(dtypes(small).values()) == {"float32"}, f"{name}({setting})"


X, STATE = np.ones((2, 3), np.float32), np.zeros((2, 4), np.float32)
NOT_ROWS = [*WORDS, 3, X.tolist(), torch.ones(2, 3), X.astype(int), (X, X), np.ma.masked_array(X, X > 2)]
WRONG_SHAPES = [(), (4,), (0, 3), (2, 4), (5, 2, 3)]


def cell(name, states):
    """Return the rows that all cells have; their state has one part or two."""

    def made(nn, **setting):
        return getattr(nn, name)(3, 4, **setting)

    def backward(nn, grad):
        layer = made(nn)
        layer(X)
        layer.backward(grad)

    def around(part):
        return part if states == 1 else (STATE, part)

    wrong = ["text", 3, [[0.0]], STATE > 0, STATE.astype(int), torch.zeros(2, 4)]
    wrong += [np.zeros(shape) for shape in ((4,), (1, 4), (2, 5), (1, 2, 4))]
    alone = [] if states == 1 else [STATE, (STATE,), (STATE, None), (STATE, STATE, STATE)]
    nothing = [None] if states == 1 else [None, (None, None)]
    return [
        ("input_size", NOT_COUNTS, lambda nn, bad: getattr(nn, name)(bad, 4)),
        ("hidden_size", NOT_COUNTS, lambda nn, bad: getattr(nn, name)(3, bad)),
        ("bias", NOT_FLAGS, lambda nn, bad: made(nn, bias=bad)),
        ("x", NOT_ROWS, lambda nn, bad: made(nn)(bad)),
        ("x", WRONG_SHAPES, lambda nn, shape: made(nn)(good(nn, *shape))),
        ("state", [*map(around, wrong), *alone], lambda nn, bad: made(nn)(X, bad)),
        ("grad", [*map(around, wrong), *alone[:2]], lambda nn, bad: backward(nn, bad)),
        ("gradient", nothing, lambda nn, bad: backward(nn, bad)),
    ]


PARITY = {
    "RNNCell": Cell(torch.nn.RNNCell, settings=({}, {"bias": False}, {"nonlinearity": "relu"})),
    "LSTMCell": Cell(torch.nn.LSTMCell, states=2),
    "GRUCell": Cell(torch.nn.GRUCell),
}
FUZZ = {
    "RNNCell": [
        ("nonlinearity", (*WORDS, 3, "sigmoid", True), lambda nn, bad: nn.RNNCell(3, 4, nonlinearity=bad)),
        *cell("RNNCell", 1),
    ],
    "LSTMCell": cell("LSTMCell", 2),
    "GRUCell": cell("GRUCell", 1),
}
