"""20.1: nodes of one number: which trees a pair of gates gets wrong, and what goes wrong there."""

from functools import lru_cache

import numpy as np

from nnlearn import trees
from nnlearn.arguments import describe

NAMES = ("and", "or")
BOTH = {"and": np.logical_and.outer, "or": np.logical_or.outer}


def gates_of(gates):
    """Return the six numbers as {"and": (a, b, c), "or": (a, b, c)}, or raise with what is wrong about their form."""
    form = 'a dict {"and": (a, b, c), "or": (a, b, c)}'
    if not isinstance(gates, dict):
        raise TypeError(f"Expected gates to be {form}, got {describe(gates)}.")
    if set(gates) != set(NAMES):
        raise ValueError(f"Expected gates to be {form}, got one with the keys {', '.join(map(repr, gates)) or 'none'}.")
    found = {}
    for name in NAMES:
        three = gates[name]
        if three is ... or (isinstance(three, list | tuple) and ... in three):
            raise ValueError(f'The dots of "{name}" have still to be replaced by three numbers.')
        try:
            numbers = np.asarray(three, dtype=float)
        except (TypeError, ValueError):
            raise TypeError(f'Expected "{name}" to be three numbers (a, b, c), got {describe(three)}.') from None
        if numbers.shape != (3,) or not np.isfinite(numbers).all():
            raise ValueError(f'Expected "{name}" to be three finite numbers (a, b, c), got {describe(three)}.')
        found[name] = numbers
    return found


def levels(gates, depth):
    """Return the numbers of all roots of trees one operator deeper than `depth` at most, by their operator.

    Also what they should say, and the numbers of the children: {name: (v, truth)}, children.
    """
    v, truth = np.array([1.0, -1.0]), np.array([True, False])  # T, F
    for level in range(depth + 1):
        made = {}
        for name, (a, b, c) in gates.items():
            with np.errstate(over="ignore"):
                made[name] = np.tanh(np.add.outer(a * v, b * v) + c).ravel(), BOTH[name](truth, truth).ravel()
        if level == depth:
            return made, v
        v = np.concatenate([v[:2], *(made[name][0] for name in NAMES)])
        truth = np.concatenate([truth[:2], *(made[name][1] for name in NAMES)])
    return None


def said(gates, depth):
    """Return what `and` and `or` say of T T, T F, F T, F F: 1, -1 or 0; for deeper trees whether all are right."""
    made, _ = levels(gates_of(gates), depth - 1)
    if depth == 1:
        return tuple(np.sign(made[name][0]).astype(int) for name in NAMES)
    right = all((np.where(truth, v, -v) > 0).all() for v, truth in made.values())
    return "all right" if right else "some wrong"


@lru_cache(maxsize=3)
def _trees(depth):
    """Return all trees up to this depth, in the order of `levels`."""
    if depth == 0:
        return ("T", "F")
    below = _trees(depth - 1)
    return ("T", "F", *((name, left, right) for name in NAMES for left in below for right in below))


def advice(gates):
    """Show the first tree that goes wrong: its number, and those of its children; "" if the form is wrong."""
    try:
        found = gates_of(gates)
    except (TypeError, ValueError):
        return ""
    for depth in range(3):
        made, below = levels(found, depth)
        for name in NAMES:
            v, truth = made[name]
            wrong = np.flatnonzero(np.where(truth, v, -v) <= 0)
            if wrong.size:
                left, right = divmod(int(wrong[0]), len(below))
                tree = " ".join(trees.tokens((name, _trees(depth)[left], _trees(depth)[right])))
                a, b, c = found[name]
                total = a * below[left] + b * below[right] + c
                return (
                    f"`{tree}` is {'true' if truth[wrong[0]] else 'false'}. Its children have {below[left]:.2f} and "
                    f"{below[right]:.2f}, so the sum at its root is {total:.2f}: it should be "
                    f"{'above' if truth[wrong[0]] else 'below'} 0."
                )
    return ""
