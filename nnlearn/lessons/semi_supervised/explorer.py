"""The label explorer: buy labels for a few of 1,348 digits, and let a learner label the rest."""

import numpy as np

from nnlearn.explorers.controls import ARROWS, row
from nnlearn.explorers.recorded import Recorded
from nnlearn.lessons.semi_supervised import words
from nnlearn.lessons.semi_supervised.listing import lines
from nnlearn.lessons.semi_supervised.picture import HEIGHT, WIDTH, Scene, digit_at
from nnlearn.lessons.semi_supervised.purchases import map_of_digits
from nnlearn.lessons.semi_supervised.state import MINE, ROUNDS, State, clicked, length, view_of, walked
from nnlearn.lessons.semi_supervised.tour import TOUR


class LabelExplorer(Recorded):
    """Buy labels for a few of 1,348 scanned digits, and let a learner label the rest.

    On the left each digit is a dot: those that look alike lie near each other, and no label was used to place them.
    A click buys the label, and the dot becomes a large digit. Small digits are labels that the learner has given
    itself, in rounds: it keeps what it is sure of, and learns again. On the right stand the accuracy against the number
    of labels, for these labels, for ten random draws, and for the centres of k-means; below, the rounds; and a digit
    with the labelled ones nearest to it.

    Keys: the arrows walk from digit to digit, b buys a label or hands it back, u takes back the last one, c clears all,
    plus and minus go along the rounds.

    Parameters
    ----------
    **start
        Where the settings start: way, budget, draw, learner, threshold, peek, position, bought, chosen. See `Explorer`.

    Examples
    --------
    >>> explorer = LabelExplorer(way="at the centres of k-means", budget=50)
    >>> print(explorer)  # doctest: +ELLIPSIS
    50 labels, bought at the centres of k-means, draw 0. Reads 0.9... of 449 held-out digits. ...
    >>> explorer.close()
    """

    State = State
    size = (WIDTH, HEIGHT)
    tour = TOUR
    keys = (*ARROWS, "b", "u", "c", "+", "-")
    help = (
        "Click a dot to buy its label, a large digit to hand it back. Keys: arrows: walk; b: buy or hand back; u: take "
        "back the last; c: clear; +, −: rounds."
    )
    suggestion = "buy ten more labels, then press Play."
    cursors = {"plane": "pointer", "rounds": "grab"}
    placed_elsewhere = ("position", "way", "learner", "budget", "draw")
    _held = False  # whether the pointer drags along the rounds

    def build(self, picture):
        self.scene = Scene(picture)

    def extras(self):
        buttons = (
            self.action_button("Take back", "undo", self.take_back),
            self.action_button("Clear", "trash", self.clear),
        )
        self.by_hand, self.in_draws = row(buttons), row(self.panel.placed(name) for name in ("budget", "draw"))
        first = row([self.panel.placed("way"), self.panel.placed("learner")])
        return [first, self.by_hand, self.in_draws, *super().extras()]

    def compute(self, state):
        return view_of(state)

    def draw(self, view):
        self.scene.draw(view)

    def after_draw(self, view):
        """Show the controls that have an effect on what is bought."""
        super().after_draw(view)
        mine = view.state.way == MINE
        self.by_hand.layout.display, self.in_draws.layout.display = ("", "none") if mine else ("none", "")

    def length(self, view):
        return length(view)

    # What a reader does.

    def buy(self, place):
        """Buy the label of a digit, or hand it back."""
        self.set(**clicked(self.state, place))

    def take_back(self):
        """Hand back the label that was bought last."""
        if self.view.bought:
            self.buy(self.view.bought[-1])

    def clear(self):
        """Hand back all labels."""
        self.set(way=MINE, bought=(), position=0)

    # Pointer and keys.

    def on_pointer(self, event):
        kind = event["type"]
        if kind == "up":
            self._held = False
        elif event["axes"] == "rounds" and (kind == "down" or self._held):
            self._held = True
            self.go(int(np.clip(round(event["x"]), 0, ROUNDS)))
        elif event["axes"] == "plane" and kind == "down":
            place = digit_at(event["x"], event["y"])
            if place is not None:
                self.buy(place)

    def on_hover(self, event):
        view = self.view
        if event["axes"] == "curves":
            return words.bought(view, event["x"])
        if event["axes"] == "rounds":
            return words.rounds(view, event["x"])
        place = digit_at(event["x"], event["y"])
        return "" if place is None else words.digit(view, place)

    def on_key(self, key):
        if key in ARROWS:
            self.set(chosen=walked(self.state, ARROWS[key], map_of_digits()))
        elif key in "+-":
            self.go(self.at + (1 if key == "+" else -1))
        else:
            {"b": lambda: self.buy(self.state.chosen), "u": self.take_back, "c": self.clear}[key]()

    # Text and code.

    def describe(self, view):
        return words.describe(view)

    def code(self, view):
        return lines(view)

    def numbers(self, view):
        if not view.bought:
            return {"len(x)": len(view.labels)}
        return {"accuracy": view.accuracy, "rows": view.after(view.at).rows, "p": view.p}
