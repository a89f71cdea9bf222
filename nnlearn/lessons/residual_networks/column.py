"""The left side of the depth explorer: the network as a column of blocks, and bars beside it, one for each layer."""

import numpy as np
from matplotlib.collections import LineCollection, PolyCollection

from nnlearn.explorers.labels import Labels
from nnlearn.lessons.residual_networks import words
from nnlearn.plots.style import BLUE, FAINT, INK, SMALL, VERMILION

PLACE = (14, 94, 362, 366)  # left, top, width and height in pixels
DEEPEST = 340  # bottom of the lowest row
TALL = 26  # pixels of a row, at most
TRUNK, BOX = 24, (46, 84)  # where the skips run; left and right of a block, in a plain network moved onto the trunk
NUMBERS = 92  # where the numbers of the blocks stand
APART = 15  # pixels between two numbers, at least
THICK = 7.0  # points of a line that carries everything, at most
SIGNALS, GRADIENTS = (122, 218, -1, 4), (250, 346, -4, 4)  # left and right, powers of ten there
TICKS = {SIGNALS: {-1: "0.1", 0: "1", 2: "100", 4: "10⁴"}, GRADIENTS: {-4: "10⁻⁴", -2: "", 0: "1", 2: "", 4: "10⁴"}}
FILL, MOVED, END = "#CFE6F5", "#F8DFB0", "#E4E4E4"


def rows(depth):
    """Return the height of a row; the first one and the last are those of the first and the last layer.

    Examples
    --------
    >>> rows(2), rows(40) * 42 <= DEEPEST
    (26, True)
    """
    return min(TALL, DEEPEST / (depth + 2))


def place_at(view, y):
    """Return the place of the block at a height, -1 for the first layer, len(order) for the last, None for none."""
    row = int(np.floor(y / rows(view.state.depth)))
    if not 0 <= row < view.state.depth + 2:
        return None
    return (row - 1) // (2 if view.residual else 1) if row <= view.state.depth else len(view.order)


class Column:
    """The axes "network".

    Parameters
    ----------
    picture : nnlearn.explorers.picture.Picture
    """

    def __init__(self, picture):
        self.ax = ax = picture.axes("network", *PLACE)
        ax.set_axis_off()
        ax.set(xlim=(0, PLACE[2]), ylim=(PLACE[3], 0))
        self._scales(picture)

        def added(collection):
            ax.add_collection(collection, autolim=False)
            return picture.moving(collection)[0]

        self.lines = added(LineCollection([], colors=INK, capstyle="butt", zorder=2))
        self.boxes = added(PolyCollection([], lw=1, zorder=3))
        self.bars = added(PolyCollection([], lw=0, zorder=2))
        (self.numbers,) = picture.moving(Labels(ax.transData, SMALL, across=0, zorder=4))
        self.heads = [picture.words(PLACE[0] + left, PLACE[1] - 21, SMALL) for left in (0, SIGNALS[0], GRADIENTS[0])]

    def _scales(self, picture):
        """Draw the scales below the bars, and a line at 1."""
        labels = Labels(self.ax.transData, SMALL, up=0)
        for scale, ticks in TICKS.items():
            for power, text in ticks.items():
                x = across(scale, 10.0**power)
                self.ax.plot([x, x], [0, DEEPEST], color=FAINT if power == 0 else "#E4E4E4", lw=0.8, zorder=1)
                labels.put([*labels.items, (text, (x, DEEPEST + 5))])
        picture.moving(labels)

    def draw(self, view):
        """Move it to a view."""
        tall, layers = rows(view.state.depth), 2 if view.residual else 1
        lines, boxes = (_blocks if view.residual else _layers)(view, tall)
        bottom, own = tall * (view.state.depth + 2), TRUNK - 19
        for top in (0, bottom - tall):
            lines.append(([(TRUNK, top), (TRUNK, top + tall)], 2))
            corners = rectangle(own, top + 0.12 * tall, TRUNK + 19, top + 0.88 * tall)
            boxes.append((corners, END, FAINT, 1))
        segments, widths = zip(*lines, strict=True)
        self.lines.set_segments(segments)
        self.lines.set_linewidths(widths)
        corners, faces, edges, widths = zip(*boxes, strict=True)
        self.boxes.set_verts(corners)
        self.boxes.set(facecolors=faces, edgecolors=edges, linewidths=widths)
        self._draw_bars(view, tall, layers)
        self._draw_numbers(view, tall * layers, tall)
        for head, text in zip(self.heads, ("network", "spread of signal", words.gradient_head(view)), strict=True):
            head.say(text)

    def _draw_bars(self, view, tall, layers):
        """Draw the spread of the signal after each block, and the size of dL/dW in each layer."""
        there = np.flatnonzero(np.isfinite(view.spreads))
        tops = tall * np.array([0, *(1 + layers * there)])
        bottoms = tops + tall * np.array([1, *(layers + 0 * there)])
        bars = [_bars(SIGNALS, np.array([view.stem, *view.spreads[there]]), tops, bottoms)]
        if not view.changed:
            tops = tall * np.arange(1, view.state.depth + 1)
            bars.append(_bars(GRADIENTS, view.ratios, tops, tops + tall))
        self.bars.set_verts(np.concatenate(bars))
        self.bars.set_facecolors([BLUE] * len(bars[0]) + [VERMILION] * sum(map(len, bars[1:])))

    def _draw_numbers(self, view, tall, first):
        """Write the number of every block, or of every second, fifth or tenth, if there is not enough room."""
        every = next(step for step in (1, 2, 5, 10) if step * tall >= APART)
        x = NUMBERS if view.residual else TRUNK + 26
        shown = [
            (str(number + 1), (x, first + tall * (place + 0.5)))
            for place, number in enumerate(view.order)
            if every == 1 or (place + 1) % every == 0
        ]
        self.numbers.put(shown)


