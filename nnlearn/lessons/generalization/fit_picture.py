"""The left side of the gap explorer on the sine: points and fits, and below them the influence of the chosen point."""

import numpy as np
from matplotlib.collections import LineCollection, PolyCollection

from nnlearn.lessons.generalization import words
from nnlearn.lessons.generalization.least_squares import sine
from nnlearn.lessons.generalization.sine_fits import DRAWS, PLACES
from nnlearn.plots.style import BLUE, FAINT, INK, PAPER, PURPLE, SMALL

PLANE, INFLUENCE = (44, 92, 282, 204), (44, 324, 282, 76)  # left, top, width, height in pixels
MARGIN, REACH = 1.04, 2.6  # of the plane: x and y
BAND, PALE = "#FBE3B5", "#9DD2F1"  # opaque, which is drawn faster
COARSE = PLACES[::2]  # enough for pale lines
FAR = 50  # above this a fit has left the picture


class FitPicture:
    """The axes "sine" and "influence".

    Parameters
    ----------
    picture : nnlearn.explorers.picture.Picture
    """

    def __init__(self, picture):
        self.plane, self.strip = picture.axes("sine", *PLANE), picture.axes("influence", *INFLUENCE)
        self.plane.set(xlim=(-MARGIN, MARGIN), ylim=(-REACH, REACH), yticks=(-2, -1, 0, 1, 2))
        self.plane.tick_params(labelbottom=False)
        self.strip.set(xlim=(-MARGIN, MARGIN), ylim=(-1.15, 1.15), yticks=(-1, 0, 1), xlabel="x")
        self.strip.axhline(0, color="#C8C8C8", lw=0.8, zorder=1)
        self.head = picture.words(PLANE[0], 302, SMALL)

        def line(ax, colour, style="-", **more):
            return picture.moving(ax.plot([], [], color=colour, linestyle=style, **more)[0])[0]

        def added(collection):
            self.plane.add_collection(collection, autolim=False)
            return picture.moving(collection)[0]

        self.spread = added(PolyCollection([], facecolors=BAND, lw=0, zorder=1.5))
        self.others = added(LineCollection([], colors=PALE, lw=0.7, zorder=1.8))
        self.mean = line(self.plane, PURPLE, lw=2, zorder=2.5)
        self.truth = line(self.plane, INK, "--", lw=1.3, zorder=2.7)
        self.truth.set_data(PLACES, sine(PLACES))
        self.fit = line(self.plane, BLUE, lw=2.2, zorder=3)
        self.dots = line(self.plane, INK, "", marker="o", ms=5.5, mec=PAPER, mew=0.6, zorder=4)
        self.ring = line(self.plane, INK, "", marker="o", ms=12, mfc="none", mew=1.6, zorder=5)
        self.moves = line(self.strip, BLUE, lw=1.6, zorder=3)
        self.stick = line(self.strip, FAINT, lw=1, zorder=2)

    def show(self, visible):
        """Show it, or not."""
        artists = (self.spread, self.others, self.mean, self.truth, self.fit, self.dots, self.ring)
        for one in (self.plane, self.strip, self.head, *artists, self.moves, self.stick):
            one.set_visible(visible)

    def draw(self, view):
        """Move it to a view of the sine."""
        fits, j = view.fits, view.state.chosen
        self.spread.set_verts([between(PLACES, fits.mean - fits.spread, fits.mean + fits.spread)])
        lines = np.empty((len(DRAWS), len(COARSE), 2))
        lines[..., 0], lines[..., 1] = COARSE, np.clip(fits.others[:, ::2], -FAR, FAR)
        self.others.set_segments(lines)
        self.mean.set_data(PLACES, fits.mean)
        self.fit.set_data(PLACES, np.clip(fits.fit, -FAR, FAR))
        y = np.clip(fits.y, -REACH, REACH)
        self.dots.set_data(fits.x, y)
        self.ring.set_data(fits.x[[j]], y[[j]])
        self.moves.set_data(PLACES, np.clip(fits.influence[:, j], -FAR, FAR))
        self.stick.set_data(fits.x[[j, j]], (0, 1))
        self.head.say(words.influence_head(view))


def between(x, low, high):
    """Return the outline of a band.

    Examples
    --------
    >>> between(np.array([0, 1]), np.array([2, 3]), np.array([4, 5])).tolist()
    [[0, 2], [1, 3], [1, 5], [0, 4]]
    """
    return np.column_stack([np.concatenate([x, x[::-1]]), np.concatenate([low, high[::-1]])])
