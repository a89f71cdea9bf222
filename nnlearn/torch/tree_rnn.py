"""A recursive network: the NumPy side's lines on tensors, without `backward`."""

import math

import torch

from nnlearn import arguments, trees
from nnlearn.shared.tree_rnn import check_kinds, check_leaves, check_sizes, check_vectors


class TreeRNN(torch.nn.Module):
    """Give each node of a tree a vector, from the leaves up: v = tanh(A l + B r + b), with A, B, b of its operator.

    See `nnlearn.numpy.TreeRNN`. `model(x)` takes trees as `nnlearn.trees.encode` writes them, a tensor (N, nodes, 4),
    and returns the vectors of their roots, (N, size), or with `every_node` those of all nodes, (N, nodes, size).

    Parameters
    ----------
    operators : int
        How many different ones, >= 1.
    size : int
        Numbers in a vector, >= 1.
    leaves : int or Module
        How many different ones, >= 1, each with a learned vector; or a Module that makes vectors (n, size) of their
        numbers (n,).
    hidden : int or None
        Units of a layer in between, >= 1; None is without.
    every_node : bool, keyword only
        Whether to return all vectors.

    Attributes
    ----------
    leaf : Module
        An `Embedding` of leaves, or the Module that was given.
    weight_left, weight_right : Parameter of shape (operators, hidden or size, size)
        A and B.
    bias : Parameter of shape (operators, hidden or size)
        b.
    weight_out, bias_out : Parameter of shape (operators, size, hidden) and (operators, size)
        C and d, if there is a hidden layer.

    Raises
    ------
    TypeError, ValueError
        If an argument is out of its range, x does not hold trees, or one has a leaf or an operator that is not known.

    Examples
    --------
    >>> model = TreeRNN(operators=3, size=4, leaves=2)
    >>> model(torch.tensor(trees.encode([("not", "T"), ("and", "F", "T")]))).shape
    torch.Size([2, 4])
    """

    def __init__(self, operators, size, leaves, hidden=None, *, every_node=False):
        super().__init__()
        self.operators, self.size, self.hidden = check_sizes(operators, size, hidden)
        leaves = check_leaves(leaves, torch.nn.Module)
        self.every_node = arguments.flag("TreeRNN", "every_node", every_node)
        self.leaf = leaves if isinstance(leaves, torch.nn.Module) else torch.nn.Embedding(leaves, self.size)
        inner = self.hidden or self.size
        self.weight_left = sampled(self.operators, inner, self.size)
        self.weight_right = sampled(self.operators, inner, self.size)
        self.bias = torch.nn.Parameter(torch.zeros(self.operators, inner))
        if self.hidden:
            self.weight_out = sampled(self.operators, self.size, self.hidden)
            self.bias_out = torch.nn.Parameter(torch.zeros(self.operators, self.size))

    def forward(self, x):  # (N, nodes, 4) -> (N, size), or (N, nodes, size)
        trees.check_form(self, x, torch.Tensor)
        numbers = x.cpu().numpy()
        batch = trees.flat(numbers)
        check_kinds(batch, self.operators, getattr(self.leaf, "num_embeddings", None))
        there = batch.height == 0
        count, leaves = int(there.sum()), on(self.bias, there.nonzero()[0])
        vectors = self.leaf(on(self.bias, batch.kind[there]))
        check_vectors(vectors, count, self.size, torch.Tensor)
        v = vectors.new_zeros(len(batch.kind) + 1, self.size)  # the last row is the child that is not there
        v = v.index_copy(0, leaves, vectors)
        left, right = on(self.bias, batch.left % len(v)), on(self.bias, batch.right % len(v))  # -1 is the last row
        for rows, k in trees.steps(batch):  # nodes of one operator whose children are done
            rows = on(self.bias, rows)
            h = torch.tanh(v[left[rows]] @ self.weight_left[k].T + v[right[rows]] @ self.weight_right[k].T
                           + self.bias[k])  # fmt: skip
            h = torch.tanh(h @ self.weight_out[k].T + self.bias_out[k]) if self.hidden else h
            v = v.index_copy(0, rows, h)
        if not self.every_node:
            return v[on(self.bias, batch.root)]
        where = torch.from_numpy(numbers[:, :, 3] >= 0).to(v.device)
        return v.new_zeros(*where.shape, self.size).masked_scatter(where[:, :, None], v[:-1])

    def extra_repr(self):
        hidden = f", hidden={self.hidden}" if self.hidden else ""
        return f"operators={self.operators}, size={self.size}{hidden}{', every_node=True' * self.every_node}"


def sampled(operators, out, into):
    """Return a matrix for each operator, of numbers with variance 1/into."""
    return torch.nn.Parameter(torch.randn(operators, out, into) / math.sqrt(into))


def on(parameter, rows):
    """Return an array of whole numbers as a tensor on the parameter's device."""
    return torch.from_numpy(rows).to(parameter.device)
