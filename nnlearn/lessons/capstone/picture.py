"""The card explorer's picture: ten lines and their cells; two histograms; the gap's map; two models' intervals."""

import numpy as np
from matplotlib.collections import LineCollection
from matplotlib.colors import LinearSegmentedColormap

from nnlearn.explorers.artists.marks import Marks, mark
from nnlearn.explorers.artists.trails import Trails
from nnlearn.explorers.colour_bar import ColourBar
from nnlearn.explorers.labels import Labels
from nnlearn.explorers.pixels import Images
from nnlearn.lessons.boltzmann_machines.ring import edges_of_box
from nnlearn.lessons.capstone import words
from nnlearn.lessons.capstone.claims import COMPUTED, ELSEWHERE, LIES, OLD, TYPED
from nnlearn.lessons.capstone.starts import STARTS
from nnlearn.lessons.capstone.state import CELLS, CLAIMS, SIZES
from nnlearn.lessons.capstone.view import STRONG
from nnlearn.plots.style import BLUE, FAINT, GREEN, INK, ORANGE, PURPLE, SMALL, TEXT, VERMILION

WIDTH, HEIGHT = 640, 500
TOP, ROW = 84, 20  # of the card
CARD = (0, 62, WIDTH, 226)
TEXTS, TAGS, LEFT, RIGHT, BOX = 32, 446, 454, 522, (526, 106)  # columns, in pixels
HISTOGRAM, INTERVAL = (24, 322, 280, 82), (24, 416, 280, 52)
GAP, DIFFERENCE = (378, 322, 4 * STARTS, 7 * len(SIZES)), (352, 440, 280, 28)
LOW, HIGH, WIDE = 0.2, 0.76, 0.02  # of the accuracies, and of a bar
BINS = np.linspace(LOW, HIGH, round((HIGH - LOW) / WIDE) + 1)
PALE = "#EAF1F7"
TOO_HIGH = LinearSegmentedColormap.from_list("white_vermilion", ["#F7F7F7", VERMILION])
LOOKS = {  # of a line: colour, marker, kind of line
    COMPUTED: (GREEN, "o", "-"),
    OLD: (ORANGE, "D", "--"),
    TYPED: (VERMILION, "X", ""),
    ELSEWHERE: (VERMILION, "X", ":"),
    LIES: (PURPLE, "^", "-"),
}


def middle(number):
    """Return the height at which a row of the card, or of its cells, stands."""
    return TOP + ROW * (number + 0.5)


