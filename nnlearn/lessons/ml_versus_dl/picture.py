"""The picture of the duel explorer: a signal as one rival sees it, learning curves, and a row for each rival."""

import numpy as np
from matplotlib.patches import PathPatch, Rectangle
from matplotlib.path import Path

from nnlearn.explorers.artists.marks import Marks, mark
from nnlearn.explorers.artists.trails import Trails
from nnlearn.explorers.labels import Labels
from nnlearn.lessons.ml_versus_dl import words
from nnlearn.lessons.ml_versus_dl.curves import SIZES, curve, hours
from nnlearn.lessons.ml_versus_dl.looks import LOOKS
from nnlearn.lessons.ml_versus_dl.rivals import NAMES
from nnlearn.lessons.ml_versus_dl.state import HIGHEST, PLACES
from nnlearn.lessons.ml_versus_dl.table import Table
from nnlearn.plots.style import FAINT, INK, ORANGE, PAPER, PURPLE, SKY, SMALL, TEXT, VERMILION

WIDTH, HEIGHT = 640, 546
SIGNAL, EYE, PLANE = (14, 64, 298, 108), (14, 198, 298, 44), (390, 64, 238, 170)  # left, top, width, height
LIMITS = {  # of the axis of each measure, and its ticks
    "accuracy": (0.0, 1.0, (0, 0.2, 0.4, 0.6, 0.8, 1.0)),
    "seconds to train": (-3.0, 3.0, (-3, -2, -1, 0, 1, 2, 3)),
    "microseconds an answer": (-1.0, 3.0, (-1, 0, 1, 2, 3)),
    "numbers kept": (2.0, 7.0, (2, 3, 4, 5, 6, 7)),
}
APART = 1.018  # by how much the points of one rival are moved to the right of those of the rival before
EDGES = (80.0, 5600.0)  # of the axis of n


