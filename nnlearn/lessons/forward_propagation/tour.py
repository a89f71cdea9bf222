"""The tour of the forward explorer: maps, one cell, one row after another, a cut wire, and what bends a boundary."""

import numpy as np

from nnlearn.explorers.recorded import END
from nnlearn.explorers.tour import Stop
from nnlearn.lessons.forward_propagation.network import edited, forward, random_network
from nnlearn.lessons.forward_propagation.words import number, unit_name
from nnlearn.plots.numbers import fixed
from nnlearn.plots.plane import grid

NETWORK = {"data": "moons", "width1": 4, "width2": 3, "width3": 0, "activation": "tanh", "seed": 21, "edits": ()}
START = {**NETWORK, "point": (0.5, 0.25), "selected": (0, 0, 0), "position": 0}
STRONGEST = 2, 0, 0  # a weight of the output
FINE = 100


def _cell(view):
    row, unit = view.cell[1:]
    z, h = number(view.z[row, unit]), number(view.values[view.layer + 1][row, unit])
    name = unit_name((view.layer + 1, unit)).capitalize()
    return f"Framed row times framed column, plus the bias: z = {z}. {name} passes on tanh({z}) = {h}."


def _row(view):
    row, unit = view.cell[1:]
    return (
        "The next row is another point, ringed in the plane. The same weights give it "
        f"z = {number(view.z[row, unit])}; your point had {number(view.z[0, unit])}. Rows never meet."
    )


def _end(view):
    own, first, last = (number(output) for output in view.values[-1][:, 0])
    return (
        f"All is computed: {own} for your point, {first} for the circle, {last} for the square. The line in the plane "
        "is where the output is 0."
    )


def _cut(view):
    state = view.state
    layers = random_network(state.widths, state.activation, state.seed)
    weight = layers[STRONGEST[0]].weight[STRONGEST[1:]]
    places = grid(view.extent, FINE)
    before, after = (forward(edited(layers, edits), places)[-1] >= 0 for edits in ((), state.edits))
    unit = unit_name((STRONGEST[0], STRONGEST[2]))
    return (
        f"The dotted weight was {fixed(weight)} and is now {fixed(state.value)}: the output has lost the map of "
        f"{unit}, and {100 * np.mean(before != after):.0f} % of the plane changed class. Drag the dotted line up."
    )


def _linear(view):
    count, maps = sum(layer.weight.size + layer.bias.size for layer in view.layers), sum(map(len, view.maps))
    return (
        f"Without an activation all {maps} maps have straight boundaries, the last one too: {count} weights and biases "
        "that draw one line."
    )


def _relu(view):
    return (
        f"ReLU is 0 below 0, and that is enough to bend. Layer 1 draws {len(view.layers[0].bias)} straight boundaries; "
        "further right they have a corner where they cross one of these."
    )


TOUR = (
    Stop(
        START,
        "Each square maps the whole plane: orange where its unit is positive, blue where negative. The number is its "
        "value at your point, the mark.",
        "Where are all boundaries straight?",
    ),
    Stop({**START, "position": 14}, _cell, "Find both in the network."),
    Stop({**START, "position": 17}, _row, "Which framed numbers stayed the same?"),
    Stop({**START, "position": END}, _end, "Where does your point become class 1? Drag it."),
    Stop({**START, "selected": STRONGEST, "edits": ((STRONGEST, 0.0),), "value": 0.0}, _cut),
    Stop({**START, "activation": ""}, _linear, "Would a third hidden layer help?"),
    Stop({**START, "activation": "relu"}, _relu),
)
