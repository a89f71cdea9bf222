"""What the LeNet explorer says in words."""

from nnlearn.lessons.lenet.network import STAGES
from nnlearn.plots.numbers import fixed


def title(view):
    """Return what the network makes of the digit."""
    state, best = view.state, int(view.shares.argmax())
    moved = (
        "" if not state.shift else f", moved {abs(state.shift)} pixels to the {'left' if state.shift < 0 else 'right'}"
    )
    verdict = "right" if best == view.label else "wrong"
    return f"A {view.label}{moved}: {view.name} reads {best} ({100 * view.shares[best]:.0f} %), {verdict}"


def place(view):
    """Return which unit is chosen."""
    stage, (which, row, column) = STAGES[view.state.layer], view.state.unit
    if stage.side == 1:
        return f"{stage.name}, unit {which}"
    return f"{stage.name}, map {which}, row {row}, column {column}"


def unit(view):
    """Return how the number of the chosen unit is computed."""
    stage = STAGES[view.state.layer]
    value = fixed(view.value)
    if stage.pools:
        return f"{place(view)}: {view.pooling} of {stage.kernel} × {stage.kernel} numbers of one map = {value}"
    products = f"{stage.inputs} products + bias = {fixed(view.sum)}"
    last = "" if stage.name == "output" else f", {view.activation} gives {value}"
    return f"{place(view)}: {products}{last}"


def sight(view):
    """Return how much of the image the chosen unit sees, and how many units share its weights."""
    stage = STAGES[view.state.layer]
    (top, bottom), (left, right) = view.field
    sees = f"It sees {bottom - top} × {right - left} pixels of the image"
    if stage.pools:
        return f"{sees}; pooling has no weights."
    own = f"its {stage.inputs} weights and bias"
    if stage.side == 1:
        return f"{sees}; {own} are used once."
    if view.state.sharing:
        return f"{sees}; {own} serve all {stage.side**2} places of the map."
    return f"{sees}; {own} are its own: {stage.side**2} sets per map."


def computes(stage, view):
    """Return what a stage does, in a few words."""
    if stage.pools:
        return f"pool {stage.kernel} × {stage.kernel}, {view.pooling}"
    dense = "dense" if stage.name in ("F6", "output") else f"conv {stage.kernel} × {stage.kernel}"
    return dense if stage.name == "output" else f"{dense}, {view.activation}"
