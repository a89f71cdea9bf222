"""The attack explorer's picture: digit, change and changed digit; ten bars; the map of answers; two curves."""

import numpy as np
from matplotlib.collections import LineCollection

from nnlearn.explorers.artists.marks import Marks, mark
from nnlearn.explorers.artists.trails import Trails
from nnlearn.explorers.colour_bar import ColourBar
from nnlearn.explorers.labels import Labels
from nnlearn.explorers.pixels import Images, colours, greys
from nnlearn.lessons.adversarial_robustness import words
from nnlearn.lessons.adversarial_robustness.readers import COUNT, SIDE, SIZES, STEP
from nnlearn.lessons.adversarial_robustness.state import index
from nnlearn.lessons.boltzmann_machines.ring import edges_of_box
from nnlearn.plots.style import BLUE, DIVERGING, FAINT, GREEN, INK, PAPER, PURPLE, SMALL, TEXT, VERMILION

WIDTH, HEIGHT = 640, 490
SCENE = 232  # height of the upper half
TOP, SQUARE = 92, 112  # of the three digits
LEFTS = (14, 152, 290)  # the digit, the change, the changed digit
BARS = (436, 92, 19, 92)  # left, top, width of one of ten, height
MAP, CURVE = (64, 260, 6 * COUNT, 6 * COUNT), (348, 284, 272, 162)
STRONG = 0.5  # the change with the strongest colour
STRENGTH = 0.6  # of the map's colours
KINDS = {"tossed": (GREEN, "o", "--"), "chosen": (PURPLE, "s", "-")}
EDGE = STEP / 2


def box(number):
    """Return left, top, width, height of one of the three digits."""
    return LEFTS[number], TOP, SQUARE, SQUARE


def pixel_box(number, pixel):
    """Return left, top, width, height of a pixel in one of the three digits.

    Examples
    --------
    >>> pixel_box(1, 9)
    (166.0, 106.0, 14.0, 14.0)
    """
    (row, column), side = divmod(pixel, SIDE), SQUARE / SIDE
    return LEFTS[number] + side * column, TOP + side * row, side, side


