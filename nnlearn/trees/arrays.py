"""Trees as arrays of whole numbers: the form in which a recursive network reads a batch of them."""

from typing import NamedTuple

import numpy as np

from nnlearn import arguments
from nnlearn.trees import expressions
from nnlearn.trees.expressions import LEAVES, OPERATORS, check_tree, value

KIND, LEFT, RIGHT, HEIGHT = range(4)  # the columns of a node
NOTHING = -1  # a child that is not there, and every column of a row beyond the root
UNTOLD = -100  # the target that CrossEntropyLoss leaves out


class Flat(NamedTuple):
    """All nodes of a batch of trees in one list, children before parents.

    Parameters
    ----------
    kind : ndarray of shape (nodes,), int64
        The number of a leaf's symbol, or of an inner node's operator.
    left, right : ndarray of shape (nodes,), int64
        Rows of the children; -1 where there is none: a leaf has neither, "not" has no right one.
    height : ndarray of shape (nodes,), int64
        0 for a leaf, else one more than that of the higher child.
    root : ndarray of shape (trees,), int64
        Row of each tree's root.
    """

    kind: np.ndarray
    left: np.ndarray
    right: np.ndarray
    height: np.ndarray
    root: np.ndarray


def encode(trees, operators=OPERATORS[:3], *, nodes=1):
    """Write trees as whole numbers: for each node, in post-order, its kind, left and right child, and height.

    Parameters
    ----------
    trees : sequence of trees
    operators : sequence of str
        The kind of an inner node is the place of its operator here; the kind of a leaf is 0 for F, 1 for T, or the leaf
        itself where it is a number.
    nodes : int
        Nodes to make room for at least, so that several arrays have one shape.

    Returns
    -------
    ndarray of shape (trees, nodes, 4), int64
        Children by their row in the tree. -1 stands for a child that is not there, and fills the rows beyond the root.

    Raises
    ------
    TypeError, ValueError
        If there is no tree, one is not a tree, or has an operator that is not listed.

    Examples
    --------
    >>> encode([("or", ("not", "T"), "F"), "T"])[0].tolist()
    [[1, -1, -1, 0], [0, 0, -1, 1], [0, -1, -1, 0], [2, 1, 2, 2]]
    >>> encode([("or", ("not", "T"), "F"), "T"])[1, :2].tolist()
    [[1, -1, -1, 0], [-1, -1, -1, -1]]
    """
    trees = _listed("encode", trees)
    numbers = {name: number for number, name in enumerate(operators)}
    rows = [_rows(tree, numbers) for tree in trees]
    width = max(arguments.integer("encode", "nodes", nodes, low=1), *map(len, rows))
    x = np.full((len(rows), width, 4), NOTHING)
    for each, filled in zip(x, rows, strict=True):
        each[: len(filled)] = filled
    return x


def _listed(caller, trees):
    """Return trees as a list, or raise unless all are trees."""
    alone = isinstance(trees, tuple) and trees and isinstance(trees[0], str) and trees[0] not in LEAVES
    if alone or isinstance(trees, str) or not hasattr(trees, "__iter__"):
        raise TypeError(f"{caller} expected trees to be a list of trees, got {trees!r:.40}: [tree] is a list of one")
    trees = list(trees)
    if not trees:
        raise ValueError(f"{caller} expected trees with at least one tree, got none")
    for tree in trees:
        check_tree(caller, tree)
    return trees


def _rows(tree, numbers):
    """Return the rows of a tree's nodes."""
    rows: list = []

    def walk(node):
        if not isinstance(node, tuple):
            rows.append((LEAVES.index(node) if isinstance(node, str) else node, NOTHING, NOTHING, 0))
            return len(rows) - 1
        below = [walk(child) for child in node[1:]]
        if node[0] not in numbers:
            raise ValueError(
                f"encode expected operators of {', '.join(numbers)}, got {node[0]!r}: list it in operators"
            )
        right = below[1] if len(below) == 2 else NOTHING
        rows.append((numbers[node[0]], below[0], right, 1 + max(rows[k][HEIGHT] for k in below)))
        return len(rows) - 1

    walk(tree)
    return rows


