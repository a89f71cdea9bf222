"""What the playground says in words: the lines of its picture, and its alt text."""

from dataclasses import replace

import numpy as np

from nnlearn.lessons.playground.data import FEATURES, REACH
from nnlearn.lessons.playground.network import belief
from nnlearn.lessons.playground.state import regression, sizes
from nnlearn.lessons.playground.view import shown_lines
from nnlearn.plots.numbers import fixed, short


def title(view):
    """Return where the training is."""
    train, test = view.now.losses
    where = f"half of step {view.at + 1}: its batch and gradient" if view.state.half else f"step {view.at}"
    return f"{where}: training loss {fixed(train, 4)}, test loss {fixed(test, 4)}"


def settings(view):
    """Return how the network is trained, or why training has stopped."""
    state = view.state
    if view.now.stopped:
        return f"Stopped: {view.now.stopped}"
    optimizer = f"{state.optimizer}, learning rate {state.lr:g}, batch {state.batch or 'all'}"
    penalties = "".join(f", {name} {rate:g}" for name, rate in (("L1", state.l1), ("L2", state.l2)) if rate)
    return f"{state.activation}, {state.loss}; {optimizer}{penalties}; {state.side}"


def foot(view):
    """Return three lines: what the lines show, the chosen weight, what the panel shows."""
    state, (layer, unit, source) = view.state, view.state.chosen
    name = "bias" if source < 0 else f"weight from {source + 1}"
    panel = {
        "chosen unit": f"right: unit {state.unit[1] + 1} of layer {state.unit[0] + 1}",
        "landscape": f"right: loss near step {max(state.survey, 0)}, x: here",
        "second run": "right: output of the second run" if view.second else "no second run is kept (View)",
    }[state.panel]
    weight = number(view.weight(state.chosen))
    return f"lines: {shown_lines(state)}\nlayer {layer + 1}, unit {unit + 1}, {name}: {weight}\n{panel}"


def describe(view):
    """Return the alt text."""
    state, units = view.state, ", ".join(map(str, sizes(view.state)))
    flags = sum(bool(flag) for _, _, flags in view.stats for flag in flags)
    return (
        f"Network with {units} units on {state.data}, {title(view)}. Inputs {', '.join(state.features)}. "
        f"{settings(view)}. {flags} units flagged. {foot(view)}."
    )


# What lies under the pointer.


def feature(view, name):
    """Return what an input is, and what a click on it does."""
    used, key = view.state.features, list(FEATURES).index(name) + 1
    if used == (name,):
        return f"input {written(name)}: the only one in use, so it stays"
    does = "leave it out" if name in used else "use it"
    return f"input {written(name)}{' (not used)' * (name not in used)}\nclick or press {key} to {does}: a new training"


def unit(view, layer, index):
    """Return which unit it is, what it gives for the training points, and what a click on it does."""
    outputs, flagged = view.now.outputs[layer][:, index], view.stats[layer][2][index]
    lines = [f"{unit_name(view, layer, index)}{f': {flagged}' if flagged else ''}"]
    if len(outputs):
        logits = layer == len(view.now.layers) - 1 and view.state.loss in ("cross-entropy", "cross-entropy, softmax")
        lines += [f"gives {'logits ' * logits}from {number(outputs.min())} to {number(outputs.max())}"]
    bias = number(view.weight((layer, index, -1)))
    return "\n".join([*lines, f"bias {bias}: drag up or down", "click to enlarge its map"])


def weight(view, layer, to, source):
    """Return between which units a weight is, its value, and what its line shows if that is something else."""
    start = f"unit {source + 1}" if layer else written(view.state.features[source])
    value, lines = number(view.weight((layer, to, source))), shown_lines(view.state)
    shown = "" if lines == "weights" else f"\n{lines[:-1]} {number(view.lines[layer][to, source])}"
    return f"weight from {start} to {unit_name(view, layer, to)}: {value}{shown}\ndrag up or down"


def unit_name(view, layer, index):
    """Return how a unit is called, counted from 1."""
    if layer < len(view.state.layers):
        return f"unit {index + 1} of layer {layer + 1}"
    return f"output of class {index}" if len(view.now.layers[-1].bias) == 2 else "the output"


def point(view, row):
    """Return what a point is, where it lies, and what the network gives there."""
    p, state = view.now.points, view.state
    y = p.y[row]
    what = f"target {fixed(y)}" if regression(state) else f"class {y:.0f}"
    does = "click to delete me" if state.pen == "eraser" else "drag me"
    where, said = f"({fixed(p.x[row, 0])}, {fixed(p.x[row, 1])})", answer(view, p.x[row])
    right = (belief(state, view.outputs(p.x[row : row + 1])[-1])[0] > 0) == (y > 0.5)
    verdict = "" if regression(state) else ": right" if right else ": wrong"
    return f"{what}, {'training' if p.train[row] else 'test'} point: {does}\n{where}\n{said}{verdict}"


def place(view, x, pen):
    """Return what the network gives at a place (2,), and what the pen draws there; None is the eraser."""
    kind = "with target" if regression(view.state) else "of class"
    does = "" if pen is None else f"\nclick to draw a point {kind} {fixed(pen, 0)}"
    return f"({fixed(x[0])}, {fixed(x[1])}): {answer(view, x)}{does}"


def answer(view, x):
    """Return what the network gives at a place (2,): a probability, if it was trained as one."""
    output = view.outputs(np.reshape(x, (1, 2)))[-1]
    if view.state.loss.startswith("cross-entropy"):
        return f"p(class 1) = {fixed((1 + belief(view.state, output)[0]) / 2)}"
    return f"output {number(output[0, 0])}"


def panel(view, spot):
    """Return what the panel shows at a place (2,) of it, both coordinates from -1 to 1."""
    state, x = view.state, REACH * spot
    if state.panel == "landscape":
        losses, reach, _ = view.now.landscape
        half = (len(losses) - 1) / 2
        column, row = np.clip(np.round(half * (spot + 1)), 0, 2 * half).astype(int)
        a, b = (fixed(reach * (k / half - 1)) for k in (column, row))
        loss = losses[row, column]
        said = number(loss) if np.isfinite(loss) else "no longer finite"
        return f"training loss {said}\n({a}, {b}) from the weights of step {max(state.survey, 0)}"
    if state.panel == "second run":
        second = replace(view, state=state.frozen, now=view.second) if view.second else None
        return f"second run, at ({fixed(x[0])}, {fixed(x[1])}):\n{answer(second, x)}" if second else ""
    layer, index = state.unit
    values = view.outputs(np.reshape(x, (1, 2)))
    gives = answer(view, x) if layer == len(values) - 1 else number(values[layer][0, index])
    return f"{unit_name(view, layer, index)}, at ({fixed(x[0])}, {fixed(x[1])}):\n{gives}"


def curves(view, step):
    """Return the losses measured nearest to a step, "" beyond the last one."""
    curve = view.now.curve
    if step > curve[-1, 0] + 1:
        return ""
    at, *losses = curve[np.abs(curve[:, 0] - step).argmin()]
    named = [f"{name} loss {fixed(v, 4)}" for name, v in zip(("training", "test"), losses, strict=True) if v == v]
    return "\n".join([f"step {at:.0f}", *named])


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
