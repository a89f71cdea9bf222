"""The text of the recurrent explorer: large letters on coloured cells; frames at the step and the letter to guess."""

import numpy as np
from matplotlib.collections import LineCollection
from matplotlib.colors import ListedColormap
from matplotlib.patches import Rectangle

from nnlearn.explorers.colour_bar import ColourBar
from nnlearn.explorers.labels import Labels
from nnlearn.explorers.pixels import Images, colours
from nnlearn.plots.numbers import significant
from nnlearn.plots.strips import SEEN
from nnlearn.plots.style import FAINT, INK, PAPER

COLUMNS, ROWS = 22, 2
CELL, PITCH, TALL = 28, 74, 62  # width of a cell, distance of the rows, and height of a cell, in pixels
LEFT, TOP = 12, 84
LETTER = 19.5  # points: 27 pixels
STRENGTH = 0.7  # of the colours, so that the letters on them stay legible
SURPRISED = 6.0  # nats, of the strongest colour: the letter had a probability of 0.0025
FAINTEST = 1e-6  # share of the gradient that is drawn white
BAR = (236, 60, 180)  # left, top and width of the colour bar


class Letters:
    """Artists of the text and of its colour bar, in axes of which each cell is one unit wide and each row one high."""

    def __init__(self, picture):
        ax = picture.axes("text", LEFT, TOP, CELL * COLUMNS, PITCH * ROWS)
        ax.set(xlim=(0, COLUMNS), ylim=(ROWS, 0))
        ax.set_axis_off()
        self.picture, self.bars = picture, [ColourBar(picture, *BAR, _map(low)) for low in (-1.0, 0.0)]
        self.cells = Images(picture.page)
        gaps = [[(k, row), (k, row + TALL / PITCH)] for row in range(ROWS) for k in range(1, COLUMNS)]
        gaps_drawn = LineCollection(gaps, colors=PAPER, linewidths=1.5, zorder=3)
        self.gaps = ax.add_collection(gaps_drawn, autolim=False)
        size = (1, TALL / PITCH)
        self.now = ax.add_patch(Rectangle((0, 0), *size, fill=False, ec=INK, lw=2.4, clip_on=False, zorder=4))
        self.next = ax.add_patch(
            Rectangle((0, 0), *size, fill=False, ec=INK, lw=1.4, ls=(0, (2, 2)), clip_on=False, zorder=4)
        )
        (self.cut,) = ax.plot([], [], color=INK, lw=3, zorder=4, clip_on=False)
        self.read = Labels(ax.transData, LETTER)
        self.ahead = Labels(ax.transData, LETTER, colour=FAINT)
        picture.moving(self.cells, self.gaps, self.now, self.next, self.cut, self.read, self.ahead)
        self._kind = None

    def draw(self, view):
        """Show a text and what its letters are coloured by."""
        at, text = view.at, view.text
        cells = np.full((ROWS, COLUMNS, 4), 255, np.uint8)
        cells.reshape(-1, 4)[:at] = tints(view)
        self.cells.images = [(row[None], LEFT, TOP + k * PITCH, CELL * COLUMNS, TALL) for k, row in enumerate(cells)]
        first = max(at - view.state.cut, 0) if view.state.tint == "gradient" else 0
        letters = [(SEEN.get(letter, letter), middle(k)) for k, letter in enumerate(text)]
        self.read.put(letters[first:at])
        self.ahead.put(letters[:first] + letters[at:])
        self.now.set_visible(at > 0)
        self.now.set_xy(corner(at - 1))
        self.next.set_xy(corner(at))
        x, y = corner(first)
        self.cut.set_data(*(([x, x], [y - 0.06, y + TALL / PITCH + 0.06]) if first else ([], [])))
        self._bar(view)

    def _bar(self, view):
        kind = view.state.tint
        if kind != self._kind:
            self._kind = kind
            for bar, shown in zip(self.bars, (kind == "unit", kind != "unit"), strict=True):
                bar.show(shown)
            self.picture.redraw()
        if kind == "unit":
            limit = significant(view.limit)
            self.bars[0].say(f"unit {view.state.unit}: −{limit}", f"+{limit}")
        elif kind == "surprise":
            self.bars[1].say("surprise −log p: 0", f"{SURPRISED:g} and more")
        else:
            self.bars[1].say(f"share of the gradient: {significant(FAINTEST)}", significant(10 ** top_power(view)))


def middle(index):
    """Return the middle of a letter's cell, counted from 0."""
    row, column = divmod(index, COLUMNS)
    return column + 0.5, row + TALL / PITCH / 2


def corner(index):
    """Return the upper left corner of a letter's cell."""
    row, column = divmod(index, COLUMNS)
    return column, row


def letter_at(view, x, y):
    """Return which letter lies at a place of the text, counted from 0, or None.

    Examples
    --------
    >>> from nnlearn.lessons.recurrent_networks.state import State, view_of
    >>> view = view_of(State())
    >>> letter_at(view, 1.2, 1.3), letter_at(view, 1.2, 0.95)
    (23, None)
    """
    column, row = int(x), int(y)
    inside = 0 <= column < COLUMNS and 0 <= row < ROWS and y - row <= TALL / PITCH
    index = row * COLUMNS + column
    return index if inside and index < len(view.text) else None


def tints(view):
    """Return the colours of the letters that have been read, an array (t, 4) of uint8.

    Examples
    --------
    >>> from nnlearn.lessons.recurrent_networks.state import State, view_of
    >>> [tints(view_of(State(tint=kind, position=9))).shape for kind in ("unit", "surprise", "gradient")]
    [(9, 4), (9, 4), (9, 4)]
    """
    if view.state.tint == "unit":
        return colours(view.values, view.limit, STRENGTH)
    if view.state.tint == "surprise":
        return colours(np.minimum(view.surprises[: view.at], SURPRISED), SURPRISED, STRENGTH)
    low = np.log10(FAINTEST)
    powers = np.log10(np.maximum(view.shares[::-1], FAINTEST))  # of the first letter first
    found = colours((powers - low) / (top_power(view) - low), 1.0, STRENGTH)
    found[: max(view.at - view.state.cut, 0)] = (238, 238, 238, 255)  # cut off
    return found


def top_power(view):
    """Return the power of ten of the share of the gradient that has the strongest colour: 0, or more if it explodes."""
    return max(0, int(np.ceil(np.log10(view.shares.max() / 2)))) if view.at else 0


def _map(low):
    """Return the colours from `low`, -1 or 0, to 1."""
    return ListedColormap(colours(np.linspace(low, 1, 256), 1.0, STRENGTH) / 255)
