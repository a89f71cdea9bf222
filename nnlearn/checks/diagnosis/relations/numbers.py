"""Relations of numbers at equal shapes: a sign, a factor, an offset, a function too many or too few, too few digits."""

from collections.abc import Callable
from itertools import permutations

import numpy as np

from nnlearn.checks.compare import relative_error
from nnlearn.checks.diagnosis.relations.size import same
from nnlearn.checks.diagnosis.relations.words import up


def relations(cases, what):
    """Yield a sentence for each relation between arrays of equal shape that explains all of them."""
    if any(case.expected.shape != case.found.shape for case in cases):
        return
    if all(_same(-case.expected, case.found, case) for case in cases):
        yield f"The sign of {what} is wrong: it is right but for the minus."
        return
    if all(_near(case) for case in cases):
        yield f"{up(what)} is right to six digits only, as float32 is. Compute in float64."
        return
    for kind in (_constant, _factors, _offsets, _functions, _choices, _fractions):
        sentences = list(kind(cases, what))
        if sentences:
            yield from sentences
            return


def _constant(cases, what):
    wanted, ours = (np.concatenate([value.ravel() for value in values]) for values in _both(cases))
    if len(cases) > 2 and ours.size > 2 and np.ptp(wanted) and (ours == ours[0]).all():
        yield f"{up(what)} is {ours[0]:g} in each of {len(cases)} inputs that ought to differ."


def _fractions(cases, what):
    wanted, ours = (np.concatenate([value.ravel() for value in values]) for values in _both(cases))
    several = len(np.unique(wanted)) > 2
    if several and (wanted == np.round(wanted)).all() and np.isfinite(ours).all() and (ours != np.round(ours)).any():
        yield f"For {what} whole numbers are asked for, such as places or counts; yours are fractions."


def _both(cases):
    return [case.expected for case in cases], [case.found for case in cases]


def _same(one, other, case):
    return same(one, other, case.tolerance)


def _near(case):
    return bool((relative_error(case.expected, case.found) <= 3e-6).all())


def _scalars(case):
    """Yield (words, number) for everything about the arguments that could be a factor."""
    for name, value in case.arguments.items():
        if isinstance(value, int | float | np.number) and not isinstance(value, bool):
            yield f"`{name}`", float(value)
        shape = np.shape(value) if isinstance(value, np.ndarray | list | tuple) and _regular(value) else ()
        for axis, size in enumerate(shape):
            length = f"the length of `{name}`" if len(shape) == 1 else f"the length of axis {axis} of `{name}`"
            yield f"{length} ({size} in the first input)", float(size)
        if len(shape) > 1:
            yield f"the number of elements of `{name}`", float(np.prod(shape))


def _regular(value):
    try:
        return np.asarray(value).dtype.kind in "biufU"
    except ValueError:
        return False


def _ratio(case):
    """Return found / expected if it is one number for the whole result, else None."""
    large = np.abs(case.expected) > 1e-9 * (np.abs(case.expected).max(initial=0.0) or 1.0)
    if not large.any() or not np.isfinite(case.found).all() or not np.isfinite(case.expected).all():
        return None
    ratios = case.found[large] / case.expected[large]
    fits = _same(case.expected * ratios.flat[0], case.found, case)
    return float(ratios.flat[0]) if fits else None


def _close(one, other):
    return abs(one - other) <= 1e-6 * max(abs(one), abs(other), 1e-12)


def _factors(cases, what):
    ratios = [_ratio(case) for case in cases]
    if any(ratio is None or ratio == 0 for ratio in ratios):
        return
    several = len(cases) > 1 or np.size(cases[0].expected) > 1
    if several and all(_close(ratio, ratios[0]) for ratio in ratios):
        yield _constant_factor(ratios[0], what)
        return
    keys = [list(_scalars(case)) for case in cases]
    if any(len(one) != len(keys[0]) for one in keys) or len(cases) < 2:
        return
    found = []
    for k in range(len(keys[0])):
        words, values = keys[0][k][0], [one[k][1] for one in keys]
        if len({round(value, 12) for value in values}) < 2 or 0 in values:
            continue
        for power, sentence, question in POWERS:
            for sign in (1, -1):
                if all(
                    _close(ratio, sign * np.sign(value) ** (power % 2) * abs(value) ** power)
                    for ratio, value in zip(ratios, values, strict=True)
                ):
                    turned = "" if sign > 0 else ", and its sign is wrong"
                    found.append(f"{up(what)} is {sentence.format(words=words)}{turned}.{question}")
    yield from found[:1]


