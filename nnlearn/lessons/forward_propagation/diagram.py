"""The network of the forward explorer: a heat map in every unit, a line for every weight, numbers that flow."""

from itertools import pairwise

import numpy as np
from matplotlib.collections import LineCollection
from matplotlib.patches import Rectangle

from nnlearn.explorers.labels import Labels, font
from nnlearn.explorers.pixels import Images, colours
from nnlearn.lessons.forward_propagation.words import PALE, number
from nnlearn.plots.network import edge_width, positions
from nnlearn.plots.style import DIVERGING, DPI, INK, PAPER, SMALL

UNIT = 36  # pixels along each side of a unit, if there is room
NUMBER = 16  # height of the number below it
NAMES = 36  # height of the layers' names
NEAR = 7  # pixels from a line at which it is still hit
FAR = 0.3  # opacity of the lines that do not lead to the unit at work
SQUARE = np.array([(-1, -1), (1, -1), (1, 1), (-1, 1), (-1, -1)]) / 2


class Diagram:
    """Artists of a network in axes whose coordinates are pixels, y downwards.

    Parameters
    ----------
    picture : Picture
    left, top, width, height : int
        Where it stands, in pixels.
    """

    def __init__(self, picture, left, top, width, height):
        self.picture, self.corner, self.width, self.height = picture, np.array([left, top]), width, height
        ax = self.ax = picture.axes("network", left, top, width, height)
        ax.set(xlim=(0, width), ylim=(height, 0))
        ax.set_axis_off()
        self.edges = ax.add_collection(LineCollection([], zorder=1), autolim=False)
        self.chosen = ax.add_collection(LineCollection([], zorder=1.5, colors=INK, linestyles=":"), autolim=False)
        self.maps = Images(ax.transData)
        self.frames = ax.add_collection(LineCollection([], zorder=3, colors=INK, linewidths=0.8), autolim=False)
        style = {"linestyle": "", "markeredgecolor": PAPER, "markeredgewidth": 1.0, "ms": 6, "zorder": 4}
        (self.dots,) = ax.plot([], [], **style)
        self.active = ax.add_patch(Rectangle((0, 0), 1, 1, fill=False, lw=2.6, zorder=4))
        self.sum = ax.add_patch(Rectangle((0, 0), 1, 1, fc=PAPER, lw=1.6, zorder=4.5))
        self.numbers, self.names = Labels(ax.transData, SMALL, up=0), Labels(ax.transData, SMALL, up=0)
        self.pale = Labels(ax.transData, SMALL, up=0, colour=PALE)
        self.z = Labels(ax.transData, SMALL, zorder=6)
        moving = self.edges, self.chosen, self.maps, self.frames, self.dots, self.active, self.sum
        picture.moving(*moving, self.numbers, self.pale, self.names, self.z)
        self.places, self._drawn = [], None

    def draw(self, view, mark):
        """Show a network, and what it computes for the point at work.

        Parameters
        ----------
        view : View
        mark : (marker, colour)
            Of that point.
        """
        sizes = [len(one) for one in view.maps]
        room, tall = UNIT // 2 + 6, self.height - NAMES - 10
        scale = (self.width - 2 * room, tall)
        self.unit = side = min(UNIT, int(tall / max(sizes)) - NUMBER)
        self.places = [(room, 0) + (place * (1, -1) + (0, 1)) * scale for place in positions(sizes)]  # y downwards
        self._edges(view.layers, view.cell)
        self._chosen(view.state.selected)
        self._maps(view.maps)
        all_places = np.concatenate(self.places)
        self.frames.set_segments(list(all_places.round()[:, None] + side * SQUARE))
        here = (np.array(view.point) - view.extent[::2]) / np.subtract(view.extent[1::2], view.extent[::2])
        self.dots.set_data(*(all_places + side * (np.clip(here, 0, 1) - 0.5) * (1, -1)).T)
        self.dots.set(marker=mark[0], markerfacecolor=mark[1])
        self._active(view, mark[1])
        below = all_places + np.array([0, side / 2 + 3])
        texts: dict = {True: [], False: []}  # those at work, and the others
        units = [(layer, k) for layer, size in enumerate(sizes) for k in range(size)]
        for (layer, k), place in zip(units, below, strict=True):
            if view.known(layer, k):
                texts[view.at_work(layer, k)].append((number(view.values[layer][view.row, k]), place))
        self.numbers.put(texts[True])
        self.pale.put(texts[False])
        kinds = ["input", *["hidden"] * (len(view.layers) - 1), "output"]
        names = ["", *(f", {layer.name}" if layer.name else "" for layer in view.layers)]
        labels = [f"{kind}\n{size}{name}" for kind, size, name in zip(kinds, sizes, names, strict=True)]
        self.names.put([(label, (p[0, 0], self.height - NAMES)) for label, p in zip(labels, self.places, strict=True)])

    def _active(self, view, colour):
        """Frame the unit at work, and write its sum z where the lines arrive, if there is room."""
        cell, side = view.cell, self.unit
        for artist in (self.active, self.sum, self.z):
            artist.set_visible(cell is not None)
        if cell is None:
            return
        place = self.places[cell.layer + 1][cell.unit]
        self.active.set_bounds(*(place - (side + 6) / 2), side + 6, side + 6)
        value, room = number(view.z[cell.row, cell.unit]), place[0] - self.places[cell.layer][0, 0] - side - 8
        sizes = {text: font(round(SMALL * DPI / 72), "normal").getlength(text) + 8 for text in (f"z = {value}", value)}
        text, wide = next(((text, wide) for text, wide in sizes.items() if wide < room), ("", 0))
        self.sum.set_visible(bool(text))
        self.sum.set_bounds(place[0] - side / 2 - 5 - wide, place[1] - 9, wide, 18)
        self.z.put([(text, (place[0] - side / 2 - 5 - wide / 2, place[1]))])
        for artist in (self.active, self.sum):
            artist.set_edgecolor(colour)

    def _maps(self, maps):
        """Reduce every map to the pixels of its unit."""
        if maps is self._drawn:
            return
        self._drawn, side = maps, self.unit
        self.maps.images = []
        for place, images in zip(self.places, maps, strict=True):
            for (x, y), image in zip(place, images, strict=True):
                rows, columns = (np.linspace(0, n - 1, side).round().astype(int) for n in image.shape)
                small = colours(image[::-1][np.ix_(rows, columns)], max(np.abs(image).max(), 1e-12))
                self.maps.images.append((small, round(x - side / 2), round(y - side / 2), side, side))

    def _edges(self, layers, cell):
        """Draw a line for each weight: those that lead to the unit at work last, and the others faintly."""
        keys = [(k, unit, source) for k, layer in enumerate(layers) for unit, source in np.ndindex(layer.weight.shape)]
        ends = np.array([self.line(key) for key in keys])
        weights = np.concatenate([layer.weight.ravel() for layer in layers])
        largest = max(np.abs(weights).max(), 1e-12)
        at_work = np.array([cell is None or (k, unit) == (cell.layer, cell.unit) for k, unit, _ in keys])
        order = np.lexsort((np.abs(weights), at_work))  # the strongest on top
        colour = DIVERGING(0.5 + 0.5 * weights / largest)
        colour[:, 3] = np.where(at_work, 1, FAR)
        self.edges.set_segments(list(ends[order]))
        self.edges.set(linewidths=edge_width(weights, largest)[order])
        self.edges.set_color(colour[order])

    def _chosen(self, place):
        """Dot the chosen weight's line; for a bias, a frame around its unit."""
        layer, unit, source = place
        frame = self.places[layer + 1][unit] + (self.unit + 12) * SQUARE
        self.chosen.set_segments([self.line(place) if source >= 0 else frame])
        self.chosen.set(linewidths=2.4)

    def line(self, place):
        """Return the two ends of a weight's line."""
        layer, unit, source = place
        return np.array([self.places[layer][source], self.places[layer + 1][unit]])

    # Where the pointer is, and where things are.

    def weight_near(self, spot):
        """Return the weight (layer, unit, source) whose line is hit, or a unit's bias if the unit itself is, or None.

        Parameters
        ----------
        spot : array of two floats
            In pixels.
        """
        spot = np.asarray(spot, float)
        unit = self.unit_at(spot)
        if unit is not None and unit[0]:
            return unit[0] - 1, unit[1], -1
        hits = []
        for layer, (left, right) in enumerate(pairwise(self.places)):
            for unit, end in enumerate(right):
                for source, start in enumerate(left):
                    along = np.clip((spot - start) @ (end - start) / ((end - start) @ (end - start)), 0, 1)
                    hits.append((np.hypot(*(start + along * (end - start) - spot)), (layer, unit, source)))
        distance, place = min(hits)
        return place if distance <= NEAR else None

    def unit_at(self, spot):
        """Return the unit (layer, unit) whose map is under a pixel, or None; layer 0 is the input."""
        for layer, place in enumerate(self.places):
            inside = (np.abs(place - spot) <= self.unit / 2).all(axis=1)
            if inside.any():
                return layer, int(inside.argmax())
        return None

    def in_map(self, unit, spot, extent):
        """Return the place in the plane that a pixel of a unit's map shows; None without a unit."""
        if unit is None:
            return None
        left, right, bottom, top = extent
        across, down = (spot - self.places[unit[0]][unit[1]]) / self.unit
        return np.array([left + (0.5 + across) * (right - left), bottom + (0.5 - down) * (top - bottom)])

    def box(self, layer, unit):
        """Return [left, top, width, height] of a unit with its number, in pixels of the page."""
        wide = max(self.unit, 40)
        left, top = self.corner + self.places[layer][unit] - (wide / 2, self.unit / 2 + 3)
        return [left, top, wide, self.unit + NUMBER + 5]

    def box_of_weight(self, place):
        """Return [left, top, width, height] of the middle of a weight's line, or of a bias's unit."""
        layer, unit, source = place
        if source < 0:
            return self.box(layer + 1, unit)
        left, top = self.corner + self.line(place).mean(axis=0) - 8
        return [left, top, 16, 16]
