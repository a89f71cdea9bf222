"""The rows of the deep belief network: PyTorch has none, so textbook formulas on tensors stand in."""

import numpy as np
import torch

from rows.fuzz import (
    NEGATIVE,
    NOT_COUNTS,
    NOT_FLAGS,
    NOT_GENERATORS,
    NOT_NUMBERS,
    NOT_SIZES,
    WORDS,
    not_batches,
    setting,
)
from rows.parity import Program, close, copied, numbers

V = np.array([[0, 1, 1, 0], [1, 0, 0, 1]])
Y = np.array([1, 0])


class Theirs(torch.nn.Module):
    """Weights of a stack under our names."""

    def __init__(self, sizes, labels):
        super().__init__()
        self.layers, self.labels = torch.nn.ModuleList(), labels
        for i, hidden in enumerate(sizes[1:]):
            visible = sizes[i] + labels * (i == len(sizes) - 2)
            rbm = torch.nn.Module()
            rbm.weight = torch.nn.Parameter(torch.randn(visible, hidden))
            rbm.visible_bias = torch.nn.Parameter(torch.randn(visible))
            rbm.hidden_bias = torch.nn.Parameter(torch.randn(hidden))
            self.layers.append(rbm)

    def up(self, v):
        found = []
        for i, rbm in enumerate(self.layers):
            if self.labels and i == len(self.layers) - 1:
                v = torch.cat([v, torch.full((len(v), self.labels), 1 / self.labels)], 1)
            v = torch.sigmoid(v @ rbm.weight + rbm.hidden_bias)
            found.append(v)
        return found

    def dream(self, cells, sweeps, rng, fixed):
        """Return pictures from visible cells of the top RBM; the last `fixed` of them stay."""
        top, keep = self.layers[-1], cells[:, cells.shape[1] - fixed :]
        for sweep in range(sweeps):
            h = drawn(cells @ top.weight + top.hidden_bias, rng)
            if sweep < sweeps - 1:
                cells = drawn(h @ top.weight.T + top.visible_bias, rng)
                cells = torch.cat([cells[:, : cells.shape[1] - fixed], keep], 1)
        scores = h @ top.weight.T + top.visible_bias
        h = drawn(scores[:, : scores.shape[1] - self.labels], rng)
        for rbm in list(self.layers)[-2::-1]:
            h = drawn(h @ rbm.weight.T + rbm.visible_bias, rng)
        return h


def drawn(scores, rng):
    return (torch.tensor(rng.random(tuple(scores.shape))) < torch.sigmoid(scores)).double()


def check(nn, device):
    for sizes, labels in (([4, 3], 0), ([4, 5, 3], 0), ([4, 3, 5, 2], 0), ([4, 3, 5], 2)):
        torch.manual_seed(len(sizes))
        theirs, what = Theirs(sizes, labels).double(), f"DBN({sizes}, labels={labels})"
        ours = copied(nn.DBN(sizes, labels=labels), theirs, device)
        assert list(ours.state_dict()) == list(theirs.state_dict())
        v = torch.tensor(V).double()
        for found, expected in zip(ours.up(V), theirs.up(v), strict=True):
            close(found, expected, f"{what}: up")
        close(nn.predict(ours.to_mlp(3)[:-1], V), theirs.up(v)[-1], f"{what}: to_mlp")
        start, classes = np.random.default_rng(1).integers(0, 2, (40, sizes[-2])), np.tile(Y, 20)
        asked = np.eye(labels)[classes] if labels else None
        cells = torch.tensor(start if asked is None else np.hstack([start, asked])).double()
        expected = theirs.dream(cells, 4, np.random.default_rng(2), labels)
        found = ours.dream(start, 4, labels=classes if labels else None, rng=np.random.default_rng(2))
        close(found, expected, f"{what}: dream")
    small = nn.DBN([4, 3, 2]).to(device)
    assert {str(each.dtype) for each in (*small.up(V), small.dream(2, 3), small.down(V[:, :2]))} == {"float32"}
    learn(nn, device)


