"""Recurrent layers: sequences of several lengths, with and without a state, back from outputs, states or both."""

import numpy as np
import torch
from rows.char_rnn import Characters
from rows.parity import copied
from rows.recurrent import parts, whole

import nnlearn.numpy as nn
from differential.draw import same, tensor


def recurrent(name, draw):
    i, h, layers, states = draw.size(), draw.size(), draw.size(1, 3), 2 if name == "LSTM" else 1
    settings = {"num_layers": layers, **draw.some(bias=False, batch_first=True)}
    settings |= draw.some(nonlinearity="relu") if name == "RNN" else {}
    theirs = getattr(torch.nn, name)(i, h, **settings).double()
    ours = copied(getattr(nn, name)(i, h, **settings), theirs)
    ours = ours.float() if draw.dtype == "float32" else ours
    for _ in range(3):
        steps, batch = draw.sizes(2)
        outside = (batch, steps) if "batch_first" in settings else (steps, batch)
        x, grad = draw.numbers(*outside, i), draw.numbers(*outside, h)
        start, end = ([draw.numbers(layers, batch, h) for _ in range(states)] for _ in range(2))
        start = draw.pick(None, start)
        grad, end = draw.pick((grad, None), (None, end), (grad, end))
        run(ours, theirs, x, start, grad, end, f"{name}({i}, {h}, {settings}), {outside}", draw.dtype)


def run(ours, theirs, x, start, grad, end, what, dtype):
    """Compare outputs, states and all gradients of one pass; the gradients of the parameters add up."""
    given = tensor(x, grad=True)
    state = None if start is None else [tensor(each, grad=True) for each in start]
    output, last = theirs(given, None if state is None else whole(state))
    ends = [(output, grad), *zip(parts(last), end or (None, None), strict=False)]
    used = [(each, tensor(g)) for each, g in ends if g is not None]
    torch.autograd.backward(*zip(*used, strict=True))
    found, found_last = ours(x, None if start is None else whole(start))
    x_grad, start_grad = ours.backward(grad, None if end is None else whole(end))
    same(found, output, f"{what}: output", dtype)
    same(x_grad, given.grad, f"{what}: gradient of x", dtype)
    for mine, other in zip(parts(found_last), parts(last), strict=True):
        same(mine, other, f"{what}: last state", dtype)
    for mine, other in zip(parts(start_grad), state or (), strict=False):
        same(mine, other.grad, f"{what}: gradient of the state", dtype)
    for (name, p), q in zip(ours.named_parameters(), theirs.parameters(), strict=True):
        same(p.grad, q.grad, f"{what}: gradient of {name}", dtype)


def characters(name, draw):
    cell, layers = draw.pick("RNN", "LSTM", "GRU"), draw.size(1, 2)
    theirs = Characters(cell, layers).double()
    ours = copied(nn.CharRNN("abcd", 5, cell=cell, embedding_size=3, num_layers=layers), theirs)
    x = draw.labels(4, *draw.sizes(2))
    expected = theirs(torch.tensor(np.array(x)))
    upstream = draw.rng.normal(size=tuple(expected.shape))
    expected.backward(torch.tensor(upstream))
    same(ours(x), expected, f"{name}, {cell}: scores")
    ours.backward(upstream)
    for (key, p), q in zip(ours.named_parameters(), theirs.parameters(), strict=True):
        same(p.grad, q.grad, f"{name}, {cell}: gradient of {key}")


CHECKS = {"RNN": recurrent, "LSTM": recurrent, "GRU": recurrent, "CharRNN": characters}
