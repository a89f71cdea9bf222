"""The playground's picture: the network with a map in every unit, its output in the plane, the losses, a panel."""

from functools import lru_cache

import numpy as np
from matplotlib import colormaps
from matplotlib.collections import LineCollection

from nnlearn.explorers.pixels import Images, colours
from nnlearn.lessons.playground import network_picture, words
from nnlearn.lessons.playground.data import EXTENT, FEATURES, inputs
from nnlearn.lessons.playground.measure import CELLS
from nnlearn.lessons.playground.network_picture import NetworkPicture
from nnlearn.lessons.playground.plane_picture import PLANE, PlanePicture
from nnlearn.plots.plane import grid
from nnlearn.plots.style import INK, RELIEF, SMALL, TEXT

WIDTH, HEIGHT = 640, 476
PANEL = (318, 384, 84, 84)  # left, top, width, height in pixels of the page


class Scene:
    """All artists of the picture."""

    def __init__(self, picture):
        self.network, self.plane = NetworkPicture(picture), PlanePicture(picture)
        picture.axes("panel", *PANEL).set(xlim=(-1, 1), ylim=(-1, 1))  # it only names the place for the pointer
        picture.fig.axes[-1].set_axis_off()
        self.maps = Images(picture.page, smooth=True, origin="lower")
        self.path = LineCollection([], colors=INK, linewidths=1.4, zorder=6)
        self.path.set_transform(picture.page)
        picture.fig.add_artist(self.path)
        picture.fig.add_artist(self.maps)
        picture.moving(self.maps, self.path)
        self.title, self.settings = picture.words(10, 8, TEXT, "bold"), picture.words(10, 26, SMALL)
        self.output, self.foot = picture.words(444, 44, SMALL), picture.words(10, 400, SMALL)

    def draw(self, view):
        """Move everything to a frame."""
        self.network.draw(view)
        self.plane.draw(view)
        self.maps.images = [*unit_maps(view, self.network), output_map(view), *panel_map(view)]
        self.path.set_segments(path(view.now.landscape))
        self.title.say(words.title(view))
        self.settings.say(words.settings(view))
        self.output.say(f"output; the pen draws: {view.state.pen}")
        self.foot.say(words.foot(view))


def unit_maps(view, network):
    """Return the map of each unit as an image at its place: (RGBA, left, top, width, height)."""
    state, side, found = view.state, network.side, []
    layers = [feature_maps(), *view.now.maps[1:]]
    for k, (places, maps) in enumerate(zip(network.places, layers, strict=True)):
        for unit, ((x, y), values) in enumerate(zip(places, maps, strict=True)):
            limit = 1.0 if k == len(layers) - 1 else largest(values)
            strength = 1.0 if k or list(FEATURES)[unit] in state.features else 0.25
            left, top = round(network_picture.LEFT + x - side / 2), round(network_picture.TOP + y - side / 2)
            found.append((colours(shaped(values, state), limit, strength), left, top, side, side))
    return found


def output_map(view):
    """Return the image of the network's output in the plane."""
    return colours(shaped(view.now.maps[-1][-1], view.state), 1.0, 0.75), *PLANE


def panel_map(view):
    """Return the panel's image, if it has one: the chosen unit's, the landscape, or the second run's output."""
    state = view.state
    if state.panel == "landscape":
        losses = np.log10(np.maximum(np.nan_to_num(view.now.landscape.losses, nan=1e9), 1e-6))
        low, high = losses.min(), min(losses.max(), losses.min() + 3)
        return [(colormaps[RELIEF](np.clip((losses - low) / max(high - low, 1e-9), 0, 1), bytes=True), *PANEL)]
    if state.panel == "second run":
        second = view.second
        return [(colours(shaped(second.maps[-1][-1], state), 1.0, 0.75), *PANEL)] if second else []
    layer, unit = state.unit
    values = view.now.maps[layer + 1][unit]
    return [(colours(shaped(values, state), largest(values)), *PANEL)]


def path(landscape):
    """Return the training's path over the landscape in the panel, with a cross at its end, as lines in pixels."""
    if landscape is None:
        return []
    left, top, width, height = PANEL
    places = np.clip(0.5 + landscape.path / (2 * landscape.reach), 0, 1) * (1, -1) + (0, 1)
    places = places * (width, height) + (left, top)
    cross = [places[-1] + np.array(ends) for ends in ([(-3, -3), (3, 3)], [(-3, 3), (3, -3)])]
    return [places, *cross] if len(places) > 1 else cross


def shaped(values, state):
    """Return a map, or, for yes or no only, its sign times its largest value."""
    return np.where(values > 0, 1.0, -1.0) * largest(values) if state.discrete else values


def largest(values):
    """Return the largest size in a map, which gets the full colour."""
    return max(np.abs(values).max(), 1e-12)


@lru_cache(maxsize=1)
def feature_maps():
    """Return the map of every feature, whether or not it is used."""
    return inputs(grid(EXTENT, CELLS), list(FEATURES)).T.reshape(-1, CELLS, CELLS)
