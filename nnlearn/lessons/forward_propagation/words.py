"""What the forward explorer says in words."""

import textwrap

from nnlearn.plots.numbers import fixed

NOTE = "Number under a unit: its output for your point, the diamond. Each map has a colour scale of its own."


def title(view):
    """Return what the last step did."""
    if view.at == 0:
        return "What every unit computes over the plane; the dotted line is the chosen weight"
    layer, row, unit = view.steps[view.at - 1]
    who = ("your point", "the ringed point of class 0", "the ringed point of class 1")[row]
    return f"Layer {layer + 1}, unit {unit + 1}, for {who}: cell {view.at} of {len(view.steps)}"


def facts(view):
    """Return which weight is chosen, and how many there are."""
    layer, unit, source = view.state.selected
    name = f"from unit {source + 1} to unit" if source >= 0 else "bias of unit"
    count = sum(weight.size + bias.size for weight, bias, *_ in view.layers)
    terms = " + ".join(f"{bias.size}·({weight.shape[1]}+1)" for weight, bias, *_ in view.layers)
    chosen = f"Chosen weight: {fixed(view.state.value)}\n{name} {unit + 1} of layer {layer + 1}"
    return f"{chosen}\n{textwrap.fill(f'{count} parameters: {terms}', 32)}"
