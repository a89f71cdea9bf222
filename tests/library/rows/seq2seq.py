"""The rows of the sequence-to-sequence model: PyTorch's own parts, put together here, stand beside it."""

import numpy as np
import torch

from rows.fuzz import NOT_COUNTS, NOT_FLAGS, NOT_GENERATORS, WORDS, good, setting
from rows.gpt import NOT_PLAIN
from rows.parity import Program, array, close, copied

T = torch.nn
SOURCE = 4


class Theirs(T.Module):
    """The model with PyTorch's layers and its own attention."""

    def __init__(self, attention, padding_idx):
        super().__init__()
        self.source, self.target = T.Embedding(6, 3), T.Embedding(6, 3)
        self.encoder, self.decoder = T.GRU(3, 5, batch_first=True), T.GRU(3, 5, batch_first=True)
        if attention:
            self.query, self.mix = T.Linear(5, 5, bias=False), T.Linear(10, 5)
        self.head, self.attention, self.padding_idx = T.Linear(5, 6), attention, padding_idx

    def forward(self, x, mask=None):
        h, last = self.encoder(self.source(x[:, :SOURCE]))
        d, _ = self.decoder(self.target(x[:, SOURCE:]), last)
        if self.attention:
            if mask is None and self.padding_idx is not None:
                mask = (x[:, :SOURCE] != self.padding_idx)[:, None]
            c = T.functional.scaled_dot_product_attention(self.query(d), h, h, mask)
            d = self.mix(torch.cat([c, d], dim=2)).tanh()
        return self.head(d).transpose(1, 2)


def model(nn, **given):
    return nn.Seq2Seq(6, SOURCE, 5, 3, **given)


def seq2seq(nn, device):
    for given in ({}, {"attention": False}, {"padding_idx": 0}):
        torch.manual_seed(1)
        theirs = Theirs(**{"attention": True, "padding_idx": None, **given}).double()
        ours = copied(model(nn, **given), theirs, device)
        assert list(ours.state_dict()) == list(theirs.state_dict())
        x, y = np.random.default_rng(1).integers(0, 6, (2, 3, 7))
        x[0, :SOURCE], y = 0, y[:, SOURCE:]  # a source that is nothing but blanks
        expected = T.functional.cross_entropy(theirs(torch.tensor(x)), torch.tensor(y))
        expected.backward()
        close(ours(array(nn, x, device=device)), theirs(torch.tensor(x)), f"{given}: scores")
        close(nn.backprop(ours, nn.CrossEntropyLoss(), x, y), expected, f"{given}: loss")
        for (name, p), q in zip(ours.named_parameters(), theirs.parameters(), strict=True):
            close(p.grad, q.grad, f"{given}: gradient of {name}")
        best = theirs(torch.tensor(x)).detach()[:, :, -1].argmax(1).numpy()
        assert (ours.generate(x, 2, temperature=0)[:, -2] == best).all()
        if ours.query is not None:
            masked(nn, ours, theirs, x, device)


def masked(nn, ours, theirs, x, device):
    """Another mask, and the weights under it."""
    mask = np.random.default_rng(3).random((3, 3, SOURCE)) < 0.7
    found = ours(array(nn, x, device=device), attn_mask=array(nn, mask, device=device))
    close(found, theirs(torch.tensor(x), torch.tensor(mask)), "another mask")
    weights = ours.attention_weights(array(nn, x, device=device), attn_mask=array(nn, mask, device=device))
    assert tuple(weights.shape) == mask.shape
    assert not nn.to_numpy(weights)[~mask].any()
    close(weights.sum(-1), mask.any(-1), "the weights of a row")


PARITY = {"Seq2Seq": Program(seq2seq)}


def not_codes(nn):
    shapes = ((), (7,), (0, 7), (2, 4), (2, 7, 1))
    return [*WORDS, 3, [[1] * 7], good(nn, 2, 7), *(array(nn, np.zeros(shape), "int64") for shape in shapes)]


def masks(nn):
    wrong = array(nn, np.ones((3, 5)), "float32"), array(nn, np.ones((2, 3, 4)), "int64")
    return ["text", 3, [True], *wrong]


CODES = np.ones((2, 7), np.int64)
FUZZ = {
    "Seq2Seq": [
        setting("Seq2Seq", "vocab_size", NOT_COUNTS, source_length=4),
        setting("Seq2Seq", "source_length", NOT_COUNTS, 6),
        *(setting("Seq2Seq", name, NOT_COUNTS, 6, 4) for name in ("hidden_size", "embedding_dim")),
        setting("Seq2Seq", "attention", NOT_FLAGS, 6, 4),
        setting("Seq2Seq", "padding_idx", ("text", {"a": 1}, object(), 2.5, -1, 6, [3], True), 6, 4),
        ("x", not_codes, lambda nn, bad: model(nn)(bad)),
        ("x", (6, -1), lambda nn, bad: model(nn)(array(nn, [[0, 0, 0, 0, bad]], "int64"))),
        ("attn_mask", masks, lambda nn, bad: model(nn)(array(nn, CODES), attn_mask=bad)),
        (
            "attn_mask",
            [np.ones((2, 3, 4), bool)],
            lambda nn, bad: model(nn, attention=False)(array(nn, CODES), attn_mask=array(nn, bad)),
        ),
        ("attention", [CODES], lambda nn, bad: model(nn, attention=False).attention_weights(array(nn, bad))),
        ("x", (*NOT_PLAIN, np.ones((2, 4), int)), lambda nn, bad: model(nn).generate(bad, 2)),
        ("max_new_tokens", NOT_COUNTS, lambda nn, bad: model(nn).generate(CODES, bad)),
        ("temperature", (*WORDS, -1.0, True), lambda nn, bad: model(nn).generate(CODES, 2, temperature=bad)),
        ("generator", NOT_GENERATORS, lambda nn, bad: model(nn).generate(CODES, 2, generator=bad)),
    ]
}
