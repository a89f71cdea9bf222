"""The picture of the label explorer: the map on the left; learning curve, rounds and one digit on the right."""

import numpy as np
from matplotlib.collections import PolyCollection
from matplotlib.lines import Line2D

from nnlearn.explorers.artists.marks import Marks, mark
from nnlearn.explorers.labels import Labels
from nnlearn.explorers.pixels import Images, greys
from nnlearn.lessons.semi_supervised import words
from nnlearn.lessons.semi_supervised.data import digits
from nnlearn.lessons.semi_supervised.purchases import MOST, curves, map_of_digits
from nnlearn.lessons.semi_supervised.state import ROUNDS
from nnlearn.plots.style import BLUE, FAINT, GREEN, INK, ORANGE, PAPER, PURPLE, SKY, SMALL, TEXT, VERMILION

WIDTH, HEIGHT = 640, 484
PLANE = (10, 72, 386, 386)  # left, top, width, height in pixels
CURVES, RUN = (438, 110, 184, 120), (438, 298, 184, 74)
DIGITS = (414, 426, 36)  # of the chosen digit and its neighbours: left and top of the first, side
APART = 56  # from one to the next
MARGIN = 0.03  # around the map
COLOURS = (BLUE, VERMILION, GREEN, PURPLE, ORANGE, SKY, INK, "#882255", "#7F7F00", "#332288")  # of the ten digits
GREY = "#B4B4B4"
GRASP = 12  # pixels from a digit at which it is found


