"""The picture of the convolution explorer: photograph, map, and between them nine products with their sum."""

import numpy as np
from matplotlib.collections import PolyCollection
from matplotlib.patches import Rectangle

from nnlearn.explorers.colour_bar import GAP
from nnlearn.explorers.colour_bar import HEIGHT as BAR
from nnlearn.explorers.labels import Labels
from nnlearn.explorers.picture import SQUARE
from nnlearn.explorers.pixels import Images, colours, greys
from nnlearn.lessons.convolution import words
from nnlearn.lessons.convolution.kernels import HEIGHT, WIDTH
from nnlearn.plots.numbers import fixed
from nnlearn.plots.style import DIVERGING, FAINT, GREEN, INK, PAPER, SMALL, TEXT

MAX_PADDING = 3  # rows and columns
SIZE = (640, 470)  # pixels of the page
BOARD, SIDE, TALL = 66, 304, 226  # top, width and height of picture and map
BOARDS = {"picture": 10, "map": 326}  # their left edges
BARS, LONG = 297, 110  # top and width of the colour bars
UNDER, TOP, CELL = 316, 24, 42  # top of the row of cells; of the cells in it; their size
LEFTS = (14, 170, 326)  # of window, kernel and products
SUM = (514, TOP + CELL)
EMPTY = np.array([(255, 255, 255, 255), (232, 232, 232, 255)], np.uint8)  # a chequered ground: not computed yet


