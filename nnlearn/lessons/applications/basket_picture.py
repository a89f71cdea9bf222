"""The picture of the basket explorer: a shelf of 54 things to tick, and four ranked lists below it."""

from functools import lru_cache

import numpy as np
from matplotlib.path import Path

from nnlearn.explorers.artists.marks import Marks, mark
from nnlearn.explorers.artists.trails import Trails
from nnlearn.explorers.labels import Labels, font
from nnlearn.explorers.pixels import Images
from nnlearn.lessons.applications import basket_words as words
from nnlearn.lessons.applications.basket_lists import FIRST, WAYS, shop
from nnlearn.plots.style import BLUE, FAINT, INK, PAPER, SMALL, TEXT, VERMILION

WIDTH, HEIGHT = 640, 456
SHELF = (0, 30, 640, 194)  # left, top, width, height
ROW, MARGIN, GAP, BOX = 21, 92, 28, 11  # pixels: a row of the shelf, its first thing, between two words, the box
LISTS, COLUMN, LINE, SHOWN = (0, 272, 640, 148), 156, 21, 7  # place, width of a list, height of an entry, entries
GREEN, GREY, PALE, WHITE = ((*c, 255) for c in ((184, 226, 208), (226, 226, 226), (205, 226, 241), (255, 255, 255)))
CHECK = Path(np.array([(-0.5, 0.0), (-0.12, -0.42), (0.6, 0.5)]))


@lru_cache(maxsize=1)
def shelf():
    """Return (name of each row, {code: (left, top, width)} of each thing): by the occasion in which it is likeliest.

    What is bought on any occasion comes first.

    Examples
    --------
    >>> names, places = shelf()
    >>> names[:3], len(places), places[30]
    (('anywhere', 'breakfast', 'pasta'), 54, (92, 0, 45))
    """
    store, *_ = shop()
    usual = store.tastes.min(axis=0)
    group = np.where(usual > usual.min(), 0, 1 + store.tastes.argmax(axis=0))
    places, face = {}, font(12, "normal")
    for row in range(len(store.occasions) + 1):
        own = np.flatnonzero(group == row)
        strength = usual[own] if row == 0 else store.tastes[row - 1, own]
        left = MARGIN
        for code in own[np.argsort(-strength, kind="stable")].tolist():
            width = round(face.getlength(store.things[code])) + BOX + 9
            places[code] = (left, ROW * row, width)
            left += width + GAP - BOX - 9
    return ("anywhere", *store.occasions), places


def thing_at(x, y):
    """Return the code of the thing at a place of the shelf, or None.

    Examples
    --------
    >>> thing_at(100, 10), thing_at(10, 10)
    (30, None)
    """
    for code, (left, top, width) in shelf()[1].items():
        if left - 4 <= x < left + width + 3 and top <= y < top + ROW:
            return code
    return None


