"""What the rows of RNN, LSTM and GRU share: states and their gradients, compared with PyTorch's own."""

import warnings
from dataclasses import dataclass
from itertools import product
from typing import Any

import numpy as np
import torch

import nnlearn.numpy
import nnlearn.torch
from rows.fuzz import NEGATIVE, NOT_COUNTS, NOT_FLAGS, NOT_NUMBERS, WORDS, good
from rows.parity import close, copied, dtypes

F, H = 3, 4
SHAPES = ((5, 6), (1, 2), (6, 1), (1, 1))  # steps and sequences
UNSORTED = (2, 6, 1, 6, 3)  # lengths of sequences


def grid(**more):
    """Return settings: one layer and two, time or batch first, with and without biases, one direction and two."""
    choices = {"num_layers": (1, 2), "batch_first": (False, True), "bias": (True, False), **more}
    choices["bidirectional"] = (False, True)
    return tuple(dict(zip(choices, values, strict=True)) for values in product(*choices.values()))


def parts(state):
    """Return a state as a tuple of its parts: (h,) or (h, c)."""
    return state if isinstance(state, tuple) else (state,)


def whole(state):
    """Return a state from its parts, as a layer takes it: h or (h, c)."""
    return tuple(state) if len(state) > 1 else state[0]


def named(name, values):
    return {f"{name} {kind}": each for kind, each in zip("hc", parts(values), strict=False)}


def pack(layer, x, lengths, rnn=nnlearn.numpy):
    return x if lengths is None else rnn.pack_padded_sequence(x, lengths, layer.batch_first, enforce_sorted=False)


def pad(layer, x, lengths, rnn=nnlearn.numpy):
    return x if lengths is None else rnn.pad_packed_sequence(x, layer.batch_first, total_length=max(lengths))[0]


def through(layer, x, state, grad_output, grad_state, device="cpu", lengths=None):
    """Run forward and backward; return everything that comes out, and each parameter's gradient, by name.

    With lengths, x and the gradient of the output are padded, and what comes out is padded again.
    """
    layer.zero_grad()
    if isinstance(layer, torch.nn.Module):
        tensor = lambda values: torch.tensor(values, device=device, requires_grad=True)  # noqa: E731
        x, state = tensor(x), None if state is None else [tensor(each) for each in state]
        output, end = layer(pack(layer, x, lengths, nnlearn.torch), None if state is None else whole(state))
        output = pad(layer, output, lengths, nnlearn.torch)
        outputs = [
            (output, grad_output),
            *zip(parts(end), (None, None) if grad_state is None else grad_state, strict=False),
        ]
        used = [(each, torch.tensor(grad, device=device)) for each, grad in outputs if grad is not None]
        torch.autograd.backward(*zip(*used, strict=True))
        grad_x, grad_start = x.grad, () if state is None else tuple(each.grad for each in state)
    else:
        output, end = layer(pack(layer, x, lengths), None if state is None else whole(state))
        upper = grad_output if grad_output is None else pack(layer, grad_output, lengths)
        grad_x, grad_start = layer.backward(upper, None if grad_state is None else whole(grad_state))
        output, grad_x = pad(layer, output, lengths), pad(layer, grad_x, lengths)
        grad_start = () if state is None else parts(grad_start)
    found = {"output": output, "input gradient": grad_x, **named("state", end), **named("state gradient", grad_start)}
    return found | {name: 0 * p.data if p.grad is None else p.grad for name, p in layer.named_parameters()}


