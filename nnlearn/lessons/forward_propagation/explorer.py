"""The forward explorer: one point at a time through a network, its matrix product, and the plane."""

from dataclasses import replace

import numpy as np
from matplotlib.ticker import MaxNLocator
from PIL import Image

import nnlearn.numpy as nn
from nnlearn.explorers.colour_bar import ColourBar
from nnlearn.explorers.controls import ARROWS
from nnlearn.explorers.labels import LINE, Labels
from nnlearn.explorers.pixels import Images, colours
from nnlearn.lessons.forward_propagation import words
from nnlearn.lessons.forward_propagation.diagram import Diagram
from nnlearn.lessons.forward_propagation.listing import listing
from nnlearn.lessons.forward_propagation.matrix_product import MatrixProduct
from nnlearn.lessons.forward_propagation.network import (
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
from nnlearn.lessons.forward_propagation.pointing import Pointing
from nnlearn.lessons.forward_propagation.state import Own, State, View, with_weight
from nnlearn.lessons.forward_propagation.tour import TOUR
from nnlearn.plots.numbers import fixed
from nnlearn.plots.plane import around, grid
from nnlearn.plots.style import COLOURS, DIVERGING, DPI, INK, MARKERS, PAPER, SMALL, TEXT

FINE = 48  # points along each side of the plane at which every unit is evaluated
SIDE = 142  # of the plane, in pixels
FACTS = 384  # where the text beside the network ends, in pixels


class ForwardExplorer(Pointing):
    """See what every unit computes over the plane, and how each number is computed.

    Above is the network: the map in a unit shows where in the plane its output is positive (orange) and negative (blue;
    after a sigmoid, above and below one half), each on its own scale. The number below it is its output for the point
    at work, which is ringed in the plane on the right and is a dot in every map. Below are the products
    Z = H W^T + b of three points at once, one cell per step: the reader's, and the first of each class. Network,
    product and plane always show the same point.

    Drag your point. Drag a line of the network up or down to change its weight, or choose one with n and p. Click a
    cell of the product to go there.

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
    size = (640, 588)
    jump_label = "layer"
    tour: tuple = TOUR
    cursors = {"network": "grab", "plane": "grab", "product": "pointer"}
    placed_elsewhere = ("position", "value", "data")
    keys = ("n", "p", "+", "-", *ARROWS)
    help = "Drag the point (or arrow keys). Drag a line up or down (or n, p, then +, -). Click a cell of the product."
    suggestion = "drag a line of the network up and down, and watch the maps to its right."

    def __init__(self, model=None, **start):
        self.layers = None if model is None else read_network(model)
        self.reader_names = {} if model is None else {"model": model}
        if model is not None:
            self.tour = ()  # its stops are about a network made here
        super().__init__(**start)

    def setup(self):
        self._made: tuple = (None, None)  # the settings that the maps belong to, and the maps
        self._data, self._drawn = None, None

    def state_type(self):
        return State if self.layers is None else Own

    # The picture.

    def build(self, picture):
        self.diagram = Diagram(picture, 8, 48, 424, 330)
        self.plane = picture.axes("plane", 490, 62, SIDE, SIDE)
        self.trace = MatrixProduct(picture, 8, 388, 624, 198)
        self.plane.yaxis.set_label_coords(-0.2, 0.5)
        for axis in (self.plane.xaxis, self.plane.yaxis):
            axis.set_major_locator(MaxNLocator(4))
        self.surface = Images(self.plane.transAxes, origin="lower")
        self.surface.set_zorder(0)
        self.contours = []
        marker = {"linestyle": "", "markeredgecolor": PAPER, "markeredgewidth": 0.4, "ms": 4, "zorder": 3}
        self.dots = [self.plane.plot([], [], MARKERS[k], color=COLOURS[k], **marker)[0] for k in (0, 1)]
        own = {"markeredgecolor": PAPER, "markeredgewidth": 1.5, "ms": 9, "zorder": 5, "linestyle": ""}
        self.batch = [self.plane.plot([], [], mark, color=colour, **own)[0] for mark, colour in words.MARKS]
        ring = {"linestyle": "", "markerfacecolor": "none", "markeredgewidth": 2.4, "ms": 17, "zorder": 6}
        (self.ring,) = self.plane.plot([], [], "o", **ring)
        (self.mark,) = self.diagram.ax.plot([], [], linestyle="", ms=8, clip_on=False, zorder=4)
        self.title, self.note = picture.words(28, 8, TEXT, "bold"), picture.words(8, 28, SMALL)
        self.scale, self.facts = picture.words(446, 260, SMALL), Labels(picture.page, SMALL, across=0, up=0)
        picture.words(446, 44, SMALL).say("map of the output; drag the ◆")
        ColourBar(picture, 510, 245, 60, DIVERGING, "negative", "positive")
        picture.moving(self.surface, *self.dots, *self.batch, self.ring, self.mark, self.facts)

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
        if view.state.data != self._data:
            self._data = view.state.data
            x, y = points(self._data)
            for k, dots in enumerate(self.dots):
                dots.set_data(*x[y == k].T)
            left, right, bottom, top = view.extent
            self.plane.set(xlim=(left, right), ylim=(bottom, top), xlabel="x1", ylabel="x2")
            self.picture.redraw()
        if view.maps is not self._drawn:
            self._drawn = view.maps
            self._surface(view.maps[-1][0], view.extent)
        mark, colour = words.MARKS[view.row]
        for dot, (a, b) in zip(self.batch, view.values[0], strict=True):
            dot.set_data([a], [b])
        self.ring.set_data(*view.point[:, None])
        self.ring.set_markeredgecolor(colour)
        self.mark.set_data([8], [-32])
        self.mark.set(marker=mark, color=colour)
        self.diagram.draw(view, (mark, colour))
        self.trace.draw(view)
        title, note, scale, facts = words.beside(view)
        for text, said in ((self.title, title), (self.note, note), (self.scale, scale)):
            text.say(said)
        self.facts.put([(facts, (446, FACTS - round(LINE * SMALL * DPI / 72) * len(facts.split("\n"))))])

    def _surface(self, image, extent):
        """Show the map of the output, and the line where it is zero."""
        inner, ends = 2 * (2 * SIDE,), (0.5, 0.5, FINE - 0.5, FINE - 0.5)  # from the first point to the last
        smooth = Image.fromarray(colours(image, strength=0.75)).resize(inner, Image.Resampling.BILINEAR, ends)
        self.surface.images = [(np.asarray(smooth), 0, 1, 1, -1)]  # y upwards
        self.picture.forget(self.contours)
        self.contours = []
        if image.min() < 0 <= image.max():
            left, right, bottom, top = extent
            x, y = np.linspace(left, right, FINE), np.linspace(bottom, top, FINE)
            self.contours = [self.plane.contour(x, y, image, levels=[0], colors=INK, linewidths=1.6, zorder=2)]
            self.picture.moving(*self.contours)

    def length(self, view):
        return len(view.steps)

    def jump_positions(self, view):
        return [k for k in range(1, len(view.steps)) if view.steps[k].layer != view.steps[k - 1].layer]

    # Text and code.

    def describe(self, view):
        sizes = ", ".join(str(len(one)) for one in view.maps)
        a, b = view.state.point
        output = words.number(view.values[-1][0, 0])
        return (
            f"Network with {sizes} units on {view.state.data}. The point ({fixed(a)}, {fixed(b)}) gives {output} at "
            f"the output. {words.title(view)}. {self.trace.sentence.get_text()}"
        )

    def code(self, view):
        return listing(view, self.layers is None)

    def numbers(self, view):
        return {f"h{k}": values for k, values in enumerate(view.values)}

    @classmethod
    def variants(cls):
        layers = [nn.Linear(2, 5), nn.ReLU(), nn.Linear(5, 3), nn.Tanh(), nn.Linear(3, 1), nn.Sigmoid()]
        return {"of a model": lambda: cls(nn.Sequential(*layers))}

    def next_state(self, state, **changes):
        new = replace(state, **changes)
        shape = ("width1", "width2", "width3", "seed")
        if any(getattr(new, name, None) != getattr(state, name, None) for name in shape):
            new = replace(new, **{"edits": (), "selected": (0, 0, 0), "position": 0} | changes)
        elif "value" in changes and "selected" not in changes:
            return with_weight(new, new.value)
        array, index = weight_at(self.network(new), new.selected)
        return replace(new, value=float(np.clip(array[index], -8, 8)))
