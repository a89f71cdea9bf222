"""The rows of the embedding."""

from dataclasses import dataclass
from typing import Any

import numpy as np
import torch

from rows.fuzz import NAN, NOT_COUNTS, WORDS, good, setting
from rows.parity import array, close, copied


@dataclass(frozen=True)
class Table:
    """Whole numbers of any shape, with repetitions; then a language model that trains alongside PyTorch's."""

    reference: Any

    def check(self, nn, name, device="cpu"):
        rng = np.random.default_rng(21)
        for options in ({}, {"padding_idx": 2}, {"padding_idx": -1}):
            theirs = self.reference(7, 3, **options).double()
            ours = copied(nn.Embedding(7, 3, **options), theirs, device)
            assert repr(ours) == repr(theirs)
            for shape in ((20,), (4, 5), (2, 3, 4), ()):
                x = rng.integers(0, 7, shape)
                upstream = rng.normal(size=(*shape, 3))
                theirs.zero_grad()
                ours.zero_grad()
                expected = theirs(torch.tensor(x))
                expected.backward(torch.tensor(upstream))
                found = ours(array(nn, x, device=device))
                if isinstance(ours, torch.nn.Module):
                    found.backward(torch.tensor(upstream, device=device))
                else:
                    assert (ours.backward(upstream) == np.zeros(shape)).all()
                close(found, expected, f"{options}, {shape}")
                close(ours.weight.grad, theirs.weight.grad, f"gradient, {options}, {shape}")
            fresh = nn.Embedding(7, 3, **options)
            assert bool((fresh.weight.data[2] == 0).all()) == (options == {"padding_idx": 2})
        drawn = nn.to_numpy(nn.Embedding(300, 100).weight)
        assert abs(drawn.mean()) < 0.03
        assert abs(drawn.std() - 1) < 0.03
        self.train(nn, rng, device)

    def train(self, nn, rng, device):
        """Put whole numbers as they are through `backprop`, `predict` and `fit`, in both precisions."""
        build = lambda nn: nn.Sequential(nn.Embedding(40, 3), nn.Flatten(), nn.Linear(12, 5))  # noqa: E731
        theirs = build(torch.nn).double()
        ours = copied(build(nn), theirs, device)
        x, y = rng.integers(0, 40, (16, 4)), rng.integers(0, 5, 16)
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
        kwargs = {"epochs": 40, "batch_size": 8, "validation": (x, y)}
        history = nn.fit(
            small, nn.CrossEntropyLoss(), nn.Adam(small.parameters(), lr=0.05), x.astype(np.int32), y, **kwargs
        )
        assert history.validation[-1] < 0.1


PARITY = {"Embedding": Table(torch.nn.Embedding)}

OUTSIDE = ([7], [-1], [[0, 1], [2, 100]], [2**40], [-(2**40)])
FUZZ = {
    "Embedding": [
        setting("Embedding", "num_embeddings", NOT_COUNTS, embedding_dim=3),
        setting("Embedding", "embedding_dim", NOT_COUNTS, 7),
        setting("Embedding", "padding_idx", ("text", {"a": 1}, object(), 2.5, NAN, 7, -8, [3], True), 7, 3),
        ("x", lambda nn: [*WORDS, 3, [1], good(nn, 3), good(nn)], lambda nn, bad: nn.Embedding(7, 3)(bad)),
        ("x", OUTSIDE, lambda nn, bad: nn.Embedding(7, 3)(array(nn, bad, "int64"))),
        ("x", [np.array([True])], lambda nn, bad: nn.Embedding(7, 3)(bad)),
    ]
}
