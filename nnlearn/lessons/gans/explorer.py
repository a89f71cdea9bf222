"""The GAN explorer: generator and discriminator play in the plane, turn by turn, on points of the learner's choice."""

from dataclasses import replace

import numpy as np

import nnlearn.numpy as nn
from nnlearn.explorers.controls import ARROWS
from nnlearn.explorers.live import Live
from nnlearn.explorers.snapshots import RunCache
from nnlearn.explorers.stream import spend
from nnlearn.lessons.gans import words
from nnlearn.lessons.gans.data import EDGE, OWN
from nnlearn.lessons.gans.game import players_with
from nnlearn.lessons.gans.picture import HEIGHT, PLANE, WIDTH, Scene
from nnlearn.lessons.gans.run import MAX_STEPS, Run, shared_steps
from nnlearn.lessons.gans.state import State, next_state, settings_of
from nnlearn.lessons.gans.view import view_of
from nnlearn.plots.style import SMALL, TEXT

HIT_PIXELS = 5  # a point this near to the pointer is named
PEN_SPACING = 0.08  # of the points that a stroke of the pen adds
MAX_POINTS = 200  # drawn with the pen


class GanExplorer(Live):
    """Watch two networks play: one makes points out of noise, the other tells them from the data.

    The colour is the discriminator's judgement of each place, orange for real, blue for generated. The grid is the
    generator: an even grid over the noise, warped. Each generated point has an arrow along which its own generator loss
    falls. On the right are the noise, the share of points on each mode, the losses and the number of modes captured.

    Play streams. Every step is recorded, so Back, Rewind and the slider revisit it. Half lets the discriminator move,
    and then the generator. Rates and turns may be changed during the game; another loss, seed or drawing starts a new
    one. With the pen you draw data of your own.

    Parameters
    ----------
    **start
        Where the settings start: data, loss, lr_d, lr_g, k, seed, position, half, drawn. See `Explorer`.

    Examples
    --------
    >>> explorer = GanExplorer(data="ring")
    >>> explorer.go(2)
    >>> print(explorer)  # doctest: +ELLIPSIS
    Two players in the plane, step 2: losses 1...
    >>> explorer.close()
    """

    State = State
    size = (WIDTH, HEIGHT)
    max_steps, first_span = MAX_STEPS, 100
    keys = ("h", "s", "a", "Delete", "c", *ARROWS)
    help = (
        "Draw in the plane to make data of your own, or move the pen with the arrow keys: a adds a point, Delete "
        "removes the last one, c removes all. h: half a step, s: a step."
    )
    suggestion = (
        "press Play and watch until all eight modes are captured, about 2,000 steps. Then press Rewind, swap the two "
        "learning rates, and press Play again."
    )
    cursors = {"plane": "crosshair"}

    # The picture.

    def setup(self):
        self.runs = RunCache(Run, shared_steps)

    def build(self, picture):
        self.scene = Scene(picture)
        self.title, self.rules = picture.words(10, 6, TEXT, "bold"), picture.words(10, 24, SMALL)
        self.lengths = picture.words(338, 448, SMALL)

    def compute(self, state):
        return view_of(state, self.run(state).at(state.position, state.half))

    def run(self, state):
        """Return the game of a state."""
        return self.runs.of(settings_of(state))

    def draw(self, view):
        self.scene.draw(view)
        self.title.say(words.title(view))
        self.rules.say(words.rules(view))
        self.lengths.say(words.lengths(view))

    # Words and code.

    def describe(self, view):
        return words.describe(view)

    def code(self, view):
        return words.code(view)

    def numbers(self, view):
        (G, D), zero = players_with(view.now.weights), np.zeros((1, 2))
        return {
            "nn.predict(G, np.zeros((1, 2)))": nn.predict(G, zero),
            "nn.predict(D, np.zeros((1, 2)))": nn.predict(D, zero),
        }

    # Live play.

    def finished(self):
        return self.at >= MAX_STEPS

    def advance(self):
        """Play for one frame and draw it; return whether there is more to do."""
        with self.lock:
            run, at = self.run(self.state), self.state.position

            def step():
                nonlocal at
                at += 1
                run.play_to(at)
                return at < MAX_STEPS

            spend(step, int(self.speed.value))
            self.state = replace(self.state, position=at, half=False)
            self.refresh()
        return not self.finished()

    # Settings, pointer and keys.

    def next_state(self, state, **changes):
        return next_state(state, **changes)

    def put(self, place):
        """Add a point to the reader's own data."""
        a, b = (float(f"{v:.3g}") for v in np.clip(place, -EDGE, EDGE))
        drawn = self.state.drawn if self.state.data == OWN else ()
        self.set(data=OWN, drawn=(*drawn, (a, b))[-MAX_POINTS:], pen=(a, b))

    def on_pointer(self, event):
        place, drawn = (event["x"], event["y"]), self.state.drawn
        if event["axes"] != "plane" or event["type"] == "up":
            return
        self.pause()
        if event["type"] == "down" or not drawn or np.hypot(*np.subtract(place, drawn[-1])) > PEN_SPACING:
            self.put(place)

    def on_hover(self, event):
        place, view = np.array([event["x"], event["y"]]), self.view
        if event["axes"] == "plane":
            return words.plane(view, place, HIT_PIXELS * 2 * EDGE / PLANE[2])
        if event["axes"] == "noise":
            return words.noise(view, place)
        return {"meter": words.bar, "loss": words.losses, "count": words.count}[event["axes"]](view, place[0])

    def on_key(self, key):
        state = self.state
        if key == "h":
            self.set(half=not state.half)
        elif key == "s":
            self.go(self.at + 1)
        elif key in ARROWS:
            pen = np.clip(np.add(state.pen or (0.0, 0.0), np.multiply(ARROWS[key], PEN_SPACING)), -EDGE, EDGE)
            self.set(pen=tuple(float(f"{v:.3g}") for v in pen))
        elif key == "a":
            self.put(state.pen or (0.0, 0.0))
        elif state.data == OWN:
            self.set(drawn=state.drawn[:-1] if key == "Delete" else ())
