"""The forward explorer: a network with a heat map in every unit, and its matrix products cell by cell."""

from dataclasses import dataclass, replace

import numpy as np

import nnlearn.numpy as nn
from nnlearn.explorers.controls import ARROWS, pick, slide
from nnlearn.explorers.recorded import Recorded
from nnlearn.lessons.forward_propagation import words
from nnlearn.lessons.forward_propagation.diagram import Diagram
from nnlearn.lessons.forward_propagation.listing import listing
from nnlearn.lessons.forward_propagation.matrix_product import MatrixProduct
from nnlearn.lessons.forward_propagation.network import (
    SOURCES,
    batch,
    cells,
    centre,
    edited,
    forward,
    points,
    random_network,
    read_network,
    weight_at,
)
from nnlearn.plots.numbers import fixed
from nnlearn.plots.plane import around, grid, image_extent
from nnlearn.plots.style import COLOURS, DIVERGING, INK, MARKERS, PAPER, SMALL, TEXT

NEAR = 6  # pixels from a point at which the pointer is on it
FINE = 48  # points along each side of the plane at which every unit is evaluated
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

    width1: int = slide(4, 1, 6, 1, "layer 1", "units")
    width2: int = slide(3, 0, 6, 1, "layer 2", "units")
    width3: int = slide(0, 0, 6, 1, "layer 3", "units")
    activation: str = pick("tanh", OWN, "activation")
    seed: int = slide(21, 0, 30, 1, "seed of the weights")

    @property
    def widths(self):
        """The number of units in each hidden layer, from the first to the last."""
        return tuple(width for width in (self.width1, self.width2, self.width3) if width)


@dataclass(frozen=True)
class View:
    """The network and everything it computes for the picture."""

    state: object
    layers: list
    extent: tuple
    maps: list  # per layer (size, FINE, FINE), minus `centre`
    values: list  # per layer (3, size), for the reader's point and one of each class
    steps: list  # the cells in the order in which they are computed
    at: int


