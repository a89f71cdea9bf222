"""The picture of the explorer of lesson 19: the text and the gates over time, a cell as a tank, the gradient."""

import numpy as np
from matplotlib.collections import LineCollection
from matplotlib.colors import ListedColormap

from nnlearn.explorers.colour_bar import ColourBar
from nnlearn.explorers.labels import Labels
from nnlearn.explorers.pixels import Images, colours
from nnlearn.lessons.lstm.state import FARTHEST, ROWS
from nnlearn.lessons.lstm.tank import Tank
from nnlearn.plots.numbers import significant
from nnlearn.plots.style import INK, SMALL, TEXT, VERMILION

WIDTH, HEIGHT = 640, 424
LEFT, TOP, WIDE, PITCH, TALL = 88, 56, 540, 20, 18  # of the rows over time
MOST = 8  # rows: the text, up to six of gates and states, and the answer
BAR = (300, 224, 120)  # left, top and width of the colour bar
PLOT = (400, 268, 226, 112)
FLOOR, CEILING = 1e-12, 1e3  # of the gradient's axis
STRENGTH = 0.75  # of the colours, so that what stands on them stays legible
DARK = "#A84A00"  # orange that is legible as text
SYMBOLS, GREYS = ("A", "B", "C", "D"), (205, 216, 227, 238)
TINTS = ((213, 94, 0), (0, 114, 178), (0, 158, 115), (204, 121, 167))  # of the symbols, and of a and b
NAMES = {"f": "f keeps", "i": "i writes", "g": "g candidate", "c": "c cell", "o": "o shows", "h": "h state"}
NAMES_GRU = {"z": "z keeps", "r": "r looks back", "n": "n candidate", "h": "h state"}


class GatePicture:
    """Artists of the three parts; coordinates are pixels of the page."""

    def __init__(self, picture):
        self.picture = picture
        self.title, self.line = picture.words(14, 6, TEXT, "bold"), picture.words(14, 28, TEXT)
        self.cells = picture.moving(Images(picture.page))[0]
        for name, top, height in (("rows", TOP, MOST * PITCH), ("tank", 252, 168)):
            ax = picture.axes(name, *((LEFT, top, WIDE, height) if name == "rows" else (0, top, 340, height)))
            ax.set(xlim=(0, 1) if name == "rows" else (0, 340), ylim=(height, 0))
            ax.set_axis_off()
            ax.patch.set_alpha(0)
        self.names = picture.moving(Labels(picture.page, SMALL, across=1))[0]
        self.letters = picture.moving(Labels(picture.page, SMALL))[0]
        self.frame = self._lines(INK, 2.0)
        self.held = self._lines(INK, 1.6, (0, (2, 2)))
        self.bar = ColourBar(picture, *BAR, ListedColormap(colours(np.linspace(-1, 1, 256), 1.0, STRENGTH) / 255))
        self.tank = Tank(picture)
        self._plot(picture)

    def _lines(self, colour, width, style="-"):
        made = LineCollection([], colors=colour, linewidths=width, linestyles=[style], transform=self.picture.page)
        made.set_zorder(4)
        self.picture.fig.add_artist(made)
        return self.picture.moving(made)[0]

    def _plot(self, picture):
        self.plane = picture.axes("gradient", *PLOT)
        self.plane.set(yscale="log", xlim=(0, FARTHEST + 2), ylim=(FLOOR, CEILING), xlabel="steps back")
        self.plane.set(yticks=[1e-12, 1e-8, 1e-4, 1])
        self.plane.minorticks_off()
        self.plane.xaxis.set_label_coords(0.5, -0.2)
        (self.power,) = self.plane.plot([], [], "--", color=INK, lw=1.4)
        (self.sent,) = self.plane.plot([], [], color=VERMILION, lw=2.2)
        (self.here,) = self.plane.plot([], [], "o", color=VERMILION, ms=6)
        picture.moving(self.power, self.sent, self.here)
        self.key = picture.moving(Labels(picture.page, SMALL, across=0, colour=DARK, place=(PLOT[0] - 38, 254)))[0]
        self.dashed = picture.moving(Labels(picture.page, SMALL, across=1, place=(PLOT[0] + PLOT[2], 276)))[0]

    def draw(self, view):
        """Show a view; the words come from `words.py`."""
        self._draw_rows(view)
        self.tank.draw(view)
        self._draw_gradient(view)

    def _draw_rows(self, view):
        steps, pixel = len(view.x), WIDE / len(view.x)
        rows = [tokens(view)]
        for name in ROWS[view.kind]:
            values = view.gates[name][:, view.unit]
            rows.append(colours(values, view.limit if name == view.memory else 1.0, STRENGTH))
        if view.trained:
            rows.append(colours(view.p, 1.0, STRENGTH))
        for row in rows[1:]:
            row[view.at :] = (240, 240, 240, 255)  # not yet read
        self.cells.images = [(row[None], LEFT, TOP + k * PITCH, WIDE, TALL) for k, row in enumerate(rows)]
        names = [row_name(view, k) for k in range(len(rows))]
        self.names.put([(name, (LEFT - 6, TOP + k * PITCH + TALL / 2)) for k, name in enumerate(names)])
        places = [(letter, LEFT + (k + 0.5) * pixel) for k, letter in enumerate(letters(view)) if letter]
        self.letters.put([(letter, (x, TOP + TALL / 2)) for letter, x in places])
        bottom = TOP + len(rows) * PITCH
        self.frame.set_segments([_box(LEFT + (view.at - 1) * pixel, TOP - 2, pixel, bottom - TOP)] if view.at else [])
        held = view.state.hold != "nothing" and view.kind != "RNN"
        first, count = view.state.held - 1, 1 if view.state.hold == "f 0" else steps - view.state.held + 1
        row = ROWS[view.kind].index(held_gate(view)) + 1 if held else 0
        box = _box(LEFT + first * pixel, TOP + row * PITCH - 1, pixel * count, TALL + 2)
        self.held.set_segments([box] if held and count > 0 else [])
        self.bar.say(f"{view.memory}: −{significant(view.limit)}", f"+{significant(view.limit)}; all others: −1 to +1")

    def _draw_gradient(self, view):
        back = np.arange(len(view.shares))
        self.sent.set_data(back, np.where((view.shares >= FLOOR) & (view.shares <= CEILING), view.shares, np.nan))
        last = view.longest
        inside = FLOOR <= view.shares[last] <= CEILING
        self.here.set_data(*(([last], [view.shares[last]]) if inside else ([], [])))
        far = np.arange(FARTHEST + 3)
        self.power.set_data(*((far, view.factor ** far.astype(float)) if view.factor else ([], [])))
        self.key.say("gradient at x, share of that at the last step")
        self.dashed.say("- - σ(bias) to the power of the steps" if view.factor else "")


