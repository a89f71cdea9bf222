"""The playground's picture: the network with a map in every unit, a large picture on the right, the losses below it."""

from functools import lru_cache

import numpy as np

from nnlearn.explorers.labels import Labels
from nnlearn.explorers.pixels import Images, colours
from nnlearn.lessons.playground import captions, layout, surface, words
from nnlearn.lessons.playground.data import EXTENT, FEATURES, inputs
from nnlearn.lessons.playground.landscape_picture import LandscapePicture
from nnlearn.lessons.playground.measure import CELLS
from nnlearn.lessons.playground.network_picture import NetworkPicture
from nnlearn.lessons.playground.options import PANELS
from nnlearn.lessons.playground.plane_picture import PlanePicture, loss_limits
from nnlearn.plots.plane import grid
from nnlearn.plots.style import INK, SMALL, TEXT

SHARP = 2 * layout.SIDE  # pixels of a large picture at rest, if its border must be sharp
BAR_LEFT = layout.PLANE_LEFT + (layout.SIDE - layout.BAR_WIDTH) // 2
BAR = (BAR_LEFT, layout.BAR_Y, layout.BAR_WIDTH, 10)
LINES_BAR = (*layout.LINES_BAR[:2], layout.LINES_BAR[2], 10)


class Scene:
    """All artists of the picture."""

    def __init__(self, picture):
        self.picture, self.network = picture, NetworkPicture(picture)
        self.right = PlanePicture(picture, layout.PLANE_LEFT, ("plane", "loss"))
        self.left = PlanePicture(picture, layout.SECOND_LEFT, ("second plane", "second loss"))
        self.landscape = LandscapePicture(picture)
        self.tabs = picture.axes("tabs", layout.PLANE_LEFT, layout.TABS_Y, layout.SIDE, 18)
        self.tabs.set(xlim=(0, layout.SIDE), ylim=(18, 0))
        self.tabs.set_axis_off()
        self.maps = Images(picture.page, smooth=True, origin="lower")
        picture.fig.add_artist(self.maps)
        picture.moving(self.maps)
        self.title, self.settings = picture.words(10, 8, TEXT, "bold"), picture.words(10, 27, SMALL)
        self.tab, self.others = (
            picture.moving(Labels(picture.page, SMALL, weight=weight, colour=colour, across=0, up=0))[0]
            for weight, colour in (("bold", INK), ("normal", INK))
        )
        self.low, self.high, self.line_low, self.line_high = (
            picture.moving(Labels(picture.page, SMALL, across=across, place=(x, y + 5)))[0]
            for (x, y, *_), across in zip(
                (_left(BAR), _right(BAR), _left(LINES_BAR), _right(LINES_BAR)), (1, 0, 1, 0), strict=True
            )
        )
        self.legend, self.facts = (
            picture.words(x, y, SMALL) for x, y in ((layout.PLANE_LEFT, layout.LEGEND_Y), (10, layout.WORDS_Y))
        )
        self.second_name = picture.words(layout.SECOND_LEFT, layout.TABS_Y, SMALL, "bold")
        self.second_facts = picture.words(layout.SECOND_LEFT, layout.BAR_Y - 3, SMALL)

    def draw(self, view):
        """Move everything to a frame."""
        two, mountain = view.pair is not None, view.mountain
        self.network.show(not two)
        self.left.show(two, two)
        self.right.show(not mountain, True)
        self.landscape.show(mountain)
        limits = loss_limits(view.now, *([view.second] if two else []))
        self.right.draw(view, limits)
        self.network.draw(view)
        images = [] if two else [*unit_maps(view, self.network), (surface.strip(surface.TABLE), *LINES_BAR)]
        if two:
            self.left.draw(view.pair, limits)
            images.append((large_map(view.pair), *layout.plane(layout.SECOND_LEFT)))
        images += self._large(view, mountain)
        self.maps.images = images
        self._words(view, two)

    def _large(self, view, mountain):
        """Return the images of the large picture and its colour bar; name the ends of the bar."""
        if mountain:
            levels, low, high = self.landscape.draw(view.now.landscape)
            image, table = surface.heat(levels, layout.SIDE), surface.HEAT
            ends = captions.losses(low, high)
        else:
            image, table = large_map(view), surface.PALE
            ends = captions.ends(view)
        self.low.say(ends[0])
        self.high.say(ends[1])
        return [(image, *layout.plane(layout.PLANE_LEFT)), (surface.strip(table), *BAR)]

    def _words(self, view, two):
        self.title.say(words.title(view))
        self.settings.say(words.settings(view))
        chosen = "chosen unit" if view.peek else view.state.panel
        places = [(captions.TABS[name], (layout.PLANE_LEFT + x, layout.TABS_Y)) for name, x in tab_places().items()]
        self.tab.put([place for name, place in zip(PANELS, places, strict=True) if name == chosen])
        self.others.put([place for name, place in zip(PANELS, places, strict=True) if name != chosen])
        self.legend.say(captions.legend(view))
        self.facts.say("" if two else captions.facts(view))
        self.line_low.say("" if two else captions.lines(view, -1))
        self.line_high.say("" if two else captions.lines(view, 1))
        self.second_name.say(captions.second_name(view) if two else "")
        self.second_facts.say(captions.second_facts(view) if two else "")


def _left(bar):
    return bar[0] - 5, bar[1]


def _right(bar):
    return bar[0] + bar[2] + 5, bar[1]


def tab_places():
    """Return how far from the left the name of each large picture stands."""
    return dict(zip(PANELS, (0, 56, 98, 186), strict=True))


def tab_at(x):
    """Return the large picture whose name stands at a place in the axes "tabs".

    Examples
    --------
    >>> tab_at(10), tab_at(120)
    ('output', 'landscape')
    """
    return [name for name, left in tab_places().items() if left <= max(x, 0)][-1]


def unit_maps(view, network):
    """Return the map of each unit as an image at its place: (RGBA, left, top, width, height)."""
    state, side, found = view.state, network.layout.side, []
    layers = [feature_maps(), *view.now.maps[1:]]
    for k, (places, maps) in enumerate(zip(network.layout.places, layers, strict=True)):
        for unit, ((x, y), values) in enumerate(zip(places, maps, strict=True)):
            limit = 1.0 if k == len(layers) - 1 else largest(values)
            strength = 1.0 if k or list(FEATURES)[unit] in state.features else 0.25
            left, top = round(layout.LEFT + x - side / 2), round(layout.TOP + y - side / 2)
            shown = np.sign(values) * limit if state.discrete else values
            found.append((colours(shown, limit, strength), left, top, side, side))
    return found


def large_map(view):
    """Return the image of the large picture: the output of the network, or of a unit."""
    values = view.surface(view.unit)
    limit = 1.0 if view.unit is None else view.limit(view.unit)
    return surface.image(
        values, limit, SHARP if view.fine and view.state.discrete else layout.SIDE, view.state.discrete
    )


def largest(values):
    """Return the largest size in a map, which gets the full colour."""
    return max(np.abs(values).max(), 1e-12)


@lru_cache(maxsize=1)
def feature_maps():
    """Return the map of every feature, whether or not it is used."""
    return inputs(grid(EXTENT, CELLS), list(FEATURES)).T.reshape(-1, CELLS, CELLS)
