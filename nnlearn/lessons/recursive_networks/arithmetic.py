"""Sums, differences and products of 0 to 4, modulo 5: trees that five heaps would have to hold."""

import numpy as np

import nnlearn.numpy as nn
from nnlearn import trees

OPERATORS = ("+", "-", "*")


def result(tree):
    """Return the value of a tree of +, -, * modulo 5.

    Examples
    --------
    >>> result(("*", ("+", 3, 4), 4)), result(("-", 1, 3))
    (3, 3)
    """
    if not isinstance(tree, tuple):
        return tree
    operator, left, right = tree
    a, b = result(left), result(right)
    return {"+": a + b, "-": a - b, "*": a * b}[operator] % 5


def calculations(n, depth=(1, 3), *, seed=0):
    """Return random trees of numbers 0 to 4, joined by +, -, *.

    Parameters
    ----------
    n : int
    depth : int or (int, int)
        Depth of all, or the lowest and the highest.
    seed : int

    Returns
    -------
    found : list of trees
    x : ndarray of shape (n, nodes, 4), int64
        As `trees.encode` writes them.
    y : ndarray of shape (n, nodes), int64
        The value of every node, 0 to 4, and -100 beyond the root.

    Examples
    --------
    >>> found, x, y = calculations(2, 1)
    >>> found, y.tolist()
    ([('*', 2, 3), ('+', 0, 0)], [[2, 3, 1], [0, 0, 0]])
    """
    low, high = depth if isinstance(depth, tuple) else (depth, depth)
    rng = np.random.default_rng(seed)

    def grown(depth):
        if depth == 0:
            return int(rng.integers(5))
        operator, other, deep = OPERATORS[rng.integers(3)], grown(int(rng.integers(depth))), grown(depth - 1)
        return (operator, deep, other) if rng.random() < 0.5 else (operator, other, deep)

    found = [grown(int(rng.integers(low, high + 1))) for _ in range(n)]
    return found, trees.encode(found, OPERATORS), trees.truths(found, evaluate=result)


def at_roots(x, y):
    """Return the values of the roots alone, (n,), from those of all nodes.

    Examples
    --------
    >>> _, x, y = calculations(2, 1)
    >>> at_roots(x, y).tolist() == y[:, 2].tolist()
    True
    """
    return y[np.arange(len(y)), (x[:, :, 3] >= 0).sum(axis=1) - 1]


class ClassesSecond(nn.Module):
    """Turn scores (N, nodes, classes) round to (N, classes, nodes), as CrossEntropyLoss takes them.

    Examples
    --------
    >>> ClassesSecond()(np.zeros((2, 7, 5))).shape
    (2, 5, 7)
    """

    def forward(self, x):
        return self.keep(x.swapaxes(1, 2), None)

    def backward(self, grad):
        self.kept(grad)
        return grad.swapaxes(1, 2)
