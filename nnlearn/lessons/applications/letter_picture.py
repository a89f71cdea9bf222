"""The picture of the letter explorer: the sheet, what the network makes of it, and five examples with two bars each."""

import numpy as np
from matplotlib.collections import PolyCollection

from nnlearn.explorers.colour_bar import ColourBar
from nnlearn.explorers.labels import Labels
from nnlearn.explorers.picture import SQUARE
from nnlearn.explorers.pixels import Images, colours, greys
from nnlearn.lessons.applications import letter_words as words
from nnlearn.lessons.applications.letter_network import FIVE, SIDE
from nnlearn.plots.numbers import fixed
from nnlearn.plots.style import BLUE, DIVERGING, FAINT, INK, ORANGE, SMALL, TEXT, VERMILION

SHEET, PEN = (14, 36, 224, 224), 8  # left, top, width and height on the page; pixels of the page for one of the sheet
BELOW = (14, 306, 240, 170)  # axes of what the network gets and makes of it
SEEN, VECTOR = (0, 0, 112), (122, 0, 112)  # left, top and edge in these axes
ROWS = (254, 66, 384, 396)  # axes of the rows
HIGH, IMAGE = 66, 56  # of a row, and of the drawing in it
NAMES, BARS, ONE, VALUES = 66, 66, 130, 286  # left edges; and pixels of a bar of length 1
LONGEST = 1.65  # of a bar
TALL, DOWN = 13, (20, 38)  # height of a bar, and how far below its row's top the two begin
SPREAD = 0.3  # the number of the embedding that gets the strongest colour


