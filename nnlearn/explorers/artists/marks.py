"""Markers that move with every frame, drawn in a quarter of matplotlib's time."""

from functools import lru_cache

import numpy as np
from matplotlib.artist import Artist
from matplotlib.colors import to_rgb
from matplotlib.markers import MarkerStyle
from matplotlib.path import Path
from matplotlib.transforms import Affine2D, IdentityTransform

from nnlearn.plots.style import PAPER


@lru_cache(maxsize=64)
def outline(marker, pixels):
    """Return the path of a marker of a size, with its middle at the origin, and whether it is filled."""
    style = MarkerStyle(marker)
    path = style.get_path().transformed(style.get_transform() + Affine2D().scale(pixels))
    return path, style.is_filled()


class Marks(Artist):
    """Markers in axes.

    Parameters
    ----------
    ax : matplotlib.axes.Axes
        Nothing is drawn outside of it, if `clip`.
    zorder : float, default 6
    clip : bool, default True

    Attributes
    ----------
    items : list of (points, marker, size, face, edge, width, strength)
        What is drawn, in this order: points an array (n, 2), none where it has NaN; a marker and its size in points, as
        for `ax.plot`; the colours of its inside, None for none, and of its rim; the rim's width in points; 0 to 1.

    Examples
    --------
    >>> from nnlearn.explorers.picture import Picture
    >>> picture = Picture(40, 20)
    >>> (marks,) = picture.moving(Marks(picture.axes("plane", 0, 0, 40, 20)))
    >>> marks.items = [mark([[0.5, 0.5]], "s", 8, "#0072B2")]
    >>> picture.pixels()[10, [5, 20], 2].tolist()
    [255, 178]
    """

    def __init__(self, ax, zorder=6, clip=True):
        super().__init__()
        self.ax, self.zorder, self.clip, self.items = ax, zorder, clip, []

    def draw(self, renderer):
        """Draw the markers."""
        if not self.get_visible() or not self.items:
            return
        graphics, still = renderer.new_gc(), IdentityTransform()
        if self.clip:
            graphics.set_clip_rectangle(self.ax.bbox)
        scale = renderer.points_to_pixels(1.0)
        for points, marker, size, face, edge, width, strength in self.items:
            spots = self.ax.transData.transform(points)
            spots = spots[np.isfinite(spots).all(axis=1) & (np.abs(spots).max(axis=1) < 1e4)]
            if not len(spots):
                continue
            path, filled = outline(marker, size * scale)
            graphics.set_foreground(to_rgb(edge), isRGBA=False)
            graphics.set_linewidth(width)
            graphics.set_alpha(strength)
            inside = to_rgb(face) if face is not None and filled else None
            renderer.draw_markers(graphics, path, still, Path(spots), still, inside)
        graphics.restore()


def mark(points, marker, size, face=None, edge=PAPER, width=0.8, strength=1.0):
    """Return an item of `Marks`.

    Examples
    --------
    >>> mark([[0, 1]], "o", 8)[1:]
    ('o', 8, None, '#FFFFFF', 0.8, 1.0)
    """
    return np.asarray(points, float).reshape(-1, 2), marker, size, face, edge, width, strength
