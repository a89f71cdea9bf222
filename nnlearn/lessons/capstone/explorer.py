"""The card explorer: what choosing on a test set does to a report, and which lines of a card a stranger may believe."""

from nnlearn.explorers.controls import ARROWS
from nnlearn.explorers.explorer import Explorer
from nnlearn.lessons.capstone import listing, words
from nnlearn.lessons.capstone.picture import BINS, HEIGHT, WIDTH, Scene, under
from nnlearn.lessons.capstone.starts import STARTS
from nnlearn.lessons.capstone.state import CARDS, CELLS, CLAIMS, EVERY, SEEDS, SIZES, State, next_of, next_state
from nnlearn.lessons.capstone.tour import TOUR
from nnlearn.lessons.capstone.view import View


class CardExplorer(Explorer):
    """Read a model card that knows where its numbers come from, and see what the best of many tries is worth.

    Above stand ten lines of a card, each tied to the cell of the report that computes it: a circle marks what was
    computed for the weights of today, a diamond what was computed for older ones, a cross what was typed by hand. In
    cards A to F one line lies. Below, two histograms show 2,000 replays: the accuracy of the best of some starts on the
    test set that chose it, and on fresh examples. The map has the gap between their means for every number of tries and
    every size of the test set. Under it stand the intervals of the network, of its rival, and of their difference.

    Drag the mark on the map, or a line onto a cell. Keys: the arrows change tries and test set, c takes the next line,
    e its next cell, w trains again, x runs all cells again, s takes another start, p pairs, k takes the next card, r
    reveals.

    Parameters
    ----------
    **start
        Where the settings start: tries, test_size, seeds, paired, retrained, claim, evidence, card, reveal. See
        `Explorer`.

    Examples
    --------
    >>> explorer = CardExplorer(tries=1)
    >>> print(explorer)  # doctest: +ELLIPSIS
    One try on 300 test examples: the report is too high by 0.0 points. In 2,000 replays ...
    >>> explorer.close()
    """

    State = State
    size = (WIDTH, HEIGHT)
    tour = TOUR
    keys = (*ARROWS, "c", "e", "x", "w", "s", "p", "k", "r")
    help = (
        "Drag on the map, or a line onto a cell. Keys: the arrow keys: tries and test set; c: line; e: its cell; w: "
        "train again; x: run all cells; s: starts; p: paired; k: card; r: reveal."
    )
    suggestion = "drag the line about all digits onto cell 17."
    cursors: dict = {"card": "grab", "gap": "grab", "difference": "pointer"}

    _held: str | None = None  # what the pointer drags: "gap" or "claim"

    def build(self, picture):
        self.scene = Scene(picture)

    def compute(self, state):
        view = View(state, BINS)
        view.lines, view.counts, view.gaps  # noqa: B018  counted here, not while drawing
        return view

    def draw(self, view):
        self.scene.draw(view)

    def next_state(self, state, **changes):
        return next_state(state, **changes)

    # Pointer and keys.

    def on_pointer(self, event):
        kind, x, y, axes = event["type"], event["x"], event["y"], event["axes"]
        if axes == "gap" and kind != "up":
            self._held = "gap" if kind == "down" else self._held
            if self._held == "gap":
                tries, row = words.place(x, y)
                self.set(tries=tries, test_size=SIZES[row])
        elif axes == "difference" and kind == "down":
            self.set(paired=not self.state.paired)
        elif axes == "card":
            self._card(kind, x, y)
        if kind == "up":
            self._held = None
            if self.state.pulled:
                self.set(pulled=())

    def on_leave(self):
        if self.state.pulled:
            self.set(pulled=())

    def _card(self, kind, x, y):
        what, number = under(x, y) or ("", 0)
        if kind == "down":
            if what == "claim":
                self._held = "claim"
                self.set(claim=CLAIMS[number])
            elif what == "cell":
                self.set(evidence=CELLS[number])
        elif self._held == "claim" and kind == "move":
            self.set(pulled=(round(x), round(y)))
        elif self._held == "claim" and what == "cell":
            self.set(evidence=CELLS[number], pulled=())

    def on_key(self, key):
        state = self.state
        if key in ARROWS:
            right, up = ARROWS[key]
            row = min(max(SIZES.index(state.test_size) + up, 0), len(SIZES) - 1)
            self.set(tries=min(max(state.tries + right, 1), STARTS), test_size=SIZES[row])
        elif key == "c":
            self.set(claim=next_of(CLAIMS, state.claim))
        elif key == "e":
            self.set(evidence=next_of(CELLS, state.evidence))
        elif key == "x":
            self.set(done=EVERY)
        elif key == "s":
            self.set(seeds=state.seeds % SEEDS + 1)
        elif key == "k":
            self.set(card=next_of(CARDS, state.card))
        else:
            name = {"w": "retrained", "p": "paired", "r": "reveal"}[key]
            self.set(**{name: not getattr(state, name)})

    def on_hover(self, event):
        x, y, axes = event["x"], event["y"], event["axes"]
        if axes == "card":
            what, number = under(x, y) or ("", 0)
            told = {"claim": words.claim_told, "cell": words.cell_told}.get(what)
            return told(self.view, number) if told else ""
        if axes == "gap":
            return words.gap_told(self.view, x, y)
        if axes == "histogram":
            return words.histogram_told(self.view, x)
        return words.interval_told(self.view, y) if axes == "interval" else words.difference_told(self.view)

    # Words and code.

    def describe(self, view):
        return words.describe(view)

    def code(self, view):
        return listing.code(view)

    def numbers(self, view):
        return listing.numbers(view)
