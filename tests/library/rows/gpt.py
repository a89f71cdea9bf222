"""The rows of the GPT: PyTorch's own parts, put together here, stand beside it."""

import numpy as np
import torch

from rows.fuzz import INF, NAN, NEGATIVE, NOT_COUNTS, NOT_FLAGS, NOT_GENERATORS, NOT_NUMBERS, WORDS, good, setting
from rows.parity import Program, array, close, copied

T = torch.nn


class Theirs(T.Module):
    """A GPT written with PyTorch's own functions, from the state dict of ours."""

    def __init__(self, vocab_size, context_length, d_model, nhead, num_layers, positions=True, is_causal=True):
        super().__init__()
        self.token = T.Embedding(vocab_size, d_model)
        if positions:
            self.position = T.ParameterDict({"weight": T.Parameter(torch.zeros(context_length, d_model))})
        settings = {"activation": T.GELU("tanh"), "batch_first": True, "norm_first": True}
        self.blocks = T.ModuleList(
            [T.TransformerEncoderLayer(d_model, nhead, 4 * d_model, 0.0, **settings) for _ in range(num_layers)]
        )
        self.norm, self.head = T.LayerNorm(d_model), T.Linear(d_model, vocab_size)
        self.positions, self.is_causal = positions, is_causal

    def forward(self, x):
        h = self.token(x)
        if self.positions:
            h = h + self.position["weight"][: x.shape[1]]
        future = torch.ones(x.shape[1], x.shape[1], dtype=torch.bool).triu(1) if self.is_causal else None
        for block in self.blocks:
            h = block(h, future)
        return self.head(self.norm(h)).transpose(1, 2)


def pair(nn, device="cpu", **given):
    sizes = {"vocab_size": 7, "context_length": 6, "d_model": 4, "nhead": 2, "num_layers": 2}
    theirs = Theirs(**sizes, **given).double()
    return copied(nn.GPT(**sizes, **given), theirs, device), theirs


def gpt(nn, device):
    for given in ({}, {"positions": False}, {"is_causal": False}):
        torch.manual_seed(1)
        ours, theirs = pair(nn, device, **given)
        assert list(ours.state_dict()) == list(theirs.state_dict())
        x, y = np.random.default_rng(1).integers(0, 7, (2, 3, 5))
        expected = T.functional.cross_entropy(theirs(torch.tensor(x)), torch.tensor(y))
        expected.backward()
        close(ours(array(nn, x, device=device)), theirs(torch.tensor(x)), f"{given}: scores")
        close(nn.backprop(ours, nn.CrossEntropyLoss(), x, y), expected, f"{given}: loss")
        for (name, p), q in zip(ours.named_parameters(), theirs.parameters(), strict=True):
            close(p.grad, q.grad, f"{given}: gradient of {name}")
        written(ours, theirs, x)
        weights = ours.attention_weights(array(nn, x, device=device))
        assert [tuple(each.shape) for each in weights] == [(3, 2, 5, 5)] * 2
        close(weights[0].sum(-1), np.ones((3, 2, 5)), "the weights of a row")


def written(ours, theirs, x):
    """Write on beyond the context, against PyTorch's softmax and a cumulative sum; then the best code each time."""
    codes, rng = x.copy(), np.random.default_rng(2)
    for _ in range(6):
        p = theirs(torch.tensor(codes[:, -6:])).detach()[:, :, -1].div(0.7).softmax(1).numpy()
        each = [int((u > np.cumsum(row)).sum()) for u, row in zip(rng.random(3), p, strict=True)]
        codes = np.column_stack([codes, each])
    assert (ours.generate(x, 6, temperature=0.7, generator=np.random.default_rng(2)) == codes).all()
    best = theirs(torch.tensor(x)).detach()[:, :, -1].argmax(1).numpy()
    assert (ours.generate(x, 1, temperature=0)[:, -1] == best).all()


PARITY = {"GPT": Program(gpt)}


def small(nn):
    return nn.GPT(7, 6, 4, 2, 1)


def not_codes(nn):
    shapes = ((), (3,), (0, 3), (2, 0), (2, 3, 1), (2, 7))
    return [good(nn, 2, 3), *(array(nn, np.zeros(shape), "int64") for shape in shapes)]


NOT_PLAIN = (*WORDS, 3, [[1]], np.array([[7]]), np.array([[-1]]), np.array([1]), np.ones((1, 1)), np.ones((0, 2), int))
FUZZ = {
    "GPT": [
        setting("GPT", "vocab_size", NOT_COUNTS, context_length=6),
        setting("GPT", "context_length", NOT_COUNTS, 7),
        setting("GPT", "d_model", (*NOT_COUNTS, 6), 7, 6),
        *(setting("GPT", name, NOT_COUNTS, 7, 6) for name in ("nhead", "num_layers")),
        setting("GPT", "dim_feedforward", [bad for bad in NOT_COUNTS if bad is not None], 7, 6),
        setting("GPT", "dropout", (*NOT_NUMBERS, *NEGATIVE, 1.1), 7, 6),
        *(setting("GPT", name, NOT_FLAGS, 7, 6) for name in ("positions", "is_causal")),
        ("x", (*WORDS, 3, [[1, 2]]), lambda nn, bad: small(nn)(bad)),
        ("x", not_codes, lambda nn, bad: small(nn)(bad)),
        ("x", (7, -1, 2**40), lambda nn, bad: small(nn)(array(nn, [[0, bad]], "int64"))),
        ("x", (7, -1), lambda nn, bad: small(nn).attention_weights(array(nn, [[0, bad]], "int64"))),
        ("x", NOT_PLAIN, lambda nn, bad: small(nn).generate(bad, 2)),
        ("max_new_tokens", NOT_COUNTS, lambda nn, bad: small(nn).generate(np.ones((1, 2), int), bad)),
        (
            "temperature",
            (*WORDS, -1.0, NAN, INF, True),
            lambda nn, bad: small(nn).generate(np.ones((1, 2), int), 2, temperature=bad),
        ),
        ("generator", NOT_GENERATORS, lambda nn, bad: small(nn).generate(np.ones((1, 2), int), 2, generator=bad)),
    ]
}
