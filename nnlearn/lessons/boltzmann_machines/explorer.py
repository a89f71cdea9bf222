"""The energy explorer: a machine whose states can all be listed, its walkers, and a memory that settles."""

import asyncio

import numpy as np

from nnlearn.explorers.colour_bar import ColourBar
from nnlearn.explorers.controls import ARROWS, row
from nnlearn.explorers.live import Live
from nnlearn.explorers.playing import CALM_SECONDS
from nnlearn.explorers.snapshots import RunCache
from nnlearn.lessons.boltzmann_machines import listing, words
from nnlearn.lessons.boltzmann_machines.board import BOARD, CUE, SMALLS, Board, place_of_digit, under_board
from nnlearn.lessons.boltzmann_machines.columns import Columns, column_at
from nnlearn.lessons.boltzmann_machines.recall import SIDE
from nnlearn.lessons.boltzmann_machines.ring import Ring, under_ring
from nnlearn.lessons.boltzmann_machines.state import (
    LANDSCAPE,
    MEMORY,
    TICK,
    State,
    edges,
    next_hold,
    next_state,
    with_weight,
)
from nnlearn.lessons.boltzmann_machines.tour import TOUR
from nnlearn.lessons.boltzmann_machines.view import (
    is_landscape,
    landscape_of,
    memory_of,
    number_of,
    settings_of,
    walk_of,
)
from nnlearn.lessons.boltzmann_machines.walker import unpacked
from nnlearn.plots.style import DIVERGING, TEXT

WIDTH, HEIGHT = 640, 500
MAX_SWEEPS = 2000
DRAG = 4  # pixels for a tenth of a weight
FLIP_SECONDS = 0.25  # from one flip of the memory to the next
CONTROLS = {LANDSCAPE: ("temperature", "machine", "cells", "walkers"), MEMORY: ("stored", "digit", "spoiled", "rule")}
HELP = {
    LANDSCAPE: "Click a cell to hold it, a column to start there; drag a line. Keys: ← →: next line; ↑ ↓: its "
    "weight; Space: one cell; s: a sweep; c: hold a cell; m: memory.",
    MEMORY: "Drag on the board to draw; click a stored digit. Keys: arrows move the pen, Space turns a cell over; s: a "
    "flip; m: landscape.",
}


