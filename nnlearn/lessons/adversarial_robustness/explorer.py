"""The attack explorer: a digit is changed by chosen and by tossed signs of equal size, and read again."""

from nnlearn.explorers.controls import ARROWS
from nnlearn.explorers.explorer import Explorer
from nnlearn.lessons.adversarial_robustness import listing, words
from nnlearn.lessons.adversarial_robustness.picture import HEIGHT, WIDTH, Scene, box, pixel_box, under
from nnlearn.lessons.adversarial_robustness.readers import HELD, READERS, SIDE, STEP
from nnlearn.lessons.adversarial_robustness.state import DIGITS, TOSSES, State, View, fixed_pixel, index, next_state
from nnlearn.lessons.adversarial_robustness.tour import TOUR


class AttackExplorer(Explorer):
    """Change every pixel of a digit a little, with chosen or with tossed signs, and see what four readers make of it.

    Above stand the digit, the change and the changed digit, and how probable the reader thinks each of the ten digits.
    Below, a map has the answer for every size of the two kinds of change: right is chosen, up is tossed. Chosen signs
    are those of the slope of the loss in the digit; a coin has tossed the others. Two curves say how many of 449 unseen
    digits the reader still reads.

    Drag the mark on the map, or one of the two on the curves; draw on a digit to fix pixels, which then may not change.
    Keys: the arrows move the mark, d takes the next digit, r another reader, t another toss, f fixes other pixels.

    Parameters
    ----------
    **start
        Where the settings start: chosen, tossed, reader, digit, held, seed. See `Explorer`.

    Examples
    --------
    >>> explorer = AttackExplorer(chosen=0.2, tossed=0)
    >>> print(explorer)  # doctest: +ELLIPSIS
    A 4, chosen signs 0.20: read as a 7 (p > 0.99). Read by the MLP. ...
    >>> explorer.close()
    """

    State = State
    size = (WIDTH, HEIGHT)
    tour = TOUR
    keys = (*ARROWS, "d", "r", "t", "f")
    help = (
        "Drag on the map or along a curve; draw on a digit to fix pixels. Keys: the arrow keys move the mark; d: "
        "digit; r: reader; t: toss; f: fix other pixels."
    )
    suggestion = "set tossed signs to 0 and chosen signs to 0.2."
    cursors: dict = {"scene": "pointer", "map": "grab", "curve": "grab"}
    prints = (list(box(0)), list(box(2)))

    _held: str | bool | None = None  # what the pointer drags: "map", a kind of signs, or whether it fixes pixels

    def build(self, picture):
        self.scene = Scene(picture)

    def compute(self, state):
        view = View(state)
        view.map  # noqa: B018  the reader reads here, not while drawing
        return view

    def draw(self, view):
        self.scene.draw(view)

    def next_state(self, state, **changes):
        return next_state(state, **changes)

    # Pointer and keys.

    def on_pointer(self, event):
        kind, x, y = event["type"], event["x"], event["y"]
        if kind == "up":
            self._held = None
        elif event["axes"] == "map":
            if kind == "down":
                self._held = "map"
            if self._held == "map":
                self.set(chosen=x, tossed=y)
        elif event["axes"] == "curve":
            if kind == "down":
                self._held = self._nearer(x, y)
            if self._held in ("chosen", "tossed"):
                self.set(**{self._held: x})
        elif (found := under(x, y)) and found[0] == "pixel":
            self._brush(kind, found[1])

    def _nearer(self, x, y):
        """Return the kind of signs whose curve is nearer to a place."""
        return min(("chosen", "tossed"), key=lambda kind: abs(self.view.curve[kind][index(x)] - y))

    def _brush(self, kind, pixel):
        if kind == "down":
            self._held = bool(View(self.state).free.flat[pixel])
        if isinstance(self._held, bool):
            self.set(**fixed_pixel(self.state, pixel, self._held))

    def on_key(self, key):
        state = self.state
        if key in ARROWS:
            right, up = ARROWS[key]
            self.set(chosen=state.chosen + STEP * right, tossed=state.tossed + STEP * up)
        elif key == "d":
            self.set(digit=(state.digit + 1) % DIGITS)
        elif key == "r":
            self.set(reader=READERS[(READERS.index(state.reader) + 1) % len(READERS)])
        elif key == "t":
            self.set(seed=(state.seed + 1) % TOSSES)
        else:
            self.set(held=HELD[(HELD.index(state.held) + 1) % len(HELD)] if state.held in HELD else HELD[0])

    def on_hover(self, event):
        x, y = event["x"], event["y"]
        if event["axes"] == "map":
            return words.map_told(self.view, x, y)
        if event["axes"] == "curve":
            return words.curve_told(self.view, x)
        found = under(x, y)
        if not found:
            return ""
        return (words.pixel_told if found[0] == "pixel" else words.bar_told)(self.view, found[1])

    def lit(self, event):
        found = under(event["x"], event["y"]) if event["axes"] == "scene" else None
        if not found or found[0] != "pixel" or not 0 <= found[1] < SIDE * SIDE:
            return []
        return [list(pixel_box(k, found[1])) for k in range(3)]

    # Words and code.

    def describe(self, view):
        return words.describe(view)

    def code(self, view):
        return listing.code(view)

    def numbers(self, view):
        return listing.numbers(view)
