"""Recurrent layers: batches, single and packed sequences, with a state or not, back from outputs, states or both."""

import numpy as np
import torch
from rows.char_rnn import Characters
from rows.packed_sequence import same as same_packed
from rows.parity import copied
from rows.recurrent import parts, whole

import nnlearn.numpy as nn
from differential.cells import gates
from differential.draw import same, tensor

R = torch.nn.utils.rnn


def recurrent(name, draw):
    i, h, layers = draw.size(), draw.size(2), draw.size(1, 3)
    settings = {"num_layers": layers, **draw.some(bias=False, batch_first=True, bidirectional=True)}
    settings |= {"RNN": draw.some(nonlinearity="relu"), "LSTM": draw.some(proj_size=h - 1)}.get(name, {})
    theirs = getattr(torch.nn, name)(i, h, **settings).double()
    ours = copied(getattr(nn, name)(i, h, **settings), theirs)
    ours = ours.float() if draw.dtype == "float32" else ours
    directions, out = 1 + settings.get("bidirectional", False), settings.get("proj_size", h)
    sizes = (out, h) if name == "LSTM" else (out,)
    for _ in range(3):
        steps, batch = draw.sizes(2)
        outside = draw.pick((steps,), (batch, steps) if "batch_first" in settings else (steps, batch))
        lengths = draw.rng.integers(1, steps + 1, batch) if len(outside) == 2 and draw.rng.random() < 0.4 else None
        x, grad = draw.numbers(*outside, i), draw.numbers(*outside, out * directions)
        inside = (batch,) if len(outside) == 2 else ()
        start, end = ([draw.numbers(layers * directions, *inside, each) for each in sizes] for _ in range(2))
        start = draw.pick(None, start)
        grad, end = draw.pick((grad, None), (None, end), (grad, end))
        what = f"{name}({i}, {h}, {settings}), {outside}, lengths {lengths}"
        run(ours, theirs, Sequences(x, lengths, ours.batch_first), start, grad, end, what, draw.dtype)
    if name != "RNN":
        gates(name, draw)


class Sequences:
    """Padded sequences of these lengths, which a layer gets packed; without lengths, an array as it is."""

    def __init__(self, x, lengths, batch_first):
        self.x, self.lengths, self.order = x, lengths, {"batch_first": batch_first}

    def pack(self, side, values):
        if self.lengths is None or values is None:
            return values
        return side.pack_padded_sequence(values, self.lengths.tolist(), enforce_sorted=False, **self.order)

    def pad(self, side, packed):
        if self.lengths is None:
            return packed
        steps = self.x.shape[self.order["batch_first"]]
        return side.pad_packed_sequence(packed, total_length=steps, **self.order)[0]


def run(ours, theirs, sequences, start, grad, end, what, dtype):
    """Compare outputs, states and all gradients of one pass; the gradients of the parameters add up."""
    given = tensor(sequences.x, grad=True)
    state = None if start is None else [tensor(each, grad=True) for each in start]
    output, last = theirs(sequences.pack(R, given), None if state is None else whole(state))
    output = sequences.pad(R, output)
    ends = [(output, grad), *zip(parts(last), end or (None, None), strict=False)]
    used = [(each, tensor(g)) for each, g in ends if g is not None]
    torch.autograd.backward(*zip(*used, strict=True))
    found, found_last = ours(sequences.pack(nn, sequences.x), None if start is None else whole(start))
    x_grad, start_grad = ours.backward(sequences.pack(nn, grad), None if end is None else whole(end))
    same(sequences.pad(nn, found), output, f"{what}: output", dtype)
    same(sequences.pad(nn, x_grad), given.grad, f"{what}: gradient of x", dtype)
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


def packed(name, draw):
    """Sequences of unequal length are padded, packed, and padded again."""
    lengths, features = draw.sizes(draw.size(1, 5)), draw.sizes(draw.size(0, 2))
    arrays, first = [draw.numbers(length, *features) for length in lengths], {"batch_first": draw.pick(True, False)}
    value, side = draw.size(-3, 3) / 4, draw.pick("left", "right")
    found = nn.pad_sequence(arrays, padding_value=value, padding_side=side, **first)
    expected = R.pad_sequence([tensor(each) for each in arrays], padding_value=value, padding_side=side, **first)
    same(found, expected, f"{name}: pad_sequence of {lengths}", draw.dtype)
    found = nn.pack_padded_sequence(found, lengths, enforce_sorted=False, **first)
    expected = R.pack_padded_sequence(expected, lengths, enforce_sorted=False, **first)
    same_packed(found, expected, f"{name}: {lengths}")
    found, theirs = nn.PackedSequence(*found), R.PackedSequence(*expected)
    total = draw.pick(None, max(lengths) + draw.size(0, 2))
    found, back = nn.pad_packed_sequence(found, padding_value=value, total_length=total, **first)
    expected, _ = R.pad_packed_sequence(theirs, padding_value=value, total_length=total, **first)
    same(found, expected, f"{name}: pad_packed_sequence of {lengths}", draw.dtype)
    assert back.tolist() == list(lengths), f"{name}: {back} and not {lengths}"


CHECKS = {
    **dict.fromkeys(("RNN", "LSTM", "GRU"), recurrent),
    "CharRNN": characters,
    **dict.fromkeys(("PackedSequence", "pack_padded_sequence", "pad_packed_sequence", "pad_sequence"), packed),
}
