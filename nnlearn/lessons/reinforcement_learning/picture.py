"""The picture of the quay explorer: the places with their values and arrows, and at the side how far it has got."""

import numpy as np
from matplotlib.path import Path

from nnlearn.explorers.artists.marks import Marks, mark
from nnlearn.explorers.artists.trails import Trails
from nnlearn.explorers.colour_bar import ColourBar
from nnlearn.explorers.labels import Labels
from nnlearn.explorers.pixels import Images, colours
from nnlearn.lessons.reinforcement_learning import words
from nnlearn.lessons.reinforcement_learning.state import COLUMNS, ROWS, SWEEPS
from nnlearn.lessons.reinforcement_learning.walks import LOOKS
from nnlearn.plots.numbers import fixed
from nnlearn.plots.style import BLUE, DIVERGING, FAINT, GREEN, INK, PAPER, SMALL, TEXT

WIDTH, HEIGHT = 640, 378
SIDE = 44  # pixels of a place
QUAY = (14, 76, SIDE * COLUMNS, SIDE * ROWS)  # left, top, width, height in pixels
CURVE = (474, 112, 140, 184)
LIMIT, STRENGTH = 10.0, 0.8  # the value with the strongest colour, and how strong
GREY, WALL = (226, 226, 226, 255), (84, 84, 84, 255)
MIDDLE = (0.5, 0.37)  # of an arrow in its place: the number stands below
LEAST_ERROR = 1e-6
PAYS = (1.0, 2.0, 5.0, 10.0)  # limits of the axis of what is paid
TURNS = ((0.0, -1.0), (1.0, 0.0), (0.0, 1.0), (-1.0, 0.0))  # right and down, of the four actions
_UP = np.array([(-0.16, -1), (0.16, -1), (0.16, 0.1), (0.62, 0.1), (0, 1), (-0.62, 0.1), (-0.16, 0.1), (-0.16, -1)])
_TIP = np.array([(-1, -0.6), (1, -0.6), (0, 0.6), (-1, -0.6)])


def _turned(shape):
    """Return a shape that points up as four paths that point up, right, down and left."""
    x, y = shape.T
    return [Path(np.column_stack(one), closed=True) for one in ((x, y), (y, -x), (-x, -y), (-y, x))]


ARROWS, TIPS = _turned(_UP), _turned(_TIP)