class Scene:
    """All axes and artists of the explorer.

    Parameters
    ----------
    picture : nnlearn.explorers.picture.Picture
    """

    def __init__(self, picture):
        self.title, self.line, self.second = (
            picture.words(14, 8, TEXT, "bold"), picture.words(14, 28, SMALL), picture.words(14, 47, SMALL),
        )  # fmt: skip
        self._plane(picture)
        self._curves(picture)
        self._run(picture)
        self.digits = Images(picture.page)
        self.under = Labels(picture.page, SMALL, up=0)
        self.above = Labels(picture.page, SMALL, across=0, up=0)
        picture.moving(self.digits, self.under, self.above)

    def _plane(self, picture):
        ax = self.plane = picture.axes("plane", *PLANE)
        ax.set(xlim=(-MARGIN, 1 + MARGIN), ylim=(-MARGIN, 1 + MARGIN), xticks=(), yticks=())
        for edge in ax.spines.values():
            edge.set(visible=True, color=GREY, linewidth=0.6)
        self.marks = Marks(ax)
        picture.moving(self.marks)

    def _curves(self, picture):
        ax = self.curves = picture.axes("curves", *CURVES)
        ax.set(xlim=(0, MOST), ylim=(0, 1.02), xticks=(0, 20, 50, 100), yticks=(0, 0.5, 1))
        ax.set_xlabel("labels bought", labelpad=0)

        def line(axes, **style):
            return picture.moving(axes.plot([], [], **style)[0])[0]

        self.band = PolyCollection([], facecolors=SKY, lw=0, alpha=0.35, zorder=1)
        ax.add_collection(self.band, autolim=False)
        picture.moving(self.band)
        self.random = line(ax, color=BLUE, ls="--", lw=1.4, zorder=2)
        self.centres = line(ax, color=VERMILION, lw=1.4, zorder=2)
        self.own = line(ax, color=INK, lw=2.6, zorder=3)
        self.gain = line(ax, color=GREEN, lw=3, zorder=3.5)
        self.mark = line(ax, color=INK, marker="o", ms=7, mec=PAPER, mew=0.8, ls="", zorder=4)
        self.lifted = line(ax, color=GREEN, marker="D", ms=7, mec=PAPER, mew=0.8, ls="", zorder=5)
        self._legend(picture, 74, 3, (INK, "-", 2.6, "these"), (VERMILION, "-", 1.4, "centres"),
                     (BLUE, "--", 1.4, "random"))  # fmt: skip
        picture.words(CURVES[0] - 30, 91, SMALL).say("held-out digits read right")

    def _run(self, picture):
        ax = self.rounds = picture.axes("rounds", *RUN)
        ax.set(xlim=(-0.25, ROUNDS + 0.25), ylim=(0, 1.04), xticks=range(0, ROUNDS + 1, 2), yticks=(0, 0.5, 1))
        ax.set_xlabel("rounds", labelpad=0)
        styles = ((GREEN, "-", 2.2), (FAINT, "--", 1.6), (VERMILION, ":", 2.0))
        self.run = [
            picture.moving(ax.plot([], [], color=c, ls=ls, lw=lw, marker="o", ms=4, zorder=3)[0])[0]
            for c, ls, lw in styles
        ]
        names = ("read right", "kept", "kept, right")
        self._legend(picture, 278, 3, *((*style, name) for style, name in zip(styles, names, strict=True)))

    def _legend(self, picture, top, columns, *entries):
        handles = [Line2D([], [], color=colour, ls=style, lw=width) for colour, style, width, _ in entries]
        picture.fig.legend(
            handles, [name for *_, name in entries], loc="upper left", ncols=columns, fontsize=SMALL, labelcolor=INK,
            frameon=False, bbox_to_anchor=((CURVES[0] - 30) / WIDTH, 1 - top / HEIGHT), handlelength=1.3,
            handletextpad=0.4, columnspacing=0.7, labelspacing=0.2, borderpad=0, borderaxespad=0,
        )  # fmt: skip

    def draw(self, view):
        """Move everything to a view."""
        self.title.say(words.title(view))
        self.line.say(words.scores(view))
        self.second.say(words.kept(view))
        self.marks.items = list(marks_of(view))
        self._draw_curves(view)
        self._draw_run(view)
        self._draw_digits(view)

    def _draw_curves(self, view):
        found, numbers = curves(view.state.learner), np.arange(1, MOST + 1)
        low, high = found.random.min(axis=0), found.random.max(axis=0)
        self.band.set_verts([np.column_stack([[*numbers, *numbers[::-1]], [*low, *high[::-1]]])])
        self.random.set_data(numbers, found.random.mean(axis=0))
        self.centres.set_data(numbers, found.centres.mean(axis=0))
        self.own.set_data(numbers[: len(view.own)], view.own)
        n = len(view.bought)
        self.mark.set_data([n] if n else [], [view.alone] if n else [])
        lifted = bool(view.at)
        self.gain.set_data([n, n] if lifted else [], [view.alone, view.accuracy] if lifted else [])
        self.lifted.set_data([n] if lifted else [], [view.accuracy] if lifted else [])

    def _draw_run(self, view):
        numbers = np.arange(len(view.run))
        for k, line in enumerate(self.run):
            shown = k < 2 or view.state.peek
            first = min(k, 1)  # before the first round nothing has been kept
            line.set_data(numbers[first:] if shown else [], view.run[first:, k] if shown else [])

    def _draw_digits(self, view):
        left, top, side = DIGITS
        x, shown = digits().x, [view.state.chosen, *view.neighbours]
        lefts = [left + APART * k + (8 if k else 0) for k in range(len(shown))]
        self.digits.images = [
            (greys(1 - x[place].reshape(8, 8)), at, top, side, side) for place, at in zip(shown, lefts, strict=True)
        ]
        self.above.put([(text, (at - 4, top - 18)) for text, at in zip(words.heads(view), lefts, strict=False)])
        told = [words.short_label(view, place) for place in shown]
        self.under.put([(text, (at + side / 2, top + side + 2)) for text, at in zip(told, lefts, strict=True)])


def marks_of(view):
    """Yield the marks of the map: grey dots, the learner's labels as small digits, the bought ones large, and rings."""
    places, labels = map_of_digits(), view.labels
    yield mark(places[labels < 0], "o", 2.6, GREY, GREY, 0)
    if view.state.peek:
        yield mark(places[view.wrong], "o", 9.5, PAPER, INK, 0.9)
    for k, colour in enumerate(COLOURS):
        yield mark(places[view.kept[labels[view.kept] == k]], f"${k}$", 6.2, colour, colour, 0.4)
    bought = np.array(view.bought, int)
    for k, colour in enumerate(COLOURS):
        own = places[bought[labels[bought] == k]]
        yield mark(own, "o", 12, PAPER, colour, 2.2)
        yield mark(own, f"${k}$", 6.6, INK, INK, 0.5)
    yield mark(places[[view.state.chosen]], "s", 15, None, INK, 1.4)


def digit_at(x, y):
    """Return the place of the digit at a spot of the map, or None.

    Examples
    --------
    >>> digit_at(*map_of_digits()[7]), digit_at(-MARGIN, -MARGIN)
    (7, None)
    """
    across = PLANE[2] / (1 + 2 * MARGIN)  # pixels
    away = np.hypot(*(map_of_digits() - (x, y)).T) * across
    return int(away.argmin()) if away.min() < GRASP else None
