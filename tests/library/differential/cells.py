"""Recurrent cells in loops over time, whose steps may also be measured in between; and the gates of whole layers."""

import numpy as np
import torch
from rows.cells import loop
from rows.parity import copied
from rows.recurrent import parts, whole

import nnlearn.numpy as nn
import nnlearn.torch
from differential.draw import same, tensor


def cells(name, draw):
    """Read two sequences, one after the other, and go back through each."""
    i, h = draw.size(), draw.size()
    settings = {**draw.some(bias=False), **(draw.some(nonlinearity="relu") if name == "RNNCell" else {})}
    theirs = getattr(torch.nn, name)(i, h, **settings).double()
    ours = copied(getattr(nn, name)(i, h, **settings), theirs)
    ours = ours.float() if draw.dtype == "float32" else ours
    states = 2 if name == "LSTMCell" else 1
    for _ in range(2):
        steps, batch = draw.size(), draw.pick((), (draw.size(),))
        x, grads = draw.numbers(steps, *batch, i), draw.numbers(steps, *batch, h)
        start, end = ([draw.numbers(*batch, h) for _ in range(states)] for _ in range(2))
        start = draw.pick(None, start)
        what = f"{name}({i}, {h}, {settings}), {steps} steps of {batch}, state {start is not None}"
        expected = loop(theirs, *plain(x, start, grads, end))
        found = loop(ours, x, start, grads, end)
        for key in expected:
            same(found[key], expected[key], f"{what}: {key}", draw.dtype)


def plain(*values):
    """Return arrays in float64 and C order, in lists too."""
    return [
        each if each is None else plain(*each) if isinstance(each, list) else np.array(each, np.float64, order="C")
        for each in values
    ]


def gates(name, draw):
    """Compare the gates of a layer with those that follow from the weights of PyTorch's."""
    i, h, steps, batch = draw.size(), draw.size(2), draw.size(), draw.size()
    settings = draw.some(bias=False, batch_first=True, **({"proj_size": h - 1} if name == "LSTM" else {}))
    theirs = getattr(nnlearn.torch, name)(i, h, **settings).double()
    ours = copied(getattr(nn, name)(i, h, **settings), theirs)
    ours = ours.float() if draw.dtype == "float32" else ours
    outside = draw.pick((steps,), (batch, steps) if "batch_first" in settings else (steps, batch))
    inside = (1, batch) if len(outside) == 2 else (1,)
    sizes = (settings.get("proj_size", h), h)[: 2 if name == "LSTM" else 1]
    x, state = draw.numbers(*outside, i), draw.pick(None, [draw.numbers(*inside, size) for size in sizes])
    given = None if state is None else whole([tensor(each) for each in state])
    expected = theirs.gates(tensor(x), given)
    found = ours.gates(x, None if state is None else whole(state))
    assert list(found) == list(expected), name
    for key in expected:
        same(found[key], expected[key], f"{name}({i}, {h}, {settings}) of {outside}: {key}", draw.dtype)
    output, last = ours(x, None if state is None else whole(state))
    same(found["h"], torch.tensor(output), f"{name}: h is the output", draw.dtype)
    ours.backward(np.ones_like(output), None)
    assert len(parts(last)) == len(sizes)


CHECKS = dict.fromkeys(("RNNCell", "LSTMCell", "GRUCell"), cells)
