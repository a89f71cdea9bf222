"""Measure the one neuron of exercise 01.5, and find out by trying what keeps it from the cell's curve."""

import math
import time
from itertools import permutations

import numpy as np

from nnlearn.arguments import describe
from nnlearn.checks.guarded_call import quiet
from nnlearn.lessons.neuron.answers import CURRENTS, MAX_SPIKES_OFF, rates

PARTS = "(activation, weight, bias, height)"
NUMBERS = ("weight", "bias", "height")
SECONDS = 0.8  # for the search


def measure_distance(answer):
    """Measure how far height * f(w I + b) is from the rates, root mean square."""
    activation, *numbers = _parts(answer)
    curve = numbers[2] * _outputs(activation, numbers[0] * CURRENTS + numbers[1])
    if not np.isfinite(curve).all():
        raise ValueError(_not_finite(curve, numbers))
    off = curve - rates()
    rms = _rms(off)
    worst = int(np.abs(off).argmax())
    shown = np.ceil(10 * rms - 1e-9) / 10  # up, so that no value within the limit is shown for one beyond it
    sentence = f"Off by {shown:.1f} spikes per second; the worst: {off[worst]:+.0f} at {CURRENTS[worst]:.1f} nA."
    if rms <= MAX_SPIKES_OFF:
        return rms, True, sentence, ""
    with quiet(), np.errstate(all="ignore"):
        return rms, False, sentence, _advice(activation, numbers, curve)


def _rms(off):
    return float(np.sqrt((off**2).mean()))


def _parts(answer):
    """Return activation, weight, bias and height, or raise what is wrong with the form."""
    if not isinstance(answer, list | tuple):
        raise TypeError(f"Expected four things in round brackets, {PARTS}, got {describe(answer)}.")
    if len(answer) != 4:
        fault = "Which is missing?" if len(answer) < 4 else "Which is one too many?"
        if any(isinstance(one, list | tuple) for one in answer):
            fault = "No part of it stands in brackets of its own."
        raise ValueError(f"Expected four things, {PARTS}, got {len(answer)}. {fault}")
    activation, *numbers = answer
    if not callable(activation):
        if any(callable(one) for one in numbers):
            raise TypeError(f"Expected {PARTS}, got {describe(activation)} first: the activation is in another place.")
        if isinstance(activation, str):
            raise TypeError(
                f"Expected a function as activation, got {describe(activation)}: its name without quotation marks."
            )
        raise TypeError(
            f"Expected a function as activation, got {describe(activation)}. "
            "With brackets after its name a function is called, and its result stands there."
        )
    for name, value in zip(NUMBERS, numbers, strict=True):
        if isinstance(value, str) or np.size(value) != 1 or np.asarray(value).dtype.kind not in "biuf":
            raise TypeError(f"Expected the {name} to be one number, got {describe(value)}.")
        if not np.isfinite(value):
            raise ValueError(f"Expected the {name} to be a finite number, got {describe(value)}.")
    return activation, *(float(np.asarray(value).item()) for value in numbers)


def _outputs(activation, sums):
    """Return the activation of an array of sums as an array, or raise what is wrong with the activation."""
    found = _array(activation(sums.copy()), sums)
    alone = ((sums[i : i + 1], found[i : i + 1]) for i in range(len(sums)))
    parts = ((sums[::-1], found[::-1]), (sums[3:20], found[3:20]), *alone)
    for part, expected in parts:
        if not np.allclose(_array(activation(part.copy()), part), expected, equal_nan=True):
            again = _array(activation(sums.copy()), sums)
            if not np.allclose(again, found, equal_nan=True):
                raise ValueError("The activation gives something else at a second call. Does it use random numbers?")
            raise ValueError(
                "An activation must treat each number by itself: for a part of the sums yours gives something else "
                "than for all of them. Does it use their largest, their sum or their order?"
            )
    return found


def _array(outputs, sums):
    if outputs is None:
        raise TypeError("The activation gave None for an array of sums. Is its `return` missing?")
    if callable(outputs) or np.asarray(outputs).dtype.kind not in "biuf":
        raise TypeError(f"Expected the activation to give an array of numbers, got {describe(outputs)}.")
    found = np.asarray(outputs, float)
    if found.shape == ():
        raise ValueError(
            f"The activation gave one number for {len(sums)} sums; each needs its own. (np.max and .max() give the "
            "largest of all, np.maximum(z, 0) the larger of each and 0.)"
        )
    if found.shape != sums.shape:
        raise ValueError(f"Expected the activation to give shape {sums.shape} for as many sums, got {found.shape}.")
    return found


