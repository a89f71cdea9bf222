"""What is put into RNN, LSTM and GRU that must be refused; a row is as in fuzz_rows."""

import numpy as np
import torch
from fuzz_rows import NEGATIVE, NOT_COUNTS, NOT_FLAGS, NOT_NUMBERS, WORDS, good

X = np.ones((5, 2, 3), np.float32)
LENGTHS = np.array([5, 2])
PACKED = torch.nn.utils.rnn.pack_padded_sequence(torch.ones(5, 2, 3), torch.tensor([5, 2]))
MASKED = np.ma.masked_array(X, X > 2)
NOT_SEQUENCES = [*WORDS, 3, X.tolist(), [X[:, 0], X[:3, 1]], PACKED, MASKED, torch.ones(5, 2, 3)]
SHAPES = [(), (3,), (5, 3), (5, 2, 4), (0, 2, 3), (5, 2, 3, 1)]


def recurrent(name, states):
    def made(nn, **setting):
        return getattr(nn, name)(3, 4, **setting)

    def backward(nn, grad, *more):
        layer = made(nn)
        layer(X)
        layer.backward(grad, *more)

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
        ("dropout", (*NOT_NUMBERS, *NEGATIVE, 1.1), lambda nn, bad: made(nn, num_layers=2, dropout=bad)),
        ("dropout", [0.1], lambda nn, bad: made(nn, dropout=bad)),
        ("x", NOT_SEQUENCES, lambda nn, bad: made(nn)(bad)),
        ("x", SHAPES, lambda nn, shape: made(nn)(good(nn, *shape))),
        ("state", ["text", *map(around, wrong), *alone], lambda nn, bad: made(nn)(X, bad)),
        ("grad_state", ["text", *map(around, wrong)], lambda nn, bad: backward(nn, None, bad)),
        ("grad", ["text", 3, [1.0], np.ones((5, 2, 3)), np.ones((2, 4))], lambda nn, bad: backward(nn, bad)),
        ("grad_output", [None], lambda nn, bad: backward(nn, bad)),
    ]


RECURRENT = {
    "RNN": [
        ("nonlinearity", (*WORDS, 3, "sigmoid", True), lambda nn, bad: nn.RNN(3, 4, nonlinearity=bad)),
        *recurrent("RNN", 1),
    ],
    "LSTM": recurrent("LSTM", 2),
    "GRU": recurrent("GRU", 1),
}
