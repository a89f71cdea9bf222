"""What the playground draws of a snapshot: a pure function of it and of the state."""

from dataclasses import dataclass, replace

import numpy as np

import nnlearn.numpy as nn
from nnlearn.lessons.playground import options, scale
from nnlearn.lessons.playground.data import EXTENT, inputs
from nnlearn.lessons.playground.measure import drawable
from nnlearn.lessons.playground.network import belief
from nnlearn.lessons.playground.run import Snapshot
from nnlearn.lessons.playground.state import State
from nnlearn.plots.plane import grid

FINE_CELLS = 104  # cells along each side of a large map at rest; while it trains, those of `measure.CELLS`
SATURATED = 0.98  # of tanh's range: there its slope is below 1 - 0.98^2 = 0.04


@dataclass(frozen=True, eq=False)
class View:
    """One frame of the playground.

    Parameters
    ----------
    state : State
    now : Snapshot
    lines : list of ndarray
        What the lines show, one matrix a layer.
    stats : list of (float, float, list of str)
        For each layer the spread of its outputs, the RMS of its gradient, and a flag for each unit.
    second : Snapshot or None
        Of the second run, if one is kept.
    peek : (layer, unit) or None
        The unit under the pointer.
    fine : bool
        Whether there is time for the large maps in fine cells.
    """

    state: State
    now: Snapshot
    lines: list
    stats: list
    second: Snapshot | None
    peek: tuple | None = None
    fine: bool = True

    def weight(self, chosen):
        """Return a weight by its layer, unit and source; source -1 is the bias."""
        layer, unit, source = chosen
        weight, bias, _ = self.now.layers[layer]
        return float(bias[unit] if source < 0 else weight[unit, source])

    def gradient(self, chosen):
        """Return dL/dw of a weight on the next batch, penalties left out; source -1 is the bias."""
        layer, unit, source = chosen
        found = self.now.bias_gradients[layer][unit] if source < 0 else self.now.gradients[layer][unit, source]
        return float(drawable(found))

    @property
    def unit(self):
        """(layer, unit) whose map is the large picture, None if that is something else."""
        if self.peek:
            return self.peek
        return self.state.unit if self.state.panel == "chosen unit" else None

    def limit(self, unit):
        """Return the largest size in the map of (layer, unit), which gets the full colour."""
        layer, index = unit
        return (
            1.0
            if layer == len(self.now.layers) - 1
            else float(max(np.abs(self.now.maps[layer + 1][index]).max(), 1e-12))
        )

    @property
    def full_width(self):
        """What a line must stand for to get the full width."""
        return scale.full_width(np.concatenate([m.ravel() for m in self.lines]), shown_lines(self.state) == "weights")

    @property
    def mountain(self):
        """Whether the large picture is the loss landscape."""
        return self.state.panel == "landscape" and not self.peek and self.now.landscape is not None

    @property
    def pair(self):
        """The view of the second run, if it stands beside this one, else None."""
        return self.other if self.state.panel == "two runs" else None

    @property
    def other(self):
        """The view of the second run, None if none is kept."""
        if self.second is None or not isinstance(self.state.frozen, State):
            return None
        return replace(self, state=self.state.frozen, now=self.second, second=None, peek=None)

    def surface(self, unit=None):
        """Return a unit's output over the plane, (cells, cells); without a unit the network's, as `network.belief`."""
        last = len(self.now.layers) - 1
        layer, index = unit or (last, -1)
        if not self.fine:
            return self.now.maps[layer + 1][index]
        found = self.outputs(grid(EXTENT, FINE_CELLS))[layer]
        if layer == last:
            sure = belief(self.state, found)
            found = np.stack([-sure, sure] if found.shape[1] == 2 else [sure], axis=1)
        return drawable(found[:, index].reshape(FINE_CELLS, FINE_CELLS))

    @np.errstate(all="ignore")  # a training that diverges overflows
    def outputs(self, x):
        """Return what each layer gives for points x (n, 2): (n, units) a layer, computed from the weights shown."""
        values, found = inputs(x, self.state.features), []
        for weight, bias, activation in self.now.layers:
            values = np.nan_to_num(values @ weight.T + bias)
            if activation:
                values = np.nan_to_num(getattr(nn, options.ACTIVATIONS[activation])()(values))
            found.append(values)
        return [*found[:-1], nn.sigmoid(values)] if self.state.loss == "cross-entropy, sigmoid" else found

    @property
    def at(self):
        """The step that is shown."""
        return self.now.step

    @property
    def reached(self):
        """The last step trained so far."""
        return self.now.reached


def shown_lines(state):
    """Return what the lines show: half of a step always shows the gradient."""
    return "gradients" if state.half else state.lines


def view_of(state, now, second=None, **more):
    """Return the frame of a state, from the snapshot of its run and that of the second one; `more` of `View`."""
    weights = [layer.weight for layer in now.layers]
    lines = {"weights": weights, "gradients": now.gradients, "updates": now.updates}[shown_lines(state)]
    return View(state, now, [drawable(matrix) for matrix in lines], statistics(now, state.activation), second, **more)


@np.errstate(all="ignore")  # a training that diverges overflows
def statistics(now, activation):
    """Return for each layer the spread of its outputs, the RMS of its gradient, and a flag for each unit.

    A hidden unit is "dead" if it gives the same output for all training points, "saturated" if it is at an end of its
    range for 95 % of them.
    """
    found: list = []
    for k, (gradient, output) in enumerate(zip(now.gradients, now.outputs, strict=True)):
        hidden, count = k < len(now.outputs) - 1, len(output)
        flags = [flag(activation, column) if hidden and count else "" for column in output.T]
        spread = float(np.std(output.astype(float))) if count else 0.0
        found.append((spread, float(np.sqrt(np.mean(np.square(gradient)))), flags))
    return found


def flag(activation, values):
    """Return "dead", "saturated" or "" for the outputs of a unit.

    Examples
    --------
    >>> flag("ReLU", np.zeros(5)), flag("tanh", np.array([1.0, -1.0])), flag("tanh", np.array([0.1, 0.5]))
    ('dead', 'saturated', '')
    """
    if np.ptp(values) < 1e-7:
        return "dead"
    middle, half = {"tanh": (0, 1), "sigmoid": (0.5, 0.5)}.get(activation, (0, np.inf))
    return "saturated" if np.mean(np.abs(values - middle) > SATURATED * half) > 0.95 else ""
