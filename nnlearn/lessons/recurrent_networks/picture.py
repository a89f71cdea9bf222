"""A recurrent network unrolled in time: a copy for each of the last steps, and the gradient on its way back."""

from itertools import pairwise

import numpy as np
from matplotlib.collections import LineCollection

from nnlearn.explorers.labels import Labels
from nnlearn.explorers.pixels import Images, colours
from nnlearn.plots.numbers import short
from nnlearn.plots.strips import SEEN
from nnlearn.plots.style import BLUE, FAINT, INK, SMALL, TEXT, VERMILION

MAX_COPIES = 8
CELLS = (6, 4)  # rows and columns in which a copy shows its 24 units
CELL = 6  # pixels along a side of a unit
TOP = 42  # of the boxes; their outputs stand above them, their inputs below


class Unrolled:
    """Artists of the unrolled network in axes whose coordinates are pixels, y downwards.

    Parameters
    ----------
    picture : Picture
    left, top, width, height : int
        Where it stands, in pixels.
    """

    def __init__(self, picture, left, top, width, height):
        self.width, self.height = width, height
        ax = picture.axes("unrolled", left, top, width, height)
        ax.set(xlim=(0, width), ylim=(height, 0))
        ax.set_axis_off()
        self.boxes = Images(ax.transData)
        self.frames = ax.add_collection(LineCollection([], zorder=3, colors=INK, linewidths=0.9), autolim=False)
        self.forward = ax.add_collection(LineCollection([], zorder=1, colors=BLUE, linewidths=1.6), autolim=False)
        self.heads = ax.plot([], [], ">", color=BLUE, ms=4, zorder=2)[0]
        self.ups = ax.plot([], [], "^", color=FAINT, ms=4, zorder=2)[0]
        self.stems = ax.add_collection(LineCollection([], zorder=1, colors=FAINT, linewidths=1.2), autolim=False)
        self.backward = ax.add_collection(LineCollection([], zorder=1, colors=VERMILION), autolim=False)
        self.tails = ax.plot([], [], "<", color=VERMILION, ms=4, zorder=2)[0]
        self.letters = Labels(ax.transData, TEXT, weight="bold")
        self.names = Labels(ax.transData, SMALL)
        self.sizes = Labels(ax.transData, SMALL, colour=VERMILION)
        picture.moving(
            self.forward, self.stems, self.backward, self.heads, self.ups, self.tails, self.boxes,
            self.frames, self.letters, self.names, self.sizes,
        )  # fmt: skip

    def draw(self, states, letters, guesses, sizes):
        """Show the last copies, the oldest first.

        Parameters
        ----------
        states : array (copies, 24)
        letters, guesses : sequence of str
            What each copy reads, and what it expects next.
        sizes : array (copies,)
            |dL/dh| of each, as a share of that of the last copy.
        """
        count, (rows, columns) = len(states), CELLS
        wide, tall = columns * CELL, rows * CELL
        pitch = self.width / MAX_COPIES
        x = self.width - pitch * (np.arange(count)[::-1] + 0.5)
        bottom, middle = TOP + tall, TOP + tall * 0.3
        low = TOP + tall * 0.78
        self.boxes.images = [
            (colours(state.reshape(rows, columns), 1.0), round(place - wide / 2), TOP, wide, tall)
            for place, state in zip(x, states, strict=True)  # tanh ends at -1 and 1, and so do the colours
        ]
        box = np.array([(-wide / 2, TOP), (wide / 2, TOP), (wide / 2, bottom), (-wide / 2, bottom), (-wide / 2, TOP)])
        self.frames.set_segments(list(box + np.column_stack([x.round(), 0 * x])[:, None]))
        gaps = [(a + wide / 2 + 2, b - wide / 2 - 5) for a, b in pairwise(x)]
        arrows = [[(a, middle), (b, middle)] for a, b in gaps]
        if count == 1:  # folded: what comes out goes in again
            edge = x[0] - wide / 2
            arrows = [[(edge - 2, low), (edge - 24, low), (edge - 24, middle), (edge - 5, middle)]]
        self.forward.set_segments(arrows)
        self.heads.set_data([arrow[-1][0] for arrow in arrows], [middle] * len(arrows))
        self.backward.set_segments([[(a + 3, low), (b + 3, low)] for a, b in gaps])
        self.backward.set_linewidths([thickness(size) for size in sizes[:-1]])
        self.tails.set_data([a + 3 for a, _ in gaps], [low] * len(gaps))
        ends = [(place, bottom + 4, bottom + 12) for place in x] + [(place, TOP - 12, TOP - 4) for place in x]
        self.stems.set_segments([[(place, a), (place, b)] for place, a, b in ends])
        self.ups.set_data([place for place, *_ in ends], [a for _, a, _ in ends])
        self.letters.put([(SEEN.get(c, c), (place, bottom + 22)) for c, place in zip(letters, x, strict=True)])
        self.names.put([(SEEN.get(c, c), (place, TOP - 22)) for c, place in zip(guesses, x, strict=True)])
        self.sizes.put([(short(size), (place, bottom + 40)) for size, place in zip(sizes, x, strict=True)])


def unit_at(x, y, width, count):
    """Return (copies back from the last, unit) at a place of a diagram of `count` copies; unit -1 beside a box.

    Examples
    --------
    >>> unit_at(420, TOP + 1, 448, 6), unit_at(420, 5, 448, 6), unit_at(20, 5, 448, 6)
    ((0, 2), (0, -1), None)
    """
    rows, columns = CELLS
    pitch = width / MAX_COPIES
    back = int((width - x) // pitch)
    if not 0 <= back < count:
        return None
    left = round(width - pitch * (back + 0.5) - columns * CELL / 2)
    row, column = int((y - TOP) // CELL), int((x - left) // CELL)
    inside = 0 <= row < rows and 0 <= column < columns
    return back, row * columns + column if inside else -1


def thickness(size):
    """Return the width of a line for a share of the gradient: 3 points for all of it, 0.7 less per factor of ten.

    Examples
    --------
    >>> thickness(1.0), thickness(0.01), thickness(0.0)
    (3.0, 1.6, 0.4)
    """
    return float(np.clip(3.0 + 0.7 * np.log10(max(size, 1e-12)), 0.4, 7.0))
