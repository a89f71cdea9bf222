"""Relations of shape: transposed, an axis too many, one row only, summed up, one element short."""

from itertools import permutations

import numpy as np

from nnlearn.checks.compare import relative_error


def same(one, other, tolerance):
    """Return whether two arrays have one shape and equal numbers."""
    return one.shape == other.shape and bool((relative_error(one, other) <= tolerance).all())


def relations(cases, what):
    """Yield a sentence for each relation between arrays of different shapes, or transposed ones, that holds."""
    if all(case.expected.shape == case.found.shape for case in cases):
        yield from _transposed(cases, what)
        return
    for holds, sentence in (*_tests(what), *_lengths(what)):
        if all(holds(case) for case in cases):
            yield sentence
            return
    if all(_same_as_far_as_both_go(case) for case in cases) and not any(_turned(case) for case in cases):
        yield _ends(cases, what)
        return
    yield from _reductions(cases, what)


def _same_as_far_as_both_go(case):
    if not case.expected.ndim == case.found.ndim > 0:
        return False
    both = tuple(slice(min(lengths)) for lengths in _lengths_of(case))
    return case.expected[both].size > 0 and same(case.expected[both], case.found[both], case.tolerance)


def _turned(case):
    """Return whether a result is too short along one axis and too long along another."""
    signs = {np.sign(found - expected) for expected, found in _lengths_of(case)}
    return {1, -1} <= signs


def _ends(cases, what):
    ends = [(axis, *lengths) for case in cases for axis, lengths in enumerate(_lengths_of(case))]
    early = any(found < expected for _, expected, found in ends)
    late = any(found > expected for _, expected, found in ends)
    axes = sorted({axis for axis, expected, found in ends if expected != found})
    along = f" along {' and '.join(f'axis {axis}' for axis in axes)}" if cases[0].expected.ndim > 1 else ""
    when = "sometimes too early and sometimes too late" if early and late else "too early" if early else "too late"
    return (
        f"As far as it should go, all of {what} is right, but it ends {when}{along}: "
        "compare the lengths in the two shapes, and look at what decides where it ends."
    )


def _lengths_of(case):
    return zip(case.expected.shape, case.found.shape, strict=True)


def _transposed(cases, what):
    shown = [case for case in cases if case.expected.ndim >= 2 and max(case.expected.shape) > 1]
    if shown and all(
        same(np.swapaxes(case.expected, -1, -2), case.found, case.tolerance)
        for case in cases
        if case.expected.ndim >= 2
    ):
        yield f"Rows and columns of {what} are exchanged: transposed, it would be right."


def _tests(what):
    def single(case):
        return case.expected.ravel().shape == case.found.ravel().shape and same(
            case.expected.ravel(), case.found.ravel(), case.tolerance
        )

    def axes(case):
        return case.expected.ndim == case.found.ndim >= 2 and same(
            np.swapaxes(case.expected, -1, -2), case.found, case.tolerance
        )

    def permuted(case):
        return case.expected.ndim == case.found.ndim > 2 and any(
            same(np.transpose(case.expected, order), case.found, case.tolerance)
            for order in permutations(range(case.expected.ndim))
        )

    def folded(case):
        return case.expected.ndim == 2 and same(case.expected.T.ravel(), case.found.ravel(), case.tolerance)

    def flat(case):
        return single(case) and case.expected.squeeze().shape == case.found.squeeze().shape

    def counted(case):
        return case.expected.ndim == 0 < case.found.ndim and len(case.found) == case.expected

    yield counted, f"Here {what} is a list of things; how many there are is asked for."
    yield (
        flat,
        f"The numbers of {what} are right, but an axis of length 1 is too many or missing. "
        "Compare the two shapes; `x[:, 0]`, `x[:, None]` and `keepdims=True` change such an axis.",
    )
    yield axes, f"Rows and columns of {what} are exchanged: transposed, it would be right."
    yield single, f"The numbers of {what} are right, but they have another shape: reshape them."
    yield (
        permuted,
        f"The numbers of {what} are right, but its axes stand in another order: compare the two shapes. transpose "
        "puts axes into a new order.",
    )
    yield (
        folded,
        f"The numbers of {what} are right, but they stand row by row where they should stand column by column, and in "
        "another shape: reshape them to a table first, and then exchange its rows and columns.",
    )


def _lengths(what):
    for part, words in ((slice(None, -1), "last"), (slice(1, None), "first")):

        def short(case, part=part):
            return (
                case.expected.ndim > 0
                and len(case.expected) > 1
                and same(case.expected[part], case.found, case.tolerance)
            )

        def long(case, part=part):
            return case.found.ndim > 0 and len(case.found) > 1 and same(case.expected, case.found[part], case.tolerance)

        yield short, f"The {words} element of {what} is missing; all others are right."
        yield long, f"There is one element too many in {what}, the {words}; all others are right."


def _reductions(cases, what):
    for place, words in ((0, "first"), (-1, "last")):
        for axis in range(max(case.expected.ndim for case in cases)):
            if all(
                axis < case.expected.ndim
                and case.expected.shape[axis]
                and any(
                    same(np.take(case.expected, chosen, axis), case.found, case.tolerance)
                    for chosen in (place, [place])
                )
                for case in cases
            ):
                again = (
                    " A `return` inside a loop ends it in its first turn."
                    if place == 0
                    else " Does each turn of a loop replace what the one before found?"
                )
                yield f"Only the {words} part of {what} is there (along axis {axis}); the others are missing.{again}"
                return
    for name, where in (("largest", np.argmax), ("smallest", np.argmin)):
        for axis in (None, *range(3)):
            if all(_reduces(where, axis, case.expected, case.found, case.tolerance) for case in cases):
                yield f"Here the place of the {name} element stands for {what}; the numbers themselves are wanted."
                return
    for name, reduce in (("summed", np.sum), ("averaged", np.mean), ("reduced to the largest", np.max)):
        for axis in (None, *range(3)):
            along = "over everything" if axis is None else f"along axis {axis}"
            if all(_reduces(reduce, axis, case.expected, case.found, case.tolerance) for case in cases):
                yield f"Here {what} is {name} {along}; each number is wanted by itself."
                return
            long = [case for case in cases if case.found.size > 1]
            alone = [case for case in cases if case.found.size == 1]
            if (
                long
                and all(_reduces(reduce, axis, case.found, case.expected, case.tolerance) for case in long)
                and all(same(case.expected.ravel(), case.found.ravel(), case.tolerance) for case in alone)
            ):
                yield f"Here {what} is not yet {name} {along}: the numbers stand there one by one."
                return


def _reduces(reduce, axis, long, short, tolerance):
    if long.ndim == 0 or long.size < 2 or (axis is not None and axis >= long.ndim):
        return False
    return same(np.asarray(reduce(long, axis=axis)), short.squeeze() if axis is None else short, tolerance)
