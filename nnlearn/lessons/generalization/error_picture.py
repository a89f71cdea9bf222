"""The right side of the gap explorer: the errors against the chosen axis, the mark of the setting, a strip below."""

import numpy as np
from matplotlib.collections import PolyCollection

from nnlearn.explorers.labels import Labels
from nnlearn.lessons.generalization import words
from nnlearn.lessons.generalization.fit_picture import between
from nnlearn.lessons.generalization.state import NETWORK, RANDOM, SINE
from nnlearn.plots.style import BLUE, FAINT, INK, ORANGE, PAPER, PURPLE, SMALL, VERMILION

ERRORS, BELOW = (396, 92, 232, 204), (396, 324, 232, 76)  # left, top, width, height in pixels
LIMITS = {SINE: (-2.0, 1.3), RANDOM: (0.0, 1.0), NETWORK: (0.0, 1.0)}  # of the errors; of the sine as powers of ten
SHARES = ((0, "0"), (0.25, "0.25"), (0.5, "0.5"), (0.75, "0.75"), (1, "1"))
TICKS = {SINE: ((-2, "0.01"), (-1, "0.1"), (0, "1"), (1, "10")), RANDOM: SHARES, NETWORK: SHARES}
BENEATH = {SINE: (-4.0, 1.3), RANDOM: (0.0, 4.2), NETWORK: (1.0, 5.0)}  # of the strip below
BENEATH_TICKS = {
    SINE: ((-4, "1e−4"), (-2, "0.01"), (0, "1")),
    RANDOM: ((0, "1"), (2, "100"), (4, "1e4")),
    NETWORK: ((1, "1"), (3, "3"), (5, "5")),
}
LEAST = 1e-9  # of a number whose logarithm is drawn


class ErrorPicture:
    """The axes "errors" and "below".

    Parameters
    ----------
    picture : nnlearn.explorers.picture.Picture
    """

    def __init__(self, picture):
        self.errors, self.below = picture.axes("errors", *ERRORS), picture.axes("below", *BELOW)
        self.errors.tick_params(labelbottom=False)
        self.errors.yaxis.set_label_coords(-0.2, 0.5)
        self.head = picture.words(BELOW[0], 302, SMALL)

        def line(ax, colour=INK, style="-", **more):
            return picture.moving(ax.plot([], [], color=colour, linestyle=style, **more)[0])[0]

        self.bands = []
        for colour in (BLUE, VERMILION):
            band = PolyCollection([], facecolors=colour, alpha=0.2, lw=0, zorder=1)
            self.errors.add_collection(band, autolim=False)
            self.bands += picture.moving(band)
        self.here = [line(ax, FAINT, lw=1, zorder=1.5) for ax in (self.errors, self.below)]
        self.crossing = [line(ax, INK, ":", lw=1.3, zorder=1.6) for ax in (self.errors, self.below)]
        self.training = line(self.errors, BLUE, "--", lw=1.6, zorder=2)
        self.unseen = line(self.errors, VERMILION, lw=2, zorder=2)
        self.lower = [line(self.below, colour, lw=1.8, zorder=2) for colour in (PURPLE, ORANGE)]
        marks = {"marker": "o", "ms": 7, "mec": PAPER, "mew": 0.8, "zorder": 4}
        self.marks = [line(self.errors, colour, "", **marks) for colour in (BLUE, VERMILION)]
        self.own = line(self.errors, INK, "", marker="o", ms=7, mfc="none", mew=1.3, zorder=5)
        (self.name,) = picture.moving(Labels(self.errors.transData, SMALL, zorder=6))

    def limit(self, task, axis):
        """Fit the axes to a task and an axis; the picture then needs a `redraw`."""
        edge = 0.04 * (axis.places[-1] - axis.places[0])
        limits = axis.places[0] - edge, axis.places[-1] + edge
        self.errors.set(xlim=limits, ylim=LIMITS[task], xticks=[place for place, _ in axis.ticks])
        self.errors.set_yticks(*zip(*TICKS[task], strict=True))
        self.errors.set_ylabel("squared error" if task == SINE else "share of wrong answers")
        self.below.set(xlim=limits, ylim=BENEATH[task], xlabel=axis.label)
        self.below.set_xticks(*zip(*axis.ticks, strict=True))
        self.below.set_yticks(*zip(*BENEATH_TICKS[task], strict=True))
        for band in self.bands:
            band.set_visible(task != SINE)
        self.lower[1].set_visible(task == SINE)

    def draw(self, view):
        """Move it to a view."""
        task, curves, places = view.state.task, view.curves, view.axis.places
        self.training.set_data(places, height(task, curves.training))
        self.unseen.set_data(places, height(task, curves.unseen))
        if curves.low is not None:
            for band, low, high in zip(self.bands, curves.low, curves.high, strict=True):
                band.set_verts([between(places, low, high)])
        here = places[view.place]
        for line, limits in zip(self.here, (LIMITS[task], BENEATH[task]), strict=True):
            line.set_data([here, here], limits)
        for mark, curve in zip(self.marks, (curves.training, curves.unseen), strict=True):
            mark.set_data([here], [kept(task, curve[view.place])])
        self.own.set_data([here, here], [kept(task, own) for own in view.own])
        for line, values in zip(self.lower, curves.below.values(), strict=False):
            line.set_data(places, values if task == NETWORK else np.log10(np.maximum(values, LEAST)))
        self._draw_crossing(view)
        self.head.say(words.strip(view))

    def _draw_crossing(self, view):
        """Draw the dotted line at which there are as many weights as examples, with its name."""
        where, task = view.interpolation, view.state.task
        for line, limits in zip(self.crossing, (LIMITS[task], BENEATH[task]), strict=True):
            line.set_data(*(([], []) if where is None else ([where, where], limits)))
        if where is None:
            self.name.put([])
            return
        left, right = view.axis.places[[0, -1]]
        low, high = LIMITS[task]
        on_left = where > (left + right) / 2
        self.name.across = 1 if on_left else 0
        beside = where + (-0.02 if on_left else 0.02) * (right - left)
        up = 0.62 if on_left else 0.1  # where the curves leave room
        self.name.put([(words.crossing(task), (beside, low + up * (high - low)))])


def height(task, values):
    """Return where errors stand: the powers of ten of the sine's, the shares of the signals'."""
    return np.log10(np.maximum(values, LEAST)) if task == SINE else np.asarray(values)


def kept(task, value):
    """Return where the mark of an error stands: at the edge if the error is outside."""
    return float(np.clip(height(task, value), *LIMITS[task]))
