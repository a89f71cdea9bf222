"""The picture of the gap explorer: fits or signals on the left, errors on the right, and what they consist of."""

import itertools

import numpy as np
from matplotlib.collections import LineCollection, PolyCollection
from matplotlib.lines import Line2D
from matplotlib.patches import Patch

from nnlearn.explorers.labels import Labels
from nnlearn.lessons.generalization import words
from nnlearn.lessons.generalization.error_picture import BELOW, ERRORS, ErrorPicture
from nnlearn.lessons.generalization.fit_picture import BAND, PALE, PLANE, FitPicture
from nnlearn.lessons.generalization.replays import SHOWN
from nnlearn.lessons.generalization.signals import unseen
from nnlearn.lessons.generalization.state import NETWORK, RANDOM, SINE
from nnlearn.plots.style import BLUE, INK, ORANGE, PAPER, PURPLE, SMALL, TEXT, VERMILION

WIDTH, HEIGHT = 640, 490
GALLERY, CELL = (20, 92, 310, 336), (155, 112)  # left, top, width, height in pixels; width and height of a signal's
BAR, APART = (14, 446, 612, 14), 156  # the bar for errors from 0 to 1, and the distance of its legends
COLOURS = {SINE: (PURPLE, ORANGE, "#BDBDBD"), RANDOM: (BLUE, VERMILION), NETWORK: (BLUE, VERMILION)}


class Scene:
    """All axes and artists of the explorer.

    Parameters
    ----------
    picture : nnlearn.explorers.picture.Picture
    """

    def __init__(self, picture):
        self.picture, self._drawn = picture, None
        self.fits, self.errors = FitPicture(picture), ErrorPicture(picture)
        self.gallery, self.bar = picture.axes("signals", *GALLERY), picture.axes("parts", *BAR)
        for ax in (self.gallery, self.bar):
            ax.set_axis_off()
        self.gallery.set(xlim=(0, GALLERY[2]), ylim=(GALLERY[3], 0))
        self.bar.set(xlim=(0, 1), ylim=(0, 1))
        self._signals()
        self.pieces = PolyCollection([], transform=picture.page, lw=0.6, edgecolors=PAPER, zorder=2)
        picture.fig.add_artist(self.pieces)
        (self.parts,) = picture.moving(Labels(picture.page, SMALL, across=0, up=0.5, zorder=3))
        picture.moving(self.pieces)
        self.title, self.line = picture.words(14, 8, TEXT, "bold"), picture.words(14, 29, SMALL)
        self.legends = self._legends()

    def _signals(self):
        x, _ = unseen()
        across = np.linspace(8, CELL[0] - 14, x.shape[1])
        lines = [
            np.column_stack([left + across, top + 70 - 13 * row])
            for row, (left, top) in zip(x[:SHOWN], cells(), strict=True)
        ]
        self.signals = LineCollection(lines, lw=1.6, zorder=2)
        self.gallery.add_collection(self.signals, autolim=False)
        self.answers = Labels(self.gallery.transData, SMALL, across=0, up=0, zorder=3)
        self.picture.moving(self.signals, self.answers)
        self.head = self.picture.words(GALLERY[0] + 8, GALLERY[1] - 22, SMALL)

    def _legends(self):
        """Return the legends of each task."""

        def line(colour, style="-", **more):
            return Line2D([], [], color=colour, ls=style, **more)

        ring = line(INK, "", marker="o", mfc="none", mew=1.3, ms=7)
        errors = [line(BLUE, "--"), line(VERMILION, lw=2), ring]
        drawn = [line(INK, "--"), line(PURPLE, lw=2), line(BLUE, lw=2.2), Patch(color=BAND), line(PALE)]
        of_sine = [
            self._legend(
                (PLANE[0] - 14, 52), drawn, ["truth", "mean of all", "this draw's fit", "± their spread", "20 draws"], 3
            ),
            self._legend((ERRORS[0], 52), errors, ["training", "unseen", "this draw"], 2),
            self._legend((BELOW[0], 304), [line(PURPLE), line(ORANGE, lw=2)], ["bias²", "variance"], 2),
        ]
        seeds = [*errors, Patch(color=VERMILION, alpha=0.2)]
        of_signals = [self._legend((ERRORS[0], 52), seeds, ["training", "unseen", "this seed", "five seeds"], 2)]
        return {SINE: of_sine, RANDOM: of_signals, NETWORK: of_signals}

    def _legend(self, place, handles, names, columns):
        return self.picture.fig.legend(
            handles, names, loc="upper left", ncols=columns, fontsize=SMALL, labelcolor=INK, frameon=False,
            bbox_to_anchor=(place[0] / WIDTH, 1 - place[1] / HEIGHT), handlelength=1.6, handletextpad=0.5,
            columnspacing=1.2, borderpad=0, borderaxespad=0, labelspacing=0.3,
        )  # fmt: skip

    def draw(self, view):
        """Move everything to a view."""
        task = view.state.task
        if self._drawn != (task, view.axis.label):
            self._drawn = task, view.axis.label
            self._show(task)
            self.errors.limit(task, view.axis)
            self.picture.redraw()
        self.title.say(words.title(view))
        self.line.say(words.sentence(view))
        self.errors.draw(view)
        self._draw_bar(view)
        if task == SINE:
            self.fits.draw(view)
        else:
            self._draw_answers(view)

    def _show(self, task):
        """Show what belongs to the task."""
        self.fits.show(task == SINE)
        for artist in (self.gallery, self.signals, self.answers, self.head):
            artist.set_visible(task != SINE)
        for legend in {legend for some in self.legends.values() for legend in some}:
            for one in (legend, *legend.get_texts()):
                one.set_visible(legend in self.legends[task])

    def _draw_answers(self, view):
        _, labels = unseen()
        self.head.say(words.signals_head(view))
        self.signals.set_color([BLUE if one else VERMILION for one in view.answers == labels[:SHOWN]])
        texts = [words.answer(int(label), int(says)) for label, says in zip(labels, view.answers, strict=False)]
        self.answers.put([(text, (left + 8, top + 4)) for text, (left, top) in zip(texts, cells(), strict=True)])

    def _draw_bar(self, view):
        left, top, width, tall = BAR
        ends = np.clip(np.cumsum([0.0, *np.maximum(view.parts, 0)]), 0, 1)
        pieces = [box(left + a * width, top, (b - a) * width, tall) for a, b in itertools.pairwise(ends)]
        begins = [left + APART * k for k in range(len(pieces))]
        self.pieces.set_verts([*pieces, *(box(begin, top + tall + 11, 10, 10) for begin in begins)])
        self.pieces.set_facecolor(2 * COLOURS[view.state.task])
        middle = top + tall + 16
        named = [(name, (begin + 15, middle)) for name, begin in zip(words.parts(view), begins, strict=True)]
        self.parts.put([*named, (words.total(view), (left + APART * len(pieces), middle))])


def cells():
    """Return left and top of the cell of each signal.

    Examples
    --------
    >>> cells()[:3]
    [(0, 0), (155, 0), (0, 112)]
    """
    return [(CELL[0] * (k % 2), CELL[1] * (k // 2)) for k in range(SHOWN)]


def box(left, top, width, height):
    """Return the corners of a rectangle.

    Examples
    --------
    >>> box(0, 0, 2, 1)
    [(0, 0), (2, 0), (2, 1), (0, 1)]
    """
    return [(left, top), (left + width, top), (left + width, top + height), (left, top + height)]
