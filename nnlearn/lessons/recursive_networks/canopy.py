"""The left side of the tree explorer: words in a row, and above them the operators that have merged."""

from functools import lru_cache

import numpy as np
from matplotlib.collections import LineCollection, PolyCollection

from nnlearn.explorers.artists.marks import Marks, mark
from nnlearn.explorers.labels import Labels
from nnlearn.explorers.pixels import Images, colours, greys
from nnlearn.lessons.recursive_networks import forest
from nnlearn.lessons.recursive_networks.pictures import digits
from nnlearn.lessons.recursive_networks.replays import stored_pictures
from nnlearn.plots.style import BLUE, FAINT, INK, ORANGE, PAPER, SMALL, VERMILION

PLACE = (10, 92, 400, 352)  # left, top, width and height in pixels
WIDE, HIGH, STRIP = 44, 32, 11  # pixels of a tile at most, and of the strip of its numbers
COLUMN, LEVEL = 66, 80  # pixels from word to word and from height to height, at most
ROOM = PLACE[2] - 8  # for the columns
GROUND = PLACE[3] - 22  # middle of the lowest tiles
READY = "#CFE6F5"  # an operator that can merge now


def places(view):
    """Return the middle of each word's tile, by place: as far right as in the sentence, as high as in the tree."""
    number = len(view.state.words)
    column = min(ROOM / number, COLUMN)
    most = forest.grown(view.state.words, forest.merged_whole(view.state.words, view.state.merged)).values()
    level = min(LEVEL, (GROUND - HIGH / 2 - 4) / max(1, *(part.height for part in most)))
    left = PLACE[2] / 2 - column * (number - 1) / 2
    return {
        k: (left + k * column, GROUND - level * (view.parts[k].height if k in view.parts else 0)) for k in range(number)
    }


def tile(view, place, middle):
    """Return left, top, right and bottom of a tile; a picture needs more room."""
    wide = min(WIDE, ROOM / len(view.state.words) - 4)
    x, y = middle
    pictured = not isinstance(view.state.words[place], str)
    top = y + HIGH / 2 - STRIP - 4 - min(wide, 26) if pictured else y - HIGH / 2
    return x - wide / 2, top, x + wide / 2, y + HIGH / 2


def place_at(view, x, y):
    """Return the place of the word under the pointer, or None.

    Examples
    --------
    >>> from nnlearn.lessons.recursive_networks.view import State, view_of
    >>> view = view_of(State())
    >>> [place_at(view, *middle) for middle in places(view).values()], place_at(view, 1, 1)
    ([0, 1, 2, 3, 4, 5], None)
    """
    for place, middle in places(view).items():
        left, top, right, bottom = tile(view, place, middle)
        if left - 2 <= x <= right + 2 and top - 2 <= y <= bottom + 2:
            return place
    return None


class Canopy:
    """The axes "tree".

    Parameters
    ----------
    picture : nnlearn.explorers.picture.Picture
    """

    def __init__(self, picture):
        self.ax = ax = picture.axes("tree", *PLACE)
        ax.set_axis_off()
        ax.set(xlim=(0, PLACE[2]), ylim=(PLACE[3], 0))

        def added(collection):
            ax.add_collection(collection, autolim=False)
            return picture.moving(collection)[0]

        self.edges = added(LineCollection([], capstyle="round", zorder=1))
        self.tiles = added(PolyCollection([], lw=1, zorder=2))
        self.true = added(LineCollection([], colors=ORANGE, lw=2.4, zorder=4))
        self.false = added(LineCollection([], colors=BLUE, lw=2, ls=(0, (2.5, 1.5)), zorder=4))
        self.chosen = added(LineCollection([], colors=INK, lw=1.2, zorder=4))
        self.strips, self.crosses, self.names = picture.moving(
            Images(ax.transData, origin="upper"), Marks(ax, 6, clip=False), Labels(ax.transData, SMALL, zorder=5)
        )
        self.strips.zorder = 3

    def draw(self, view):
        """Move it to a view."""
        middles, words = places(view), view.state.words
        boxes = {k: tile(view, k, middle) for k, middle in middles.items()}
        self._draw_edges(view, middles)
        self.tiles.set_verts([_corners(*box) for box in boxes.values()])
        ready = [forest.mergeable(words, view.state.merged, k) for k in boxes]
        self.tiles.set(
            facecolors=[READY if fit else PAPER for fit in ready], edgecolors=[INK if fit else FAINT for fit in ready]
        )
        for rings, said in ((self.true, True), (self.false, False)):
            rings.set_segments([_ring(*boxes[k]) for k in view.parts if (view.chances[k] > 0.5) == said])
        left, top, right, bottom = boxes[view.state.selected]
        self.chosen.set_segments([_ring(left - 3, top - 3, right + 3, bottom + 3)])
        wrong = [boxes[k] for k in view.parts if (view.chances[k] > 0.5) != view.truth[k]]
        self.crosses.items = [mark([(box[2] - 1, box[1] + 1) for box in wrong], "x", 9, None, VERMILION, 2.4)]
        self._draw_inside(view, boxes)

    def _draw_edges(self, view, middles):
        """Draw a line from each part to its children, thick where what was flipped or pushed has moved it."""
        moved = dict(zip(view.above, view.left, strict=True))
        start = view.state.selected if view.state.push else view.state.flipped
        way, ends, widths = {start, *view.above}, [], []
        for k, part in view.parts.items():
            for child in (part.left, part.right):
                if child >= 0:
                    ends.append([middles[k], middles[child]])
                    widths.append(1.2 + 5 * min(moved.get(k, 0.0), 1.2) * (child in way))
        self.edges.set_segments(ends)
        self.edges.set(linewidths=widths, colors=[INK if width > 1.3 else FAINT for width in widths])

    def _draw_inside(self, view, boxes):
        """Draw the numbers of each part as a strip of colours, and its word or picture above."""
        names, images = [], []
        for k, (left, top, right, bottom) in boxes.items():
            word, wide = view.state.words[k], right - left - 4
            if k in view.parts:
                rgba = colours(np.clip(view.vectors[k], -1, 1).reshape(2 if view.state.size > 2 else 1, -1), 1.0)
                images.append((rgba, left + 2, bottom - STRIP - 2, wide, STRIP))
            if not isinstance(word, str):
                side = min(wide, bottom - top - STRIP - 4)
                images.append((shown(word), (left + right - side) / 2, top + 2, side, side))
            else:
                names.append((word, ((left + right) / 2, top + 10 if k in view.parts else (top + bottom) / 2)))
        self.strips.images = images
        self.names.put(names)


@lru_cache(maxsize=64)
def shown(number):
    """Return a stored picture as an image, dark where there is ink.

    Examples
    --------
    >>> shown(0).shape
    (8, 8, 4)
    """
    return greys(1 - digits()[0][stored_pictures()[number]].reshape(8, 8))


def _corners(left, top, right, bottom):
    return [(left, top), (right, top), (right, bottom), (left, bottom)]


def _ring(left, top, right, bottom):
    corners = _corners(left, top, right, bottom)
    return [*corners, corners[0]]