class Desk:
    """Artists of the explorer.

    Parameters
    ----------
    picture : Picture
    """

    def __init__(self, picture):
        sheet, below, rows = (
            picture.axes(name, *place) for name, place in (("sheet", SHEET), ("below", BELOW), ("rows", ROWS))
        )
        sheet.set(xlim=(-0.5, SIDE - 0.5), ylim=(SIDE - 0.5, -0.5), xticks=[], yticks=[])
        for edge in sheet.spines.values():
            edge.set(visible=True, color=INK)
        for ax, (_, _, width, height) in ((below, BELOW), (rows, ROWS)):
            ax.set(xlim=(0, width), ylim=(height, 0))
            ax.set_axis_off()
        self.ink, self.cells, self.drawings = (Images(ax.transData) for ax in (sheet, below, rows))
        (self.pen,) = sheet.plot([], [], "s", ms=11, mew=1.6, markerfacecolor="none", zorder=4)
        style = {"across": 0, "up": 0}
        self.hint = Labels(sheet.transData, TEXT, colour=FAINT, place=((SIDE - 1) / 2, 3))
        self.names = Labels(rows.transData, SMALL, **style)
        self.values = Labels(rows.transData, SMALL, **style)
        self.nearest = Labels(rows.transData, SMALL, weight="bold", **style)
        self.bars, self.frames = (
            rows.add_collection(PolyCollection([], zorder=order), autolim=False) for order in (3, 4)
        )
        (self.marks,) = rows.plot([], [], color=INK, lw=2.2, zorder=5, solid_capstyle="butt")
        picture.moving(self.ink, self.cells, self.drawings, self.pen, self.hint, self.names, self.values)
        below.add_collection(
            PolyCollection(
                [np.array([x, y]) + size * SQUARE for x, y, size in (SEEN, VECTOR)],
                facecolors="none",
                edgecolors=FAINT,
                linewidths=0.8,
                clip_on=False,
                zorder=3,
            ),
            autolim=False,
        )
        bar = ColourBar(picture, BELOW[0] + VECTOR[0] + 36, BELOW[1] + 160, 40, DIVERGING, "−0.3", "0.3")
        picture.moving(self.nearest, self.bars, self.frames, self.marks)
        rows.plot([BARS + ONE] * 2, [0, FIVE * HIGH - 6], color=FAINT, lw=1, ls="--", zorder=1)
        self._still(picture)
        left, top, *_ = BELOW
        self.prints = [SHEET, *((left + x, top + y, edge, edge) for x, y, edge in (SEEN, VECTOR)), tuple(bar.place)]
        self.prints += [(ROWS[0], ROWS[1] + k * HIGH, IMAGE, IMAGE) for k in range(FIVE)]

    def _still(self, picture):
        """Write what never changes."""
        page = picture.fig.text
        wide, high = picture.width, picture.height

        def write(x, y, text, **style):
            page(x / wide, 1 - y / high, text, size=SMALL, color=INK, va="top", **style)

        write(BELOW[0], BELOW[1] + 117, "what the network\ngets, 16 × 16", linespacing=1.3)
        write(BELOW[0] + VECTOR[0], BELOW[1] + 117, "the 64 numbers it\nmakes of that", linespacing=1.3)
        x, y = ROWS[0] + BARS, ROWS[1] - 34
        for across, colour, text in (
            (0, BLUE, "by pixels"),
            (80, ORANGE, "by the network"),
            (194, INK, "before the move"),
        ):
            page((x + across) / wide, 1 - y / high, "■" if colour != INK else "|", size=SMALL, color=colour, va="top")
            write(x + across + 14, y, text)
        write(x, y + 17, "distance; dashed, 1: two different letters on average")

    def draw(self, view, examples):
        """Show a view, and the five examples of shape (5, 28, 28)."""
        state = view.state
        edge = SIDE
        self.ink.images = [(greys(1 - view.shown), -0.5, -0.5, edge, edge)]
        self.hint.say("" if view.shown.any() else "draw a letter here")
        self.pen.set_data([state.pen[1] + 0.5], [state.pen[0] + 0.5])
        self.pen.set_visible(state.down_pen or state.pen != (SIDE // 2, SIDE // 2))
        self.pen.set_markeredgecolor(VERMILION if state.down_pen else FAINT)
        vector = colours(view.vector.reshape(8, 8), SPREAD)
        self.cells.images = [
            (image, x, y, size, size) for image, (x, y, size) in ((greys(1 - view.seen), SEEN), (vector, VECTOR))
        ]
        self.drawings.images = [(greys(1 - one), 0, k * HIGH, IMAGE, IMAGE) for k, one in enumerate(examples)]
        self._rows(view)

    def _rows(self, view):
        moved = bool(view.state.right or view.state.down)
        inked = bool(view.shown.any())
        lengths = [(*pair,) for pair in zip(view.pixels, view.network, strict=True)] + [view.itself]
        best = (int(view.pixels.argmin()), int(view.network.argmin())) if inked else (-1, -1)
        boxes, fills, names, marks = [], [], [], []
        plain: list = []
        bold: list = []
        for k, pair in enumerate(lengths):
            top = k * HIGH
            names.append(
                (words.name(view.first + k) if k < FIVE else "the drawing itself, before the move", (NAMES, top))
            )
            for which, (value, colour) in enumerate(zip(pair, (BLUE, ORANGE), strict=True)):
                y = top + DOWN[which]
                boxes.append(np.array([BARS, y]) + np.array([min(value, LONGEST) * ONE, TALL]) * SQUARE)
                fills.append(colour)
                won = k == best[which]
                (bold if won else plain).append((fixed(value) + " nearest" * won, (VALUES, y - 2)))
                if moved and k < FIVE:
                    x = BARS + min(view.before[which][k], LONGEST) * ONE
                    marks += [(x, y - 1), (x, y + TALL + 1), (np.nan, np.nan)]
        self.bars.set(verts=boxes, facecolors=fills)
        self.values.put(plain)
        self.nearest.put(bold)
        self.names.put(names)
        self.marks.set_data(*np.array(marks).T if marks else ([], []))
        frames = [
            np.array([0, k * HIGH]) - out + (IMAGE + 2 * out) * SQUARE for k, out in zip(best, (3, -1), strict=True)
        ]
        self.frames.set(verts=frames if inked else [], facecolors="none", edgecolors=[BLUE, ORANGE], linewidths=2.6)

    def row_at(self, y):
        """Return the row at a height of the axes of the rows."""
        return int(np.clip(y // HIGH, 0, FIVE))

    def cell_at(self, view, x, y):
        """Return in words which number lies at a place of the axes below the sheet."""
        for values, (left, top, edge), what in (
            (view.seen, SEEN, "what the network gets"),
            (view.vector.reshape(8, 8), VECTOR, "the network's numbers"),
        ):
            i, j = (int((place - start) * len(values) // edge) for place, start in ((y, top), (x, left)))
            if 0 <= i < len(values) and 0 <= j < len(values):
                return f"{what}, row {i}, column {j}: {fixed(values[i, j])}"
        return ""
