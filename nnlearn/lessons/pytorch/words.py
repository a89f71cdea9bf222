"""What the crossover explorer says in words, made from its view."""

import datetime
import textwrap

from nnlearn.lessons.pytorch.curves import crossing, fastest, parts
from nnlearn.lessons.pytorch.products import GPU, NUMPY, WIDTHS
from nnlearn.plots.numbers import significant

DO = {
    "the call": "the call itself",
    "looking up": "looking up what to do",
    "computing": "computing",
    "moving numbers": "moving numbers to and from memory",
}


def readable(seconds, digits=2):
    """Return a time with its unit.

    Examples
    --------
    >>> readable(0.00002), readable(0.5), readable(90.0), readable(123.4e-6)
    ('20 µs', '500 ms', '90 s', '123 µs')
    """
    for unit, size in (("s", 1.0), ("ms", 1e-3), ("µs", 1e-6)):
        if seconds >= 0.9995 * size:
            return f"{_short(seconds / size, digits)} {unit}"
    return f"{_short(seconds / 1e-9, digits)} ns"


def _short(value, digits):
    return f"{value:.0f}" if value >= 99.5 else significant(value, digits)


def day(date):
    """Return a date as it is written in a sentence.

    Examples
    --------
    >>> day("2026-11-29")
    '29 Nov 2026'
    """
    one = datetime.date.fromisoformat(date)
    return f"{one.day} {one:%b %Y}"


def name(view, way):
    """Return the name of a way, and whether its times are a model's."""
    return "GPU (model)" if way == GPU and view.found.modelled else way


def seconds(view, way):
    """Return the time of a way at the chosen width."""
    time = float(view.found.times[way][WIDTHS.index(view.state.width)])
    return readable(time) if time == time else "not measured"


def title(view):
    """Return which way is fastest at the chosen width."""
    best = fastest(view.found, view.state.width)
    chosen = f"Width {view.state.width:,}, batch {view.state.batch:,}"
    return f"{chosen}: the fastest is {name(view, best)}, {seconds(view, best)}"


def sentence(view):
    """Return where the crossing is."""
    place, calls = crossing(view.found), view.state.calls
    split = f", in {calls} calls each" if calls > 1 else ""
    if place:
        return f"From width {place[0]:,.0f} on the GPU is faster than NumPy{split}: drag the diamond"
    slower = view.found.times[GPU][0] > view.found.times[NUMPY][0]
    return f"The GPU is {'slower' if slower else 'faster'} than NumPy at every width measured{split}"


def why(view, way):
    """Return where the time of a way goes."""
    found = parts(view.found, way, view.state.width)
    if not found:
        return f"{name(view, way)}: not measured, it takes too long"
    most = max(found, key=found.__getitem__)
    return f"{name(view, way)}: {found[most] / sum(found.values()):.0%} is {DO[most]}"


def sources(view):
    """Return whose times these are."""
    if view.progress:
        return view.progress
    stored = f"{view.stored.machine}, {day(view.stored.date)}"
    gpu = " GPU (dashed): a model, not measured." if view.found.modelled else ""
    if view.found.own:
        return f"Marks: measured here, {view.here.machine}.{gpu}\nThin lines: stored, measured on {stored}."
    if view.found.here:
        return f"Lines: stored, {stored}.{gpu}\nMarks: measured here, stopped before the end: press Measure here."
    return f"Lines: measured on {stored}.{gpu}\nNot measured on this machine at this batch yet: press Measure here."


def describe(view):
    """Return the alt text."""
    each = ", ".join(f"{name(view, way)} {seconds(view, way)}" for way in view.found.times)
    best = why(view, fastest(view.found, view.state.width))
    return f"{title(view)}. {each}. {sentence(view)}. {best}. {sources(view)}"


def at_width(view, width, near):
    """Return the times at a width: of the lines near the pointer, or else of the fastest way."""
    k = WIDTHS.index(width)
    best = fastest(view.found, width)
    said = [f"width {width:,}: {name(view, best)} is the fastest, {readable(float(view.found.times[best][k]))}"]
    said += [f"{name(view, way)}: {readable(float(view.found.times[way][k]))}" for way in near if way != best][:2]
    return "\n".join([*said, "click: choose this width"])


def at_crossing(view):
    """Return what the diamond is."""
    width, time = crossing(view.found)
    return (
        f"from width {width:,.0f} on, {readable(time)},\nthe GPU is faster than NumPy\n"
        "drag: the batch that puts it elsewhere"
    )


def at_part(view, way, share):
    """Return the part of a bar at a share of its length."""
    found, up_to = parts(view.found, way, view.state.width), 0.0
    total = sum(found.values())
    for part, time in found.items():
        up_to += time / total
        if share <= up_to + 1e-9:
            return f"{name(view, way)}: {readable(time)} of {readable(total)}\nfor {DO[part]}"
    return f"{name(view, way)}: not measured"


def progress(measurement):
    """Return how far a measurement has come."""
    what = f"{measurement.way}, width {measurement.n:,}" if measurement.way else "done"
    return (
        f"Measuring on this machine, batch {measurement.batch:,}: {what}\n"
        f"{measurement.done} of {measurement.total} products timed. Marks appear as they are measured; Stop ends it."
    )


def problem(fault):
    """Return why nothing could be measured, and what to do.

    Examples
    --------
    >>> print(problem(MemoryError("no room")))
    It could not be measured (MemoryError: no room).
    What was measured before stays. Choose a smaller batch, and press Measure here again.
    """
    why = textwrap.shorten(f"{type(fault).__name__}: {fault}", 50, placeholder=" ...")
    advice = "What was measured before stays. Choose a smaller batch, and press Measure here again."
    return f"It could not be measured ({why}).\n{advice}"


def code(view):
    """Return the lines that give the lines of the picture."""
    state, stored = view.state, view.stored
    lines = [
        "import numpy as np",
        "from nnlearn.lessons.pytorch import product, seconds, stored",
        "",
        f"n, batch, calls = 2 ** np.arange(2, 13), {state.batch}, {state.calls}",
        f"found = stored()  # {stored.machine}, {day(stored.date)}",
        "times = {way: found.curve(batch, way) + (calls - 1) * rates.call for way, rates in found.rates.items()}",
    ]
    if view.beneath.modelled:
        rates = view.beneath.rates[GPU]
        lines += [
            f"call, speed, traffic = {rates.call:g}, {rates.speed:g}, {rates.traffic:g}  # a model of a {state.gpu}",
            "work = np.maximum(batch * n**2.0 / speed, 4 * (n**2.0 + 2 * batch * n) / traffic)",
            f'times["{GPU}"] = calls * call + work',
        ]
    return "\n".join([*lines, "print(times)", f'# on your machine: seconds(product("NumPy", batch, {state.width}))'])
