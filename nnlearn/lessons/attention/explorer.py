"""The attention explorer: type a text, see where a network looks while it writes, and hide letters from it."""

from nnlearn.explorers import colour_bar
from nnlearn.explorers.controls import row
from nnlearn.explorers.recorded import Recorded
from nnlearn.lessons.attention import words
from nnlearn.lessons.attention.listing import lines
from nnlearn.lessons.attention.picture import BAR, HEIGHT, WIDTH, Scene, place_at, row_at
from nnlearn.lessons.attention.state import SIZES, State, kind, settled, view_of
from nnlearn.lessons.attention.tour import TOUR

KEYS = {"ArrowUp": -1, "ArrowDown": 1, "ArrowLeft": -1, "ArrowRight": 1}


class AttentionExplorer(Recorded):
    """Type a text, see where a trained network looks while it writes, and hide letters from it.

    The text stands above the map, each letter shaded by the weight that the current row gives it; a triangle marks each
    letter whose hiding changes what the row writes; after the red line the network wrote on. Each row of the map
    writes one letter: of a date, of the name of a colour, or of a copy. Below, the score of one cell is taken apart
    into the products of query and key.

    A click on a letter of the text hides it, or shows it again; one on the map opens a cell. Keys: up and down for the
    row, left and right for the column, h hides its letter, r shows all letters again.

    Parameters
    ----------
    **start
        Where the settings start: text, network, steps, temperature, layer, head, show, position, place, hidden. See
        `Explorer`.

    Examples
    --------
    >>> explorer = AttentionExplorer(text="thu 5 mar 1998")
    >>> print(explorer)  # doctest: +ELLIPSIS
    Dates, after 1,000 steps: 100.0 % of 400 unseen dates right. Reads “thu 5 mar 1998” and writes “1998-03-05”. ...
    >>> explorer.set(hidden=(4,))
    >>> explorer.view.reading.writes == "1998-03-05"
    False
    >>> explorer.close()
    """

    State = State
    size = (WIDTH, HEIGHT)
    tour = TOUR
    keys = ("r", *KEYS, "h")
    help = (
        "Click a letter to hide it, a cell of the map to open it. Keys: up, down: row; left, right: column; h: hide "
        "its letter; r: show all."
    )
    suggestion = "type your birthday."
    cursors = {"text": "pointer", "map": "crosshair"}
    prints = ("map", [*BAR, colour_bar.HEIGHT])
    placed_elsewhere = ("position", "text", "network")

    def build(self, picture):
        self.scene = Scene(picture)

    def extras(self):
        return [row([self.controls["text"], self.controls["network"]]), *super().extras()]

    def compute(self, state):
        return view_of(state)

    def draw(self, view):
        self.scene.draw(view)

    def after_draw(self, view):
        super().after_draw(view)
        for name, number in zip(("layer", "head"), SIZES[kind(view.state)], strict=True):
            self.controls[name].disabled = number == 1

    def length(self, view):
        return len(view.reading.writes) - 1

    def next_state(self, state, **changes):
        return settled(state, **changes)

    # Pointer and keys.

    def toggle(self, place):
        """Hide a place from all rows, or show it again."""
        self.set(hidden=tuple(sorted(set(self.state.hidden) ^ {place})), place=place)

    def on_pointer(self, event):
        if event["axes"] == "text" and event["type"] == "down":
            self.toggle(place_at(self.view, event["x"]))
        elif event["axes"] == "map" and event["type"] != "up":
            self.set(position=row_at(self.view, event["y"]), place=place_at(self.view, event["x"]))

    def on_hover(self, event):
        view = self.view
        if event["axes"] == "text":
            return words.letter(view, place_at(view, event["x"]))
        if event["axes"] == "map":
            return words.place_of_map(view, row_at(view, event["y"]), place_at(view, event["x"]))
        return words.product(view, min(int(event["x"] * len(view.query)), len(view.query) - 1))

    def on_key(self, key):
        view = self.view
        if key in ("ArrowUp", "ArrowDown"):
            self.go(self.at + KEYS[key])
        elif key in KEYS:
            self.set(place=min(max(view.place + KEYS[key], 0), len(view.row) - 1))
        elif key == "h":
            self.toggle(view.place)
        else:
            self.set(hidden=())

    # Text and code.

    def describe(self, view):
        return words.describe(view)

    def code(self, view):
        return lines(view)

    def numbers(self, view):
        found = {"a": view.weights, "p": view.reading.chances[view.at]}
        return found | (
            {"x[0, 31:]": [view.reading.characters.index(one) for one in view.reading.writes]} if view.dates else {}
        )
