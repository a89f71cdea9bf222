"""What the neuron explorer says in words."""

import numpy as np

from nnlearn.lessons.neuron.lif import CELL, DT
from nnlearn.lessons.neuron.response import PEAK, SHOWN, place
from nnlearn.plots.numbers import fixed

GRASP = 1.0  # ms: this close to a spike, the pointer is on it


def title(view):
    """Return a sentence about the cell."""
    current, held = view.state.current, CELL.rest + CELL.resistance * view.state.current
    if view.rate == 0:
        near = "near" if view.state.noise else "at"
        where = "just at" if held >= CELL.threshold else "below"
        return (
            f"At {current:.1f} nA the cell never fires: it settles {near} {fixed(held, 0)} mV, "
            f"{where} its threshold of {fixed(CELL.threshold, 0)} mV"
        )
    return (
        f"At {current:.1f} nA the cell fires {view.rate} times in a second, every {1000 / view.rate:.0f} ms on average"
    )


def weighing(view):
    """Return the sum with its numbers, without its value: 2.0 × 2.0 − 3.0."""
    state = view.state
    sign = "+" if state.bias >= 0 else "−"
    return f"{state.weight:.1f} × {state.current:.1f} {sign} {abs(state.bias):.1f}"


def neuron(view):
    """Return how the artificial neuron gets from the current to its prediction."""
    state = view.state
    return (
        f"The artificial neuron: {weighing(view)} = {fixed(view.z)}, {state.activation} makes {fixed(view.output)} of "
        f"it, times {view.height:.1f} is {fixed(view.predicted, 0)} spikes per second"
    )


def describe(view):
    """Return the alt text."""
    off = ", ".join(f"{name} {value:.1f}" for name, value in view.off.items())
    return (
        f"{title(view)}. {neuron(view)}. Below, the rates at 41 currents from 0 to 4 nA, from {view.rates[0]} to "
        f"{view.rates[-1]} spikes per second, with three artificial neurons whose threshold is {fixed(view.onset)} nA; "
        f"they are off by {off} spikes per second."
    )


def miss(view):
    """Return how far the prediction is from the cell, as the two whole numbers that are written there say."""
    away = int(fixed(view.predicted, 0)) - view.rate
    return "the same" if away == 0 else f"{abs(away)} too {'many' if away > 0 else 'few'}"


def legend(view):
    """Return the words beside the samples of dots and lines, from top to bottom."""
    lines = [f"{name}, off by {value:.1f}" for name, value in view.off.items()]
    return ["the cell, counted", *lines, "the neuron above", f"z = 0, at −b/w = {fixed(view.onset)} nA"]


def fitted(view):
    """Return the explanation below the legend."""
    return (
        f"× {view.height:.1f}: the height that brings\n{view.state.activation} closest to the dots.\n"
        "Off by: typical distance to\nthe dots (root mean square)."
    )


def rates_at(view, current):
    """Return what the cell and the artificial neurons do at a current."""
    lines = ", ".join(f"{name} {fixed(curve[round(100 * current)], 0)}" for name, curve in view.curves.items())
    return f"{current:.1f} nA: the cell fires {view.rates[place(current)]} times in a second\n{lines}\ndrag the current"


def threshold(view):
    """Return what the dotted line is."""
    return f"z = 0 at −b/w = {fixed(view.onset)} nA: the neuron's threshold\ndrag it: that changes the bias"


def moment(view, time):
    """Return the membrane potential at a time in ms, or the spike next to it."""
    spikes = np.flatnonzero(view.voltage == np.float32(PEAK)) * DT
    near = spikes[np.abs(spikes - time) < GRASP]
    if near.size:
        return f"a spike at {fixed(near[0], 1)} ms\nonly its time counts, not its height"
    voltage = view.voltage[min(max(round(time / DT), 0), SHOWN - 1)]
    return f"{fixed(time, 1)} ms: {fixed(voltage, 0)} mV\nit fires at {fixed(CELL.threshold, 0)} mV"


def part(view, name):
    """Return what a part of the drawn neuron is: a field of the state, or "one", "sum", "height", "output"."""
    state = view.state
    return {
        "current": f"current I = {state.current:.1f} nA, into cell and neuron alike\ndrag up or down",
        "weight": f"weight w = {state.weight:.1f} per nA: it brings {fixed(state.weight * state.current)} to the sum\n"
        "drag up or down",
        "bias": f"bias b = {fixed(state.bias, 1)}: added to the sum as it is\ndrag up or down",
        "one": "always 1: what comes from here is the bias itself",
        "sum": f"z = w I + b = {weighing(view)} = {fixed(view.z)}",
        "height": f"times {view.height:.1f}: of all heights, the one with the least\nsquared distance to the 41 dots",
        "output": f"the neuron predicts {fixed(view.predicted, 1)} spikes per second; the cell fires {view.rate} times",
    }[name]


def bend(view, z, output):
    """Return a point of the curve in the box."""
    return f"{view.state.activation} makes {fixed(output)} of z = {fixed(z)}\nhere z = {fixed(view.z)}"
