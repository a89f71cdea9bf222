"""The loss landscape in the playground's picture: contours of equal loss, and the path of this run."""

import numpy as np
from matplotlib.collections import LineCollection
from matplotlib.figure import Figure

from nnlearn.lessons.playground import layout, surface
from nnlearn.plots.numbers import significant
from nnlearn.plots.style import INK, PAPER

CONTOURS = 12


class LandscapePicture:
    """The loss around the weights of one step, over the two directions in which they moved most."""

    def __init__(self, picture):
        self.picture = picture
        self.ax = ax = picture.axes("", *layout.plane(layout.PLANE_LEFT))
        ax.set(xlim=(-1, 1), ylim=(-1, 1), xticks=[-1, 0, 1], yticks=[])
        ax.set(xlabel="1st main direction of the path", ylabel="2nd main direction")
        ax.xaxis.set_label_coords(0.5, -0.012)
        ax.yaxis.set_label_coords(-0.015, 0.5)
        ax.patch.set_alpha(0)
        self.contours = ax.add_collection(LineCollection([], colors=INK, linewidths=0.6, alpha=0.6, zorder=3))
        self.halo, self.path = (
            ax.add_collection(LineCollection([], colors=colour, linewidths=width, zorder=zorder))
            for colour, width, zorder in ((PAPER, 4.0, 4), (INK, 1.8, 5))
        )
        picture.moving(self.contours, self.halo, self.path)
        self._losses, self._reach, self._seen = None, None, True
        self.show(False)

    def show(self, seen):
        """Show it, or make room for the plane."""
        if seen == self._seen:
            return
        self._seen = seen
        self.ax.set_visible(seen)
        self.ax.set_label("landscape" if seen else "")  # what has no name is not reached by the pointer
        for artist in (self.contours, self.halo, self.path):
            artist.set_visible(seen)
        self.picture.redraw()

    def draw(self, landscape):
        """Move everything to a landscape; return its image's levels, and the losses at both ends of the colours."""
        losses, reach, path = landscape
        levels, low, high = surface.log_losses(losses)
        if self._losses is None or not np.array_equal(losses, self._losses, equal_nan=True):
            self._losses = losses
            self.contours.set_segments(contours(levels))
        if reach != self._reach:
            self._reach = reach
            self.ax.set_xticks([-1, 0, 1], [significant(-reach, 2), "", significant(reach, 2)])
            for label, across in zip(self.ax.get_xticklabels(), ("left", "center", "right"), strict=True):
                label.set_horizontalalignment(across)
            self.picture.redraw()
        places = np.clip(path / reach, -1, 1)
        cross = [places[-1] + 0.03 * np.array(ends) for ends in ([(-1, -1), (1, 1)], [(-1, 1), (1, -1)])]
        lines = [places, *cross] if len(places) > 1 else cross
        for collection in (self.halo, self.path):
            collection.set_segments(lines)
        return levels, low, high


def contours(levels):
    """Return the lines of equal level over the square from -1 to 1; levels are from 0 to 1.

    Examples
    --------
    >>> slope = np.tile(np.linspace(0, 1, 5), (5, 1))
    >>> len(contours(slope)) == CONTOURS, len(contours(np.zeros((5, 5))))
    (True, 0)
    """
    if np.ptp(levels) == 0:
        return []
    places = np.linspace(-1, 1, len(levels))
    drawn = Figure().add_subplot().contour(places, places, levels, np.linspace(0, 1, CONTOURS + 2)[1:-1])
    return [line for lines in drawn.allsegs for line in lines if len(line) > 1]