def learn(nn, device):
    """Train each layer as a textbook does: cells drawn from the layer below, one sweep, momentum and decay."""
    torch.manual_seed(0)
    theirs = Theirs([4, 3, 2], 0).double()
    ours, rng = copied(nn.DBN([4, 3, 2]), theirs, device), np.random.default_rng(3)
    ours.pretrain(V, epochs=2, batch_size=1, lr=0.2, rng=np.random.default_rng(3))
    data = torch.tensor(V).double()
    for rbm in theirs.layers:
        sgd = torch.optim.SGD(rbm.parameters(), lr=0.2, momentum=0.5, weight_decay=1e-4)
        for rate in (0.2, 0.2 * 0.505):
            sgd.param_groups[0]["lr"] = rate
            for i in rng.permutation(2):
                v = (torch.tensor(rng.random((1, data.shape[1]))) < data[i : i + 1]).double()
                u = drawn(drawn(v @ rbm.weight + rbm.hidden_bias, rng) @ rbm.weight.T + rbm.visible_bias, rng)
                p, q = (torch.sigmoid(each @ rbm.weight + rbm.hidden_bias) for each in (v, u))
                rbm.weight.grad = (u.T @ q - v.T @ p).detach()
                rbm.visible_bias.grad, rbm.hidden_bias.grad = (u - v)[0].detach(), (q - p)[0].detach()
                sgd.step()
        data = torch.sigmoid(data @ rbm.weight + rbm.hidden_bias).detach()
    for (name, p), q in zip(ours.named_parameters(), theirs.parameters(), strict=True):
        close(numbers(p), q, f"pretrain: {name}")


PARITY = {"DBN": Program(check)}


def method(name, argument, bad, *given, labels=0, **more):
    """Return the row of one argument of a method of DBN([4, 3, 4])."""
    return (
        argument,
        bad,
        lambda nn, value: getattr(nn.DBN([4, 3, 4], labels=labels), name)(*given, **{**more, argument: value}),
    )


NOT_PICTURES = [*not_batches(np.asarray, (2, 4)), V * 2, V - 1, V.astype(str), V.astype(complex), V[0]]
NOT_STARTS = [*not_batches(np.asarray, (2, 3)), 0, -1, 2.5, True, 2 * np.ones((2, 3))]
NOT_STARTS = [bad for bad in NOT_STARTS if not (type(bad) is int and bad > 0)]
NOT_CLASSES = ("text", {"a": 1}, object(), 3, [0, 1], Y + 1, Y - 1, Y.astype(float), Y[:1], Y[:, None], Y[:0])
NOT_LAYERS = [bad for bad in (*NOT_COUNTS, 2, -1) if not (bad is None or (type(bad) is int and bad == 0))]
FUZZ = {
    "DBN": [
        setting("DBN", "sizes", (*WORDS, 3, [4], [], [4, 0], [4, 2.5], [4, True], [4, "3"])),
        setting("DBN", "labels", [bad for bad in NOT_COUNTS if bad != 0], [4, 3]),
        setting("DBN", "std", NOT_SIZES, [4, 3]),
        *(method(name, "v", NOT_PICTURES) for name in ("pretrain", "up")),
        method("pretrain", "y", [Y], V),
        method("pretrain", "y", (*NOT_CLASSES, None), V, labels=2),
        method("pretrain", "layer", NOT_LAYERS, V),
        *(method("pretrain", name, NOT_COUNTS, V) for name in ("epochs", "batch_size", "k")),
        method("pretrain", "lr", (*NOT_SIZES, 0), V),
        *(method("pretrain", name, NOT_SIZES, V) for name in ("momentum", "weight_decay")),
        method("pretrain", "chains", [bad for bad in NOT_COUNTS if bad != 0], V),
        *(method(name, "rng", NOT_GENERATORS, V) for name in ("pretrain", "up", "down")),
        *(method(name, "draws", NOT_FLAGS, V) for name in ("up", "down")),
        method("down", "h", NOT_PICTURES),
        method("dream", "start", NOT_STARTS),
        method("dream", "sweeps", NOT_COUNTS, 2),
        method("dream", "labels", [Y], 2),
        method("dream", "labels", NOT_CLASSES, 2, labels=2),
        method("dream", "draws", NOT_FLAGS, 2),
        method("dream", "rng", NOT_GENERATORS, 2),
        method("upside_down", "layer", (*NOT_COUNTS, 2)),
        ("layer", [None], lambda nn, _: nn.DBN([4, 3, 5]).upside_down(1)),
        ("layer", [None], lambda nn, _: nn.DBN([4, 3, 4], labels=2).upside_down(1)),
        method("to_mlp", "classes", NOT_COUNTS),
        method("to_mlp", "std", (*NOT_NUMBERS, *NEGATIVE), 3),
        ("forward", [V], lambda nn, v: nn.DBN([4, 3])(v)),
    ]
}