class Scene:
    """All axes and artists of the explorer.

    Parameters
    ----------
    picture : nnlearn.explorers.picture.Picture
    """

    def __init__(self, picture):
        self.picture, self._scale = picture, None
        self.title, self.line, self.second = (
            picture.words(14, 8, TEXT, "bold"), picture.words(14, 28, SMALL), picture.words(14, 47, SMALL),
        )  # fmt: skip
        ax = self.quay = picture.axes("quay", *QUAY)
        ax.set(xlim=(0, COLUMNS), ylim=(ROWS, 0))
        ax.set_axis_off()
        self.places, self.trail, self.marks = Images(ax.transData), Trails(ax, zorder=3), Marks(ax)
        self.values = Labels(ax.transData, SMALL)
        self.signs = Labels(ax.transData, TEXT, weight="bold")
        picture.moving(self.places, self.trail, self.marks, self.values, self.signs)
        self.chosen = picture.words(14, 304, SMALL)
        self.bar = ColourBar(picture, 150, 354, 120, DIVERGING, "value or reward −10", "+10")
        self.legend = picture.moving(Labels(picture.page, SMALL, across=0, place=(326, 359)))[0]
        self._curve(picture)

    def _curve(self, picture):
        self.errors, self.paid = picture.axes("errors", *CURVE), picture.axes("paid", *CURVE)
        self.errors.set(xlim=(0, SWEEPS), ylim=(LEAST_ERROR, 20), yscale="log", xlabel="sweeps k")
        self.errors.set_yticks([1e-6, 1e-4, 1e-2, 1], ["1e−6", "1e−4", "0.01", "1"])
        self.errors.minorticks_off()
        self.paid.set(xlim=(0, LOOKS[-1]), xlabel="steps")
        self.paid.set_xticks([0, 10_000, 20_000], ["0", "10,000", "20,000"])
        for ax in (self.errors, self.paid):
            ax.xaxis.labelpad = 1
        self.lines = {ax: (Trails(ax, zorder=3), Marks(ax, clip=False)) for ax in (self.errors, self.paid)}
        self.heads = picture.words(CURVE[0] - 44, 71, SMALL), picture.words(CURVE[0] - 44, 87, SMALL)
        for artists in self.lines.values():
            picture.moving(*artists)

    def draw(self, view):
        """Move everything to a view."""
        self.title.say(words.title(view))
        self.line.say(words.first(view))
        self.second.say(words.second(view))
        self.chosen.say(words.chosen(view))
        self._draw_quay(view)
        self._draw_curve(view)

    def _draw_quay(self, view):
        world, rows = view.world, view.state.rows
        shown = np.where(world.terminal, np.where(world.arrival > 0, LIMIT, -LIMIT), view.v)
        unseen = ~view.tried.any(axis=1) & ~world.terminal
        rgba = np.full((ROWS, COLUMNS, 4), WALL, np.uint8)
        rgba[tuple(world.places.T)] = colours(np.clip(shown, -LIMIT, LIMIT), LIMIT, STRENGTH)
        rgba[tuple(world.places[unseen].T)] = GREY
        self.places.images = [(rgba, 0, 0, COLUMNS, ROWS)]
        self.values.put(
            (fixed(view.v[s], 1), (c + 0.5, r + 0.83))
            for s, (r, c) in enumerate(world.places)
            if not world.terminal[s] and not unseen[s]
        )
        letters = [(letter, r, c) for r, row in enumerate(rows) for c, letter in enumerate(row)]
        (r, c), ends = world.places[world.start], [one for one in letters if one[0] in words.SIGNS]
        self.signs.put(
            [(words.SIGNS[letter], (c + 0.5, r + 0.68)) for letter, r, c in ends] + [("S", (c + 0.19, r + 0.22))]
        )
        middles = world.places[:, ::-1] + np.array(MIDDLE)
        spots = middles[list(view.trail if view.walk or view.arrived else ())]
        grid = [np.array([(x, 0), (x, ROWS)]) for x in range(1, COLUMNS)]
        grid += [np.array([(0, y), (COLUMNS, y)]) for y in range(1, ROWS)]
        self.trail.lines = [*((line, PAPER, 1.2, 1.0, "-") for line in grid), (spots, GREEN, 5, 0.6, "-")]
        self.marks.items = list(marks_of(view, middles))
        self.legend.say(words.legend(view))

    def _draw_curve(self, view):
        walks = view.walk is not None
        x, y = view.pay if walks else (np.arange(view.at + 1), view.errors)
        limit = next((one for one in PAYS if not walks or np.abs(y[x >= 500]).max(initial=0) <= one), PAYS[-1])
        if self._scale != (walks, limit):
            self._scale = walks, limit
            for ax in self.lines:
                ax.set_visible((ax is self.paid) == walks)
            self.paid.set(ylim=(-limit, limit), yticks=(-limit, 0, limit))
            self.paid.set_yticklabels([words.tick(one) for one in (-limit, 0, limit)])
            self.picture.redraw()
        for ax, (trails, marks) in self.lines.items():
            trails.set_visible(ax.get_visible())
            marks.set_visible(ax.get_visible())
        ax = self.paid if walks else self.errors
        low, high = ax.get_ylim()
        points = np.column_stack([x, np.clip(y, low, high)])
        trails, marks = self.lines[ax]
        if walks:
            trails.lines = [(np.array([(0, 0), (LOOKS[-1], 0)]), FAINT, 0.8, 1.0, "-"), (points, BLUE, 1.8, 1.0, "-")]
        else:
            sweeps = np.array([0.0, SWEEPS])
            bound = max(view.errors[0], LEAST_ERROR) * view.state.gamma**sweeps
            bound = np.column_stack([sweeps, bound])
            trails.lines = [(bound, FAINT, 1.6, 1.0, "--"), (points, BLUE, 2.2, 1.0, "-")]
        marks.items = [mark(points[-1:], "o", 7, BLUE)]
        for label, text in zip(self.heads, words.heads(view), strict=True):
            label.say(text)


def marks_of(view, middles):
    """Yield the marks on the quay: tips of actions never tried, arrows, goals, water, the chosen place, the walker."""
    world, several = view.world, view.arrows.sum(axis=1) > 1
    if view.walk:
        for a, (right, down) in enumerate(TURNS):
            spots = world.places[~view.tried[:, a] & ~world.terminal, ::-1] + 0.5
            yield mark(spots + np.array([right, down]) * 0.42, TIPS[a], 8, FAINT, PAPER, 0.5)
    for a, turn in enumerate(TURNS):
        yield mark(middles[view.arrows[:, a] & ~several], ARROWS[a], 16, INK, PAPER, 0.6)
        yield mark(middles[view.arrows[:, a] & several] + np.array(turn) * 0.15, ARROWS[a], 10, INK, PAPER, 0.6)
    goals = world.terminal & (world.arrival > 0)
    yield mark(middles[goals] - (0, 0.1), "*", 13, PAPER, INK, 1.0)
    for shift in (-0.06, 0.1):
        wave = middles[world.terminal & ~goals] + (0, shift - 0.12)
        yield mark(wave, WAVE, 22, None, PAPER, 1.6)
    r, c = view.state.chosen
    yield mark([(c + 0.5, r + 0.5)], "s", 30, None, INK, 1.8)
    robot = middles[view.trail[-1] if view.walk else view.trail[0]] + (0.33, -0.18)
    yield mark([robot], "s", 11, INK, PAPER, 1.0)
    yield mark(robot + np.array([(-0.05, -0.02), (0.06, -0.02)]), "o", 2.6, PAPER, PAPER, 0)


def _wave():
    x = np.linspace(-1, 1, 25)
    return Path(np.column_stack([x, 0.14 * np.sin(2 * np.pi * x)]))


WAVE = _wave()


def place_at(x, y):
    """Return the row and column at a spot of the quay.

    Examples
    --------
    >>> place_at(0.5, 4.9), place_at(9.0, -0.01)
    ((4, 0), (0, 8))
    """
    return int(np.clip(y, 0, ROWS - 1)), int(np.clip(x, 0, COLUMNS - 1))
