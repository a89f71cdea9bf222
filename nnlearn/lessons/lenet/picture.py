"""The cut-away of the LeNet explorer: every map of every layer in its place, and the window of the chosen unit."""

from functools import lru_cache
from typing import NamedTuple

import numpy as np
from matplotlib import colormaps
from matplotlib.collections import LineCollection

from nnlearn.explorers.colour_bar import ColourBar
from nnlearn.explorers.labels import Labels
from nnlearn.explorers.pixels import Images, colours
from nnlearn.lessons.convolution.network import window
from nnlearn.lessons.lenet.network import STAGES
from nnlearn.plots.numbers import fixed, significant
from nnlearn.plots.style import BLUE, DIVERGING, FAINT, INK, SMALL, TEXT, VERMILION

WIDTH, HEIGHT = 640, 354
TOP = 52  # of the maps, below their names
INPUT, KERNELS = (12, TOP), (12, TOP + 172)  # corners of the input and of the weights
BIG, SQUARE, LEAST = 128, 88, 6  # their sizes, and the smallest square around the chosen unit
GREY_BAR, WEIGHT_BAR, UNIT_BAR = (64, TOP + 134), (54, KERNELS[1] + 96), (350, 340)  # their left edges and tops
BARS = (574, 52)  # left edge of the bars of the output, and the greatest length
PAPER_AND_INK = colormaps["gray_r"]


class Column(NamedTuple):
    """Where a layer stands: left edge, maps side by side, pixels per number, distance between rows."""

    left: int
    across: int
    scale: float
    pitch: float


COLUMNS = (
    Column(154, 1, 1.5, 47),
    Column(226, 1, 2, 47),
    Column(288, 2, 2, 35),
    Column(368, 2, 3, 35),
    Column(436, 4, 8, 9.2),
    Column(502, 3, 8, 9.9),
    Column(558, 1, 12, 27.7),
)


