"""The picture of the crossover explorer: times against widths, the crossing, and what takes the time."""

import numpy as np
from matplotlib.patches import Rectangle
from matplotlib.ticker import FixedFormatter, FixedLocator

from nnlearn.explorers.labels import Labels
from nnlearn.lessons.pytorch import words
from nnlearn.lessons.pytorch.curves import crossing, fastest, parts
from nnlearn.lessons.pytorch.products import GPU, LOOP, NUMPY, TORCH, WAYS, WIDTHS
from nnlearn.plots.style import BLUE, FAINT, GREEN, INK, ORANGE, PAPER, PURPLE, SKY, SMALL, VERMILION, YELLOW

WIDTH, HEIGHT = 640, 480
PLANE = (66, 58, 452, 214)  # left, top, width, height
BARS = (112, 384, 420, 88)
FASTEST, SLOWEST = 2e-7, 5.0  # seconds, of the axis
TICKS = [10.0**k for k in range(-6, 1)]
SIDES = (3.2, 5200)  # of the axis of widths
LOOKS = {LOOP: (INK, "o"), NUMPY: (BLUE, "s"), TORCH: (GREEN, "^"), GPU: (VERMILION, "D")}  # colour and marker
COLOURS = {"the call": ORANGE, "looking up": FAINT, "computing": SKY, "moving numbers": YELLOW}
APART = 15  # pixels between two names


class Scene:
    """Axes and artists.

    Parameters
    ----------
    picture : nnlearn.explorers.picture.Picture
    """

    def __init__(self, picture):
        self.picture = picture
        ax = self.plane = picture.axes("times", *PLANE)
        ax.set(xscale="log", yscale="log", xlim=SIDES, ylim=(FASTEST, SLOWEST))
        ax.set(xlabel="width n of the layer (units)")
        ax.xaxis.set_major_locator(FixedLocator([4, 16, 64, 256, 1024, 4096]))
        ax.xaxis.set_major_formatter(FixedFormatter(["4", "16", "64", "256", "1,024", "4,096"]))
        ax.yaxis.set_major_locator(FixedLocator(TICKS))
        ax.yaxis.set_major_formatter(FixedFormatter([words.readable(one) for one in TICKS]))
        ax.minorticks_off()
        ax.text(3.5, SLOWEST, "time of one product", size=SMALL, color=INK, va="top")
        moving = picture.moving
        thin = {"lw": 1.2, "alpha": 0.4}
        self.stored = {way: moving(ax.plot([], [], color=LOOKS[way][0], **thin)[0])[0] for way in WAYS}
        self.lines = {way: moving(ax.plot([], [], color=LOOKS[way][0], lw=1.8)[0])[0] for way in WAYS}
        self.points = {way: moving(_marks(ax, way))[0] for way in WAYS}
        self.mark, self.ring, self.diamond = moving(
            ax.axvline(10, color=FAINT, lw=1.2, zorder=0),
            ax.plot([], [], "o", mfc="none", mec=PURPLE, mew=2, ms=13, zorder=5)[0],
            ax.plot([], [], "D", color=PURPLE, mec=PAPER, mew=1, ms=11, zorder=6)[0],
        )
        self.names = {
            way: moving(Labels(picture.page, SMALL, weight="bold", colour=LOOKS[way][0], across=0))[0] for way in WAYS
        }
        self.sources = picture.words(14, 318, SMALL)
        self._bars(picture)

    def _bars(self, picture):
        _, top, _, height = BARS
        self.head = picture.words(14, top - 22, SMALL, "bold")
        ax = self.bars = picture.axes("parts", *BARS)
        ax.set(xlim=(0, 1), ylim=(len(WAYS), 0))
        ax.set_axis_off()
        self._legend(picture, 232, top - 14)
        self.parts = {}
        for row, way in enumerate(WAYS):
            for part, colour in COLOURS.items():
                patch = Rectangle((0, row + 0.12), 0, 0.72, facecolor=colour, edgecolor=INK, lw=0.5)
                self.parts[way, part] = picture.moving(ax.add_patch(patch))[0]
        self.rows = picture.moving(Labels(picture.page, SMALL, across=0))[0]
        self.centres = [top + height / len(WAYS) * (row + 0.5) for row in range(len(WAYS))]

    def _legend(self, picture, left, middle):
        """Name the colours of the bars, in one line."""
        ax = picture.axes("", left, middle - 6, WIDTH - left, 12)
        ax.set(xlim=(0, WIDTH - left), ylim=(0, 12))
        ax.set_axis_off()
        x = 1.0
        for part, colour in COLOURS.items():
            ax.add_patch(Rectangle((x, 0.5), 12, 11, facecolor=colour, edgecolor=INK, lw=0.5))
            ax.text(x + 17, 5.5, part, size=SMALL, color=INK, va="center")
            x += 32 + 6.8 * len(part)

    def draw(self, view):
        """Move everything to a view."""
        found, width = view.found, view.state.width
        for way in WAYS:
            self.lines[way].set_data(WIDTHS, found.times[way])
            guess = way == GPU and found.modelled
            self.lines[way].set_linestyle("--" if guess else "-")
            _put(self.points[way], found.here.get(way))
            _put(self.stored[way], view.beneath.times[way] if found.own and not guess else None)
        best, place = fastest(found, width), crossing(found)
        self.mark.set_xdata([width, width])
        self.ring.set_data([width], [found.times[best][WIDTHS.index(width)]])
        self.diamond.set_data([place[0]], [place[1]]) if place else self.diamond.set_data([], [])
        self._name(view)
        self.sources.say(words.sources(view))
        self._stack(view)

    def _name(self, view):
        """Write the name of each line at its end, and move names apart that would meet."""
        left, top, across, height = PLANE
        ends = {}
        for way in WAYS:
            there = np.flatnonzero(~np.isnan(view.found.times[way]))
            if len(there):
                time = np.log(view.found.times[way][there[-1]] / FASTEST) / np.log(SLOWEST / FASTEST)
                x = np.log(WIDTHS[there[-1]] / SIDES[0]) / np.log(SIDES[1] / SIDES[0])
                ends[way] = (left + across * x + 10, top + height * (1 - np.clip(time, 0, 1)))
        order, y = sorted(ends, key=lambda way: ends[way][1]), -np.inf
        for way in WAYS:
            self.names[way].put([])
        for way in order:
            y = max(ends[way][1], y + APART)
            self.names[way].put([(words.name(view, way), (ends[way][0], y))])

    def _stack(self, view):
        self.head.say(f"What takes time at width {view.state.width:,}:")
        rows = []
        for row, way in enumerate(WAYS):
            found, at = parts(view.found, way, view.state.width), 0.0
            total = sum(found.values())
            for part in COLOURS:
                patch, share = self.parts[way, part], found.get(part, 0.0) / total if total else 0.0
                patch.set_visible(share > 0)
                patch.set_x(at)
                patch.set_width(share)
                at += share
            rows.append((words.name(view, way), (14, self.centres[row])))
            rows.append((words.seconds(view, way), (BARS[0] + BARS[2] + 10, self.centres[row])))
        self.rows.put(rows)


def _put(line, times):
    """Show a line through these times, or hide it."""
    line.set_visible(times is not None)
    if times is not None:
        line.set_data(WIDTHS, times)


def _marks(ax, way):
    colour, marker = LOOKS[way]
    return ax.plot([], [], marker, color=colour, ms=6, mec=PAPER, mew=0.7, zorder=4)[0]
