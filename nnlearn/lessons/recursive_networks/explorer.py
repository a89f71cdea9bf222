"""The tree explorer: merge words into a tree, give each node a vector, and see all nodes fall into two heaps."""

import html

import ipywidgets as widgets
import numpy as np

from nnlearn.explorers.controls import row
from nnlearn.explorers.recorded import Recorded
from nnlearn.lessons.recursive_networks import edits, forest, words
from nnlearn.lessons.recursive_networks.canopy import place_at
from nnlearn.lessons.recursive_networks.listing import lines_of
from nnlearn.lessons.recursive_networks.picture import HEIGHT, LIMIT, WIDTH, Scene, near
from nnlearn.lessons.recursive_networks.replays import MOMENTS
from nnlearn.lessons.recursive_networks.state import NOTHING, State, settled
from nnlearn.lessons.recursive_networks.tour import TOUR
from nnlearn.lessons.recursive_networks.view import view_of

STEPS = {"ArrowLeft": -1, "ArrowRight": 1, "ArrowDown": -1, "ArrowUp": 1}
TENTH = 0.1  # of the heaps' distance: what one key pushes


class TreeExplorer(Recorded):
    """Merge words into a tree, and watch a recursive network compute its way up.

    On the left are the words. A click on an operator lifts it: it takes its neighbours, and gets a vector, whose
    numbers are the colours of its strip. The ring says what the network reads there: solid and orange, true; blue and
    dashed, false; a cross where that is wrong. On the right are the vectors of all inner nodes of 40 other trees, and
    with a rim those of this one. The network was trained beforehand; its weights at 22 moments are replayed.

    A click on a leaf flips it, one on an operator selects it, a second takes it apart. A rimmed mark in the plane can
    be dragged: the lines show how far that moves the nodes above. Keys: left and right select a word, m does what a
    click does, n puts a not or removes it, plus and minus push the node towards the other heap, a merges all, u takes
    all apart, up and down go along the training.

    Parameters
    ----------
    **start
        Where the settings start: size, told, pictures, position, words, merged, selected, flipped, push. See
        `Explorer`.

    Examples
    --------
    >>> explorer = TreeExplorer(words=("not", "T", "or", "T"), merged=(2, 0))
    >>> print(explorer)  # doctest: +ELLIPSIS
    2 numbers per node, only the root told: after 500 steps. The sentence not (T or T). The root says false ...
    >>> explorer.close()
    """

    State = State
    size = (WIDTH, HEIGHT)
    tour = TOUR
    keys = (*STEPS, "m", "n", "a", "u", "+", "-")
    help = (
        "Click a leaf to flip it, an operator to merge it, select it, or take it apart; drag a mark with a rim. Keys: "
        "left, right: select; m: as a click; n: not; +, −: push; a: merge all; u: take apart; up, down: training."
    )
    suggestion = "click T and F."
    cursors = {"tree": "pointer", "plane": "grab"}
    placed_elsewhere = ("position", "size", "told", "pictures")
    _held = None  # the place of the part that is dragged

    def build(self, picture):
        self.scene = Scene(picture)

    def extras(self):
        self.typed = widgets.Text(
            value="", description="type", continuous_update=False, placeholder="not (T or F) and T",
            tooltip="T, F, digits, not, and, or, brackets; Enter reads it",
            layout={"width": "auto", "max_width": "100%"},
        )  # fmt: skip
        self.typed.style.description_width = "initial"
        self.typed.observe(lambda change: self.read(change.new), "value")
        self.misread = widgets.HTML()
        placed = [self.panel.placed(name) for name in ("size", "told", "pictures")]
        buttons = [
            self.action_button("Merge all", "sitemap", self.merge_all),
            self.action_button("Take apart", "ellipsis-h", self.take_apart),
            self.action_button("Not", "exclamation", self.negate),
        ]
        return [row([self.typed, *buttons]), self.misread, *super().extras(), row(placed)]

    def compute(self, state):
        return view_of(state)

    def draw(self, view):
        self.scene.draw(view)

    def length(self, view):
        return len(MOMENTS) - 1

    def next_state(self, state, **changes):
        return settled(state, **changes)

    # What a reader does.

    def read(self, text):
        """Read a sentence that was typed, and say what is wrong with it."""
        self.misread.value = ""
        if not text.strip():
            return
        try:
            self.set(**edits.read(text))
        except ValueError as fault:
            self.misread.value = f'<p class="nnlearn-fault" role="alert">{html.escape(str(fault))}</p>'

    def merge_all(self):
        """Merge what has not merged: not first, then and, then or, as Python reads it without brackets."""
        self.set(merged=forest.merged_whole(self.state.words, self.state.merged))

    def take_apart(self):
        """Take all operators back into the row."""
        self.set(merged=())

    def negate(self):
        """Put a not in front of the selected part, or remove it."""
        self.set(**edits.negated(self.state))

    def push_to(self, push):
        """Push the selected part by a vector in the plane."""
        self.set(**edits.pushed(self.view, push, LIMIT[self.state.size]))

    # Pointer and keys.

    def on_pointer(self, event):
        kind = event["type"]
        if kind == "up":
            self._held = None
        elif event["axes"] == "tree" and kind == "down":
            place = place_at(self.view, event["x"], event["y"])
            if place is not None:
                self.set(**edits.clicked(self.state, place))
        elif event["axes"] == "plane" and kind == "down":
            self._held, _ = near(self.view, event["x"], event["y"])
            if self._held is not None:
                self.set(selected=self._held, flipped=NOTHING)
        elif event["axes"] == "plane" and self._held is not None:
            start = self.view.axes @ self.view.before[self._held]
            self.push_to(np.array([event["x"], event["y"]]) - start)

    def on_hover(self, event):
        view = self.view
        if event["axes"] == "tree":
            place = place_at(view, event["x"], event["y"])
            return "" if place is None else words.part(view, place)
        own, other = near(view, event["x"], event["y"])
        return words.spot(view, event["x"], event["y"], other, own)

    def on_key(self, key):
        state = self.state
        if key in ("ArrowLeft", "ArrowRight"):
            self.set(selected=(state.selected + STEPS[key]) % len(state.words))
        elif key in STEPS:
            self.go(self.at + STEPS[key])
        elif key in "+-":
            if state.selected in self.view.parts:
                way = edits.across(self.view) * (TENTH if key == "+" else -TENTH)
                self.push_to(np.array(state.push or (0.0, 0.0)) + way)
        elif key == "m":
            self.set(**edits.clicked(state, state.selected))
        else:
            {"n": self.negate, "a": self.merge_all, "u": self.take_apart}[key]()

    # Text and code.

    def describe(self, view):
        return words.describe(view)

    def code(self, view):
        return lines_of(view)

    def numbers(self, view):
        places = [*view.parts]
        return {
            f"v[{places}]": np.array([view.vectors[k] for k in places]),
            f"p[{places}]": np.array([view.chances[k] for k in places]),
        }
