"""Mistakes that people really make in 20.2: ways up a tree that go wrong at a node, a leaf or the root."""

import numpy as np

from nnlearn.checks.exercise import Wrong


def _climb(node, leaf_of=None):
    """Return a forward that makes an inner node's vector with `node(operator, vectors, A, B, b)`."""

    def forward(tree, leaf, A, B, b):
        if not isinstance(tree, tuple):
            return leaf_of(leaf[tree]) if leaf_of else leaf[tree]
        return node(tree[0], [forward(child, leaf, A, B, b) for child in tree[1:]], A, B, b)

    return forward


def _total(operator, vectors, A, B, b):
    total = A[operator] @ vectors[0] + b[operator]
    return total + B[operator] @ vectors[1] if len(vectors) == 2 else total


def _right(operator, vectors, A, B, b):
    return np.tanh(_total(operator, vectors, A, B, b))


def _swapped(operator, vectors, A, B, b):
    return _right(operator, vectors[::-1], A, B, b)


def _swapped_matrices(operator, vectors, A, B, b):
    return _right(operator, vectors, B, A, b)


def _always_a(operator, vectors, A, B, b):
    return _right(operator, vectors, A, A, b)


def _always_b(operator, vectors, A, B, b):
    return _right(operator, vectors, B, B, b)


def _not_twice(operator, vectors, A, B, b):
    return _right(operator, vectors * (3 - len(vectors)), A, B, b)


def _not_with_b(operator, vectors, A, B, b):
    return _right(operator, vectors, A if len(vectors) == 2 else B, B, b)


def _not_negated(operator, vectors, A, B, b):
    return -vectors[0] if len(vectors) == 1 else _right(operator, vectors, A, B, b)


def _shared(operator, vectors, A, B, b):
    return _right("and" if operator == "or" else operator, vectors, A, B, b)


def _shared_or(operator, vectors, A, B, b):
    return _right("or" if operator == "and" else operator, vectors, A, B, b)


def _all_shared(operator, vectors, A, B, b):
    return _right("not", vectors, A, B, b)


def _transposed(operator, vectors, A, B, b):
    total = vectors[0] @ A[operator] + b[operator]
    return np.tanh(total + vectors[1] @ B[operator] if len(vectors) == 2 else total)


def _without_bias(operator, vectors, A, B, b):
    return np.tanh(_total(operator, vectors, A, B, b) - b[operator])


def _bias_twice(operator, vectors, A, B, b):
    return np.tanh(_total(operator, vectors, A, B, b) + (len(vectors) - 1) * b[operator])


def _bias_outside(operator, vectors, A, B, b):
    return np.tanh(_total(operator, vectors, A, B, b) - b[operator]) + b[operator]


def _one_by_one(operator, vectors, A, B, b):
    """The tanh of each part, added."""
    left = np.tanh(A[operator] @ vectors[0] + b[operator])
    return left + np.tanh(B[operator] @ vectors[1]) if len(vectors) == 2 else left


def _not_without_bias(operator, vectors, A, B, b):
    return np.tanh(_total(operator, vectors, A, B, b) - (2 - len(vectors)) * b[operator])


def _not_without_tanh(operator, vectors, A, B, b):
    return (np.tanh if len(vectors) == 2 else np.asarray)(_total(operator, vectors, A, B, b))


def _children_in_the_table(tree, leaf, A, B, b):
    return _right(tree[0], [leaf[child] for child in tree[1:]], A, B, b) if isinstance(tree, tuple) else leaf[tree]


def root_without_tanh(tree, leaf, A, B, b):
    if not isinstance(tree, tuple):
        return leaf[tree]
    return _total(tree[0], [_climb(_right)(child, leaf, A, B, b) for child in tree[1:]], A, B, b)


def tanh_at_the_root_alone(tree, leaf, A, B, b):
    found = _climb(_total)(tree, leaf, A, B, b)
    return np.tanh(found) if isinstance(tree, tuple) else found


def once_more_at_the_root(tree, leaf, A, B, b):
    return np.tanh(_climb(_right)(tree, leaf, A, B, b))


WRONG = {
    "the children do not meet their own matrices": Wrong(
        _climb(_swapped),
        "A belongs to the left child, B to the right one. Try a tree whose two children differ, such as T and F.",
        also=(_climb(_swapped_matrices), _climb(_always_a), _climb(_always_b)),
    ),
    "`not` does more than A l + b": Wrong(
        _climb(_not_twice),
        "`not` has a single child. It is the left one, it meets A, and nothing meets B; otherwise `not` is a node "
        "like all others.",
        also=(_climb(_not_with_b), _climb(_not_negated)),
    ),
    "tanh is missing at some inner nodes": Wrong(
        root_without_tanh,
        "Every inner node is a layer with tanh, the root as well. How large can a number of a vector become?",
        also=(_climb(_total), tanh_at_the_root_alone, _climb(_not_without_tanh)),
    ),
    "tanh is applied to the leaves, or twice": Wrong(
        _climb(_right, np.tanh),
        "A leaf has the vector of its table as it is, and an inner node one tanh. Try a tree that is a leaf.",
        also=(once_more_at_the_root,),
    ),
    "operators share their matrices": Wrong(
        _climb(_shared),
        "Each operator has its own A, B and b. Compare T and F with T or F: do they get different vectors?",
        also=(_climb(_shared_or), _climb(_all_shared)),
    ),
    "a child is looked up in the table of the leaves": Wrong(
        _children_in_the_table,
        "A child may be a tree itself, as in `not (T and F)`. Only a leaf stands in the table: who computes the vector "
        "of any other child?",
    ),
    "the matrices are transposed": Wrong(
        _climb(_transposed), "A l is A @ l: each row of A makes one number of v. `l @ A` takes the columns."
    ),
    "the bias is not added once, before tanh": Wrong(
        _climb(_without_bias),
        "v = tanh(A l + B r + b): b counts once, whether there are two children or one, and tanh is around all three.",
        also=(_climb(_bias_twice), _climb(_bias_outside), _climb(_one_by_one), _climb(_not_without_bias)),
    ),
}
