"""The picture of the money explorer: applicants along their risk, bars of money lost, and its curve."""

from functools import lru_cache

import numpy as np
from matplotlib.colors import to_rgb
from matplotlib.patches import Rectangle

from nnlearn.explorers.artists.marks import Marks, mark
from nnlearn.explorers.artists.trails import Trails
from nnlearn.explorers.labels import Labels
from nnlearn.explorers.pixels import Images
from nnlearn.lessons.applications import words
from nnlearn.lessons.applications.risks import MODELS, applicants
from nnlearn.lessons.applications.state import TITLES
from nnlearn.plots.numbers import significant
from nnlearn.plots.style import BLUE, FAINT, INK, PAPER, PURPLE, SMALL, TEXT, VERMILION

WIDTH, HEIGHT = 640, 478
RISKS = (84, 46, 542, 182)  # left, top, width, height of the dots
ABOVE, BELOW = 76, 106  # pixels for bad loans, and for good ones
STEP, FIRST = (6.8, 6.2), 6  # pixels from dot to dot, across and up, and the first one's distance from the middle
BARS, ROW = (148, 316, 118, 110), 22
CURVE = (376, 316, 250, 110)
PALE = "#FBEEE5"  # of the refused side
HALF = 124  # pixels: half the width of the words above the threshold
KINDS = {True: ("^", VERMILION), False: ("o", BLUE)}


class Scene:
    """All axes and artists of the explorer.

    Parameters
    ----------
    picture : nnlearn.explorers.picture.Picture
    """

    def __init__(self, picture):
        self.picture, self._top = picture, None
        self.title = picture.words(14, 6, TEXT, "bold")
        self._risks(picture)
        self._bars(picture)
        self._curve(picture)

    def _risks(self, picture):
        _, top, _, high = RISKS
        ax = self.risks = picture.axes("risks", *RISKS)
        ax.set(xlim=(0, 1), ylim=(-BELOW, ABOVE), yticks=[], xticks=np.arange(0, 1.01, 0.1).round(1))
        ax.spines["left"].set_visible(False)
        ax.axhline(0, color="#C8C8C8", lw=0.8, zorder=1)
        self.side = ax.add_patch(Rectangle((0, -BELOW), 1, ABOVE + BELOW, color=PALE, lw=0, zorder=0.5))
        self.line, self.dots, self.handle = Trails(ax, zorder=7), Marks(ax, zorder=6, clip=False), Marks(ax, 8, False)
        self.sides = Labels(picture.page, SMALL, weight="bold", up=0)
        self.invitation = Labels(ax.transData, SMALL, weight="bold", across=0, zorder=9)
        picture.moving(self.side, self.line, self.dots, self.handle, self.sides, self.invitation)
        for colour, text, y in ((VERMILION, "bad\nloans", 60), ("#005A8D", "good\nloans", 148)):
            name = Labels(picture.page, TEXT, colour=colour, across=0, up=0, place=(14, y))
            picture.moving(name)[0].say(text)
        self.caption = picture.words(14, top + high + 22, SMALL)

    def _bars(self, picture):
        _, top, _, height = BARS
        picture.words(14, top - 46, TEXT, "bold").say("lost per applicant at this t")
        for text, colour, x in (("bad loans granted", VERMILION, 14), ("good loans refused", BLUE, 150)):
            name = Labels(picture.page, SMALL, weight="bold", colour=colour, across=0, up=0, place=(x, top - 26))
            picture.moving(name)[0].say(text)
        ax = self.bars = picture.axes("models", 7, top, 313, height)
        ax.set(xlim=(7, 320), ylim=(height, 0))
        ax.set_axis_off()
        self.parts, self.frame = Images(ax.transData), Trails(ax, zorder=3)
        self.amounts, self.best = (Labels(picture.page, SMALL, weight=w, across=0) for w in ("normal", "bold"))
        picture.moving(self.parts, self.frame, self.amounts, self.best)
        self.sums = picture.words(14, top + height + 8, SMALL)

    def _curve(self, picture):
        left, top, _, _ = CURVE
        ax = self.curve = picture.axes("curve", *CURVE)
        ax.set(xlim=(0, 1), xlabel="threshold t")
        ax.set_xticks([0, 0.25, 0.5, 0.75, 1], ["0", "0.25", "0.5", "0.75", "1"])
        ax.xaxis.labelpad = 1
        self.lines, self.point = Trails(ax), Marks(ax, clip=False)
        picture.moving(self.lines, self.point)
        picture.words(left - 38, top - 46, TEXT, "bold").say("lost per applicant at every t")
        name = Labels(picture.page, SMALL, weight="bold", colour="#9A4A77", across=0, up=0, place=(left + 76, top - 26))
        self.formula = picture.moving(name)[0]
        picture.words(left - 38, top - 26, SMALL).say("thick: this model")

    def draw(self, view):
        """Move everything to a view."""
        self.title.say(words.title(view))
        self._draw_risks(view)
        self._draw_bars(view)
        self._draw_curve(view)

    def _draw_risks(self, view):
        state, bad, t = view.state, view.people.bad, view.state.threshold
        places = placed(state.draw, state.model)
        self.dots.items = [
            mark(places[chosen], shape, 5.0 if kind else 4.2, colour, INK if wrong else PAPER, 1.0 if wrong else 0.4)
            for wrong in (False, True)
            for kind, (shape, colour) in KINDS.items()
            if (chosen := (bad == kind) & (view.wrong == wrong)).any()
        ]
        self.side.set(x=t, width=1.0)
        self.line.lines = [(np.array([[t, -BELOW], [t, ABOVE]]), INK, 1.8, 1.0, "-")]
        self.handle.items = [mark([[t, ABOVE]], "v", 8, INK)]
        left, top, width, _ = RISKS
        middle = np.clip(left + width * t, HALF, WIDTH - HALF)
        self.sides.put([(f"← granted    t = {words.written(t)}    refused →", (middle, top - 20))])
        self.caption.say(words.caption(view))
        self.invitation.put([("drag the line", (t + 0.015, ABOVE - 8))] if t == 0.5 else [])

    def _draw_bars(self, view):
        left, top, width, _ = BARS
        most = reach(view.state.default)
        normal: list[tuple] = []
        bold: list[tuple] = []
        self.parts.images = []
        for k, model in enumerate(MODELS):
            start, y = left, top + ROW * (k + 0.5)
            for amount, colour in zip(view.lost[model], (VERMILION, BLUE), strict=True):
                span = width * amount / most
                if span > 0:
                    self.parts.images.append((swatch(colour), start, ROW * k + 4, span, ROW - 8))
                start += span
            here = bold if model == view.state.model else normal
            here += [(TITLES[model], (14, y)), (words.money(sum(view.lost[model])), (left + width + 10, y))]
        self.amounts.put(normal)
        self.best.put(bold)
        k = MODELS.index(view.state.model)
        box = ROW * np.array([0, k]) + [(8, 1), (319, 1), (319, ROW - 1), (8, ROW - 1), (8, 1)]
        self.frame.lines = [(box, FAINT, 1.0, 1.0, "-")]
        self.sums.say(words.sums(view))

    def _draw_curve(self, view):
        state, top = view.state, reach(view.state.default)
        if self._top != top:
            self._top = top
            ticks = [0, top / 2, top]
            self.curve.set(ylim=(0, 1.04 * top))
            self.curve.set_yticks(ticks, [significant(one, 3) for one in ticks])
            self.picture.redraw()
        order = sorted(MODELS, key=lambda model: model == state.model)
        self.lines.lines = [(np.array([(view.formula, 0), (view.formula, 2 * top)]), PURPLE, 1.6, 1.0, "--")]
        for model in order:
            chosen = model == state.model
            self.lines.lines.append((steps(*view.curves[model]), *((INK, 2.0) if chosen else (FAINT, 1.0)), 1.0, "-"))
        self.point.items = [mark([(state.threshold, view.cost)], "D", 8, VERMILION, INK, 1.2)]
        self.formula.say(words.formula(view))