def truths(trees, *, nodes=1, evaluate=value):
    """Return the value of every node, in the places of `encode`.

    Parameters
    ----------
    trees : sequence of trees
    nodes : int
        As in `encode`.
    evaluate : function tree -> int or bool

    Returns
    -------
    ndarray of shape (trees, nodes), int64
        -100 beyond the root, which CrossEntropyLoss leaves out.

    Raises
    ------
    TypeError, ValueError
        As in `encode`.

    Examples
    --------
    >>> truths([("or", ("not", "T"), "F"), "T"]).tolist()
    [[1, 0, 0, 0], [1, -100, -100, -100]]
    """
    rows = [[int(evaluate(part)) for part in expressions.nodes(tree)] for tree in _listed("truths", trees)]
    y = np.full((len(rows), max(arguments.integer("truths", "nodes", nodes, low=1), *map(len, rows))), UNTOLD)
    for each, filled in zip(y, rows, strict=True):
        each[: len(filled)] = filled
    return y


def flat(x):
    """Put the nodes of a batch of trees into one list.

    Parameters
    ----------
    x : ndarray of shape (trees, nodes, 4), whole numbers
        As `encode` returns it.

    Returns
    -------
    Flat
        kind, left, right, height and root.

    Raises
    ------
    TypeError, ValueError
        If x is not such an array: a child that does not come before its parent, has two parents or none, a height that
        is not one more than the children's.

    Examples
    --------
    >>> both = flat(encode([("not", "T"), ("and", "F", "T")]))
    >>> both.kind.tolist(), both.left.tolist(), both.right.tolist()
    ([1, 0, 0, 1, 1], [-1, 0, -1, -1, 2], [-1, -1, -1, -1, 3])
    >>> both.height.tolist(), both.root.tolist()
    ([0, 1, 0, 0, 1], [1, 4])
    """
    check_form("flat", x)
    there = x[:, :, HEIGHT] >= 0
    sizes = there.sum(axis=1)
    root = np.cumsum(sizes) - 1
    kind, left, right, height = x[there].T.astype(np.int64)
    first = np.repeat(root + 1 - sizes, sizes)  # the row of the first node of the tree
    left, right = (np.where(child < 0, NOTHING, child + first) for child in (left, right))
    found = Flat(kind, left, right, height, root)
    _check_trees(x, there, sizes, first, found)
    return found


def check_form(caller, x, kind=np.ndarray):
    """Raise unless x is an array of whole numbers of shape (trees, nodes, 4), with at least one tree and one node."""
    arguments.array(caller, x, kind)
    if arguments.dtype_kind(x) not in "iu":
        raise TypeError(
            f"{arguments.name_of(caller)} expected x to hold whole numbers, got {arguments.describe(x)}: "
            f"trees.encode makes them"
        )
    if len(x.shape) != 3 or x.shape[2] != 4 or 0 in x.shape:
        raise ValueError(
            f"{arguments.name_of(caller)} expected x of shape (trees, nodes, 4), got {tuple(x.shape)}: trees.encode "
            f"makes it of a list of trees"
        )


def _check_trees(x, there, sizes, first, found):
    """Raise unless the rows of every tree make one."""
    rows = np.arange(len(found.kind))
    inner = found.height > 0
    fine = sizes.min() > 0 and not (there[:, 1:] & ~there[:, :-1]).any()  # every tree begins in its first row
    before = (found.left < rows) & (found.right < rows) & (np.where(inner, found.left, first) >= first)
    fine = fine and before.all() and (np.where(found.right < 0, first, found.right) >= first).all()
    if fine:
        heights = np.append(found.height, -1)  # the height of no child
        higher = np.maximum(heights[found.left], heights[found.right])
        parents = np.bincount(np.concatenate([found.left[inner], found.right[found.right >= 0]]), minlength=len(rows))
        parents[found.root] += 1  # the root needs none
        fine = ((found.height == higher + 1) & (found.kind >= 0) & (parents == 1)).all()
    if not fine:
        raise ValueError(
            "flat expected x to hold trees: children before their parent, one parent each, the root in the last row, "
            "-1 beyond it; got something else: trees.encode makes it of a list of trees"
        )


def steps(batch):
    """Yield which nodes can be computed together: the height-th call gives those whose children are done.

    Parameters
    ----------
    batch : Flat

    Yields
    ------
    rows : ndarray of shape (k,), int64
        Nodes of one height with one operator.
    operator : int

    Examples
    --------
    >>> both = flat(encode([("not", "T"), ("and", "F", ("not", "F"))]))
    >>> [(rows.tolist(), operator) for rows, operator in steps(both)]
    [([1, 4], 0), ([5], 1)]
    """
    inner = np.flatnonzero(batch.height > 0)
    if not inner.size:
        return
    key = batch.height[inner] * (batch.kind[inner].max() + 1) + batch.kind[inner]
    order = np.argsort(key, kind="stable")
    cuts = np.flatnonzero(np.diff(key[order])) + 1
    for rows in np.split(inner[order], cuts):
        yield rows, int(batch.kind[rows[0]])
