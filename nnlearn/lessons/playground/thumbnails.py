"""The data sets as small pictures to click."""

import base64
from functools import lru_cache

import ipywidgets as widgets
import numpy as np
from matplotlib.colors import to_rgb

from nnlearn.explorers.controls import row
from nnlearn.explorers.png import quick_png
from nnlearn.lessons.playground.data import REACH, REGRESSION, SETS, points
from nnlearn.plots.style import COLOURS, DIVERGING

PIXELS, DOT = 60, 4  # of a picture, which the page shows at half this size; of a point in it
RULES = """<style>
.nnlearn-explorer .nnlearn-row.nnlearn-thumbs { gap: 2px; padding: 2px; }
.nnlearn-explorer .widget-button.nnlearn-thumb {
  width: 30px; height: 30px; padding: 0; font-size: 0; background-size: 100% 100%;
  border: 1px solid #8A8A8A; opacity: 0.75; }
.nnlearn-explorer .widget-button.nnlearn-thumb:hover { opacity: 1; }
.nnlearn-explorer .widget-button.nnlearn-thumb-chosen {
  opacity: 1; border: 1px solid #222; box-shadow: 0 0 0 2px #E69F00; }
[data-jp-theme-light="false"] .nnlearn-thumb { filter: invert(0.88) hue-rotate(180deg); }
IMAGES</style>"""


class Thumbnails:
    """A button with a picture for each data set.

    Parameters
    ----------
    act : callable(name)
        Called when one is clicked.

    Attributes
    ----------
    buttons : dict
        By the name of the data set.

    Examples
    --------
    >>> seen = []
    >>> thumbnails = Thumbnails(seen.append)
    >>> thumbnails.buttons["spiral"].click()
    >>> thumbnails.follow("circle")
    >>> seen, thumbnails.buttons["circle"].description
    (['spiral'], 'data: circle, chosen')
    """

    def __init__(self, act):
        self.buttons = {name: widgets.Button(description=f"data: {name}", tooltip=name) for name in SETS}
        for k, (name, button) in enumerate(self.buttons.items()):
            button.on_click(lambda _, name=name: act(name))
            button.add_class("nnlearn-thumb")
            button.add_class(f"nnlearn-thumb-{k}")
        self.chosen = None

    def row(self):
        """Return all of them in a row, with the pictures."""
        style = widgets.HTML(rules(), layout={"display": "none"})
        box = row([*self.buttons.values(), style])
        box.add_class("nnlearn-thumbs")
        return box

    def follow(self, name):
        """Mark the data set that is shown."""
        if name == self.chosen:
            return
        for one, mark in ((self.chosen, False), (name, True)):
            if one is not None:
                button = self.buttons[one]
                (button.add_class if mark else button.remove_class)("nnlearn-thumb-chosen")
                button.description = f"data: {one}{', chosen' * mark}"
        self.chosen = name


@lru_cache(maxsize=1)
def rules():
    """Return the style sheet that gives each button its picture."""
    packed = (base64.b64encode(picture(name)).decode() for name in SETS)
    images = (
        f'.nnlearn-thumb-{k} {{ background-image: url("data:image/png;base64,{png}"); }}'
        for k, png in enumerate(packed)
    )
    return RULES.replace("IMAGES", "\n".join(images))


def picture(name):
    """Return a data set as PNG, PIXELS x PIXELS."""
    p = points(name)
    shown = np.full((PIXELS, PIXELS, 3), 255, np.uint8)
    places = np.clip((p.x * (1, -1) / REACH + 1) / 2 * (PIXELS - DOT), 0, PIXELS - DOT).astype(int)
    if name in REGRESSION:
        colours = DIVERGING(0.5 + 0.5 * np.clip(p.y, -1, 1))[:, :3]
    else:
        colours = np.array([to_rgb(colour) for colour in COLOURS[:2]])[(p.y > 0.5).astype(int)]
    for (x, y), colour in zip(places, (255 * colours).astype(np.uint8), strict=True):
        shown[y : y + DOT, x : x + DOT] = colour
    if not len(p.x):  # a plus sign: draw your own
        arm, half = slice(PIXELS // 4, 3 * PIXELS // 4), slice(PIXELS // 2 - 2, PIXELS // 2 + 2)
        shown[arm, half] = shown[half, arm] = 90
    return quick_png(shown)
