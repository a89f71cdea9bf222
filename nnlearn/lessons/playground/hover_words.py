"""What the playground says of the place under the pointer: what is there, its numbers, what a click or a drag does."""

import numpy as np

from nnlearn.lessons.playground.data import FEATURES
from nnlearn.lessons.playground.network import belief
from nnlearn.lessons.playground.network_layout import FACTS
from nnlearn.lessons.playground.network_picture import possible
from nnlearn.lessons.playground.options import MAX_LAYERS, MAX_UNITS
from nnlearn.lessons.playground.state import regression
from nnlearn.lessons.playground.view import shown_lines
from nnlearn.lessons.playground.words import answer, number, unit_name, weight_name, written
from nnlearn.plots.numbers import fixed

MEANINGS = {
    "spread": "how much the outputs of a layer vary\n(standard deviation over the training points)",
    "gradient": "how large the gradient of a layer's weights is\n(root of the mean square, on the next batch)",
    "flagged": "units that give the same for all points (dead)\nor are at an end of their range (saturated)",
}
TABS = {
    "output": "what the network gives in the plane",
    "chosen unit": "one unit, enlarged: click a unit or press u",
    "landscape": "the loss around the weights of this step",
    "two runs": "this run beside the one that is kept\n(if none is, this one is kept now)",
}


def feature(view, name):
    """Return what an input is, and what a click on it does."""
    used, key = view.state.features, list(FEATURES).index(name) + 1
    if used == (name,):
        return f"input {written(name)}: the only one in use, so it stays"
    does = "leave it out" if name in used else "use it"
    head = f"input {written(name)}{' (not used)' * (name not in used)}"
    return f"{head}\nclick or press {key} to {does}: training starts again"


def unit(view, layer, index):
    """Return which unit it is, what it gives for the training points, its bias, and what a click on it does."""
    outputs, flagged = view.now.outputs[layer][:, index], view.stats[layer][2][index]
    name = unit_name(view, layer, index)
    lines = [f"{name}{f': {flagged}' if flagged else ''}"]
    if len(outputs):
        logits = layer == len(view.now.layers) - 1 and view.state.loss in ("cross-entropy", "cross-entropy, softmax")
        lines += [f"gives {'logits ' * logits}from {number(outputs.min())} to {number(outputs.max())}"]
    bias = (layer, index, -1)
    lines += [f"bias {number(view.weight(bias))}, gradient {number(view.gradient(bias))}"]
    return "\n".join([*lines, "drag: set the bias; click: keep the map"])


def weight(view, layer, to, source):
    """Return between which units a weight is, its value and gradient, and its last update if lines show that."""
    chosen = layer, to, source
    found = (
        f"{weight_name(view, *chosen)}\nvalue {number(view.weight(chosen))}, gradient {number(view.gradient(chosen))}"
    )
    if shown_lines(view.state) == "updates":
        found += f", last update {number(view.lines[layer][to, source])}"
    return f"{found}\ndrag up or down to set it"


def layers(view, by):
    """Return what the buttons beside "hidden layers" do."""
    if not possible(view.state, ("layers", by)):
        return "there is none to take away" if by < 0 else f"{MAX_LAYERS} layers are the most"
    key, much = ("l", "more") if by > 0 else ("L", "fewer")
    return f"one hidden layer {much}: training starts again\nkey: {key}"


def units(view, layer, by):
    """Return what the buttons above a layer do."""
    if not possible(view.state, ("units", layer, by)):
        return "the last unit stays" if by < 0 else f"{MAX_UNITS} units are the most"
    return f"one unit {'more' if by > 0 else 'fewer'} in layer {layer + 1}: training starts again"


def fact(view, row):
    """Return what the numbers below the layers mean."""
    return f"{FACTS[row]}: {MEANINGS[FACTS[row]]}"


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


def place(view, x, pen=None):
    """Return what the large picture shows at a place (2,), and what the pen draws there; None is the eraser."""
    kind = "with target" if regression(view.state) else "of class"
    does = "" if pen is None else f"\nclick to draw a point {kind} {fixed(pen, 0)}"
    said = answer(view, x)
    if view.unit and view.unit[0] < len(view.state.layers):
        layer, index = view.unit
        said = f"{unit_name(view, layer, index)} gives {number(view.outputs(np.reshape(x, (1, 2)))[layer][0, index])}"
    return f"({fixed(x[0])}, {fixed(x[1])}): {said}{does}"


def landscape(view, spot):
    """Return the loss at a place (2,) of the landscape, both coordinates from -1 to 1."""
    losses, reach, _ = view.now.landscape
    half = (len(losses) - 1) / 2
    column, row = np.clip(np.round(half * (np.asarray(spot) + 1)), 0, 2 * half).astype(int)
    a, b = (fixed(reach * (k / half - 1)) for k in (column, row))
    loss = losses[row, column]
    said = number(loss) if np.isfinite(loss) else "no longer finite"
    return f"training loss {said}\n({a}, {b}) from the weights of step {max(view.state.survey, 0)}"


def curves(view, step):
    """Return the losses measured nearest to a step, "" beyond the last one."""
    curve = view.now.curve
    if step > curve[-1, 0] + 1:
        return ""
    at, *losses = curve[np.abs(curve[:, 0] - step).argmin()]
    named = [f"{name} loss {fixed(v, 4)}" for name, v in zip(("training", "test"), losses, strict=True) if v == v]
    return "\n".join([f"step {at:.0f}", *named])


def in_axes(view, axes, spot):
    """Return what is at a place of any axes but the network's and the plane's."""
    other = view.other
    if axes == "second plane" and other:
        return f"kept run: {place(other, spot)}"
    if axes == "second loss" and other:
        said = curves(other, spot[0])
        return said and f"kept run, {said}"
    if axes == "landscape":
        return landscape(view, spot) if view.mountain else ""
    return curves(view, spot[0]) if axes == "loss" else ""
