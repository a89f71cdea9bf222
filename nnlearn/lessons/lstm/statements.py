"""Statements of code for a network that reads signs, and statements in which one bracket is wrong."""

from typing import NamedTuple

import numpy as np

from nnlearn import datasets
from nnlearn.datasets.code_signs import CLOSING, OPENING, SIGNS

START = len(SIGNS)  # the code that stands in front of every statement


class Padded(NamedTuple):
    """Statements of unequal length as arrays; see `padded`."""

    x: np.ndarray
    y: np.ndarray
    mask: np.ndarray


class Damaged(NamedTuple):
    """Statements with one wrong closing bracket each; see `damaged`."""

    statements: list
    where: np.ndarray
    distance: np.ndarray


def padded(statements):
    """Return statements as a batch: what is read, the sign that follows, and where a statement still runs.

    Parameters
    ----------
    statements : list of ndarray of shape (length,), int64
        Codes of signs, as in `datasets.code_signs().statements`.

    Returns
    -------
    Padded
        x (N, T, 13) float32, one-hot: a start sign, then the statement without its last sign; y (N, T) int64, the
        codes to predict; mask (N, T) bool. T is the longest length; after the end of a statement x and y hold the
        start sign's code.

    Examples
    --------
    >>> x, y, mask = padded([np.array([0, 6, 7, 5]), np.array([0, 5])])
    >>> x.shape, y.tolist(), mask.sum(axis=1).tolist()
    ((2, 4, 13), [[0, 6, 7, 5], [0, 5, 12, 12]], [4, 2])
    """
    longest = max(map(len, statements))
    codes = np.full((len(statements), longest + 1), START)
    for row, statement in zip(codes, statements, strict=True):
        row[1 : len(statement) + 1] = statement
    mask = np.arange(longest) < np.array([len(statement) for statement in statements])[:, None]
    return Padded(np.eye(START + 1, dtype=np.float32)[codes[:, :-1]], codes[:, 1:], mask)


def damaged(n=600, *, seed=0):
    """Return unseen statements in which one closing bracket, drawn at random, has become one of another kind.

    They are those of `datasets.code_signs("test")` with three closing brackets or more, of two kinds or more.

    Parameters
    ----------
    n : int, >= 1
        How many at most; there are fewer than 600.
    seed : int
        For the brackets that are changed.

    Returns
    -------
    Damaged
        The statements; `where`, the place of the wrong bracket; `distance`, how many signs before it its opening
        bracket stands.

    Examples
    --------
    >>> wrong = damaged()
    >>> len(wrong.statements), len(wrong.where)
    (210, 210)
    """
    rng, broken, where, distance = np.random.default_rng(seed), [], [], []
    for statement in datasets.code_signs("test").statements:
        places = np.flatnonzero(np.isin(statement, CLOSING))
        if len(places) < 3 or len(set(statement[places].tolist())) < 2:
            continue
        place, stack = int(rng.choice(places)), []
        for j, code in enumerate(statement[: place + 1]):
            if code in OPENING:
                stack.append(j)
            elif code in CLOSING:
                opened = stack.pop()
        changed = statement.copy()
        changed[place] = rng.choice([code for code in CLOSING if code != statement[place]])
        broken.append(changed)
        where.append(place)
        distance.append(place - opened)
        if len(broken) == n:
            break
    return Damaged(broken, np.array(where), np.array(distance))


def drawn(statement):
    """Return a statement as text, signs with a letter each: n name, 1 number, t text, + operator, and its brackets.

    Examples
    --------
    >>> drawn(np.array([0, 6, 2, 4, 1, 7, 5]))
    'n(t,1)'
    """
    return "".join("n1t+,\0()[]{}"[code] for code in statement).replace("\0", "")
