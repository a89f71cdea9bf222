"""How the playground calls things: the lines at the top of its picture, its alt text, names and numbers."""

import numpy as np

from nnlearn.lessons.playground.network import belief
from nnlearn.lessons.playground.state import sizes
from nnlearn.plots.numbers import fixed, short, significant


def title(view):
    """Return where the training is."""
    train, test = view.now.losses
    where = f"half of step {view.at + 1}" if view.state.half else f"step {view.at}"
    where = f"this run, {where}" if view.pair else where
    train, test = (short(loss) if loss > 1e6 else fixed(loss, 4) for loss in (train, test))  # it may have burst
    return f"{where}: training loss {train}, test loss {test}"


def settings(view):
    """Return how the network is trained, or why training has stopped."""
    state = view.state
    if view.now.stopped:
        return f"Stopped: {view.now.stopped}"
    optimizer = f"{state.optimizer}, learning rate {state.lr:g}, batch {state.batch or 'all'}"
    return f"{state.activation}; {state.loss}; {optimizer}"


def describe(view, facts):
    """Return the alt text, with the facts below the network."""
    state, units = view.state, ", ".join(map(str, sizes(view.state)))
    flags = sum(bool(flag) for _, _, flags in view.stats for flag in flags)
    large = {"chosen unit": f"{unit_name(view, *state.unit)} enlarged"}.get(state.panel, state.panel)
    return (
        f"Network with {units} units on {state.data}, {title(view)}. Inputs {', '.join(state.features)}. "
        f"{settings(view)}. {flags} units flagged. Large picture: {large}. Lines: {state.lines}. {facts}."
    )


def unit_name(view, layer, index):
    """Return how a unit is called, counted from 1."""
    if layer < len(view.state.layers):
        return f"unit {index + 1} of layer {layer + 1}"
    return f"output of class {index}" if len(view.now.layers[-1].bias) == 2 else "the output"


def weight_name(view, layer, unit, source):
    """Return how a weight is called: its two ends."""
    if source < 0:
        return f"bias of {unit_name(view, layer, unit)}"
    start = f"unit {source + 1}" if layer else written(view.state.features[source])
    return f"weight from {start} to {unit_name(view, layer, unit)}"


def answer(view, x):
    """Return what the network gives at a place (2,): a probability, if it was trained as one."""
    output = view.outputs(np.reshape(x, (1, 2)))[-1]
    if view.state.loss.startswith("cross-entropy"):
        return f"p(class 1) = {fixed((1 + belief(view.state, output)[0]) / 2)}"
    return f"output {number(output[0, 0])}"


def written(name):
    """Return an input's name as it is written in the picture.

    Examples
    --------
    >>> written("x1^2")
    'x1²'
    """
    return name.replace("^2", "\N{SUPERSCRIPT TWO}")


def number(value):
    """Return a number in at most six characters besides its sign.

    Examples
    --------
    >>> number(0.1234), number(0.0), number(-0.00012)
    ('0.12', '0', '−1e−4')
    """
    return fixed(value) if 0.01 <= abs(value) < 1000 else short(value)


def few(value, digits=2):
    """Return a number in few characters, with one to three significant digits.

    Examples
    --------
    >>> few(0.1234), few(-2.0), few(0.00012), few(12345.0), few(0.034, 1)
    ('0.12', '−2', '1e−4', '1e4', '0.03')
    """
    return significant(value, digits) if value == 0 or 0.0099 < abs(value) < 1000 else short(float(f"{value:.1g}"))
