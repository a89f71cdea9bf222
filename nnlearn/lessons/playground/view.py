"""What the playground draws of a snapshot: a pure function of it and of the state."""

from dataclasses import dataclass

import numpy as np

from nnlearn.lessons.playground import state as states
from nnlearn.lessons.playground.measure import drawable
from nnlearn.lessons.playground.run import Snapshot

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
        For each layer the spread of its outputs, the RMS of its gradient and the flags of its units.
    second : Snapshot or None
        Of the run kept as the second one, if there is one.
    """

    state: states.State
    now: Snapshot
    lines: list
    stats: list
    second: Snapshot | None

    @property
    def at(self):
        """The step that is shown."""
        return self.now.step

    @property
    def reached(self):
        """The last step trained so far."""
        return self.now.reached


def shown_lines(state):
    """Return what the lines show: the half of a step shows the gradient it goes along."""
    return "gradients" if state.half else state.lines


def view_of(state, now, second=None):
    """Return the frame of a state, from the snapshot of its run and that of the second one."""
    weights = [layer.weight for layer in now.layers]
    lines = {"weights": weights, "gradients": now.gradients, "updates": now.updates}[shown_lines(state)]
    return View(state, now, [drawable(matrix) for matrix in lines], statistics(now, state.activation), second)


@np.errstate(all="ignore")  # a training that diverges overflows
def statistics(now, activation):
    """Return for each layer the spread of its outputs, the RMS of its gradient, and a flag for each unit.

    A hidden unit is "dead" if it gives the same for all training points, "saturated" if it stands at an end of its
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
    """Return "dead", "saturated" or "" for what a unit gives over the training points.

    Examples
    --------
    >>> flag("ReLU", np.zeros(5)), flag("tanh", np.array([1.0, -1.0])), flag("tanh", np.array([0.1, 0.5]))
    ('dead', 'saturated', '')
    """
    if np.ptp(values) < 1e-7:
        return "dead"
    middle, half = {"tanh": (0, 1), "sigmoid": (0.5, 0.5)}.get(activation, (0, np.inf))
    return "saturated" if np.mean(np.abs(values - middle) > SATURATED * half) > 0.95 else ""