class ForwardExplorer(Recorded):
    """See what every unit computes over the plane, and how each number is computed.

    Above is the network: the map in a unit shows where in the plane its output is positive (vermilion) and negative
    (blue; after a sigmoid, above and below one half), each on its own scale. The number below it is its output for the
    reader's point, which can be moved in the plane on the right. Below are the products Z = H W^T + b of three points
    at once, one cell per step: the reader's, and the first of each class.
    Every weight can be set: choose its line with the pointer, or with n and p.

    Parameters
    ----------
    model : nnlearn.numpy.Sequential, optional
        The reader's own network, of `Linear` and activations, with two inputs and at most 8 units per layer. The
        explorer works on a copy: changing a weight here does not change it there.
    **start
        Where the settings start. See `Explorer`.

    Raises
    ------
    TypeError, ValueError
        If the model is not such a network; the message tells what it is.

    Examples
    --------
    >>> import nnlearn.numpy as nn
    >>> explorer = ForwardExplorer(nn.Sequential(nn.Linear(2, 3), nn.ReLU(), nn.Linear(3, 1)))
    >>> explorer.go(2)
    >>> print(explorer)  # doctest: +ELLIPSIS
    Network with 2, 3, 1 units on moons. ...
    >>> explorer.close()
    """

    State = State
    size = (640, 552)
    jump_label = "layer"
    cursors = {"network": "pointer", "plane": "pointer"}
    keys = ("n", "p", "+", "-", *ARROWS)
    help = (
        "Drag the point, or press arrow keys. Click a line or unit, or press n or p, for a weight; + or - changes it."
    )
    suggestion = (
        "set one weight of the output to 0: which map does it lose? Then choose no activation: can a boundary bend?"
    )

    def __init__(self, model=None, **start):
        self.layers = None if model is None else read_network(model)
        self.reader_names = {} if model is None else {"model": model}
        super().__init__(**start)

    def setup(self):
        self._made: tuple = (None, None)  # the settings that the maps belong to, and the maps

    def state_type(self):
        return State if self.layers is None else Own

    # The picture.

    def build(self, picture):
        self.diagram = Diagram(picture, 8, 34, 416, 318)
        self.plane = picture.axes("plane", 480, 62, 150, 150)
        self.trace = MatrixProduct(picture, 8, 362, 624, 186)
        self.plane.yaxis.set_label_coords(-0.2, 0.5)
        blank, style = np.zeros((FINE, FINE)), {"origin": "lower", "aspect": "auto", "zorder": 0}
        self.surface = self.plane.imshow(blank, cmap=DIVERGING, interpolation="bilinear", alpha=0.75, **style)
        marker = {"linestyle": "", "markeredgecolor": PAPER, "markeredgewidth": 0.4, "ms": 4, "zorder": 3}
        self.dots = [self.plane.plot([], [], MARKERS[k], color=COLOURS[k], **marker)[0] for k in (0, 1)]
        own = {"markeredgecolor": PAPER, "markeredgewidth": 1.5, "ms": 10, "zorder": 5, "linestyle": ""}
        (self.own,) = self.plane.plot([], [], "D", color=INK, **own)
        traced = {"markeredgecolor": INK, "markeredgewidth": 1.5, "ms": 7, "zorder": 4, "linestyle": ""}
        self.traced = [self.plane.plot([], [], MARKERS[k], color=COLOURS[k], **traced)[0] for k in (0, 1)]
        self.contours = []
        self.title, self.facts = picture.words(8, 10, TEXT, "bold"), picture.words(440, 262, SMALL)
        picture.words(480, 42, SMALL).say("what the output says")
        picture.words(8, 27, SMALL).say(words.NOTE)
        picture.moving(self.surface, *self.dots, *self.traced, self.own)
        self._data = None

    def network(self, state):
        """Return the layers, with the weights that were set by hand."""
        layers = self.layers or random_network(state.widths, state.activation, state.seed)
        return edited(layers, state.edits)

    def compute(self, state):
        key = replace(state, value=0.0, point=(), selected=(), position=0)
        if key != self._made[0]:  # moving the point or stepping through cells keeps the maps
            layers, extent = self.network(state), around(points(state.data)[0], 0.15)
            maps = [h.T.reshape(-1, FINE, FINE) for h in forward(layers, grid(extent, FINE))]
            maps[1:] = [image - centre(layer) for image, layer in zip(maps[1:], layers, strict=True)]
            self._made = (key, (layers, extent, maps))
        layers, extent, maps = self._made[1]
        values = forward(layers, batch(state.data, state.point))
        steps = cells(layers, 3)
        return View(state, layers, extent, maps, values, steps, min(state.position, len(steps)))

    def draw(self, view):
        state, cell = view.state, view.steps[view.at - 1] if view.at else None
        if state.data != self._data:
            self._data = state.data
            x, y = points(state.data)
            for k, dots in enumerate(self.dots):
                dots.set_data(*x[y == k].T)
            left, right, bottom, top = view.extent
            self.plane.set(xlim=(left, right), ylim=(bottom, top), xlabel="x1", ylabel="x2")
            self.surface.set_extent(image_extent(view.extent, FINE))
            self.picture.redraw()
        unit = None if cell is None else (cell.layer + 1, cell.unit)
        self.diagram.draw(view.layers, view.maps, [v[0] for v in view.values], state.selected, unit)
        image = view.maps[-1][0]
        limit = max(np.abs(image).max(), 1e-12)
        self.surface.set(data=image, clim=(-limit, limit))
        self._boundary(image, view.extent)
        self.own.set_data([state.point[0]], [state.point[1]])
        for dot, (a, b) in zip(self.traced, view.values[0][1:], strict=True):
            dot.set_data([a], [b])
        layer = view.layers[cell.layer if cell else 0]
        k = cell.layer if cell else 0
        done = sum(step.layer == k for step in view.steps[: view.at])
        h = view.values[k]
        self.trace.draw(h, layer, layer.product(h), done, cell and (cell.row, cell.unit))
        self.title.say(words.title(view))
        self.facts.say(words.facts(view))

    def _boundary(self, image, extent):
        if self.contours:
            self.picture.forget(self.contours)
        self.contours = []
        if image.min() < 0 <= image.max():
            left, right, bottom, top = extent
            x, y = np.linspace(left, right, FINE), np.linspace(bottom, top, FINE)
            self.contours = [self.plane.contour(x, y, image, levels=[0], colors=INK, linewidths=1.4, zorder=2)]
            self.picture.moving(*self.contours)

    def length(self, view):
        return len(view.steps)

    def jump_positions(self, view):
        return [k for k in range(1, len(view.steps)) if view.steps[k].layer != view.steps[k - 1].layer]

    # Text and code.

    def describe(self, view):
        sizes = ", ".join(str(len(v[0])) for v in view.values)
        a, b = view.state.point
        return (
            f"Network with {sizes} units on {view.state.data}. The point ({fixed(a)}, {fixed(b)}) gives "
            f"{fixed(view.values[-1][0, 0])} at the output. {words.title(view)}. {self.trace.sentence.get_text()}"
        )

    def code(self, view):
        return listing(view, self.layers is None)

    def numbers(self, view):
        return {f"h{k}": values for k, values in enumerate(view.values)}

    @classmethod
    def variants(cls):
        layers = [nn.Linear(2, 5), nn.ReLU(), nn.Linear(5, 3), nn.Tanh(), nn.Linear(3, 1), nn.Sigmoid()]
        return {"of a model": lambda: cls(nn.Sequential(*layers))}

    # Pointer and keys.

    def next_state(self, state, **changes):
        new = replace(state, **changes)
        shape = ("width1", "width2", "width3", "seed")
        if any(getattr(new, name, None) != getattr(state, name, None) for name in shape):
            new = replace(new, edits=(), selected=(0, 0, 0), position=0)
        elif "value" in changes and "selected" not in changes:
            others = tuple(edit for edit in new.edits if edit[0] != new.selected)
            return replace(new, edits=(*others, (new.selected, float(new.value))))
        array, index = weight_at(self.network(new), new.selected)
        return replace(new, value=float(np.clip(array[index], -8, 8)))

    def weights(self):
        """Return (layer, unit, source) of all weights, the bias of each unit after its weights."""
        layers = self.view.layers
        return [
            (k, unit, source)
            for k, layer in enumerate(layers)
            for unit in range(len(layer.bias))
            for source in (*range(layer.weight.shape[1]), -1)
        ]

    def move(self, point):
        """Move the reader's point, within the plane."""
        left, right, bottom, top = self.view.extent
        x, y = np.clip(point, (left, bottom), (right, top))
        self.set(point=(round(float(x), 4), round(float(y), 4)))

    def on_pointer(self, event):
        if event["axes"] == "plane" and event["type"] != "up":
            self.move((event["x"], event["y"]))
        elif event["axes"] == "network" and event["type"] == "down":
            place = self.diagram.weight_near((event["x"], event["y"]))
            if place is not None:
                self.set(selected=place)

    def on_hover(self, event):
        spot = np.array([event["x"], event["y"]])
        if event["axes"] == "network":
            unit = self.diagram.unit_at(spot)
            there = self.diagram.in_map(unit, spot, self.view.extent)
            return words.network(self.view, unit, there, self.diagram.weight_near(spot))
        if event["axes"] == "product":
            return words.cell(self.view, self.trace.cell_at(spot))
        _, _, across, down, *_ = self.canvas.axes["plane"]
        left, right, bottom, top = self.view.extent
        x, y = points(self.view.state.data)
        pixels = np.divide((across, down), (right - left, top - bottom))
        away = np.hypot(*((np.vstack([self.view.state.point, x]) - spot) * pixels).T)
        nearest = int(away.argmin())
        return words.plane(self.view, spot, None if away[nearest] > NEAR else -1 if nearest == 0 else y[nearest - 1])

    def on_key(self, key):
        if key in ARROWS:
            left, right, *_ = self.view.extent
            self.move(np.add(self.state.point, np.multiply(ARROWS[key], 0.02 * (right - left))))
        elif key in "+-":
            self.set(value=round(float(np.clip(self.state.value + (0.1 if key == "+" else -0.1), -8, 8)), 4))
        else:
            places = self.weights()
            step = 1 if key == "n" else -1
            self.set(selected=places[(places.index(self.state.selected) + step) % len(places)])
