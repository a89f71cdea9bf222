"""A machine that learns, in pictures: its states and the data, wake minus sleep, the curve of the mean log p."""

import numpy as np
from matplotlib.collections import LineCollection, PolyCollection

from nnlearn.explorers.labels import Labels
from nnlearn.explorers.pixels import Images, colours
from nnlearn.lessons.boltzmann_machines.columns import LEFT, STRIP, TALL, TOP, WIDE, ceiling_of, column_corners
from nnlearn.lessons.boltzmann_machines.ring import edges_of_box
from nnlearn.lessons.boltzmann_machines.wake_sleep import CELLS, EXACT
from nnlearn.lessons.boltzmann_machines.words import signs
from nnlearn.plots.numbers import fixed, short, significant
from nnlearn.plots.style import BLUE, FAINT, INK, PURPLE, SKY, SMALL, VERMILION

MAPS, SIDE, PITCH = (276, 304), 60, 92  # left and top of the first map, side of a map, distance of two
NAMES = ("wake", "sleep", "change", "exact change")


def under_phases(view, x, y):
    """Return ("column", k), ("pair", (map, i, j)), ("step", step) or None.

    Examples
    --------
    >>> under_phases(None, MAPS[0] + 1, MAPS[1] + 12), under_phases(None, 5, 5)
    (('pair', (0, 1, 0)), None)
    """
    if LEFT <= x < LEFT + WIDE and TOP <= y <= TOP + TALL:
        return "column", int((x - LEFT) / WIDE * len(view.heights))
    which, across = divmod(x - MAPS[0], PITCH)
    if 0 <= which < len(NAMES) and across < SIDE and 0 <= y - MAPS[1] < SIDE:
        return "pair", (int(which), int((y - MAPS[1]) * CELLS // SIDE), int(across * CELLS // SIDE))
    left, top, width, height = STRIP
    if left - 3 <= x <= left + width + 3 and top <= y <= top + height:
        return "step", min(max(round((x - left) / width * span(view)), 0), view.at)
    return None


def span(view):
    """Return how many steps the curve has room for."""
    return max(view.at, 20)


def names_of(view):
    """Return what stands under each column: the states, if there is room for them."""
    few = len(view.shown) <= 4
    return [signs(int(code), view.cells) if few else str(k + 1) for k, code in enumerate(view.shown)] + ["others"]


class Phases:
    """Artists of the learning machine besides its ring, in axes whose coordinates are pixels, y downwards."""

    def __init__(self, picture, ax):
        self.bars = ax.add_collection(PolyCollection([], linewidths=0, facecolors=SKY), autolim=False)
        (self.dots,) = ax.plot([], [], "o", color=INK, ms=3.4, zorder=4)
        self.maps = Images(ax.transData)
        left, top, _, height = STRIP
        frame: list = [
            [(LEFT, TOP), (LEFT, TOP + TALL), (LEFT + WIDE, TOP + TALL)],
            [(left, top), (left, top + height)],
            *(edges_of_box(MAPS[0] + PITCH * k, MAPS[1], SIDE, SIDE) for k in range(len(NAMES))),
        ]
        self.frame = ax.add_collection(LineCollection(frame, colors=FAINT, linewidths=1, zorder=3), autolim=False)
        (self.pairs,) = ax.plot([], [], "s", mfc="none", mec=INK, mew=1.6, ms=SIDE / CELLS * 0.72, zorder=4)
        (self.exact,) = ax.plot([], [], "--", color=PURPLE, lw=1.8, zorder=4)
        (self.curve,) = ax.plot([], [], color=BLUE, lw=2, zorder=3)
        (self.now,) = ax.plot([], [], "o", mfc=VERMILION, mec=INK, ms=8, zorder=5)
        self.heads, self.names = Labels(ax.transData, SMALL, across=0), Labels(ax.transData, SMALL)
        self.ticks = Labels(ax.transData, SMALL, across=1)
        self.artists = picture.moving(
            *(self.bars, self.dots, self.maps, self.frame, self.pairs, self.exact, self.curve, self.now),
            *(self.heads, self.names, self.ticks),
        )

    def hide(self):
        """Take the images away: they are copied to the pixels whatever is visible."""
        self.maps.images = []

    def draw(self, view):
        """Show the states, the maps and the curve."""
        data = view.data[view.shown]
        top = ceiling_of(view.heights, data)
        middle, corners = column_corners(view.heights / top)
        self.bars.set_verts(corners)
        self.dots.set_data(middle, TOP + TALL - TALL * np.append(data, 0) / top)
        maps = [(colours(view.wake, 1.0), 0), (colours(view.sleep, 1.0), 1)]
        maps += [(colours(view.change), 2), (colours(view.exact_change), 3)]
        self.maps.images = [(rgba, MAPS[0] + PITCH * k, MAPS[1], SIDE, SIDE) for rgba, k in maps]
        i, j = view.chosen
        x = MAPS[0] + PITCH * np.arange(len(NAMES)) + SIDE / CELLS * (j + 0.5)
        self.pairs.set_data(x, np.full(len(NAMES), MAPS[1] + SIDE / CELLS * (i + 0.5)))
        most = ["1", "1", *(short(float(np.abs(one).max())) for one in (view.change, view.exact_change))]
        across = MAPS[0] + PITCH * np.arange(len(NAMES)) + SIDE / 2
        self.names.put(
            [
                *((name, (x, MAPS[1] - 12)) for name, x in zip(NAMES, across, strict=True)),
                *((f"±{size}", (x, MAPS[1] + SIDE + 9)) for size, x in zip(most, across, strict=True)),
                *((name, (x, TOP + TALL + 11)) for name, x in zip(names_of(view), middle, strict=True)),
            ]
        )
        low, high = self._curve(view)
        exact = view.state.sleep == EXACT
        beside = "" if exact else f"    - - exact gradient, {fixed(view.exact_curve[-1], 3)}"
        self.heads.put(
            [
                ("the pictures of the data, and all other states", (LEFT, 53)),
                ("▮ probability now   ● share in the data", (LEFT, 69)),
                (f"mean log p of the data, step by step{beside}", HEAD),
                ("0", (STRIP[0] - 3, STRIP[1] + STRIP[3] + 14)),
            ]
        )
        left, first, width, tall = STRIP
        self.ticks.put(
            [
                *((significant(top), (LEFT - 5, TOP)), ("0", (LEFT - 5, TOP + TALL))),
                *((fixed(high), (left - 5, first + 2)), (fixed(low), (left - 5, first + tall))),
                (f"{span(view):,} steps", (left + width, first + tall + 14)),
            ]
        )

    def _curve(self, view):
        """Draw the curve on a scale that shows its end, and return the limits of the scale."""
        left, top, width, height = STRIP
        high, gap = view.best, max(view.best - min(view.curve[-1], view.exact_curve[-1]), 0.02)
        low = high - min(4 * gap, view.best - view.curve[0])
        x = left + width * np.arange(view.at + 1) / span(view)
        for line, values in ((self.curve, view.curve), (self.exact, view.exact_curve)):
            inside = np.where(values >= low - 1e-9, values, np.nan)  # the scale shows the end of the curve
            line.set_data(x, top + height - height * (inside - low) / (high - low))
        self.exact.set_visible(self.curve.get_visible() and view.state.sleep != EXACT)
        y = top + height - height * (max(view.curve[-1], low) - low) / (high - low)
        self.now.set_data(x[-1:], [y])
        return low, high


HEAD = (STRIP[0], STRIP[1] - 14)