class Bench:
    """Artists of the explorer's picture.

    Parameters
    ----------
    picture : Picture
    """

    def __init__(self, picture):
        self.title, self.news = picture.words(14, 8, TEXT, "bold"), picture.words(14, 28, SMALL)
        self.images, self.marks, self.heads, self.edges = [], [], [], []
        for name, left in BOARDS.items():
            ax = picture.axes(name, left, BOARD, SIDE, TALL)
            first = -0.5 - (MAX_PADDING if name == "picture" else 1)
            ax.set(xlim=(first, first + WIDTH + 2 * MAX_PADDING), ylim=(first + HEIGHT + 2 * MAX_PADDING, first))
            ax.set_axis_off()
            self.images.append(Images(ax.transData))
            self.edges.append(ax.add_patch(Rectangle((0, 0), 1, 1, fill=False, ec=FAINT, lw=0.8, zorder=3)))
            for colour, width in ((PAPER, 3.4), (GREEN, 1.8)):
                mark = Rectangle((0, 0), 1, 1, fill=False, ec=colour, lw=width, zorder=4, joinstyle="miter")
                self.marks.append(ax.add_patch(mark))
            self.heads.append(picture.words(left + 4, 48, SMALL))
        self.strips = Images(picture.page)
        middle = BARS + BAR / 2
        self.lows, self.highs = Labels(picture.page, SMALL, across=1), Labels(picture.page, SMALL, across=0)
        self.ends = [
            ((left + 97 - GAP, middle), (left + 97 + LONG + GAP, middle)) for left in BOARDS.values()
        ]  # of the words beside the bars
        picture.moving(*self.images, *self.edges, *self.marks, self.strips, self.lows, self.highs)
        picture.moving(*self._under(picture))

    def _under(self, picture):
        """Make the row of cells (window, kernel, products, sum), in axes whose unit is a pixel of the page."""
        ax = picture.axes("kernel", 0, UNDER, SIZE[0], SIZE[1] - UNDER)
        ax.set(xlim=(0, SIZE[0]), ylim=(SIZE[1] - UNDER, 0))
        ax.set_axis_off()
        self.cells = ax.add_collection(PolyCollection([], edgecolors=FAINT, linewidths=0.6, zorder=2), autolim=False)
        self.ring = ax.add_patch(Rectangle((0, 0), CELL, CELL, fill=False, ec=INK, lw=2.4, zorder=4))
        frames = [
            ax.add_patch(Rectangle(corner, *size, fill=False, ec=GREEN, lw=2.2, zorder=3, joinstyle="miter"))
            for corner, size in (((LEFTS[0], TOP), (3 * CELL, 3 * CELL)), (SUM, (80, CELL)))
        ]  # green, as the window and the place in the map
        self.figures, self.names = Labels(ax.transData, SMALL), Labels(ax.transData, SMALL)
        self.pale = Labels(ax.transData, SMALL, colour=PAPER)
        self.signs, self.sum = Labels(ax.transData, TEXT + 4), Labels(ax.transData, TEXT + 1, weight="bold")
        self.boxes = [np.array([x + CELL * m, TOP + CELL * k]) for x in LEFTS for k in range(3) for m in range(3)]
        self.boxes.append(np.array(SUM))
        size = [CELL] * 27 + [80]
        self.cells.set_verts([box + SQUARE * (w, CELL) for box, w in zip(self.boxes, size, strict=True)])
        middle = TOP + 1.5 * CELL
        self.signs.put([("×", (LEFTS[1] - 15, middle)), ("=", (LEFTS[2] - 15, middle)), ("→", (483, middle))])
        return self.cells, self.ring, *frames, self.figures, self.pale, self.names, self.signs, self.sum

    def draw(self, view):
        """Move all artists to a view."""
        state, (i, j), (rows, columns) = view.state, view.place, view.grid
        pad, limit = state.padding, 1e-12 + np.abs(view.y).max()
        found = greys(view.y) if view.grey else colours(view.y, limit)
        left = np.arange(view.done, rows * columns)
        found.reshape(-1, 4)[left] = EMPTY[sum(divmod(left, columns)) % 2]
        for image, edge, rgba in zip(self.images, self.edges, (greys(view.padded), found), strict=True):
            corner = (-pad if image is self.images[0] else 0) - 0.5
            down, across = rgba.shape[:2]
            image.images = [(rgba, corner, corner, across, down)]
            edge.set_bounds(corner, corner, across, down)
        corner = j * state.stride - pad - 0.5, i * state.stride - pad - 0.5
        for k in (0, 1):
            self.marks[k].set_bounds(*np.subtract(corner, 0.2), 3.4, 3.4)
            self.marks[2 + k].set_bounds(j - 1, i - 1, 2, 2)
        self._bars(view, limit)
        self._cells(view, limit)
        self.title.say(words.title(view))
        self.news.say(words.news(view))
        for head, said in zip(self.heads, words.heads(view), strict=True):
            head.say(said)

    def prints(self, view):
        """Return the places in pixels in which light and dark mean something."""
        found = [("picture", MAX_PADDING - view.state.padding, view.padded.shape), ("map", 1, view.grid)]
        scale, places = SIDE / (WIDTH + 2 * MAX_PADDING), [(LEFTS[0], UNDER + TOP, 3 * CELL, 3 * CELL)]
        for name, inset, (down, across) in found[: 2 if view.grey else 1]:
            left = BOARDS[name] + scale * inset
            places.append((left, BOARD + scale * inset, scale * across, scale * down))
            places.append((BOARDS[name] + 97, BARS, LONG, BAR))
        return [*places, (SUM[0], UNDER + SUM[1], 80, CELL)] if view.grey else places

    def _bars(self, view, limit):
        """Show what the shades of the picture and the colours of the map mean."""
        ramp = np.linspace(0, 1, LONG)[None]
        strips = greys(ramp), greys(ramp) if view.grey else colours(2 * ramp - 1, 1.0)
        self.strips.images = [
            (strip, left + 97, BARS, LONG, BAR) for strip, left in zip(strips, BOARDS.values(), strict=True)
        ]
        grey = ("0 black", "1 white")
        said = (grey, grey if view.grey else (fixed(-limit), fixed(limit)))
        self.lows.put([(low, place) for (low, _), (place, _) in zip(said, self.ends, strict=True)])
        self.highs.put([(high, place) for (_, high), (_, place) in zip(said, self.ends, strict=True)])

    def _cells(self, view, limit):
        """Colour the cells of window, kernel, products and sum, and write their numbers."""
        window, kernel = view.window.ravel(), view.kernel.ravel()
        products, value = window * kernel, view.value
        strongest = max(np.abs(kernel).max(), 1e-12)
        signed = [0.5 + 0.4 * w / strongest for w in (*kernel, *products)]
        fills = [(v, v, v, 1.0) for v in window] + [DIVERGING(v) for v in signed]
        shade = float(np.clip(value, 0, 1))
        fills.append((shade, shade, shade, 1.0) if view.grey else DIVERGING(0.5 + 0.5 * value / limit))
        self.cells.set_facecolors(fills)
        said = [fixed(v) for v in window] + [words.number(v) for v in kernel] + [fixed(v) for v in products]
        places = [box + CELL / 2 for box in self.boxes[:27]]
        dark = np.array([sum(c[:3]) < 1.5 for c in fills])
        items = list(zip(said, places, strict=True))
        self.figures.put([item for item, d in zip(items, dark[:27], strict=True) if not d])
        self.pale.put([item for item, d in zip(items, dark[:27], strict=True) if d])
        self.sum.colour = PAPER if dark[27] else INK
        self.sum.put([(fixed(value), self.boxes[27] + (40, CELL / 2))])
        self.ring.set_xy(self.boxes[9 + view.state.chosen])
        middle = 1.5 * CELL
        heads = zip(("pixels in the window", "kernel", "products"), LEFTS, strict=True)
        below = [("their sum, in the map", (554, TOP + CELL - 12)), (words.law(view), (554, TOP + 2 * CELL + 22))]
        self.names.put([(name, (left + middle, 11)) for name, left in heads] + below)


def weight_at(x, y):
    """Return (row, column) of the weight at a place of the row of cells, or None.

    Examples
    --------
    >>> weight_at(LEFTS[1] + 50, TOP + 5), weight_at(5, 5)
    ((0, 1), None)
    """
    column, row = int((x - LEFTS[1]) // CELL), int((y - TOP) // CELL)
    return (row, column) if 0 <= column < 3 and 0 <= row < 3 else None
