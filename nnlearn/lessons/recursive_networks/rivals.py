"""What else can read an expression: counts of its tokens, counts of neighbours, its tokens one after the other."""

import numpy as np

from nnlearn import trees

TOKENS = ("F", "T", "not", "and", "or", "(", ")")
END = len(TOKENS)  # a mark before the first token and after the last


def numbered(tree):
    """Return the tokens of an expression as numbers, their places in TOKENS.

    Examples
    --------
    >>> numbered(("or", ("not", "T"), "F"))
    [5, 2, 1, 6, 4, 0]
    """
    return [TOKENS.index(token) for token in trees.tokens(tree)]


def bag(expressions):
    """Count the tokens of each expression, whatever their order.

    Parameters
    ----------
    expressions : sequence of trees

    Returns
    -------
    ndarray of shape (n, 7), int64
        How many F, T, not, and, or, opening and closing brackets.

    Examples
    --------
    >>> bag([("or", ("not", "T"), "T"), ("not", ("or", "T", "T"))]).tolist()
    [[0, 2, 1, 0, 1, 1, 1], [0, 2, 1, 0, 1, 1, 1]]
    """
    return np.stack([np.bincount(numbered(tree), minlength=END) for tree in expressions])


def pairs(expressions):
    """Count which token stands beside which, the two ends included.

    Parameters
    ----------
    expressions : sequence of trees

    Returns
    -------
    ndarray of shape (n, 64), int64

    Examples
    --------
    >>> first, second = pairs([("or", ("not", "T"), "T"), ("not", ("or", "T", "T"))])
    >>> bool((first == second).all()), int(first.sum())
    (False, 7)
    """
    rows = []
    for tree in expressions:
        words = np.array([END, *numbered(tree), END])
        rows.append(np.bincount((END + 1) * words[:-1] + words[1:], minlength=(END + 1) ** 2))
    return np.stack(rows)


def sequences(expressions):
    """Return the tokens of expressions as numbers, shorter ones with END in front.

    Parameters
    ----------
    expressions : sequence of trees

    Returns
    -------
    ndarray of shape (n, longest), int64

    Examples
    --------
    >>> sequences(["T", ("not", "F")]).tolist()
    [[7, 1], [2, 0]]
    """
    rows = [numbered(tree) for tree in expressions]
    longest = max(map(len, rows))
    return np.array([[END] * (longest - len(row)) + row for row in rows])


def without_brackets(expressions):
    """Return the trees that one reads who overlooks all brackets.

    Parameters
    ----------
    expressions : sequence of trees

    Returns
    -------
    list of trees

    Examples
    --------
    >>> without_brackets([("not", ("or", "T", "T"))])
    [('or', ('not', 'T'), 'T')]
    """
    return [trees.parse(" ".join(trees.tokens(tree)), brackets=False) for tree in expressions]
