"""A parser: from a text to the tree of its expression."""

import re

from nnlearn.arguments import describe, flag
from nnlearn.trees.expressions import DEEPEST, OPERATORS

BINDS = {"or": 1, "xor": 2, "and": 3}  # the higher, the closer; `not` binds closest of all
WORDS = {"true": "T", "false": "F", "t": "T", "f": "F"}


def parse(text, *, brackets=True):
    """Read an expression of not, and, xor, or: the earlier in this list, the closer it binds, as in Python.

    Parameters
    ----------
    text : str
        Leaves are T, F (or True, False) and whole numbers; `a and b and c` is `(a and b) and c`.
    brackets : bool
        Whether to heed the brackets. False reads on as if there were none: usually another tree.

    Returns
    -------
    str, int or tuple
        The tree.

    Raises
    ------
    TypeError, ValueError
        If it is not a text, holds an unknown word, or is not an expression; the message says where.

    Examples
    --------
    >>> parse("not T or T")
    ('or', ('not', 'T'), 'T')
    >>> parse("not (T or T)"), parse("not (T or T)", brackets=False)
    (('not', ('or', 'T', 'T')), ('or', ('not', 'T'), 'T'))
    """
    if not isinstance(text, str):
        raise TypeError(f"parse expected text to be a string, got {describe(text)}")
    words = re.findall(r"\w+|[()]|\S", text)
    if not flag("parse", "brackets", brackets):
        words = [word for word in words if word not in "()"]
    reader = _Reader(text, words)
    tree = reader.read(0)
    if reader.place < len(words):
        reader.stop("and, or or xor")
    return tree


class _Reader:
    def __init__(self, text, words):
        self.text, self.words, self.place, self.inside = text, words, 0, 0

    def next(self):
        return self.words[self.place].lower() if self.place < len(self.words) else ""

    def read(self, least):
        """Read operands joined by operators that bind at least this closely."""
        self.inside += 1
        if self.inside > DEEPEST:
            raise ValueError(f"parse expected text nested {DEEPEST} deep at most, got more: cut it into parts")
        tree = self.operand()
        while BINDS.get(self.next(), -1) >= max(least, 1):
            operator = self.next()
            self.place += 1
            tree = (operator, tree, self.read(BINDS[operator] + 1))
        self.inside -= 1
        return tree

    def operand(self):
        word = self.next()
        if word == "not":
            self.place += 1
            return ("not", self.read(len(OPERATORS)))
        if word == "(":
            self.place += 1
            tree = self.read(0)
            if self.next() != ")":
                self.stop("a closing bracket")
            self.place += 1
            return tree
        if word in WORDS or (word.isascii() and word.isdigit()):
            self.place += 1
            return WORDS[word] if word in WORDS else int(word)
        return self.stop("T, F, not or an opening bracket")

    def stop(self, expected):
        found = repr(self.words[self.place]) if self.place < len(self.words) else "its end"
        before = " ".join(self.words[: self.place][-3:])
        where = f" after {before!r}" if before else ""
        raise ValueError(f"parse expected text with {expected}{where}, got {found} in {self.text[:60]!r}")
