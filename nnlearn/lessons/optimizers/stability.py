"""The map of what momentum leaves of the loss, for each learning rate and momentum, and a ring at the chosen pair."""

import numpy as np
from matplotlib import colormaps
from matplotlib.patches import Rectangle

from nnlearn.explorers.colour_bar import HEIGHT, ColourBar
from nnlearn.explorers.pixels import Images
from nnlearn.lessons.optimizers.race import MAP_STEPS, MOMENTA, RATES
from nnlearn.plots.style import INK, PAPER, SMALL, VALUES, VERMILION

BAR, GREW = [436, 465, 80, HEIGHT], (556, 465)  # its colour bar, and the grey square beside it
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
        ColourBar(picture, *BAR[:3], VALUES, "1e−8", "all")
        grey = {"facecolor": np.divide(GREY, 255), "transform": picture.page}
        picture.fig.add_artist(Rectangle(GREW, HEIGHT, HEIGHT, **grey))
        note = {"size": SMALL, "color": INK, "transform": picture.page}
        picture.fig.text(GREW[0] + 16, GREW[1] + HEIGHT / 2, "it grew", va="center_baseline", **note)
        picture.fig.text(372, 264, f"momentum: loss left after {MAP_STEPS} steps", va="top", **note)
        (self.cells,) = picture.moving(Images(ax.transData, origin="lower"))
        ring = {"linestyle": "", "marker": "o", "markerfacecolor": "none", "clip_on": False, "ms": 10}
        self.rings = picture.moving(
            ax.plot([], [], mew=3.5, mec=PAPER, zorder=3, **ring)[0],
            ax.plot([], [], mew=1.8, mec=VERMILION, zorder=3.1, **ring)[0],
        )
        self._gained = None

    def show(self, gained, lr, momentum):
        """Show a map (see `race.momentum_map`), and the chosen pair."""
        if gained is not self._gained:
            self._gained = gained
            rgba = colormaps[VALUES]((np.nan_to_num(gained) + 8) / 8, bytes=True)
            rgba[np.isnan(gained)] = GREY
            self.cells.images = [(rgba, *PLACE)]
        for ring in self.rings:
            ring.set_data([lr], [momentum])


def setting(event):
    """Return learning rate and momentum at a place of the map."""
    lr, momentum = np.clip((event["x"], event["y"]), (0.01, 0.0), (1.0, 0.99))
    return round(float(lr), 2), round(float(momentum), 2)