def thickness(view):
    """Return the points of a line that carries everything: less where the blocks are small."""
    return min(THICK, 0.28 * 2 * rows(view.state.depth))


def _blocks(view, tall):
    """Return the lines (points, width) and the boxes (corners, face, edge, width) of a residual network."""
    lines: list = []
    boxes, all_of_it, (left, right) = [], thickness(view), BOX
    middle, pad = 0.5 * (left + right), min(0.3 * tall, 4)
    for place, (number, share) in enumerate(zip(view.order, view.shares, strict=True)):
        top, end = tall * (1 + 2 * place), tall * (3 + 2 * place)
        if share > 0:
            lines.append(([(TRUNK, top), (TRUNK, end)], all_of_it * share))
        if number not in view.state.off:
            path = [(TRUNK, top + 1.5), (middle, top + 1.5), (middle, end - 1.5), (TRUNK, end - 1.5)]
            lines.append((path, max(all_of_it * (1 - share), 0.6)))
        boxes.append((rectangle(left, top + pad, right, end - pad), *_look(view, place, number)))
    return lines, boxes


def _layers(view, tall):
    """Return the lines and the boxes of a plain network; the signal runs straight past a layer that is taken out."""
    lines, boxes, pad = [], [], min(0.12 * tall, 3)
    for place, number in enumerate(view.order):
        top = tall * (1 + place)
        lines.append(([(TRUNK, top), (TRUNK, top + tall)], 2))
        corners = rectangle(TRUNK - 19, top + pad, TRUNK + 19, top + tall - pad)
        boxes.append((corners, *_look(view, place, number)))
    return lines, boxes


def _look(view, place, number):
    """Return face, edge and width of the edge of a block."""
    gone, chosen = number in view.state.off, number == view.state.chosen
    face = "none" if gone else MOVED if number != place else FILL
    return face, INK if chosen else FAINT if gone else BLUE, 2 if chosen else 1


def _bars(scale, values, tops, bottoms):
    """Return the corners of bars that begin at 1, as an array of shape (n, 4, 2)."""
    one, ends = across(scale, 1.0), across(scale, values)
    left, right = np.minimum(one, ends), np.maximum(one + 1, ends)
    pad = np.minimum(0.15 * (bottoms - tops), 2)
    upper, lower = tops + pad, bottoms - pad
    return np.moveaxis(np.array([[left, right, right, left], [upper, upper, lower, lower]]), -1, 0).transpose(0, 2, 1)


def across(scale, values):
    """Return where numbers stand on a scale of powers of ten; what lies outside stands at its end.

    Examples
    --------
    >>> across(SIGNALS, np.array([1e9, 0.0])).tolist()
    [218.0, 122.0]
    """
    left, right, low, high = scale
    powers = np.log10(np.maximum(values, 10.0 ** (low - 1)))
    return left + (right - left) * (np.clip(powers, low, high) - low) / (high - low)


def rectangle(left, top, right, bottom):
    """Return the corners of a rectangle.

    Examples
    --------
    >>> rectangle(0, 1, 2, 3)
    [(0, 1), (2, 1), (2, 3), (0, 3)]
    """
    return [(left, top), (right, top), (right, bottom), (left, bottom)]
