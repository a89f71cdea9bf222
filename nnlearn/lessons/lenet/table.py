"""The table of the LeNet explorer: parameters and products of every layer, and what a dense layer would need."""

import numpy as np
from matplotlib.collections import LineCollection
from matplotlib.patches import Rectangle

from nnlearn.explorers.labels import Labels
from nnlearn.lessons.lenet.network import STAGES
from nnlearn.plots.style import BLUE, FAINT, PAPER, SKY, SMALL, VERMILION

WIDTH, HEIGHT = 640, 192
ROW, HEAD = 15, 70  # the height of a row, and of what stands above the rows
EDGES = (12, 64)  # left edges of name and work
RIGHTS = (246, 322, 434)  # right edges of parameters, products, parameters of a dense layer
CHART = (450, 624)  # 1 to 10^7 on a logarithmic scale
DECADES = 7


class Table:
    """Artists in axes whose coordinates are pixels, y downwards.

    Parameters
    ----------
    picture : Picture
    left, top : int
        Where it stands, in pixels.
    """

    def __init__(self, picture, left, top):
        ax = self.ax = picture.axes("table", left, top, WIDTH, HEIGHT)
        ax.set(xlim=(0, WIDTH), ylim=(HEIGHT, 0))
        ax.set_axis_off()
        self.left, self.right = Labels(ax.transData, SMALL, across=0), Labels(ax.transData, SMALL, across=1)
        self.bold = Labels(ax.transData, SMALL, across=0, weight="bold")
        self.ticks = Labels(ax.transData, SMALL)
        grid = [[(along(10**k), HEAD), (along(10**k), HEAD + 8 * ROW)] for k in range(0, DECADES + 1, 2)]
        dots = LineCollection(grid, colors=FAINT, linewidths=0.5, linestyles=":", zorder=1)
        self.grid = ax.add_collection(dots, autolim=False)
        band = Rectangle((6, HEAD), WIDTH - 14, ROW, color=SKY, alpha=0.25, lw=0, zorder=0.5)
        self.band = ax.add_patch(band)
        style = {"linestyle": "", "markeredgecolor": PAPER, "markeredgewidth": 0.6, "zorder": 4}
        (self.own,) = ax.plot([], [], "o", color=BLUE, ms=6.5, **style)
        (self.dense,) = ax.plot([], [], "s", color=VERMILION, ms=6, **style)
        self.gaps = ax.add_collection(LineCollection([], colors=FAINT, linewidths=1, zorder=3), autolim=False)
        marks = (self.grid, self.band, self.gaps, self.dense, self.own)
        self.artists = (*marks, self.left, self.right, self.bold, self.ticks)
        picture.moving(*self.artists)

    def show(self, visible):
        """Show the table or hide it."""
        for artist in self.artists:
            artist.set_visible(visible)

    def draw(self, work, layer, sharing):
        """Fill the table.

        Parameters
        ----------
        work : list of str
            What each stage does.
        layer : int
            The chosen one.
        sharing : bool
            Whether the places of a map share their weights.
        """
        rows = [(stage.parameters(sharing), stage.products, stage.dense) for stage in STAGES]
        rows.append(tuple(np.sum(rows, axis=0)))
        names = [*(stage.name for stage in STAGES), "all"]
        places = [HEAD + ROW * (k + 0.5) for k in range(len(rows))]
        self.bold.put([(name, (EDGES[0], y)) for name, y in zip(names, places, strict=True)])
        self.left.put([(text, (EDGES[1], y)) for text, y in zip([*work, ""], places, strict=True)])
        heads = zip(("parameters", "products", "dense instead"), RIGHTS, strict=True)
        numbers = [
            (f"{value:,}", (x, y))
            for values, y in zip(rows, places, strict=True)
            for value, x in zip(values, RIGHTS, strict=True)
        ]
        self.right.put([*((text, (x, HEAD - 9)) for text, x in heads), *numbers])
        named = ("1", "100", "10⁴", "10⁶")
        ticks = [(text, (along(10 ** (2 * k)), HEAD - 9)) for k, text in enumerate(named)]
        self.ticks.put([("parameters, logarithmic", ((CHART[0] + CHART[1]) / 2, HEAD - 25)), *ticks])
        self.band.set_y(HEAD + ROW * layer)
        shown = [(own, dense, y) for (own, _, dense), y in zip(rows, places, strict=True) if own]
        own, dense, y = np.transpose(shown)
        keys = RIGHTS[0] - 82, RIGHTS[2] - 96  # the marks stand in front of the heads of their columns, too
        self.own.set_data([keys[0], *along(own)], [HEAD - 9, *y])
        self.dense.set_data([keys[1], *along(dense)], [HEAD - 9, *y])
        self.gaps.set_segments([[(along(a), c), (along(b), c)] for a, b, c in shown])
        kind = "shared weights" if sharing else "weights of its own for every unit"
        self.sentence = (
            f"With {kind}: {rows[-1][0]:,} parameters and {rows[-1][1]:,} products; "
            f"dense layers in their place have {rows[-1][2]:,} parameters."
        )


def row_at(y):
    """Return the row of the table at a height of its axes, or None.

    Examples
    --------
    >>> row_at(HEAD + 2.5 * ROW), row_at(3)
    (2, None)
    """
    row = int((y - HEAD) // ROW)
    return row if 0 <= row <= len(STAGES) else None


def along(value):
    """Return the place of a number on the chart's logarithmic axis.

    Examples
    --------
    >>> float(along(1)), float(along(10**7))
    (450.0, 624.0)
    """
    return CHART[0] + (CHART[1] - CHART[0]) * np.log10(value) / DECADES
