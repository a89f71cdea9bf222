"""The map of what momentum leaves of the loss, for each learning rate and momentum, and a ring at the chosen pair."""

import numpy as np
from matplotlib import colormaps
from matplotlib.patches import Rectangle

from nnlearn.explorers.artists.marks import Marks, mark
from nnlearn.explorers.colour_bar import HEIGHT, ColourBar
from nnlearn.explorers.pixels import Images
from nnlearn.lessons.optimizers.race import MAP_STEPS, MOMENTA, RATES
from nnlearn.plots.style import INK, SMALL, VALUES, VERMILION

BAR, GREW = (436, 465, 80), (556, 465)  # left and top of its colour bar, with its width, and of the grey square
PLACE = (RATES[0] - 0.01, MOMENTA[-1] + 0.01, RATES[-1] - RATES[0] + 0.02, MOMENTA[0] - MOMENTA[-1] - 0.02)
GREY = (208, 208, 208, 255)


class StabilityMap:
    """Dark where momentum leaves nearly nothing of the loss, bright where it leaves most, grey where the loss grew.

    Parameters
    ----------
    picture : nnlearn.explorers.picture.Picture
    """

    def __init__(self, picture):
        ax = picture.axes("map", 412, 288, 214, 128)
        ax.set(xlabel="learning rate", ylabel="momentum", xlim=(0, 1.01), ylim=(-0.01, 0.99))
        ax.xaxis.set_label_coords(0.5, -0.19)
        ax.yaxis.set_label_coords(-0.19, 0.5)
        ColourBar(picture, *BAR, VALUES, "1e−8", "all")
        grey = {"facecolor": np.divide(GREY, 255), "transform": picture.page}
        picture.fig.add_artist(Rectangle(GREW, HEIGHT, HEIGHT, **grey))
        note = {"size": SMALL, "color": INK, "transform": picture.page}
        picture.fig.text(GREW[0] + 16, GREW[1] + HEIGHT / 2, "it grew", va="center_baseline", **note)
        picture.fig.text(372, 264, f"momentum: share left after {MAP_STEPS} steps", va="top", **note)
        (self.cells,) = picture.moving(Images(ax.transData, origin="lower"))
        (self.ring,) = picture.moving(Marks(ax, clip=False))
        self._gained = None

    def show(self, gained, lr, momentum):
        """Show a map (see `race.momentum_map`), and the chosen pair."""
        if gained is not self._gained:
            self._gained = gained
            rgba = colormaps[VALUES]((np.nan_to_num(gained) + 8) / 8, bytes=True)
            rgba[np.isnan(gained)] = GREY
            self.cells.images = [(rgba, *PLACE)]
        pair = [[lr, momentum]]
        self.ring.items = [mark(pair, "o", 10, width=3.5), mark(pair, "o", 10, edge=VERMILION, width=1.8)]


def setting(event):
    """Return learning rate and momentum at a place of the map."""
    lr, momentum = np.clip((event["x"], event["y"]), (0.01, 0.0), (1.0, 0.99))
    return round(float(lr), 2), round(float(momentum), 2)