def row_name(view, row):
    """Return the name of a row, from 0: the text, the gates and states, the answer.

    Examples
    --------
    >>> from nnlearn.lessons.lstm.state import State, view_of
    >>> view = view_of(State(network="LSTM that counts"))
    >>> [row_name(view, k) for k in (0, 1, 7)]
    ['reads', 'f keeps', 'p(end)']
    """
    rows = ROWS[view.kind]
    if row == 0:
        return "reads"
    if row > len(rows):
        return "p(end)" if view.counting else f"p({SYMBOLS[view.state.symbol]})"
    return (NAMES_GRU if view.kind == "GRU" else NAMES)[rows[row - 1]]


def rows_of(view):
    """Return how many rows a view has."""
    return 1 + len(ROWS[view.kind]) + view.trained


def held_gate(view):
    """Return the gate that is held: a GRU's z takes the place of f and of i."""
    return "z" if view.kind == "GRU" else view.state.hold[0]


def tokens(view):
    """Return the colours of what is read: symbols and letters in colour, noise and question in greys."""
    palette = (
        [(*colour, 255) for colour in TINTS] + [(grey, grey, grey, 255) for grey in GREYS] + [(160, 160, 160, 255)]
    )
    found = np.array(palette, np.uint8)[view.codes]
    return np.uint8(255 - (255 - found.astype(float)) * np.where(view.codes < 4, 0.55, 1)[:, None])


def letters(view):
    """Return what stands on each cell of the text: "" where the cells are narrow."""
    if view.counting:
        found = ["ab"[code] for code in view.codes]
        return found if len(found) <= 44 else [""] * len(found)
    return [SYMBOLS[view.codes[0]], *[""] * (len(view.codes) - 2), "?"]


def step_at(view, x):
    """Return the step under a place of the rows, 0 to 1, from 1."""
    return int(np.clip(x * len(view.x), 0, len(view.x) - 1)) + 1


def _box(left, top, width, height):
    right, bottom = left + width, top + height
    return [(left, top), (right, top), (right, bottom), (left, bottom), (left, top)]