@dataclass(frozen=True)
class Recurrent:
    """A recurrent layer with every setting and every combination of gradients, and twenty steps of training."""

    reference: Any
    states: int = 1
    settings: tuple = grid()

    def cases(self, setting):
        """Yield (what it is, x, state, gradient of the output, gradient of the state, lengths)."""
        generator = np.random.default_rng(1)
        directions, size = 1 + setting["bidirectional"], setting.get("proj_size") or H
        layers = setting["num_layers"] * directions

        def state(*batch):
            return [generator.normal(size=(layers, *batch, each)) for each in (size, H)[: self.states]]

        for steps, batch in SHAPES:
            shape = (batch, steps) if setting["batch_first"] else (steps, batch)
            x, grad = generator.normal(size=(*shape, F)), generator.normal(size=(*shape, size * directions))
            start, end = state(batch), state(batch)
            yield f"{shape}, no state", x, None, grad, None, None
            yield f"{shape}, all of it", x, start, grad, end, None
            yield f"{shape}, last state only", x, start, None, end, None
        if self.states == 2:
            yield f"{shape}, c only", x, start, None, (None, end[1]), None
            yield f"{shape}, h only", x, start, None, (end[0], None), None
        x, grad = generator.normal(size=(5, F)), generator.normal(size=(5, size * directions))
        yield "one sequence, no state", x, None, grad, None, None
        yield "one sequence, all of it", x, state(), grad, state(), None
        for lengths in (UNSORTED, (3, 3, 2), (4,)):
            shape = (len(lengths), max(lengths)) if setting["batch_first"] else (max(lengths), len(lengths))
            x, grad = generator.normal(size=(*shape, F)), generator.normal(size=(*shape, size * directions))
            start, end = state(len(lengths)), state(len(lengths))
            yield f"lengths {lengths}, no state", x, None, grad, None, lengths
            yield f"lengths {lengths}, all of it", x, start, grad, end, lengths

    def check(self, nn, name, device="cpu"):
        with warnings.catch_warnings():  # PyTorch warns once a process that it has no fast form of proj_size
            warnings.filterwarnings("ignore", "LSTM with projections is not supported with oneDNN")
            self.every_setting(nn, name, device)
        self.twenty_steps(nn, name, device)

    def every_setting(self, nn, name, device):
        for setting in self.settings:
            theirs = self.reference(F, H, **setting).double()
            ours = copied(getattr(nn, name)(F, H, **setting), theirs, device)
            assert repr(ours) == repr(theirs)
            for what, *arrays, lengths in self.cases(setting):
                expected = through(theirs, *arrays, lengths=lengths)
                found = through(ours, *arrays, device, lengths)
                assert expected.keys() == found.keys()
                for key in expected:
                    close(found[key], expected[key], f"{name}({setting}), {what}: {key}")
            _, *first, _ = next(self.cases(setting))
            single = [None if each is None else each.astype(np.float32) for each in first]
            assert set(dtypes(through(ours.float(), *single, device)).values()) == {"float32"}, f"{name}({setting})"

    def twenty_steps(self, nn, name, device):
        """Train two layers on their last step for twenty steps, and PyTorch's own alongside: one class for both."""
        x, y = np.random.default_rng(2).normal(size=(8, 5, F)), np.arange(8) % 2
        theirs = last_step(torch.nn, name).double()
        ours = copied(last_step(nn, name), theirs, device)
        mine, optimizer = nn.SGD(ours.parameters(), lr=0.3), torch.optim.SGD(theirs.parameters(), lr=0.3)
        for step in range(20):
            mine.zero_grad()
            optimizer.zero_grad()
            loss = torch.nn.functional.cross_entropy(theirs(torch.tensor(x)), torch.tensor(y))
            loss.backward()
            found = nn.backprop(ours, nn.CrossEntropyLoss(), x, y)
            close(found, loss, f"{name}: loss of step {step}", rtol=1e-9)
            mine.step()
            optimizer.step()
        for (what, p), q in zip(ours.named_parameters(), theirs.parameters(), strict=True):
            close(p.data, q.data, f"{name}: {what} after twenty steps", rtol=1e-9)


def last_step(nn, name, **setting):
    """Return a classifier of sequences, the same class for both sides: PyTorch never calls its `backward`."""

    class Classifier(nn.Module):
        def __init__(self):
            super().__init__()
            self.recurrent = getattr(nn, name)(F, H, **{"num_layers": 2, "batch_first": True, **setting})
            self.linear = nn.Linear(H, 2)

        def forward(self, x):
            output, _ = self.recurrent(x)
            self.shape = output.shape
            return self.linear(output[:, -1])

        def backward(self, grad):
            grad_output = np.zeros(self.shape, grad.dtype)
            grad_output[:, -1] = self.linear.backward(grad)
            return self.recurrent.backward(grad_output)[0]

    return Classifier()


