"""All maps of a network on one sheet, from the picture at the left to the last layer, and the sum of one unit below."""

import numpy as np
from matplotlib.collections import PolyCollection
from matplotlib.colors import LinearSegmentedColormap

from nnlearn.explorers.labels import Labels
from nnlearn.explorers.picture import SQUARE
from nnlearn.explorers.pixels import Images, colours, greys
from nnlearn.lessons.convolution.network import Stage, window
from nnlearn.plots.numbers import fixed
from nnlearn.plots.style import DIVERGING, FAINT, GREEN, PAPER, SMALL

LEFT, TOP, DOWN = 14, 100, 8  # corner of the first map, and maps per column
PICTURE, MAP, GAP, HEAD = 96, 32, 2, 46  # sizes in pixels; HEAD is the width of the words above a column
SUM, RIGHT = 398, 74  # top of the row of windows, and left edge of its cells
ANSWER, STEP = 96, 24  # of the bars: how far they begin from the right edge, and the distance between them
GREYS = LinearSegmentedColormap.from_list("black_white", ["#000000", "#FFFFFF"])
SHORT = {"Conv2d": "conv", "MaxPool2d": "max-pool", "AvgPool2d": "mean-pool"}


class Sheet:
    """Artists in axes whose unit is a pixel of the page, y downwards.

    Parameters
    ----------
    picture : Picture
    stages : list of Stage
    shapes : list of (channels, height, width)
        Of the input and of each stage.
    """

    def __init__(self, picture, stages: list[Stage], shapes):
        self.width, self.height = picture.width, picture.height
        ax = self.ax = picture.axes("net", 0, 0, self.width, self.height)
        ax.set(xlim=(0, self.width), ylim=(self.height, 0))
        ax.set_axis_off()
        self.places = lay_out(shapes, self.width - 118)
        self.maps = Images(ax.transData)
        boxes = [corner + size * SQUARE for stage in self.places for corner, size, _ in stage]
        frames = PolyCollection(boxes, facecolors="none", edgecolors=FAINT, linewidths=0.6, zorder=2)
        self.frames = ax.add_collection(frames, autolim=False)
        self.rings = [self._ring(ax, colour, width) for colour, width in ((PAPER, 3.2), (GREEN, 1.7), (GREEN, 1.7))]
        self.rings[2].set_linestyle("--")
        self.cells = ax.add_collection(PolyCollection([], edgecolors=FAINT, linewidths=0.4, zorder=3), autolim=False)
        self.heads, self.parts = Labels(ax.transData, SMALL, up=0), Labels(ax.transData, SMALL, up=0)
        self.side = Labels(ax.transData, SMALL, across=0, up=0)
        names = ["picture", *(SHORT.get(stage.kind, stage.kind) for stage in stages)]
        self.heads.put(
            [
                (f"{name}\n{maps} map{'s' * (maps > 1)}\n{high} × {wide}", (middle(stage), TOP - 50))
                for name, (maps, high, wide), stage in zip(names, shapes, self.places, strict=True)
            ]
        )
        self.bars = ax.add_collection(PolyCollection([], facecolors=GREEN, zorder=3), autolim=False)
        self.classes = Labels(ax.transData, SMALL, across=0)
        picture.moving(self.maps, self.frames, self.bars, *self.rings, self.cells)
        picture.moving(self.heads, self.parts, self.side, self.classes)

    def _ring(self, ax, colour, width):
        ring = PolyCollection([], facecolors="none", edgecolors=colour, linewidths=width, zorder=4)
        return ax.add_collection(ring, autolim=False)

    def draw(self, view):
        """Move all artists to a view."""
        self.maps.images = [
            (image, *corner, *size)
            for k, (maps, stage) in enumerate(zip(view.maps, self.places, strict=True))
            for image, (corner, size, _) in zip(colours(maps) if k else greys(maps), stage, strict=True)
        ]
        self._rings(view)
        self._sum(view)
        self._answer(view.shares)

    def _rings(self, view):
        stage, which, row, column = view.unit
        one = view.stages[stage]
        own = [self.box(stage + 1, which, (row, row + 1), (column, column + 1))]
        channels = range(len(view.maps[stage])) if one.weight is not None else [which]
        boxes = [self.box(stage, channel, *window(one, row, column)) for channel in channels]
        self.rings[0].set_verts(own + boxes)
        self.rings[1].set_verts(own + boxes)
        self.rings[2].set_verts([self.box(0, 0, *view.field)])

    def box(self, stage, which, rows, columns):
        """Return the corners of some rows and columns of a map."""
        corner, _, scale = self.places[stage][which]
        size = scale * np.array([columns[1] - columns[0], rows[1] - rows[0]])
        return corner + scale * np.array([columns[0], rows[0]]) + size * SQUARE

    def _sum(self, view):
        """Lay out window and kernel of every channel, with the sum of their products below."""
        stage = view.unit[0]
        one = view.stages[stage]
        rows, cell = self.rows(view)
        size = one.kernel
        boxes, fills = [], []
        for name, values, y in rows:
            for c, k, m in np.ndindex(*values.shape):
                boxes.append(np.array([RIGHT + cell * (c * (size + 0.7) + m), y + cell * k]) + cell * SQUARE)
            grey = stage == 0 and name == "window"  # pixels, not numbers around zero
            limit = max(float(np.abs(values).max()), 1e-12)
            fills.extend(
                GREYS(np.clip(values, 0, 1).ravel()) if grey else DIVERGING(0.5 + 0.5 * values.ravel() / limit)
            )
        y = rows[-1][2] + cell * size + 10
        self.cells.set(verts=boxes, facecolors=fills)
        names = [(name, (LEFT, top)) for name, _, top in rows]
        wide, items = cell * size, []
        if one.weight is not None and wide >= 32:
            names.append(("sum", (LEFT, y - 4)))
            items = [
                (fixed(v), (RIGHT + cell * (c * (size + 0.7)) + wide / 2, y - 4)) for c, v in enumerate(view.parts)
            ]
        self.side.put(names)
        self.parts.put(items)

    def rows(self, view):
        """Return the rows below the maps, (name, values (channels, K, K), top) each, and the pixels of a cell."""
        stage, which, *_ = view.unit
        one = view.stages[stage]
        parts = {"window": view.window[[which]]} if one.weight is None else {"window": view.window}
        parts |= {} if one.weight is None else {"kernel": one.weight[which]}
        cell = min(12, (self.width - RIGHT - 10) / (len(parts["window"]) * (one.kernel + 0.7)))
        return [(name, parts[name], SUM + k * (cell * one.kernel + 10)) for k, name in enumerate(parts)], cell

    def _answer(self, shares):
        left, step = self.width - ANSWER, STEP
        shares = [] if shares is None else shares
        self.bars.set_verts(
            [np.array([left + 16, TOP + step * k]) + SQUARE * (76 * share, 14) for k, share in enumerate(shares)]
        )
        self.classes.put([(str(k), (left, TOP + step * k + 7)) for k in range(len(shares))])

    def hit(self, x, y):
        """Return (stage, map, row, column) of the number at a place, stage -1 for the picture, or None."""
        for stage, maps in enumerate(self.places):
            for which, ((left, top), (wide, high), scale) in enumerate(maps):  # plain numbers: it is asked often
                if left <= x < left + wide and top <= y < top + high:
                    return stage - 1, which, int((y - top) // scale), int((x - left) // scale)
        return None

    def cell_at(self, view, x, y):
        """Return (name of the row, (channel, row, column), value) of the cell below the maps at a place, or None."""
        rows, cell = self.rows(view)
        for name, values, top in rows:
            size = values.shape[-1]
            channel, along = divmod((x - RIGHT) / cell, size + 0.7)
            index = int(channel), int((y - top) // cell), int(along)
            if along < size and all(0 <= i < n for i, n in zip(index, values.shape, strict=True)):
                return name, index, float(values[index])
        return None

    def class_at(self, view, x, y):
        """Return the class whose bar is at a place, or None."""
        row = int((y - TOP) // STEP)
        return row if view.shares is not None and x >= self.width - ANSWER and 0 <= row < len(view.shares) else None


def lay_out(shapes, width):
    """Return, for each stage from left to right, a list with (corner, size, pixels per number) for each map.

    Examples
    --------
    >>> places = lay_out([(1, 8, 8), (10, 4, 4)], 300)
    >>> [len(stage) for stage in places], places[0][0][2], places[1][9][0].tolist()
    ([1, 10], 12, [204, 134])
    """
    sizes = [max(1, (PICTURE if k == 0 else MAP) // max(shape[1:])) for k, shape in enumerate(shapes)]
    wide = [-(-n // DOWN) * (scale * w + GAP) - GAP for scale, (n, _, w) in zip(sizes, shapes, strict=True)]
    room = [max(across, HEAD) for across in wide]
    gap = min((width - LEFT - sum(room)) // max(len(shapes) - 1, 1), 60)
    left, found = LEFT, []
    for scale, across, whole, (n, h, w) in zip(sizes, wide, room, shapes, strict=True):
        first = left + (whole - across) // 2
        places = [(first + k // DOWN * (scale * w + GAP), TOP + k % DOWN * (scale * h + GAP)) for k in range(n)]
        found.append([(np.array(place), np.array([scale * w, scale * h]), scale) for place in places])
        left += whole + gap
    return found


def middle(stage):
    """Return the horizontal centre of a stage's columns."""
    left, right = stage[0][0][0], max(corner[0] + size[0] for corner, size, _ in stage)
    return (left + right) / 2
