"""Watch how an answer to 09.3 moves x: which arrays it hands to the function."""

import contextlib

import numpy as np

PLACE = np.array([[1.0, -2.0, 0.5], [2.0, 1.5, -1.0]])
WEIGHTS = np.array([[1.0, -1.0, 2.0], [1.0, 3.0, -2.0]])
STEP = 1e-5


def how_it_measures(answer):
    """Return a sentence about how a wrong `check_gradient` moves the numbers of x, or "" if it moves them as asked.

    Parameters
    ----------
    answer : function
    """
    seen = []

    def function(v):
        seen.append(np.array(v, dtype=float))
        return float((WEIGHTS * seen[-1].reshape(PLACE.shape) ** 3).sum())

    with contextlib.suppress(Exception):  # what it did before an error still tells
        answer(function, PLACE.copy(), 3 * WEIGHTS * PLACE**2)
    moves = [v - PLACE for v in seen if v.shape == PLACE.shape]
    return _shapes(seen) or (
        _unmoved(answer) if moves and not any(_moved(one).size for one in moves) else _moves(moves)
    )


def _shapes(seen):
    other = next((v.shape for v in seen if v.shape != PLACE.shape), None)
    if other is None:
        return ""
    return (
        f"It calls `function` with an array of shape {other} where x has the shape {PLACE.shape}. Move a number in a "
        "copy of x, and hand over the whole copy."
    )


def _unmoved(answer):
    """Say why every call gets x as it is: x itself is moved there and back, or a copy is moved and not handed over."""
    fixed = PLACE.copy()
    fixed.flags.writeable = False
    try:
        answer(lambda v: float((WEIGHTS * np.reshape(v, PLACE.shape) ** 3).sum()), fixed, 3 * WEIGHTS * PLACE**2)
    except ValueError as error:
        if "read-only" in str(error):
            return (
                "`function` gets x unmoved, in every call. Is each of the two moved arrays a copy of its own? "
                "After `up = x` both are names of one array."
            )
    except Exception:  # another error is told elsewhere
        return "`function` gets x unmoved, in every call. What does it get, and what do you move?"
    return (
        "`function` gets x unmoved, in every call. Do you hand over the array that you move? x.flatten() and x.copy() "
        "are new arrays: what is moved there is not moved in x."
    )


def _moved(move):
    return np.flatnonzero(np.abs(move) > 5e-15)  # what moving there and back leaves by rounding is less


def _moves(moves):
    """Judge a list of arrays: how far each number was moved, in each call."""
    moved = [_moved(move) for move in moves]
    if not moved:
        return "It never calls `function` with an array: how does it measure?"
    first = next(one for one in moved if len(one))
    if len(first) > 1:
        return (
            f"It moves {len(first)} numbers of x at once, and so measures the sum of their slopes. Move one number at "
            "a time: np.ndindex(*x.shape) goes through all places."
        )
    if any(len(one) > 1 for one in moved):
        return (
            "When it moves a number, the ones before are still moved. Put each back, or begin with a fresh copy of x."
        )
    reached = len({int(one[0]) for one in moved if len(one)})
    if reached < PLACE.size:
        size = f"an x of shape {PLACE.shape}"
        return f"It moves only {reached} of the {PLACE.size} numbers of {size}. Does its loop end too early?"
    steps = sorted({float(f"{abs(move.flat[one[0]]):.3g}") for move, one in zip(moves, moved, strict=True) if len(one)})
    if steps != [STEP]:
        return f"It moves numbers by {' and '.join(f'{step:g}' for step in steps)}; the step of the task is {STEP:g}."
    return ""
