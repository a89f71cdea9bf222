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


def _maps(view):
    return (
        "Every square is a map of the whole plane: orange where its unit is positive, blue where negative. The mark in "
        f"it is your point, and the number below is its value there: {number(view.values[-1][0, 0])} at the output."
    )


def _cell(view):
    cell = view.cell
    return (
        f"The framed row times the framed column, plus the bias, is z = {number(view.z[cell.row, cell.unit])}. "
        f"{unit_name((cell.layer + 1, cell.unit)).capitalize()} passes on "
        f"{number(view.values[cell.layer + 1][cell.row, cell.unit])}, its tanh."
    )


def _row(view):
    row, unit = view.cell[1:]
    return (
        "The next row is another point, now ringed: the same weights give it "
        f"z = {number(view.z[row, unit])}, where your point had {number(view.z[0, unit])}. Rows never meet."
    )


def _end(view):
    own, first, last = (number(output) for output in view.values[-1][:, 0])
    return (
        f"All cells are computed. The output is {own} for your point, {first} for the circle, {last} for the square: "
        "below 0 it says class 0, and the black line is where it is 0."
    )


def _cut(view):
    state = view.state
    layers = random_network(state.widths, state.activation, state.seed)
    weight = layers[STRONGEST[0]].weight[STRONGEST[1:]]
    places = grid(view.extent, FINE)
    before, after = (forward(edited(layers, edits), places)[-1] >= 0 for edits in ((), state.edits))
    return (
        f"The dotted weight was {fixed(weight)} and is now {fixed(state.value)}: the output no longer sees the map of "
        f"{unit_name(STRONGEST[:1] + STRONGEST[2:])}, and {100 * np.mean(before != after):.0f} % of the plane change "
        "class. Drag the dotted line up."
    )


def _linear(view):
    count, maps = sum(layer.weight.size + layer.bias.size for layer in view.layers), sum(map(len, view.maps[1:]))
    return (
        f"Without an activation all {maps} maps have straight boundaries, the last one too: {count} weights and "
        "biases, and no more than one perceptron can draw."
    )


def _relu(view):
    return (
        f"ReLU is 0 below 0, and that is enough to bend. The {len(view.layers[0].bias)} boundaries of layer 1 are "
        "straight; further right the lines have a corner where they cross one of these."
    )


TOUR = (
    Stop(START, _maps, "In which layers are all boundaries straight?"),
    Stop({**START, "position": 14}, _cell, "Find the number in the network."),
    Stop({**START, "position": 17}, _row, "Which of the framed numbers have stayed the same?"),
    Stop({**START, "position": END}, _end, "Where must your point go to become class 1? Drag it."),
    Stop({**START, "selected": STRONGEST, "edits": ((STRONGEST, 0.0),), "value": 0.0}, _cut),
    Stop({**START, "activation": ""}, _linear, "Would a third layer help?"),
    Stop({**START, "activation": "relu"}, _relu),
)