def corner(layer, which):
    """Return left and top of a map.

    Examples
    --------
    >>> corner(0, 1)
    (154, 102)
    """
    column, stage = COLUMNS[layer], STAGES[layer]
    size = stage.side * column.scale
    gap = 4 if stage.side > 1 else 1.2
    inset = (column.pitch - size) / 2
    left, top = (which % column.across) * (size + gap), (which // column.across) * column.pitch
    return round(column.left + left), round(TOP + top + inset)  # whole pixels, so that frames and maps meet


def frame(layer, which, rows, columns):
    """Return the corners (5, 2) of a part of a map; layer -1 is the input."""
    (left, top), scale = (INPUT, BIG / 32) if layer < 0 else (corner(layer, which), COLUMNS[layer].scale)
    (r0, r1), (c0, c1) = rows, columns
    return np.array([(c0, r0), (c1, r0), (c1, r1), (c0, r1), (c0, r0)]) * scale + (left, top)


@lru_cache(maxsize=1)
def index():
    """Return which number stands at each pixel of the cut-away: an array (height, width) of indices into one list.

    The list holds an empty place, the pixels of the input, and the numbers of all stages, map after map.
    """
    found, first = np.zeros((HEIGHT, WIDTH), int), 1
    paint(found, INPUT, BIG / 32, np.arange(first, first + 32 * 32).reshape(32, 32))
    first += 32 * 32
    for layer, (stage, column) in enumerate(zip(STAGES, COLUMNS, strict=True)):
        numbers = np.arange(first, first + stage.units).reshape(stage.maps, stage.side, stage.side)
        for which in range(stage.maps):
            paint(found, corner(layer, which), column.scale, numbers[which])
        first += stage.units
    return found


def number_at(spot):
    """Return (layer, (map, row, column)) of the number at a place of the cut-away, layer -1 for the input, or None.

    Examples
    --------
    >>> number_at((155, 55)), number_at((13, 53)), number_at((5, 5))
    ((0, (0, 0, 0)), (-1, (0, 0, 0)), None)
    """
    x, y = np.clip(np.asarray(spot, int), 0, (WIDTH - 1, HEIGHT - 1))
    place = int(index()[y, x]) - 1
    if 0 <= place < 32 * 32:
        return -1, (0, *divmod(place, 32))
    place -= 32 * 32
    for layer, stage in enumerate(STAGES):
        if 0 <= place < stage.units:
            return layer, tuple(int(k) for k in np.unravel_index(place, (stage.maps, stage.side, stage.side)))
        place -= stage.units
    return None


def unit_at(spot):
    """Return (layer, (map, row, column)) of the unit at a place of the cut-away, or None.

    Examples
    --------
    >>> unit_at((155, 55)), unit_at((13, 53))
    ((0, (0, 0, 0)), None)
    """
    found = number_at(spot)
    return found if found and found[0] >= 0 else None


def digit_at(spot):
    """Return the digit whose bar is at a place of the cut-away, or None.

    Examples
    --------
    >>> digit_at((580, corner(6, 3)[1] + 6)), digit_at((500, 50))
    (3, None)
    """
    row = int((spot[1] - TOP) // COLUMNS[6].pitch)
    return row if spot[0] >= BARS[0] and 0 <= row < 10 else None


def lay_out(kernel):
    """Return the weights of a map as images (n, rows, columns), the corner of each, and pixels per weight."""
    n, side = len(kernel), kernel.shape[1]
    if side == 1:  # a dense layer's 120 or 84 weights
        kernel, n, side = kernel.reshape(1, -1, 12), 1, 12
    across = int(np.ceil(np.sqrt(n)))
    gap = 2 if n > 1 else 0
    scale = (SQUARE + gap) / across / side - gap / side
    left, top = KERNELS
    step = side * scale + gap
    return kernel, [(left + (k % across) * step, top + (k // across) * step) for k in range(n)], scale


def weight_at(spot, kernel):
    """Return the index in `kernel`, as in `CutAway.draw`, of the weight drawn at a place of the cut-away, or None.

    Examples
    --------
    >>> weight_at((13, KERNELS[1] + 1), np.zeros((6, 5, 5))), weight_at((13, 225), np.zeros((0, 2, 2)))
    ((0, 0, 0), None)
    """
    if not len(kernel):
        return None
    images, corners, scale = lay_out(kernel)
    for k, place in enumerate(corners):
        column, row = ((np.asarray(spot) - np.round(place)) // scale).astype(int)
        if 0 <= row < images.shape[1] and 0 <= column < images.shape[2]:
            flat = np.ravel_multi_index((k, row, column), images.shape)
            return tuple(int(i) for i in np.unravel_index(flat, kernel.shape))
    return None


class CutAway:
    """Artists in axes whose coordinates are pixels, y downwards.

    Parameters
    ----------
    picture : Picture
    left, top : int
        Where it stands, in pixels.
    """

    def __init__(self, picture, left, top):
        ax = self.ax = picture.axes("cutaway", left, top, WIDTH, HEIGHT)
        ax.set(xlim=(0, WIDTH), ylim=(HEIGHT, 0))
        ax.set_axis_off()
        self.tiles = Images(ax.transData)
        lines = {"zorder": 3, "linewidths": 0.6}
        self.edges = ax.add_collection(LineCollection(list(self._edges()), colors=FAINT, **lines), autolim=False)
        rays = LineCollection([], zorder=1.8, linewidths=0.6, colors=VERMILION, alpha=0.45)
        self.rays = ax.add_collection(rays, autolim=False)
        self.seen = ax.add_collection(LineCollection([], zorder=4, linewidths=1.2, colors=VERMILION), autolim=False)
        self.chosen = ax.add_collection(LineCollection([], zorder=5, linewidths=1.8, colors=INK), autolim=False)
        self.bars = ax.add_collection(LineCollection([], zorder=3, linewidths=7.5, capstyle="butt"), autolim=False)
        self.heads, self.shapes = Labels(ax.transData, TEXT, weight="bold", up=0), Labels(ax.transData, SMALL, up=0)
        self.notes = Labels(ax.transData, SMALL, across=0, up=0)
        picture.moving(self.tiles, self.edges, self.rays, self.seen, self.chosen, self.bars)
        picture.moving(self.heads, self.shapes, self.notes)
        self.grey = ColourBar(picture, left + GREY_BAR[0], top + GREY_BAR[1], 44, PAPER_AND_INK, "0 paper", "1 ink")
        self.signed = [
            ColourBar(picture, left + x, top + y, across, DIVERGING)
            for (x, y), across in ((WEIGHT_BAR, 44), (UNIT_BAR, 90))
        ]

    def _edges(self):
        yield frame(-1, 0, (0, 32), (0, 32))
        for layer, stage in enumerate(STAGES):
            if stage.side > 1:
                for which in range(stage.maps):
                    yield frame(layer, which, (0, stage.side), (0, stage.side))

    def draw(self, values, kernel, layer, unit, field, shares, label):
        """Move all artists to a unit of a network.

        Parameters
        ----------
        values : list of arrays of shape (maps, side, side)
            What the input and each stage hold.
        kernel : array of shape (n, side, side)
            Weights of the chosen map; n is 0 for a pooling.
        layer, unit : int, (map, row, column)
            The chosen unit.
        field : ((start, stop), (start, stop))
            Rows and columns of the input that it sees.
        shares : array of shape (10,)
            Probabilities of the digits.
        label : int
            The right digit, or -1 if nobody knows.
        """
        rgba = [np.zeros((1, 4), np.uint8), PAPER_AND_INK(values[0].ravel(), bytes=True)]
        canvas = np.concatenate([*rgba, *(colours(maps.ravel()) for maps in values[1:])])[index()]
        self.tiles.images = [(canvas, 0, 0, WIDTH, HEIGHT)]
        self._kernel(canvas, kernel)
        stage, (which, row, col) = STAGES[layer], unit
        own = frame(layer, which, (row, row + 1), (col, col + 1))
        away = max(0, LEAST - COLUMNS[layer].scale) / 2 * np.array([(-1, -1), (1, -1), (1, 1), (-1, 1), (-1, -1)])
        self.chosen.set_segments([own + away])
        rows, columns = window(stage, row, col)
        dense = stage.name in ("F6", "output")
        if dense:
            windows = [frame(layer - 1, k, (0, 1), (0, 1)) for k in range(STAGES[layer - 1].maps)]
        else:
            before = 1 if layer == 0 else STAGES[layer - 1].maps
            sources = [which] if stage.pools else range(before)
            windows = [frame(layer - 1, k, rows, columns) for k in sources]
        self.seen.set_segments([frame(-1, 0, *field), *([] if dense else windows)])
        rays = [windows[COLUMNS[layer - 1].across - 1], windows[-1]] if dense else windows  # first and last are enough
        self.rays.set_segments([[w[i], end] for w in rays for i, end in zip((1, 2), own[[0, 3]], strict=True)])
        self._output(shares, label)
        centres = [c.left + (c.across * (s.side * c.scale + 3) - 3) / 2 for c, s in zip(COLUMNS, STAGES, strict=True)]
        centres[-1] = BARS[0] + 16
        names = [("input", (INPUT[0] + BIG / 2, 4))] + [(s.name, (x, 4)) for s, x in zip(STAGES, centres, strict=True)]
        sizes = [f"{s.maps} maps\n{s.side} × {s.side}" if s.side > 1 else f"{s.maps} units" for s in STAGES]
        sizes[-1] += "\nprobability"
        self.heads.put(names)
        self.shapes.put(
            [
                (
                    f"image, 32 × 32\n{'click it to draw' if label >= 0 else 'centred as in MNIST'}",
                    (names[0][1][0], 18),
                ),
                *((t, (x, 18)) for t, x in zip(sizes, centres, strict=True)),
            ]
        )
        largest = max(float(np.abs(values[layer + 1]).max()), 1e-12)
        self.signed[1].say(f"numbers of {stage.name}, {fixed(-largest)}", f"{fixed(largest)}; each layer its own scale")

    def _kernel(self, canvas, kernel):
        """Draw the weights of the chosen map in a square."""
        left, top = KERNELS
        words = "weights of this map" if kernel.shape[1] > 1 else "weights of this unit"
        if not len(kernel):
            self.notes.put([("pooling: no weights", (left, top - 18))])
            self.signed[0].say("", "")
            return
        largest = max(float(np.abs(kernel).max()), 1e-12)
        self.signed[0].say(significant(-largest, 2), significant(largest, 2))
        self.notes.put([(words, (left, top - 18))])
        images, corners, scale = lay_out(kernel)
        for image, place in zip(colours(images), corners, strict=True):
            paint(canvas, place, scale, image)

    def _output(self, shares, label):
        left, longest = BARS
        bars = [
            [(left + 1, corner(6, k)[1] + 6), (left + 1 + max(longest * share, 0.5), corner(6, k)[1] + 6)]
            for k, share in enumerate(shares)
        ]
        self.bars.set_segments(bars)
        self.bars.set_color([VERMILION if k == shares.argmax() != label >= 0 else BLUE for k in range(10)])
        texts = [(str(k), (left + longest + 6, corner(6, k)[1])) for k in range(10)]
        self.notes.put([*self.notes.items, *texts])


def paint(canvas, place, scale, image):
    """Copy an image (rows, columns, ...) into the canvas, each of its pixels `scale` pixels wide."""
    left, top = (round(float(value)) for value in place)
    rows, columns = (np.minimum((np.arange(round(n * scale)) / scale).astype(int), n - 1) for n in image.shape[:2])
    canvas[top : top + len(rows), left : left + len(columns)] = image[rows[:, None], columns]
