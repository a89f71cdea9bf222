"""State and view of the LeNet explorer."""

from dataclasses import dataclass, field

import numpy as np

from nnlearn.explorers.controls import pick, slide, switch
from nnlearn.lessons.lenet.network import FORMS, STAGES

NAMES = [(stage.name, layer) for layer, stage in enumerate(STAGES)]


@dataclass(frozen=True)
class Own:
    """Settings that do not depend on the network."""

    digit: int = slide(32, 0, 999, 1, "unseen digit", buttons="any")
    drawing: bool = switch(False, "draw a digit of your own")
    shift: int = slide(0, -4, 4, 1, "moved right", "pixels", buttons="step")
    layer: int = pick(2, NAMES, "layer")
    sharing: bool = switch(True, "shared weights")
    unit: tuple = (4, 3, 5)  # map, row, column in the layer
    sheet: bytes = field(default=b"", repr=False)  # what is drawn, see the module `pad`
    pen: tuple = (14, 14)  # row and column of the sheet at which the keys draw
    down: bool = False  # whether they draw


@dataclass(frozen=True)
class State(Own):
    """Settings of an explorer that brings its own network."""

    form: str = pick("1998", FORMS, "LeNet-5")


@dataclass(frozen=True)
class View:
    """The digit's path through the network, and the chosen unit."""

    state: Own
    model: object
    name: str
    activation: str
    pooling: str
    label: int  # -1 of a drawing
    values: list  # the numbers in the input and in each stage
    shares: np.ndarray  # probabilities of the ten digits
    kernel: np.ndarray  # weights of the chosen map
    sum: float  # before the activation
    field: tuple  # the unit's receptive field: rows and columns of the input

    @property
    def value(self):
        """The number in the chosen unit."""
        return float(self.values[self.state.layer + 1][self.state.unit])