def reach(default):
    """Return the cost at the end of the axes: of granting all, or of refusing all if that is more."""
    return max(0.3 * default, 0.7)


def steps(levels, costs):
    """Return the corners of a curve that changes at its levels.

    Examples
    --------
    >>> steps(np.array([-1.0, 0.5]), np.array([3.0, 2.0])).tolist()
    [[0.0, 3.0], [0.5, 3.0], [0.5, 2.0], [1.0, 2.0]]
    """
    ends = np.append(levels, 1.0).clip(0)
    return np.column_stack([np.repeat(ends, 2)[1:-1], np.repeat(costs, 2)])


@lru_cache(maxsize=8)
def swatch(colour):
    """Return one pixel of a colour."""
    return np.array([[(*(round(255 * one) for one in to_rgb(colour)), 255)]], np.uint8)


@lru_cache(maxsize=32)
def placed(draw, model):
    """Return the place of each applicant: at the risk, in the row nearest to the middle in which there is room.

    Parameters
    ----------
    draw : int
        From 1.
    model : str

    Returns
    -------
    ndarray of shape (300, 2)
        Risk, and pixels up from the middle.

    Examples
    --------
    >>> places = placed(1, "logistic")
    >>> places.shape, int((places[:, 1] > 0).sum())
    ((300, 2), 90)
    """
    people = applicants(draw - 1)
    p, up = people.risks[model], np.zeros(len(people.rows))
    for bad, sign, room in ((True, 1, ABOVE), (False, -1, BELOW)):
        rows = int((room - FIRST) // STEP[1])
        last = np.full(rows, -np.inf)
        own = np.flatnonzero(people.bad == bad)
        for one in own[np.argsort(p[own], kind="stable")]:
            free = np.flatnonzero(p[one] - last >= STEP[0] / RISKS[2])
            row = int(free[0]) if len(free) else int(last.argmin())
            last[row] = p[one]
            up[one] = sign * (FIRST + row * STEP[1])
    return np.column_stack([p, up])
