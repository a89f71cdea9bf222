"""The rows of positions: PyTorch has none, so its tutorial's lines stand in for the waves."""

import math

import numpy as np
import torch

from rows.fuzz import NOT_COUNTS, WORDS, good, setting
from rows.parity import Program, array, copied, same_passes


class Waves(torch.nn.Module):
    """The positional encoding of PyTorch's tutorial, without its dropout."""

    def __init__(self, d_model, max_len):
        super().__init__()
        place, pe = torch.arange(max_len).unsqueeze(1), torch.zeros(max_len, d_model + d_model % 2)
        rate = torch.exp(torch.arange(0, d_model, 2) * (-math.log(10000.0) / d_model))
        pe[:, 0::2], pe[:, 1::2] = torch.sin(place * rate), torch.cos(place * rate)
        self.pe = pe[:, :d_model].double()

    def forward(self, x):
        return x + self.pe[: x.shape[-2]]


class Learned(torch.nn.Module):
    def __init__(self, d_model, max_len):
        super().__init__()
        self.weight = torch.nn.Parameter(torch.randn(max_len, d_model))

    def forward(self, x):
        return x + self.weight[torch.arange(x.shape[-2])]


def positions(name, reference, tolerance):
    def check(nn, device):
        for d in (1, 4, 5):
            theirs = reference(d, 9).double()
            ours = copied(getattr(nn, name)(d, 9), theirs, device)
            for shape in ((9, d), (3, 6, d), (2, 3, 1, d)):
                x, upstream = np.random.default_rng(1).normal(size=(2, *shape))
                same_passes(ours, theirs, x, upstream, f"{name}({d}), {shape}", device, atol=tolerance)
            small = array(nn, np.ones((3, d)), "float32", device)
            assert str(ours.float()(small).dtype).removeprefix("torch.") == "float32"

    return check


PARITY = {
    "PositionalEncoding": Program(positions("PositionalEncoding", Waves, 2e-6)),  # PyTorch's waves are in float32
    "LearnedPositionalEncoding": Program(positions("LearnedPositionalEncoding", Learned, 1e-12)),
}


def rows(name):
    return [
        setting(name, "d_model", NOT_COUNTS),
        setting(name, "max_len", NOT_COUNTS, 4),
        ("x", (*WORDS, 3, [[1.0]]), lambda nn, bad: getattr(nn, name)(4)(bad)),
        ("x", [(4,), (3, 5), (10, 4), (2, 10, 4)], lambda nn, bad: getattr(nn, name)(4, 9)(good(nn, *bad))),
        ("x", ["int64"], lambda nn, bad: getattr(nn, name)(4)(array(nn, np.ones((3, 4)), bad))),
    ]


FUZZ = {name: rows(name) for name in PARITY}
