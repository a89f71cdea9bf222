"""The letter explorer: a drawing, five letters the network never trained on, and which of them is nearest."""

from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

import ipywidgets as widgets
import numpy as np

import nnlearn.numpy as nn
from nnlearn.explorers.controls import ARROWS, row, slide
from nnlearn.explorers.explorer import Explorer
from nnlearn.lessons.applications import letter_words as words
from nnlearn.lessons.applications.letter_network import (
    FIVE,
    PEOPLE,
    SIDE,
    apart,
    embedding,
    held_out,
    moved,
    shrunk,
    typical,
)
from nnlearn.lessons.applications.letter_picture import Desk
from nnlearn.lessons.applications.letter_sheet import ink_on, sheet_line, stroke
from nnlearn.lessons.applications.letter_tour import TOUR
from nnlearn.plots.style import SMALL, TEXT

GROUPS, MOST = 13, 6  # groups of five letters, and pixels that a drawing can be moved


@dataclass(frozen=True)
class State:
    """Settings of the letter explorer."""

    right: int = slide(0, -MOST, MOST, 1, "moved right", "pixels", buttons="step")
    down: int = slide(0, -MOST, MOST, 1, "moved down", "pixels", buttons="step")
    group: int = slide(2, 0, GROUPS - 1, 1, "five letters", buttons="step")
    letter: int = slide(4, 1, FIVE, 1, "which of them is drawn", buttons="step")
    person: int = slide(12, 2, PEOPLE, 1, "drawn by person", buttons="step")
    own: bool = False  # whether the sheet of the reader is shown
    sheet: bytes = b""
    pen: tuple = (SIDE // 2, SIDE // 2)
    down_pen: bool = False


@dataclass(frozen=True)
class View:
    """A drawing, what the network makes of it, and how far it is from the five examples."""

    state: State
    first: int  # number of the first of the five letters
    right: Any  # which of the five it is, or None if the reader drew it
    shown: np.ndarray  # (28, 28)
    seen: np.ndarray  # (16, 16): what the network gets
    vector: np.ndarray  # (64,): what it makes of it
    pixels: np.ndarray  # (5,) distances from the examples, in typical distances of two letters
    network: np.ndarray  # (5,)
    before: tuple  # the same two before the move
    itself: tuple  # the distance of the drawing from itself before the move


@lru_cache(maxsize=GROUPS)
def examples(group):
    """Return person 1's drawings of five letters: (5, 28, 28), what the network gets, and what it makes of them."""
    drawings = held_out()[0][FIVE * group : FIVE * (group + 1), 0]
    seen = shrunk(drawings)
    return drawings, seen, nn.predict(embedding(), seen)


class LetterExplorer(Explorer):
    """Draw a letter and see which of five examples is nearest: by its pixels, and by a network that never saw them.

    On the left is the sheet, below it what the network gets and the 64 numbers it makes of that. On the right are five
    letters as one other person drew them, with two distances each: blue by pixels, orange by the network. Both are
    divided by the mean distance of two different letters. A black line marks the distance before the drawing was moved;
    the last row is how far the move took it from itself. Frames mark the nearest example.

    Drag on the sheet to draw a letter of your own, or use the arrow keys, once Space has put the pen down; c takes an
    empty sheet, n shows the same letter drawn by the next person. A click on an example shows it drawn by others.

    Parameters
    ----------
    **start
        Where the settings start: right, down, group, letter, person. See `Explorer`.

    Examples
    --------
    >>> explorer = LetterExplorer(right=2)
    >>> print(explorer)  # doctest: +ELLIPSIS
    On the sheet: xi, drawn by person 12, moved 2 right. Nearest by pixels: nu, wrong. By the network: xi, right. ...
    >>> explorer.close()
    """

    State = State
    size = (640, 486)
    cursors = {"sheet": "crosshair", "rows": "pointer"}
    keys = (*ARROWS, " ", "c", "n")
    help = "Drag on the sheet. Arrow keys move the pen, Space puts it down or lifts it; c: empty sheet; n: next person."
    suggestion = "move the drawing two pixels to the right."
    tour = TOUR

    def setup(self):
        self._last = None  # where the pointer has drawn

    def build(self, picture):
        self.title = picture.words(14, 8, TEXT, "bold")
        self.below = picture.words(14, 264, SMALL)
        self.desk = Desk(picture)
        self.prints = tuple(self.desk.prints)

    def extras(self):
        self.clear_button = widgets.Button(description="Empty sheet", tooltip="Draw a letter of your own")
        self.clear_button.on_click(lambda _: self.set(own=True, sheet=b""))
        return [row([self.clear_button])]

    def compute(self, state):
        first, far = FIVE * state.group, typical()
        still = ink_on(state.sheet) if state.own else held_out()[0][first + state.letter - 1, state.person - 1]
        shown = moved(still, state.right, state.down)
        seen = shrunk(np.stack([still, shown]))
        vectors = nn.predict(embedding(), seen)
        _, pictures, known = examples(state.group)
        (old_pixels, pixels), (old_network, network) = (
            [apart(one, others) / scale for one in both]
            for both, others, scale in ((seen, pictures, far.pixels), (vectors, known, far.network))
        )
        return View(
            state=state,
            first=first,
            right=None if state.own else state.letter - 1,
            shown=shown,
            seen=seen[1, 0],
            vector=vectors[1],
            pixels=pixels,
            network=network,
            before=(old_pixels, old_network),
            itself=(
                float(apart(seen[0], seen[1:])[0] / far.pixels),
                float(apart(vectors[0], vectors[1:])[0] / far.network),
            ),
        )

    def draw(self, view):
        self.title.say(words.title(view))
        self.below.say("\n".join(words.drawing(view)))
        self.desk.draw(view, examples(view.state.group)[0])

    # Text and code.

    def describe(self, view):
        return words.describe(view)

    def code(self, view):
        state, first = view.state, view.first
        lines = ["import zlib", ""] if state.own else []
        lines += [
            "import numpy as np",
            "import nnlearn.numpy as nn",
            "from nnlearn.lessons.applications.letter_network import (",
            "    apart, embedding, held_out, moved, shrunk, typical)",
            "",
            "x, names = held_out()  # letters, people, rows, columns",
            sheet_line(state.sheet) if state.own else f"sheet = x[{first + state.letter - 1}, {state.person - 1}]",
            f"both = shrunk(np.stack([sheet, moved(sheet, {state.right}, {state.down})]))  # before and after the move",
            f"five = shrunk(x[{first}:{first + FIVE}, 0])",
            "vectors, known = (nn.predict(embedding(), one) for one in (both, five))  # (n, 64)",
            "pixels = apart(both[1], five) / typical().pixels",
            "network = apart(vectors[1], known) / typical().network",
            "itself = apart(vectors[0], vectors[1:]) / typical().network",
            "print(pixels.round(2), network.round(2), itself.round(2))",
        ]
        return "\n".join(lines)

    def numbers(self, view):
        return {"pixels": view.pixels, "network": view.network, "itself[0]": view.itself[1], "both[1, 0]": view.seen}

    # Pointer and keys.

    def next_state(self, state, **changes):
        new = replace(state, **changes)
        if "own" not in changes and (new.letter, new.person) != (state.letter, state.person):
            new = replace(new, own=False)
        return new if new.own else replace(new, down_pen=False)

    def draw_to(self, start, end):
        """Draw from one pixel of what is shown to another; the first stroke begins an empty sheet."""
        state = self.state
        back = (-state.down, -state.right)
        sheet = state.sheet if state.own else b""
        self.set(own=True, sheet=stroke(sheet, np.add(start, back), np.add(end, back)))

    def on_pointer(self, event):
        kind, spot = event["type"], (round(event["y"]), round(event["x"]))
        if event["axes"] == "sheet" and kind != "up":
            self.draw_to(self._last if kind == "move" and self._last else spot, spot)
            self._last = spot
        elif event["axes"] == "rows" and kind == "down" and (k := self.desk.row_at(event["y"])) < FIVE:
            self.set(letter=k + 1, own=False)
        if kind == "up":
            self._last = None

    def on_hover(self, event):
        x, y = event["x"], event["y"]
        if event["axes"] == "rows":
            return words.row(self.view, min(self.desk.row_at(y), FIVE))
        if event["axes"] == "sheet":
            i, j = (int(np.clip(round(one), 0, SIDE - 1)) for one in (y, x))
            return f"row {i}, column {j}: {'ink' if self.view.shown[i, j] else 'paper'}"
        return self.desk.cell_at(self.view, x, y)

    def on_key(self, key):
        state = self.state
        if key == "c":
            self.set(own=True, sheet=b"")
        elif key == "n":
            self.set(person=2 if state.person == PEOPLE else state.person + 1, own=False)
        elif key == " ":
            down = not state.down_pen
            if down:
                self.draw_to(state.pen, state.pen)
            self.set(own=True, down_pen=down)
        else:
            across, up = ARROWS[key]
            pen = tuple(int(place) for place in np.clip(np.add(state.pen, (-up, across)), 0, SIDE - 1))
            if state.down_pen:
                self.draw_to(state.pen, pen)
            self.set(pen=pen)
