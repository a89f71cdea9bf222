"""What the answers to lesson 20 are tried on, and how: trees, tables of leaves, matrices of operators."""

import numpy as np

from nnlearn import trees
from nnlearn.arguments import describe
from nnlearn.lessons.recursive_networks.answers import forward

OPERATORS = ("not", "and", "or")
_RNG = np.random.default_rng(20)

# 20.2


def grown(rng, depth, leaves=("F", "T"), operators=OPERATORS):
    """Return a random tree of this depth, whose other branches are at most one operator deep."""
    tree = leaves[rng.integers(len(leaves))]
    for k in range(depth):
        operator = operators[rng.integers(len(operators))]
        other = leaves[rng.integers(len(leaves))]
        if rng.random() < 0.5:
            other = ("not", other)
        both = (tree, other) if k % 2 else (other, tree)
        tree = (operator, tree) if operator == "not" else (operator, *both)
    return tree


def weights_of(rng, size, leaves=("F", "T"), operators=OPERATORS):
    """Return the table of the leaves and A, B, b of the operators, as dicts."""
    leaf = {name: rng.normal(size=size) for name in leaves}
    A, B = ({name: rng.normal(size=(size, size)) for name in operators} for _ in range(2))
    return leaf, A, B, {name: rng.normal(size=size) for name in operators}


def sample_tree(rng):
    tree = (OPERATORS[rng.integers(1, 3)], ("not", grown(rng, 2)), grown(rng, 1))
    return tree, *weights_of(rng, int(rng.integers(3, 6)))


EACH = tuple((trees.parse(text), *weights_of(_RNG, 3)) for text in ("not (T and F)", "F or not T", "T and (F or T)"))
SPECIAL_TREES = {
    "a tree that is a leaf": ("T", *weights_of(_RNG, 3)),
    "vectors of a single number": (trees.parse("(T or not F) and F"), *weights_of(_RNG, 1)),
    "a tree of depth 40": (grown(_RNG, 40), *weights_of(_RNG, 2)),
    "leaves that are numbers": (("and", 3, ("not", ("or", 0, 3))), *weights_of(_RNG, 4, leaves=(0, 3))),
    "an operator that is new": (
        ("xor", ("not", "T"), ("xor", "F", "T")),
        *weights_of(_RNG, 4, operators=(*OPERATORS, "xor")),
    ),
}


# 20.3


def nodes_of(rng, tree, size):
    """Return the rows of a tree, the vectors of its nodes, A and B, and a gradient for its root."""
    leaf, A, B, b = weights_of(rng, size)
    v = np.array([forward(part, leaf, A, B, b) for part in trees.nodes(tree)])
    A, B = (np.stack([of[name] for name in OPERATORS]) for of in (A, B))
    return trees.encode([tree])[0], v, 0.7 * A, 0.7 * B, rng.normal(size=size)


def sample_nodes(rng):
    tree = ("and", ("or", grown(rng, 1), ("not", "F")), ("or", ("not", "T"), ("and", grown(rng, 1), "T")))
    return nodes_of(rng, tree, int(rng.integers(4, 7)))


SPECIAL_NODES = {
    "a tree that is a leaf": nodes_of(_RNG, "T", 3),
    "vectors of a single number": nodes_of(_RNG, trees.parse("(T or not F) and F"), 1),
    "a chain of ten `not`": nodes_of(_RNG, trees.parse("not " * 10 + "F"), 3),
    "a tree whose leaves are all T": nodes_of(_RNG, trees.parse("(T or T) or not T"), 3),
    "a gradient of 0": (*nodes_of(_RNG, trees.parse("(T or F) and T"), 3)[:4], np.zeros(3)),
}


def use_backward(answer, nodes, v, A, B, g_root):
    """Return the four gradients, or say that they are not four."""
    found = answer(nodes, v, A, B, g_root)
    if not isinstance(found, tuple | list) or len(found) != 4:
        came = f"{len(found)} things" if isinstance(found, tuple | list) else describe(found)
        raise TypeError(f"backward should return four arrays, g_A, g_B, g_b and g_leaf; yours returns {came}.")
    return tuple(found)


# 20.4


class Counted(np.ndarray):
    """An array that counts the matrix products it is part of, in `Counted.products`."""

    products = 0

    def __array_ufunc__(self, ufunc, method, *inputs, **options):
        Counted.products += ufunc is np.matmul
        inputs = tuple(np.asarray(one) if isinstance(one, Counted) else one for one in inputs)
        return getattr(ufunc, method)(*inputs, **options)

    def __array_function__(self, function, kinds, given, options):
        Counted.products += function in (np.dot, np.einsum, np.tensordot, np.inner)
        found = super().__array_function__(function, kinds, given, options)
        return np.asarray(found) if isinstance(found, Counted) else found


