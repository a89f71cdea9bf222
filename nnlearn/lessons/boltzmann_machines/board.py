"""The memory in pictures: its board of 64 cells, the stored digits with their overlaps, the energy as it falls."""

import numpy as np
from matplotlib.collections import LineCollection

from nnlearn.explorers.labels import Labels
from nnlearn.explorers.pixels import Images, greys
from nnlearn.lessons.boltzmann_machines.recall import NAMES, SIDE
from nnlearn.lessons.boltzmann_machines.ring import edges_of_box
from nnlearn.plots.numbers import fixed
from nnlearn.plots.style import BLUE, FAINT, INK, PURPLE, SMALL, VERMILION

BOARD = (24, 78, 240)  # left, top, side
SMALLS = (300, 78, 52, 68, 104)  # left, top, side of a stored digit; distance across and down
CUE = (24, 366, 96)
PLOT = (196, 366, 426, 96)  # left, top, width, height of the energy


def place_of_digit(k):
    """Return the left and the top of a stored digit."""
    left, top, _, across, down = SMALLS
    return left + across * (k % 5), top + down * (k // 5)


def under_board(view, x, y):
    """Return ("board", cell), ("stored", digit), ("cue", cell), ("fall", flips) or None.

    Examples
    --------
    >>> from nnlearn.lessons.boltzmann_machines.state import State
    >>> from nnlearn.lessons.boltzmann_machines.view import memory_of
    >>> view = memory_of(State(view="memory"))
    >>> under_board(view, 30, 80), under_board(view, 310, 90), under_board(view, 5, 5)
    (('board', 0), ('stored', 0), None)
    """
    for name, (left, top, side) in (("board", BOARD), ("cue", CUE)):
        if left <= x < left + side and top <= y < top + side:
            return name, int((y - top) * SIDE // side) * SIDE + int((x - left) * SIDE // side)
    for k in range(len(view.patterns)):
        left, top = place_of_digit(k)
        if left <= x < left + SMALLS[2] and top <= y < top + SMALLS[2] + 32:
            return "stored", k
    left, top, width, height = PLOT
    if left - 3 <= x <= left + width + 3 and top <= y <= top + height:
        return "fall", min(max(round((x - left) / width * span(view)), 0), view.reached)
    return None


def span(view):
    """Return how many flips the plot has room for."""
    return max(view.reached, 8)


class Board:
    """Artists of the memory, in axes whose coordinates are pixels, y downwards."""

    def __init__(self, picture, ax):
        self.images = Images(ax.transData)
        self.frames = ax.add_collection(LineCollection([], colors=FAINT, linewidths=1), autolim=False)
        (self.flipped,) = ax.plot([], [], color=VERMILION, lw=3, zorder=4)
        (self.pen,) = ax.plot([], [], color=BLUE, lw=1.6, ls=":", zorder=4)
        self.bars = ax.add_collection(LineCollection([], linewidths=8, capstyle="butt"), autolim=False)
        (self.ahead,) = ax.plot([], [], color=FAINT, lw=1.2, zorder=2)
        (self.fall,) = ax.plot([], [], color=BLUE, lw=2, marker="o", ms=3.5, zorder=3)
        (self.now,) = ax.plot([], [], "o", mfc=VERMILION, mec=INK, ms=8, zorder=5)
        self.level = ax.add_collection(
            LineCollection([], colors=PURPLE, linewidths=1.6, linestyles="--"), autolim=False
        )
        self.heads, self.names = Labels(ax.transData, SMALL, across=0), Labels(ax.transData, SMALL)
        self.ticks = Labels(ax.transData, SMALL, across=1)
        self.artists = picture.moving(
            *(self.images, self.frames, self.flipped, self.pen, self.bars, self.ahead, self.fall, self.now),
            *(self.level, self.heads, self.names, self.ticks),
        )

    def hide(self):
        """Take the images away: they are copied to the pixels whatever is visible."""
        self.images.images = []

    def draw(self, view):
        """Show the board, what is stored, and how far it has fallen."""
        left, top, side = BOARD
        cell = side / SIDE
        pictures = [(_paper(view.board), left, top, side, side), (_paper(view.cue), CUE[0], CUE[1], CUE[2], CUE[2])]
        small = SMALLS[2]
        places = [place_of_digit(k) for k in range(len(view.patterns))]
        pictures += [
            (_paper(pattern), x, y, small, small) for pattern, (x, y) in zip(view.patterns, places, strict=True)
        ]
        self.images.images = pictures
        lines = [edges_of_box(*place) for _, *place in pictures]
        lines += [[(left + cell * k, top), (left + cell * k, top + side)] for k in range(1, SIDE)]
        lines += [[(left, top + cell * k), (left + side, top + cell * k)] for k in range(1, SIDE)]
        lines += [[(x, y + small + 9), (x + small, y + small + 9)] for x, y in places]
        self.frames.set_segments(lines)
        last = view.settling.cells[view.at - 1] if view.at else None
        self.flipped.set_data(*np.transpose(self._cell(last)) if last is not None else ([], []))
        self.pen.set_data(*np.transpose(self._cell(view.state.pen)))
        self._overlaps(view, places)
        self._fall(view)
        self.heads.put(
            [
                ("the board, 64 cells: drag to draw", (left, top - 13)),
                (f"stored by {NAMES[view.state.rule]}; below each, its overlap", (SMALLS[0], top - 13)),
                ("what it was given", (CUE[0], CUE[1] - 13)),
                (f"energy, flip by flip    - - energy of the stored {view.nearest}", (PLOT[0], PLOT[1] - 13)),
            ]
        )

    def _cell(self, cell):
        left, top, side = BOARD
        pitch = side / SIDE
        return edges_of_box(left + pitch * (cell % SIDE) + 2, top + pitch * (cell // SIDE) + 2, pitch - 4, pitch - 4)

    def _overlaps(self, view, places):
        small = SMALLS[2]
        self.bars.set_segments(
            [
                [(x, y + small + 9), (x + small * abs(float(m)), y + small + 9)]
                for m, (x, y) in zip(view.overlap, places, strict=True)
            ]
        )
        self.bars.set_color([VERMILION if m > 0 else BLUE for m in view.overlap])
        self.names.put(
            [(fixed(float(m)), (x + small / 2, y + small + 22)) for m, (x, y) in zip(view.overlap, places, strict=True)]
        )

    def _fall(self, view):
        left, top, width, height = PLOT
        energies, level = view.settling.energies, float(view.level[view.nearest])
        low, high = min(float(energies.min()), level), max(float(energies.max()), level)
        x = left + width * np.arange(len(energies)) / span(view)

        def up(values):
            return top + height - height * (np.asarray(values) - low) / max(high - low, 1e-9)

        y = up(energies)
        self.ahead.set_data(x, y)
        self.fall.set_data(x[: view.at + 1], y[: view.at + 1])
        self.now.set_data(x[[view.at]], y[[view.at]])
        self.level.set_segments([[(left, float(up(level))), (left + width, float(up(level)))]])
        self.ticks.put(
            [
                (fixed(high, 1), (left - 6, top + 2)),
                (fixed(low, 1), (left - 6, top + height)),
                ("0", (left + 4, top + height + 16)),
                (f"{span(view)} flips", (left + width, top + height + 16)),
            ]
        )


def _paper(board):
    """Return ink dark on white."""
    return greys(0.93 - 0.8 * (np.reshape(board, (SIDE, SIDE)) > 0))
