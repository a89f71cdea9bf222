"""The diffusion explorer: points dissolve in noise, turn round, and arrows lead them back to data."""

import numpy as np

from nnlearn.explorers.controls import ARROWS
from nnlearn.explorers.recorded import FRAME, Recorded
from nnlearn.explorers.snapshots import RunCache
from nnlearn.lessons.diffusion import listing, words
from nnlearn.lessons.diffusion.picture import HEIGHT, PLANE, WIDTH, Scene
from nnlearn.lessons.diffusion.state import State, next_state, settings_of
from nnlearn.lessons.diffusion.tour import TOUR
from nnlearn.lessons.diffusion.view import EDGE, view_of
from nnlearn.lessons.diffusion.walk import Walk

HIT_PIXELS = 4  # a point this near to the pointer is named
TICK = 0.1  # that an arrow key moves the particle
BACK_SECONDS, LONGEST_STEP = 5.0, 0.5  # of the way back at normal speed, and of one of its steps


class DiffusionExplorer(Recorded):
    """Dissolve points in noise, turn round at any step, and let arrows lead them back to data.

    The slider is one way, out and back. Out: x_t = a x + s eps, and nothing is learned. Back: the arrows, the guessed
    noise reversed, lead the points home, in as many steps as you choose, with fresh noise (DDPM) or without (DDIM).
    They point along the score, uphill in the density of the noised data, which is the colour of the plane. The guess is
    that of a small trained network, the best there is for this source, or the best there is for 20 points: a memory.

    On the right are the share of points nearest to each mode or part of the source, and the loss of each guess at each
    step, on points that none has seen. Click in the plane, or press an arrow key, to set down a particle: its ways back
    from here are drawn, eight with fresh noise, one without.

    Parameters
    ----------
    **start
        Where the settings start: data, arrows, turn, steps, fresh, seed, position, particle. See `Explorer`.

    Examples
    --------
    >>> explorer = DiffusionExplorer(turn=40, steps=10)
    >>> explorer.go(50)
    >>> print(explorer)  # doctest: +ELLIPSIS
    Eight Gaussians: Back from step 40 after 10 steps: ...
    >>> explorer.close()
    """

    State = State
    size = (WIDTH, HEIGHT)
    tour = TOUR
    keys = ("t", "e", "s", "f", "c", *ARROWS)
    help = (
        "Click in the plane: ways back from there. Keys: arrows move this particle, c takes it away; t goes to the "
        "turn, e to the end, s a step on; f: fresh noise or none."
    )
    suggestion = "press Play: out into the noise, and back."
    cursors: dict = {"plane": "crosshair"}
    jump_label = "turn"
    speeds = (("slow", 5.0), ("normal", 20.0), ("fast", 60.0))

    def setup(self):
        self.walks = RunCache(Walk, lambda *_: -1, max_runs=12)

    def build(self, picture):
        self.scene = Scene(picture)

    def compute(self, state):
        return view_of(state, self.walks.of(settings_of(state)))

    def draw(self, view):
        self.scene.draw(view)

    def next_state(self, state, **changes):
        return next_state(state, **changes)

    # The run.

    def length(self, view):
        return view.state.length

    def jump_positions(self, view):
        return [view.state.turn, view.state.length]

    def beat(self):
        pause, steps = super().beat()
        if self.at >= self.state.turn:  # a few large steps are shown one by one
            pace = self.speed.value / self.speeds[1][1]
            pause = max(min(BACK_SECONDS / self.state.back, LONGEST_STEP) / pace, FRAME)
            steps = 1
        return pause, steps

    # Pointer and keys.

    def on_pointer(self, event):
        if event["axes"] == "plane" and event["type"] != "up":
            self.put((event["x"], event["y"]))

    def put(self, place):
        """Set the particle down at a place (2,)."""
        self.set(particle=tuple(float(f"{value:.3g}") for value in np.clip(place, -EDGE, EDGE)))

    def on_hover(self, event):
        view = self.view
        if event["axes"] == "plane":
            return words.plane(view, np.array([event["x"], event["y"]]), HIT_PIXELS * 2 * EDGE / PLANE[2])
        return (words.bar if event["axes"] == "bars" else words.losses)(view, event["x"])

    def on_key(self, key):
        state = self.state
        if key in ARROWS:
            self.put(np.add(state.particle or (0.0, 0.0), np.multiply(ARROWS[key], TICK)))
        elif key == "c":
            self.set(particle=())
        elif key == "f":
            self.set(fresh=not state.fresh)
        else:
            self.pause()
            self.go({"t": state.turn, "e": state.length, "s": self.at + 1}[key])

    # Text and code.

    def describe(self, view):
        return words.describe(view)

    def code(self, view):
        return listing.code(view)

    def numbers(self, view):
        return listing.numbers(view)
