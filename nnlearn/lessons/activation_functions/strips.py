"""The two strips of the activation explorer, layer by layer: what is left of signal and nudge, and the units."""

import numpy as np
from matplotlib.colors import to_rgba

from nnlearn.explorers.colour_bar import ColourBar
from nnlearn.explorers.labels import Labels
from nnlearn.explorers.pixels import Images
from nnlearn.lessons.activation_functions.focus import SLOPES
from nnlearn.lessons.activation_functions.propagation import LAYERS, UNITS
from nnlearn.plots.style import BLUE, FAINT, GREEN, INK, PAPER, SMALL, VERMILION

LEFT, WIDTH = 56, 572  # of both strips, in pixels
ENDS = (-0.5, LAYERS + 0.5)  # their x: 0 is the input
LAYERS_TOP, LAYERS_HEIGHT = 346, 92
UNITS_TOP, UNITS_HEIGHT = 468, 64
FLOOR, CEILING = 1e-16, 1e10  # strengths drawn; those beyond lie on the edge
DEAD = np.multiply(to_rgba(VERMILION), 255).astype(np.uint8)


class Strips:
    """The artists of the strips, moved to each view.

    Parameters
    ----------
    picture : nnlearn.explorers.picture.Picture
        Gets the axes "layers" and "units".
    """

    def __init__(self, picture):
        self.layers = picture.axes("layers", LEFT, LAYERS_TOP, WIDTH, LAYERS_HEIGHT)
        self.units = picture.axes("units", LEFT, UNITS_TOP, WIDTH, UNITS_HEIGHT)
        self.layers.set(xlim=ENDS, ylim=(FLOOR / 30, CEILING * 30), yscale="log", xticks=())
        self.layers.set(yticks=(1e-15, 1e-10, 1e-5, 1, 1e5, 1e10))
        self.layers.minorticks_off()
        self.layers.axhline(1, color=FAINT, lw=0.6)
        self.units.set(xlim=ENDS, ylim=(UNITS, 0), yticks=())
        self.units.set_xticks([0, 1, 5, 10, 15, 20], ["input", "1", "5", "10", "15", "layer 20"])
        self.units.spines[:].set_visible(False)
        count, moving = np.arange(LAYERS + 1), picture.moving
        self.left, self.back = moving(
            self.layers.plot(count, count + 1, "o-", color=BLUE, ms=4, lw=1.6, zorder=3)[0],
            self.layers.plot(count, count + 1, "s--", color=GREEN, ms=4, lw=1.6, zorder=3)[0],
        )
        (self.cells,) = moving(Images(picture.page))
        self.chosen = moving(  # ink on paper: visible on every colour
            self.units.axvline(1, color=PAPER, lw=3.4, zorder=4),
            *(ax.axvline(1, color=INK, lw=1.4, ls=":", zorder=5) for ax in (self.layers, self.units)),
        )
        self._heads(picture)

    def _heads(self, picture):
        """Write what the strips show, with a sample of each colour."""
        ax = picture.axes("", 0, 320, 640, 18)
        ax.axis("off")
        ax.set(xlim=(0, 640), ylim=(18, 0))
        ax.plot([226, 252], [9, 9], "o-", color=BLUE, ms=4, lw=1.6)
        ax.plot([412, 438], [9, 9], "s--", color=GREEN, ms=4, lw=1.6)
        words = Labels(picture.page, SMALL, across=0)
        picture.moving(words)
        ColourBar(picture, 322, 451, 84, SLOPES, "mean slope 0", "1")
        mark = picture.axes("", 446, 450, 12, 12)
        mark.set(xticks=(), yticks=(), facecolor=VERMILION)
        mark.spines[:].set_visible(False)
        texts = (
            ("what is left, layer by layer:", 14, 329),
            ("signal, forward →", 260, 329),
            ("← sensitivity to a nudge", 446, 329),
            ("the 64 units of each layer:", 14, 456),
            ("dead: 0 for every input", 464, 456),
        )
        words.put([(text, (x, y)) for text, x, y in texts])

    def show(self, view):
        """Move everything to a view."""
        shown = np.clip([view.signal, view.sensitivity], FLOOR, CEILING)
        self.left.set_ydata(shown[0])
        self.back.set_ydata(shown[1])
        for line in self.chosen:
            line.set_xdata([view.state.layer] * 2)
        step = WIDTH / (LAYERS + 1)
        self.cells.images = [(cells(view), LEFT + step, UNITS_TOP, WIDTH - step, UNITS_HEIGHT)]


def cells(view):
    """Return the units as colours, (64, 20, 4) uint8: in each layer from the steepest, at the top, to the flattest."""
    order = view.order
    image = SLOPES(np.clip(np.take_along_axis(view.open, order, axis=1), 0, 1), bytes=True)
    image[np.take_along_axis(view.dead, order, axis=1)] = DEAD
    return image.transpose(1, 0, 2)
