"""A recursive network: one layer for each operator, wired as the tree that it reads."""

import math

import numpy as np

from nnlearn import arguments, trees
from nnlearn.numpy import random
from nnlearn.numpy.embedding import Embedding
from nnlearn.numpy.internals.ignore_overflow import ignore_overflow
from nnlearn.numpy.module import Module, accumulate
from nnlearn.numpy.parameter import Parameter
from nnlearn.shared.tree_rnn import check_kinds, check_leaves, check_sizes, check_vectors


class TreeRNN(Module):
    """Give each node of a tree a vector, from the leaves up: v = tanh(A l + B r + b), with A, B, b of its operator.

    l and r are the vectors of the children; a child that is not there counts as 0. With `hidden`, an operator has two
    layers: v = tanh(C tanh(A l + B r + b) + d). The same matrices serve at every node of that operator.

    `model(x)` takes trees as `nnlearn.trees.encode` writes them, (N, nodes, 4), and returns the vectors of their roots,
    (N, size), or with `every_node` those of all nodes, (N, nodes, size), 0 beyond the root.

    Parameters
    ----------
    operators : int
        How many different ones, >= 1.
    size : int
        Numbers in a vector, >= 1.
    leaves : int or Module
        How many different ones, >= 1, each with a learned vector; or a Module that makes vectors (n, size) of their
        numbers (n,): of pictures, for example.
    hidden : int or None
        Units of a layer in between, >= 1; None is without.
    every_node : bool, keyword only
        Whether to return all vectors.

    Attributes
    ----------
    leaf : Module
        An `Embedding` of leaves, or the Module that was given.
    weight_left, weight_right : Parameter of shape (operators, hidden or size, size), float32
        A and B, sampled from the normal distribution with mean 0 and variance 1/size.
    bias : Parameter of shape (operators, hidden or size), float32
        b, initially 0.
    weight_out, bias_out : Parameter of shape (operators, size, hidden) and (operators, size), float32
        C and d, if there is a hidden layer; C with variance 1/hidden, d initially 0.

    Raises
    ------
    TypeError, ValueError
        If an argument is out of its range, x does not hold trees, or one has a leaf or an operator that is not known.

    Notes
    -----
    Gradient, from the root down, with g = dL/dv (1 - v^2): dL/dl = A^T g, dL/dr = B^T g; dL/dA, dL/dB and dL/db are the
    sums of g l^T, g r^T and g over all nodes of the operator. Whole numbers have no derivative, so dL/dx is given as 0.
    Of an operator with one child, B stays as it is.

    References
    ----------
    Goller, Küchler (1996), "Learning task-dependent distributed representations by backpropagation through structure".
    Socher et al. (2013), "Recursive deep models for semantic compositionality over a sentiment treebank".

    Examples
    --------
    >>> import numpy as np
    >>> import nnlearn.numpy as nn
    >>> from nnlearn import trees
    >>> model = nn.TreeRNN(operators=3, size=1, leaves=2)  # not, and, or; F, T
    >>> model.leaf.weight.data = [[-1], [1]]
    >>> model.weight_left.data, model.weight_right.data = [[[-3]], [[3]], [[3]]], [[[0]], [[3]], [[3]]]
    >>> model.bias.data = [[0], [-3], [3]]
    >>> model(trees.encode([("not", "T"), ("and", "F", "T"), ("or", "F", ("not", "F"))])).round(2)
    array([[-1.  ],
           [-1.  ],
           [ 0.99]], dtype=float32)
    """

    def __init__(self, operators, size, leaves, hidden=None, *, every_node=False):
        self.operators, self.size, self.hidden = check_sizes(operators, size, hidden)
        leaves = check_leaves(leaves, Module)
        self.every_node = arguments.flag("TreeRNN", "every_node", every_node)
        self.leaf = leaves if isinstance(leaves, Module) else Embedding(leaves, self.size)
        inner = self.hidden or self.size
        self.weight_left = sampled(self.operators, inner, self.size)
        self.weight_right = sampled(self.operators, inner, self.size)
        self.bias = Parameter(np.zeros((self.operators, inner), np.float32))
        if self.hidden:
            self.weight_out = sampled(self.operators, self.size, self.hidden)
            self.bias_out = Parameter(np.zeros((self.operators, self.size), np.float32))

    def forward(self, x):  # (N, nodes, 4) -> (N, size), or (N, nodes, size)
        trees.check_form(self, x)
        batch = trees.flat(x)
        leaves = np.flatnonzero(batch.height == 0)
        check_kinds(batch, self.operators, getattr(self.leaf, "num_embeddings", None))
        vectors = self.leaf(batch.kind[leaves])
        check_vectors(vectors, len(leaves), self.size, np.ndarray)
        v = np.zeros((len(batch.kind) + 1, self.size), vectors.dtype)  # the last row is the child that is not there
        v[leaves] = vectors
        way = []
        for rows, k in trees.steps(batch):  # nodes of one operator whose children are done
            h = np.tanh(v[batch.left[rows]] @ self.weight_left.data[k].T
                        + v[batch.right[rows]] @ self.weight_right.data[k].T + self.bias.data[k])  # fmt: skip
            v[rows] = np.tanh(h @ self.weight_out.data[k].T + self.bias_out.data[k]) if self.hidden else h
            way.append((rows, k, h))
        where = x[:, :, 3] >= 0 if self.every_node else None
        return self.keep(spread(v[:-1], where) if self.every_node else v[batch.root], batch, leaves, v, way, where, x)

    @ignore_overflow
    def accumulate(self, grad):  # dL/d(output) -> the gradients of the parameters
        batch, leaves, v, way, where, x = self.kept(grad)
        dv = np.zeros_like(v)
        if where is None:
            dv[batch.root] = grad
        else:
            dv[:-1] = grad[where]
        for rows, k, h in reversed(way):  # parents before children
            g = dv[rows] * (1 - v[rows] ** 2)
            if self.hidden:
                self.weight_out.grad[k] += g.T @ h
                self.bias_out.grad[k] += g.sum(axis=0)
                g = g @ self.weight_out.data[k] * (1 - h**2)
            left, right = batch.left[rows], batch.right[rows]
            self.weight_left.grad[k] += g.T @ v[left]  # a sum over the places where the operator stands
            self.weight_right.grad[k] += g.T @ v[right]
            self.bias.grad[k] += g.sum(axis=0)
            dv[left] += g @ self.weight_left.data[k]  # every node has one parent: no row occurs twice in `left`
            dv[right] += g @ self.weight_right.data[k]
        accumulate(self.leaf, dv[leaves])
        return x

    def backward(self, grad):
        return np.zeros(self.accumulate(grad).shape, grad.dtype)

    def extra_repr(self):
        hidden = f", hidden={self.hidden}" if self.hidden else ""
        return f"operators={self.operators}, size={self.size}{hidden}{', every_node=True' * self.every_node}"


def sampled(operators, out, into):
    """Return a matrix for each operator, of numbers with variance 1/into."""
    values = random.generator().normal(size=(operators, out, into)) / math.sqrt(into)
    return Parameter(values.astype(np.float32))


def spread(v, where):
    """Put the vectors of all nodes into their places (N, nodes, size), 0 elsewhere."""
    found = np.zeros((*where.shape, v.shape[1]), v.dtype)
    found[where] = v
    return found
