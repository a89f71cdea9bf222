"""Mistakes that people really make in 20.3: gradients that are lost on the way down, or made from the wrong node."""

import numpy as np

from nnlearn.checks.exercise import Wrong


class _Way:
    """The right way down in small steps, each of which a mistake may change."""

    upwards = False
    skip_missing = True

    def slope(self, v, nodes, i):
        return 1 - v[i] ** 2

    def add(self, table, kind, value):
        table[kind] += value

    add_leaf = add

    def inner(self, table, kind, value):
        self.add(table, kind, value)

    def weights(self, g, child, arrived):
        return np.outer(g, child)

    def down(self, matrix, g):
        return matrix.T @ g

    def pair(self, A, B):
        return A, B

    def met(self, v, i, left, right):
        return v[left], v[right]

    def __call__(self, nodes, v, A, B, g_root):
        g_A, g_B = np.zeros_like(A), np.zeros_like(B)
        g_b, g_leaf = np.zeros(A.shape[:2]), np.zeros((2, v.shape[1]))
        g_v = np.zeros_like(v)
        g_v[-1] = g_root
        to_left, to_right = self.pair(A, B)
        order = range(len(nodes))
        for i in order if self.upwards else reversed(order):
            kind, left, right, height = nodes[i]
            if height == 0:
                self.add_leaf(g_leaf, kind, g_v[i])
                continue
            g = g_v[i] * self.slope(v, nodes, i)
            by_left, by_right = self.met(v, i, left, right)
            self.inner(g_A, kind, self.weights(g, by_left, g_v[i]))
            self.inner(g_b, kind, self.bias(g, g_v[i]))
            g_v[left] = self.down(to_left[kind], self.sent(g, g_v[i]))
            if right >= 0 or not self.skip_missing:
                self.inner(g_B, kind, self.weights(g, by_right, g_v[i]))
                g_v[right] = self.down(to_right[kind], self.sent(g, g_v[i]))
        return g_A, g_B, g_b, g_leaf

    def bias(self, g, arrived):
        return g

    def sent(self, g, arrived):
        return g


class SlopeOfTheLeft(_Way):
    def slope(self, v, nodes, i):
        return 1 - v[nodes[i][1]] ** 2


class SlopeOfTheRight(_Way):
    def slope(self, v, nodes, i):
        return 1 - v[nodes[i][2]] ** 2


class SlopeOfTanh(_Way):  # v taken for the sum
    def slope(self, v, nodes, i):
        return 1 - np.tanh(v[i]) ** 2


class SlopeOfTheSum(_Way):
    def slope(self, v, nodes, i):
        return 1 - v[i]


class SlopeOfSigmoid(_Way):
    def slope(self, v, nodes, i):
        return v[i] * (1 - v[i])


class NoSlope(_Way):
    def slope(self, v, nodes, i):
        return 1.0


class NoSlopeInWeights(_Way):
    def weights(self, g, child, arrived):
        return np.outer(arrived, child)

    def bias(self, g, arrived):
        return arrived


class NoSlopeDown(_Way):
    def sent(self, g, arrived):
        return arrived


class LastPlace(_Way):
    def add(self, table, kind, value):
        table[kind] = value

    add_leaf = _Way.add


class LastPlaceAnywhere(LastPlace):
    add_leaf = LastPlace.add


class LastLeaf(_Way):
    def add_leaf(self, table, kind, value):
        table[kind] = value


class Averaged(_Way):  # divided by the number of places
    def __call__(self, nodes, v, A, B, g_root):
        found = super().__call__(nodes, v, A, B, g_root)
        inner, kinds = nodes[:, 3] > 0, nodes[:, 0]
        count = np.maximum(np.bincount(kinds[inner], minlength=len(A)), 1)
        leaves = np.maximum(np.bincount(kinds[~inner], minlength=2), 1)
        g_A, g_B, g_b, g_leaf = found
        return g_A / count[:, None, None], g_B / count[:, None, None], g_b / count[:, None], g_leaf / leaves[:, None]


class OwnVector(_Way):
    def met(self, v, i, left, right):
        return v[i], v[i]


class OtherChild(_Way):
    def met(self, v, i, left, right):
        return v[right], v[left]


