"""The picture of a computation graph that changes step by step: boxes and arrows stand still, their contents change."""

from itertools import pairwise

import numpy as np
from matplotlib.collections import PolyCollection

from nnlearn.explorers.labels import Labels
from nnlearn.plots.graph import GRADIENT, NAME, VALUE, arrow, check, frame, laid_out, lines, middle, slope
from nnlearn.plots.style import PAPER

NEAR = 7  # pixels from an edge at which the pointer is on it
MARGIN = 3, 8  # pixels of paper around a slope: for each character, and half its height


class GraphPicture:
    """Draw what `nnlearn.plots.computation_graph` draws, in a tenth of its time for each step.

    Parameters
    ----------
    picture : Picture
    ax : Axes
        One of the picture's.
    """

    def __init__(self, picture, ax):
        self.picture, self.ax, self.shape, self.moving = picture, ax, None, []

    def draw(self, nodes, edges, *, values, gradients, slopes, bright, flow):
        """Show a step; the arguments are those of `computation_graph`, as sets."""
        check(nodes, edges, bright, flow)
        shape = [node.level for node in nodes], [edge[:2] for edge in edges]
        if shape != self.shape:
            self._build(nodes, edges)
            self.shape = shape
        for k, artist in enumerate(self.bright):
            artist.set_visible(k in bright)
        for k, artists in enumerate(self.wide):
            for artist in artists:
                artist.set_visible(k in flow)
        inside = [
            line
            for k, (node, place) in enumerate(zip(nodes, self.places, strict=True))
            for line in lines(node, place, self.box, k in values, k in gradients)
        ]
        for words, style in self.words:
            words.put([(text, spot) for text, spot, own in inside if own is style])
        written = [(slope(edges[k][2]), middle(self.ways[k])) for k in sorted(slopes)]
        self.slopes.put(written)
        self.paper.set_verts([_rectangle(text, *spot) for text, spot in written])

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
        self.ax.clear()
        self.places, self.ways, self.box = laid_out(self.ax, nodes, edges)
        for way in self.ways:
            for artist in arrow(way, self.box[0], wide=False):
                self.ax.add_artist(artist)
        for place in self.places:
            self.ax.add_patch(frame(place, self.box, bright=False))
        self.wide = [[self.ax.add_artist(a) for a in arrow(way, self.box[0], wide=True)] for way in self.ways]
        self.bright = [self.ax.add_patch(frame(place, self.box, bright=True)) for place in self.places]
        self.words = [(self._texts(style, 4), style) for style in (NAME, VALUE, GRADIENT)]
        self.paper = self.ax.add_collection(PolyCollection([], facecolor=PAPER, edgecolor="none", zorder=5))
        self.slopes = self._texts(VALUE, 6)
        wide = [artist for artists in self.wide for artist in artists]
        self.moving = [*wide, *self.bright, *(w for w, _ in self.words), self.paper, self.slopes]
        self.picture.moving(*self.moving)
        self.picture.redraw()

    def _texts(self, style, zorder):
        look = {"weight": style["weight"], "colour": style["color"], "zorder": zorder}
        return self.ax.add_artist(Labels(self.ax.transData, style["size"], **look))


def _rectangle(text, x, y):
    across, up = MARGIN[0] * len(text) + 2, MARGIN[1]
    return [(x - across, y - up), (x + across, y - up), (x + across, y + up), (x - across, y + up)]


def _distance(spot, start, end):
    """Return the distance of a pixel from a straight piece of an edge."""
    way = end - start
    along = np.clip((spot - start) @ way / max(way @ way, 1e-12), 0, 1)
    return np.hypot(*(start + along * way - spot))
