"""The rows of the recursive network: PyTorch has none, so a node at a time on its autograd stands in."""

import numpy as np
import torch

from nnlearn import trees
from nnlearn.gradcheck import gradcheck
from rows.fuzz import NOT_COUNTS, NOT_FLAGS, WORDS, good
from rows.parity import Program, array, close, copied, is_torch

TREES = [trees.parse(text) for text in ("not T", "F", "T and not F", "(T or F) and not (F and (T or T))", "F or T")]
SETTINGS = ({"size": 1}, {"size": 3}, {"size": 2, "hidden": 4}, {"size": 3, "every_node": True})


class Theirs(torch.nn.Module):
    """One node at a time, by recursion, on the same parameters."""

    def __init__(self, operators, size, leaves, hidden=None, *, every_node=False):
        super().__init__()
        inner, normal = hidden or size, lambda *shape: torch.nn.Parameter(torch.randn(shape))
        self.hidden, self.every_node = hidden, every_node
        self.leaf = leaves if isinstance(leaves, torch.nn.Module) else torch.nn.Embedding(leaves, size)
        self.weight_left, self.weight_right = normal(operators, inner, size), normal(operators, inner, size)
        self.bias = normal(operators, inner)
        if hidden:
            self.weight_out, self.bias_out = normal(operators, size, hidden), normal(operators, size)

    def node(self, rows, at):
        kind, left, right, height = rows[at]
        if height == 0:
            return self.leaf(torch.tensor([kind]))[0]
        z = self.weight_left[kind] @ self.node(rows, left) + self.bias[kind]
        if right >= 0:
            z = z + self.weight_right[kind] @ self.node(rows, right)
        h = torch.tanh(z)
        return torch.tanh(self.weight_out[kind] @ h + self.bias_out[kind]) if self.hidden else h

    def forward(self, x):
        found = []
        for tree in x.tolist():
            rows = [row for row in tree if row[3] >= 0]
            if self.every_node:
                vectors = [self.node(rows, at) for at in range(len(rows))]
                found.append(torch.stack(vectors + [torch.zeros_like(vectors[0])] * (len(tree) - len(rows))))
            else:
                found.append(self.node(rows, len(rows) - 1))
        return torch.stack(found)


class Eye:
    """A Module of either side that makes the vector of a leaf from a row of numbers."""

    def __new__(cls, nn, size):
        class Rows(nn.Module):
            def __init__(self):
                super().__init__()
                self.layer = nn.Linear(3, size)
                self.rows = np.random.default_rng(5).normal(size=(6, 3))

            def forward(self, k):
                rows = array(nn, self.rows[np.asarray(k.cpu() if is_torch(nn) else k)])
                return self.layer(rows.to(self.layer.weight) if is_torch(nn) else rows.astype(self.layer.weight.dtype))

            def backward(self, grad):
                return self.layer.backward(grad)

        return Rows()


def compare(nn, device, x, setting, leaves=2, operators=3):
    torch.manual_seed(3)
    made = (lambda side: Eye(side, setting["size"])) if leaves is Eye else lambda side: leaves
    theirs = Theirs(operators, leaves=made(nn_torch()), **setting).double()
    ours = copied(nn.TreeRNN(operators, leaves=made(nn), **setting), theirs, device)
    expected = theirs(torch.tensor(x))
    upstream = np.random.default_rng(4).normal(size=expected.shape)
    expected.backward(torch.tensor(upstream))
    given = array(nn, x, device=device)
    y = ours(given)
    assert tuple(y.shape) == tuple(expected.shape)
    close(y, expected, f"TreeRNN({setting}): output")
    if is_torch(nn):
        y.backward(torch.tensor(upstream, device=device))
    else:
        assert not ours.backward(upstream).any()
    gradients = {name: p.grad for name, p in theirs.named_parameters()}
    for name, p in ours.named_parameters():
        close(p.grad, gradients[name], f"TreeRNN({setting}): gradient of {name}")
    return ours


def nn_torch():
    import nnlearn.torch

    return nnlearn.torch


