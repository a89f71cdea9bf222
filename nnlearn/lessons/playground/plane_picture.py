"""A large picture of the plane in the playground with its points, and the losses below it."""

import numpy as np

from nnlearn.explorers.labels import Labels
from nnlearn.lessons.playground import layout
from nnlearn.lessons.playground.data import REACH
from nnlearn.lessons.playground.point_marks import PointMarks
from nnlearn.plots.numbers import significant
from nnlearn.plots.style import FAINT, INK, ORANGE, SMALL

NAMES = ("— training", "-- test")
TEST_INK = "#8A5F00"  # the colour of the test curve, dark enough for words


class PlanePicture:
    """The plane with the points in it, and the loss curves below, of one run.

    Parameters
    ----------
    picture : nnlearn.explorers.picture.Picture
    left : int
        Pixels from the left edge of the page.
    names : (str, str)
        Of the axes: plane and losses.
    """

    def __init__(self, picture, left, names):
        self.picture, self.names = picture, names
        self.plane, self.loss = picture.axes(names[0], *layout.plane(left)), picture.axes(names[1], *layout.loss(left))
        self.plane.set(xlim=(-REACH, REACH), ylim=(-REACH, REACH), xticks=[-5, 0, 5], yticks=[-5, 0, 5])
        self.plane.patch.set_alpha(0)
        self.loss.set(xlabel="step")
        self.loss.xaxis.set_label_coords(0.5, -0.22)
        self.marks = PointMarks(picture, self.plane)
        self.curves = [
            self.loss.plot([], [], style, color=colour, lw=1.8)[0] for style, colour in (("-", INK), ("--", ORANGE))
        ]
        (self.now,) = self.loss.plot([], [], color=FAINT, lw=1.0)
        self.legend = [
            Labels(picture.page, SMALL, colour=colour, across=0, up=0, place=(left + x, layout.CURVES_Y))
            for colour, x in ((INK, 0), (INK, 40), (TEST_INK, 132))
        ]
        for label, text in zip(self.legend, ("loss:", *NAMES), strict=True):
            label.say(text)
        picture.moving(self.now, *self.curves, *self.legend)
        self._limits, self._seen = None, (True, True)

    def show(self, plane, loss):
        """Show the plane, the losses, both, or neither."""
        if (plane, loss) == self._seen:
            return
        self._seen = plane, loss
        for ax, name, seen in zip((self.plane, self.loss), self.names, (plane, loss), strict=True):
            ax.set_visible(seen)
            ax.set_label(name if seen else "")  # what has no name is not reached by the pointer
        for artist in (*self.curves, self.now, *self.legend):
            artist.set_visible(loss)
        self.marks.show(plane)
        self.picture.redraw()

    def draw(self, view, limits):
        """Move everything to a frame of a run; `limits` are those of the losses."""
        if self._seen[0]:
            self.marks.draw(view)
        curve = view.now.curve
        for line, values in zip(self.curves, (curve[:, 1], curve[:, 2]), strict=True):
            line.set_data(curve[:, 0], values)
        self.now.set_data([view.now.step, view.now.step], [0, 1e9])
        if limits != self._limits:
            self._limits = limits
            right, top = limits
            self.loss.set(xlim=(0, right), ylim=(0, top), xticks=[0, right // 2, right], yticks=[0, top / 2, top])
            self.loss.yaxis.set_major_formatter(lambda loss, place: significant(loss))
            self.loss.get_xticklabels()[-1].set_horizontalalignment("right")
            self.picture.redraw()


def loss_limits(*snapshots):
    """Return the last step and the largest loss on the axes, both round, for one or more runs side by side."""
    losses = np.concatenate([[1e-3], *(now.curve[:, 1:].ravel() for now in snapshots)])
    highest = losses[np.isfinite(losses)].max()
    top = next((t for t in (m * 10.0**e for e in range(-2, 11) for m in (1, 2, 5)) if t >= highest), 1e11)
    last = max(max(now.curve[-1, 0], now.reached) for now in snapshots)
    return next(m * 10**e for e in range(2, 6) for m in (1, 2, 5) if m * 10**e >= last), top