def _not_finite(curve, numbers):
    bad = np.flatnonzero(~np.isfinite(curve))
    current = CURRENTS[bad[0]]
    gives = "no number (NaN)" if np.isnan(curve[bad]).any() else "an infinite number"
    return (
        f"The activation gives {gives} at {len(bad)} of 41 currents, first at {current:.1f} nA, where the sum is "
        f"{numbers[0] * current + numbers[1]:.3g}. What should it give for such a sum?"
    )


def _advice(activation, numbers, curve):
    """Return what would bring the curve closer, tried out."""
    weight, bias, height = numbers
    now = _rms(curve - rates())

    def off(w, b, h):
        try:
            return _rms(h * np.asarray(activation(w * CURRENTS + b), float) - rates())
        except Exception:  # at other sums it may do anything
            return np.inf

    if weight == 0 or not np.ptp(curve):
        why = "the weight is 0" if weight == 0 else "all sums are where the activation does not change"
        return f"The curve is the same at every current: {why}."
    close = min(now / 2, 3 * MAX_SPIKES_OFF)  # what is only less wrong does not show the reason
    current = off(weight, bias * weight, height) < close or off(weight, -bias * weight, height) < close
    for other in permutations(numbers):
        if off(*other) < close:
            if current:  # with ReLU a weight of 60 and a height of 60 give the same curve
                return (
                    f"The sum is 0 at the current -b/w, {-bias / weight:.2g} nA in yours. Is your bias such a current "
                    "itself, or do weight and height stand in each other's places?"
                )
            told = ", ".join(f"{name} {value:g}" for name, value in zip(NUMBERS, other, strict=True))
            return f"Is the order right? With {told} it is off by {off(*other):.1f}."
    if off(weight, -bias, height) < close:
        return "The sign of the bias is wrong: the curve begins or has its middle at -b/w, which is negative in yours."
    if off(-weight, bias, height) < close or off(-weight, -bias, height) < close:
        return "The sign of the weight is wrong: with yours the rate falls as the current rises."
    if current:
        return (
            f"The sum is 0 at the current -b/w, {-bias / weight:.2g} nA in yours. Is your bias such a current itself?"
        )
    return _by_search(off, activation, numbers, now, curve)


def _by_search(off, activation, numbers, now, curve):
    best, whole = _search(activation)
    best = min(best, now)
    if best > MAX_SPIKES_OFF and whole:
        lowest = curve[CURRENTS <= 1.5].min()
        below = f" Where the cell is silent, it goes down to {lowest:.0f}." if lowest < -MAX_SPIKES_OFF else ""
        return (
            "This activation has the wrong shape: whatever weight, bias and height were tried, it stayed off by "
            f"{math.floor(10 * best) / 10:.1f} or more.{below} The cell is silent up to 1.5 nA, then rises steeply, "
            "then less steeply."
        )
    changes = []
    for k, name in enumerate(NUMBERS):
        for value in _other_values(name, numbers, curve):
            other = [value if i == k else one for i, one in enumerate(numbers)]
            changes.append((off(*other), _way(numbers[k], value), name))
    found, way, name = min(changes)
    able = f"This activation can do it: numbers were found with which it is off by {best:.1f}. " * (
        best <= MAX_SPIKES_OFF
    )
    if found <= MAX_SPIKES_OFF:
        return f"{able}It is enough to change the {name}: it must be {way}."
    if found < 0.95 * now:
        return f"{able}More than one number has to change; first of all the {name}, which should be {way}."
    return f"{able}No single number helps: two or three have to change together."


def _other_values(name, numbers, curve):
    """Return what to try in place of one of the numbers: far away as well, and beyond 0."""
    weight, bias, height = numbers
    if name == "height":
        return [height * (curve @ rates()) / (curve @ curve)]  # the best one
    if name == "bias":
        return [*(-weight * np.linspace(-1, 5, 241)), *(bias * np.geomspace(0.1, 10, 81))]
    return weight * np.outer((1, -1), np.geomspace(1e-3, 1e3, 241)).ravel()


def _way(old, new):
    if old * new < 0:
        return "below 0" if new < 0 else "above 0"
    return f"{'farther from' if abs(new) > abs(old) else 'closer to'} 0"


def _search(activation):
    """Return how close the activation comes for many weights and biases, each with its best height, and whether all
    of them could be tried in the time."""
    end, best = time.monotonic() + SECONDS, np.inf
    target = rates()
    for zero in np.linspace(-1, 5, 61):
        for weight in np.geomspace(0.05, 60, 24):
            for sign in (1, -1):
                if time.monotonic() > end:
                    return best, False
                try:
                    f = np.asarray(activation(sign * weight * (CURRENTS - zero)), float)
                    size = f @ f
                    best = min(best, _rms(f * (f @ target / size) - target)) if 0 < size < np.inf else best
                except Exception:
                    continue
    return best, True