def under(x, y):
    """Return what lies at a place of the card: ("claim", number), ("cell", number from 1) or None.

    Examples
    --------
    >>> under(40, 90), under(600, 110), under(480, 90), under(40, 70)
    (('claim', 0), ('cell', 2), None, None)
    """
    number = int((y - TOP) // ROW)
    if not 0 <= number < len(CLAIMS):
        return None
    if x < LEFT:
        return "claim", number
    return ("cell", number + 1) if x >= RIGHT else None


class Scene:
    """All axes and artists of the explorer.

    Parameters
    ----------
    picture : nnlearn.explorers.picture.Picture
    """

    def __init__(self, picture):
        self.title = picture.words(14, 6, TEXT, "bold")
        self.lines = picture.words(14, 26, SMALL), picture.words(14, 44, SMALL)
        self._card(picture)
        self._histogram(picture)
        self._gap(picture)
        self._intervals(picture)

    def _card(self, picture):
        ax = picture.axes("card", *CARD)
        ax.set(xlim=(0, WIDTH), ylim=(CARD[1] + CARD[3], CARD[1]))
        ax.set_axis_off()
        rows = [middle(k) for k in range(len(CLAIMS))]
        ax.add_collection(
            LineCollection([edges_of_box(BOX[0], y - 9, BOX[1], 18) for y in rows], colors=FAINT, linewidths=1)
        )
        still = [(name, BOX[0] + 8, y, "left") for name, y in zip(CELLS[1:], rows, strict=True)]
        still += [("the card says", TEXTS, 73, "left"), ("standing", TAGS, 73, "right")]
        for text, x, y, side in [*still, ("cell of the report", BOX[0], 73, "left")]:
            ax.text(x, y, text, size=SMALL, color=INK, ha=side, va="center_baseline")
        self.chosen, self.edges, self.marks = Images(ax.transData), Trails(ax), Marks(ax)
        self.texts, self.tags = (Labels(ax.transData, SMALL, across=across) for across in (0, 1))
        picture.moving(self.chosen, self.edges, self.marks, self.texts, self.tags)

    def _histogram(self, picture):
        ax = self.histogram = picture.axes("histogram", *HISTOGRAM)
        ax.set(xlim=(LOW, HIGH), ylim=(0, 1.08), yticks=[], xticks=[])
        ax.spines["left"].set_visible(False)
        self.fills, self.curves = Images(ax.transData), Trails(ax)
        picture.moving(self.fills, self.curves)
        for left, colour, kind in ((24, VERMILION, "━━"), (176, BLUE, "━ ━")):
            (sign,) = picture.moving(Labels(picture.page, SMALL, colour=colour, across=0, up=0, place=(left, 298)))
            sign.say(kind)
        self.reported, self.fresh = picture.words(48, 298, SMALL), picture.words(202, 298, SMALL)

    def _gap(self, picture):
        ax = self.gap = picture.axes("gap", *GAP)
        ax.set(xlim=(0.5, STARTS + 0.5), ylim=(-0.5, len(SIZES) - 0.5))
        ax.set_xticks([1, 20, 40, 60], ["1", "20", "40", "60 tries"])
        shown = (50, 150, 400, 1000, 2000)
        ax.set_yticks([SIZES.index(size) for size in shown], [f"{size:,}" for size in shown])
        self.map, self.place = Images(ax.transAxes, origin="lower"), Marks(ax, clip=False)
        picture.moving(self.map, self.place)
        picture.words(340, 298, SMALL).say("too high by")
        ColourBar(picture, 438, 301, 60, TOO_HIGH, "0", f"{100 * STRONG:.0f} points")

    def _intervals(self, picture):
        ax = self.interval = picture.axes("interval", *INTERVAL)
        ax.set(xlim=(LOW, HIGH), ylim=(-0.6, 1.6), yticks=[])
        ticks = [0.3, 0.4, 0.5, 0.6, 0.7]
        ax.set_xticks(ticks, [f"{tick:g}" for tick in ticks])
        ax.spines["left"].set_visible(False)
        self.bars, self.dots = Trails(ax), Marks(ax)
        self.left, self.right = (Labels(ax.transData, SMALL, across=across) for across in (1, 0))
        picture.moving(self.bars, self.dots, self.left, self.right)
        ax = self.difference = picture.axes("difference", *DIFFERENCE)
        ax.set(xlim=(-0.45, 0.35), ylim=(-0.5, 0.5), yticks=[])
        ticks = [-0.4, -0.2, 0, 0.2]
        ax.set_xticks(ticks, ["−0.4", "−0.2", "0", "0.2"])
        ax.spines["left"].set_visible(False)
        self.apart, self.centre = Trails(ax), Marks(ax)
        picture.moving(self.apart, self.centre)
        self.named = picture.words(340, 421, SMALL)

    def draw(self, view):
        """Show a view."""
        self.title.say(words.title(view))
        for label, text in zip(self.lines, (words.line(view), words.second(view)), strict=True):
            label.say(text)
        self._draw_card(view)
        self._draw_histogram(view)
        self._draw_gap(view)
        self._draw_intervals(view)

    def _draw_card(self, view):
        state, rows = view.state, [middle(k) for k in range(len(CLAIMS))]
        number = CLAIMS.index(state.claim)
        self.chosen.images = [(flat(PALE), 10, TOP + ROW * number, LEFT - 12, ROW)]
        self.texts.put([(line.text, (TEXTS, y)) for line, y in zip(view.lines, rows, strict=True)])
        self.tags.put([(line.standing, (TAGS, y)) for line, y in zip(view.lines, rows, strict=True)])
        edges, marks = [], []
        for how, (colour, marker, kind) in LOOKS.items():
            found = [(line, y) for line, y in zip(view.lines, rows, strict=True) if line.standing == how]
            if found:
                edges.append((joined(((12, y - 8), (12, y + 8)) for _, y in found), colour, 3.0, 1.0, "-"))
                marks.append(mark([(22, y) for _, y in found], marker, 7, colour, INK, 0.6))
            ties = [((LEFT, y), (RIGHT, middle(line.cell - 1))) for line, y in found if line.cell]
            edges += [(joined(ties), colour, 2.0, 1.0, kind)] * bool(ties)
        if state.pulled:
            edges.append((np.array([(LEFT, rows[number]), state.pulled]), INK, 1.4, 1.0, ":"))
        self.edges.lines, self.marks.items = edges, marks

    def _draw_histogram(self, view):
        counts = view.counts
        top = max(one.max() for one in counts)
        columns = []
        for left, height in zip(BINS, counts[0] / top, strict=False):
            if height:
                columns.append((flat("#F8E3D6"), left, height, WIDE, -height))
        self.fills.images, lines = columns, []
        for one, colour, kind in zip(counts, (VERMILION, BLUE), ("-", "--"), strict=True):
            lines.append((outline(one / top), colour, 1.8, 1.0, kind))
        for one, colour, kind in zip(view.replays, (VERMILION, BLUE), ("-", "--"), strict=True):
            mean = float(one.mean())
            lines.append((np.array([(mean, 0.0), (mean, 1.08)]), colour, 1.4, 1.0, kind))
        self.curves.lines = lines
        for label, name, one in zip((self.reported, self.fresh), ("reported", "fresh"), view.replays, strict=True):
            label.say(f"{name} {words.three(one.mean())}")

    def _draw_gap(self, view):
        self.map.images = [(view.tints, 0, 1, 1, -1)]  # its y points upward
        place = (view.state.tries, SIZES.index(view.state.test_size))
        self.place.items = [mark([place], "o", 9, BLUE, INK, 1.4)]

    def _draw_intervals(self, view):
        one, bars = view.measures, []
        sides: dict = {True: [], False: []}  # where the name stands: to the right or not
        rows = (("network", one.accuracy, one.half, 1, BLUE), ("rival", one.rival, one.rival_half, 0, GREEN))
        for name, value, half, y, colour in rows:
            bars += whiskers(value, half, y, colour, 0.25)
            there = value + half < 0.6
            sides[there].append((name, (value + (half + 0.012) * (1 if there else -1), y)))
        self.bars.lines = bars
        self.left.put(sides[False])
        self.right.put(sides[True])
        starts = np.column_stack([one.accuracies, np.full(len(one.accuracies), 1.0)])
        self.dots.items = [
            mark(starts, "|", 9, BLUE, BLUE, 1.0, 0.7),
            mark([(one.accuracy, 1)], "o", 7, BLUE, INK, 0.8),
            mark([(one.rival, 0)], "s", 7, GREEN, INK, 0.8),
        ]
        lines = [(np.array([(0.0, -0.5), (0.0, 0.5)]), FAINT, 1.0, 1.0, "-")]
        lines += whiskers(one.difference, one.apart_half, 0, FAINT if view.state.paired else PURPLE, 0.22)
        if view.state.paired:
            lines += whiskers(one.difference, one.paired_half, 0, PURPLE, 0.4)
        self.apart.lines = lines
        self.centre.items = [mark([(one.difference, 0)], "D", 6, PURPLE, INK, 0.8)]
        self.named.say(words.difference(view))


def whiskers(value, half, y, colour, tall):
    """Return an interval with its two ends, as lines of `Trails`."""
    low, high = value - half, value + half
    pairs = ((low, y), (high, y)), ((low, y - tall), (low, y + tall)), ((high, y - tall), (high, y + tall))
    return [(joined(pairs), colour, 2.2, 1.0, "-")]


def joined(pairs):
    """Return pieces, each of two points, as one line that is broken between them.

    Examples
    --------
    >>> joined([((0, 0), (1, 1)), ((2, 2), (3, 3))])[:, 0].tolist()
    [0.0, 1.0, nan, 2.0, 3.0, nan]
    """
    return np.array([point for pair in pairs for point in (*pair, (np.nan, np.nan))], float)


def outline(heights):
    """Return the steps around bars of these heights, (2 * bars + 2, 2).

    Examples
    --------
    >>> outline(np.ones(len(BINS) - 1)).shape
    (58, 2)
    """
    across = np.repeat(BINS, 2)
    return np.column_stack([across, np.concatenate([[0.0], np.repeat(heights, 2), [0.0]])])


def flat(colour):
    """Return one pixel of a colour, (1, 1, 4)."""
    return np.array([*bytes.fromhex(colour[1:]), 255], np.uint8).reshape(1, 1, 4)