class Scene:
    """Axes and artists.

    Parameters
    ----------
    picture : nnlearn.explorers.picture.Picture
    """

    def __init__(self, picture):
        self.title, self.line = picture.words(14, 6, TEXT, "bold"), picture.words(14, 25, SMALL)
        self._signal(picture)
        self._eye(picture)
        self._plane(picture)
        self.table = Table(picture)

    def draw(self, view):
        """Move everything to a view."""
        self.title.say(words.title(view))
        self.line.say(words.ahead(view))
        self._draw_signal(view)
        self._draw_eye(view.sight)
        self._draw_plane(view.state)
        self.table.draw(view)

    # The signal, and what the rival in focus sees over it.

    def _signal(self, picture):
        ax = self.signal = picture.axes("signal", *SIGNAL)
        ax.set(xlim=(-0.5, PLACES - 0.5), ylim=(-HIGHEST, HIGHEST), xticks=(), yticks=())
        ax.axhline(0, color=FAINT, lw=0.6, zorder=0)
        self.head = picture.words(14, 46, SMALL)
        self.window, self.marks, self.path = picture.moving(
            ax.add_patch(Rectangle((0, -HIGHEST), 1, 2 * HIGHEST, color="#FBEBC8", lw=0, zorder=1)),
            Marks(ax),
            Trails(ax),
        )

    def _draw_signal(self, view):
        state, sight, places = view.state, view.sight, np.arange(PLACES)
        self.head.say(words.head(view))
        self.window.set_visible(sight.window is not None)
        if sight.window:
            first, last = sight.window
            self.window.set_x(first - 0.5)
            self.window.set_width(last - first + 1)
        own, colours = np.column_stack([places, view.shown]), (VERMILION, PURPLE, SKY)
        overlay = [(one, colours[k % 3], 2.4, 0.75, "-") for k, one in enumerate(sight.lines) if len(one) > 1]
        if state.focus in ("rules", "rule scores"):
            overlay = [(one, VERMILION, 3.2, 0.8, "-") for one in sight.lines if len(one) > 1]
        self.path.lines = [(own, INK, 1.5, 1.0, "-"), *overlay]
        self.marks.items = []
        if state.pen:
            self.marks.items.append(mark([[state.spot, view.shown[state.spot]]], "o", 9, None, ORANGE, 2))

    def _eye(self, picture):
        ax = self.eye = picture.axes("eye", *EYE)
        ax.set(xlim=(-0.5, PLACES - 0.5), ylim=(-1.08, 1.08), xticks=(), yticks=())
        ax.spines[["left", "bottom"]].set_visible(False)
        self.sees, self.found = picture.words(14, 179, SMALL), picture.words(14, 259, SMALL)
        self.scale = picture.moving(Labels(picture.page, SMALL, up=0))[0]
        style = {"lw": 0, "zorder": 3}
        self.above, self.below, self.zero = picture.moving(
            ax.add_patch(PathPatch(_bars([], []), facecolor=ORANGE, **style)),
            ax.add_patch(PathPatch(_bars([], []), facecolor=SKY, **style)),
            ax.plot([-0.5, PLACES - 0.5], [0, 0], color=FAINT, lw=0.8)[0],
        )

    def _draw_eye(self, sight):
        self.sees.say(sight.title)
        self.found.say(words.folded(sight.words, 300))
        bars, ground = sight.bars, -1.0 if sight.bars.min() >= 0 else 0.0
        heights = bars / max(np.abs(bars).max(), 1e-9) * (2.0 if ground else 1.0)
        centres = (np.arange(len(bars)) + 0.5) * PLACES / len(bars) - 0.5
        half = 0.42 * PLACES / len(bars)
        self.above.set_path(_bars(centres[bars > 0], heights[bars > 0], half, ground))
        self.below.set_path(_bars(centres[bars < 0], heights[bars < 0], half, ground))
        self.zero.set_ydata([ground, ground])
        left, top, width, height = EYE
        pixels = left + width * (centres + 0.5) / PLACES
        step = {"digits": 1, "places": 8, "frequencies": 5, "units": max(1, len(bars) // 4)}[sight.along]
        self.scale.put([(str(k), (pixels[k], top + height + 2)) for k in range(0, len(bars), step)])

    # The learning curves.

    def _plane(self, picture):
        left, top, width, height = PLANE
        ax = self.plane = picture.axes("curves", *PLANE)
        ax.set(xlim=np.log10(EDGES), ylim=(-0.02, 1.02), xticks=np.log10(SIZES), yticks=())
        ax.set_xticklabels([f"{n:,}" for n in SIZES])
        self.measure, self.cost = picture.words(346, 46, SMALL), picture.words(346, 271, SMALL)
        self.ticks = picture.moving(Labels(picture.page, SMALL, across=1))[0]
        self.bill = picture.moving(Labels(picture.page, SMALL, up=0))[0]
        self.handle, self.curves, self.points = picture.moving(
            ax.axvline(2, color=ORANGE, lw=5, alpha=0.35, zorder=1), Trails(ax), Marks(ax)
        )
        self.places = [(left + width * _share(n), top + height + 20) for n in SIZES]

    def _draw_plane(self, state):
        left, top, _, height = PLANE
        low, high, ticks = LIMITS[state.axis]
        self.measure.say(words.measure(state))
        self.ticks.put(
            [(words.tick(t, state.axis), (left - 6, top + height * (1 - (t - low) / (high - low)))) for t in ticks]
        )
        self.bill.put([(words.cost(hours(n, state.price)), at) for n, at in zip(SIZES, self.places, strict=True)])
        self.cost.say(words.price(state))
        self.handle.set_xdata([np.log10(state.n)] * 2)
        lines, marks = [], []
        for name in sorted(state.ticked, key=lambda name: name == state.focus):
            spots = points(name, state)
            strong = name == state.focus
            colour, sign, kind = LOOKS[name]
            strength = 1.0 if strong else 0.6
            lines.append((spots[:, :2], colour, 2.6 if strong else 1.4, strength, kind))
            x, _, least, most = spots.T
            bars = np.stack([x, least, x, most, x, np.full(len(x), np.nan)], axis=1)  # the gap ends a bar
            lines.append((bars.reshape(-1, 2), colour, 1.4, strength, "-"))
            marks.append(mark(spots[:, :2], sign, 7 if strong else 5.5, colour, PAPER, 0.6, 1.0))
        self.curves.lines, self.points.items = lines, marks


def points(name, state):
    """Return the points of a rival's curve as they are drawn: rows of x, y, lowest, highest, from 0 to 1 upwards."""
    low, high, _ = LIMITS[state.axis]
    away = APART ** (NAMES.index(name) - len(NAMES) // 2)
    found = []
    for n, point in curve(name, state.axis, state.places).items():
        heights = np.array([point.mean, point.low, point.high])
        if state.axis != "accuracy":
            heights = np.log10(np.maximum(heights, 10.0**low))
        found.append([np.log10(n * away), *np.clip((heights - low) / (high - low), 0, 1)])
    return np.array(found).reshape(-1, 4)


def _bars(centres, heights, half=0.4, ground=0.0):
    """Return all bars as one path."""
    if not len(centres):
        return Path(np.zeros((0, 2)))
    left, right = centres - half, centres + half
    low, high = np.full(len(centres), ground), ground + heights
    corners = np.stack([left, low, left, high, right, high, right, low, left, low], axis=1).reshape(-1, 2)
    codes = np.tile([Path.MOVETO, Path.LINETO, Path.LINETO, Path.LINETO, Path.CLOSEPOLY], len(centres))
    return Path(corners, codes)


def _share(n):
    low, high = np.log10(EDGES)
    return (np.log10(n) - low) / (high - low)