class LeftForBoth(_Way):
    def met(self, v, i, left, right):
        return v[left], v[left]


class Elementwise(_Way):
    def weights(self, g, child, arrived):
        return g * child


class Exchanged(_Way):
    def pair(self, A, B):
        return B, A


class AlwaysA(_Way):
    def pair(self, A, B):
        return A, A


class NotTransposed(_Way):
    def down(self, matrix, g):
        return matrix @ g


class OuterTransposed(_Way):
    def weights(self, g, child, arrived):
        return np.outer(child, g)


class BothTransposed(NotTransposed, OuterTransposed):
    pass


class ChildrenFirst(_Way):
    upwards = True


class MissingChild(_Way):
    skip_missing = False


class MissingChildInWeights(_Way):  # `not` counts the root as its right child in g_B alone
    def __call__(self, nodes, v, A, B, g_root):
        g_A, g_B, g_b, g_leaf = super().__call__(nodes, v, A, B, g_root)
        one = (nodes[:, 3] > 0) & (nodes[:, 2] < 0)
        for kind in nodes[one, 0][:1]:
            g_B[kind] += np.outer(g_b[kind], v[-1])
        return g_A, g_B, g_b, g_leaf


class ChildrenOfTheRootOnly(_Way):  # one step down, and no further
    def __call__(self, nodes, v, A, B, g_root):
        keep = nodes.copy()
        keep[:-1, 3] = 0
        keep[:-1, 0] = np.where(nodes[:-1, 3] > 0, 0, nodes[:-1, 0])
        g_A, g_B, g_b, g_leaf = super().__call__(keep, v, A, B, g_root)
        kind, left, right, _ = nodes[-1]
        g_leaf[:] = 0
        g = g_root * (1 - v[-1] ** 2)
        for child, matrix in ((left, A), (right, B)):
            if child >= 0 and nodes[child, 3] == 0:
                g_leaf[nodes[child, 0]] += matrix[kind].T @ g
        return g_A, g_B, g_b, g_leaf


WRONG = {
    "the slope is that of another node, or not 1 - v^2": Wrong(
        SlopeOfTheLeft(),
        "g_v arrives at the output of a node, and its own tanh turns it into g: 1 - v**2 with the vector v of this "
        "same node. (v is the tanh already.)",
        also=(SlopeOfTheRight(), SlopeOfTanh(), SlopeOfTheSum(), SlopeOfSigmoid()),
    ),
    "the slope of tanh is missing": Wrong(
        NoSlope(),
        "g_v is the gradient after tanh. A, B, b and the children stand before it, and all of them get "
        "g = g_v (1 - v^2).",
        also=(NoSlopeInWeights(), NoSlopeDown()),
    ),
    "what occurs twice does not get the sum of its gradients": Wrong(
        LastPlace(),
        "A, B and b serve at every place of their operator, and every T is the same row of the table. What arrives "
        "from all the places adds up: `+=`. Try T and (T and F).",
        also=(LastPlaceAnywhere(), LastLeaf(), Averaged()),
    ),
    "a weight's gradient is not made of g and of what the weight met": Wrong(
        OwnVector(),
        "A met the left child's vector, B the right one's, each number of it in every row: g_A is the outer product of "
        "g and l, g_B that of g and r.",
        also=(OtherChild(), Elementwise(), LeftForBoth()),
    ),
    "the wrong matrix leads down": Wrong(
        Exchanged(),
        "On its way up the left child met A, the right one B. On the way down the gradient meets the same matrix.",
        also=(AlwaysA(),),
    ),
    "something is transposed": Wrong(
        NotTransposed(),
        "v = tanh(A l + ...): down, l gets A^T g; and g_A has a row for each number of g and a column for each of l.",
        also=(OuterTransposed(), BothTransposed()),
    ),
    "children are visited before their parent": Wrong(
        ChildrenFirst(),
        "The rows stand in post-order, the root last. When a row's turn comes, its parent must have sent its gradient.",
        also=(ChildrenOfTheRootOnly(),),
    ),
    "the missing child of `not` is read": Wrong(
        MissingChild(),
        "Where there is no right child its row says -1, and v[-1] is the last row: the root. Only a row of 0 or more "
        "is a child.",
        also=(MissingChildInWeights(),),
    ),
}
