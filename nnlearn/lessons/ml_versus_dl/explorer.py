"""The duel explorer: eleven rivals read one signal, which the reader rolls and bends, and their learning curves."""

from dataclasses import replace
from functools import lru_cache

import numpy as np

from nnlearn.explorers.controls import ARROWS
from nnlearn.explorers.explorer import Explorer
from nnlearn.lessons.ml_versus_dl import live, words
from nnlearn.lessons.ml_versus_dl.curves import SIZES, curve
from nnlearn.lessons.ml_versus_dl.picture import HEIGHT, PLANE, WIDTH, Scene, points
from nnlearn.lessons.ml_versus_dl.rivals import NAMES
from nnlearn.lessons.ml_versus_dl.seen import sight
from nnlearn.lessons.ml_versus_dl.state import HIGHEST, PLACES, State, View
from nnlearn.lessons.ml_versus_dl.table import CELL, SIGN, STRIP
from nnlearn.lessons.ml_versus_dl.tour import TOUR

NEAR, STEP = 9, 0.4  # pixels from a point of a curve at which the pointer is on it; what a key draws


@lru_cache(maxsize=64)
def at_all_rolls(sample, bent, places):
    """Return every rival's answer to each roll of a signal: {rival: (40,)}."""
    x = straight(sample, bent)
    return live.answers(np.stack([np.roll(x, k) for k in range(PLACES)]), places)


def straight(sample, bent):
    """Return an unseen signal (40,), with some heights drawn by hand."""
    x = live.signals()[0][4000 + sample].copy()
    for place, height in bent:
        x[place] = height
    return x


