"""What the forward explorer says in words."""

import textwrap

from nnlearn.explorers.labels import font
from nnlearn.lessons.forward_propagation.network import centre, forward, weight_at
from nnlearn.plots.numbers import fixed, short
from nnlearn.plots.style import COLOURS, DPI, INK, MARKERS, TEXT

NAMES = ("your point", "class 0", "class 1")  # of the rows of the batch
ROWS = ("your point", "the point of class 0", "the point of class 1")
MARKS = (("D", INK), (MARKERS[0], COLOURS[0]), (MARKERS[1], COLOURS[1]))  # their marks in the plane
PALE = "#6A6A6A"  # of numbers that are not at work
WIDTH, MOST = 28, 3  # characters of a line beside the network, and lines of what may be left out there


def number(value):
    """Return a number of at most five characters besides its sign, the same wherever it stands.

    Examples
    --------
    >>> number(-0.034), number(12.34), number(1234.0)
    ('−0.03', '12.3', '1e3')
    """
    size = abs(value)
    return fixed(value) if size < 9.995 else fixed(value, 1) if size < 99.95 else short(value)


def title(view):
    """Return what the last step did."""
    if view.cell is None:
        return "Your point in the network: the number under a unit is its output"
    unit = unit_name((view.layer + 1, view.cell.unit))
    return f"Cell {view.at} of {len(view.steps)}: {ROWS[view.row]} reaches {unit}"


def note(view):
    """Return how to read the numbers in the network."""
    if view.cell is None:
        return "The mark in each map is your point. Step computes the numbers, for a batch of three points."
    return "The framed unit is the framed cell of Z below; its point is ringed on the right, marked in each map."


def facts(view):
    """Return which weight is chosen, and how many there are."""
    layer, unit, source = view.state.selected
    array, index = weight_at(view.layers, view.state.selected)
    name = f"weight {fixed(array[index])}\nfrom {unit_name((layer, source))} to"
    name = name if source >= 0 else f"bias {fixed(array[index])}\nof"
    chosen = f"dotted: chosen {name}\n{unit_name((layer + 1, unit))}"
    count = sum(weight.size + bias.size for weight, bias, *_ in view.layers)
    terms = textwrap.wrap(" + ".join(f"{bias.size}·({weight.shape[1]}+1)" for weight, bias, *_ in view.layers), WIDTH)
    if len(terms) + len(colours(view).split("\n")) > MOST:
        return f"{chosen}\n{count} weights and biases"
    return "\n".join([chosen, f"{count} weights and biases =", *terms])


def colours(view):
    """Return what the two ends of the colour bar mean, and how far they reach."""
    half = any(centre(layer) for layer in view.layers)
    return "each map has its own scale" + ("\n(of a sigmoid, around 0.5)" if half else "")


def beside(view):
    """Return all that stands above and beside the network: title, note, how to read the colours, and facts."""
    return title(view), note(view), colours(view), facts(view)


