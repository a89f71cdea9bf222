"""The large curve of the activation explorer: f in the colours of its slope, a point to drag, what comes in and out."""

import numpy as np
from matplotlib.collections import LineCollection
from matplotlib.colors import LinearSegmentedColormap, to_rgba

from nnlearn.explorers.labels import Labels
from nnlearn.lessons.activation_functions import words
from nnlearn.lessons.activation_functions.propagation import ACTIVATIONS
from nnlearn.plots.numbers import significant
from nnlearn.plots.style import BLUE, FAINT, GREEN, INK, PAPER, SMALL, TEXT

REACH = 5.0  # the curve is drawn from -5 to 5
BARS = 48  # of a histogram
SLOPES = LinearSegmentedColormap.from_list("grey_blue", ["#E2E2E2", BLUE])  # flat, and as steep as the diagonal
GREY = "#D9D9D9"  # of the sums
LIMITS = {"none (linear)": (-5.2, 5.2), "ReLU": (-1.3, 5.2), "leaky ReLU": (-1.3, 5.2), "GELU": (-1.3, 5.2)}
BOUNDED = (-1.25, 1.75)  # the lowest and highest output drawn of all others
PANEL = 462  # left edge of the words beside the curve, in pixels
ROWS = (218, 239, 260, 281, 302)  # of its legend


