"""Find the first value on a wrong answer's way that the solution does not have, and from which it never comes back.

A learner may take another way to the result than the solution: values of theirs then differ, and later ones are equal
again. Only a value after which none is equal again counts.
"""

import ast

import numpy as np

from nnlearn.checks.diagnosis.values.watched import text_of


def departure(recorded, pool):
    """Return a sentence about the first foreign value, with the last one before it that the solution has too; or [].

    Parameters
    ----------
    recorded : Recorded
        The answer, after a run.
    pool : Pool
        The values of the solution.
    """
    if _keeps_state(recorded.source.tree) or recorded.cut:
        return []
    events = [(number, pool.holds(value) if value is not None else None) for number, value in recorded.events]
    later = {number: _depending(recorded.watched, number) for number, _ in events}
    for place, (number, known) in enumerate(events):
        if (
            known is not False
            or _is_a_choice(recorded, number)
            or any(other and one in later[number] for one, other in events[place:])
        ):
            continue
        before = events[:place]
        same = [one for one, other in before if other and one != number]
        if not same or any(other is None and number in later[one] and _array(recorded, one) for one, other in before):
            return []  # perhaps another way from the start, or from a value that could be right or wrong
        inside = [one for one in same if number in recorded.watched.around[one]]
        last, first = (text_of(recorded.watched.expressions[one]) for one in ((inside or same)[-1], number))
        read = [one.id for one in ast.walk(recorded.watched.expressions[number]) if isinstance(one, ast.Name)]
        into = ", ".join(f"`{name}`" for name in dict.fromkeys(read) if name in recorded.watched.given)
        look = f"it, or {into}," if into else "it"
        return [
            f"Up to `{last}` your values are also the solution's; what `{first}` gives is not, nor anything after it. "
            f"Another way to the result, or the mistake? Work out by hand what {look} should be."
        ]
    return []


def _array(recorded, number):
    """Return whether an expression gave an array of numbers other than a shape."""
    values = recorded.values.get(number, [])
    return any(isinstance(value, np.ndarray) and value.dtype.kind == "f" and value.size > 1 for value in values)


def _is_a_choice(recorded, number):
    """Return whether an expression gave yes or no: what is compared may be laid out in many ways."""
    return any(np.asarray(value).dtype.kind == "b" for value in recorded.values.get(number, []) if value is not None)


def _keeps_state(tree):
    """Return whether values go other ways than through names: in a class, or by a call that is made for its effect."""
    effects = (one.value for one in ast.walk(tree) if isinstance(one, ast.Expr) and isinstance(one.value, ast.Call))
    names = (getattr(call.func, "attr", getattr(call.func, "id", "")) for call in effects)
    return isinstance(tree, ast.ClassDef) or any(name not in ("append", "print") for name in names)


def _depending(watched, number):
    """Return the expressions that use the value of one: those around it, and those that read a name it goes into."""
    found, waiting = set(), [number]
    while waiting:
        one = waiting.pop()
        for other in (*watched.around[one], *(k for name in watched.goes_into[one] for k in watched.reading[name])):
            if other not in found and other != number:
                found.add(other)
                waiting.append(other)
    return found
