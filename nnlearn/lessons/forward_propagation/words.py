"""What the forward explorer says in words."""

import textwrap

from nnlearn.lessons.forward_propagation.network import centre, forward, weight_at
from nnlearn.plots.numbers import fixed

ROWS = ("your point", "the ringed point of class 0", "the ringed point of class 1")
NOTE = "Number under a unit: its output for your point, the diamond. Each map has a colour scale of its own."


def title(view):
    """Return what the last step did."""
    if view.at == 0:
        return "What every unit computes over the plane; the dotted line is the chosen weight"
    layer, row, unit = view.steps[view.at - 1]
    return f"Layer {layer + 1}, unit {unit + 1}, for {ROWS[row]}: cell {view.at} of {len(view.steps)}"


def facts(view):
    """Return which weight is chosen, and how many there are."""
    layer, unit, source = view.state.selected
    name = f"from unit {source + 1} to unit" if source >= 0 else "bias of unit"
    count = sum(weight.size + bias.size for weight, bias, *_ in view.layers)
    terms = " + ".join(f"{bias.size}·({weight.shape[1]}+1)" for weight, bias, *_ in view.layers)
    chosen = f"Chosen weight: {fixed(view.state.value)}\n{name} {unit + 1} of layer {layer + 1}"
    return f"{chosen}\n{textwrap.fill(f'{count} parameters: {terms}', 32)}"


# What lies under the pointer.


def network(view, unit, spot, place):
    """Return what a unit gives for the reader's point and, at a place `spot` of its map, there; and the weight hit."""
    lines = []
    if unit is not None:
        layer, k = unit
        lines.append(f"{_name(unit)}: {_output(view, unit)} for your point")
        if layer:
            there = forward(view.layers[:layer], spot[None])[-1][0, k]
            lines.append(f"its map at {_pair(spot)}: {fixed(there)}")
    if place is not None:
        layer, k, source = place
        array, index = weight_at(view.layers, place)
        if source < 0:
            lines.append(f"bias {fixed(array[index])}: click to choose it")
        else:
            lines.append(f"weight {fixed(array[index])} from {_name((layer, source))} to {_name((layer + 1, k))}")
            lines.append("click to choose it")
    return "\n".join(lines)


def plane(view, spot, kind):
    """Return the output at a place of the plane, and the class of the point there; -1 is the reader's, None nothing."""
    output = forward(view.layers, spot[None])[-1][0, 0]
    says = int(output >= centre(view.layers[-1]))
    lines = [] if kind is None else ["your point: drag me" if kind < 0 else f"a point of class {kind}"]
    lines.append(f"output at {_pair(spot)}: {fixed(output)}, class {says}")
    return "\n".join(lines if kind == -1 else [*lines, "click to move your point here"])


def cell(view, found):
    """Return the number in a cell of the product, and what it is; "" for no cell."""
    if found is None:
        return ""
    name, i, j = found
    steps = view.steps[: view.at]
    k = steps[-1].layer if steps else 0
    layer, h = view.layers[k], view.values[k]
    if name == "H":
        return f"{_name((k, j))}\nfor {ROWS[i]}: {fixed(h[i, j])}"
    if name == "W":
        if i == layer.weight.shape[1]:
            return f"bias of {_name((k + 1, j))}: {fixed(layer.bias[j])}"
        return f"weight from {_name((k, i))} to {_name((k + 1, j))}: {fixed(layer.weight[j, i])}"
    what = f"sum z of {_name((k + 1, j))}\nfor {ROWS[i]}"
    return f"{what}: {fixed(layer.product(h)[i, j])}" if (k, i, j) in steps else f"{what}: not computed yet"


def _name(unit):
    """Return what the unit (layer, unit) is called; layer 0 is the input."""
    return f"unit {unit[1] + 1} of layer {unit[0]}" if unit[0] else f"input x{unit[1] + 1}"


def _output(view, unit):
    layer, k = unit
    value = fixed(view.values[layer][0, k])
    if not layer or not view.layers[layer - 1].name:
        return value
    z = view.layers[layer - 1].product(view.values[layer - 1])[0, k]
    return f"{view.layers[layer - 1].name}({fixed(z)}) = {value}"


def _pair(spot):
    return f"({fixed(spot[0])}, {fixed(spot[1])})"
