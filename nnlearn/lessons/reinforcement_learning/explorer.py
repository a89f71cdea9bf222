"""The quay explorer: the values of 5 x 9 places, found by sweeps or learned from steps."""

from functools import lru_cache

from nnlearn.explorers.controls import ARROWS, row
from nnlearn.explorers.recorded import Recorded
from nnlearn.lessons.reinforcement_learning import words
from nnlearn.lessons.reinforcement_learning.listing import lines, numbers
from nnlearn.lessons.reinforcement_learning.picture import HEIGHT, WIDTH, Scene, place_at
from nnlearn.lessons.reinforcement_learning.state import (
    COLUMNS,
    ROWS,
    SWEEPS_OVER,
    State,
    length,
    started_at,
    turned,
    view_of,
    walk_key,
)
from nnlearn.lessons.reinforcement_learning.tour import TOUR
from nnlearn.lessons.reinforcement_learning.walks import Walk

HELP = (
    "Click a place: wall, +10, −10, free; drag the start, S. Keys: arrows: choose a place; Space: as a click; s: "
    "the start; +, −: time."
)


class QuayExplorer(Recorded):
    """Watch the values of the places of a quay spread, by sweeps over all of them or by a robot's steps.

    Each place has the colour of its value and an arrow for the best action, two if two are equally good. Value
    iteration knows the world; Q-learning and SARSA let a robot walk, and the walk can be played, step by step at first
    and then faster. At the side stands the largest error after each sweep, or what a step has paid.

    A click on a place makes it a wall, +10, -10, or free again; the start can be dragged.

    Keys: the arrows choose a place, Space does what a click does, s puts the start there, plus and minus go along the
    time.

    Parameters
    ----------
    **start
        Where the settings start: method, slip, gamma, epsilon, seed, position, rows, chosen. See `Explorer`.

    Examples
    --------
    >>> explorer = QuayExplorer(slip=0.02)
    >>> print(explorer)  # doctest: +ELLIPSIS
    Value iteration, slip 0.02, γ = 0.95: after 40 sweeps. The start is worth 4.50. The way from there: 12 steps, ...
    >>> explorer.close()
    """

    State = State
    size = (WIDTH, HEIGHT)
    tour = TOUR
    keys = (*ARROWS, " ", "s", "+", "-")
    help = HELP
    suggestion = "raise the slip from 0 to 0.02 and watch the lower arrows."
    cursors: dict = {"quay": "pointer"}
    placed_elsewhere = ("position", "method", "slip", "gamma", "epsilon", "seed")
    _held: str | tuple | None = None  # what the pointer drags: "curve", or the start: then the rows as they were

    def setup(self):
        self.walk_of = lru_cache(maxsize=12)(Walk)

    def build(self, picture):
        self.scene = Scene(picture)

    def extras(self):
        buttons, slider = super().extras()
        self.first = row(self.panel.placed(name) for name in ("slip", "method"))
        self.chance = row(self.panel.placed(name) for name in ("epsilon", "seed"))
        return [self.first, buttons, slider, self.chance, row([self.panel.placed("gamma")])]

    def compute(self, state):
        return view_of(state, None if state.method == SWEEPS_OVER else self.walk_of(*walk_key(state)))

    def draw(self, view):
        self.scene.draw(view)

    def after_draw(self, view):
        """Show the controls that have an effect, and where the pointer can do something."""
        super().after_draw(view)
        self.chance.layout.display = "" if view.walk else "none"
        self.canvas.cursors = {"quay": "pointer", "paid" if view.walk else "errors": "grab"}

    def length(self, view):
        return length(view.state)

    def next_state(self, state, **changes):
        """Return the state after changes: another kind of method begins at its end, or with nothing learned."""
        new = super().next_state(state, **changes)
        if "position" not in changes and (new.method == SWEEPS_OVER) != (state.method == SWEEPS_OVER):
            new = super().next_state(new, position=length(new))
        return new

    # What a reader does.

    def turn(self, place):
        """Make a place a wall, +10, -10 or free, and choose it."""
        self.set(rows=turned(self.state.rows, place), chosen=place)

    def start_at(self, place):
        """Put the start there, and choose the place."""
        self.set(rows=started_at(self.state.rows, place), chosen=place)

    # Pointer and keys.

    def on_pointer(self, event):
        kind, axes = event["type"], event["axes"]
        if axes in ("errors", "paid"):
            if kind == "down" or (kind == "move" and self._held == "curve"):
                self._held = "curve"
                self.go(words.position_at(self.view, event["x"]))
        elif axes == "quay" and self._held != "curve":
            place = place_at(event["x"], event["y"])
            start = self.state.rows[place[0]][place[1]] == "S"
            if kind == "down" and not start:
                self.turn(place)
            elif kind == "down":
                self._held = self.state.rows
                self.set(chosen=place)
            elif self._held and not start:  # what it passes comes back
                self.set(rows=started_at(self._held, place), chosen=place)
        if kind == "up":
            self._held = None

    def on_hover(self, event):
        if event["axes"] == "quay":
            return words.under(self.view, place_at(event["x"], event["y"]))
        return (words.pay_at if event["axes"] == "paid" else words.error_at)(self.view, event["x"])

    def on_key(self, key):
        r, c = self.state.chosen
        if key in ARROWS:
            right, up = ARROWS[key]
            self.set(chosen=(min(max(r - up, 0), ROWS - 1), min(max(c + right, 0), COLUMNS - 1)))
        elif key in "+-":
            self.go(self.at + (1 if key == "+" else -1))
        else:
            (self.turn if key == " " else self.start_at)((r, c))

    # Text and code.

    def describe(self, view):
        return words.describe(view)

    def code(self, view):
        return lines(view)

    def numbers(self, view):
        return numbers(view)
