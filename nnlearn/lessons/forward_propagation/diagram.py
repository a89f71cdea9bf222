"""The network of the forward explorer: a heat map in every unit, a line for every weight, numbers that flow."""

from itertools import pairwise

import numpy as np
from matplotlib.collections import LineCollection
from matplotlib.patches import Rectangle

from nnlearn.explorers.labels import Labels
from nnlearn.explorers.pixels import Images, colours
from nnlearn.plots.network import edge_width, positions
from nnlearn.plots.numbers import fixed
from nnlearn.plots.style import DIVERGING, INK, SMALL, VERMILION

UNIT = 28  # pixels along each side of a unit, if there is room
NUMBER = 14  # height of the number below it
NEAR = 7  # pixels from a line at which it is still hit


class Diagram:
    """Artists of a network in axes whose coordinates are pixels, y downwards.

    Parameters
    ----------
    picture : Picture
    left, top, width, height : int
        Where it stands, in pixels.
    """

    def __init__(self, picture, left, top, width, height):
        self.picture, self.width, self.height = picture, width, height
        ax = self.ax = picture.axes("network", left, top, width, height)
        ax.set(xlim=(0, width), ylim=(height, 0))
        ax.set_axis_off()
        self.edges = ax.add_collection(LineCollection([], zorder=1), autolim=False)
        self.chosen = ax.add_collection(LineCollection([], zorder=1.5, colors=INK, linestyles=":"), autolim=False)
        self.maps = Images(ax.transData)
        self.frames = ax.add_collection(LineCollection([], zorder=3, colors=INK, linewidths=0.8), autolim=False)
        self.active = ax.add_patch(Rectangle((0, 0), UNIT + 5, UNIT + 5, fill=False, ec=VERMILION, lw=2.2, zorder=4))
        self.numbers, self.names = Labels(ax.transData, SMALL, up=0), Labels(ax.transData, SMALL, up=0)
        picture.moving(self.edges, self.chosen, self.maps, self.frames, self.active, self.numbers, self.names)
        self.places, self._drawn = [], None

    def draw(self, layers, maps, values, selected, unit):
        """Show a network.

        Parameters
        ----------
        layers : list of Layer
        maps : list of arrays of shape (size, side, side)
            What each unit computes over the plane, first row at the bottom.
        values : list of arrays of shape (size,)
            What each unit computes for the reader's point.
        selected : (layer, unit, source)
            The weight that the slider sets; source -1 is the bias.
        unit : (layer, unit) or None
            The unit whose sum is traced; layer 0 is the input.
        """
        sizes = [len(value) for value in values]
        room, tall = UNIT // 2 + 6, self.height - 44
        scale = (self.width - 2 * room, tall)
        self.unit = side = min(UNIT, int(tall / max(sizes)) - NUMBER)
        self.places = [(room, 0) + (place * (1, -1) + (0, 1)) * scale for place in positions(sizes)]  # y downwards
        self._edges(layers, selected)
        self._maps(maps)
        all_places = np.concatenate(self.places)
        corners = side / 2 * np.array([(-1, -1), (1, -1), (1, 1), (-1, 1), (-1, -1)])
        self.frames.set_segments(list(all_places.round()[:, None] + corners))
        self.active.set_visible(unit is not None)
        if unit is not None:
            self.active.set_xy(self.places[unit[0]][unit[1]] - (side + 5) / 2)
            self.active.set(width=side + 5, height=side + 5)
        below = all_places + np.array([0, side / 2 + 3])
        self.numbers.put([(fixed(value), place) for value, place in zip(np.concatenate(values), below, strict=True)])
        kinds = ["input", *["hidden"] * (len(layers) - 1), "output"]
        names = ["", *(f", {layer.name}" if layer.name else "" for layer in layers)]
        labels = [f"{kind}\n{size}{name}" for kind, size, name in zip(kinds, sizes, names, strict=True)]
        self.names.put([(label, (p[0, 0], self.height - 30)) for label, p in zip(labels, self.places, strict=True)])

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

    def _edges(self, layers, selected):
        ends = [
            [self.places[k][source], self.places[k + 1][unit]]
            for k, layer in enumerate(layers)
            for unit, source in np.ndindex(layer.weight.shape)
        ]
        weights = np.concatenate([layer.weight.ravel() for layer in layers])
        largest = max(np.abs(weights).max(), 1e-12)
        order = np.argsort(np.abs(weights), kind="stable")  # the strongest on top
        self.edges.set_segments(list(np.array(ends)[order]))
        self.edges.set(linewidths=edge_width(weights, largest)[order])
        self.edges.set_color(DIVERGING(0.5 + 0.5 * weights / largest)[order])
        self.chosen.set_segments([self.line(selected)])
        self.chosen.set(linewidths=2.0 if selected[2] >= 0 else 6.0)

    def line(self, place):
        """Return the two ends of a weight's line; a bias has a short one that hangs on its unit."""
        layer, unit, source = place
        end = self.places[layer + 1][unit]
        return np.array([self.places[layer][source] if source >= 0 else end - (self.unit, 0), end])

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
