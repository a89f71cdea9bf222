"""A colour bar for the pictures of explorers: what the colours mean stands in the picture, in full screen too."""

import numpy as np
from matplotlib import colormaps

from nnlearn.explorers.labels import Labels
from nnlearn.plots.style import INK, SMALL

HEIGHT, GAP = 10, 5  # pixels of the page


class ColourBar:
    """A strip of a map's colours with a few words on its left and right, in one line.

    Parameters
    ----------
    picture : nnlearn.explorers.picture.Picture
    left, top, width : int
        Of the strip, in pixels of the page; the words stand outside of it.
    colours : str or matplotlib.colors.Colormap
        The map of the picture.
    low, high : str
        What its two ends mean, such as "weight -2" and "+2".

    Attributes
    ----------
    place : list of int
        Left, top, width and height: for `Explorer.prints`, if the map is there too.

    Examples
    --------
    >>> from nnlearn.explorers.picture import Picture
    >>> bar = ColourBar(Picture(300, 40), 100, 10, 80, "viridis", "loss 0.1", "2.4")
    >>> bar.say("loss 0.0", "1.7")
    >>> bar.place
    [100, 10, 80, 10]
    >>> bar.show(False)
    """

    def __init__(self, picture, left, top, width, colours, low="", high=""):
        self.place = [left, top, width, HEIGHT]
        share = (left / picture.width, 1 - (top + HEIGHT) / picture.height)
        self._strip = ax = picture.fig.add_axes((*share, width / picture.width, HEIGHT / picture.height))
        ax.imshow(colormaps.get_cmap(colours)(np.linspace(0, 1, 256))[None], aspect="auto")
        ax.set(xticks=[], yticks=[])
        for edge in ax.spines.values():
            edge.set(color=INK, linewidth=0.6)
        self._low, self._high = picture.moving(
            Labels(picture.page, SMALL, across=1, place=(left - GAP, top + HEIGHT / 2)),
            Labels(picture.page, SMALL, across=0, place=(left + width + GAP, top + HEIGHT / 2)),
        )
        self.say(low, high)

    def show(self, visible):
        """Show it or not, where several share a place; then the picture needs a `redraw`."""
        for artist in (self._strip, self._low, self._high):
            artist.set_visible(visible)

    def say(self, low, high):
        """Name the ends, if they change with the picture."""
        self._low.say(low)
        self._high.say(high)