def check(nn, device):
    x = trees.encode(TREES, nodes=12)
    for setting in SETTINGS:
        compare(nn, device, x, setting)
        compare(nn, device, x[::-1, ::1].copy(), setting)
    numbers = [("and", 5, ("not", 2)), 3, ("or", ("or", 0, 1), 4)]
    for setting in SETTINGS:
        compare(nn, device, trees.encode(numbers), setting, leaves=Eye)
    trained(nn, device)


def trained(nn, device):
    """Put trees through `backprop`, `fit` and `predict`, in both precisions."""
    x, y = trees.encode(TREES), np.array([int(trees.value(tree)) for tree in TREES])
    nn.manual_seed(0)
    model = nn.Sequential(nn.TreeRNN(3, 4, 2), nn.Linear(4, 2)).double().to(device)
    report = gradcheck(model, nn.CrossEntropyLoss(), nn.tensor(x), nn.tensor(y))
    assert report, report
    small = nn.Sequential(nn.TreeRNN(3, 4, 2), nn.Linear(4, 2)).to(device)
    kwargs = {"epochs": 60, "batch_size": 2, "validation": (x, y)}
    history = nn.fit(
        small, nn.CrossEntropyLoss(), nn.Adam(small.parameters(), lr=0.05), x.astype(np.int32), y, **kwargs
    )
    assert history.validation[-1] < 0.1
    told = nn.TreeRNN(3, 4, 2, every_node=True).to(device)
    assert nn.predict(told, x).shape == (5, x.shape[1], 4)
    assert str(nn.predict(told, x).dtype) == "float32"


def tree_of(nn, change):
    """Return one tree as an array, spoilt in one place."""
    x = trees.encode([("and", "T", ("not", "F"))])
    x[change[0]] = change[1]
    return array(nn, x)


SPOILT = (
    ((0, 0, 0), -1), ((0, 0, 1), 1), ((0, 2, 1), 2), ((0, 2, 1), 3), ((0, 3, 1), 1), ((0, 3, 2), 0), ((0, 3, 3), 1),
    ((0, 3, 1), 100), ((0, 3, 2), 10**18), ((0, 1, 3), -1), ((0, 3, 3), -1), ((0, 3, 2), -1), ((0, 2, 3), 0),
)  # fmt: skip
PARITY = {"TreeRNN": Program(check)}
FUZZ = {
    "TreeRNN": [
        ("operators", NOT_COUNTS, lambda nn, bad: nn.TreeRNN(bad, 2, 2)),
        ("size", NOT_COUNTS, lambda nn, bad: nn.TreeRNN(3, bad, 2)),
        ("leaves", NOT_COUNTS, lambda nn, bad: nn.TreeRNN(3, 2, bad)),
        ("hidden", [bad for bad in NOT_COUNTS if bad is not None], lambda nn, bad: nn.TreeRNN(3, 2, 2, bad)),
        ("every_node", NOT_FLAGS, lambda nn, bad: nn.TreeRNN(3, 2, 2, every_node=bad)),
        ("x", lambda nn: [*WORDS, 3, [1], good(nn, 2, 3, 4), good(nn)], lambda nn, bad: nn.TreeRNN(3, 2, 2)(bad)),
        (
            "x",
            [(), (4,), (3, 4), (1, 3, 3), (0, 3, 4), (1, 0, 4)],
            lambda nn, bad: nn.TreeRNN(3, 2, 2)(array(nn, np.zeros(bad, int))),
        ),
        ("x", SPOILT, lambda nn, bad: nn.TreeRNN(3, 2, 2)(tree_of(nn, bad))),
        ("x with operators", [((0, 3, 0), 3)], lambda nn, bad: nn.TreeRNN(3, 2, 2)(tree_of(nn, bad))),
        ("x with leaves", [((0, 0, 0), 2)], lambda nn, bad: nn.TreeRNN(3, 2, 2)(tree_of(nn, bad))),
        ("leaves", [3], lambda nn, bad: nn.TreeRNN(3, 2, nn.Embedding(2, bad))(tree_of(nn, ((0, 0, 0), 1)))),
    ]
}
