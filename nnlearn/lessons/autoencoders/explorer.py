"""The code explorer: squeeze a digit through two numbers, drag the numbers, and see which pictures come back."""

import ipywidgets as widgets
import numpy as np

from nnlearn.explorers import colour_bar
from nnlearn.explorers.controls import ARROWS, row
from nnlearn.explorers.explorer import Explorer
from nnlearn.lessons.autoencoders import words
from nnlearn.lessons.autoencoders.listing import lines
from nnlearn.lessons.autoencoders.picture import BAR, CLEAN, HEIGHT, IN, KIN, OUT, PLANE, ROW, WIDTH, Scene, pixel_at
from nnlearn.lessons.autoencoders.state import BLANK, LINE, State, drawn, settled, view_of, whole
from nnlearn.lessons.autoencoders.tour import TOUR

STEP, REACH = 6, 11  # pixels: of an arrow key, and how far from the ring a drag still takes it
NEAR = 5  # pixels from a dot that the pointer is told about


class CodeExplorer(Explorer):
    """Squeeze a digit through two numbers, drag the numbers, and see which pictures come back.

    On the left is what goes in: a digit that no model learned from, with noise, or with what you draw on it. In the
    middle is the plane of all codes, with a dot for each digit learned from; its grey says how little the picture that
    is decoded there looks like any of them. On the right is what comes out, and below it the digit that is nearest.
    The row at the bottom is decoded from ten codes, from the ring to the cross.

    Drag in the plane to set the code, or the ring to move the other end of the line; drag over the picture on the left
    to draw, or to erase if you begin on ink. Keys: arrows move the code, a puts the ring there, i takes the code of
    what goes in, g draws one from N(0, 1); f feeds what comes out back in, c a blank page, u undoes this and drawing.

    Parameters
    ----------
    **start
        Where the settings start: model, digit, noise, pen, code, ring. See `Explorer`.

    Examples
    --------
    >>> explorer = CodeExplorer(model="PCA", digit=3)
    >>> print(explorer)  # doctest: +ELLIPSIS
    An unseen 9 through PCA: error 0.023. Code (...). Of 449 unseen digits, ... % come back with a larger error. ...
    >>> explorer.set(code=(0.0, 0.0))
    >>> print(explorer)  # doctest: +ELLIPSIS
    PCA decodes a code set by hand. Code (0.00, 0.00). ...
    >>> explorer.close()
    """

    State = State
    size = (WIDTH, HEIGHT)
    tour = TOUR
    keys = (*ARROWS, "a", "i", "f", "c", "u", "g")
    help = (
        "Drag in the plane; drag the ring; draw on what goes in. Keys: arrows: code; a: ring to here; i: code of what "
        "goes in; f: feed back; c: blank page; u: undo drawing; g: Gaussian code."
    )
    suggestion = "drag the cross from the 0s to the 1s."
    cursors = {"plane": "crosshair", "in": "crosshair"}
    prints = ("plane", IN, OUT, KIN, ROW, (*BAR, colour_bar.HEIGHT))
    placed_elsewhere = ("model",)

    def setup(self):
        self._held, self._ink, self._chance = None, 0, np.random.default_rng(0)

    def build(self, picture):
        self.scene = Scene(picture)

    def extras(self):
        self.buttons = {
            name: widgets.Button(description=name, tooltip=tooltip)
            for name, tooltip in (
                ("Code of what goes in", "The cross goes back to the picture on the left"),
                ("Feed it back", "What comes out goes in"),
                ("Blank page", "An empty page goes in"),
                ("Gaussian code", "A code drawn from N(0, 1), each of its numbers by itself"),
            )
        }
        for button, act in zip(
            self.buttons.values(), (self.encode, self.feed, self.clear, self.draw_code), strict=True
        ):
            button.on_click(lambda _, act=act: act())
        return [row([self.panel.placed("model")]), row(self.buttons.values())]

    def compute(self, state):
        return view_of(state)

    def draw(self, view):
        self.scene.draw(view)

    def after_draw(self, view):
        self.canvas.prints = [*self.prints, *([CLEAN] if view.shows_clean else [])]

    def next_state(self, state, **changes):
        return settled(state, **changes)

    # Pointer and keys.

    def encode(self):
        """Take the code of what goes in."""
        self.set(code=())

    def feed(self):
        """Let what comes out go in."""
        self.set(pen=whole(self.view.p), code=())

    def clear(self):
        """Let a blank page go in."""
        self.set(pen=BLANK, code=())

    def draw_code(self):
        """Take a code drawn from N(0, 1)."""
        self.set(code=tuple(float(value) for value in self._chance.standard_normal(2).round(3)))

    def unit(self):
        """Return the width of a pixel in the plane."""
        x0, x1, *_ = self.view.coder.limits
        return (x1 - x0) / PLANE[2]

    def on_pointer(self, event):
        kind, spot = event["type"], (event["x"], event["y"])
        if kind == "up":
            self._held = None
        elif event["axes"] == "plane":
            if kind == "down":
                near = np.hypot(*(self.view.ring - spot)) <= REACH * self.unit()
                self._held = "ring" if near else "code"
            if self._held in ("ring", "code"):
                self.set(**{self._held: tuple(round(float(value), 4) for value in spot)})
        elif event["axes"] == "in":
            pixel = pixel_at(*spot)
            if kind == "down":
                self._held, self._ink = "pen", int(self.view.x[pixel] <= 0.5)
            if self._held == "pen":
                self.set(pen=drawn(self.state.pen, pixel, self._ink))

    def on_hover(self, event):
        view, spot = self.view, (event["x"], event["y"])
        if event["axes"] == "plane":
            if np.hypot(*(view.ring - spot)) <= REACH * self.unit():
                return words.ring(view)
            return words.place(view, np.array(spot), NEAR * self.unit())
        if event["axes"] == "in":
            return words.pixel(view, pixel_at(*spot))
        return words.picture_of_row(view, min(int(max(event["x"], 0)), LINE - 1))

    def on_key(self, key):
        if key in ARROWS:
            self.set(
                code=tuple(
                    float(value) for value in (self.view.z + STEP * self.unit() * np.array(ARROWS[key])).round(4)
                )
            )
        elif key == "a":
            self.set(ring=tuple(float(value) for value in self.view.z.round(4)))
        elif key == "u":
            self.set(pen=())
        else:
            {"i": self.encode, "f": self.feed, "c": self.clear, "g": self.draw_code}[key]()

    # Text and code.

    def describe(self, view):
        return words.describe(view)

    def code(self, view):
        return lines(view)

    def numbers(self, view):
        found = {"z": view.z, "p": view.p, "away[0]": view.away[-1]}
        return found if view.by_hand else found | {"error": view.error}
