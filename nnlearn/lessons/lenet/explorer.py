"""The LeNet explorer: a digit goes through LeNet-5, layer by layer, and every layer shows its cost."""

from dataclasses import replace

import ipywidgets as widgets
import numpy as np

import nnlearn.numpy as nn
from nnlearn.explorers.controls import ARROWS, row
from nnlearn.explorers.explorer import Explorer
from nnlearn.lessons.lenet import words
from nnlearn.lessons.lenet.network import (
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
from nnlearn.lessons.lenet.pad import SIDE, centred, ink_on, sheet_line, stroke
from nnlearn.lessons.lenet.picture import BIG, COLUMNS, INPUT, CutAway, digit_at, number_at, weight_at
from nnlearn.lessons.lenet.sheet_picture import CORNER, EDGE, SheetPicture, on_sheet, pixel_at, spot_at
from nnlearn.lessons.lenet.state import Own, State, View
from nnlearn.lessons.lenet.table import Table, row_at
from nnlearn.lessons.lenet.tour import TOUR
from nnlearn.plots.style import SMALL, TEXT

DRAW_HELP = "Drag on the sheet. Arrow keys move the pen, Space puts it down or lifts it; c: a new sheet; d: back."
CUT, LOWER, HEIGHT = 28, 380, 572  # tops of the cut-away and of what is below it, in pixels, and the whole height


class LeNetExplorer(Explorer):
    """Look into LeNet-5 while it reads a digit: all maps, what one unit sees, and what every layer costs.

    Above are the layers from left to right, orange where a number is positive and blue where it is negative. A dark
    square marks the chosen unit, orange frames mark what it sees: in the layer before it and in the image. Below are
    the parameters and products of each layer, next to those of a dense layer in its place. Click a unit to choose it,
    or press the arrow keys, n and p for another layer, + and - for another map.

    Click the image, or press d, to draw a digit of your own, with the pointer or, once Space has put the pen down, with
    the arrow keys; c clears the sheet.

    Parameters
    ----------
    model : nnlearn.numpy.LeNet5, optional
        The reader's own network with ten classes; the explorer works on a copy. Without it, weights that ship with the
        course (`nnlearn/lessons/lenet/train.py`).
    **start
        Where the settings start: digit, drawing, shift, layer, sharing, unit, form. See `Explorer`.

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
    size = (640, HEIGHT)
    cursors = {"cutaway": "pointer"}
    keys = ("n", "p", "+", "-", *ARROWS, "d", " ", "c")
    help = "Click a number, or press the arrow keys; n, p: layer; + -: map. Click the image or press d: draw a digit."
    suggestion = "click the image and draw a digit."
    tour = TOUR
    placed_elsewhere: tuple = ("digit", "drawing")

    def __init__(self, model=None, **start):
        self.model = None if model is None else read_lenet(model)
        self.reader_names = {} if model is None else {"model": model}
        super().__init__(**start)

    def setup(self):
        self._made: tuple = (None, None)  # the image and network that the values belong to, and the values
        self._last = None  # where the pointer has drawn

    def state_type(self):
        return State if self.model is None else Own

    # The picture.

    def build(self, picture):
        self.title = picture.words(12, 8, TEXT, "bold")
        self.cut = CutAway(picture, 0, CUT)
        self.unit, self.sight = picture.words(12, LOWER + 2, SMALL), picture.words(12, LOWER + 19, SMALL)
        self.table = Table(picture, 0, LOWER)
        self.sheet = SheetPicture(picture, self.table.ax)
        self.papers = [(INPUT[0], CUT + INPUT[1], BIG, BIG), tuple(self.cut.grey.place)]
        self.prints = tuple(self.papers)

    def extras(self):
        self.clear_button = widgets.Button(description="Clear", tooltip="Take a new sheet")
        self.clear_button.on_click(lambda _: self.set(drawing=True, sheet=b""))
        return [row([self.panel.placed("digit")]), row([self.panel.placed("drawing"), self.clear_button])]

    def compute(self, state):
        model = self.model or trained(state.form)
        images, labels = held_out()
        key = (state.sheet if state.drawing else state.digit, state.shift, getattr(state, "form", ""))
        if key != self._made[0]:
            image = images[[state.digit]]
            if state.drawing:
                image = np.pad(centred(ink_on(state.sheet)), 2)[None, None]
            self._made = key, forward(model, np.roll(image, state.shift, axis=3))
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
            label=-1 if state.drawing else int(labels[state.digit]),
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
        self.unit.say("" if state.drawing else words.unit(view))
        self.sight.say("" if state.drawing else words.sight(view))
        self.table.draw([words.computes(stage, view) for stage in STAGES], state.layer, state.sharing)
        self.table.show(not state.drawing)
        self.sheet.draw(view)

    def after_draw(self, view):
        drawing = view.state.drawing
        self.canvas.cursors = self.cursors | ({"table": "crosshair"} if drawing else {})
        sheet = [(CORNER[0], LOWER + CORNER[1], EDGE, EDGE)]
        self.canvas.help = DRAW_HELP if drawing else self.help
        self.canvas.prints = [*self.papers, *(sheet if drawing else [])]

    # Text and code.

    def describe(self, view):
        return f"{words.title(view)}. {words.unit(view)}. {words.sight(view)} {self.table.sentence}"

    def code(self, view):
        state = view.state
        lines = ["import zlib", ""] if state.drawing else []
        lines += ["import numpy as np", "import nnlearn.numpy as nn"]
        lines += [
            f"from nnlearn.lessons.lenet import STAGES, {'centred' if state.drawing else 'held_out'}, trained",
            "",
        ]
        if self.model is None:
            lines.append(f'model = trained("{state.form}")  # by nnlearn/lessons/lenet/train.py')
        image = f"held_out()[0][[{state.digit}]]"
        if state.drawing:
            lines.append(f"{sheet_line(state.sheet)}  # drawn")
            image = "np.pad(centred(sheet), 2)[None, None]"
        lines.append(f"x = np.roll({image}, {state.shift}, axis=3)  # (1, 1, 32, 32)")
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
        if new.digit != state.digit and "drawing" not in changes:
            new = replace(new, drawing=False)
        if not new.drawing:
            new = replace(new, down=False)
        stage = STAGES[new.layer]
        if new.layer != state.layer and "unit" not in changes:
            new = replace(new, unit=(new.unit[0], stage.side // 2, stage.side // 2))
        limits = (stage.maps, stage.side, stage.side)
        unit = tuple(int(np.clip(place, 0, limit - 1)) for place, limit in zip(new.unit, limits, strict=True))
        return replace(new, unit=unit)

    def on_pointer(self, event):
        spot, kind = (event["x"], event["y"]), event["type"]
        if event["axes"] == "table" and self.state.drawing:
            self.draw_to(spot_at(*spot), kind)
        elif event["axes"] == "cutaway" and kind != "up":
            found = number_at(spot)
            if found is not None and found[0] >= 0:
                self.set(layer=found[0], unit=found[1])
            elif found is not None and kind == "down":
                self.set(drawing=True)

    def draw_to(self, spot, kind):
        """Draw to a place of the sheet with the pointer: "down" begins a stroke, if it is on the sheet."""
        if kind == "down" and on_sheet((round(spot[0]), round(spot[1]))):
            self._last = spot
        if self._last is not None and kind != "up":
            self.set(sheet=stroke(self.state.sheet, self._last, spot))
            self._last = spot
        if kind == "up":
            self._last = None

    def on_hover(self, event):
        view, spot = self.view, (event["x"], event["y"])
        if event["axes"] == "table" and view.state.drawing:
            pixel = pixel_at(*spot)
            return words.on_paper(view, *pixel) if on_sheet(pixel) else ""
        if event["axes"] == "table":
            which = row_at(spot[1])
            return "" if which is None else words.cost(view, which)
        number, weight, digit = number_at(spot), weight_at(spot, view.kernel), digit_at(spot)
        if number is not None:
            return words.number(view, *number)
        if weight is not None:
            return words.weight(view, weight)
        return "" if digit is None else words.share(view, digit)

    def on_key(self, key):
        layer, (which, row, column) = self.state.layer, self.state.unit
        if key == "d":
            self.set(drawing=not self.state.drawing)
        elif key == "c":
            self.set(drawing=True, sheet=b"")
        elif key == " " or (key in ARROWS and self.state.drawing):
            self.press_pen(key)
        elif key in "np":
            self.set(layer=(layer + (1 if key == "n" else -1)) % len(STAGES))
        elif key in "+-":
            self.set(unit=((which + (1 if key == "+" else -1)) % STAGES[layer].maps, row, column))
        elif STAGES[layer].side == 1:  # the units of a dense layer are drawn in rows
            across, up = ARROWS[key]
            self.set(unit=(which + across - COLUMNS[layer].across * up, 0, 0))
        else:
            across, up = ARROWS[key]
            self.set(unit=(which, row - up, column + across))

    def press_pen(self, key):
        """Move the pen with an arrow key, drawing if it is down; Space puts it down or lifts it."""
        state, (across, up) = self.state, ARROWS.get(key, (0, 0))
        down = state.down if key in ARROWS else not (state.drawing and state.down)
        pen = tuple(int(place) for place in np.clip(np.add(state.pen, (-up, across)), 0, SIDE - 1))
        sheet = stroke(state.sheet, state.pen, pen) if down else state.sheet
        self.set(drawing=True, pen=pen, down=down, sheet=sheet)


def maps_of(view, k):
    """Return the number of axes of a module's output: four for maps, two for dense layers."""
    return 4 if k <= 8 else 2


def _cut(model):
    """Return the number of pixels by which a model's images are smaller on each side."""
    padding = model[0].padding
    return padding[0] if isinstance(padding, tuple) else padding
