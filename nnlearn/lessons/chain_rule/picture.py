"""The picture of a computation graph that changes step by step: boxes and arrows stand still, their contents change."""

from itertools import pairwise

import numpy as np
from matplotlib.artist import Artist
from matplotlib.collections import PolyCollection
from matplotlib.patches import FancyBboxPatch

from nnlearn.explorers.labels import Labels, font
from nnlearn.plots.graph import SIGNS, TWIN, arrow, check, frame, middle, slope
from nnlearn.plots.layers import arrange
from nnlearn.plots.numbers import significant
from nnlearn.plots.style import DPI, FAINT, GREEN, INK, PAPER, SMALL, TEXT, VERMILION, size

NEAR = 7  # pixels from an edge at which the pointer is on it
MARGIN = 3.7, 9  # pixels of paper around a slope: for each character, and half its height
WIDEST, TALL, LINE = 92, 74, 16.5  # pixels of a box, and of a line in it
ROOM = 46  # pixels between two columns at least: for an edge with its slope
FARTHEST = 270, 104  # pixels between the middles of two columns, and of two boxes in a column
COLOURS = (INK, INK, VERMILION, GREEN)  # of the lines in a box: name, value, derivative, move


class GraphPicture:
    """A computation graph whose boxes say name, value, derivative and how far a nudge moves them.

    Parameters
    ----------
    picture : Picture
    ax, inputs : Axes
        Of the picture, `inputs` over the left column alone: both count the pixels of `ax`, y downwards.
    """

    def __init__(self, picture, ax, inputs):
        self.picture, self.ax, self.inputs, self.shape = picture, ax, inputs, None
        self.still, self.moving = list[Artist](), list[Artist]()
        self.page = np.array(size(ax))
        ax.set(xlim=(0, self.page[0]), ylim=(self.page[1], 0))
        for one in (ax, inputs):
            one.set_axis_off()
            one.patch.set_visible(False)

    def draw(self, nodes, edges, numbers, *, slopes, bright, flow, colour, draggable, chosen):
        """Show a step.

        Parameters
        ----------
        nodes, edges : sequence
            Of `nnlearn.autograd.graph`.
        numbers : tuple of three dicts
            What each box says besides its name, by its number: its value, derivative and move, if they are known.
        slopes, bright, flow : set of int
            Edges with their slope, boxes with a frame in ink, edges drawn wide, in this colour.
        colour : str
        draggable : set of int
            Boxes with arrows beside their value.
        chosen : int
            The box with a green frame.
        """
        check(nodes, edges, bright, flow)
        shape = [node.level for node in nodes], [edge[:2] for edge in edges]
        if shape != self.shape:
            self._build(nodes, edges)
            self.shape = shape
        for k, (dark, green) in enumerate(zip(self.bright, self.green, strict=True)):
            dark.set_visible(k in bright)
            green.set_visible(k == chosen)
        for k, artists in enumerate(self.wide):
            for artist in artists:
                artist.set_visible(k in flow)
                artist.set_color(colour)
        inside: list = [[], [], [], []]
        for index, (node, (x, y)) in enumerate(zip(nodes, self.places, strict=True)):
            found = [self.fitted(known[index], known is numbers[2]) if index in known else "" for known in numbers]
            for k, text in enumerate((node.name or SIGNS.get(node.operation, node.operation), *found)):
                inside[k].append((text, (x, y + (k - 1.5) * LINE)))
        for labels, written in zip(self.lines, inside, strict=True):
            labels.put(written)
        sides = [(sign, self.places[k] + (by * (self.box[0] / 2 - 8), -0.5 * LINE)) for k in draggable
                 for sign, by in (("◂", -1), ("▸", 1))]  # fmt: skip
        self.handles.put(sides)
        written = [(slope(edges[k][2]), middle(self.ways[k])) for k in sorted(slopes)]
        self.slopes.put(written)
        self.paper.set_verts([_rectangle(text, *spot) for text, spot in written])

    def fitted(self, value, sign=False):
        """Return a number with as many digits as fit a box, three at most."""
        for digits in (3, 2, 1):
            text = ("+" if sign and value > 0 else "") + significant(value, digits)
            if font(round(TEXT * DPI / 72), "normal").getlength(text) <= self.box[0] - 4:
                break
        return text

    def under(self, spot):
        """Return ("box", its number) or ("edge", its number) of what is under a pixel, or (None, -1)."""
        inside = (np.abs(self.places - spot) <= np.divide(self.box, 2)).all(axis=1)
        if inside.any():
            return "box", int(inside.argmax())
        away = [min(_distance(spot, *ends) for ends in pairwise(way)) for way in self.ways]
        nearest = int(np.argmin(away))
        return ("edge", nearest) if away[nearest] <= NEAR else (None, -1)

    def _build(self, nodes, edges):
        """Lay the graph out, and draw what stands still."""
        self.picture.forget(self.moving)
        for artist in self.still:
            artist.remove()
        self.places, self.ways, self.box = laid_out(self.page, nodes, edges)
        ax = self.ax
        self.still = [ax.add_artist(a) for way in self.ways for a in arrow(way, self.box[0], wide=False)]
        self.still += [ax.add_patch(frame(place, self.box, bright=False)) for place in self.places]
        self.wide = [[ax.add_artist(a) for a in arrow(way, self.box[0], wide=True)] for way in self.ways]
        self.bright = [ax.add_patch(outline(place, self.box, INK, 2.4, 2.5)) for place in self.places]
        self.green = [ax.add_patch(outline(place, self.box, GREEN, 2.6)) for place in self.places]
        self.lines = [self._texts(TEXT, colour, weight="normal" if k else "bold") for k, colour in enumerate(COLOURS)]
        self.handles = self._texts(SMALL, FAINT)
        self.paper = ax.add_collection(PolyCollection([], facecolor=PAPER, edgecolor="none", zorder=5), autolim=False)
        self.slopes = self._texts(SMALL, INK, zorder=6)
        wide = [artist for artists in self.wide for artist in artists]
        self.moving = [*wide, *self.bright, *self.green, *self.lines, self.handles, self.paper, self.slopes]
        self.picture.moving(*self.moving)
        self._fit_inputs()
        self.picture.redraw()

    def _fit_inputs(self):
        """Lay the axes of the inputs over the left column: there the pointer becomes a hand."""
        edge = self.places[:, 0].min() + self.box[0] / 2 + 2
        box = self.ax.get_position()
        self.inputs.set_position((box.x0, box.y0, box.width * edge / self.page[0], box.height))
        self.inputs.set(xlim=(0, edge), ylim=self.ax.get_ylim())

    def _texts(self, points, colour, **look):
        return self.ax.add_artist(Labels(self.ax.transData, points, colour=colour, **{"zorder": 4, **look}))


