"""The picture of the tree explorer: the sentence that is lifted into a tree, and the plane of its nodes' vectors."""

import numpy as np
from matplotlib.lines import Line2D

from nnlearn.explorers.artists.marks import Marks, mark
from nnlearn.explorers.artists.trails import Trails
from nnlearn.explorers.colour_bar import ColourBar
from nnlearn.lessons.recursive_networks import words
from nnlearn.lessons.recursive_networks.canopy import Canopy
from nnlearn.plots.style import BLUE, DIVERGING, INK, ORANGE, PAPER, SMALL, TEXT

WIDTH, HEIGHT = 640, 470
PLANE = (456, 130, 172, 172)  # left, top, width and height in pixels
BAR = (86, 454, 90)
LOOKS = {False: ("o", BLUE), True: ("s", ORANGE)}  # of nodes, by their truth
LIMIT = {1: 1.3, 2: 1.3, 16: 4.4}  # of the plane, by the size of a vector
LEVELS = (-0.7, 8.7)  # of its heights, with one number
NEAR = 9  # pixels from a mark that still count as on it


class Scene:
    """All axes and artists of the explorer.

    Parameters
    ----------
    picture : nnlearn.explorers.picture.Picture
    """

    def __init__(self, picture):
        self.picture, self.size = picture, None
        self.title, self.sentence, self.answer, self.rivals = (
            picture.words(14, 8, TEXT, "bold"), picture.words(14, 29, TEXT), picture.words(14, 50, SMALL),
            picture.words(14, 70, SMALL),
        )  # fmt: skip
        self.canopy = Canopy(picture)
        self.plane = ax = picture.axes("plane", *PLANE)
        self.marks, self.own = picture.moving(Marks(ax, 4), Marks(ax, 6))
        (self.trails,) = picture.moving(Trails(ax, 5))
        self.about = picture.words(PLANE[0] - 38, 342, SMALL)
        self.head = picture.words(PLANE[0] - 38, 90, SMALL)
        handles = [Line2D([], [], marker=marker, color=colour, ls="", ms=6) for marker, colour in LOOKS.values()]
        picture.fig.legend(
            handles, ["false", "true"], loc="upper left", ncols=2, fontsize=SMALL, labelcolor=INK, frameon=False,
            bbox_to_anchor=((PLANE[0] - 4) / WIDTH, 1 - 108 / HEIGHT), handlelength=0.8, handletextpad=0.3,
            columnspacing=1.2, borderpad=0, borderaxespad=0,
        )  # fmt: skip
        self.bar = ColourBar(picture, *BAR, DIVERGING, "number −1", "+1")
        picture.words(224, 452, SMALL).say("ring: what is read there; dashed: false; ×: wrong")

    def draw(self, view):
        """Move everything to a view."""
        self.title.say(words.title(view))
        self.sentence.say(words.sentence(view))
        self.answer.say(words.answer(view))
        self.rivals.say(words.rivals(view))
        self.about.say(words.about(view))
        self.head.say("inner nodes of 40 other trees")
        self.canopy.draw(view)
        self._draw_plane(view)

    def _draw_plane(self, view):
        size, limit = view.state.size, LIMIT[view.state.size]
        if size != self.size:
            low, high = LEVELS if size == 1 else (-limit, limit)
            ticks = (-4, 0, 4) if size > 2 else (-1, 0, 1)
            self.plane.set(xlim=(-limit, limit), ylim=(low, high), xticks=ticks)
            self.plane.set_yticks((0, 2, 4, 6, 8) if size == 1 else ticks)
            names = {1: ("the number", "height"), 2: ("first number", "second number")}
            across, up = names.get(size, ("from heap to heap", "another direction"))
            self.plane.set_xlabel(across, labelpad=0)
            self.plane.set_ylabel(up, labelpad=0)
            self.plane.yaxis.set_label_coords(-0.13, 0.5)
            self.size = size
            self.picture.redraw()
        looks = LOOKS.items()
        self.marks.items = [
            mark(view.spots[view.heaps.truth == truth], marker, 4, colour, PAPER, 0.2, 0.6)
            for truth, (marker, colour) in looks
        ]
        own = []
        for k in view.parts:
            marker, colour = LOOKS[view.truth[k]]
            own.append(mark(spot_of(view, k), marker, 9, colour, INK, 1.1))
        if view.state.selected in view.parts:
            own.append(mark(spot_of(view, view.state.selected), "o", 15, None, INK, 1.2))
        self.own.items = own
        moved = [view.state.selected, *view.above] if view.state.push else view.above
        ways = [np.array([spot_of(view, k, view.before), spot_of(view, k)]) for k in moved]
        self.trails.lines = [(way, INK, 1.6, 1.0, "-") for way in ways]


def spot_of(view, place, vectors=None):
    """Return where a part is drawn in the plane: at its edge, if it lies outside.

    Examples
    --------
    >>> from nnlearn.lessons.recursive_networks.view import State, view_of
    >>> x, y = spot_of(view_of(State()), 0)
    >>> abs(x) <= 1.3 and abs(y) <= 1.3
    True
    """
    size = view.state.size
    x, y = view.place_of(place, (vectors or view.vectors)[place])
    low, high = LEVELS if size == 1 else (-LIMIT[size], LIMIT[size])
    return float(np.clip(x, -LIMIT[size], LIMIT[size])), float(np.clip(y, low, high))


def near(view, x, y):
    """Return the part of the tree at a place in the plane, or None, and the node of another tree there, or None."""
    size = view.state.size
    low, high = LEVELS if size == 1 else (-LIMIT[size], LIMIT[size])
    scale = np.array([PLANE[2] / (2 * LIMIT[size]), PLANE[3] / (high - low)])

    def nearest(spots):
        far = np.linalg.norm((np.asarray(spots, float).reshape(-1, 2) - [x, y]) * scale, axis=1)
        return int(far.argmin()) if len(far) and far.min() <= NEAR else None

    places = [view.state.selected, *reversed(view.parts)] if view.state.selected in view.parts else [*view.parts][::-1]
    own = nearest([spot_of(view, place) for place in places])
    return None if own is None else places[own], nearest(view.spots)
