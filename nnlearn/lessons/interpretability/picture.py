"""The picture of the inside explorer: a digit under a map and a window, scores, tiles of units, and five small maps."""

import numpy as np
from matplotlib.collections import LineCollection

from nnlearn.explorers.artists.marks import Marks, mark
from nnlearn.explorers.artists.trails import Trails
from nnlearn.explorers.colour_bar import ColourBar
from nnlearn.explorers.labels import Labels
from nnlearn.explorers.pixels import Images, colours, greys
from nnlearn.lessons.interpretability import words
from nnlearn.lessons.interpretability.maps import NAMES, WINDOW
from nnlearn.lessons.interpretability.state import CLASSES, COLUMNS, ROWS, SIDE, UNITS, known
from nnlearn.plots.numbers import real_minus
from nnlearn.plots.style import BLUE, DIVERGING, FAINT, INK, PAPER, SMALL, TEXT, VERMILION

WIDTH, HEIGHT = 640, 492
LARGE = (14, 92, 224, 224)  # left, top, width, height in pixels
SCORES = (270, 92, 126, 200)
TILES = (432, 92, 192, 112)
COUNT = (448, 256, 176, 54)
STRIP = (10, 372, 620, 104)  # of the small maps
SMALL_SIDE, PITCH, MARGIN = 96, 129, 4
LIMITS = (0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 30, 50, 100)  # of the scores' axis
PALE = 0.45  # how dark ink is where no map is


