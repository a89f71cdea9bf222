"""The rows of the embedding of bags."""

from dataclasses import dataclass
from typing import Any

import numpy as np
import torch

from rows.fuzz import NAN, NOT_COUNTS, WORDS, good, setting
from rows.parity import array, close, copied, is_torch

# Bags of one length, of other lengths, empty ones at both ends and in between, and numbers that belong to none.
BAGS = [
    ([[0, 1, 1, 6], [2, 2, 2, 2], [3, 2, 5, 2]], None),
    ([0, 1, 1, 6, 2, 3, 2, 4], [0, 3, 4]),
    ([0, 2, 1, 6, 2, 3, 2, 4], [0, 0, 3, 3, 8, 8]),
    ([2], [0]),
]


@dataclass(frozen=True)
class Bags:
    """Both forms, modes and paddings, forward and back; then a classifier that trains alongside PyTorch's."""

    reference: Any

    def check(self, nn, name, device="cpu"):
        rng = np.random.default_rng(22)
        for options in ({}, {"mode": "sum"}, {"padding_idx": 2}, {"mode": "sum", "padding_idx": -1}):
            theirs = self.reference(7, 3, **options).double()
            ours = copied(nn.EmbeddingBag(7, 3, **options), theirs, device)
            assert repr(ours) == repr(theirs)
            for x, offsets in BAGS:
                given = [np.array(each) for each in (x, offsets) if each is not None]
                theirs.zero_grad()
                ours.zero_grad()
                expected = theirs(*map(torch.tensor, given))
                upstream = rng.normal(size=expected.shape)
                expected.backward(torch.tensor(upstream))
                found = ours(*(array(nn, each, device=device) for each in given))
                if is_torch(nn):
                    found.backward(torch.tensor(upstream, device=device))
                else:
                    assert (ours.backward(upstream) == np.zeros(np.shape(x))).all()
                close(found, expected, f"{options}, {x}, {offsets}")
                close(ours.weight.grad, theirs.weight.grad, f"gradient, {options}, {x}, {offsets}")
            fresh = nn.EmbeddingBag(7, 3, **options)
            assert bool((fresh.weight.data[2] == 0).all()) == (options == {"padding_idx": 2})
        self.train(nn, rng, device)

    def train(self, nn, rng, device):
        """Put whole numbers as they are through `backprop`, `predict` and `fit`."""
        build = lambda nn: nn.Sequential(nn.EmbeddingBag(40, 6, padding_idx=0), nn.Linear(6, 2))  # noqa: E731
        theirs = build(torch.nn).double()
        ours = copied(build(nn), theirs, device)
        x = rng.integers(0, 40, (16, 5))
        y = (x > 30).any(axis=1).astype(np.int64)
        optimizer, mine = torch.optim.SGD(theirs.parameters(), lr=0.5), nn.SGD(ours.parameters(), lr=0.5)
        for step in range(3):
            optimizer.zero_grad()
            mine.zero_grad()
            loss = torch.nn.functional.cross_entropy(theirs(torch.tensor(x)), torch.tensor(y))
            loss.backward()
            close(nn.backprop(ours, nn.CrossEntropyLoss(), x, y), loss, f"loss of step {step}")
            optimizer.step()
            mine.step()
        close(nn.predict(ours, x), theirs(torch.tensor(x)), "predict")
        small = build(nn).to(device)
        kwargs = {"epochs": 60, "batch_size": 8, "validation": (x, y)}
        history = nn.fit(small, nn.CrossEntropyLoss(), nn.Adam(small.parameters(), lr=0.05), x, y, **kwargs)
        assert history.validation[-1] < 0.1


PARITY = {"EmbeddingBag": Bags(torch.nn.EmbeddingBag)}

ROW = np.arange(5)
OUTSIDE = ([[7]], [[-1]], [[0, 1], [2, 100]], [[2**40]])
NOT_BAGS = (3, [1], [[[1]]])
NOT_OFFSETS = ([1, 2], [0, 6], [0, 3, 2], [-1], [[0]], [], 0)


def wrong_shapes(nn):
    return [array(nn, each, "int64") for each in NOT_BAGS]


FUZZ = {
    "EmbeddingBag": [
        setting("EmbeddingBag", "num_embeddings", NOT_COUNTS, embedding_dim=3),
        setting("EmbeddingBag", "embedding_dim", NOT_COUNTS, 7),
        setting("EmbeddingBag", "padding_idx", ("text", {"a": 1}, object(), 2.5, NAN, 7, -8, [3], True), 7, 3),
        setting("EmbeddingBag", "mode", (*WORDS, "max", "Mean", 1, True), 7, 3),
        ("x", lambda nn: [*WORDS, 3, [1], good(nn, 3, 2)], lambda nn, bad: nn.EmbeddingBag(7, 3)(bad)),
        ("x", OUTSIDE, lambda nn, bad: nn.EmbeddingBag(7, 3)(array(nn, bad, "int64"))),
        ("x", wrong_shapes, lambda nn, bad: nn.EmbeddingBag(7, 3)(bad)),
        ("x", [ROW[None], ROW[3]], lambda nn, bad: nn.EmbeddingBag(7, 3)(bad, ROW[:2])),
        ("offsets", [*(each for each in WORDS if each is not None), 0, [0]],
         lambda nn, bad: nn.EmbeddingBag(7, 3)(ROW, bad)),
        ("offsets", NOT_OFFSETS, lambda nn, bad: nn.EmbeddingBag(7, 3)(ROW, array(nn, bad, "int64"))),
        ("offsets", [np.zeros(1), np.zeros(1, bool)], lambda nn, bad: nn.EmbeddingBag(7, 3)(ROW, bad)),
    ]
}  # fmt: skip
