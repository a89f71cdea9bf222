"""All maps of a network in rows, the picture and one map enlarged above them, and the sum of one unit below."""

import numpy as np
from matplotlib.collections import PolyCollection
from matplotlib.colors import LinearSegmentedColormap
from matplotlib.patches import Rectangle

from nnlearn.explorers.colour_bar import ColourBar
from nnlearn.explorers.labels import Labels
from nnlearn.explorers.picture import SQUARE
from nnlearn.explorers.pixels import Images, colours, greys
from nnlearn.lessons.convolution import feature_map_words as words
from nnlearn.lessons.convolution.network import Stage, window
from nnlearn.lessons.convolution.picture import EMPTY
from nnlearn.plots.numbers import fixed
from nnlearn.plots.style import DIVERGING, FAINT, GREEN, INK, PAPER, SMALL

LEFT, EDGE = 14, 628  # of everything, in pixels
STRIP, BIG, ZOOM = 50, 120, 196  # top and size of the picture and of the enlarged map, and left edge of the latter
NOTES, BARS = 334, STRIP + BIG + 6  # left edge of the words beside it, and top of the colour bars
MAPS, ROWS, ROOM = 84, 196, 262  # left edge, top and height of the rows of maps
LARGEST, GAP, LABELLED = 80, 2, 30  # of a map, between two, and the least height of a row with two lines of words
SUM, RIGHT, BLOCK = 463, 74, 33  # top of the row of windows, left edge of its cells, and the height of a window
ANSWER, STEP, CLASSES = 96, 12.4, 10  # of the bars: from the right edge, the distance of two, and how many there are
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
        self.places = lay_out(shapes)
        self.zoom = (0, 0, (1, 1))  # stage, map, rows and columns of what is enlarged
        self.maps = Images(ax.transData)
        boxes = [corner + size * SQUARE for stage in self.places for corner, size, _ in stage]
        frames = PolyCollection(boxes, facecolors="none", edgecolors=FAINT, linewidths=0.6, zorder=2)
        self.frames = ax.add_collection(frames, autolim=False)
        self.rings = [self._ring(ax, colour, width) for colour, width in ((PAPER, 3.2), (GREEN, 1.7), (GREEN, 1.7))]
        self.rings[2].set_linestyle("--")
        self.outline, self.whole = (
            ax.add_patch(Rectangle((0, 0), 1, 1, fill=False, ec=colour, lw=width, zorder=3))
            for colour, width in ((FAINT, 0.6), (INK, 1.4))
        )
        self.cells = ax.add_collection(PolyCollection([], edgecolors=FAINT, linewidths=0.4, zorder=3), autolim=False)
        self.parts = Labels(ax.transData, SMALL, up=0)
        style = {"across": 0, "up": 0}
        self.side, self.heads, self.notes = (Labels(ax.transData, SMALL, **style) for _ in range(3))
        self.rows_of_maps = []
        for stage, (_, high, wide), maps in zip(stages, shapes[1:], self.places[1:], strict=True):
            (_, top), (_, tall), _ = maps[0]
            size = f"\n{high} × {wide}" if tall >= LABELLED else ""
            self.rows_of_maps.append((SHORT.get(stage.kind, stage.kind) + size, (LEFT, top - 1)))
        self.head = f"picture, {shapes[0][1]} × {shapes[0][2]}"
        self.grey = ColourBar(picture, LEFT + 52, BARS, 28, GREYS, "0 black", "1 white")
        self.signed = ColourBar(picture, ZOOM + 44, BARS, 34, DIVERGING)
        self.bars = ax.add_collection(PolyCollection([], facecolors=GREEN, zorder=3), autolim=False)
        self.classes = Labels(ax.transData, SMALL, across=0)
        picture.moving(self.maps, self.frames, self.bars, self.outline, self.whole, *self.rings, self.cells)
        picture.moving(self.heads, self.notes, self.parts, self.side, self.classes)

    def _ring(self, ax, colour, width):
        ring = PolyCollection([], facecolors="none", edgecolors=colour, linewidths=width, zorder=4)
        return ax.add_collection(ring, autolim=False)

    def draw(self, view):
        """Move all artists to a view."""
        painted = [colours(maps) if k else greys(maps) for k, maps in enumerate(view.maps)]
        self.maps.images = [
            (image, *corner, *size)
            for images, stage in zip(painted, self.places, strict=True)
            for image, (corner, size, _) in zip(images, stage, strict=True)
        ]
        stage, which, *_ = view.unit
        rows, columns = view.grid
        self.zoom = (stage, which, view.grid)
        large = painted[stage + 1][which].copy()
        left = np.arange(view.done, rows * columns)
        large.reshape(-1, 4)[left] = EMPTY[sum(divmod(left, columns)) % 2]
        scale = self._zoom_scale()
        self.maps.images.append((large, ZOOM, STRIP, columns * scale, rows * scale))
        self.outline.set_bounds(ZOOM, STRIP, columns * scale, rows * scale)
        limit = max(float(np.abs(view.maps[stage + 1]).max()), 1e-12)
        self.signed.say(fixed(-limit), fixed(limit))
        self.heads.put([(self.head, (LEFT, 32)), (words.enlarged(view), (ZOOM, 32)), *self.rows_of_maps])
        self.notes.put([(words.legend(view), (NOTES, STRIP - 2))])
        self._rings(view)
        self._sum(view)
        self._answer(view.shares)

    def _zoom_scale(self):
        return BIG / max(self.zoom[2])

    def _rings(self, view):
        stage, which, row, column = view.unit
        one = view.stages[stage]
        scale = self._zoom_scale()
        large = np.array([ZOOM + scale * column, STRIP + scale * row]) + scale * SQUARE
        own = [self.box(stage + 1, which, (row, row + 1), (column, column + 1)), large]
        channels = range(len(view.maps[stage])) if one.weight is not None else [which]
        boxes = [self.box(stage, channel, *window(one, row, column)) for channel in channels]
        self.rings[0].set_verts(own + boxes)
        self.rings[1].set_verts(own + boxes)
        self.rings[2].set_verts([self.box(0, 0, *view.field)])
        corner, size, _ = self.places[stage + 1][which]
        self.whole.set_bounds(*corner, *size)

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
        y = rows[-1][2] + cell * size + 2
        self.cells.set(verts=boxes, facecolors=fills)
        names = [(name, (LEFT, top)) for name, _, top in rows]
        wide, items = cell * size, []
        if one.weight is not None and (wide >= 32 or len(view.parts) == 1):
            names.append(("sum", (LEFT, y)))
            items = [(fixed(v), (RIGHT + cell * (c * (size + 0.7)) + wide / 2, y)) for c, v in enumerate(view.parts)]
        self.side.put(names)
        self.parts.put(items)

    def rows(self, view):
        """Return the rows below the maps, (name, values (channels, K, K), top) each, and the pixels of a cell."""
        stage, which, *_ = view.unit
        one = view.stages[stage]
        parts = {"window": view.window[[which]]} if one.weight is None else {"window": view.window}
        parts |= {} if one.weight is None else {"kernel": one.weight[which]}
        cell = min(BLOCK / one.kernel, (self.width - RIGHT - 10) / (len(parts["window"]) * (one.kernel + 0.7)))
        return [(name, parts[name], SUM + k * (cell * one.kernel + 6)) for k, name in enumerate(parts)], cell

    def _answer(self, shares):
        left = self.width - ANSWER
        self.listed = [] if shares is None else np.sort(np.argsort(-shares, kind="stable")[:CLASSES]).tolist()
        tops = [STRIP + STEP * k for k in range(len(self.listed))]
        self.bars.set_verts(
            [np.array([left + 22, y]) + SQUARE * (70 * shares[k], 9) for k, y in zip(self.listed, tops, strict=True)]
        )
        self.classes.put([(str(k), (left, y + 5)) for k, y in zip(self.listed, tops, strict=True)])

    def hit(self, x, y):
        """Return (stage, map, row, column) of the number at a place, stage -1 for the picture, or None."""
        stage, which, (rows, columns) = self.zoom
        row, column = int((y - STRIP) // self._zoom_scale()), int((x - ZOOM) // self._zoom_scale())
        if 0 <= row < rows and 0 <= column < columns:
            return stage, which, row, column
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

    def class_at(self, x, y):
        """Return the class whose bar is at a place, or None."""
        row = int((y - STRIP + 2) // STEP)
        return self.listed[row] if x >= self.width - ANSWER and 0 <= row < len(self.listed) else None

    def prints(self, view):
        """Return the places in pixels in which light and dark mean something."""
        corner, size, _ = self.places[0][0]
        places = [(*corner.tolist(), *size.tolist()), self.grey.place]
        if view.unit[0] == 0:
            (_, values, top), cell = self.rows(view)[0][0], self.rows(view)[1]
            places.append((RIGHT, top, cell * values.shape[2], cell * values.shape[1]))
        return places


def lay_out(shapes):
    """Return for the picture, and for each stage from top to bottom, (corner, size, pixels per number) of each map.

    Examples
    --------
    >>> places = lay_out([(1, 8, 8), (10, 4, 4)])
    >>> [len(stage) for stage in places], places[0][0][2], places[1][9][0].tolist()
    ([1, 10], 15.0, [570.0, 196.0])
    """
    limits = [min((EDGE - MAPS + GAP) / n - GAP, LARGEST) for n, _, _ in shapes[1:]]
    between = 4 if len(limits) < 12 else 1
    room = ROOM - between * len(limits)
    cap = next((c for c in np.arange(LARGEST, 4, -0.5) if sum(min(limit, c) for limit in limits) <= room), 4)
    scale = BIG / max(shapes[0][1:])
    found = [[(np.array([LEFT, STRIP]), scale * np.array(shapes[0][:0:-1]), scale)]]
    top = float(ROWS)
    for limit, (n, high, wide) in zip(limits, shapes[1:], strict=True):
        size = float(np.floor(min(limit, cap)))
        scale = size / max(high, wide)
        places = [np.array([MAPS + k * (size + GAP), top]) for k in range(n)]
        found.append([(place, scale * np.array([wide, high]), scale) for place in places])
        top += size + between
    return found