class Scene:
    """All axes and artists of the explorer.

    Parameters
    ----------
    picture : nnlearn.explorers.picture.Picture
    """

    def __init__(self, picture):
        self.picture, self._limit = picture, None
        self.lines = (
            picture.words(14, 8, TEXT, "bold"), picture.words(14, 28, SMALL), picture.words(14, 47, SMALL),
        )  # fmt: skip
        self.heads = [picture.words(left, 73, SMALL) for left in (LARGE[0], SCORES[0] - 12, TILES[0])]
        self.heads += [picture.words(TILES[0], 235, SMALL), picture.words(14, 338, SMALL)]
        self._large(picture)
        self._scores(picture)
        self._tiles(picture)
        self._strip(picture)

    def _large(self, picture):
        ax = self.digit = picture.axes("digit", *LARGE)
        ax.set(xlim=(0, SIDE), ylim=(SIDE, 0), xticks=[], yticks=[])
        for edge in ax.spines.values():
            edge.set(visible=True, color=FAINT)
        self.map = Images(ax.transData)
        self.outline = ax.add_collection(LineCollection([], colors=INK, linewidths=1.0, zorder=3), autolim=False)
        self.window = Trails(ax, zorder=5)
        picture.moving(self.map, self.outline, self.window)
        self.bar = ColourBar(picture, LARGE[0] + 72, 322, 80, DIVERGING)

    def _scores(self, picture):
        ax = self.scores = picture.axes("scores", *SCORES)
        ax.set(ylim=(CLASSES, 0))
        ax.set_yticks(np.arange(CLASSES) + 0.5, [str(k) for k in range(CLASSES)])
        self.bars, self.before = Trails(ax), Marks(ax)
        picture.moving(self.bars, self.before)

    def _tiles(self, picture):
        ax = self.tiles = picture.axes("units", *TILES)
        ax.set(xlim=(0, COLUMNS), ylim=(ROWS, 0))
        ax.set_axis_off()
        self.units, self.grid, self.away = Images(ax.transData), Trails(ax, zorder=3), Marks(ax)
        across = [np.array([(0, k), (COLUMNS, k)]) for k in range(1, ROWS)]
        down = [np.array([(k, 0), (k, ROWS)]) for k in range(1, COLUMNS)]
        self._grid = [(line, PAPER, 1.2, 1.0, "-") for line in across + down]
        ax = self.count = picture.axes("classes", *COUNT)
        ax.set(xlim=(-0.5, CLASSES - 0.5), ylim=(0, 1))
        ax.set_xticks(range(CLASSES), [str(k) for k in range(CLASSES)])
        ax.set_yticks([0, 1], ["0", "1"])
        self.columns = Trails(ax)
        picture.moving(self.units, self.grid, self.away, self.columns)
        half = DIVERGING(np.linspace(0.5, 1, 256))
        self.unit_bar = ColourBar(picture, TILES[0] + 68, 211, 80, DIVERGING.from_list("half", half), "output 0")

    def _strip(self, picture):
        ax = self.strip = picture.axes("maps", *STRIP)
        ax.set(xlim=(0, STRIP[2]), ylim=(STRIP[3], 0))
        ax.set_axis_off()
        self.small, self.frames = Images(ax.transData), Trails(ax, zorder=5)
        self.names, self.agree = Labels(ax.transData, SMALL), Labels(ax.transData, SMALL, weight="bold")
        picture.moving(self.small, self.frames, self.names, self.agree)

    def draw(self, view):
        """Move everything to a view."""
        for line, said in zip(self.lines, (words.title, words.window, words.units), strict=True):
            line.say(said(view))
        for label, text in zip(self.heads, words.heads(view), strict=True):
            label.say(text)
        self._draw_large(view)
        self._draw_scores(view)
        self._draw_tiles(view)
        self._draw_strip(view)

    def _draw_large(self, view):
        known_here = ~np.isnan(view.large)
        limit = max(np.abs(view.large[known_here]).max(initial=0), 1e-12)
        rgba = greys(1 - PALE * view.x.astype(float))
        rgba[known_here] = colours(view.large[known_here], limit)
        self.map.images = [(rgba, 0, 0, SIDE, SIDE)]
        self.outline.set_segments(edges(view.ink))
        row, column = view.state.spot
        self.window.lines = [(box(column, row, WINDOW, WINDOW), INK, 2.2, 1.0, "-")]
        found = bool(known_here.any()) and limit > 1e-12
        self.bar.say(*((words.amount(-limit), "+" + words.amount(limit)) if found else ("−", "+")))

    def _draw_scores(self, view):
        limit = next((one for one in LIMITS if one >= view.limit), LIMITS[-1])
        if limit != self._limit:
            self._limit = limit
            self.scores.set(xlim=(-limit, limit), xticks=(-limit, 0, limit))
            self.scores.set_xticklabels([real_minus(f"{one:g}") for one in (-limit, 0, limit)])
            self.picture.redraw()
        band = np.array([(-limit, view.k + 0.5), (limit, view.k + 0.5)])  # of the class asked about
        lines = [(band, VERMILION, 14, 0.125, "-"), (np.array([(0, 0), (0, CLASSES)]), FAINT, 0.8, 1.0, "-")]
        for k, value in enumerate(view.covered):
            points = np.array([(0, k + 0.5), (np.clip(value, -limit, limit), k + 0.5)])
            lines.append((points, VERMILION if k == view.k else FAINT, 8, 1.0, "-"))
        self.bars.lines = lines
        before = np.column_stack([np.clip(view.scores, -limit, limit), np.arange(CLASSES) + 0.5])
        self.before.items = [mark(before, "|", 13, INK, INK, 1.6)]

    def _draw_tiles(self, view):
        off, limit = list(view.state.off), known(view.state.network, view.state.stamp)[0].max()
        rgba = colours(np.clip(view.output, 0, limit), limit)
        rgba[off] = 255
        self.units.images = [(rgba.reshape(ROWS, COLUMNS, 4), 0, 0, COLUMNS, ROWS)]
        spots = np.column_stack([np.arange(UNITS) % COLUMNS, np.arange(UNITS) // COLUMNS]) + 0.5
        self.away.items = [mark(spots[off], "x", 7, FAINT, FAINT, 1.2)]
        ends = []
        if view.state.lasso:
            x0, y0, x1, y1 = view.state.lasso
            ends = [(box(x0, y0, x1 - x0, y1 - y0), BLUE, 2, 1, "--")]
        self.grid.lines = [*self._grid, *ends]
        self.unit_bar.say("output 0", words.amount(limit))
        columns = []
        for c in range(CLASSES):
            for height, colour, strength in ((view.full[c], FAINT, 0.4), (view.rates[c], BLUE, 1.0)):
                columns.append((np.array([(c, 0), (c, height)]), colour, 8, strength, "-"))
        self.columns.lines = columns

    def _draw_strip(self, view):
        places = [(MARGIN + PITCH * j, name) for j, name in enumerate(NAMES)]
        self.small.images = [(colours(view.maps[name]), left, MARGIN, SMALL_SIDE, SMALL_SIDE) for left, name in places]
        self.frames.lines = [
            (box(left, MARGIN, SMALL_SIDE, SMALL_SIDE), *((INK, 3) if name == view.state.shown else (FAINT, 1)), 1, "-")
            for left, name in places
        ]
        middle = SMALL_SIDE / 2
        self.names.put([(words.SHORT[name], (left + middle, -7)) for left, name in places])
        self.agree.put([(words.agreement(view, name), (left + middle, SMALL_SIDE + 13)) for left, name in places])


def box(left, top, width, height):
    """Return the corners (5, 2) of a rectangle."""
    return np.array([(0, 0), (1, 0), (1, 1), (0, 1), (0, 0)]) * (width, height) + (left, top)


def edges(ink):
    """Return the segments between pixels with ink and pixels without: an array (n, 2, 2) of x and y.

    Examples
    --------
    >>> edges(np.eye(2, dtype=bool)).shape
    (4, 2, 2)
    """
    down = np.argwhere(ink[:, 1:] != ink[:, :-1])[:, ::-1] + (1, 0)  # x, y of the upper end
    across = np.argwhere(ink[1:] != ink[:-1])[:, ::-1] + (0, 1)
    ends = np.concatenate([down, across])
    steps = np.repeat([(0, 1), (1, 0)], [len(down), len(across)], axis=0)
    return np.stack([ends, ends + steps], axis=1).astype(float)


def small_at(x):
    """Return the name of the small map at a place of the strip, or None between two.

    Examples
    --------
    >>> small_at(4), small_at(110), small_at(140)
    ('slope', None, 'slope x input')
    """
    j, within = divmod(x - MARGIN, PITCH)
    return NAMES[int(j)] if 0 <= j < len(NAMES) and within <= SMALL_SIDE else None
