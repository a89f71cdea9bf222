"""The LeNet explorer: a digit goes through LeNet-5, layer by layer, and every layer shows its cost."""

from dataclasses import dataclass, replace

import numpy as np

import nnlearn.numpy as nn
from nnlearn.explorers.controls import ARROWS, pick, slide, switch
from nnlearn.explorers.explorer import Explorer
from nnlearn.lessons.lenet import words
from nnlearn.lessons.lenet.network import (
    FORMS,
    KEPT,
    STAGES,
    field,
    forward,
    held_out,
    read_lenet,
    trained,
    weighted_sum,
    weights,
)
from nnlearn.lessons.lenet.picture import BIG, COLUMNS, INPUT, CutAway, digit_at, number_at, unit_at, weight_at
from nnlearn.lessons.lenet.table import Table, row_at
from nnlearn.plots.style import TEXT

CUT = 28  # top of the cut-away, in pixels
NAMES = [(stage.name, layer) for layer, stage in enumerate(STAGES)]


@dataclass(frozen=True)
class Own:
    """Settings that do not depend on the network."""

    digit: int = slide(32, 0, 999, 1, "digit", "of those held back")
    shift: int = slide(0, -4, 4, 1, "moved to the right", "pixels")
    layer: int = pick(2, NAMES, "layer")
    sharing: bool = switch(True, "shared weights")
    unit: tuple = (4, 3, 5)  # map, row, column in the layer


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
    label: int
    values: list  # the numbers in the input and in each stage
    shares: np.ndarray  # probabilities of the ten digits
    kernel: np.ndarray  # weights of the chosen map
    sum: float  # before the activation
    field: tuple  # the unit's receptive field: rows and columns of the input

    @property
    def value(self):
        """The number in the chosen unit."""
        return float(self.values[self.state.layer + 1][self.state.unit])