class Focus:
    """The artists of the curve and of the two histograms at its sides, moved to each view.

    Parameters
    ----------
    picture : nnlearn.explorers.picture.Picture
        Gets the axes "curve" and "outputs".
    """

    def __init__(self, picture):
        self.picture, self.z, self._limits = picture, np.linspace(-REACH, REACH, 401), (0.0, 0.0)
        self.curve = picture.axes("curve", 44, 76, 324, 200)
        self.outputs = picture.axes("outputs", 374, 76, 70, 200)
        self.curve.set(xlim=(-REACH, REACH), xticks=(-4, -2, 0, 2, 4), xlabel="sum z")
        self.outputs.set(xlim=(0, 1.05), xticks=(), yticks=())
        self.outputs.spines["bottom"].set_visible(False)
        for ax in (self.curve, self.outputs):
            ax.axhline(0, color=FAINT, lw=0.6)
        self.curve.axvline(0, color=FAINT, lw=0.6)
        moving, plot = picture.moving, self.curve.plot
        (self.sums,) = moving(self.curve.fill_between([0, 1], 0, 1, color=GREY, lw=0, zorder=1))
        (self.out,) = moving(self.outputs.fill_betweenx([0, 1], 0, 1, color=BLUE, alpha=0.6, lw=0))
        (self.edge,) = moving(plot([], [], color=INK, lw=5.2, zorder=2.8, solid_capstyle="butt")[0])
        (self.f,) = moving(self.curve.add_collection(LineCollection([], cmap=SLOPES, lw=3.8, zorder=3)))
        self.f.set_clim(0, 1)
        self.slope, self.tangent, self.triangle = moving(
            plot([], [], "--", color=GREEN, lw=1.8, zorder=2.5)[0],
            plot([], [], color=GREEN, lw=1.2, zorder=4)[0],
            self.curve.fill([0, 1, 1], [0, 0, 1], fc=to_rgba(GREEN, 0.35), ec=GREEN, lw=1.2, zorder=3.5)[0],
        )
        self.foot, self.point = moving(
            plot([], [], "o", color=GREEN, ms=6, mec=PAPER, zorder=4, clip_on=False)[0],
            plot([], [], "o", color=INK, ms=12, mec=PAPER, mew=1.6, zorder=5, clip_on=False)[0],
        )
        (self.side,) = moving(Labels(self.curve.transData, SMALL, colour=GREEN, across=0, weight="bold", zorder=6))
        self.rule, self.head = picture.words(44, 56, SMALL), picture.words(374, 56, SMALL)
        self.values = picture.words(PANEL, 58, TEXT, "bold")
        self.nudge = picture.words(PANEL, 122, SMALL)
        self._legend(picture)

    def _legend(self, picture):
        """Draw the samples of the lines beside the curve, and their names."""
        ax, (first, second, third, fourth, fifth) = picture.axes("", PANEL, ROWS[0] - 10, 26, 104), ROWS
        ax.axis("off")
        ax.set(xlim=(0, 26), ylim=(ROWS[0] + 94, ROWS[0] - 10))
        shades = LineCollection([[(x, first), (x + 2, first)] for x in range(0, 26, 2)], cmap=SLOPES, lw=4.2)
        shades.set_array(np.linspace(0, 1, 13))
        ax.add_collection(shades)
        ax.plot([0, 26], [second] * 2, "--", color=GREEN, lw=1.8)
        ax.fill([4, 22, 22], [third + 5, third + 5, third - 5], fc=to_rgba(GREEN, 0.35), ec=GREEN, lw=1.2)
        ax.fill([4, 22, 22, 4], np.add(fourth, [5, 5, -5, -5]), color=GREY, lw=0)
        ax.plot([0, 26], [fifth] * 2, ":", color=INK, lw=1.4)
        self.names = picture.moving(Labels(picture.page, SMALL, across=0))[0]

    def show(self, view):
        """Move everything to a view."""
        state, run, k = view.state, view.run, view.state.layer
        activation, (low, high) = ACTIVATIONS[state.activation], self._scale(state.activation)
        self._line(state.activation, activation)
        (y, slope), span = activation.at(state.at), high - low
        ends = np.array([-1.3, 1.3])
        run_ = 1.0 if state.at < REACH - 1.4 else -1.0  # the side of the point on which there is room
        self.tangent.set_data(state.at + ends, y + slope * ends)
        corners = [(state.at, y), (state.at + run_, y), (state.at + run_, y + slope * run_)]
        self.triangle.set_xy(corners)
        self.point.set_data([state.at], [y])
        self.foot.set_data([state.at], [slope])
        counts = _outline(run.z[k - 1], -REACH, REACH)
        self.sums.set_data(counts[0], low + 0.24 * span * counts[1], low)
        self.out.set_data(*_outline(run.h[k], low, high), 0)
        self.rule.say(activation.rule)
        self.head.say("outputs")
        self.values.say(words.values(state.at, y, slope))
        self.nudge.say(words.nudge(state.at, slope))
        tall = abs(slope) > 0.09 * span and run_ > 0
        self.side.put([(significant(slope, 2), (state.at + 1.12, y + slope / 2))] if tall else [])
        self.names.put([(name, (PANEL + 32, row)) for name, row in zip(words.legend(k), ROWS, strict=True)])

    def _line(self, name, activation):
        y, slopes = activation.function(self.z), activation.slope(self.z)
        z = self.z
        if name == "step":
            z, y, slopes = np.array([-REACH, 0, 0, REACH]), np.array([0.0, 0, 1, 1]), np.zeros(4)
        self.edge.set_data(z, y)
        path = np.stack([z, y], axis=1)[:: 1 if name == "step" else 4]
        ends = np.minimum(np.arange(2, len(path) + 1), len(path) - 1)  # they overlap: no gaps between them
        self.f.set_segments(np.stack([path[:-1], path[ends]], axis=1))
        shades = slopes[:: 1 if name == "step" else 4]
        self.f.set_array(np.clip((shades[:-1] + shades[1:]) / 2, 0, 1))
        self.slope.set_data(self.z, activation.slope(self.z))

    def _scale(self, name):
        """Return the outputs drawn, and redraw the axes if they have changed."""
        limits = LIMITS.get(name, BOUNDED)
        if limits != self._limits:
            self._limits = limits
            for ax in (self.curve, self.outputs):
                ax.set_ylim(limits)
            self.curve.set_yticks((-4, -2, 0, 2, 4) if limits[0] < -2 else (0, 2, 4) if limits[1] > 3 else (-1, 0, 1))
            self.picture.redraw()
        return limits

    def bar(self, view, place):
        """Return what the bar of outputs at a place counts: how many of how many, from where to where."""
        (low, high), values = self._limits, view.run.h[view.state.layer]
        counts, edges = _counts(values, low, high)
        which = int(np.clip((place - low) / (high - low) * BARS, 0, BARS - 1))
        return counts[which], values.size, *edges[which : which + 2]


def _counts(values, low, high):
    """Return the bars of a histogram and their edges; values beyond an end are counted at it."""
    return np.histogram(np.clip(values, low, high), BARS, (low, high))


def _outline(values, low, high):
    """Return the outline of a histogram as positions and heights, the highest bar 1."""
    counts, edges = _counts(values, low, high)
    return np.repeat(edges, 2)[1:-1], np.repeat(counts / counts.max(), 2)
