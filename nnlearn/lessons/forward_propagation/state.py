"""What can be set in the forward explorer, and what it shows for it."""

from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from nnlearn.explorers.controls import pick, slide
from nnlearn.lessons.forward_propagation.network import SOURCES

OWN = (("none (linear)", ""), ("tanh", "tanh"), ("ReLU", "relu"), ("sigmoid", "sigmoid"), ("step", "heaviside"))


@dataclass(frozen=True)
class Own:
    """Settings that do not depend on the network."""

    data: str = pick("moons", SOURCES, "data")
    value: float = slide(0.0, -8.0, 8.0, 0.01, "chosen weight")
    position: int = slide(0, 0, 1, 1, "cell")
    point: tuple = (0.5, 0.25)  # the reader's input
    selected: tuple = (0, 0, 0)  # layer, unit, source of the weight that `value` sets; source -1 is the bias
    edits: tuple = ()  # (place, value) of each weight that was set by hand


@dataclass(frozen=True)
class State(Own):
    """Settings of an explorer that makes its own network."""

    activation: str = pick("tanh", OWN, "activation")
    width1: int = slide(4, 1, 6, 1, "layer 1", "units", buttons="step")
    width2: int = slide(3, 0, 6, 1, "layer 2", "units", buttons="step")
    width3: int = slide(0, 0, 6, 1, "layer 3", "units", buttons="step")
    seed: int = slide(21, 0, 30, 1, "seed of the weights", buttons="step")

    @property
    def widths(self):
        """The number of units in each hidden layer, from the first to the last."""
        return tuple(width for width in (self.width1, self.width2, self.width3) if width)


@dataclass(frozen=True)
class View:
    """The network and everything it computes for the picture: network, product and plane show the same point."""

    state: object
    layers: list
    extent: tuple
    maps: list  # per layer (size, FINE, FINE), minus `centre`
    values: list  # per layer (3, size), for the batch: the reader's point and one of each class
    steps: list  # the cells in the order in which they are computed
    at: int

    @property
    def cell(self):
        """The cell that was computed last, or None before the first."""
        return self.steps[self.at - 1] if self.at else None

    @property
    def layer(self):
        """The layer whose product is shown, counted from 0."""
        return self.cell.layer if self.cell else 0

    @property
    def row(self):
        """The row of the batch at work."""
        return self.cell.row if self.cell else 0

    @property
    def point(self):
        """The point of that row."""
        return self.values[0][self.row]

    @cached_property
    def z(self):
        """The sums of the layer that is shown, of shape (3, size)."""
        return self.layers[self.layer].product(self.values[self.layer])

    def known(self, layer, unit):
        """Return whether the output of a unit has been computed for the row at work; before the first step, all are.

        Parameters
        ----------
        layer : int
            0 is the input.
        unit : int
        """
        cell = self.cell
        return cell is None or layer <= cell.layer or (layer == cell.layer + 1 and unit <= cell.unit)

    def at_work(self, layer, unit):
        """Return whether a unit's output belongs to the sum that is shown: it is an input of it, or comes out."""
        cell = self.cell
        return cell is None or layer == cell.layer or (layer, unit) == (cell.layer + 1, cell.unit)

    def step_to(self, layer, row, unit):
        """Return the position after which a cell is computed."""
        return 1 + self.steps.index((layer, row, unit))


def with_weight(state, weight):
    """Return a state in which the chosen weight has been set by hand."""
    others = tuple(edit for edit in state.edits if edit[0] != state.selected)
    return replace(state, edits=(*others, (state.selected, float(weight))), value=float(np.clip(weight, -8, 8)))