def subscript(view):
    """Return the number of the layer that is shown, as an index."""
    return str(view.layer + 1).translate(str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉"))


def heads(view):
    """Return the headings of the three matrices, with their shapes."""
    k, (out, in_) = view.layer, view.layers[view.layer].weight.shape
    h = f"H{str(k).translate(str.maketrans('0123456789', '₀₁₂₃₄₅₆₇₈₉'))}" if k else "X"
    rows = len(view.z)
    return [f"{h} ({rows}, {in_})", f"W{subscript(view)}ᵀ ({in_}, {out})", f"Z{subscript(view)} ({rows}, {out})"]


def sentence(view, width=1000):
    """Return the sum of the last cell, with as many terms as fit a width in pixels, and its activation below."""
    if view.cell is None:
        return "Each cell of Z is one row times one column of Wᵀ, plus a bias.\nPress Step to compute the first."
    layer, (k, row, unit) = view.layers[view.layer], view.cell
    terms = [f"{_bracket(a)}·{_bracket(w)}" for a, w in zip(view.values[k][row], layer.weight[unit], strict=True)]
    z, h = number(view.z[row, unit]), number(view.values[k + 1][row, unit])
    for count in (len(terms), *range(len(terms) - 2, 0, -1)):
        written = [*terms[:count], *["…"] * (count < len(terms))]
        sum_ = f"z = {' + '.join(written)} + {_bracket(layer.bias[unit])} = {z}"
        if font(round(TEXT * DPI / 72), "normal").getlength(sum_) <= width:
            break
    if not layer.name:
        return f"{sum_}\nno activation: {h} stands under the framed unit"
    return f"{sum_}\n{layer.name}({z}) = {h} stands under the framed unit"


def _bracket(value):
    text = number(value)
    return f"({text})" if text.startswith("−") else text


# What lies under the pointer.


def network(view, unit, spot, place):
    """Return what a unit gives for the point at work and, at a place `spot` of its map, there; and the weight hit."""
    lines = []
    if unit is not None:
        layer, k = unit
        output = output_of(view, unit) if view.known(layer, k) else "not computed yet"
        lines.append(f"{unit_name(unit)}: {output}\nfor {ROWS[view.row]}")
        if layer:
            there = forward(view.layers[:layer], spot[None])[-1][0, k]
            lines.append(f"its map at {_pair(spot)}: {fixed(there)}")
    if place is not None:
        layer, k, source = place
        array, index = weight_at(view.layers, place)
        if source < 0:
            lines.append(f"bias {fixed(array[index])}: drag up or down")
        else:
            ends = f"from {unit_name((layer, source))} to {unit_name((layer + 1, k))}"
            lines += [f"weight {fixed(array[index])} {ends}", "drag up or down to change it"]
    return "\n".join(lines)


def plane(view, spot, kind):
    """Return the output at a place of the plane, and the class of the point there; -1 is the reader's, None nothing."""
    output = forward(view.layers, spot[None])[-1][0, 0]
    says = int(output >= centre(view.layers[-1]))
    lines = [] if kind is None else ["your point: drag me" if kind < 0 else f"a point of class {kind}"]
    lines.append(f"output at {_pair(spot)}: {number(output)}, class {says}")
    return "\n".join(lines if kind == -1 else [*lines, "click to move your point here"])


def cell(view, found):
    """Return the number in a cell of the product, and what it is; "" for no cell."""
    if found is None:
        return ""
    name, i, j = found
    k, layer, h = view.layer, view.layers[view.layer], view.values[view.layer]
    if name == "H":
        return f"{unit_name((k, j))}\nfor {ROWS[i]}: {number(h[i, j])}"
    if name == "b":
        return f"bias of {unit_name((k + 1, j))}: {fixed(layer.bias[j])}\nclick to choose it"
    if name == "W":
        weight = fixed(layer.weight[j, i])
        return f"weight from {unit_name((k, i))} to {unit_name((k + 1, j))}: {weight}\nclick to choose it"
    what = f"sum z of {unit_name((k + 1, j))}\nfor {ROWS[i]}"
    done = view.step_to(k, i, j) <= view.at
    return f"{what}: {number(view.z[i, j])}" if done else f"{what}: not computed yet\nclick to go there"


def unit_name(unit):
    """Return what the unit (layer, unit) is called; layer 0 is the input."""
    return f"unit {unit[1] + 1} of layer {unit[0]}" if unit[0] else f"input x{unit[1] + 1}"


def output_of(view, unit):
    """Return the output of a unit for the point at work, with its activation."""
    layer, k = unit
    value = number(view.values[layer][view.row, k])
    if not layer or not view.layers[layer - 1].name:
        return value
    z = view.layers[layer - 1].product(view.values[layer - 1])[view.row, k]
    return f"{view.layers[layer - 1].name}({number(z)}) = {value}"


def _pair(spot):
    return f"({fixed(spot[0])}, {fixed(spot[1])})"