class LeNetExplorer(Explorer):
    """Look into LeNet-5 while it reads a digit: all maps, what one unit sees, and what every layer costs.

    Above are the layers from left to right, vermilion where a number is positive and blue where it is negative. A dark
    square marks the chosen unit, vermilion frames mark what it sees: in the layer before it and in the image. Below are
    the parameters and products of each layer, next to those of a dense layer in its place. Click a unit to choose it,
    or press the arrow keys, n and p for another layer, + and - for another map.

    Parameters
    ----------
    model : nnlearn.numpy.LeNet5, optional
        The reader's own network with ten classes; the explorer works on a copy. Without it, weights that ship with the
        course (`nnlearn/lessons/lenet/train.py`).
    **start
        Where the settings start: digit, shift, layer, sharing, unit, form. See `Explorer`.

    Raises
    ------
    TypeError, ValueError
        If the model is not such a network.

    Examples
    --------
    >>> explorer = LeNetExplorer(layer=0, unit=(2, 10, 10))
    >>> print(explorer)  # doctest: +ELLIPSIS
    A ...: LeNet-5 of 1998 reads ... C1, map 2, row 10, column 10: 25 products + bias = ...
    >>> explorer.close()
    """

    State = State
    size = (640, 548)
    cursors = {"cutaway": "pointer"}
    prints = ((INPUT[0], CUT + INPUT[1], BIG, BIG),)
    keys = ("n", "p", "+", "-", *ARROWS)
    help = "Click a number, or press the arrow keys; n and p change the layer, + and - the map (feature map) within it."
    suggestion = (
        "move the digit and watch which maps move with it. Then switch the shared weights off: which layers become "
        "expensive?"
    )

    def __init__(self, model=None, **start):
        self.model = None if model is None else read_lenet(model)
        self.reader_names = {} if model is None else {"model": model}
        super().__init__(**start)

    def setup(self):
        self._made: tuple = (None, None)  # the digit and network that the values belong to, and the values

    def state_type(self):
        return State if self.model is None else Own

    # The picture.

    def build(self, picture):
        self.title = picture.words(12, 8, TEXT, "bold")
        self.cut = CutAway(picture, 0, CUT)
        self.unit, self.sight = picture.words(12, 352, TEXT), picture.words(12, 372, TEXT)
        self.table = Table(picture, 0, 396)

    def compute(self, state):
        model = self.model or trained(state.form)
        images, labels = held_out()
        key = (state.digit, state.shift, getattr(state, "form", ""))
        if key != self._made[0]:
            self._made = key, forward(model, np.roll(images[[state.digit]], state.shift, axis=3))
        values = self._made[1]
        today = isinstance(model[1], nn.ReLU)
        name = "your LeNet-5" if self.model else f"LeNet-5 of {state.form}"
        layer, (_, row, column) = state.layer, state.unit
        return View(
            state=state,
            model=model,
            name=name,
            activation="ReLU" if today else "tanh",
            pooling="largest" if today else "mean",
            label=int(labels[state.digit]),
            values=values,
            shares=nn.softmax(values[-1].ravel(), -1),
            kernel=weights(model, layer, state.unit[0])[0],
            sum=weighted_sum(model, layer, values, state.unit),
            field=field(layer, row, column),
        )

    def draw(self, view):
        state = view.state
        self.cut.draw(view.values, view.kernel, state.layer, state.unit, view.field, view.shares, view.label)
        self.title.say(words.title(view))
        self.unit.say(words.unit(view))
        self.sight.say(words.sight(view))
        self.table.draw([words.computes(stage, view) for stage in STAGES], state.layer, state.sharing)

    # Text and code.

    def describe(self, view):
        return f"{words.title(view)}. {words.unit(view)}. {words.sight(view)} {self.table.sentence}"

    def code(self, view):
        state = view.state
        lines = ["import numpy as np", "import nnlearn.numpy as nn"]
        lines += ["from nnlearn.lessons.lenet import STAGES, held_out, trained", ""]
        if self.model is None:
            lines.append(f'model = trained("{state.form}")  # by nnlearn/lessons/lenet/train.py')
        lines.append(f"x = np.roll(held_out()[0][[{state.digit}]], {state.shift}, axis=3)  # (1, 1, 32, 32)")
        cut = _cut(view.model)
        lines.append("maps = [x]" if not cut else f"maps = [x[..., {cut}:-{cut}, {cut}:-{cut}]]")
        lines += ["with nn.no_grad():", "    for layer in model:", "        maps.append(layer(maps[-1]))"]
        stage, k = STAGES[state.layer], KEPT[state.layer + 1]
        index = ", ".join(map(str, state.unit)) if maps_of(view, k) == 4 else str(state.unit[0])
        lines.append(f"unit = maps[{k}][0, {index}]  # {words.place(state.layer, state.unit)}, {stage.inputs} inputs")
        lines.append(f"parameters = [stage.parameters(sharing={state.sharing}) for stage in STAGES]")
        return "\n".join([*lines, "print(nn.softmax(maps[-1], 1).round(3), unit, sum(parameters))"])

    def numbers(self, view):
        total = sum(stage.parameters(view.state.sharing) for stage in STAGES)
        return {"nn.softmax(maps[-1], 1)[0]": view.shares, "unit": view.value, "sum(parameters)": total}

    @classmethod
    def variants(cls):
        def made():
            nn.manual_seed(0)
            return cls(nn.LeNet5(form="today", size=28))

        return {"of a model": made}

    # Pointer and keys.

    def next_state(self, state, **changes):
        new = replace(state, **changes)
        stage = STAGES[new.layer]
        if new.layer != state.layer and "unit" not in changes:
            new = replace(new, unit=(new.unit[0], stage.side // 2, stage.side // 2))
        limits = (stage.maps, stage.side, stage.side)
        unit = tuple(int(np.clip(place, 0, limit - 1)) for place, limit in zip(new.unit, limits, strict=True))
        return replace(new, unit=unit)

    def on_pointer(self, event):
        if event["axes"] == "cutaway" and event["type"] != "up":
            found = unit_at((event["x"], event["y"]))
            if found is not None:
                self.set(layer=found[0], unit=found[1])

    def on_hover(self, event):
        view, spot = self.view, (event["x"], event["y"])
        if event["axes"] == "table":
            row = row_at(spot[1])
            return "" if row is None else words.cost(view, row)
        number, weight, digit = number_at(spot), weight_at(spot, view.kernel), digit_at(spot)
        if number is not None:
            return words.number(view, *number)
        if weight is not None:
            return words.weight(view, weight)
        return "" if digit is None else words.share(view, digit)

    def on_key(self, key):
        layer, (which, row, column) = self.state.layer, self.state.unit
        if key in "np":
            self.set(layer=(layer + (1 if key == "n" else -1)) % len(STAGES))
        elif key in "+-":
            self.set(unit=((which + (1 if key == "+" else -1)) % STAGES[layer].maps, row, column))
        elif STAGES[layer].side == 1:  # the units of a dense layer are drawn in rows
            across, up = ARROWS[key]
            self.set(unit=(which + across - COLUMNS[layer].across * up, 0, 0))
        else:
            across, up = ARROWS[key]
            self.set(unit=(which, row - up, column + across))


def maps_of(view, k):
    """Return the number of axes of a module's output: four for maps, two for dense layers."""
    return 4 if k <= 8 else 2


def _cut(model):
    """Return the number of pixels by which a model's images are smaller on each side."""
    padding = model[0].padding
    return padding[0] if isinstance(padding, tuple) else padding