POWERS = (
    (1, "too large by a factor: {words}", " Was it to be divided by it, or is it multiplied once too often?"),
    (-1, "too small by a factor: {words}", " Was it to be multiplied by it, or is it divided once too often?"),
    (2, "too large by a factor: the square of {words}", ""),
    (-2, "too small by a factor: the square of {words}", ""),
    (0.5, "too large by a factor: the square root of {words}", ""),
    (-0.5, "too small by a factor: the square root of {words}", ""),
)


def _constant_factor(ratio, what):
    times = 1 / ratio if abs(ratio) < 1 else ratio
    size = "small" if abs(ratio) < 1 else "large"
    sign = "" if ratio > 0 else ", and its sign is wrong"
    square = round(times**2)
    root = f", the square root of {square}" if square in (2, 3, 6, 12) and _close(times**2, square) else ""
    return f"{up(what)} is too {size} by the factor {abs(times):.4g}{root}, each time{sign}."


def _offsets(cases, what):
    gaps = [case.found - case.expected for case in cases]
    first = float(gaps[0].flat[0]) if gaps[0].size else 0.0
    if (
        first
        and np.isfinite(first)
        and (len(cases) > 1 or gaps[0].size > 1)
        and all(_same(case.expected + first, case.found, case) for case in cases)
    ):
        words = "Is something counted once too often, or once too few?" if float(first).is_integer() else ""
        yield (f"{up(what)} is too {'large' if first > 0 else 'small'} by {abs(first):.4g}, each time. {words}".strip())
        return
    for name in cases[0].arguments:
        for sign, sentence in (
            (1, "{what} has `{name}` added once too often"),
            (-1, "`{name}` is missing from {what}, or subtracted where it should be added"),
        ):
            if all(_is(case, sign, name) for case in cases):
                text = sentence.format(what=what, name=name)
                yield f"{up(text)}: the difference is exactly `{name}`."
        for factor in (2, -2):
            if all(_is(case, factor, name) for case in cases):
                yield f"The sign of `{name}` in {what} is wrong: the difference is twice `{name}`."
    for name in cases[0].arguments:
        if all(_times(case, name, case.expected, case.found) for case in cases):
            zeros = any(not np.all(np.asarray(case.arguments[name])) for case in cases)
            divided = "" if zeros else ", or should be divided by it"
            yield f"{up(what)} is multiplied by `{name}` once too often{divided}."
        elif all(_times(case, name, case.found, case.expected) for case in cases):
            yield f"{up(what)} lacks a factor: multiplied by `{name}`, it would be right."


def _array(value):
    try:
        array = np.asarray(value)
    except ValueError:
        return None
    return array.astype(float) if array.dtype.kind in "biuf" and array.size and array.any() else None


def _is(case, factor, name):
    array = _array(case.arguments[name])
    if array is None or array.ndim > case.expected.ndim:
        return False
    try:
        return _same(np.asarray(case.expected + factor * array), case.found, case)
    except ValueError:
        return False


def _times(case, name, one, other):
    array = _array(case.arguments[name])
    if array is None or array.ndim == 0 or array.shape != one.shape or not np.ptp(array):
        return False
    return _same(one * array, other, case)


