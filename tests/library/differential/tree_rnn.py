"""Recursive networks on random trees."""

import torch
from rows.parity import copied
from rows.tree_rnn import Theirs

import nnlearn.numpy as nn
from differential.draw import same, tensor
from nnlearn import trees


def grown(draw, depth, operators, leaves):
    """Return a random tree of operators with one child or two, by their names."""
    if depth == 0 or draw.rng.random() < 0.2:
        return draw.size(0, leaves - 1)
    operator = draw.pick(*operators)
    below = [grown(draw, depth - 1, operators, leaves) for _ in range(1 if operator == "0" else 2)]
    return (operator, *below)


def tree_rnn(name, draw):
    """Output and every gradient, against one node at a time with PyTorch's autograd; twice through one instance."""
    count, size, leaves = draw.sizes(3, high=4)
    operators = tuple(map(str, range(count)))
    settings = draw.some(hidden=draw.size(), every_node=True)
    theirs = Theirs(count, size, leaves, **settings).double()
    ours = copied(nn.TreeRNN(count, size, leaves, **settings), theirs)
    ours = ours.float() if draw.dtype == "float32" else ours
    for _ in range(2):
        batch = [grown(draw, draw.size(0, 4), operators, leaves) for _ in range(draw.size(1, 5))]
        x = draw.laid_out(trees.encode(batch, operators, nodes=draw.size(1, 12)).astype(draw.pick("int64", "int32")))
        before, what = x.copy(), f"TreeRNN({count}, {size}, {leaves}, {settings}), {batch}, {draw.dtype}"
        expected = theirs(torch.tensor(before))
        upstream = draw.numbers(*expected.shape)
        grad_before = upstream.copy()
        expected.backward(tensor(upstream))
        same(ours(x), expected, f"{what}: output", draw.dtype)
        assert not ours.backward(upstream).any()
        assert (x == before).all(), f"{what}: x has changed"
        assert (upstream == grad_before).all(), f"{what}: the gradient given has changed"
        for (part, p), q in zip(ours.named_parameters(), [dict(theirs.named_parameters())] * 99, strict=False):
            grad = torch.zeros_like(q[part]) if q[part].grad is None else q[part].grad
            same(p.grad, grad, f"{what}: gradient of {part}", draw.dtype)


CHECKS = {"TreeRNN": tree_rnn}