def use_roots(answer, kind, left, right, height, root, leaf, A, B, b):
    """Return the vectors of the roots, and whether A met more than one product for each height and operator."""
    Counted.products = 0
    found = answer(kind, left, right, height, root, leaf, A.view(Counted), B, b)
    many = Counted.products > 2 * len(A) * max(int(height.max()), 1)
    return found, "more" if many else "one for each height and operator"


def flat_of(rng, found, size, leaves=2):
    """Return the nodes of some trees in one list, and random weights."""
    batch = trees.flat(trees.encode(found))
    A, B = rng.normal(size=(2, 3, size, size)) / np.sqrt(size)
    return *batch, rng.normal(size=(leaves, size)), A, B, rng.normal(size=(3, size))


def sample_trees(rng):
    wide = [(name, grown(rng, 1), grown(rng, 1)) for name in ("and", "or") for _ in range(10)]
    deep = [grown(rng, int(depth)) for depth in (4, 3, 0, 2, 4)]
    order = rng.permutation(len(wide) + len(deep) - 1)
    found = [(wide + deep)[k] for k in order]
    return flat_of(rng, [*found, ("or", ("not", "T"), deep[-1])], int(rng.integers(4, 7)))


SPECIAL_FLAT = {
    "trees that are all leaves": flat_of(_RNG, ["T", "F", "T"], 4),
    "a single kind of leaf": flat_of(_RNG, [trees.parse("F and not F"), "F"], 4, leaves=1),
    "a single tree": flat_of(_RNG, [trees.parse("not (T or F)")], 4),
    "a single leaf": flat_of(_RNG, ["F"], 3),
    "vectors of a single number": flat_of(_RNG, [trees.parse("(T or not F) and F"), "T"], 1),
    "a tree of depth 30": flat_of(_RNG, [grown(_RNG, 30), "F"], 3),
    "leaves that are numbers of pictures": flat_of(_RNG, [("and", 4, 2), ("not", ("or", 3, 0)), 1], 3, leaves=5),
}


# 20.5


def sample_eye(rng):
    n, size = int(rng.integers(9, 12)), int(rng.integers(3, 6))
    leaves = tuple(int(k) for k in rng.permutation(n)[:5])
    found = [grown(rng, depth, leaves) for depth in (1, 3, 2, 0)]
    return rng.uniform(0, 1, size=(n, 64)), size, trees.encode(found), rng.normal(size=(len(found), size))


def use_eye(eye_class, pictures, size, x, g):
    """Put an eye below a tree; return its weights' number, vectors, roots, and the gradients that reach it."""
    import nnlearn.numpy as nn

    eye = eye_class(pictures, size)
    _check_eye(nn, eye)

    class Between(nn.Module):
        """The eye below the tree, which keeps what comes down: an error of the eye is then shown with its own line."""

        def __init__(self):
            self.eye = eye

        def forward(self, k):
            return self.eye(k)

        def backward(self, grad):
            self.grad = grad
            return grad

    tree = nn.TreeRNN(3, size, Between()).double()
    weights = sorted(eye.parameters(), key=lambda p: (-p.numel(), p.shape))
    for p in weights:
        p.data[...] = np.sin(np.arange(p.numel()) * 1.7 + p.numel()).reshape(p.shape) / np.sqrt(p.shape[-1])
    for p in (tree.weight_left, tree.weight_right, tree.bias):
        p.data[...] = np.cos(np.arange(p.numel()) * 2.3).reshape(p.shape) / np.sqrt(size)
    vectors = np.asarray(eye(np.arange(len(pictures))[::-2]))
    found = tree(x)
    tree.zero_grad()
    tree.accumulate(g)
    eye.backward(tree.leaf.grad)
    gradients = np.concatenate([p.grad.ravel() for p in weights]) if weights else np.zeros(0)
    return sum(p.numel() for p in weights), vectors, found, gradients


def _check_eye(nn, eye):
    if not isinstance(eye, nn.Module):
        raise TypeError("Eye(pictures, size) should make an nn.Module: begin with `class Eye(nn.Module):`.")
    if not list(eye.parameters()):
        raise TypeError(
            "The eye has no parameters: are its layers kept in self, such as self.layers = nn.Sequential(...)?"
        )


def small_eye(count, size, found, seed):
    """Return so many random pictures, a size, trees, and a gradient for their roots."""
    rng = np.random.default_rng(seed)
    return rng.uniform(0, 1, size=(count, 64)), size, trees.encode(found), rng.normal(size=(len(found), size))


SPECIAL_EYES = {
    "a single picture, at every leaf": small_eye(1, 3, [("and", 0, ("not", 0))], 1),
    "vectors of a single number": small_eye(4, 1, [("or", 3, 1), 2], 2),
    "trees that are leaves": small_eye(5, 4, [4, 0, 4], 3),
    "a single tree": small_eye(5, 2, [("not", ("and", 1, 4))], 4),
}
