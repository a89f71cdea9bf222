"""Below the text of the recurrent explorer: the network at one step, or its gradient's size; the next letter."""

import numpy as np
from matplotlib.collections import LineCollection

from nnlearn.explorers.labels import Labels
from nnlearn.explorers.pixels import Images, colours
from nnlearn.lessons.recurrent_networks.letters import STRENGTH
from nnlearn.lessons.recurrent_networks.network import LETTERS, UNITS
from nnlearn.lessons.recurrent_networks.state import STEPS
from nnlearn.plots.strips import SEEN
from nnlearn.plots.style import BLUE, FAINT, INK, SMALL, TEXT, VERMILION

TOP, HEIGHT = 248, 230  # of this part of the picture
FLOOR, CEILING = 1e-12, 1e8  # of the gradient's axis
GRID, COLUMNS, CELL = (136, 36), 6, (36, 30)  # corner of the units, units in a row, size of a unit
BOX = (28, 70, 52, 52)  # of the letter that is read
PLOT = (66, 46, 336, 136)
BARS, BAR = 6, (470, 36, 26, 96)  # rows; left, top, distance of the rows, and length of a probability of 1
DARK = "#A84A00"  # orange that is legible as text


class Machine:
    """Artists of this part, in axes whose coordinates are pixels, y downwards."""

    def __init__(self, picture):
        self.picture = picture
        self.ax = ax = picture.axes("lower", 0, TOP, picture.width, HEIGHT)
        ax.set(xlim=(0, picture.width), ylim=(HEIGHT, 0))
        ax.set_axis_off()
        ax.patch.set_alpha(0)
        self._network(picture)
        self._plot(picture)
        self.bars = ax.add_collection(LineCollection([], linewidths=11, capstyle="butt"), autolim=False)
        self.chance = self._label(TEXT, (BAR[0] - 24, 8), across=0)
        self.likely, self.values = self._label(TEXT, weight="bold"), self._label(SMALL, across=0)
        picture.moving(self.bars)
        self._reach = None

    def _label(self, size, place=(0, 0), **style):
        return self.picture.moving(Labels(self.ax.transData, size, place=place, **style))[0]

    def _network(self, picture):
        (x, y), (wide, tall) = GRID, CELL
        right, bottom, middle = x + COLUMNS * wide, y + UNITS // COLUMNS * tall, BOX[1] + BOX[3] / 2
        self.cells = Images(self.ax.transData)
        paths: list = [
            [(BOX[0] + BOX[2] + 4, middle), (x - 10, middle)],
            [(right + 4, middle), (BAR[0] - 44, middle)],
            [(right - 18, bottom + 3), (right - 18, bottom + 20), (x + 18, bottom + 20), (x + 18, bottom + 10)],
        ]
        box = _frame(*BOX)
        self.lines = self.ax.add_collection(LineCollection([*paths, box], colors=INK, linewidths=1.4), autolim=False)
        ends = np.array([paths[0][-1], paths[1][-1]])
        self.heads = self.ax.plot(ends[:, 0], ends[:, 1], ">", color=INK, ms=6)[0]
        self.up = self.ax.plot(*paths[2][-1], "^", color=INK, ms=6)[0]
        self.chosen = self.ax.plot([], [], color=INK, lw=2.4, zorder=4)[0]
        picture.moving(self.cells, self.lines, self.heads, self.up, self.chosen)
        self.letter = self._label(17.3, (BOX[0] + BOX[2] / 2, middle))
        self.names, self.numbers = self._label(TEXT, across=0.5), self._label(SMALL)
        self.loop = self._label(SMALL, ((x + right) / 2, bottom + 34))

    def _plot(self, picture):
        left, top, width, height = PLOT
        self.plane = picture.axes("", left, TOP + top, width, height)
        self.plane.set(yscale="log", xlim=(-0.5, STEPS + 0.5), ylim=(FLOOR, CEILING), xlabel="steps back")
        self.plane.set(yticks=[1e-12, 1e-8, 1e-4, 1, 1e4, 1e8])
        self.plane.minorticks_off()
        (self.one,) = self.plane.plot([-0.5, STEPS + 0.5], [1, 1], color=FAINT, lw=0.8, ls=":")
        (self.power,) = self.plane.plot([], [], "--", color=INK, lw=1.4)
        (self.lost,) = self.plane.plot([], [], "o-", color=FAINT, lw=1.2, ms=2.5)
        (self.sent,) = self.plane.plot([], [], "o-", color=VERMILION, lw=2, ms=4)
        picture.moving(self.one, self.power, self.lost, self.sent)
        rows = [("●— size of the gradient, 1 at the solid frame", DARK, (14, 10)), ("●— cut off", "#6A6A6A", (316, 10))]
        rows += [("- - spectral radius to the power of the steps back", INK, (14, 28))]
        self.legend = []
        for text, colour, place in rows:
            label = self._label(SMALL, place, across=0, colour=colour)
            label.say(text)
            self.legend.append(label)

    def draw(self, view):
        """Show the network, or the plot of the gradient, and the next letter."""
        reach = view.state.tint == "gradient"
        if reach != self._reach:
            self._reach = reach
            (self.plane.set_axis_on if reach else self.plane.set_axis_off)()
            for artist in (self.one, self.power, self.lost, self.sent, *self.legend):
                artist.set_visible(reach)
            shown = (self.lines, self.heads, self.up, self.chosen, self.letter, self.names, self.numbers, self.loop)
            for artist in shown:
                artist.set_visible(not reach)
            self.picture.redraw()
        (self._draw_reach if reach else self._draw_network)(view)
        self._draw_next(view)

    def _draw_network(self, view):
        state = view.run.states[view.at].reshape(-1, COLUMNS)
        (x, y), (wide, tall) = GRID, CELL
        rows = len(state)
        limit = 1.0 if view.state.tanh else max(1.0, float(np.abs(state).max()))
        self.cells.images = [(colours(state, limit, STRENGTH), x, y, COLUMNS * wide, rows * tall)]
        self.numbers.put([(str(k + 1), unit_middle(k)) for k in range(UNITS)])
        row, column = divmod(view.state.unit - 1, COLUMNS)
        self.chosen.set_data(*np.transpose(_frame(x + column * wide, y + row * tall, wide, tall)))
        letter = view.text[view.at - 1] if view.at else ""
        self.letter.say(SEEN.get(letter, letter))
        self.names.put([("letter read", (BOX[0] + BOX[2] / 2, 16)), ("24 units: click one", (x + 108, 16))])
        self.loop.say("goes in again with the next letter")

    def _draw_reach(self, view):
        self.cells.images = []
        shares, cut = view.shares, min(view.state.cut, view.at)
        back = np.arange(len(shares))
        inside = np.where((shares >= FLOOR) & (shares <= CEILING), shares, np.nan)
        self.sent.set_data(back[:cut], inside[:cut])
        self.lost.set_data(back[max(cut - 1, 0) :], inside[max(cut - 1, 0) :])
        self.power.set_data(back, view.radius ** back.astype(float))

    def _draw_next(self, view):
        chances, right = view.run.chances[view.at], view.text[view.at]
        best = most_likely(chances)
        left, top, pitch, long = BAR
        y = top + pitch * (np.arange(BARS) + 0.5)
        pairs = list(zip(best, y, strict=True))
        self.bars.set_segments([[(left, place), (left + long * chances[k], place)] for k, place in pairs])
        self.bars.set_color([VERMILION if LETTERS[k] == right else BLUE for k in best])
        names = [SEEN.get(LETTERS[k], LETTERS[k]) for k in best]
        self.likely.put([(name, (left - 14, place)) for name, place in zip(names, y, strict=True)])
        self.values.put(
            [(f"{chances[k]:.2f}", (left + long * chances[k] + 6, place)) for k, place in zip(best, y, strict=True)]
        )
        self.chance.put(
            [
                ("p(next letter)", (left - 24, 16)),
                (f"orange: the right one, {SEEN.get(right, right)}", (left - 24, HEIGHT - 20)),
            ]
        )


