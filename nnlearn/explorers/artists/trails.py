"""Paths that change with every frame: many short pieces, each fainter or stronger, in a tenth of matplotlib's time."""

from itertools import pairwise

import numpy as np
from matplotlib.artist import Artist
from matplotlib.colors import to_rgb
from matplotlib.path import Path
from matplotlib.transforms import IdentityTransform

SHADES = 8  # strengths that are told apart: neighbouring pieces of one strength are drawn as one
FAR = 1e4  # pixels: what lies farther away is drawn there


class Trails(Artist):
    """Polylines in axes, each of one colour and width, strong in some places and faint in others.

    Parameters
    ----------
    ax : matplotlib.axes.Axes
        Nothing is drawn outside of it. Its scales may be logarithmic.
    zorder : float, default 4

    Attributes
    ----------
    lines : list of (points, colour, width, strength, kind)
        What is drawn, in this order: points an array (n, 2), broken where it has NaN; the width in points; the strength
        0 to 1, a number or an array (n - 1,), one for each piece; the kind "-", "--" or ":".

    Examples
    --------
    >>> from nnlearn.explorers.picture import Picture
    >>> picture = Picture(40, 20)
    >>> (trails,) = picture.moving(Trails(picture.axes("plane", 0, 0, 40, 20)))
    >>> trails.lines = [(np.array([[0, 0.5], [0.5, 0.5], [1, 0.5]]), "#000000", 4, np.array([1.0, 0.25]), "-")]
    >>> strong, faint = picture.pixels()[10, [10, 30], 0].tolist()
    >>> strong < 20, 170 < faint < 210
    (True, True)
    """

    def __init__(self, ax, zorder=4):
        super().__init__()
        self.ax, self.zorder, self.lines = ax, zorder, []

    def draw(self, renderer):
        """Draw the pieces."""
        if not self.get_visible():
            return
        graphics = renderer.new_gc()
        graphics.set_clip_rectangle(self.ax.bbox)
        graphics.set_joinstyle("round")
        for points, colour, width, strength, kind in self.lines:
            if len(points) < 2:
                continue
            spots = self.ax.transData.transform(points)
            spots = np.clip(spots, -FAR, FAR, out=spots)
            graphics.set_foreground(to_rgb(colour), isRGBA=False)
            graphics.set_linewidth(width)
            dots = {"--": [4 * width, 2.2 * width], ":": [1.2 * width, 1.8 * width]}.get(kind)
            graphics.set_dashes(0, dots)
            for first, last, shade in pieces(strength, len(points) - 1):
                graphics.set_alpha(shade)
                renderer.draw_path(graphics, Path(spots[first : last + 1]), IdentityTransform())
        graphics.restore()


def pieces(strength, count):
    """Return (first point, last point, strength) of the stretches of one strength; none of strength 0.

    Examples
    --------
    >>> pieces(np.array([0.0, 1.0, 1.0, 0.5]), 4)
    [(1, 3, 1.0), (3, 4, 0.5)]
    """
    if np.ndim(strength) == 0:
        return [(0, count, float(strength))] if strength > 0 else []
    steps = np.ceil(np.asarray(strength) * SHADES).astype(int)
    cuts = [0, *(np.flatnonzero(np.diff(steps)) + 1).tolist(), count]
    return [(first, last, float(steps[first] / SHADES)) for first, last in pairwise(cuts) if steps[first] > 0]