def entry_at(view, x, y):
    """Return (way, code) of the entry of a list at a place, or None."""
    column, line = int((x - 14) // COLUMN), int(y // LINE)
    if not (0 <= column < len(WAYS) and 0 <= line < SHOWN and 0 <= (x - 14) % COLUMN < COLUMN - 12):
        return None
    way = WAYS[column]
    return (way, int(view.lists[way][line])) if way in view.lists else None


def neighbour(name, right, up):
    """Return the thing beside another one on the shelf, or in the row above or below it.

    Examples
    --------
    >>> neighbour("milk", 1, 0), neighbour("milk", -1, 0), neighbour("milk", 0, -1)
    ('bread', 'milk', 'rolls')
    """
    things, places = shop()[0].things, shelf()[1]
    left, top, width = places[things.index(name)]
    if up:
        row = [code for code, place in places.items() if place[1] == top - up * ROW]
        middle = left + width / 2
        nearest = min(row, key=lambda code: abs(places[code][0] + places[code][2] / 2 - middle), default=None)
        return name if nearest is None else things[nearest]
    row = [code for code, place in places.items() if place[1] == top]
    return things[row[min(max(row.index(things.index(name)) + right, 0), len(row) - 1)]]


class Scene:
    """All axes and artists of the explorer.

    Parameters
    ----------
    picture : nnlearn.explorers.picture.Picture
    """

    def __init__(self, picture):
        self.title = picture.words(14, 6, TEXT, "bold")
        names, places = shelf()
        things = shop()[0].things
        ax = self.shelf = picture.axes("shelf", *SHELF)
        ax.set(xlim=(0, SHELF[2]), ylim=(SHELF[3], 0))
        ax.set_axis_off()
        self.held, self.boxes, self.frames = Images(ax.transData), Marks(ax, clip=False), Trails(ax, zorder=7)
        self.words, self.rows = (Labels(ax.transData, SMALL, colour=c, across=0) for c in (INK, "#666666"))
        picture.moving(self.held, self.boxes, self.frames, self.words, self.rows)
        self.rows.put([(name, (14, ROW * (row + 0.5))) for row, name in enumerate(names)])
        self.words.put([(things[code], (x + BOX + 5, y + ROW / 2)) for code, (x, y, _) in places.items()])
        self.middles = {code: (x + BOX / 2, y + ROW / 2) for code, (x, y, _) in places.items()}
        ax = self.lists = picture.axes("lists", *LISTS)
        ax.set(xlim=(0, LISTS[2]), ylim=(LISTS[3], 0))
        ax.set_axis_off()
        self.bars, self.rings = Images(ax.transData), Trails(ax, zorder=3)
        self.entries, self.amounts = (Labels(ax.transData, SMALL, across=a) for a in (0, 1))
        self.heads = Labels(picture.page, TEXT, weight="bold", across=0, up=0)
        self.chances = Labels(picture.page, SMALL, across=0, up=0)
        self.ranks = Labels(picture.page, SMALL, weight="bold", colour="#A84300", across=0, up=0)
        picture.moving(self.bars, self.rings, self.entries, self.amounts, self.heads, self.chances, self.ranks)
        self.legend = picture.words(14, 440, SMALL)

    def draw(self, view):
        """Move everything to a view."""
        self.title.say(words.title(view))
        self.legend.say(words.legend(view))
        self._draw_shelf(view)
        self._draw_lists(view)

    def _draw_shelf(self, view):
        places, everything = shelf()[1], list(self.middles.values())
        inside = [self.middles[code] for code in view.held]
        self.held.images = [
            (np.array([[PALE]], np.uint8), x - 3, y + 2, width + 5, ROW - 4)
            for x, y, width in (places[code] for code in view.held)
        ]
        self.boxes.items = [mark(everything, "s", 7.2, PAPER, FAINT, 1.0)]
        if inside:
            self.boxes.items += [
                mark(inside, "s", 7.6, BLUE, BLUE, 1.0), mark(inside, CHECK, 5.0, None, PAPER, 1.6),
            ]  # fmt: skip
        here = places[view.names.index(view.state.at)]
        self.frames.lines = [(outline(*here), INK, 1.2, 1.0, ":")]
        if view.hidden >= 0:
            self.frames.lines.append((outline(*places[view.hidden]), VERMILION, 1.8, 1.0, "-"))

    def _draw_lists(self, view):
        bars, rings, entries, amounts, heads, chances, ranks = ([] for _ in range(7))
        for column, way in enumerate(WAYS):
            left = 14 + COLUMN * column
            heads.append((words.head(view, way), (left, 228)))
            chances.append((words.chance(view, way), (left, 248)))
            if way not in view.lists:
                continue
            ranks.append((words.rank(view, way), (left, 422)))
            shown = view.lists[way][:SHOWN]
            largest = max(float(view.scores[way][shown[0]]), 1e-12)
            for line, code in enumerate(shown.tolist()):
                y, share = LINE * (line + 0.5), float(view.scores[way][code]) / largest
                colour = GREEN if view.good(code) else GREY
                if (COLUMN - 12) * share >= 0.5:
                    bars.append(
                        (np.array([[colour]], np.uint8), left, LINE * line + 2, (COLUMN - 12) * share, LINE - 4)
                    )
                entries.append((f"{line + 1}  {view.names[code]}", (left + 3, y)))
                amounts.append((words.amount(view, way, code), (left + COLUMN - 15, y)))
                if code == view.hidden:
                    rings.append((outline(left + 3, LINE * line, COLUMN - 18), VERMILION, 1.8, 1.0, "-"))
            rings.append((np.array([(left, LINE * FIRST), (left + COLUMN - 12, LINE * FIRST)]), INK, 1.0, 1.0, "-"))
        self.bars.images, self.rings.lines = bars, rings
        for labels, items in (
            (self.entries, entries), (self.amounts, amounts), (self.heads, heads), (self.chances, chances),
            (self.ranks, ranks),
        ):  # fmt: skip
            labels.put(items)


def outline(left, top, width):
    """Return the corners of a frame around a word, the first again at the end."""
    a, b, c, d = left - 3, left + width + 3, top + 1, top + ROW - 1
    return np.array([(a, c), (b, c), (b, d), (a, d), (a, c)], float)
