"""The pointer and the keys of the energy explorer."""

import numpy as np

from nnlearn.explorers.controls import ARROWS
from nnlearn.explorers.live import Live
from nnlearn.lessons.boltzmann_machines.board import under_board
from nnlearn.lessons.boltzmann_machines.columns import column_at
from nnlearn.lessons.boltzmann_machines.recall import SIDE
from nnlearn.lessons.boltzmann_machines.ring import under_ring
from nnlearn.lessons.boltzmann_machines.state import (
    LANDSCAPE,
    LEARNING,
    MEMORY,
    TICK,
    VIEWS,
    edges,
    next_hold,
    next_state,
    with_weight,
)
from nnlearn.lessons.boltzmann_machines.view import number_of
from nnlearn.lessons.boltzmann_machines.walker import unpacked

DRAG = 4  # pixels for a tenth of a weight


class Pointing(Live):
    """An explorer whose ring is clicked and dragged, and whose board is drawn on."""

    _grip: tuple | None = None  # the line that is dragged, where it was grasped, and its weight there
    _ink: bool | None = None  # what the pointer draws

    def one_cell(self):
        """Draw the next cell of the sweep."""
        self.set(cell=self.state.cell + 1)

    def next_state(self, state, **changes):
        new = next_state(state, **changes)
        if new.view != state.view and self.playing:
            self.pause()  # what plays is of the other view
        return new

    def on_pointer(self, event):
        if event["type"] == "up":
            self._grip = self._ink = None
        elif self.state.view == MEMORY:
            self._touch(event["type"], event["x"], event["y"])
        else:
            self._point(event["type"], event["x"], event["y"])

    def _point(self, kind, x, y):
        if kind == "move":
            if self._grip:
                (i, j), start, value = self._grip
                self.set(**with_weight(self.state, i, j, value + TICK * round((start - y) / DRAG)))
            return
        found = under_ring(self.view.cells, x, y)
        if self.state.view == LEARNING:
            if found and found[0] == "edge":
                self.set(chosen=found[1])
            return
        code = column_at(self.view, x, y)
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

    def on_key(self, key):
        state = self.state
        if key == "v":
            self.set(view=VIEWS[(VIEWS.index(state.view) + 1) % len(VIEWS)])
        elif key == "s":
            self.go(self.at + 1)
        elif state.view == MEMORY:
            self._press(key)
        elif key in ("ArrowLeft", "ArrowRight"):
            known = edges(self.view.cells)
            self.set(chosen=known[(known.index(self.view.chosen) + ARROWS[key][0]) % len(known)])
        elif state.view == LANDSCAPE:
            self._change(key)

    def _change(self, key):
        """Answer a key that changes the small machine or its walk."""
        state = self.state
        if key == " ":
            self.one_cell()
        elif key == "c":
            self.set(clamped=next_hold(state, state.chosen[0]))
        else:
            up = ARROWS[key][1]
            i, j = state.chosen
            self.set(**with_weight(state, i, j, self.strength(state.chosen) + TICK * up))

    def _press(self, key):
        """Answer a key on the board."""
        if key == " ":
            self.ink(self.state.pen, bool(self.view.board[self.state.pen] < 0))
        elif key in ARROWS:
            across, up = ARROWS[key]
            line, column = divmod(self.state.pen, SIDE)
            line, column = np.clip([line - up, column + across], 0, SIDE - 1).tolist()
            self.set(pen=line * SIDE + column)
