"""What the LeNet explorer says in words."""

import numpy as np

from nnlearn.lessons.lenet.network import STAGES, field
from nnlearn.lessons.lenet.pad import ink_on
from nnlearn.plots.numbers import fixed, significant

SHEET = """The image at the top is what the network gets:
your drawing, scaled to fit 20 × 20 pixels, its
centre of mass in the middle. This was done
to every digit of MNIST.

It can only name digits: whatever you draw,
the ten probabilities add up to 1."""


def title(view):
    """Return what the network makes of the digit."""
    state, best = view.state, int(view.shares.argmax())
    moved = (
        "" if not state.shift else f", moved {abs(state.shift)} pixels to the {'left' if state.shift < 0 else 'right'}"
    )
    reads = f"{view.name} reads {best} ({100 * view.shares[best]:.0f} %)"
    if state.drawing:
        return f"{'Your drawing' if state.sheet else 'An empty sheet'}{moved}: {reads}"
    return f"A {view.label}{moved}: {reads}, {'right' if best == view.label else 'wrong (orange bar)'}"


def guesses(view):
    """Return the three digits that the network finds most probable, with what it gives to each."""
    order = np.argsort(-view.shares, kind="stable")[:3]
    return [(int(digit), f"{100 * view.shares[digit]:.0f} %") for digit in order]


def others(guesses):
    """Return the guesses after the first one, a line each."""
    return "\n".join(f"then {digit}: {share}" for digit, share in guesses)


def on_paper(view, row, column):
    """Return what the pixel of the sheet under the pointer is."""
    return f"row {row}, column {column}: {fixed(ink_on(view.state.sheet)[row, column])} of 1\ndrag to draw"


def place(layer, unit):
    """Return which unit it is, in words; layer -1 is the input.

    Examples
    --------
    >>> place(0, (5, 1, 2)), place(5, (7, 0, 0)), place(-1, (0, 3, 4))
    ('C1, map 5, row 1, column 2', 'F6, unit 7', 'input, row 3, column 4')
    """
    which, row, column = unit
    if layer < 0:
        return f"input, row {row}, column {column}"
    if STAGES[layer].side == 1:
        return f"{STAGES[layer].name}, unit {which}"
    return f"{STAGES[layer].name}, map {which}, row {row}, column {column}"


def number(view, layer, unit):
    """Return what the number under the pointer is."""
    value = f"{place(layer, unit)}: {fixed(view.values[layer + 1][unit])}"
    if layer < 0:
        return f"{value}\n0 is paper, 1 is ink\nclick to draw a digit of your own"
    (top, bottom), (left, right) = field(layer, *unit[1:])
    return f"{value}\nsees {bottom - top} × {right - left} pixels of the image\nclick to choose it"


def weight(view, index):
    """Return what the weight under the pointer is, and what it is multiplied by."""
    layer = view.state.layer
    across = f"row {index[1]}, column {index[2]} of its window"
    before = "the input" if layer == 0 else f"{STAGES[layer - 1].name}, map {index[0]}"
    where = f"{before}: {across}" if view.kernel.shape[1] > 1 else place(layer - 1, (index[0], 0, 0))
    return f"weight {significant(view.kernel[index], 3)}\ntimes {where}"


def share(view, digit):
    """Return the probability of the digit under the pointer."""
    right = ", the right digit" if digit == view.label else ""
    return f"probability of {digit}{right}: {significant(100 * view.shares[digit], 3)} %"


def cost(view, row):
    """Return the parameters of a row of the table, and how many times as many a dense layer has."""
    stages = STAGES[row : row + 1] or STAGES  # the last row is their sum
    own, dense = sum(stage.parameters(view.state.sharing) for stage in stages), sum(stage.dense for stage in stages)
    name = stages[0].name if len(stages) == 1 else "all layers"
    if not own:
        return f"{name}: pooling has no parameters"
    times = "as many" if dense == own else f"{dense / own:,.0f} times as many"
    return f"{name}: {own:,} parameters\ndense instead: {dense:,}, {times}"


def unit(view):
    """Return how the number of the chosen unit is computed."""
    stage = STAGES[view.state.layer]
    value, where = fixed(view.value), place(view.state.layer, view.state.unit)
    if stage.pools:
        return f"Dark square: {where}: {view.pooling} of {stage.kernel} × {stage.kernel} numbers of one map = {value}"
    products = f"{stage.inputs} products + bias = {fixed(view.sum)}"
    last = "" if stage.name == "output" else f", {view.activation} gives {value}"
    return f"Dark square: {where}: {products}{last}"


def sight(view):
    """Return how much of the image the chosen unit sees, and how many units share its weights."""
    stage = STAGES[view.state.layer]
    (top, bottom), (left, right) = view.field
    sees = f"Orange frames: it sees {bottom - top} × {right - left} pixels of the image"
    if stage.pools:
        return f"{sees}; pooling has no weights."
    own = f"its {stage.inputs} weights and bias"
    if stage.side == 1:
        return f"{sees}; {own} are used once."
    if view.state.sharing:
        return f"{sees}; {own} serve {stage.side**2} places."
    return f"{sees}; {own} are one of {stage.side**2} sets."


def computes(stage, view):
    """Return what a stage does, in a few words."""
    if stage.pools:
        return f"pool {stage.kernel} × {stage.kernel}, {view.pooling}"
    dense = "dense" if stage.name in ("F6", "output") else f"conv {stage.kernel} × {stage.kernel}"
    return dense if stage.name == "output" else f"{dense}, {view.activation}"
