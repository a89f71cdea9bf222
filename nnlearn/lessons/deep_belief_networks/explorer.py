"""The dream explorer: the top of a stack argues with itself, and ten pictures come down."""

import ipywidgets as widgets

from nnlearn.explorers.controls import ARROWS, row
from nnlearn.explorers.recorded import Recorded
from nnlearn.lessons.deep_belief_networks import listing, words
from nnlearn.lessons.deep_belief_networks.dreaming import DREAMS, LAST
from nnlearn.lessons.deep_belief_networks.picture import HEIGHT, WIDTH, Scene, papers, under
from nnlearn.lessons.deep_belief_networks.state import (
    ASKED,
    COLUMNS,
    DRAWS,
    MEANS,
    NONE,
    OWN,
    ROWS,
    SIDE,
    State,
    next_state,
    number_of,
    turned,
    view_of,
)
from nnlearn.lessons.deep_belief_networks.tour import TOUR


class DreamExplorer(Recorded):
    """Let the top of a stack dream, ask it for a class, turn one of its cells over, and see what comes down.

    On the left stands a deep belief network that has learned black and white digits: the picture below, boards of 100
    hidden cells above it, ten label cells beside the layer below the top. The two highest layers go back and forth,
    sweep after sweep; whatever is below them is made in one pass down. On the right are ten dreams at once, and what a
    small network reads in each.

    Click a cell of the top board to turn it over: the picture comes down again with the same random numbers. Click a
    label cell to ask for that digit, a dream to put it into the stack, another cell to see what it adds to the picture,
    and draw on the picture to send it up. Keys: arrows move to another cell, b to another board, Space turns the cell
    over, or draws; s is a sweep, d the next dream, l another label, n other noise, p probabilities
    or draws.

    Parameters
    ----------
    **start
        Where the settings start: asked, shown, start, depth, digit, seed, position, dream. See `Explorer`.

    Examples
    --------
    >>> explorer = DreamExplorer(asked=7)
    >>> explorer.go(30)
    >>> print(explorer)  # doctest: +ELLIPSIS
    Dream 1 after 30 sweeps from noise: read as a ... Asked for a 7: ... of the 10 dreams are read as asked. ...
    >>> explorer.close()
    """

    State = State
    size = (WIDTH, HEIGHT)
    tour = TOUR
    keys = (*ARROWS, " ", "b", "s", "d", "l", "n", "p")
    help = (
        "Click a top cell to turn it over, a label cell to ask for it, a dream to see its stack; draw on the picture. "
        "Keys: arrows: cell; b: board; Space: turn over or draw; s: sweep; d: dream; l: label; n: noise; p: pixels."
    )
    suggestion = "press Play, then ask for one of each."
    cursors: dict = {"scene": "pointer"}
    speeds = (("slow", 1.0), ("normal", 4.0), ("fast", 20.0))
    placed_elsewhere = ("position", "asked", "shown", "start", "depth", "digit")

    _ink: bool | None = None  # what the pointer draws

    def build(self, picture):
        self.scene = Scene(picture)

    def extras(self):
        buttons, slider = super().extras()
        self.again = widgets.Button(description="Other noise", tooltip="Other random numbers", icon="random")
        self.again.on_click(lambda _: self.draw_again())
        first = row([self.panel.placed("asked"), self.panel.placed("shown")])
        start = row([self.panel.placed("start"), self.again])
        return [buttons, slider, first, start, *(row([self.panel.placed(name)]) for name in ("depth", "digit"))]

    def compute(self, state):
        return view_of(state)

    def draw(self, view):
        self.canvas.prints = papers(view)  # before the frame, which is painted with them
        self.scene.draw(view)

    def next_state(self, state, **changes):
        return next_state(state, **changes)

    def length(self, view):
        return LAST

    # Pointer and keys.

    def on_pointer(self, event):
        if event["type"] == "up":
            self._ink = None
            return
        found = under(self.state, event["x"], event["y"])
        what, *place = found or ("",)
        if what == "pixel":
            if event["type"] == "down":
                self._ink = bool(self.view.pictures[self.view.dream, place[0]] < 0.5)
            if self._ink is not None:
                self.ink(place[0], self._ink)
        elif event["type"] == "down" and what:
            self._click(what, *place)

    def _click(self, what, *place):
        """Answer a click on what is not the picture."""
        if what == "cell":
            self.set(chosen=place)
            if place[0] == self.state.depth:
                self.turn(place[1])
        elif what == "slot":
            self.set(depth=place[0])
        elif what == "label":
            held = self.view.asked and self.view.asked[self.view.dream] == place[0]
            self.set(asked=NONE if held else place[0])
        elif what == "dream":
            self.set(dream=place[0])

    def turn(self, cell):
        """Turn a cell of the top layer over, in this sweep."""
        self.pause()
        self.set(flips=turned(self.state, self.at, cell))

    def draw_again(self):
        """Take other random numbers for everything that is drawn."""
        self.set(seed=(self.state.seed + 1) % 100)

    def ink(self, pixel, on):
        """Draw one pixel; what is on the picture goes up as the reader's own drawing."""
        self.pause()
        kept = self.state.start == OWN and self.state.position == 0  # the picture may be a few events late
        number = self.state.drawn if kept else number_of(self.view.pictures[self.view.dream] > 0.5)
        number = number | 1 << pixel if on else number & ~(1 << pixel)
        self.set(drawn=number, start=OWN, position=0, chosen=(0, pixel))

    def on_key(self, key):
        state = self.state
        layer, cell = state.chosen
        if key == "b":
            new = (layer - 1) % (state.depth + 1)
            self.set(chosen=(new, min(cell, (SIDE * SIDE if new == 0 else COLUMNS * ROWS) - 1)))
        elif key == " ":
            if layer == state.depth:
                self.turn(cell)
            elif layer == 0:
                self.ink(cell, bool(self.view.pictures[self.view.dream, cell] < 0.5))
        elif key == "s":
            self.go(self.at + 1)
        elif key == "d":
            self.set(dream=(state.dream + 1) % DREAMS)
        elif key == "l":
            values = [value for _, value in ASKED]
            self.set(asked=values[(values.index(state.asked) + 1) % len(values)])
        elif key == "n":
            self.draw_again()
        elif key == "p":
            self.set(shown=DRAWS if state.shown == MEANS else MEANS)
        else:
            across, up = ARROWS[key]
            columns, rows = (SIDE, SIDE) if layer == 0 else (COLUMNS, ROWS)
            line, column = divmod(cell, columns)
            line, column = min(max(line - up, 0), rows - 1), min(max(column + across, 0), columns - 1)
            self.set(chosen=(layer, columns * line + column))

    def on_hover(self, event):
        found = under(self.state, event["x"], event["y"])
        if not found:
            return ""
        what, *place = found
        if what == "slot":
            return f"layer {place[0]} is not there\nclick: add it"
        told: dict = {"cell": words.cell_told, "pixel": words.pixel_told, "label": words.label_told}
        told |= {"dream": words.dream_told, "field": words.field_told}
        return told[what](self.view, *place)

    # Words and code.

    def describe(self, view):
        return words.describe(view)

    def code(self, view):
        return listing.code(view)

    def numbers(self, view):
        return listing.numbers(view)
