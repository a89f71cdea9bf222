"""Mistakes that people really make in 20.4: nodes computed together that do not belong together, or read too early."""

import numpy as np

from nnlearn.checks.exercise import Wrong


class _Levels:
    """The right way up in small steps, each of which a mistake may change."""

    spare = 1  # a row of zeros for the child that is not there
    roots_from = "root"

    def start(self, kind, height, leaf):
        v = np.zeros((len(kind) + self.spare, leaf.shape[1]))
        leaves = np.flatnonzero(height == 0)
        v[leaves] = leaf[kind[leaves]]
        return v

    def steps(self, kind, height, operators):
        """Yield (operator, rows), in the order in which they are computed."""
        for level in range(1, height.max() + 1):
            for k in range(operators):
                yield k, np.flatnonzero((height == level) & (kind == k))

    def node(self, k, left, right, A, B, b):
        return np.tanh(left @ A[k].T + right @ B[k].T + b[k])

    def __call__(self, kind, left, right, height, root, leaf, A, B, b):
        v = self.start(kind, height, leaf)
        for k, rows in self.steps(kind, height, len(A)):
            v[rows] = self.node(k, v[left[rows]], v[right[rows]], A, B, b)
        return self.read(v, kind, root)

    def read(self, v, kind, root):
        return v[root]


class LastNode(_Levels):  # v[-1] is the last node, once it is computed
    spare = 0


class LastNodeFirst(_Levels):  # right children that are not there are row 0
    def __call__(self, kind, left, right, height, root, leaf, A, B, b):
        return super().__call__(kind, left, np.maximum(right, 0), height, root, leaf, A, B, b)


class LastRows(_Levels):
    def read(self, v, kind, root):
        return v[: len(kind)][-len(root) :]


class FirstRows(_Levels):
    def read(self, v, kind, root):
        return v[: len(root)]


class LastRow(_Levels):
    def read(self, v, kind, root):
        return v[len(kind) - 1]


class AllNodes(_Levels):
    def read(self, v, kind, root):
        return v[: len(kind)]


class OneByOne(_Levels):
    def steps(self, kind, height, operators):
        for i in np.flatnonzero(height > 0):
            yield kind[i], np.array([i])


class OperatorsFirst(_Levels):
    def steps(self, kind, height, operators):
        for k in range(operators):
            for level in range(1, height.max() + 1):
                yield k, np.flatnonzero((height == level) & (kind == k))


class AllAtOnce(_Levels):
    def steps(self, kind, height, operators):
        for k in range(operators):
            yield k, np.flatnonzero((height > 0) & (kind == k))


class Downwards(_Levels):
    def steps(self, kind, height, operators):
        for level in range(height.max(), 0, -1):
            for k in range(operators):
                yield k, np.flatnonzero((height == level) & (kind == k))


class NoHighest(_Levels):
    def steps(self, kind, height, operators):
        for level in range(1, height.max()):
            for k in range(operators):
                yield k, np.flatnonzero((height == level) & (kind == k))


class LeavesToo(_Levels):
    def steps(self, kind, height, operators):
        for level in range(height.max() + 1):
            for k in range(operators):
                yield k, np.flatnonzero((height == level) & (kind == k))


class WholeOperator(_Levels):  # `kind == k` alone, at every level
    def steps(self, kind, height, operators):
        for _ in range(1, height.max() + 1):
            for k in range(operators):
                yield k, np.flatnonzero(kind == k)


class OneOperator(_Levels):  # the operator of a level's first node serves the whole level
    def steps(self, kind, height, operators):
        for level in range(1, height.max() + 1):
            rows = np.flatnonzero(height == level)
            yield kind[rows[0]], rows


class LastOperator(_Levels):  # each operator overwrites the whole level
    def steps(self, kind, height, operators):
        for level in range(1, height.max() + 1):
            yield operators - 1, np.flatnonzero(height == level)


class NotTransposed(_Levels):
    def node(self, k, left, right, A, B, b):
        return np.tanh(left @ A[k] + right @ B[k] + b[k])


class Exchanged(_Levels):
    def node(self, k, left, right, A, B, b):
        return np.tanh(right @ A[k].T + left @ B[k].T + b[k])


class NoBias(_Levels):
    def node(self, k, left, right, A, B, b):
        return np.tanh(left @ A[k].T + right @ B[k].T)


class NoTanh(_Levels):
    def node(self, k, left, right, A, B, b):
        return left @ A[k].T + right @ B[k].T + b[k]


class LeavesByRow(_Levels):  # the leaves' vectors one after the other, not by their kind
    def start(self, kind, height, leaf):
        v = np.zeros((len(kind) + self.spare, leaf.shape[1]))
        leaves = np.flatnonzero(height == 0)
        v[leaves] = leaf[np.arange(len(leaves)) % len(leaf)]
        return v


class LeavesByTanh(_Levels):
    def start(self, kind, height, leaf):
        return super().start(kind, height, np.tanh(leaf))


WRONG = {
    "the right child that is not there is read": Wrong(
        LastNode(),
        "For `not`, right is -1, and v[-1] is the last row of v. It counts as a vector of zeros: where could such a "
        "row stand?",
        also=(LastNodeFirst(),),
    ),
    "the roots are read from other rows": Wrong(
        LastRows(),
        "A tree's root is the last row of this tree, wherever that stands in the list: `root` says where.",
        also=(FirstRows(), LastRow(), AllNodes()),
    ),
    "too many matrix products": Wrong(
        OneByOne(),
        "A met more than one matrix product for each height and operator. All nodes of one height and one operator, of "
        "all trees, can be the rows of one matrix.",
    ),
    "nodes are computed before their children": Wrong(
        OperatorsFirst(),
        "An `or` may stand below a `not`, and a `not` below an `or`. Which nodes have both children done, whatever "
        "their operator?",
        also=(AllAtOnce(), Downwards()),
    ),
    "the highest nodes are left out": Wrong(
        NoHighest(), "range(1, n) ends at n - 1. Which height do the highest roots have?"
    ),
    "leaves are computed as if they were operators": Wrong(
        LeavesToo(),
        "kind 1 is T at a leaf and `and` at an inner node. Only the height tells them apart.",
        also=(WholeOperator(),),
    ),
    "one operator serves a whole level": Wrong(
        OneOperator(),
        "Within a height there are nodes of every operator, and each operator has matrices of its own.",
        also=(LastOperator(),),
    ),
    "the layer is not tanh(A l + B r + b), or a leaf's vector not its row": Wrong(
        NotTransposed(),
        "With a node in each row, A l for all of them is L @ A.T; B, b and tanh as in 20.2. A leaf's vector is "
        "leaf[kind], as it is.",
        also=(Exchanged(), NoBias(), NoTanh(), LeavesByRow(), LeavesByTanh()),
    ),
}
