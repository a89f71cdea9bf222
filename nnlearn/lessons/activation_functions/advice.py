"""Measure the thirty layers of exercise 03.6, and say which of their two numbers is lost, and in which direction."""

import difflib

import numpy as np

from nnlearn.arguments import describe
from nnlearn.lessons.activation_functions.survival import FUNCTIONS, worst

LOW, HIGH, LAYERS = 0.2, 5.0, 30
SUITS = {"tanh": 1.25, "ReLU": 1.46, "GELU": 1.475}  # gains that pass; the sigmoid has none, at any gain


def measure_survival(answer):
    """Measure signal and sensitivity after 30 layers, in each of five draws of the weights."""
    name, gain = _parts(answer)
    found, farthest = worst(name, gain)
    passed = all(LOW <= number <= HIGH for pair in found for number in pair)
    signals, sensitivities = zip(*found, strict=True)
    sentence = (
        f"After 30 layers of {name}, over five draws, the signal is {_range(signals)} times its start, "
        f"and the sensitivity {_range(sensitivities)}."
    )
    return farthest, passed, sentence, "" if passed else _advice(name, gain, signals, sensitivities)


def _parts(answer):
    """Return the name and the gain, or raise what is wrong with the form."""
    form = 'an activation and a gain, such as ("tanh", 1.0)'
    if not isinstance(answer, tuple | list):
        raise TypeError(f"Expected {form}, got {describe(answer)}.")
    if len(answer) != 2:
        raise ValueError(f"Expected two things, {form}, got {len(answer)}.")
    name, gain = answer
    if isinstance(gain, str) and not isinstance(name, str):
        raise TypeError(f"Expected {form}: the activation first, then the gain. Yours come the other way round.")
    if callable(name):
        raise TypeError(f"Expected the name of the activation, a text in quotation marks, got {describe(name)}.")
    if not isinstance(name, str) or name not in FUNCTIONS:
        near = difflib.get_close_matches(str(name).lower(), [one.lower() for one in FUNCTIONS], 1)
        meant = [f" Is {one!r} meant?" for one in FUNCTIONS if near and one.lower() == near[0]]
        raise ValueError(f"Expected an activation of {', '.join(FUNCTIONS)}, got {describe(name)}.{''.join(meant)}")
    if isinstance(gain, str | bool) or np.size(gain) != 1 or np.asarray(gain).dtype.kind not in "iuf":
        raise TypeError(f"Expected the gain to be one number, got {describe(gain)}.")
    gain = float(np.asarray(gain).item())
    if not np.isfinite(gain) or gain <= 0:
        raise ValueError(f"Expected a gain above 0, the size of the weights times the root of the width, got {gain:g}.")
    return name, gain


def _range(numbers):
    return f"{_shown(min(numbers))} to {_shown(max(numbers))}"


def _shown(number):
    """Show a number with as many digits as it takes to see on which side of the limits it is."""
    for digits in range(2, 17):
        text = f"{number:.{digits}g}"
        if (float(text) < LOW) == (number < LOW) and (float(text) > HIGH) == (number > HIGH):
            return text
    return repr(number)


def _advice(name, gain, signals, sensitivities):
    """Return what the measured numbers say about the gain and the activation."""
    low, high = ({"signal": min(signals), "sensitivity": min(sensitivities)},
                 {"signal": max(signals), "sensitivity": max(sensitivities)})  # fmt: skip
    small = [one for one, value in low.items() if value < LOW]
    large = [one for one, value in high.items() if value > HIGH]
    tenfold = (
        [one for pair in worst(name, 10 * gain)[0] for one in pair] if gain < 0.3 and small and not large else [0.0]
    )
    if all(0.05 < one < 20 for one in tenfold):
        return (
            f"With ten times this gain at least {min(tenfold):.2g} would be left: the division by the root of 100 is "
            "done for you."
        )
    if small and small == large:
        return f"With the same gain the {small[0]} is too small in one draw of the weights and too large in another."
    if small and large:
        return (
            f"The {small[0]} is too small and the {large[0]} too large at the same gain. A larger gain makes both "
            "larger, a smaller one both smaller: does this activation have a gain that suits both?"
        )
    if small == ["sensitivity"] and low["signal"] > LOW and gain > 5:
        return f"{_BLUNT} With less gain they are steeper." if name in SUITS else f"{_BLUNT} {_NO_GAIN}"
    if small:
        return f"{_lost(small)} out. {_per_layer(min(low[one] for one in small), LOW)} {_change(name, gain, 'more')}"
    return f"{_lost(large, 'grow')}. {_per_layer(max(high[one] for one in large), HIGH)} {_change(name, gain, 'less')}"


_BLUNT = "The signal is there, but the sensitivity dies out: the sums are so large that the slopes are almost 0."
_NO_GAIN = "Does this activation have a gain that suits both?"


def _change(name, gain, way):
    """Return what more or less gain does, if there is a gain that suits both numbers."""
    if name not in SUITS:
        if way == "more":
            return f"Where the signal is above {LOW:g}, is the sensitivity below {HIGH:g}? {_NO_GAIN}"
        return f"Where it is below {HIGH:g}, is the signal above {LOW:g}? {_NO_GAIN}"
    if max(SUITS[name] / gain, gain / SUITS[name]) > 1.5:
        return f"It takes {way} gain."
    return f"A little {way} gain does much."


def _lost(names, what="die"):
    return f"The {names[0]} {what}s" if len(names) == 1 else f"Signal and sensitivity {what}"


def _per_layer(number, limit):
    """Return by which factor a layer multiplies on average."""
    if number < 1e-250:
        return "After 30 layers nothing is left."
    factor, wanted = (one ** (1 / LAYERS) for one in (number, limit))
    what = "is left" if number < 1 else "comes out for each 1"
    return (
        f"At worst {_shown(number)} {what}, as if each of the 30 layers multiplied by {factor:.4g}; with {wanted:.4g} "
        f"it would be {limit:g}."
    )
