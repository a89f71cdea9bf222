"""The inside explorer: take units of a network away, cover a digit, and compare five maps of the same score."""

from dataclasses import replace

import ipywidgets as widgets

from nnlearn.explorers.controls import ARROWS, row
from nnlearn.explorers.explorer import Explorer
from nnlearn.lessons.interpretability import words
from nnlearn.lessons.interpretability.hands import inside, moved, turned
from nnlearn.lessons.interpretability.listing import lines, numbers
from nnlearn.lessons.interpretability.maps import WINDOW
from nnlearn.lessons.interpretability.picture import HEIGHT, WIDTH, Scene, small_at
from nnlearn.lessons.interpretability.state import CLASSES, COVERED, RIGHT, SIDE, UNITS, State, view_of
from nnlearn.lessons.interpretability.tour import TOUR

HELP = (
    "Drag the window; click a tile, or draw a lasso over several; click a score or a small map. Keys: arrows: the "
    "window; x: the most active unit away; a: all units back."
)


class InsideExplorer(Explorer):
    """Look for the reason why a LeNet-5 reads a digit: by taking units away, by covering, and by five maps.

    The large picture is the digit with a map of one score over it, and a blank window that can be dragged: the scores
    beside it follow. Tiles are the 84 units of F6, and columns the share of unseen digits that is read rightly. The
    five small maps answer the same question, why it is this digit; below each is how far it agrees with the trained
    network's map for the right digit, as a rank correlation on the ink.

    Click a tile to take its unit away, draw a lasso to take several; click a score to ask about that digit, and a small
    map to see it large. Keys: the arrows move the window, x takes away the most active unit, a brings all back.

    Parameters
    ----------
    **start
        Where the settings start: digit, network, asked, shown, stamp, off, spot, seen. See `Explorer`.

    Examples
    --------
    >>> explorer = InsideExplorer(off=(28,))
    >>> print(explorer)  # doctest: +ELLIPSIS
    Trained network: reads a 7, score 9.8; next a 9, 1.9. 1 of 84 units of F6 away: 96.8 % of 1,000 unseen digits ...
    >>> explorer.close()
    """

    State = State
    size = (WIDTH, HEIGHT)
    tour = TOUR
    keys = (*ARROWS, "x", "a")
    help = HELP
    suggestion = "drag the window over the digit."
    cursors = {"digit": "grab", "scores": "pointer", "units": "crosshair", "maps": "pointer"}
    placed_elsewhere = ("digit", "network", "asked", "shown", "stamp")
    _held: str | None = None  # what the pointer drags: "digit" or "units"

    def build(self, picture):
        self.scene = Scene(picture)

    def extras(self):
        self.back = widgets.Button(description="All units back", tooltip="Bring all units of F6 back")
        self.back.on_click(lambda _: self.set(off=()))
        self.busiest = widgets.Button(description="Most active away", tooltip="Take the most active unit away")
        self.busiest.on_click(lambda _: self.take_busiest())
        placed = self.panel.placed
        return [row([placed("network")]), row([placed("stamp")]), row([placed("asked"), placed("shown")]),
                row([self.busiest, self.back]), row([placed("digit")])]  # fmt: skip

    def compute(self, state):
        return view_of(state)

    def draw(self, view):
        self.scene.draw(view)

    def after_draw(self, view):
        self.back.disabled = not view.state.off

    def next_state(self, state, **changes):
        """Return the state after changes: on another picture the window has been nowhere."""
        new = replace(state, **changes)
        if (new.digit, new.stamp) != (state.digit, state.stamp) and "seen" not in changes:
            new = replace(new, seen=())
        return new

    # What a reader does.

    def take_busiest(self):
        """Take away the unit that gives most, of those that are there."""
        there = [k for k in range(UNITS) if k not in self.state.off]
        if there:
            output = view_of(self.state).output
            self.set(off=turned(self.state.off, [max(there, key=lambda k: output[k])]))

    def move(self, spot, jump=False):
        """Put the window's first pixel to a row and column; on the way it covers, unless it jumps."""
        self.set(**moved(self.state, spot, jump))

    # Pointer and keys.

    def on_pointer(self, event):
        kind, axes, x, y = event["type"], event["axes"], event["x"], event["y"]
        if kind == "down":
            self._held = axes
            self._press(axes, x, y)
        elif kind == "move" and self._held == axes == "digit":
            self.move((y - WINDOW / 2, x - WINDOW / 2))
        elif kind == "move" and self._held == axes == "units" and self.state.lasso:
            self.set(lasso=(*self.state.lasso[:2], x, y))
        elif kind == "up":
            if self._held == "units" and self.state.lasso:
                self.set(off=turned(self.state.off, inside(self.state.lasso)), lasso=None)
            self._held = None

    def _press(self, axes, x, y):
        if axes == "digit":
            self.move((y - WINDOW / 2, x - WINDOW / 2), jump=True)
        elif axes == "units":
            self.set(lasso=(x, y, x, y))
        elif axes == "scores":
            k = min(max(int(y), 0), CLASSES - 1)
            self.set(asked=RIGHT if self.state.asked == k else k)
        elif axes == "maps" and small_at(x):
            name = small_at(x)
            self.set(shown=COVERED if self.state.shown == name else name)

    def on_hover(self, event):
        view, axes, x, y = self.view, event["axes"], event["x"], event["y"]
        if axes == "digit":
            return words.pixel(view, *(min(max(int(place), 0), SIDE - 1) for place in (y, x)))
        if axes == "scores":
            return words.score(view, min(max(int(y), 0), CLASSES - 1))
        if axes == "units":
            return words.unit(view, inside((x, y, x, y))[0])
        if axes == "classes":
            return words.class_rate(view, min(max(round(x), 0), CLASSES - 1))
        name = small_at(x)
        return words.small(view, name) if name else ""

    def on_key(self, key):
        if key in ARROWS:
            across, up = ARROWS[key]
            self.move((self.state.spot[0] - up, self.state.spot[1] + across))
        elif key == "x":
            self.take_busiest()
        else:
            self.set(off=())

    # Text and code.

    def describe(self, view):
        return words.describe(view)

    def code(self, view):
        return lines(view)

    def numbers(self, view):
        return numbers(view)
