"""Relations of places: which numbers of a result are right, and what the wrong ones have in common."""

import numpy as np

from nnlearn.checks.compare import relative_error
from nnlearn.checks.diagnosis.relations.words import up


def relations(cases, what):
    """Yield a sentence if the wrong numbers are the same part of every result: a row, a border, the negative ones."""
    if any(case.expected.shape != case.found.shape or case.expected.size < 2 for case in cases):
        return
    wrong = [~(relative_error(case.expected, case.found) <= case.tolerance) for case in cases]
    for shift in (1, -1):
        if all(_late(case, shift) for case in cases):
            yield (
                f"{up(what)} is one step {'late' if shift > 0 else 'early'}: "
                f"place t holds what belongs to t {'-' if shift > 0 else '+'} 1."
            )
            return
    for shifts in SHIFTS:
        if all(_moved(case, shifts) for case in cases):
            first = cases[0].expected.ndim - 2
            axes = " and ".join(f"{by:+d} along axis {axis}" for axis, by in enumerate(shifts, first) if by)
            yield f"{up(what)} is shifted as a whole, by {axes}. Where does it begin?"
            return
    for place, words in ((-1, "last"), (0, "first")):
        if all(_repeated(case, place) for case in cases):
            once = " Was one array stored each time, and changed afterwards?" if place else ""
            yield f"In {what} every row is the {words} one. What should be new in each turn?{once}"
            return
    if all(mask.all() for mask in wrong):
        return
    for words, of in (*_edges(cases[0].expected.ndim), *_signs(cases[0])):
        masks = [of(case) for case in cases]
        if any(mask is None for mask in masks):
            continue
        if all((mask == bad).all() for mask, bad in zip(masks, wrong, strict=True)):
            yield f"{up(what)} is wrong {words}, and right everywhere else."
            return
        if words.startswith("in") and all((mask == ~bad).all() for mask, bad in zip(masks, wrong, strict=True)):
            yield f"{up(what)} is right only {words}."
            return
    if all(_left_out(case, mask) for case, mask in zip(cases, wrong, strict=True)):
        yield (
            f"{up(what)} is right up to some places that are 0. "
            "Is nothing written there, or is it set to 0 by a condition?"
        )


def _left_out(case, wrong):
    return not case.found[wrong].any() and bool(case.found.any())


SHIFTS = [(down, right) for down in (-1, 0, 1) for right in (-1, 0, 1) if down or right]


def _moved(case, shifts):
    """Return whether a result of two axes or more stands one place off along the last two."""
    if case.expected.ndim < 2 or min(case.expected.shape[-2:]) < 3 or not np.ptp(case.expected):
        return False
    kept = [(slice(max(-by, 0), min(-by, 0) or None), slice(max(by, 0), min(by, 0) or None)) for by in shifts]
    one, other = (case.expected[..., kept[0][0], kept[1][0]], case.found[..., kept[0][1], kept[1][1]])
    return bool((relative_error(one, other) <= case.tolerance).all()) and bool(np.ptp(one))


def _late(case, shift):
    if case.expected.ndim == 0 or len(case.expected) < 3:
        return False
    one, other = (case.expected[:-1], case.found[1:]) if shift > 0 else (case.expected[1:], case.found[:-1])
    return bool((relative_error(one, other) <= case.tolerance).all()) and bool(np.ptp(case.expected))


def _repeated(case, place):
    """Return whether all rows of a table are the first or the last one that is expected."""
    if case.expected.ndim < 2 or len(case.expected) < 2 or not np.ptp(case.expected, axis=0).any():
        return False
    return bool(
        (relative_error(np.broadcast_to(case.expected[place], case.found.shape), case.found) <= case.tolerance).all()
    )


def _edges(ndim):
    for axis, name in ((0, "row" if ndim > 1 else "place"), (1, "column")):
        for place, words in ((0, "first"), (-1, "last")):

            def mask(case, axis=axis, place=place):
                if case.expected.ndim <= axis or case.expected.shape[axis] < 2:
                    return None
                found = np.zeros(case.expected.shape, bool)
                found[(slice(None),) * axis + (place,)] = True
                return found

            yield f"in the {words} {name}", mask

    def diagonal(case):
        return np.eye(*case.expected.shape, dtype=bool) if case.expected.ndim == 2 else None

    def border(case):
        if case.expected.ndim < 2 or min(case.expected.shape[-2:]) < 3:
            return None
        found = np.ones(case.expected.shape, bool)
        found[..., 1:-1, 1:-1] = False
        return found

    yield "on the diagonal", diagonal
    yield "at the border", border


def _signs(first):
    yield "where the expected number is negative", lambda case: case.expected < 0
    yield "where the expected number is 0", lambda case: case.expected == 0
    yield "where the expected number is positive", lambda case: case.expected > 0
    for name, value in first.arguments.items():
        if isinstance(value, np.ndarray) and value.shape == first.expected.shape and value.dtype.kind in "biuf":
            for words, test in (("negative", np.less), ("0", np.equal), ("positive", np.greater)):

                def mask(case, name=name, test=test):
                    value = np.asarray(case.arguments.get(name))
                    return test(value, 0) if value.shape == case.expected.shape else None

                yield f"where `{name}` is {words}", mask