def most_likely(chances):
    """Return the codes of the letters with the highest probabilities, the highest first."""
    return np.argsort(-chances, kind="stable")[:BARS]


def unit_middle(unit):
    """Return the middle of a unit's cell, counted from 0."""
    row, column = divmod(unit, COLUMNS)
    return GRID[0] + (column + 0.5) * CELL[0], GRID[1] + (row + 0.5) * CELL[1]


def under(view, x, y):
    """Return what lies at a place: ("unit", from 0), ("chance", row), ("back", steps), or ("", 0).

    Examples
    --------
    >>> from nnlearn.lessons.recurrent_networks.state import State, view_of
    >>> view = view_of(State())
    >>> under(view, *unit_middle(7)), under(view, 500, 40), under(view, 5, 5)
    (('unit', 7), ('chance', 0), ('', 0))
    """
    row = int((y - BAR[1]) // BAR[2])
    if x >= BAR[0] - 24:
        return ("chance", row) if 0 <= row < BARS else ("", 0)
    if view.state.tint == "gradient":
        left, top, width, height = PLOT
        back = round((x - left) / width * (STEPS + 1) - 0.5)
        return ("back", back) if 0 <= back < view.at and top <= y <= top + height else ("", 0)
    column, row = int((x - GRID[0]) // CELL[0]), int((y - GRID[1]) // CELL[1])
    inside = 0 <= column < COLUMNS and 0 <= row < UNITS // COLUMNS
    return ("unit", row * COLUMNS + column) if inside else ("", 0)


def _frame(left, top, width, height):
    """Return the corners of a rectangle, the first one twice."""
    return [(left, top), (left + width, top), (left + width, top + height), (left, top + height), (left, top)]
