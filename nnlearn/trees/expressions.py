"""Expression trees: nested tuples, their tokens, values, nodes and depths."""

import numbers

from nnlearn.arguments import describe

LEAVES = ("F", "T")
OPERATORS = ("not", "and", "or", "xor")
DEEPEST = 200  # Python's own limit on calls within calls is 1,000


def tokens(tree):
    """Return the words of an expression, with brackets around every inner part.

    Parameters
    ----------
    tree : str, int or tuple
        "F", "T" or a whole number; ("not", child); (operator, left, right).

    Returns
    -------
    list of str

    Raises
    ------
    TypeError, ValueError
        If it is not such a tree, or deeper than 200.

    Examples
    --------
    >>> " ".join(tokens(("or", ("not", "T"), "T")))
    '( not T ) or T'
    """
    check_tree("tokens", tree)
    return _tokens(tree)


def _tokens(tree):
    if not isinstance(tree, tuple):
        return [str(tree)]
    *before, last = ([*_within(child)] for child in tree[1:])
    return [*(before[0] if before else ()), tree[0], *last]


def _within(child):
    return ["(", *_tokens(child), ")"] if isinstance(child, tuple) else _tokens(child)


def value(tree, leaves=()):
    """Return whether an expression of not, and, or, xor is true.

    Parameters
    ----------
    tree : str, int or tuple
    leaves : sequence of bool
        What is true of the leaves that are numbers: leaf k is `leaves[k]`.

    Returns
    -------
    bool

    Raises
    ------
    TypeError, ValueError
        If it is not a tree of these operators, or a leaf has no value.

    Examples
    --------
    >>> value(("or", ("not", "T"), "T")), value(("not", ("or", "T", "T")))
    (True, False)
    >>> value(("and", 0, ("not", 1)), [True, False])
    True
    """
    check_tree("value", tree)
    return _value(tree, leaves)


def _value(tree, leaves):
    if not isinstance(tree, tuple):
        if isinstance(tree, str):
            return tree == "T"
        if tree >= len(leaves):
            raise ValueError(
                f"value expected leaves with a value for leaf {tree}, got {len(leaves)}: give one truth per number"
            )
        return bool(leaves[tree])
    operator, left, *right = tree
    a = _value(left, leaves)
    if operator == "not" and not right:
        return not a
    if operator not in OPERATORS[1:] or not right:
        raise ValueError(f"value expected not with one child, and, or, xor with two, got {operator!r}")
    b = _value(right[0], leaves)
    return {"and": a and b, "or": a or b, "xor": a != b}[operator]


def nodes(tree):
    """Return all parts of a tree in post-order: children before their parent, the left one first, the root last.

    Parameters
    ----------
    tree : str, int or tuple

    Returns
    -------
    list of trees

    Raises
    ------
    TypeError, ValueError
        If it is not a tree, or deeper than 200.

    Examples
    --------
    >>> nodes(("or", ("not", "T"), "F"))
    ['T', ('not', 'T'), 'F', ('or', ('not', 'T'), 'F')]
    """
    check_tree("nodes", tree)
    return _nodes(tree)


def _nodes(tree):
    below = [part for child in tree[1:] for part in _nodes(child)] if isinstance(tree, tuple) else []
    return [*below, tree]


def depth(tree):
    """Return the largest number of operators on a way from the root to a leaf; 0 for a leaf.

    Parameters
    ----------
    tree : str, int or tuple

    Returns
    -------
    int

    Raises
    ------
    TypeError, ValueError
        If it is not a tree, or deeper than 200.

    Examples
    --------
    >>> depth("T"), depth(("or", ("not", "T"), "T"))
    (0, 2)
    """
    return check_tree("depth", tree)


def check_tree(caller, tree):
    """Return the depth of a tree, or raise unless it is one."""
    deepest, waiting = 0, [(tree, 0)]
    while waiting:
        node, above = waiting.pop()
        deepest = max(deepest, above)
        if not isinstance(node, tuple):
            check_leaf(caller, node)
            continue
        if len(node) not in (2, 3) or not isinstance(node[0], str):
            raise TypeError(
                f"{caller} expected a node of tree to be (operator, child) or (operator, left, right), got {node!r:.60}"
            )
        if above == DEEPEST:
            raise ValueError(f"{caller} expected tree of depth {DEEPEST} at most, got a deeper one: cut it into parts")
        waiting += [(child, above + 1) for child in node[1:]]
    return deepest


def check_leaf(caller, leaf):
    """Raise unless this is a leaf."""
    whole = isinstance(leaf, numbers.Integral) and not isinstance(leaf, bool) and int(leaf) >= 0
    if not whole and not (isinstance(leaf, str) and leaf in LEAVES):
        raise TypeError(
            f"{caller} expected a leaf of tree to be 'F', 'T' or a whole number >= 0, got {describe(leaf)}: "
            f'parse("T and not F") makes a tree of a text'
        )