X = np.ones((5, 2, 3), np.float32)
LENGTHS = np.array([5, 2])
PACKED = torch.nn.utils.rnn.pack_padded_sequence(torch.ones(5, 2, 3), torch.tensor([5, 2]))
MASKED = np.ma.masked_array(X, X > 2)
NOT_SEQUENCES = [*WORDS, 3, X.tolist(), [X[:, 0], X[:3, 1]], PACKED, MASKED, torch.ones(5, 2, 3), X.astype(int), (X, X)]
WRONG_SHAPES = [(), (3,), (5, 4), (0, 3), (5, 2, 4), (0, 2, 3), (5, 0, 3), (5, 2, 3, 1)]


def pack_of(data, lengths):
    sizes = (np.arange(max(lengths))[:, None] < lengths).sum(axis=1)
    return nnlearn.numpy.PackedSequence(data, sizes)


def recurrent(name, states):
    """Return the rows that all recurrent layers have; their state has one part or two."""

    def made(nn, **setting):
        return getattr(nn, name)(3, 4, **setting)

    def backward(nn, grad, *more):
        layer = made(nn)
        layer(X)
        layer.backward(grad, *more)

    def packed(nn, grad):
        layer = made(nn)
        layer(pack_of(X[:, 0], (3, 2)))
        layer.backward(grad)

    def around(part):
        """Put one part of a state where a state goes."""
        return part if states == 1 else (np.zeros((1, 2, 4)), part)

    wrong = [3, [[[0.0]]], LENGTHS, LENGTHS > 2, torch.zeros(1, 2, 4), np.zeros((1, 2, 4), int)]
    wrong += [np.zeros(shape) for shape in ((2, 4), (1, 3, 4), (2, 2, 4), (1, 2, 5), (1, 2, 4, 1))]
    alone = [] if states == 1 else [np.zeros((1, 2, 4)), (np.zeros((1, 2, 4)),), (np.zeros((1, 2, 4)), None)]
    return [
        ("input_size", NOT_COUNTS, lambda nn, bad: getattr(nn, name)(bad, 4)),
        ("hidden_size", NOT_COUNTS, lambda nn, bad: getattr(nn, name)(3, bad)),
        ("num_layers", NOT_COUNTS, lambda nn, bad: made(nn, num_layers=bad)),
        ("bias", NOT_FLAGS, lambda nn, bad: made(nn, bias=bad)),
        ("batch_first", NOT_FLAGS, lambda nn, bad: made(nn, batch_first=bad)),
        ("bidirectional", NOT_FLAGS, lambda nn, bad: made(nn, bidirectional=bad)),
        ("dropout", (*NOT_NUMBERS, *NEGATIVE, 1.1), lambda nn, bad: made(nn, num_layers=2, dropout=bad)),
        ("dropout", [0.1], lambda nn, bad: made(nn, dropout=bad)),
        ("x", NOT_SEQUENCES, lambda nn, bad: made(nn)(bad)),
        ("x", WRONG_SHAPES, lambda nn, shape: made(nn)(good(nn, *shape))),
        ("state", ["text", *map(around, wrong), *alone], lambda nn, bad: made(nn)(X, bad)),
        ("grad_state", ["text", *map(around, wrong)], lambda nn, bad: backward(nn, None, bad)),
        ("state", [whole([np.zeros((1, 1, 4))] * states)], lambda nn, bad: made(nn)(X[:, 0], bad)),
        ("grad", [np.ones((5, 2, 4)), PACKED, pack_of(np.ones((6, 4)), (4, 2))], lambda nn, bad: packed(nn, bad)),
        ("grad", ["text", 3, [1.0], np.ones((5, 2, 3)), np.ones((2, 4))], lambda nn, bad: backward(nn, bad)),
        ("grad_output", [None], lambda nn, bad: backward(nn, bad)),
    ]