def under(x, y):
    """Return what lies at a place of the upper half: ("pixel", number), ("bar", digit) or None.

    Examples
    --------
    >>> under(15, 93), under(291, 203), under(437, 93), under(0, 0)
    (('pixel', 0), ('pixel', 56), ('bar', 0), None)
    """
    for left in LEFTS:
        row, column = (int((one - start) * SIDE // SQUARE) for one, start in ((y, TOP), (x, left)))
        if 0 <= row < SIDE and 0 <= column < SIDE:
            return "pixel", SIDE * row + column
    left, top, width, height = BARS
    digit = int((x - left) // width)
    return ("bar", digit) if 0 <= digit < 10 and top <= y < top + height + 20 else None


class Scene:
    """All axes and artists of the explorer.

    Parameters
    ----------
    picture : nnlearn.explorers.picture.Picture
    """

    def __init__(self, picture):
        self.title = picture.words(14, 8, TEXT, "bold")
        self.lines = picture.words(14, 28, SMALL), picture.words(14, 46, SMALL)
        ax = picture.axes("scene", 0, 0, WIDTH, SCENE)
        ax.set(xlim=(0, WIDTH), ylim=(SCENE, 0))
        ax.set_axis_off()
        self.images, self.fixed = Images(ax.transData), Marks(ax)
        self.frames = ax.add_collection(LineCollection([], colors=FAINT, linewidths=1), autolim=False)
        self.bars, self.ghosts = Images(ax.transData), Trails(ax)
        self.heads = Labels(ax.transData, SMALL, across=0)
        self.names, self.digits, self.right = (
            Labels(ax.transData, SMALL, weight=weight) for weight in ("normal", "normal", "bold")
        )
        picture.moving(self.images, self.fixed, self.frames, self.bars, self.ghosts)
        picture.moving(self.heads, self.names, self.digits, self.right)
        ColourBar(picture, LEFTS[1] + 35, TOP + SQUARE + 12, 42, DIVERGING, "less", "more ink")
        self._map(picture)
        self._curve(picture)

    def _map(self, picture):
        ax = self.map = picture.axes("map", *MAP)
        limits = (-EDGE, SIZES[-1] + EDGE)
        ax.set(xlim=limits, ylim=limits, xlabel="size of chosen signs", ylabel="size of tossed signs")
        ticks = [0, 0.2, 0.4, 0.6]
        ax.set_xticks(ticks, ["0", "0.2", "0.4", "0.6"])
        ax.set_yticks(ticks, ["0", "0.2", "0.4", "0.6"])
        ax.xaxis.labelpad = ax.yaxis.labelpad = 2
        self.cells = Images(ax.transAxes, origin="lower")
        self.answers = Labels(ax.transData, TEXT, weight="bold")
        self.way, self.place = Trails(ax), Marks(ax, clip=False)
        picture.moving(self.cells, self.answers, self.way, self.place)
        picture.words(MAP[0] - 50, 238, SMALL).say("read at each place:")
        ColourBar(picture, MAP[0] + 126, 241, 34, DIVERGING, "right", "wrong")

    def _curve(self, picture):
        ax = self.curve = picture.axes("curve", *CURVE)
        ax.set(xlim=(-EDGE, SIZES[-1] + EDGE), ylim=(0, 1), xlabel="size")
        ax.set_xticks([0, 0.2, 0.4, 0.6], ["0", "0.2", "0.4", "0.6"])
        ax.set_yticks([0, 0.5, 1], ["0 %", "50 %", "100 %"])
        ax.xaxis.labelpad = 2
        self.trails, self.marks = Trails(ax), Marks(ax, clip=False)
        picture.moving(self.trails, self.marks)
        picture.words(CURVE[0] - 16, 238, SMALL).say("share of 449 digits read, no pixel fixed:")
        for k, (name, (colour, _, dashes)) in enumerate(KINDS.items()):
            left = CURVE[0] + 8 + 130 * k
            place = (left, 258)
            (sign,) = picture.moving(Labels(picture.page, SMALL, colour=colour, across=0, up=0, place=place))
            sign.say("━━" if dashes == "-" else "━ ━")
            picture.words(left + 32, 258, SMALL).say(f"{name} signs")

    def draw(self, view):
        """Show a view."""
        self.title.say(words.title(view))
        for label, text in zip(self.lines, (words.line(view), words.borders(view)), strict=True):
            label.say(text)
        self._draw_digits(view)
        self._draw_bars(view)
        self._draw_map(view)
        self._draw_curve(view)

    def _draw_digits(self, view):
        shown = paper(view.x), colours(view.change, STRONG), paper(view.changed)
        self.images.images = [(rgba, *box(k)) for k, rgba in enumerate(shown)]
        self.frames.set_segments([edges_of_box(*box(k)) for k in range(3)])
        spots = [pixel_box(0, k) for k in np.flatnonzero(view.free.ravel() == 0)]
        middles = [(left + width / 2, top + height / 2) for left, top, width, height in spots]
        self.fixed.items = [mark(middles, "o", 4, GREEN, PAPER, 0.8)] if middles else []
        heads = f"{words.article(view.label)}, as it is", "the change", f"read as {words.article(view.read)}"
        places = [*zip(heads, LEFTS, strict=True), ("p of each digit; outline: before", BARS[0] - 6)]
        self.heads.put([(text, (left, TOP - 11)) for text, left in places])
        signs = [(sign, (LEFTS[k] - 13, TOP + SQUARE / 2)) for sign, k in (("+", 1), ("=", 2))]
        self.names.put([*signs, (words.held(view), (LEFTS[0] + SQUARE / 2, TOP + SQUARE + 16))])

    def _draw_bars(self, view):
        left, top, width, height = BARS
        base = top + height
        self.bars.images = [
            (flat(BLUE if k == view.label else VERMILION), left + width * k + 3, base - tall, width - 6, tall)
            for k, tall in enumerate(np.round(height * view.p).astype(int).tolist())
            if tall
        ]
        ghosts = [(np.array([(left, base), (left + 10 * width, base)]), FAINT, 1, 1.0, "-")]
        for k, p in enumerate(view.before):
            if p >= 0.5 / height:
                x0, x1, y = left + width * k + 2, left + width * (k + 1) - 2, base - height * p
                ghosts.append((np.array([(x0, base), (x0, y), (x1, y), (x1, base)]), INK, 1, 1.0, "-"))
        self.ghosts.lines = ghosts
        names = [(str(k), (left + width * (k + 0.5), base + 11)) for k in range(10)]
        self.right.put([names.pop(view.label)])
        self.digits.put(names)

    def _draw_map(self, view):
        right = view.map[..., view.label]
        others = np.where(np.arange(10) == view.label, 0, view.map).max(axis=-1)
        self.cells.images = [(colours(others - right, 1.0, STRENGTH), 0, 1, 1, -1)]  # its y points upward
        self.answers.put([(str(digit), (SIZES[c], SIZES[r])) for digit, (r, c) in words.regions(view)])
        place = np.array([(view.state.chosen, view.state.tossed)])
        self.way.lines = [(np.vstack([(0.0, 0.0), place]), INK, 1.4, 1.0, "-")]
        self.place.items = [mark(place, "o", 9, BLUE if view.read == view.label else VERMILION, INK, 1.4)]

    def _draw_curve(self, view):
        lines, marks = [], []
        for name, (colour, marker, kind) in KINDS.items():
            points, size = np.column_stack([SIZES, view.curve[name]]), getattr(view.state, name)
            lines.append((points, colour, 2.2, 1.0, kind))
            marks.append(mark(points[index(size)][None], marker, 8, colour, INK, 1.0))
        self.trails.lines, self.marks.items = lines, marks


def paper(values):
    """Return a digit as it looks on paper, (8, 8, 4): 0 white, 1 black."""
    return greys(1 - values)


def flat(colour):
    """Return one pixel of a colour, (1, 1, 4)."""
    return np.array([*bytes.fromhex(colour[1:]), 255], np.uint8).reshape(1, 1, 4)
