"""The open exercise of lesson 05: a line through readings of which one in five is false, and a slope to choose."""

import numpy as np

from nnlearn.checks.compare import named
from nnlearn.lessons.loss_functions.sensor_advice import Day, sensor_advice

SEEDS = range(5)
TARGET = 0.3  # degrees
FAR = 1e6  # of weight and bias together: there a line that flies off is stopped
FALSE = 85.0  # what the sensor answers after a power cut


def readings(seed):
    """Return temperatures outside and inside, 40 of 200 false, which ones are, and the true line at each place."""
    rng = np.random.default_rng(seed)
    x = rng.uniform(-10, 25, 200)
    line = 15 + 0.4 * x
    y = line + rng.normal(size=200)
    false = rng.permutation(np.argsort(x, kind="stable")[:100])[:40]
    y[false] = FALSE
    return x, y, np.isin(np.arange(200), false), line


def slopes_of(slope, e):
    """Return the slopes of errors as an array.

    Raises
    ------
    ValueError
        If they are not one finite number for each error. The sentence says what they are.
    """
    found = slope(e.copy())
    fault = _not_numbers(found)
    if fault:
        raise ValueError(fault)
    slopes = np.asarray(found, dtype=float)
    if slopes.shape != e.shape:
        raise ValueError(_other_shape(slopes.shape, e.shape))
    if not np.isfinite(slopes).all():
        first = float(e[~np.isfinite(slopes)][0])
        raise ValueError(
            f"slope returned {slopes[~np.isfinite(slopes)][0]} for an error of {first:.4g}, which is not a slope."
        )
    return slopes


def _not_numbers(found):
    if found is None:
        return "slope returned nothing (None). Is a `return` missing?"
    try:
        np.asarray(found, dtype=float)
    except (ValueError, TypeError):
        many = isinstance(found, tuple) and len(found) == 2
        return f"slope should return an array with the slope of each error, got {named(found)}." + (
            " Only the slopes are asked for, not the losses." if many else ""
        )
    return ""


def _other_shape(found, wanted):
    sentence = f"slope should return one number for each error, shape {wanted}, got shape {found}."
    if found == ():
        return f"{sentence} Was it summed or averaged? The check does that itself."
    if np.prod(found) == np.prod(wanted):
        return f"{sentence} The numbers are as many as they should be: reshape them."
    if found == (2, *wanted):
        return f"{sentence} Are these losses and slopes? Only the slopes are asked for."
    if len(found) == 1 and found[0] < wanted[0]:
        return f"{sentence} No reading may be left out: one that should not pull has a slope, too. Which number is it?"
    return sentence


def follow(slope, x, y, steps=1000):
    """Move a line against the mean gradient, starting from 0; return its predictions.

    The weight is that of the standardised x. Each step is as long as the steepest part of the loss allows.
    """
    x = (x - x.mean()) / x.std()
    w = b = 0.0
    for _ in range(steps):
        e = w * x + b - y
        slopes = slopes_of(slope, e)
        rate = 0.5 / max((np.abs(slopes) / np.maximum(np.abs(e), 1)).max(), 1e-12)
        w, b = w - rate * (slopes * x).mean(), b - rate * slopes.mean()
        if abs(w) + abs(b) > FAR:
            break
    return w * x + b


def measure_slope(slope):
    """Fit a line to the readings of five days and measure how far it is from the true one."""
    if isinstance(slope, type):
        raise TypeError("Expected a function, `def slope(e): ...`, got a class.")
    if not callable(slope):
        raise TypeError(f"Expected the function slope itself, without brackets after its name, got {named(slope)}.")
    days = []
    for seed in SEEDS:
        x, y, false, line = readings(seed)
        days.append(Day(y, false, line, follow(slope, x, y)))
    away = [day.away for day in days]
    worst = max(away)
    sentence = f"Over five days your lines are off by {shown(min(away))} to {shown(worst)} degrees."
    if worst > FAR / 10:
        sentence = f"Over five days a line flies off, further than {FAR / 10:,.0f} degrees."
    if worst <= TARGET:
        other = _of_the_errors(slope)
        return worst, not other, sentence, other
    seed = int(np.argmax(away))
    later = _later(slope, seed)
    return worst, False, sentence, sensor_advice(lambda e: slopes_of(slope, e), days[seed], later, TARGET)


def _of_the_errors(slope):
    """Say so if a reading's slope depends on its place among the readings, or on earlier calls."""
    x, y, _, line = readings(SEEDS[0])
    for e in (-y, line - y):
        slopes, order = slopes_of(slope, e), np.argsort(x, kind="stable")
        slopes_of(slope, 2 * e)
        again, sorted_ = slopes_of(slope, e), slopes_of(slope, e[order])
        if not (np.allclose(again, slopes, rtol=1e-4) and np.allclose(sorted_, slopes[order], rtol=1e-4)):
            return (
                "But for the same errors it does not always give the same slopes: they depend on the order of the "
                "readings, or on earlier calls. A loss knows nothing but the errors."
            )
    return ""


def _later(slope, seed):
    """Return how far the line of one day is off after three times as many steps."""
    x, y, _, line = readings(seed)
    return float(np.abs(follow(slope, x, y, steps=3000) - line).mean())


def shown(degrees):
    """Return a distance as text, with as many digits as it takes to see on which side of the target it is.

    Examples
    --------
    >>> shown(0.25), shown(0.3002)
    ('0.25', '0.3002')
    """
    if degrees > 100:
        return f"{degrees:,.0f}"
    digits = 2
    while digits < 9 and degrees > TARGET >= round(degrees, digits):
        digits += 1
    return f"{degrees:.{digits}f}"