class DuelExplorer(Explorer):
    """Roll a signal along the line and see which of eleven rivals changes its mind, beside their learning curves.

    Above left is an unseen signal and what one rival sees of it: a template, its nearest examples, weights, a spectrum,
    or a window. Above right are the learning curves with places in order or shuffled, means over the seeds with bars
    from the smallest to the largest. Below, a row for each rival: its answer now, whether it would be right at each of
    40 rolls, how many of the answers to 1,000 signals this roll changes, and its value at the chosen n.

    The answers to the signal are computed as you move, by rivals stored with the course that were fitted on 400 labels
    (`record_rivals.py`). The shares and the curves are recorded (`record_rivals.py` and `train.py`).

    Drag the signal to roll it, or draw with the pen. Click a row to see the signal as this rival does, its box to leave
    its curve out, its strip to roll the signal there; click among the curves to choose n. With the keys: left and right
    roll, up and down choose the rival, t ticks it, a ticks all or only it, - and + choose n; p takes the pen, then the
    arrow keys move and draw; c undoes the drawing.

    Parameters
    ----------
    **start
        Where the settings start: roll, sample, focus, n, axis, price, places, pen, ticked, bent. See `Explorer`.

    Examples
    --------
    >>> explorer = DuelExplorer(roll=10)
    >>> print(explorer)  # doctest: +ELLIPSIS
    A ..., rolled by 10 places: ... of 11 rivals are right, ...
    >>> explorer.close()
    """

    State = State
    size = (WIDTH, HEIGHT)
    keys = (*ARROWS, "t", "a", "p", "c", "-", "+")
    help = (
        "Drag the signal, or press left and right, to roll it; up, down: see it as another rival; t: its curve; a: all "
        "curves or one; - +: n; p: the pen, then arrow keys draw; c: undo it."
    )
    cursors = {"signal": "grab", "curves": "pointer", "table": "pointer"}
    suggestion = "drag the signal by ten places: which rivals change their minds?"
    tour = TOUR

    # The picture.

    def setup(self):
        self._held = None  # place and roll, or height, where the pointer went down

    def build(self, picture):
        self.scene = Scene(picture)

    def compute(self, state):
        x = straight(state.sample, state.bent)
        line = np.roll(x, state.roll)
        shown = line[live.wires(state.places)]
        answers = at_all_rolls(state.sample, state.bent, state.places)
        label = int(live.signals()[1][4000 + state.sample])
        shares = live.rolls()[state.places]
        return View(state, label, line, shown, answers, shares, sight(state.focus, shown, state.places))

    def draw(self, view):
        self.scene.draw(view)

    def after_draw(self, view):
        cursors = self.cursors | ({"signal": "crosshair"} if view.state.pen else {})
        if self.canvas.cursors != cursors:
            self.canvas.cursors = cursors

    # Text and code.

    def describe(self, view):
        return words.describe(view)

    def code(self, view):
        return words.code(view)

    def numbers(self, view):
        return words.numbers(view)

    # Pointer and keys.

    def next_state(self, state, **changes):
        if changes.get("sample", state.sample) != state.sample:
            changes = {"bent": (), **changes}
        new = replace(state, **changes)
        ticked = tuple(name for name in NAMES if name in new.ticked)
        return replace(new, roll=int(new.roll) % PLACES, spot=int(np.clip(new.spot, 0, PLACES - 1)), ticked=ticked)

    def on_pointer(self, event):
        axes, kind, x, y = event["axes"], event["type"], event["x"], event["y"]
        if kind == "up":
            self._held = None
        elif axes == "signal" and self.state.pen:
            self._held = last = (x, y) if kind == "down" or self._held is None else self._held
            self.bend(last, (x, y))
            self._held = (x, y)
        elif axes == "signal":
            if kind == "down" or self._held is None:
                self._held = (x, self.state.roll)
            self.set(roll=round(self._held[1] + x - self._held[0]))
        elif axes == "curves":
            self.set(n=near_size(x))
        elif axes == "table":
            self._in_table(kind, x, y)

    def _in_table(self, kind, x, y):
        name = in_row(y)
        if STRIP <= x < STRIP + CELL * PLACES:
            self.set(focus=name, roll=int((x - STRIP) / CELL))
        elif kind == "down" and x < SIGN:
            self.tick(name)
        elif kind == "down":
            self.set(focus=name)

    def tick(self, name):
        """Draw a rival's curve, or leave it out."""
        ticked = set(self.state.ticked) ^ {name}
        self.set(ticked=tuple(one for one in NAMES if one in ticked))

    def bend(self, last, spot):
        """Draw from one place in the picture of the signal to another."""
        (x0, y0), (x1, y1) = sorted([last, spot])
        first, final = (int(np.clip(round(x), 0, PLACES - 1)) for x in (x0, x1))
        arrived, bent = live.wires(self.state.places), dict(self.state.bent)
        for place in range(first, final + 1):
            height = y1 if x1 == x0 else np.interp(place, [x0, x1], [y0, y1])
            if place == round(spot[0]):
                height = spot[1]
            origin = int((arrived[place] - self.state.roll) % PLACES)
            bent[origin] = round(float(np.clip(height, -HIGHEST, HIGHEST)), 2)
        self.set(bent=tuple(sorted(bent.items())), spot=round(spot[0]))

    def on_hover(self, event):
        view, x, y = self.view, event["x"], event["y"]
        if event["axes"] == "signal":
            return words.in_signal(view, int(np.clip(round(x), 0, PLACES - 1)))
        if event["axes"] == "eye":
            bars = len(view.sight.bars)
            return words.in_eye(view, int(np.clip((x + 0.5) * bars / PLACES, 0, bars - 1)))
        if event["axes"] == "curves":
            found = self.under(x, y)
            return words.on_curve(view.state, *found) if found else words.on_plane(view.state, near_size(x))
        name = in_row(y)
        if STRIP <= x < STRIP + CELL * PLACES:
            return words.in_strip(view, name, int((x - STRIP) / CELL))
        if x < SIGN:
            return f"click: {'leave out' if name in view.state.ticked else 'draw'} the curve of {words.ordered(name)}"
        return words.about(view, name)

    def under(self, x, y):
        """Return (rival, n) of the point of a curve that is under the pointer, or None."""
        _, _, wide, high = PLANE
        _, _, _, _, x0, x1, y0, y1 = self.canvas.axes["curves"]
        away = {}
        for name in self.state.ticked:
            for n, spot in zip(curve(name, self.state.axis, self.state.places), points(name, self.state), strict=True):
                away[name, n] = np.hypot((spot[0] - x) * wide / (x1 - x0), (spot[1] - y) * high / (y1 - y0))
        nearest = min(away, key=away.__getitem__, default=None)
        return nearest if nearest is not None and away[nearest] <= NEAR else None

    def on_key(self, key):
        state, (across, up) = self.state, ARROWS.get(key, (0, 0))
        at = NAMES.index(state.focus)
        if key in ARROWS and state.pen:
            spot = (state.spot + across) % PLACES
            if up:
                height = self.view.shown[spot] + STEP * up
                self.bend((spot, height), (spot, height))
            else:
                self.set(spot=spot)
        elif across:
            self.set(roll=state.roll + across)
        elif up:
            self.set(focus=NAMES[(at - up) % len(NAMES)])
        elif key == "t":
            self.tick(state.focus)
        elif key == "a":
            self.set(ticked=(state.focus,) if len(state.ticked) == len(NAMES) else NAMES)
        elif key == "p":
            self.set(pen=not state.pen)
        elif key == "c":
            self.set(bent=())
        else:
            self.set(n=SIZES[int(np.clip(SIZES.index(state.n) + (1 if key == "+" else -1), 0, len(SIZES) - 1))])


def near_size(x):
    """Return the n that is nearest to a place among the curves, where the pointer says log10 of n.

    Examples
    --------
    >>> near_size(2.9), near_size(5.0)
    (400, 4000)
    """
    return min(SIZES, key=lambda n: abs(np.log10(n) - x))


def in_row(y):
    """Return the rival in a row of the table."""
    return NAMES[int(np.clip(y, 0, len(NAMES) - 1))]
