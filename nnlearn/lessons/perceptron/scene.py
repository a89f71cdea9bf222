"""The artists of the perceptron explorer: the plane with its line, and the count of mistakes."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from matplotlib.colors import to_rgba
from matplotlib.patches import FancyArrowPatch, Polygon, Rectangle

from nnlearn.explorers.labels import Labels
from nnlearn.explorers.recorded import END
from nnlearn.lessons.perceptron import words
from nnlearn.lessons.perceptron.run import SOURCES, VISITS, half_plane
from nnlearn.plots.line import arrow_on_line, segment
from nnlearn.plots.style import COLOURS, FAINT, GREEN, INK, MARKERS, PAPER, SMALL, TEXT, VERMILION

PLANE = (52, 60, 356, 356)  # left, top, width and height, in pixels
COLUMN, ROWS = 432, (420, 439, 458, 477)  # of what stands beside the plane: its left edge, and the rows of the legend


@dataclass(frozen=True)
class View:
    """The run, and the position in it that is shown."""

    state: Any
    run: Any
    at: int
    extent: tuple
    turned: float  # share of the way from the line before this step to the line after it

    @property
    def line(self):
        """The weights and the bias of the line that is drawn."""
        run, before = self.run, max(self.at - 1, 0)
        w = run.weight[before] + self.turned * (run.weight[self.at] - run.weight[before])
        return w, run.bias[before] + self.turned * (run.bias[self.at] - run.bias[before])


class Scene:
    """The artists, moved to each view.

    Parameters
    ----------
    picture : nnlearn.explorers.picture.Picture
        Gets the axes "plane" and "count".
    """

    def __init__(self, picture):
        self.picture = picture
        self.plane = picture.axes("plane", *PLANE)
        self.count = picture.axes("count", COLUMN + 50, 164, 138, 98)
        self.plane.yaxis.set_label_coords(-0.1, 0.5)
        moving = picture.moving
        self.sides = moving(
            *(self.plane.add_patch(Polygon(np.zeros((3, 2)), color=c, alpha=0.14, lw=0)) for c in COLOURS[:2])
        )
        # clear inside, so that points on each other are darker; the ring lies below them
        style = {"linestyle": "", "ms": 7, "mew": 1.0, "zorder": 3}
        marks = [
            self.plane.plot([], [], MARKERS[k], mfc=to_rgba(COLOURS[k], 0.4), mec=COLOURS[k], **style)[0]
            for k in (0, 1)
        ]
        self.dots = moving(*marks)
        ring = {"linestyle": "", "mfc": to_rgba(PAPER, 0.7), "mec": INK}
        self.visited, self.grasped = moving(
            self.plane.plot([], [], "o", ms=18, mew=1.8, zorder=2.8, **ring)[0],
            self.plane.plot([], [], "s", ms=18, mew=1.4, zorder=2.7, **ring)[0],
        )
        self.old, self.kept, self.line = moving(
            self.plane.plot([], [], "--", color=FAINT, lw=1.6, zorder=3.5)[0],
            self.plane.plot([], [], "-.", color=GREEN, lw=2.4, zorder=3.6)[0],
            self.plane.plot([], [], color=INK, lw=2.0, zorder=4)[0],
        )
        arrow = FancyArrowPatch((0, 0), (1, 1), arrowstyle="-|>", mutation_scale=14, color=INK, lw=2.0, zorder=4)
        (self.arrow,) = moving(self.plane.add_patch(arrow))
        (self.w,) = moving(Labels(self.plane.transData, TEXT, weight="bold", zorder=6))

        self.whole, self.done, self.bound = moving(
            self.count.plot([], [], color=FAINT, lw=1.0, drawstyle="steps-post")[0],
            self.count.plot([], [], color=VERMILION, lw=2.2, drawstyle="steps-post")[0],
            self.count.plot([], [], "--", color=INK, lw=1.4)[0],
        )
        self.count.set(xlabel="visits")
        picture.words(COLUMN, 140, SMALL).say("mistakes")
        self.count.set_yscale("symlog", linthresh=1, linscale=0.8)  # zero has its place, and so has the bound
        self.count.yaxis.set_major_formatter("{x:g}")
        self.title, self.result = picture.words(14, 10, TEXT, "bold"), picture.words(14, 32, TEXT)
        self.law, self.facts = picture.words(COLUMN, 84, SMALL), picture.words(COLUMN, 304, SMALL)
        (self.most,) = moving(Labels(self.count.transData, SMALL, across=0, up=1.15))
        self._legend(picture)
        self._frame = None

    def _legend(self, picture):
        """Draw a sample of the ring and of each line, and say what they are."""
        ax = picture.axes("", COLUMN, ROWS[0] - 10, 30, 80)
        ax.axis("off")
        ax.set(xlim=(0, 30), ylim=(ROWS[0] + 70, ROWS[0] - 10))
        for left, colour in zip((0, 15), COLOURS, strict=False):
            ax.add_patch(Rectangle((left, ROWS[0] - 7), 15, 14, color=colour, alpha=0.14, lw=0))
        ax.plot([0, 30], [ROWS[2]] * 2, "--", color=FAINT, lw=1.6)
        self.samples = picture.moving(
            ax.plot([15], [ROWS[1]], "o", ms=10, mew=1.8, mfc="none")[0],
            ax.plot([0, 30], [ROWS[3]] * 2, "-.", color=GREEN, lw=2.4)[0],
        )
        (self.names,) = picture.moving(Labels(picture.page, SMALL, across=0))

    def show(self, view):
        """Move everything to a view."""
        run, at, state = view.run, view.at, view.state
        self._still(view)
        w, b = view.line
        for side, above in zip(self.sides, (False, True), strict=True):
            corners = half_plane(w, b, view.extent, above)
            side.set_visible(len(corners) > 2)
            side.set_xy(corners if len(corners) > 2 else np.zeros((3, 2)))
        for k, dots in enumerate(self.dots):
            dots.set_data(*run.x[run.y == k].T)
        step = run.steps[at - 1] if at else None
        _put(self.visited, None if step is None else run.x[[step.index]])
        for ring in (self.visited, self.samples[0]):
            ring.set_markeredgecolor(VERMILION if step is not None and step.mistake else INK)
        _put(self.grasped, run.x[[state.chosen]] if state.chosen >= 0 else None)
        before = at - 1 if step is not None and step.mistake else None
        _put(self.old, None if before is None else segment(run.weight[before], run.bias[before], view.extent))
        best = run.best[at]
        _put(self.kept, segment(run.weight[best], run.bias[best], view.extent) if state.pocket and at else None)
        ends = segment(w, b, view.extent)
        _put(self.line, ends)
        for artist in (self.arrow, self.w):
            artist.set_visible(ends is not None)
        if ends is not None:
            foot, head = arrow_on_line(w, ends, view.extent)
            self.arrow.set_positions(foot, head)
            self.w.put([("w", _inside(head + (head - foot) * 0.25, view.extent))])
        self.whole.set_data(np.arange(len(run.mistakes)), run.mistakes)
        self.done.set_data(np.arange(at + 1), run.mistakes[: at + 1])
        _put(self.bound, np.array([[0, run.bound], [END, run.bound]]) if run.bound else None)
        self.most.put([("at most", (0.03 * self.count.get_xlim()[1], run.bound))] if run.bound else [])
        self.samples[1].set_visible(state.pocket)
        self.names.put([(text, (COLUMN + 40, row)) for text, row in zip(words.legend(view), ROWS, strict=False)])
        self.title.say(words.title(view))
        self.law.say(words.law(run))
        self.result.say(words.result(view))
        self.facts.say(words.facts(view))

    def _still(self, view):
        """Redraw axis limits and labels only when they change: limits are rounded, so dragging rarely changes them."""
        run, source = view.run, SOURCES[view.state.data]
        visits = next(n for n in (20, 50, 100, 200, 500, END) if n >= len(run.steps) or n == END)
        highest = 10 ** np.ceil(np.log10(1.2 * max(run.bound or 0, run.mistakes[-1], 2)))
        if (view.extent, view.state.data, visits, highest) == self._frame:
            return
        self._frame = (view.extent, view.state.data, visits, highest)
        left, right, bottom, top = view.extent
        self.plane.set(xlim=(left, right), ylim=(bottom, top), xlabel=source.features[0], ylabel=source.features[1])
        self.count.set(xlim=(0, min(visits, VISITS)), ylim=(0, highest))
        for dots, name in zip(self.dots, source.classes, strict=True):
            dots.set_label(name)
        for legend in self.picture.fig.legends[:]:
            legend.remove()
        style = {"fontsize": SMALL, "labelcolor": INK, "frameon": False, "handletextpad": 0.0, "borderpad": 0}
        self.picture.fig.legend(
            handles=list(self.dots),
            loc="upper left",
            bbox_to_anchor=(COLUMN / 640 - 0.01, 1 - 58 / 490),
            ncols=2,
            **style,
        )
        self.picture.redraw()


def _put(line, ends):
    """Show a line or marker at these points, or hide it."""
    line.set_visible(ends is not None)
    if ends is not None:
        line.set_data(*np.transpose(ends))


def _inside(place, extent):
    """Return the place nearest to this one at which a letter is inside a rectangle."""
    left, right, bottom, top = extent
    edge = np.multiply(0.03, (right - left, top - bottom))
    return np.clip(place, np.add((left, bottom), edge), np.subtract((right, top), edge))