def laid_out(page, nodes, edges):
    """Return places (n, 2), the ways of the edges, and (width, height) of a box, in the pixels of a page.

    Examples
    --------
    >>> from nnlearn.autograd import Value, graph
    >>> found = graph(Value(1.0, "a") * Value(2.0, "b"))
    >>> places, ways, box = laid_out(np.array([400.0, 300.0]), found.nodes, found.edges)
    >>> places.round().tolist(), box
    ([[65.0, 98.0], [65.0, 202.0], [335.0, 150.0]], (92, 74))
    """
    places, ways = arrange([node.level for node in nodes], [(node, source) for node, source, _ in edges])
    everything = np.concatenate([places, *ways])
    low, high = everything.min(axis=0), everything.max(axis=0)
    columns = int(high[0]) + 1
    box = min(WIDEST, (page[0] - 10 - ROOM * (columns - 1)) / columns), TALL
    step = np.minimum((page - box - 10) / np.maximum(high - low, 1e-9), FARTHEST)
    step, centre = np.where(high > low, step, 0), (low + high) / 2
    places, ways = (places - centre) * step + page / 2, [(way - centre) * step + page / 2 for way in ways]
    pairs = [edge[:2] for edge in edges]
    for index, way in enumerate(ways):
        twins = [k for k, pair in enumerate(pairs) if pair == pairs[index]]  # a + a uses a twice: two arrows
        way[:, 1] += TWIN * (twins.index(index) - (len(twins) - 1) / 2)
    return places, ways, box


def outline(place, box, colour, width, grow=0):
    """Return the frame of a box that is `grow` pixels larger on each side, without its inside."""
    (x, y), (across, down) = place, np.add(box, 2 * grow)
    style = f"round,pad=0,rounding_size={6 + grow}"
    corner = (x - across / 2, y - down / 2)
    return FancyBboxPatch(corner, across, down, boxstyle=style, fc="none", ec=colour, lw=width, zorder=3.5)


def _rectangle(text, x, y):
    across, up = MARGIN[0] * len(text) + 1, MARGIN[1]
    return [(x - across, y - up), (x + across, y - up), (x + across, y + up), (x - across, y + up)]


def _distance(spot, start, end):
    """Return the distance of a pixel from a straight piece of an edge."""
    way = end - start
    along = np.clip((spot - start) @ way / max(way @ way, 1e-12), 0, 1)
    return np.hypot(*(start + along * way - spot))