class EnergyExplorer(Live):
    """Let walkers explore all states of a small machine, and let a memory fall into what it has stored.

    Landscape: on the left the cells on a ring, their weights as lines; on the right all states from low energy to high,
    the exact probability of each as a column and the share of the walkers' visits as a dot. The gap between both, the
    total variation, stands above. Below is the energy of one walker in time.

    Memory: a board of 64 cells that stores digits. Spoil one or draw your own, and watch the energy fall, flip by flip,
    until the board is at rest: in a stored digit, or in a picture that nobody stored.

    Drag a line of the ring up or down to change its weight, click a cell to hold it at + or -, click a column to start
    there, draw on the board. The keys do the same: arrows, Space, s, c, m.

    Parameters
    ----------
    **start
        Where the settings start: view, temperature, machine, cells, walkers, stored, digit, spoiled, rule, position.
        See `Explorer`.

    Examples
    --------
    >>> explorer = EnergyExplorer(machine="two valleys")
    >>> explorer.go(10)
    >>> print(explorer)  # doctest: +ELLIPSIS
    A machine of 6 cells, two valleys, T = 1, 1 walker. Total variation ...
    >>> explorer.close()
    """

    State = State
    size = (WIDTH, HEIGHT)
    max_steps, first_span = MAX_SWEEPS, 1000
    speeds = (("1 sweep a frame", 1.0), ("4 sweeps a frame", 4.0), ("20 sweeps a frame", 20.0))
    first_speed = 1
    keys = (*ARROWS, " ", "s", "c", "m")
    help = HELP[LANDSCAPE]
    suggestion = "press Play, then lower the temperature."
    tour = TOUR
    cursors: dict = {"scene": "pointer"}
    placed_elsewhere = ("position", "view", *CONTROLS[LANDSCAPE], *CONTROLS[MEMORY])

    # The picture.

    def setup(self):
        self.walks = RunCache(walk_of, lambda *_: -1)
        self._grip = self._ink = None  # where a line was grasped, and its weight there; what the pointer draws
        self._shown = None  # which scene

    def build(self, picture):
        ax = picture.axes("scene", 0, 0, WIDTH, HEIGHT)
        ax.set(xlim=(0, WIDTH), ylim=(HEIGHT, 0))
        ax.set_axis_off()
        self.ring, self.columns, self.board = Ring(picture, ax), Columns(picture, ax), Board(picture, ax)
        self.bar = ColourBar(picture, 84, 326, 70, DIVERGING, "weight −2", "+2")
        self.title, self.line = picture.words(14, 8, TEXT, "bold"), picture.words(14, 28, TEXT)
        self.chosen = picture.words(14, 298, TEXT)

    def extras(self):
        buttons, slider = super().extras()
        self.one = self.action_button("One cell", "adjust", self.one_cell)
        *first, step = buttons.children[:4]
        buttons.children = (*first, step, self.one, *buttons.children[4:])
        self.rows = {name: row([self.panel.placed(one) for one in CONTROLS[name]]) for name in CONTROLS}
        return [row([self.panel.placed("view")]), buttons, slider, *self.rows.values()]

    def compute(self, state):
        if state.view == MEMORY:
            return memory_of(state)
        return landscape_of(state, self.walks.of(settings_of(state)))

    def draw(self, view):
        own = is_landscape(view)
        if own != self._shown:
            self._shown = own
            for artist in (*self.ring.artists, *self.columns.artists, self.chosen):
                artist.set_visible(own)
            for artist in self.board.artists:
                artist.set_visible(not own)
            self.bar.show(own)
            self.picture.redraw()
        if own:
            self.board.images.images = []
            self.ring.draw(view)
            self.columns.draw(view)
            self.chosen.say(words.edge(view, view.state.chosen))
        else:
            self.board.draw(view)
        self.title.say(words.title(view))
        self.line.say(words.line(view))

    def after_draw(self, view):
        super().after_draw(view)
        own, state = is_landscape(view), view.state
        for name, box in self.rows.items():
            box.layout.display = "" if name == state.view else "none"
        for widget in (self.one, self.speed):
            widget.layout.display = "" if own else "none"
        self.canvas.help = HELP[state.view]
        self.canvas.cursors = {"scene": "pointer" if own else "crosshair"}
        papers = [BOARD + BOARD[2:], CUE + CUE[2:]]
        papers += [(*place_of_digit(k), SMALLS[2], SMALLS[2]) for k in range(state.stored)]
        self.canvas.prints = [] if own else papers

    # Words and code.

    def describe(self, view):
        return words.describe(view)

    def code(self, view):
        return listing.code(view)

    def numbers(self, view):
        return listing.numbers(view)

    # The run.

    def length(self, view):
        return super().length(view) if is_landscape(view) else view.reached

    def frame_key(self, state, view):
        return [] if state.cell else self._prerenderer.frame_key(state, view.at, view.reached)

    def go(self, position):
        self.set(position=min(max(position, 0), self.max_steps))

    def one_cell(self):
        """Draw the next cell of the sweep, or let the memory flip one."""
        if self.state.view == MEMORY:
            self.go(self.at + 1)
        else:
            self.set(cell=self.state.cell + 1)

    def finished(self):
        return self.at >= (MAX_SWEEPS if self.state.view == LANDSCAPE else self.view.reached)

    def advance(self):
        with self.lock:
            return self.advance_by(self.walks.of(settings_of(self.state)).to, MAX_SWEEPS, cell=0)

    async def _play(self):
        if self.state.view == LANDSCAPE:
            await super()._play()
            return
        me = asyncio.current_task()
        try:
            while self._player is me and not self.finished():
                await asyncio.sleep(CALM_SECONDS if self.canvas.calm else FLIP_SECONDS)
                if self._player is me:
                    self.go(self.at + 1)
        finally:
            self._over(me)

    # Settings, pointer and keys.

    def next_state(self, state, **changes):
        new = next_state(state, **changes)
        if new.view != state.view and self.playing:
            self.pause()  # what plays is of the other view
        return new

    def on_pointer(self, event):
        if event["type"] == "up":
            self._grip = self._ink = None
        elif self.state.view == LANDSCAPE:
            self._point(event["type"], event["x"], event["y"])
        else:
            self._touch(event["type"], event["x"], event["y"])

    def _point(self, kind, x, y):
        if kind == "move":
            if self._grip:
                edge, start, value = self._grip
                self.set(**with_weight(self.state, *edge, value + TICK * round((start - y) / DRAG)))
            return
        found, code = under_ring(self.state.cells, x, y), column_at(self.view, x, y)
        if found and found[0] == "cell":
            self.set(clamped=next_hold(self.state, found[1]))
        elif found:
            self._grip = found[1], y, self.strength(found[1])
            self.set(chosen=found[1])
        elif code is not None:
            self.pause()
            self.set(start=code, position=0)

    def _touch(self, kind, x, y):
        found = under_board(self.view, x, y)
        what, k = found or ("", 0)
        if what == "board":
            if kind == "down":
                self._ink = self.view.board[k] < 0
            if self._ink is not None:
                self.ink(k, self._ink)
        elif kind == "down" and what == "stored":
            self.pause()
            self.set(digit=k, drawn=-1, position=0)
        elif what == "fall":
            self.go(k)

    def ink(self, cell, up):
        """Draw one cell of the board; what is on it becomes the reader's own."""
        self.pause()
        kept = self.state.drawn >= 0 and self.state.position == 0  # the picture may be a few events late
        number = self.state.drawn if kept else number_of(self.view.board)
        number = number | 1 << cell if up else number & ~(1 << cell)
        self.set(drawn=number, position=0, pen=cell)

    def strength(self, edge):
        """Return the weight between two cells, or a bias."""
        weight, bias = unpacked(self.state.weights, self.state.cells)
        return float(bias[edge[0]] if edge[0] == edge[1] else weight[edge])

    def on_hover(self, event):
        return words.hover(self.view, event["x"], event["y"])

    def on_key(self, key):
        state = self.state
        if key == "m":
            self.set(view=MEMORY if state.view == LANDSCAPE else LANDSCAPE)
        elif key == "s":
            self.go(self.at + 1)
        elif state.view == MEMORY:
            self._press(key)
        elif key == " ":
            self.one_cell()
        elif key == "c":
            self.set(clamped=next_hold(state, state.chosen[0]))
        else:
            (across, up), known = ARROWS[key], edges(state.cells)
            if across:
                self.set(chosen=known[(known.index(state.chosen) + across) % len(known)])
            else:
                self.set(**with_weight(state, *state.chosen, self.strength(state.chosen) + TICK * up))

    def _press(self, key):
        """Answer a key on the board."""
        if key == " ":
            self.ink(self.state.pen, bool(self.view.board[self.state.pen] < 0))
        elif key in ARROWS:
            across, up = ARROWS[key]
            line, column = divmod(self.state.pen, SIDE)
            line, column = np.clip([line - up, column + across], 0, SIDE - 1).tolist()
            self.set(pen=line * SIDE + column)
