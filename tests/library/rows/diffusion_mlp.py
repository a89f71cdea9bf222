"""The rows of the diffusion network: PyTorch's own layers, put together here."""

import numpy as np
import torch

from rows.fuzz import NOT_COUNTS, WORDS, good, not_batches, setting
from rows.parity import Program, array, close, copied, dtypes, passes, same_passes

SETTINGS = ({"classes": 0}, {"classes": 3, "blocks": 1}, {"classes": 1, "steps": 7})


class Theirs(torch.nn.Module):
    """The network as a textbook writes it; rows as ours takes them."""

    def __init__(self, features, hidden, blocks=2, classes=0, steps=100):
        super().__init__()
        layer, norm = torch.nn.Linear, torch.nn.LayerNorm
        self.features, self.classes, self.steps = features, classes, steps
        self.first = layer(features, hidden)
        self.embedding = torch.nn.Embedding(classes + 1, 32) if classes else None
        self.condition = torch.nn.Sequential(layer(44 if classes else 12, 64), torch.nn.GELU())
        self.blocks = torch.nn.ModuleList(
            torch.nn.ModuleDict(
                {"norm": norm(hidden), "inside": layer(hidden, hidden), "told": layer(64, hidden),
                 "outside": layer(hidden, hidden)}
            )
            for _ in range(blocks)
        )  # fmt: skip
        self.norm, self.last = norm(hidden), layer(hidden, features)

    def forward(self, rows):
        x, t = rows[:, : self.features], rows[:, self.features]
        waves = [wave(2**k * torch.pi / 2 * t / self.steps) for wave in (torch.sin, torch.cos) for k in range(6)]
        c = torch.stack(waves, 1)
        if self.classes:
            c = torch.cat([c, self.embedding.weight[rows[:, -1].long() + 1]], 1)
        c, h = self.condition(c), self.first(x)
        for b in self.blocks:
            h = h + b["outside"](torch.nn.functional.gelu(b["inside"](b["norm"](h)) + b["told"](c)))
        return self.last(self.norm(h))


def rows_of(features, classes, steps, n=7):
    rng = np.random.default_rng(1)
    parts = [rng.normal(size=(n, features)), rng.integers(1, steps + 1, (n, 1))]
    return np.hstack([*parts, rng.integers(-1, classes, (n, 1))] if classes else parts).astype(float)


def check(nn, device):
    for given in SETTINGS:
        torch.manual_seed(1)
        theirs = Theirs(3, 5, **given).double()
        ours = copied(nn.DiffusionMLP(3, 5, **given), theirs, device)
        assert list(ours.state_dict()) == list(theirs.state_dict())
        x, what = rows_of(3, given["classes"], theirs.steps), f"DiffusionMLP({given})"
        upstream = np.random.default_rng(2).normal(size=(7, 3))
        for mode in ("train", "eval"):
            getattr(ours, mode)()
            same_passes(ours, theirs, x, upstream, f"{what}, {mode}", device)
        theirs.zero_grad(), ours.zero_grad()
        loss = torch.nn.functional.mse_loss(theirs(torch.tensor(x)), torch.tensor(upstream))
        loss.backward()
        close(nn.backprop(ours, nn.MSELoss(), x, upstream), loss, f"{what}: loss")
        for (name, p), q in zip(ours.named_parameters(), theirs.parameters(), strict=True):
            close(p.grad, q.grad, f"{what}: gradient of {name} by backprop")
        doors(ours, theirs, x, what)
        small = passes(ours.float(), x.astype("float32"), upstream.astype("float32"), device)
        assert set(dtypes(small).values()) == {"float32"}, what


def doors(ours, theirs, x, what):
    """Guesses in arrays: a step for each row or one for all, with labels and without."""
    t, labels = x[:, 3].astype(int), x[:, 4].astype(int) if theirs.classes else None
    found = ours.noise(x[:, :3], t, labels)
    assert isinstance(found, np.ndarray)
    close(found, theirs(torch.tensor(x)), f"{what}: noise")
    x = x.copy()
    x[:, 3:] = [5, -1][: x.shape[1] - 3]
    close(ours.noise(x[:, :3], 5), theirs(torch.tensor(x)), f"{what}: noise without a class")


PARITY = {"DiffusionMLP": Program(check)}


def made(nn):
    return nn.DiffusionMLP(3, 4, classes=2)


def bad_rows(nn):
    wrong = [array(nn, np.array([[0, 0, 0, 5, label]]), "float32") for label in (2, -2, np.nan)]
    return [
        *WORDS,
        3,
        [[1.0] * 5],
        array(nn, np.ones((2, 5)), "int64"),
        *(good(nn, *s) for s in ((5,), (2, 4))),
        *wrong,
    ]


X = np.zeros((2, 3))
FUZZ = {
    "DiffusionMLP": [
        setting("DiffusionMLP", "features", NOT_COUNTS),
        setting("DiffusionMLP", "hidden", NOT_COUNTS, 3),
        setting("DiffusionMLP", "blocks", NOT_COUNTS, 3, 4),
        setting("DiffusionMLP", "classes", [bad for bad in NOT_COUNTS if bad != 0], 3, 4),
        setting("DiffusionMLP", "steps", NOT_COUNTS, 3, 4),
        ("x", bad_rows, lambda nn, bad: made(nn)(bad)),
        ("x", not_batches(np.asarray, (2, 3)), lambda nn, bad: made(nn).noise(bad, 5)),
        ("t", (*WORDS, 0, 101, 2.5, True, [1, 2], np.array([1]), np.array([0, 1]), np.ones(2)),
         lambda nn, bad: made(nn).noise(X, bad)),
        ("labels", ("text", 2.5, True, [0, 1], np.array([0]), np.array([0, 2]), np.array([-2, 0]), np.ones(2)),
         lambda nn, bad: made(nn).noise(X, 5, bad)),
        ("labels", [np.array([0, 0]), 0], lambda nn, bad: nn.DiffusionMLP(3, 4).noise(X, 5, bad)),
    ]
}  # fmt: skip