FUNCTIONS: dict[str, Callable] = {
    "the square root": np.sqrt, "the square": np.square, "the absolute value": np.abs, "the exponential": np.exp,
    "the logarithm": np.log, "tanh": np.tanh, "the sigmoid": lambda z: 1 / (1 + np.exp(-z)),
    "ReLU": lambda z: np.maximum(z, 0), "one minus": lambda z: 1 - z, "the reciprocal": lambda z: 1 / z,
    "the running sum": lambda z: np.cumsum(z, axis=0), "the sign": np.sign, "rounding": np.round,
    "a step at 0": lambda z: 1.0 * (z >= 0),
    "rounding down": np.floor, "rounding up": np.ceil, "rounding towards 0": np.trunc,
    "division by the sum": lambda z: z / z.sum(axis=-1, keepdims=True),
    "softmax": lambda z: np.exp(z) / np.exp(z).sum(axis=-1, keepdims=True), "division by 2": lambda z: z / 2,
}  # fmt: skip


def _functions(cases, what):
    varied = len(np.unique(np.concatenate([case.found.ravel() for case in cases]))) > 1  # all rounds to 0 says nothing
    for name, function in FUNCTIONS.items():
        if all(
            case.expected.ndim or name not in ("the running sum", "softmax", "division by the sum") for case in cases
        ):
            old, new = ([getattr(case, part) for case in cases] for part in ("expected", "found"))
            if (
                varied
                and _shows(name, old, new)
                and all(_same(function(case.expected), case.found, case) for case in cases)
            ):
                yield f"{up(what)} is right up to this: {name} is applied to it, which is not asked for."
                return
            if _shows(name, new, old) and all(_same(function(case.found), case.expected, case) for case in cases):
                yield f"{up(what)} is not finished: with {name} applied to it, it would be right."
                return


def _shows(name, before, after):
    """Return whether numbers can show that a function was applied: a 1 for each large one may be anything."""
    old, new = (set(np.concatenate([values.ravel() for values in several])) for several in (before, after))
    if name in ("the sign", "a step at 0"):
        return min(old) < 0 < max(old)
    if name.startswith("rounding") and any(value != round(value) for value in new if np.isfinite(value)):
        return False  # all but 0, not 0
    return not new <= {-1.0, 0.0, 1.0} or old <= {-1.0, 0.0, 1.0}


def _choices(cases, what):
    if all(set(np.unique(case.expected)) <= {0, 1} for case in cases) and all(
        _same(2 * case.expected - 1, case.found, case) for case in cases
    ):
        yield f"In {what} the values are -1 and 1; 0 and 1 are asked for."
    many = [case for case in cases if case.expected.size > 2]
    if many and all(_same(np.sort(case.expected.ravel()), np.sort(case.found.ravel()), case) for case in cases):
        ordered = all(_same(np.sort(case.expected, axis=0), case.found, case) for case in many)
        turned = [
            axis
            for axis in range(2)
            if all(case.expected.ndim > axis and _same(np.flip(case.expected, axis), case.found, case) for case in many)
        ]
        rolled = [
            (by, axis)
            for axis in range(2)
            for by in (1, -1)
            if all(
                case.expected.ndim > axis and _same(np.roll(case.expected, by, axis), case.found, case) for case in many
            )
        ]
        if turned:
            yield f"{up(what)} comes in reverse order along axis {turned[0]}."
        elif rolled:
            yield (
                f"{up(what)} is shifted by one place along axis {rolled[0][1]}, "
                "and what falls off at one end comes in at the other."
            )
        elif ordered:
            yield f"{up(what)} is sorted; it should stay in its own order."
        elif _reshaped(many):
            yield (
                f"{up(what)} has the right numbers in the wrong places: they stand as reshape leaves them where axes "
                "must be exchanged. It keeps the order of all numbers; `.T` and transpose change it."
            )
        else:
            yield f"{up(what)} has the right numbers in the wrong places."


def _reshaped(cases):
    """Return whether all results are the right ones transposed, and then reshaped to the right shape."""
    orders = list(permutations(range(cases[0].expected.ndim)))[1:]
    return 1 < cases[0].expected.ndim < 5 and any(
        all(
            case.expected.ndim == len(order)
            and _same(np.transpose(case.expected, order).reshape(case.expected.shape), case.found, case)
            for case in cases
        )
        for order in orders
    )
